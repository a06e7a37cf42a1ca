"""Integrals, worked out: by an antiderivative that is differentiated again, and over bell curves.

No antiderivative is trusted: where its derivative is not shown to be the integrand, or it is not
smooth all the way from one end to the other, it is not used. An integral that is not worked out
stays one, in a form that does not depend on the letter that runs.
"""

from collections.abc import Iterator

import sympy as sp

from eqproof.exact.binders import places
from eqproof.exact.derivative import derive, partial
from eqproof.exact.terms import Area, Log
from eqproof.proof.algebra import fraction, normal
from eqproof.proof.antiderivatives import antiderivative
from eqproof.proof.approaches import far, smooth
from eqproof.proof.bells import bell
from eqproof.proof.exact_signs import exact_sign
from eqproof.proof.facts import Facts
from eqproof.proof.growth import leading
from eqproof.proof.signs import Sign
from eqproof.proof.zero import prove_zero

_SHARED = "running"


def worked_out(body: sp.Expr, area: Area, facts: Facts) -> sp.Expr:
    """Return the integral of *body* as *area* says, worked out as far as that is possible."""
    x, (lower, upper) = area.symbol, area.ends
    found = _value(body, x, lower, upper, facts)
    if found is not None:
        return found
    # a sum of integrals is that of the sum where each of them exists
    above, below = sp.fraction(fraction(normal(body, facts)))
    result = sp.Integer(0)
    for term in sp.Add.make_args(sp.expand(above)):
        constant, rest = (term / below).as_independent(x, as_Add=False)
        part = _value(rest, x, lower, upper, facts)
        if part is None and not (area.is_finite_range or vanishes(rest, area, facts)):
            return _shared(body, area)
        result += constant * (_shared(rest, area) if part is None else part)
    return result


def _shared(body: sp.Expr, area: Area) -> sp.Expr:
    """Return an integral with the letter that all integrals share, but for those inside."""
    depth = sum(1 for inner in body.atoms(sp.Symbol) if inner.name.startswith(_SHARED))
    letter = sp.Symbol(f"{_SHARED} {depth}", real=True)
    return Area(fraction(body).xreplace({area.symbol: letter}), letter, *area.ends)


def _value(
    body: sp.Expr, x: sp.Symbol, lower: sp.Basic, upper: sp.Basic, facts: Facts
) -> sp.Expr | None:
    none = sp.Tuple()
    if not body.has(x):
        return None if none in (lower, upper) else body * (upper - lower)
    if lower == upper == none:
        found = bell(body, x, facts)
        if found is not None:
            return found
    primitive = antiderivative(body, x)
    if primitive is None:
        return None
    primitive = _of_positive(primitive, next(around(lower, upper))[0], x, facts)
    if prove_zero(derive(primitive, partial(x)) - body, facts) is None:
        return None
    for place, shift in around(lower, upper):
        if not smooth(primitive.xreplace({x: place + shift}), shift, facts):
            return None
    ends = [_at_end(primitive, x, end, facts, up) for end, up in ((lower, -1), (upper, 1))]
    return None if ends[0] is None or ends[1] is None else ends[1] - ends[0]


def _of_positive(primitive: sp.Expr, place: sp.Expr, x: sp.Symbol, facts: Facts) -> sp.Expr:
    """Turn logarithms of what is negative between the ends: the derivative stays the same."""

    def turned(inner: sp.Expr) -> sp.Expr:
        here = exact_sign(inner.xreplace({x: place}), facts)
        return Log(-inner if here is Sign.NEGATIVE else inner)

    return primitive.replace(Log, turned)


def _at_end(
    primitive: sp.Expr, x: sp.Symbol, end: sp.Basic, facts: Facts, direction: int
) -> sp.Expr | None:
    if end != sp.Tuple():
        return primitive.xreplace({x: end})
    large = sp.Dummy("t", positive=True)
    return far(primitive.xreplace({x: direction * large}), large, facts)


def around(lower: sp.Basic, upper: sp.Basic) -> Iterator[tuple[sp.Expr, sp.Symbol]]:
    """Yield any place from one end to the other, with a symbol for a small step from there."""
    for place in places(lower, upper):
        yield place, sp.Dummy("u", real=True)


def exists(body: sp.Expr, area: Area, facts: Facts) -> bool:
    """Whether the integral of *body*, which is defined between the ends, is surely a number."""
    if area.is_finite_range or _value(body, area.symbol, *area.ends, facts) is not None:
        return True
    return vanishes(body, area, facts)


def vanishes(body: sp.Expr, area: Area, facts: Facts) -> bool:
    """Whether *body* vanishes so fast at every infinite end that its integral is finite there."""
    for end, direction in zip(area.ends, (-1, 1), strict=True):
        if end == sp.Tuple():
            large = sp.Dummy("t", positive=True)
            found = leading(body.xreplace({area.symbol: direction * large}), large, facts)
            if found is None:
                return False
            rate = found.rank.rate
            fast = rate != 0 and exact_sign(sp.Poly(rate, large).LC(), facts) is Sign.NEGATIVE
            if not (fast or (rate == 0 and found.rank.power < -1)):
                return False
    return True
