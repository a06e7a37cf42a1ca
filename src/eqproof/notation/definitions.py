"""Definitions, in the order of their needs: from parsed ``:=`` to symbols with shapes.

A definition may stand above or below what it needs. It may not need itself, on any way round.
"""

from dataclasses import dataclass, field, replace
from typing import Literal

from eqproof.diagnostics import ReadingError
from eqproof.latex.display import Display
from eqproof.latex.heads import Head
from eqproof.latex.names import plain_letters
from eqproof.latex.nodes import (
    ONE,
    SCALAR,
    Call,
    Component,
    Name,
    Node,
    Shape,
    free_names,
    walk,
)
from eqproof.latex.statements import Statement
from eqproof.latex.tokens import Token
from eqproof.notation.function_definitions import defined_function
from eqproof.notation.numbered import is_in_script, range_of
from eqproof.notation.ornaments import without_ornaments
from eqproof.notation.symbols import Definition, Notation
from eqproof.notation.unseen import check_running, indices_of
from eqproof.page import Formula
from eqproof.sizes.shapes import size
from eqproof.sizes.sizing import say
from eqproof.source import Span


@dataclass(frozen=True, slots=True)
class Draft:
    """A definition on its way: what it binds, where it stands, and its right side once parsed."""

    head: Head
    formula: Formula = field(compare=False)
    tokens: list[Token] = field(compare=False)
    body: Node | None = None

    def parsed(self, display: Display) -> "Draft":
        """Return this draft with the right side that stands in *display*."""
        for statement in display.statements:
            if _binds(statement, self.head.key):
                return replace(self, body=statement.sides[1])
        raise ReadingError("missing-operand", self.head.span, "nothing stands behind this :=")


def _binds(statement: Statement, key: str) -> bool:
    if not statement.relations or statement.relations[0].sign != ":=":
        return False
    match statement.sides[0]:
        case Name(bound) | Call(bound) | Component(Name(bound)):
            return bound == key
        case _:
            return False


def define(
    drafts: dict[str, Draft], notation: Notation
) -> tuple[Notation, list[tuple[Draft, ReadingError]], set[str]]:
    """Return *notation* with all *drafts* defined that can be, why others cannot, and which.

    A definition that needs one that cannot be made is not reported again.
    """
    order: list[str] = []
    faults: list[tuple[Draft, ReadingError]] = []
    bodies = {k: (d.head.parameters, d.body) for k, d in drafts.items() if d.body is not None}
    plain, unknown = without_ornaments(bodies, notation)
    drafts = {key: replace(draft, body=plain[key]) for key, draft in drafts.items()}
    faults += [(drafts[key], error) for key, error in unknown.items()]
    failed = set(unknown)
    for key in drafts:
        _visit(key, drafts, (), order, faults, failed)
    for key in order:
        draft = drafts[key]
        if key in failed or _needs(draft, drafts) & failed:
            failed.add(key)
            continue
        try:
            notation = _bind(draft, notation)
        except ReadingError as error:
            failed.add(key)
            faults.append((draft, error))
    return notation, faults, failed


def _needs(draft: Draft, drafts: dict[str, Draft]) -> set[str]:
    assert draft.body is not None
    used = {n.key for n in walk(draft.body) if isinstance(n, Name)}
    used |= {n.function for n in walk(draft.body) if isinstance(n, Call)}
    return (used - set(draft.head.parameters)) & set(drafts)


def _parameters(draft: Draft, drafts: dict[str, Draft]) -> set[str]:
    """Return the parameters that are defined names, but for those that need this definition."""
    return {
        p for p in set(draft.head.parameters) & set(drafts)
        if draft.head.key not in _behind(p, drafts)
    }  # fmt: skip


def _behind(key: str, drafts: dict[str, Draft]) -> set[str]:
    found: set[str] = set()
    waiting = [key]
    while waiting:
        draft = drafts[waiting.pop()]
        if draft.head.key not in found:
            found.add(draft.head.key)
            waiting += _needs(draft, drafts)
    return found


def _visit(
    key: str,
    drafts: dict[str, Draft],
    path: tuple[str, ...],
    order: list[str],
    faults: list[tuple[Draft, ReadingError]],
    failed: set[str],
) -> None:
    if key in path:
        round_trip = " needs ".join((*path[path.index(key) :], key))
        message = f"this definition needs itself: {round_trip}"
        if key not in failed:
            faults.append(
                (drafts[key], ReadingError("circular-definition", drafts[key].head.span, message))
            )
        failed.update(path[path.index(key) :])
        return
    if key in order:
        return
    for needed in sorted(_needs(drafts[key], drafts) | _parameters(drafts[key], drafts)):
        _visit(needed, drafts, (*path, key), order, faults, failed)
    if key not in order:
        order.append(key)


def _bind(draft: Draft, notation: Notation) -> Notation:
    head, body = draft.head, draft.body
    assert body is not None
    span = head.span.shifted(draft.formula.inner.start)
    _check_indices(draft, notation)
    if head.parameters:
        _check_ornaments(head, body, notation)
        function = defined_function(head, body, notation, span)
        notation = notation.declare(function)
        return notation if head.form is None else notation.form(head.form)
    sized, shape = size(body, notation, frozenset(head.entries))
    first = 1
    members: Literal["row", "member"] | None = None
    if head.entries:
        first, shape, members = _entries(head, body, shape, notation)
        if head.written:
            _check_apart(head, notation)
            notation = notation.family(head.written, head.family)
    elif f"{head.key}_" in notation.families and shape != SCALAR:
        raise _two_meanings(head.key, head.span)
    over = indices_of(body, head.entries, notation)
    definition = Definition(head.key, sized, shape, first, head.entries, members, span, over)
    notation = notation.declare(definition)
    if shape != SCALAR and not head.written:
        for alias in plain_letters(head.key):
            notation = notation.alias(alias, head.key)
    return notation


def _check_ornaments(head: Head, body: Node, notation: Notation) -> None:
    """Two functions of one name are told apart by names that mean nothing, by no parameters."""
    if head.form is None or not head.form.named:
        return
    used = {p for p in head.parameters if notation.lookup(p) is None} & set(free_names(body))
    if used:
        raise ReadingError(
            "redefinition",
            head.span,
            f"{head.form.base} is defined for another parameter, too, and this one is {min(used)}",
            "choose another name for one of them",
        )


def _check_apart(head: Head, notation: Notation) -> None:
    """What is numbered by a subscript has entries of no other tensor in its place."""
    base = head.written[:-1]
    if head.written.endswith("_") and notation.shape(base) != SCALAR:
        raise _two_meanings(base, head.span)


def _two_meanings(base: str, span: Span) -> ReadingError:
    return ReadingError(
        "redefinition",
        span,
        f"{base} is a tensor, and its entries and these things would be written alike",
        "choose another name for one of them",
    )


def _entries(
    head: Head, body: Node, shape: Shape, notation: Notation
) -> tuple[int, Shape, Literal["row", "member"] | None]:
    """Return the number of the first entry, the shape of the whole, and how its rows stand."""
    ranges = [range_of(entry, notation.lookup(entry), head.span) for entry in head.entries]
    first, count = ranges[0]
    if len({numbered_from for numbered_from, _ in ranges}) > 1:
        raise ReadingError("unsupported", head.span, "rows and columns are numbered alike")
    if shape == SCALAR:
        return first, (count, ranges[1][1] if len(ranges) > 1 else ONE), None
    # a column that is the same for every index is a slip rather than a family
    if len(ranges) > 1 or ONE not in shape or head.entries[0] not in free_names(body):
        raise ReadingError(
            "shape-mismatch", body.span, f"each of these must be a number, and this is {say(shape)}"
        )
    if first != 1:
        raise ReadingError("unsupported", head.span, "columns and rows are numbered from 1")
    size_of_one = shape[0] if shape[1] == ONE else shape[1]
    return first, (count, size_of_one), "member" if shape[1] == ONE else "row"


def _check_indices(draft: Draft, notation: Notation) -> None:
    """An index stands for one of the entries, and runs in nothing that depends on it unseen."""
    head, body = draft.head, draft.body
    assert body is not None
    if len(set(head.entries)) < len(head.entries):
        raise ReadingError(
            "unsupported", head.span, "this defines some entries only; every entry needs its value"
        )
    for name in sorted(free_names(body)):
        if any(is_in_script(entry, name) for entry in head.entries):
            raise ReadingError(
                "ambiguous",
                body.span,
                f"{name} is one name, and what is defined here is numbered by its script",
                "declare it as one of several things too, or define one name in square brackets",
                name=name,
            )
    for name in (*head.parameters, *head.entries):
        check_running(body, name, notation)
