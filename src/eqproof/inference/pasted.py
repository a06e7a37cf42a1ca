r"""Text that was typed or pasted anywhere as a page: each of its formulas is a formula of the page.

Formulas may stand between delimiters, in environments or bare, with words between them, quoted or
indented as forums do it. They keep their characters, and each has its place in the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from eqproof.diagnostics import Diagnostic
from eqproof.inference.rows import Line, Row, displays, is_closed
from eqproof.inference.translated import as_markdown
from eqproof.inference.wording import has_sign, is_words, of_document, words_before
from eqproof.page import OTHERS, read_page, suffix_of
from eqproof.source import Source, Span

_OUTER = r"(?:align|alignat|flalign|equation|gather|multline|eqnarray|displaymath|math)\*?"
_OPENING = re.compile(
    rf"\\\\|\\\$|(?P<sign>\$\$|\$(?!\s)|\\\[|\\\()|\\begin\s*\{{(?P<environment>{_OUTER})\}}"
)
_CLOSING = {"$$": r"\$\$", "$": r"(?<!\s)\$(?!\$)", r"\[": r"\\\]", r"\(": r"\\\)"}
_SAID = re.compile(r"\\text\w*\s*\{[^{}]*\}")
_EMPTY = re.compile(r"\n[ \t>]*\n")
_PAGE = re.compile(r"^!!! ", re.MULTILINE)
_DOCUMENT = re.compile(r"\\(?:documentclass(?![a-zA-Z])|begin\s*\{(?:document|given)\})")
_COMMENT = re.compile(r"(?<!\\)%.*")

Kind = Literal["display", "inline", "text", "unclosed", "end"]


@dataclass(frozen=True, slots=True)
class Pasted:
    """A page and where its *parts* come from: the place on the page, the length, the first place.

    A page that was one already has no parts. *words* are the lines that were taken for words
    although a sign of a formula stands in them. A page in another *language* than Markdown was
    translated; its *faults* were found before.
    """

    page: Source
    source: Source
    parts: tuple[tuple[int, int, int], ...] = ()
    words: tuple[int, ...] = ()
    faults: tuple[Diagnostic, ...] = ()
    language: str = ""

    def original(self, span: Span) -> Span:
        """Return where *span* of the page stands in what was pasted."""
        return Span(self._place(span.start), self._place(span.end)) if self.parts else span

    def _place(self, offset: int) -> int:
        place = 0
        for start, length, first in self.parts:
            if offset < start:
                break
            place = first + min(offset - start, length)
        return place


def as_page(source: Source) -> Pasted:
    """Return *source* as a page; itself if it is one, or if no formula is found in it."""
    if _is_translated(source):
        return _translated(source)
    if source.name.endswith(".py") or _PAGE.search(source.text):
        return Pasted(source, source)
    quoted = all(line.lstrip().startswith(">") for line in source.text.split("\n") if line.strip())
    page = _Writer(source, ">" if quoted else "")
    segments = list(_segments(source.text))
    page.marked = any(kind in ("display", "inline") for kind, _ in segments)
    for (kind, span), (following, _) in pairwise([*segments, ("end", Span(0, 0))]):
        if kind == "text":
            page.add_text(span, following == "inline")
        else:
            page.add(kind, span)
    page.show()
    if not page.parts:
        return Pasted(source, source)
    return Pasted(_markdown(source, page.text), source, tuple(page.parts), tuple(page.words))


def _is_translated(source: Source) -> bool:
    """Return whether *source* is a page in another language, and more than bare lines."""
    suffix = suffix_of(source.name)
    is_document = suffix == ".tex" and _DOCUMENT.search(source.text) is not None
    return source.origin is not None or suffix == ".rst" or is_document


def _translated(source: Source) -> Pasted:
    page = read_page(source)
    text, parts = as_markdown(page)
    return Pasted(
        _markdown(source, text),
        source,
        parts,
        faults=page.diagnostics,
        language=suffix_of(source.name),
    )


def _markdown(source: Source, text: str) -> Source:
    """Return *text* as a page that is read as Markdown, whatever *source* is."""
    suffix = suffix_of(source.name)
    return Source(source.name if suffix not in OTHERS else f"{source.name}.md", text)


def _segments(text: str) -> Iterator[tuple[Kind, Span]]:
    """Yield what stands between delimiters, and the text around it, in order."""
    start = position = 0
    said = [(one.start(), one.end()) for one in _SAID.finditer(text)]
    while found := _OPENING.search(text, position):
        position = found.end()
        if found["sign"] is None and found["environment"] is None:
            continue
        if any(first < found.start() < last for first, last in said):
            continue  # words inside of a formula
        end = _end(text, found)
        inline = found["sign"] in ("$", r"\(")
        if end is None and inline:
            continue  # a price, or a bracket that is escaped
        yield "text", Span(start, found.start())
        if end is None:
            yield "unclosed", Span(found.start(), len(text))
            return
        inner = Span(found.end(), end.start()) if found["sign"] else Span(found.start(), end.end())
        yield ("inline" if inline else "display"), inner
        start = position = end.end()
    yield "text", Span(start, len(text))


def _end(text: str, opening: re.Match[str]) -> re.Match[str] | None:
    """Return what closes *opening*; between signs for a line of text stands no empty line."""
    environment = opening["environment"]
    sign = opening["sign"]
    closing = (
        rf"\\end\s*\{{{re.escape(environment)}\}}" if environment is not None else _CLOSING[sign]
    )
    stop = _EMPTY.search(text, opening.end()) if sign in ("$", r"\(") else None
    last = len(text) if stop is None else stop.start()
    for found in re.compile(rf"(?P<end>{closing})|\\\\|\\\$|\$\$").finditer(
        text, opening.end(), last
    ):
        if found["end"] is not None:
            return found
        if found[0] == "$$":
            break
    return None


@dataclass(slots=True)
class _Writer:
    """A page that is being written. *paragraphs* are the bare lines that wait.

    *sentence* says that the text goes on with a line in which a formula stands.
    """

    source: Source
    mark: str
    text: str = ""
    parts: list[tuple[int, int, int]] = field(default_factory=list)
    words: list[int] = field(default_factory=list)
    paragraphs: list[list[Line]] = field(default_factory=lambda: [[]])
    sentence: bool = False
    marked: bool = False

    def add(self, kind: Kind, span: Span) -> None:
        """Add a formula in delimiters."""
        self.show()
        if kind == "unclosed":
            self.put("", Line(span.start, self.source.text[span.start : span.end]))
        else:
            lines = [line for line in self.lines(span) if line.text]
            if lines:
                self.write([lines], "$" if kind == "inline" else "$$\n")
        self.sentence = kind == "inline"

    def add_text(self, span: Span, before_formula: bool) -> None:
        """Add lines that stand outside of delimiters, the last one of them before a formula."""
        lines = list(self.lines(span))
        for number, line in enumerate(lines):
            beside = (number == 0 and self.sentence) or (
                number == len(lines) - 1 and before_formula and bool(line.text)
            )
            bare = _bare(line)
            if not line.text:
                self.paragraphs.append([])
            elif beside or bare is None or is_words(bare.text, marked=self.marked):
                self.show()
                if bare is not None and has_sign(bare.text) and not beside:
                    self.words.append(self.source.position(line.start)[0])
            else:
                self.paragraphs[-1].append(bare)

    def lines(self, span: Span) -> Iterator[Line]:
        """Yield the lines in *span* without what stands before them."""
        offset = span.start
        for text in self.source.text[span.start : span.end].split("\n"):
            said = text.lstrip(f" \t{self.mark}")
            yield Line(offset + len(text) - len(said), said.rstrip())
            offset += len(text) + 1

    def show(self) -> None:
        """Write the bare lines that wait as displays."""
        waiting, self.paragraphs = [p for p in self.paragraphs if p], [[]]
        for display in displays(_joined(waiting)):
            self.write(display, "$$\n")

    def write(self, display: list[Row], delimiter: str) -> None:
        """Write a formula."""
        self.put(delimiter)
        for number, row in enumerate(display):
            self.put(" \\\\\n" if number else "")
            for place, line in enumerate(row):
                self.put("\n" if place else "", line)
        self.put(f"{delimiter.strip()}\n\n" if delimiter == "$" else "\n$$\n\n")

    def put(self, text: str, line: Line | None = None) -> None:
        """Write *text*, and then *line*, which keeps its place."""
        self.text += text
        if line is not None:
            self.parts.append((len(self.text), len(line.text), line.start))
            self.text += line.text


def _bare(line: Line) -> Line | None:
    """Return the formula in a line, without words before it and a comment behind it, if any."""
    text = _COMMENT.sub("", line.text).rstrip()
    if of_document(text):
        return None
    before = words_before(text)
    return Line(line.start + before, text[before:]) if text[before:] else None


def _joined(paragraphs: list[list[Line]]) -> list[list[Line]]:
    """Return paragraphs of which none ends inside of an environment."""
    found: list[list[Line]] = []
    for paragraph in paragraphs:
        if found and not is_closed("\n".join(line.text for line in found[-1])):
            found[-1] += paragraph
        else:
            found.append([*paragraph])
    return found
