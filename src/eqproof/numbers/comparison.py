"""Whether a condition holds, in numbers.

A condition jumps where its sides meet. Two sides that are computed are never known to meet, and
just there a derivative does not exist: both are undefined rather than decided.
"""

from collections.abc import Sequence

from eqproof.latex.nodes import Node
from eqproof.numbers.arithmetic import TOO_SMALL, Undefined
from eqproof.numbers.dual import Dual, Scalar, real

# Sides that differ, but by less than this part of themselves, may differ by rounding alone.
_ROUNDING = 1e-12
# Where larger numbers cancel, what is left may be less than this though it stands for 0: numbers
# have at least 50 digits where they refute, and points are met up to 80 digits after the point.
_REMAINDER = 1e-45

_HOLDS_AT = {
    "=": (0,),
    r"\ne": (-1, 1),
    "<": (-1,),
    r"\le": (-1, 0),
    ">": (1,),
    r"\ge": (0, 1),
}


def holds(left: Scalar, sign: str, right: Scalar) -> bool:
    """Return whether the comparison holds. Raises Undefined where numbers cannot tell."""
    difference = left - right
    apart = real(difference)
    if apart == 0:
        if moves(difference):
            raise Undefined("the change of a condition just where it changes")
        return truth(sign, 0)
    if abs(apart) <= _REMAINDER:
        raise Undefined(TOO_SMALL)
    if abs(apart) <= _ROUNDING * (abs(real(left)) + abs(real(right))):
        raise Undefined("a condition whose two sides are too close to tell")
    return truth(sign, 1 if apart > 0 else -1)


def truth(sign: str, apart: int) -> bool:
    """Return whether the comparison holds, where left minus right has the sign *apart*."""
    return apart in _HOLDS_AT[sign]


def chosen(values: Sequence[Node], held: Sequence[bool | None]) -> Node:
    """Return the one value that holds; None is said of what holds otherwise."""
    if sum(map(bool, held)) > 1:
        raise Undefined("two cases hold at once")
    for wanted in (True, None):
        for value, holding in zip(values, held, strict=True):
            if holding is wanted:
                return value
    raise Undefined("none of the cases holds")


def moves(x: Scalar) -> bool:
    """Whether a number with infinitesimals is not 0 all around."""
    if isinstance(x, Dual):
        return moves(x.value) or any(moves(t) for t in x.tangents)
    return bool(x != 0)
