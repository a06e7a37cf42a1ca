"""Whether every brace and every bracket has a partner."""

from collections.abc import Sequence

from eqproof.diagnostics import ReadingError
from eqproof.latex import commands
from eqproof.latex.tokens import Token
from eqproof.source import Span


def closing_brace(text: str, opening: int) -> int:
    """Return where the brace is that closes the one at *opening*. Raises ReadingError."""
    depth = 0
    for i in range(opening, len(text)):
        if text[i] == "{" and text[i - 1] != "\\":
            depth += 1
        elif text[i] == "}" and text[i - 1] != "\\":
            depth -= 1
            if depth == 0:
                return i
    raise _unclosed(Span(opening, opening + 1))


def check_braces(tokens: Sequence[Token]) -> None:
    """Raise ReadingError for a brace without a partner."""
    opened: list[Token] = []
    for token in tokens:
        if token.kind == "open":
            opened.append(token)
        elif token.kind == "close":
            if not opened:
                raise ReadingError(
                    "unbalanced-brace", token.span, "this brace closes nothing", "delete it"
                )
            opened.pop()
    if opened:
        raise _unclosed(opened[-1].span)


def check_brackets(tokens: Sequence[Token]) -> None:
    """Raise ReadingError for a bracket of any kind without a partner in its group of braces."""
    opened: list[Token] = []
    for token in tokens:
        if token.kind == "open" or token.text in commands.OPENERS:
            opened.append(token)
        elif token.kind == "close" or token.text in commands.CLOSERS:
            group_ends = token.kind == "close"
            if opened and group_ends == (opened[-1].kind == "open"):
                opened.pop()
            elif group_ends:
                raise _never_closed(opened[-1])
            else:
                raise ReadingError(
                    "unbalanced-bracket",
                    token.span,
                    f"this {token.text} closes nothing",
                    "delete it, or open a bracket before it",
                )
    if opened:
        raise _never_closed(opened[-1])


def _never_closed(opening: Token) -> ReadingError:
    closing = commands.OPENERS[opening.text]
    return ReadingError(
        "unbalanced-bracket",
        opening.span,
        f"this {opening.text} is never closed",
        f"add a closing {closing}",
    )


def _unclosed(span: Span) -> ReadingError:
    return ReadingError("unbalanced-brace", span, "this brace is never closed", "add a closing }")
