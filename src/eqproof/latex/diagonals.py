r"""Square matrices with dots in which the diagonal is of another pattern than the rest.

The rows and columns that are written count up by one from the first, and the last one ends the
count: ``a_1 & b_{12} & \cdots & b_{1n}``. Each entry that is written must be an instance of what
the first ones show.
"""

from collections.abc import Iterator, Sequence

from eqproof.latex.dots import ACROSS, INDEX, slotted
from eqproof.latex.nodes import (
    Branch,
    Cases,
    Comparison,
    Component,
    Name,
    Node,
    Number,
    Stack,
    walk,
)
from eqproof.latex.places import instance, places
from eqproof.source import Span


def close_square(rows: Sequence[Sequence[Node]], written: int, span: Span) -> Node | None:
    """Return the matrix of *rows*, with dots behind the first *written* rows and columns.

    None if the rows show no pattern for the diagonal and another one for the rest.
    """
    if len(rows) != written + 1 or any(len(row) != written + 1 for row in rows):
        return None
    diagonal = [row[place] for place, row in enumerate(rows)]
    first = _first(diagonal[0])
    if first is None:
        return None
    on = slotted(diagonal[0], {Number(str(first)): INDEX})
    last = _last(on, diagonal[-1])
    if last is None or isinstance(last, Number):
        return None
    numbers: list[Node] = [*(Number(str(first + place)) for place in range(written)), last]
    off = _rest(rows, numbers)
    if instance(off, ACROSS, Name(INDEX)) == on:
        return None
    if not all(_fits(on, off, rows, numbers)):
        return None
    lower = Number(str(first), span=span)
    condition = Comparison(Name(INDEX), "=", Name(ACROSS), span=span)
    entry = Cases((Branch(on, condition, span=span), Branch(off, None, span=span)), span=span)
    line = Stack(ACROSS, lower, last, entry, True, span=span)
    return Stack(INDEX, lower, last, line, False, span=span)


def _first(node: Node) -> int | None:
    """Return the number by which an entry of the diagonal says that it is the first one."""
    found = {
        int(index.text)
        for part in walk(node)
        if isinstance(part, Component)
        for index in part.indices
        if isinstance(index, Number)
    }
    return found.pop() if len(found) == 1 else None


def _last(pattern: Node, node: Node) -> Node | None:
    """Return what stands in *node* where the index stands in *pattern*."""
    for (_, one), (_, two) in zip(places(pattern), places(node), strict=False):
        if one == Name(INDEX):
            return two
    return None


def _rest(rows: Sequence[Sequence[Node]], numbers: Sequence[Node]) -> Node:
    """Return the pattern off the diagonal, as the second entry of the first row shows it."""
    return slotted(rows[0][1], {numbers[0]: INDEX, numbers[1]: ACROSS})


def _fits(
    on: Node, off: Node, rows: Sequence[Sequence[Node]], numbers: Sequence[Node]
) -> Iterator[bool]:
    for row, down in zip(rows, numbers, strict=True):
        for cell, across in zip(row, numbers, strict=True):
            pattern = on if down is across else off
            yield instance(instance(pattern, INDEX, down), ACROSS, across) == cell


def square_cells(node: Stack) -> list[list[Node | None]] | None:
    """Return the cells of a matrix that ``close_square`` has made; None for another stack."""
    match node:
        case Stack(_, Number(text) as lower, upper, Stack(body=Cases((on, off))), False):
            numbers = [lower, Number(str(int(text) + 1)), None, upper]
            return [[_cell(on.value, off.value, i, j) for j in numbers] for i in numbers]
        case _:
            return None


def _cell(on: Node, off: Node, down: Node | None, across: Node | None) -> Node | None:
    if down is None or across is None:
        return None
    pattern = on if down is across else off
    return instance(instance(pattern, INDEX, down), ACROSS, across)
