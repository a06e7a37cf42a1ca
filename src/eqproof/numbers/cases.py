"""The value of a case distinction in numbers, also where a derivative passes a place of joining.

Where two sides of a condition are the same, and change, the case depends on the direction of the
change. There the values of all cases that meet are taken. If they are the same, with all their
changes, so is the value; else it has no derivative.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from eqproof.latex.nodes import Branch, Cases, Node, comparisons
from eqproof.numbers.arithmetic import KINK, UNSEEN_KINK, Undefined
from eqproof.numbers.comparison import chosen, holds, moves, truth
from eqproof.numbers.dual import Dual, Scalar, real
from eqproof.numbers.point import Frame, Value
from eqproof.numbers.tensors import Matrix, entry

_Direction = tuple[int, int]
"""One infinitesimal: its tag and its number."""

JUMP = "a place where two cases meet, of which the values or the slopes differ"
# Numbers that differ less than this, relative to their size, are the same.
_SAME = 1e-9


def case_value(node: Cases, frame: Frame, value: Value) -> Matrix:
    """Return the value of the case that holds. Raises Undefined."""
    cases = [_Case(branch.value, _compared(branch, frame, value)) for branch in node.branches]
    flat = [c for case in cases for c in case.compared or ()]
    meeting = [c for c in flat if real(c.change) == 0 and moves(c.change)]
    if not meeting:
        return value(_chosen(cases, {}), frame)
    at = _chosen(cases, {id(c): 0 for c in meeting})
    around = dict(_around(cases, meeting))
    found = {id(branch): value(branch, frame) for branch in (at, *around.values())}
    there = found[id(at)]
    if all(_same(there, other, _alike) for other in found.values()):
        return there
    if not all(_same(there, other, _meet) for other in found.values()):
        raise Undefined(JUMP, node)
    if any(_is_nested(x) for other in found.values() for row in other for x in row):
        # a factor may still take a kink away, but nothing what differs in a higher derivative
        smooth = all(_same(there, other, _touch) for other in found.values())
        raise Undefined(JUMP if smooth else UNSEEN_KINK, node)
    if not frame.arithmetic.side:
        raise Undefined(KINK, node)
    size = len({d for c in flat for d, _ in _slopes(c.change)})
    side = {d: found[id(b)] for (d, s), b in around.items() if s == frame.arithmetic.side}
    return tuple(
        tuple(
            _by_direction(x, {d: m[i][j] for d, m in side.items()}, size) for j, x in enumerate(row)
        )
        for i, row in enumerate(there)
    )


def _same(one: Matrix, two: Matrix, same: Callable[[Scalar, Scalar], bool]) -> bool:
    rows = zip(one, two, strict=True)
    return all(same(x, y) for row in rows for x, y in zip(*row, strict=True))


def _meet(x: Scalar, y: Scalar) -> bool:
    """Whether two numbers are the same without their infinitesimals."""
    return _alike(real(x), real(y))


def _touch(x: Scalar, y: Scalar) -> bool:
    """Whether two numbers are the same to first order."""
    one, two = dict(_slopes(x)), dict(_slopes(y))
    slopes = ((one.get(d, 0), two.get(d, 0)) for d in {*one, *two})
    return _meet(x, y) and all(_alike(s, t) for s, t in slopes)


def _is_nested(x: Scalar) -> bool:
    return isinstance(x, Dual) and any(isinstance(part, Dual) for part in (x.value, *x.tangents))


def _by_direction(x: Scalar, sides: Mapping[_Direction, Scalar], size: int) -> Scalar:
    """Return a number that changes along each direction as the one of that side does.

    Along a direction that is not given it is not known which of them it is.
    """
    tags = {tag for tag, _ in sides}
    if len(tags) != 1 or len(sides) != size:
        raise Undefined(UNSEEN_KINK)
    (tag,) = tags
    zero = 0 * real(x)
    slopes = (dict(_slopes(sides[tag, k])).get((tag, k), zero) for k in range(size))
    return Dual(tag, real(x), tuple(slopes))


@dataclass(frozen=True, slots=True)
class _Compared:
    """Two sides of a comparison, and how they differ."""

    left: Scalar
    sign: str
    right: Scalar
    change: Scalar


@dataclass(frozen=True, slots=True)
class _Case:
    """A value and what all holds where it is the one; None for all that is left."""

    value: Node
    compared: tuple[_Compared, ...] | None


def _compared(branch: Branch, frame: Frame, value: Value) -> tuple[_Compared, ...] | None:
    if branch.condition is None:
        return None
    found = []
    for one in comparisons(branch.condition):
        left, right = (entry(value(side, frame)) for side in (one.left, one.right))
        found.append(_Compared(left, one.sign, right, left - right))
    return tuple(found)


def _chosen(cases: Sequence[_Case], signs: Mapping[int, int]) -> Node:
    """Return the value of the case that holds, where *signs* say how some sides compare."""
    held = [None if c.compared is None else _hold(c.compared, signs) for c in cases]
    return chosen([case.value for case in cases], held)


def _hold(compared: Iterable[_Compared], signs: Mapping[int, int]) -> bool:
    # all are looked at, since one that numbers cannot tell says that there is no telling
    held = [
        truth(c.sign, signs[id(c)]) if id(c) in signs else holds(c.left, c.sign, c.right)
        for c in compared
    ]
    return all(held)


def _around(
    cases: Sequence[_Case], meeting: Sequence[_Compared]
) -> Iterator[tuple[tuple[_Direction, int], Node]]:
    """Yield the values that hold to one side and to the other, along every change."""
    slopes = [(id(c), dict(_slopes(c.change))) for c in meeting]
    for direction in sorted(set().union(*(found for _, found in slopes))):
        changes = {key: found.get(direction, 0) for key, found in slopes}
        if not any(changes.values()):
            continue
        if not all(changes.values()):
            raise Undefined(UNSEEN_KINK)
        for side in (1, -1):
            signs = {key: side if change > 0 else -side for key, change in changes.items()}
            yield (direction, side), _chosen(cases, signs)


def _slopes(x: Scalar) -> Iterator[tuple[_Direction, Scalar]]:
    """Yield what *x* changes by, to first order, along each infinitesimal."""
    while isinstance(x, Dual):
        yield from (((x.tag, k), real(t)) for k, t in enumerate(x.tangents))
        x = x.value


def _alike(x: Scalar, y: Scalar) -> bool:
    """Whether two numbers are the same with all their infinitesimals."""
    tag = max((z.tag for z in (x, y) if isinstance(z, Dual)), default=0)
    if not tag:
        return bool(abs(x - y) <= _SAME * (1 + abs(x) + abs(y)))
    (one, first), (two, second) = (_parts(z, tag) for z in (x, y))
    size = max(len(first), len(second))
    pairs = zip(first or (0,) * size, second or (0,) * size, strict=True)
    return _alike(one, two) and all(_alike(s, t) for s, t in pairs)


def _parts(x: Scalar, tag: int) -> tuple[Scalar, tuple[Scalar, ...]]:
    return (x.value, x.tangents) if isinstance(x, Dual) and x.tag == tag else (x, ())
