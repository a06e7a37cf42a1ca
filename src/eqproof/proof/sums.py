"""Sums in normal form, so that equal sums look equal for every number of terms.

A sum is split over the terms of its body; factors that do not depend on an index leave it; a sum
inside a sum becomes one sum over both indices; the range is brought to ``1 .. n`` with a bare
dimension ``n`` by taking terms off its end; indices get names by a fixed rule.
"""

from collections.abc import Callable
from itertools import permutations

import sympy as sp

from eqproof.exact.derivative import contracted, is_not_negative
from eqproof.exact.terms import Canonical, Delta, Ranged, Total, bound_in
from eqproof.proof.orders import without_order

Fraction = Callable[[sp.Expr], sp.Expr]

# Sums with more literal terms than this are left as they are.
_MOST_TERMS = 64
_MOST_INDICES = 4


def normal_total(body: sp.Expr, ranges: tuple[sp.Tuple, ...], fraction: Fraction) -> sp.Expr:
    """Return the sum of *body*, which is in normal atoms, over *ranges*, as normal sums."""
    result = body
    for running, count in reversed(ranges):
        result = _one_range(result, running, count, fraction)
    return result


def _one_range(body: sp.Expr, running: sp.Symbol, count: sp.Expr, fraction: Fraction) -> sp.Expr:
    if count.is_Integer and count <= _MOST_TERMS:
        return sp.Add(*(_at(body, running, sp.Integer(v)) for v in range(1, int(count) + 1)))
    offset, bare = count.as_coeff_Add()
    if offset != 0 and abs(offset) <= _MOST_TERMS and bare.is_Symbol and is_not_negative(count):
        return _peeled(body, running, bare, int(offset), fraction)
    return sp.Add(*(_term(t, running, count, fraction) for t in _terms(body, fraction)))


def _at(body: sp.Expr, running: sp.Symbol, value: sp.Expr) -> sp.Expr:
    return body.xreplace({running: value})


def _peeled(
    body: sp.Expr, running: sp.Symbol, bare: sp.Expr, offset: int, fraction: Fraction
) -> sp.Expr:
    """Sum to ``n + c`` by the terms at the end and a sum to ``n``."""
    if offset > 0:
        first = sp.Add(*(_at(body, running, sp.Integer(v)) for v in range(1, offset + 1)))
        shifted = _at(body, running, running + offset)
        return first + _one_range(shifted, running, bare, fraction)
    # g(1 + k) + … + g(n) is all of g(1) + … + g(n) but the first k terms
    whole = _at(body, running, running + offset)
    if sp.count_ops(whole) < sp.count_ops(body):
        first = sp.Add(*(_at(whole, running, sp.Integer(v)) for v in range(1, 1 - offset)))
        return _one_range(whole, running, bare, fraction) - first
    last = sp.Add(*(_at(body, running, bare - v) for v in range(-offset)))
    return _one_range(body, running, bare, fraction) - last


def _terms(body: sp.Expr, fraction: Fraction) -> list[sp.Expr]:
    """Split a body into terms, each a product of powers of atoms and sums of atoms below."""
    above, below = sp.fraction(fraction(body))
    return [term / below for term in sp.Add.make_args(sp.expand(above))]


def _term(term: sp.Expr, running: sp.Symbol, count: sp.Expr, fraction: Fraction) -> sp.Expr:
    if any(isinstance(f, Delta) and f.has(running) for f in sp.Mul.make_args(term)):
        picked = contracted(term, (sp.Tuple(running, count),))
        if running not in bound_in(picked):
            return _renamed(picked, fraction)
    outside, inside = sp.Integer(1), sp.Integer(1)
    for factor in _factors(term):
        if running in factor.free_symbols:
            inside *= factor
        else:
            outside *= factor
    if inside == 1 and is_not_negative(count):
        return outside * count
    index = Ranged.make("p", count)
    flat = _flat(_at(inside, running, index), [sp.Tuple(index, count)])
    return outside * _ordered(*flat, fraction)


def _renamed(expression: sp.Expr, fraction: Fraction) -> sp.Expr:
    """Return *expression* with the indices of its sums named anew, as other ones stand in them."""
    if isinstance(expression, Total):
        own = {i: Ranged.make("p", n) for i, n in expression.ranges}
        ranges = tuple(sp.Tuple(own[i], n) for i, n in expression.ranges)
        return normal_total(expression.body.xreplace(own), ranges, fraction)
    if isinstance(expression, sp.Add | sp.Mul | sp.Pow):
        return expression.func(*(_renamed(a, fraction) for a in expression.args))
    return expression


def _factors(term: sp.Expr) -> list[sp.Expr]:
    """Return the factors of a term, denominators split into theirs."""
    factors: list[sp.Expr] = []
    for factor in sp.Mul.make_args(term):
        if isinstance(factor, sp.Pow) and factor.exp.is_Integer and isinstance(factor.base, sp.Add):
            split = sp.factor_terms(factor.base)
            factors += [f**factor.exp for f in sp.Mul.make_args(split)]
        else:
            factors.append(factor)
    return factors


def _ordered(body: sp.Expr, ranges: list[sp.Tuple], fraction: Fraction) -> sp.Expr:
    """Return the sum of *body*, with an order between its indices written in one way only."""
    parts = without_order(body, ranges)
    if parts is None:
        return _named(body, ranges)
    return sp.Add(
        *(
            weight * (_named(part, list(over)) if kept else normal_total(part, over, fraction))
            for weight, part, over, kept in parts
        )
    )


def _flat(body: sp.Expr, ranges: list[sp.Tuple]) -> tuple[sp.Expr, list[sp.Tuple]]:
    """Draw sums that are factors of *body* into one sum over all indices.

    A sum that runs to an index stays inside: the order of the two could not be changed, and much
    that looks at a sum over several indices takes them in any order.
    """
    rest = sp.Integer(1)
    for factor in sp.Mul.make_args(body):
        base, power = factor.as_base_exp()
        drawn = isinstance(base, Total) and power.is_Integer and power > 0
        drawn = drawn and not _limits(base) & {index for index, _ in ranges}
        if not drawn or len(ranges) + power * len(base.ranges) > _MOST_INDICES:
            rest *= factor
            continue
        for _ in range(int(power)):
            renamed = {i: Ranged.make("p", n) for i, n in base.ranges}
            rest *= base.body.xreplace(renamed)
            ranges.extend(sp.Tuple(renamed[i], n) for i, n in base.ranges)
    return rest, ranges


def _limits(total: Total) -> set[sp.Basic]:
    """Return the symbols on which it depends how far *total* runs."""
    return set().union(*(count.free_symbols for _, count in total.ranges))


def _named(body: sp.Expr, ranges: list[sp.Tuple]) -> sp.Expr:
    inside, over = named(body, ranges)
    return Total(inside, *over)


def named(body: sp.Expr, ranges: list[sp.Tuple]) -> tuple[sp.Expr, tuple[sp.Tuple, ...]]:
    """Return *body* and *ranges* with the indices named in one way only.

    The order of the names is the one that makes the body come first among all orders.

    The numbers go on from those of the sums inside the body, so that no name is captured.
    """
    start = 1 + max((s.number for s in body.atoms(Canonical)), default=-1)
    orders = list(permutations(ranges))
    # entries are told apart by how they are written, and free indices can look alike
    shown = _told_apart(body, ranges) if len(orders) > 1 else body
    candidates = []
    for order in orders:
        names = {r[0]: Canonical.make(start + k, r[1]) for k, r in enumerate(order)}
        over = tuple(sp.Tuple(names[r[0]], r[1]) for r in order)
        candidates.append((names, over))
    names, over = candidates[0]
    if len(candidates) > 1:
        names, over = min(
            candidates, key=lambda c: (str(c[1]), sp.default_sort_key(shown.xreplace(c[0])))
        )
    return body.xreplace(names), over


def _told_apart(body: sp.Expr, ranges: list[sp.Tuple]) -> sp.Expr:
    """Return *body* with free indices as symbols whose names say which is which."""
    free = body.atoms(Ranged) - {index for index, _ in ranges}
    return body.xreplace(
        {i: sp.Symbol(f"{i.name}{i.dummy_index}", integer=True, positive=True) for i in free}
    )
