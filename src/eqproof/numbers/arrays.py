"""Tensors that are written out, as numbers."""

from eqproof.latex.nodes import Array, Stack
from eqproof.numbers import tensors
from eqproof.numbers.arithmetic import Undefined
from eqproof.numbers.dual import real
from eqproof.numbers.point import Frame, Value
from eqproof.numbers.tensors import Matrix


def array_value(node: Array, frame: Frame, value: Value) -> Matrix:
    """Return the value of *node*, where *value* gives that of its parts."""
    rows: list[tuple[object, ...]] = []
    for row in node.rows:
        blocks = [value(cell, frame) for cell in row.cells]
        if len({len(block) for block in blocks}) > 1:
            raise ValueError("tensors of unequal height side by side")
        rows += [sum(lines, ()) for lines in zip(*blocks, strict=True)]
    if len({len(row) for row in rows}) > 1:
        raise ValueError("rows of unequal width below one another")
    return tuple(rows)


def stack_value(node: Stack, frame: Frame, value: Value) -> Matrix:
    """Return the value of *node*, where *value* gives that of its parts."""
    lower, upper = (int(real(value(end, frame)[0][0])) for end in (node.lower, node.upper))
    blocks: list[Matrix] = []
    for number in range(lower, upper + 1):
        frame.count()
        inner = frame.copy()
        inner.indices = {**frame.indices, node.index: number}
        inner.known = inner.without(node.index)
        block = value(node.body, inner)
        blocks.append(tensors.transpose(block) if node.across else block)
    if not blocks:
        raise Undefined("dots that lead to no entry", node)
    below = tuple(line for block in blocks for line in block)
    return tensors.transpose(below) if node.across else below
