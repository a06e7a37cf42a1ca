"""Inverses and determinants: read, sized, proved for every size, and refuted."""

import textwrap
from fractions import Fraction

import pytest
from claims import claim, findings
from reads import read, refused
from slips import check_slips

from eqproof.latex.nodes import Name, Negative, Number, Power, TensorFunction, Transpose
from eqproof.latex.plain import plain
from eqproof.latex.printer import to_latex
from eqproof.numbers.arithmetic import FLOAT, Undefined, precise, rational
from eqproof.numbers.tensors import determinant, identity, inverse, multiply
from eqproof.proof.decision import decide

X = Name("X")
INVERSE = Power(X, Negative(Number("1")))
GIVEN = r"""
- $A, B \in \mathbb{R}^{n \times n}$, $\det A \ne 0$, $\det B \ne 0$
- $X \in \mathbb{R}^{m \times d}$ with $\det(X^\top X) \ne 0$
- $y \in \mathbb{R}^{m}$, $w \in \mathbb{R}^{d}$, $u, v \in \mathbb{R}^{n}$, $s \in (0, 1)^{m}$
- $\lambda \in \mathbb{R}_{>0}$, $c \in \mathbb{R}$ with $c \ne 0$
- $i, j \in \{1, \dots, n\}$
- $\hat{w} := (X^\top X)^{-1} X^\top y$ and $J(w) := \frac{1}{2} \lVert X w - y \rVert^2$
- $P := X (X^\top X)^{-1} X^\top$
- $H := X^\top \operatorname{diag}(s) X + \lambda I$
"""


@pytest.mark.parametrize(
    "latex",
    [r"\det(X)", r"\det X", r"\operatorname{det}(X)", r"\mathrm{det}(X)", r"\det\left[X\right]"],
)
def test_a_determinant_is_written_in_many_ways(latex):
    assert read(latex) == TensorFunction("det", X)
    assert to_latex(read(latex)) == r"\det\left(X\right)"
    assert plain(read(latex)) == "det(X)"


def test_a_transposed_inverse_has_a_sign_of_its_own():
    for latex in (r"X^{-\top}", "X^{-T}", r"X^{-\mathrm{T}}", r"X^{-\intercal}"):
        assert read(latex) == Transpose(INVERSE)
    assert read(to_latex(Transpose(INVERSE))) == Transpose(INVERSE)


@pytest.mark.parametrize(
    ("code", "latex"),
    [
        ("ambiguous", r"⟦X^{-1}_{ij}⟧"),
        ("ambiguous", r"⟦\det(X)^⟧2"),
        ("missing-operand", r"⟦\det⟧ + 1"),
    ],
)
def test_what_can_be_read_in_two_ways_or_none(code, latex):
    refused(code, latex)


@pytest.mark.parametrize("latex", [r"\det X = c", r"X^{-1} = X", r"\det u = c"])
def test_only_square_matrices_have_an_inverse(latex):
    assert [found.code for found in findings(GIVEN, latex)] == ["shape-mismatch"]


def test_bars_around_a_square_matrix_are_its_determinant():
    assert decide(*claim(GIVEN, r"|A| = \det A")).verdict == "proved"
    assert [found.code for found in findings(GIVEN, r"|X| = X")] == ["ambiguous"]


TRUE = [
    r"A A^{-1} = I",
    r"A^{-1} A = I",
    r"(A B)^{-1} = B^{-1} A^{-1}",
    r"(A^\top)^{-1} = (A^{-1})^\top",
    r"A^{-\top} = (A^\top)^{-1}",
    r"(A^{-1})^{-1} = A",
    r"(c A)^{-1} = \frac{1}{c} A^{-1}",
    r"\operatorname{diag}(s)^{-1} = \operatorname{diag}(\mathbf{1} \oslash s)",
    r"A^{-1} - B^{-1} = A^{-1} (B - A) B^{-1}",
    r"u^\top A A^{-1} v = u^\top v",
    r"A (A^{-1} u) = u",
    r"(A B) B^{-1} A^{-1} = I",
    r"A^{-1} B B^{-1} A = I",
    r"A^2 A^{-1} = A",
    r"(A^2)^{-1} = A^{-1} A^{-1}",
    r"(A A^{-1})_{ij} = \delta_{ij}",
    r"(A A^\top)^{-1} = A^{-\top} A^{-1}",
    r"((X^\top X)^{-1})^\top = (X^\top X)^{-1}",
    r"\det(A B) = \det(A) \det(B)",
    r"\det(A^\top) = \det A",
    r"\det(A^{-1}) = \frac{1}{\det A}",
    r"\det(c A) = c^n \det A",
    r"\det(B^{-1} A B) = \det A",
    r"\det(\operatorname{diag}(s)) = \prod_{k=1}^{m} s_k",
    r"\nabla_A \det A = \det(A) A^{-\top}",
    r"\nabla_A \log |\det A| = A^{-\top}",
    r"\mathrm{d} (A^{-1}) = -A^{-1} \, \mathrm{d}A \, A^{-1}",
    r"\mathrm{d} \det A = \det(A) \operatorname{tr}(A^{-1} \mathrm{d}A)",
    r"\nabla_u (u^\top A^{-1} u) = (A^{-1} + A^{-\top}) u",
    r"\nabla_A (u^\top A^{-1} v) = -A^{-\top} u v^\top A^{-\top}",
    r"\frac{\partial}{\partial \lambda} \log \det H = \operatorname{tr}(H^{-1})",
    r"X^\top X \hat{w} = X^\top y",
    r"X^\top (y - X \hat{w}) = 0",
    r"\nabla J(\hat{w}) = 0",
    r"w - (X^\top X)^{-1} \nabla_w J = \hat{w}",
    r"P P = P",
    r"P^\top = P",
    r"\operatorname{tr}(P) = d",
    r"H H^{-1} = I",
    r"\det H > 0",
    r"\det(X^\top X) \ge 0",
    r"(X^\top X + \lambda I)^{-1} X^\top = X^\top (X X^\top + \lambda I)^{-1}",
    r"(I + u u^\top)^{-1} = I - \frac{u u^\top}{1 + u^\top u}",
]  # fmt: skip


@pytest.mark.parametrize("latex", TRUE)
def test_true_links_are_proved_for_every_size(latex):
    assert decide(*claim(GIVEN, latex)).verdict == "proved"


@pytest.mark.parametrize(
    "latex",
    [
        r"(A B)^{-1} = A^{-1} B^{-1}",
        r"A B A^{-1} = B",
        r"A^{-\top} = A^{-1}",
        r"(A + B)^{-1} A = I",
        r"(c A)^{-1} = c A^{-1}",
        r"A^{-1} - B^{-1} = A^{-1} (A - B) B^{-1}",
        r"A^{-1} - B^{-1} = B^{-1} (B - A) A^{-1} A",
        r"\det(A + B) = \det(A) + \det(B)",
        r"\det(c A) = c \det A",
        r"\det(-A) = -\det A",
        r"\det A > 0",
        r"\nabla_A \det A = \det(A) A^{-1}",
        r"\nabla_A \log |\det A| = A^{-1}",
        r"\mathrm{d} (A^{-1}) = A^{-1} \, \mathrm{d}A \, A^{-1}",
        r"\nabla_u (u^\top A^{-1} u) = 2 A^{-1} u",
        r"\nabla_A (u^\top A^{-1} v) = -A^{-1} u v^\top A^{-1}",
        r"X^\top X \hat{w} = X^\top y + w",
        r"\nabla J(\hat{w}) = \hat{w}",
        r"w - 2 (X^\top X)^{-1} \nabla_w J = \hat{w}",
        r"P P = 2 P",
        r"\operatorname{tr}(P) = m",
        r"\det(X^\top X - \lambda I) \ge 0",
        r"(I + u u^\top)^{-1} = I - \frac{u u^\top}{1 - u^\top u + 2 u^\top v}",
    ],
)
def test_false_links_are_refuted(latex):
    assert decide(*claim(GIVEN, latex)).verdict in ("refuted", "undefined")


@pytest.mark.parametrize("latex", TRUE[:12:5])
def test_no_slip_is_proved(latex):
    check_slips(GIVEN, latex)


UPDATED = r"""
- $A \in \mathbb{R}^{n \times n}$, $u, v \in \mathbb{R}^{n}$
- $\det A \ne 0$, $\det(A + u v^\top) \ne 0$, $1 + v^\top A^{-1} u \ne 0$
"""


def test_an_inverse_with_one_more_column_beside_it():
    rest = r"\frac{A^{-1} u v^\top A^{-1}}{1 + v^\top A^{-1} u}"
    right = claim(UPDATED, rf"(A + u v^\top)^{{-1}} = A^{{-1}} - {rest}")
    assert decide(*right).verdict == "proved"
    wrong = claim(UPDATED, rf"(A + u v^\top)^{{-1}} = A^{{-1}} + {rest}")
    assert decide(*wrong).verdict == "refuted"


def test_nothing_is_proved_of_a_matrix_that_may_be_singular():
    given = r"- $A \in \mathbb{R}^{n \times n}$, $X \in \mathbb{R}^{m \times d}$"
    for latex in ("A A^{-1} = I", r"X^\top X (X^\top X)^{-1} = I", r"\det(A) \det(A^{-1}) = 1"):
        assert decide(*claim(given, latex)).verdict in ("undecided", "undefined")


@pytest.mark.parametrize(
    ("verdict", "latex"),
    [
        ("proved", r"\delta = -H^{-1} g"),
        ("refuted", r"\delta = H^{-1} g"),
        ("proved", r"w = (X^\top X)^{-1} X^\top y"),
        ("refuted", r"w = (X^\top X)^{-1} X^\top y + w"),
    ],
)
def test_equations_that_are_assumed_are_solved(verdict, latex):
    given = r"""
    - $H \in \mathbb{R}^{n \times n}$, $g, \delta \in \mathbb{R}^{n}$ with $\det H \ne 0$
    - $X \in \mathbb{R}^{m \times d}$ with $\det(X^\top X) \ne 0$
    - $y \in \mathbb{R}^{m}$ and $w \in \mathbb{R}^{d}$
    - $H \delta = -g$ and $X^\top X w = X^\top y$
    """
    assert decide(*claim(textwrap.dedent(given), latex)).verdict == verdict


LARGER = r"""
- $X \in \mathbb{R}^{m \times (k+1)}$, $y \in \mathbb{R}^{m}$ with $\det(X^\top X) \ne 0$
- $w := (X^\top X)^{-1} X^\top y$
"""


@pytest.mark.parametrize(
    ("verdict", "latex"),
    [
        ("proved", r"X^\top X w = X^\top y"),
        ("proved", r"\sum_{j=1}^{k+1} (X^\top X)_{1j} w_j = (X^\top y)_1"),
        ("refuted", r"\sum_{j=1}^{k} (X^\top X)_{1j} w_j = (X^\top y)_1"),
        ("refuted", r"X^\top X w = 2 X^\top y"),
        ("proved", r"X^\top X (X^\top X)^{-1} = I"),
    ],
)
def test_the_size_may_be_a_sum(verdict, latex):
    assert decide(*claim(LARGER, latex)).verdict == verdict


REWEIGHTED = r"""
- $X \in \mathbb{R}^{m \times d}$, $y \in \{0, 1\}^{m}$, $w \in \mathbb{R}^{d}$
- $\sigma(t) := \frac{1}{1 + e^{-t}}$ and $p := \sigma(X w)$
- $S := \operatorname{diag}(p \odot (1 - p))$ and $H := X^\top S X$ with $\det(X^\top S X) \ne 0$
"""


def test_least_squares_with_weights_that_are_computed():
    step = r"w + H^{-1} X^\top (y - p) = H^{-1} (X^\top S X w + X^\top (y - p))"
    assert decide(*claim(REWEIGHTED, step)).verdict == "proved"
    wrong = r"w + H^{-1} X^\top (y - p) = H^{-1} (X^\top X w + X^\top (y - p))"
    assert decide(*claim(REWEIGHTED, wrong)).verdict == "refuted"


SIMILAR = r"""
- $A, S \in \mathbb{R}^{n \times n}$ with $\det S \ne 0$
- $\lambda \in \mathbb{R}$ with $\det(A - \lambda I) \ne 0$
"""


@pytest.mark.parametrize(
    ("verdict", "latex"),
    [
        ("proved", r"\det(S A S^{-1}) = \det A"),
        ("proved", r"\det(S (A - \lambda I) S^{-1}) = \det(A - \lambda I)"),
        ("refuted", r"\det(S (A - \lambda I) S^{-1}) = \det(A) - \lambda"),
        ("refuted", r"\det(S (A - \lambda I) S) = \det(A - \lambda I)"),
        ("proved", r"(S (A - \lambda I))^{-1} = (A - \lambda I)^{-1} S^{-1}"),
        ("refuted", r"(S (A - \lambda I))^{-1} = S^{-1} (A - \lambda I)^{-1}"),
    ],
)
def test_products_of_square_matrices_are_taken_apart_before_they_are_multiplied_out(verdict, latex):
    assert decide(*claim(SIMILAR, latex)).verdict == verdict


SPLIT = r"""
- $X \in \mathbb{R}^{m \times d}$, $p \in (0, 1)^{m}$
- $b \in \mathbb{R}^{d}$ and $r \in \mathbb{R}^{m}$
- $B := \operatorname{diag}(p \odot (1 - p))$ with $\det(X^\top B X) \ne 0$
- $g := b - (X^\top B X)^{-1} X^\top r$
"""


def test_a_matrix_whose_entries_are_two_sums():
    assert decide(*claim(SPLIT, r"(X^\top B X) g = (X^\top B X) b - X^\top r")).verdict == "proved"
    wrong = claim(SPLIT, r"(X^\top B X) g = (X^\top B X) b + X^\top r")
    assert decide(*wrong).verdict == "refuted"


NUMBERED = r"""
- $i, j \in \{1, \dots, n\}$, $x \in \mathbb{R}^{n}$
- $A_{ij} := i j$ and $B := A + I$
"""


def test_a_number_is_not_taken_for_an_index():
    # the entry of A at row s and column x_1 would be s x_1, if there were one
    latex = r"\sum_{s=1}^{n} (B^{-1})_{is} s x_1 = \delta_{i 1} x_1"
    assert decide(*claim(NUMBERED, latex)).verdict == "refuted"


SMALL = r"""
- $a, b, c, d \in \mathbb{R}$, $a d - b c \ne 0$
- $M := \begin{pmatrix} a & b \\ c & d \end{pmatrix}$
- $S \in \mathbb{R}^{2 \times 2}$ with $\det S \ne 0$, $T \in \mathbb{R}^{3 \times 3}$
"""


@pytest.mark.parametrize(
    ("verdict", "latex"),
    [
        ("proved", r"\det M = a d - b c"),
        ("refuted", r"\det M = a d + b c"),
        ("proved", r"M^{-1} = \frac{1}{a d - b c} \begin{pmatrix} d & -b \\ -c & a \end{pmatrix}"),
        ("refuted", r"M^{-1} = \frac{1}{a d - b c} \begin{pmatrix} a & -b \\ -c & d \end{pmatrix}"),
        ("proved", "M M^{-1} = I"),
        ("proved", "S S^{-1} = I"),
        ("proved", r"(S^{-1})_{12} = -\frac{S_{12}}{\det S}"),
        ("refuted", r"(S^{-1})_{12} = -\frac{S_{21}}{\det S}"),
        ("proved", r"\det T^\top = \det T"),
        ("refuted", r"\det T = T_{11} T_{22} T_{33}"),
    ],
)
def test_written_out_matrices_are_decided_by_their_entries(verdict, latex):
    assert decide(*claim(SMALL, latex)).verdict == verdict


def test_numbers():
    a = tuple(tuple(Fraction(x) for x in row) for row in ((2, 1, 0), (1, -3, 5), (4, 0, 1)))
    assert determinant(a) == 13
    assert determinant(((Fraction(7),),)) == 7
    zero, one = Fraction(0), Fraction(1)
    assert multiply(a, inverse(a, zero, one, zero)) == identity(3, zero, one)


@pytest.mark.parametrize("arithmetic", [FLOAT, precise(50), rational()])
def test_a_singular_matrix_has_no_inverse_in_any_arithmetic(arithmetic):
    third = arithmetic.number(Fraction(1, 3))
    # the sum of the first two rows is the third, up to rounding
    rows = ((third, 2 * third), (third * third, 2 * third * third))
    with pytest.raises(Undefined):
        inverse(rows, arithmetic.zero, arithmetic.one, arithmetic.rounding)
