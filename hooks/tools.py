"""Puts a link beside every displayed equation, and beside the page what its tools need.

``assets/tools.js`` makes of the link a button with a menu: copy the link, the LaTeX, the SymPy, or
open the display on the page that checks derivations. What that takes stands in ``equations.json``
beside each page: the entries of what is given, each once, and for each display the numbers of its
own, its lines, and the program for SymPy if there is one.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path, PurePosixPath
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from eqproof.cache import NAME, Folder, open_cache
from eqproof.diagnostics import Equation
from eqproof.excerpt import Excerpt, excerpts
from eqproof.files import macros_file, read_macros
from eqproof.keys import key_of_page
from eqproof.ledger import anchor_of_number, anchors
from eqproof.source import Source, Span

FORMULA = re.compile(
    r'(?P<marked><div class="eqproof-display">)?(?P<display><div class="arithmatex">.*?</div>)'
    r'|(?P<inline><span class="arithmatex">.*?</span>)(?P<button>&NoBreak;<button)?',
    re.DOTALL,
)
DATA = "equations.json"


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Add the link to each display of *page*, and the file that goes with the page."""
    report = config.plugins["eqproof"].report  # type: ignore[attr-defined]
    name = page.file.abs_src_path and Path(page.file.abs_src_path)
    equations = [e for e in report.equations if name and Path(e.source.name).absolute() == name]
    names = anchors(equations)
    shown = [equation for equation in equations if equation.display]
    if shown:
        path = PurePosixPath(page.file.dest_uri).with_name(DATA).as_posix()
        content = json.dumps(data(shown, names), ensure_ascii=False, separators=(",", ":"))
        files.append(File.generated(config, path, content=content))
    return with_links(html, equations, names)


def with_links(html: str, equations: Sequence[Equation], names: Mapping[Span, str]) -> str:
    """Return *html* with a link beside each display, given its *equations* in the same order.

    An equation in a sentence has no link of its own; where it has a mark, that can be linked to.
    """
    left = iter(equations)

    def linked(found: re.Match[str]) -> str:
        equation = next(left, None)
        if equation is None:  # in a live preview of a faulty page
            return found[0]
        name = names[equation.span]
        if found["inline"]:
            return found[0] + f' id="{name}"' * bool(found["button"])
        what, place = "this equation", name
        if equation.tags:  # a number is easier to remember
            tag = equation.tags[0]
            what, place = f"equation ({escape(tag)})", escape(anchor_of_number(equation, tag))
        link = (
            f'<a class="eq-tools" href="#{place}" aria-label="Link to {what}"'
            " data-search-exclude></a>"
        )
        end = "" if found["marked"] else "</div>"
        return f'<div class="eqproof-display" id="{name}">{found["display"]}{link}{end}'

    return FORMULA.sub(linked, html)


def data(shown: Sequence[Equation], names: Mapping[Span, str]) -> dict[str, Any]:
    """Return what the tools need to know of the equations that are *shown* on a page."""
    numbers: dict[str, int] = {}
    displays: dict[str, dict[str, Any]] = {}
    for excerpt in _excerpts(shown[0].source):
        own = [numbers.setdefault(entry, len(numbers)) for entry in excerpt.given]
        displays[names[excerpt.span]] = {"given": own, "lines": excerpt.lines}
        if excerpt.program:
            displays[names[excerpt.span]]["sympy"] = excerpt.program
    return {"given": list(numbers), "displays": displays}


@cache
def _cache(folder: Path) -> Folder | None:
    return open_cache(folder)


def _excerpts(source: Source) -> Iterator[Excerpt]:
    """Yield the excerpts of a page; they are kept with what was decided."""
    path = macros_file(Path(source.name))
    macros = read_macros(path)[0] if path else {}
    key = sha256(f"excerpts {key_of_page(source, macros)}".encode()).hexdigest()
    store = _cache((path.parent if path else Path.cwd()) / NAME)
    kept = store.load(key) if store else None
    if kept is None:
        made = excerpts(source, macros, store)
        kept = json.dumps([[e.span.start, e.span.end, e.given, e.lines, e.program] for e in made])
        if store:
            store.store(key, kept)
    for start, end, given, lines, program in json.loads(kept):
        yield Excerpt(Span(start, end), tuple(given), lines, program)
