"""The sign of an expression from its normal form."""

import sympy as sp

from eqproof.exact.terms import Below, Equal, Opaque
from eqproof.proof.algebra import factors_of, fraction, normal
from eqproof.proof.cases import truth_cases, value_cases
from eqproof.proof.constants import sign_of_constant
from eqproof.proof.facts import Facts
from eqproof.proof.hot import with_places
from eqproof.proof.signs import Sign, sign, times

_DEEPEST = 2


def exact_sign(expression: sp.Expr, facts: Facts, depth: int = _DEEPEST) -> Sign:
    """Return the sign of *expression* from the signs of its factors in normal form."""
    constant = sign_of_constant(expression)
    if constant is not Sign.UNKNOWN:
        return constant
    normalised = normal(expression, facts)
    found = _sign_of_factors(normalised, facts)
    if found in (Sign.POSITIVE, Sign.NEGATIVE, Sign.ZERO):
        return found
    if facts.sums:
        placed = with_places(normalised, facts)
        if placed != normalised:
            return _sign_of_factors(normal(placed, facts), facts)
    if depth and normalised.has(Equal, Below, Opaque):
        in_cases = _sign_in_cases(normalised, facts, depth - 1)
        return found if in_cases is Sign.UNKNOWN else in_cases
    return found


_WEAKER = (
    ({Sign.POSITIVE}, Sign.POSITIVE),
    ({Sign.NEGATIVE}, Sign.NEGATIVE),
    ({Sign.ZERO}, Sign.ZERO),
    ({Sign.POSITIVE, Sign.NONNEGATIVE, Sign.ZERO}, Sign.NONNEGATIVE),
    ({Sign.NEGATIVE, Sign.NONPOSITIVE, Sign.ZERO}, Sign.NONPOSITIVE),
    ({Sign.POSITIVE, Sign.NEGATIVE, Sign.NONZERO}, Sign.NONZERO),
)


def _sign_in_cases(expression: sp.Expr, facts: Facts, depth: int) -> Sign:
    """Return what the signs in all cases have in common."""
    cases = [(e, facts) for e in value_cases(expression, facts)] or truth_cases(expression, facts)
    found: set[Sign] = set()
    for case, here in cases:
        found.add(exact_sign(case, here, depth))
        if Sign.UNKNOWN in found:
            return Sign.UNKNOWN
    return next((weak for signs, weak in _WEAKER if found and found <= signs), Sign.UNKNOWN)


def _sign_of_factors(expression: sp.Expr, facts: Facts) -> Sign:
    above, below = sp.fraction(fraction(expression))
    result = Sign.POSITIVE
    for part in (above, below):
        content, factors = factors_of(part)
        for factor in (content, *(base**power for base, power in factors)):
            result = times(result, sign(factor, facts))
    if result in (Sign.UNKNOWN, Sign.NONZERO):
        # of a product as a whole a hypothesis may say more than of its factors
        whole = times(sign(above, facts), sign(below, facts))
        return result if whole is Sign.UNKNOWN else whole
    return result
