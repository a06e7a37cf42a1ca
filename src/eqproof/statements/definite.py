r"""``A \succeq 0`` as a claim about numbers: ``v^\top A v \ge 0`` for every column ``v``.

``A \succ 0`` says that it is greater than 0 for every column that is not 0.
"""

from eqproof.diagnostics import ReadingError
from eqproof.latex.nodes import ONE, SCALAR, Name, Node, Number, Product, Transpose
from eqproof.notation.symbols import Hypothesis, Notation, Variable
from eqproof.sizes.shapes import size_sides
from eqproof.sizes.sizing import say

SIGNS = {r"\succeq": r"\ge", r"\preceq": r"\le", r"\succ": ">", r"\prec": "<"}
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
    if SIGNS[sign] in "<>":
        # a column is not 0 just where its square is positive
        column = Name(key, span=left.span)
        square = Product(Transpose(column, span=left.span), column, span=left.span)
        notation = notation.assume(Hypothesis(square, ">", Number("0"), left.span))
    return _form(left, key), SIGNS[sign], _form(right, key), notation


def _form(side: Node, key: str) -> Node:
    if side == Number("0"):
        return side
    column = Name(key, span=side.span)
    row = Transpose(column, span=side.span)
    return Product(Product(row, side, span=side.span), column, span=side.span)
