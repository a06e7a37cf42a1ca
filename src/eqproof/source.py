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
    """A named text. *name* is the path that people see in messages."""

    name: str
    text: str
    _line_starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        starts = [0]
        starts.extend(i + 1 for i, c in enumerate(self.text) if c == "\n")
        object.__setattr__(self, "_line_starts", tuple(starts))

    def position(self, offset: int) -> tuple[int, int]:
        """Return the line and column, both from 1, of the character at *offset*."""
        offset = max(0, min(offset, len(self.text)))
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def line(self, number: int) -> str:
        """Return line *number* (from 1) without its line break."""
        start = self._line_starts[number - 1]
        end = self.text.find("\n", start)
        return self.text[start:] if end < 0 else self.text[start:end].rstrip("\r")

    def excerpt(self, span: Span) -> tuple[int, str, str]:
        """Return line number, line text and a row of carets under the part of *span* on it."""
        number, column = self.position(span.start)
        text = self.line(number)
        end_number, end_column = self.position(span.end)
        width = (end_column if end_number == number else len(text) + 1) - column
        return number, text, " " * (column - 1) + "^" * max(1, width)
