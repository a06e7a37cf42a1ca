"""The sign of an expression from its normal form."""

import sympy as sp

from eqproof.proof.algebra import factors_of, fraction, normal
from eqproof.proof.facts import Facts
from eqproof.proof.hot import with_places
from eqproof.proof.signs import Sign, sign, times


def exact_sign(expression: sp.Expr, facts: Facts) -> Sign:
    """Return the sign of *expression* from the signs of its factors in normal form."""
    normalised = normal(expression, facts)
    found = _sign_of_factors(normalised, facts)
    if facts.sums and found not in (Sign.POSITIVE, Sign.NEGATIVE, Sign.ZERO):
        placed = with_places(normalised, facts)
        if placed != normalised:
            return _sign_of_factors(normal(placed, facts), facts)
    return found


def _sign_of_factors(expression: sp.Expr, facts: Facts) -> Sign:
    above, below = sp.fraction(fraction(expression))
    result = Sign.POSITIVE
    for part in (above, below):
        content, factors = factors_of(part)
        for factor in (content, *(base**power for base, power in factors)):
            result = times(result, sign(factor, facts))
    if result is Sign.UNKNOWN:
        # of a product as a whole a hypothesis may say more than of its factors
        return times(sign(above, facts), sign(below, facts))
    return result
