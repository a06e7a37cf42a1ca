r"""The largest and the smallest entry of a column: ``\max(z)`` for ``\max_i z_i``."""

from typing import Literal

from eqproof.diagnostics import ReadingError
from eqproof.latex.dots import INDEX
from eqproof.latex.nodes import ONE, BigOperator, Call, Component, Dim, Name, Shape
from eqproof.latex.sets import dim_node
from eqproof.notation.symbols import Definition, Notation, Variable
from eqproof.sizes.sizing import say


def check_entries(node: Call, shape: Shape) -> None:
    """Raise ReadingError if *node*, of one argument of *shape*, is no extreme of its entries."""
    if ONE not in shape or shape == (ONE, ONE):
        raise ReadingError(
            "unsupported",
            node.span,
            f"{node.function} of {say(shape)} alone cannot be read",
            rf"write {node.function}(a, b), or {node.function}_{{i, j}} A_{{ij}}",
        )


def of_entries(node: Call, shape: Shape, notation: Notation) -> BigOperator:
    """Return *node*, the extreme of a row or column of *shape*, as one over an index."""
    (tensor,) = node.arguments
    first = 1
    if isinstance(tensor, Name):
        symbol = notation.lookup(tensor.key)
        first = symbol.first if isinstance(symbol, Variable | Definition) else 1
    count = shape[0] if shape[1] == ONE else shape[1]
    kind: Literal["max", "min"] = "max" if node.function == r"\max" else "min"
    lower = dim_node(Dim(None, first), node.span)
    upper = dim_node(Dim(count.name, count.offset + first - 1), node.span)
    body = Component(tensor, (Name(INDEX, span=node.span),), span=node.span)
    return BigOperator(kind, INDEX, lower, upper, body, span=node.span)
