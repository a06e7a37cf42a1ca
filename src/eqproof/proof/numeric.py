"""Comparing the two sides of a link as numbers, at points of the declared domain.

Agreement proves nothing. A difference refutes, but only where it is certain: it must stay the same
when the precision grows, so that it is no rounding. That two values are the same is never certain
here: a strict relation that seems to fail by a tie is handed to an exact argument. A point at
which a side is undefined is no evidence either way.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction as Rational
from typing import Any, Literal

from eqproof.latex.nodes import Integral, Limit, Node, NumberSet, Series, walk
from eqproof.notation.symbols import Definition, Function
from eqproof.numbers.abreast import Bundle, abreast
from eqproof.numbers.arithmetic import Arithmetic
from eqproof.numbers.evaluate import FLOAT, Matrix, Point, Undefined, evaluate, precise
from eqproof.proof.linear import is_short
from eqproof.proof.names import names_in, reached
from eqproof.statements.claims import Claim

FINE = precise(50)
FINER = precise(90)
DEEP = precise(1000)
"""Nothing is refuted before it was seen with so many digits: what is small may hide beside what
is large."""
LEAST = Rational(1, 10**900)
"""A smaller difference refutes nothing: it may be what numbers near 1 leave when they cancel."""
LEAST_NEARBY = Rational(1, 10**30)
"""The same where equations are assumed: points are on them but for the last of many digits."""
_BLUR = Rational(1, 10**60)
DEEPER, DEEPEST = precise(1050), precise(1500)
"""Where fewer digits leave a side undefined, these take the places of the others."""

# Floating-point values that differ less than this agree; more, and they are looked at again.
_ROUGH = 1e-9
# So far two values of 50 digits may differ, relative to their size, by rounding alone.
_ROUNDING = 10.0**-45
# Estimates that differ more than this, relative to their size, are different.
_CERTAIN = 1e-6
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


@dataclass(frozen=True, slots=True)
class Tie:
    """A point at which a strict relation fails if both sides are the same, as they seem to be."""

    difference: Difference


ESTIMATED = (Integral, Limit, Series)
"""What has a value that numbers only estimate."""

Finding = Undefinedness | Difference | Tie | None
Outcome = Literal["holds", "fails", "tie"]
Sides = tuple[Matrix, Matrix | None]


def look(claim: Claim, point: Point) -> tuple[bool, Finding]:
    r"""Compare at *point* with full precision. The first part says whether it counts as a point.

    A number that is too close to 0 or 1 for few digits makes a side seem undefined, as the
    logarithm of ``1 - \sigma(t)`` is for a large ``t``. So no gap is reported before it was seen
    with many.
    """
    return (look_roughly if rests_on_estimates(claim) else _look_closely)(claim, point)


def _look_closely(claim: Claim, point: Point) -> tuple[bool, Finding]:
    gap = None
    for digits in ((FINE, FINER, DEEP), (DEEP, DEEPER, DEEPEST)):
        try:
            return _look(claim, point, *digits)
        except Undefined as undefined:
            if undefined.out_of_range:
                return False, None
            gap = Undefinedness(point, undefined.reason, undefined.node)
        except (ValueError, RecursionError):
            return False, None
    return False, gap


def _look(
    claim: Claim, point: Point, rough: Arithmetic, fine: Arithmetic, finest: Arithmetic
) -> tuple[bool, Finding]:
    first = _sides(claim, point, rough)
    if not _suspicious(claim, *first):
        return True, None
    second = _sides(claim, point, fine)
    outcome = _outcome(claim, point, second, first)
    if outcome == "fails":
        nearby = any(h.relation == "=" for h in claim.notation.hypotheses)
        least = LEAST_NEARBY if nearby else LEAST
        there = _blurred(point) if nearby else point
        outcome = _outcome(claim, point, _sides(claim, there, finest), second, least)
        if outcome != "fails":
            return nearby and outcome == "holds", None
    if outcome == "holds":
        return True, None
    difference = Difference(point, *second)
    return (True, difference) if outcome == "fails" else (False, Tie(difference))


def _blurred(point: Point) -> Point:
    """Return *point* with numbers that were rounded moved by far more than that.

    What only shows by how far a point is off an equation is another number there.
    """

    def moved(matrix: Matrix) -> Matrix:
        return tuple(tuple(x if is_short(x) else x + _BLUR for x in row) for row in matrix)

    values = {key: moved(matrix) for key, matrix in point.values.items()}
    increments = {key: moved(matrix) for key, matrix in point.increments.items()}
    return replace(point, values=values, increments=increments)


def glance(claim: Claim, point: Point, arithmetic: Arithmetic = FLOAT) -> bool:
    """Whether floating-point numbers suffice to see agreement at *point*."""
    if isinstance(claim.right, NumberSet):
        return False
    try:
        left, right = _sides(claim, point, arithmetic)
        return right is not None and all(
            _seen(claim.relation, one, two) for one, two in side_by_side(left, right)
        )
    except (Undefined, ValueError, RecursionError):
        return False


def _seen(relation: str, one: Any, two: Any) -> bool:
    """Whether the relation holds, for all that rounding can do; an order must hold by far."""
    apart, size = one - two, 1 + abs(one) + abs(two)
    if relation in ("=", ":="):
        return bool(abs(apart) <= _ROUGH * size)
    if abs(apart) <= _CERTAIN * size:
        return False
    return _compared(relation, 1 if apart > 0 else -1) == "holds"


def _stare(claim: Claim, point: Point, arithmetic: Arithmetic) -> bool:
    """Whether numbers of many digits agree at *point* without a doubt."""
    try:
        return not _suspicious(claim, *_sides(claim, point, arithmetic))
    except (Undefined, ValueError, RecursionError):
        return False


def _agreeing(claim: Claim, bundles: Sequence[Bundle], careful: bool) -> set[int]:
    """Return the identities of the points at which agreement is seen for many of them at once."""
    seen = [
        _stare(claim, b.together, abreast(FINE))
        if careful
        else glance(claim, b.together, abreast(FLOAT))
        for b in bundles
    ]
    return {id(p) for b, agree in zip(bundles, seen, strict=True) if agree for p in b.points}


def _sides(claim: Claim, point: Point, arithmetic: Arithmetic) -> Sides:
    left = evaluate(claim.left, claim.notation, point, arithmetic)
    if isinstance(claim.right, NumberSet):
        return left, None
    return left, evaluate(claim.right, claim.notation, point, arithmetic)


def side_by_side(left: Matrix, right: Matrix) -> list[tuple[Any, Any]]:
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
    pairs = side_by_side(left, right)
    return any(abs(one - two) > _ROUNDING * (abs(one) + abs(two)) for one, two in pairs)


def _outcome(
    claim: Claim, point: Point, fine: Sides, rough: Sides, least: Rational = Rational(0)
) -> Outcome:
    outcomes = set(_outcomes(claim, point, fine, rough, least))
    if "fails" in outcomes:
        return "fails"
    return "tie" if "tie" in outcomes else "holds"


def _outcomes(
    claim: Claim, point: Point, fine: Sides, rough: Sides, least: Rational
) -> Iterator[Outcome]:
    """Yield the outcome at every entry, where a difference below *least* of the size is none."""
    if isinstance(claim.right, NumberSet):
        flat = [[x for row in side[0] for x in row] for side in (fine, rough)]
        if claim.right.kind == "simplex":
            yield _compared("=", _sign((sum(flat[0]), 1), (sum(flat[1]), 1)))
            signs = [_sign((x, 0), (before, 0)) for x, before in zip(*flat, strict=True)]
            yield from (_compared(r"\ge", sign) for sign in signs)
            return
        for x, before in zip(*flat, strict=True):
            yield from _membership(claim.right, x, before, claim, point)
        return
    assert fine[1] is not None
    assert rough[1] is not None
    pairs = zip(side_by_side(fine[0], fine[1]), side_by_side(rough[0], rough[1]), strict=True)
    for pair, before_pair in pairs:
        sign = _sign(pair, before_pair)
        size = 1 + abs(pair[0]) + abs(pair[1])
        if sign and abs(pair[0] - pair[1]) * least.denominator < size * least.numerator:
            sign = 0
        yield _compared(claim.relation, sign)


def _sign(fine: tuple[Any, Any], rough: tuple[Any, Any]) -> int:
    """Return the sign of left minus right; 0 where the difference may be no more than rounding."""
    difference, before = fine[0] - fine[1], rough[0] - rough[1]
    if difference == 0 or abs(difference - before) > abs(difference) / 1000:
        return 0
    return 1 if difference > 0 else -1


# The signs of left minus right at which a relation fails, and the relations that fail at 0.
_FAILING = {
    "=": (1, -1), ":=": (1, -1), r"\ne": (), "<": (1,), r"\le": (1,), ">": (-1,), r"\ge": (-1,),
}  # fmt: skip
_STRICT = ("<", ">", r"\ne")


def _compared(relation: str, sign: int) -> Outcome:
    if sign in _FAILING[relation]:
        return "fails"
    return "tie" if sign == 0 and relation in _STRICT else "holds"


def _membership(
    number_set: NumberSet, x: Any, before: Any, claim: Claim, point: Point
) -> Iterator[Outcome]:
    def end(node: Node) -> Any:
        return evaluate(node, claim.notation, point, FINER)[0][0]

    match number_set.kind:
        case "finite":
            yield "holds" if any(abs(x - end(v)) < _SMALL for v in number_set.values) else "fails"
        case "naturals" | "range":
            whole = abs(x - int(x)) < _SMALL or abs(x - int(x)) > 1 - _SMALL
            small = number_set.kind == "naturals" and x < 1 - _SMALL
            yield "holds" if whole and not small else "fails"
        case _:
            for node, strict, weak in (
                (number_set.lower, number_set.lower_open, (">", r"\ge")),
                (number_set.upper, number_set.upper_open, ("<", r"\le")),
            ):
                if node is not None:
                    limit = end(node)
                    relation = weak[0] if strict else weak[1]
                    yield _compared(relation, _sign((x, limit), (before, limit)))


def rests_on_estimates(claim: Claim) -> bool:
    """Whether a value is only estimated: a limit or an integral, also in what is defined."""
    return any(_parts(claim, *ESTIMATED))


def nests_integrals(claim: Claim) -> bool:
    """Whether an integral may stand inside another, which takes its points many times over."""
    inside = (n for node in _parts(claim, Integral) for n in walk(node) if n is not node)
    defined = _bodies(claim)
    names = any(isinstance(n, Integral) for body in defined for n in walk(body))
    return names or any(isinstance(n, Integral) for n in inside)


def _parts(claim: Claim, *kinds: type[Node]) -> Iterator[Node]:
    for body in (*claim.sides, *_bodies(claim)):
        yield from (node for node in walk(body) if isinstance(node, kinds))


def _bodies(claim: Claim) -> list[Node]:
    names = reached(names_in(claim), claim.notation)
    symbols = [claim.notation.lookup(name) for name in names]
    return [s.body for s in symbols if isinstance(s, Definition | Function) and s.body]


def look_roughly(claim: Claim, point: Point) -> tuple[bool, Finding]:
    """Compare estimates at *point*: what differs by little is neither the same nor different."""
    gap: Undefinedness | None = None
    # more digits help a limit, which draws near a place, and an integral not at all
    for arithmetic in (FLOAT, FINE) if any(_parts(claim, Limit)) else (FLOAT,):
        try:
            left, right = _sides(claim, point, arithmetic)
            break
        except Undefined as undefined:
            seen = Undefinedness(point, undefined.reason, undefined.node)
            gap = None if undefined.out_of_range else seen
        except (ValueError, RecursionError):
            return False, None
    else:
        return False, gap
    if right is None:
        return False, None
    outcomes = {_roughly(claim.relation, one, two) for one, two in side_by_side(left, right)}
    if "fails" in outcomes:
        return True, Difference(point, left, right)
    return outcomes == {"holds"}, None


def _roughly(relation: str, one: Any, two: Any) -> Outcome:
    size, apart = 1 + abs(one) + abs(two), one - two
    if abs(apart) > _CERTAIN * size:
        return _compared(relation, 1 if apart > 0 else -1)
    alike = relation in ("=", ":=", r"\le", r"\ge") and abs(apart) < _ROUGH * size
    return "holds" if alike else "tie"


def survey(
    claim: Claim,
    points: Sequence[Point],
    careful: bool,
    same: Callable[[Point], bool],
    bundles: Sequence[Bundle] = (),
) -> tuple[int, Finding]:
    """Compare at all *points*; return how many counted, and the first finding of the worst kind.

    If *careful*, they are looked at with full precision even where floating-point numbers agree.
    A difference is worse than a point at which a side is undefined. Whether a tie is one is for
    *same* to say. Agreement is looked for in whole *bundles* first.
    """
    counted, gap = 0, None
    estimated = rests_on_estimates(claim)
    agreeing = set() if estimated else _agreeing(claim, bundles, careful)
    for point in points:
        if id(point) in agreeing or (not careful and glance(claim, point)):
            counted += 1
            continue
        counts, finding = look_roughly(claim, point) if estimated else _look_closely(claim, point)
        if isinstance(finding, Tie) and same(point):
            counts, finding = True, finding.difference
        counted += counts
        if isinstance(finding, Difference):
            return counted, finding
        if isinstance(finding, Undefinedness):
            gap = gap or finding
    return counted, gap
