"""What is known of the symbols in an exact expression: ranges, fixed values, values of sums.

Built once for a notation, by ``assumed``. A fact holds for every entry of a tensor, unless it names
one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import sympy as sp

from eqproof.exact.meaning import Frame
from eqproof.exact.terms import Ranged, name_of
from eqproof.latex.nodes import Dim, Node
from eqproof.notation.symbols import Finite, Hypothesis, Interval, Notation
from eqproof.numbers.abreast import Bundle
from eqproof.numbers.evaluate import Point
from eqproof.proof.known import Known

REALS = Interval()

Everywhere = tuple[sp.Expr, str, frozenset[Ranged]]
"""An expression, how it relates to 0, and the indices for all values of which it does so."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Points, the *first* of which are looked at more closely than the *rest*, both in bundles."""

    points: list[Point]
    first: list[Bundle]
    rest: list[Bundle]


@dataclass(frozen=True, slots=True)
class Facts:
    """*domains* by name; from hypotheses *values* of single symbols and entries, and of *sums*,
    and expressions in normal form that are *positive*, *nonnegative* or *nonzero*, of which some
    hold for every value of free indices, *everywhere*; *truths* of conditions on
    indices, the *least* values of sizes, and polynomials in normal form that are *zeros*,
    and the names of matrices that are *symmetric*.

    *limits* are the hypotheses that say which values of indices are meant, *unused* those that the
    exact side could make nothing of. What has been found out
    under these facts is kept: *normals* are normal forms, *cleared* the names of definitions that
    are shown to be defined everywhere, *points* the samples for declared names and free indices,
    *positions* what stands for any row, any column, or any value of an index, *sides* the entries
    of a side there, and *defined* the sides that are shown to be defined; sides by their identity.
    *unsized* holds, once they were asked for, these facts for all sizes, and *rewritten* sides for
    all sizes.
    """

    notation: Notation
    domains: Mapping[str, Interval | Finite]
    values: Mapping[sp.Expr, sp.Expr] = field(default_factory=dict)
    sums: tuple[Known, ...] = ()
    positive: frozenset[sp.Expr] = frozenset()
    nonnegative: frozenset[sp.Expr] = frozenset()
    nonzero: frozenset[sp.Expr] = frozenset()
    everywhere: tuple[Everywhere, ...] = ()
    truths: Mapping[sp.Expr, sp.Expr] = field(default_factory=dict)
    least: Mapping[sp.Symbol, int] = field(default_factory=dict)
    zeros: tuple[sp.Expr, ...] = ()
    symmetric: frozenset[str] = frozenset()
    limits: tuple[Hypothesis, ...] = ()
    unused: tuple[Hypothesis, ...] = ()
    outermost: Frame = field(kw_only=True)
    normals: dict[sp.Expr, sp.Expr] = field(default_factory=dict)
    cleared: set[str] = field(default_factory=set)
    points: dict[tuple[frozenset[str], tuple[str, ...]], Sample] = field(default_factory=dict)
    positions: dict[tuple[str | int, Dim], list[sp.Expr]] = field(default_factory=dict)
    sides: dict[tuple[object, ...], tuple[Node, sp.Expr]] = field(default_factory=dict)
    defined: dict[int, Node] = field(default_factory=dict)
    unsized: list["Facts"] = field(default_factory=list)
    rewritten: dict[int, tuple[Node, Node]] = field(default_factory=dict)
    limited: dict[object, tuple[Frame, "Facts"] | None] = field(default_factory=dict)

    def changed(self, **changes: Any) -> "Facts":
        """Return these facts with *changes*, and without what was found out before them."""
        return replace(
            self,
            normals={},
            cleared=set(),
            points={},
            sides={},
            defined={},
            limited={},
            **changes,
        )

    def frame(self, bound: Mapping[str, sp.Expr] | None = None) -> Frame:
        """Return the frame in which formulas under these facts are to be read."""
        return replace(self.outermost, bound=bound or {})

    def domain(self, atom: sp.Expr) -> Interval | Finite:
        """Return the values that a symbol or an entry can take."""
        return self.domains.get(name_of(atom), REALS)
