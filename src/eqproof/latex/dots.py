r"""Sums and products with dots: ``x_1 w_1 + x_2 w_2 + \dots + x_k w_k``.

The terms around the dots must be one pattern: the last written terms before them show where whole
numbers count up by one, and the term behind them shows where the counting ends. The result is a
sum or product over a fresh index; what stands around the pattern stays as it is. The number of
terms is what the indices say: for k = 1 the sum above has one term, although two are written.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Literal

from eqproof.diagnostics import ReadingError
from eqproof.latex.nodes import (
    Array,
    BigOperator,
    Component,
    Name,
    Negative,
    Node,
    Number,
    Open,
    Row,
    Slice,
    Stack,
    walk,
)
from eqproof.latex.places import places, put
from eqproof.latex.tokens import Token
from eqproof.source import Span

INDEX = "\\iota"
ACROSS = "\\iota_{2}"


@dataclass(frozen=True, slots=True)
class Gap:
    """Where dots stand: before the term at *position*, with a *sign* before them."""

    position: int
    sign: str
    dots: Token


@dataclass(frozen=True, slots=True)
class Factor:
    """A factor with the sign before it; *span* covers the brackets around it too."""

    sign: str
    node: Node
    span: Span


@dataclass(frozen=True, slots=True)
class _Pattern:
    """The general term, the value of the index in the first written one and in the last."""

    body: Node
    first: int
    last: int


def close_sum(terms: list[Node], gap: Gap, span: Span) -> list[Node]:
    """Return *terms* with the pattern around *gap* replaced by one sum.

    Raises ReadingError: missing-operand; ``ambiguous`` if the terms show no single pattern.
    """
    pattern, upper, first = _found(terms, gap, span, _general_term)
    negative = isinstance(pattern.body, Negative)
    if negative != (gap.sign == "-"):
        raise _no_pattern(span)
    if first > 0:
        _check_before(terms[first - 1], pattern, first == 1 and negative, span)
    body = pattern.body.operand if isinstance(pattern.body, Negative) else pattern.body
    place = terms[first].span.to(terms[gap.position].span)
    whole: Node = BigOperator("sum", INDEX, _number(pattern, place), upper, body, span=place)
    if negative:
        whole = Negative(whole, span=place)
    return [*terms[:first], whole, *terms[gap.position + 1 :]]


def close_list(items: list[Node], gap: Gap, across: bool, span: Span) -> list[Node]:
    """Return *items* of an array with the pattern around *gap* replaced by one stack.

    The index across has a name of its own, so that rows with dots can have dots between them.
    Raises as a sum does.
    """
    if any(isinstance(n, Name) and n.key == ACROSS for i in items for n in walk(i)) and across:
        raise _no_pattern(span)
    if gap.position == len(items):
        return [_open(items, gap, across, span)]
    pattern, upper, first = _found(items, gap, span, _general_entry)
    if first > 0:
        _check_before(items[first - 1], pattern, False, span)
    place = items[first].span.to(items[gap.position].span)
    whole = _stack(pattern, upper, across, place)
    return [*items[:first], whole, *items[gap.position + 1 :]]


def close_extreme(
    items: list[Node], gap: Gap, kind: Literal["max", "min"], span: Span
) -> list[Node]:
    """Return *items* with the pattern around *gap* as one largest or smallest value over an index.

    Raises as a sum does.
    """
    pattern, upper, first = _found(items, gap, span, _general_entry)
    if first > 0:
        _check_before(items[first - 1], pattern, False, span)
    place = items[first].span.to(items[gap.position].span)
    whole = BigOperator(kind, INDEX, _number(pattern, place), upper, pattern.body, span=place)
    return [*items[:first], whole, *items[gap.position + 1 :]]


def _stack(pattern: _Pattern, upper: Node, across: bool, place: Span) -> Node:
    body, index = pattern.body, INDEX
    if across:
        body, index = _renamed(body), ACROSS
    if isinstance(body, Row):
        body = body.cells[0] if len(body.cells) == 1 else Array((body,), span=body.span)
    return Stack(index, _number(pattern, place), upper, body, across, span=place)


def _open(items: list[Node], gap: Gap, across: bool, span: Span) -> Node:
    """Return the stack of *items* from the first, which go on to where the place says."""
    step = _step(items)
    if step is None:
        raise _no_pattern(span)
    body, last = step
    first = last - len(items) + 1
    if first != 1 or any(_whole(value_in(body, item)) != n for n, item in enumerate(items, 1)):
        raise _no_pattern(span)
    return _stack(_Pattern(body, 1, last), Open(span=gap.dots.span), across, span)


def _renamed(body: Node) -> Node:
    for path, node in list(places(body)):
        if node == Name(INDEX):
            body = put(body, path, Name(ACROSS, span=node.span))
    return body


def close_product(factors: list[Factor], gap: Gap, span: Span) -> list[Factor]:
    """Return *factors* with the pattern around *gap* as one product. Raises as a sum does."""
    nodes = [factor.node for factor in factors]
    pattern, upper, first = _found(nodes, gap, span, _general_term)
    if first > 0:
        _check_before(nodes[first - 1], pattern, False, span)
    if any(factor.sign == "/" for factor in factors[first : gap.position + 1]):
        raise _no_pattern(span)
    place = factors[first].span.to(factors[gap.position].span)
    whole = BigOperator("prod", INDEX, _number(pattern, place), upper, pattern.body, span=place)
    factor = Factor(factors[first].sign, whole, place)
    return [*factors[:first], factor, *factors[gap.position + 1 :]]


def _number(pattern: _Pattern, span: Span) -> Node:
    return Number(str(pattern.first), span=span)


_Rule = Callable[[list[Node], Node, Span], tuple[Node, int]]


def _found(terms: list[Node], gap: Gap, span: Span, rule: _Rule) -> tuple[_Pattern, Node, int]:
    """Return the pattern around *gap*, where it ends, and the position of its first term."""
    if gap.position == 0 or gap.position >= len(terms):
        raise ReadingError(
            "missing-operand",
            gap.dots.span,
            "the dots need a term before and behind them",
            r"for example x_1 + x_2 + \dots + x_m",
        )
    if any(isinstance(n, Name) and n.key == INDEX for term in terms for n in walk(term)):
        raise _no_pattern(span)
    before, last = terms[: gap.position], terms[gap.position]
    body, value = rule(before, last, span)
    upper = value_in(body, last)
    if upper is None or (isinstance(upper, Number) and not _counts_past(upper, value)):
        raise _no_pattern(span)
    first = gap.position - 1
    lower = value
    while first > 0 and _whole(value_in(body, terms[first - 1])) == lower - 1:
        first, lower = first - 1, lower - 1
    return _Pattern(body, lower, value), upper, first


def _counts_past(upper: Number, value: int) -> bool:
    end = _whole(upper)
    return end is not None and end > value


def _check_before(term: Node, pattern: _Pattern, leading: bool, span: Span) -> None:
    r"""Refuse a pattern that the term before it resembles without going before it.

    A *leading* positive term may come before negative ones: ``x_1 - x_2 - \dots - x_m``.
    """
    positive = pattern.body.operand if isinstance(pattern.body, Negative) else pattern.body
    operand = term.operand if isinstance(term, Negative) else term
    value = _whole(value_in(positive, operand))
    if value is None:
        return
    if not (leading and operand is term and value == pattern.first - 1):
        raise _no_pattern(span)


def _step(before: list[Node]) -> tuple[Node, int] | None:
    """Return the general term that the last two terms before the dots show, and its last value."""
    if len(before) < 2:
        return None
    values: set[int] = set()

    def count_up(_field: str, one: Node, two: Node) -> Node | None:
        low, high = _whole(one), _whole(two)
        if low is None or high != low + 1:
            return None
        values.add(low)
        return Name(INDEX, span=one.span)

    body = _joined(before[-2], before[-1], count_up)
    return None if body is None or len(values) != 1 else (body, values.pop() + 1)


def _general_term(before: list[Node], _last: Node, span: Span) -> tuple[Node, int]:
    """Return the general term and the index value of the last written term before the dots."""
    step = _step(before)
    if step is not None:
        return step
    numbers = set(_subscripts(before[-1]))
    if len(numbers) == 1:
        value = numbers.pop()
        return slotted(before[-1], {Number(str(value)): INDEX}), value
    raise _no_pattern(span)


def _general_entry(before: list[Node], last: Node, span: Span) -> tuple[Node, int]:
    """The same for an array, where ``a_{11}`` and ``a_{1n}`` show which subscript runs."""
    step = _step(before)
    if step is not None:
        return step
    values: set[int] = set()

    def differ(field: str, one: Node, two: Node) -> Node | None:
        number = _whole(one) if field in _SUBSCRIPTS and one != two else None
        if number is None:
            return None
        values.add(number)
        return Name(INDEX, span=one.span)

    body = _joined(before[-1], last, differ)
    if body is None or len(values) != 1:
        raise _no_pattern(span)
    return body, values.pop()


def _no_pattern(span: Span) -> ReadingError:
    return ReadingError(
        "ambiguous",
        span,
        "the terms around the dots show no single pattern",
        "write two terms before the dots that count up by one, or use a sum or product sign",
    )


_SUBSCRIPTS = ("index", "indices")
"""The fields in which subscripts stand."""
_Meeting = Callable[[str, Node, Node], Node | None]
"""What two nodes that stand in this field make together; None where their parts have to tell."""


def _joined(one: Node, two: Node, meeting: _Meeting, field: str = "") -> Node | None:
    """Return *one* with what *meeting* makes of its parts and of those of *two*.

    None if the two differ in anything else.
    """
    made = meeting(field, one, two)
    if made is not None:
        return made
    if type(one) is not type(two):
        return None
    changed: dict[str, Any] = {}
    for entry in fields(one):
        if not entry.compare:  # it only says how the node is written
            continue
        left: Any = getattr(one, entry.name)
        right: Any = getattr(two, entry.name)
        many = isinstance(left, tuple)
        lefts, rights = (left, right) if many else ((left,), (right,))
        if len(lefts) != len(rights):
            return None
        parts: list[Any] = []
        for a, b in zip(lefts, rights, strict=True):
            nodes = isinstance(a, Node) and isinstance(b, Node)
            if not nodes and a != b:
                return None
            parts.append(_joined(a, b, meeting, entry.name) if nodes else a)
            if nodes and parts[-1] is None:
                return None
        changed[entry.name] = tuple(parts) if many else parts[0]
    return replace(one, **changed)


def _subscripts(node: Node) -> Iterator[int]:
    for part in walk(node):
        if isinstance(part, Component | Slice):
            for index in part.indices if isinstance(part, Component) else (part.index,):
                value = _whole(index)
                if value is not None:
                    yield value


def slotted(node: Node, slots: Mapping[Node, str]) -> Node:
    """Return *node* with names for the subscripts that stand in *slots*."""
    for path, part in list(places(node)):
        if part in slots and path and path[-1][0] in _SUBSCRIPTS:
            node = put(node, path, Name(slots[part], span=part.span))
    return node


def _whole(node: Any) -> int | None:
    """Return the whole number that *node* is, or None."""
    return int(node.text) if isinstance(node, Number) and node.text.isdecimal() else None


def value_in(body: Node, term: Node) -> Node | None:
    """Return what the index is in *term*, if *term* is an instance of *body* with one value."""
    found: list[Node] = []

    def at_index(_field: str, pattern: Node, node: Node) -> Node | None:
        if pattern != Name(INDEX):
            return None
        found.append(node)
        return node

    fits = _joined(body, term, at_index) is not None
    return found[0] if fits and found and all(f == found[0] for f in found) else None
