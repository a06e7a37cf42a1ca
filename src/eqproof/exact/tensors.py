"""Entries of constants, and of functions of whole tensors from the entries of the tensor."""

from collections.abc import Callable

import sympy as sp

from eqproof.exact.derivative import contracted
from eqproof.exact.frames import Entry
from eqproof.exact.matrices import determinant
from eqproof.exact.terms import FIRST, Absolute, Delta, Exp, Ranged, Root, Smooth, dimension
from eqproof.latex.nodes import ONE, SCALAR, Constant, Dim, Shape, TensorKind

Place = tuple[sp.Expr, sp.Expr]


def count_of(dim: Dim) -> sp.Expr:
    """Return a dimension as an expression."""
    if dim.name is None:
        return sp.Integer(dim.offset)
    return dimension(dim.name) + dim.offset


def sum_over(dims: list[Dim], body: Callable[..., sp.Expr]) -> sp.Expr:
    """Return the sum of *body* over positions in *dims*; a dimension of 1 needs no sum."""
    positions: list[sp.Expr] = []
    ranges: list[tuple[sp.Symbol, sp.Expr]] = []
    for dim in dims:
        if dim == ONE:
            positions.append(FIRST)
            continue
        position = Ranged.make("p", count_of(dim))
        positions.append(position)
        ranges.append((position, position.count))
    inner = body(*positions)
    if not ranges:
        return inner
    return contracted(inner, tuple(sp.Tuple(*r) for r in ranges))


def constant_entry(node: Constant, row: sp.Expr, column: sp.Expr) -> sp.Expr:
    """Return an entry of a constant."""
    match node.kind:
        case "e":
            return Exp(sp.Integer(1))
        case "pi":
            return sp.pi
        case "ones":
            return sp.Integer(1)
        case "identity":
            # a 1x1 matrix is a number, which stands at any row and column of a sum
            return sp.Integer(1) if node.shape == SCALAR else Delta(row, column)
        case _:
            return sp.Integer(0)


def tensor_entry(
    kind: TensorKind, shape: Shape, of: Entry, row: sp.Expr, column: sp.Expr
) -> sp.Expr:
    """Return an entry of a function of the tensor *of*, which has this *shape*."""
    match kind:
        case "diag":
            place = (row, FIRST) if shape[1] == ONE else (FIRST, row)
            return of(*place) * (1 if shape == SCALAR else Delta(row, column))
        case "spectral":
            # nothing is known of it but that equal matrices have equal norms
            p, q = (Ranged.make(name, count_of(d)) for name, d in zip("pq", shape, strict=True))
            whole = sp.Tuple(of(p, q), (p, p.count), (q, q.count))
            return Smooth(sp.Symbol("spectral norm"), sp.Tuple(FIRST, FIRST), sp.Tuple(), whole)
        case "det":
            return determinant(of, count_of(shape[0]))
        case "tr":
            return sum_over([shape[0]], lambda p: of(p, p))
        case "norm1":
            return sum_over(list(shape), lambda p, q: Absolute(of(p, q)))
        case _ if shape == SCALAR:
            return Absolute(of(FIRST, FIRST))
        case _:
            return Root(sum_over(list(shape), lambda p, q: of(p, q) ** 2))


def laid_out(of: Shape, by: Shape, row: sp.Expr, column: sp.Expr) -> tuple[Place, Place]:
    """Return which entry of what is derived, by which of the variable, stands at a place.

    Of two vectors those of the variable run across, but down where a row is derived by a column.
    """
    if by == SCALAR:
        return (row, column), (FIRST, FIRST)
    if of == SCALAR:
        return (FIRST, FIRST), (row, column)
    if by[1] == ONE and of[1] != ONE:
        return (FIRST, column), (row, FIRST)
    first = (row, FIRST) if of[1] == ONE else (FIRST, row)
    return first, (column, FIRST) if by[1] == ONE else (FIRST, column)
