"""The data of a report."""

import pytest

from eqproof.diagnostics import CODES, Diagnostic, Equation, Report, attributed
from eqproof.source import Source, Span

PAGE = Source("a.md", "$x$")


def test_a_code_that_is_not_listed_is_refused():
    with pytest.raises(ValueError, match="no-such-code"):
        Diagnostic("no-such-code", PAGE, Span(0, 1), "message")


@pytest.mark.parametrize("code", CODES)
def test_codes_are_words_and_their_texts_are_phrases(code):
    assert code == code.lower()
    assert code.replace("-", "").replace("8", "").isalpha()
    assert CODES[code]
    assert not CODES[code].endswith(".")


def test_findings_are_ordered_by_page_and_place():
    findings = [
        Diagnostic("undecided", Source("b.md", ""), Span(0, 1), ""),
        Diagnostic("undecided", PAGE, Span(2, 3), ""),
        Diagnostic("undecided", PAGE, Span(0, 1), ""),
    ]
    ordered = sorted(findings, key=lambda finding: finding.sort_key)
    assert ordered == findings[::-1]


def test_a_report_is_ok_when_nothing_was_found():
    assert Report(1).ok
    assert not Report(1, (), (Diagnostic("undecided", PAGE, Span(0, 1), ""),)).ok


def test_findings_are_attributed_to_the_equation_they_stand_in():
    page, other = Source("a.md", "x" * 40), Source("b.md", "x" * 40)
    equations = [Equation(page, Span(5, 10), "claim", "x", display=False)]
    inside = Diagnostic("vacuous", page, Span(7, 8), "…")
    behind = Diagnostic("vacuous", page, Span(10, 11), "…")
    elsewhere = Diagnostic("vacuous", other, Span(7, 8), "…")
    assert attributed(equations, [inside, behind, elsewhere]) == (
        {0: [inside]},
        [behind, elsewhere],
    )
