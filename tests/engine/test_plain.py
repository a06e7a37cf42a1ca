"""Formulas in plain characters."""

import pytest
from claims import BATCH, ENTROPY, claim

from eqproof.latex.plain import plain

MORE = ENTROPY + r"- $f \colon \mathbb{R} \to \mathbb{R}$"


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"\frac{y}{1 - \hat{y}}", "y/(1 - ŷ)"),
        (r"\frac{1}{y c}", "1/(y c)"),
        (r"\frac{\frac{1}{y}}{c}", "(1/y)/c"),
        (r"-(y + c)", "-(y + c)"),
        (r"-y - c \cdot 2", "-y - c · 2"),
        (r"(1 + e^{-z})^{-2}", "(1 + e^(-z))^(-2)"),
        (r"(1 + y)^2", "(1 + y)²"),
        (r"\log(1 - \hat{y})", "log(1 - ŷ)"),
        (r"\log_2(z)", "log₂(z)"),
        (r"f''(z)", "f''(z)"),
        (r"\pi", "π"),
        (r"\frac{\partial \ell}{\partial \hat{y}}", "∂ℓ/∂ŷ"),
        (r"\frac{\partial^2 \ell}{\partial z^2}", "∂²ℓ/(∂z ∂z)"),
        (r"\frac{\partial}{\partial y} (y + c)", "∂(y + c)/∂y"),
        (r"\mathrm{d} \log \hat{y}", "d log(ŷ)"),
        (r"\mathrm{d} (1 - \hat{y})", "d(1 - ŷ)"),
    ],
)
def test_numbers(latex, text):
    found, _ = claim(MORE, f"{latex} = z")
    assert plain(found.left) == text


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"X^\top \mathbf{y}", "Xᵀ y"),
        (r"X \mathbf{w} \odot (\mathbf{1} - \mathbf{y})", "X w ⊙ (1 - y)"),
        (r"\mathbf{y} : \hat{\mathbf{y}}", "y : ŷ"),
        (r"X_{ij}", "X_ij"),
        (r"X_{i1} + w_2", "X_i,1 + w₂"),
        (r"\sum_{i=1}^{m} y_i X_{ij}", "the sum over i of y_i X_ij"),
        (r"w_1 + w_2 + \dots + w_d", "w₁ + … + w_d"),
        (r"\nabla_{\mathbf{w}} J", "∇_w J"),
    ],
)
def test_tensors(latex, text):
    found, _ = claim(BATCH, f"{latex} = {latex} + 0")
    assert plain(found.left) == text
