"""Conditions as exact numbers: 1 where a comparison holds, 0 where it does not.

All six comparisons are written with two: a number is 0, a number is below 0. Of two real numbers
exactly one of less, equal and greater holds, so that "not below" is 1 minus "below".
"""

from collections.abc import Sequence

import sympy as sp

from eqproof.exact.derivative import is_not_negative
from eqproof.exact.terms import Below, Delta, Equal


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


def weights(truths: Sequence[sp.Expr | None]) -> list[sp.Expr]:
    """Return the truths of cases, where None is what none of the others is.

    This is so where no two of them hold at once, which ``gap`` says of them.
    """
    rest = 1 - sp.Add(*(t for t in truths if t is not None))
    return [rest if t is None else t for t in truths]


def gap(truths: Sequence[sp.Expr]) -> sp.Expr:
    """Return what is 0 if and only if exactly one of *truths* holds everywhere.

    Each is 0 or 1, or, as the rest of the others, 1 minus their number. Squares add up to 1 and
    so do they only if one is 1 and all others are 0, since all are whole numbers.
    """
    squares = sp.Add(*(t**2 for t in truths))
    return (squares - 1) ** 2 + (sp.Add(*truths) - 1) ** 2


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

    A number is 0 if and only if its negative is, and below 0 if its negative is neither 0 nor
    below 0.
    """
    turned = difference.could_extract_minus_sign()
    other = sp.expand(-difference) if turned else difference
    if isinstance(truth, Equal):
        return Equal(other)
    if turned and not difference.is_integer:
        return 1 - Equal(other) - _below(other)
    return _below(difference)
