"""Names with a meaning of their own, in numbers: values at a place, means over random names.

A name that is declared has its value there in all that is defined by it as well. A mean is what it
says: the sum over all outcomes, each with its probability.
"""

from collections.abc import Iterator, Sequence

from eqproof.latex.nodes import At, Binder, Draw, Expectation, Integral, Limit, Series
from eqproof.notation.symbols import Definition, Variable
from eqproof.numbers import tensors
from eqproof.numbers.arithmetic import Undefined
from eqproof.numbers.dual import Scalar, real
from eqproof.numbers.integrals import integral_value
from eqproof.numbers.limits import limit_value
from eqproof.numbers.point import Frame, Value
from eqproof.numbers.series import series_value
from eqproof.numbers.tensors import Matrix

# Probabilities that add up to 1 but for this much add up to 1.
_ROUNDING = 1e-9


def bound_value(node: Binder, frame: Frame, value: Value) -> Matrix:
    """Return the value of *node*, where *value* gives that of its parts."""
    match node:
        case At(body, key, at):
            return value(body, placed(key, _filled(key, value(at, frame), frame), frame))
        case Integral():
            return integral_value(node, frame, value, placed)
        case Limit():
            return limit_value(node, frame, value, placed)
        case Series():
            first = real(value(node.lower, frame)[0][0])
            if not frame.arithmetic.is_whole(first):
                raise Undefined("a sum that begins at no whole number", node.lower)
            return series_value(node, int(first), frame, value)
        case Expectation():
            return _expectation(node, frame, value)
        case _:
            raise ValueError(f"no value is defined for {type(node).__name__}")


def placed(key: str, matrix: Matrix, frame: Frame) -> Frame:
    """Return *frame* with *matrix* for *key*, in definitions too where it is declared."""
    symbol = frame.notation.lookup(key)
    if key not in frame.parameters and isinstance(symbol, Variable | Definition):
        return frame.placing(symbol.key, matrix)
    inner = frame.copy()
    inner.parameters = {**frame.parameters, key: matrix[0][0]}
    return inner


def _filled(key: str, value: Matrix, frame: Frame) -> Matrix:
    """Return *value* for *key*; the number 0 stands for a tensor of zeros."""
    symbol = frame.notation.lookup(key)
    if key in frame.parameters or not isinstance(symbol, Variable | Definition):
        return value
    rows, columns = (frame.point.size(dim) for dim in symbol.shape)
    return (
        value
        if tensors.size(value) == (rows, columns)
        else tensors.filled(rows, columns, value[0][0])
    )


def _expectation(node: Expectation, frame: Frame, value: Value) -> Matrix:
    outcomes = [
        (weight, value(node.body, inner)) for weight, inner in _outcomes(node.draws, frame, value)
    ]
    mean = _mean(outcomes)
    if node.kind == "mean":
        return mean
    negative = tensors.each(lambda x: -x, mean)
    squares = [(weight, _square(tensors.add(x, negative))) for weight, x in outcomes]
    return _mean(squares)


def _mean(outcomes: Sequence[tuple[Scalar, Matrix]]) -> Matrix:
    terms = [tensors.scale(weight, matrix) for weight, matrix in outcomes]
    total = terms[0]
    for term in terms[1:]:
        total = tensors.add(total, term)
    return total


def _square(matrix: Matrix) -> Matrix:
    return tensors.each(lambda x: x * x, matrix)


def _outcomes(draws: Sequence[Draw], frame: Frame, value: Value) -> Iterator[tuple[Scalar, Frame]]:
    """Yield every outcome of *draws* with its probability, which may rest on the draws before."""
    if not draws:
        yield frame.arithmetic.one, frame
        return
    for chance, inner in _outcomes_of(draws[0], frame, value):
        for others, innermost in _outcomes(draws[1:], inner, value):
            frame.count()
            yield chance * others, innermost


def _outcomes_of(draw: Draw, frame: Frame, value: Value) -> Iterator[tuple[Scalar, Frame]]:
    (parameter,) = draw.law.parameters
    arithmetic = frame.arithmetic
    matrix = value(parameter, frame)
    if draw.law.kind == "Bernoulli":
        chance = matrix[0][0]
        if not 0 <= real(chance) <= 1:
            raise Undefined("a probability that is not between 0 and 1", parameter)
        yield arithmetic.one - chance, placed(draw.key, tensors.number(arithmetic.zero), frame)
        yield chance, placed(draw.key, tensors.number(arithmetic.one), frame)
        return
    chances = [row[0] for row in matrix]
    if any(real(x) < 0 for x in chances):
        raise Undefined("a probability that is less than 0", parameter)
    if abs(sum(map(real, chances)) - 1) > _ROUNDING:
        raise Undefined("probabilities that do not add up to 1", parameter)
    for number, chance in enumerate(chances, frame.notation.first(parameter)):
        inner = frame.copy()
        inner.indices = {**frame.indices, draw.key: number}
        inner.known = inner.without(draw.key)
        yield chance, inner
