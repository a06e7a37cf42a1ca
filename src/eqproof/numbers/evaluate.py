r"""Formulas as numbers: a tree and a notation, evaluated at a point.

The numeric interpreter shares nothing with the exact one but the tree and the declarations. It
never differentiates a formula: a derivative is read off dual numbers that run through the
definitions. Every result is a matrix; a number is 1x1, a vector a column.

A derivative by a name shifts that name by an infinitesimal and lets all that is defined through
it follow. A defined name may be shifted as well: names above it stay as they are. Where several
derivatives are nested, shifts add up, so that their order does not matter.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from eqproof.latex.nodes import (
    Add,
    Array,
    BigOperator,
    Binder,
    Call,
    Cases,
    Component,
    Constant,
    Derivative,
    Differential,
    Fraction,
    Gradient,
    Indicator,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Slice,
    Stack,
    TensorFunction,
    Transpose,
    Truth,
    comparisons,
    varied,
)
from eqproof.notation.symbols import Definition, Dimension, Index, Notation, Variable
from eqproof.numbers import tensors
from eqproof.numbers.arithmetic import (
    FLOAT,
    TOO_LARGE,
    Arithmetic,
    Undefined,
    apply,
    power,
)
from eqproof.numbers.arithmetic import precise as precise
from eqproof.numbers.arrays import array_value, stack_value
from eqproof.numbers.binders import bound_value
from eqproof.numbers.cases import case_value
from eqproof.numbers.comparison import holds
from eqproof.numbers.dual import Dual, Scalar, is_finite, real, tangents
from eqproof.numbers.functions import call, declared
from eqproof.numbers.kinks import extreme, from_both_sides, under_root
from eqproof.numbers.point import Frame, Point
from eqproof.numbers.tensor_functions import constant, matrix_power, tensor_function
from eqproof.numbers.tensors import Matrix

__all__ = ["FLOAT", "Arithmetic", "Matrix", "Point", "Undefined", "evaluate", "precise"]

_TAKEN = (Name, Component)
"""Nodes whose value is taken from somewhere, and was looked at there."""


def evaluate(node: Node, notation: Notation, point: Point, arithmetic: Arithmetic) -> Matrix:
    """Return the value of *node* at *point*, or raise ``Undefined``."""
    known = point.memory.of(notation, arithmetic)
    last = point.memory.last.get(arithmetic)
    if last is not None and last[0] is node:
        return last[1]
    value = _value(node, Frame(notation, point, arithmetic, point.indices, known=known))
    point.memory.last[arithmetic] = (node, value)
    return value


def _value(node: Node, frame: Frame) -> Matrix:
    try:
        result = _dispatch(node, frame)
    except Undefined as undefined:
        if undefined.node is None:
            undefined.node = node
        raise
    except ZeroDivisionError:
        raise Undefined("division by zero", node) from None
    if frame.arithmetic.overflows and type(node) not in _TAKEN:
        for row in result:
            for x in row:
                if not is_finite(x):
                    raise Undefined(TOO_LARGE, node)
    return result


def _dispatch(node: Node, frame: Frame) -> Matrix:
    match node:
        case Name(key):
            return _name(key, frame)
        case Number(text):
            return tensors.number(frame.arithmetic.numeral(text))
        case Product(left, right, sign):
            return tensors.product(_value(left, frame), _value(right, frame), sign)
        case Add(terms):
            total = _value(terms[0], frame)
            for term in terms[1:]:
                total = tensors.add(total, _value(term, frame))
            return total
        case Negative(operand):
            return tensors.each(lambda x: -x, _value(operand, frame))
        case Component(base, indices):
            matrix = _value(base, frame)
            row, column = _position(base, indices, matrix, frame)
            return tensors.number(matrix[row][column])
        case Slice(base, index, kind):
            number = _whole(index, frame) - frame.notation.first(base, kind == "column")
            return tensors.part(_value(base, frame), number, kind)
        case Fraction(numerator, denominator):
            return tensors.divide(_value(numerator, frame), _value(denominator, frame))
        case Power(base, exponent):
            return _power(base, exponent, frame)
        case Call():
            return call(node, frame, _value)
        case TensorFunction(kind, argument):
            return tensor_function(kind, _value(argument, frame), frame.arithmetic)
        case Transpose(base):
            return tensors.transpose(_value(base, frame))
        case BigOperator():
            return _big_operator(node, frame)
        case Cases():
            return case_value(node, frame, _value)
        case Array():
            return array_value(node, frame, _value)
        case Stack():
            return stack_value(node, frame, _value)
        case Indicator(condition):
            return tensors.number(frame.arithmetic.number(int(_holds(condition, frame))))
        case Derivative(body, variables):
            return _derivative(body, variables, frame)
        case Gradient(body, variable):
            return _derivative(body, (variable,), frame)
        case Differential(body):
            return from_both_sides(lambda f: _differential(body, f), frame)
        case Binder():
            return bound_value(node, frame, _value)
        case Constant():
            return constant(node, frame)
    raise ValueError(f"no value is defined for {type(node).__name__}")


# Names


def _name(key: str, frame: Frame) -> Matrix:
    if key in frame.parameters:
        return tensors.number(frame.parameters[key])
    if key in frame.indices:
        frame.read.add(key)
        return tensors.number(frame.arithmetic.number(frame.indices[key]))
    symbol = frame.notation.lookup(key)
    match symbol:
        case Variable() | Definition():
            known = frame.known.get(symbol.key)
            if known is None:
                known = frame.known[symbol.key] = _quantity(symbol, frame)
            value, read = known
            frame.read |= read
            return value
        case Dimension():
            return tensors.number(frame.arithmetic.number(frame.point.dims[symbol.key]))
        case Index() if symbol.key in frame.indices:
            return _name(symbol.key, frame)
    raise ValueError(f"{key} has no value")


def _quantity(symbol: Variable | Definition, frame: Frame) -> tuple[Matrix, frozenset[str]]:
    """Return the value of a name with its shifts, and all names that went into it."""
    read = {symbol.key}
    if symbol.key in frame.placed:
        value = frame.placed[symbol.key]
    elif isinstance(symbol, Variable):
        value = tensors.each(frame.arithmetic.number, frame.point.values[symbol.key])
    else:
        inner = frame.copy()
        inner.indices, inner.parameters, inner.read = declared(frame), {}, read
        value = _by_entries(symbol, inner) if symbol.entries else _value(symbol.body, inner)
    for shift in frame.shifts.get(symbol.key, ()):
        value = tensors.entrywise(lambda x, s: x + s, value, shift)
    return value, frozenset(read)


def _by_entries(symbol: Definition, frame: Frame) -> Matrix:
    rows, columns = (frame.point.size(dim) for dim in symbol.shape)
    sizes = (rows,) if symbol.members is not None else (rows, columns)
    numbers = (range(symbol.first, symbol.first + n) for n in sizes)
    cells = (dict(zip(symbol.entries, cell, strict=False)) for cell in product(*numbers))
    found = _running(symbol.body, cells, frame)
    flat = [entry for matrix in found for row in matrix for entry in row]
    return tuple(tuple(flat[i * columns : (i + 1) * columns]) for i in range(rows))


def _position(
    base: Node, indices: tuple[Node, ...], matrix: Matrix, frame: Frame
) -> tuple[int, int]:
    """Return row and column, from 0, of a component in the numbering of its declaration."""
    numbers = [
        _whole(index, frame) - frame.notation.first(base, axis)
        for axis, index in enumerate(indices)
    ]
    rows, columns = tensors.size(matrix)
    if len(numbers) == 1 and columns == 1:
        numbers.append(0)
    elif len(numbers) == 1 and rows == 1:
        numbers.insert(0, 0)
    if len(numbers) != 2:
        raise ValueError(f"{len(numbers)} indices on a matrix of size {rows}x{columns}")
    row, column = numbers
    if not (0 <= row < rows and 0 <= column < columns):
        raise Undefined("there is no entry of this number")
    return row, column


def _whole(node: Node, frame: Frame) -> int:
    """Return the value of an index or a limit."""
    if isinstance(node, Name) and node.key in frame.indices and not frame.parameters:
        frame.read.add(node.key)
        return frame.indices[node.key]
    if isinstance(node, Number) and node.text.isdecimal():
        return int(node.text)
    x = real(_scalar(node, frame))
    if not frame.arithmetic.is_whole(x):
        raise Undefined("a number that is not whole as an index or a limit", node)
    return int(x)


def _holds(condition: Truth, frame: Frame) -> bool:
    held = [
        holds(_scalar(c.left, frame), c.sign, _scalar(c.right, frame))
        for c in comparisons(condition)
    ]
    return all(held)


def _scalar(node: Node, frame: Frame) -> Scalar:
    return tensors.entry(_value(node, frame))


# Operations


def _power(base: Node, exponent: Node, frame: Frame) -> Matrix:
    arithmetic = frame.arithmetic
    rooted = under_root(base) if exponent == Number("2") else None
    if rooted is not None:
        # the square has no kink where the absolute value or the norm has one
        matrix = _value(rooted, frame)
        return tensors.number(tensors.frobenius(matrix, matrix))
    if isinstance(base, Constant) and base.kind == "e":
        # entry by entry, as for any function, so that e^x and \exp(x) are the same thing
        return tensors.each(lambda x: apply("exp", x, arithmetic), _value(exponent, frame))
    matrix = _value(base, frame)
    if tensors.is_number(matrix):
        return tensors.number(power(matrix[0][0], _scalar(exponent, frame), arithmetic))
    return matrix_power(matrix, _whole(exponent, frame), frame)


def _big_operator(node: BigOperator, frame: Frame) -> Matrix:
    numbers = range(_whole(node.lower, frame), _whole(node.upper, frame) + 1)
    terms = _running(node.body, ({node.index: i} for i in numbers), frame, node.condition)
    if node.kind in ("max", "min"):
        return extreme(node, list(terms), frame.arithmetic)
    is_sum = node.kind == "sum"
    total = next(terms, None)
    if total is None:
        return tensors.number(frame.arithmetic.zero if is_sum else frame.arithmetic.one)
    for term in terms:
        total = tensors.add(total, term) if is_sum else tensors.multiply(total, term)
    return total


def _running(
    body: Node,
    indices: Iterable[Mapping[str, int]],
    frame: Frame,
    condition: Truth | None = None,
) -> Iterator[Matrix]:
    """Yield the values of *body* while some indices run, where *condition* holds."""
    inner = frame.copy()
    outside: set[str] = set()
    for numbers in indices:
        outside = outside or {key for key in numbers if key not in frame.read}
        frame.count()
        inner.indices = {**frame.indices, **numbers}
        inner.known = inner.without(*numbers)
        if condition is None or _holds(condition, inner):
            yield _value(body, inner)
        frame.known.update(inner.without(*numbers))
    # what runs here is not what has this name around it
    frame.read -= outside


# Derivatives


def _derivative(body: Node, variables: tuple[Node, ...], frame: Frame) -> Matrix:
    if not variables:
        return _value(body, frame)
    return from_both_sides(lambda f: _slopes(body, variables, f), frame)


def _slopes(body: Node, variables: tuple[Node, ...], frame: Frame) -> Matrix:
    variable, *others = variables
    arithmetic = frame.arithmetic
    zero, one = arithmetic.zero, arithmetic.one
    name = varied(variable)
    if not isinstance(name, Name):
        raise ValueError("a derivative is taken by a name or a component")
    place = _value(name, frame)
    rows, columns = tensors.size(place)
    cells = [(i, j) for i in range(rows) for j in range(columns)]
    if isinstance(variable, Component):
        cells = [_position(name, variable.indices, place, frame)]
        rows, columns = 1, 1
    elif isinstance(variable, Slice):
        axis = variable.kind == "column"
        part = _whole(variable.index, frame) - frame.notation.first(name, axis)
        cells = [cell for cell in cells if cell[axis] == part]

    tag = next(frame.tags)
    units = dict(zip(cells, tensors.identity(len(cells), zero, one), strict=True))
    shift = tuple(
        tuple(Dual(tag, zero, units[i, j]) if (i, j) in units else zero for j in range(len(row)))
        for i, row in enumerate(place)
    )
    if name.key in frame.parameters:
        inner = frame.copy()
        inner.parameters = {**frame.parameters, name.key: place[0][0] + shift[0][0]}
    else:
        symbol = frame.notation.lookup(name.key)
        if not isinstance(symbol, Variable | Definition):
            raise ValueError(f"no derivative by {name.key}")
        inner = frame.shifted(symbol.key, shift)
    result = _derivative(body, tuple(others), inner)
    slopes = tensors.each(lambda x: tangents(x, tag, len(cells), zero), result)
    if isinstance(variable, Slice):
        rows, columns = tensors.size(_value(variable, frame))
    if not isinstance(variable, Transpose):
        return tensors.arrange(slopes, rows, columns)
    if tensors.is_number(slopes):
        return tensors.transpose(tensors.arrange(slopes, rows, columns))
    return tensors.arrange(slopes, columns, rows)


def _differential(body: Node, frame: Frame) -> Matrix:
    arithmetic = frame.arithmetic
    tag = next(frame.tags)
    inner = frame
    for key, increment in frame.point.increments.items():
        moved = tensors.each(arithmetic.number, increment)
        inner = inner.shifted(
            key, tensors.each(lambda dx: Dual(tag, arithmetic.zero, (dx,)), moved)
        )
    result = _value(body, inner)
    return tensors.each(lambda x: tangents(x, tag, 1, arithmetic.zero)[0], result)
