r"""Reading the argument of a command: ``{…}``, or one digit or letter without braces."""

from eqproof.diagnostics import ReadingError
from eqproof.latex import commands
from eqproof.latex.grammar import Grammar
from eqproof.latex.naming import read_name
from eqproof.latex.nodes import Call, Constant, Name, Node, Number
from eqproof.latex.places import moved
from eqproof.latex.reader import Reader
from eqproof.latex.symbols import (
    check_digits,
    group_ahead,
    starts_name,
    unknown_symbol,
)
from eqproof.latex.tokens import Token
from eqproof.source import Span


def read_group(reader: Reader, grammar: Grammar, what: str) -> Node:
    r"""Read an argument; *what* names it in messages. Of ``12`` only the ``1`` belongs to it."""
    token = reader.token
    if token.kind == "open":
        opening = reader.take()
        if reader.token.kind == "close":
            raise ReadingError(
                "missing-operand", opening.span.to(reader.token.span), f"{what} is empty"
            )
        outer, reader.subscript = reader.subscript, False
        inner = grammar.expression(reader)
        reader.subscript = outer
        reader.expect_close()
        return inner
    if token.kind == "number":
        reader.split_number()
        digit = reader.take()
        return Number(digit.text, span=digit.span)
    if token.kind == "letter" or token.text in commands.GREEK:
        reader.take()
        return resolve(reader, token.text, token)
    reader.expect_open(what)
    raise reader.unexpected()


def read_script(reader: Reader, grammar: Grammar, what: str) -> Node:
    """Read what stands behind ``_`` or ``^``; a decorated name needs no braces there."""
    token = reader.token
    check_digits(token)
    if token.kind == "command" and starts_name(token) and token.text not in commands.GREEK:
        start = reader.position
        key = read_name(reader)
        return resolve(reader, key, Token("command", key, reader.since(start)))
    marks = [token]
    if token.kind == "open":
        marks = group_ahead(reader.tokens, reader.position)
    if marks and all(mark.text in _MARKS for mark in marks):
        token = marks[0]
        if token.text in "+-" and len(marks) == 1 and reader.token.kind != "open":
            raise ReadingError(
                "ambiguous",
                token.span,
                f"only the {token.text} is shown as a script here",
                "put the whole script in braces",
            )
        raise ReadingError("unsupported", token.span, f"{token.text} as {what} cannot be read yet")
    return read_group(reader, grammar, what)


_MARKS = frozenset(["*", "+", "-", r"\ast", r"\star", r"\circ", r"\dagger", r"\prime"])


def resolve(reader: Reader, key: str, token: Token) -> Node:
    """Return the node of a name that stands alone, without scripts."""
    canonical = reader.names.canonical(key)
    if canonical is None and key == "e":
        return Constant("e", span=token.span)
    if canonical is None and key == r"\pi":
        return Constant("pi", span=token.span)
    synonym = reader.names.synonym(key) if canonical is None else None
    if synonym is not None:
        return moved(synonym, token.span)
    if canonical is None or canonical != key:
        raise unknown_symbol(reader.names, key, token.span)
    if canonical in reader.names.functions:
        return at_own_names(reader, key, 0, token.span)
    return Name(canonical, span=token.span)


def at_own_names(reader: Reader, key: str, primes: int, span: Span) -> Node:
    """Return the value of a function that stands alone, at the names that are its parameters."""
    parameters = reader.names.parameters.get(key)
    if parameters is None:
        raise function_alone(key, span)
    return Call(key, tuple(Name(p, span=span) for p in parameters), primes, span=span)


def function_alone(key: str, span: Span) -> ReadingError:
    """Return the error for a function that is not applied."""
    return ReadingError(
        "missing-operand",
        span,
        f"the function {key} stands without its argument",
        f"write {key}(…), or define it without arguments",
    )


def raw_group(reader: Reader) -> list[Token]:
    """Return the tokens between the braces ahead, and step over them."""
    inside = group_ahead(reader.tokens, reader.position)
    reader.position += len(inside) + 2
    return inside
