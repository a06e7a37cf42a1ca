"""What a formula is made of before it is read: tokens, each with its place."""

from dataclasses import dataclass
from typing import Literal

from eqproof.latex import commands
from eqproof.source import Span

Kind = Literal[
    "command", "letter", "number", "open", "close", "sub", "sup", "prime", "symbol",
    "text", "tag", "label", "reference", "begin", "end", "row", "column", "parameter", "finish",
    "cases", "branch", "guard", "endcases", "array", "line", "cell", "endarray",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """*text* is the command with its backslash, the character, or the raw argument."""

    kind: Kind
    text: str
    span: Span

    @property
    def nesting(self) -> int:
        """1 where a group or a bracket begins, -1 where one ends, 0 elsewhere."""
        if self.kind in RAW:
            return 0
        opens = self.kind == "open" or self.text in commands.OPENERS
        return opens - (self.kind == "close" or self.text in commands.CLOSERS)


RAW = frozenset({"text", "tag", "label", "reference", "begin", "end"})
"""Kinds of tokens whose text is no mathematics."""


def split_number(token: Token) -> tuple[Token, Token]:
    r"""Return the first digit of a number and the rest, as TeX reads ``\frac12``.

    A number that came out of a macro has only one place, that of the macro.
    """
    start, end = token.span.start, token.span.end
    if end - start != len(token.text):
        return Token("number", token.text[0], token.span), Token(
            "number", token.text[1:], token.span
        )
    return (
        Token("number", token.text[0], Span(start, start + 1)),
        Token("number", token.text[1:], Span(start + 1, end)),
    )
