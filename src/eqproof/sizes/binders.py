"""Shapes of what gives a name a meaning of its own: values at a place, means over random names."""

from eqproof.diagnostics import ReadingError
from eqproof.latex.nodes import (
    ONE,
    SCALAR,
    At,
    Binder,
    Draw,
    ErrorTerm,
    Expectation,
    Integral,
    Limit,
    Node,
    Number,
    Series,
    Shape,
)
from eqproof.notation.symbols import Definition, Function, Variable
from eqproof.notation.unseen import check_running
from eqproof.sizes.sizing import ShapeOf, Sizing, say


def binder_shape(node: Binder, sizing: Sizing, shape_of: ShapeOf) -> Shape:
    """Return the shape of *node*, where *shape_of* gives that of its parts."""
    match node:
        case At():
            return _at(node, sizing, shape_of)
        case Integral(body, key, lower, upper):
            for end in (lower, upper):
                if end is not None:
                    _number(shape_of(end, sizing), end, sizing, "an end of an integral")
            return shape_of(body, _running(key, node, sizing))
        case Limit(body, key, target):
            if target is not None:
                _number(shape_of(target, sizing), target, sizing, "the place of a limit")
            return shape_of(body, _running(key, node, sizing))
        case Series(body, key, lower):
            check_running(body, key, sizing.notation)
            _number(shape_of(lower, sizing), lower, sizing, "where a sum begins")
            shape = shape_of(body, sizing.counting(key))
            _number(shape, body, sizing, "what a sum without end is taken of")
            return shape
        case ErrorTerm(body, _, key):
            symbol = sizing.notation.lookup(key)
            if not isinstance(symbol, Variable) or symbol.shape != SCALAR or key in sizing.bound:
                raise ReadingError(
                    "unsupported",
                    node.span,
                    f"an error term needs a number that becomes small, and {key} is none",
                    rf"declare it: ${key} \in \mathbb{{R}}$",
                )
            return shape_of(body, sizing)
        case Expectation(body, kind, draws):
            for draw in draws:
                check_running(body, draw.key, sizing.notation)
                sizing = _drawn(draw, sizing, shape_of)
            shape = shape_of(body, sizing)
            if kind == "variance" and sizing.whole(shape) != SCALAR:
                raise ReadingError(
                    "shape-mismatch",
                    body.span,
                    f"a variance is taken of a number, not of {say(sizing.whole(shape))}",
                    "write it for one entry",
                )
            return shape
        case _:
            raise TypeError(f"no shape for {type(node).__name__}")


def _number(shape: Shape, node: Node, sizing: Sizing, what: str) -> None:
    if sizing.whole(shape) != SCALAR:
        raise ReadingError(
            "shape-mismatch", node.span, f"{what} is a number, not {say(sizing.whole(shape))}"
        )


def _running(key: str, node: Node, sizing: Sizing) -> Sizing:
    """Return *sizing* where *key* runs over real numbers, in definitions too if it is declared."""
    symbol = None if key in sizing.bound else sizing.notation.lookup(key)
    if symbol is None:
        return sizing.varying(key)
    if not isinstance(symbol, Variable | Definition) or symbol.shape != SCALAR:
        raise ReadingError(
            "unsupported", node.span, f"{key} is no number that changes continuously"
        )
    return sizing


def _at(node: At, sizing: Sizing, shape_of: ShapeOf) -> Shape:
    value = shape_of(node.value, sizing)
    own = SCALAR
    if node.key not in sizing.bound:
        symbol = sizing.notation.lookup(node.key)
        if not isinstance(symbol, Variable | Definition):
            raise ReadingError(
                "unsupported", node.span, f"{node.key} cannot be given a value by a bar"
            )
        own = symbol.shape
    zero = isinstance(node.value, Number) and node.value.text == "0"
    if not sizing.same(value, own) and not zero:
        raise ReadingError(
            "shape-mismatch",
            node.value.span,
            f"{node.key} is {say(own)}, its value here is {say(sizing.whole(value))}",
        )
    return shape_of(node.body, sizing)


def _drawn(draw: Draw, sizing: Sizing, shape_of: ShapeOf) -> Sizing:
    """Return *sizing* with the name that is drawn."""
    (parameter,) = draw.law.parameters
    shape = sizing.whole(shape_of(parameter, sizing))
    symbol = None if draw.key in sizing.bound else sizing.notation.lookup(draw.key)
    if draw.law.kind == "categorical":
        if shape == SCALAR or shape[1] != ONE:
            raise ReadingError(
                "shape-mismatch",
                draw.law.span,
                f"{draw.key} is drawn by a column of probabilities, not by {say(shape)}",
                r"for probabilities of 0 and 1 write \mathrm{Bernoulli}(…)",
            )
        return sizing.counting(draw.key)
    if shape != SCALAR:
        raise ReadingError(
            "shape-mismatch", draw.law.span, f"a probability is a number, not {say(shape)}"
        )
    if symbol is None:
        return sizing.varying(draw.key)
    if not isinstance(symbol, Variable) or symbol.shape != SCALAR:
        what = "a function" if isinstance(symbol, Function) else "no number that can be drawn"
        raise ReadingError("unsupported", draw.span, f"{draw.key} is {what}")
    return sizing
