r"""Reading derivatives that are written as quotients.

derivative := \frac{['-'] ∂^n [term]}{(∂ variable ['^' n])+} [term]
            | ∂^n [factor] '/' ∂ variable ['^' n] … [term]
variable   := name | name '_' indices | name '^\top'

The sign ∂ is ``\partial`` or ``d``, the same above and below; so is a ``\delta`` in both places, if
it is no name. What is differentiated stands behind the quotient if it is not above. The square of a
mixed second derivative may be left out.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from eqproof.diagnostics import ReadingError
from eqproof.latex import commands
from eqproof.latex.changes import PARTIAL, change_length, sign_length
from eqproof.latex.grammar import Grammar, Rule
from eqproof.latex.names import Names
from eqproof.latex.naming import read_name, word_ahead
from eqproof.latex.nodes import (
    Call,
    Component,
    Derivative,
    Gradient,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Slice,
    Transpose,
    free_names,
    varied,
)
from eqproof.latex.operands import read_operand
from eqproof.latex.reader import Reader
from eqproof.latex.symbols import bracket_ahead, group_ahead, starts_name
from eqproof.latex.tokens import Token
from eqproof.source import Span

HIGHEST_ORDER = 4
"""Higher derivatives than this grow beyond what can be decided."""


def read_fraction(reader: Reader, grammar: Grammar) -> Node | None:
    r"""Read a derivative written with ``\frac``; None if this is another fraction."""
    start = reader.position
    if reader.ahead().kind != "open":
        return None
    top = group_ahead(reader.tokens, start + 1)
    second = start + len(top) + 3
    if reader.tokens[second].kind != "open":
        return None
    bottom = group_ahead(reader.tokens, second)
    end = second + len(bottom) + 2
    top, bottom = _bare(top), _bare(bottom)
    if reader.names.canonical(_DELTA) is None:
        top, bottom = _with_partial(top, bottom)
    negative = bool(top) and top[0].text == "-"
    top = top[negative:]
    partial = bool(bottom) and bottom[0].text == PARTIAL
    above = change_length(top, 0, partial)
    if not above or not change_length(bottom, 0, partial):
        _check_signs(top, bottom)
        return None
    lower = reader.inner(bottom)
    named = word_ahead(lower)
    variables = _read_variables(lower, grammar, partial)
    if variables is None:
        return None
    plain = not partial and (top[0].text == "d" or bottom[0].text == "d")
    if plain and (reader.names.canonical("d") is not None or named):
        raise ReadingError(
            "ambiguous",
            reader.token.span.to(bottom[-1].span),
            "d is a declared name, so this can be a fraction or a derivative",
            r"write \mathrm{d} for the derivative",
        )
    upper = reader.inner(top)
    upper.position = above
    _check_order(upper, variables, top[0].span.to(bottom[-1].span))
    reader.position = end
    if upper.token.kind == "finish":
        body = read_operand(reader, grammar, top[0], variables)
        _check_own_names(body, variables, reader)
    else:
        body = _read_above(upper, grammar, variables)
        _check_own_names(body, variables, upper)
    node = _derivative(body, variables, partial, reader.since(start))
    alone = not any(token.text in ("(", "[") for token in top) and len(set(variables)) == 1
    if alone and isinstance(body, Call) and len(body.arguments) == 1:
        node = _at_place(reader, grammar, body.function, len(variables), start) or node
    return Negative(node, span=node.span) if negative else node


def _at_place(
    reader: Reader, grammar: Grammar, function: str, order: int, start: int
) -> Node | None:
    r"""Read ``\frac{df}{dx}(x)``; None if no name or number stands in brackets behind it."""
    inside = bracket_ahead(reader.tokens, reader.position) if reader.at("(") else []
    inner = reader.inner(inside)
    if not inside:
        return None
    place = grammar.factor(inner)
    if inner.token.kind != "finish" or not isinstance(place, Name | Component | Number):
        return None
    reader.position += len(inside) + 2
    return Call(function, (place,), order, span=reader.since(start))


def starts_fraction(reader: Reader) -> bool:
    r"""Whether the ``\frac`` ahead is a derivative."""
    if reader.ahead().kind != "open":
        return False
    top = _bare(group_ahead(reader.tokens, reader.position + 1))
    top = top[bool(top) and top[0].text == "-" :]
    return bool(change_length(top, 0, True) or change_length(top, 0, False))


def read_slashed(reader: Reader, grammar: Grammar) -> Node | None:
    r"""Read ``\partial L / \partial z`` or ``dL/dz``; None if no such thing stands here."""
    start = reader.position
    partial = reader.token.text == PARTIAL
    length = change_length(reader.tokens, start, partial)
    if not length or not _slash_ahead(reader, partial) or _is_name(reader, length):
        return None
    reader.position += length
    given = _read_order(reader)
    body = None if reader.at("/") else _alone(reader, grammar.factor)
    if not reader.at("/"):
        reader.position = start
        return None
    above = replace(reader)
    reader.take()
    variables: list[Node] = []
    while len(variables) < (given or 1):
        sign = change_length(reader.tokens, reader.position, partial)
        if not sign:
            raise _wrong_order(given, len(variables), reader.since(start))
        reader.position += sign
        variables += _times(grammar.factor(reader))
    if len(variables) != (given or 1):
        raise _wrong_order(given, len(variables), reader.since(start))
    checked = _checked(variables)
    if body is None:
        body = read_operand(reader, grammar, reader.tokens[start], checked)
    elif isinstance(body, str):
        body = _applied(body, checked, reader.names, reader.since(start))
    else:
        _check_own_names(body, checked, above)
    return _derivative(body, checked, partial, reader.since(start))


def order_of(text: str, span: Span) -> int:
    """Return the order of a derivative that is written as *text*. Raises ReadingError."""
    if not text.isdecimal() or not 1 <= int(text[:3]) <= HIGHEST_ORDER:
        raise ReadingError(
            "unsupported",
            span,
            f"the order of a derivative is a whole number from 1 to {HIGHEST_ORDER}",
        )
    return int(text)


def read_order(reader: Reader) -> int:
    """Read the power at a sign of change; without one it is 1."""
    return _read_order(reader) or 1


def checked_variable(node: Node) -> Node:
    """Return *node*, by which a derivative is taken. Raises ReadingError."""
    match node:
        case Name() | Component(base=Name()) | Slice(base=Name()) | Transpose(Name()):
            return node
        case Call(primes=0):
            return node
        case _:
            raise ReadingError(
                "unsupported", node.span, "a derivative is taken by a name or one of its components"
            )


def _bare(tokens: list[Token]) -> list[Token]:
    """Return *tokens* without braces around the whole, which nobody sees."""
    while tokens and tokens[0].kind == "open" and len(group_ahead(tokens, 0)) == len(tokens) - 2:
        tokens = tokens[1:-1]
    return tokens


_DELTA = r"\delta"


def _with_partial(top: list[Token], bottom: list[Token]) -> tuple[list[Token], list[Token]]:
    r"""Return what stands above and below with ``\partial`` for a ``\delta`` that begins both."""
    if not (top and bottom and top[0].text == bottom[0].text == _DELTA):
        return top, bottom
    if len(bottom) < 2 or not starts_name(bottom[1]):
        return top, bottom
    signs = [replace(t, text=PARTIAL) if t.text == _DELTA else t for t in bottom]
    return [replace(top[0], text=PARTIAL), *top[1:]], signs


def _check_signs(top: list[Token], bottom: list[Token]) -> None:
    r"""Raise ReadingError where ``\partial`` stands in one place, and not in the other."""
    below = bool(bottom) and bottom[0].text == PARTIAL
    above = bool(top) and top[0].text == PARTIAL
    if above == below:
        return
    marked, bare = (top, bottom) if above else (bottom, top)
    place = bare[0].span.to(bare[-1].span) if bare else marked[0].span
    where, other = ("above", "below") if above else ("below", "above")
    if sign_length(bare, 0):
        message = rf"\partial stands {where} and d {other}"
        raise ReadingError("ambiguous", place, message, "write the same sign in both places")
    message = rf"\partial stands {where}, but not {other}"
    raise ReadingError("missing-operand", place, message, r"write \frac{\partial …}{\partial …}")


def _read_above(upper: Reader, grammar: Grammar, variables: tuple[Node, ...]) -> Node:
    """Read what stands behind the sign above."""
    differentiated = upper.tokens[upper.position : -1]
    try:
        body = _alone(upper, grammar.term)
    except ReadingError as error:
        raise _differentiated(error, upper) from None
    if upper.token.kind != "finish":
        raise upper.unexpected()
    if isinstance(body, str):
        span = differentiated[0].span.to(differentiated[-1].span)
        return _applied(body, variables, upper.names, span)
    return body


def _alone(reader: Reader, rule: Rule) -> Node | str:
    """Read what is differentiated; a function without its argument is only named."""
    start = reader.position
    with suppress(ReadingError):
        key = reader.names.canonical(read_name(reader)) if starts_name(reader.token) else None
        ends = reader.token.kind == "finish" or reader.at("/")
        alone = reader.names.functions - set(reader.names.parameters)
        if key is not None and key in alone and ends:
            return key
    reader.position = start
    return rule(reader)


def _check_own_names(body: Node, variables: tuple[Node, ...], reader: Reader) -> None:
    """Refuse a function alone that is derived by something else than its own parameter.

    At its parameter it would be constant, so it is meant at the variable, or at what depends on it.
    *body* ends where *reader* stands.
    """
    names, last = reader.names, reader.tokens[reader.position - 1]
    applied = last.kind == "close" or last.text in commands.CLOSERS
    if applied or not isinstance(body, Call) or body.function not in names.steady:
        return
    own = names.parameters.get(body.function, ())
    if any(names.canonical(key) in own for v in variables for key in free_names(v)):
        return
    if own and body.arguments == tuple(Name(p) for p in own):
        raise ReadingError(
            "ambiguous",
            body.span,
            f"{body.function} stands without its argument, which is {own[0]} by its definition",
            "write the argument out",
        )


def _applied(key: str, variables: tuple[Node, ...], names: Names, span: Span) -> Node:
    """Return the function *key* at the one variable by which it is derived.

    A function of a tensor is derived by an entry of its argument.
    """
    whole = key in names.tensors
    arguments = [varied(v) if whole else v for v in variables]
    return Call(key, tuple(dict.fromkeys(arguments)), span=span)


def _differentiated(error: ReadingError, upper: Reader) -> ReadingError:
    """Return *error* with the help that what is differentiated wants: a definition."""
    name = error.name
    if error.code != "unknown-symbol" or name is None or upper.names.nearest(name) is not None:
        return error
    help_line = f"define it: ${name} := …$"
    return ReadingError(error.code, error.span, error.message, help_line, name=name)


def _check_order(upper: Reader, variables: tuple[Node, ...], place: Span) -> None:
    """Read the order above; it may be left out where different variables below tell it."""
    given = _read_order(upper)
    mixed = given is None and len(set(variables)) == len(variables)
    if (given or 1) != len(variables) and not mixed:
        raise _wrong_order(given, len(variables), place)


def _wrong_order(above: int | None, below: int, place: Span) -> ReadingError:
    message = f"the order above is {above or 1}, below it is {below}"
    square = r"declare the square by which it is taken as a name: $x^2 \in \mathbb{R}_{>0}$"
    help_line = square if (above, below) == (None, 2) else None
    return ReadingError("missing-operand", place, message, help_line)


def _read_order(upper: Reader) -> int | None:
    if upper.token.kind != "sup":
        return None
    upper.take()
    token = upper.take()
    if token.kind == "open":
        token = upper.take()
        upper.expect_close()
    return order_of(token.text if token.kind == "number" else "", token.span)


def _read_variables(lower: Reader, grammar: Grammar, partial: bool) -> tuple[Node, ...] | None:
    r"""Read ``\partial x^2 \partial y`` as x, x, y; None if this is no list of differentials."""
    variables: list[Node] = []
    while lower.token.kind != "finish":
        sign = change_length(lower.tokens, lower.position, partial)
        behind = lower.ahead(sign)
        if not sign or not (starts_name(behind) or behind.kind == "open" or behind.text == "("):
            if partial:
                raise ReadingError(
                    "missing-operand", lower.token_or_last(), "a variable is missing below"
                )
            return None
        lower.position += sign
        variables += _times(grammar.factor(lower))
    return _checked(variables) or None


def _times(node: Node) -> list[Node]:
    """Return ``x^2`` as x, x."""
    if isinstance(node, Power) and isinstance(node.exponent, Number):
        return [node.base] * order_of(node.exponent.text, node.exponent.span)
    return [node]


def _checked(variables: Sequence[Node]) -> tuple[Node, ...]:
    """Return the *variables*; a transposed one stands alone or beside one that is not."""
    checked = tuple(checked_variable(v) for v in variables)
    match checked:
        case [Name(), Transpose()] | [Transpose(), Name()] | [_]:
            return checked
    for variable in checked:
        if isinstance(variable, Transpose):
            raise ReadingError(
                "unsupported",
                variable.span,
                "a transposed variable is read alone, or beside one that is not transposed",
            )
    return checked


def _derivative(body: Node, variables: tuple[Node, ...], partial: bool, span: Span) -> Node:
    """Return the derivative; by two vectors, one of them transposed, it is a Hessian."""
    match variables:
        case (Name() as rows, Transpose(columns)) | (Transpose(columns), Name() as rows):
            return Derivative(Gradient(body, rows, span=span), (columns,), partial, span=span)
        case _:
            return Derivative(body, variables, partial, span=span)


def _slash_ahead(reader: Reader, partial: bool) -> bool:
    """Whether a slash with the sign of change behind it follows what the sign ahead is put to."""
    depth = 0
    for place in range(reader.position + 1, len(reader.tokens)):
        token = reader.tokens[place]
        depth += token.kind == "open" or token.text in ("(", "[")
        depth -= token.kind == "close" or token.text in (")", "]")
        if depth < 0 or (depth == 0 and (token.kind in _ENDS or token.text in _SIGNS)):
            return False
        if depth == 0 and token.text == "/":
            return bool(change_length(reader.tokens, place + 1, partial))
    return False


_ENDS = ("row", "column", "text", "finish")
_SIGNS = frozenset(["+", "-", "=", "<", ">", "*", ",", ";", r"\cdot", r"\times", r"\odot"])


def _is_name(reader: Reader, length: int) -> bool:
    """Whether the ``d`` ahead is a declared name, or part of one."""
    if reader.token.text == PARTIAL:
        return False
    key = "d" if length == 1 else r"\mathrm{d}"
    return reader.names.canonical(key) is not None or (length == 1 and word_ahead(reader) > 0)
