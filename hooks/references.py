"""Makes every numbered equation the target of ordinary links: ``[(12)](scalar.md#eq:12)``.

The anchor of an equation is its label, or ``eq:`` and its number where it has none; MathJax gives
the same id to its number (``typeset.mjs``). MkDocs is told of these anchors, which it cannot see,
since formulas are typeset after it looked. A link to an equation shows the number that this
equation has: anything else fails the build, and the live preview says so.
"""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from eqproof.latex.lexer import readable_tokens
from eqproof.page import read_page
from eqproof.page.raw import without_fences
from eqproof.page.reader import markdown_of
from eqproof.source import Source

PREFIX = "eq:"
LINK = re.compile(r"(?P<code>(?P<ticks>`+).*?(?P=ticks))|\[([^\[\]]*)\]\(([^()\s#]*)#([^()\s]+)\)")

log = get_plugin_logger("references")
serving = False


def on_startup(command: str, **_: Any) -> None:
    """Remember whether this is the live preview."""
    global serving
    serving = command == "serve"


def on_env(env: Any, config: MkDocsConfig, files: Files) -> Any:
    """Tell MkDocs the anchors of all equations, and check the links to them."""
    pages = {
        file.src_uri: file.page for file in files.documentation_pages() if file.page is not None
    }
    sources = {uri: _source(page, config) for uri, page in pages.items()}
    known = {uri: anchors(source) for uri, source in sources.items()}
    for uri, page in pages.items():
        if page.present_anchor_ids is not None:  # of a notebook MkDocs knows no anchors
            page.present_anchor_ids |= set(known[uri])
    errors = [error for uri, source in sources.items() for error in faults(source, uri, known)]
    if errors and not serving:
        raise PluginError("\n".join(errors))
    for error in errors:
        log.error(error)
    return env


def _source(page: Page, config: MkDocsConfig) -> Source:
    name = Path(config.docs_dir, page.file.src_uri).relative_to(Path(config.docs_dir).parent)
    return Source(name.as_posix(), page.file.content_string)


def anchors(source: Source) -> dict[str, str]:
    """Return the numbers of the equations of a page by their anchors."""
    rows: list[dict[str, str]] = []
    for formula in read_page(source).formulas:
        rows.append({})
        for token in readable_tokens(formula.latex):
            if token.kind in ("tag", "label"):
                rows[-1][token.kind] = token.text
            elif token.kind == "row":
                rows.append({})
    return {_anchor(row.get("label", row["tag"])): row["tag"] for row in rows if "tag" in row}


def _anchor(name: str) -> str:
    return name if name.startswith(PREFIX) else PREFIX + name


def faults(source: Source, uri: str, known: dict[str, dict[str, str]]) -> Iterator[str]:
    """Yield what is wrong with the links to equations on the page *uri*; *known* are anchors."""
    text, _ = without_fences(markdown_of(source))
    for link in LINK.finditer(text.chars):
        if link["code"]:
            continue
        shown, path, anchor = link.group(3, 4, 5)
        target = normpath(join(dirname(uri), path)) if path else uri
        numbers = known.get(target, {})
        if anchor not in numbers and not anchor.startswith(PREFIX):
            continue
        line, column = source.position(text.at[link.start()])
        place = f"{source.name}:{line}:{column}:"
        if target not in known:
            continue  # MkDocs says that there is no such page
        if anchor not in numbers:
            near = get_close_matches(anchor, numbers, 1, 0)
            advice = f"\n  = help: did you mean #{near[0]}?" if near else ""
            yield f"{place} no equation of {target} has the anchor #{anchor}{advice}"
        elif shown != f"({numbers[anchor]})":
            says = f"says {shown!r}" if shown else "shows no number"
            yield (
                f"{place} this link {says}, and the equation that it leads to"
                f" has the number ({numbers[anchor]})"
                f"\n  = help: write [({numbers[anchor]})]({path}#{anchor})"
            )
