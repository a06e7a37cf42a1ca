"""Integrals as numbers: sums over points that lie ever closer near the ends.

The substitution ``x = tanh(sinh t)`` and its like let the integrand vanish so fast at both ends
that an evenly spaced sum converges quickly, at singular and at infinite ends too. Half the
distance must give the same; otherwise there is no value: integrals are estimated, never known.
"""

from collections.abc import Callable, Iterator
from fractions import Fraction as Rational
from functools import reduce
from itertools import pairwise

from eqproof import tensors
from eqproof.arithmetic import TOO_LARGE, TOO_SMALL, UNCERTAIN, Undefined, apply
from eqproof.dual import Scalar, real
from eqproof.latex.nodes import Integral, Node
from eqproof.limit_values import agree
from eqproof.point import Frame
from eqproof.tensors import Matrix

Value = Callable[[Node, Frame], Matrix]
Placed = Callable[[str, Matrix, Frame], Frame]

_COARSE = Rational(1, 4)
_HALVINGS, _SLOW_HALVINGS = 6, 4
"""So often the distance is halved, for floating-point numbers and for others."""
_SAME = 1e-10
"""Sums at two distances that differ less than this, relative to their size, are the same."""
_NOTHING = 1e-13
_REACH = {"finite": Rational(4), "half": Rational(9, 2), "line": Rational(4)}
"""So far from the middle the points go."""


def integral_value(node: Integral, frame: Frame, value: Value, placed: Placed) -> Matrix:
    """Return the integral, where *value* evaluates and *placed* gives a name its value."""
    if isinstance(frame.arithmetic.one, Rational):
        raise Undefined(UNCERTAIN, node)
    ends = [None if e is None else value(e, frame)[0][0] for e in (node.lower, node.upper)]

    def at(place: Scalar) -> Matrix | None:
        frame.count()
        try:
            return value(node.body, placed(node.key, tensors.number(place), frame))
        except Undefined as undefined:
            if undefined.reason in (TOO_SMALL, TOO_LARGE):
                return None
            raise

    step = _COARSE
    coarse = _sum(at, _points(ends[0], ends[1], frame, step), node)
    quick = frame.arithmetic.overflows
    for _ in range(_HALVINGS if quick else _SLOW_HALVINGS):
        between = _sum(at, _points(ends[0], ends[1], frame, step, step / 2), node)
        fine = tensors.each(lambda x: x / 2, tensors.add(coarse, between))
        if agree(coarse, fine, _SAME):
            return fine
        coarse, step = fine, step / 2
    raise Undefined(UNCERTAIN, node)


def _sum(
    at: Callable[[Scalar], Matrix | None],
    points: Iterator[tuple[Scalar, Scalar]],
    node: Node,
) -> Matrix:
    """Add up; what is too large or too small to be held may be left out beside next to nothing."""
    terms: list[Matrix | None] = []
    for place, weight in points:
        found = at(place)
        terms.append(None if found is None else tensors.scale(weight, found))
    held = [term for term in terms if term is not None]
    if not held:
        raise Undefined(UNCERTAIN, node)
    total = reduce(tensors.add, held)
    for one, two in pairwise(terms):
        last = two if one is None else one
        at_edge = last is not None and (one is None or two is None)
        if last is not None and at_edge and not agree(total, tensors.add(total, last), _NOTHING):
            raise Undefined(UNCERTAIN, node)
    return total


def _points(
    lower: Scalar | None,
    upper: Scalar | None,
    frame: Frame,
    step: Rational,
    shift: Rational = Rational(0),
) -> Iterator[tuple[Scalar, Scalar]]:
    """Yield places between the ends with their weights."""
    arithmetic = frame.arithmetic
    kind = "line" if lower is upper is None else "finite" if None not in (lower, upper) else "half"
    half_pi = arithmetic.pi / 2
    count = int(_REACH[kind] / step)
    for number in range(-count, count + 1):
        t = arithmetic.number(number * step + shift)
        e = apply("exp", t, arithmetic)
        u, slope = half_pi * (e - 1 / e) / 2, half_pi * (e + 1 / e) / 2
        weight = arithmetic.number(step) * slope
        if kind == "finite":
            # 1 / (1 + e^(2u)) is the distance from the nearer end, without cancellation
            share = 1 / (1 + apply("exp", 2 * abs(u), arithmetic))
            assert lower is not None
            assert upper is not None
            span = upper - lower
            place = upper - span * share if u > 0 else lower + span * share
            if real(place) in (real(lower), real(upper)):
                continue
            yield place, weight * span * 2 * share * (1 - share)
        elif kind == "line":
            far = apply("exp", u, arithmetic)
            yield (far - 1 / far) / 2, weight * (far + 1 / far) / 2
        else:
            far = apply("exp", u, arithmetic)
            yield (upper - far if lower is None else lower + far), weight * far
