r"""Reading the argument of a command: ``{…}``, or one digit or letter without braces."""

from eqproof.diagnostics import ReadingError
from eqproof.latex.grammar import Grammar
from eqproof.latex.lexer import Token
from eqproof.latex.nodes import Constant, Name, Node, Number
from eqproof.latex.reader import Reader
from eqproof.latex.symbols import unknown_symbol


def read_group(reader: Reader, grammar: Grammar, what: str) -> Node:
    """Read an argument; *what* names it in messages."""
    if reader.token.kind != "open":
        token = reader.token
        if token.kind == "number":
            reader.take()
            if len(token.text) > 1:
                raise ReadingError(
                    "ambiguous", token.span, f"{what} takes one digit here", "use braces"
                )
            return Number(token.text, span=token.span)
        if token.kind == "letter":
            reader.take()
            return _resolve(reader, token.text, token)
        reader.expect_open(what)
    opening = reader.expect_open(what)
    if reader.token.kind == "close":
        raise ReadingError(
            "missing-operand", opening.span.to(reader.token.span), f"{what} is empty"
        )
    inner = grammar.expression(reader)
    reader.expect_close()
    return inner


def _resolve(reader: Reader, key: str, token: Token) -> Node:
    if key == "e" and reader.names.canonical(key) is None:
        return Constant("e", span=token.span)
    canonical = reader.names.canonical(key)
    if canonical is None:
        raise unknown_symbol(reader, key, token.span)
    return Name(canonical, span=token.span)


def raw_group(reader: Reader) -> list[Token]:
    """Return the tokens between the braces ahead, and step over them."""
    reader.take()
    depth, inside = 1, []
    while True:
        token = reader.take()
        depth += {"open": 1, "close": -1}.get(token.kind, 0)
        if depth == 0:
            return inside
        inside.append(token)
