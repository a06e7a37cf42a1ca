"""Comparing the two sides of a link as numbers, at points of the declared domain.

Agreement proves nothing. A difference refutes, but only where it is certain: it must stay the same
when the precision grows, so that it is no rounding. A point at which a side is undefined is no
evidence either way.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from eqproof.arithmetic import Arithmetic
from eqproof.claims import Claim
from eqproof.evaluate import FLOAT, Matrix, Point, Undefined, evaluate, precise
from eqproof.latex.nodes import Node, NumberSet

FINE = precise(50)
FINER = precise(90)

# Floating-point values that differ less than this agree; more, and they are looked at again.
_ROUGH = 1e-9
# So far two values of 50 digits may differ, relative to their size, by rounding alone.
_ROUNDING = 10.0**-45
# A value this close to a whole number is meant to be it.
_SMALL = 10.0**-30


@dataclass(frozen=True, slots=True)
class Undefinedness:
    """A point at which a side has no value, and why."""

    point: Point
    reason: str
    node: Node | None


@dataclass(frozen=True, slots=True)
class Difference:
    """A point at which the relation certainly fails, with the values of both sides."""

    point: Point
    left: Matrix
    right: Matrix | None


Finding = Undefinedness | Difference | None


def look(claim: Claim, point: Point) -> tuple[bool, Finding]:
    """Compare at *point* with full precision. The first part says whether it counts as a point."""
    try:
        left, right = _sides(claim, point, FINE)
        if not _suspicious(claim, left, right):
            return True, None
        finer_left, finer_right = _sides(claim, point, FINER)
    except Undefined as undefined:
        if undefined.out_of_range:
            return False, None
        return False, Undefinedness(point, undefined.reason, undefined.node)
    if _fails(claim, finer_left, finer_right, left, right):
        return True, Difference(point, finer_left, finer_right)
    return True, None


def glance(claim: Claim, point: Point) -> bool:
    """Whether floating-point numbers suffice to see agreement at *point*."""
    try:
        left, right = _sides(claim, point, FLOAT)
    except Undefined:
        return False
    if right is None or claim.relation not in ("=", ":="):
        return False
    return all(
        abs(one - two) <= _ROUGH * (1 + abs(one) + abs(two)) for one, two in _pairs(left, right)
    )


def _sides(claim: Claim, point: Point, arithmetic: Arithmetic) -> tuple[Matrix, Matrix | None]:
    left = evaluate(claim.left, claim.notation, point, arithmetic)
    if isinstance(claim.right, NumberSet):
        return left, None
    return left, evaluate(claim.right, claim.notation, point, arithmetic)


def _pairs(left: Matrix, right: Matrix) -> list[tuple[Any, Any]]:
    """Return the entries side by side; a number stands for a tensor of that number."""
    rows = max(len(left), len(right))
    columns = max(len(left[0]), len(right[0]))
    return [
        (left[r % len(left)][c % len(left[0])], right[r % len(right)][c % len(right[0])])
        for r in range(rows)
        for c in range(columns)
    ]


def _suspicious(claim: Claim, left: Matrix, right: Matrix | None) -> bool:
    if right is None or claim.relation not in ("=", ":="):
        return True
    pairs = _pairs(left, right)
    return any(abs(one - two) > _ROUNDING * (abs(one) + abs(two)) for one, two in pairs)


def _fails(
    claim: Claim, left: Matrix, right: Matrix | None, coarse: Matrix, coarse_right: Matrix | None
) -> bool:
    if isinstance(claim.right, NumberSet):
        number_set = claim.right
        return any(not _contains(number_set, x, claim) for row in left for x in row)
    assert right is not None
    assert coarse_right is not None
    pairs = zip(_pairs(left, right), _pairs(coarse, coarse_right), strict=True)
    return any(_pair_fails(claim.relation, fine, rough) for fine, rough in pairs)


def _sign(fine: tuple[Any, Any], rough: tuple[Any, Any]) -> int:
    """Return the sign of left minus right; 0 where the difference is no more than rounding."""
    difference, before = fine[0] - fine[1], rough[0] - rough[1]
    if difference == 0:
        return 0
    if abs(difference - before) > abs(difference) / 1000:
        return 0
    return 1 if difference > 0 else -1


_FAILING: dict[str, Callable[[int], bool]] = {
    "=": lambda s: s != 0,
    ":=": lambda s: s != 0,
    r"\ne": lambda s: s == 0,
    "<": lambda s: s >= 0,
    r"\le": lambda s: s > 0,
    ">": lambda s: s <= 0,
    r"\ge": lambda s: s < 0,
}


def _pair_fails(relation: str, fine: tuple[Any, Any], rough: tuple[Any, Any]) -> bool:
    return _FAILING[relation](_sign(fine, rough))


def _contains(number_set: NumberSet, x: Any, claim: Claim) -> bool:
    def end(node: Node) -> Any:
        return evaluate(node, claim.notation, Point(), FINER)[0][0]

    if number_set.kind == "finite":
        return any(abs(x - end(v)) < _SMALL for v in number_set.values)
    whole = abs(x - round(float(x))) < _SMALL
    if number_set.kind == "naturals":
        return bool(whole and x > 1 - _SMALL)
    if number_set.kind == "range":
        return bool(whole)
    if number_set.lower is not None:
        low = end(number_set.lower)
        if x < low or (x == low and number_set.lower_open):
            return False
    if number_set.upper is not None:
        high = end(number_set.upper)
        if x > high or (x == high and number_set.upper_open):
            return False
    return True


def survey(claim: Claim, points: Sequence[Point], careful: int) -> tuple[int, Finding]:
    """Compare at all *points*; return how many counted, and the first finding of the worst kind.

    The first *careful* points are looked at with full precision even where floating-point
    numbers agree. A difference is worse than a point at which a side is undefined.
    """
    counted, gap = 0, None
    for number, point in enumerate(points):
        if number >= careful and glance(claim, point):
            counted += 1
            continue
        counts, finding = look(claim, point)
        counted += counts
        if isinstance(finding, Difference):
            return counted, finding
        gap = gap or finding
    return counted, gap
