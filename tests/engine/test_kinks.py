"""Absolute values, max and min: read, proved by cases of signs, and no slope at a kink."""

import pytest
from claims import claim, findings
from reads import read, refused
from slips import check_slips

from eqproof.latex.nodes import Call, Name, Number, Power, Product
from eqproof.latex.plain import plain
from eqproof.latex.printer import to_latex
from eqproof.proof.decision import decide

GIVEN = r"""
- $x, y, z, a, b \in \mathbb{R}$, $t \in \mathbb{R}_{>0}$, $n \in (-\infty, 0)$, $k \in \{-1, 1\}$
- $s \in \mathbb{R}$ and $s \ne 0$
- $g, h \in \mathbb{R}$ and $g > h$
- $\mathbf{u}, \mathbf{v} \in \mathbb{R}^{d}$, $i, j \in \{1, \dots, d\}$
- $\ell(\zeta) := \max(\zeta, 0) - \zeta y + \log(1 + e^{-|\zeta|})$
- $\rho(\zeta) := \max(\zeta, 0)$
"""
X, Y = Name("x"), Name("y")


def absolute(node):
    return Call(r"\abs", (node,))


@pytest.mark.parametrize(
    "latex",
    ["|x|", r"\lvert x \rvert", r"\left| x \right|", r"\vert x \vert", r"\bigl|x\bigr|", r"{|x|}"],
)
def test_an_absolute_value_is_written_in_many_ways(latex):
    assert read(latex) == absolute(X)
    assert read(to_latex(absolute(X))) == absolute(X)
    assert plain(absolute(X)) == "|x|"


def test_which_bars_make_a_pair():
    assert read("|x| |y|") == Product(absolute(X), absolute(Y))
    assert read("|x||y|") == Product(absolute(X), absolute(Y))
    assert read("a|x|") == Product(Name("a"), absolute(X))
    assert read("|x|^2") == Power(absolute(X), Number("2"))
    assert read("||x| - y|") == absolute(read("|x| - y"))
    assert read("|x - |y||") == absolute(read("x - |y|"))
    assert read("|x(|y| + 1)|") == absolute(read("x (|y| + 1)"))
    assert read(r"\left|x\right| a \left|y\right|") == read("(|x| a) (|y|)")
    assert read(r"\log |x|") == Call(r"\log", (absolute(X),))
    assert read(r"\frac{|x|}{|y|}") == read(r"\frac{(|x|)}{(|y|)}")
    assert read("f(x) |y|") == Product(read("f(x)"), absolute(Y))


@pytest.mark.parametrize(
    ("code", "latex"),
    [
        ("ambiguous", "⟦|x| a |⟧ y|"),
        ("ambiguous", "⟦|x|a|⟧y|"),
        ("unsupported", "⟦||⟧"),
        ("unsupported", "⟦|⟧ x"),
        ("unsupported", "x ⟦|⟧ y"),
        ("unsupported", "(x ⟦|⟧ y) + (a | b)"),
        ("unsupported", "⟦|⟧x, y|"),
        ("unbalanced-bracket", r"⟦\lvert⟧ x |"),
        ("unbalanced-bracket", r"x ⟦\rvert⟧"),
        ("missing-operand", r"\lvert x ⟦+⟧ \rvert"),
    ],
)
def test_bars_that_are_no_pair(code, latex):
    refused(code, latex)


def test_a_bar_between_arguments_is_no_absolute_value():
    given = r"- $f(p, q) := p q^2$, $x, y \in \mathbb{R}$"
    assert not findings(given, "f(x | y) = x y^2")
    assert not findings(given, r"f(x \mid |y|) = x y^2")
    assert [f.code for f in findings(r"- $x, y \in \mathbb{R}$", "P(y | x) = 1")] != []


@pytest.mark.parametrize(
    ("code", "latex"),
    [
        ("ambiguous", r"|\mathbf{u}| = x"),
        ("unsupported", r"\max(x) = x"),
        ("unsupported", r"\max \mathbf{u} = x"),
        ("shape-mismatch", r"\max_{i} \mathbf{u} = x"),
        ("shape-mismatch", r"\max(\mathbf{u}, 0) = x"),
    ],
)
def test_what_has_no_meaning_here(code, latex):
    assert [found.code for found in findings(GIVEN, latex)] == [code]


TRUE = r"""
|x|^2 = x^2
|x|^3 = x^2 |x|
|x y| = |x| |y|
|x - y| = |y - x|
|t| = t
|n| = -n
|k| = 1
\sqrt{x^2} = |x|
\left|\frac{x}{t}\right| = \frac{|x|}{t}
\log |t| = \log t
|g - h| = g - h
\max(g, h) = g
\frac{s}{|s|} \cdot \frac{s}{|s|} = 1
|x + |x|| = x + |x|
\max(x, y) = \max(y, x)
\max(x, y) = -\min(-x, -y)
\max(x, y) + \min(x, y) = x + y
\max(x, y) \min(x, y) = x y
\max(x, y) - \min(x, y) = |x - y|
\max(x, y, z) = \max(x, \max(y, z))
\min(x, y, z) = \min(\min(z, x), y)
\max(\mathbf{u}, 0) - \max(-\mathbf{u}, 0) = \mathbf{u}
\max(u_i, u_j) = \max(u_j, u_i)
\ell(z) = \log(1 + e^z) - y z
\max(z, 0) - z y + \log(1 + e^{-|z|}) = \log(1 + e^z) - y z
|x| \ge x
|x| \ge 0
|s| > 0
|x + y| \le |x| + |y|
\max(x, y) \ge x
\min(x, y) \le \max(x, y)
\frac{\partial}{\partial t} |t| = 1
\frac{\partial}{\partial n} |n| = -1
\frac{\partial}{\partial x} |x|^2 = 2 x
\frac{\partial}{\partial s} |s| = \frac{s}{|s|}
\frac{\partial}{\partial s} (s |s|) = 2 |s|
\frac{\partial}{\partial g} \max(g, h) = 1
\rho'(s) = \frac{1}{2} + \frac{s}{2 |s|}
\ell'(s) = \frac{1}{1 + e^{-s}} - y
""".strip().splitlines()


@pytest.mark.parametrize("latex", TRUE)
def test_true_links_are_proved(latex):
    assert decide(*claim(GIVEN, latex)).verdict == "proved"


@pytest.mark.parametrize("latex", TRUE)
def test_no_slip_is_proved(latex):
    check_slips(GIVEN, latex)


@pytest.mark.parametrize(
    "latex",
    r"""
|x| = x
|x + y| = |x| + |y|
|x|^3 = x^3
|x - y| = |x| - |y|
|s| = s
\sqrt{x^2} = x
\max(x, y) = x
\max(x, y) = \min(x, y)
\max(x + y, z) = \max(x, z) + y
\max(x, y, z) = \max(x, \min(y, z))
\max(\mathbf{u}, 0) = \mathbf{u}
\max(u_i, u_j) = u_i
\max(z, 0) - z y + \log(1 + e^{|z|}) = \log(1 + e^z) - y z
\max(z, 0) + z y + \log(1 + e^{-|z|}) = \log(1 + e^z) - y z
\max(z, 0) - z y + \log(1 + e^{-z}) = \log(1 + e^z) - y z
\min(z, 0) - z y + \log(1 + e^{-|z|}) = \log(1 + e^z) - y z
|x| > x
|x| > 0
|x + y| \ge |x| + |y|
\max(x, y) > x
\frac{\partial}{\partial x} |x| = 1
\frac{\partial}{\partial x} |x| = 0
\frac{\partial}{\partial s} |s| = 1
\frac{\partial}{\partial s} (s |s|) = 2 s
\rho'(s) = 1
\rho'(x) = 0
\ell'(s) = \frac{1}{1 + e^{-s}} + y
""".strip().splitlines(),
)
def test_false_links_are_refuted(latex):
    assert decide(*claim(GIVEN, latex)).verdict == "refuted"


@pytest.mark.parametrize(
    "latex",
    [
        r"\frac{\partial}{\partial x} |x| = \frac{x}{|x|}",
        r"\rho'(x) = \rho'(x) + 0",
        r"\frac{\partial}{\partial x} \max(x, 0) + \frac{\partial}{\partial x} \min(x, 0) = 1",
    ],
)
def test_a_slope_at_a_kink_is_undefined_and_said_so(latex):
    assert decide(*claim(GIVEN, latex)).verdict == "undefined"


@pytest.mark.parametrize(
    "latex",
    [
        r"\frac{\partial}{\partial x} (x^2 + |x|) = 2 x + \frac{x}{|x|}",
        r"\frac{\partial}{\partial y} (0 |y| + \frac{\partial}{\partial x} |x|) = 0",
        r"\frac{\partial^2}{\partial x^2} |x| = 0",
        r"\frac{\partial}{\partial x} \max(x, y) = \frac{1}{2} + \frac{x - y}{2 |x - y|}",
        r"\frac{\partial}{\partial u_i} |u_i| = \frac{u_i}{|u_i|}",
    ],
)
def test_a_slope_where_a_kink_may_be_is_never_proved(latex):
    assert decide(*claim(GIVEN, latex)).verdict in ("undefined", "undecided")
