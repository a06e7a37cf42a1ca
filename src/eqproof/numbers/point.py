"""Where a formula is evaluated, and what names mean there while that goes on."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count

from eqproof.latex.nodes import Dim, Node
from eqproof.notation.symbols import Notation
from eqproof.numbers.arithmetic import TOO_LARGE, Arithmetic, Undefined
from eqproof.numbers.dual import Scalar
from eqproof.numbers.tensors import Matrix

MOST_TERMS = 10_000
"""How many terms the sums and products of one evaluation may have together."""


@dataclass(frozen=True, slots=True)
class Point:
    """Where a formula is evaluated.

    *values* holds a matrix of rationals for every declared variable, *dims* and *indices* the
    whole numbers that dimensions and free indices stand for. *increments* says how far each
    variable moves in a differential (not at all if it is missing), *draws* which of the stock of
    smooth functions stands for an arbitrary one.
    """

    dims: Mapping[str, int] = field(default_factory=dict)
    values: Mapping[str, Matrix] = field(default_factory=dict)
    indices: Mapping[str, int] = field(default_factory=dict)
    increments: Mapping[str, Matrix] = field(default_factory=dict)
    draws: Mapping[str, int] = field(default_factory=dict)
    memory: "Memory" = field(
        default_factory=lambda: Memory(), init=False, compare=False, repr=False
    )

    def size(self, dim: Dim) -> int:
        """Return the whole number that *dim* stands for."""
        return dim.offset if dim.name is None else self.dims[dim.name] + dim.offset


@dataclass(slots=True)
class Memory:
    """Values at one point, for the next formula that is evaluated there.

    They are those of one notation, the last one, and of each arithmetic apart: *known* of names,
    *last* of the formula before, with which a chain goes on.
    """

    notation: Notation | None = None
    known: dict[Arithmetic, "Known"] = field(default_factory=dict)
    last: dict[Arithmetic, tuple[Node, Matrix]] = field(default_factory=dict)

    def of(self, notation: Notation, arithmetic: Arithmetic) -> "Known":
        """Return what is known under *notation*, to be added to."""
        if self.notation is not notation:
            self.notation, self.known, self.last = notation, {}, {}
        return self.known.setdefault(arithmetic, {})


Known = dict[str, tuple[Matrix, frozenset[str]]]
"""Values of names, each with all names that went into it."""


@dataclass(slots=True)
class Frame:
    """What names mean at one place of an evaluation.

    *parameters* are those of the function whose body is evaluated. *known* keeps the values of
    names together with all names that went into them, and *read* collects the latter, so that a
    shift or an index that changes drops exactly what depends on it. Frames of one evaluation
    share *tags*, the names for new infinitesimals, and *terms*, what may still be computed.
    *placed* are the values that names have other than at the point.
    """

    notation: Notation
    point: Point
    arithmetic: Arithmetic
    indices: Mapping[str, int]
    parameters: Mapping[str, Scalar] = field(default_factory=dict)
    shifts: Mapping[str, tuple[Matrix, ...]] = field(default_factory=dict)
    known: Known = field(default_factory=dict)
    read: set[str] = field(default_factory=set)
    tags: Iterator[int] = field(default_factory=lambda: count(1))
    terms: Iterator[int] = field(default_factory=lambda: iter(range(MOST_TERMS)))
    placed: Mapping[str, Matrix] = field(default_factory=dict)

    def copy(self) -> "Frame":
        """Return a frame to be changed; what is known and read is shared."""
        return Frame(
            self.notation,
            self.point,
            self.arithmetic,
            self.indices,
            self.parameters,
            self.shifts,
            self.known,
            self.read,
            self.tags,
            self.terms,
            self.placed,
        )

    def without(self, *keys: str) -> Known:
        """Return what is known of the names that depend on none of *keys*."""
        return {name: entry for name, entry in self.known.items() if entry[1].isdisjoint(keys)}

    def shifted(self, key: str, shift: Matrix) -> "Frame":
        """Return this frame with *key* moved by *shift*."""
        shifts = {**self.shifts, key: (*self.shifts.get(key, ()), shift)}
        inner = self.copy()
        inner.shifts, inner.known = shifts, self.without(key)
        return inner

    def placing(self, key: str, value: Matrix) -> "Frame":
        """Return this frame with *value* for *key*; what moved *key* moves nothing inside."""
        inner = self.copy()
        inner.placed = {**self.placed, key: value}
        inner.shifts = {name: shifts for name, shifts in self.shifts.items() if name != key}
        inner.known = self.without(key)
        return inner

    def count(self) -> None:
        """Use up one of the terms that an evaluation may have."""
        if next(self.terms, None) is None:
            raise Undefined(TOO_LARGE)


Value = Callable[[Node, Frame], Matrix]
"""What evaluates the parts of a node."""
Placed = Callable[[str, Matrix, Frame], Frame]
"""What gives a name a value of its own."""
