"""Bare LaTeX as a page: lines as they are pasted become displays, and keep their places.

A line that begins with a relation goes on with the one above. An empty line parts displays.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from eqproof.source import Source, Span

_WORDS = re.compile(r"\\(?:text|mbox|textrm)\{[^{}]*\}")
_MARKS = re.compile(r"\$|\\\(|\\\[(?!\d)")
_SOME = re.compile(r"[=<>≤≥]|\\(?:le|ge|leq|geq|approx|equiv)\b")
_RELATION = re.compile(r"&?\s*(?:[=<>≤≥]|\\(?:le|ge|leq|geq|approx|equiv|overset|stackrel)\b)")

Line = tuple[int, str]
"""A line without the blanks around it, and where it begins."""


@dataclass(frozen=True, slots=True)
class Pasted:
    """A page and where its *parts* come from: the place on the page, the length, the first place.

    A page that was one already has no parts.
    """

    page: Source
    source: Source
    parts: tuple[tuple[int, int, int], ...] = ()

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
    """Return *source* as a page that shows its lines, if it has no formula in delimiters."""
    bare = _WORDS.sub("", source.text)
    if _MARKS.search(bare) or not (_SOME.search(bare) or "\\" in bare):
        return Pasted(source, source)
    text = ""
    parts: list[tuple[int, int, int]] = []
    for display in _displays(list(_paragraphs(source.text))):
        text += "$$\n"
        for number, row in enumerate(display):
            text += " \\\\\n" if number else ""
            for place, (first, said) in enumerate(row):
                text += "\n" if place else ""
                parts.append((len(text), len(said), first))
                text += said
        text += "\n$$\n\n"
    return Pasted(Source(source.name, text), source, tuple(parts))


def _paragraphs(text: str) -> Iterator[list[Line]]:
    """Yield lines that no empty line parts; in an environment there is none that does."""
    lines: list[Line] = []
    offset = depth = 0
    for line in text.split("\n"):
        said = line.strip()
        if said:
            lines.append((offset + line.index(said), said))
        elif lines and depth <= 0:
            yield lines
            lines = []
        depth += said.count(r"\begin{") - said.count(r"\end{")
        offset += len(line) + 1
    if lines:
        yield lines


def _displays(paragraphs: list[list[Line]]) -> Iterator[list[list[Line]]]:
    """Yield displays as rows of lines."""
    display: list[list[Line]] = []
    whole = False
    for paragraph in paragraphs:
        said = " ".join(text for _, text in paragraph)
        closed = r"\begin{" in said
        if display and (closed or whole or not _RELATION.match(said)):
            yield display
            display = []
        display += _rows(paragraph, said)
        whole = closed
    if display:
        yield display


def _rows(paragraph: list[Line], said: str) -> list[list[Line]]:
    """Return the lines of a paragraph as rows, if each is a line of a derivation."""
    apart = r"\begin{" not in said and "\\\\" not in said
    balanced = all(text.count("{") == text.count("}") for _, text in paragraph)
    if apart and balanced and all(_SOME.search(text) for _, text in paragraph[1:]):
        return [[line] for line in paragraph]
    return [paragraph]
