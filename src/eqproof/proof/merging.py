"""Several sums as one, and sums at any one value of their indices."""

from collections.abc import Mapping, Sequence

import sympy as sp

from eqproof.exact.terms import Ranged, Total
from eqproof.proof.known import with_own_indices


def merged(
    numerator: sp.Expr,
    members: Sequence[Total],
    names: Mapping[Total, sp.Symbol],
    bodies: Mapping[Total, sp.Expr],
) -> tuple[sp.Expr, sp.Expr] | None:
    """Return the body of the one sum that *members* make up, and what is left.

    None if the numerator is not linear in them.
    """
    body = sp.Integer(0)
    for total in members:
        coefficient = numerator.coeff(names[total], 1)
        numerator = sp.expand(numerator - coefficient * names[total])
        if numerator.has(names[total]) or coefficient.has(*names.values()):
            return None
        body += coefficient * bodies[total]
    return body, numerator


def opened(body: sp.Expr, ranges: tuple[sp.Expr, ...]) -> sp.Expr:
    """Return the body at free indices, about which nothing but their range is known."""
    return body.xreplace({i: Ranged.make("q", n) for i, n in ranges})


def opened_at(total: Total, index: Ranged) -> sp.Expr:
    """Return the body of *total*, seen as a sum over a range of *index*, at *index*."""
    total = with_own_indices(total)
    place = [n for _, n in total.ranges].index(index.count)
    others = total.ranges[:place] + total.ranges[place + 1 :]
    body = Total(total.body, *others) if others else total.body
    return body.xreplace({total.ranges[place][0]: index})
