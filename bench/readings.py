"""Whether a reading is right: its value beside the value of the side, at points of the domain."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import sympy as sp
from sympy.core.function import AppliedUndef

from bench.names import Table
from bench.peers import Reader
from bench.unfolding import UndecidableError, component_name, is_e, unfold
from eqproof.latex.nodes import Name, Node
from eqproof.numbers.evaluate import Undefined, evaluate, precise
from eqproof.numbers.point import Point

Judgement = Literal["right", "wrong", "refused", "not judged"]

DIGITS = 40
TOLERANCE = 10.0**-20
_FINE = precise(DIGITS)


class _NotJudgedError(Exception):
    """The value of a reading cannot be compared here."""


def judge(
    expression: Any, side: Node, table: Table, reader: Reader, points: Sequence[Point]
) -> Judgement:
    """Judge what *reader* made of *side*."""
    try:
        opened = expression
        if expression.has(sp.Derivative, AppliedUndef):
            opened = unfold(expression, table, reader)
    except UndecidableError:
        return "not judged"
    if any(_is_made_up(thing, table) for thing in opened.atoms(sp.Symbol, AppliedUndef)):
        return "wrong"
    judged = False
    for point in points:
        try:
            truth = _number(side, table, point, {})
        except (Undefined, _NotJudgedError):
            continue
        try:
            value = _value(opened, table, point, {})
        except _NotJudgedError:
            return "not judged"
        judged = True
        scale = 1 + abs(truth) + abs(value)
        if not value.is_finite or abs(truth - value) > TOLERANCE * scale:
            return "wrong"
    return "right" if judged else "not judged"


def _is_made_up(thing: Any, table: Table) -> bool:
    if isinstance(thing, AppliedUndef):
        return table.node(component_name(thing)) is None
    return table.node(str(thing)) is None and not is_e(thing, table)


def _number(node: Node, table: Table, point: Point, bound: Mapping[str, int]) -> Any:
    """Return the value of a node of the page, which must be a number."""
    here = Point(
        point.dims, point.values, {**point.indices, **bound}, point.increments, point.draws
    )
    matrix = evaluate(node, table.notation, here, _FINE)
    if len(matrix) != 1 or len(matrix[0]) != 1:
        raise _NotJudgedError
    return sp.Float(str(matrix[0][0]), DIGITS)


def _value(expression: Any, table: Table, point: Point, bound: Mapping[str, int]) -> Any:
    """Return the value of a peer's expression; its symbols have those of the page."""
    if isinstance(expression, sp.Symbol | AppliedUndef):
        return _atom(expression, table, point, bound)
    if isinstance(expression, sp.Sum | sp.Product):
        return _big(expression, table, point, bound)
    if not expression.args:
        return sp.N(expression, DIGITS) if expression.is_number else _refuse()
    arguments = [_value(a, table, point, bound) for a in expression.args]
    if isinstance(expression, sp.Pow) and expression.exp.is_Integer:
        arguments[1] = expression.exp
    value = sp.N(expression.func(*arguments), DIGITS)
    return value if value.is_number else _refuse()


def _atom(symbol: Any, table: Table, point: Point, bound: Mapping[str, int]) -> Any:
    if is_e(symbol, table):
        return sp.N(sp.E, DIGITS)
    node = table.node(component_name(symbol) if symbol.args else str(symbol))
    if node is None:
        raise _NotJudgedError
    if isinstance(node, Name) and node.key in bound:
        return sp.Float(bound[node.key], DIGITS)
    try:
        return _number(node, table, point, bound)
    except Undefined:
        raise _NotJudgedError from None


def _big(expression: Any, table: Table, point: Point, bound: Mapping[str, int]) -> Any:
    if len(expression.limits) != 1 or len(expression.limits[0]) != 3:
        raise _NotJudgedError
    index, lower, upper = expression.limits[0]
    node = table.node(str(index))
    if not isinstance(node, Name):
        raise _NotJudgedError
    first, last = (round(_value(x, table, point, bound)) for x in (lower, upper))
    terms = [
        _value(expression.function, table, point, {**bound, node.key: n})
        for n in range(first, last + 1)
    ]
    return sp.Add(*terms) if isinstance(expression, sp.Sum) else sp.Mul(*terms)


def _refuse() -> Any:
    raise _NotJudgedError
