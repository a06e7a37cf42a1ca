"""LaTeX names for people."""

import doctest

import pytest

from eqproof import names
from eqproof.names import readable


def test_examples_of_the_module_hold():
    assert doctest.testmod(names).failed == 0


@pytest.mark.parametrize(
    ("latex", "plain"),
    [
        ("y", "y"),
        (r"\hat{y}", "ŷ"),
        (r"\hat y", "ŷ"),
        (r"\mathbf{w}", "w"),
        (r"\hat{\mathbf{y}}", "ŷ"),
        (r"\mathbf{\hat{y}}", "ŷ"),
        (r"\hat{\theta}", "θ\u0302"),
        (r"\theta_{1}", "θ₁"),
        (r"\lambda", "λ"),
        (r"\Lambda", "Λ"),
        (r"\varepsilon", "ε"),
        (r"\Sigma", "Σ"),
        (r"\ell", "ℓ"),
        ("w_0", "w₀"),
        ("w_{10}", "w₁₀"),
        ("x_{1j}", "x_1j"),
        (r"L_{\mathrm{BCE}}", "L_BCE"),
        ("x^{(i)}_j", "x^(i)_j"),
        (r"\mathbf{X}^\top", "Xᵀ"),
        (r"\mathrm{d}\hat{y}_{1}", "dŷ₁"),
        (r"\operatorname{tr}", "tr"),
        (r"\tilde{x}'", "x̃'"),
        (r"\boldsymbol{\theta}", "θ"),
        (r"\unheardof{x}", "x"),
    ],
)
def test_readable(latex, plain):
    assert readable(latex) == plain
