r"""One statement of a formula: sides with relations between them, and where the next one begins.

    statement := side (relation side)*

A chain runs across rows that begin with a relation (``&= …``) and behind rows that end in one.
Words at the end of a row are remarks; the chain goes on behind them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from eqproof.diagnostics import ReadingError
from eqproof.latex import commands
from eqproof.latex.clause_marks import clause_begins
from eqproof.latex.clauses import (
    Condition,
    check_comma,
    contrary,
    local_sets,
    read_clause,
    with_sets,
)
from eqproof.latex.error_terms import check_errors
from eqproof.latex.heads import head_node, read_head
from eqproof.latex.neighbours import check_condition_list, check_neighbours, check_numerals
from eqproof.latex.nodes import Name, Node, NumberSet, walk
from eqproof.latex.pairs import settle
from eqproof.latex.parser import GRAMMAR, read_expression
from eqproof.latex.partings import Joined, joined_by
from eqproof.latex.reader import Reader, is_layout
from eqproof.latex.relations import Relation, read_relation, skip_middle
from eqproof.latex.remarks import (
    check_alternative,
    check_remarks,
    check_words,
    says_otherwise,
    states_condition,
)
from eqproof.latex.rows import is_boundary, take_separators
from eqproof.latex.scopes import Doubts, check_not_limited, settle_scopes
from eqproof.latex.sets import check_declared, read_set
from eqproof.latex.tokens import Token
from eqproof.source import Span


@dataclass(frozen=True, slots=True)
class Statement:
    """A chain of sides with a relation between neighbours; a single side has none.

    It is said only of what meets its *conditions*. *inferred* says that an arrow joins it with
    another one, *joined* how one joins it with the one before.
    """

    sides: tuple[Node, ...]
    relations: tuple[Relation, ...] = ()
    conditions: tuple[Condition, ...] = ()
    inferred: bool = False
    joined: Joined = ""


_ARROWS = commands.CONNECTIVES - {r"\quad", r"\qquad"}


@dataclass(slots=True)
class _Conditions:
    """Conditions that stand before a statement: for the *next* one, or for *all* that come."""

    next: list[Condition] = field(default_factory=list)
    all: list[Condition] = field(default_factory=list)

    def take(self) -> tuple[Condition, ...]:
        """Return those of the statement that is read now."""
        found, self.next = (*self.all, *self.next), []
        return found


def read_statements(reader: Reader, tags: Sequence[Token]) -> list[Statement]:
    """Read all statements up to the end. Raises ReadingError."""
    local = local_sets(reader.tokens, reader.names)
    reader.names = with_sets(reader.names, local)
    statements: list[Statement] = []
    waiting = _Conditions()
    doubts = Doubts()
    above = ""
    while True:
        separators = take_separators(reader)
        if any(t.kind == "text" for t in separators):
            waiting.all = []  # such words may end what a heading began
        _read_otherwise(separators, statements, waiting, reader.token.kind == "finish")
        in_row = bool(statements) and all(t.kind != "row" for t in separators)
        if clause_begins(reader, separators, in_row):
            check_remarks(separators)
            _read_condition(reader, statements, waiting, in_row)
            continue
        if reader.token.kind == "finish":
            _check_used(waiting, separators)
            if statements and statements[-1].conditions:
                for token in separators:
                    check_words(token)  # "is false" behind a condition says it of the whole
            for statement in statements:
                limits = [side for c in statement.conditions for side in (c.left, c.right)]
                check_not_limited(statement.sides, doubts, limits)
            return [_with_local(statement, local) for statement in statements]
        rows = [t.text for t in separators if t.kind == "row"]
        check_remarks(separators)
        if reader.at_relation():
            raise _no_left_side(reader.token, statements)
        if statements:
            _check_start(reader, separators, above, statements[-1])
            check_numerals(reader.tokens[reader.position - 2], separators, reader.token)
        begins = reader.position
        sign = reader.token if reader.at("+", "-") else None
        arrow = bool(statements) and any(t.text in _ARROWS for t in separators)
        statement = replace(
            _read_statement(reader, tags, doubts),
            conditions=waiting.take(),
            inferred=arrow,
            joined=joined_by(separators) if statements else "",
        )
        if arrow:
            if statement.joined == "update" and not statements[-1].relations:
                statement = replace(statement, inferred=False)
            else:
                statements[-1] = replace(statements[-1], inferred=True)
        if statements:
            _check_pair(statements[-1], separators, statement, reader, begins)
            if statements[-1].relations or statement.relations:
                check_alternative(separators)
            if rows[-1:] == [""] and not statement.relations and statements[-1].relations:
                _check_rest(separators, reader.since(begins))
            if sign is not None and not statement.relations:
                raise _continues(sign)
        statements.append(statement)
        above = rows[-1] if rows else above


def _read_condition(
    reader: Reader, statements: list[Statement], waiting: _Conditions, in_row: bool
) -> None:
    """Read a condition; it belongs to what stands before it in its row, or to what follows."""
    behind = in_row and not waiting.next and not statements[-1].conditions
    found = read_clause(reader, behind)
    if in_row and _defines(statements[-1]) and any(c.sign != r"\in" for c in found):
        raise ReadingError(
            "unsupported",
            found[0].span,
            "a definition cannot have a condition",
            r"distinguish cases: \begin{cases} … & \text{if } … \end{cases}",
        )
    check_comma(reader, found, behind)
    if behind:
        statements[-1] = replace(statements[-1], conditions=tuple(found))
        return
    if _ends_row(reader):
        waiting.all = found
    else:
        waiting.next += found


def _ends_row(reader: Reader) -> bool:
    """Whether nothing but a comma or a colon stands here before the next row."""
    place = reader.position
    while reader.tokens[place].text in (",", ";", ".", ":", r"\quad", r"\qquad"):
        place += 1
    return reader.tokens[place].kind == "row"


def _defines(statement: Statement) -> bool:
    return bool(statement.relations) and statement.relations[0].sign == ":="


def _read_otherwise(
    separators: Sequence[Token], statements: list[Statement], waiting: _Conditions, ends: bool
) -> None:
    """Read ``otherwise``: where the condition of the statement before does not hold.

    It stands before its statement unless something parts it from the next, or the formula *ends*.
    """
    for place, token in enumerate(separators):
        if not says_otherwise(token):
            continue
        behind = place + 1 < len(separators) or ends
        before = statements[:-1] if behind else statements
        known = before[-1].conditions if before else ()
        if len(known) != 1 or (len(before) > 1 and before[-2].conditions):
            raise ReadingError(
                "ambiguous",
                token.span,
                "it is not clear of which condition this is the contrary",
                r"write the condition out: \text{if } …",
            )
        opposite = contrary(known[0], token.span)
        if before is statements:
            waiting.next.append(opposite)
        else:
            statements[-1] = replace(statements[-1], conditions=(opposite,))


def _check_used(waiting: _Conditions, separators: Sequence[Token]) -> None:
    """Refuse a condition that no statement follows."""
    if waiting.next:
        raise ReadingError(
            "missing-operand", waiting.next[0].span, "no statement stands behind this condition"
        )
    for token in separators:
        if states_condition(token):
            raise ReadingError(
                "missing-operand", token.span, "no condition stands behind these words"
            )


def _with_local(statement: Statement, local: Mapping[str, Condition]) -> Statement:
    """Return *statement* with the sets of names that another row of the display declares."""
    used = {n.key for side in statement.sides for n in walk(side) if isinstance(n, Name)}
    said = {c.left.key for c in statement.conditions if isinstance(c.left, Name)}
    added = [c for key, c in local.items() if key in used - said]
    return replace(statement, conditions=(*added, *statement.conditions))


def _no_left_side(sign: Token, statements: Sequence[Statement]) -> ReadingError:
    if statements and statements[-1].conditions:
        return ReadingError(
            "unsupported",
            sign.span,
            "this chain goes on behind a condition, which may hold for all of it or not",
            "put the condition at the end of the chain, or before it",
        )
    return ReadingError(
        "missing-operand",
        sign.span,
        f"nothing stands left of this {sign.text}",
        "write the left side here too: a chain does not go on from one formula to the next"
        if not statements
        else None,
    )


def _check_start(
    reader: Reader, separators: Sequence[Token], above: str, previous: Statement
) -> None:
    """Refuse a statement that may be the rest of *previous*, broken at the end of a row."""
    if reader.at("+"):
        raise _continues(reader.token)
    rows = [t.text for t in separators if t.kind == "row"]
    only_layout = all(is_layout(t) for t in separators)
    if only_layout and rows[-1:] == ["indented"] and above != "indented" and previous.relations:
        raise _rest(reader.token.span)


def _check_rest(separators: Sequence[Token], place: Span) -> None:
    if all(is_layout(token) for token in separators):
        raise _rest(place)


def _rest(place: Span) -> ReadingError:
    return ReadingError(
        "ambiguous",
        place,
        "this row goes on with neither a relation nor a sign, so it can be a factor of what"
        " stands above, or a statement of its own",
        r"begin the row with \cdot, or put words or a comma between the statements",
    )


def _check_pair(
    one: Statement, separators: Sequence[Token], two: Statement, reader: Reader, start: int
) -> None:
    """Refuse the statement *two* that was read from *start* on if it may belong to *one*."""
    place = reader.since(start)
    last = one.relations[-1].sign if one.relations else None
    first = two.relations[0].sign if two.relations else None
    check_neighbours((last, first), separators, place)
    if any(c.sign != r"\in" for c in one.conditions) and first is not None:
        ahead = [t for t in reader.tokens[reader.position :] if not is_layout(t)][:2]
        own = any(states_condition(t) or says_otherwise(t) or t.text in ("(", "[") for t in ahead)
        check_condition_list(separators, own or bool(two.conditions), place)


def _continues(sign: Token) -> ReadingError:
    return ReadingError(
        "ambiguous",
        sign.span,
        f"this {sign.text} stands behind a remark, so it can go on with what stands before or not",
        "put the remark at the end of the row",
    )


def _read_statement(reader: Reader, tags: Sequence[Token], doubts: Doubts) -> Statement:
    sides: list[Node] = []
    relations: list[Relation] = []
    outer = reader.names
    reader.doubts = doubts
    head = read_head(reader)
    if head is not None:
        sides.append(head_node(head))
        unknown = [entry for entry in head.entries if outer.canonical(entry) is None]
        # a parameter that is a declared quantity is that quantity
        fresh = [p for p in head.parameters if p in outer.indices or outer.canonical(p) != p]
        reader.names = outer.binding(*fresh, *unknown)
    else:
        sides.append(read_expression(reader))
    while (relation := read_relation(reader, tags)) is not None:
        _check_relation(relation, sides, defines=head is not None and not relations)
        relations.append(relation)
        reader.skip_layout()
        skip_middle(reader, relation)
        if is_boundary(reader.token) or reader.at_relation():
            arrow = relation.sign == "=" and reader.at(">")
            raise ReadingError(
                "missing-operand",
                relation.span,
                f"nothing stands behind this {relation.sign}",
                r"write \ge for at least, \Rightarrow for an arrow" if arrow else None,
            )
        sides.append(_read_set(reader) if relation.sign == r"\in" else read_expression(reader))
    reader.names = outer
    if not is_boundary(reader.token):
        raise reader.unexpected()
    check_errors(sides, [relation.sign for relation in relations])
    reader.doubts = None
    sides = settle_scopes(sides, doubts, outer)
    return Statement(tuple(settle(sides, reader.partners, outer)), tuple(relations))


def _check_relation(relation: Relation, sides: Sequence[Node], defines: bool) -> None:
    if isinstance(sides[-1], NumberSet):
        raise ReadingError(
            "unsupported", relation.span, "a set can stand at the end of a chain only"
        )
    if relation.sign == ":=" and (not defines or relation.refuted):
        raise ReadingError(
            "unsupported",
            relation.span,
            "a definition has one :=, behind the name that it defines",
            "use = for what follows from it",
        )


def _read_set(reader: Reader) -> NumberSet:
    """Read the set of a claim; its dimensions must be known."""
    found = read_set(reader, GRAMMAR)
    check_declared(found, reader.names)
    return found
