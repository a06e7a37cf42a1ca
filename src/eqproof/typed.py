"""What a reader types, as a page: own entries as a given block, lines as formulas; and back.

An entry is Markdown, or a bare formula. Lines may come from anywhere, see ``inference.pasted``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from eqproof.inference.pasted import Pasted, as_page
from eqproof.inference.wording import has_delimiter
from eqproof.latex.page_macros import definitions_in
from eqproof.page import read_page
from eqproof.source import Source, Span

NAME = "derivation"
_ITEM = "    - "


@dataclass(frozen=True, slots=True)
class Place:
    """A place in what was typed: in the lines or in an entry; numbers and columns count from 1."""

    field: Literal["lines", "given"]
    number: int
    column: int
    excerpt: str
    carets: str


@dataclass(frozen=True, slots=True)
class _Item:
    """An entry that is not empty: its number, and where its text begins on the page."""

    number: int
    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Typed:
    """A page, and where each of its characters was typed."""

    page: Source
    pasted: Pasted
    items: tuple[_Item, ...]
    start: int

    @property
    def words(self) -> tuple[int, ...]:
        """The lines that were taken for words although a sign of a formula stands in them."""
        return self.pasted.words

    @property
    def definitions(self) -> str:
        """The macros that the page defines, as they are written."""
        formulas = read_page(self.page).formulas
        return " ".join(text for one in formulas for text in definitions_in(one.latex))

    @property
    def entries(self) -> list[str]:
        """The entries as items of a given block."""
        return [item.text for item in self.items]

    @property
    def silent(self) -> list[Span]:
        """The places of the entries in which no formula stands."""
        starts = [f.span.start for f in read_page(self.page).formulas if f.given is not None]
        spans = [Span(item.start, item.start + len(item.text)) for item in self.items]
        return [s for s in spans if not any(s.start <= start < s.end for start in starts)]

    def place(self, span: Span) -> Place:
        """Return where *span* of the page was typed."""
        if span.start < self.start and self.items:
            before = [item for item in self.items if item.start <= span.start]
            item = (before or self.items)[-1]
            shift = -item.start
            return _place("given", Source(NAME, item.text), span.shifted(shift), item.number)
        return _place("lines", self.pasted.source, self.pasted.original(span.shifted(-self.start)))


def as_typed(given: Sequence[str], lines: str) -> Typed:
    """Return the page of what is *given* and the *lines* of a derivation."""
    pasted = as_page(Source(NAME, lines.replace("\r\n", "\n")))
    block = "!!! given\n"
    items: list[_Item] = []
    for number, entry in enumerate(given, start=1):
        text = _entry(entry)
        if text:
            items.append(_Item(number, len(block) + len(_ITEM), text))
            block += f"{_ITEM}{text}\n"
    block = f"{block}\n" if items else ""
    page = Source(NAME, block + pasted.page.text)
    return Typed(page, pasted, tuple(items), len(block))


def _entry(text: str) -> str:
    """Return *text* in one line; a bare formula is put between signs for one."""
    line = " ".join(text.split()).removeprefix("- ")
    return line if not line or has_delimiter(line) else f"${line}$"


def _place(
    field: Literal["lines", "given"], source: Source, span: Span, number: int | None = None
) -> Place:
    line, column = source.position(span.start)
    _, excerpt, carets = source.excerpt(span)
    return Place(field, line if number is None else number, column, excerpt, carets)
