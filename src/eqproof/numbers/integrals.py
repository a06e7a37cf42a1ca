"""Integrals as numbers: sums over points that lie ever closer near the ends.

The substitution ``x = tanh(sinh t)`` and its like let the integrand vanish so fast at both ends
that an evenly spaced sum converges quickly, at singular and at infinite ends too. Half the
distance must give the same; otherwise there is no value: integrals are estimated, never known.
"""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction as Rational

from eqproof.latex.nodes import Integral, Node
from eqproof.numbers import tensors
from eqproof.numbers.arithmetic import TOO_LARGE, TOO_SMALL, UNCERTAIN, Undefined, apply
from eqproof.numbers.dual import Scalar, real
from eqproof.numbers.limits import agree
from eqproof.numbers.point import Frame, Placed, Value
from eqproof.numbers.tensors import Matrix

_COARSE = Rational(1, 4)
_HALVINGS, _SLOW_HALVINGS = 6, 4
"""So often the distance is halved, for floating-point numbers and for others."""
_SAME = 1e-7
"""Sums at two distances that differ less than this are the same. The error of the finer one is
about the square of that, as the number of right digits doubles with the number of points."""
_NOTHING, _QUIET = 1e-15, 3
"""So many terms in a row that add less than this end a sum, beyond what is near the middle."""
_NEAR, _REACH = Rational(2), Rational(9, 2)
"""So far the points go in any case, and at most."""


def integral_value(node: Integral, frame: Frame, value: Value, placed: Placed) -> Matrix:
    """Return the integral, where *value* evaluates and *placed* gives a name its value."""
    if isinstance(frame.arithmetic.one, Rational):
        raise Undefined(UNCERTAIN, node)
    ends = [None if e is None else value(e, frame)[0][0] for e in (node.lower, node.upper)]

    def at(place: Scalar) -> Matrix | None:
        try:
            return value(node.body, placed(node.key, tensors.number(place), frame))
        except Undefined as undefined:
            if undefined.reason in (TOO_SMALL, TOO_LARGE, UNCERTAIN):
                return None
            raise

    def total(step: Rational, shift: Rational) -> Matrix:
        frame.count()
        count = int(_REACH / step)
        sides = (range(count + 1), range(-1, -count - 1, -1))
        ways = [[side_number * step + shift for side_number in side] for side in sides]
        found = [
            _outward(at, _points(ends[0], ends[1], frame, way, step), int(_NEAR / step), node)
            for way in ways
        ]
        return tensors.add(found[0], found[1])

    step = _COARSE
    coarse = total(step, Rational(0))
    quick = frame.arithmetic.overflows
    for _ in range(_HALVINGS if quick else _SLOW_HALVINGS):
        fine = tensors.each(lambda x: x / 2, tensors.add(coarse, total(step, step / 2)))
        if agree(coarse, fine, _SAME):
            return fine
        coarse, step = fine, step / 2
    raise Undefined(UNCERTAIN, node)


def _outward(
    at: Callable[[Scalar], Matrix | None],
    points: Iterator[tuple[Scalar, Scalar]],
    least: int,
    node: Node,
) -> Matrix:
    """Add up from the middle to one side, until nothing more is added beyond the *least* points.

    What cannot be held may be left out behind next to nothing only.
    """
    total: Matrix | None = None
    quiet, lost = 0, False
    for number, (place, weight) in enumerate(points):
        found = at(place)
        if found is None:
            if not quiet:
                raise Undefined(UNCERTAIN, node)
            lost = True
            continue
        term = tensors.scale(weight, found)
        more = term if total is None else tensors.add(total, term)
        still = total is not None and agree(total, more, _NOTHING)
        if lost and not still:
            raise Undefined(UNCERTAIN, node)
        quiet = quiet + 1 if still else 0
        total = more
        if quiet >= _QUIET and number >= least:
            break
    if total is None:
        raise Undefined(UNCERTAIN, node)
    return total


def _points(
    lower: Scalar | None,
    upper: Scalar | None,
    frame: Frame,
    way: Sequence[Rational],
    step: Rational,
) -> Iterator[tuple[Scalar, Scalar]]:
    """Yield places between the ends with their weights, one for each number on the *way*."""
    arithmetic = frame.arithmetic
    kind = "line" if lower is upper is None else "finite" if None not in (lower, upper) else "half"
    half_pi = arithmetic.pi / 2
    for number in way:
        t = arithmetic.number(number)
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
