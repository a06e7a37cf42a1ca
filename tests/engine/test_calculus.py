r"""Derivatives, gradients and differentials as they are written."""

import pytest
from reads import W, Y, read, refused
from trees import at, call, log, neg, over, plus, t, times, to

from eqproof.latex.names import Names
from eqproof.latex.nodes import Derivative, Differential, Gradient, Name


def by(body, *variables, partial=True):
    return Derivative(plus(body, body).terms[0], tuple(map(_node, variables)), partial)


def _node(x):
    return Name(x) if isinstance(x, str) else x


def d(body):
    return Differential(_node(body))


HESSIAN = by(Gradient(Name("y"), Name(W)), W)
MIXED = by(Gradient(Name("y"), Name(W)), Y)

TREES = [
    (r"\frac{\partial y}{\partial x}", by("y", "x")),
    (r"\frac{\partial}{\partial x} y", by("y", "x")),
    (r"\frac{\partial y}{\partial f(x)}", by("y", call("f", "x"))),
    (r"\frac{\partial}{\partial x} y z", by(times("y", "z"), "x")),
    (r"\frac{\partial}{\partial x} y + z", plus(by("y", "x"), "z")),
    (r"\frac{\partial}{\partial x} \left( y + z \right)", by(plus("y", "z"), "x")),
    (r"\frac{\partial y}{\partial x} z", times(by("y", "x"), "z")),
    (r"\frac{\partial y}{\partial w_i}", by("y", at(W, "i"))),
    (r"\frac{\partial y}{\partial \mathbf{w}}", by("y", W)),
    (r"\frac{\partial^2 y}{\partial x^2}", by("y", "x", "x")),
    (r"\frac{\partial^{2} y}{\partial x \, \partial z}", by("y", "x", "z")),
    (r"\frac{\partial^3 y}{\partial x^2 \partial z}", by("y", "x", "x", "z")),
    (r"\frac{\partial x^2}{\partial x}", by(to("x", 2), "x")),
    (r"\frac{\partial x y}{\partial x}", by(times("x", "y"), "x")),
    (r"\frac{d y}{d x}", by("y", "x", partial=False)),
    (r"\frac{d}{dx} y", by("y", "x", partial=False)),
    (r"\frac{\mathrm{d} y}{\mathrm{d} x}", by("y", "x", partial=False)),
    (r"\frac{\mathrm{d}^2 y}{\mathrm{d} x^2}", by("y", "x", "x", partial=False)),
    (r"\frac{\mathrm{d}(x y)}{\mathrm{d} x}", by(times("x", "y"), "x", partial=False)),
    (r"\frac{\mathrm{d} x \, y}{\mathrm{d} x}", by(times("x", "y"), "x", partial=False)),
    (r"\frac{\text{d} y}{\text{d} x}", by("y", "x", partial=False)),
    (r"\frac{\delta y}{\delta x}", by("y", "x")),
    (r"\frac{\delta^2 y}{\delta x \delta z}", by("y", "x", "z")),
    (r"\frac{\partial y}{\partial x \partial z}", by("y", "x", "z")),
    (r"\frac{\partial{y}}{\partial{x}}", by("y", "x")),
    (r"\frac{{\partial y}}{{\partial x}}", by("y", "x")),
    (r"\frac{-\partial y}{\partial x}", neg(by("y", "x"))),
    (r"\frac{\partial f}{\partial x}", by(call("f", "x"), "x")),
    (r"\frac{d f}{d x}", by(call("f", "x"), "x", partial=False)),
    (r"\frac{\partial y}{\partial \mathbf{w}^\top}", by("y", t(W))),
    (r"\frac{\partial}{\partial \mathbf{w}^T} (y + z)", by(plus("y", "z"), t(W))),
    (r"\frac{\partial y}{\partial \mathbf{w}}^\top", t(by("y", W))),
    (r"\frac{\partial y}{\partial x}^2 z", times(to(by("y", "x"), 2), "z")),
    (r"\partial y / \partial x", by("y", "x")),
    (r"\partial{y} / \partial{w_i}", by("y", at(W, "i"))),
    (r"\partial^2 y / \partial x^2", by("y", "x", "x")),
    (r"\partial^2 y / \partial x \partial z", by("y", "x", "z")),
    (r"\partial y / \partial x \, \partial x / \partial z", times(by("y", "x"), by("x", "z"))),
    (r"\partial / \partial x (y + z)", by(plus("y", "z"), "x")),
    (r"\partial f(x) / \partial x", by(call("f", "x"), "x")),
    (r"\partial f / \partial x", by(call("f", "x"), "x")),
    ("dy/dx", by("y", "x", partial=False)),
    (r"\mathrm{d} y/\mathrm{d} x", by("y", "x", partial=False)),
    ("d^2 y/dx^2", by("y", "x", "x", partial=False)),
    ("2 dy/dx + x", plus(times(2, by("y", "x", partial=False)), "x")),
    (r"\frac{\partial^2 y}{\partial \mathbf{w}^\top \partial \mathbf{w}}", HESSIAN),
    (r"\nabla f(x)", Gradient(call("f", "x"), Name("x"))),
    (r"\nabla^2 f(x)", by(Gradient(call("f", "x"), Name("x")), "x")),
    (r"\nabla_{x} y \odot z", times(Gradient(Name("y"), Name("x")), "z", r"\odot")),
    (r"\nabla_{x} y \circ z", times(Gradient(Name("y"), Name("x")), "z", r"\odot")),
    (r"\partial_x y z", by(times("y", "z"), "x")),
    (r"\partial_{w_i} y", by("y", at(W, "i"))),
    (r"\nabla_{\mathbf{w}} y", Gradient(Name("y"), Name(W))),
    (r"\nabla_\mathbf{w} y z + x", plus(Gradient(times("y", "z"), Name(W)), "x")),
    (r"\nabla^2_{\mathbf{w}} y", HESSIAN),
    (r"\nabla_{\mathbf{w}}^{2} y + x", plus(HESSIAN, "x")),
    (r"\frac{\partial^2 y}{\partial \mathbf{w} \partial \mathbf{w}^\top}", HESSIAN),
    (r"\frac{\partial^2}{\partial \mathbf{w} \, \partial \mathbf{w}^{\mathrm{T}}} y", HESSIAN),
    (r"\frac{\mathrm{d}^2 y}{\mathrm{d} \mathbf{w} \, \mathrm{d} \mathbf{w}^\top}", HESSIAN),
    (r"\frac{\partial^2 y}{\partial \mathbf{w} \partial \hat{\mathbf{y}}^\top}", MIXED),
    (r"\partial_x^2 y", by("y", "x", "x")),
    (r"\partial^3_x y", by("y", "x", "x", "x")),
    (r"\mathrm{d} y", d("y")),
    (r"\mathrm d y", d("y")),
    ("d y", d("y")),
    (r"\mathrm{d} x y", times(d("x"), "y")),
    (r"x \, \mathrm{d} y", times("x", d("y"))),
    (r"\mathrm{d}(x y)", d(times("x", "y"))),
    (r"\mathrm{d}(x^2)", d(to("x", 2))),
    (r"\mathrm{d} \log x", d(log("x"))),
    (r"\mathrm{d} f(x)", d(call("f", "x"))),
    (r"\mathrm{d} \mathbf{w}^\top", d(t(W))),
    (r"\mathrm{d} \hat{\mathbf{y}} \oslash \mathbf{w}", times(d(Y), W, r"\oslash")),
    (r"-\mathrm{d} x", neg(d("x"))),
    (r"\frac{\mathrm{d} x}{2}", over(d("x"), 2)),
    (r"\log x \, \mathrm{d} y", times(log("x"), d("y"))),
    (r"\log x \frac{\partial y}{\partial x}", times(log("x"), by("y", "x"))),
]  # fmt: skip


@pytest.mark.parametrize(("latex", "tree"), TREES, ids=[latex for latex, _ in TREES])
def test_tree(latex, tree):
    assert read(latex) == tree


@pytest.mark.parametrize(
    ("code", "latex"),
    [
        ("missing-operand", r"⟦\nabla⟧ y"),
        ("missing-operand", r"⟦\nabla⟧_{x}"),
        ("redefinition", "⟦f'⟧ := x"),
        ("redefinition", r"⟦\sigma^{\prime}⟧(x) := x"),
        ("missing-operand", r"⟦\partial⟧_x"),
        ("missing-operand", r"\frac{⟦\partial⟧}{\partial x}"),
        ("missing-operand", r"\frac{\partial y}{⟦\partial⟧}"),
        ("missing-operand", r"\frac{⟦\partial^2 y}{\partial x⟧}"),
        ("missing-operand", r"\frac{⟦\partial y}{\partial x^2⟧}"),
        ("missing-operand", r"\frac{⟦\partial y}{\partial x \partial x⟧}"),
        ("missing-operand", r"\frac{⟦\partial^3 y}{\partial x \partial z⟧}"),
        ("missing-operand", r"\frac{⟦y⟧}{\partial x}"),
        ("missing-operand", r"\frac{\partial y}{⟦x⟧}"),
        ("ambiguous", r"\frac{⟦d y⟧}{\partial x}"),
        ("ambiguous", r"\frac{\partial y}{⟦\mathrm{d} x⟧}"),
        ("missing-operand", r"⟦\partial^2 y / \partial x⟧"),
        ("missing-operand", r"⟦\partial^2 y / \partial x⟧ y"),
        ("ambiguous", r"⟦\partial y / \partial x (z)⟧"),
        ("unsupported", r"⟦\partial⟧ x"),
        ("missing-operand", r"⟦\nabla⟧^2 y"),
        ("unsupported", r"⟦\nabla^3_⟧{\mathbf{w}} y"),
        ("unsupported", r"⟦\nabla_{\mathbf{w}}^1 y⟧"),
        ("unsupported", r"\nabla^⟦\top⟧_{\mathbf{w}} y"),
        ("missing-operand", r"\nabla^2_{\mathbf{w}}⟦^⟧2 y"),
        (
            "unsupported",
            r"\frac{\partial^2 y}{\partial ⟦\mathbf{w}^\top⟧ \partial \mathbf{w}^\top}",
        ),
        ("unsupported", r"\nabla_{⟦\mathbf{w}^\top⟧} y"),
        ("unsupported", r"\frac{\partial^2 y}{\partial w_i \partial ⟦\mathbf{w}^\top⟧}"),
        ("unsupported", r"\nabla_{⟦x + y⟧} z"),
        ("unsupported", r"\frac{\partial y}{\partial ⟦f'(x)⟧}"),
        ("unsupported", r"\frac{\partial^9 y}{\partial x^⟦9⟧}"),
        ("unsupported", r"\frac{\partial^2 y}{\partial x^{⟦99999999999⟧}}"),
        ("unsupported", r"\frac{\partial^{⟦k⟧} y}{\partial x \partial x}"),
        ("ambiguous", r"\frac{\partial y}{\partial x}^{⟦(i)⟧}"),
        ("ambiguous", r"⟦\mathrm{d} x^2⟧"),
        ("ambiguous", r"⟦\mathrm{d}(x)^2⟧"),
        ("ambiguous", r"(⟦\mathrm{d} y)/(\mathrm{d} x⟧)"),
        ("unknown-symbol", r"⟦\mathrm{d}⟧"),
        ("unknown-symbol", r"\nabla_⟦w⟧ y"),
    ],
)
def test_what_is_no_derivative(code, latex):
    refused(code, latex)


@pytest.mark.parametrize(
    "latex",
    ["⟦dx⟧", "⟦d x⟧", r"⟦d\log⟧ x", r"⟦\frac{d}{dx⟧} x", r"⟦\frac{dx}{dx⟧}"],
)
def test_a_declared_d_is_no_differential(latex):
    """A dimension is often called d; then only the upright d is a differential."""
    refused("ambiguous", latex, Names(frozenset({"d", "x"})))


def test_a_declared_d_is_a_factor_before_a_bracket_and_the_upright_d_a_differential():
    names = Names(frozenset({"d", "x"}))
    assert read("d(1 - x)", names=names) == times("d", plus(1, neg("x")))
    assert read(r"d \cdot x", names=names) == times("d", "x", r"\cdot")
    assert read(r"\mathrm{d} x", names=names) == d("x")
