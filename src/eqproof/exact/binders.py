"""Names with a meaning of their own, exactly: values at a place, means over random names.

The body is read with the name as a symbol, also in what is defined by it, and the symbol is then
replaced. So the value of a derivative at a place is that of the derivative, not the other way
round, and the mean is the sum over all outcomes, whatever the body is.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import sympy as sp

from eqproof.exact.derivative import contracted
from eqproof.exact.elementary import NoMeaning
from eqproof.exact.frames import Entry, EntryOf, Frame, place, shape_of
from eqproof.exact.series import series_entry
from eqproof.exact.tensors import count_of
from eqproof.exact.terms import FIRST, Approach, Area, Delta, Ranged, name_of
from eqproof.latex.nodes import (
    SCALAR,
    At,
    Binder,
    Draw,
    Expectation,
    Integral,
    Limit,
    Node,
    Series,
    Shape,
)
from eqproof.notation.symbols import Definition, Variable

OUTCOMES = (sp.Integer(1), sp.Integer(0))
"""What a Bernoulli draw may come to."""


@dataclass(frozen=True, slots=True)
class Opening:
    """A frame in which a name is a symbol: *symbol*, or the entries of the tensor *key*."""

    frame: Frame
    key: str
    shape: Shape
    symbol: sp.Symbol | None

    def put(self, expression: sp.Expr, value: Entry) -> sp.Expr:
        """Return *expression* with *value*, by row and column, in place of the name."""
        if self.symbol is not None:
            return expression.xreplace({self.symbol: value(FIRST, FIRST)})
        if isinstance(expression, sp.Symbol | sp.Indexed):
            if name_of(expression) != self.key:
                return expression
            return value(*place(expression, self.shape))
        if not expression.args or isinstance(expression, Delta):
            return expression
        return expression.func(*(self.put(a, value) for a in expression.args))


def opened(key: str, frame: Frame) -> Opening:
    """Return a frame like *frame* in which *key* stands for itself. Raises NoMeaning."""
    symbol = frame.notation.lookup(key)
    if key in frame.bound or not isinstance(symbol, Variable | Definition):
        dummy = sp.Dummy(key, real=True)
        return Opening(frame.binding({key: dummy}), key, SCALAR, dummy)
    if any(symbol.key in behind for behind in frame.tied.values()) or symbol.key in frame.tied:
        # whether what it is tied to changes with it is not said
        raise NoMeaning(f"{key} is tied by a hypothesis")
    inner = frame
    if isinstance(symbol, Definition):
        inner = replace(frame, held=frame.held | {symbol.key})
    return Opening(inner, symbol.key, symbol.shape, None)


def bound_entry(
    node: Binder, frame: Frame, entry: EntryOf, row: sp.Expr, column: sp.Expr
) -> sp.Expr:
    """Return an entry of *node*, where *entry* gives those of its parts. Raises NoMeaning."""
    match node:
        case At(body, key, value):
            opening = opened(key, frame)
            inside = entry(body, opening.frame, row, column)
            return opening.put(inside, at_place(value, frame, entry))
        case Integral(body, key):
            opening = opened(key, frame)
            running = sp.Dummy(key, real=True)
            inside = entry(body, opening.frame, row, column)
            return Area(opening.put(inside, always(running)), running, *ends(node, frame, entry))
        case Limit(body, key):
            opening = opened(key, frame)
            symbol, value, kind = approach(node, frame, entry)
            inside = entry(body, opening.frame, row, column)
            return Approach(opening.put(inside, always(value)), symbol, kind)
        case Series():
            return series_entry(node, frame, entry)
        case Expectation(body, kind, draws):
            mean = _mean(draws, frame, entry, lambda f: entry(body, f, row, column))
            if kind == "mean":
                return mean
            squares = _mean(draws, frame, entry, lambda f: entry(body, f, row, column) ** 2)
            return squares - mean**2
        case _:
            raise NoMeaning(type(node).__name__)


def ends(node: Integral, frame: Frame, entry: EntryOf) -> list[sp.Basic]:
    """Return both ends of an integral; an infinite one is empty."""
    return [sp.Tuple() if e is None else entry(e, frame) for e in (node.lower, node.upper)]


def places(lower: sp.Basic, upper: sp.Basic) -> Iterator[sp.Expr]:
    """Yield expressions that together are every place from one end to the other, ends included."""
    none, share = sp.Tuple(), sp.Dummy("r", positive=True)
    if lower == upper == none:
        yield sp.Dummy("x", real=True)
    elif lower == none:
        yield from (upper - share, upper)
    elif upper == none:
        yield from (lower + share, lower)
    else:
        yield from ((lower + share * upper) / (1 + share), lower, upper)


def approach(node: Limit, frame: Frame, entry: EntryOf) -> tuple[sp.Symbol, sp.Expr, str]:
    """Return a symbol that goes to 0 or beyond all bounds, where the name then is, and which."""
    if node.target is None:
        large = sp.Dummy("t", positive=True)
        return large, -large if node.side == "-" else large, "far"
    place = entry(node.target, frame)
    if not node.side:
        small = sp.Dummy("u", real=True)
        return small, place + small, "smooth" if node.smooth else "both"
    small = sp.Dummy("u", positive=True)
    return small, place - small if node.side == "-" else place + small, "above"


def always(value: sp.Expr) -> Entry:
    """Return what has *value* at every row and column."""
    return lambda _row, _column: value


def at_place(value: Node, frame: Frame, entry: EntryOf) -> Entry:
    """Return the entries of *value*; the number 0 may stand for a tensor of zeros."""
    if shape_of(value, frame) == SCALAR:
        return always(entry(value, frame))
    return lambda row, column: entry(value, frame, row, column)


def _mean(
    draws: Sequence[Draw], frame: Frame, entry: EntryOf, body: Callable[[Frame], sp.Expr]
) -> sp.Expr:
    """Return the sum of *body* over all outcomes of *draws*, each with its probability."""
    if not draws:
        return body(frame)
    draw = draws[0]
    (parameter,) = draw.law.parameters
    if draw.law.kind == "Bernoulli":
        opening = opened(draw.key, frame)
        inside = _mean(draws[1:], opening.frame, entry, body)
        one, zero = (opening.put(inside, always(value)) for value in OUTCOMES)
        chance = entry(parameter, frame)
        return chance * one + (1 - chance) * zero
    inner, position = numbered(draw, frame)
    inside = _mean(draws[1:], inner, entry, body)
    return contracted(
        entry(parameter, frame, position) * inside, (sp.Tuple(position, position.count),)
    )


def numbered(draw: Draw, frame: Frame) -> tuple[Frame, Ranged]:
    """Return a frame where what is drawn stands for any place in its column, and that place."""
    (parameter,) = draw.law.parameters
    position = Ranged.make(draw.key.strip("\\"), count_of(shape_of(parameter, frame)[0]))
    return frame.binding({draw.key: position + frame.notation.first(parameter) - 1}), position
