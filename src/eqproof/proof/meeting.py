"""Points that meet the equations among the hypotheses, by construction.

The side that is a bare name is set to the other side; failing that, all entries of a tensor are
moved at once, or one entry is moved, or a whole tensor is scaled, until the equation holds.
Increments follow, so that an equation between values also holds to first order. Nothing is thrown
away here until a point fits: that is for relations other than equations, and the business of
``sampling``.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction as Rational

from eqproof.latex.nodes import (
    Component,
    Derivative,
    Differential,
    Name,
    Node,
    Slice,
    tensor_of,
    walk,
)
from eqproof.notation.symbols import REALS, Hypothesis, Notation, Variable
from eqproof.numbers.arithmetic import Undefined, as_rational, precise, rational
from eqproof.numbers.evaluate import Matrix, Point, evaluate
from eqproof.proof.domains import contains, inside, simple
from eqproof.proof.hypotheses import ROUNDING, difference, holds, instances, names_of
from eqproof.proof.linear import is_short, least_move
from eqproof.proof.names import free_names, reached

# What is not linear is followed so far, with so many binary digits.
_MOST_STEPS = 20
_BITS = 400
_CLOSE = Rational(1, 10**70)
_FIRST_STEP = Rational(1, 8)
_STEP = Rational(1, 10**40)
_DIGITS = 130
_NEAR = Rational(1, 10**12)


def meet(hypotheses: Sequence[Hypothesis], notation: Notation, point: Point) -> Point | None:
    """Return a point near *point* at which all *hypotheses* hold, or None."""
    draft = _Draft(notation, point, dict(point.values), dict(point.increments), {})
    equations = [h for h in hypotheses if h.relation == "="]
    equations.sort(key=lambda h: _bare(h.left) is _bare(h.right) is None)
    for _ in range(len(equations) + 1):
        for equation in equations:
            for at in instances(equation, notation, draft.point()):
                draft.satisfy(equation, at.indices)
        met = draft.point()
        if all(holds(hypothesis, notation, met) for hypothesis in hypotheses):
            return met
    return None


def unmoved(hypotheses: Sequence[Hypothesis], notation: Notation) -> list[Hypothesis]:
    """Return those of *hypotheses* that speak of nothing that is moved to meet the others."""
    behind = [(h, reached(names_of(h), notation)) for h in hypotheses]
    equated = set().union(*(names for h, names in behind if h.relation == "="))
    moved = {key for key in equated if isinstance(notation.lookup(key), Variable)}
    return [h for h, names in behind if h.relation != "=" and not names & moved]


def _bare(side: Node) -> Name | None:
    """Return the name of which *side* is all, one entry, or the differential of either."""
    if isinstance(side, Differential):
        side = side.body
    side = tensor_of(side)
    return side if isinstance(side, Name) else None


@dataclass(frozen=True, slots=True)
class _Cell:
    """One entry of a variable, or of its increment."""

    of_increment: bool
    key: str
    row: int
    column: int


@dataclass(slots=True)
class _Draft:
    """A point that is being moved. An entry that was moved for one equation is kept for it."""

    notation: Notation
    start: Point
    values: dict[str, Matrix]
    increments: dict[str, Matrix]
    owners: dict[_Cell, Hypothesis]

    def point(self) -> Point:
        return replace(self.start, values=dict(self.values), increments=dict(self.increments))

    def satisfy(self, equation: Hypothesis, indices: Mapping[str, int]) -> None:
        self.start = replace(self.start, indices=indices)
        zero = difference(equation)
        try:
            if self.assign(equation, equation.left, equation.right):
                return
            if self.assign(equation, equation.right, equation.left):
                return
            if any(isinstance(part, Differential) for part in walk(zero)):
                self.solve(equation, zero, of_increment=True)
            else:
                self.solve(equation, zero, of_increment=False)
                self.solve(equation, Differential(zero), of_increment=True)
        except Undefined:
            return

    def value(self, node: Node) -> Matrix:
        return evaluate(node, self.notation, self.point(), rational())

    def near(self, node: Node) -> Matrix:
        """Return what is next to the value: much faster where numbers have many digits."""
        found = evaluate(node, self.notation, self.point(), precise(_DIGITS))
        return tuple(tuple(as_rational(x) for x in row) for row in found)

    def store(self, of_increment: bool) -> dict[str, Matrix]:
        return self.increments if of_increment else self.values

    def cells(self, key: str, of_increment: bool) -> list[_Cell]:
        matrix = self.store(of_increment).get(key, ())
        return [
            _Cell(of_increment, key, i, j) for i, row in enumerate(matrix) for j in range(len(row))
        ]

    def get(self, cell: _Cell) -> Rational:
        value: Rational = self.store(cell.of_increment)[cell.key][cell.row][cell.column]
        return value

    def put(self, cell: _Cell, x: Rational) -> None:
        store = self.store(cell.of_increment)
        rows = [list(row) for row in store[cell.key]]
        rows[cell.row][cell.column] = x
        store[cell.key] = tuple(tuple(row) for row in rows)

    def is_free(self, cell: _Cell, equation: Hypothesis) -> bool:
        return self.owners.get(cell, equation) is equation

    def fits(self, cell: _Cell, x: Rational) -> bool:
        variable = self.notation.lookup(cell.key)
        return cell.of_increment or (
            isinstance(variable, Variable) and contains(variable.domain, x)
        )

    def assign(self, equation: Hypothesis, target: Node, other: Node) -> bool:
        """Set a bare side to the other side; say whether that could be done."""
        name = _bare(target)
        variable = self.notation.lookup(name.key) if name else None
        if name is None or not isinstance(variable, Variable):
            return False
        if variable.key in reached(free_names(other), self.notation):
            return False
        of_increment = isinstance(target, Differential)
        place = target.body if isinstance(target, Differential) else target
        cells = self.cells(variable.key, of_increment)
        if isinstance(place, Component | Slice):
            # the derivative of an entry by the whole is 1 there and 0 elsewhere
            mask = self.value(Derivative(place, (name,)))
            cells = [cell for cell in cells if mask[cell.row][cell.column]]
        value = self.value(other)
        new = {cell: _entry(value, cell) for cell in cells}
        if not all(self.is_free(cell, equation) and self.fits(cell, new[cell]) for cell in cells):
            return False
        if not of_increment and variable.key in self.increments:
            change = self.value(Differential(other))
            moving = (replace(cell, of_increment=True) for cell in cells)
            new |= {cell: _entry(change, cell) for cell in moving if self.is_free(cell, equation)}
        for cell, x in new.items():
            self.put(cell, x)
            self.owners[cell] = equation
        return True

    def solve(self, equation: Hypothesis, zero: Node, *, of_increment: bool) -> None:
        """Make every entry of *zero* vanish, each by moving one cell or by scaling a tensor."""
        names = reached(names_of(equation), self.notation)
        tensors = [
            self.cells(key, of_increment) for key in self.store(of_increment) if key in names
        ]
        if self.move_tensor(tensors, equation, zero):
            return
        groups = [[cell] for cells in tensors for cell in reversed(cells)] + tensors
        free = [cells for cells in groups if all(self.is_free(cell, equation) for cell in cells)]
        for row, entries in enumerate(self.value(zero)):
            for column in range(len(entries)):
                here: Rational = self.value(zero)[row][column]
                for cells in free:
                    if self.move(cells, zero, row, column, here):
                        self.owners.update(dict.fromkeys(cells, equation))
                        break

    def move_tensor(self, tensors: list[list[_Cell]], equation: Hypothesis, zero: Node) -> bool:
        """Make all entries of *zero* vanish by moving one tensor; say whether.

        One in which they are linear goes first. A tensor that would be all zeros then is taken
        only if there is no other.
        """
        if len(_entries(self.value(zero))) == 1:
            return False
        spoken = names_of(equation)
        zeros: list[_Cell] = []
        for steps in (1, _MOST_STEPS):
            for cells in sorted(tensors, key=lambda cells: self.effort(cells, spoken)):
                free = [cell for cell in cells if self.is_free(cell, equation)]
                old = [self.get(cell) for cell in free]
                if self.follow(free, zero, steps):
                    if any(self.get(cell) for cell in free):
                        self.owners.update(dict.fromkeys(free, equation))
                        return True
                    zeros = zeros or free
                self.shift(free, old, old, Rational(0))
        for cell in zeros:
            self.put(cell, Rational(0))
            self.owners[cell] = equation
        return bool(zeros)

    def effort(self, cells: list[_Cell], spoken: set[str]) -> tuple[bool, bool, int]:
        """Return a key that is least for a small tensor of any numbers that the equation names."""
        key = cells[0].key if cells else ""
        variable = self.notation.lookup(key)
        bounded = isinstance(variable, Variable) and variable.domain != REALS
        return key not in spoken, bounded, len(cells)

    def follow(self, cells: list[_Cell], zero: Node, most: int) -> bool:
        """Move *cells* by Newton's method, each step the least one; say whether *zero* vanished.

        After *most* steps it must nearly vanish. What has left its domain then is put back inside,
        and the rest follows once more.
        """
        slopes: list[list[Rational]] | None = None
        look = self.value
        try:
            for step in range(_MOST_STEPS):
                values = _entries(look(zero))
                if not all(is_short(x) for x in values):
                    look = self.near
                if all(abs(x) < ROUNDING for x in values):
                    outside = [cell for cell in cells if not self.fits(cell, self.get(cell))]
                    if not outside:
                        return True
                    for cell in outside:
                        self.put(cell, self.put_back(cell))
                    values = _entries(look(zero))
                elif step == most and max(map(abs, values)) > _NEAR:
                    break
                if slopes is None or max(map(abs, values)) > _NEAR:
                    slopes = self.slopes(cells, zero, values, look)
                move = least_move(slopes, [-x for x in values])
                if move is None:
                    break
                # a step doubles the digits that are right, at most; more are not worth keeping
                bits = min(_BITS, 64 - 2 * min(_exponent(max(map(abs, values))), 0))
                for cell, x in zip(cells, move, strict=True):
                    self.put(cell, _rounded(self.get(cell) + x, bits))
        except Undefined:
            pass
        return False

    def slopes(
        self,
        cells: list[_Cell],
        zero: Node,
        values: list[Rational],
        look: Callable[[Node], Matrix],
    ) -> list[list[Rational]]:
        """Return by how much *zero*, now of these *values*, changes with each of *cells*."""
        found: list[list[Rational]] = []
        for cell in cells:
            old = self.get(cell)
            try:
                self.put(cell, old + _STEP)
                there = _entries(look(zero))
            finally:
                self.put(cell, old)
            found.append([(b - a) / _STEP for a, b in zip(values, there, strict=True)])
        return found

    def put_back(self, cell: _Cell) -> Rational:
        """Return the simple number of its domain that is nearest to *cell*."""
        variable, x = self.notation.lookup(cell.key), self.get(cell)
        assert isinstance(variable, Variable)
        return min(simple(inside(variable.domain)), key=lambda number: abs(number - x))

    def move(self, cells: list[_Cell], zero: Node, row: int, column: int, here: Rational) -> bool:
        """Move *cells* so that one entry of *zero* vanishes; say whether, else leave them.

        The entry, which is *here* now, is followed along its secants: one step for what is linear
        in the cells, a few for what is not.
        """
        old = [self.get(cell) for cell in cells]
        steps = [Rational(1)] if len(cells) == 1 else old

        def at(times: Rational) -> Rational:
            self.shift(cells, old, steps, times)
            x: Rational = self.value(zero)[row][column]
            return x

        if abs(here) < ROUNDING:
            return True
        one, two = Rational(0), _FIRST_STEP
        try:
            there = at(two)
            for _ in range(_MOST_STEPS):
                if here == there:
                    break
                one, two = two, _rounded(two - there * (two - one) / (there - here))
                here, there = there, at(two)
                if abs(there) < ROUNDING:
                    # at a place where the entry only touches 0, that alone would not be close
                    close = abs(there * (two - one)) <= _CLOSE * abs(there - here)
                    if close and all(self.fits(c, self.get(c)) for c in cells):
                        return True
                    break
        except Undefined:
            pass
        self.shift(cells, old, steps, Rational(0))
        return False

    def shift(
        self, cells: list[_Cell], old: list[Rational], steps: list[Rational], times: Rational
    ) -> None:
        for cell, x, step in zip(cells, old, steps, strict=True):
            self.put(cell, x + step * times)


def _entries(matrix: Matrix) -> list[Rational]:
    return [x for row in matrix for x in row]


def _rounded(x: Rational, bits: int = _BITS) -> Rational:
    """Return *x*, rounded if it has more digits than are looked at."""
    if x.denominator.bit_length() <= bits:
        return x
    return Rational(round(x * 2**bits), 2**bits)


def _exponent(x: Rational) -> int:
    """Return the power of two next to *x*, roughly."""
    return x.numerator.bit_length() - x.denominator.bit_length()


def _entry(matrix: Matrix, cell: _Cell) -> Rational:
    """Return the entry of *matrix* at *cell*; a number stands for a tensor of that number."""
    x: Rational = (
        matrix[0][0] if len(matrix) == len(matrix[0]) == 1 else matrix[cell.row][cell.column]
    )
    return x
