r"""Values of functions as quantities: ``\frac{\partial L}{\partial \sigma(z)}``.

The value gets a name, and that name stands wherever the value stood: in what is derived, and in all
definitions. What is derived may depend on the arguments through this value only; otherwise nobody
can say what is held fixed.
"""

from collections.abc import Iterator
from dataclasses import replace

from eqproof.diagnostics import ReadingError
from eqproof.latex.nodes import (
    Call,
    Derivative,
    Gradient,
    Name,
    Node,
    free_names,
    walk,
    with_parts,
)
from eqproof.latex.printer import to_latex
from eqproof.notation import reach
from eqproof.notation.symbols import Definition, Function, Index, Notation
from eqproof.sizes.shapes import size


def with_quantities(left: Node, right: Node, notation: Notation) -> tuple[Node, Node, Notation]:
    """Return two sides with names for the values that they are derived by. Raises ReadingError."""
    calls = {to_latex(c): c for side in (left, right) for c in _derived_by(side)}
    for key, call in sorted(calls.items()):
        notation = _named(key, call, notation)
        left, right = (_renamed(side, key, call, notation) for side in (left, right))
    return left, right, notation


def _derived_by(side: Node) -> Iterator[Call]:
    for node in walk(side):
        match node:
            case Derivative(variables=variables):
                yield from (v for v in variables if isinstance(v, Call))
            case Gradient(variable=Call() as variable):
                yield variable


def _named(key: str, call: Call, notation: Notation) -> Notation:
    """Return *notation* with *key* for *call*, in all definitions as well."""
    own = free_names(call)
    if any(isinstance(notation.lookup(name), Index) for name in own):
        raise ReadingError(
            "unsupported",
            call.span,
            "a derivative by a value with an index cannot be read",
            f"define its entries, and derive by them: $a_i := {key}$",
        )
    sized, shape = size(call, notation)
    changed = [
        replace(symbol, body=_with_name(symbol.body, call, Name(key)))
        for symbol in notation.symbols.values()
        if isinstance(symbol, Definition | Function) and symbol.body is not None
        # a parameter or index of the same name is another thing
        if not own & {*(symbol.entries if isinstance(symbol, Definition) else symbol.parameters)}
    ]
    return notation.declare(*changed, Definition(key, sized, shape))


def _renamed(side: Node, key: str, call: Call, notation: Notation) -> Node:
    """Return *side* with the name for *call* where it is derived by it."""
    match side:
        case Derivative(body, variables) if call in variables:
            names = tuple(Name(key, span=v.span) if v == call else v for v in variables)
            body = _with_name(body, call, Name(key))
            _check_alone(body, key, call, notation)
            return replace(side, body=_renamed(body, key, call, notation), variables=names)
        case Gradient(body, variable) if variable == call:
            body = _with_name(body, call, Name(key))
            _check_alone(body, key, call, notation)
            variable = Name(key, span=variable.span)
            return replace(side, body=_renamed(body, key, call, notation), variable=variable)
        case _:
            return with_parts(side, lambda part: _renamed(part, key, call, notation))


def _with_name(node: Node, call: Call, name: Name) -> Node:
    if node == call:
        return name
    return with_parts(node, lambda part: _with_name(part, call, name))


def _check_alone(body: Node, key: str, call: Call, notation: Notation) -> None:
    """Raise ReadingError if *body* depends on the arguments of *call* in another way, too."""
    found: set[str] = set()
    waiting = [*reach.free_names(body)]
    while waiting:
        symbol = notation.lookup(waiting.pop())
        if symbol is None or symbol.key in found or symbol.key == key:
            continue
        found.add(symbol.key)
        match symbol:
            case Definition():
                waiting += reach.free_names(symbol.body) - {*symbol.entries}
            case Function(body=Node() as inner):
                waiting += reach.free_names(inner) - {*symbol.parameters}
    behind: set[str] = set()
    for name in free_names(call):
        symbol = notation.lookup(name)
        behind |= {symbol.key} if symbol is not None else set()
    if found & behind:
        other = min(found & behind)
        raise ReadingError(
            "ambiguous",
            call.span,
            f"what is derived depends on {other} outside of {key} as well,"
            " so it is not said what is held fixed",
            f"define it with a name for {key}",
        )
