r"""Sums and products with dots: ``x_1 w_1 + x_2 w_2 + \dots + x_k w_k``.

The terms around the dots must be one pattern: the last written terms before them show where whole
numbers count up by one, and the term behind them shows where the counting ends. The result is a
sum or product over a fresh index; what stands around the pattern stays as it is. The number of
terms is what the indices say: for k = 1 the sum above has one term, although two are written.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from typing import Any

from eqproof.diagnostics import ReadingError
from eqproof.latex.lexer import Token
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
    if first != 1 or any(_whole(_value(body, item)) != n for n, item in enumerate(items, 1)):
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
    upper = _value(body, last)
    if upper is None or (isinstance(upper, Number) and not _counts_past(upper, value)):
        raise _no_pattern(span)
    first = gap.position - 1
    lower = value
    while first > 0 and _whole(_value(body, terms[first - 1])) == lower - 1:
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
    value = _whole(_value(positive, operand))
    if value is None:
        return
    if not (leading and operand is term and value == pattern.first - 1):
        raise _no_pattern(span)


def _step(before: list[Node]) -> tuple[Node, int] | None:
    """Return the general term that the last two terms before the dots show, and its last value."""
    step = _abstract(before[-2], before[-1]) if len(before) >= 2 else None
    return None if step is None or step[1] is None else (step[0], step[1] + 1)


def _general_term(before: list[Node], _last: Node, span: Span) -> tuple[Node, int]:
    """Return the general term and the index value of the last written term before the dots."""
    step = _step(before)
    if step is not None:
        return step
    numbers = set(_subscripts(before[-1]))
    if len(numbers) == 1:
        value = numbers.pop()
        return _generalise(before[-1], value), value
    raise _no_pattern(span)


def _general_entry(before: list[Node], last: Node, span: Span) -> tuple[Node, int]:
    """The same for an array, where ``a_{11}`` and ``a_{1n}`` show which subscript runs."""
    step = _step(before)
    if step is not None:
        return step
    values: list[int] = []
    body = _different(before[-1], last, values)
    if body is None or len(set(values)) != 1:
        raise _no_pattern(span)
    return body, values[0]


def _different(one: Node, last: Node, values: list[int]) -> Node | None:
    """Return *one* with the index for the subscripts that are others in *last*.

    Their *values* are collected. None if the two differ in anything else.
    """
    if type(one) is not type(last):
        return None
    changed: dict[str, Any] = {}
    for name, left, right in _pairs(one, last):
        many = isinstance(left, tuple)
        lefts, rights = (left, right) if many else ((left,), (right,))
        if len(lefts) != len(rights):
            return None
        nodes: list[Any] = []
        for a, b in zip(lefts, rights, strict=True):
            number = _whole(a) if name in ("index", "indices") and a != b else None
            if number is not None:
                values.append(number)
                nodes.append(Name(INDEX, span=a.span))
            elif a == b:
                nodes.append(a)
            else:
                found = _different(a, b, values) if isinstance(a, Node) else None
                if found is None:
                    return None
                nodes.append(found)
        changed[name] = tuple(nodes) if many else nodes[0]
    return replace(one, **changed)


def _no_pattern(span: Span) -> ReadingError:
    return ReadingError(
        "ambiguous",
        span,
        "the terms around the dots show no single pattern",
        "write two terms before the dots that count up by one, or use a sum or product sign",
    )


def _parts(node: Node) -> list[tuple[str, Any]]:
    """Return the fields that say what *node* is; others only say how it is written."""
    return [(f.name, getattr(node, f.name)) for f in fields(node) if f.compare]


def _pairs(one: Node, two: Node) -> Iterator[tuple[str, Any, Any]]:
    for (name, left), (_, right) in zip(_parts(one), _parts(two), strict=True):
        yield name, left, right


def _abstract(one: Node, two: Node) -> tuple[Node, int | None] | None:
    """Generalise two terms in which whole numbers differ by one; None if they differ otherwise.

    The number is the index value of *one*; it is None where the terms are the same.
    """
    if isinstance(one, Number) and isinstance(two, Number):
        if one.text == two.text:
            return one, None
        low, high = _whole(one), _whole(two)
        if low is not None and high == low + 1:
            return Name(INDEX, span=one.span), low
        return None
    if type(one) is not type(two):
        return None
    changed: dict[str, Any] = {}
    values: set[int] = set()
    for name, left, right in _pairs(one, two):
        many = isinstance(left, tuple)
        lefts, rights = (left, right) if many else ((left,), (right,))
        if len(lefts) != len(rights):
            return None
        nodes: list[Any] = []
        for a, b in zip(lefts, rights, strict=True):
            if not isinstance(a, Node):
                if a != b:
                    return None
                nodes.append(a)
                continue
            result = _abstract(a, b)
            if result is None:
                return None
            nodes.append(result[0])
            if result[1] is not None:
                values.add(result[1])
        changed[name] = tuple(nodes) if many else nodes[0]
    if len(values) > 1:
        return None
    return replace(one, **changed), next(iter(values), None)


def _subscripts(node: Node) -> Iterator[int]:
    for part in walk(node):
        if isinstance(part, Component | Slice):
            for index in part.indices if isinstance(part, Component) else (part.index,):
                value = _whole(index)
                if value is not None:
                    yield value


def _generalise(node: Node, value: int) -> Node:
    """Replace the subscripts that equal *value* by the index."""
    changed: dict[str, Any] = {}
    for name, part in _parts(node):
        if isinstance(node, Slice) and name == "index" and _whole(part) == value:
            changed[name] = Name(INDEX, span=part.span)
        elif isinstance(part, Node):
            changed[name] = _generalise(part, value)
        elif isinstance(part, tuple):
            changed[name] = tuple(
                Name(INDEX, span=p.span)
                if isinstance(node, Component) and _whole(p) == value
                else _generalise(p, value)
                if isinstance(p, Node)
                else p
                for p in part
            )
    return replace(node, **changed)


def _whole(node: Any) -> int | None:
    """Return the whole number that *node* is, or None."""
    return int(node.text) if isinstance(node, Number) and node.text.isdecimal() else None


def _value(body: Node, term: Node) -> Node | None:
    """Return what the index is in *term*, if *term* is an instance of *body* with one value."""
    found: list[Node] = []
    if not _match(body, term, found) or not found or any(f != found[0] for f in found):
        return None
    return found[0]


def _match(pattern: Node, node: Node, found: list[Node]) -> bool:
    if isinstance(pattern, Name) and pattern.key == INDEX:
        found.append(node)
        return True
    if type(pattern) is not type(node):
        return False
    for _, left, right in _pairs(pattern, node):
        lefts, rights = (left, right) if isinstance(left, tuple) else ((left,), (right,))
        if len(lefts) != len(rights):
            return False
        for a, b in zip(lefts, rights, strict=True):
            if isinstance(a, Node):
                if not _match(a, b, found):
                    return False
            elif a != b:
                return False
    return True
