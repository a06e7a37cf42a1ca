r"""Where a character stands: texts, spans in them, and lines and columns for people.

Offsets count characters from 0; lines and columns count from 1, as editors do.
A span is half open: it covers ``text[start:end]``.

>>> page = Source("a.md", "one\ntwo")
>>> page.position(5)
(2, 2)
>>> page.text[Span(4, 7).start:Span(4, 7).end]
'two'
"""

from bisect import bisect_right
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters in one source."""

    start: int
    end: int

    def shifted(self, offset: int) -> "Span":
        """Return this span moved by *offset* characters."""
        return Span(self.start + offset, self.end + offset)

    def to(self, other: "Span") -> "Span":
        """Return the smallest span that covers this one and *other*."""
        return Span(min(self.start, other.start), max(self.end, other.end))


@dataclass(frozen=True, slots=True)
class Source:
    """A named text. *name* is the path that people see in messages.

    Where the text was taken out of the cells of a notebook, *origin* is what the file holds: lines
    and columns are then those of the file.
    """

    name: str
    text: str
    origin: "Origin | None" = None
    _line_starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        starts = [0]
        starts.extend(i + 1 for i, c in enumerate(self.text) if c == "\n")
        object.__setattr__(self, "_line_starts", tuple(starts))

    def position(self, offset: int) -> tuple[int, int]:
        """Return the line and column, both from 1, of the character at *offset*."""
        offset = max(0, min(offset, len(self.text)))
        if self.origin is not None:
            return self.origin.file.position(self.origin.at[offset])
        line = self._line_at(offset)
        return line, offset - self._line_starts[line - 1] + 1

    def cell(self, offset: int) -> int | None:
        """Return the number of the cell, from 1, in which *offset* stands; of a page, None."""
        cells = self.origin.cells if self.origin is not None else ()
        return next((number for start, number in reversed(cells) if start <= offset), None)

    def line(self, number: int) -> str:
        """Return line *number* of the text (from 1) without its line break."""
        start = self._line_starts[number - 1]
        end = self.text.find("\n", start)
        return self.text[start:] if end < 0 else self.text[start:end].rstrip("\r")

    def excerpt(self, span: Span) -> tuple[int, str, str]:
        """Return line number, line text and a row of carets under the part of *span* on it."""
        offset = max(0, min(span.start, len(self.text)))
        number = self._line_at(offset)
        text, first = self.line(number), self._line_starts[number - 1]
        width = min(span.end, first + len(text)) - offset
        return self.position(offset)[0], text, " " * (offset - first) + "^" * max(1, width)

    def _line_at(self, offset: int) -> int:
        return bisect_right(self._line_starts, offset)


@dataclass(frozen=True, slots=True)
class Origin:
    """The *file* of a notebook, and where in it each character of a text stands, and its end.

    *cells* are the places in the text at which cells begin, with their numbers in the notebook.
    """

    file: Source
    at: tuple[int, ...]
    cells: tuple[tuple[int, int], ...]
