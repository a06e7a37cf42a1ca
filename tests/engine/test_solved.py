"""Equations among the hypotheses that are neither values nor sums: solved, and met by points."""

import pytest
from claims import links

from eqproof.proof.decision import decide, points_for

FIT = r"""
- $a, b \in \mathbb{N}$, $p \in (0, 1)$, $n := a + b$
- $L(t) := -\frac{a}{n} \log t - \frac{b}{n} \log(1 - t)$
- $L'(p) = 0$
"""
UNIT = r"""
- $\mathbf{u}, \mathbf{v} \in \mathbb{R}^{n}$
- $\lVert \mathbf{u} \rVert = 1$, $\mathbf{v}^\top \mathbf{v} = 1$
"""
FRACTION = r"""
- $y, p \in (0, 1)$, $x \in \mathbb{R}$
- $\frac{p - y}{p (1 - p)} = 0$
"""
QUADRATIC = r"""
- $x, b \in \mathbb{R}$, $a \in \mathbb{R}_{>0}$
- $a x^2 + b x = 1$
"""
VERDICTS = {"T": "proved", "F": "refuted", "U": "undefined", "?": "undecided"}
CASES = {
    FIT: r"""
T -\frac{a}{n p} + \frac{b}{n (1 - p)} = 0
T a (1 - p) = b p
T p = \frac{a}{n}
F p = \frac{b}{n}
T p \ge \frac{a}{n}
? p > \frac{a}{n}
""",
    UNIT: r"""
T \mathbf{u}^\top \mathbf{u} = 1
T \lVert \mathbf{u} \rVert = \lVert \mathbf{v} \rVert
T \lVert \mathbf{u} - \mathbf{v} \rVert^2 = 2 - 2 \mathbf{u}^\top \mathbf{v}
F \lVert \mathbf{u} - \mathbf{v} \rVert^2 = 2 - \mathbf{u}^\top \mathbf{v}
F \mathbf{1}^\top \mathbf{u} = 1
F \mathbf{u} \mathbf{u}^\top = I
""",
    FRACTION: r"""
T p = y
T p x = y x
F p = 1 - y
""",
    QUADRATIC: r"""
T b x = 1 - a x^2
T a x^2 = 1 - b x
F a x^2 = 1 + b x
""",
}
LINES = [
    (given, VERDICTS[line[0]], line[2:])
    for given, lines in CASES.items()
    for line in lines.strip().splitlines()
]


@pytest.mark.parametrize(("given", "verdict", "latex"), LINES)
def test_an_equation_is_solved_and_met(given, verdict, latex):
    assert {decide(*link).verdict for link in links(given, latex)} == {verdict}


def test_points_are_moved_onto_what_is_not_linear():
    ((claim, facts),) = links(UNIT, r"\mathbf{u} = \mathbf{v}")
    points = points_for(claim, facts)
    assert len(points) > 8
    for point in points:
        lengths = [sum(x * x for row in point.values[key] for x in row) for key in point.values]
        assert all(abs(length - 1) < 1e-60 for length in lengths)


def test_a_place_where_a_side_only_touches_the_other_is_not_taken_for_close():
    touching = r"""
- $x, y \in \mathbb{R}$
- $(x^2 - y)^2 = 0$
"""
    for link in links(touching, r"x^2 = y"):
        assert decide(*link).verdict in ("proved", "undecided")


PRODUCTS = r"""
- $x, y, a \in \mathbb{R}$, $b \in \mathbb{R}^{n}$, $i \in \{1, \dots, n\}$
- $x^2 - y^2 = 0$, $a b_i > 0$
"""


@pytest.mark.parametrize(
    ("verdict", "latex"),
    [
        ("proved", r"x^4 = y^4"),
        ("refuted", r"x = y"),
        ("refuted", r"x^3 = y^3"),
        ("proved", r"a \ne 0"),
        ("proved", r"b_i \ne 0"),
        ("refuted", r"a > 0"),
        ("proved", r"a b_i + 1 > 1"),
    ],
)
def test_what_is_said_of_a_product(verdict, latex):
    assert {decide(*link).verdict for link in links(PRODUCTS, latex)} == {verdict}
