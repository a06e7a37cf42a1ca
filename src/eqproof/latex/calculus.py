r"""Reading derivatives, gradients and differentials.

derivative := quotient  |  \partial['^' n]_{variable} term
gradient   := \nabla_{variable} product  |  \nabla function '(' variable ')'
hessian    := \nabla^2_{variable} product  |  \nabla^2 function '(' variable ')'
"""

from eqproof.diagnostics import ReadingError
from eqproof.latex import commands
from eqproof.latex.changes import PARTIAL, is_differential, read_differential, sign_length
from eqproof.latex.directional import place_of, read_directional
from eqproof.latex.grammar import Grammar
from eqproof.latex.groups import read_script
from eqproof.latex.names import Names
from eqproof.latex.naming import read_nabla_name
from eqproof.latex.nodes import Call, Component, Derivative, Gradient, Name, Node, Transpose
from eqproof.latex.operands import check_operand, read_operand
from eqproof.latex.quotients import (
    checked_variable,
    read_fraction,
    read_order,
    read_slashed,
    starts_fraction,
)
from eqproof.latex.reader import Reader
from eqproof.latex.scripts import read_scripts
from eqproof.latex.tokens import Token

NABLA = r"\nabla"


def read_operator(reader: Reader, grammar: Grammar) -> Node | None:
    """Read a derivative, gradient or differential if one stands here, else None."""
    token = reader.token
    if token.kind == "command" and token.text in commands.FRACTIONS:
        start = reader.position
        fraction = read_fraction(reader, grammar)
        return fraction and read_scripts(reader, grammar, fraction, start)
    if token.text == NABLA:
        return _read_gradient(reader, grammar)
    if token.text == "D" and (along := read_directional(reader, grammar)) is not None:
        return along
    slashed = read_slashed(reader, grammar)
    if slashed is not None:
        return slashed
    if token.text == PARTIAL and reader.ahead().kind in ("sub", "sup"):
        return _read_partial(reader, grammar)
    if sign_length(reader.tokens, reader.position):
        return read_differential(reader, grammar)
    return None


def starts_operator(reader: Reader) -> bool:
    """Whether a derivative written as a fraction, or a differential, stands here."""
    token = reader.token
    if token.kind == "command" and token.text in commands.FRACTIONS:
        return starts_fraction(reader)
    return bool(sign_length(reader.tokens, reader.position)) and is_differential(reader)


def _read_partial(reader: Reader, grammar: Grammar) -> Node:
    start = reader.position
    sign = reader.take()
    order = read_order(reader)
    if reader.token.kind != "sub":
        raise _no_variable(sign)
    variable = _read_variable(reader, grammar)
    if order == 1:
        order = read_order(reader)
    body = read_operand(reader, grammar, sign, (variable,))
    return Derivative(body, (variable,) * order, span=reader.since(start))


def _read_gradient(reader: Reader, grammar: Grammar) -> Node:
    r"""Read ``\nabla``; its scope ends at ``\odot`` too, since a gradient is that of a number."""
    start = reader.position
    sign = reader.take()
    order = _read_hessian(sign, reader)
    if order == 1 and (key := read_nabla_name(reader)) is not None:
        return read_scripts(reader, grammar, Name(key, span=reader.since(start)), start)
    variable: Node | None = None
    if reader.token.kind == "sub":
        variable = _read_variable(reader, grammar)
        if order == 1:
            order = _read_hessian(sign, reader)
    check_operand(reader, sign)
    whole = variable is None or reader.at("[")  # which holds all that is differentiated
    body = grammar.factor(reader) if whole else grammar.product(reader)
    span = reader.since(start)
    transposed = False
    if variable is None and isinstance(body, Transpose):
        # the gradient is that of a number, so the mark behind it belongs to the gradient
        transposed, body = True, body.base
    indices: tuple[Node, ...] = ()
    if variable is None and isinstance(body, Component) and isinstance(body.base, Call):
        # and so do subscripts
        indices, body = body.indices, body.base
    at = place_of(body) if variable is None else None
    match body:
        case _ if at is not None:
            body, variable = at.call, at.name
        case Name(key) if variable is None and (own := _below_name(key, reader.names)) is not None:
            variable = Name(own, span=span)
        case Name(key) if variable is None:
            function = rf"define it as a function, ${key}(w) := …$"
            help_line = rf"{function}, or write \nabla_{{w}} {key}"
            raise _no_variable(sign, help_line)
    if variable is None:
        raise _no_variable(sign)
    gradient: Node = Gradient(body, variable, span=span)
    if order > 1:
        gradient = Derivative(gradient, (variable,), span=span)
    if at is not None:
        gradient = at.put(gradient)
    if indices:
        gradient = Component(gradient, indices, span=span)
    return Transpose(gradient, span=span) if transposed else gradient


def _below_name(key: str, names: Names) -> str | None:
    r"""Return the declared quantity below a name, which says on what it depends: ``E_{w}``."""
    _, _, below = key.partition("_{")
    inner = below.removesuffix("}")
    return inner if inner in names.quantities else None


def _read_variable(reader: Reader, grammar: Grammar) -> Node:
    reader.take()
    variable = read_script(reader, grammar, "the variable of a derivative")
    if isinstance(variable, Transpose):
        raise ReadingError(
            "unsupported", variable.span, "a gradient is taken by a name or one of its components"
        )
    return checked_variable(variable)


def _no_variable(sign: Token, help_line: str | None = None) -> ReadingError:
    return ReadingError(
        "missing-operand",
        sign.span,
        f"{sign.text} does not say by which variable",
        help_line or rf"write {sign.text}_{{w}} for the derivative by w",
    )


def _read_hessian(sign: Token, reader: Reader) -> int:
    r"""Read the order at ``\nabla``, which is 2 at most: the Hessian."""
    if reader.token.kind != "sup":
        return 1
    order = read_order(reader)
    if order != 2:
        raise ReadingError(
            "unsupported",
            sign.span.to(reader.token.span),
            f"of powers of {sign.text} only the second is read: the Hessian",
            r"write higher derivatives of one entry: \frac{\partial^3 …}{\partial x^2 \partial y}",
        )
    return order
