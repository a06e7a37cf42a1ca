"""What has the same sign as an expression: equal steps on both sides of an inequality.

``u > v`` says the same as ``log u > log v`` where both are positive, and as ``e^u > e^v``, and a
factor that is positive can be left out. All this is so for ``>=`` as well, since logarithm and
exponential function never stand still.
"""

from collections.abc import Iterator

import sympy as sp

from eqproof.exact.terms import Exp, Log
from eqproof.proof.algebra import factors_of, fraction, normal
from eqproof.proof.facts import Facts
from eqproof.proof.signs import Sign, sign

DEEPEST = 3
"""So many steps are taken one after the other."""


def numerator(expression: sp.Expr, facts: Facts) -> sp.Expr | None:
    """Return what has the sign of *expression*, without its denominator and positive factors.

    None if the sign of the denominator is not known.
    """
    above, below = sp.fraction(fraction(normal(expression, facts)))
    match sign(below, facts):
        case Sign.POSITIVE:
            pass
        case Sign.NEGATIVE:
            above = sp.expand(-above)
        case _:
            return None
    content, factors = factors_of(above)
    kept = [base**power for base, power in factors]
    kept = [factor for factor in kept if sign(factor, facts) is not Sign.POSITIVE]
    return sp.expand(sp.sign(content) * sp.Mul(*kept)) if content.is_nonzero else None


def same_signs(expression: sp.Expr, facts: Facts, depth: int = DEEPEST) -> set[sp.Expr]:
    """Return expressions that are above 0, or at least 0, wherever *expression* is."""
    found: set[sp.Expr] = set()
    whole = numerator(expression, facts)
    if whole is None or whole.is_Number:
        return found
    found.add(whole)
    for step in (*_by_logarithms(whole, facts), *_by_exponentials(whole)) if depth else ():
        found |= same_signs(step, facts, depth - 1)
    return found


def _by_logarithms(whole: sp.Expr, facts: Facts) -> Iterator[sp.Expr]:
    """Take the logarithms of a positive part and of the size of a negative one."""
    for atom in sorted(whole.atoms(Exp), key=sp.default_sort_key):
        rest, moved = whole.as_independent(atom, as_Add=True)
        parts = [sp.expand(rest), sp.factor_terms(moved)]
        signs = [sign(part, facts) for part in parts]
        if signs == [Sign.NEGATIVE, Sign.POSITIVE]:
            yield Log(parts[1]) - Log(sp.expand(-parts[0]))
        elif signs == [Sign.POSITIVE, Sign.NEGATIVE]:
            yield Log(parts[0]) - Log(-parts[1])


def _by_exponentials(whole: sp.Expr) -> Iterator[sp.Expr]:
    """Compare the exponential of a sum of logarithms with 1."""
    logarithms = whole.atoms(Log)
    if logarithms and all(whole.coeff(one, 1).is_Rational for one in logarithms):
        rest = whole - sp.Add(*(whole.coeff(one, 1) * one for one in logarithms))
        if not sp.expand(rest).has(Log):
            yield Exp(whole) - 1
