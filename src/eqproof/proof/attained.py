r"""The largest of many values, where it is one of them.

There is an index at which the value is the largest, and no other value is larger than the one
there. So what is true wherever an index has a value that is at least as large as all others is true
of the largest value.
"""

import sympy as sp

from eqproof.exact.terms import Exp, Largest, Ranged, bound_in
from eqproof.proof.algebra import normal
from eqproof.proof.facts import Everywhere, Facts


def attained(expression: sp.Expr, facts: Facts) -> tuple[sp.Expr, Facts] | None:
    """Return *expression* with the values at such indices, and what is known of these.

    None if no largest value stands in it, but for those that depend on the index of a sum.
    """
    bound = bound_in(expression)
    found = [one for one in expression.atoms(Largest) if not one.free_symbols & bound]
    values: dict[Largest, sp.Expr] = {}
    known: list[Everywhere] = []
    for one in sorted(found, key=sp.default_sort_key):
        ((index, count),) = one.ranges
        there, other = Ranged.make("t", count), Ranged.make("p", count)
        values[one] = one.body.xreplace({index: there})
        for pair in _in_order(values[one], one.body.xreplace({index: other})):
            difference = normal(pair[0] - pair[1], facts)
            if other in difference.free_symbols:
                known.append((difference, r"\ge", frozenset({other})))
    if not values:
        return None
    everywhere = (*facts.everywhere, *known)
    return expression.xreplace(values), facts.changed(everywhere=everywhere)


def _in_order(high: sp.Expr, low: sp.Expr) -> list[tuple[sp.Expr, sp.Expr]]:
    """Return these two, their exponentials or their exponents, which are in the same order."""
    if isinstance(high, Exp) and isinstance(low, Exp):
        return [(high, low), (high.args[0], low.args[0])]
    return [(high, low), (Exp(high), Exp(low))]
