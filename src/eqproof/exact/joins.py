"""Where pieces of a formula meet: cases, conditions, absolute values.

A derivative does not see that a condition changes: it is that of the piece on whose side a point
lies. So it exists only where the pieces join smoothly, which is a condition of the derivative. What
is to be shown is gathered here, and shown in ``proof``.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import sympy as sp

from eqproof.exact.derivative import Leaf, derive
from eqproof.exact.frames import Frame
from eqproof.exact.meaning import entry
from eqproof.exact.terms import Below, Equal, name_of
from eqproof.latex.nodes import Cases, Comparison, Node, comparisons
from eqproof.notation.symbols import Definition, Interval, Notation, Variable

MOST_WHOLES = 4
"""A formula is looked at together with so many of those around it."""


@dataclass(frozen=True, slots=True)
class Join:
    """Pieces meet where *difference* is 0. They do so smoothly if one of the *wholes*, which are
    parts of the formula from the inside to the outside, has *order* derivatives there.

    Only the entries of *moved* change in the derivative, or anything if it is None. It is closed
    where it is written with other symbols than the formulas around it.
    """

    difference: sp.Expr
    order: int
    moved: str | None
    wholes: tuple[sp.Expr, ...] = ()
    is_closed: bool = False

    def inside(self, whole: sp.Expr) -> "Join":
        """Return this join as part of *whole*."""
        if self.is_closed or len(self.wholes) == MOST_WHOLES or whole in self.wholes:
            return self
        return replace(self, wholes=(*self.wholes, whole))

    def renamed(self, symbol: sp.Symbol) -> "Join":
        """Return this join for any value of *symbol*, not only for those it is declared to have."""
        free = {symbol: sp.Dummy(symbol.name, real=True)}
        wholes = tuple(whole.xreplace(free) for whole in self.wholes)
        moved = None if self.moved in (None, symbol.name) else self.moved
        return Join(self.difference.xreplace(free), self.order, moved, wholes, is_closed=True)


def holding(frame: Frame) -> Frame:
    """Return *frame* where a defined name that a derivative is by stands for itself."""
    symbol = frame.notation.lookup(frame.moved) if frame.moved else None
    if isinstance(symbol, Definition):
        return replace(frame, held=frame.held | {symbol.key})
    return frame


def increments(moved: str | None, notation: Notation) -> Leaf:
    """Return what a change of *moved*, or of all that can change, makes of the leaves."""
    unnamed: dict[sp.Expr, sp.Expr] = {}

    def leaf(atom: sp.Expr) -> sp.Expr:
        key = name_of(atom)
        if atom.is_integer or (moved not in (None, "?") and key not in ("", moved)):
            return sp.Integer(0)
        variable = notation.symbols.get(key)
        few = isinstance(variable, Variable) and not isinstance(variable.domain, Interval)
        if few and moved is None:
            return sp.Integer(0)
        if isinstance(atom, sp.Indexed):
            return sp.IndexedBase(f"d {key}", real=True)[atom.indices]
        return unnamed.setdefault(atom, sp.Dummy("d", real=True))

    return leaf


def moves(difference: sp.Expr, frame: Frame) -> bool:
    """Whether *difference* may change in the derivative."""
    try:
        return bool(derive(difference, increments(frame.moved, frame.notation)) != 0)
    except TypeError:
        return True


def joins_of(comparisons: Iterable[Comparison], order: int, frame: Frame) -> Iterator[Join]:
    """Yield where the truth of *comparisons* changes in a derivative of *order*."""
    inner = holding(frame)
    for comparison in comparisons:
        difference = entry(comparison.left, inner) - entry(comparison.right, inner)
        known = Equal(difference).is_Integer and Below(difference).is_Integer
        if not known and not difference.is_integer and moves(difference, frame):
            yield Join(difference, order, frame.moved)


def comparisons_of(node: Cases) -> list[Comparison]:
    """Return what the cases are distinguished by."""
    return [c for b in node.branches if b.condition is not None for c in comparisons(b.condition)]


def whole_of(node: Node, frame: Frame) -> sp.Expr:
    """Return the entry of a number as it stands in the derivative."""
    return entry(node, holding(frame))
