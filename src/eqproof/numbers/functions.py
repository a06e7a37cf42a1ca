"""Functions at numbers and at whole tensors: built in, defined on the page, or arbitrary."""

from collections.abc import Mapping, Sequence

from eqproof.latex.nodes import Call, Name
from eqproof.notation.symbols import Function, Index, own_tensors
from eqproof.numbers import tensors
from eqproof.numbers.arithmetic import FUNCTIONS, apply
from eqproof.numbers.dual import Dual, Scalar, tangents
from eqproof.numbers.kinks import KINKED, from_both_sides
from eqproof.numbers.point import Frame, Value
from eqproof.numbers.smooth import smooth, smooth_value
from eqproof.numbers.tensors import Matrix

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
        if function.body is None:
            return smooth_value(function, arguments, frame)
        return value(function.body, _inside(function, node, arguments, frame))
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
    matrices = [tensors.number(x) for x in arguments]
    return tensors.entry(value(function.body, _inside(function, node, matrices, frame)))


def _inside(function: Function, node: Call, arguments: Sequence[Matrix], frame: Frame) -> Frame:
    """Return the frame of the body: declared parameters have other values in all that follows.

    At its own names the function is a quantity like any other that depends on them.
    """
    inner = frame.copy()
    inner.indices = declared(frame)
    values = dict(zip(function.parameters, arguments, strict=True))
    own = own_tensors(function)
    named = {*function.declared, *own}
    inner.parameters = {p: x[0][0] for p, x in values.items() if p not in named}
    if own:
        inner.notation = frame.notation.declare(*own.values())
    for key in own:
        inner = inner.placing(key, values[key])
    if node.primes or not _at_own_names(function, node, frame):
        for key in function.declared:
            inner = inner.placing(key, values[key])
        # what is unfolded does not move by itself, only with the parameters
        kept = {key: shifts for key, shifts in inner.shifts.items() if key not in function.unfolded}
        inner.shifts, inner.known = kept, inner.without(*function.unfolded)
    return inner


def _at_own_names(function: Function, node: Call, frame: Frame) -> bool:
    pairs = zip(function.parameters, node.arguments, strict=True)
    taken = {**frame.parameters, **frame.indices}
    return all(
        isinstance(a, Name) and a.key == p and p not in taken
        for p, a in pairs
        if p in function.declared
    )


def _slope(node: Call, x: Scalar, primes: int, frame: Frame, value: Value) -> Scalar:
    arithmetic = frame.arithmetic
    tag = next(frame.tags)
    moved = Dual(tag, x, (arithmetic.one,))
    slope = _apply(node, (moved,), primes - 1, frame, value)
    return tangents(slope, tag, 1, arithmetic.zero)[0]
