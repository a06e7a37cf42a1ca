"""Tensors that are written out, as rows of cells, for those who print them."""

from eqproof.latex.diagonals import square_cells
from eqproof.latex.nodes import Array, Node, Number, Open, Row, Stack
from eqproof.latex.places import instance


def written_out(node: Node) -> list[list[Node | None]]:
    """Return the cells of an array in rows, as one writes them; None for dots."""
    match node:
        case Array(rows):
            return [line for row in rows for line in _lines(row)]
        case _:
            return _lines(Row((node,)))


def _lines(row: Row) -> list[list[Node | None]]:
    match row.cells:
        case (Stack(across=False) as stack,):
            square = square_cells(stack)
            if square is not None:
                return square
            lines = [written_out(body)[0] if body else None for body in _instances(stack)]
            return [line if line is not None else [None] * len(lines[0] or ()) for line in lines]
    cells: list[Node | None] = []
    for cell in row.cells:
        cells += _instances(cell) if isinstance(cell, Stack) else [cell]
    return [cells]


def _instances(stack: Stack) -> list[Node | None]:
    """Return two entries, dots and the last entry; one entry where the second is the last."""
    assert isinstance(stack.lower, Number)
    second = Number(str(int(stack.lower.text) + 1))
    ends = [stack.lower, *([] if stack.upper == second else [second])]
    first = [instance(stack.body, stack.index, end) for end in ends]
    if isinstance(stack.upper, Open):
        return [*first, None]
    return [*first, None, instance(stack.body, stack.index, stack.upper)]
