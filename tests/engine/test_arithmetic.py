"""The arithmetics: their elementary functions are tested with the dual numbers."""

from fractions import Fraction as Rational

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eqproof.numbers.arithmetic import (
    FLOAT,
    Undefined,
    apply,
    arbitrary_coefficients,
    power,
    precise,
    rational,
)

ALL = [FLOAT, precise(30), rational()]


@pytest.mark.parametrize("arithmetic", ALL)
def test_numbers_and_numerals_agree(arithmetic) -> None:
    assert arithmetic.number(Rational(1, 4)) == arithmetic.numeral("0.25")
    assert arithmetic.zero == 0
    assert arithmetic.one == 1
    assert abs(arithmetic.e - apply("exp", arithmetic.one, arithmetic)) < 1e-15
    assert abs(apply("sin", arithmetic.pi, arithmetic)) < 1e-15


@pytest.mark.parametrize("arithmetic", ALL)
def test_whole_numbers(arithmetic) -> None:
    assert arithmetic.is_whole(arithmetic.number(-3))
    assert not arithmetic.is_whole(arithmetic.number(Rational(1, 2)))


@given(st.fractions(-9, 9, max_denominator=9).filter(bool), st.integers(-5, 5))
def test_rational_powers_are_exact(x: Rational, n: int) -> None:
    assert power(x, Rational(n), rational()) == x**n


def test_rational_functions_have_many_digits() -> None:
    root = power(Rational(2), Rational(1, 2), rational())
    assert abs(root * root - 2) < Rational(1, 10**118)
    assert apply("exp", Rational(-1), rational()) > 0
    assert apply("sin", Rational(-1), rational()) < 0


def test_rational_powers_end_too() -> None:
    with pytest.raises(Undefined):
        power(Rational(9), Rational(9**9), rational())


def test_what_was_lost_is_told_from_what_never_was() -> None:
    with pytest.raises(Undefined) as lost:
        apply("exp", -800.0, FLOAT)
    assert lost.value.out_of_range
    with pytest.raises(Undefined) as never:
        apply("log", -800.0, FLOAT)
    assert not never.value.out_of_range


def test_arbitrary_functions_are_all_different() -> None:
    assert len({arbitrary_coefficients(draw) for draw in range(50)}) == 50
    assert all(len(set(arbitrary_coefficients(draw))) == 3 for draw in range(1, 50))
