"""The spectral norm: computed, refuted by its value, proved only where its arguments are equal."""

from fractions import Fraction

import pytest
from claims import claim, findings

from eqproof.latex.printer import to_latex
from eqproof.numbers.arithmetic import FLOAT, Undefined, precise, rational
from eqproof.numbers.dual import Dual
from eqproof.numbers.spectra import spectral_norm
from eqproof.numbers.tensors import each
from eqproof.proof.decision import decide

GIVEN = r"""
- $A, B \in \mathbb{R}^{m \times n}$, $z \in \mathbb{R}^{n}$, $c \in \mathbb{R}$
- $i \in \{1, \dots, P\}$, $x_i \in \mathbb{R}^{N+1}$
- $L := \frac{1}{4 P} \lVert \sum_{i=1}^{P} x_i x_i^\top \rVert_2$
"""


@pytest.mark.parametrize("arithmetic", [FLOAT, precise(50), rational()])
def test_numbers(arithmetic):
    def norm(*rows):
        return spectral_norm(each(arithmetic.number, rows), arithmetic)

    half = Fraction(1, 2)
    assert abs(norm((3, 0), (0, -4)) - 4) < 1e-12
    assert abs(norm((1, 2), (2, 4), (3, 6)) ** 2 - 70) < 1e-10
    assert abs(norm((half, half), (half, -half)) ** 2 - half) < 1e-12
    assert norm((0, 0), (0, 0)) == 0
    # the largest eigenvalue of ((2, 1), (1, 1)) is the square of the golden ratio
    assert abs(norm((1, 1), (1, 0)) ** 2 - norm((1, 1), (1, 0)) - 1) < 1e-12


def test_its_slope_is_not_looked_at():
    with pytest.raises(Undefined) as undefined:
        spectral_norm(((Dual(1, 1.0, (1.0,)), 0.0), (0.0, 1.0)), FLOAT)
    assert undefined.value.out_of_range


@pytest.mark.parametrize(
    ("verdict", "latex"),
    [
        ("proved", r"4 P L = \lVert \sum_{i=1}^{P} x_i x_i^\top \rVert_2"),
        ("refuted", r"L = \frac{1}{4 P} \lVert \sum_{i=1}^{P} x_i x_i^\top \rVert_2^2"),
        ("proved", r"\lVert A + B \rVert_2 = \lVert B + A \rVert_2"),
        ("refuted", r"\lVert A + B \rVert_2 = \lVert A \rVert_2 + \lVert B \rVert_2"),
        ("refuted", r"\lVert A \rVert_2 = \lVert A \rVert_F"),
        ("refuted", r"\lVert A \rVert_2^2 = \operatorname{tr}(A^\top A)"),
        ("refuted", r"\lVert A \rVert_2 \ge \lVert A \rVert_F"),
        ("undecided", r"\lVert A \rVert_2 \le \lVert A \rVert_F"),
        ("undecided", r"\nabla_A \lVert A \rVert_2 = A"),
        ("proved", r"\lVert z \rVert_2^2 = z^\top z"),
        ("proved", r"\nabla_z \lVert z \rVert_2^2 = 2 z"),
    ],
)
def test_links(verdict, latex):
    assert decide(*claim(GIVEN, latex)).verdict == verdict


def test_it_is_printed_as_it_is_written():
    link, _ = claim(GIVEN, r"\lVert A \rVert_2 = c")
    assert link.left.kind == "spectral"
    assert to_latex(link.left) == r"\lVert A \rVert_{2}"


@pytest.mark.parametrize("latex", [r"\lVert A \rVert", r"\lVert A \rVert_1"])
def test_other_norms_of_matrices_can_be_meant_in_several_ways(latex):
    assert [found.code for found in findings(GIVEN, latex)] == ["ambiguous"]
