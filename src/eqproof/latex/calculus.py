r"""Reading derivatives, gradients and differentials.

derivative   := \frac{∂^n [term]}{(∂ factor ['^' n])+} [term]  |  \partial_{variable} term
gradient     := \nabla_{variable} term
differential := d factor
d            := \mathrm{d}  |  'd' where d is not a declared name
"""

from eqproof.diagnostics import ReadingError
from eqproof.latex import commands
from eqproof.latex.grammar import Grammar
from eqproof.latex.lexer import Token
from eqproof.latex.nodes import (
    Component,
    Derivative,
    Differential,
    Gradient,
    Name,
    Node,
    Number,
    Power,
    Transpose,
)
from eqproof.latex.reader import Reader
from eqproof.latex.symbols import starts_name


def read_operator(reader: Reader, grammar: Grammar) -> Node | None:
    """Read a derivative, gradient or differential if one stands here, else None."""
    token = reader.token
    if token.kind == "command" and token.text in commands.FRACTIONS:
        return _read_fraction(reader, grammar)
    if token.text == r"\partial" and reader.ahead().kind == "sub":
        return _read_subscripted(reader, grammar, Derivative)
    if token.text == r"\nabla":
        return _read_subscripted(reader, grammar, Gradient)
    if _sign_length(reader.tokens, reader.position):
        return _read_differential(reader, grammar)
    return None


def _sign_length(tokens: list[Token], position: int) -> int:
    r"""Return how many tokens the sign ``d`` takes at *position*: ``d`` 1, ``\mathrm d`` 2, else 0."""
    token = tokens[position]
    if token.kind == "letter" and token.text == "d":
        return 1
    if token.text in (r"\mathrm", r"\operatorname", r"\textrm"):
        texts = [t.text for t in tokens[position + 1 : position + 4]]
        if texts == ["{", "d", "}"]:
            return 4
        if texts[:1] == ["d"]:
            return 2
    return 0


def _read_differential(reader: Reader, grammar: Grammar) -> Node | None:
    start = reader.position
    length = _sign_length(reader.tokens, start)
    following = reader.tokens[start + length]
    plain = length == 1
    declared = reader.names.canonical("d") is not None
    upright_name = reader.names.canonical(r"\mathrm{d}") is not None
    if upright_name and not plain:
        return None
    starts = (
        starts_name(following)
        or following.text in commands.FUNCTIONS
        or following.text in ("(", "[", r"\{")
    )
    if plain and declared:
        glued = reader.token.span.end == following.span.start
        if starts_name(following) and glued:
            raise ReadingError(
                "ambiguous",
                reader.token.span.to(following.span),
                "d is a declared name, so this can be a product or a differential",
                r"write \mathrm{d} for the differential, or d \cdot … for the product",
            )
        return None
    if not starts:
        return None
    reader.position += length
    operand = grammar.factor(reader)
    return Differential(operand, span=reader.since(start))


def _read_subscripted(
    reader: Reader, grammar: Grammar, kind: type[Derivative] | type[Gradient]
) -> Node:
    start = reader.position
    sign = reader.take()
    if reader.token.kind != "sub":
        raise ReadingError(
            "missing-operand",
            sign.span,
            f"{sign.text} does not say by which variable",
            rf"write {sign.text}_{{w}} for the gradient by w",
        )
    reader.take()
    if reader.token.kind == "open":
        reader.take()
        variable = grammar.expression(reader)
        reader.expect_close()
    else:
        variable = grammar.factor(Reader([reader.take(), reader.tokens[-1]], reader.names))
    if reader.token.kind == "sup":
        raise ReadingError(
            "unsupported", reader.token.span, f"powers of {sign.text} cannot be read yet"
        )
    variable = _checked_variable(variable)
    body = _read_body(reader, grammar, sign)
    if kind is Gradient:
        return Gradient(body, variable, span=reader.since(start))
    return Derivative(body, (variable,), span=reader.since(start))


def _read_body(reader: Reader, grammar: Grammar, sign: Token) -> Node:
    if reader.token.kind in ("finish", "close", "row", "column") or reader.at_relation():
        raise ReadingError("missing-operand", sign.span, "nothing stands here to differentiate")
    return grammar.term(reader)


def _read_fraction(reader: Reader, grammar: Grammar) -> Node | None:
    start = reader.position
    above = _group(reader.tokens, start + 1)
    if above is None:
        return None
    below = _group(reader.tokens, above.stop + 1)
    if below is None:
        return None
    top, bottom = reader.tokens[above.start : above.stop], reader.tokens[below.start : below.stop]
    partial = bool(top and bottom) and top[0].text == bottom[0].text == r"\partial"
    total = bool(_leading_sign(top) and _leading_sign(bottom))
    if not partial and not total:
        return None
    finish = Token("finish", "", bottom[-1].span)
    lower = Reader([*bottom, finish], reader.names)
    variables = _read_variables(lower, grammar, partial)
    if variables is None:
        return None
    upper = Reader([*top, finish], reader.names)
    upper.position = 1 if partial else _leading_sign(top)
    plain = not partial and (top[0].text == "d" or bottom[0].text == "d")
    if plain and reader.names.canonical("d") is not None:
        raise ReadingError(
            "ambiguous",
            reader.token.span.to(bottom[-1].span),
            "d is a declared name, so this can be a fraction or a derivative",
            r"write \mathrm{d} for the derivative",
        )
    order = _read_order(upper)
    if order != len(variables):
        raise ReadingError(
            "missing-operand",
            top[0].span.to(bottom[-1].span),
            f"the order above is {order}, below it is {len(variables)}",
        )
    reader.position = below.stop + 1
    if upper.token.kind != "finish":
        body = grammar.term(upper)
        if upper.token.kind != "finish":
            raise upper.unexpected()
    else:
        body = _read_body(reader, grammar, top[0])
    return Derivative(body, variables, partial, span=reader.since(start))


def _leading_sign(tokens: list[Token]) -> int:
    return _sign_length([*tokens, *[Token("finish", "", tokens[-1].span)] * 4], 0) if tokens else 0


def _group(tokens: list[Token], position: int) -> range | None:
    """Return the positions inside the braces that open at *position*."""
    if tokens[position].kind != "open":
        return None
    depth = 0
    for i in range(position, len(tokens)):
        depth += {"open": 1, "close": -1}.get(tokens[i].kind, 0)
        if depth == 0:
            return range(position + 1, i)
    return None


def _read_order(upper: Reader) -> int:
    if upper.token.kind != "sup":
        return 1
    upper.take()
    token = upper.take()
    if token.kind == "open":
        token = upper.take()
        upper.expect_close()
    if token.kind != "number" or "." in token.text:
        raise ReadingError("unsupported", token.span, "the order of a derivative is a whole number")
    return int(token.text)


def _read_variables(lower: Reader, grammar: Grammar, partial: bool) -> tuple[Node, ...] | None:
    r"""Read ``\partial x^2 \partial y`` as x, x, y; None if this is no list of differentials."""
    variables: list[Node] = []
    while lower.token.kind != "finish":
        sign = (
            int(lower.token.text == r"\partial")
            if partial
            else _sign_length([*lower.tokens, *[lower.tokens[-1]] * 4], lower.position)
        )
        if not sign or not starts_name(lower.ahead(sign)):
            if partial:
                raise ReadingError(
                    "missing-operand", lower.token_or_last(), "a variable is missing below"
                )
            return None
        lower.position += sign
        node = grammar.factor(lower)
        if isinstance(node, Power) and isinstance(node.exponent, Number):
            variables += [_checked_variable(node.base)] * int(node.exponent.text)
        else:
            variables.append(_checked_variable(node))
    return tuple(variables) or None


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
