r"""Inequalities of which is said that one holds where the other does: ``a > b \iff c > d``.

Nothing is said then of any of them alone. This is so where all statements that arrows join are
single inequalities and all arrows go both ways. Of ``x > 0 \implies x^3 > 0`` it is said that the
second holds where the first does, if the first compares declared names, so that it can be no
result. So it is with each further arrow, and with several comparisons before the first that the
word "and" joins. Any other statement beside an arrow stands on its own. Equations that are joined
so can be meant in either way, and where none of them holds for all values nothing is said of any;
but where one says of a declared name what it is, they are conditions.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from eqproof.diagnostics import ReadingError
from eqproof.latex.clauses import Condition
from eqproof.latex.nodes import Component, Name, Negative, Node, Number
from eqproof.latex.statements import Statement
from eqproof.notation.reach import free_names, reached
from eqproof.notation.symbols import Index, Notation, Variable
from eqproof.statements.supposing import is_guard

_ORDERS = frozenset({"<", ">", r"\le", r"\ge"})
_EQUATIONS = frozenset({"="})
_COMPARED = _ORDERS | _EQUATIONS | {r"\ne"}

Given = tuple[Statement, Statement | None]
"""A statement, and the one from which it is to follow, and which is to follow from it."""


def with_given(statements: Sequence[Statement], notation: Notation) -> Iterator[Given]:
    """Yield the statements that claim something, each with the one from which it follows.

    The first of those that arrows join so claims nothing.
    """
    waiting: list[Statement] = []
    for run in _runs(statements):
        if waiting and run[0].joined != "listed":
            yield from ((one, None) for one in waiting)
            waiting = []
        if len(run) == 1 and not run[0].conditions and _compares_names(run[0], notation):
            waiting.append(run[0])
        elif len(run) > 1 and _is_implication(run, notation):
            # what is said before all of it is said of each part, and is no weaker for the first
            known = run[0].conditions + tuple(c for one in waiting for c in _conditions(one))
            later = [replace(one, conditions=known) for one in run[1:]]
            yield from zip(later, run[:-1], strict=True)
            waiting = []
        else:
            yield from ((one, None) for one in waiting)
            waiting = []
            whole = _under_one(run)
            if len(run) > 1 and (_is_equivalence(whole) or _are_conditions(whole, notation)):
                yield from zip(whole[1:], whole[:-1], strict=True)
            else:
                yield from ((one, None) for one in run)
    yield from ((one, None) for one in waiting)


def _runs(statements: Sequence[Statement]) -> Iterator[list[Statement]]:
    """Yield the statements that arrows join, side by side."""
    run: list[Statement] = []
    for statement in statements:
        if run and statement.joined in ("", "listed"):
            yield run
            run = []
        run.append(statement)
    if run:
        yield run


def _under_one(run: Sequence[Statement]) -> list[Statement]:
    """Return *run* with the condition that stands before or behind all of it on each part."""
    said = {one.conditions for one in run if one.conditions}
    return [replace(one, conditions=next(iter(said))) if len(said) == 1 else one for one in run]


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
    first, *others = run
    return (
        _compares_names(first, notation)
        and all(one.joined == "implied" and len(one.relations) == 1 for one in others)
        and all(one.relations[0].sign in _COMPARED for one in others[:-1])
        and not any(one.relations[0].refuted for one in others[:-1])
        and all(one.conditions in ((), first.conditions) for one in others)
    )


def _compares_names(statement: Statement, notation: Notation) -> bool:
    """Whether *statement* compares declared names, with numbers or with each other."""
    return (
        bool(statement.relations)
        and all(r.sign in _COMPARED and not r.refuted for r in statement.relations)
        and any(isinstance(side, Name | Component) for side in statement.sides)
        and all(_is_plain(side, notation) for side in statement.sides)
    )


def _is_plain(side: Node, notation: Notation) -> bool:
    """Whether *side* is a declared name, an entry of one, or a number."""
    if isinstance(side, Negative):
        side = side.operand
    if isinstance(side, Component):
        side = side.base
    if isinstance(side, Name):
        return isinstance(notation.lookup(side.key), Variable | Index)
    return isinstance(side, Number)


def _is_equivalence(run: Sequence[Statement], among: frozenset[str] = _ORDERS) -> bool:
    signs = [[relation.sign for relation in one.relations] for one in run]
    return (
        all(one.joined == "equivalent" for one in run[1:])
        and all(len(own) == 1 and own[0] in among for own in signs)
        and not run[0].relations[0].refuted
        and all(one.conditions == run[0].conditions for one in run)
    )


def _conditions(statement: Statement) -> tuple[Condition, ...]:
    """Return what *statement* says as conditions of another one."""
    sides = statement.sides
    return tuple(
        Condition(one, relation.sign, two, one.span.to(two.span))
        for one, relation, two in zip(sides, statement.relations, sides[1:], strict=False)
    )


def under(statement: Statement, given: Statement, notation: Notation) -> Statement:
    """Return *statement* as it is said where *given* holds. Raises ReadingError."""
    conditions = _conditions(given)
    place = given.sides[0].span.to(given.sides[-1].span)
    if conditions == _conditions(statement):
        raise ReadingError("vacuous", place, "this is said to be equivalent to itself")
    if statement.joined != "implied" and any(is_guard(c, notation) for c in conditions):
        # assumed for every value of the index it would be more than is said
        raise ReadingError(
            "unsupported",
            place,
            "with what holds for a single entry no other statement can be compared yet",
            "give the entry a name without an index",
        )
    return replace(statement, conditions=(*statement.conditions, *conditions))
