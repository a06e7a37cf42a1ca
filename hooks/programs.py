"""Puts below each part of a program that a page shows what a reader can do with it.

That is the whole program, to download, and, if the part prints something and Python in a browser
has all that it imports, an editor that runs it in the page. What runs there is the part, what it
needs of the rest, and the calls in ``main`` that print its output: a program that stands alone.
"""

import ast
import re
import symtable
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

FOLDER = "assets/programs"
AT_HAND = {"mpmath", "sympy", *sys.stdlib_module_names}  # bundle.py puts the first two there
SPELLED = {"numpy": "NumPy"}
WHY = "/contributing/#what-runs-in-a-page"
FENCE = re.compile(r'^( *)```python\n( *--8<-- "([^":]+)\.py:([^"]+)")$', re.MULTILINE)
CODE = re.compile(
    r'(<div class="[^"]*") data-part="([^":]+):([^":]+)">(.*?</code></pre></div>)', re.DOTALL
)
MARK = re.compile(r"\s*# --8<-- \[(start|end):([^\]]*)\]")


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Note on each block of code which part of which program it shows."""
    del page, config, files
    return FENCE.sub(r'\1```{.python data-part="\3:\4"}\n\2', markdown)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put below each block of code what can be done with it, and add the programs to the site."""
    root = Path(config.docs_dir).parent / "snippets"

    def address(name: str, text: str) -> str:
        file = files.get_file_from_path(f"{FOLDER}/{name}")
        if file is None:
            file = File.generated(config, f"{FOLDER}/{name}", content=text)
            files.append(file)
        return file.url_relative_to(page.file)

    def below(found: re.Match[str]) -> str:
        tag, name, part, rest = found.groups()
        text = (root / f"{name}.py").read_text("utf-8")
        more, data = "", ""
        if program := alone(text, part):
            if missing := sorted(imported(program) - AT_HAND):
                why = f"{get_relative_url('.', page.url)}{WHY}"
                more = f' It imports {_names(missing)}, which <a href="{why}">cannot run here</a>.'
            else:
                data = f' data-program="{address(f"{name}.{part}.py", program)}"'
        link = f'<a href="{address(f"{name}.py", text)}" download>The whole program</a>.'
        return f'{tag}>{rest}\n<p class="program"{data}>{link}{more}</p>'

    return CODE.sub(below, html)


@dataclass(frozen=True)
class Piece:
    """A statement of a program: its lines, the part it is in, what it uses, and what it binds."""

    lines: tuple[str, ...]
    gap: int  # so many empty lines stand before it
    part: str
    uses: frozenset[str]
    binds: frozenset[str]  # or changes


def alone(text: str, part: str) -> str:
    """Return *part* of the program *text* as a program by itself, or nothing if it is silent."""
    calls = _calls(text, part)
    if not calls:
        return ""
    pieces = list(_pieces(text))
    kept = {n for n, piece in enumerate(pieces) if piece.part == part}
    needed = frozenset[str]().union(*map(_used, calls), *(pieces[n].uses for n in kept))
    while more := {n for n, piece in enumerate(pieces) if piece.binds & needed} - kept:
        kept |= more
        needed = needed.union(*(pieces[n].uses for n in more))
    lines: list[str] = []
    gap = 0
    for piece in (pieces[n] for n in sorted(kept)):
        is_block = len(piece.lines) > 1 and piece.lines[-1].startswith(" ")
        lines += [""] * (max(gap, piece.gap, 2 * is_block) if lines else 0)
        lines += piece.lines
        gap = 2 * is_block
    return "\n".join([*lines, "", "", *calls, ""])


def _names(packages: Sequence[str]) -> str:
    return " and ".join(SPELLED.get(name, name) for name in packages)


def imported(program: str) -> set[str]:
    """Return the names of the packages that *program* imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(program)):
        match node:
            case ast.Import(names=aliases):
                names |= {alias.name.partition(".")[0] for alias in aliases}
            case ast.ImportFrom(module=module):
                names.add((module or "").partition(".")[0])
    return names


def _pieces(text: str) -> Iterator[Piece]:
    """Yield the statements of a program, without those that only say what it is or start it."""
    lines = text.splitlines()
    part, last = "", 0
    for statement in ast.parse(text).body:
        decorators = getattr(statement, "decorator_list", [])
        first = min([statement.lineno, *(node.lineno for node in decorators)]) - 1
        between = lines[last:first]
        for line in between:
            if mark := MARK.match(line):
                part = mark[2] if mark[1] == "start" else ""
        gap = next((n for n, line in enumerate(reversed(between)) if line.strip()), len(between))
        last = statement.end_lineno or first + 1
        shown = tuple(lines[first:last])
        source = "\n".join(shown)
        if _binds(statement) or part:
            yield Piece(shown, min(gap, 2), part, _used(source), _binds(statement))


def _calls(text: str, part: str) -> list[str]:
    """Return the calls of ``main`` between the announcement of *part* and the next one."""
    calls: list[str] = []
    announced = False
    for function in ast.parse(text).body:
        if not isinstance(function, ast.FunctionDef) or function.name != "main":
            continue
        for statement in function.body:
            source = ast.unparse(statement)
            if source.startswith("print('== "):
                announced = source == f"print('== {part} ==')"
            elif announced:
                calls.append(source)
    return calls


def _used(source: str) -> frozenset[str]:
    """Return the names outside of *source* that it may use."""
    top = symtable.symtable(source, "part", "exec")
    names = {symbol.get_name() for symbol in top.get_symbols() if symbol.is_referenced()}
    tables = list(top.get_children())
    while tables:
        table = tables.pop()
        names |= {s.get_name() for s in table.get_symbols() if s.is_global()}
        tables += table.get_children()
    return frozenset(names)


def _binds(statement: ast.stmt) -> frozenset[str]:
    """Return the names that *statement* binds, and those whose items or attributes it sets."""
    match statement:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return frozenset({name})
        case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
            return frozenset((a.asname or a.name).partition(".")[0] for a in aliases)
        case ast.Assign() | ast.AnnAssign() | ast.AugAssign():
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            return frozenset(
                node.id
                for target in targets
                for node in ast.walk(target)
                if isinstance(node, ast.Name)
            )
    return frozenset()
