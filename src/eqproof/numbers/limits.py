"""Limits as numbers: values near the place, drawn out to it.

For a function that is smooth at the place, or one-sidedly so, polynomials through its values give
the limit with many digits. Where two of them differ the values themselves, very near, must agree.
What neither settles is no value: limits are estimated, and never known.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction as Rational
from functools import partial

from eqproof.latex.nodes import Limit, Node
from eqproof.numbers import tensors
from eqproof.numbers.arithmetic import UNCERTAIN, Undefined
from eqproof.numbers.dual import Dual, Scalar
from eqproof.numbers.point import Frame, Placed, Value
from eqproof.numbers.tensors import Matrix

_SAME = 1e-12
"""Estimates that differ less than this, relative to their size, are the same."""
_STEPS = range(3, 15)
_CLOSE = (50, 56)
_FEWEST = 5


def limit_value(node: Limit, frame: Frame, value: Value, placed: Placed) -> Matrix:
    """Return the limit, where *value* evaluates and *placed* gives a name its value."""
    arithmetic = frame.arithmetic
    if arithmetic.overflows or isinstance(arithmetic.one, Rational):
        raise Undefined(UNCERTAIN, node)
    start = None if node.target is None else value(node.target, frame)[0][0]

    def at(side: int, step: Scalar) -> Matrix:
        place = side / step if start is None else start + side * step
        return value(node.body, placed(node.key, tensors.number(place), frame))

    sides = {"": (1, -1), "+": (1,), "-": (-1,)}[node.side]
    found = [_one_sided(partial(at, side), frame, node) for side in sides]
    if len(found) == 2 and not agree(found[0], found[1]):
        raise Undefined("a limit that is not the same from both sides", node)
    return found[0]


def _one_sided(at: Callable[[Scalar], Matrix], frame: Frame, node: Node) -> Matrix:
    two = 2 * frame.arithmetic.one
    steps: list[Scalar] = []
    values: list[Matrix] = []
    for power in _STEPS:
        frame.count()
        try:
            found = _tried(at, two**-power)
        except Undefined:
            # a limit rests on what lies near its place only, so the nearer points must tell
            steps, values = [], []
            continue
        if found is None:
            break
        steps.append(two**-power)
        values.append(found)
    if len(values) >= _FEWEST:
        last = _extrapolated(steps, values)
        if agree(last, _extrapolated(steps[:-1], values[:-1])):
            return last
    near = [_tried(at, two**-power) for power in _CLOSE]
    if near[0] is not None and near[1] is not None and agree(near[0], near[1]):
        return near[1]
    raise Undefined(UNCERTAIN, node)


def _tried(at: Callable[[Scalar], Matrix], step: Scalar) -> Matrix | None:
    try:
        return at(step)
    except Undefined as undefined:
        if undefined.out_of_range:
            return None
        raise


def _extrapolated(steps: Sequence[Scalar], values: Sequence[Matrix]) -> Matrix:
    """Return the value at 0 of the polynomial through *values* at *steps*, by Neville's rule."""
    table = list(values)
    for width in range(1, len(steps)):
        table = [
            tensors.entrywise(_through(steps[i], steps[i + width]), table[i], table[i + 1])
            for i in range(len(steps) - width)
        ]
    return table[0]


def _through(one: Scalar, two: Scalar) -> Callable[[Scalar, Scalar], Scalar]:
    """Return what leads from the values at two steps to that at 0."""
    return lambda first, second: (second * one - first * two) / (one - two)


def agree(one: Matrix, two: Matrix, same: float = _SAME) -> bool:
    """Whether two estimates differ by no more than *same*, relative to their size."""
    pairs = zip(_parts(one), _parts(two), strict=True)
    return all(abs(a - b) <= same * (1 + abs(a) + abs(b)) for a, b in pairs)


def _parts(matrix: Matrix) -> list[Scalar]:
    """Return all numbers in *matrix*, those of its changes too."""
    waiting = [x for row in matrix for x in row]
    found: list[Scalar] = []
    while waiting:
        x = waiting.pop()
        if isinstance(x, Dual):
            waiting += [x.value, *x.tangents]
        else:
            found.append(x)
    return found
