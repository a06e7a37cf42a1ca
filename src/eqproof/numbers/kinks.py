"""Absolute values, norms and the larger of two numbers, with their kinks.

Where such a function has a kink, its slope is that from one side, ``arithmetic.side``. A derivative
exists there only if both sides give the same, which ``from_both_sides`` finds out.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import reduce

from eqproof.latex.nodes import (
    OPERATOR_WORDS,
    BigOperator,
    Call,
    Node,
    TensorFunction,
    TensorKind,
)
from eqproof.numbers.arithmetic import KINK, UNSEEN_KINK, Arithmetic, Undefined, apply
from eqproof.numbers.dual import Dual, Scalar, real
from eqproof.numbers.point import Frame
from eqproof.numbers.tensors import Matrix, number

# Slopes from two sides that differ less than this, relative to their size, are the same.
_SAME = 1e-9


def absolute(x: Scalar, arithmetic: Arithmetic) -> Scalar:
    """Return *x* without its sign."""
    if real(x) == 0:
        return norm([x], arithmetic)
    return x if real(x) > 0 else -x


def larger(one: Scalar, two: Scalar, arithmetic: Arithmetic) -> Scalar:
    """Return the larger of two numbers."""
    if real(one) != real(two):
        return one if real(one) > real(two) else two
    # where they are the same, each may be the larger one to one side
    return (one + two + absolute(one - two, arithmetic)) / 2


def norm(entries: Sequence[Scalar], arithmetic: Arithmetic) -> Scalar:
    """Return the root of the sum of the squares."""
    if any(real(x) != 0 for x in entries):
        total = entries[0] * entries[0]
        for x in entries[1:]:
            total = total + x * x
        return apply("sqrt", total, arithmetic)
    duals = [x for x in entries if isinstance(x, Dual)]
    if not duals:
        return arithmetic.zero
    if any(isinstance(part, Dual) for x in duals for part in (x.value, *x.tangents)):
        raise Undefined(UNSEEN_KINK)
    if len({x.tag for x in duals}) > 1:
        raise Undefined(UNSEEN_KINK)
    if not arithmetic.side:
        raise Undefined(KINK)
    # to first order the entries are h t from 0, so that the norm is |h| times that of t
    slopes = zip(*(x.tangents for x in duals), strict=True)
    lengths = [arithmetic.side * norm(slope, arithmetic) for slope in slopes]
    return Dual(duals[0].tag, arithmetic.zero, tuple(lengths))


def norm_of(kind: TensorKind, matrix: Matrix, arithmetic: Arithmetic) -> Scalar:
    """Return the norm of this *kind*."""
    entries = [x for row in matrix for x in row]
    if kind != "norm1":
        return norm(entries, arithmetic)
    return reduce(lambda total, x: total + x, [absolute(x, arithmetic) for x in entries])


def under_root(node: Node) -> Node | None:
    """Return of what *node* is the root of the sum of the squares, or None if it is no such one."""
    match node:
        case Call(r"\abs", (argument,), 0):
            return argument
        case TensorFunction("norm" | "norm2" | "normF", argument):
            return argument
        case _:
            return None


def _largest(numbers: Sequence[Scalar], arithmetic: Arithmetic) -> Scalar:
    return reduce(lambda one, two: larger(one, two, arithmetic), numbers)


KINKED: Mapping[str, Callable[[Sequence[Scalar], Arithmetic], Scalar]] = {
    r"\abs": lambda numbers, arithmetic: absolute(numbers[0], arithmetic),
    r"\max": _largest,
    r"\min": lambda numbers, arithmetic: -_largest([-x for x in numbers], arithmetic),
}
"""Functions of numbers that have a kink."""


def extreme(node: BigOperator, values: Sequence[Matrix], arithmetic: Arithmetic) -> Matrix:
    """Return the largest or smallest of some numbers."""
    if not values:
        raise Undefined(f"a {OPERATOR_WORDS[node.kind]} of nothing", node)
    numbers = [value[0][0] for value in values]
    return number(KINKED[rf"\{node.kind}"](numbers, arithmetic))


def from_both_sides(value: Callable[[Frame], Matrix], frame: Frame) -> Matrix:
    """Return the derivatives that *value* takes, at a kink only if both sides give the same."""
    try:
        # the side from which a derivative around this one is taken says nothing here
        return value(_on_side(frame, 0) if frame.arithmetic.side else frame)
    except Undefined as undefined:
        if undefined.reason != KINK:
            raise
        kink = undefined
    left, right = (value(_on_side(frame, side)) for side in (-1, 1))
    for one, two in zip(left, right, strict=True):
        for x, y in zip(one, two, strict=True):
            if isinstance(x, Dual) or isinstance(y, Dual):
                raise Undefined(UNSEEN_KINK, kink.node)
            if abs(x - y) > _SAME * (1 + abs(x) + abs(y)):
                raise kink
    return right


def _on_side(frame: Frame, side: int) -> Frame:
    inner = frame.copy()
    inner.arithmetic, inner.known = replace(frame.arithmetic, side=side), {}
    return inner
