r"""``A \succeq 0`` as a claim about numbers: ``v^\top A v \ge 0`` for every column ``v``."""

from eqproof.diagnostics import ReadingError
from eqproof.latex.nodes import ONE, SCALAR, Name, Node, Number, Product, Transpose
from eqproof.notation import Notation, Variable
from eqproof.shapes import size_sides
from eqproof.sizing import say

SIGNS = {r"\succeq": r"\ge", r"\preceq": r"\le"}
_LETTERS = ("v", "u", "h", r"\xi", r"\vartheta")


def as_forms(
    left: Node, sign: str, right: Node, notation: Notation
) -> tuple[Node, str, Node, Notation]:
    r"""Return the quadratic forms of two matrices, the relation between them, and its notation.

    The column is a name that is free on the page. Raises ReadingError.
    """
    _, _, shape = size_sides(left, right, notation)
    if shape[0] != shape[1] or shape == SCALAR:
        raise ReadingError(
            "shape-mismatch",
            left.span.to(right.span),
            f"{sign} stands between square matrices, not between {say(shape)} and another",
            r"write \ge or \le between numbers",
        )
    key = next(k for k in (*_LETTERS, r"v_{\text{any}}") if notation.lookup(k) is None)
    notation = notation.declare(Variable(key, (shape[0], ONE)))
    return _form(left, key), SIGNS[sign], _form(right, key), notation


def _form(side: Node, key: str) -> Node:
    if side == Number("0"):
        return side
    column = Name(key, span=side.span)
    row = Transpose(column, span=side.span)
    return Product(Product(row, side, span=side.span), column, span=side.span)
