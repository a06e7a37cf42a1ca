r"""Sums of logarithms with one weight, and sums of powers of e beside such a power.

What stands under the sums is compared with a tangent, which lies below the one and above the other.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations

import sympy as sp

from eqproof.exact.terms import Exp, Log, Ranged, Total, bound_in
from eqproof.proof.facts import Facts
from eqproof.proof.known import outermost, with_own_indices
from eqproof.proof.signs import Sign, sign

_ABOVE = (Sign.POSITIVE, Sign.NONNEGATIVE, Sign.ZERO)
_MOST_RANGES = 3


@dataclass(frozen=True, slots=True)
class _Part:
    """A rational number times the sum over *ranges* of a *weight* times a logarithm."""

    number: sp.Rational
    weight: sp.Expr
    argument: sp.Expr
    ranges: tuple[tuple[Ranged, sp.Expr], ...]


def without_logarithms(whole: sp.Expr, facts: Facts) -> sp.Expr | None:
    r"""Return what is at most *whole*, where all its logarithms stand under sums with one weight.

    A sum of ``a \log w`` with an ``a`` that is 0 or more is at least that of ``a (1 - 1/w)``, since
    ``\log w >= 1 - 1/w`` for every positive number. To get one weight, a factor that is a sum is
    opened: ``(\sum_j b_j) \log u`` is the sum of ``b_j \log u``.
    """
    rest = sp.Integer(0)
    parts: list[_Part] = []
    for term in sp.Add.make_args(sp.expand(whole)):
        if not term.has(Log):
            rest += term
            continue
        found = list(_opened(term, ()))
        if None in found:
            return None
        parts += [part for part in found if part is not None]
    if not parts:
        return None
    first = max(parts, key=lambda part: len(part.ranges))
    if not first.ranges or sign(first.weight, facts) not in _ABOVE:
        return None
    unit = abs(first.number)
    product = sp.Integer(1)
    for part in parts:
        argument = _with_weight(part, first)
        power = part.number / unit
        if argument is None or not power.is_Integer:
            return None
        product *= argument**power
    body = sp.expand(first.weight * (1 - 1 / product))
    return rest + unit * Total(body, *first.ranges)


def _opened(term: sp.Expr, ranges: tuple[tuple[Ranged, sp.Expr], ...]) -> Iterator[_Part | None]:
    """Yield the parts that *term* is the sum of; None for what is no such part."""
    factors = sp.Mul.make_args(term)
    total = next((factor for factor in factors if isinstance(factor, Total)), None)
    if total is not None and len(ranges) < _MOST_RANGES:
        own = with_own_indices(total)
        outside = sp.Mul(*(factor for factor in factors if factor is not total))
        for inner in sp.Add.make_args(sp.expand(own.body * outside)):
            yield from _opened(inner, (*ranges, *((i, n) for i, n in own.ranges)))
        return
    logarithms = [factor for factor in factors if isinstance(factor, Log)]
    number, weight = sp.Mul(*(f for f in factors if f not in logarithms)).as_coeff_Mul()
    plain = len(logarithms) == 1 and number.is_Rational and not weight.has(Log, Total)
    yield _Part(number, weight, logarithms[0].args[0], ranges) if plain else None


def _with_weight(part: _Part, other: _Part) -> sp.Expr | None:
    """Return what *part* has the logarithm of, with the indices of *other*, if weights agree."""
    if len(part.ranges) != len(other.ranges):
        return None
    for order in permutations(other.ranges):
        pairs = list(zip(part.ranges, order, strict=True))
        names = {one: two for (one, _), (two, _) in pairs}
        counts = all(one == two for (_, one), (_, two) in pairs)
        if counts and sp.expand(part.weight.xreplace(names) - other.weight) == 0:
            return part.argument.xreplace(names)
    return None


def beside_powers(whole: sp.Expr, facts: Facts) -> Iterator[sp.Expr]:
    r"""Yield what is at most *whole*, with tangents for the powers of e under its sums.

    Beside a power ``e^m`` it is ``e^b = e^m e^{b - m} >= e^m (1 + b - m)``.
    """
    bound = bound_in(whole)
    outer = [one for one in whole.atoms(Exp) if not one.free_symbols & bound]
    totals = [total for total in outermost(whole) if total.has(Exp)]
    exponents = [side * one.args[0] for one in outer for side in (1, -1)]
    for exponent in sorted(exponents, key=sp.default_sort_key):
        lower = whole
        for total in totals:
            own = with_own_indices(total)
            inside = [f for f in sp.Mul.make_args(own.body) if isinstance(f, Exp)]
            factor = whole.coeff(total, 1)
            alone = not factor.has(*totals) and not sp.expand(whole - factor * total).has(total)
            if len(inside) != 1 or not alone:
                continue
            beside = own.body / inside[0]
            if sign(beside, facts) in _ABOVE and sign(factor, facts) in _ABOVE:
                tangent = Exp(exponent) * (1 + inside[0].args[0] - exponent)
                body = sp.expand(beside * tangent)
                lower = lower.xreplace({total: Total(body, *own.ranges)})
        if lower != whole:
            yield lower
