"""Fills the proofs page: every step that was decided, page by page, and what speaks for it.

In ``docs/eqproof/proofs.md`` the marker ``<!-- proofs -->`` becomes the totals and one table for
each page. The report itself goes beside the page as JSON.

A step with a number is witnessed by the program of its page in ``snippets/``. How many slips were
caught stands in ``bench/mutants.json``, with a digest of the page that they were put into.
"""

import ast
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from pathlib import Path, PurePosixPath
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from eqproof.diagnostics import Equation
from eqproof.ledger import WORDS, Status, Step, anchor_of_number, anchors, by_page, steps, totals
from eqproof.rendering import as_json

PAGE = "eqproof/proofs.md"
DATA = "proofs.json"
MARKER = "<!-- proofs -->"
HEADING = re.compile(r'<h[2-6] id="([^"]*)"')
PROGRAM = re.compile(r'class="language-python')
FINAL: tuple[Status, ...] = ("proved", "definition", "refuted")
MUTANTS = Path("bench", "mutants.json")
HEAD = ("Where", "Step", "Verdict", "Method", "Points", "Witness")


@dataclass(frozen=True, slots=True)
class Slips:
    """What became of the slips that were put into a page; *current* if it is the same since."""

    changing: int
    killed: int
    current: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of the site: where it is, what was decided on it, what else is known of it."""

    title: str
    address: str
    equations: Sequence[Equation]
    witness: str
    tags: frozenset[str]
    slips: Slips | None


_order: list[str] = []


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Remember in which order the site shows its pages."""
    del config, files
    _order[:] = [page.file.src_uri for page in nav.pages]
    return nav


def on_env(env: Any, config: MkDocsConfig, files: Files) -> Any:
    """Replace the markers of the proofs page, and add the report as a file."""
    report = config.plugins["eqproof"].report  # type: ignore[attr-defined]
    root = Path(config.docs_dir).parent
    pages = {
        Path(file.abs_src_path): file.page
        for file in files.documentation_pages()
        if file.page and file.abs_src_path
    }
    target = next((page for page in pages.values() if page.file.src_uri == PAGE), None)
    if target is None:
        raise PluginError(f"{PAGE}: the page of the proofs is missing")
    slips = read_slips(root)
    found = {Path(name).absolute(): equations for name, equations in by_page(report).items()}
    sheets = [
        _sheet(page, target, found[path], slips.get(page.file.src_uri), root)
        for path, page in sorted(pages.items(), key=lambda item: _place(item[1]))
        if any(equation.links for equation in found.get(path, ()))
    ]
    content = target.content or ""
    if content.count(MARKER) != 1:
        raise PluginError(f"{PAGE}: the marker {MARKER} stands here {content.count(MARKER)} times")
    target.content = content.replace(MARKER, ledger(sheets))
    path = PurePosixPath(target.file.dest_uri).parent.with_name(DATA).as_posix()
    files.append(File.generated(config, path, content=as_json(report)))
    return env


def _place(page: Page) -> tuple[bool, int]:
    uri = page.file.src_uri
    return uri not in _order, _order.index(uri) if uri in _order else 0


def _sheet(
    page: Page, target: Page, equations: Sequence[Equation], slips: Slips | None, root: Path
) -> Sheet:
    address = get_relative_url(page.url, target.url)
    name = Path(page.file.src_uri).with_suffix(".py").as_posix().replace("-", "_")
    program = root / "snippets" / name
    tags = witnessed(program.read_text("utf-8")) if program.is_file() else frozenset()
    content = page.content or ""
    shown = PROGRAM.search(content)
    headings = HEADING.findall(content, 0, shown.start()) if shown else []
    place = f"{address}#{headings[-1]}" if headings else address
    witness = f'<a href="{escape(place)}">{escape(name)}</a>'
    return Sheet(str(page.title), address, equations, witness, tags, slips)


def witnessed(program: str) -> frozenset[str]:
    """Return the numbers of the equations of which *program* finds the values in its own way."""
    for statement in ast.parse(program).body:
        match statement:
            case ast.Assign(targets=[ast.Name("WITNESSES")], value=ast.Dict(keys=keys)):
                return frozenset(str(ast.literal_eval(key)) for key in keys if key is not None)
    return frozenset()


def read_slips(root: Path) -> dict[str, Slips]:
    """Return what is known of the slips in each page, by its place below ``docs``."""
    path = root / MUTANTS
    found = {}
    for name, counts in json.loads(path.read_text("utf-8")).items() if path.is_file() else ():
        page = root / name
        text = counts.pop("text")
        current = page.is_file() and sha256(page.read_bytes()).hexdigest() == text
        changing = sum(counts.values()) - counts.get("equal", 0)
        slips = Slips(changing, changing - counts.get("fault", 0), current)
        found[PurePosixPath(name).relative_to("docs").as_posix()] = slips
    return found


def ledger(sheets: Sequence[Sheet]) -> str:
    """Return the totals and the tables of all pages."""
    tables = "".join(_table(number, sheet) for number, sheet in enumerate(sheets))
    options = "".join(f"<option>{WORDS[status]}</option>" for status in FINAL)
    titles = "".join(f"<option>{escape(sheet.title)}</option>" for sheet in sheets)
    # no other section stands inside, where the search would begin to read again
    return (
        f'<section data-search-exclude>{_totals(sheets)}<form class="proofs-filter" hidden>'
        f"<label>Page <select><option value>all</option>{titles}</select></label>"
        f"<label>Verdict <select><option value>all</option>{options}</select></label>"
        '<label>Text <input type="search" spellcheck="false" autocomplete="off"></label>'
        f'<output></output></form><div class="proofs">{tables}</div></section>'
    )


def _totals(sheets: Sequence[Sheet]) -> str:
    head = ("Page", "Steps", *(WORDS[status].capitalize() for status in FINAL), "Witnessed")
    cells = [
        (f'<a href="#proofs-{number}">{escape(sheet.title)}</a>', *_counts([sheet]))
        for number, sheet in enumerate(sheets)
    ]
    cells.append(("All pages", *_counts(sheets)))
    known = [sheet.slips for sheet in sheets if sheet.slips is not None]
    columns = [*head, "Slips caught"] if known else list(head)
    if known:
        each = [_slips(sheet.slips) for sheet in sheets]
        all_slips = f"{sum(s.killed for s in known):,} of {sum(s.changing for s in known):,}"
        cells = [(*row, text) for row, text in zip(cells, [*each, all_slips], strict=True)]
    rows = [
        f'<tr><th scope="row">{name}</th>{"".join(f"<td>{cell}</td>" for cell in row)}</tr>'
        for name, *row in cells
    ]
    header = "".join(f'<th scope="col">{name}</th>' for name in columns)
    return (
        f'<div class="proofs-scroll"><table class="proofs-totals"><thead><tr>{header}</tr></thead>'
        f"<tbody>{''.join(rows[:-1])}</tbody><tfoot>{rows[-1]}</tfoot></table></div>"
    )


def _counts(sheets: Sequence[Sheet]) -> tuple[str, ...]:
    counts = totals([equation for sheet in sheets for equation in sheet.equations])
    seen = sum(_is_witnessed(step, s.tags) for s in sheets for step in steps(s.equations))
    return (f"{counts.total():,}", *(f"{counts[status]:,}" for status in FINAL), f"{seen:,}")


def _slips(slips: Slips | None) -> str:
    if slips is None:
        return "not tried"
    since = "" if slips.current else ", before its last change"
    return f"{slips.killed:,} of {slips.changing:,}{since}"


def _table(number: int, sheet: Sheet) -> str:
    names = anchors(sheet.equations)
    rows = "".join(_row(step, names[step.equation.span], sheet) for step in steps(sheet.equations))
    head = "".join(f'<th scope="col">{name}</th>' for name in HEAD)
    count = totals(sheet.equations).total()
    return (
        f'<details id="proofs-{number}"><summary>{escape(sheet.title)}'
        f' <span class="proofs-count">{count}</span></summary><div class="proofs-scroll">'
        f'<table class="proofs-steps"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody>'
        "</table></div></details>"
    )


def _row(step: Step, anchor: str, sheet: Sheet) -> str:
    link = step.link
    if link.tag:
        anchor = anchor_of_number(step.equation, link.tag)
    left = f"{link.left} " if step.first else ""
    sign = rf"\overset{{?}}{{{link.relation}}}" if link.expected else link.relation
    line = step.equation.source.position(link.span.start)[0]
    number = f"({link.tag})" if link.tag else f"line {line}"
    latex = " ".join(f"{left}{sign} {link.right}".split())
    cells = (
        f'<a href="{escape(sheet.address)}#{escape(anchor)}">{escape(number)}</a>',
        f"<code>{escape(latex, quote=False)}</code>",
        WORDS[step.status],
        link.by.replace("-", " ") if link.by else "–",
        str(link.points or "–"),
        sheet.witness if _is_witnessed(step, sheet.tags) else "–",
    )
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def _is_witnessed(step: Step, tags: frozenset[str]) -> bool:
    return step.link.tag in tags and step.link.expected is None
