r"""Limits: how they are read, and which are worked out."""

import pytest
from claims import claim, findings
from reads import read, refused
from trees import plus

from eqproof.latex.nodes import Limit, Name, Negative, Number, Product
from eqproof.latex.plain import plain
from eqproof.latex.printer import to_latex
from eqproof.proof.decision import decide
from eqproof.proof.exact import prove

GIVEN = r"""
- $x, a \in \mathbb{R}$ and $c \in \mathbb{R}_{>0}$ and $p \in (0, 1)$
- $f \colon \mathbb{R} \to \mathbb{R}$
- $\sigma(t) := \frac{1}{1 + e^{-t}}$
- $z \in \mathbb{R}$ and $q := \sigma(z)$
- $\mathbf{w} \in \mathbb{R}^{m}$ and $j \in \{1, \dots, m\}$
"""
ZERO = Number("0")


@pytest.mark.parametrize(
    ("latex", "target", "side"),
    [
        (r"\lim_{x \to 0} x y", ZERO, ""),
        (r"\lim\limits_{x \rightarrow 0} x y", ZERO, ""),
        (r"\lim_{x \to 0^+} x y", ZERO, "+"),
        (r"\lim_{x \downarrow 0} x y", ZERO, "+"),
        (r"\lim_{x \to 0^{-}} x y", ZERO, "-"),
        (r"\lim_{x \to a + b} x y", plus("a", "b"), ""),
        (r"\lim_{x \to -1} x y", Negative(Number("1")), ""),
        (r"\lim_{x \to \infty} x y", None, "+"),
        (r"\lim_{x \to -\infty} x y", None, "-"),
    ],
)
def test_limits_are_read(latex, target, side):
    node = read(latex)
    assert node == Limit(Product(Name("x"), Name("y")), "x", target, side)
    assert read(to_latex(node)) == node


def test_a_limit_ends_at_a_sign():
    limit = Limit(Name("x"), "x", ZERO)
    assert read(r"\lim_{x \to 0} x + y") == plus(limit, "y")
    assert read(to_latex(Product(limit, Name("y")))) == Product(limit, Name("y"))
    assert plain(limit) == "the limit for x to 0 of x"


@pytest.mark.parametrize(
    ("code", "latex"),
    [
        ("missing-operand", r"⟦\lim⟧ x"),
        ("missing-operand", r"\lim_{⟦x⟧} x"),
        ("missing-operand", r"⟦\lim⟧_{x \to 0} = 1"),
        ("unbracketed-scope", r"\lim_{x \to 0} x + ⟦x⟧"),
        ("unknown-symbol", r"\lim_{x \to ⟦q⟧} x"),
    ],
)
def test_limits_that_do_not_say_enough_are_refused(code, latex):
    refused(code, latex)


TRUE = r"""
\lim_{h \to 0} \frac{(x + h)^2 - x^2}{h} = 2 x
\lim_{h \to 0} \frac{f(x + h) - f(x)}{h} = f'(x)
\lim_{h \to 0} \frac{f(x + h) - f(x - h)}{2 h} = f'(x)
\lim_{h \to 0} \frac{f(x + h) - 2 f(x) + f(x - h)}{h^2} = f''(x)
\lim_{h \to 0} \frac{e^h - 1}{h} = 1
\lim_{h \to 0} \frac{\log(1 + a h)}{h} = a
\lim_{t \to 0} \frac{1 - \cos t}{t^2} = \frac{1}{2}
\lim_{t \to 0} \frac{\sin(a t)}{t} = a
\lim_{t \to 1} \frac{t^2 - 1}{t - 1} = 2
\lim_{t \to 0^+} \frac{|t|}{t} = 1
\lim_{t \to 0^-} \frac{|t|}{t} = -1
\lim_{t \to 0^+} t \log t = 0
\lim_{z \to \infty} \sigma(z) = 1
\lim_{z \to -\infty} q = 0
\lim_{z \to \infty} q (1 - q) = 0
\lim_{z \to \infty} \tanh(c z) = 1
\lim_{t \to \infty} t^3 e^{-t} = 0
\lim_{t \to \infty} e^{-c t^2} = 0
\lim_{t \to \infty} \frac{\log t}{t} = 0
\lim_{t \to \infty} \frac{2 t^2 + t}{t^2 - a} = 2
\lim_{n \to \infty} \left( 1 + \frac{x}{n} \right)^n = e^x
\lim_{t \to \infty} \left( \log(1 + e^t) - t \right) = 0
\lim_{t \to \infty} \left( \sqrt{t^2 + t} - t \right) = \frac{1}{2}
\lim_{g \to 0} (1 - p)^g \log p = \log p
\lim_{h \to 0} \sum_{j=1}^{m} \frac{(w_j + h)^2 - w_j^2}{h} = 2 \sum_{j=1}^{m} w_j
\frac{\partial}{\partial x} x^2 = \lim_{h \to 0} \frac{(x + h)^2 - x^2}{h}
\lim_{t \to x} f(t) = f(x)
\lim_{k \to \infty} \frac{1}{1 + e^{-k c}} = 1
\lim_{t \to 0} \log(1 + 100 t) = 0
\lim_{t \to 0} \frac{\log(1 + 16 t)}{t} = 16
\lim_{t \to 0} \frac{1}{1 - 8 t} = 1
\lim_{t \to \infty} \frac{1}{t - 1024} = 0
"""
FALSE = r"""
\lim_{h \to 0} \frac{(x + h)^2 - x^2}{h} = x
\lim_{h \to 0} \frac{f(x + h) - f(x)}{h} = f'(x + a)
\lim_{h \to 0} \frac{f(x + h) - f(x - h)}{h} = f'(x)
\lim_{t \to 0} \frac{\sin(a t)}{t} = 1
\lim_{z \to \infty} \sigma(z) = 0
\lim_{z \to -\infty} q = 1
\lim_{t \to 0^-} \frac{|t|}{t} = 1
\lim_{n \to \infty} \left( 1 + \frac{x}{n} \right)^n = 1
\lim_{t \to \infty} \frac{2 t^2 + t}{t^2 - a} = 1
\lim_{t \to 0} \log(1 + 100 t) = 1
\lim_{h \to 0} \sum_{j=1}^{m} \frac{(w_j + h)^2 - w_j^2}{h} = \sum_{j=1}^{m} w_j
"""
OPEN = r"""
\lim_{t \to 0} \frac{1}{t} = 0
\lim_{t \to \infty} t = 0
\lim_{t \to \infty} \log t = 1
\lim_{t \to \infty} \sin t = 0
\lim_{t \to \infty} \tanh(a t) = 1
0 \cdot \lim_{t \to 0} \frac{1}{t} = 0
\lim_{t \to 0} \frac{1}{t} - \lim_{t \to 0} \frac{1}{t} = 0
\lim_{t \to 0} \frac{|t|}{t} = 0
\lim_{t \to 0} (\log t - \log t) = 0
\lim_{t \to 0} \left( \sqrt{t} \right)^2 = 0
\lim_{t \to 0^-} t \log t = 0
"""


@pytest.mark.parametrize("latex", TRUE.strip().splitlines())
def test_limits_are_proved(latex):
    assert decide(*claim(GIVEN, latex)).verdict == "proved"


@pytest.mark.parametrize("latex", FALSE.strip().splitlines())
def test_wrong_limits_are_refuted(latex):
    assert decide(*claim(GIVEN, latex)).verdict == "refuted"
    assert prove(*claim(GIVEN, latex)) is None


@pytest.mark.parametrize("latex", OPEN.strip().splitlines())
def test_what_has_no_limit_is_never_proved(latex):
    assert decide(*claim(GIVEN, latex)).verdict != "proved"


def test_a_limit_from_both_sides_must_be_the_same():
    (found,) = findings(GIVEN, r"\lim_{t \to 0} \frac{|t|}{t} = 1")
    assert found.code == "undefined-in-domain"
    assert "both sides" in found.message


@pytest.mark.parametrize(
    ("code", "latex"),
    [
        ("shape-mismatch", r"\lim_{t \to \mathbf{w}} t = 1"),
        ("unsupported", r"\lim_{\mathbf{w} \to 0} x = 1"),
    ],
)
def test_limits_go_to_numbers(code, latex):
    assert findings(GIVEN, latex)[0].code == code
