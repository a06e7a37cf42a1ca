"""The numbers of a domain: which belong to it, which are simple, which are spread out.

Simple numbers are those that a person can put into a formula on paper. They are listed in a
fixed order; the ends of closed intervals come first.
"""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction as Rational
from functools import lru_cache

from eqproof.latex.nodes import Dim
from eqproof.notation.symbols import Domain, Finite, Interval, Labels, Natural


def _rationals(text: str) -> tuple[Rational, ...]:
    return tuple(Rational(word) for word in text.split())


_REAL = _rationals("1 -1 2 -2 1/2 0 3 -1/2 1/3 -3 3/2 -1/3 2/3 -3/2 5/2 -2/3 1/4 -5/2 3/4 -1/4")
_POSITIVE = _rationals("1 2 1/2 3 1/3 4 3/2 2/3 5/2 1/4 3/4 5 4/3 5/3 1/5 2/5 7/2 3/5 4/5 5/4")
_UNIT = _rationals("1/2 1/3 2/3 1/4 3/4 1/5 2/5 3/5 4/5 3/10 7/10 1/6 5/6 1/10 9/10 3/8 5/8 2/9")


def contains(domain: Domain, x: Rational) -> bool:
    """Whether *x* belongs to *domain*."""
    match domain:
        case Finite(values):
            return x in values
        case Labels(lower, Dim(None, upper)):
            return x.denominator == 1 and lower <= x <= upper
        case Labels():
            return False  # it is not known which numbers these are
        case Natural():
            return x.denominator == 1 and x >= 1
        case Interval(lower, upper, lower_open, upper_open):
            above = lower is None or x > lower or (x == lower and not lower_open)
            below = upper is None or x < upper or (x == upper and not upper_open)
            return above and below


@lru_cache(maxsize=256)
def simple(domain: Domain) -> Sequence[Rational]:
    """Return simple numbers of *domain*; for a finite one, all."""
    match domain:
        case Finite(values):
            return values
        case Natural():
            return tuple(Rational(n) for n in range(1, 9))
        case Interval(None, None):
            return _REAL
        case Interval(Rational() as lower, None):
            numbers = tuple(lower + x for x in _POSITIVE)
        case Interval(None, Rational() as upper):
            numbers = tuple(upper - x for x in _POSITIVE)
        case Interval(Rational() as lower, Rational() as upper):
            numbers = tuple(lower + (upper - lower) * x for x in _UNIT)
        case _:
            raise ValueError(f"{domain} has no numbers")
    return ends(domain) + numbers


def ends(domain: Domain) -> tuple[Rational, ...]:
    """Return the ends that belong to an interval."""
    if not isinstance(domain, Interval):
        return ()
    return tuple(x for x in (domain.lower, domain.upper) if x is not None and contains(domain, x))


def inside(domain: Domain) -> Domain:
    """Return an interval without its ends."""
    if isinstance(domain, Interval):
        return replace(domain, lower_open=True, upper_open=True)
    return domain


_POSITIVE_SPREAD = tuple(
    Rational(n, d) for most in (3, 3, 3, 3, 6) for d in range(2, 8) for n in range(1, most * d)
)
_UNIT_SPREAD = tuple(Rational(n, d) for d in range(5, 21) for n in range(1, d))


@lru_cache(maxsize=256)
def spread(domain: Domain) -> Sequence[Rational]:
    """Return numbers of *domain* to choose from, where functions are neither flat nor huge.

    Of the reals they are mostly between -3 and 3, some up to 6 either way. One in eight is an end,
    where that belongs to the domain.
    """
    match domain:
        case Interval(None, None):
            return (*_POSITIVE_SPREAD, *(-x for x in _POSITIVE_SPREAD))
        case Interval(Rational() as lower, None):
            numbers = tuple(lower + x for x in _POSITIVE_SPREAD)
        case Interval(None, Rational() as upper):
            numbers = tuple(upper - x for x in _POSITIVE_SPREAD)
        case Interval(Rational() as lower, Rational() as upper):
            numbers = tuple(lower + (upper - lower) * x for x in _UNIT_SPREAD)
        case _:
            return simple(domain)
    return numbers + ends(domain) * (len(numbers) // 8)
