"""Norms and their squares: read, sized, proved for every dimension, and their slopes refuted."""

import pytest
from claims import claim, findings
from reads import read, refused
from slips import check_slips

from eqproof.latex.nodes import Name, Number, Power, TensorFunction
from eqproof.latex.plain import plain
from eqproof.latex.printer import to_latex
from eqproof.proof.decision import decide

GIVEN = r"""
- $X \in \mathbb{R}^{m \times d}$, $u, v, q \in \mathbb{R}^{d}$
- $r \in \mathbb{R}^{m}$, $p \in (0, 1)^{d}$, $c, \lambda \in \mathbb{R}$
- $\lVert q \rVert > 0$
- $i \in \{1, \dots, d\}$
"""
X = Name("x")


@pytest.mark.parametrize(
    ("kind", "latex"),
    [
        ("norm", r"\lVert x \rVert"),
        ("norm", r"\|x\|"),
        ("norm", r"\left\| x \right\|"),
        ("norm", r"\bigl\Vert x \bigr\Vert"),
        ("norm", r"\Vert x \Vert"),
        ("norm1", r"\|x\|_1"),
        ("norm2", r"\|x\|_{2}"),
        ("normF", r"\lVert x \rVert_F"),
        ("normF", r"\lVert x \rVert_{\mathrm{F}}"),
        ("normF", r"\lVert x \rVert_{\text{F}}"),
    ],
)
def test_a_norm_is_written_in_many_ways(kind, latex):
    norm = TensorFunction(kind, X)
    assert read(latex) == norm
    assert read(f"{latex}^2") == Power(norm, Number("2"))
    assert read(to_latex(norm)) == norm


def test_the_kind_may_stand_behind_the_power():
    assert read(r"\|x\|^2_2") == Power(TensorFunction("norm2", X), Number("2"))
    assert read(r"\|x\|^{2}_{F}") == Power(TensorFunction("normF", X), Number("2"))
    assert plain(read(r"\|x\|^2_2")) == "‖x‖₂²"


@pytest.mark.parametrize(
    ("code", "latex"),
    [
        ("unsupported", r"\|x\|⟦_p⟧"),
        ("unbalanced-bracket", r"⟦\lVert⟧ x"),
        ("unbalanced-bracket", r"x ⟦\rVert⟧"),
        ("unbalanced-bracket", r"⟦\lVert⟧ (x \rVert)"),
        ("ambiguous", r"⟦\|x\| y \|⟧ z \|"),
        ("missing-operand", r"⟦\|\|⟧"),
    ],
)
def test_double_bars_that_are_no_pair(code, latex):
    refused(code, latex)


@pytest.mark.parametrize(
    ("code", "latex"),
    [
        ("ambiguous", r"\lVert X \rVert = c"),
        ("ambiguous", r"\lVert X \rVert_1 = c"),
        ("shape-mismatch", r"\lVert u \rVert = u"),
        ("shape-mismatch", r"\lVert u - r \rVert = c"),
    ],
)
def test_norms_that_have_no_meaning_here(code, latex):
    assert [found.code for found in findings(GIVEN, latex)] == [code]


TRUE = [
    r"\lVert u \rVert^2 = u^\top u",
    r"\|u\|_2^2 = \sum_{i=1}^{d} u_i^2",
    r"\lVert u \rVert = \sqrt{u^\top u}",
    r"\lVert u^\top \rVert = \lVert u \rVert_2",
    r"\lVert X \rVert_F^2 = \operatorname{tr}(X^\top X)",
    r"\lVert X \rVert_F = \lVert X^\top \rVert_F",
    r"\lVert u \rVert_1 = \sum_{i=1}^{d} |u_i|",
    r"\lVert p \rVert_1 = \mathbf{1}^\top p",
    r"\lVert \lambda u \rVert = |\lambda| \lVert u \rVert",
    r"\lVert 2 u \rVert = 2 \lVert u \rVert",
    r"\lVert u - v \rVert = \lVert v - u \rVert",
    r"\lVert u + v \rVert^2 = \lVert u \rVert^2 + 2 u \cdot v + \lVert v \rVert^2",
    r"\lVert u \rVert \ge 0",
    r"\lVert q \rVert > 0",
    r"\nabla_{u} \frac{\lambda}{2} \lVert u \rVert^2 = \lambda u",
    r"\nabla_{u} \lVert X u - r \rVert^2 = 2 X^\top (X u - r)",
    r"\nabla_{u} (\lVert X u - r \rVert^2 + \lambda \|u\|^2) = 2 X^\top (X u - r) + 2 \lambda u",
    r"\nabla_X \lVert X \rVert_F^2 = 2 X",
    r"\nabla_X \lVert X u - r \rVert^2 = 2 (X u - r) \otimes u",
    r"\nabla_{q} \lVert q \rVert = \frac{q}{\lVert q \rVert}",
    r"\nabla_{p} \lVert p \rVert = \frac{p}{\lVert p \rVert}",
    r"\nabla_{p} \lVert p \rVert_1 = \mathbf{1}",
]  # fmt: skip


@pytest.mark.parametrize("latex", TRUE)
def test_true_links_are_proved_for_all_dimensions(latex):
    assert decide(*claim(GIVEN, latex)).verdict == "proved"


@pytest.mark.parametrize("latex", TRUE)
def test_no_slip_is_proved(latex):
    check_slips(GIVEN, latex)


@pytest.mark.parametrize(
    "latex",
    [
        r"\lVert u \rVert^2 = \lVert u \rVert",
        r"\lVert u \rVert_1 = \lVert u \rVert_2",
        r"\lVert u \rVert_1 = \sum_{i=1}^{d} u_i",
        r"\lVert \lambda u \rVert = \lambda \lVert u \rVert",
        r"\lVert u + v \rVert = \lVert u \rVert + \lVert v \rVert",
        r"\nabla_{u} \frac{\lambda}{2} \lVert u \rVert^2 = 0",
        r"\nabla_{u} \frac{\lambda}{2} \lVert u \rVert^2 = 2 \lambda u",
        r"\nabla_{u} \lVert X u - r \rVert^2 = 0",
        r"\nabla_{u} \lVert X u - r \rVert^2 = 2 X^\top (X u + r)",
        r"\nabla_X \lVert X \rVert_F^2 = 0",
        r"\nabla_{q} \lVert q \rVert = q",
        r"\nabla_{q} \lVert q \rVert_1 = \mathbf{1}",
    ],
)  # fmt: skip
def test_false_links_are_refuted(latex):
    assert decide(*claim(GIVEN, latex)).verdict == "refuted"


@pytest.mark.parametrize(
    "latex",
    [
        r"\nabla_{u} \lVert u \rVert = \frac{u}{\lVert u \rVert}",
        r"\frac{u}{\lVert u \rVert} \lVert u \rVert = u",
        r"\nabla_{u} \lVert u - v \rVert = \frac{u - v}{\lVert u - v \rVert}",
        r"\frac{\partial}{\partial u_i} \lVert u \rVert_1 = \frac{u_i}{|u_i|}",
    ],
)  # fmt: skip
def test_a_norm_that_may_be_0_has_no_slope(latex):
    assert decide(*claim(GIVEN, latex)).verdict in ("undefined", "undecided")


def test_a_norm_is_not_proved_to_be_more_than_0():
    assert decide(*claim(GIVEN, r"\lVert u \rVert > 0")).verdict != "proved"
