"""The exact interpreter: names that are held, functions and their parameters, what it refuses."""

import pytest
from claims import claim
from trees import M, call, plus, times, to, total, tree

from eqproof.exact.elementary import NoMeaning
from eqproof.exact.meaning import Frame, entry
from eqproof.latex.nodes import SCALAR, BigOperator, Constant, Derivative, Name, Number
from eqproof.notation.symbols import Dimension, Function, Notation, Variable
from eqproof.proof.decision import decide
from eqproof.proof.exact import prove

CHAIN = r"""
- $z, y \in \mathbb{R}$
- $h := z^2$
- $g := h^2$
- $L := h^3 + h y$
- $M := g^2 + h g$
"""
SECOND = [
    (r"\frac{\partial^2 L}{\partial h \partial z}", "12 z^3"),
    (r"\frac{\partial^2 L}{\partial z \partial h}", "12 z^3"),
    (r"\frac{\partial^2 L}{\partial h^2}", "6 h"),
    (r"\frac{\partial M}{\partial h}", "4 h^3 + 3 h^2"),
    (r"\frac{\partial M}{\partial g}", "2 g + h"),
    (r"\frac{\partial^2 M}{\partial g \partial h}", "4 h + 1"),
    (r"\frac{\partial^2 M}{\partial h \partial g}", "4 h + 1"),
    (r"\frac{\partial^2 M}{\partial g^2}", "2 + 0 z"),
    (r"\frac{\partial^3 M}{\partial g \partial z \partial h}", "8 z"),
    (r"\frac{\partial}{\partial h} (\mathrm{d} L)", r"12 h z \mathrm{d} z + \mathrm{d} y"),
    (r"\mathrm{d} (\mathrm{d} h)", r"2 (\mathrm{d} z)^2"),
]


@pytest.mark.parametrize(("left", "right"), SECOND)
def test_a_held_name_follows_its_definition_under_other_derivatives(left, right):
    link, facts = claim(CHAIN, f"{left} = {right}")
    assert prove(link, facts) == "rational-normal-form"
    assert decide(link, facts).verdict == "proved"


@pytest.mark.parametrize("left", [left for left, _ in SECOND])
def test_no_second_derivative_through_a_held_name_is_zero(left):
    link, facts = claim(CHAIN, f"{left} = 0")
    assert prove(link, facts) is None


PARAMETERS = r"""
- $t, s, x \in \mathbb{R}$
- $f(t) := t^2 + s$
- $g(x) := f(x) + x t$
- $h(t) := \frac{\partial}{\partial t} (t^3)$
- $k(a, b) := a^2 b$
"""


@pytest.mark.parametrize(
    ("latex", "true"),
    [
        ("f(s) = s^2 + s", True),
        ("f(t) = t^2 + s", True),
        ("f(f(t)) = (t^2 + s)^2 + s", True),
        ("g(t) = t^2 + s + t^2", True),
        ("g'(x) = 2 x + t", True),
        ("h(x^2) = 3 x^4", True),
        ("k(x, s) = x^2 s", True),
        (r"\frac{\partial}{\partial s} f(s) = 2 s + 1", True),
        (r"\frac{\partial}{\partial s} f(s) = 2 s", False),
        ("k(x, s) = k(s, x)", False),
        ("g'(x) = 2 x + t + x", False),
        ("h(x^2) = 6 x^5", False),
    ],
)
def test_parameters_are_not_the_variables_of_their_name(latex, true):
    link, facts = claim(PARAMETERS, latex)
    assert (prove(link, facts) is not None) is true


NOTATION = Notation().declare(
    Dimension("m"),
    Variable("x"),
    Variable("S", (M, M)),
    Function("k", ("a", "b"), times("a", "b")),
)
FRAME = Frame(NOTATION)


@pytest.mark.parametrize(
    "node",
    [
        Derivative(total("i", 1, "m", "x"), (Name("m"),)),
        BigOperator("prod", "i", Number("1"), Number("2"), Name("S")),
        BigOperator("prod", "i", Number("1"), Number("99"), Name("x")),
        total("i", 1, "x", "x"),
        total("i", 1, times("m", to(2, -1)), "x"),
        total("i", 1, "m", Derivative(tree("i"), (Name("i"),))),
        to(2, to(2, to(2, to(2, to(2, 2))))),
        to(10, to(10, 10)),
        to(2, to(2, 100)),
        call("k", "x", "x", primes=1),
        call("unknown", "x"),
    ],
)
def test_what_has_no_exact_meaning_is_refused(node):
    with pytest.raises(NoMeaning):
        entry(node, FRAME)


def test_a_prime_at_a_built_in_function_is_its_derivative():
    x = entry(tree("x"), FRAME)
    assert entry(call(r"\log", "x", primes=1), FRAME) == 1 / x
    assert entry(call(r"\sin", "x", primes=2), FRAME) == -entry(call(r"\sin", "x"), FRAME)


def test_a_number_is_the_same_at_every_row():
    one = Constant("identity", shape=SCALAR)
    at_three = entry(plus("x", one), FRAME, entry(tree(3), FRAME))
    assert at_three == entry(plus("x", 1), FRAME)
