r"""Products of a matrix and its inverse in sums over their entries.

Where ``M`` has an inverse ``V``, the sum over ``s`` of ``V_{is} M_{sj}`` is 1 for ``i = j`` and 0
otherwise, and so is that of ``M_{js} V_{si}``. Most matrices are sums. So one of their terms, which
is found beside an inverse, is replaced by what the others leave of this equation: by
``\delta_{ij} - \sum_s V_{is} (M - L)_{sj}`` for the term ``L``. This holds for every size. The
term is the one with the most factors, so that every step brings an expression closer to an end.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import sympy as sp

from eqproof.exact.derivative import contracted
from eqproof.exact.matrix_terms import InverseEntry, own_places
from eqproof.exact.terms import Delta, Ranged, Total
from eqproof.proof.known import fits, unify


@dataclass(frozen=True, slots=True)
class _Term:
    """A product of *factors*, summed over *indices*, which occur nowhere else, times a number."""

    number: sp.Expr
    factors: tuple[sp.Expr, ...]
    indices: tuple[Ranged, ...]

    def with_factor(self, factor: sp.Expr) -> sp.Expr:
        """Return the sum, with one more factor inside."""
        body = self.number * sp.Mul(*self.factors, factor)
        ranges = tuple(sp.Tuple(i, i.count) for i in self.indices)
        return contracted(body, ranges) if ranges else body


def contracted_once(expression: sp.Expr) -> sp.Expr:
    """Return a polynomial in normal atoms with one contraction in every term that has one."""
    if not expression.has(InverseEntry):
        return expression
    return sp.Add(*(_contracted(term) for term in sp.Add.make_args(sp.expand(expression))))


def _contracted(term: sp.Expr) -> sp.Expr:
    if not term.has(InverseEntry):
        return term
    opened = _opened(term)
    for place, factor in enumerate(opened.factors):
        if isinstance(factor, InverseEntry):
            others = opened.factors[:place] + opened.factors[place + 1 :]
            for found in _beside(factor, _Term(opened.number, others, opened.indices)):
                return found
    return term


def _opened(term: sp.Expr) -> _Term:
    """Return *term* as one sum over all indices of the sums that are its factors."""
    number, factors, indices = sp.Integer(1), [], []
    for factor in sp.Mul.make_args(term):
        base, times = factor.as_base_exp()
        if factor.is_Number:
            number *= factor
        elif not (times.is_Integer and times > 0):
            factors.append(factor)
        elif not isinstance(base, Total):
            factors += [base] * int(times)
        else:
            for _ in range(int(times)):
                own = {i: Ranged.make("s", n) for i, n in base.ranges}
                inner = _opened(base.body.xreplace(own))
                number *= inner.number
                factors += inner.factors
                indices += [*own.values(), *inner.indices]
    return _Term(number, tuple(factors), tuple(indices))


def _beside(inverse: InverseEntry, rest: _Term) -> Iterator[sp.Expr]:
    """Yield what *inverse* times *rest* is, if its matrix stands in *rest* beside it."""
    for met, other, is_row in (
        (inverse.column, inverse.row, False),
        (inverse.row, inverse.column, True),
    ):
        if met not in rest.indices or met in other.free_symbols:
            continue
        p, q = own_places(inverse)
        lead = _lead(inverse)
        if lead is None:
            return
        place, free = ({q: met}, p) if is_row else ({p: met}, q)
        wanted = _opened(lead.xreplace(dict(zip(_names(inverse), (p, q), strict=True))))
        pattern = [f.xreplace(place) for f in wanted.factors]
        bound = frozenset({free, *wanted.indices})
        for left, found in _matches(pattern, list(rest.factors), bound, {}):
            end = found.get(free)
            inside = [found[i] for i in wanted.indices]
            used = {met, *inside}
            around = set().union(*(f.free_symbols for f in (*left, end, other)))
            if not _is_whole(wanted.indices, inside, rest.indices) or used & around:
                continue
            if not fits(free, end, used):
                continue
            kept = tuple(i for i in rest.indices if i not in used)
            outside = _Term(rest.number / wanted.number, tuple(left), kept)
            s = Ranged.make("s", inverse.size)
            beside = inverse.at(end, s) if is_row else inverse.at(s, end)
            first, second = _names(inverse)
            term = lead.xreplace({first: end, second: s} if is_row else {first: s, second: end})
            moved = inverse.moved(s, other) if is_row else inverse.moved(other, s)
            others = sp.expand(beside - term)
            gone = Total(moved * others, (s, s.count)) if others != 0 else sp.Integer(0)
            yield outside.with_factor(Delta(other, end) - gone)


def _names(inverse: InverseEntry) -> tuple[sp.Symbol, sp.Symbol]:
    (one, _), (two, _) = inverse.ranges
    return one, two


def _lead(inverse: InverseEntry) -> sp.Expr | None:
    """Return the term of the matrix with the most factors, with a number before it only."""
    above, below = sp.fraction(inverse.body)
    terms = [t / below for t in sp.Add.make_args(sp.expand(above))]
    places = set(_names(inverse))
    ranked = []
    for term in terms:
        opened = _opened(term)
        moving = all(f.free_symbols & (places | set(opened.indices)) for f in opened.factors)
        if moving and not any(isinstance(f, Delta) for f in opened.factors):
            size = (len(opened.factors), len(opened.indices))
            ranked.append((size, sp.default_sort_key(term), term))
    return max(ranked, key=lambda r: r[:2])[2] if ranked else None


def _matches(
    pattern: Sequence[sp.Expr],
    factors: list[sp.Expr],
    free: frozenset[Ranged],
    bound: dict[Ranged, sp.Expr],
) -> Iterator[tuple[list[sp.Expr], dict[Ranged, sp.Expr]]]:
    """Yield the factors that are left when *pattern* was found, and what its indices are there."""
    if not pattern:
        if set(bound) == set(free):
            yield factors, bound
        return
    for place, factor in enumerate(factors):
        for found in unify([(pattern[0], factor)], free, bound):
            yield from _matches(pattern[1:], factors[:place] + factors[place + 1 :], free, found)


def _is_whole(
    wanted: Sequence[Ranged], found: Sequence[sp.Expr], indices: Sequence[Ranged]
) -> bool:
    """Whether every index of the term of the matrix was found as an index of its own."""
    pairs = zip(wanted, found, strict=True)
    return len(set(found)) == len(found) and all(
        two in indices and two.count == one.count for one, two in pairs
    )


def multiplied(difference: sp.Expr, row: sp.Expr, column: sp.Expr) -> Iterator[sp.Expr]:
    """Yield what is 0 for all its indices only if *difference* is, at every *row* and *column*.

    It is *difference* multiplied by a matrix of which an inverse stands in it, from the left or
    from the right. No such matrix takes a column to 0 that is not 0 itself. *row* and *column* are
    any position, of which nothing is known.
    """
    matrices = {v.args[:3]: v for v in difference.atoms(InverseEntry)}
    for place, is_row in ((row, True), (column, False)):
        for inverse in sorted(matrices.values(), key=sp.default_sort_key):
            met = {v for v in difference.atoms(InverseEntry) if v.args[:3] == inverse.args[:3]}
            at_place = any(place in (v.row, v.column) for v in met)
            fits_place = isinstance(place, Ranged) and place.count == inverse.size
            if fits_place and at_place and _lead(inverse) is not None:
                s, free = Ranged.make("s", place.count), Ranged.make("r", place.count)
                factor = inverse.at(free, s) if is_row else inverse.at(s, free)
                yield Total(factor * difference.xreplace({place: s}), (s, s.count))
