"""Chains of equations as programs in SymPy: what they say, and what they leave to others."""

import io
from contextlib import redirect_stdout

import pytest
import sympy as sp

from eqproof.excerpt import excerpts
from eqproof.source import Source

GIVEN = """!!! given
    - $x, y \\in \\mathbb{R}$, $p \\in (0, 1)$, $q \\in [0, \\infty)$
    - $b \\in \\{0, 1\\}$, $n \\in \\mathbb{N}$
    - $\\mathbf{w}, \\mathbf{v} \\in \\mathbb{R}^{d}$, $i, j \\in \\{1, \\dots, d\\}$
    - $\\sigma(t) := \\frac{1}{1 + e^{-t}}$, $c(p) := -\\log p - x$
    - $g \\colon \\mathbb{R} \\to \\mathbb{R}$
    - $s := \\sigma(x)$, $\\hat{y} := s^2$, $z := \\mathbf{w}^\\top \\mathbf{v}$, $h := \\sigma(z)$
    - $k := \\mathbf{w}^\\top \\mathbf{w}$, $u := z^2$, $\\ell_i := w_i^2$
    - $\\mathbf{a} := \\sigma(\\mathbf{w})$
"""
CHAIN = (
    "\\frac{\\partial \\hat{y}}{\\partial x}"
    " = \\frac{\\partial \\hat{y}}{\\partial s}\\, \\frac{\\partial s}{\\partial x}"
    " = 2 s \\cdot s (1 - s)"
)


def programs(latex):
    return [e.program for e in excerpts(Source("page.md", f"{GIVEN}\n$$ {latex} $$\n"))]


def run(latex):
    """Return the names of the program for *latex*, and what it prints."""
    (text,) = programs(latex)
    assert text is not None, latex
    names, printed = {}, io.StringIO()
    with redirect_stdout(printed):
        exec(text, names)  # it is what a reader does with it
    return names, printed.getvalue().split()


@pytest.mark.parametrize(
    ("latex", "step"),
    [
        ("x + y = y + x", "x + y"),
        ("x - y - x = -y", "x - y - x"),
        ("-(x - y) = y - x", "-(x - y)"),
        ("x (y + 1) = x y + x", "x*(y + 1)"),
        ("\\frac{1}{2} x = \\frac{x}{2}", "sp.Integer(1)/2*x"),
        ("x / (y^2 + 1) = \\frac{x}{y^2 + 1}", "x/(y**2 + 1)"),
        ("2^{-3} x = \\frac{x}{8}", "sp.Integer(2)**(-3)*x"),
        ("(-x)^2 = x^2", "(-x)**2"),
        ("0.5 x = \\frac{x}{2}", 'sp.Rational("0.5")*x'),
        ("e^{-x} = \\frac{1}{e^{x}}", "sp.exp(-x)"),
        ("\\log_2(4) x = 2 x", "sp.log(4, 2)*x"),
        ("|x|^2 = x^2", "sp.Abs(x)**2"),
        ("\\sqrt{q}^2 = q", "(q**(sp.Integer(1)/2))**2"),
        ("\\sigma(x) = 1 - \\sigma(-x)", "sigma(x)"),
        ("w_i^2 + \\ell_i = 2 \\ell_i", "w_i**2 + ell_i"),
        ("u = z^2", "u"),
    ],
)
def test_a_side_is_written_as_it_stands(latex, step):
    (text,) = programs(latex)
    assert text.partition("steps = [\n    ")[2].startswith(f"{step},\n")
    _, printed = run(latex)
    assert printed == ["0"]


def test_symbols_have_what_is_known_of_them():
    names, _ = run("x + p + q = q + p + x")
    assert names["x"].is_real
    assert names["x"].is_positive is None
    assert names["p"].is_positive
    assert names["q"].is_nonnegative
    assert names["q"].is_positive is None


@pytest.mark.parametrize(
    "latex",
    [
        "\\frac{\\partial s}{\\partial x} = s (1 - s)",
        "\\frac{\\partial \\hat{y}}{\\partial s} = 2 s",
        CHAIN,
        "\\frac{\\partial h}{\\partial z} = h (1 - h)",
        "\\sigma''(x) = s (1 - s) (1 - 2 s)",
        "c'(p) = -\\frac{1}{p}",
        "\\frac{\\partial^2 s}{\\partial x^2} = s (1 - s) (1 - 2 s)",
        "\\frac{\\partial \\ell_i}{\\partial w_i} = 2 w_i",
    ],
)
def test_a_derivative_goes_through_definitions(latex):
    names, printed = run(latex)
    assert printed == ["0"] * (len(names["steps"]) - 1)


def test_what_is_wrong_stays_wrong():
    wrong = "\\frac{\\partial s}{\\partial x} \\overset{?}{=} \\sigma(s) (1 - \\sigma(s))"
    names, printed = run(wrong)
    assert printed[0] != "0"
    left, right = names["steps"]
    assert sp.N((left - right).doit().subs(names["x"], 0.3)) != 0


def test_a_parameter_is_no_declared_name():
    names, printed = run("c(p) = -\\log p - x")
    assert printed == ["0"]
    y = sp.Symbol("y")
    assert names["c"](y) == -sp.log(y) - names["x"]


@pytest.mark.parametrize(
    "latex",
    [
        "x \\le x + 1",
        "\\log 2 \\approx 0.6931",
        "x = y \\quad \\text{if } x = 2 y - y",
        "x + 1 = 1 + x, \\quad y + 1 = 1 + y",
        "x > y \\iff y < x",
        "\\mathbf{w}^\\top \\mathbf{v} = z",
        "\\sum_{i=1}^{d} w_i v_i = z",
        "w_i v_j = v_j w_i",
        "w_1 + 1 = 1 + w_1",
        "b^2 = b",
        "n + 1 = 1 + n",
        "g(x) + 1 = 1 + g(x)",
        "z + k = k + z",
        "u + w_i = w_i + u",
        "\\frac{\\partial u}{\\partial w_i} = 2 z v_i",
        "\\frac{\\partial a_i}{\\partial w_i} = a_i (1 - a_i)",
        "\\frac{\\partial}{\\partial x} \\frac{\\partial \\hat{y}}{\\partial s} = 2 s (1 - s)",
        "\\lim_{t \\to 0} t = 0",
        "\\max(x, y) = \\max(y, x)",
    ],
)
def test_for_anything_else_there_is_no_program(latex):
    assert programs(latex) == [None]


def test_what_is_assumed_leaves_no_program():
    block = "!!! given\n    - $x \\in \\mathbb{R}$\n    - $x = 1$\n"
    page = f"{block}\n$$ x^2 = x $$\n\n$$ x + x = 2 x $$\n"
    first, second = excerpts(Source("page.md", page))
    assert first.program is None
    assert second.program is not None
