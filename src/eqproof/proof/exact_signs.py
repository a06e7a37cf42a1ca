"""The sign of an expression from its normal form."""

import sympy as sp

from eqproof.proof.algebra import factors_of, fraction, normal
from eqproof.proof.facts import Facts
from eqproof.proof.signs import Sign, sign, times


def exact_sign(expression: sp.Expr, facts: Facts) -> Sign:
    """Return the sign of *expression* from the signs of its factors in normal form."""
    above, below = sp.fraction(fraction(normal(expression, facts)))
    result = Sign.POSITIVE
    for part in (above, below):
        content, factors = factors_of(part)
        for factor in (content, *(base**power for base, power in factors)):
            result = times(result, sign(factor, facts))
    if result is Sign.UNKNOWN:
        # of a product as a whole a hypothesis may say more than of its factors
        return times(sign(above, facts), sign(below, facts))
    return result
