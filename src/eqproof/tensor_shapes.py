"""Shapes of what is made of whole tensors: outer products, traces, diagonal matrices."""

from eqproof.diagnostics import ReadingError
from eqproof.latex.nodes import ONE, SCALAR, Product, Shape, TensorFunction
from eqproof.sizing import Sizing, say


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
        if sizing.resolve(shape[1]) != ONE:
            raise ReadingError(
                "shape-mismatch",
                node.span,
                f"diag makes a matrix of a column, not of {say(sizing.whole(shape))}",
            )
        return shape[0], shape[0]
    if not sizing.fit(*shape):
        raise ReadingError("shape-mismatch", node.span, f"{say(sizing.whole(shape))} has no trace")
    return SCALAR
