r"""Integrals: how they are read, and which are worked out."""

import pytest
from claims import claim, findings
from reads import NAMES, read, refused
from trees import plus

from eqproof.latex.names import Names
from eqproof.latex.nodes import Call, Integral, Name, Number, Power, Product
from eqproof.latex.plain import plain
from eqproof.latex.printer import to_latex
from eqproof.numbers.arithmetic import precise
from eqproof.numbers.evaluate import FLOAT, Point, evaluate
from eqproof.proof.decision import decide
from eqproof.proof.exact import prove

GIVEN = r"""
- $a, b, \mu, x, y \in \mathbb{R}$ and $s, \sigma, c \in \mathbb{R}_{>0}$
- $p \in (0, 1)$
- $f \colon \mathbb{R} \to \mathbb{R}$
- $N(u, v, w) := \frac{1}{\sqrt{2 \pi w}} e^{-\frac{(u - v)^2}{2 w}}$
- $\mathbf{w} \in \mathbb{R}^{m}$ and $j \in \{1, \dots, m\}$
"""
ONE, ZERO = Number("1"), Number("0")


@pytest.mark.parametrize(
    ("latex", "lower", "upper"),
    [
        (r"\int_0^1 x y \, dx", ZERO, ONE),
        (r"\int_{0}^{1} x y \, \mathrm{d}x", ZERO, ONE),
        (r"\int\limits_0^1 dx \, x y", ZERO, ONE),
        (r"\int_a^{b + c} x y \, dx", Name("a"), plus("b", "c")),
        (r"\int_{-\infty}^\infty x y \, dx", None, None),
        (r"\int_{\mathbb{R}} x y \, dx", None, None),
        (r"\int_\mathbb{R} x y \, dx", None, None),
        (r"\int_0^{+\infty} x y \, dx", ZERO, None),
    ],
)
def test_integrals_are_read(latex, lower, upper):
    node = read(latex)
    assert node == Integral(Product(Name("x"), Name("y")), "x", lower, upper)
    assert read(to_latex(node)) == node


def test_the_differential_ends_an_integral():
    one = Integral(plus(Power(Name("x"), Number("2")), "x"), "x", ZERO, ONE)
    assert read(r"\int_0^1 x^2 + x \, dx + y") == plus(one, "y")
    assert read(r"\int_0^1 x^2 + x \, dx \, y") == Product(one, Name("y"))
    assert plain(one) == "the integral for x from 0 to 1 of x² + x"


def test_the_inner_integral_has_the_first_differential():
    inner = Integral(Product(Name("x"), Name("y")), "x", ZERO, ONE)
    assert read(r"\int_0^1 \int_0^1 x y \, dx \, dy") == Integral(inner, "y", ZERO, ONE)


@pytest.mark.parametrize("latex", [r"\operatorname{erf}(x)", r"\mathrm{erf}(x)", r"\text{erf}(x)"])
def test_the_error_function_is_known(latex):
    assert read(latex) == Call(r"\erf", (Name("x"),))
    assert to_latex(read(latex)) == r"\operatorname{erf}\left(x\right)"


def test_the_normal_distribution_function_is_known_where_its_letter_is_free():
    assert read(r"\Phi(x)") == Call(r"\Phi", (Name("x"),))
    names = Names(NAMES.quantities | {r"\Phi"})
    assert read(r"\Phi \cdot (x + y)", names=names) == Product(
        Name(r"\Phi"), plus("x", "y"), r"\cdot"
    )


@pytest.mark.parametrize(
    ("code", "latex"),
    [
        ("missing-operand", r"⟦\int⟧_0^1 x = 1"),
        ("unsupported", r"⟦\int⟧ x \, dx"),
        ("unsupported", r"⟦\int⟧_0 x \, dx"),
        ("unsupported", r"\int⟦_⟧\infty^0 x \, dx"),
        ("unknown-symbol", r"\int_0^1 x \, dt + ⟦t⟧"),
    ],
)
def test_integrals_that_do_not_say_enough_are_refused(code, latex):
    refused(code, latex)


def test_a_declared_d_is_no_sign_of_an_integral():
    names = Names(NAMES.quantities | {"d"})
    refused("ambiguous", r"\int_0^1 x \, ⟦dx⟧", names)
    assert isinstance(read(r"\int_0^1 x d \, \mathrm{d}x", names=names), Integral)


TRUE = r"""
\int_0^1 t^2 \, dt = \frac{1}{3}
\int_a^b t \, dt = \frac{b^2 - a^2}{2}
\int_a^b c \, dt = c (b - a)
\int_1^2 \frac{1}{t} \, dt = \log 2
\int_1^0 \frac{1}{t - 3} \, dt = \log 3 - \log 2
\int_{1/2}^p \frac{1}{t (1 - t)} \, dt = \log \frac{p}{1 - p}
\int_{1/2}^p \frac{t - a}{t (1 - t)} \, dt = -a \log p - (1 - a) \log(1 - p) - \log 2
\int_0^x e^{a t + 1} a \, dt = e^{a x + 1} - e
\int_0^\infty e^{-c t} \, dt = \frac{1}{c}
\int_1^\infty \frac{1}{t^2} \, dt = 1
\int_{-\infty}^x \frac{e^{-t}}{(1 + e^{-t})^2} \, dt = \frac{1}{1 + e^{-x}}
\int_{-\infty}^\infty \frac{1}{1 + t^2} \, dt = \pi
\int_a^b f'(t) \, dt = f(b) - f(a)
\int_0^1 e^{f(t)} + a \, dt = a + \int_0^1 e^{f(x)} \, dx
\int_0^1 \int_0^1 (t + u) \, dt \, du = 1
\frac{d}{dx} \int_a^x e^{f(t)} \, dt = e^{f(x)}
\frac{\partial}{\partial a} \int_0^1 f(a t) \, dt = \int_0^1 t f'(a t) \, dt
\int_0^1 \sum_{j=1}^{m} w_j t \, dt = \frac{1}{2} \sum_{j=1}^{m} w_j
\int_{\mathbb{R}} N(t, \mu, \sigma^2) \, dt = 1
\int_{\mathbb{R}} t N(t, \mu, \sigma^2) \, dt = \mu
\int_{\mathbb{R}} (t - \mu)^2 N(t, \mu, \sigma^2) \, dt = \sigma^2
\int_{\mathbb{R}} (t - \mu)^4 N(t, \mu, \sigma^2) \, dt = 3 \sigma^4
\int_{\mathbb{R}} N(y, t, s) N(t, \mu, c) \, dt = N(y, \mu, s + c)
\int_{\mathbb{R}} \Phi(a t + b) N(t, \mu, c) \, dt = \Phi(\frac{a \mu + b}{\sqrt{1 + a^2 c}})
\int_{\mathbb{R}} \operatorname{erf}(t) N(t, 0, c) \, dt = 0
\Phi(x) = \frac{1}{2} \left( 1 + \operatorname{erf}\left( \frac{x}{\sqrt{2}} \right) \right)
\Phi(-x) = 1 - \Phi(x)
\frac{d}{dx} \Phi(x) = N(x, 0, 1)
\frac{d}{dx} \operatorname{erf}(x) = \frac{2}{\sqrt{\pi}} e^{-x^2}
\lim_{x \to \infty} \Phi(x) = 1
"""
FALSE = r"""
\int_0^1 t^2 \, dt = \frac{1}{2}
\int_a^b t \, dt = \frac{a^2 - b^2}{2}
\int_0^\infty e^{-c t} \, dt = c
\int_{1/2}^p \frac{1}{t (1 - t)} \, dt = \log \frac{1 - p}{p}
\int_{1/2}^p \frac{t - a}{t (1 - t)} \, dt = -a \log p + (1 - a) \log(1 - p) - \log 2
\int_a^b f'(t) \, dt = f(b)
\int_0^1 e^{f(t)} \, dt = e^{f(1)}
\frac{\partial}{\partial a} \int_0^1 f(a t) \, dt = \int_0^1 f'(a t) \, dt
\int_{\mathbb{R}} (t - \mu)^2 N(t, \mu, \sigma^2) \, dt = \sigma
\int_{\mathbb{R}} N(y, t, s) N(t, \mu, c) \, dt = N(y, x, s + c)
\int_{\mathbb{R}} \Phi(a t + b) N(t, \mu, c) \, dt = \Phi(\frac{a \mu + b}{\sqrt{1 + a c}})
\Phi(-x) = \Phi(x) - 1
\frac{d}{dx} \operatorname{erf}(x) = e^{-x^2}
"""
OPEN = r"""
\int_1^\infty \frac{1}{t} \, dt = 1
\int_0^1 \frac{1}{t} \, dt = 1
\int_{-1}^1 \frac{1}{t^2} \, dt = -2
\int_{-1}^1 \frac{1}{t} \, dt = 0
\int_{1/2}^{1 + p} \frac{1}{1 - t} \, dt = -\log p - \log 2
\int_{-\infty}^\infty t \, dt = 0
\int_{-\infty}^\infty t - t \, dt = 0
\int_0^\infty e^{a t} \, dt = -\frac{1}{a}
0 \cdot \int_1^\infty \frac{1}{t} \, dt = 0
\int_1^\infty \frac{1}{t} \, dt - \int_1^\infty \frac{1}{t} \, dt = 0
\int_0^x \frac{1}{1 + t} \, dt = \log(1 + x)
\frac{d}{dx} \int_0^x \mathbb{1}[t = 0] \, dt = \mathbb{1}[x = 0]
\frac{d}{dx} \int_0^x \operatorname{sgn}(t) \, dt = \operatorname{sgn}(x)
\frac{d}{dx} \int_0^{x^2} \mathbb{1}[t > 1] \, dt = 2 x \cdot \mathbb{1}[x^2 > 1]
"""


def lines(text: str) -> list[str]:
    return text.strip().splitlines()


@pytest.mark.parametrize("latex", lines(TRUE))
def test_integrals_are_proved(latex):
    assert decide(*claim(GIVEN, latex)).verdict == "proved"


@pytest.mark.parametrize("latex", lines(FALSE))
def test_wrong_integrals_are_refuted(latex):
    assert decide(*claim(GIVEN, latex)).verdict == "refuted"
    assert prove(*claim(GIVEN, latex)) is None


@pytest.mark.parametrize("latex", lines(OPEN))
def test_integrals_that_may_not_exist_are_never_proved(latex):
    assert decide(*claim(GIVEN, latex)).verdict != "proved"


@pytest.mark.parametrize("arithmetic", [FLOAT, precise(40)], ids=["float", "precise"])
@pytest.mark.parametrize(
    ("latex", "value"),
    [
        (r"\int_0^1 t^2 \, dt", 1 / 3),
        (r"\int_0^1 \frac{1}{\sqrt{t}} \, dt", 2),
        (r"\int_0^1 \log t \, dt", -1),
        (r"\int_{-\infty}^\infty e^{-t^2} \, dt", 3.141592653589793**0.5),
        (r"\int_{-\infty}^\infty e^{-(t - 3)^2} \, dt", 3.141592653589793**0.5),
        (r"\int_2^\infty \frac{1}{t^2} \, dt", 0.5),
        (r"\int_{-\infty}^0 e^t \, dt", 1),
    ],
)
def test_integrals_are_estimated(arithmetic, latex, value):
    link, _ = claim(GIVEN, f"{latex} = 1")
    found = evaluate(link.left, link.notation, Point(), arithmetic)[0][0]
    assert abs(found - value) < 1e-9


def test_an_estimate_is_not_known_to_any_digit():
    one, other = r"\int_0^1 e^{-t^2} \, dt \approx 0.7468", r"\int_0^1 t \, dt \approx 0.51"
    assert decide(*claim(GIVEN, one)).verdict == "undecided"
    assert decide(*claim(GIVEN, other)).verdict == "refuted"
    assert decide(*claim(GIVEN, r"\Phi(1.96) \approx 0.975")).verdict == "proved"


def test_integrals_go_over_numbers():
    assert findings(GIVEN, r"\int_0^{\mathbf{w}} t \, dt = 1")[0].code == "shape-mismatch"
    assert findings(GIVEN, r"\int_0^1 x \, d\mathbf{w} = 1")[0].code == "unsupported"
