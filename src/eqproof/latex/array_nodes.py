"""Nodes of tensors that are written out."""

from dataclasses import dataclass

from eqproof.latex.base import Node


@dataclass(frozen=True, slots=True)
class Row(Node):
    """What stands side by side in an array: numbers, or tensors of as many rows."""

    cells: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Array(Node):
    """A tensor that is written out, its *rows* below one another."""

    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Open(Node):
    """The end of dots behind which nothing stands; it follows from the place, as sizes do."""


@dataclass(frozen=True, slots=True)
class Stack(Node):
    """Tensors below one another, or side by side: the body for each value of an index.

    It is how dots in an array are read. *lower* is a number.
    """

    index: str
    lower: Node
    upper: Node
    body: Node
    across: bool
