r"""Functions that a page defines: ``J(\mathbf{w}) := …``.

A parameter that is a declared name is that name: it has its shape, and what the page defines by it
changes with it. So with ``z := w^2`` the function ``J(w) := z`` is 4 at 2. A parameter that is no
declared name is a number, and nothing else depends on it.
"""

from eqproof.diagnostics import ReadingError
from eqproof.latex.heads import Head
from eqproof.latex.nodes import (
    SCALAR,
    Add,
    Call,
    Constant,
    Fraction,
    Name,
    Negative,
    Node,
    Power,
    Product,
)
from eqproof.notation import Definition, Function, Notation, Variable
from eqproof.reach import free_names, reached
from eqproof.shapes import size
from eqproof.source import Span
from eqproof.unseen import indices_of


def defined_function(head: Head, body: Node, notation: Notation, span: Span) -> Function:
    """Return the function that *head* and *body* define. Raises ReadingError."""
    known = {p: s for p in head.parameters if (s := notation.symbols.get(p)) is not None}
    shapes = {p: s.shape for p, s in known.items() if isinstance(s, Variable | Definition)}
    used = free_names(body) - set(head.parameters)
    _check_spelling(head, reached(used, notation), notation)
    following = [
        symbol
        for key in sorted(reached(used, notation) - set(head.parameters))
        if isinstance(symbol := notation.lookup(key), Definition | Function)
        and reached([key], notation) & set(shapes)
    ]
    over = indices_of(body, head.parameters, notation)
    tensors = [p for p, shape in shapes.items() if shape != SCALAR]
    if not following and (not tensors or _is_by_entries(body, tensors, head, notation)):
        sized, shape = size(body, notation, frozenset(head.parameters))
        whole = () if shape == SCALAR else (SCALAR,) * len(head.parameters)
        return Function(head.key, head.parameters, sized, span, whole, shape, over=over)
    fresh = frozenset(head.parameters) - set(shapes)
    sized, shape = size(body, notation, fresh)
    whole = tuple(shapes.get(p, SCALAR) for p in head.parameters)
    if not tensors and shape == SCALAR:
        whole = ()
    declared = tuple(p for p in head.parameters if p in shapes)
    unfolded = tuple(s.key for s in following if isinstance(s, Definition))
    return Function(head.key, head.parameters, sized, span, whole, shape, declared, unfolded, over)


def _check_spelling(head: Head, behind: set[str], notation: Notation) -> None:
    """A letter that stands for the components of a tensor is not the tensor."""
    for parameter in head.parameters:
        symbol = notation.lookup(parameter)
        if symbol is not None and symbol.key != parameter and symbol.key in behind:
            raise ReadingError(
                "ambiguous",
                head.span,
                f"{parameter} is no declared name, and {symbol.key}, which may be meant, is one",
                f"write {head.key}({symbol.key}), or take another letter",
            )


def _is_by_entries(body: Node, tensors: list[str], head: Head, notation: Notation) -> bool:
    """Whether *body* takes its one tensor entry by entry, so that it is a function of a number."""
    if len(tensors) != 1:
        return False
    numbers = notation.declare(*(Variable(p) for p in head.parameters))
    try:
        return size(body, numbers)[1] == SCALAR and _by_entries(body, tensors[0], numbers)
    except ReadingError:
        return False


def _by_entries(node: Node, name: str, numbers: Notation) -> bool:
    """Whether every operation from *name* upwards acts on each entry alone; all else is a number.

    A product or a power of two tensors is none of these, and neither is an absolute value.
    """
    if name not in free_names(node):
        return size(node, numbers)[1] == SCALAR
    match node:
        case Name():
            return True
        case Add(terms):
            return all(_by_entries(t, name, numbers) for t in terms)
        case Negative(operand):
            return _by_entries(operand, name, numbers)
        case Product(left, right, sign):
            both = all(name in free_names(side) for side in (left, right))
            fit = not both or sign in (r"\odot", r"\oslash")
            return fit and all(_by_entries(side, name, numbers) for side in (left, right))
        case Fraction(above, below):
            return all(_by_entries(side, name, numbers) for side in (above, below))
        case Power(Constant("e"), exponent):
            return _by_entries(exponent, name, numbers)
        case Call(function, arguments) if function != r"\abs":
            known = numbers.lookup(function)
            plain = not isinstance(known, Function) or not known.shapes
            return plain and all(_by_entries(a, name, numbers) for a in arguments)
        case _:
            return False
