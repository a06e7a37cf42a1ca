"""The normal form, sums in it, and the sizes it stays within."""

import pytest
import sympy as sp
from claims import claim
from hypothesis import given, settings
from hypothesis import strategies as st

from eqproof.exact.derivative import contracted, derive, in_range
from eqproof.exact.terms import Delta, Exp, Log, Ranged, Total, dimension
from eqproof.proof.algebra import factors_of, fraction, normal
from eqproof.proof.size import TooLarge, check_size
from eqproof.proof.sums import normal_total
from eqproof.proof.zero import prove_zero

FACTS = claim(
    r"- $x, y, z \in \mathbb{R}$, $u, v \in \mathbb{R}_{>0}$, $q \in (0, 1)$, $n \in (-2, -1)$",
    "1 + 1 = 2",
)[1]
X, Y, Z, U, V, Q, N = (sp.Symbol(k, real=True) for k in "xyzuvqn")
M = dimension("m")
W = sp.IndexedBase("w", real=True)
R = sp.IndexedBase("r", real=True)


def running(count=M):
    return Ranged.make("i", count)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (Log(U * V), Log(U) + Log(V)),
        (Log(U / V), Log(U) - Log(V)),
        (Log(U**3), 3 * Log(U)),
        (Log(X * Y), Log(X * Y)),
        (Log(X**2), Log(X**2)),
        (Log(N**2), 2 * Log(-N)),
        (Log((1 - Q) / (2 - Q)), Log(1 - Q) - Log(2 - Q)),
        (Log(X * U), Log(X) + Log(U)),
        (Log(sp.Rational(3, 4)), Log(3) - 2 * Log(2)),
        (Exp(X + Y), Exp(X) * Exp(Y)),
        (Exp(2 * X) / Exp(X), Exp(X)),
        (Exp(-X), 1 / Exp(X)),
        (Exp(Log(U) + X), U * Exp(X)),
        (Log(Exp(X)), X),
        (Log(1 / (1 + Exp(-X))), X - Log(1 + Exp(X))),
        (U**X, Exp(X * Log(U))),
    ],
    ids=str,
)
def test_normal_forms(expression, expected):
    assert sp.expand(normal(expression, FACTS) - normal(expected, FACTS)) == 0
    assert not normal(expression, FACTS).has(sp.Float)


@pytest.mark.parametrize(
    "expression",
    [Log(U) + 0.5, Log((1 - Q) / (1 - U / (1 + U)) / (Q - 2) ** 3), Exp(-3 * X) / (1 - U) ** 2],
    ids=str,
)
def test_no_rule_brings_in_rounded_numbers(expression):
    exact = expression.xreplace({sp.Float(0.5): sp.Rational(1, 2)})
    assert not fraction(normal(exact, FACTS)).has(sp.Float)


@pytest.mark.parametrize("expression", [1 / (X - X), X / sp.Integer(0), Log(X) / (U - U)], ids=str)
def test_what_is_not_defined_is_given_up(expression):
    with pytest.raises(TooLarge):
        fraction(normal(expression, FACTS))


def test_fractions_have_one_form():
    one, two = (X - Y) / (Y - Z), (Y - X) / (Z - Y)
    assert fraction(one) == fraction(two)
    assert fraction((X**2 - 1) / (X - 1)) == X + 1
    assert fraction(sp.Add(*(1 / (X + k) for k in range(30)))).is_Mul


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.integers(-3, 3), st.integers(0, 2), st.integers(-2, 2)), max_size=4))
def test_a_fraction_keeps_its_value(terms):
    whole = sp.Add(*(c * X**a * (X + Y + 1) ** b for c, a, b in terms))
    point = {X: sp.Rational(2, 3), Y: sp.Rational(5, 7)}
    assert fraction(whole).xreplace(point) == whole.xreplace(point)


def test_factors_multiply_to_the_whole():
    content, factors = factors_of(sp.expand(-6 * (X - Y) ** 2 * (Exp(X) + 1)))
    assert sp.expand(content * sp.Mul(*(f**k for f, k in factors))) == sp.expand(
        -6 * (X - Y) ** 2 * (Exp(X) + 1)
    )


@pytest.mark.parametrize(
    ("expression", "fits"),
    [
        ((X + Y) ** 20, True),
        ((X + 1) ** 1000, True),
        ((X + Y + Z + U) ** 40, False),
        (sp.Add(*(1 / (X + k) for k in range(50))), True),
        (sp.Add(*(1 / (X**2 + Y**2 + Z**2 + U**k) for k in range(1, 12))), False),
        (1 / (1 / (X + Y) + 1 / (Y + Z)) ** 3, True),
    ],
    ids=["two letters", "one letter", "four letters", "one letter below", "many below", "nested"],
)
def test_sizes_are_known_beforehand(expression, fits):
    if fits:
        check_size(expression)
    else:
        with pytest.raises(TooLarge):
            check_size(expression)


# Sums


@pytest.mark.parametrize("count", [M - 2, M - dimension("n"), 2 * M - 3], ids=str)
def test_a_sum_that_may_be_shorter_than_empty_is_left_alone(count):
    i = running(count)
    assert isinstance(normal_total(sp.Integer(1), (sp.Tuple(i, count),), fraction), Total)
    assert prove_zero(Total(sp.Integer(1), (i, count)) - count, FACTS) is None
    assert prove_zero(Total(X, (i, count)) - count * X, FACTS) is None


@pytest.mark.parametrize("count", [M, M + 2, M - 1, 2 * M, sp.Integer(5), sp.Integer(100)], ids=str)
def test_a_sum_of_ones_is_its_length(count):
    i = running(count)
    assert prove_zero(Total(sp.Integer(1), (i, count)) - count, FACTS)


def sums():
    i, j = running(), running()
    one = Total(W[i] * R[i], (i, M))
    both = Total(W[i] * R[j], (i, M), (j, M))
    square = Total(W[i], (i, M)) ** 2
    twice = Total(Total(W[i] * W[j], (i, M)), (j, M))
    return one, both, square, twice


def test_the_same_letter_in_two_sums_is_no_link_between_them():
    one, both, square, twice = sums()
    i, j = running(), running()
    product = Total(W[i], (i, M)) * Total(R[j], (j, M))
    assert prove_zero(both - product, FACTS)
    assert prove_zero(square - twice, FACTS)
    assert prove_zero(one - both, FACTS) is None
    assert prove_zero(one - product, FACTS) is None
    assert prove_zero(square - Total(W[i] ** 2, (i, M)), FACTS) is None
    assert prove_zero(Total(one, (j, M)) - M * one, FACTS)
    assert prove_zero(Total(W[j] * one, (j, M)) - one * Total(W[i], (i, M)), FACTS)


def test_a_sum_below_a_fraction_keeps_its_own_index():
    i, j, k = running(), running(), running()
    share = Exp(W[i]) / Total(Exp(W[j]), (j, M))
    assert prove_zero(Total(share, (i, M)) - 1, FACTS)
    assert prove_zero(Total(share**2, (i, M)) - 1, FACTS) is None
    mixed = Total(Exp(W[i]) / Total(Exp(W[j] + W[i]), (j, M)), (i, M))
    assert prove_zero(mixed - M / Total(Exp(W[k]), (k, M)), FACTS)


# Deltas and ranges


@pytest.mark.parametrize(
    ("value", "count", "inside"),
    [
        (sp.Integer(1), M, True),
        (sp.Integer(2), M, False),
        (sp.Integer(0), M, False),
        (sp.Integer(2), M + 1, True),
        (running(), M, True),
        (running() + 1, M, False),
        (running() + 1, M + 1, True),
        (running() - 1, M, False),
        (running(dimension("n")), M, False),
        (running(M - 1), M, True),
        (2 * running(), M, False),
        (M, M, True),
        (M - 1, M, False),
        (M, M - 1, False),
        (M + 1 - running(), M, True),
        (M - running(), M, False),
        (running() + running() - 1, 2 * M - 1, True),
        (running() + running(), 2 * M - 1, False),
        (running() / 2, M, False),
        (running() * running(), M, False),
    ],
    ids=str,
)
def test_an_index_is_in_range_only_if_it_surely_is(value, count, inside):
    assert in_range(value, count) is inside


def test_a_delta_picks_a_term_only_from_its_range():
    i, j, far = running(), running(), running(M + 1)
    picked = contracted(Delta(i, j) * W[i], (sp.Tuple(i, M),))
    assert picked == W[j]
    assert contracted(Delta(i, far) * W[i], (sp.Tuple(i, M),)).has(Total)
    assert prove_zero(contracted(Delta(i, far) * W[i], (sp.Tuple(i, M),)) - W[far], FACTS) is None
    assert contracted(Delta(i, j) * W[j], (sp.Tuple(i, M), sp.Tuple(j, M))).has(Total)


def test_a_derivative_of_a_sum_picks_its_entry():
    i, j = running(), running()
    by = derive(Total(W[i] ** 2, (i, M)), lambda atom: Delta(atom.indices[0], j))
    assert by == 2 * W[j]
    with pytest.raises(TypeError):
        derive(sp.Abs(X), lambda atom: sp.Integer(int(atom == X)))
