"""Powers and the functions that need no declaration, as exact expressions.

What they mean, not what may be done to them: that stands in ``proof``.
"""

from functools import reduce

import sympy as sp

from eqproof.exact.terms import Absolute, Erf, Exp, Log, Root

LOGARITHMS = {r"\log_2": 2, r"\log_{10}": 10}
"""Logarithms to another base than e."""

KINKED = frozenset({r"\abs", r"\max", r"\min"})
"""Functions that have no derivative where two of their arguments are equal, or where it is 0."""

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
    if exponent.is_Integer and exponent % 2 == 0:
        # the square of a root or an absolute value is what it is said to be, without a kink
        match base:
            case Absolute(args=(inner,)):
                return inner**exponent
            case Root(args=(inner,)):
                return inner ** (exponent / 2)
    # SymPy writes the root of a square as an absolute value of its own
    value = base**exponent
    return value.replace(sp.Abs, Absolute) if value.has(sp.Abs) else value


def built_in(function: str, x: sp.Expr, *others: sp.Expr) -> sp.Expr:
    """Return a function that needs no declaration, at *x* and what else it is applied to."""
    match function:
        case r"\abs":
            return Absolute(x)
        case r"\max":
            # half the sum and half the distance: the larger one, whichever it is
            return reduce(lambda a, b: (a + b + Absolute(a - b)) / 2, others, x)
        case r"\min":
            return reduce(lambda a, b: (a + b - Absolute(a - b)) / 2, others, x)
        case r"\exp":
            return Exp(x)
        case r"\log" | r"\ln":
            return Log(x)
        case r"\log_2" | r"\log_{10}":
            return Log(x) / Log(sp.Integer(LOGARITHMS[function]))
        case r"\erf":
            return Erf(x)
        case r"\Phi":
            return (1 + Erf(x / sp.sqrt(2))) / 2
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
