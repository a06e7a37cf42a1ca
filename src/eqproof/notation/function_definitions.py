r"""Functions that a page defines: ``J(\mathbf{w}) := …``.

A parameter that is a declared name is that name: it has its shape, and what the page defines by it
changes with it. So with ``z := w^2`` the function ``J(w) := z`` is 4 at 2. On a parameter that is
no declared name nothing else depends. It is like a member of the family that is written with its
name and a number, or else a number.
"""

from collections.abc import Mapping
from contextlib import suppress

from eqproof.diagnostics import ReadingError
from eqproof.latex.heads import Head
from eqproof.latex.nodes import (
    ONE,
    SCALAR,
    Add,
    Call,
    Constant,
    Derivative,
    Fraction,
    Gradient,
    Name,
    Negative,
    Node,
    Power,
    Product,
    Shape,
    walk,
)
from eqproof.notation.reach import free_names, reached
from eqproof.notation.symbols import Definition, Function, Notation, Variable
from eqproof.notation.unseen import indices_of
from eqproof.sizes.shapes import size
from eqproof.source import Span


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
    members = {p: m for p in head.parameters if p not in shapes and (m := _member(p, notation))}
    every = {**shapes, **members}
    tensors = {p: shape for p, shape in every.items() if shape != SCALAR}
    by_name = _derives_a_quantity(body, known)
    by_entries = not by_name and (not tensors or _is_by_entries(body, tensors, head, notation))
    if not following and by_entries:
        return _of_numbers(head, body, notation, span, over)
    fresh = frozenset(head.parameters) - set(every)
    wide = notation.declare(*(Variable(p, shape) for p, shape in members.items()))
    try:
        sized, shape = size(body, wide, fresh)
    except ReadingError as error:
        # a body in which whole tensors do not fit may be one of their entries
        if following or by_name or error.code != "shape-mismatch":
            raise
        with suppress(ReadingError):
            function = _of_numbers(head, body, notation, span, over)
            if function.shape == SCALAR:
                return function
        raise
    whole = tuple(every.get(p, SCALAR) for p in head.parameters)
    if not tensors and shape == SCALAR and not by_name:
        whole = ()
    declared = tuple(p for p in head.parameters if p in shapes)
    unfolded = tuple(s.key for s in following if isinstance(s, Definition))
    return Function(
        head.key, head.parameters, sized, span, whole, shape, declared, unfolded, over, by_name
    )


def _derives_a_quantity(body: Node, known: Mapping[str, object]) -> bool:
    r"""Whether *body* says how a defined parameter depends on others: ``\nabla_w(L) := …``."""
    quantities = {p for p, symbol in known.items() if isinstance(symbol, Definition)}
    return any(
        isinstance(node, Derivative | Gradient) and quantities & free_names(node.body)
        for node in walk(body)
    )


def _of_numbers(
    head: Head, body: Node, notation: Notation, span: Span, over: tuple[str, ...]
) -> Function:
    """Return the function of numbers on which nothing else depends."""
    sized, shape = size(body, notation, frozenset(head.parameters))
    whole = () if shape == SCALAR else (SCALAR,) * len(head.parameters)
    return Function(head.key, head.parameters, sized, span, whole, shape, over=over)


def _member(name: str, notation: Notation) -> Shape | None:
    """Return the shape of what is written *name* with a number, if that is one tensor."""
    families = [f for sign in "_^" if (f := notation.families.get(name + sign)) is not None]
    shapes: set[Shape] = set()
    for family in families:
        rows, columns = notation.shape(family.key)
        match family.kind:
            case "entry":
                shapes.add(SCALAR)
            case "row":
                shapes.add((ONE, columns))
            case "column":
                shapes.add((rows, ONE))
            case "member":
                shapes.add((columns, ONE))
    (shape,) = shapes if len(shapes) == 1 else (SCALAR,)
    return None if shape == SCALAR else shape


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


def _is_by_entries(
    body: Node, tensors: Mapping[str, Shape], head: Head, notation: Notation
) -> bool:
    """Whether *body* takes its tensors entry by entry, so that it is a function of numbers."""
    if len(set(tensors.values())) > 1 or not set(tensors) <= free_names(body):
        return False
    numbers = notation.declare(*(Variable(p) for p in head.parameters))
    try:
        return size(body, numbers)[1] == SCALAR and _by_entries(body, set(tensors), numbers)
    except ReadingError:
        return False


def _by_entries(node: Node, names: set[str], numbers: Notation) -> bool:
    """Whether every operation from *names* upwards acts on each entry alone; all else is a number.

    A product or a power of two tensors is none of these, and neither is an absolute value.
    """
    if not names & free_names(node):
        return size(node, numbers)[1] == SCALAR
    match node:
        case Name():
            return True
        case Add(terms):
            return all(_by_entries(t, names, numbers) for t in terms)
        case Negative(operand):
            return _by_entries(operand, names, numbers)
        case Product(left, right, sign):
            both = all(names & free_names(side) for side in (left, right))
            fit = not both or sign in (r"\odot", r"\oslash")
            return fit and all(_by_entries(side, names, numbers) for side in (left, right))
        case Fraction(above, below):
            return all(_by_entries(side, names, numbers) for side in (above, below))
        case Power(Constant("e"), exponent):
            return _by_entries(exponent, names, numbers)
        case Call(function, arguments) if function != r"\abs":
            known = numbers.lookup(function)
            plain = not isinstance(known, Function) or not known.shapes
            return plain and all(_by_entries(a, names, numbers) for a in arguments)
        case _:
            return False
