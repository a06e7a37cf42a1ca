"""The sign of a number without symbols, by intervals that surely hold it."""

from typing import Any

import sympy as sp
from mpmath.ctx_iv import MPIntervalContext

from eqproof.exact.terms import Absolute, Exp, Log, Root
from eqproof.proof.signs import Sign

_DIGITS = 60
_LARGEST = 10**4
"""Exponents, of e or of a number, are not beyond this."""
_MOST_PARTS = 200

_CONTEXT = MPIntervalContext()
_CONTEXT.dps = _DIGITS


class _Unknown(Exception):  # noqa: N818  (no interval is known, which is no fault)
    """Not such a number, or none that can be held."""


def sign_of_constant(number: sp.Expr) -> Sign:
    """Return the sign of *number*, or UNKNOWN if it has symbols or is too close to 0."""
    if number.is_Rational or number.free_symbols or number.count_ops() > _MOST_PARTS:
        return Sign.UNKNOWN
    try:
        found = _interval(number)
    except (_Unknown, ZeroDivisionError, ValueError, OverflowError):
        return Sign.UNKNOWN
    if found.a > 0:
        return Sign.POSITIVE
    return Sign.NEGATIVE if found.b < 0 else Sign.UNKNOWN


def _interval(number: sp.Expr) -> Any:
    match number:
        case sp.Rational():
            return _CONTEXT.mpf(number.p) / number.q
        case sp.NumberSymbol() if number == sp.pi:
            return +_CONTEXT.pi
        case sp.Add():
            return sum((_interval(a) for a in number.args), _CONTEXT.mpf(0))
        case sp.Mul():
            product = _CONTEXT.mpf(1)
            for factor in number.args:
                product = product * _interval(factor)
            return product
        case sp.Pow(base=base, exp=sp.Integer() as exponent):
            if abs(exponent) > _LARGEST:
                raise _Unknown
            return _interval(base) ** int(exponent)
        case sp.Pow(base=base, exp=exponent):
            return _CONTEXT.exp(_held(_interval(exponent) * _logarithm(_interval(base))))
        case Exp(args=(inner,)):
            return _CONTEXT.exp(_held(_interval(inner)))
        case Log(args=(inner,)):
            return _logarithm(_interval(inner))
        case Root(args=(inner,)):
            return _CONTEXT.exp(_logarithm(_interval(inner)) / 2)
        case Absolute(args=(inner,)):
            return abs(_interval(inner))
        case _:
            raise _Unknown


def _logarithm(x: Any) -> Any:
    if not x.a > 0:
        raise _Unknown
    return _CONTEXT.log(x)


def _held(x: Any) -> Any:
    if not (x.a > -_LARGEST and x.b < _LARGEST):
        raise _Unknown
    return x
