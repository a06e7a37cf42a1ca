r"""Inequalities of which is said that one holds where the other does: ``a > b \iff c > d``.

Nothing is said then of any of them alone. This is so where all statements that arrows join are
single inequalities and all arrows go both ways. Of ``x > 0 \implies x^3 > 0`` it is said that the
second holds where the first does, if the first compares a declared name, so that it can be no
result. Any other statement beside an arrow stands on its own. Equations that are joined so can be
meant in either way, and where none of them holds for all values nothing is said of any; but where
one says of a declared name what it is, they are conditions.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from eqproof.diagnostics import ReadingError
from eqproof.latex.clauses import Condition
from eqproof.latex.nodes import Name, Negative, Node, Number
from eqproof.latex.statements import Statement
from eqproof.notation import Notation, Variable
from eqproof.reach import free_names, reached
from eqproof.supposing import is_guard

_ORDERS = frozenset({"<", ">", r"\le", r"\ge"})
_EQUATIONS = frozenset({"="})

Given = tuple[Statement, Statement | None]
"""A statement, and the one from which it is to follow, and which is to follow from it."""


def with_given(statements: Sequence[Statement], notation: Notation) -> Iterator[Given]:
    """Yield the statements that claim something, each with the one from which it follows.

    The first of those that arrows join so claims nothing.
    """
    run: list[Statement] = []
    for statement in (*statements, None):
        if statement is not None and run and statement.joined:
            run.append(statement)
            continue
        if len(run) > 1 and (
            _is_equivalence(run) or _are_conditions(run, notation) or _is_implication(run, notation)
        ):
            yield from zip(run[1:], run[:-1], strict=True)
        else:
            yield from ((one, None) for one in run)
        run = [] if statement is None else [statement]


def equations_beside(statement: Statement, statements: Sequence[Statement]) -> list[Statement]:
    """Return the other equations where arrows in both directions join nothing but equations."""
    bare = not any(one.conditions for one in statements)
    if len(statements) < 2 or not bare or not _is_equivalence(statements, _EQUATIONS):
        return []
    return [other for other in statements if other is not statement]


def _are_conditions(run: Sequence[Statement], notation: Notation) -> bool:
    """Whether arrows in both directions join equations of which one can only be a condition.

    So is one that says of a declared name, of which nothing is assumed, what it is.
    """
    return _is_equivalence(run, _EQUATIONS) and any(_says_value(one, notation) for one in run)


def _says_value(statement: Statement, notation: Notation) -> bool:
    assumed = {
        name for h in notation.hypotheses for side in (h.left, h.right) for name in free_names(side)
    }
    sides = statement.sides
    return any(
        isinstance(one, Name)
        and isinstance(notation.lookup(one.key), Variable)
        and one.key not in reached(free_names(two), notation) | reached(assumed, notation)
        for one, two in (sides, sides[::-1])
    )


def _is_implication(run: Sequence[Statement], notation: Notation) -> bool:
    first, second, *others = run
    if others or second.joined != "implied" or first.conditions != second.conditions:
        return False
    (relation,) = first.relations if len(first.relations) == 1 else (None,)
    return (
        relation is not None
        and relation.sign in (*_ORDERS, r"\ne")
        and not relation.refuted
        and len(second.relations) == 1
        and any(isinstance(side, Name) for side in first.sides)
        and all(_is_plain(side, notation) for side in first.sides)
    )


def _is_plain(side: Node, notation: Notation) -> bool:
    """Whether *side* is a declared name or a number."""
    if isinstance(side, Negative):
        side = side.operand
    if isinstance(side, Name):
        return isinstance(notation.lookup(side.key), Variable)
    return isinstance(side, Number)


def _is_equivalence(run: Sequence[Statement], among: frozenset[str] = _ORDERS) -> bool:
    signs = [[relation.sign for relation in one.relations] for one in run]
    return (
        all(one.joined == "equivalent" for one in run[1:])
        and all(len(own) == 1 and own[0] in among for own in signs)
        and not run[0].relations[0].refuted
        and all(one.conditions == run[0].conditions for one in run)
    )


def under(statement: Statement, given: Statement, notation: Notation) -> Statement:
    """Return *statement* as it is said where *given* holds. Raises ReadingError."""
    left, right = given.sides
    place = left.span.to(right.span)
    condition = Condition(left, given.relations[0].sign, right, place)
    if (condition.left, condition.sign) == (statement.sides[0], statement.relations[0].sign) and (
        right == statement.sides[1]
    ):
        raise ReadingError("vacuous", place, "this is said to be equivalent to itself")
    if is_guard(condition, notation):
        # assumed for every value of the index it would be more than is said
        raise ReadingError(
            "unsupported",
            place,
            "with what holds for a single entry no other statement can be compared yet",
            "give the entry a name without an index",
        )
    return replace(statement, conditions=(*statement.conditions, condition))
