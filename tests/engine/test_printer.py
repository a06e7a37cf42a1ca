r"""Trees as LaTeX. That it reads back as the same tree is a law, in test_laws."""

import pytest
from reads import W
from trees import at, call, exp, minus, neg, over, plus, t, times, to, total

from eqproof.latex.nodes import (
    Constant,
    Derivative,
    Differential,
    Dim,
    Fraction,
    Gradient,
    Name,
    Number,
    NumberSet,
)
from eqproof.latex.printer import to_latex

X, Y_ = Name("x"), Name("y")
TREES = [
    (plus("x", neg("y")), "x - y"),
    (neg(plus("x", "y")), r"-\left(x + y\right)"),
    (minus("x", minus("y", "z")), r"x - \left(y - z\right)"),
    (times("x", plus("y", "z")), r"x \left(y + z\right)"),
    (times("x", "y", r"\cdot"), r"x \cdot y"),
    (times("x", 2), r"\left(x\right) \left(2\right)"),
    (times(2, "x"), "2 x"),
    (times(2, over(1, 2)), r"2 \left(\frac{1}{2}\right)"),
    (times(times("a", "b", ":"), "c"), r"\left(a : b\right) c"),
    (times(call(r"\sigma", "z"), "x"), r"\sigma\left(z\right) x"),
    (over("x", "y"), r"\frac{x}{y}"),
    (Fraction(X, Y_, slash=True), "x/y"),
    (times(Fraction(X, Y_, slash=True), "z"), r"\left(x/y\right) z"),
    (to("x", 2), "x^{2}"),
    (to(at(W, 1), 2), r"\mathbf{w}_{1}^{2}"),
    (to(to("x", 2), 3), r"\left(x^{2}\right)^{3}"),
    (to(plus("x", 1), 2), r"\left(x + 1\right)^{2}"),
    (t(times("X", W)), r"\left(X \mathbf{w}\right)^\top"),
    (at("X", "i", "j"), "X_{ij}"),
    (at("X", "i", 1), "X_{i,1}"),
    (at("W_{1}", "i"), r"\left(W_{1}\right)_{i}"),
    (exp(neg("z")), "e^{-z}"),
    (call(r"\log", minus(1, "x")), r"\log\left(1 - x\right)"),
    (call("f", "x", primes=2), r"f''\left(x\right)"),
    (total("i", 1, "m", at(W, "i")), r"\sum_{i = 1}^{m} \mathbf{w}_{i}"),
    (
        plus(total("i", 1, "m", at(W, "i")), at(W, "i")),
        r"\left(\sum_{i = 1}^{m} \mathbf{w}_{i}\right) + \mathbf{w}_{i}",
    ),
    (plus(total("i", 1, "m", at(W, "i")), "x"), r"\sum_{i = 1}^{m} \mathbf{w}_{i} + x"),
    (times(total("i", 1, "m", "x"), "y"), r"\left(\sum_{i = 1}^{m} x\right) y"),
    (Derivative(Y_, (X,)), r"\frac{\partial y}{\partial x}"),
    (Derivative(Y_, (X, X)), r"\frac{\partial^{2} y}{\partial x^{2}}"),
    (Gradient(Y_, Name(W)), r"\nabla_{\mathbf{w}} y"),
    (Differential(X), r"\mathrm{d}x"),
    (Differential(to("x", 2)), r"\mathrm{d}\left(x^{2}\right)"),
    (
        over(Differential(X), Differential(Y_)),
        r"\frac{\left(\mathrm{d}x\right)}{\left(\mathrm{d}y\right)}",
    ),
    (Constant("ones"), r"\mathbf{1}"),
    (NumberSet("interval", power=(Dim("k", 1),)), r"\mathbb{R}^{k+1}"),
    (NumberSet("interval", Number("0"), Number("1"), True, False), "(0, 1]"),
    (NumberSet("simplex", power=(Dim("K"),)), r"\Delta^{K-1}"),
    (NumberSet("range", Number("1"), Name("m")), r"\{1, \dots, m\}"),
    (NumberSet("finite", values=(Number("0"), Number("1"))), r"\{0, 1\}"),
]


@pytest.mark.parametrize(("tree", "latex"), TREES, ids=[latex for _, latex in TREES])
def test_latex(tree, latex):
    assert to_latex(tree) == latex
