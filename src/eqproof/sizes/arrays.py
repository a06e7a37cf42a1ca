"""Shapes of tensors that are written out."""

from collections.abc import Sequence

from eqproof.diagnostics import ReadingError
from eqproof.latex.nodes import (
    ONE,
    Add,
    Array,
    Constant,
    Dim,
    Name,
    Negative,
    Node,
    Number,
    Open,
    Row,
    Shape,
    Stack,
)
from eqproof.latex.printer import to_latex
from eqproof.notation.symbols import Dimension
from eqproof.sizes.sizing import ShapeOf, Sizing, say


def array_shape(node: Array, sizing: Sizing, shape_of: ShapeOf) -> Shape:
    """Return the shape of *node*; *shape_of* gives that of its parts."""
    shapes = [_row_shape(row, sizing, shape_of) for row in node.rows]
    for row, shape in zip(node.rows[1:], shapes[1:], strict=True):
        if not sizing.fit(shapes[0][1], shape[1]):
            raise ReadingError(
                "shape-mismatch",
                row.span,
                f"this row is {sizing.resolve(shape[1])} wide, the first one is"
                f" {sizing.resolve(shapes[0][1])} wide",
            )
    return _added([shape[0] for shape in shapes], node, sizing), sizing.resolve(shapes[0][1])


def _row_shape(row: Row, sizing: Sizing, shape_of: ShapeOf) -> Shape:
    shapes = [shape_of(cell, sizing) for cell in row.cells]
    for cell, shape in zip(row.cells[1:], shapes[1:], strict=True):
        if not sizing.fit(shapes[0][0], shape[0]):
            raise ReadingError(
                "shape-mismatch",
                cell.span,
                f"{say(sizing.whole(shape))} does not fit beside {say(sizing.whole(shapes[0]))}",
            )
    return sizing.resolve(shapes[0][0]), _added([shape[1] for shape in shapes], row, sizing)


def _added(dims: Sequence[Dim], node: Node, sizing: Sizing) -> Dim:
    """Return the sum of sizes, of which one may be a symbol."""
    whole = [sizing.resolve(dim) for dim in dims]
    names = [dim.name for dim in whole if dim.name is not None]
    if len(whole) == 1:
        return whole[0]
    if len(names) > 1 or any(dim in sizing.known for dim in whole):
        raise ReadingError(
            "unsupported", node.span, "of what is put together here only one size can be a letter"
        )
    return Dim(names[0] if names else None, sum(dim.offset for dim in whole))


def stack_shape(node: Stack, sizing: Sizing, shape_of: ShapeOf) -> Shape:
    """Return the shape of *node*; *shape_of* gives that of its parts."""
    rows, columns = sizing.whole(shape_of(node.body, sizing.counting(node.index)))
    if (columns if node.across else rows) != ONE:
        side = "side by side" if node.across else "below one another"
        raise ReadingError(
            "shape-mismatch", node.span, f"{say((rows, columns))} cannot be put {side} with dots"
        )
    count = length(node, sizing)
    return (rows, count) if node.across else (count, columns)


def transposed_shape(node: Node, base: Node, sizing: Sizing, shape_of: ShapeOf) -> Shape:
    r"""Return the shape of *base* transposed; rows in ``(r_1, \dots, r_m)^\top`` stand below.

    Put side by side they would be no tensor of a size that can be said.
    """
    if isinstance(base, Stack) and base.across:
        rows, columns = sizing.whole(shape_of(base.body, sizing.counting(base.index)))
        if rows == ONE != columns:
            sizing.upright.add(id(node))
            return length(base, sizing), columns
    if isinstance(base, Number) or (isinstance(base, Constant) and base.kind in ("e", "pi")):
        raise ReadingError(
            "shape-mismatch",
            node.span,
            f"{to_latex(base)} is a number, and has no transpose",
            f"write {to_latex(base)}^{{…}} with the whole exponent in braces",
        )
    rows, columns = shape_of(base, sizing)
    return columns, rows


def length(node: Stack, sizing: Sizing) -> Dim:
    """Return how many entries *node* has."""
    assert isinstance(node.lower, Number)
    if isinstance(node.upper, Open):
        if id(node) not in sizing.ends:
            sizing.ends[id(node)] = sizing.fresh()
        return sizing.ends[id(node)]
    upper = _dim(node.upper, sizing)
    return Dim(upper.name, upper.offset - int(node.lower.text) + 1)


def _dim(upper: Node, sizing: Sizing) -> Dim:
    match upper:
        case Number(text):
            return Dim(None, int(text))
        case Name(key) if isinstance(sizing.notation.lookup(key), Dimension):
            return Dim(key)
        case Add((Name(), Number(text))):
            return _moved(_dim(upper.terms[0], sizing), int(text))
        case Add((Name(), Negative(Number(text)))):
            return _moved(_dim(upper.terms[0], sizing), -int(text))
    raise ReadingError(
        "unsupported", upper.span, "the dots lead to an entry whose number is no size on this page"
    )


def _moved(dim: Dim, by: int) -> Dim:
    return Dim(dim.name, dim.offset + by)
