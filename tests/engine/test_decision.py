"""Verdicts: what refutes, what is only unknown, and what must hold for a side to be defined."""

import pytest
from claims import claim, findings

from eqproof.numbers.evaluate import Point
from eqproof.proof import decision
from eqproof.proof.decision import decide
from eqproof.proof.numeric import Difference, Tie, Undefinedness, glance, look
from eqproof.proof.ties import same_at

GIVEN = r"""
- $x, y \in \mathbb{R}$, $u \in \mathbb{R}_{>0}$, $p \in [0, 1]$, $q \in (0, 1)$
- $\mathbf{w} \in \mathbb{R}^{m}$, $X \in \mathbb{R}^{m \times d}$
- $i, j \in \{1, \dots, m\}$
- $\sigma(t) := \frac{1}{1 + e^{-t}}$, $\tau := \frac{1}{3}$
"""


def verdict(latex, given=GIVEN):
    return decide(*claim(given, latex)).verdict


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        # a strict relation that holds, however little is between the sides
        (r"1 - e^{-150} < 1", "undecided"),
        (r"1 - e^{-1000} < 1", "undecided"),
        (r"2^{-400} > 0", "proved"),
        (r"1 + 2^{-400} > 1", "undecided"),
        (r"1 + 2^{-400} = 1", "undecided"),
        (r"2^{-400} = 2^{-401}", "refuted"),
        # a tie is one only if it is exact
        (r"x < x", "refuted"),
        (r"x^2 > 0", "refuted"),
        (r"\sqrt{2} \sqrt{2} < 2", "refuted"),
        (r"x \ne y", "refuted"),
        (r"\mathbf{w} \ne \mathbf{w}", "refuted"),
        (r"\sum_{i=1}^{m} w_i < \sum_{j=1}^{m} w_j", "refuted"),
        # large numbers beside small ones
        (r"10^{200} + 1 - 10^{200} = 0", "undecided"),
        # sets
        (r"\sqrt{2} \sqrt{2} \in [0, 2]", "proved"),
        (r"\sqrt{2} \sqrt{2} \in (0, 2)", "refuted"),
        (r"p \in [0, 1]", "proved"),
        (r"p \in (0, 1)", "refuted"),
        (r"x \in \{0, 1\}", "refuted"),
        (r"x \in \mathbb{N}", "refuted"),
        (r"\sigma(x) \in (0, 1)", "proved"),
        # digits
        (r"\log 2 \approx 0.693", "proved"),
        (r"\log 2 \approx 0.694", "refuted"),
        (r"-\log 2 \approx -0.6931", "proved"),
        (r"e^{-20} \approx 2.06 \cdot 10^{-9}", "proved"),
        (r"e^{-20} \approx 2.07 \cdot 10^{-9}", "refuted"),
        (r"-e^{20} \approx -4.85 \times 10^8", "proved"),
        (r"e^{20} \approx 4.8 \times 10^8", "refuted"),
        (r"e^{-20} \approx 2 \times 10^{-9}", "proved"),
        (r"\frac{1}{1024} \approx 10^{-3}", "proved"),
        (r"\frac{1}{1024} \approx 10^{-2}", "refuted"),
        (r"e^{-20} \approx 2 \cdot 10^{-1000}", "undecided"),
        (r"e^{-20} \approx 2 \cdot 9^{-9}", "undecided"),
        (r"\tau \approx 0.33", "proved"),
        (r"\tau \approx 0.34", "refuted"),
        (r"\sigma(2) \approx 0.881", "proved"),
        (r"x \approx 0.5", "undecided"),
        (r"\log(0 - 1) \approx 0.5", "undecided"),
        (r"0.7 \approx \log 2", "undecided"),
    ],
)
def test_verdicts(latex, expected):
    assert verdict(latex) == expected


def test_the_same_numbers_are_never_certain_by_themselves():
    link, facts = claim(GIVEN, r"\sqrt{2} \sqrt{2} < 2")
    counted, found = look(link, Point())
    assert not counted
    assert isinstance(found, Tie)
    assert same_at(link, facts, Point())
    near, facts = claim(GIVEN, r"1 - e^{-1000} < 1")
    assert isinstance(look(near, Point())[1], Tie)
    assert not same_at(near, facts, Point())


@pytest.mark.parametrize(
    ("latex", "seen"),
    [
        (r"\log 2 < 1", True),
        (r"1 \ge \log 2", True),
        (r"\log 2 \ne 1", True),
        (r"\log 2 > 1", False),
        (r"1 \le \log 2", False),
        # what is the same but for rounding is for more digits to tell
        (r"\sqrt{2} \sqrt{2} \le 2", False),
        (r"\sqrt{2} \sqrt{2} \ne 2", False),
        (r"1 - e^{-30} < 1", False),
        (r"\sqrt{2} \sqrt{2} = 2", True),
        (r"\log 2 \in (0, 1)", False),
    ],
)
def test_floating_point_numbers_see_an_order_only_by_far(latex, seen):
    link, _ = claim(GIVEN, latex)
    assert glance(link, Point()) is seen


def test_what_has_no_number_is_no_evidence():
    link, _ = claim(GIVEN, r"\log(0 - 1) = \log(0 - 2)")
    assert not glance(link, Point())
    counted, found = look(link, Point())
    assert not counted
    assert isinstance(found, Undefinedness)


def test_a_difference_shows_both_values():
    link, facts = claim(GIVEN, "1 + 1 = 3")
    found = decide(link, facts).difference
    assert isinstance(found, Difference)
    assert (found.left[0][0], found.right[0][0]) == (2, 3)


DIFFERENT = (1, Difference(Point(), ((1,),), ((2,),)))


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        ("(x + y)^2 = x^2 + 2 x y + y^2", "contradictory"),
        (r"\mathbf{w}^\top \mathbf{w} = \sum_{i=1}^{m} w_i^2", "contradictory"),
        (r"u > 0", "contradictory"),
        (r"p \in [0, 1]", "contradictory"),
        (r"(w_i - w_j) \frac{\partial w_i}{\partial w_j} \overset{?}{=} 0", "contradictory"),
        ("(x + y)^2 = x^2 + y^2", "refuted"),
        (r"\frac{\partial}{\partial x} \frac{1}{x} = \frac{1}{x}", "refuted"),
    ],
)
def test_a_proof_against_the_numbers_is_a_fault(latex, expected, monkeypatch):
    monkeypatch.setattr(decision, "survey", lambda *_: DIFFERENT)
    assert verdict(latex) == expected


def test_numbers_against_a_proof_are_a_fault_at_later_points_too(monkeypatch):
    outcomes = iter([(4, None), DIFFERENT])
    monkeypatch.setattr(decision, "survey", lambda *_: next(outcomes))
    assert decide(*claim(GIVEN, "x + x = 2 x")).verdict == "contradictory"


def test_no_long_proof_is_tried_of_what_fails_at_the_first_points(monkeypatch):
    monkeypatch.setattr(decision, "prove", None)
    assert verdict("(x + y)^2 = x^2 + y^2") == "refuted"


OPEN = [
    (r"\frac{x}{x} = 1", r"\frac{u}{u} = 1"),
    (r"\log e^{\log x} = \log x", r"\log e^{\log u} = \log u"),
    (r"x^{-1} x = 1", r"u^{-1} u = 1"),
    (r"\sqrt{x} \sqrt{x} = x", r"\sqrt{u} \sqrt{u} = u"),
    (r"\mathbf{w} \oslash \mathbf{w} = \mathbf{1}",
     r"e^{\mathbf{w}} \oslash e^{\mathbf{w}} = \mathbf{1}"),
    (r"\sum_{i=1}^{m} \frac{w_i}{w_i} = m", r"\sum_{i=1}^{m} \frac{1 + w_i^2}{1 + w_i^2} = m"),
    (r"\frac{\partial}{\partial x} \log(-x) = \frac{1}{x}",
     r"\frac{\partial}{\partial u} \log u = \frac{1}{u}"),
    (r"\frac{\partial}{\partial p} \log p = \frac{1}{p}",
     r"\frac{\partial}{\partial q} \log q = \frac{1}{q}"),
    (r"\sum_{i=2}^{m} \frac{i - 2}{i - 2} = m - 1", r"\sum_{i=1}^{m} \frac{i + 1}{i + 1} = m"),
    (r"w_{i+1} + w_1 = w_1 + w_{i+1}", r"w_i + w_1 = w_1 + w_i"),
    (r"w_2 + w_1 = w_1 + w_2", r"\mathbf{w} + w_1 = w_1 + \mathbf{w}"),
    (r"\mathrm{d} \log p = \frac{\mathrm{d} p}{p}", r"\mathrm{d} \log q = \frac{\mathrm{d} q}{q}"),
]  # fmt: skip


@pytest.mark.parametrize(("partly", "wholly"), OPEN)
def test_both_sides_must_be_defined_in_the_whole_domain(partly, wholly):
    assert verdict(partly) in ("undefined", "undecided")
    assert verdict(wholly) == "proved"


BEHIND = r"""
- $x \in \mathbb{R}$, $u \in \mathbb{R}_{>0}$, $i \in \{1, \dots, m\}$
- $\mathbf{w} \in \mathbb{R}^{m}$
- $r(t) := \frac{1}{t}$
- $a := \frac{1}{x}$, $b := \frac{1}{u}$
- $c_i := \log w_i$
"""


@pytest.mark.parametrize(
    ("latex", "proved"),
    [
        ("b u = 1", True),
        ("a + b = b + a", False),
        ("r(u) + 0 u = b", True),
        ("r(x) + u = u + r(x)", False),
        ("c_i + u = u + c_i", False),
        (r"\sum_{i=1}^{m} c_i + u = u + \sum_{i=1}^{m} c_i", False),
    ],
)
def test_what_a_definition_or_function_needs_counts_where_it_is_used(latex, proved):
    link, facts = claim(BEHIND, latex)
    assert (decide(link, facts).verdict == "proved") is proved
    assert (decide(link, facts).verdict == "proved") is proved  # what is cleared stays so


ENTRIES = r"""
- $\mathbf{a} \in \mathbb{R}^{m}$
- $i \in \{1, \dots, m\}$, $j \in \{0, \dots, d\}$
"""


@pytest.mark.parametrize(
    ("definition", "code"),
    [
        ("D_{ii} := a_i", "unsupported"),
        ("P_{ij} := i + j", "unsupported"),
    ],
)
def test_a_definition_has_one_value_for_every_entry(definition, code):
    assert [f.code for f in findings(f"{ENTRIES}- ${definition}$", "1 + 1 = 2")] == [code]


def test_what_numbers_near_one_leave_when_they_cancel_refutes_nothing():
    link, _ = claim(GIVEN, r"\sigma(-5000) = 1 - \sigma(5000)")
    assert not isinstance(look(link, Point())[1], Difference)
    wrong, _ = claim(GIVEN, r"\sigma(-50) = 1 - \sigma(51)")
    assert isinstance(look(wrong, Point())[1], Difference)


def test_few_digits_are_no_reason_to_find_no_value():
    link, _ = claim(GIVEN, r"\log(1 - \sigma(500)) = -500 - \log(1 + e^{-500})")
    assert look(link, Point()) == (True, None)
    wrong, _ = claim(GIVEN, r"\log(1 - \sigma(500)) = -499")
    assert isinstance(look(wrong, Point())[1], Difference)
