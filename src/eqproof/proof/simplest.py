"""A simpler point than the one that was found, at which a relation fails as well, for people.

From the point that refutes, sizes are made smaller, and numbers are replaced by simpler ones, as
long as the relation fails: small whole numbers before fractions, and those before decimals. What
counts is what a person reads: the values that are shown, and those of both sides. The trials are in
floating point and counted, not timed; the last word is a comparison with full precision.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction as Rational
from itertools import islice, product
from typing import Any

from eqproof.latex.nodes import Dim, Name, NumberSet, walk
from eqproof.notation.symbols import (
    Definition,
    Finite,
    Function,
    Hypothesis,
    Interval,
    Labels,
    Variable,
)
from eqproof.numbers.evaluate import FLOAT, Matrix, Point, Undefined, evaluate
from eqproof.proof.decision import Decision
from eqproof.proof.domains import contains, simple
from eqproof.proof.exhibit import needed_of
from eqproof.proof.hypotheses import can_hold, index_range, limits_indices, names_of, tied
from eqproof.proof.meeting import meet
from eqproof.proof.names import reached
from eqproof.proof.numeric import Difference, look, rests_on_estimates, side_by_side
from eqproof.statements.claims import Claim

TRIALS = 100
"""So many points are tried, fewer where the formula is long."""
WORK = 8_000
"""So many nodes may be evaluated for the trials together."""
MOST_SIZES = 12
MOST_NUMBERS = 5
"""So many sizes, and numbers for one quantity, are tried."""
MOST_TOGETHER = 4
"""So many quantities get new numbers at once."""
MOST_ENTRIES = 8
"""The entries of a quantity with more are not changed one by one."""
COST_OF_MEETING = 3
"""So many trials it counts to move a point onto equations."""
CONFIRMED = 3
"""So many points, the simplest first, are compared with full precision."""
_APART = 1e-6
# What a number that is no simple fraction costs, and the share of what is not shown.
_DECIMAL = 20.0
_HIDDEN = 0.01
_LARGEST_DENOMINATOR = 12
_SIGN = 0.6
_CLOSE = 1e-12


def simplified(claim: Claim, decision: Decision) -> Decision:
    """Return *decision* with a point that is as simple as can be found, if it refutes."""
    if decision.verdict != "refuted" or decision.difference is None:
        return decision
    return replace(decision, difference=simplest(decision.at_issue(claim), decision.difference))


def simplest(claim: Claim, found: Difference) -> Difference:
    """Return a point as simple as can be found at which *claim* fails, or *found* itself."""
    if claim.relation not in _FAILING or rests_on_estimates(claim):
        return found
    needed = needed_of(claim)
    shown = {s.key for name in needed.names if (s := claim.notation.lookup(name))}
    changes = needed.differentials & found.point.increments.keys()
    search = _Search(
        claim,
        tuple(sorted(shown)),
        tuple(sorted(changes)),
        _assumed(claim, found.point),
        found.point,
        _trials(claim),
    )
    for point in reversed(search.run()[-CONFIRMED:]):
        _, finding = look(claim, point)
        if isinstance(finding, Difference):
            return finding
    return found


def _trials(claim: Claim) -> int:
    names = reached(_names(claim), claim.notation)
    symbols = [claim.notation.lookup(name) for name in names]
    bodies = [s.body for s in symbols if isinstance(s, Definition | Function) and s.body]
    weight = sum(1 for node in (claim.left, claim.right, *bodies) for _ in walk(node))
    return min(TRIALS, WORK // weight)


def _names(claim: Claim) -> set[str]:
    return {n.key for side in (claim.left, claim.right) for n in walk(side) if isinstance(n, Name)}


@dataclass(frozen=True, slots=True)
class _Assumed:
    """The hypotheses on a point: *conditions* on its indices, and *others*, on these *names*."""

    conditions: tuple[Hypothesis, ...]
    others: tuple[Hypothesis, ...]
    names: frozenset[str]

    @property
    def equations(self) -> bool:
        """Whether a point has to be moved to meet them."""
        return any(hypothesis.relation == "=" for hypothesis in self.others)


def _assumed(claim: Claim, point: Point) -> _Assumed:
    notation = claim.notation
    limits, others = [], []
    names: set[str] = set()
    for hypothesis in notation.hypotheses:
        about = reached(names_of(hypothesis), notation)
        if limits_indices(hypothesis, notation):
            limits.append(hypothesis)
        elif about & point.values.keys() or about <= point.dims.keys():
            others.append(hypothesis)
            names |= about & point.values.keys()
    conditions = tied(limits, point.indices, notation)
    return _Assumed(tuple(conditions), tuple(others), frozenset(names))


@dataclass(slots=True)
class _Search:
    """The simplest point so far, *best*, what it costs, and how many trials are left."""

    claim: Claim
    shown: tuple[str, ...]
    differentials: tuple[str, ...]
    assumed: _Assumed
    best: Point
    trials: int
    cost: float = 0.0

    def run(self) -> list[Point]:
        """Return the points that were the simplest in turn, the last one of all at the end."""
        trail: list[Point] = []
        first = self.failure(self.best)
        if first is None:
            return trail
        self.cost = first
        kinds = (self.smaller, self.together, self.simpler, self.smaller, self.entries)
        for moves in (*kinds, self.simpler):
            for move in moves():
                if self.trials <= 0:
                    return trail
                if self.least(move) >= self.cost:
                    continue
                point = self.on_hypotheses(move)
                cost = None if point is None else self.failure(point)
                if point is not None and cost is not None and cost < self.cost - _HIDDEN / 10:
                    self.best, self.cost = point, cost
                    trail.append(point)
        return trail

    # Moves

    def smaller(self) -> Iterator[Point]:
        """Yield the point with smaller sizes and indices, the smallest first."""
        start = self.best
        names = list(start.dims)
        ranges = (range(1, min(start.dims[name], 3) + 1) for name in names)
        choices = sorted(product(*ranges), key=lambda sizes: (sum(sizes), sizes))
        for sizes in islice(choices, MOST_SIZES):
            point = self.cropped(start, dict(zip(names, sizes, strict=True)))
            if point is not None:
                yield from islice(self.places(point), MOST_NUMBERS)
            if self.best is not start:
                return

    def cropped(self, point: Point, dims: Mapping[str, int]) -> Point | None:
        """Return *point* with only as many entries as *dims* say; None where one has none."""
        small = replace(point, dims=dims)
        stores: list[dict[str, Matrix]] = []
        for store in (point.values, point.increments):
            cut: dict[str, Matrix] = {}
            for key, matrix in store.items():
                symbol = self.claim.notation.lookup(key)
                if not isinstance(symbol, Variable):
                    return None
                rows, columns = (small.size(dim) for dim in symbol.shape)
                if not 1 <= rows <= len(matrix) or not 1 <= columns <= len(matrix[0]):
                    return None
                cut[key] = tuple(row[:columns] for row in matrix[:rows])
            stores.append(cut)
        return replace(small, values=stores[0], increments=stores[1])

    def places(self, point: Point) -> Iterator[Point]:
        """Yield *point* with all values of the indices that the formula leaves free."""
        try:
            ranges = [index_range(key, self.claim.notation, point) for key in point.indices]
        except (Undefined, ValueError):
            return
        for numbers in product(*ranges):
            yield replace(point, indices=dict(zip(point.indices, numbers, strict=True)))

    def together(self) -> Iterator[Point]:
        """Yield the best point with the simplest numbers for several quantities at once."""
        start = self.best
        keys = [key for key in start.values if self.domain(key) is not None][:MOST_TOGETHER]
        fills = [list(islice(self.fills(key), 2)) for key in keys]
        for chosen in product(*fills):
            values = {**start.values, **dict(zip(keys, chosen, strict=True))}
            yield replace(start, values=values)

    def fills(self, key: str) -> Iterator[Matrix]:
        domain = self.domain(key)
        if domain is not None:
            numbers = sorted(simple(domain), key=_cost)[:MOST_NUMBERS]
            yield from _fills(self.best.values[key], numbers)

    def simpler(self) -> Iterator[Point]:
        """Yield the best point with another number, or simple entries, for one quantity."""
        for key in sorted(self.best.values, key=lambda k: len(self.best.values[k])):
            for fill in self.fills(key):
                yield replace(self.best, values={**self.best.values, key: fill})
        for key in self.differentials:
            for fill in _fills(self.best.increments[key], [Rational(1), Rational(2)]):
                yield replace(self.best, increments={**self.best.increments, key: fill})

    def entries(self) -> Iterator[Point]:
        """Yield the best point with another number for one entry."""
        for key in list(self.best.values):
            domain, shape = self.domain(key), self.best.values[key]
            size = len(shape) * len(shape[0])
            if domain is None or not 1 < size <= MOST_ENTRIES:
                continue
            numbers = sorted(simple(domain), key=_cost)[:2]
            for cell, number in product(range(size), numbers):
                matrix = [list(row) for row in self.best.values[key]]
                matrix[cell // len(matrix[0])][cell % len(matrix[0])] = number
                changed = tuple(tuple(row) for row in matrix)
                yield replace(self.best, values={**self.best.values, key: changed})

    def domain(self, key: str) -> Finite | Interval | None:
        symbol = self.claim.notation.lookup(key)
        domain = symbol.domain if isinstance(symbol, Variable) else None
        if isinstance(domain, Labels):
            last = self.best.size(domain.upper)
            return Finite(tuple(map(Rational, range(domain.lower, last + 1))))
        return domain if isinstance(domain, Finite | Interval) else None

    # Judging

    def on_hypotheses(self, point: Point) -> Point | None:
        """Return *point* moved onto the hypotheses, with all quantities in their sets, or None."""
        if point.dims is self.best.dims and not self.touched(point):
            return point if all(self.inside(key, point) for key in point.values) else None
        notation = self.claim.notation
        if self.assumed.equations:
            self.trials -= COST_OF_MEETING
        met = meet(self.assumed.others, notation, replace(point, indices={}))
        if met is None or not all(self.inside(key, met) for key in met.values):
            return None
        found = replace(met, indices=point.indices)
        return found if can_hold(self.assumed.conditions, notation, found) else None

    def touched(self, point: Point) -> bool:
        """Whether a hypothesis speaks of something that is other than at the best point."""
        if point.indices != self.best.indices and self.assumed.conditions:
            return True
        values = self.best.values
        return any(point.values[key] is not values[key] for key in self.assumed.names)

    def inside(self, key: str, point: Point) -> bool:
        symbol = self.claim.notation.lookup(key)
        if not isinstance(symbol, Variable):
            return False
        domain = symbol.domain
        if isinstance(domain, Labels):
            domain = replace(domain, upper=Dim(None, point.size(domain.upper)))
        return all(contains(domain, x) for row in point.values[key] for x in row)

    def failure(self, point: Point) -> float | None:
        """Return what *point* costs a reader, or None where the sides do not clearly differ."""
        self.trials -= 1
        sides = self.sides(point)
        if sides is None:
            return None
        symbols = map(self.claim.notation.lookup, self.shown)
        names = [symbol.key for symbol in symbols if isinstance(symbol, Definition)]
        defined = sum(self.value(name, point) for name in names)
        return self.least(point) + defined + sum(map(_costs, sides)) / 2

    def least(self, point: Point) -> float:
        """Return what is sure of the cost of *point* before anything is computed."""
        shown = sum(_costs(point.values[key]) for key in self.shown if key in point.values)
        hidden = sum(_costs(matrix) for matrix in point.values.values())
        changes = sum(_costs(point.increments[key]) for key in self.differentials)
        whole = sum(point.dims.values()) + sum(point.indices.values())
        return shown + changes + whole + _HIDDEN * hidden

    def sides(self, point: Point) -> tuple[Matrix, ...] | None:
        """Return the values of the sides, or None where the relation does not clearly fail."""
        claim = self.claim
        if isinstance(claim.right, NumberSet):
            _, finding = look(claim, point)
            return (finding.left,) if isinstance(finding, Difference) else None
        try:
            left = evaluate(claim.left, claim.notation, point, FLOAT)
            right = evaluate(claim.right, claim.notation, point, FLOAT)
        except (Undefined, KeyError, ValueError, RecursionError):
            return None
        pairs = side_by_side(left, right)
        fails = any(_sign_of(one, two) in _FAILING[claim.relation] for one, two in pairs)
        return (left, right) if fails else None

    def value(self, name: str, point: Point) -> float:
        """Return what the value of a defined *name* costs where it is shown."""
        try:
            return _costs(evaluate(Name(name), self.claim.notation, point, FLOAT))
        except (Undefined, KeyError, ValueError):
            return _DECIMAL


def _fills(old: Matrix, numbers: list[Rational]) -> Iterator[Matrix]:
    """Yield matrices like *old* of one number, and, where there are several entries, patterns."""
    rows, columns = len(old), len(old[0])
    for number in numbers:
        yield ((number,) * columns,) * rows
    if rows * columns > 1 and len(numbers) > 1:
        for one, two in ((numbers[0], numbers[1]), (numbers[1], numbers[0])):
            yield tuple(tuple(one if i == j else two for j in range(columns)) for i in range(rows))


_FAILING: dict[str, tuple[int, ...]] = {
    "=": (1, -1), ":=": (1, -1), r"\in": (), "<": (1,), r"\le": (1,), ">": (-1,), r"\ge": (-1,),
}  # fmt: skip
"""The signs of left minus right at which a relation fails."""


def _sign_of(one: float, two: float) -> int:
    """Return the sign of the difference, 0 where floating point leaves it open, or infinite."""
    if not abs(one - two) > _APART * (1 + abs(one) + abs(two)):
        return 0
    return 1 if one > two else -1


def _costs(matrix: Matrix) -> float:
    return sum(_cost(x) for row in matrix for x in row)


def _cost(x: Any) -> float:
    """Return how hard a number is to work with: 1, 0, 2, -1, 1/2, and decimals last."""
    if x == 0:
        return 1.1
    if not abs(x) < _DECIMAL:
        return _DECIMAL
    x = float(x)
    for denominator in range(1, _LARGEST_DENOMINATOR + 1):
        times = x * denominator
        if not abs(times) < _DECIMAL:
            return _DECIMAL
        if abs(times - round(times)) <= _CLOSE:
            size = abs(round(times)) + (denominator if denominator > 1 else 0)
            return float(min(_DECIMAL, size + _SIGN * bool(x < 0)))
    return _DECIMAL
