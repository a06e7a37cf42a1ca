r"""Macros: an author's own commands, replaced by their bodies before parsing.

The table has the form that MathJax takes: a name without backslash, and a body in which
``#1`` stands for the first argument.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from eqproof.diagnostics import ReadingError
from eqproof.latex.lexer import LONGEST, tokenize
from eqproof.latex.tokens import RAW, Token, split_number
from eqproof.source import Span

# A macro that needs more replacements than this is taken to contain itself.
_LIMIT = 1000


@dataclass(frozen=True, slots=True)
class Macro:
    """A body in LaTeX and the number of arguments it takes."""

    body: str
    arguments: int = 0


Macros = Mapping[str, Macro]


def expand(tokens: list[Token], macros: Macros) -> list[Token]:
    """Return *tokens* with every macro replaced; the new tokens stand where the macro stood,
    with its arguments.

    Raises ReadingError: missing-operand for a missing argument, unsupported for a macro that
    contains itself.
    """
    result: list[Token] = []
    pending = list(reversed(tokens))
    replaced = 0
    while pending:
        token = pending.pop()
        macro = macros.get(token.text[1:]) if token.kind == "command" else None
        if macro is None:
            result.append(token)
            continue
        replaced += 1
        if replaced > _LIMIT:
            raise ReadingError("unsupported", token.span, f"the macro {token.text} contains itself")
        arguments: list[list[Token]] = []
        place = token.span
        for _ in range(macro.arguments):
            argument, end = _argument(pending, token)
            arguments.append(argument)
            place = place.to(end)
        pending.extend(reversed(_filled(macro, arguments, token, place)))
        _check_length(len(result) + len(pending), token)
    return result


def _check_length(length: int, use: Token) -> None:
    if length > LONGEST:
        message = f"{use.text} makes more than {LONGEST} tokens of this formula"
        raise ReadingError("unsupported", use.span, message)


def _argument(pending: list[Token], use: Token) -> tuple[list[Token], Span]:
    """Take an argument; return it, and the place of its last character."""
    if not pending or pending[-1].kind in ("finish", "close"):
        raise ReadingError("missing-operand", use.span, f"{use.text} lacks an argument")
    first = pending.pop()
    if first.kind == "number" and len(first.text) > 1:
        digit, rest = split_number(first)
        pending.append(rest)
        return [digit], digit.span
    if first.kind != "open":
        return [first], first.span
    depth = 1
    argument: list[Token] = []
    while True:
        token = pending.pop()
        depth += {"open": 1, "close": -1}.get(token.kind, 0)
        if depth == 0:
            return argument, token.span
        argument.append(token)


def _filled(macro: Macro, arguments: list[list[Token]], use: Token, place: Span) -> list[Token]:
    result: list[Token] = []
    for token in _body(macro, use):
        _check_length(len(result), use)
        if token.kind == "parameter":
            number = int(token.text[1:])
            if number > len(arguments):
                raise _bad_body(use, f"it has no argument {token.text}")
            result.extend(arguments[number - 1])
        elif token.kind in RAW and "#" in token.text:
            raise _bad_body(use, "an argument cannot stand among words here")
        else:
            result.append(Token(token.kind, token.text, place))
    return result


def _body(macro: Macro, use: Token) -> list[Token]:
    """Return the tokens of a body; what is wrong with it is reported where the macro is used."""
    try:
        return tokenize(macro.body)[:-1]
    except ReadingError as error:
        raise _bad_body(use, error.message, error.code) from None


def _bad_body(use: Token, why: str, code: str = "unsupported") -> ReadingError:
    return ReadingError(code, use.span, f"in the macro {use.text}: {why}")
