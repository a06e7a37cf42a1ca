"""Subscripts and limits: whether they are whole numbers, and whether such an entry exists.

What a name stands for is known from the notation; nothing is computed here.
"""

from eqproof.diagnostics import ReadingError
from eqproof.latex.nodes import (
    SCALAR,
    Add,
    Component,
    Dim,
    Name,
    Negative,
    Node,
    Number,
    Product,
    Slice,
)
from eqproof.latex.printer import to_latex
from eqproof.notation.symbols import (
    Definition,
    Dimension,
    Finite,
    Index,
    Labels,
    Natural,
    Notation,
    Symbol,
    Variable,
)


def check_whole(node: Node, notation: Notation, bound: frozenset[str], what: str) -> None:
    """Refuse what is not certainly a whole number; *what* says for messages what must be one."""
    if not _is_whole(node, notation, bound):
        raise ReadingError(
            "unsupported",
            node.span,
            f"{what} is made of whole numbers, indices and dimensions, and {to_latex(node)} is not",
        )


def _is_whole(node: Node, notation: Notation, bound: frozenset[str]) -> bool:
    match node:
        case Number(text):
            return text.isdecimal()
        case Name(key):
            symbol = None if key in bound else notation.lookup(key)
            if isinstance(symbol, Definition) and symbol.shape == SCALAR and not symbol.over:
                return _is_whole(symbol.body, notation, frozenset())
            return key in bound or _runs_whole(symbol)
        case Component(base=Name(key)):
            return _runs_whole(notation.lookup(key))
        case Add(terms):
            return all(_is_whole(term, notation, bound) for term in terms)
        case Negative(operand):
            return _is_whole(operand, notation, bound)
        case Product(left, right):
            return _is_whole(left, notation, bound) and _is_whole(right, notation, bound)
        case _:
            return False


def _runs_whole(symbol: Symbol | None) -> bool:
    match symbol:
        case Index() | Dimension() | Variable(domain=Natural() | Labels()):
            return True
        case Variable(domain=Finite(values)):
            return all(value.denominator == 1 for value in values)
        case _:
            return False


def parted(indices: tuple[Node, ...]) -> tuple[Node, ...]:
    """Return a number of two digits as two subscripts, which a matrix takes; others as they are."""
    match indices:
        case (Number(text) as number,) if len(text) == 2 and text.isdecimal():
            return tuple(Number(digit, span=number.span) for digit in text)
        case _:
            return indices


def check_place(
    node: Component | Slice, index: Node, axis: int, dim: Dim, notation: Notation
) -> None:
    """A number as a subscript must be in the numbering of the declaration."""
    number = _numeral(index)
    if number is None or not isinstance(node.base, Name):
        return
    first = notation.first(node.base, axis)
    last = None if dim.name is not None else first + dim.offset - 1
    if number < first or (last is not None and number > last):
        numbering = f"numbered from {first}" + (f" to {last}" if last is not None else "")
        raise ReadingError(
            "shape-mismatch", node.span, f"the entries of {to_latex(node.base)} are {numbering}"
        )


def _numeral(node: Node) -> int | None:
    match node:
        case Number(text):
            return int(text)
        case Negative(Number(text)):
            return -int(text)
        case _:
            return None


def component_help(node: Component, wanted: int, notation: Notation) -> str | None:
    """Return what is likely meant by a component with too many or too few subscripts."""
    if wanted == 2 and len(node.indices) == 1:
        return "write both in braces, X_{ij}, and two numbers with a comma, X_{1,2}"
    if wanted == 1 and len(node.indices) == 2:
        return r"write \cdot for a product in a subscript"
    if wanted == 0 and isinstance(node.base, Name):
        bold = rf"\mathbf{{{node.base.key}}}"
        if notation.shape(bold) != SCALAR:
            return f"did you mean the component {bold}_… of the column?"
    return None
