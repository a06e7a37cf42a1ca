"""Sums over indices in order, such as the sum of ``w_i w_j`` over ``i < j``, written in one way.

Of two whole numbers exactly one of ``p < q``, ``p = q``, ``q < p`` holds. So a sum with one of
the three conditions is the sum without a condition minus those with the other two.
"""

import sympy as sp

from eqproof.exact.derivative import in_range
from eqproof.exact.terms import Below, Ranged

Part = tuple[sp.Expr, sp.Expr, tuple[sp.Tuple, ...], bool]
"""A weight, a body and its ranges, and whether the condition in it stands as it should."""


def without_order(body: sp.Expr, ranges: list[sp.Tuple]) -> list[Part] | None:
    """Return sums that make up the sum of *body* over *ranges*.

    None if no factor of *body* is the order of an index, or if it stands as it should already.
    """
    counts = dict(ranges)
    for factor in sp.Mul.make_args(body):
        if not isinstance(factor, Below):
            continue
        rest = body / factor
        for index in counts:
            other = sp.expand(index - factor.args[0])
            if other in counts and other != index:
                return _pair(index, other, rest, ranges, counts)
            other = sp.expand(index + factor.args[0])
            bound = other.free_symbols & set(counts)
            if not bound and other.is_integer and in_range(other, counts[index]):
                # other < index, as 1 - (index = other) - (index < other)
                at = rest.xreplace({index: other})
                left = tuple(r for r in ranges if r[0] != index)
                kept = rest * Below(index - other)
                return [
                    (sp.Integer(1), rest, tuple(ranges), False),
                    (sp.Integer(-1), at, left, False),
                    (sp.Integer(-1), kept, tuple(ranges), False),
                ]
    return None


def _pair(
    first: sp.Symbol,
    second: sp.Symbol,
    rest: sp.Expr,
    ranges: list[sp.Tuple],
    counts: dict[sp.Symbol, sp.Expr],
) -> list[Part] | None:
    """Take apart a sum of *rest* over ``first < second``, two indices of one range."""
    if counts[first] != counts[second]:
        return None
    whole = (sp.Integer(1), rest, tuple(ranges), False)
    left = tuple(r for r in ranges if r[0] != second)
    diagonal = (sp.Integer(-1), rest.xreplace({second: first}), left, False)
    turned = rest.xreplace({first: second, second: first})
    if turned == rest:
        # both orders give the same sum, since either is the other with its indices renamed
        half = sp.Rational(1, 2)
        return [(half, *whole[1:]), (-half, *diagonal[1:])]
    low, high = (Ranged.make(name, counts[first]) for name in ("a", "b"))
    here = rest.xreplace({first: low, second: high})
    there = rest.xreplace({first: high, second: low})
    if sp.default_sort_key(here) <= sp.default_sort_key(there):
        return None
    kept = (sp.Integer(-1), rest * Below(second - first), tuple(ranges), True)
    return [whole, diagonal, kept]
