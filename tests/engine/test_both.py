"""Conditions of which several hold at once, in cases, indicators and under sums."""

import pytest
from claims import claim
from reads import read, refused

from eqproof.latex.nodes import Both, Comparison, Indicator, Name, Number
from eqproof.latex.plain import plain
from eqproof.latex.printer import to_latex
from eqproof.proof.decision import decide

GIVEN = r"""
- $z, x \in \mathbb{R}$, $a \in \mathbb{R}^{n}$, $i, j, k \in \{1, \dots, n\}$
- $S(z) := \begin{cases} 0 & \text{if } z \ge 1 \\ \frac{1}{2} (1 - z)^2 & \text{if } 0 < z < 1 \\
  \frac{1}{2} - z & \text{if } z \le 0 \end{cases}$
- $Q(x) := \begin{cases} 1 & \text{if } x > 0 \text{ and } x < 2 \\ 0 & \text{else} \end{cases}$
- $T(x) := \begin{cases} 1 & 0 < x < 2 \\ 0 & x > 1 \\ 2 & x \le 0 \end{cases}$
"""
BETWEEN = Both((Comparison(Number("0"), "<", Name("x")), Comparison(Name("x"), "<", Number("2"))))


@pytest.mark.parametrize(
    "latex",
    ["0 < x < 2", "0 < x, x < 2", r"0 < x \land x < 2", r"0 < x \wedge x < 2",
     r"0 < x \text{ and } x < 2"],
)  # fmt: skip
def test_all_are_one_condition(latex):
    assert read(rf"\mathbb{{1}}[{latex}]") == Indicator(BETWEEN)


def test_it_is_printed_as_it_is_read():
    assert read(to_latex(Indicator(BETWEEN))) == Indicator(BETWEEN)
    assert plain(BETWEEN) == "0 < x and x < 2"


@pytest.mark.parametrize(
    ("code", "latex"),
    [
        ("unsupported", r"\mathbb{1}[x > 0 ⟦\text{ or }⟧ x < 1]"),
        ("missing-operand", r"\mathbb{1}[x > 0 \text{ and } ⟦x⟧]"),
        ("unsupported", r"x ⟦\land⟧ y = 1"),
    ],
)
def test_what_is_no_condition(code, latex):
    refused(code, latex)


@pytest.mark.parametrize(
    "latex",
    r"""
S'(z) = \begin{cases} 0 & \text{if } z \ge 1 \\ z - 1 & \text{if } 0 < z < 1 \\ -1 & \text{if } z \le 0 \end{cases}
Q(x) = \mathbb{1}[x > 0] \mathbb{1}[x < 2]
Q(x) = \mathbb{1}[0 < x < 2]
\sum_{i : i \ne j, i \ne k} a_i = \sum_{i=1}^{n} a_i - a_j - a_k + \mathbb{1}[j = k] a_j
""".strip().splitlines(),  # noqa: E501
)
def test_true_links_are_proved(latex):
    assert decide(*claim(GIVEN, latex)).verdict == "proved"


@pytest.mark.parametrize(
    "latex",
    r"""
S'(z) = \begin{cases} 0 & \text{if } z \ge 1 \\ 1 - z & \text{if } 0 < z < 1 \\ -1 & \text{if } z \le 0 \end{cases}
Q(x) = \mathbb{1}[0 < x \le 2]
Q(x) = \mathbb{1}[x > 0]
\sum_{i : i \ne j, i \ne k} a_i = \sum_{i=1}^{n} a_i - a_j - a_k
""".strip().splitlines(),  # noqa: E501
)
def test_false_links_are_refuted(latex):
    assert decide(*claim(GIVEN, latex)).verdict == "refuted"


def test_two_cases_that_hold_at_once_are_never_proved():
    assert decide(*claim(GIVEN, r"T(x) = T(x) + 0")).verdict == "undefined"


PIECES = r"""
- $x, y \in \mathbb{R}$, $t \in \mathbb{R}_{>0}$
- $C(x) := \begin{cases} -1 & \text{if } x < -1 \\ x & \text{if } -1 \le x \le 1 \\
  1 & \text{if } x > 1 \end{cases}$
- $H(x) := \begin{cases} 0 & \text{if } x \le -3 \\ x & \text{if } x \ge 3 \\
  \frac{x (x + 3)}{6} & \text{otherwise} \end{cases}$
- $D(x) := \begin{cases} 1 & \text{if } x < -t \\ 0 & \text{if } -t \le x \le t \\
  1 & \text{if } x > t \end{cases}$
- $O(x) := \begin{cases} 1 & \text{if } x < 1 \\ 0 & \text{if } 0 \le x \le 2 \\
  1 & \text{if } x > 2 \end{cases}$
"""


@pytest.mark.parametrize(
    ("latex", "verdict"),
    [
        (r"C(x) = \max(-1, \min(1, x))", "proved"),
        (r"C(x) = \min(1, \max(-1, x))", "proved"),
        (r"C(x) = \frac{1}{2} (|x + 1| - |x - 1|)", "proved"),
        (r"C(x)^2 \le 1", "proved"),
        (r"H(x) = \frac{x}{6} \max(0, \min(6, x + 3))", "proved"),
        (r"\max(0, \min(6, x)) = \min(6, \max(0, x))", "proved"),
        (r"D(x) = \mathbb{1}[|x| > t]", "proved"),
        (r"C(x) = \frac{1}{2} (|x + 1| + |x - 1|)", "refuted"),
        (r"C(x)^2 < 1", "refuted"),
        (r"H(x) = \frac{x}{6} \max(0, \min(5, x + 3))", "refuted"),
        (r"\max(0, \min(y, x)) = \min(y, \max(0, x))", "refuted"),
        (r"D(x) = \mathbb{1}[|x| \ge t]", "refuted"),
        (r"O(x) = O(x) + 0", "undefined"),
    ],
)
def test_pieces_that_leave_no_gap(latex, verdict):
    assert decide(*claim(PIECES, latex)).verdict == verdict
