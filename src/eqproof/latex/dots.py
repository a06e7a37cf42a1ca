r"""Sums and products with dots: ``x_1 w_1 + x_2 w_2 + \dots + x_k w_k``.

The terms around the dots must be one pattern: the last written terms before them show where whole
numbers count up by one, and the term behind them shows where the counting ends. The result is a
sum or product over a fresh index; terms before the pattern stay as they are.
"""

from dataclasses import fields, replace
from typing import Any

from eqproof.diagnostics import ReadingError
from eqproof.latex.nodes import BigOperator, Name, Negative, Node, Number
from eqproof.source import Span

INDEX = "\\iota"


def close_pattern(kind: str, terms: list[Node], gap: int, span: Span) -> list[Node]:
    """Return *terms* with the pattern around position *gap* replaced by one big operator.

    Raises ReadingError ``ambiguous`` if the terms show no single pattern.
    """
    if gap == 0 or gap >= len(terms):
        raise ReadingError("missing-operand", span, "the dots need a term before and behind them")
    last, behind = terms[gap], terms[gap + 1 :]
    body, lower = _pattern(terms[:gap], span)
    upper = _upper(body, last)
    if upper is None:
        raise _no_pattern(span)
    first = gap - 1
    while first > 0 and _instance(body, terms[first - 1], lower - 1):
        first, lower = first - 1, lower - 1
    operator = BigOperator(
        kind,  # type: ignore[arg-type]
        INDEX,
        Number(str(lower), span=span),
        upper,
        _without_sign(body),
        span=terms[first].span.to(last.span),
    )
    whole: Node = operator
    if isinstance(body, Negative):
        whole = Negative(operator, span=operator.span)
    return [*terms[:first], whole, *behind]


def _without_sign(body: Node) -> Node:
    return body.operand if isinstance(body, Negative) else body


def _pattern(before: list[Node], span: Span) -> tuple[Node, int]:
    """Return the general term and the index value of the last written term before the dots."""
    if len(before) >= 2:
        step = _abstract(before[-2], before[-1])
        if step is not None and step[1] is not None:
            return step[0], step[1] + 1
    numbers = {n for n in _subscripts(before[-1])}
    if len(numbers) == 1:
        value = numbers.pop()
        return _generalise(before[-1], value), value
    raise _no_pattern(span)


def _no_pattern(span: Span) -> ReadingError:
    return ReadingError(
        "ambiguous",
        span,
        "the terms around the dots show no single pattern",
        "write two terms before the dots that count up by one, or use a sum sign",
    )


def _parts(node: Node) -> list[tuple[str, Any]]:
    return [(f.name, getattr(node, f.name)) for f in fields(node) if f.name != "span"]


def _abstract(one: Node, two: Node) -> tuple[Node, int | None] | None:
    """Generalise two terms in which whole numbers differ by one; None if they differ otherwise.

    The number is the index value of *one*; it is None where the terms are the same.
    """
    if isinstance(one, Number) and isinstance(two, Number):
        if one.text == two.text:
            return one, None
        if one.text.isdigit() and two.text.isdigit() and int(two.text) == int(one.text) + 1:
            return Name(INDEX, span=one.span), int(one.text)
        return None
    if type(one) is not type(two):
        return None
    changed: dict[str, Any] = {}
    value: int | None = None
    for (name, left), (_, right) in zip(_parts(one), _parts(two), strict=True):
        if isinstance(left, Node) and isinstance(right, Node):
            results = [_abstract(left, right)]
        elif isinstance(left, tuple) and isinstance(right, tuple) and len(left) == len(right):
            results = [_abstract(a, b) if isinstance(a, Node) else (a, None) for a, b in
                       zip(left, right, strict=True)]  # fmt: skip
        elif left == right or name in ("slash", "partial", "shape"):
            continue
        else:
            return None
        if any(r is None for r in results):
            return None
        found = {r[1] for r in results if r is not None and r[1] is not None}
        if len(found | ({value} - {None})) > 1:
            return None
        value = next(iter(found), value)
        nodes = tuple(r[0] for r in results if r is not None)
        changed[name] = nodes if isinstance(left, tuple) else nodes[0]
    return replace(one, **changed), value


def _subscripts(node: Node) -> list[int]:
    from eqproof.latex.nodes import Component, walk

    return [
        int(index.text)
        for part in walk(node)
        if isinstance(part, Component)
        for index in part.indices
        if isinstance(index, Number) and index.text.isdigit()
    ]


def _generalise(node: Node, value: int) -> Node:
    """Replace the subscripts that equal *value* by the index."""
    from eqproof.latex.nodes import Component

    changed: dict[str, Any] = {}
    for name, part in _parts(node):
        if isinstance(part, Node):
            changed[name] = _generalise(part, value)
        elif isinstance(part, tuple):
            changed[name] = tuple(
                Name(INDEX, span=p.span)
                if isinstance(node, Component) and isinstance(p, Number) and p.text == str(value)
                else _generalise(p, value)
                if isinstance(p, Node)
                else p
                for p in part
            )
    return replace(node, **changed)


def _upper(body: Node, last: Node) -> Node | None:
    """Return what the index is in *last*, if *last* is an instance of *body* with one value."""
    found: list[Node] = []
    if not _match(body, last, found) or not found or any(f != found[0] for f in found):
        return None
    return found[0]


def _instance(body: Node, term: Node, value: int) -> bool:
    upper = _upper(body, term)
    return isinstance(upper, Number) and upper.text == str(value)


def _match(pattern: Node, node: Node, found: list[Node]) -> bool:
    if isinstance(pattern, Name) and pattern.key == INDEX:
        found.append(node)
        return True
    if type(pattern) is not type(node):
        return False
    for (name, left), (_, right) in zip(_parts(pattern), _parts(node), strict=True):
        if name in ("slash", "partial", "shape"):
            continue
        if isinstance(left, Node):
            if not _match(left, right, found):
                return False
        elif isinstance(left, tuple):
            if len(left) != len(right):
                return False
            for a, b in zip(left, right, strict=True):
                if isinstance(a, Node):
                    if not _match(a, b, found):
                        return False
                elif a != b:
                    return False
        elif left != right:
            return False
    return True
