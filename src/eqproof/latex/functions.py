r"""Reading functions with a command of their own (``\log``, ``\exp``) and primes."""

from eqproof.diagnostics import ReadingError
from eqproof.latex import commands
from eqproof.latex.grammar import Grammar
from eqproof.latex.groups import read_script
from eqproof.latex.lookahead import starts_factor, starts_function
from eqproof.latex.nodes import (
    Call,
    Constant,
    Fraction,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Product,
)
from eqproof.latex.quotients import order_of
from eqproof.latex.reader import Reader, is_layout
from eqproof.latex.scripts import read_scripts, take_transpose
from eqproof.latex.symbols import group_ahead
from eqproof.latex.tokens import Token


def read_primes(reader: Reader) -> int:
    r"""``primes := "'"* | '^' \prime | '^' '{' (\prime | "'")* '}'``"""
    count = 0
    while reader.token.kind == "prime":
        reader.take()
        count += 1
    if reader.token.kind != "sup":
        return count
    if _is_prime(reader.ahead()):
        reader.take()
        reader.take()
        return count + 1
    if reader.ahead().kind == "open" and _is_prime(reader.ahead(2)):
        reader.take()
        reader.take()
        while _is_prime(reader.token):
            reader.take()
            count += 1
        reader.expect_close()
    return count


def _is_prime(token: Token) -> bool:
    return token.kind == "prime" or token.text == r"\prime"


def read_numbered(reader: Reader) -> int:
    r"""Read ``^{(3)}`` behind the name of a function, its third derivative; 0 if there is none."""
    inside = group_ahead(reader.tokens, reader.position + 1)
    texts = [token.text for token in inside]
    if reader.token.kind != "sup" or len(texts) != 3 or texts[0] + texts[2] != "()":
        return 0
    if inside[1].kind != "number":
        return 0
    order = order_of(texts[1], inside[1].span)
    reader.position += len(inside) + 3
    return order


def read_builtin(reader: Reader, grammar: Grammar) -> Node:
    r"""``function := \log primes bracket | \log ['_' base] ['^' power] (bracket | factor+)``

    A logarithm to a base other than 2 and 10 is the quotient of two natural ones.

    Without brackets the factors to the right are the argument, up to the next function, operator
    or sign; a bracket behind such factors would be ambiguous.
    """
    start = reader.position
    token = reader.take()
    function = token.text
    inverted = function in commands.RECIPROCALS
    if primes := read_primes(reader):
        if inverted:
            raise ReadingError(
                "unsupported",
                reader.since(start),
                f"derivatives of {function} are not read",
                rf"write \frac{{d}}{{dx}} {function} x",
            )
        return _read_primed(reader, grammar, start, primes)
    power: Node | None = None
    of_base: Node | None = None
    while reader.token.kind in ("sub", "sup"):
        if reader.take().kind == "sup":
            power = read_script(reader, grammar, "an exponent")
            if isinstance(power, Negative):
                raise ReadingError(
                    "ambiguous",
                    reader.since(start),
                    f"a negative power of {token.text} can be a quotient or the inverse function",
                    rf"write \frac{{1}}{{{token.text} …}} for the quotient",
                )
            continue
        base = read_script(reader, grammar, "a base")
        if token.text != r"\log" or not isinstance(base, Name | Number | Constant):
            raise ReadingError("unsupported", base.span, f"{token.text} cannot have this base")
        own = base.text if isinstance(base, Number) else ""
        function = {"2": r"\log_2", "10": r"\log_{10}"}.get(own, r"\log")
        of_base = None if own in ("2", "10") else Call(r"\log", (base,), span=base.span)
    bracketed = reader.at("(", "[")
    argument = read_argument(reader, grammar, token, start)
    function = commands.RECIPROCALS.get(function, function)
    call: Node = Call(function, (argument,), span=reader.since(start))
    if inverted:
        call = Fraction(Number("1", span=token.span), call, span=call.span)
    if of_base is not None:
        call = Fraction(call, of_base, span=call.span)
    if power is None and bracketed and token.text in _BOUND_BY_BRACKETS:
        return read_scripts(reader, grammar, call, start)
    return call if power is None else Power(call, power, span=reader.since(start))


_BOUND_BY_BRACKETS = commands.FUNCTIONS - {r"\log", r"\ln", r"\exp"}
r"""Of these ``\tanh(x)^2`` is the square; of the logarithm it can be that of the argument."""


def read_argument(
    reader: Reader, grammar: Grammar, function: Token, start: int, help: str | None = None
) -> Node:
    """Read what *function*, which begins at *start*, is applied to, with or without brackets.

    *help* says how a power of the value is written, if not behind the function's name.
    """
    if not (reader.at("(", "[") or reader.token.text in (r"\{", r"\lbrace")):
        return _read_bare_argument(reader, grammar, function)
    opening = reader.take()
    argument = grammar.expression(reader)
    reader.expect_bracket(opening)
    powered = reader.token.kind == "sup" and not _at_transpose(reader)
    if powered and function.text not in _BOUND_BY_BRACKETS:
        raise ReadingError(
            "ambiguous",
            reader.since(start).to(reader.token.span),
            f"the power behind {function.text}(…) can be read in two ways",
            help or rf"write {function.text}^…(…), or {function.text}\left((…)^…\right)",
        )
    return argument


def _read_primed(reader: Reader, grammar: Grammar, start: int, primes: int) -> Node:
    """Read the argument of a derivative, which stands in brackets."""
    function = reader.tokens[start].text
    marks = "'" * primes
    if not reader.at("(", "["):
        raise ReadingError(
            "missing-operand",
            reader.since(start),
            f"the derivative of {function} stands without its argument",
            f"write {function}{marks}(…)",
        )
    opening = reader.take()
    argument = grammar.expression(reader)
    reader.expect_bracket(opening)
    return Call(function, (argument,), primes, span=reader.since(start))


def _read_bare_argument(reader: Reader, grammar: Grammar, function: Token) -> Node:
    start = reader.position
    if not starts_factor(reader):
        if reader.token.kind in ("symbol", "command", "prime") and not (
            reader.at("+", "-", ",", ";", ".")
            or reader.at_relation()
            or is_layout(reader.token)
            or reader.token.text in commands.CLOSERS
        ):
            raise reader.unexpected()
        raise ReadingError(
            "missing-operand",
            function.span,
            f"{function.text} lacks its argument",
            "put a negative argument in brackets" if reader.at("-") else None,
        )
    simple = not starts_function(reader)
    argument = grammar.factor(reader)
    if not simple and starts_factor(reader) and not starts_function(reader):
        raise _two_ways(reader, start, function)
    while simple and starts_factor(reader) and not starts_function(reader):
        if reader.at("(", "["):
            raise _two_ways(reader, start, function)
        right = grammar.factor(reader)
        argument = Product(argument, right, "", span=reader.since(start))
    if reader.at("/"):
        raise _two_ways(reader, start, function)
    return argument


def _two_ways(reader: Reader, start: int, function: Token) -> ReadingError:
    return ReadingError(
        "ambiguous",
        reader.since(start).to(reader.token.span),
        f"it can be read in two ways what belongs to {function.text} here",
        f"put the argument of {function.text} in brackets",
    )


def _at_transpose(reader: Reader) -> bool:
    mark = reader.position
    reader.take()
    found = take_transpose(reader)
    reader.position = mark
    return found
