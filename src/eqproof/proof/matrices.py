r"""Determinants and inverses in normal form, whatever the size of the matrix.

Every rule here holds wherever both sides are defined, and the left side is defined only where the
right one is. A number that every entry has as a factor leaves the matrix, and so does what depends
on the row alone, or on the column alone: that is a product with a diagonal matrix. A product of
square matrices is taken apart; none of them is singular where the product is not. A matrix and its
transpose are written in one way, so that a symmetric inverse is known to be one.
"""

from collections.abc import Callable

import sympy as sp

from eqproof.exact.matrix_terms import DeterminantValue, InverseEntry, OfMatrix, own_places
from eqproof.exact.terms import Delta, Inner, Multiplied, Ranged, Total
from eqproof.proof.size import TooLarge

Whole = Callable[[sp.Expr], sp.Expr]
"""An expression as one fraction in normal atoms."""
Factors = Callable[[sp.Expr], tuple[sp.Expr, list[tuple[sp.Expr, int]]]]
"""A number and the irreducible factors of a polynomial."""


def with_normal_matrix(
    expression: OfMatrix, whole: Whole, factors_of: Factors
) -> tuple[sp.Expr, bool]:
    """Return *expression* one step closer to its normal form, and whether it is there.

    Raises TooLarge.
    """
    p, q = own_places(expression)
    body = whole(expression.at(p, q))
    if body == 0:
        if isinstance(expression, InverseEntry):
            raise TooLarge("a part that is not defined")
        return sp.Integer(0), True
    if any(place.is_Integer for delta in body.atoms(Delta) for place in delta.args):
        raise TooLarge("a matrix of which single entries are told apart")
    scale, down, across, core = _parts(body, p, q, factors_of)
    diagonal = _diagonal(core, p, q)
    if diagonal is not None:
        return _scaled(expression, scale, down * across * diagonal, p, q), False
    if (scale, down, across) != (1, 1, 1):
        return _around(expression, scale, (down, across), core, p, q), False
    if isinstance(core, InverseEntry) and {core.row, core.column} == {p, q}:
        return _of_inverse(expression, core, p), False
    split = _split(core, p, q)
    if split is not None:
        return _of_product(expression, *split, p, q), False
    return _named(expression, core, whole, p, q), True


def _parts(
    body: sp.Expr, p: Ranged, q: Ranged, factors_of: Factors
) -> tuple[sp.Expr, sp.Expr, sp.Expr, sp.Expr]:
    """Return four factors of *body*: of neither place, of the row, of the column, of both."""
    parts = [sp.Integer(1)] * 4
    for polynomial, direction in zip(sp.fraction(body), (1, -1), strict=True):
        content, factors = factors_of(polynomial)
        # a sign stays with the matrix, where it has no power
        parts[0] *= abs(content) ** direction
        parts[3] *= sp.sign(content)
        for factor, times in factors:
            kind = (p in factor.free_symbols) + 2 * (q in factor.free_symbols)
            parts[kind] *= factor ** (direction * times)
    scale, down, across, core = parts
    above, below = sp.fraction(core)
    return scale, down, across, sp.expand(above) / below


def _diagonal(core: sp.Expr, p: Ranged, q: Ranged) -> sp.Expr | None:
    """Return what stands on the diagonal, at *p*, if there is nothing beside it."""
    delta = Delta(*sorted((p, q), key=sp.default_sort_key))
    if not core.has(delta):
        return None
    above, below = sp.fraction(core)
    entry = above.coeff(delta, 1)
    if sp.expand(above - entry * delta) != 0:
        return None
    return (entry / below).xreplace({q: p})


def _scaled(
    expression: OfMatrix, scale: sp.Expr, diagonal: sp.Expr, p: Ranged, q: Ranged
) -> sp.Expr:
    entry = scale * diagonal.xreplace({q: p})
    if isinstance(expression, InverseEntry):
        row, column = expression.row, expression.column
        return Delta(row, column) / entry.xreplace({p: row})
    return Multiplied(entry, (p, p.count))


def _around(
    expression: OfMatrix,
    scale: sp.Expr,
    sides: tuple[sp.Expr, sp.Expr],
    core: sp.Expr,
    p: Ranged,
    q: Ranged,
) -> sp.Expr:
    """Take numbers and diagonal matrices on both *sides* out of the matrix."""
    down, across = sides
    ranges = ((p, p.count), (q, q.count))
    if isinstance(expression, InverseEntry):
        row, column = expression.row, expression.column
        outside = scale * across.xreplace({q: row}) * down.xreplace({p: column})
        return InverseEntry(core, *ranges, row, column) / outside
    every = Multiplied(down, ranges[0]) * Multiplied(across, ranges[1])
    return scale**expression.size * every * DeterminantValue(core, *ranges)


def _of_inverse(expression: OfMatrix, inner: InverseEntry, p: Ranged) -> sp.Expr:
    if not isinstance(expression, InverseEntry):
        return 1 / DeterminantValue(*inner.args[:3])
    row, column = expression.row, expression.column
    return inner.at(row, column) if inner.row == p else inner.at(column, row)


def _split(core: sp.Expr, p: Ranged, q: Ranged) -> tuple[Ranged, sp.Expr, sp.Expr] | None:
    """Return two square matrices whose product *core* is, and the place at which they meet."""
    if not isinstance(core, Total):
        return None
    own = {i: Ranged.make("k", n) for i, n in core.ranges}
    factors = sp.Mul.make_args(core.body.xreplace(own))
    for middle in own.values():
        if middle.count != p.count:
            continue
        left = _reached(p, middle, factors, set(own.values()))
        right = _reached(q, middle, factors, set(own.values()))
        if set(left) & set(right) or not all(
            any(middle in f.free_symbols for f in side) for side in (left, right)
        ):
            continue
        left += [f for f in factors if f not in left and f not in right]
        one, two = (_summed(side, set(own.values()) - {middle}) for side in (left, right))
        return middle, one, two
    return None


def _reached(
    start: Ranged, middle: Ranged, factors: tuple[sp.Expr, ...], bound: set[Ranged]
) -> list[sp.Expr]:
    """Return the factors that hang together with *start* by other indices than *middle*."""
    found: list[sp.Expr] = []
    names: set[sp.Basic] = {start}
    while True:
        more = [f for f in factors if f not in found and f.free_symbols & names]
        if not more:
            return found
        found += more
        names |= set().union(*(f.free_symbols for f in more)) & bound - {middle}


def _summed(factors: list[sp.Expr], bound: set[Ranged]) -> sp.Expr:
    body = sp.Mul(*factors)
    ranges = [(i, i.count) for i in sorted(bound & body.free_symbols, key=sp.default_sort_key)]
    return Total(body, *ranges) if ranges else body


def _of_product(
    expression: OfMatrix, middle: Ranged, one: sp.Expr, two: sp.Expr, p: Ranged, q: Ranged
) -> sp.Expr:
    count = p.count
    first, second = ((p, count), (middle, count)), ((middle, count), (q, count))
    if not isinstance(expression, InverseEntry):
        return DeterminantValue(one, *first) * DeterminantValue(two, *second)
    k = Ranged.make("k", count)
    left = InverseEntry(two, *second, expression.row, k)
    return Total(left * InverseEntry(one, *first, k, expression.column), (k, count))


def _named(expression: OfMatrix, core: sp.Expr, whole: Whole, p: Ranged, q: Ranged) -> sp.Expr:
    """Name the places in one way, and choose between the matrix and its transpose."""
    start = 1 + max((i.number for i in core.atoms(Inner)), default=-1)
    a, b = (Inner.make(start + k, p.count) for k in range(2))
    names = {p: a, q: b}
    plain, turned = (
        _with_sign(e.xreplace(names)) for e in (core, whole(core.xreplace({p: q, q: p})))
    )
    chosen = min(plain, turned, key=lambda e: sp.default_sort_key(e[1]))
    ranges = ((a, p.count), (b, p.count))
    sign, body = chosen
    if not isinstance(expression, InverseEntry):
        return sp.Integer(sign) ** p.count * DeterminantValue(body, *ranges)
    place = (expression.row, expression.column)
    if plain == turned:
        return sign * InverseEntry(body, *ranges, *place, sp.Integer(1))
    return sign * InverseEntry(body, *ranges, *(place if chosen == plain else place[::-1]))


def _with_sign(core: sp.Expr) -> tuple[int, sp.Expr]:
    above, below = sp.fraction(core)
    if above.could_extract_minus_sign():
        return -1, sp.expand(-above) / below
    return 1, core
