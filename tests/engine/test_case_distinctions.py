r"""Case distinctions: what is read, proved, refuted, and where they have no value."""

from dataclasses import replace

import pytest
from claims import claim, findings
from reads import W, read, refused
from slips import check_slips_of
from trees import at, neg, plus

from eqproof.latex.nodes import Branch, Cases, Comparison, Name, Number
from eqproof.latex.plain import plain
from eqproof.latex.printer import to_latex
from eqproof.proof.decision import decide
from eqproof.proof.exact import prove

GIVEN = r"""
- $\mathbf{o}, \mathbf{w} \in \mathbb{R}^{K}$, $i, j, k \in \{1, \dots, K\}$
- $x, u \in \mathbb{R}$, $q \in (0, 1)$, $t \in \{0, 1\}$, $s \in \{-1, 0, 1\}$
- $p_i := \frac{e^{o_i}}{\sum_{k=1}^{K} e^{o_k}}$
- $\rho(r) := \begin{cases} r & \text{if } r > 0 \\ 0 & \text{otherwise} \end{cases}$
- $g := \begin{cases} 1 & \text{if } t = 1 \\ x & \text{if } t = 0 \end{cases}$
"""
X, ZERO, POSITIVE = Name("x"), Number("0"), Comparison(Name("x"), ">", Number("0"))
CLIPPED = Cases((Branch(X, POSITIVE), Branch(ZERO, None)))


def cases(*rows: str, kind: str = "cases") -> str:
    return rf"\begin{{{kind}}} {' '.join(rows)} \end{{{kind}}}"


@pytest.mark.parametrize(
    "latex",
    [
        cases(r"x & \text{if } x > 0 \\", r"0 & \text{otherwise}"),
        cases(r"x, & \text{if }x > 0, \\", r"0, & \text{otherwise.}"),
        cases(r"x & x > 0 \\", r"0 & \text{else} \\"),
        cases(r"x & \quad \text{when} \quad x > 0 \\[2pt]", r"0 & \text{otherwise}"),
        cases(r"x & \text{for } x > 0 \\", r"0 & \text{otherwise}", kind="dcases"),
    ],
)
def test_cases_are_read(latex):
    assert read(latex) == CLIPPED
    assert read(to_latex(CLIPPED)) == CLIPPED


def test_cases_are_one_factor():
    latex = cases(r"x & x > 0 \\", r"0 & \text{otherwise}")
    assert read(rf"y + 2 {latex}") == plus("y", read(rf"2 {latex}"))
    assert read(f"-{latex}") == neg(CLIPPED)
    assert read(cases(rf"{latex} & y = 1 \\", r"w_1 & \text{otherwise}")) == Cases(
        (
            Branch(CLIPPED, Comparison(Name("y"), "=", Number("1"))),
            Branch(at(W, 1), None),
        )
    )


def test_cases_are_said_in_words():
    assert plain(CLIPPED) == "{x if x > 0; 0 otherwise}"


def test_a_chain_goes_on_behind_cases():
    row = cases(r"x & \text{if } x > 0 \\", r"0 & \text{otherwise}")
    text = rf"\begin{{aligned}} \rho(x) &= {row} \\ &= \mathbb{{1}}[x > 0] x \end{{aligned}}"
    assert not findings(GIVEN, text)
    more = cases(r"x + t & x > 0 \\", r"t & x \le 0")
    text = rf"\begin{{align}} \rho(x) + t &= {row} + t \\ &= {more} \end{{align}}"
    assert not findings(GIVEN, text)


@pytest.mark.parametrize(
    ("code", "latex"),
    [
        ("missing-operand", cases("⟦x⟧")),
        ("missing-operand", cases(r"⟦x > 0⟧ \\", r"0 & \text{otherwise}")),
        ("missing-operand", cases(r"⟦x & \text{if } x > 0 & y⟧")),
        ("missing-operand", cases(r"x & ⟦\text{if }⟧ \\", r"0 & \text{otherwise}")),
        ("missing-operand", cases(r"x & \text{if } ⟦x⟧ \\", r"0 & \text{otherwise}")),
        ("missing-operand", r"⟦\begin{cases}⟧ \end{cases}"),
        ("unsupported", cases(r"x & ⟦\text{in most weeks}⟧ \\", r"0 & \text{otherwise}")),
        ("unsupported", cases(r"x & x > 0 ⟦\text{ or so}⟧ \\", r"0 & \text{otherwise}")),
        ("unsupported", cases(r"x & x > 0 ⟦\text{or}⟧ y > 0 \\", r"0 & \text{otherwise}")),
        ("ambiguous", cases(r"⟦x & \text{otherwise}⟧ \\", r"0 & x > 0")),
        ("unbalanced-brace", r"⟦\begin{cases}⟧ x & x > 0"),
        ("unknown-symbol", cases(r"x & ⟦q⟧ > 0 \\", r"0 & \text{otherwise}")),
    ],
)
def test_cases_that_are_refused(code, latex):
    refused(code, latex)


def test_cases_have_one_shape():
    latex = cases(r"\mathbf{w} & x > 0 \\", r"x & \text{otherwise}")
    (found,) = findings(GIVEN, rf"{latex} = \mathbf{{w}}")
    assert found.code == "shape-mismatch"


def test_a_condition_compares_numbers():
    latex = cases(r"x & \mathbf{w} > 0 \\", r"x & \text{otherwise}")
    (found,) = findings(GIVEN, rf"{latex} = x")
    assert found.code == "shape-mismatch"


ON, OFF = r"p_i (1 - p_i) & \text{if } i = j \\", r"-p_i p_j & \text{if } i \ne j"
JACOBIAN = r"\frac{\partial p_i}{\partial o_j} = "
TRUE = [
    JACOBIAN + cases(ON, OFF),
    JACOBIAN + cases(ON, r"-p_i p_j & \text{otherwise}"),
    cases(r"x & t = 1 \\", r"u & \text{otherwise}") + " = t x + (1 - t) u",
    cases(r"x & t = 1 \\", r"u & t = 0") + " = t x + (1 - t) u",
    cases(r"\mathbf{w} & t = 1 \\", r"\mathbf{o} & t = 0")
    + r" = t \mathbf{w} + (1 - t) \mathbf{o}",
    cases(r"1 & s > 0 \\", r"0 & s = 0 \\", r"-1 & s < 0") + " = s",
    cases(r"1 & x > 0 \\", r"0 & x = 0 \\", r"-1 & x < 0")
    + r" = \mathbb{1}[x > 0] - \mathbb{1}[x < 0]",
    cases(r"x & x \ge 0 \\", r"-x & x < 0") + "^2 = x^2",
    cases(r"x & x > u \\", r"u & \text{otherwise}")
    + " = "
    + cases(r"u & u > x \\", r"x & \text{otherwise}"),
    r"\sum_j " + cases(r"w_j & j = i \\", r"0 & \text{otherwise}") + " = w_i",
    r"\sum_j " + cases(r"w_j & j \ne i \\", r"0 & \text{otherwise}") + r" = \sum_{j \ne i} w_j",
    r"\frac{\partial}{\partial u} "
    + cases(r"u x & t = 1 \\", r"u^2 & \text{otherwise}")
    + " = "
    + cases(r"x & t = 1 \\", r"2 u & \text{otherwise}"),
    r"\rho(x) - \rho(-x) = x",
    r"\rho(q) \rho(-q) = 0",
    "g = t + (1 - t) x",
    r"\frac{\partial g}{\partial x} = 1 - t",
    # the other values need not exist
    cases(r"\log t & t = 1 \\", r"x & \text{otherwise}") + " = x - t x",
    cases(r"\frac{x^2}{x} & x \ne 0 \\", r"0 & \text{otherwise}") + " = x",
    cases(r"e^{\log x} & x > 0 \\", r"x & \text{otherwise}") + " = x",
]
FALSE = [
    JACOBIAN + cases(ON, r"p_i p_j & \text{if } i \ne j"),
    JACOBIAN + cases(ON, r"-p_i (1 - p_i) & \text{otherwise}"),
    JACOBIAN + cases(r"-p_i p_j & \text{if } i = j \\", r"p_i (1 - p_i) & \text{if } i \ne j"),
    JACOBIAN + cases(r"p_i & \text{if } i = j \\", OFF),
    cases(r"x & t = 1 \\", r"u & t = 0") + " = t u + (1 - t) x",
    cases(r"1 & s > 0 \\", r"0 & s = 0 \\", r"-1 & s < 0") + " = s + 1",
    cases(r"1 & s \ge 0 \\", r"-1 & s < 0") + " = s",
    cases(r"x & x \ge 0 \\", r"-x & x < 0") + " = x",
    cases(r"x & x > u \\", r"u & \text{otherwise}")
    + " = "
    + cases(r"u & x > u \\", r"x & \text{otherwise}"),
    r"\sum_j " + cases(r"w_j & j = i \\", r"1 & \text{otherwise}") + " = w_i",
    r"\rho(x) = x",
    r"\rho(x) + \rho(-x) = x",
    "g = x",
    r"\frac{\partial g}{\partial x} = t",
    cases(r"\log t & t = 1 \\", r"x & \text{otherwise}") + " = x + t",
    cases(r"\frac{x^2}{x} & x \ne 0 \\", r"1 & \text{otherwise}") + " = x",
    cases(r"\frac{x^2}{x} & x > 0 \\", r"0 & \text{otherwise}") + " = x",
    cases(r"x & x > 0 \\", r"0 & \text{otherwise}") + " > 0",
]


@pytest.mark.parametrize("latex", TRUE)
def test_true_links_are_proved(latex):
    link, facts = claim(GIVEN, latex)
    assert decide(link, facts).verdict == "proved"


@pytest.mark.parametrize("latex", FALSE)
def test_false_twins_are_refuted(latex):
    link, facts = claim(GIVEN, latex)
    assert prove(link, facts) is None
    assert decide(link, facts).verdict == "refuted"


@pytest.mark.parametrize(
    "latex",
    [
        # no case holds, or two do
        cases(r"1 & x > 0 \\", r"-1 & x < 0") + r" = \mathbb{1}[x > 0] - \mathbb{1}[x < 0]",
        cases(r"1 & x \ge 0 \\", r"1 & x \le 0") + " = 1",
        cases(r"1 & t = 1") + " = 1",
        cases(r"1 & t = 1 \\", r"1 & t = t \\", r"1 & \text{otherwise}") + " = 1",
        # a value that does not exist in its own case
        cases(r"\frac{1}{x} & t = 0 \\", r"0 & \text{otherwise}") + r" = \frac{1 - t}{x}",
        cases(r"\frac{x}{x} & x \ge 0 \\", r"1 & \text{otherwise}") + " = 1",
        cases(r"\log t - \log t & t \ge 0 \\", r"0 & \text{otherwise}") + " = 0",
        # a value that exists in its case only, shared with what stands outside
        r"\frac{x}{x} " + cases(r"\frac{x}{x} & x \ne 0 \\", r"1 & \text{otherwise}") + " = 1",
        # no derivative where the cases meet
        r"\rho'(x) = \mathbb{1}[x > 0]",
        r"\frac{\partial}{\partial x} \rho(x) = \mathbb{1}[x \ge 0]",
    ],
)
def test_what_has_no_value_somewhere_is_not_green(latex):
    link, facts = claim(GIVEN, latex)
    assert decide(link, facts).verdict in ("undefined", "undecided")


def test_a_definition_is_not_cleared_inside_of_a_case():
    given = GIVEN + r"- $v := \frac{x}{x}$"
    guarded, facts = claim(given, cases(r"v & x \ne 0 \\", r"1 & \text{otherwise}") + " = 1")
    assert decide(guarded, facts).verdict == "proved"
    assert "v" not in facts.cleared


def test_entries_under_a_sum_need_not_have_the_same_value():
    given = (
        r"- $m \in \mathbb{N}$, $m > 1$, $\mathbf{y} \in \{0, 1\}^{m}$, $a, b \in \{1, \dots, m\}$"
    )
    # 1 where all are alike, and 0 where the case holds
    below = r"1 - \frac{1}{m - 1} \sum_a \sum_b y_a (1 - y_b)"
    whole = cases(rf"\frac{{1}}{{{below}}} & \sum_a y_a = 1 \\", r"0 & \text{otherwise}")
    link, facts = claim(given, f"{whole} + 1 = 1 + {whole}")
    assert decide(link, facts).verdict in ("undefined", "undecided")


@pytest.mark.parametrize("latex", TRUE)
def test_no_slip_is_proved(latex):
    link, facts = claim(GIVEN, latex)
    check_slips_of(replace(link, left=link.right, right=link.left), facts, latex)
