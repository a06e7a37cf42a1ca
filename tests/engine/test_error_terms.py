r"""Error terms: how they are read, and that only what is small enough is left out."""

import pytest
from claims import claim, findings
from reads import NAMES, read, refused
from trees import plus

from eqproof.latex.names import Names
from eqproof.latex.nodes import ErrorTerm, Name, Number, Power, Product
from eqproof.latex.plain import plain
from eqproof.latex.printer import to_latex
from eqproof.proof.decision import decide

GIVEN = r"""
- $x, a, h, \epsilon \in \mathbb{R}$ and $c \in \mathbb{R}_{>0}$
- $f \colon \mathbb{R} \to \mathbb{R}$
- $\sigma(t) := \frac{1}{1 + e^{-t}}$
- $\mathbf{w}, \mathbf{v} \in \mathbb{R}^{m}$
- $g := \log(c + h)$
"""
SQUARE = ErrorTerm(Power(Name("x"), Number("2")), "O", "x", 2)


@pytest.mark.parametrize("latex", ["O(x^2)", r"\mathcal{O}(x^2)", r"\mathcal O\left(x^{2}\right)"])
def test_error_terms_are_read(latex):
    assert read(f"y + {latex}") == plus("y", SQUARE)


def test_error_terms_have_a_letter_and_an_order():
    assert read("o(x)") == ErrorTerm(Name("x"), "o", "x", 1)
    node = read("O(|x|^3)")
    assert isinstance(node, ErrorTerm)
    assert (node.key, node.order) == ("x", 3)
    assert read(to_latex(SQUARE)) == SQUARE
    assert plain(SQUARE) == "O(x²)"


def test_a_declared_letter_is_no_error_term():
    names = Names(NAMES.quantities | {"O"})
    assert read(r"O \cdot (x + y)", names=names) == Product(Name("O"), plus("x", "y"), r"\cdot")


@pytest.mark.parametrize(
    ("code", "latex"),
    [
        ("unsupported", r"y = ⟦O(x y)⟧"),
        ("unsupported", r"y = ⟦O(\frac{1}{x})⟧"),
        ("unsupported", r"y = a + ⟦O(x)⟧ b"),
        ("unsupported", r"y = a + (b + ⟦O(x)⟧) c + O(x)"),
        ("unsupported", r"y = O(x) + (b + ⟦O(x)⟧) c"),
        ("unsupported", r"y = \frac{⟦O(x)⟧}{b}"),
        ("unsupported", r"y \le ⟦a + O(x)⟧"),
        ("unsupported", r"y = a + O(x) = ⟦b⟧"),
        ("unsupported", r"⟦y + O(x)⟧ = a"),
        ("ambiguous", r"y = a + O(x) + ⟦O(x^2)⟧"),
        ("ambiguous", r"y = a + O(x) = b + ⟦O(z)⟧"),
    ],
)
def test_error_terms_that_say_nothing_are_refused(code, latex):
    refused(code, latex)


TRUE = r"""
f(x + h) = f(x) + h f'(x) + O(h^2)
f(x + h) = f(x) + h f'(x) + o(h)
f(x + h) = f(x) + h f'(x) + \frac{h^2}{2} f''(x) + O(h^3)
f(x + h) = f(x) + O(h)
f(x + h) - f(x - h) = 2 h f'(x) + O(h^3)
\frac{f(x + h) - f(x)}{h} = f'(x) + O(h)
\frac{f(x + h) - f(x - h)}{2 h} = f'(x) + O(h^2)
\frac{f(x + h) - 2 f(x) + f(x - h)}{h^2} = f''(x) + O(h^2)
\sigma(\epsilon) = \frac{1}{2} + \frac{\epsilon}{4} + O(\epsilon^3)
\log(1 + h) = h - \frac{h^2}{2} + O(h^3) = h + O(h^2)
\frac{\sin h}{h} = 1 + O(h^2)
g = \log c + \frac{h}{c} + O(h^2)
(\mathbf{w} + h \mathbf{v})^\top (\mathbf{w} + h \mathbf{v}) = \mathbf{w}^\top \mathbf{w} + O(h)
h^3 = O(h^3)
"""
FALSE = r"""
f(x + h) = f(x) + h f'(x) + O(h^3)
f(x + h) = f(x) - h f'(x) + O(h^2)
\frac{f(x + h) - f(x)}{h} = f'(x) + O(h^2)
\frac{f(x + h) - f(x - h)}{h} = f'(x) + O(h^2)
\frac{f(x + h) - f(x - h)}{2 h} = f'(x) + O(h^3)
\sigma(\epsilon) = \frac{1}{2} + \frac{\epsilon}{2} + O(\epsilon^2)
\log(1 + h) = h - h^2 + O(h^3)
h^2 = o(h^2)
h^2 = O(h^3)
"""
OPEN = r"""
\sqrt{|h|} = O(h)
|h| = O(h)
\mathbb{1}[h > 0] = O(h)
\mathbb{1}[h = 0] = 1 + O(h)
h \log |h| = O(h)
h^2 \log |h| = O(h^2)
\frac{1}{h} = \frac{1}{h} + O(h)
|h|^{3/2} = O(h^2)
|x + h| = |x| + O(h)
"""


@pytest.mark.parametrize("latex", TRUE.strip().splitlines())
def test_expansions_are_proved(latex):
    assert not findings(GIVEN, latex)


@pytest.mark.parametrize("latex", FALSE.strip().splitlines())
def test_wrong_expansions_are_refuted(latex):
    assert decide(*claim(GIVEN, latex)).verdict == "refuted"


@pytest.mark.parametrize("latex", OPEN.strip().splitlines())
def test_what_has_no_taylor_series_is_never_proved(latex):
    assert decide(*claim(GIVEN, latex)).verdict not in ("proved", "refuted")


def test_the_order_at_which_two_sides_differ_is_said():
    (found,) = findings(GIVEN, r"f(x + h) = f(x) + h f'(x) + O(h^3)")
    assert "order 2" in found.message
    assert found.right == "0"


def test_what_becomes_small_is_a_declared_number():
    assert findings(GIVEN, r"e^{\mathbf{w}^\top \mathbf{v}} = 1 + O(m)")[0].code == "unsupported"
