r"""Shapes: whether the parts of a formula fit together, and the sizes that its constants must have.

The tree that comes back is the same, but each ``\mathbf{1}``, ``\mathbf{0}`` and ``I`` knows its
shape. A tensor is a matrix of rows and columns; a vector is a column. Numbers scale tensors and may
stand beside them in a sum; nothing else is stretched to fit.
"""

from collections.abc import Iterator

from eqproof.diagnostics import ReadingError
from eqproof.latex.nodes import (
    ONE,
    OPERATOR_WORDS,
    SCALAR,
    Add,
    Array,
    BigOperator,
    Binder,
    Both,
    Branch,
    Call,
    Cases,
    Comparison,
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
    NumberSet,
    Power,
    Product,
    Shape,
    Slice,
    Stack,
    TensorFunction,
    Transpose,
    tensor_of,
    varied,
)
from eqproof.latex.printer import to_latex
from eqproof.notation.symbols import Dimension, Function, Index, Notation, Variable
from eqproof.notation.unseen import check_rebound
from eqproof.sizes.arrays import array_shape, stack_shape, transposed_shape
from eqproof.sizes.binders import binder_shape
from eqproof.sizes.filling import filled
from eqproof.sizes.products import fraction_shape, mismatch, product_shape, transpose_help
from eqproof.sizes.sizing import Sizing, derived, say
from eqproof.sizes.slices import member, slice_shape
from eqproof.sizes.subscripts import check_place, check_whole, component_help, parted
from eqproof.sizes.tensors import (
    application_shape,
    call_shape,
    check_exponential,
    tensor_function_shape,
)
from eqproof.statements.directions import check_direction


def size(
    node: Node, notation: Notation, bound: frozenset[str] = frozenset(), like: Shape | None = None
) -> tuple[Node, Shape]:
    """Return *node* with the sizes of its constants, and its shape.

    *bound* names are numbers, such as the parameter of a function. *like* is the shape that the
    whole must have, where that is known. Raises ReadingError: shape-mismatch.
    """
    sizing = Sizing(notation, bound, bound)
    shape = _shape(node, sizing)
    if like is not None:
        sizing.same(shape, like)
    return filled(node, sizing), sizing.whole(shape)


def size_sides(
    left: Node, right: Node, notation: Notation, bound: frozenset[str] = frozenset()
) -> tuple[Node, Node, Shape]:
    """Return the two sides of a relation with their sizes, and their common shape.

    The number 0 may stand for a zero tensor. Raises ReadingError: shape-mismatch.
    """
    sizing = Sizing(notation, bound, bound)
    one, two = _shape(left, sizing), _shape(right, sizing)
    if not sizing.same(one, two):
        if _is_zero(right):
            two = one
        elif _is_zero(left):
            one = two
        else:
            raise ReadingError(
                "shape-mismatch",
                right.span,
                f"the left side is {say(sizing.whole(one))}, the right side is"
                f" {say(sizing.whole(two))}",
                transpose_help(sizing.whole(one), sizing.whole(two)),
            )
    return filled(left, sizing), filled(right, sizing), sizing.whole(one)


def _is_zero(node: Node) -> bool:
    return isinstance(node, Number) and node.text == "0"


def _shape(node: Node, sizing: Sizing) -> Shape:
    match node:
        case Number():
            return SCALAR
        case Constant():
            return _constant(node, sizing)
        case Name(key):
            return SCALAR if key in sizing.bound else sizing.notation.shape(key)
        case Component():
            return _component(node, sizing)
        case Slice():
            return slice_shape(node, sizing.whole(_shape(node.base, sizing)), sizing)
        case Add(terms):
            return _sum([(t, _shape(t, sizing)) for t in terms], sizing)
        case Negative(operand):
            return _shape(operand, sizing)
        case Product():
            return product_shape(node, sizing, _shape)
        case Fraction(numerator, denominator):
            return fraction_shape(
                node, _shape(numerator, sizing), _shape(denominator, sizing), sizing
            )
        case Power():
            return _power(node, sizing)
        case Transpose(base):
            return transposed_shape(node, base, sizing, _shape)
        case Call():
            return _call(node, sizing)
        case TensorFunction():
            return tensor_function_shape(node, _shape(node.argument, sizing), sizing)
        case BigOperator(index=index, lower=lower, upper=upper, body=body):
            check_rebound(body, index, sizing.notation)
            _count(lower, sizing, "a limit of a sum")
            _count(upper, sizing, "a limit of a sum")
            inner = sizing.counting(index)
            if node.condition is not None:
                _shape(node.condition, inner)
            if node.kind in ("max", "min"):
                _number(body, inner, f"what a {OPERATOR_WORDS[node.kind]} is taken of")
            return _shape(body, inner)
        case Comparison(left, _, right):
            for side in (left, right):
                _number(side, sizing, "what a condition compares")
            return SCALAR
        case Both(conditions):
            for condition in conditions:
                _shape(condition, sizing)
            return SCALAR
        case Indicator(condition):
            return _shape(condition, sizing)
        case Cases(branches):
            return _cases(branches, sizing)
        case Array():
            return array_shape(node, sizing, _shape)
        case Stack():
            return stack_shape(node, sizing, _shape)
        case Derivative(body, variables):
            shape = _shape(body, sizing)
            _check_variables(variables, sizing)
            for variable in reversed(variables):
                shape = derived(node.span, shape, _shape(variable, sizing), sizing)
            _check_defined(body, variables, sizing)
            return shape
        case Gradient(body, variable):
            shape = sizing.whole(_shape(body, sizing))
            by = sizing.whole(_shape(variable, sizing))
            if shape[0] == by[0] == ONE and SCALAR not in (shape, by):
                # of a row by a row nothing but the Jacobian has this sign
                _check_variables((variable,), sizing)
                return derived(node.span, shape, by, sizing)
            _number(body, sizing, "what a gradient is taken of", _gradient_help(node, sizing))
            _check_variables((variable,), sizing)
            _check_defined(body, (variable,), sizing)
            check_direction(node, sizing.notation)
            return _shape(variable, sizing)
        case Differential(body):
            return _shape(body, sizing)
        case Binder():
            return binder_shape(node, sizing, _shape)
        case NumberSet(power=power):
            return (*power, ONE)[:2] if power else SCALAR  # type: ignore[return-value]
        case _:
            raise TypeError(f"no shape for {type(node).__name__}")


def _constant(node: Constant, sizing: Sizing) -> Shape:
    if node.kind in ("e", "pi"):
        return SCALAR
    if node.shape is not None:
        for name in (dim.name for dim in node.shape if dim.name is not None):
            if not isinstance(sizing.notation.lookup(name), Dimension):
                raise ReadingError("shape-mismatch", node.span, f"{name} is no size")
        return node.shape
    rows = sizing.fresh()
    columns = {"ones": ONE, "identity": rows}.get(node.kind) or sizing.fresh()
    sizing.constants[id(node)] = (rows, columns)
    return rows, columns


def _count(node: Node, sizing: Sizing, what: str) -> None:
    _number(node, sizing, what)
    check_whole(node, sizing.notation, sizing.bound, what)


def _number(node: Node, sizing: Sizing, what: str, advice: str | None = None) -> None:
    shape = sizing.whole(_shape(node, sizing))
    if shape != SCALAR:
        raise ReadingError(
            "shape-mismatch", node.span, f"{what} must be a number, not {say(shape)}", advice
        )


def _gradient_help(node: Gradient, sizing: Sizing) -> str | None:
    """Propose brackets where the mark behind a number was meant for its gradient."""
    match node.body:
        case Product(Transpose(number), factor) if sizing.whole(_shape(number, sizing)) == SCALAR:
            gradient = Transpose(Gradient(number, node.variable))
            return f"did you mean {to_latex(Product(gradient, factor))}?"
        case _:
            return None


def _component(node: Component, sizing: Sizing) -> Shape:
    for index in node.indices:
        _count(index, sizing, "a subscript")
    shape = sizing.whole(_shape(node.base, sizing))
    part = member(node, sizing.notation)
    if part is not None:
        return slice_shape(part, shape, sizing)
    wanted = 2 - (shape[0] == ONE) - (shape[1] == ONE)
    indices = parted(node.indices) if wanted == 2 else node.indices
    if indices != node.indices:
        sizing.places[id(node)] = indices
    if len(indices) != wanted:
        count = "two subscripts" if wanted == 2 else "one subscript" if wanted else "no subscript"
        raise ReadingError(
            "shape-mismatch",
            node.span,
            f"{to_latex(node.base)} is {say(shape)} and takes {count}",
            component_help(node, wanted, sizing.notation),
        )
    dims = [dim for dim in shape if dim != ONE]
    for axis, (index, dim) in enumerate(zip(indices, dims, strict=True)):
        check_place(node, index, axis, dim, sizing.notation)
    return SCALAR


def _sum(terms: list[tuple[Node, Shape]], sizing: Sizing) -> Shape:
    tensor: Shape | None = None
    for term, shape in terms:
        if sizing.whole(shape) == SCALAR:
            continue
        if tensor is not None and not sizing.same(tensor, shape):
            raise mismatch(term, tensor, shape, sizing, "in this sum")
        tensor = tensor or shape
    return tensor or SCALAR


def _cases(branches: tuple[Branch, ...], sizing: Sizing) -> Shape:
    shape = _shape(branches[0].value, sizing)
    for branch in branches:
        if branch.condition is not None:
            _shape(branch.condition, sizing)
        found = _shape(branch.value, sizing)
        if not sizing.same(shape, found):
            raise mismatch(branch.value, shape, found, sizing, "in these cases")
    return shape


def _power(node: Power, sizing: Sizing) -> Shape:
    base = sizing.whole(_shape(node.base, sizing))
    if isinstance(node.base, Constant) and node.base.kind == "e":
        shape = _shape(node.exponent, sizing)
        check_exponential(node, shape, sizing)
        return shape
    _number(node.exponent, sizing, "an exponent")
    if base != SCALAR and base[0] != base[1]:
        raise ReadingError(
            "shape-mismatch",
            node.span,
            f"{say(base)} has no power",
            r"write \odot for products entry by entry",
        )
    if base != SCALAR and node.exponent != Negative(Number("1")):
        whole = isinstance(node.exponent, Number) and node.exponent.text.isdecimal()
        if not whole or node.exponent == Number("0"):
            raise ReadingError(
                "unsupported", node.span, "a power of a matrix is a whole number from 1, or -1"
            )
    return base


def _call(node: Call, sizing: Sizing) -> Shape:
    function = sizing.notation.lookup(node.function)
    wanted = len(function.parameters) if isinstance(function, Function) else 1
    if node.function in (r"\max", r"\min"):
        wanted = len(node.arguments)
        if wanted == 1:
            sizing.extremes[id(node)] = _shape(node.arguments[0], sizing)
            return SCALAR
    if len(node.arguments) != wanted:
        raise ReadingError(
            "shape-mismatch",
            node.span,
            f"{node.function} takes {wanted} argument{'s' * (wanted != 1)},"
            f" here it gets {len(node.arguments)}",
        )
    if isinstance(function, Function) and function.verbatim:
        _check_verbatim(node, function)
    for argument in _indices(node, function, sizing):
        _count(argument, sizing, "the index of a function")
    shapes = [_shape(a, sizing) for a in node.arguments]
    call_shape(node, shapes, sizing)
    if id(node) in sizing.determinants:
        return SCALAR
    if isinstance(function, Function):
        whole = application_shape(node, function, shapes, sizing)
        if whole is not None:
            return whole
    return _sum(list(zip(node.arguments, shapes, strict=True)), sizing)


def _check_verbatim(node: Call, function: Function) -> None:
    for parameter, argument in zip(function.parameters, node.arguments, strict=True):
        if argument != Name(parameter):
            raise ReadingError(
                "unsupported",
                argument.span,
                f"{node.function} says how {parameter} depends on other names,"
                f" so nothing else can stand in the place of {parameter}",
                "write the derivative itself",
            )


def _indices(node: Call, function: object, sizing: Sizing) -> Iterator[Node]:
    """Yield the arguments of a defined function for which it has an index as its parameter."""
    if isinstance(function, Function) and function.body is not None:
        for parameter, argument in zip(function.parameters, node.arguments, strict=True):
            if isinstance(sizing.notation.lookup(parameter), Index):
                yield argument


def _check_defined(body: Node, variables: tuple[Node, ...], sizing: Sizing) -> None:
    """A declared name that is not the variable has no derivative here: nothing says what it is."""
    base = tensor_of(body)
    if not isinstance(base, Name) or base.key in sizing.bound:
        return
    symbol = sizing.notation.lookup(base.key)
    own = {varied(v) for v in variables}
    if isinstance(symbol, Variable) and base not in own:
        raise ReadingError(
            "undefined-derivative",
            body.span,
            f"{base.key} is declared but not defined, so its derivative is not known",
            f"define it: ${base.key} := …$",
        )


def _check_variables(variables: tuple[Node, ...], sizing: Sizing) -> None:
    """A derivative is taken by a quantity, not by an index, a size or a constant of nature."""
    for variable in variables:
        base = varied(variable)
        if not isinstance(base, Name):
            raise ReadingError(
                "unsupported",
                variable.span,
                "a derivative by a value of a function is read in equations only",
                f"give the value a name: $a := {to_latex(base)}$",
            )
        symbol = sizing.notation.lookup(base.key)
        if isinstance(symbol, Index | Dimension) or (
            base.key in sizing.bound and base.key not in sizing.parameters
        ):
            raise ReadingError(
                "undefined-derivative",
                variable.span,
                f"{base.key} is a whole number, and nothing changes continuously with it",
            )
