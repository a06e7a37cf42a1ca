"""Traces, diagonal matrices, inner and outer products: read, sized, proved and refuted."""

import pytest
from claims import claim, findings
from reads import read, refused
from slips import check_slips

from eqproof.latex.nodes import Name, Product, TensorFunction, Transpose
from eqproof.latex.plain import plain
from eqproof.latex.printer import to_latex
from eqproof.proof.decision import decide

X = Name("X")
GIVEN = r"""
- $A, B \in \mathbb{R}^{d \times d}$, $X, Y \in \mathbb{R}^{m \times d}$
- $\mathbf{u}, \mathbf{v} \in \mathbb{R}^{d}$, $\mathbf{r} \in \mathbb{R}^{m}$
- $c \in \mathbb{R}$, $i, j \in \{1, \dots, d\}$
"""


@pytest.mark.parametrize(
    "latex",
    [
        r"\operatorname{tr}(X)",
        r"\operatorname{tr} X",
        r"\operatorname{Tr}(X)",
        r"\mathrm{tr}(X)",
        r"\text{tr}(X)",
        r"\text{tr} X",
        r"\operatorname{tr}\left[X\right]",
    ],
)
def test_a_trace_is_written_in_many_ways(latex):
    assert read(latex) == TensorFunction("tr", X)
    assert to_latex(read(latex)) == r"\operatorname{tr}\left(X\right)"
    assert plain(read(latex)) == "tr(X)"


def test_what_belongs_to_a_function_of_tensors():
    assert read(r"\operatorname{tr} X a") == TensorFunction("tr", Product(X, Name("a")))
    assert read(r"\operatorname{tr}(X) a") == Product(TensorFunction("tr", X), Name("a"))
    assert read(r"\operatorname{diag}(x)^\top") == Transpose(TensorFunction("diag", Name("x")))
    assert read(r"\langle x, y \rangle") == Product(Name("x"), Name("y"), r"\langle")
    assert read(r"x \otimes y z") == Product(Name("x"), read("y z"), r"\otimes")


@pytest.mark.parametrize(
    ("code", "latex"),
    [
        ("ambiguous", r"⟦\operatorname{tr}(X)^⟧2"),
        ("ambiguous", r"\operatorname{tr} ⟦X (⟧a + b)"),
        ("unsupported", r"⟦\operatorname{tr}^⟧2(X)"),
        ("unsupported", r"⟦\operatorname{tr}_⟧a(X)"),
        ("missing-operand", r"⟦\operatorname{tr}⟧ + 1"),
        ("missing-operand", r"⟦\langle x \rangle⟧"),
        ("unbalanced-bracket", r"⟦\langle⟧ x, y"),
        ("unbalanced-bracket", r"\langle x, y ⟦)⟧"),
        ("unsupported", r"\langle x⟦|⟧ y \rangle"),
    ],
)
def test_what_can_be_read_in_two_ways_or_none(code, latex):
    refused(code, latex)


@pytest.mark.parametrize(
    "latex",
    [
        r"\operatorname{tr}(X) = c",
        r"\operatorname{tr}(\mathbf{u}) = c",
        r"\operatorname{diag}(A) = A",
        r"A \otimes B = A",
        r"c \otimes \mathbf{u} = \mathbf{u}",
        r"\langle \mathbf{u}, \mathbf{r} \rangle = c",
        r"\operatorname{diag}(\mathbf{r}) \mathbf{u} = \mathbf{u}",
        r"\operatorname{tr}(A B) = A",
        r"\operatorname{tr}(I) = c",
    ],
)
def test_shapes_that_do_not_fit(latex):
    assert [found.code for found in findings(GIVEN, latex)] == ["shape-mismatch"]


TRUE = [
    r"\operatorname{tr}(A B) = \operatorname{tr}(B A)",
    r"\operatorname{tr}(X^\top Y) = \operatorname{tr}(Y X^\top)",
    r"\operatorname{tr}(X^\top Y) = X : Y",
    r"\operatorname{tr} A = \sum_{i=1}^{d} A_{ii}",
    r"\operatorname{tr}(A + B^\top) = \operatorname{tr} A + \operatorname{tr} B",
    r"\operatorname{tr}(\mathbf{u} \otimes \mathbf{v}) = \mathbf{u}^\top \mathbf{v}",
    r"\operatorname{tr}(A I) = \operatorname{tr} A",
    r"\operatorname{tr} \operatorname{diag}(\mathbf{u}) = \mathbf{1}^\top \mathbf{u}",
    r"\operatorname{diag}(\mathbf{u}) \mathbf{v} = \mathbf{u} \odot \mathbf{v}",
    r"\operatorname{diag}(\mathbf{u})^\top = \operatorname{diag}(\mathbf{u})",
    r"\operatorname{diag}(\mathbf{u})^2 = \operatorname{diag}(\mathbf{u} \odot \mathbf{u})",
    r"\operatorname{diag}(\mathbf{u})_{ii} = u_i",
    r"(A \operatorname{diag}(\mathbf{u}))_{ij} = A_{ij} u_j",
    r"\langle \mathbf{u}, A \mathbf{v} \rangle = \langle A^\top \mathbf{u}, \mathbf{v} \rangle",
    r"\langle X, Y \rangle = \operatorname{tr}(X^\top Y)",
    r"\mathbf{u} \otimes \mathbf{v} = \mathbf{u} \mathbf{v}^\top",
    r"(\mathbf{u} \otimes \mathbf{r}) \mathbf{r} = \mathbf{u} (\mathbf{r} \cdot \mathbf{r})",
    r"\nabla_A \operatorname{tr}(A B) = B^\top",
    r"\nabla_A \operatorname{tr}(A^\top B A) = (B + B^\top) A",
    r"\nabla_X \operatorname{tr}(X^\top X) = 2 X",
    r"\nabla_{\mathbf{u}} \langle \mathbf{u}, A \mathbf{u} \rangle = (A + A^\top) \mathbf{u}",
    r"\nabla_{\mathbf{u}} \operatorname{tr} \operatorname{diag}(\mathbf{u}) = \mathbf{1}",
    r"\partial_{\mathbf{v}} (\mathbf{u} \odot \mathbf{v}) = \operatorname{diag} \mathbf{u}",
    r"\mathrm{d} \operatorname{tr}(A B) = \operatorname{tr}(B \mathrm{d}A + A \mathrm{d}B)",
]  # fmt: skip


@pytest.mark.parametrize("latex", TRUE)
def test_true_links_are_proved_for_all_dimensions(latex):
    assert decide(*claim(GIVEN, latex)).verdict == "proved"


@pytest.mark.parametrize(
    "latex",
    [
        r"\operatorname{tr}(A B) = \operatorname{tr}(A B^\top)",
        r"\operatorname{tr}(A B) = \operatorname{tr}(A) \operatorname{tr}(B)",
        r"\operatorname{tr}(c A) = \operatorname{tr} A",
        r"\operatorname{tr}(A + B) = \operatorname{tr} A",
        r"\operatorname{diag}(\mathbf{u}) \mathbf{v} = (\mathbf{u}^\top \mathbf{v}) \mathbf{v}",
        r"\operatorname{diag}(\mathbf{u})_{ij} = u_i",
        r"\operatorname{diag}(\mathbf{u}) = \mathbf{u} \otimes \mathbf{1}",
        r"A \operatorname{diag}(\mathbf{u}) = \operatorname{diag}(\mathbf{u}) A",
        r"(A \operatorname{diag}(\mathbf{u}))_{ij} = A_{ij} u_i",
        r"\mathbf{u} \otimes \mathbf{v} = \mathbf{v} \otimes \mathbf{u}",
        r"\langle \mathbf{u}, A \mathbf{v} \rangle = \langle A \mathbf{u}, \mathbf{v} \rangle",
        r"\nabla_A \operatorname{tr}(A B) = B",
        r"\nabla_X \operatorname{tr}(X^\top X) = 0",
        r"\nabla_X \operatorname{tr}(X^\top X) = X",
        r"\nabla_{\mathbf{u}} \langle \mathbf{u}, A \mathbf{u} \rangle = 2 A \mathbf{u}",
    ],
)
def test_false_links_are_refuted(latex):
    assert decide(*claim(GIVEN, latex)).verdict == "refuted"


@pytest.mark.parametrize("latex", TRUE)
def test_no_slip_is_proved(latex):
    check_slips(GIVEN, latex)
