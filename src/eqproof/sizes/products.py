"""Shapes of products and quotients, and what to write where they do not fit."""

from eqproof.diagnostics import ReadingError
from eqproof.latex.nodes import (
    ONE,
    SCALAR,
    Constant,
    Fraction,
    Node,
    Number,
    Product,
    Shape,
    Transpose,
)
from eqproof.latex.printer import to_latex
from eqproof.sizes.sizing import ShapeOf, Sizing, say
from eqproof.sizes.tensors import outer_shape

GUESS = "did you mean "
ENTRYWISE = r"\odot multiplies entry by entry"


def only_fits(advice: str | None) -> bool:
    """Whether *advice* is about shapes alone, and may make a formula that is not true."""
    return advice is not None and (advice.startswith(GUESS) or advice == ENTRYWISE)


def mismatch(node: Node, one: Shape, two: Shape, sizing: Sizing, where: str) -> ReadingError:
    """Return the error for two shapes that should be the same."""
    one, two = sizing.whole(one), sizing.whole(two)
    return ReadingError(
        "shape-mismatch",
        node.span,
        f"{say(two)} does not fit {say(one)} {where}",
        transpose_help(one, two),
    )


def transpose_help(one: Shape, two: Shape) -> str | None:
    """Return the help where one of two shapes is the other one transposed, or its diagonal."""
    for square, column in ((one, two), (two, one)):
        if column == (square[0], ONE) and square[0] == square[1] != ONE:
            return r"write \operatorname{diag}(…) for the matrix with a column on its diagonal"
    return "transpose one of the sides" if one == (two[1], two[0]) else None


def product_shape(node: Product, sizing: Sizing, shape_of: ShapeOf) -> Shape:
    """Return the shape of a product; *shape_of* gives that of its factors."""
    one, two = shape_of(node.left, sizing), shape_of(node.right, sizing)
    if node.sign == r"\otimes":
        return outer_shape(node, sizing.whole(one), sizing.whole(two))
    if node.sign in (":", r"\odot", r"\oslash", r"\langle"):
        if not sizing.same(one, two):
            where = f"around {node.sign}" if node.sign != r"\langle" else "in this inner product"
            raise mismatch(node, one, two, sizing, where)
        if node.sign == ":" and sizing.whole(one) == SCALAR:
            raise ReadingError(
                "ambiguous",
                node.span,
                "between numbers a colon can be a product or a ratio",
                r"write \cdot for the product, \frac{…}{…} for the ratio",
            )
        return SCALAR if node.sign in (":", r"\langle") else one
    if SCALAR in (sizing.whole(one), sizing.whole(two)):
        return two if sizing.whole(one) == SCALAR else one
    if node.sign == r"\cdot" and sizing.resolve(one[1]) == sizing.resolve(two[1]) == ONE:
        if not sizing.same(one, two):
            raise mismatch(node, one, two, sizing, r"around \cdot")
        return SCALAR
    if node.sign == "*" and sizing.whole(one) == sizing.whole(two):
        if sizing.fit(one[1], two[0]):
            raise ReadingError(
                "ambiguous",
                node.span,
                f"between two matrices of {one[0]} rows and columns * can be either product",
                r"write \odot for the product entry by entry, and no sign for that of matrices",
            )
        sizing.entrywise.add(id(node))
        return one
    if not sizing.fit(one[1], two[0]):
        left, right = sizing.whole(one), sizing.whole(two)
        raise ReadingError(
            "shape-mismatch",
            node.span,
            f"{say(left)} cannot be multiplied by {say(right)}",
            _product_help(node, left, right, sizing, shape_of),
        )
    return one[0], two[1]


def _product_help(
    node: Product, one: Shape, two: Shape, sizing: Sizing, shape_of: ShapeOf
) -> str | None:
    """Propose what makes a product fit: one transpose, a gradient as a column, the other order."""
    left, right = node.left, node.right
    found: Node | None = None
    if one == two:
        return ENTRYWISE
    if one[0] == two[0]:
        if one[1] == ONE:
            found = Product(Transpose(right), left)
        else:
            found = Product(_transposed(left, sizing, shape_of), right)
    elif one[1] == two[1]:
        found = Product(left, _transposed(right, sizing, shape_of))
    elif two[1] == one[0]:
        found = Product(right, left)
    return None if found is None else f"{GUESS}{to_latex(found)}?"


def _transposed(node: Node, sizing: Sizing, shape_of: ShapeOf) -> Node:
    """Return *node* transposed, the mark at the tensor that a number multiplies."""
    match node:
        case Product(left, right) if sizing.whole(shape_of(left, sizing)) == SCALAR:
            return Product(left, _transposed(right, sizing, shape_of), node.sign)
        case _:
            return Transpose(node)


def fraction_shape(node: Fraction, one: Shape, two: Shape, sizing: Sizing) -> Shape:
    """Return the shape of a fraction from those of what stands above and below."""
    if sizing.whole(two) == SCALAR:
        return one
    if sizing.whole(two)[0] == ONE and _is_ones(node.numerator):
        # a column of ones cannot be divided by a row, so a row of ones is meant
        sizing.constants[id(node.numerator)] = two
        return two
    if sizing.whole(one) == SCALAR and ONE in sizing.whole(two):
        # over a matrix its inverse may be meant, over a column or a row only each entry can be
        return two
    if not sizing.same(one, two):
        raise ReadingError(
            "shape-mismatch",
            node.span,
            f"{say(sizing.whole(one))} cannot be divided by {say(sizing.whole(two))}",
            r"write \mathbf{1} for a column of ones" if node.numerator == Number("1") else None,
        )
    return one


def _is_ones(node: Node) -> bool:
    return isinstance(node, Constant) and node.kind == "ones" and node.shape is None
