r"""Shapes: what fits, what does not, and where exactly it does not."""

import pytest
from pages import claims, found_at, page

from eqproof.latex.nodes import ONE, SCALAR, Dim
from eqproof.sizes.sizing import say

GIVEN = [
    r"x, y \in \mathbb{R}",
    r"\mathbf{u}, \mathbf{q} \in \mathbb{R}^{m}",
    r"\mathbf{v} \in \mathbb{R}^{k}",
    r"\mathbf{p} = (p_0, \dots, p_k)^\top \in \mathbb{R}^{k+1}",
    r"\mathbf{t} \in \mathbb{R}^{3}",
    r"\mathbf{c} \in \{1, 2\}^{m}",
    r"X \in \mathbb{R}^{m \times k}",
    r"A, B \in \mathbb{R}^{m \times m}",
    r"i \in \{1, \dots, m\}",
    r"j \in \{1, \dots, k\}",
    r"f \colon \mathbb{R} \to \mathbb{R}",
    r"g(s, t) := s t",
    r"J := \mathbf{u}^\top \mathbf{u}",
]
M, K = Dim("m"), Dim("k")
SHAPES = [
    ("x", SCALAR),
    (r"\mathbf{u}", (M, ONE)),
    (r"\mathbf{u}^\top", (ONE, M)),
    (r"\mathbf{u} + \mathbf{q}", (M, ONE)),
    (r"1 - \mathbf{u}", (M, ONE)),
    (r"\mathbf{1} - \mathbf{u}", (M, ONE)),
    (r"x \mathbf{u}", (M, ONE)),
    (r"X \mathbf{v}", (M, ONE)),
    (r"X^\top \mathbf{u}", (K, ONE)),
    (r"\mathbf{u}^\top \mathbf{q}", SCALAR),
    (r"\mathbf{u} \cdot \mathbf{q}", SCALAR),
    (r"\mathbf{u} : \mathbf{q}", SCALAR),
    (r"\mathbf{u} \mathbf{v}^\top", (M, K)),
    (r"\mathbf{u} \odot \mathbf{q}", (M, ONE)),
    (r"\mathbf{u} \oslash \mathbf{q}", (M, ONE)),
    (r"\frac{\mathbf{u}}{\mathbf{q}}", (M, ONE)),
    (r"\frac{\mathbf{u}}{x}", (M, ONE)),
    (r"\log \mathbf{u}", (M, ONE)),
    (r"e^{-\mathbf{u}}", (M, ONE)),
    (r"f(\mathbf{u})", (M, ONE)),
    (r"g(x, \mathbf{u})", (M, ONE)),
    ("u_i", SCALAR),
    ("p_0", SCALAR),
    ("p_k", SCALAR),
    ("X_{ij}", SCALAR),
    (r"(X \mathbf{v})_i", SCALAR),
    ("u_{c_i}", SCALAR),
    ("A^2", (M, M)),
    ("A^{-1}", (M, M)),
    ("I A", (M, M)),
    (r"\mathbf{1}^\top \mathbf{u}", SCALAR),
    (r"\mathbf{u} - \mathbf{0}", (M, ONE)),
    (r"\sum_i u_i", SCALAR),
    (r"\sum_i u_i \mathbf{v}", (K, ONE)),
    (r"\frac{\partial J}{\partial \mathbf{u}}", (M, ONE)),
    (r"\frac{\partial J}{\partial u_i}", SCALAR),
    (r"\frac{\partial}{\partial \mathbf{v}} (X \mathbf{v})", (M, K)),
    (r"\nabla_{\mathbf{u}} J", (M, ONE)),
    (r"\mathrm{d} \mathbf{u}", (M, ONE)),
    (r"\mathrm{d} J", SCALAR),
]


@pytest.mark.parametrize(("latex", "shape"), SHAPES, ids=[latex for latex, _ in SHAPES])
def test_shape(latex, shape):
    (*_, claim) = claims(page(GIVEN, f"{latex} = {latex} + 0"))
    assert claim.shape == shape


MISMATCHES = [
    r"\mathbf{u} + ⟦\mathbf{v}⟧",
    r"\mathbf{u} = ⟦\mathbf{v}⟧",
    r"\mathbf{u} = ⟦\mathbf{u}^\top⟧",
    r"\mathbf{u} = ⟦1⟧",
    r"⟦\mathbf{u} \mathbf{q}⟧",
    r"⟦X \mathbf{u}⟧",
    r"x + ⟦\mathbf{u} \odot \mathbf{v}⟧",
    r"⟦\mathbf{u} : \mathbf{v}⟧",
    r"⟦\mathbf{u} \cdot \mathbf{v}⟧",
    r"⟦\frac{1}{X}⟧",
    r"⟦\frac{\mathbf{u}}{\mathbf{v}}⟧",
    r"⟦\mathbf{u}^2⟧",
    "⟦x_i⟧",
    "⟦X_i⟧",
    "⟦u_{ij}⟧",
    "⟦X_{123}⟧",
    "⟦u_0⟧",
    "⟦u_{-1}⟧",
    "⟦t_4⟧",
    "⟦f(x, y)⟧",
    "⟦g(x)⟧",
    r"⟦\mathbf{1}⟧",
    r"x + ⟦\mathbf{1}⟧",
    r"\nabla_{\mathbf{u}} ⟦\mathbf{q}⟧",
    r"⟦\frac{\partial A}{\partial B}⟧",
]


@pytest.mark.parametrize("latex", MISMATCHES)
def test_what_does_not_fit_is_marked(latex):
    found_at("shape-mismatch", page(GIVEN, latex))


def test_an_exponent_is_a_number():
    found_at("shape-mismatch", page(GIVEN, r"x^{⟦\mathbf{u}⟧}"))


@pytest.mark.parametrize(
    ("code", "latex"),
    [
        ("unsupported", "u_{⟦x⟧}"),
        ("unsupported", "u_{⟦1.5⟧}"),
        ("unsupported", r"u_{⟦\frac{i}{2}⟧}"),
        ("unsupported", r"\sum_{s=1}^{⟦x⟧} u_s"),
        ("unsupported", r"\sum_{s=⟦0.5⟧}^{m} u_s"),
        ("unsupported", "⟦A^x⟧"),
        ("ambiguous", "⟦x : y⟧"),
        ("unsupported", "⟦A^0⟧"),
        ("undefined-derivative", r"\frac{\partial ⟦x⟧}{\partial y}"),
        ("undefined-derivative", r"\frac{\partial ⟦u_i⟧}{\partial y}"),
        ("undefined-derivative", r"\nabla_{\mathbf{u}} ⟦x⟧"),
        ("undefined-derivative", r"\frac{\partial J}{\partial ⟦i⟧}"),
        ("undefined-derivative", r"\frac{\partial J}{\partial ⟦m⟧}"),
        ("undefined-derivative", r"\sum_{s=1}^{m} \frac{\partial (s x)}{\partial ⟦s⟧}"),
    ],
)
def test_what_has_no_meaning(code, latex):
    found_at(code, page(GIVEN, latex))


@pytest.mark.parametrize(
    ("latex", "help"),
    [
        (r"⟦\mathbf{u} \mathbf{q}⟧", r"\odot multiplies entry by entry"),
        (r"\mathbf{u} = ⟦\mathbf{u}^\top⟧", "transpose one of the sides"),
        (r"⟦\frac{1}{X}⟧", r"write \mathbf{1} for a column of ones"),
        ("⟦X_{123}⟧", "write both in braces, X_{ij}, and two numbers with a comma, X_{1,2}"),
        (r"⟦X \mathbf{u}⟧", r"did you mean X^\top \mathbf{u}?"),
        (
            r"⟦X^\top (\mathbf{p} \mathbf{v}^\top)⟧",
            r"did you mean \mathbf{p} \mathbf{v}^\top X^\top?",
        ),
        (
            r"\nabla_{\mathbf{u}} ⟦f(x)^\top \mathbf{q}⟧",
            r"did you mean \left(\nabla_{\mathbf{u}} f\left(x\right)\right)^\top \mathbf{q}?",
        ),
    ],
)
def test_help(latex, help):
    assert found_at("shape-mismatch", page(GIVEN, latex)).help == help


def test_a_zero_stands_for_a_zero_tensor():
    (*_, claim) = claims(page(GIVEN, r"\mathbf{u} - \mathbf{u} = 0"))
    assert claim.shape == (M, ONE)


def test_a_plain_letter_with_a_bold_relative_is_named():
    given = [r"y \in \mathbb{R}", r"\mathbf{y} \in \mathbb{R}^{m}", r"i \in \{1, \dots, m\}"]
    found = found_at("shape-mismatch", page(given, "⟦y_i⟧"))
    assert found.help == r"did you mean the component \mathbf{y}_… of the column?"


@pytest.mark.parametrize(
    ("shape", "words"),
    [
        ((M, Dim("d")), "an m×d matrix"),
        ((Dim("d"), M), "a d×m matrix"),
        ((Dim(None, 8), M), "an 8×m matrix"),
        ((Dim(None, 18), M), "an 18×m matrix"),
        ((Dim(None, 80), M), "an 80×m matrix"),
        ((Dim(None, 2), M), "a 2×m matrix"),
        ((ONE, M), "a row of m"),
        ((M, ONE), "a column of m"),
    ],
)
def test_a_shape_in_words(shape, words):
    assert say(shape) == words
