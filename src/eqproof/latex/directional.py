r"""Reading derivatives along a direction, and gradients at a place.

direction := 'D' '_' variable function '(' argument ')'

``D_v f(x)`` is the limit of ``(f(x + h v) - f(x)) / h``, unless a page says what ``D`` is.
``\nabla f(x + v)`` is the gradient of ``f``, taken there.
"""

from dataclasses import dataclass

from eqproof.diagnostics import ReadingError
from eqproof.latex.binders import At, Limit
from eqproof.latex.grammar import Grammar
from eqproof.latex.groups import read_script
from eqproof.latex.nodes import (
    Add,
    Call,
    Fraction,
    Name,
    Negative,
    Node,
    Number,
    Product,
    free_names,
)
from eqproof.latex.reader import Reader
from eqproof.source import Span

_SIGN = "D"


def read_directional(reader: Reader, grammar: Grammar) -> Node | None:
    """Read a derivative along a direction if one stands here, else None."""
    start = reader.position
    if reader.names.begins(_SIGN) or reader.ahead().kind != "sub":
        return None
    sign = reader.take()
    reader.take()
    direction = read_script(reader, grammar, "the direction of a derivative")
    if not isinstance(direction, Name) or direction.key not in reader.names.quantities:
        reader.position = start
        return None
    body = grammar.factor(reader)
    if not isinstance(body, Call) or len(body.arguments) != 1:
        raise ReadingError(
            "unsupported",
            sign.span.to(body.span),
            "a derivative along a direction is read of a function at a place",
            r"write D_{v} f(x), or \nabla f(x)^\top v",
        )
    return _slope(body, direction, reader.since(start))


def _slope(call: Call, direction: Name, span: Span) -> Node:
    """Return the limit of the difference quotient along *direction*."""
    (place,) = call.arguments
    taken = free_names(call) | {direction.key}
    key = next(letter for letter in ("h", "t", "s", "r", "u") if letter not in taken)
    step = Name(key, span=span)
    moved = Add((place, Product(step, direction, span=span)), span=span)
    there = Call(call.function, (moved,), span=span)
    change = Add((there, Negative(call, span=span)), span=span)
    return Limit(Fraction(change, step, span=span), key, Number("0", span=span), span=span)


@dataclass(frozen=True, slots=True)
class Place:
    """A *call* of a function by one *name*, and the *value* at which it is meant, if another."""

    call: Node
    name: Name
    value: Node | None

    def put(self, node: Node) -> Node:
        """Return *node* with the value in the place of the name."""
        return node if self.value is None else At(node, self.name.key, self.value, span=node.span)


def place_of(body: Node) -> Place | None:
    """Return where a function of one argument is taken: at a name, or at a sum with one.

    In a sum that name stands for the argument while the derivative is taken: it has its shape.
    """
    match body:
        case Call(_, (Name() as name,)):
            return Place(body, name, None)
        case Call(function, (Add(terms) as value,)):
            names = [term for term in terms if isinstance(term, Name)]
            if names:
                return Place(Call(function, (names[0],), span=body.span), names[0], value)
    return None
