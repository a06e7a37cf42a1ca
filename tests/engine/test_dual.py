"""Dual numbers: the laws of derivatives, against mpmath's numerical differentiation."""

import math
import operator

import mpmath
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eqproof.numbers.arithmetic import FLOAT, FUNCTIONS, apply, power, precise
from eqproof.numbers.dual import Dual, Scalar, is_finite, real, tangents

PRECISE = precise(40)
numbers = st.floats(-3, 3, allow_nan=False).filter(lambda x: abs(x) > 1e-3)
positive = st.floats(0.05, 1.4)  # below the pole of the tangent


def slope(function, x: float, arithmetic=FLOAT) -> Scalar:
    moved = Dual(1, arithmetic.numeral(repr(x)), (arithmetic.one,))
    return tangents(function(moved), 1, 1, arithmetic.zero)[0]


def close(x: Scalar, y: Scalar) -> bool:
    return math.isclose(x, y, rel_tol=1e-9, abs_tol=1e-9)


def f(x: Scalar) -> Scalar:
    return x * x * x - 2 * x + 0.5


def g(x: Scalar) -> Scalar:
    return apply("sin", x, FLOAT) + 3.0


@given(numbers)
def test_sum_rule(x: float) -> None:
    assert close(slope(lambda u: f(u) + g(u), x), slope(f, x) + slope(g, x))
    assert close(slope(lambda u: f(u) - g(u), x), slope(f, x) - slope(g, x))


@given(numbers)
def test_product_rule(x: float) -> None:
    assert close(slope(lambda u: f(u) * g(u), x), slope(f, x) * g(x) + f(x) * slope(g, x))


@given(numbers)
def test_quotient_rule(x: float) -> None:
    expected = (slope(f, x) * g(x) - f(x) * slope(g, x)) / g(x) ** 2
    assert close(slope(lambda u: f(u) / g(u), x), expected)


@given(numbers)
def test_chain_rule(x: float) -> None:
    assert close(slope(lambda u: g(f(u)), x), slope(g, f(x)) * slope(f, x))


@given(numbers, numbers)
def test_plain_numbers_on_either_side_are_constants(x: float, c: float) -> None:
    assert close(slope(lambda u: c + u, x), 1)
    assert close(slope(lambda u: u + c, x), 1)
    assert close(slope(lambda u: c - u, x), -1)
    assert close(slope(lambda u: u - c, x), 1)
    assert close(slope(lambda u: c * u, x), c)
    assert close(slope(lambda u: u * c, x), c)
    assert close(slope(lambda u: u / c, x), 1 / c)
    assert close(slope(lambda u: c / u, x), -c / x**2)
    assert close(slope(lambda u: -u, x), -1)


MPMATH = {
    "log2": lambda x: mpmath.log(x, 2),
    "log10": lambda x: mpmath.log(x, 10),
    "arctan": mpmath.atan,
    "Phi": mpmath.ncdf,
}


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
@given(positive)
def test_slopes_of_functions(name: str, x: float) -> None:
    function = MPMATH.get(name) or getattr(mpmath, name)
    for arithmetic in (FLOAT, PRECISE):
        assert mpmath.almosteq(apply(name, arithmetic.numeral(repr(x)), arithmetic), function(x))
        found = slope(lambda u, a=arithmetic: apply(name, u, a), x, arithmetic)
        assert mpmath.almosteq(found, mpmath.diff(function, x), 1e-7, 1e-7)


@given(numbers, st.integers(-4, 4))
def test_whole_powers(x: float, n: int) -> None:
    found = slope(lambda u: power(u, float(n), FLOAT), x)
    assert math.isclose(found, n * x ** (n - 1), rel_tol=1e-9, abs_tol=1e-9)


@given(positive, numbers)
def test_powers_by_base_and_exponent(x: float, p: float) -> None:
    assert close(slope(lambda u: power(u, p, FLOAT), x), p * x ** (p - 1))
    assert close(slope(lambda u: power(x, u, FLOAT), p), math.log(x) * x**p)
    assert close(slope(lambda u: power(u, u, FLOAT), x), x**x * (math.log(x) + 1))


def test_several_directions_at_once() -> None:
    x, y = Dual(1, 2.0, (1.0, 0.0)), Dual(1, 5.0, (0.0, 1.0))
    assert (x * x * y).tangents == (20.0, 4.0)


def test_infinitesimals_of_nested_derivatives_are_kept_apart() -> None:
    # d/dx (x · d/dy (x + y)) is 1; with one infinitesimal for both it would be 2
    x = Dual(1, 1.0, (1.0,))
    y = Dual(2, 1.0, (1.0,))
    inner = tangents(x + y, 2, 1, 0.0)[0]
    assert tangents(x * inner, 1, 1, 0.0) == (1.0,)


@given(numbers, numbers)
def test_mixed_second_derivative(a: float, b: float) -> None:
    x, y = Dual(1, a, (1.0,)), Dual(2, b, (1.0,))
    for outer_first in (x * x * y / (4.0 + y), y / (4.0 + y) * (x * x)):
        by_y = tangents(outer_first, 2, 1, 0.0)[0]
        assert close(tangents(by_y, 1, 1, 0.0)[0], 2 * a * 4 / (4 + b) ** 2)


@pytest.mark.parametrize(
    ("operation", "old_first", "new_first"),
    [
        (operator.add, (1, 1), (1, 1)),
        (operator.sub, (1, -1), (-1, 1)),
        (operator.mul, (5, 3), (5, 3)),
        (operator.truediv, (1 / 5, -3 / 25), (-5 / 9, 1 / 3)),
    ],
)
def test_older_and_newer_tags_in_either_order(operation, old_first, new_first) -> None:
    old, new = Dual(1, 3.0, (1.0,)), Dual(2, 5.0, (1.0,))
    for result, slopes in ((operation(old, new), old_first), (operation(new, old), new_first)):
        assert result.tag == 2
        assert close(tangents(result.value, 1, 1, 0.0)[0], slopes[0])
        assert close(real(tangents(result, 2, 1, 0.0)[0]), slopes[1])


def test_nothing_moves_along_another_tag() -> None:
    assert tangents(7.0, 1, 2, 0.0) == (0.0, 0.0)
    assert tangents(Dual(1, 7.0, (1.0,)), 2, 1, 0.0) == (0.0,)


def test_division_by_zero() -> None:
    with pytest.raises(ZeroDivisionError):
        1.0 / Dual(1, 0.0, (1.0,))
    with pytest.raises(ZeroDivisionError):
        Dual(2, 1.0, (1.0,)) / Dual(1, 0.0, (1.0,))


@pytest.mark.parametrize(
    "x",
    [
        math.inf,
        math.nan,
        Dual(1, math.inf, (0.0,)),
        Dual(1, 0.0, (0.0, math.inf)),
        Dual(2, Dual(1, 0.0, (math.nan,)), (0.0,)),
        Dual(2, Dual(1, 0.0, (0.0,)), (Dual(1, 0.0, (math.inf,)),)),
        Dual(2, Dual(1, 0.0, (0.0,)), (math.inf,)),
    ],
)
def test_not_finite(x: Scalar) -> None:
    assert not is_finite(x)


def test_finite() -> None:
    assert is_finite(1.0)
    assert is_finite(Dual(2, Dual(1, 0.0, (0.0,)), (1.0,)))
