"""From statements to the links that are to be decided, each with the notation it stands under."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

from eqproof.diagnostics import ReadingError
from eqproof.latex.nodes import Call, Constant, Name, Node, Number, NumberSet, Shape, walk
from eqproof.latex.printer import to_latex
from eqproof.latex.relations import Relation
from eqproof.latex.statements import Statement
from eqproof.notation.symbols import Definition, Function, Index, Notation, Variable, own_tensors
from eqproof.sizes.shapes import size, size_sides
from eqproof.sizes.sizing import say
from eqproof.source import Span
from eqproof.statements.definite import SIGNS, as_forms
from eqproof.statements.equivalences import equations_beside, under, with_given
from eqproof.statements.quantities import with_quantities
from eqproof.statements.reading import Reading
from eqproof.statements.supposing import guarded, narrows, supposing


@dataclass(frozen=True, slots=True)
class Claim:
    """One link: its sides are sized and have *shape* in common. Spans are those of the page.

    *repeats* says that the link states nothing but the definition of its left side, *inferred* that
    an arrow joins its statement with another. Of two equivalent inequalities the claim is that the
    second holds where the first does, which stands at *given*, and *converse* the other direction.
    *beside* are the other equations that are said to be equivalent to this one.
    """

    left: Node
    relation: str
    right: Node
    shape: Shape
    notation: Notation
    refuted: bool
    repeats: bool
    tag: str | None
    left_span: Span
    right_span: Span
    span: Span
    inferred: bool = False
    given: Span | None = None
    converse: "Claim | None" = None
    beside: "tuple[Claim, ...]" = ()

    @property
    def vacuous(self) -> bool:
        """Whether both sides are the same, so that there is nothing to decide."""
        return self.left == self.right and not self.refuted

    @property
    def sides(self) -> tuple[Node, ...]:
        """The sides that have a value; a set has none."""
        return (self.left,) if isinstance(self.right, NumberSet) else (self.left, self.right)


class MisfitError(ReadingError):
    """A link that has no sizes: a shape in it does not fit. Spans are those of the page."""

    def __init__(
        self,
        error: ReadingError,
        sides: tuple[Node, Node],
        relation: Relation,
        notation: Notation,
        reading: Reading,
    ) -> None:
        super().__init__(error.code, error.span, error.message, error.help, name=error.name)
        offset = reading.formula.inner.start
        self.left, self.right = sides
        self.relation, self.notation, self.reading = relation, notation, reading
        self.left_span, self.right_span = (side.span.shifted(offset) for side in sides)
        self.link_span = relation.span.to(sides[1].span).shifted(offset)

    def changed(self, left: Node, right: Node) -> Claim | None:
        """Return the link with other sides, or None if those do not fit either."""
        try:
            return _claim(left, self.relation, right, self.notation, self.reading)
        except ReadingError:
            return None


def claims_of(reading: Reading) -> Iterator[Claim | ReadingError]:
    """Yield the links of a formula in reading order; shapes that do not fit are errors.

    A mention yields nothing but such errors. Spans of errors are those of the formula.
    """
    if reading.display is None:
        return
    last: Statement | None = None
    for statement, given in with_given(reading.display.statements, reading.notation):
        if given is not None:
            yield _equivalence(given, statement, reading)
            continue
        notation = _with_parameters(statement, reading.notation)
        try:
            notation = supposing(statement, notation, reading.formula.inner.start)
            _check_hypothesis(statement, reading)
            _check_conditions(statement)
        except ReadingError as error:
            yield error
            continue
        try:
            if not statement.relations:
                size(statement.sides[0], notation)
            if statement.joined == "update" and last is not None and not last.relations:
                _check_update(last.sides[0], statement.sides[0], notation)
        except ReadingError as error:
            yield error
        last = statement
        before: Claim | None = None
        for place, relation in enumerate(statement.relations):
            sides = (statement.sides[place], statement.sides[place + 1])
            if reading.kind == "hypothesis" and relation.refuted:
                yield ReadingError(
                    "unsupported",
                    relation.span,
                    "what is given is assumed, so it cannot be marked as wrong",
                )
                continue
            try:
                sides = guarded(statement, sides, relation.sign, notation)
                claim = _claim(sides[0], relation, sides[1], notation, reading)
                beside = _beside(statement, reading)
                claim = replace(claim, inferred=statement.inferred, beside=beside)
                before = _continued(before, claim)
                yield before
            except ReadingError as error:
                yield MisfitError(error, sides, relation, notation, reading)


def _check_update(name: Node, value: Node, notation: Notation) -> None:
    """Refuse a new value of another shape: a number is not put in every entry here."""
    _, shape = size(name, notation)
    _, new = size(value, notation)
    if shape != new and value != Number("0"):
        raise ReadingError(
            "shape-mismatch",
            value.span,
            f"{to_latex(name)} is {say(shape)}, and its next value {say(new)}",
        )


def _beside(statement: Statement, reading: Reading) -> tuple[Claim, ...]:
    """Return the equations that arrows join with *statement*, each as a claim of its own."""
    statements = () if reading.display is None else reading.display.statements
    found: list[Claim] = []
    for other in equations_beside(statement, statements):
        with suppress(ReadingError):  # it is said where the statement itself is looked at
            (left, right), relation = other.sides, other.relations[0]
            found.append(_claim(left, relation, right, reading.notation, reading))
    return tuple(found)


def _equivalence(one: Statement, two: Statement, reading: Reading) -> Claim | ReadingError:
    """Return the claim that each of two inequalities holds where the other does, or one of them."""
    try:
        if two.joined == "implied":
            return _direction(one, two, reading)
        forth, back = _direction(one, two, reading), _direction(two, one, reading)
    except ReadingError as error:
        return error
    return replace(forth, converse=replace(back, refuted=forth.refuted))


def _direction(given: Statement, statement: Statement, reading: Reading) -> Claim:
    known = under(statement, given, reading.notation)
    offset = reading.formula.inner.start
    notation = supposing(known, reading.notation, offset)
    left, right = guarded(
        known, (known.sides[0], known.sides[1]), known.relations[0].sign, notation
    )
    claim = _claim(left, known.relations[0], right, notation, reading)
    return replace(claim, given=known.conditions[-1].span.shifted(offset))


def _check_conditions(statement: Statement) -> None:
    """Refuse a statement that is among its own conditions, and so says nothing."""
    for left, relation, right in zip(
        statement.sides, statement.relations, statement.sides[1:], strict=False
    ):
        for condition in statement.conditions:
            if (condition.left, condition.sign, condition.right) == (left, relation.sign, right):
                message = "this only repeats its own condition"
                raise ReadingError("vacuous", condition.span, message)


def _check_hypothesis(statement: Statement, reading: Reading) -> None:
    if reading.kind == "hypothesis" and narrows(statement, reading.notation):
        raise ReadingError(
            "unsupported",
            statement.conditions[0].span,
            "what is assumed under a condition cannot be used yet",
            "declare the index with its range, or assume it without a condition",
        )


def _continued(before: Claim | None, claim: Claim) -> Claim:
    """Return *claim* with the very side that it shares with the link *before* in the chain.

    What was found out about that side need not be found out again.
    """
    if before is None or before.right != claim.left:
        return claim
    if _shapes_of_constants(before.right) != _shapes_of_constants(claim.left):
        return claim
    return replace(claim, left=before.right)


def _shapes_of_constants(side: Node) -> list[Shape | None]:
    """Return the sizes that constants were given for their place, which are not compared."""
    return [node.shape for node in walk(side) if isinstance(node, Constant)]


def _with_parameters(statement: Statement, notation: Notation) -> Notation:
    """The parameters of a function that is defined here are any real numbers.

    Those that are declared names stay what they are.
    """
    first = statement.sides[0]
    defines = bool(statement.relations) and statement.relations[0].sign == ":="
    if defines and isinstance(first, Call):
        function = notation.lookup(first.function)
        if isinstance(function, Function):
            names = set(function.parameters) - set(function.declared)
            names = {name for name in names if not isinstance(notation.lookup(name), Index)}
            numbers = (Variable(name) for name in sorted(names))
            notation = notation.declare(*numbers, *own_tensors(function).values())
    return notation


def _claim(
    left: Node, relation: Relation, right: Node, notation: Notation, reading: Reading
) -> Claim:
    spans = left.span, right.span
    sign = relation.sign
    if sign in SIGNS:
        left, sign, right, notation = as_forms(left, sign, right, notation)
    left, right, notation = with_quantities(left, right, notation)
    sized_left, sized_right, shape = size_sides(left, right, notation)
    offset = reading.formula.inner.start
    return Claim(
        sized_left,
        sign,
        sized_right,
        shape,
        notation,
        relation.refuted,
        relation.sign == ":=" or _repeats(sized_left, relation, sized_right, notation),
        relation.tag,
        spans[0].shifted(offset),
        spans[1].shifted(offset),
        relation.span.to(spans[1]).shifted(offset),
    )


def _repeats(left: Node, relation: Relation, right: Node, notation: Notation) -> bool:
    if relation.sign != "=" or not isinstance(left, Name) or isinstance(right, NumberSet):
        return False
    symbol = notation.lookup(left.key)
    return isinstance(symbol, Definition) and not symbol.entries and symbol.body == right
