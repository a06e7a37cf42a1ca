"""How expressions grow: what is left of them when a positive symbol grows without bound.

A term is ranked by the exponential in it, then by the power of the symbol, then by that of its
logarithm. The term of the highest rank decides; it is found only where the ranks can be compared.
"""

from dataclasses import dataclass

import sympy as sp

from eqproof.exact.terms import Exp, Log
from eqproof.proof.algebra import fraction, normal
from eqproof.proof.exact_signs import exact_sign
from eqproof.proof.facts import Facts
from eqproof.proof.signs import Sign
from eqproof.proof.zero import prove_zero


@dataclass(frozen=True, slots=True)
class Rank:
    """``exp(rate) * t**power * log(t)**logs``; *rate* is a polynomial in the symbol ``t``."""

    rate: sp.Expr
    power: sp.Expr
    logs: sp.Expr

    def __sub__(self, other: "Rank") -> "Rank":
        return Rank(
            sp.expand(self.rate - other.rate), self.power - other.power, self.logs - other.logs
        )

    def direction(self, t: sp.Symbol, facts: Facts) -> int | None:
        """Return 1 if this grows, -1 if it vanishes, 0 if it is 1, None if that is not known."""
        if self.rate != 0:
            known = exact_sign(sp.Poly(self.rate, t).LC(), facts)
            return {Sign.POSITIVE: 1, Sign.NEGATIVE: -1}.get(known)
        for part in (self.power, self.logs):
            if part != 0:
                return 1 if part > 0 else -1
        return 0


@dataclass(frozen=True, slots=True)
class Leading:
    """What an expression is like in the end: *factor*, which is not 0, times its *rank*."""

    rank: Rank
    factor: sp.Expr


def leading(expression: sp.Expr, t: sp.Symbol, facts: Facts) -> Leading | None:
    """Return what *expression* is like for large *t*, or None if that is not found out."""
    above, below = sp.fraction(fraction(normal(expression, facts)))
    one, two = _dominant(above, t, facts), _dominant(below, t, facts)
    if one is None or two is None:
        return None
    return Leading(one.rank - two.rank, one.factor / two.factor)


def _dominant(polynomial: sp.Expr, t: sp.Symbol, facts: Facts) -> Leading | None:
    """Return the terms of the highest rank in a sum of products, as one."""
    groups: dict[Rank, sp.Expr] = {}
    for term in sp.Add.make_args(sp.expand(polynomial)):
        ranked = _ranked(term, t)
        if ranked is None:
            return None
        groups[ranked.rank] = groups.get(ranked.rank, sp.Integer(0)) + ranked.factor
    while groups:
        best = next(iter(groups))
        for rank in groups:
            order = (rank - best).direction(t, facts)
            if order is None:
                return None
            best = rank if order > 0 else best
        factor = groups.pop(best)
        if exact_sign(factor, facts) in (Sign.POSITIVE, Sign.NEGATIVE, Sign.NONZERO):
            return Leading(best, factor)
        if prove_zero(factor, facts) is None:
            return None
    return None


def _ranked(term: sp.Expr, t: sp.Symbol) -> Leading | None:
    rate, power, logs = sp.Integer(0), sp.Integer(0), sp.Integer(0)
    constant = sp.Integer(1)
    for factor in sp.Mul.make_args(term):
        base, times = factor.as_base_exp()
        if not factor.has(t):
            constant *= factor
        elif not times.is_Integer:
            return None
        elif base == t:
            power += times
        elif base == Log(t):
            logs += times
        elif isinstance(base, Exp):
            exponent = sp.expand(base.args[0])
            share = exponent.coeff(Log(t), 1)
            rest = sp.expand(exponent - share * Log(t))
            if not share.is_Rational or not rest.is_polynomial(t):
                return None
            # the part of the exponent without t would be a factor of its own in normal form
            rate, power = rate + times * rest, power + times * share
        else:
            return None
    return Leading(Rank(sp.expand(rate), power, logs), constant)
