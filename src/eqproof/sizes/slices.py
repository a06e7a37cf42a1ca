r"""Rows and columns of matrices: their shapes, and which entries of a family are whole members.

For ``z_i := A x_i`` with a column on the right, ``z_i`` is a row of ``z`` that is set upright. That
it is no number is known only when the definition was sized.
"""

from eqproof.diagnostics import ReadingError
from eqproof.latex.family import DOT
from eqproof.latex.nodes import ONE, Component, Name, Shape, Slice
from eqproof.latex.printer import to_latex
from eqproof.notation.symbols import Definition, Notation
from eqproof.sizes.sizing import Sizing, say
from eqproof.sizes.subscripts import check_place, check_whole


def member(node: Component, notation: Notation) -> Slice | None:
    """Return the member of a family that *node* is, or None where it is an entry."""
    match node:
        case Component(Name(key) as base, (index,)):
            symbol = notation.lookup(key)
            if isinstance(symbol, Definition) and symbol.members is not None:
                written = key if DOT in key else f"{key}_{{{DOT}}}"
                return Slice(base, index, symbol.members, written, span=node.span)
    return None


def slice_shape(node: Slice, shape: Shape, sizing: Sizing) -> Shape:
    """Return the shape of a row or column of a matrix of *shape*. Raises ReadingError."""
    check_whole(node.index, sizing.notation, sizing.bound, "a subscript")
    if ONE in shape:
        raise ReadingError(
            "shape-mismatch",
            node.span,
            f"{to_latex(node.base)} is {say(shape)}, and only a matrix has rows and columns",
        )
    rows, columns = shape
    axis = node.kind == "column"
    check_place(node, node.index, axis, shape[axis], sizing.notation)
    match node.kind:
        case "row":
            return ONE, columns
        case "column":
            return rows, ONE
        case "member":
            return columns, ONE
