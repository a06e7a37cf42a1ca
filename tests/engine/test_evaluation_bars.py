r"""Evaluation bars: how far they reach, and the values of derivatives at a place."""

import pytest
from claims import claim, findings
from reads import read, refused
from trees import plus

from eqproof.exact.conditions import conditions
from eqproof.latex.nodes import At, Derivative, Name, Number, Product
from eqproof.latex.plain import plain
from eqproof.latex.printer import to_latex
from eqproof.proof.decision import decide

GIVEN = r"""
- $x, a, h \in \mathbb{R}$ and $c \in \mathbb{R}_{>0}$
- $\mathbf{w}, \mathbf{u} \in \mathbb{R}^{m}$ and $j \in \{1, \dots, m\}$
- $f \colon \mathbb{R} \to \mathbb{R}$
- $\sigma(t) := \frac{1}{1 + e^{-t}}$
- $z := a x$ and $q := \sigma(z)$
- $g := x^2 + a x$
- $n := \mathbf{w}^\top \mathbf{w} + \mathbf{u}^\top \mathbf{w}$
"""
SLOPE = Derivative(Name("y"), (Name("x"),))
ZERO = Number("0")


@pytest.mark.parametrize(
    "latex",
    [
        r"\left. \frac{\partial y}{\partial x} \right|_{x=0}",
        r"\left . \frac{\partial y}{\partial x} \right\vert_{x = 0}",
        r"\frac{\partial y}{\partial x}\Big|_{x=0}",
        r"\frac{\partial y}{\partial x}\bigr\vert_{x=0}",
        r"\frac{\partial}{\partial x} y \Big|_{x=0}",
        r"\frac{\partial y}{\partial x}|_{x=0}",
    ],
)
def test_bars_are_read(latex):
    assert read(latex) == At(SLOPE, "x", ZERO)


def test_several_values_at_one_bar():
    assert read(r"\left. x y \right|_{x=0, y=1}") == At(
        At(Product(Name("x"), Name("y")), "x", ZERO), "y", Number("1")
    )
    refused("ambiguous", r"\left. x y \right|_{⟦x⟧=y, y=1}")


def test_what_is_put_in_moves_what_it_is_put_for():
    latex = r"\frac{\partial}{\partial a} \left. |x - \frac{7}{13}| \right|_{x=a} = a"
    link, facts = claim(GIVEN, latex)
    needs = [c.need for c in conditions(link.left, facts.frame(), set())]
    assert sorted(needs) == ["join", "nonzero"]  # the kink, and the number 13


def test_a_bar_ends_one_factor():
    bar = At(SLOPE, "x", ZERO)
    assert read(r"a \frac{\partial y}{\partial x}\Big|_{x=0} b") == Product(
        Product(Name("a"), bar), Name("b")
    )
    assert read(r"a + \frac{\partial y}{\partial x}\Big|_{x=0}") == plus("a", bar)
    assert read(r"|x| + \left. |x| \right|_{x=0}") == plus(read("|x|"), At(read("|x|"), "x", ZERO))


@pytest.mark.parametrize(
    ("code", "latex"),
    [
        ("ambiguous", r"⟦x \frac{\partial y}{\partial x}\Big|_{x=0}⟧"),
        ("ambiguous", r"⟦x^2 + y x \Big|_{x=0}⟧"),
        ("unsupported", r"\left⟦. x^2 \right|_⟧{1}"),
        ("unsupported", r"\left. x \right|_{w⟦_⟧1 = 0}"),
        ("unknown-symbol", r"\left. x \right|_{⟦q⟧ = 0}"),
        ("unsupported", r"\left. x_i \right|_{⟦i⟧ = 1}"),
    ],
)
def test_a_bar_that_can_be_read_in_two_ways_is_refused(code, latex):
    refused(code, latex)


def test_bars_are_printed_as_they_are_read():
    latex = r"\left. \frac{\partial y}{\partial x} \right|_{x = 0}"
    assert to_latex(read(latex)) == latex
    assert plain(read(latex)) == "∂y/∂x at x = 0"
    powered = read(rf"\left( {latex} \right)^2 b")
    assert read(to_latex(powered)) == powered


TRUE = r"""
\left. \frac{\partial g}{\partial x} \right|_{x=3} = 6 + a
\frac{d}{dx} f(x^2) \Big|_{x=a} = 2 a f'(a^2)
\frac{d}{dx} \left( f(x) x \right) \Big|_{x=0} = f(0)
\left. \frac{\partial q}{\partial x} \right|_{x=0} = \frac{a}{4}
\left. \frac{\partial q}{\partial z} \right|_{z=0} = \frac{1}{4}
\left. q \right|_{a=0, x=1} = \frac{1}{2}
\left. \frac{\partial^2 g}{\partial x^2} \right|_{x=a} = 2
\frac{\partial}{\partial a} \left( \left. g \right|_{x=a} \right) = 4 a
\left. \log x \right|_{x=c} = \log c
\left. \nabla_{\mathbf{w}} n \right|_{\mathbf{w} = 0} = \mathbf{u}
\left. \nabla_{\mathbf{w}} n \right|_{\mathbf{w} = \mathbf{u}} = 3 \mathbf{u}
\left. \frac{\partial n}{\partial w_j} \right|_{\mathbf{w} = h \mathbf{u}} = (2 h + 1) u_j
\left. \frac{d}{dh} f(x + h) \right|_{h=0} = f'(x)
\left. f(a x) \right|_{x=0} + x \left. f'(a x) \right|_{a=0} = f(0) + x f'(0)
"""
FALSE = r"""
\left. \frac{\partial g}{\partial x} \right|_{x=3} = 3 + a
\frac{d}{dx} f(x^2) \Big|_{x=a} = f'(a^2)
\left. \frac{\partial q}{\partial x} \right|_{x=0} = \frac{1}{4}
\frac{\partial}{\partial a} \left( \left. g \right|_{x=a} \right) = 2 a
\left. \nabla_{\mathbf{w}} n \right|_{\mathbf{w} = \mathbf{u}} = 2 \mathbf{u}
\left. \frac{\partial n}{\partial w_j} \right|_{\mathbf{w} = h \mathbf{u}} = 2 h u_j
\left. \frac{d}{dh} f(x + h) \right|_{h=0} = f'(0)
"""


@pytest.mark.parametrize("latex", TRUE.strip().splitlines())
def test_values_at_a_place_are_proved(latex):
    assert decide(*claim(GIVEN, latex)).verdict == "proved"


@pytest.mark.parametrize("latex", FALSE.strip().splitlines())
def test_wrong_values_at_a_place_are_refuted(latex):
    assert decide(*claim(GIVEN, latex)).verdict == "refuted"


@pytest.mark.parametrize(
    ("code", "latex"),
    [
        ("undefined-in-domain", r"\left. \frac{a}{x} \right|_{x=0} = a"),
        ("undefined-in-domain", r"\left. \frac{\partial}{\partial x} |x| \right|_{x=0} = 0"),
        ("undefined-in-domain", r"\left. \log(x^2) \right|_{x=a} = 2 \log |a|"),
        ("shape-mismatch", r"\left. n \right|_{\mathbf{w} = 1} = a"),
        ("shape-mismatch", r"\left. g \right|_{x = \mathbf{w}} = a"),
    ],
)
def test_a_place_where_there_is_no_value(code, latex):
    assert [finding.code for finding in findings(GIVEN, latex)] == [code]
