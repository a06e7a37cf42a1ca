"""Conditions as exact numbers: 1 where a comparison holds, 0 where it does not.

All six comparisons are written with two: a number is 0, a number is below 0. Of two real numbers
exactly one of less, equal and greater holds, so that "not below" is 1 minus "below".
"""

import sympy as sp

from eqproof.derivative import is_not_negative
from eqproof.terms import Below, Delta, Equal


def truth_of(left: sp.Expr, sign: str, right: sp.Expr) -> sp.Expr:
    """Return 1 where ``left sign right`` holds and 0 elsewhere."""
    match sign:
        case "=":
            return _equal(left, right)
        case r"\ne":
            return 1 - _equal(left, right)
        case "<":
            return _below(left - right)
        case ">":
            return _below(right - left)
        case r"\ge":
            return 1 - _below(left - right)
        case _:
            return 1 - _below(right - left)


def _equal(left: sp.Expr, right: sp.Expr) -> sp.Expr:
    if left.is_integer and right.is_integer:
        return Delta(left, right)
    return Equal(left - right)


def _below(difference: sp.Expr) -> sp.Expr:
    """Return whether *difference* is below 0, decided where the ranges of its indices do so."""
    if difference.is_integer:
        if is_not_negative(difference):
            return sp.Integer(0)
        if is_not_negative(-difference - 1):
            return sp.Integer(1)
    return Below(difference)


def normal_truth(truth: sp.Expr, difference: sp.Expr) -> sp.Expr:
    """Return the one way to write *truth* about a *difference* in normal form.

    A number is 0 if and only if its negative is.
    """
    if isinstance(truth, Equal):
        return Equal(-difference if difference.could_extract_minus_sign() else difference)
    return _below(difference)
