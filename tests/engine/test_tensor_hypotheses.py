"""Equations between vectors or matrices as hypotheses: points on them, and what they prove."""

from fractions import Fraction as Rational

import pytest
from claims import links

from eqproof.proof.decision import decide
from eqproof.proof.linear import least_move

NULL = r"""
- $X \in \mathbb{R}^{m \times d}$, $\mathbf{s} \in \mathbb{R}_{>0}^{m}$
- $\mathbf{u} \in \mathbb{R}^{d}$
- $X \mathbf{u} = \mathbf{0}$
"""
NORMAL = r"""
- $X \in \mathbb{R}^{m \times d}$, $\mathbf{y} \in \mathbb{R}^{m}$
- $\mathbf{w}, \mathbf{v} \in \mathbb{R}^{d}$
- $X^\top X \mathbf{w} = X^\top \mathbf{y}$
- $L := \lVert X \mathbf{w} - \mathbf{y} \rVert^2$
"""
STEP = r"""
- $X \in \mathbb{R}^{m \times d}$, $\mathbf{s} \in \mathbb{R}_{>0}^{m}$
- $\mathbf{r} \in \mathbb{R}^{m}$, $D := \operatorname{diag}(\mathbf{s})$
- $\mathbf{w}, \mathbf{h} \in \mathbb{R}^{d}$
- $X^\top D X \mathbf{h} = -X^\top \mathbf{r}$
"""
BALANCE = r"""
- $X \in \mathbb{R}^{m \times d}$, $\mathbf{p}, \mathbf{y} \in [0, 1]^{m}$
- $X^\top (\mathbf{p} - \mathbf{y}) = \mathbf{0}$
"""
TURN = r"""
- $Q \in \mathbb{R}^{n \times n}$, $\mathbf{x}, \mathbf{b} \in \mathbb{R}^{n}$
- $Q^\top Q = I$
"""
CASES = {
    NULL: r"""
proved  \mathbf{u}^\top X^\top \operatorname{diag}(\mathbf{s}) X \mathbf{u} = 0
refuted \mathbf{u} = \mathbf{0}
refuted X = \mathbf{0}
""",
    NORMAL: r"""
proved  \nabla_{\mathbf{w}} L = \mathbf{0}
proved  (X \mathbf{v})^\top (\mathbf{y} - X \mathbf{w}) = 0
proved  \lVert X (\mathbf{w} + \mathbf{v}) - \mathbf{y} \rVert^2 \ge L
refuted X \mathbf{w} = \mathbf{y}
""",
    STEP: r"""
proved  \mathbf{h}^\top X^\top D X \mathbf{h} = -(X \mathbf{h})^\top \mathbf{r}
refuted X^\top D X \mathbf{h} = X^\top \mathbf{r}
""",
    BALANCE: r"""
proved  X^\top \mathbf{p} = X^\top \mathbf{y}
refuted \mathbf{p} = \mathbf{y}
""",
    TURN: r"""
proved  \lVert Q \mathbf{x} \rVert^2 = \lVert \mathbf{x} \rVert^2
refuted Q \mathbf{x} = \mathbf{x}
""",
}


@pytest.mark.parametrize(
    ("given", "verdict", "latex"),
    [
        (given, *line.split(maxsplit=1))
        for given, lines in CASES.items()
        for line in lines.strip().splitlines()
    ],
)
def test_what_an_equation_between_tensors_says(given, verdict, latex):
    ((claim, facts),) = links(given, latex)
    assert decide(claim, facts).verdict == verdict


def test_the_least_move_is_exact_for_short_numbers():
    move = least_move([[Rational(1)], [Rational(2)]], [Rational(1)])
    assert move == [Rational(1, 5), Rational(2, 5)]


def test_equations_that_say_the_same_twice_are_solved():
    columns = [[Rational(1), Rational(2)], [Rational(1), Rational(2)]]
    assert least_move(columns, [Rational(3), Rational(6)]) == [Rational(3, 2)] * 2
    assert least_move(columns, [Rational(3), Rational(5)]) is None


def test_of_long_numbers_the_first_digits_are_right():
    third = Rational(10**30 + 1, 3 * 10**30)
    (move,) = least_move([[third]], [Rational(1, 10**50)])
    assert abs(move * third * 10**50 - 1) < Rational(1, 10**12)


@pytest.mark.parametrize(
    "given",
    [
        r"- $a, b \in \mathbb{R}$" + "\n" + r"- $a + e^a = b + e^b$",
        r"- $a, b \in \mathbb{R}^{n}$" + "\n" + r"- $a + e^a = b + e^b$",
    ],
)
@pytest.mark.parametrize("relation", ["=", r"\le", r"\ge"])
def test_points_next_to_an_equation_refute_nothing_by_what_they_are_off(given, relation):
    ((claim, facts),) = links(given, f"a {relation} b")
    assert decide(claim, facts).verdict != "refuted"


@pytest.mark.parametrize(
    ("refuted", "latex"),
    [
        (False, r"10^{200} (a - b) = 0"),
        (False, r"10^{200} (b - a) \le 1"),
        (True, r"10^{200} (a - b) = 1"),
        (True, r"a^3 = b^2"),
    ],
)
def test_nor_does_what_makes_large_how_far_they_are_off(refuted, latex):
    ((claim, facts),) = links(r"- $a, b \in \mathbb{R}$, $a + e^a = b + e^b$", latex)
    assert (decide(claim, facts).verdict == "refuted") == refuted
