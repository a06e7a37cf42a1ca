r"""Reading derivatives, gradients and differentials.

derivative   := \frac{∂^n [term]}{(∂ factor ['^' n])+} [term]  |  \partial['^' n]_{variable} term
gradient     := \nabla_{variable} term
hessian      := \nabla^2_{variable} term  |  \frac{∂^2 [term]}{∂ name ∂ name^\top} [term]
differential := d factor
d            := \mathrm{d}  |  'd' where d is not a declared name
"""

from collections.abc import Sequence

from eqproof.diagnostics import ReadingError
from eqproof.latex import commands
from eqproof.latex.grammar import Grammar
from eqproof.latex.groups import read_script
from eqproof.latex.lexer import Token
from eqproof.latex.naming import word_ahead
from eqproof.latex.nodes import (
    Component,
    Constant,
    Derivative,
    Differential,
    Gradient,
    Name,
    Node,
    Number,
    Power,
    Product,
    Transpose,
)
from eqproof.latex.reader import Reader
from eqproof.latex.symbols import group_ahead, is_bracketed, starts_name
from eqproof.source import Span


def read_operator(reader: Reader, grammar: Grammar) -> Node | None:
    """Read a derivative, gradient or differential if one stands here, else None."""
    token = reader.token
    if token.kind == "command" and token.text in commands.FRACTIONS:
        return _read_fraction(reader, grammar)
    if token.text == r"\partial" and reader.ahead().kind in ("sub", "sup"):
        return _read_subscripted(reader, grammar, Derivative)
    if token.text == r"\nabla":
        return _read_subscripted(reader, grammar, Gradient)
    if _sign_length(reader.tokens, reader.position):
        return _read_differential(reader, grammar)
    return None


def starts_operator(reader: Reader) -> bool:
    """Whether a derivative written as a fraction, or a differential, stands here."""
    token = reader.token
    if token.kind == "command" and token.text in commands.FRACTIONS:
        if reader.ahead().kind != "open":
            return False
        top = group_ahead(reader.tokens, reader.position + 1)
        return bool(top) and (top[0].text == r"\partial" or bool(_leading_sign(top)))
    return bool(_sign_length(reader.tokens, reader.position)) and _is_differential(reader)


def _sign_length(tokens: Sequence[Token], position: int) -> int:
    r"""Return how many tokens the sign ``d`` takes: ``d`` 1, ``\mathrm d`` 2, none 0."""
    token = tokens[position]
    if token.kind == "letter" and token.text == "d":
        return 1
    if token.text in (r"\mathrm", r"\operatorname"):
        texts = [t.text for t in tokens[position + 1 : position + 4]]
        if texts == ["{", "d", "}"]:
            return 4
        if texts[:1] == ["d"]:
            return 2
    return 0


def _is_differential(reader: Reader) -> bool:
    """Whether the sign ``d`` ahead has something behind it that it can be applied to."""
    length = _sign_length(reader.tokens, reader.position)
    key = "d" if length == 1 else r"\mathrm{d}"
    following = reader.ahead(length)
    if length == 1 and word_ahead(reader):
        return False
    return reader.names.canonical(key) is None and (
        starts_name(following)
        or following.text in commands.FUNCTIONS
        or following.text in commands.FRACTIONS
        or following.text in ("(", "[", r"\{", "|", r"\|", r"\lvert", r"\lVert", r"\max", r"\min")
    )


def _read_differential(reader: Reader, grammar: Grammar) -> Node | None:
    start = reader.position
    length = _sign_length(reader.tokens, start)
    if length == 1 and word_ahead(reader):
        return None
    if not _is_differential(reader):
        following = reader.ahead(length)
        if length == 1 and (starts_name(following) or following.text in commands.FUNCTIONS):
            raise ReadingError(
                "ambiguous",
                reader.token.span.to(following.span),
                "d is a declared name, so this can be a product or a differential",
                r"write \mathrm{d} for the differential, or d \cdot … for the product",
            )
        return None
    reader.position += length
    operand = grammar.factor(reader)
    span = reader.since(start)
    if isinstance(operand, Power) and not (
        isinstance(operand.base, Constant) or reader.tokens[reader.position - 1].text in (")", "]")
    ):
        raise ReadingError(
            "ambiguous",
            span,
            "this can be the differential of a power or the power of a differential",
            r"write \mathrm{d}(…^…) or (\mathrm{d} …)^…",
        )
    return Differential(operand, span=span)


def _read_subscripted(
    reader: Reader, grammar: Grammar, kind: type[Derivative] | type[Gradient]
) -> Node:
    start = reader.position
    sign = reader.take()
    order = _read_power(sign, reader, kind)
    if reader.token.kind != "sub":
        raise ReadingError(
            "missing-operand",
            sign.span,
            f"{sign.text} does not say by which variable",
            rf"write {sign.text}_{{w}} for the gradient by w",
        )
    reader.take()
    variable = read_script(reader, grammar, "the variable of a derivative")
    if order == 1:
        order = _read_power(sign, reader, kind)
    variable = _checked_variable(variable)
    body = _read_body(reader, grammar, sign)
    span = reader.since(start)
    if kind is Derivative:
        return Derivative(body, (variable,) * order, span=span)
    gradient = Gradient(body, variable, span=span)
    return gradient if order == 1 else Derivative(gradient, (variable,), span=span)


def _differentiated(error: ReadingError, upper: Reader) -> ReadingError:
    """Return *error* with the help that what is differentiated wants: a definition."""
    name = error.name
    if error.code != "unknown-symbol" or name is None or upper.names.nearest(name) is not None:
        return error
    help_line = f"define it: ${name} := …$"
    return ReadingError(error.code, error.span, error.message, help_line, name=name)


def _read_body(reader: Reader, grammar: Grammar, sign: Token) -> Node:
    if (
        reader.token.kind in ("finish", "close", "row", "column", "text", "symbol")
        and not reader.at("(", "[", "|")
    ) or reader.at_relation():
        raise ReadingError("missing-operand", sign.span, "nothing stands here to differentiate")
    return grammar.term(reader)


def _read_power(sign: Token, reader: Reader, kind: type[Derivative] | type[Gradient]) -> int:
    r"""Read the order at ``\partial`` or ``\nabla``; of a gradient it is 2 at most: the Hessian."""
    if reader.token.kind != "sup":
        return 1
    order = _read_order(reader)
    if kind is Gradient and order != 2:
        raise ReadingError(
            "unsupported",
            sign.span.to(reader.token.span),
            f"of powers of {sign.text} only the second is read: the Hessian",
            r"write higher derivatives of one entry: \frac{\partial^3 …}{\partial x^2 \partial y}",
        )
    return order


def _read_fraction(reader: Reader, grammar: Grammar) -> Node | None:
    start = reader.position
    if reader.ahead().kind != "open":
        return None
    top = group_ahead(reader.tokens, start + 1)
    second = start + len(top) + 3
    if reader.tokens[second].kind != "open":
        return None
    bottom = group_ahead(reader.tokens, second)
    partial = bool(top and bottom) and top[0].text == bottom[0].text == r"\partial"
    total = bool(_leading_sign(top) and _leading_sign(bottom))
    if not partial and not total:
        return None
    lower = reader.inner(bottom)
    named = word_ahead(lower)
    variables = _read_variables(lower, grammar, partial)
    if variables is None:
        return None
    upper = reader.inner(top)
    upper.position = 1 if partial else _leading_sign(top)
    plain = not partial and (top[0].text == "d" or bottom[0].text == "d")
    if plain and (reader.names.canonical("d") is not None or named):
        raise ReadingError(
            "ambiguous",
            reader.token.span.to(bottom[-1].span),
            "d, or a word with it, is a declared name, so this can be a fraction or a derivative",
            r"write \mathrm{d} for the derivative",
        )
    order = _read_order(upper)
    if order != len(variables):
        raise ReadingError(
            "missing-operand",
            top[0].span.to(bottom[-1].span),
            f"the order above is {order}, below it is {len(variables)}",
        )
    reader.position = second + len(bottom) + 2
    if upper.token.kind != "finish":
        differentiated = upper.tokens[upper.position : -1]
        try:
            body = grammar.term(upper)
        except ReadingError as error:
            raise _differentiated(error, upper) from None
        if upper.token.kind != "finish":
            raise upper.unexpected()
        if total and isinstance(body, Product) and not is_bracketed(differentiated):
            raise ReadingError(
                "ambiguous",
                top[0].span.to(top[-1].span),
                "this can be the differential of the first factor or of the whole product",
                "put what is differentiated in brackets",
            )
    else:
        body = _read_body(reader, grammar, top[0])
    span = reader.since(start)
    match variables:
        case (rows, Transpose(columns)):
            return Derivative(Gradient(body, rows, span=span), (columns,), partial, span=span)
        case _:
            return Derivative(body, variables, partial, span=span)


def _leading_sign(tokens: Sequence[Token]) -> int:
    if not tokens:
        return 0
    return _sign_length([*tokens, *[Token("finish", "", tokens[-1].span)] * 4], 0)


def _read_order(upper: Reader) -> int:
    if upper.token.kind != "sup":
        return 1
    upper.take()
    token = upper.take()
    if token.kind == "open":
        token = upper.take()
        upper.expect_close()
    return _order(token.text if token.kind == "number" else "", token.span)


def _order(text: str, span: Span) -> int:
    if not text.isdecimal() or not 1 <= int(text[:3]) <= HIGHEST_ORDER:
        raise ReadingError(
            "unsupported",
            span,
            f"the order of a derivative is a whole number from 1 to {HIGHEST_ORDER}",
        )
    return int(text)


HIGHEST_ORDER = 4
"""Higher derivatives than this grow beyond what can be decided."""


def _read_variables(lower: Reader, grammar: Grammar, partial: bool) -> tuple[Node, ...] | None:
    r"""Read ``\partial x^2 \partial y`` as x, x, y; None if this is no list of differentials."""
    variables: list[Node] = []
    while lower.token.kind != "finish":
        sign = (
            int(lower.token.text == r"\partial")
            if partial
            else _sign_length([*lower.tokens, *[lower.tokens[-1]] * 4], lower.position)
        )
        if not sign or not (starts_name(lower.ahead(sign)) or lower.ahead(sign).text == "("):
            if partial:
                raise ReadingError(
                    "missing-operand", lower.token_or_last(), "a variable is missing below"
                )
            return None
        lower.position += sign
        node = grammar.factor(lower)
        if isinstance(node, Power) and isinstance(node.exponent, Number):
            times = _order(node.exponent.text, node.exponent.span)
            variables += [node.base] * times
        else:
            variables.append(node)
    match variables:
        case [Name(), Transpose(Name())]:
            return tuple(variables)
    return tuple(_checked_variable(v) for v in variables) or None


def _checked_variable(node: Node) -> Node:
    match node:
        case Name() | Component(base=Name()):
            return node
        case Transpose(Name(key)):
            raise ReadingError(
                "unsupported",
                node.span,
                "a derivative by a transposed variable is not read",
                rf"derive by {key} and transpose the result",
            )
        case _:
            raise ReadingError(
                "unsupported", node.span, "a derivative is taken by a name or one of its components"
            )
