"""Limits, from how expressions begin near a place or grow in the end.

An expression that is smooth at a place is its Taylor series there, so that a quotient tends to the
quotient of the first coefficients that do not vanish. For large arguments the dominating terms
decide; where a part has a limit, a continuous function of it has one too. What is not shown in
one of these ways is left open.
"""

import sympy as sp

from eqproof.exact.derivative import derive, partial
from eqproof.exact.terms import (
    POWER,
    Absolute,
    Approach,
    Erf,
    Exp,
    Log,
    Opaque,
    Root,
    Smooth,
    Total,
)
from eqproof.proof.algebra import fraction, normal
from eqproof.proof.exact_signs import exact_sign
from eqproof.proof.facts import Facts
from eqproof.proof.growth import Leading, leading
from eqproof.proof.signs import Sign
from eqproof.proof.zero import prove_zero

_HIGHEST_ORDER = 6
"""So many coefficients of a Taylor series are looked at."""
_DEEPEST = 12
_CONTINUOUS = (sp.Add, sp.Mul, sp.Pow, Exp, Log, Erf, sp.sin, sp.cos, sp.atan)
_NOT_ZERO = (Sign.POSITIVE, Sign.NEGATIVE, Sign.NONZERO)


def approached(body: sp.Expr, limit: Approach, facts: Facts) -> sp.Expr | None:
    """Return the limit of *body* as *limit* says, or None if it is not shown to exist."""
    symbol = limit.symbol
    if limit.kind == "sign near":
        return _first(body, symbol, facts) or _positive_side(body, symbol, facts, signs=True)
    if limit.kind == "sign far":
        return _sign_far(body, symbol, facts)
    if limit.kind == "far":
        return far(body, symbol, facts)
    found = _taylor(body, symbol, facts)
    if found is not None or limit.kind == "smooth":
        return found
    above = _positive_side(body, symbol, facts)
    if limit.kind == "above" or above is None:
        return above
    below = _positive_side(body.xreplace({symbol: -symbol}), symbol, facts)
    same = below is not None and prove_zero(above - below, facts) is not None
    return above if same else None


def _positive_side(
    body: sp.Expr, symbol: sp.Symbol, facts: Facts, signs: bool = False
) -> sp.Expr | None:
    """Come from above, as for a large argument of which the symbol is the reciprocal."""
    large = sp.Dummy("t", positive=True)
    far = body.xreplace({symbol: 1 / large})
    return _sign_far(far, large, facts) if signs else _grown(far, large, facts, _DEEPEST)


# Near a place


def _taylor(body: sp.Expr, u: sp.Symbol, facts: Facts) -> sp.Expr | None:
    """Return the limit for *u* to 0 of a quotient of two functions that are smooth there."""
    above, below = sp.fraction(fraction(normal(body, facts)))
    if not (smooth(above, u, facts) and smooth(below, u, facts)):
        return None
    order = 0
    while (found := _coefficient(below, u, order)) is not None:
        if exact_sign(found, facts) in _NOT_ZERO:
            top = _coefficient(above, u, order)
            return None if top is None else top / found
        lower = _coefficient(above, u, order)
        # as long as the denominator begins with zeros the numerator has to
        if lower is None or any(prove_zero(c, facts) is None for c in (found, lower)):
            return None
        order += 1
    return None


def _first(body: sp.Expr, u: sp.Symbol, facts: Facts) -> sp.Expr | None:
    """Return the first coefficient that is not 0 of what has the sign of *body* for small u > 0."""
    above, below = sp.fraction(fraction(normal(body, facts)))
    if above == 0:
        return sp.Integer(0)
    result = sp.Integer(1)
    for part in (above, below):
        if not smooth(part, u, facts):
            return None
        order = 0
        while (found := _coefficient(part, u, order)) is not None:
            if exact_sign(found, facts) in _NOT_ZERO:
                break
            if prove_zero(found, facts) is None:
                return None
            order += 1
        if found is None:
            return None
        result *= found
    return result


def _coefficient(part: sp.Expr, u: sp.Symbol, order: int) -> sp.Expr | None:
    """Return the derivative of that *order* at 0; the factorials cancel in a quotient."""
    if order > _HIGHEST_ORDER:
        return None
    for _ in range(order):
        part = derive(part, partial(u))
    return part.xreplace({u: sp.Integer(0)})


def smooth(expression: sp.Expr, u: sp.Symbol, facts: Facts) -> bool:
    """Whether *expression* has all derivatives by *u* around 0."""
    if isinstance(expression, Total):
        return smooth(expression.body, u, facts)
    if not expression.has(u) or expression.is_Symbol:
        return True
    if not all(smooth(a, u, facts) for a in expression.args):
        return False
    match expression:
        case Log(args=(inner,)) | Root(args=(inner,)):
            return exact_sign(_at_zero(inner, u), facts) is Sign.POSITIVE
        case Absolute(args=(inner,)):
            return exact_sign(_at_zero(inner, u), facts) in _NOT_ZERO
        case sp.Pow(base=base, exp=exponent):
            if not exponent.is_Integer:
                return False
            return exponent > 0 or exact_sign(_at_zero(base, u), facts) in _NOT_ZERO
        case Opaque(args=(name, _, _)):
            # an arbitrary function is smooth; a power without a name of its own may be none
            return bool(name != POWER)
        case Smooth() | sp.Tuple():
            # so is one of tensors, whose entries are
            return True
        case sp.Add() | sp.Mul() | Exp() | Erf() | sp.sin() | sp.cos() | sp.atan():
            return True
        case _:
            return False


def _at_zero(expression: sp.Expr, u: sp.Symbol) -> sp.Expr:
    return expression.xreplace({u: sp.Integer(0)})


# Far away


def far(body: sp.Expr, t: sp.Symbol, facts: Facts, depth: int = _DEEPEST) -> sp.Expr | None:
    """Return the limit for a *t* that grows without bound."""
    found = _grown(body, t, facts, depth)
    if found is not None:
        return found
    small = sp.Dummy("u", positive=True)
    return _taylor(body.xreplace({t: 1 / small}), small, facts)


def _grown(body: sp.Expr, t: sp.Symbol, facts: Facts, depth: int) -> sp.Expr | None:
    if not body.has(t):
        return body
    if depth == 0:
        return None
    whole = normal(body, facts)
    if fraction(whole) == 0:
        return sp.Integer(0)
    found = leading(whole, t, facts)
    if found is None:
        return _by_parts(body, t, facts, depth)
    direction = found.rank.direction(t, facts)
    if direction == 0:
        return found.factor
    return sp.Integer(0) if direction == -1 else None


def _by_parts(body: sp.Expr, t: sp.Symbol, facts: Facts, depth: int) -> sp.Expr | None:
    """Return a continuous function of the limits of the parts of *body*."""
    if isinstance(body, sp.Pow) and body.exp.has(t):
        return _by_parts(Exp(body.exp * Log(body.base)), t, facts, depth)
    if isinstance(body, Total):
        inner = far(body.body, t, facts, depth - 1)
        return None if inner is None else Total(inner, *body.ranges)
    if not isinstance(body, _CONTINUOUS):
        return None
    parts = [far(a, t, facts, depth - 1) for a in body.args]
    if None not in parts:
        return _continued(body, parts, facts)
    match body:
        case sp.Add():
            softer = sp.Add(*(_softened(a, t, facts) for a in body.args))
            return _grown(softer, t, facts, depth - 1) if softer != body else None
        case Exp(args=(inner,)) | Erf(args=(inner,)) | sp.atan(args=(inner,)):
            if far(1 / inner, t, facts, depth - 1) != 0:
                return None
            side = _sign_far(1 / inner, t, facts)
            known = Sign.UNKNOWN if side is None else exact_sign(side, facts)
            return _AT_INFINITY.get((type(body), known))
    return None


_AT_INFINITY = {
    (Exp, Sign.NEGATIVE): sp.Integer(0),
    (Erf, Sign.NEGATIVE): sp.Integer(-1),
    (Erf, Sign.POSITIVE): sp.Integer(1),
    (sp.atan, Sign.NEGATIVE): -sp.pi / 2,
    (sp.atan, Sign.POSITIVE): sp.pi / 2,
}


def _continued(body: sp.Expr, parts: list[sp.Expr | None], facts: Facts) -> sp.Expr | None:
    first = parts[0]
    assert first is not None
    if isinstance(body, Log) and exact_sign(first, facts) is not Sign.POSITIVE:
        return None
    if isinstance(body, sp.Pow):
        positive = exact_sign(first, facts) is Sign.POSITIVE
        whole = body.exp.is_Integer and (body.exp > 0 or exact_sign(first, facts) in _NOT_ZERO)
        if not (positive or whole):
            return None
    return body.func(*parts)


def _softened(term: sp.Expr, t: sp.Symbol, facts: Facts) -> sp.Expr:
    """Return a multiple of a logarithm up to what vanishes: the logarithm of what leads in it."""
    constant, rest = term.as_independent(t, as_Add=False)
    if not isinstance(rest, Log):
        return term
    found = leading(rest.args[0], t, facts)
    if found is None or exact_sign(found.factor, facts) is not Sign.POSITIVE or found.rank.logs:
        return term
    return constant * (Log(found.factor) + found.rank.rate + found.rank.power * Log(t))


def _sign_far(body: sp.Expr, t: sp.Symbol, facts: Facts) -> sp.Expr | None:
    """Return what has the sign of *body* for every large *t*, and is 0 only where that is 0."""
    if not body.has(t):
        return body
    if fraction(normal(body, facts)) == 0:
        return sp.Integer(0)
    found: Leading | None = leading(body, t, facts)
    if found is not None:
        return found.factor
    value = far(body, t, facts)
    return value if value is not None and exact_sign(value, facts) in _NOT_ZERO else None
