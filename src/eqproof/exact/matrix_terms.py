"""Inverses and determinants of matrices of any size, as scalar expressions about their entries.

``DeterminantValue(body, (p, n), (q, n))`` is that of the matrix with *body* at row ``p`` and column
``q``. ``InverseEntry(body, (p, n), (q, n), row, column)`` is an entry of its inverse, and
``InverseEntry(…, 1)`` one of which it is known that row and column can be exchanged.
"""

from typing import Any

import sympy as sp

from eqproof.exact.terms import Ranged, Running


class OfMatrix(Running):
    """What is made of a whole square matrix. Its two positions occur nowhere else."""

    @property
    def ranges(self) -> tuple[sp.Tuple, ...]:
        """The positions of row and column, each with the size."""
        return self.args[1:3]  # type: ignore[no-any-return]

    @property
    def size(self) -> sp.Expr:
        """How many rows there are, and columns."""
        return self.args[1][1]

    def at(self, row: sp.Expr, column: sp.Expr) -> sp.Expr:
        """Return the entry of the matrix, not of its inverse, at a place."""
        (p, _), (q, _) = self.ranges
        return self.body.xreplace({p: row, q: column})


class DeterminantValue(OfMatrix):
    """The determinant of a square matrix."""


class InverseEntry(OfMatrix):
    """An entry of the inverse of a square matrix."""

    def __new__(cls, body: sp.Expr, *rest: Any) -> Any:
        """Make the entry; of a symmetric inverse the places are always in one order."""
        one, two, row, column, *symmetric = rest
        if symmetric:
            row, column = sorted((sp.sympify(row), sp.sympify(column)), key=sp.default_sort_key)
        ranges = (sp.Tuple(*one), sp.Tuple(*two))
        return sp.Expr.__new__(cls, sp.sympify(body), *ranges, row, column, *symmetric)

    @property
    def row(self) -> sp.Expr:
        """The row of the entry."""
        return self.args[3]

    @property
    def column(self) -> sp.Expr:
        """The column of the entry."""
        return self.args[4]

    @property
    def free_symbols(self) -> set[sp.Basic]:
        """The symbols of the entries and of the place."""
        place: set[sp.Basic] = self.row.free_symbols | self.column.free_symbols
        return super().free_symbols | place

    def moved(self, row: sp.Expr, column: sp.Expr) -> "InverseEntry":
        """Return the entry of the same inverse at another place."""
        entry: InverseEntry = InverseEntry(*self.args[:3], row, column, *self.args[5:])
        return entry


def own_places(matrix: OfMatrix) -> tuple[Ranged, Ranged]:
    """Return a row and a column that occur nowhere else."""
    return Ranged.make("p", matrix.size), Ranged.make("q", matrix.size)
