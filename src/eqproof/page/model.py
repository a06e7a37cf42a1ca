"""What a page holds for the engine. Only data."""

from dataclasses import dataclass

from eqproof.diagnostics import Diagnostic
from eqproof.source import Source, Span


@dataclass(frozen=True, slots=True)
class Formula:
    """One formula. *span* covers its delimiters, *inner* what stands between them.

    *latex* is as long as *inner*: its character n stands at ``inner.start + n`` on the page.
    What belongs to Markdown (``>`` before a line) is blank there. *given* is the
    number of the given block that the formula stands in.
    """

    span: Span
    inner: Span
    latex: str
    display: bool
    given: int | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """A given block: its number (the index in ``Page.givens``), its place, where it holds."""

    number: int
    span: Span
    scope: Span


@dataclass(frozen=True, slots=True)
class Quotation:
    """Source that is shown because it is broken, with the code of what is wrong with it."""

    span: Span
    code: str
    code_span: Span
    inner: Span
    latex: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page that was read, everything in reading order.

    *headings* are the places where sections begin, with their ranks: the less, the higher.
    """

    source: Source
    formulas: tuple[Formula, ...] = ()
    givens: tuple[Given, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    headings: tuple[tuple[int, int], ...] = ()
