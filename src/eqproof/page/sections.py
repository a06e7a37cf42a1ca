"""Sections: how far a given block holds, whatever the page is written in."""

from collections.abc import Sequence

from eqproof.page.model import Given
from eqproof.source import Span

Heading = tuple[int, int]
"""Where a heading begins, and its rank: the less, the higher."""


def givens_of(blocks: Sequence[Span], headings: Sequence[Heading], end: int) -> tuple[Given, ...]:
    """Return given blocks that hold for the section in which they stand, with all below it.

    A block above the first heading holds for the whole page, which ends at *end*.
    """
    return tuple(
        Given(number, span, Span(span.start, _section_end(span.start, headings, end)))
        for number, span in enumerate(blocks)
    )


def _section_end(offset: int, headings: Sequence[Heading], end: int) -> int:
    """Return where the section ends that *offset* stands in: at the next heading of its rank."""
    rank = next((level for start, level in reversed(headings) if start < offset), 0)
    return next((start for start, level in headings if start > offset and level <= rank), end)
