r"""The notation under which a statement with conditions stands.

A comparison is a hypothesis of that statement alone, ``x \in S`` declares ``x`` for it. What is
assumed of an entry with a free index, as in ``\text{if } y_i = 1``, is meant of that entry and not
of every one, so it is no hypothesis: there both sides are compared where it holds.
"""

from dataclasses import replace
from fractions import Fraction as Rational

from eqproof.diagnostics import ReadingError
from eqproof.latex.clauses import Condition
from eqproof.latex.nodes import (
    SCALAR,
    Branch,
    Cases,
    Comparison,
    Name,
    Node,
    Number,
    NumberSet,
    free_names,
)
from eqproof.latex.statements import Statement
from eqproof.notation.declarations import symbol_in
from eqproof.notation.symbols import (
    Definition,
    Dimension,
    Finite,
    Hypothesis,
    Index,
    Notation,
    Variable,
)
from eqproof.sizes.shapes import size, size_sides


def supposing(statement: Statement, notation: Notation, offset: int) -> Notation:
    """Return *notation* with what the conditions of *statement* add. Raises ReadingError.

    *offset* is where the formula begins on its page.
    """
    for condition in statement.conditions:
        if isinstance(condition.right, NumberSet):
            notation = _declaring(condition, condition.right, notation)
    for condition in statement.conditions:
        if isinstance(condition.right, NumberSet) or is_guard(condition, notation):
            continue
        narrower = _narrowed(condition, notation)
        if narrower is not None:
            notation = notation.declare(narrower)
            continue
        _check_listed(condition, notation)
        left, right, _ = size_sides(condition.left, condition.right, notation)
        span = condition.span.shifted(offset)
        notation = notation.assume(Hypothesis(left, condition.sign, right, span))
    return notation


def narrows(statement: Statement, notation: Notation) -> bool:
    """Whether the conditions of *statement* say more than *notation* does."""
    return bool(statement.conditions) and (
        any(is_guard(c, notation) for c in statement.conditions if c.sign != r"\in")
        or supposing(statement, notation, 0) != notation
    )


def _check_listed(condition: Condition, notation: Notation) -> None:
    """Refuse a second condition that could be a statement: on what the page defines."""
    names = free_names(condition.left) | free_names(condition.right)
    if condition.listed and any(isinstance(notation.lookup(n), Definition) for n in names):
        raise ReadingError(
            "ambiguous",
            condition.span,
            "this can be a second condition or a statement",
            "put conditions into a given block, or part statements by rows",
        )


def _narrowed(condition: Condition, notation: Notation) -> Variable | None:
    r"""Return the variable of ``y \ne 0`` with the values left to it, where it has few."""
    if not (isinstance(condition.left, Name) and isinstance(condition.right, Number)):
        return None
    known = notation.lookup(condition.left.key)
    if condition.sign != r"\ne" or not isinstance(known, Variable) or known.shape != SCALAR:
        return None
    value = Rational(condition.right.text)
    if not isinstance(known.domain, Finite) or set(known.domain.values) <= {value}:
        return None
    return replace(known, domain=Finite(tuple(v for v in known.domain.values if v != value)))


def _declaring(condition: Condition, found: NumberSet, notation: Notation) -> Notation:
    assert isinstance(condition.left, Name)
    key = condition.left.key
    known = notation.symbols.get(key)
    symbol = symbol_in(key, found)
    if known is not None and (
        type(known) is not type(symbol)
        or (isinstance(symbol, Variable) and notation.shape(key) != symbol.shape)
    ):
        raise ReadingError(
            "redefinition",
            condition.span,
            f"{key} has another meaning here already",
            "choose another name",
        )
    if found.kind == "simplex":
        raise ReadingError(
            "unsupported",
            condition.span,
            "a set of probabilities cannot stand in a condition yet",
            "declare the name in a given block",
        )
    return notation.declare(symbol)


def is_guard(condition: Condition, notation: Notation) -> bool:
    """Whether *condition* speaks of quantities at a free index, and so not of all of them."""
    names = free_names(condition.left) | free_names(condition.right)
    symbols = [notation.lookup(name) for name in names]
    indexed = any(isinstance(s, Index) for s in symbols)
    return indexed and not all(isinstance(s, Index | Dimension) for s in symbols)


def guarded(
    statement: Statement, sides: tuple[Node, Node], sign: str, notation: Notation
) -> tuple[Node, Node]:
    """Return two *sides* of *statement* as they are where its guards hold, and 0 elsewhere.

    *sign* is the relation between them. Raises ReadingError where that cannot be said.
    """
    left, right = sides
    for condition in statement.conditions:
        if isinstance(condition.right, NumberSet) or not is_guard(condition, notation):
            continue
        _check_guard(condition, sides, sign, notation)
        where = Comparison(condition.left, condition.sign, condition.right, span=condition.span)  # type: ignore[arg-type]
        left, right = _where(where, left), _where(where, right)
    return left, right


def _where(condition: Comparison, value: Node) -> Node:
    nothing = Branch(Number("0", span=value.span), None, span=value.span)
    return Cases((Branch(value, condition, span=value.span), nothing), span=value.span)


def _check_guard(
    condition: Condition, sides: tuple[Node, Node], sign: str, notation: Notation
) -> None:
    names = free_names(condition.left) | free_names(condition.right)
    indices = {name for name in names if isinstance(notation.lookup(name), Index)}
    used = free_names(sides[0]) | free_names(sides[1])
    if not indices <= used:
        raise ReadingError(
            "ambiguous",
            condition.span,
            f"it is not said whether this holds for one {min(indices - used)} or for every one",
            "use the index in the statement, or assume the condition in a given block",
        )
    if sign != "=" or any(size(side, notation)[1] != SCALAR for side in sides):
        raise ReadingError(
            "unsupported",
            condition.span,
            "a condition on an entry can stand with an equation of numbers only",
            "state the equation by its entries",
        )
