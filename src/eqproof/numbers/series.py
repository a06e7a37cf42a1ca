"""Sums without end as numbers: terms are added until they are too small to matter.

A sum whose terms do not become smaller has no value. One whose terms become so slowly is not known.
"""

from itertools import count

from eqproof.latex.nodes import Series
from eqproof.numbers import tensors
from eqproof.numbers.arithmetic import UNCERTAIN, Undefined
from eqproof.numbers.dual import Dual, Scalar
from eqproof.numbers.point import Frame, Value
from eqproof.numbers.tensors import Matrix

_SMALL = 1e-14
"""Terms of this size, relative to the sum, do not matter any more."""
_IN_A_ROW, _FEWEST, _MOST = 8, 30, 800


def series_value(node: Series, first: int, frame: Frame, value: Value) -> Matrix:
    """Return the sum from *first* on. Raises Undefined."""
    total: Matrix | None = None
    sizes: list[float] = []
    inner = frame.copy()
    for number in count(first):
        frame.count()
        inner.indices = {**frame.indices, node.key: number}
        inner.known = inner.without(node.key)
        term = value(node.body, inner)
        total = term if total is None else tensors.add(total, term)
        sizes.append(_size(term) / max(1.0, _size(total)))
        if len(sizes) >= _FEWEST and max(sizes[-_IN_A_ROW:]) <= _SMALL:
            return total
        if len(sizes) == _MOST or sizes[-1] > 1 / _SMALL:
            break
    raise Undefined(UNCERTAIN if _shrinks(sizes) else "a sum that does not converge", node)


def _shrinks(sizes: list[float]) -> bool:
    half = len(sizes) // 2
    return max(sizes[half:]) < max(sizes[:half]) * (1 - _SMALL)


def _size(matrix: Matrix) -> float:
    return max(_largest(x) for row in matrix for x in row)


def _largest(x: Scalar) -> float:
    if isinstance(x, Dual):
        return max(map(_largest, (x.value, *x.tangents)))
    return float(abs(x))
