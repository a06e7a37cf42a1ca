"""Braces that are not shown, and trees that are too deep: checks of a formula as a whole.

A reader of the page does not see the braces of ``{a+b}c``. So a formula must mean the same without
them; otherwise the engine would check something that is not shown.
"""

from collections.abc import Callable, Sequence
from typing import Any

from eqproof.diagnostics import ReadingError
from eqproof.latex.nodes import Add, Fraction, Node, Product, children
from eqproof.latex.reader import Reader
from eqproof.latex.tokens import Token

DEEPEST = 60
"""Nodes below one another; later steps walk a tree by recursion, and Python's stack is small."""


def check_depth(sides: Sequence[Node]) -> None:
    """Raise ReadingError if an expression is nested more deeply than can be worked with."""
    for side in sides:
        level, depth = [side], 0
        while level:
            depth += 1
            if depth > DEEPEST:
                raise ReadingError(
                    "unsupported",
                    side.span,
                    "this expression is nested too deeply",
                    "split it, and give the parts names with :=",
                )
            level = [child for node in level for child in children(node)]


def check_hidden(reader: Reader, sides: list[Node], again: Callable[[Reader], list[Node]]) -> None:
    """Raise ReadingError if a group that *reader* has read is needed but not shown.

    *sides* is what was read, *again* reads it from another reader.
    """
    meaning = [_flat(side) for side in sides]
    for group in reader.hidden:
        hidden = {id(token) for token in group}
        shown = [token for token in reader.tokens if id(token) not in hidden]
        try:
            same = [_flat(side) for side in again(Reader(shown, reader.names))] == meaning
        except ReadingError:
            same = False
        if not same:
            raise _needed(group)


def _needed(group: tuple[Token, ...]) -> ReadingError:
    return ReadingError(
        "ambiguous",
        group[0].span.to(group[-1].span),
        "the braces here are not shown, and without them the formula reads differently",
        r"write brackets: \left( … \right)",
    )


def _flat(node: Node) -> Any:
    """Return what *node* says, with sums and products of more than two not grouped."""
    match node:
        case Add():
            return ("+", *_terms(node))
        case Product(sign=sign):
            return (sign, *_factors(node, sign))
        case Fraction(numerator, denominator, slash):
            return ("/", slash, _flat(numerator), _flat(denominator))
        case _:
            inside = tuple(_flat(child) for child in children(node))
            return (type(node).__name__, _own(node), inside)


def _terms(node: Node) -> list[Any]:
    if isinstance(node, Add):
        return [part for term in node.terms for part in _terms(term)]
    return [_flat(node)]


def _factors(node: Node, sign: str) -> list[Any]:
    if isinstance(node, Product) and node.sign == sign:
        return [*_factors(node.left, sign), *_factors(node.right, sign)]
    return [_flat(node)]


def _own(node: Node) -> tuple[Any, ...]:
    """Return what *node* says beside its children."""
    values = (getattr(node, f) for f in node.__dataclass_fields__ if f not in ("span", "shape"))
    return tuple(v for v in values if isinstance(v, str | int | bool))
