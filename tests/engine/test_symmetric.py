"""Symmetric matrices, columns that are not 0, powers of matrices, exponentials that are unclear."""

import pytest
from claims import claim, findings
from slips import check_slips

from eqproof.proof.decision import decide

GIVEN = r"""
- $A, B \in \mathbb{R}^{n \times n}$ with $A^\top = A$ and $\det A \ne 0$
- $x, y, w, u \in \mathbb{R}^{n}$ with $w \ne 0$ and $\mathbf{0} \ne u - y$
- $C \in \mathbb{R}^{m \times n}$ with $C \ne 0$
- $i, j \in \{1, \dots, n\}$
"""

TRUE = [
    r"\nabla_x (x^\top A x) = 2 A x",
    r"\nabla_x^2 (x^\top A x) = 2 A",
    r"x^\top A y = y^\top A x",
    r"(B^\top A B)^\top = B^\top A B",
    r"(A^2)^\top = A^2",
    r"A_{ij} = A_{ji}",
    r"(A B)^\top = B^\top A",
    r"(A^{-1})^\top = A^{-1}",
    r"\nabla_x (x^\top A^{-1} x) = 2 A^{-1} x",
    r"\operatorname{tr}(A B) = \operatorname{tr}(A B^\top)",
    r"\mathrm{d} (x^\top A x) = 2 x^\top A \, \mathrm{d} x + x^\top \mathrm{d} A \, x",
    r"\nabla_w \lVert w \rVert = \frac{w}{\lVert w \rVert}",
    r"\frac{w}{\lVert w \rVert} \cdot \frac{w}{\lVert w \rVert} = 1",
    r"\lVert w \rVert > 0",
    r"(u - y)^\top (u - y) > 0",
    r"\nabla_C \lVert C \rVert_F = \frac{C}{\lVert C \rVert_F}",
]


@pytest.mark.parametrize("latex", TRUE)
def test_true_links_are_proved(latex):
    assert decide(*claim(GIVEN, latex)).verdict == "proved"


@pytest.mark.parametrize(
    "latex",
    [
        r"(A B)^\top = A B",
        r"(A B)^\top = B A",
        r"B^\top = B",
        r"(A x)^\top = x^\top B",
        r"x^\top A y = x^\top A x",
        r"A_{ij} = A_{ii}",
        r"\nabla_x (x^\top B x) = 2 B x",
        r"w_1 \ne 0",
        r"w_i^2 > 0",
    ],
)
def test_false_links_are_refuted(latex):
    assert decide(*claim(GIVEN, latex)).verdict == "refuted"


@pytest.mark.parametrize("latex", TRUE[1:9:4])
def test_no_slip_is_proved(latex):
    check_slips(GIVEN, latex)


def test_such_hypotheses_are_needed_by_what_rests_on_them():
    needed = r"- $A \in \mathbb{R}^{n \times n}$ with $A = A^\top$, $x \in \mathbb{R}^{n}$"
    assert not findings(needed, r"\nabla_x (x^\top A x) = 2 A x")
    (found,) = findings(needed, r"\nabla_x (x^\top A x) = A x + A^\top x")
    assert found.code == "unneeded-hypothesis"
    assert not findings(
        r"- $w \in \mathbb{R}^{n}$ with $w \ne \mathbf{0}$",
        r"\nabla_w \lVert w \rVert = \frac{w}{\lVert w \rVert}",
    )


@pytest.mark.parametrize("latex", [r"e^S = S", r"\exp(S) = S", r"x^\top e^{S} x = 0"])
def test_the_exponential_of_a_square_matrix_can_be_meant_in_two_ways(latex):
    given = r"- $S \in \mathbb{R}^{n \times n}$, $x \in \mathbb{R}^{n}$"
    found = findings(given, latex)
    assert [f.code for f in found] == ["ambiguous"]


def test_the_exponential_of_another_tensor_is_taken_entry_by_entry():
    given = r"- $X \in \mathbb{R}^{m \times n}$, $i \in \{1, \dots, m\}$, $j \in \{1, \dots, n\}$"
    assert decide(*claim(given, r"(e^X)_{ij} = e^{X_{ij}}")).verdict == "proved"


@pytest.mark.parametrize(
    ("verdict", "latex"),
    [
        ("proved", "B^3 = B B B"),
        ("proved", "B^2 B^3 = B^5"),
        ("proved", r"\nabla_B \operatorname{tr}(B^3) = 3 (B^2)^\top"),
        ("refuted", r"\nabla_B \operatorname{tr}(B^3) = 3 B^2"),
        ("refuted", "(A + B)^2 = A^2 + 2 A B + B^2"),
        ("proved", "(A + B)^2 = A^2 + A B + B A + B^2"),
        ("proved", r"\operatorname{tr}(A B C^\top C) = \operatorname{tr}(C A B C^\top)"),
        ("proved", r"\operatorname{tr}(A B A B^\top) = \operatorname{tr}(B^\top A B A)"),
        ("refuted", r"\operatorname{tr}(A B B^\top B) = \operatorname{tr}(A B^\top B^\top B)"),
        ("proved", r"\lVert C \rVert_F^2 = \operatorname{tr}(C^\top C)"),
    ],
)
def test_powers_and_traces_of_products(verdict, latex):
    assert decide(*claim(GIVEN, latex)).verdict == verdict
