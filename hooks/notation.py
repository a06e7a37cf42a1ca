"""Fills the notation index: every name that a page declares or defines, and what it means there.

``docs/notation.md`` holds one marker for each group of names, ``<!-- notation: matrices -->``.
A row shows the name, what the page says of it behind the formula, the formula, and the pages with
this meaning. Rows of one name stand together: a letter with two meanings has two rows. Every
formula is a part of a page where it was checked; MathJax typesets it with the others. A page with
``notation: local`` in its head has letters for its own use, and is left out.
"""

import re
import unicodedata
from collections.abc import Iterator
from html import escape, unescape
from pathlib import Path
from typing import Any, NamedTuple

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from eqproof.files import macros_file, read_macros
from eqproof.latex.nodes import ONE, SCALAR
from eqproof.names import readable
from eqproof.notation.symbols import Dimension, Function, Index, Symbol
from eqproof.page import read_page
from eqproof.source import Source
from eqproof.statements.reading import Reading, read_formulas

INDEX = "notation.md"
GROUPS = ("numbers", "columns", "matrices", "functions", "indices")
COLUMNS = ("Name", "What it is, and where", "Set or definition")
MARKER = re.compile(r"<!-- notation: ([a-z]+) -->")
FORMULA = re.compile(r'<(span|div) class="arithmatex">(.*?)</\1>', re.DOTALL)
HEADING = re.compile(r'<h[1-6] id="([^"]*)"')
PARAGRAPH_END = re.compile(r"</(?:li|p)>")
UNSEEN = re.compile(r"&NoBreak;|<button.*?</button>|</?a\b[^>]*>", re.DOTALL)
LABEL = re.compile(r"\\label\{([^}]*)\}")
NUMBERED = re.compile(r"\\tag\{([^}]*)\}\s*\\label\{([^}]*)\}")
REFERENCE = '<span class="arithmatex">\\(\\eqref{{{}}}\\)</span>'
MARK = re.compile(r"\\(?:tag|label)\{[^}]*\}")
BEFORE = re.compile(r"^(?:[\s,;:.]|(?:is|are|which|called)\b)+")
AFTER = re.compile(r"(?:[\s,;:.]|\b(?:and|or|for|where|with)\b)+$")
ARTICLE = r"(?=(?:the|a|an|any|its|that|those) )"
PARTS = re.compile(rf",? and {ARTICLE}|, {ARTICLE}")


class Meaning(NamedTuple):
    """What one name means on a page: *words* and *formula* say it, *link* leads there."""

    group: str
    name: str
    words: str
    formula: str
    link: str


def on_env(env: Any, files: Files, **_: Any) -> Any:
    """Replace the markers of the index by the names of all pages."""
    pages = [file.page for file in files.documentation_pages() if file.page]
    index = next((page for page in pages if page.file.src_uri == INDEX), None)
    if index is None:
        raise PluginError(f"{INDEX}: the notation index is missing")
    content = index.content or ""
    marked = MARKER.findall(content)
    for group in GROUPS:
        if marked.count(group) != 1:
            what = f"<!-- notation: {group} --> stands here {marked.count(group)} times"
            raise PluginError(f"{INDEX}: the marker {what}, and not once")
    for group in marked:
        if group not in GROUPS:
            raise PluginError(f"{INDEX}: there is no group {group}, only {', '.join(GROUPS)}")
    listed = [page for page in pages if page.meta.get("notation") != "local"]
    found = [m for p in listed for m in meanings(p, get_relative_url(p.url, index.url))]
    index.content = MARKER.sub(
        lambda marker: table([m for m in found if m.group == marker[1]]), content
    )
    return env


def meanings(page: Page, base: str) -> Iterator[Meaning]:
    """Yield the names that *page*, which is found at *base*, declares or defines."""
    source = Source(page.file.src_uri, page.file.content_string)
    path = macros_file(Path(page.file.abs_src_path or ""))
    read = read_page(source)
    readings, _ = read_formulas(read, read_macros(path)[0] if path else {})
    html = UNSEEN.sub("", page.content or "")
    # as many as formulas, but in a live preview of a faulty page: the plugin compares them
    elements = dict(zip(read.formulas, FORMULA.finditer(html), strict=False))
    naming = [(r.formula, _symbols(r)) for r in readings if r.formula in elements and _symbols(r)]
    ends = [*(elements[formula].start() for formula, _ in naming[1:]), len(html)][: len(naming)]
    for (formula, symbols), following in zip(naming, ends, strict=True):
        element = elements[formula]
        headings = HEADING.findall(html, 0, element.start())
        place = f"#{headings[-1]}" if len(headings) > 1 else ""
        latex = unescape(element[2]).strip()[2:-2]
        words = html[element.end() : min(following, _end(html, element.end()))]
        if formula.given is None:
            words = "".join(f"see {REFERENCE.format(label)}" for label in LABEL.findall(latex))
        words = " ".join(_cited(words, source.text, base).split())
        words = AFTER.sub("", BEFORE.sub("", words))
        own = [symbol for symbol in symbols if not isinstance(symbol, Dimension)]
        parts = PARTS.split(words)
        for symbol in symbols:
            name, said = symbol.key, f"in the shape of {words or 'this'}"
            if symbol in own and symbol.span:
                name = source.text[symbol.span.start : symbol.span.end]
                said = parts[own.index(symbol)] if len(parts) == len(own) else words
            link = f'<a href="{base}{place}">{page.title}</a>'
            yield Meaning(_group(symbol), name, said.strip(), MARK.sub("", latex).strip(), link)


def _cited(words: str, text: str, base: str) -> str:
    """Return *words* with references to equations of the page *text* as links to it."""
    numbers = {label: number for number, label in NUMBERED.findall(text)}
    for label, number in numbers.items():
        link = f'<a href="{base}#{label}">({number})</a>'
        words = words.replace(REFERENCE.format(label), link)
    return words


def _symbols(reading: Reading) -> list[Symbol]:
    """Return the symbols that the formula of *reading* declares or defines."""
    span = reading.formula.span
    known = reading.notation.symbols.values()
    return [s for s in known if s.span and span.start <= s.span.start < span.end]


def _end(html: str, start: int) -> int:
    found = PARAGRAPH_END.search(html, start)
    return found.start() if found else len(html)


def _group(symbol: Symbol) -> str:
    match symbol:
        case Function():
            return "functions"
        case Index() | Dimension():
            return "indices"
    if symbol.shape == SCALAR:
        return "numbers"
    return "columns" if ONE in symbol.shape else "matrices"


def order(name: str) -> tuple[str, int, str]:
    """Return what a name is sorted by: its letter, Greek ones last, then what decorates it."""
    letters = unicodedata.normalize("NFKD", readable(name))
    return "".join(c for c in letters if c.isalnum()).casefold(), len(name), name


def table(found: list[Meaning]) -> str:
    """Return the rows of one group as HTML."""
    rows: dict[tuple[str, str, str], dict[str, None]] = {}
    for _, name, words, formula, link in found:
        size = formula.replace("\\dfrac", "\\frac")
        rows.setdefault((name, words, size), {})[link] = None
    bodies: dict[str, list[str]] = {}
    for (name, words, formula), links in sorted(rows.items(), key=lambda row: order(row[0][0])):
        cell = f"{words}<small>{', '.join(links)}</small>"
        bodies.setdefault(name, []).append(f"<td>{cell}</td><td>{_inline(formula)}</td>")
    head = "".join(f'<th scope="col">{words}</th>' for words in COLUMNS)
    body = "".join(
        f'<tbody><tr><th scope="rowgroup" rowspan="{len(of)}">{_inline(name)}</th>'
        f"{'</tr><tr>'.join(of)}</tr></tbody>"
        for name, of in bodies.items()
    )
    return f'<div class="notation"><table><thead><tr>{head}</tr></thead>{body}</table></div>'


def _inline(latex: str) -> str:
    return f'<span class="arithmatex">\\({escape(latex, quote=False)}\\)</span>'
