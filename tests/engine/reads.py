r"""Reads formulas of a fixed notation, for the tests of the parser."""

import pytest
from support import marked

from eqproof.diagnostics import ReadingError
from eqproof.latex.display import Display, read_display
from eqproof.latex.macros import Macros
from eqproof.latex.names import Names
from eqproof.latex.nodes import Name, Node, Number
from eqproof.latex.spellings import read_tokens

W, Y = r"\mathbf{w}", r"\hat{\mathbf{y}}"
NAMES = Names(
    quantities=frozenset(
        ["x", "y", "z", "a", "b", "c", "m", "k", "X", r"\hat{y}", r"\ell", W, Y, "W_{1}", "L_{s}"]
    ),
    functions=frozenset(["f", r"\sigma"]),
    indices={"i": (Number("1"), Name("m")), "j": (Number("0"), Name("k"))},
    aliases={"w": W, "u": W},
)


def display(latex: str, macros: Macros | None = None, names: Names = NAMES) -> Display:
    return read_display(read_tokens(latex, macros or {}), names)


def read(latex: str, macros: Macros | None = None, names: Names = NAMES) -> Node:
    """Return the tree of a formula that is one expression."""
    (statement,) = display(latex, macros, names).statements
    (side,) = statement.sides
    return side


def refused(code: str, latex: str, names: Names = NAMES) -> ReadingError:
    """Check that marked LaTeX is refused with *code* at the mark, and return the error."""
    text, span = marked(latex)
    with pytest.raises(ReadingError) as caught:
        display(text, names=names)
    error = caught.value
    assert (error.code, text[error.span.start : error.span.end]) == (
        code,
        text[span.start : span.end],
    ), error.message
    assert error.span == span
    return error
