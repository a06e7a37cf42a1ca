r"""Reading what is not composed: numbers, names, brackets, fractions, roots, and the scripts behind them."""

from eqproof.diagnostics import ReadingError
from eqproof.latex import commands
from eqproof.latex.functions import read_primes
from eqproof.latex.grammar import Grammar
from eqproof.latex.groups import read_group
from eqproof.latex.nodes import (
    Call,
    Constant,
    Fraction,
    Name,
    Node,
    Number,
    Power,
)
from eqproof.latex.reader import Reader, unknown_command
from eqproof.latex.symbols import read_name, starts_name, unknown_symbol


def read_atom(reader: Reader, grammar: Grammar) -> Node:
    r"""``atom := number | name | name '(' arguments ')' | bracket | '{' expression '}' | \frac | \sqrt``"""
    start = reader.position
    token = reader.token
    if token.kind == "number":
        return Number(reader.take().text, span=token.span)
    if token.kind == "open":
        return read_group(reader, grammar, "a group")
    if token.kind in ("symbol", "command") and token.text in commands.OPENERS:
        reader.take()
        inner = grammar.expression(reader)
        reader.expect_bracket(token)
        return inner
    if token.kind == "command":
        if token.text in commands.FRACTIONS:
            reader.take()
            numerator = read_group(reader, grammar, token.text)
            denominator = read_group(reader, grammar, token.text)
            return Fraction(numerator, denominator, span=reader.since(start))
        if token.text == r"\sqrt":
            return _read_root(reader, grammar)
        if token.text in commands.TRANSPARENT:
            reader.take()
            return read_group(reader, grammar, token.text)
        if token.text in (r"\underbrace", r"\overbrace"):
            return _read_brace(reader, grammar)
        if token.text == r"\pi" and reader.names.canonical(r"\pi") is None:
            return Constant("pi", span=reader.take().span)
    constant = _read_constant(reader)
    if constant is not None:
        return constant
    if starts_name(token):
        return _read_named(reader, grammar)
    if token.kind == "command" and token.text not in commands.KNOWN:
        raise unknown_command(token)
    if token.kind == "prime":
        raise ReadingError("missing-operand", token.span, "a prime without a function before it")
    raise _missing(reader)


def _missing(reader: Reader) -> ReadingError:
    token = reader.token
    if token.kind in ("sub", "sup"):
        return ReadingError("missing-operand", token.span, "a script without anything before it")
    if token.kind in ("close", "finish", "row", "column") or reader.at_relation():
        return ReadingError("missing-operand", reader.token_or_last(), "something is missing here")
    return reader.unexpected()


def _read_root(reader: Reader, grammar: Grammar) -> Node:
    start = reader.position
    command = reader.take()
    degree: Node = Number("2", span=command.span)
    if reader.at("["):
        opening = reader.take()
        degree = grammar.expression(reader)
        reader.expect_bracket(opening)
    inner = read_group(reader, grammar, command.text)
    span = reader.since(start)
    return Power(inner, Fraction(Number("1", span=span), degree, span=span), span=span)


def _read_brace(reader: Reader, grammar: Grammar) -> Node:
    command = reader.take()
    inner = read_group(reader, grammar, command.text)
    if reader.token.kind in ("sub", "sup"):
        reader.take()
        depth = 0
        while True:
            depth += {"open": 1, "close": -1}.get(reader.take().kind, 0)
            if depth == 0:
                break
    return inner


def _read_constant(reader: Reader) -> Node | None:
    token = reader.token
    if token.text in (r"\mathbf", r"\boldsymbol", r"\mathbb", r"\bm"):
        start = reader.position
        braced = reader.ahead().kind == "open"
        digit = reader.ahead(2 if braced else 1)
        if digit.kind == "number" and digit.text in ("0", "1"):
            if braced and reader.ahead(3).kind != "close":
                return None
            for _ in range(4 if braced else 2):
                reader.take()
            kind = "ones" if digit.text == "1" else "zeros"
            return Constant(kind, span=reader.since(start))  # type: ignore[arg-type]
    if token.kind == "letter" and reader.names.canonical(token.text) is None:
        if token.text == "e":
            return Constant("e", span=reader.take().span)
        if token.text == "I":
            return Constant("identity", span=reader.take().span)
    return None


def _read_named(reader: Reader, grammar: Grammar) -> Node:
    start = reader.position
    key = read_name(reader)
    canonical = reader.names.canonical(key)
    if canonical is None:
        raise unknown_symbol(reader, key, reader.since(start))
    if canonical not in reader.names.functions:
        return Name(canonical, span=reader.since(start))
    primes = read_primes(reader)
    if not reader.at("(", "["):
        raise ReadingError(
            "missing-operand",
            reader.since(start),
            f"the function {key} stands without its argument",
            f"write {key}(…)",
        )
    if reader.token.kind in ("sub", "sup"):
        raise reader.unexpected()
    opening = reader.take()
    arguments = [grammar.expression(reader)]
    while reader.at(",", ";") or reader.at(r"\mid", "|"):
        reader.take()
        arguments.append(grammar.expression(reader))
    reader.expect_bracket(opening)
    return Call(canonical, tuple(arguments), primes, span=reader.since(start))
