"""Whether a gradient is one by its subscript, or along it."""

from eqproof.diagnostics import ReadingError
from eqproof.latex.nodes import Call, Gradient, Name, free_names
from eqproof.latex.printer import to_latex
from eqproof.notation.reach import free_names as all_names
from eqproof.notation.reach import reached
from eqproof.notation.symbols import Notation, Variable


def check_direction(node: Gradient, notation: Notation) -> None:
    r"""Raise ReadingError for ``\nabla_v f(x)`` with a *v* on which nothing depends there.

    It is 0 as the gradient by *v*, and the slope along *v* if that is meant as a direction.
    """
    body, variable = node.body, node.variable
    if not isinstance(body, Call) or not isinstance(variable, Name):
        return
    symbol = notation.lookup(variable.key)
    if not isinstance(symbol, Variable) or variable.key in free_names(body):
        return
    if symbol.key not in reached(all_names(body), notation):
        along = to_latex(variable)
        raise ReadingError(
            "ambiguous",
            node.span,
            f"this does not depend on {variable.key}, which can be the variable or a direction",
            rf"write D_{{{along}}} … or \nabla …^\top {along} for the derivative along it",
        )
