"""What single operations need to be defined: powers, subscripts, absolute values and maxima."""

from collections.abc import Iterator, Sequence
from itertools import combinations

import sympy as sp

from eqproof.exact.frames import Frame
from eqproof.exact.joins import Join, holding
from eqproof.exact.meaning import FIRST, count_of, entry, shape_of
from eqproof.exact.needs import Condition
from eqproof.exact.terms import Ranged
from eqproof.latex.nodes import ONE, SCALAR, Call, Negative, Node, Number, TensorFunction


def apart(node: Call, arguments: tuple[Node, ...], frame: Frame, order: int) -> Iterator[Condition]:
    """Yield that no two *arguments* are equal, or that the only one is not 0, or how they join."""
    if len(arguments) < 3 and shape_of(node, frame) == SCALAR and not node.primes:
        difference, join = (_difference(arguments, f) for f in (frame, holding(frame)))
        yield Condition("join", difference, node, join=Join(join, order, frame.moved))
        return
    for pair in combinations(arguments, 2) if len(arguments) > 1 else (arguments,):
        yield Condition("nonzero", _difference(pair, frame), node)


def _difference(arguments: Sequence[Node], frame: Frame) -> sp.Expr:
    """Return what is 0 where both arguments are equal, or the only one is 0."""
    values = [anywhere(a, frame) for a in arguments]
    return values[0] - values[1] if len(values) > 1 else values[0]


def of_power(
    node: Node, base: Node, exponent: Node, frame: Frame, derived: int
) -> Iterator[Condition]:
    """Yield that a base is not 0, positive or 0 or more, as its exponent asks."""
    if shape_of(base, frame) != SCALAR:
        if exponent == Negative(Number("1")):
            yield Condition("nonzero", entry(TensorFunction("det", base), frame), node)
        return
    value = entry(exponent, frame)
    if value.is_Integer:
        if value < 0:
            yield Condition("nonzero", entry(base, frame), node)
    elif not (value.is_integer and value.is_nonnegative):
        # a root of 0 is 0, but it has no slope there
        root = value.is_Rational and value.q == 2 and value.is_positive and not derived
        yield Condition("nonnegative" if root else "positive", entry(base, frame), node)


def of_subscripts(
    node: Node, base: Node, indices: tuple[Node, ...], frame: Frame
) -> Iterator[Condition]:
    """Yield that the subscripts of *base* number entries that exist."""
    counts = [count_of(d) for d in shape_of(base, frame) if d != ONE]
    for axis, (index, count) in enumerate(zip(indices, counts, strict=True)):
        first = frame.notation.first(base, axis)
        yield Condition("subscript", entry(index, frame) - first + 1, node, count)


def of_slice(
    node: Node, base: Node, index: Node, is_column: bool, frame: Frame
) -> Iterator[Condition]:
    """Yield that the row or column of *base* exists."""
    first = frame.notation.first(base, is_column)
    count = count_of(shape_of(base, frame)[is_column])
    yield Condition("subscript", entry(index, frame) - first + 1, node, count)


def anywhere(node: Node, frame: Frame) -> sp.Expr:
    """Return the entry of *node* at any position."""
    shape = shape_of(node, frame)
    positions = [FIRST if d == ONE else Ranged.make("p", count_of(d)) for d in shape]
    return entry(node, frame, *positions)
