"""Both signs of what stands in an absolute value, as two expressions without it."""

from collections.abc import Iterator
from dataclasses import replace

import sympy as sp

from eqproof.notation import Interval
from eqproof.proof.facts import REALS, Facts
from eqproof.proof.signs import Sign, sign
from eqproof.terms import Absolute, bound_in, name_of

_HALF_LINE = Interval(sp.Rational(0), None, lower_open=False)


def sign_cases(expression: sp.Expr, facts: Facts) -> list[tuple[sp.Expr, Facts]]:
    """Return *expression* where an absolute value is that of 0 or more, and of 0 or less.

    The two cases leave no value out, so that what holds in both of them holds. In each, a number
    that can be any real one is written with a new symbol, which is 0 or more: if it is ``x - y``,
    then ``x`` is ``y + p`` in one case and ``y - p`` in the other. Empty if there is none.
    """
    bound = bound_in(expression)
    found = [a for a in expression.atoms(Absolute) if not a.free_symbols & bound]
    if not found:
        return []
    chosen = min(found, key=lambda a: (a.args[0].has(Absolute), sp.default_sort_key(a)))
    (inner,) = chosen.args
    half = f"|{sum(name.startswith('|') for name in facts.domains)}|"
    cases = []
    for side in (1, -1):
        case = expression.xreplace({chosen: side * inner})
        here = _with_sign(sp.expand(side * inner), facts)
        for number, slope in _free(inner, facts):
            size = sp.Symbol(half, real=True)
            rest = sp.expand(inner - slope * number)
            case = case.xreplace({number: (side * size - rest) / slope})
            here = _with_half(facts, half, sign(inner, facts) is Sign.NONZERO)
            break
        cases.append((case, here))
    return cases


def _free(inner: sp.Expr, facts: Facts) -> Iterator[tuple[sp.Expr, sp.Expr]]:
    """Yield the numbers in which *inner* is linear and that can be any real one, with the slope."""
    for atom in sorted(inner.atoms(sp.Symbol, sp.Indexed), key=sp.default_sort_key):
        slope = sp.expand(inner).coeff(atom, 1)
        known = facts.domains.get(name_of(atom)) == REALS and slope.is_Rational and slope != 0
        if known and not sp.expand(inner - slope * atom).has(atom):
            yield atom, slope


def _with_half(facts: Facts, name: str, apart: bool) -> Facts:
    """Return *facts* with one more name, of a number that is 0 or more; more than 0 if *apart*."""
    domain = replace(_HALF_LINE, lower_open=apart)
    return _anew(replace(facts, domains={**facts.domains, name: domain}))


def _with_sign(number: sp.Expr, facts: Facts) -> Facts:
    """Return *facts* where *number* is 0 or more; it is more where it is known not to be 0."""
    if sign(number, facts) is Sign.NONZERO:
        return _anew(replace(facts, positive=facts.positive | {number}))
    return _anew(replace(facts, nonnegative=facts.nonnegative | {number}))


def _anew(facts: Facts) -> Facts:
    return replace(facts, normals={}, cleared=set(), points={}, sides={}, defined={}, limited={})
