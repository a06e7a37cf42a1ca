"""Shapes of what is made of whole tensors: outer products, traces, diagonal matrices."""

from eqproof.diagnostics import ReadingError
from eqproof.latex.nodes import ONE, SCALAR, Call, Node, Product, Shape, TensorFunction
from eqproof.notation.symbols import Function
from eqproof.sizes.sizing import Sizing, say


def outer_shape(node: Product, one: Shape, two: Shape) -> Shape:
    """The outer product of two columns; of matrices it would be Kronecker's, which has blocks."""
    if one[1] == two[1] == ONE and SCALAR not in (one, two):
        return one[0], two[0]
    raise ReadingError(
        "shape-mismatch",
        node.span,
        f"\\otimes stands between two columns, not between {say(one)} and {say(two)}",
    )


def tensor_function_shape(node: TensorFunction, shape: Shape, sizing: Sizing) -> Shape:
    """Return the shape of a function of a tensor of *shape*."""
    if node.kind == "diag":
        shape = sizing.whole(shape)
        if shape[0] == ONE:
            return shape[1], shape[1]
        if shape[1] != ONE:
            raise ReadingError(
                "shape-mismatch",
                node.span,
                f"diag makes a matrix of a column, not of {say(sizing.whole(shape))}",
            )
        return shape[0], shape[0]
    if node.kind == "spectral":
        return SCALAR
    if node.kind.startswith("norm"):
        return _norm_shape(node, sizing.whole(shape), sizing)
    if not sizing.fit(*shape):
        what = "trace" if node.kind == "tr" else "determinant"
        whole = say(sizing.whole(shape))
        raise ReadingError("shape-mismatch", node.span, f"{whole} has no {what}")
    return SCALAR


def _norm_shape(node: TensorFunction, shape: Shape, sizing: Sizing) -> Shape:
    """A norm is a number; of a matrix there are several, and the subscript says which."""
    if ONE in shape or node.kind == "normF":
        return SCALAR
    if node.kind == "norm2":
        sizing.spectral.add(id(node))
        return SCALAR
    if node.kind == "norm":
        raise ReadingError(
            "ambiguous",
            node.span,
            f"{say(shape)} has several norms",
            r"write \lVert … \rVert_F for the root of the sum of the squares",
        )
    raise ReadingError(
        "ambiguous",
        node.span,
        f"this norm of {say(shape)} can be its largest column sum, or the sum of all entries",
        r"write \sum_{i, j} |…| for the sum of all absolute entries",
    )


def application_shape(
    node: Call, function: Function, shapes: list[Shape], sizing: Sizing
) -> Shape | None:
    """Return the shape of the value of a function of whole tensors, None if it is of numbers."""
    if node.primes and (function.shapes or len(shapes) > 1):
        raise ReadingError(
            "ambiguous",
            node.span,
            "a prime does not say by which number the derivative is taken",
            r"write \partial with a variable",
        )
    if not function.shapes:
        return None
    for argument, shape, wanted in zip(node.arguments, shapes, function.shapes, strict=True):
        if not sizing.same(shape, wanted):
            raise ReadingError(
                "shape-mismatch",
                argument.span,
                f"{node.function} takes {say(wanted)} here, not {say(sizing.whole(shape))}",
            )
    return function.shape


def check_exponential(node: Node, shape: Shape, sizing: Sizing) -> None:
    """Refuse the exponential of a square matrix, which is a power series to most."""
    shape = sizing.whole(shape)
    if shape[0] == shape[1] != ONE:
        raise ReadingError(
            "ambiguous",
            node.span,
            f"the exponential of {say(shape)} can be that of the matrix or of each entry",
            r"give the entries a name: $E_{ij} := e^{S_{ij}}$",
        )


def call_shape(node: Call, shapes: list[Shape], sizing: Sizing) -> None:
    """Take bars around a square matrix for its determinant, and refuse them around others.

    There they are a norm or its absolute entries.
    """
    shape = sizing.whole(shapes[0])
    if node.function == r"\exp":
        check_exponential(node, shape, sizing)
    if node.function == r"\abs" and shape != SCALAR:
        if shape[0] == shape[1]:
            sizing.determinants.add(id(node))
            return
        raise ReadingError(
            "ambiguous",
            node.span,
            f"bars around {say(sizing.whole(shapes[0]))} can be a norm or its absolute entries",
            r"write \lVert … \rVert for the norm",
        )
