"""Systems of linear equations in rational numbers, solved with the least change.

Numbers with many digits have been rounded, and are worked with as floating numbers. So what is
next to nothing counts as nothing, and whoever uses a solution puts it in.
"""

from collections.abc import Sequence
from fractions import Fraction as Rational
from typing import Any

Row = Sequence[Any]

_SHORT = 64
_NOTHING = 1e-9


def is_short(x: Rational) -> bool:
    """Whether *x* has so few digits that it was hardly rounded."""
    return x.denominator.bit_length() <= _SHORT


def least_move(
    columns: Sequence[Sequence[Rational]], wanted: Sequence[Rational]
) -> list[Rational] | None:
    """Return the shortest ``x`` with ``sum_k x_k columns[k] = wanted``, or None.

    Of numbers with many digits the first fifteen or so of the result are right.
    """
    if all(is_short(x) for row in (*columns, wanted) for x in row):
        return _least(columns, wanted)
    unit = max(map(abs, wanted)) or Rational(1)
    found = _least([[float(x) for x in row] for row in columns], [float(x / unit) for x in wanted])
    return None if found is None else [Rational(x) * unit for x in found]


def _least(columns: Sequence[Row], wanted: Row) -> list[Any] | None:
    """It is ``A^T t`` for any ``t`` with ``A A^T t = wanted``: all such ``t`` give the same."""
    gram = [
        [sum(a[i] * a[j] for a in columns) for j in range(len(wanted))] for i in range(len(wanted))
    ]
    solution = _solution([[*row, x] for row, x in zip(gram, wanted, strict=True)])
    if solution is None:
        return None
    return [sum(x * t for x, t in zip(a, solution, strict=True)) for a in columns]


def _solution(rows: list[list[Any]]) -> list[Any] | None:
    """Solve by elimination; the last column is the right side, what is free is 0."""
    size = len(rows)
    pivots: list[int] = []
    for column in range(size):
        at = len(pivots)
        found = max(range(at, size), key=lambda i: abs(rows[i][column]), default=at)
        if found == size or abs(rows[found][column]) <= _NOTHING:
            continue
        rows[at], rows[found] = rows[found], rows[at]
        for i in range(size):
            if i != at and rows[i][column] != 0:
                factor = rows[i][column] / rows[at][column]
                rows[i] = [x - factor * y for x, y in zip(rows[i], rows[at], strict=True)]
        pivots.append(column)
    if any(abs(row[-1]) > _NOTHING for row in rows[len(pivots) :]):
        return None
    solution = [0] * size
    for row, column in zip(rows, pivots, strict=False):
        solution[column] = row[-1] / row[column]
    return solution
