r"""Sums of squares that were multiplied out: quadratic forms such as ``v^\top X^\top S X v``.

A sum over two indices of the same range, of a product of what depends on the one, the same of the
other, and a weight that depends on neither, is the sum over the weight times a square:
``Σ_i Σ_p Σ_q s_i a_ip a_iq = Σ_i s_i (Σ_p a_ip)²``. This holds whatever the ranges are, also where
they are empty. So where no weight is negative, the sum is not.
"""

from collections.abc import Iterator
from itertools import combinations

import sympy as sp

from eqproof.exact.terms import Canonical, Total


def weighted_squares(expression: sp.Expr) -> tuple[list[sp.Expr], list[sp.Expr]]:
    """Return the weights of all sums of squares in *expression*, and the terms that are none.

    Weights of the same squares are added up. There are none where no term is such a sum.
    """
    weights: dict[object, sp.Expr] = {}
    others: list[sp.Expr] = []
    for term in sp.Add.make_args(expression):
        square = _square(term)
        if square is None:
            others.append(term)
        else:
            weights[square[0]] = weights.get(square[0], sp.Integer(0)) + square[1]
    return [sp.factor(sp.together(weight)) for weight in weights.values()], others


def _square(term: sp.Expr) -> tuple[object, sp.Expr] | None:
    """Return what is squared in *term*, with the ranges around it, and its weight."""
    totals = [f for f in sp.Mul.make_args(term) if isinstance(f, Total)]
    if len(totals) != 1:
        return None
    (total,) = totals
    outside = sp.Mul(*(f for f in sp.Mul.make_args(term) if f is not total))
    factors = sp.Mul.make_args(total.body)
    for (one, count), (two, other) in combinations(total.ranges, 2):
        if count != other:
            continue
        first = [f for f in factors if one in f.free_symbols]
        second = [f for f in factors if two in f.free_symbols]
        if set(first) & set(second):
            continue
        inside = sp.Mul(*first)
        if inside.xreplace({one: two}) != sp.Mul(*second):
            continue
        rest = sp.Mul(outside, *(f for f in factors if f not in first and f not in second))
        around = [r for r in total.ranges if r[0] not in (one, two)]
        names = {index: fresh for (index, _), fresh in zip(around, _fresh(around), strict=True)}
        names[one] = Canonical.make(_FIRST, count)
        ranges = tuple(names[index] for index, _ in around)
        return (inside.xreplace(names), ranges), rest.xreplace(names)
    return None


# Numbers of indices that no sum in normal form has.
_FIRST = 1000


def _fresh(ranges: list[sp.Tuple]) -> Iterator[sp.Symbol]:
    """Yield an index for each of *ranges* that depends on its place among them only."""
    for number, (_, count) in enumerate(ranges, _FIRST + 1):
        yield Canonical.make(number, count)
