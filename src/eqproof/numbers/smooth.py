r"""A stock of smooth functions of many numbers, one of which stands for an arbitrary one.

Each is a sum of sines of different linear forms, and one linear form more. So it is neither affine
nor symmetric in its arguments, they do not separate, and its second derivatives make a matrix
without a pattern. It grows no faster than its arguments.
"""

from collections.abc import Sequence
from fractions import Fraction as Rational
from functools import lru_cache
from random import Random

from eqproof.latex.nodes import SCALAR
from eqproof.notation.symbols import Function
from eqproof.numbers import tensors
from eqproof.numbers.arithmetic import Arithmetic, apply, arbitrary
from eqproof.numbers.dual import Scalar
from eqproof.numbers.point import Frame
from eqproof.numbers.tensors import Matrix

MOST_SINES = 4
_SLOPES = [Rational(n, 4) for n in range(-6, 7) if n]


Form = tuple[tuple[Rational, ...], Rational]
"""The coefficients of a linear form and its constant."""


@lru_cache(maxsize=1024)
def coefficients(draw: int, place: tuple[int, int], count: int) -> tuple[Form, ...]:
    """Return the linear forms in *count* numbers, of which the last stands in no sine.

    *place* is the entry of the value, which is another function for each.
    """
    random = Random(f"{draw} {place} {count}")

    def form() -> Form:
        slopes = [random.choice(_SLOPES) for _ in range(count)]
        return tuple(slopes), Rational(random.randrange(1, 12), 8)

    return tuple(form() for _ in range(min(count, MOST_SINES) + 1))


def smooth(
    draw: int, place: tuple[int, int], numbers: Sequence[Scalar], arithmetic: Arithmetic
) -> Scalar:
    """Return the function of this *draw* at *numbers*."""
    if len(numbers) == 1 and place == (0, 0):
        return arbitrary(draw, numbers[0], arithmetic)
    *sines, last = [
        _linear(form, numbers, arithmetic) for form in coefficients(draw, place, len(numbers))
    ]
    for x in sines:
        last = last + apply("sin", x, arithmetic)
    return last


def _linear(form: Form, numbers: Sequence[Scalar], arithmetic: Arithmetic) -> Scalar:
    slopes, total = form
    result = arithmetic.number(total)
    for slope, x in zip(slopes, numbers, strict=True):
        result = result + x * arithmetic.number(slope)
    return result


def smooth_value(function: Function, arguments: Sequence[Matrix], frame: Frame) -> Matrix:
    """Return the value of an arbitrary *function* of whole tensors."""
    draw = frame.point.draws.get(function.key, 0)
    numbers = [x for matrix in arguments for row in matrix for x in row]
    if function.shape == SCALAR:
        return tensors.number(smooth(draw, (0, 0), numbers, frame.arithmetic))
    rows, columns = (range(frame.point.size(dim)) for dim in function.shape)
    return tuple(
        tuple(smooth(draw, (i, j), numbers, frame.arithmetic) for j in columns) for i in rows
    )
