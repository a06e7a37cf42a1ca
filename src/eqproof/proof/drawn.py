"""The smooth functions that stood for arbitrary ones at a point, as formulas for people.

Entries of an argument are counted by rows, from 1.
"""

from collections.abc import Iterator
from fractions import Fraction as Rational
from itertools import product

from eqproof.latex.nodes import ONE, SCALAR, Shape
from eqproof.notation.symbols import Function
from eqproof.numbers.arithmetic import arbitrary_coefficients
from eqproof.numbers.point import Point
from eqproof.numbers.smooth import Form, coefficients


def show_function(function: Function, point: Point) -> dict[str, str]:
    """Return what stood for an arbitrary *function* at *point*, one formula for each entry."""
    draw = point.draws.get(function.key, 0)
    head = f"{function.key}({', '.join(function.parameters)})"
    if not function.shapes and len(function.parameters) == 1:
        a, b, c = arbitrary_coefficients(draw)
        t = function.parameters[0]
        return {head: rf"\sin({a} {t} + {b}) + {c} {t}"}
    numbers = list(_numbers(function, point))
    shown = {}
    for place in product(*(range(point.size(dim)) for dim in function.shape)):
        *sines, last = coefficients(draw, (place[0], place[1]), len(numbers))
        terms = [rf"\sin({_linear(form, numbers)})" for form in sines]
        label = head + _script(place, function.shape)
        shown[label] = " + ".join([*terms, _linear(last, numbers)]).replace("+ - ", "- ")
    return shown


def _numbers(function: Function, point: Point) -> Iterator[str]:
    shapes = function.shapes or (SCALAR,) * len(function.parameters)
    for name, shape in zip(function.parameters, shapes, strict=True):
        for place in product(*(range(point.size(dim)) for dim in shape)):
            yield name + _script(place, shape)


def _script(place: tuple[int, ...], shape: Shape) -> str:
    numbers = [str(p + 1) for p, dim in zip(place, shape, strict=True) if dim != ONE]
    return f"_{{{','.join(numbers)}}}" if numbers else ""


def _linear(form: Form, numbers: list[str]) -> str:
    slopes, constant = form
    terms = [_signed(a, x) for a, x in zip(slopes, numbers, strict=True)]
    return f"{' '.join(terms)} {_signed(constant)}".removeprefix("+ ")


def _signed(factor: Rational, name: str = "") -> str:
    size = "" if abs(factor) == 1 and name else str(abs(factor))
    return f"{'-' if factor < 0 else '+'} {size} {name}".strip().replace("  ", " ")
