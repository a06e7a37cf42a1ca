r"""Conditions on statements: what is read of them, and what they do to the claim."""

import pytest
from claims import claim, findings
from reads import NAMES, display, refused

from eqproof.latex.clauses import Condition
from eqproof.latex.nodes import NumberSet
from eqproof.latex.printer import to_latex
from eqproof.proof.decision import decide


def said(condition: Condition) -> str:
    right = condition.right
    if isinstance(right, NumberSet):
        return f"{to_latex(condition.left)} in {to_latex(right)}"
    return f"{to_latex(condition.left)} {condition.sign} {to_latex(right)}"


def conditions(latex: str) -> list[list[str]]:
    return [[said(c) for c in s.conditions] for s in display(latex, names=NAMES).statements]


READ = [
    (r"x = y \quad \text{if } z = 1", [["z = 1"]]),
    (r"x = y \text{ for } i \ne j", [[r"i \ne j"]]),
    (r"x = y \quad (i \neq j)", [[r"i \ne j"]]),
    (r"x = y, \quad \forall x \in \mathbb{R}", [[r"x in \mathbb{R}"]]),
    (r"x = y \quad \forall i, j", [[]]),
    (r"x = y \text{ when } 0 < x < 1", [["0 < x", "x < 1"]]),
    (r"\text{if } i = j: x = y", [["i = j"]]),
    (r"\text{if } z = 1, \text{ then } x = y", [["z = 1"]]),
    (r"x = y \text{ if } z = 1, \quad y = z \text{ if } z = 0", [["z = 1"], ["z = 0"]]),
    (r"x = y \text{ if } z = 1, \quad y = z \text{ otherwise}", [["z = 1"], [r"z \ne 1"]]),
    (r"\text{if } z = 1: x = y, \quad \text{otherwise } y = z", [["z = 1"], [r"z \ne 1"]]),
    (r"x = y \quad (\text{where } i \ne j)", [[r"i \ne j"]]),
    (r"x = y \quad \text{where } y = z", [[], []]),
    (r"x = y \quad \text{if $z$ is 1}", [["z = 1"]]),
    (r"x = y \quad \text{if z = 1}", [["z = 1"]]),
    (r"x = w_c, \quad c = 1, \dots, m", [[r"c in \{1, \dots, m\}"]]),
    (r"x = w_s \quad \text{for } s = 1 \cdots m", [[r"s in \{1, \dots, m\}"]]),
    (r"x = w_s, ~~ \forall s = 1, 2, \dots, m", [[r"s in \{1, \dots, m\}"]]),
    (r"x = w_s \quad s \in \{1, \dots, m\}", [[r"s in \{1, \dots, m\}"]]),
    (r"x = y, \quad y \in (0, 1)", [[], []]),
    (
        r"\text{If } z = 1: \\ x = y \\ y = z \\ \text{If } z = 0: \\ x = z",
        [["z = 1"], ["z = 1"], ["z = 0"]],
    ),
    (r"\begin{align} x &= y && \text{if } z = 1 \\ y &= z \end{align}", [["z = 1"], []]),
    (r"x = y \quad \text{for the output layer}", [[]]),
    (r"x = y \text{ if } z = 1 \text{ and } y = z \text{ if } z = 0", [["z = 1"], ["z = 0"]]),
    (r"\text{If } z = 1: \\ x = y \\ \text{In general:} \\ x = z", [["z = 1"], []]),
    (r"\text{Suppose that } z > 0. \quad x = y", [["z > 0"]]),
    (r"x = y \text{ provided that } z > 0", [["z > 0"]]),
    (r"\text{if } z > 0, z^3 > 0", [["z > 0"]]),
    (r"\text{for } z = 1, x = y", [["z = 1"]]),
    (r"\forall x > 0, x^3 > 0", [["x > 0"]]),
    (r"x = y \text{ if } z = 1, y = z \text{ if } z = 0", [["z = 1"], ["z = 0"]]),
    (r"x = y \text{ if } z = 1, \quad y = z", [["z = 1"], []]),
    (r"x = y \text{ or equivalently } y = x", [[], []]),
    (r"x = y \text{, or, equivalently, } y = x", [[], []]),
    (r"x = y \quad \text{i.e.} \quad y = x", [[], []]),
    (r"x \quad \text{or} \quad y", [[], []]),
    (r"x = y, \quad i \ne j", [[r"i \ne j"]]),
    (r"x = y \quad i \ne j, \quad y = z \quad i = j", [[r"i \ne j"], ["i = j"]]),
    (r"x = y \quad x \ne z", [[], []]),
    (r"\text{If } x = y, \\ x = z, \\ y = z", [["x = y"], ["x = y"]]),
]


@pytest.mark.parametrize(("latex", "expected"), READ, ids=[latex for latex, _ in READ])
def test_conditions_are_read_with_their_statement(latex, expected):
    assert conditions(latex) == expected


@pytest.mark.parametrize(
    ("code", "latex"),
    [
        ("ambiguous", r"x = y ⟦\text{ otherwise}⟧"),
        ("ambiguous", r"x = y \text{ if } z = 1 ⟦\text{ or }⟧ z > 1"),
        ("ambiguous", r"x = y \text{ if } z = 1 ⟦\text{ and }⟧ z = y"),
        ("ambiguous", r"x = y \text{ for } ⟦z = 1, 2⟧"),
        ("ambiguous", r"x = y \quad ⟦(z = 1⟧)"),
        ("ambiguous", r"x = y \text{ if } z = 1, ⟦y = z⟧"),
        ("ambiguous", r"\text{if } y > 0, ⟦z > 0⟧"),
        ("unsupported", r"x \ge 0 ⟦\text{ or }⟧ x < 0"),
        ("unsupported", r"x = 1 \quad ⟦\text{or}⟧ \quad 2"),
        ("unsupported", r"x = 1 \\ ⟦\text{or else}⟧ \\ x = 2"),
        ("ambiguous", r"\text{If } x = y, \; x = z, \; ⟦y = z⟧"),
        ("missing-operand", r"x = y \text{ if } ⟦z⟧"),
        ("missing-operand", r"x = y \quad ⟦\text{if }⟧"),
        ("missing-operand", r"\text{if } ⟦z = 1⟧"),
        ("unsupported", r"x = y ⟦\text{ if correct}⟧"),
        ("unsupported", r"x = y, \quad ⟦\text{not }⟧ y = z"),
        ("unsupported", r"x = y \quad ⟦\text{unless }⟧ z = 1"),
        ("unsupported", r"x = y ⟦\text{ for some }⟧ z"),
        ("unsupported", r"x ⟦\overset⟧{\text{not}}{=} y"),
        ("unsupported", r"q := x \quad \text{if } ⟦z = 1⟧"),
        ("unsupported", r"\begin{align} x &= y && \text{if } z = 1 \\ &⟦=⟧ z \end{align}"),
        ("unsupported", r"x = y \text{ if } z ⟦\approx⟧ 1"),
    ],
)
def test_what_is_no_condition(code, latex):
    refused(code, latex)


GIVEN = r"""
- $x \in \mathbb{R}, y \in \{0, 1\}, p \in (0, 1)$
- $u \in \mathbb{R}^{m}, l \in \{0, 1\}^{m}, i, j \in \{1, \dots, m\}$
- $L := -y \log p - (1 - y) \log(1 - p)$
"""
DECIDED = [
    (r"L = -\log p \quad \text{if } y = 1", "proved"),
    (r"L = -\log p \quad \text{if } y = 0", "refuted"),
    (r"L = -\log(1 - p) \quad \text{if } y \ne 1", "proved"),
    (r"|x| = x \quad \text{when } x > 0", "proved"),
    (r"|x| = x \quad \text{when } x < 0", "refuted"),
    (r"\frac{\partial u_i}{\partial u_j} = 0 \quad (i \ne j)", "proved"),
    (r"\frac{\partial u_i}{\partial u_j} = 0 \quad (i = j)", "refuted"),
    (r"\frac{\partial u_i}{\partial u_j} = 1 \quad (i = j)", "proved"),
    (r"\frac{\partial u_i}{\partial u_1} = 1 \quad \text{for } i = 1", "proved"),
    (r"\frac{d}{dx} x^2 = 2 \quad \text{if } x = 1", "proved"),
    (r"\frac{d}{dx} x^2 = 0 \quad \text{if } x = 1", "refuted"),
    # of one entry, not of all
    (r"l_i + u_i = 1 + u_i \quad \text{if } l_i = 1", "proved"),
    (r"\sum_{j=1}^{m} l_j u_j = \sum_{j=1}^{m} u_j + 0 l_i \quad \text{if } l_i = 1", "refuted"),
    (r"q^2 < q \quad \forall q \in (0, 1)", "proved"),
    (r"q^2 < q \quad \forall q \in (0, 2)", "refuted"),
    (r"u_s + 1 = 1 + u_s + 0 \quad \text{for } s = 1, \dots, m", "proved"),
]


@pytest.mark.parametrize(("latex", "verdict"), DECIDED, ids=[latex for latex, _ in DECIDED])
def test_a_claim_under_a_condition(latex, verdict):
    assert decide(*claim(GIVEN, latex)).verdict == verdict


def test_a_statement_that_is_its_own_condition_says_nothing():
    (finding,) = findings(GIVEN, r"x = 1 \quad \text{if } x = 1")
    assert finding.code == "vacuous"


@pytest.mark.parametrize(
    "typed", [r"\operatorname{sigmoid}(x)", r"\text{sigmoid}(x)", "sigmoid(x)"]
)
def test_a_customary_function_that_is_not_defined(typed):
    finding, *_ = findings(GIVEN, f"{typed} = 1")
    assert finding.code == "unknown-symbol"
    assert finding.help is not None
    assert r"\operatorname{sigmoid}(t) := \frac{1}{1 + e^{-t}}" in finding.help


@pytest.mark.parametrize("arrow", [r"\implies", r"\Rightarrow", r"\rightarrow"])
def test_beside_an_arrow_the_help_says_how_to_state_a_condition(arrow):
    for finding in findings(GIVEN, rf"x + 1 > 2 {arrow} 2 x > 2"):
        assert finding.code == "relation-fails"
        assert r"\text{if }" in (finding.help or "")
    (claimed, facts) = claim(GIVEN, r"2 x > 2 \quad \text{if } x > 1")
    assert decide(claimed, facts).verdict == "proved"


@pytest.mark.parametrize(
    "words",
    [
        *("with equality if", "with equality for", "in particular for", "also for", "even if"),
        *("where equality holds when", "with a kink when", "e.g. for", "same as for"),
    ],
)
def test_words_that_say_something_else_of_a_case_do_not_limit_the_statement_to_it(words):
    refused("unsupported", rf"x = y ⟦\text{{ {words} }}⟧ x = 1")


def test_words_behind_a_condition_are_looked_at():
    refused("unsupported", r"x = y \text{ if } x > 0 ⟦\text{ is false}⟧")
