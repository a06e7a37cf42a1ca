"""What names mean at one place of the exact interpreter, and the symbols that stand for them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

import sympy as sp

from eqproof.exact.terms import FIRST, Label, dimension
from eqproof.latex.nodes import ONE, Node, Shape
from eqproof.notation.symbols import Labels, Notation, Variable
from eqproof.sizes.shapes import size


@dataclass(frozen=True, slots=True)
class Frame:
    """What names mean at one place.

    *bound* gives indices and parameters their values, *held* are the defined names that stand
    for themselves, *fixed* the variables whose differential is 0 by hypothesis. *tied* gives the
    names on which a variable depends by hypothesis. *by* is the one name that a derivative around
    this place is by, where that is known; *moved* the one whose entries alone change, ``None``
    if all that is declared may, ``?`` if not even that is known. *shapes* and *entries* remember
    the shapes of nodes and the entries of defined names.
    """

    notation: Notation
    bound: Mapping[str, sp.Expr] = field(default_factory=dict)
    held: frozenset[str] = frozenset()
    fixed: frozenset[str] = frozenset()
    tied: Mapping[str, frozenset[str]] = field(default_factory=dict)
    by: str | None = None
    moved: str | None = None
    shapes: dict[int, tuple[Node, Shape]] = field(default_factory=dict, compare=False)
    entries: dict[tuple[object, ...], sp.Expr] = field(default_factory=dict, compare=False)

    def over(self, indices: Iterable[str]) -> dict[str, sp.Expr]:
        """Return what stands for these free indices here, which reach into definitions."""
        return {key: self.bound[key] for key in indices if key in self.bound}

    def binding(self, values: Mapping[str, sp.Expr]) -> "Frame":
        """Return this frame with names bound to *values*."""
        return replace(self, bound={**self.bound, **values})


Entry = Callable[[sp.Expr, sp.Expr], sp.Expr]
"""The entry of a tensor at a row and a column."""
EntryOf = Callable[..., sp.Expr]
"""The entry of a node in a frame, at a row and a column, 1 and 1 unless said otherwise."""


def shape_of(node: Node, frame: Frame) -> Shape:
    """Return the shape of a sized node, which is found once for each node."""
    known = frame.shapes.get(id(node))
    if known is None:
        known = (node, size(node, frame.notation, frozenset(frame.bound))[1])
        frame.shapes[id(node)] = known
    return known[1]


def symbol(key: str, shape: Shape, row: sp.Expr, column: sp.Expr) -> sp.Expr:
    """Return the symbol that stands for an entry of the tensor *key*."""
    positions = [p for p, d in zip((row, column), shape, strict=True) if d != ONE]
    if not positions:
        return sp.Symbol(key, real=True)
    return _base(key)[tuple(positions)]


def label(variable: Variable, row: sp.Expr, column: sp.Expr) -> sp.Expr:
    """Return the value of a label, or of one of several, from the lowest that there is."""
    assert isinstance(variable.domain, Labels)
    pairs = zip((row, column), variable.shape, strict=True)
    upper = variable.domain.upper
    size = sp.Integer(0) if upper.name is None else dimension(upper.name)
    count = size + upper.offset - variable.domain.lower + 1
    positions = [p for p, d in pairs if d != ONE]
    return Label(sp.Symbol(variable.key), *positions, count) + variable.domain.lower - 1


@lru_cache(maxsize=1024)
def _base(key: str) -> sp.IndexedBase:
    return sp.IndexedBase(key, real=True)


def place(atom: sp.Expr, shape: Shape) -> tuple[sp.Expr, sp.Expr]:
    """Return row and column of an entry of a tensor of *shape*; those of a number are 1."""
    positions = iter(atom.indices if isinstance(atom, sp.Indexed) else ())
    row, column = (FIRST if d == ONE else next(positions) for d in shape)
    return row, column
