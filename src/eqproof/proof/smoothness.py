"""Whether the pieces of a formula join smoothly where a number passes 0.

Near a point at which some numbers are 0 the formula is always one of its pieces: those that it has
where each of these numbers is below, above or at 0. All of them are smooth near the point. If their
values and their slopes up to an order agree there, then the formula has derivatives up to this
order, and they are those of every piece. Of one number at a time it is shown that its pieces agree,
whatever holds of the others that may be 0 there, too. Steps from piece to piece then reach all.
"""

from itertools import product

import sympy as sp

from eqproof.exact.derivative import derive
from eqproof.exact.joins import Join, increments
from eqproof.exact.terms import (
    POWER,
    Absolute,
    Approach,
    Area,
    Below,
    Equal,
    Largest,
    Log,
    Multiplied,
    Root,
    bound_in,
)
from eqproof.proof.algebra import factors_of, fraction, normal
from eqproof.proof.cases import where_zero
from eqproof.proof.exact_signs import exact_sign
from eqproof.proof.facts import Facts
from eqproof.proof.inequalities import is_above
from eqproof.proof.signs import Sign
from eqproof.proof.zero import prove_zero

_MOST_WORLDS = 9
_SIDES = (1, -1, 0)
_UNSTEADY = (Equal, Below, Area, Approach, Largest, Multiplied, POWER)
"""What may jump, or may not be smooth for other reasons."""


def is_smooth(join: Join, facts: Facts) -> bool:
    """Whether one of the formulas around the pieces has the derivatives that are asked for."""
    return join.moved != "?" and any(_has_derivatives(whole, join, facts) for whole in join.wholes)


def _has_derivatives(whole: sp.Expr, join: Join, facts: Facts) -> bool:
    differences = _differences(whole)
    if any(d.has(*_UNSTEADY) for d in differences):
        return False
    own = {d: _ratio(d, join.difference) for d in differences}
    if not any(own.values()):
        return False
    here, place = _there(join.difference, facts)
    signs: list[list[tuple[sp.Expr, int]]] = []
    for other in (d for d in differences if not own[d]):
        known = exact_sign(other.xreplace(place), here)
        sides = {Sign.POSITIVE: (1,), Sign.NEGATIVE: (-1,)}.get(known, _SIDES)
        signs.append([(other, side) for side in sides])
    turned = {d: 1 if ratio > 0 else -1 for d, ratio in own.items() if ratio}
    worlds = list(product(*signs))
    return len(worlds) <= _MOST_WORLDS and all(
        _join_in(dict(world), turned, whole, join, facts) for world in worlds
    )


def _join_in(
    world: dict[sp.Expr, int],
    turned: dict[sp.Expr, int],
    whole: sp.Expr,
    join: Join,
    facts: Facts,
) -> bool:
    """Whether the pieces agree where all other numbers have the signs of this *world*."""
    here, place = _there(_piece(join.difference, world), facts)
    one, *others = (
        _piece(whole, world | {d: turn * side for d, turn in turned.items()}) for side in _SIDES
    )
    return all(_is_defined(piece, place, here) for piece in (one, *others)) and all(
        _agree(one, other, join, place, here) for other in others
    )


def _differences(whole: sp.Expr) -> list[sp.Expr]:
    """Return the numbers at whose zeros *whole* has other pieces, but for those that run."""
    bound = bound_in(whole)
    atoms = whole.atoms(Equal, Below, Absolute)
    found = {a.args[0] for a in atoms if not a.free_symbols & bound}
    return sorted(found, key=sp.default_sort_key)


def _ratio(one: sp.Expr, other: sp.Expr) -> sp.Expr | None:
    """Return how many times *other* goes into *one*, if that is a number."""
    ratio = sp.cancel(one / other) if one.free_symbols & other.free_symbols else sp.nan
    return ratio if ratio.is_Rational and ratio != 0 else None


def _there(difference: sp.Expr, facts: Facts) -> tuple[Facts, dict[sp.Expr, sp.Expr]]:
    """Return what is known where *difference* is 0, and a symbol with its value there."""
    above = sp.fraction(fraction(normal(difference, facts)))[0]
    # a power is 0 where its base is
    zero = sp.Mul(*(base for base, _ in factors_of(above)[1])) if above != 0 else above
    place = where_zero(sp.expand(difference), difference)
    return facts.changed(zeros=(*facts.zeros, zero)) if zero != 0 else facts, place


def _piece(expression: sp.Expr, signs: dict[sp.Expr, int]) -> sp.Expr:
    """Return the formula that *expression* is where differences have these *signs*."""
    values: dict[sp.Expr, sp.Expr] = {}
    for difference, sign in signs.items():
        values[Equal(difference)] = sp.Integer(sign == 0)
        values[Below(difference)] = sp.Integer(sign < 0)
        # at 0 the absolute value is that of either piece
        values[Absolute(difference)] = (sign or 1) * difference
    while expression.has(*values):
        expression = expression.xreplace(values)
    return expression


def _is_defined(piece: sp.Expr, place: dict[sp.Expr, sp.Expr], facts: Facts) -> bool:
    """Whether *piece* is shown to be smooth where pieces meet."""
    if piece.has(*_UNSTEADY, sp.nan, sp.zoo):
        return False
    for part in piece.atoms(Log, Root, sp.Pow):
        base = part.args[0].xreplace(place)
        if isinstance(part, sp.Pow) and part.exp.is_Integer:
            known = part.exp > 0 or exact_sign(base, facts) in _APART
        else:
            known = is_above(base, facts, strict=True)
        if not known:
            return False
    return True


_APART = (Sign.POSITIVE, Sign.NEGATIVE, Sign.NONZERO)


def _agree(
    one: sp.Expr, other: sp.Expr, join: Join, place: dict[sp.Expr, sp.Expr], facts: Facts
) -> bool:
    """Whether two pieces have the same value and slopes where they meet, in every direction."""
    difference = one - other
    if difference.has(Absolute):
        return False
    leaf = increments(join.moved, facts.notation)
    for _ in range(join.order):
        if not _vanishes(difference, place, facts):
            return False
        difference = derive(difference, leaf)
    return _vanishes(difference, place, facts)


def _vanishes(expression: sp.Expr, place: dict[sp.Expr, sp.Expr], facts: Facts) -> bool:
    there = expression.xreplace(place)
    if there.has(sp.nan, sp.zoo):
        return False
    return prove_zero(there, facts) is not None or prove_zero(expression, facts) is not None
