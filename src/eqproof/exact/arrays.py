"""Tensors that are written out, exactly."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import sympy as sp

from eqproof.exact.derivative import in_range, is_not_negative
from eqproof.exact.elementary import NoMeaning
from eqproof.exact.frames import EntryOf, Frame, shape_of
from eqproof.exact.tensors import count_of, sum_over
from eqproof.exact.terms import FIRST, Delta
from eqproof.latex.nodes import ONE, Array, Dim, Name, Node, Stack, Transpose
from eqproof.notation.symbols import Definition

_Part = TypeVar("_Part", bound=Node)


def array_entry(
    node: Array, frame: Frame, row: sp.Expr, column: sp.Expr, entry: EntryOf
) -> sp.Expr:
    """Return an entry of *node*: that of the block in which the place lies."""
    heights = [shape_of(line.cells[0], frame)[0] for line in node.rows]
    terms = []
    for line, down, above in _meeting(node.rows, heights, row):
        widths = [shape_of(cell, frame)[1] for cell in line.cells]
        for cell, across, before in _meeting(line.cells, widths, column):
            terms.append(down * across * entry(cell, frame, row - above, column - before))
    return sp.Add(*terms)


def _meeting(
    parts: Sequence[_Part], sizes: Sequence[Dim], place: sp.Expr
) -> Iterator[tuple[_Part, sp.Expr, sp.Expr]]:
    """Yield the parts in which *place* may lie, with 1 where it does, 0 elsewhere, and their start.

    A part of size 1 is met at one place, and has its value whatever the place is. A larger one has
    values within it only, so it must be known whether the place lies there.
    """
    start: sp.Expr = sp.Integer(0)
    for part, dim in zip(parts, sizes, strict=True):
        size = count_of(dim)
        inside = place - start
        outside = is_not_negative(-inside) or is_not_negative(inside - size - 1)
        if dim == ONE and not outside:
            weight = Delta(place, start + 1)
            if weight != 0:
                yield part, weight, place - FIRST
        elif in_range(inside, size):
            yield part, sp.Integer(1), start
        elif not outside:
            raise NoMeaning("a place in one of several parts")
        start += size


def inner_sum(
    left: Node, right: Node, frame: Frame, dim: Dim, body: Callable[[sp.Expr], sp.Expr]
) -> sp.Expr:
    """Return the sum of *body* over *dim*, along which *left* meets *right*: part by part.

    Where one of them is put together of parts there, each place is known to lie in one of them.
    """
    parts = _parts(left, frame, across=True) or _parts(right, frame, across=False) or [dim]
    total, start = sp.Integer(0), sp.Integer(0)
    for part in parts:
        begin = start
        total += sum_over([part], lambda p, begin=begin: body(p + begin))
        start += count_of(part)
    return total


def _parts(node: Node, frame: Frame, *, across: bool) -> list[Dim]:
    """Return the sizes of the parts of *node*, if one is larger than 1 and all rows have these."""
    if isinstance(node, Transpose):
        return _parts(node.base, frame, across=not across)
    if isinstance(node, Name):
        # to sum over a range part by part is right whatever is summed
        symbol = frame.notation.lookup(node.key)
        if isinstance(symbol, Definition) and not symbol.entries:
            return _parts(symbol.body, frame, across=across)
        return []
    if not isinstance(node, Array):
        return []
    if across:
        lines = [[shape_of(cell, frame)[1] for cell in row.cells] for row in node.rows]
        parts = lines[0] if all(line == lines[0] for line in lines) else []
    else:
        parts = [shape_of(row.cells[0], frame)[0] for row in node.rows]
    return parts if any(dim != ONE for dim in parts) else []


def stack_entry(
    node: Stack, frame: Frame, row: sp.Expr, column: sp.Expr, entry: EntryOf
) -> sp.Expr:
    """Return an entry of *node*: that of its body, with the place for the index."""
    lower = entry(node.lower, frame)
    if node.across:
        return entry(node.body, frame.binding({node.index: column + lower - 1}), row, FIRST)
    return entry(node.body, frame.binding({node.index: row + lower - 1}), FIRST, column)
