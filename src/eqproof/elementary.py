"""Powers and the functions that need no declaration, as exact expressions.

What they mean, not what may be done to them: that stands in ``proof``.
"""

import sympy as sp

from eqproof.terms import Exp, Log

LOGARITHMS = {r"\log_2": 2, r"\log_{10}": 10}
"""Logarithms to another base than e."""

# A power of numbers is computed on the spot, so that it must not have more binary digits.
_MOST_BITS = 4096


class NoMeaning(Exception):  # noqa: N818  (a limit of the interpreter, not a fault)
    """A construct that the exact interpreter does not know."""


def power(base: sp.Expr, exponent: sp.Expr) -> sp.Expr:
    """Return a power. Raises NoMeaning for a number that is too large to be written out."""
    if base.is_Rational and exponent.is_Rational and base not in (0, 1, -1):
        bits = max(abs(base.p), base.q).bit_length()
        if abs(exponent) * bits > _MOST_BITS:
            raise NoMeaning("a number with too many digits")
    return base**exponent


def built_in(function: str, x: sp.Expr) -> sp.Expr:
    """Return a function that needs no declaration, at *x*."""
    match function:
        case r"\exp":
            return Exp(x)
        case r"\log" | r"\ln":
            return Log(x)
        case r"\log_2" | r"\log_{10}":
            return Log(x) / Log(sp.Integer(LOGARITHMS[function]))
        case r"\sinh":
            return (Exp(x) - Exp(-x)) / 2
        case r"\cosh":
            return (Exp(x) + Exp(-x)) / 2
        case r"\tanh":
            return (Exp(x) - Exp(-x)) / (Exp(x) + Exp(-x))
        case r"\sin":
            return sp.sin(x)
        case r"\cos":
            return sp.cos(x)
        case r"\tan":
            return sp.sin(x) / sp.cos(x)
        case r"\arctan":
            return sp.atan(x)
        case _:
            raise NoMeaning(function)
