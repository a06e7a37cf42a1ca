r"""Conditions on a statement: ``\text{if } y = 1``, ``\forall i = 1, \dots, C``, ``(i \ne j)``.

    condition := (words | '\forall') clause (('and' | ',') …)? | '(' comparison ')' | 'otherwise'
    clause    := name '=' first [',' second] [','] dots [','] last
               | name (',' name)* ['\in' set]
               | expression (relation expression)+

A condition stands behind its statement in the same row, or before it. It is a hypothesis of that
statement only.
"""

from dataclasses import dataclass, field, replace

from eqproof.diagnostics import ReadingError
from eqproof.latex import commands
from eqproof.latex.clause_marks import (
    declares,
    is_bracketed_clause,
    is_range,
    means_every,
    outermost,
)
from eqproof.latex.listed import listed_ahead
from eqproof.latex.names import Names
from eqproof.latex.naming import read_new_name
from eqproof.latex.nodes import Name, Node, NumberSet, free_names
from eqproof.latex.parser import GRAMMAR, read_expression
from eqproof.latex.reader import Reader
from eqproof.latex.remarks import may_state_condition, plain_words, states_condition
from eqproof.latex.rows import is_boundary
from eqproof.latex.sets import check_declared, read_set
from eqproof.latex.symbols import group_ahead, starts_name, unknown_symbol
from eqproof.latex.tokens import Token
from eqproof.source import Span


@dataclass(frozen=True, slots=True)
class Condition:
    r"""What a statement assumes: a relation of two sides, or a name ``\in`` a set.

    *listed* says that it stands behind another one without words of its own.
    """

    left: Node
    sign: str
    right: Node
    span: Span = field(default=Span(0, 0), compare=False)
    listed: bool = field(default=False, compare=False)


_CONTRARY = {
    "=": r"\ne", r"\ne": "=", "<": r"\ge", r"\ge": "<", ">": r"\le", r"\le": ">",
}  # fmt: skip


def contrary(condition: Condition, span: Span) -> Condition:
    """Return what holds where *condition* does not. Raises ReadingError for a set."""
    if condition.sign not in _CONTRARY:
        raise ReadingError(
            "unsupported", span, "the contrary of this condition cannot be read", "write it out"
        )
    return replace(condition, sign=_CONTRARY[condition.sign], span=span)


def read_clause(reader: Reader, behind: bool = False) -> list[Condition]:
    """Read the condition ahead and step over it. Raises ReadingError.

    *behind* says that it stands behind its statement.
    """
    if reader.at(r"\forall"):
        mark = reader.take()
        reader.skip_layout()
        if is_boundary(reader.token):
            raise ReadingError("missing-operand", mark.span, "no name stands behind this sign")
    reader.skip_layout()
    start = reader.position
    bracket = reader.take() if is_bracketed_clause(reader) else None
    if is_range(reader):
        conditions = [_read_range(reader)]
    elif declares(reader):
        conditions = _read_memberships(reader)
    else:
        named = bracket is not None or means_every(reader, start)
        conditions = _read_listed(reader, named)
        while bracket is None and listed_ahead(reader, behind):
            reader.take()
            conditions += [replace(c, listed=True) for c in _read_listed(reader, named=False)]
    if bracket is not None:
        reader.expect_bracket(bracket)
        _check_bracketed(conditions, bracket.span, reader.names)
    if reader.at(":"):
        reader.take()
    elif not is_boundary(reader.token):
        raise reader.unexpected()
    _check_end(reader, conditions)
    return conditions


def _read_listed(reader: Reader, named: bool) -> list[Condition]:
    """Read comparisons, of several names at once if they may be *named* before."""
    others = _read_names(reader) if named else []
    conditions = _read_comparisons(reader)
    return [replace(conditions[0], left=name) for name in others] + conditions


def _read_names(reader: Reader) -> list[Name]:
    """Read the names before the last one in ``(a, b > 0)``, which are all compared so."""
    found: list[Name] = []
    mark = reader.position
    while starts_name(reader.token):
        mark = reader.position
        node = read_expression(reader)
        if not isinstance(node, Name) or not reader.at(","):
            break
        reader.take()
        found.append(node)
    reader.position = mark
    return found


def _check_bracketed(conditions: list[Condition], place: Span, names: Names) -> None:
    """Refuse ``(p = q)``, which can be a condition or a remark that states something."""
    for condition in conditions:
        used = free_names(condition.left) | free_names(condition.right)
        if condition.sign == "=" and not used <= names.indices.keys():
            raise ReadingError(
                "ambiguous",
                place.to(condition.right.span),
                "this can be a condition, or a statement of its own",
                r"write \text{if } … for a condition, \text{where } … for a statement",
            )


def _conditioned(reader: Reader) -> bool:
    """Whether behind the word ahead stands a statement with a condition of its own."""
    related = False
    for token in reader.tokens[reader.position + 1 :]:
        related = related or token.text in commands.RELATIONS
        if token.kind in ("row", "text", "finish"):
            return related and states_condition(token)
    return False


def _check_end(reader: Reader, conditions: list[Condition]) -> None:
    """Refuse what would weaken a condition: other values in a list, an alternative."""
    words = plain_words(reader.token)
    first = words.split()[:1]
    if conditions and (first == ["or"] or (first == ["and"] and not _conditioned(reader))):
        raise ReadingError(
            "ambiguous",
            reader.token.span,
            f"what stands behind “{words}” can belong to the condition or to the next statement",
            "state each case by itself",
        )
    if not conditions or not reader.at(","):
        return
    behind = reader.tokens[reader.position + 1]
    stretch: list[Token] = []
    for token in outermost(reader.tokens[reader.position + 1 :]):
        if is_boundary(token):
            break
        stretch.append(token)
    listed = bool(stretch) and not any(t.text in commands.RELATIONS for t in stretch)
    if listed and all(c.sign == "=" for c in conditions):
        raise ReadingError(
            "ambiguous",
            conditions[0].span.to(behind.span),
            "this can be a condition with several values",
            r"write x \in \{0, 1\}, or state each case by itself",
        )


def check_comma(reader: Reader, conditions: list[Condition], behind: bool) -> None:
    r"""Refuse ``x = y \text{ if } a > 0, b > 0``: a second condition, or a second statement.

    *behind* says that the condition stands behind its statement. Before it, a comma ends the
    condition, unless what follows looks like one more: a name that is compared with something, or
    anything before the word ``then``.
    """
    if not conditions or not reader.at(","):
        return
    mark = reader.position
    reader.take()
    listed = is_boundary(reader.token) or reader.at(r"\forall") or is_range(reader)
    if listed or declares(reader):
        reader.position = mark
        return
    place = reader.token.span
    end = _end(reader)
    signs = [commands.RELATIONS.get(t.text) for t in reader.tokens[reader.position : end]]
    related = any(sign is not None for sign in signs)
    if behind:
        doubtful = related and not _conditioned(reader)
    else:
        doubtful = related and (_goes_on(reader, end) or _compares_name(reader))
    reader.position = mark
    if doubtful:
        raise ReadingError(
            "ambiguous",
            place.to(reader.tokens[end - 1].span),
            "this can be a second condition or a statement",
            r"write \text{ then } before a statement, \quad behind the comma to begin another,"
            " and put conditions into a given block",
        )


def _goes_on(reader: Reader, end: int) -> bool:
    """Whether ``then`` stands in the row behind *end*."""
    for token in reader.tokens[end:]:
        if token.kind == "row":
            return False
        if plain_words(token).split()[:1] == ["then"]:
            return True
    return False


def _compares_name(reader: Reader) -> bool:
    """Whether a name and a relation other than ``=`` are ahead."""
    if not starts_name(reader.token):
        return False
    try:
        read_new_name(reader)
    except ReadingError:
        return False
    return commands.RELATIONS.get(reader.token.text) in _CONTRARY.keys() - {"="}


def _read_range(reader: Reader) -> Condition:
    start = reader.position
    name = read_new_name(reader)
    if not reader.at("="):
        raise reader.unexpected()
    reader.take()
    end = start + _length(reader, start)
    inside = reader.tokens[reader.position : end]
    dots = next(i for i, t in enumerate(inside) if t.text in commands.DOTS)
    lower = _side(reader, inside[:dots], first=True)
    upper = _side(reader, inside[dots + 1 :], first=False)
    reader.position = end
    span = reader.since(start)
    number_set = NumberSet("range", lower, upper, span=span)
    return Condition(Name(name, span=span), r"\in", number_set, span)


def _length(reader: Reader, start: int) -> int:
    """Return how many tokens the range has that begins at *start*: up to its last number."""
    place, seen = start, False
    while reader.tokens[place].kind != "finish":
        token = reader.tokens[place]
        seen = seen or token.text in commands.DOTS
        behind = reader.tokens[place - 1].text in commands.DOTS
        listed = token.text == "," and (not seen or behind)
        if (is_boundary(token) and not listed) or token.text == ":":
            break
        place += len(group_ahead(reader.tokens, place)) + 2 if token.kind == "open" else 1
    return place - start


def _side(reader: Reader, tokens: list[Token], first: bool) -> Node:
    """Read the first or the last number of a range; the second, ``1, 2, …``, is passed over."""
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token.text == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    kept = [part for part in parts if part]
    if not kept:
        raise ReadingError("missing-operand", reader.token_or_last(), "a range has two ends")
    return reader.read_all(kept[0] if first else kept[-1], read_expression)


def _read_memberships(reader: Reader) -> list[Condition]:
    start = reader.position
    keys = [read_new_name(reader)]
    while reader.at(",") and starts_name(reader.ahead()):
        reader.take()
        keys.append(read_new_name(reader))
    if not reader.at(r"\in"):
        # every value that the names can have: that is what a statement says without it
        for key in keys:
            if reader.names.canonical(key) != key:
                raise unknown_symbol(reader.names, key, reader.since(start))
        return []
    reader.take()
    found = read_set(reader, GRAMMAR)
    span = reader.since(start)
    check_declared(found, reader.names)
    return [Condition(Name(key, span=span), r"\in", found, span) for key in keys]


def _end(reader: Reader) -> int:
    """Return where the comparison ahead ends: at a colon, a bracket, or what parts statements."""
    depth = 0
    for place in range(reader.position, len(reader.tokens)):
        token = reader.tokens[place]
        depth += token.nesting
        if depth < 0 or (depth == 0 and (is_boundary(token) or token.text == ":")):
            return place
    return len(reader.tokens) - 1


def _read_comparisons(outer: Reader) -> list[Condition]:
    end = _end(outer)
    reader = outer.inner(outer.tokens[outer.position : end])
    outer.position = end
    conditions: list[Condition] = []
    left = read_expression(reader)
    if not reader.at_relation():
        raise ReadingError(
            "missing-operand",
            left.span,
            "a condition compares two things, and this has no relation",
            r"write \text{if } y = 1, or \text{for } i = 1, \dots, m",
        )
    while reader.at_relation():
        sign = reader.take()
        kind = commands.RELATIONS[sign.text]
        if kind not in _CONTRARY:
            raise ReadingError(
                "unsupported", sign.span, f"{sign.text} cannot be the relation of a condition"
            )
        right = read_expression(reader)
        conditions.append(Condition(left, kind, right, left.span.to(right.span)))
        left = right
    if reader.token.kind != "finish":
        raise reader.unexpected()
    return conditions


def local_sets(tokens: list[Token], names: Names) -> dict[str, Condition]:
    """Return the names that conditions in a display bring with them, each with its set.

    A condition stands behind the statement that uses its name, so this is found out beforehand. A
    condition that cannot be read is left out; it is reported when it is met.
    """
    found: dict[str, Condition] = {}
    if any(token.text in (":=", r"\coloneqq") for token in tokens):
        return found  # the entries of what is defined are read with it
    for position, token in enumerate(tokens[:-1]):
        if token.text == r"\forall":
            reader = Reader(tokens, names, position)
        elif states_condition(token) or may_state_condition(token) or is_boundary(token):
            reader = Reader(tokens, names, position + 1)
        else:
            continue
        reader.skip_layout()
        if not (reader.at(r"\forall") or is_range(reader) or declares(reader)):
            continue
        try:
            conditions = read_clause(reader)
        except ReadingError:
            continue
        for condition in conditions:
            if isinstance(condition.left, Name) and names.canonical(condition.left.key) is None:
                found[condition.left.key] = condition
    return found


def with_sets(names: Names, local: dict[str, Condition]) -> Names:
    """Return *names* with those of *local* known as well."""
    ranges = {
        key: (c.right.lower, c.right.upper)
        for key, c in local.items()
        if isinstance(c.right, NumberSet)
        and c.right.kind == "range"
        and c.right.lower is not None
        and c.right.upper is not None
    }
    names = names.knowing(*(key for key in local if key not in ranges))
    return replace(names, indices={**names.indices, **ranges})
