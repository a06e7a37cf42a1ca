r"""Sums whose value a hypothesis gives, such as ``\sum_{c=1}^{K} y_c = 1``.

What a hypothesis says of a sum is used wherever that very sum stands, alone or as a part of a sum
over more indices. An index that the hypothesis leaves free stands for every value in its range.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

import sympy as sp

from eqproof.exact.derivative import in_range
from eqproof.exact.terms import Canonical, Multiplied, Ranged, Total
from eqproof.proof.sums import Fraction, normal_total

# One sum is replaced at most so often, one value after the other.
_MOST_STEPS = 8
# Factors or terms of a pattern with free indices are tried in every order up to this many.
_MOST_ORDERED = 4


@dataclass(frozen=True, slots=True)
class Known:
    """By a hypothesis *total*, in normal form, is *value* for every value of the indices *free*."""

    total: Total
    value: sp.Expr
    free: frozenset[Ranged] = frozenset()


def known_from(zero: sp.Expr, free: frozenset[Ranged]) -> Known | None:
    """Return what ``zero = 0``, a polynomial in normal atoms, says of a sum that stands in it.

    The equation is solved for a sum whose coefficient is never 0 and that stands nowhere else in
    it, the one over most indices first. It must name every free index, so that an instance of it
    is known from the sum alone.
    """
    totals = [t for t in outermost(zero) if t.atoms(sp.Indexed)]
    for total in sorted(totals, key=lambda t: (-len(t.ranges), sp.default_sort_key(t))):
        coefficient = zero.coeff(total, 1)
        rest = sp.expand(zero - coefficient * total)
        if coefficient.is_nonzero is not True or rest.has(total):
            continue
        value = -rest / coefficient
        inside = free & total.free_symbols
        if free - inside:
            continue
        return Known(total, value, inside)
    return None


def with_known_sums(expression: sp.Expr, known: Sequence[Known], fraction: Fraction) -> sp.Expr:
    """Return *expression* in normal atoms with the value of every outermost sum that has one."""
    for _ in range(_MOST_STEPS if known else 0):
        found = {t: value_of(t, known, fraction) for t in outermost(expression)}
        found = {total: value for total, value in found.items() if value is not None}
        if not found:
            break
        expression = expression.xreplace(found)
    return expression


def outermost(expression: sp.Expr) -> set[Total]:
    """Return the sums in *expression* that stand in no other sum, and in no product."""
    if isinstance(expression, Total):
        return {expression}
    if isinstance(expression, Multiplied):
        return set()
    return set().union(*(outermost(a) for a in expression.args)) if expression.args else set()


def with_own_indices(total: Total) -> Total:
    """Return the same sum over indices that occur nowhere else."""
    own = {i: Ranged.make("p", n) for i, n in total.ranges}
    renamed: Total = Total(total.body.xreplace(own), *((own[i], n) for i, n in total.ranges))
    return renamed


def value_of(total: Total, known: Sequence[Known], fraction: Fraction) -> sp.Expr | None:
    """Return *total* with a known sum in it replaced.

    A finite sum may be taken in any order: the indices of the known sum are summed first, and
    what does not depend on them stands outside of it. A value may speak of the other indices of
    *total* if those occur nowhere else.
    """
    total = (
        total if any(isinstance(i, Ranged) for i, _ in total.ranges) else with_own_indices(total)
    )
    for one in known:
        if len(one.total.ranges) > len(total.ranges):
            continue
        for chosen in permutations(total.ranges, len(one.total.ranges)):
            names = {}
            for (index, count), (pattern, wanted) in zip(chosen, one.total.ranges, strict=True):
                names[pattern] = index if count == wanted else None
            if None in names.values():
                continue
            indices = {index for index, _ in chosen}
            inside, outside = _split(total.body, indices)
            for bound in instances(one.total.body.xreplace(names), inside, one.free):
                if not all(fits(i, e, indices) for i, e in bound.items()):
                    continue
                left = {i: Ranged.make("p", n) for i, n in total.ranges if i not in indices}
                ranges = tuple(sp.Tuple(left[i], n) for i, n in total.ranges if i in left)
                # sums in the value get indices of their own, so that they capture none
                value = one.value.replace(lambda e: isinstance(e, Total), with_own_indices)
                value = value.xreplace({i: e.xreplace(left) for i, e in bound.items()} | left)
                return normal_total(outside.xreplace(left) * value, ranges, fraction)
    return None


def _split(body: sp.Expr, indices: set[sp.Symbol]) -> tuple[sp.Expr, sp.Expr]:
    """Return the factors of *body* that depend on *indices*, and the others."""
    factors = sp.Mul.make_args(body)
    inside = [f for f in factors if f.free_symbols & indices]
    return sp.Mul(*inside), sp.Mul(*(f for f in factors if f not in inside))


def fits(free: Ranged, value: sp.Expr, indices: set[sp.Symbol]) -> bool:
    """Whether the hypothesis speaks of *value* for its index *free*: it is surely in range."""
    if value.free_symbols & indices:
        return False
    ranged = {s: Ranged.make("p", s.count) for s in value.atoms(Canonical)}
    return in_range(value.xreplace(ranged), free.count)


Bound = dict[Ranged, sp.Expr]


def instances(pattern: sp.Expr, given: sp.Expr, free: frozenset[Ranged]) -> Iterator[Bound]:
    """Yield values of *free* that make *pattern* into *given*."""
    if not free:
        if pattern == given:
            yield {}
        return
    yield from unify([(pattern, given)], free, {})


def unify(
    pairs: list[tuple[sp.Expr, sp.Expr]], free: frozenset[Ranged], bound: Bound
) -> Iterator[Bound]:
    """Yield values of *free* that go with *bound* and make the first of all *pairs* the second."""
    if not pairs:
        yield bound
        return
    (pattern, given), rest = pairs[0], pairs[1:]
    if pattern in free:
        if bound.get(pattern, given) == given:
            yield from unify(rest, free, {**bound, pattern: given})
    elif not pattern.free_symbols & free:
        if pattern == given:
            yield from unify(rest, free, bound)
    elif pattern.func == given.func and len(pattern.args) == len(given.args):
        orders: list[tuple[sp.Expr, ...]] = [given.args]
        if pattern.is_Add or pattern.is_Mul:
            if len(given.args) > _MOST_ORDERED:
                return
            orders = list(permutations(given.args))
        for order in orders:
            below = list(zip(pattern.args, order, strict=True))
            yield from unify(below + rest, free, bound)
