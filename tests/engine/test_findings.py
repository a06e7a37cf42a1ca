"""What an author reads for each verdict: code, place, sentence, numbers, help."""

from dataclasses import replace

import pytest
import sympy as sp
from claims import claim, findings, page
from support import marked

from eqproof.check import check_pages
from eqproof.diagnostics import Diagnostic
from eqproof.exact.conditions import Condition
from eqproof.findings import finding_of
from eqproof.proof.decision import Decision, decide
from eqproof.proof.numeric import Difference
from eqproof.source import Source

GIVEN = r"""
- $y \in \{0, 1\}$ and $p \in (0, 1)$
- $a \in \mathbb{R}$ and $b \in \mathbb{R}_{>0}$
- $f \colon \mathbb{R} \to \mathbb{R}$
"""
NARROW = "narrow the domain in the given block"

EACH = {
    "sides-differ": (
        r"(p - y)^2 = ⟦p^2 + y⟧",
        "the two sides are not equal",
        ({"y": "1", "p": "1/2"}, "1/4", "5/4"),
        None,
    ),
    "less": (
        r"p - y < ⟦0⟧",
        "the left side is not always less than the right side",
        ({"y": "0", "p": "1/2"}, "1/2", "0"),
        None,
    ),
    "at most": (
        r"p \le ⟦y⟧",
        "the left side is not always at most the right side",
        ({"y": "0", "p": "1/2"}, "1/2", "0"),
        None,
    ),
    "greater": (
        r"p > ⟦y⟧",
        "the left side is not always greater than the right side",
        ({"y": "1", "p": "1/2"}, "1/2", "1"),
        None,
    ),
    "at least": (
        r"p \ge ⟦y⟧",
        "the left side is not always at least the right side",
        ({"y": "1", "p": "1/2"}, "1/2", "1"),
        None,
    ),
    "different": (
        r"y^2 \ne ⟦y⟧",
        "the left side is not always different from the right side",
        ({"y": "0"}, "0", "0"),
        None,
    ),
    "in": (
        r"p \in ⟦(0, \frac{1}{2})⟧",
        "the left side does not always lie in this set",
        ({"p": "1/2"}, "1/2", None),
        None,
    ),
    "rounded": (
        r"\log 2 \approx ⟦0.694⟧",
        "the left side does not round to the right side",
        ({}, "0.693147", "347/500"),
        "to as many digits it is 0.693",
    ),
    "power of ten": (
        r"e^{-20} \approx ⟦2.07 \cdot 10^{-9}⟧",
        "the left side does not round to the right side",
        ({}, "2.06115e-9", "2.07e-9"),
        "to as many digits it is 2.06e-09",
    ),
    "no decimal": (
        r"\log 2 \approx ⟦\log 3⟧",
        "this compares no constant with a decimal number",
        None,
        "write a decimal number on the right, and no variable on the left",
    ),
    "no digits": (
        r"a \approx ⟦a + 1⟧",
        "without the digits of a constant it is not said how close both sides are",
        None,
        r"write = with an error term, as in … + O(h^2), or a limit",
    ),
    "undefined": (
        r"⟦\frac{a}{a} = 1⟧",
        "a side is undefined in the declared domain: division by zero in a/a",
        ({"a": "0"}, None, None),
        NARROW,
    ),
    "vacuous": (
        r"a + b = ⟦a + b⟧",
        "the two sides are the same text",
        None,
        "state something, or leave the repetition out",
    ),
    "vacuous by another spelling": (
        r"\frac{a}{2} = ⟦\dfrac a2⟧",
        "the two sides are two ways to write the same formula",
        None,
        "state something, or leave the repetition out",
    ),
    "true": (
        r"(a + b)^2 \overset{?}{=} ⟦a^2 + 2 a b + b^2⟧",
        "this link is marked as wrong, but it is true",
        None,
        "write = without the question mark",
    ),
    "unknown order": (
        r"\cos a \ge ⟦1 - a^2⟧",
        "the relation holds at 24 points, but no proof was found",
        None,
        "put a step in between",
    ),
    "neither": (
        r"2^{2^{2^{2^{2^{2}}}}} = ⟦1⟧",
        "neither a proof nor a counterexample was found",
        None,
        None,
    ),
}
CODES = {
    "sides-differ": "sides-differ",
    "power of ten": "relation-fails",
    **dict.fromkeys(
        ("less", "at most", "greater", "at least", "different", "in", "rounded"), "relation-fails"
    ),
    "undefined": "undefined-in-domain",
    "vacuous": "vacuous",
    "vacuous by another spelling": "vacuous",
    "true": "not-refuted",
    **dict.fromkeys(("unknown order", "neither", "no decimal", "no digits"), "undecided"),
}


def only(source: Source) -> Diagnostic:
    (finding,) = check_pages([source]).diagnostics
    return finding


@pytest.mark.parametrize("kind", EACH)
def test_each_kind_of_finding(kind):
    latex, message, numbers, advice = EACH[kind]
    text, span = marked(page(GIVEN, f"$$\n{latex}\n$$").text)
    finding = only(Source("page.md", text))
    assert (finding.code, finding.message, finding.help) == (CODES[kind], message, advice)
    assert finding.span == span
    assert (finding.witness is None) == (numbers is None)
    if numbers is not None:
        assert (dict(finding.witness or {}), finding.left, finding.right) == numbers


@pytest.mark.parametrize(
    "latex",
    [
        r"(a + b)^2 = a^2 + 2 a b + b^2",
        r"a^2 + b^2 > 0",
        r"p \in (0, 1)",
        r"\log 2 \approx 0.693",
        r"(a + b)^2 \overset{?}{=} a^2 + b^2",
    ],
)
def test_nothing_is_said_where_all_is_as_written(latex):
    assert findings(GIVEN, latex) == ()


def test_the_small_change_stands_in_the_help():
    (finding,) = findings(GIVEN, r"(a - b)^2 = a^2 + 2 a b + b^2")
    assert finding.code == "sides-differ"
    assert finding.help == "equal if the sign of the second term is flipped"


def test_in_a_chain_the_side_that_came_from_a_wrong_link_is_suspected():
    chain = "(a - b)^2 &= a^2 + 2 a b + b^2 \\\\\n &= b^2 - 2 a b + a^2"
    first, second = findings(GIVEN, rf"\begin{{align}} {chain} \end{{align}}")
    assert first.help == "equal if the sign of the second term is flipped"
    assert second.help == "equal if on the left the sign of the second term is flipped"


def test_a_link_marked_as_wrong_makes_nothing_after_it_suspect():
    chain = "a - b &\\overset{?}{=} a + b \\\\\n &= a - b"
    (finding,) = findings(GIVEN, rf"\begin{{align}} {chain} \end{{align}}")
    assert finding.help == "equal if the sign of the second term is flipped"


def test_a_proof_against_the_numbers_is_a_fault_of_the_engine():
    found, facts = claim(GIVEN, r"a = b")
    decision = replace(decide(found, facts), verdict="contradictory", by="signs")
    for asked in (found, replace(found, refuted=True)):
        finding = finding_of(asked, decision, Source("page.md", ""), facts)
        assert finding is not None
        assert finding.code == "oracles-disagree"
        assert "please report it" in finding.message
        assert finding.witness == {"a": "1", "b": "2"}


def test_a_link_marked_as_wrong_for_which_no_point_is_found():
    (finding,) = findings(GIVEN, r"\cos a \overset{?}{\ge} 1 - a^2")
    assert finding.code == "not-refuted"
    assert finding.message.endswith("no point was found at which it fails")


@pytest.mark.parametrize(
    ("need", "words"),
    [
        ("nonzero", "what must be different from 0 may not be"),
        ("positive", "what must be positive inside the logarithm or power may not be"),
        ("subscript", "there may be no entry of this number"),
        ("unknown", "what it takes to be defined cannot be worked out"),
    ],
)
def test_what_is_not_shown_to_be_defined(need, words):
    found, facts = claim(GIVEN, r"\log a = b")
    condition = Condition(need, sp.Integer(0), found.left)
    decision = Decision("undecided", "signs", 24, open_condition=condition)
    finding = finding_of(found, decision, Source("page.md", ""), facts)
    assert finding is not None
    shown = "log(a) is not shown to be defined in the whole domain"
    assert finding.message == f"{shown}: {words}"
    assert finding.help == NARROW


def test_one_point_is_not_called_points():
    found, facts = claim(GIVEN, r"a = b")
    finding = finding_of(found, Decision("undecided", None, 1), Source("page.md", ""), facts)
    assert finding is not None
    assert finding.message == "the sides agree at 1 point, but no proof was found"


def test_the_values_are_those_at_the_point():
    found, facts = claim(GIVEN, r"a = b")
    difference = decide(found, facts).difference
    assert isinstance(difference, Difference)
    finding = finding_of(found, decide(found, facts), Source("page.md", ""), facts)
    assert finding is not None
    assert (finding.left, finding.right) == ("1", "2")


def test_a_link_that_says_nothing_is_not_counted_as_proved():
    report = check_pages([page(r"- $a \in \mathbb{R}$", "$a + 1 = a + 1$")])
    assert [link.verdict for e in report.equations for link in e.links] == ["undecided"]


def test_help_names_a_hypothesis_that_proofs_do_not_use():
    given = "- $u, v \\in \\mathbb{R}^{n}$\n- $u + e^u = v + e^v$"
    about_it = only(page(given, "$u = v$"))
    assert about_it.code == "undecided"
    assert "proofs do not use u + e^u = v + e^v (line 5) yet" in (about_it.help or "")
