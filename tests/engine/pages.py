"""Pages put together from a given block and formulas, for the tests of what pages say."""

from collections.abc import Sequence

from support import marked

from eqproof.diagnostics import Diagnostic, ReadingError
from eqproof.page import read_page
from eqproof.source import Source, Span
from eqproof.statements.claims import Claim, claims_of
from eqproof.statements.reading import Reading, read_formulas


def page(given: Sequence[str], *formulas: str) -> str:
    """Return Markdown with a given block of these formulas, and the others as displays."""
    block = "".join(f"    - ${latex}$\n" for latex in given)
    shown = "".join(f"$$\n{latex}\n$$\n\n" for latex in formulas)
    return f"!!! given\n{block}\n{shown}" if given else shown


def read(text: str) -> tuple[list[Reading], list[Diagnostic]]:
    """Read a page; shapes that do not fit are among the findings."""
    source = Source("page.md", text)
    readings, found = read_formulas(read_page(source), {})
    for reading in readings:
        for error in claims_of(reading):
            if isinstance(error, ReadingError):
                span = error.span.shifted(reading.formula.inner.start)
                found.append(Diagnostic(error.code, source, span, error.message, help=error.help))
    return readings, found


def findings(text: str) -> list[tuple[str, Span]]:
    return [(found.code, found.span) for found in read(text)[1]]


def claims(text: str) -> list[Claim]:
    """Return the links of a page on which nothing is wrong."""
    readings, found = read(text)
    assert found == []
    return [c for r in readings for c in claims_of(r) if isinstance(c, Claim)]


def found_at(code: str, marked_page: str) -> Diagnostic:
    """Check that a page has one finding, with *code* at the mark, and return it."""
    text, span = marked(marked_page)
    _, found = read(text)
    assert [(f.code, f.span) for f in found] == [(code, span)], [f.message for f in found]
    return found[0]
