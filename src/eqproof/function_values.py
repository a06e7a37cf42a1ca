"""Functions at numbers and at whole tensors: built in, defined on the page, or arbitrary."""

from collections.abc import Callable, Mapping

from eqproof import tensors
from eqproof.arithmetic import FUNCTIONS, apply
from eqproof.dual import Dual, Scalar, tangents
from eqproof.kinks import KINKED, from_both_sides
from eqproof.latex.nodes import Call, Node
from eqproof.notation import Function, Index
from eqproof.point import Frame
from eqproof.smooth_values import smooth, smooth_value
from eqproof.tensors import Matrix

Value = Callable[[Node, Frame], Matrix]

_BUILT_IN: Mapping[str, str] = {
    r"\ln": "log",
    r"\log_2": "log2",
    r"\log_{10}": "log10",
    **{"\\" + name: name for name in FUNCTIONS - {"log2", "log10"}},
}


def call(node: Call, frame: Frame, value: Value) -> Matrix:
    """Return the value of a function, where *value* gives those of arguments and of bodies."""
    arguments = [value(argument, frame) for argument in node.arguments]
    function = frame.notation.lookup(node.function)
    if isinstance(function, Function) and function.shapes:
        return smooth_value(function, arguments, frame)
    if len(arguments) == 1:
        return tensors.each(lambda x: _apply(node, (x,), node.primes, frame, value), arguments[0])
    if node.primes:
        raise ValueError("a derivative by a prime needs a function of one argument")
    rows, columns = max(tensors.size(a) for a in arguments)
    full = [
        tensors.filled(rows, columns, a[0][0]) if tensors.is_number(a) else a for a in arguments
    ]
    return tuple(
        tuple(_apply(node, tuple(xs), 0, frame, value) for xs in zip(*entries, strict=True))
        for entries in zip(*full, strict=True)
    )


def declared(frame: Frame) -> dict[str, int]:
    """Return the indices that reach into definitions and functions: what a sum binds does not."""
    lookup = frame.notation.lookup
    return {k: n for k, n in frame.indices.items() if isinstance(lookup(k), Index)}


def _apply(
    node: Call, arguments: tuple[Scalar, ...], primes: int, frame: Frame, value: Value
) -> Scalar:
    if primes:
        return from_both_sides(
            lambda f: tensors.number(_slope(node, arguments[0], primes, f, value)), frame
        )[0][0]
    function = frame.notation.lookup(node.function)
    if function is None and node.function in KINKED:
        return KINKED[node.function](arguments, frame.arithmetic)
    if function is None and node.function in _BUILT_IN:
        return apply(_BUILT_IN[node.function], arguments[0], frame.arithmetic)
    if not isinstance(function, Function) or len(function.parameters) != len(arguments):
        raise ValueError(f"{node.function} is no function of {len(arguments)} arguments")
    if function.body is None:
        draw = frame.point.draws.get(function.key, 0)
        return smooth(draw, (0, 0), arguments, frame.arithmetic)
    inner = frame.copy()
    inner.indices = declared(frame)
    inner.parameters = dict(zip(function.parameters, arguments, strict=True))
    return tensors.entry(value(function.body, inner))


def _slope(node: Call, x: Scalar, primes: int, frame: Frame, value: Value) -> Scalar:
    arithmetic = frame.arithmetic
    tag = next(frame.tags)
    moved = Dual(tag, x, (arithmetic.one,))
    slope = _apply(node, (moved,), primes - 1, frame, value)
    return tangents(slope, tag, 1, arithmetic.zero)[0]
