r"""A formula as tokens. Every token knows its place; spaces and looks are dropped here.

``\text{…}``, ``\tag{…}``, ``\label{…}`` and references keep their argument as raw text, since it is not
mathematics. A token that a macro produced points to the use of the macro.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from eqproof.diagnostics import ReadingError
from eqproof.latex import commands
from eqproof.source import Span

Kind = Literal[
    "command", "letter", "number", "open", "close", "sub", "sup", "prime", "symbol",
    "text", "tag", "label", "reference", "begin", "end", "row", "column", "parameter", "finish",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """*text* is the command with its backslash, the character, or the raw argument."""

    kind: Kind
    text: str
    span: Span


_PATTERN = re.compile(
    r"""
    (?P<space>\s+|%[^\n]*|~)
  | (?P<raw>\\(?P<rawname>text|textrm|textit|textbf|mbox|tag\*?|label|eqref|ref|begin|end)\s*(?=\{))
  | (?P<row>\\\\(?:\s*\[[^\]]*\])?|\\cr(?![A-Za-z]))
  | (?P<command>\\operatorname\*|\\[A-Za-z]+|\\.)
  | (?P<assign>:=)
  | (?P<number>\d+(?:\.\d+)?|\.\d+)
  | (?P<letter>[A-Za-z])
  | (?P<open>\{)
  | (?P<close>\})
  | (?P<sub>_)
  | (?P<sup>\^)
  | (?P<prime>')
  | (?P<column>&)
  | (?P<parameter>\#[1-9])
  | (?P<symbol>[-+*/=<>()\[\]|:,;.!?])
    """,
    re.VERBOSE | re.DOTALL,
)

_RAW_KINDS: dict[str, Kind] = {
    "tag": "tag",
    "tag*": "tag",
    "label": "label",
    "ref": "reference",
    "eqref": "reference",
    "begin": "begin",
    "end": "end",
}


def tokenize(text: str) -> list[Token]:
    """Return the tokens of *text*, closed by one of kind ``finish``.

    Raises ReadingError: unknown-character; unbalanced-brace, unbalanced-bracket for one without
    a partner. Whether a bracket has the *right* partner is seen when the formula is read.
    """
    tokens = list(_tokens(text))
    _check_braces(tokens)
    _check_brackets(tokens)
    return [*tokens, Token("finish", "", Span(len(text), len(text)))]


def _tokens(text: str) -> Iterator[Token]:
    position = 0
    while position < len(text):
        match = _PATTERN.match(text, position)
        if match is None:
            place = Span(position, position + 1)
            character = text[position]
            raise ReadingError(
                "unknown-character",
                place,
                f"the character {character!r} has no meaning in a formula",
                _plain_form(character),
            )
        position = match.end()
        kind = match.lastgroup
        span = Span(match.start(), match.end())
        if kind == "space":
            continue
        if kind in ("raw", "rawname"):
            end = _closing_brace(text, match.end())
            name = match["rawname"]
            argument = text[match.end() + 1 : end]
            yield Token(
                _RAW_KINDS.get(name, "text"), argument.strip(), Span(match.start(), end + 1)
            )
            position = end + 1
        elif kind == "assign":
            yield Token("symbol", ":=", span)
        elif kind == "command" and match[0] in commands.INVISIBLE:
            position = _skip_null_delimiter(text, match[0], position)
        else:
            yield Token(kind, match[0], span)  # type: ignore[arg-type]


def _skip_null_delimiter(text: str, command: str, position: int) -> int:
    if command in (r"\left", r"\right"):
        rest = text[position:]
        if rest.lstrip().startswith("."):
            return position + rest.index(".") + 1
    return position


def _closing_brace(text: str, opening: int) -> int:
    depth = 0
    for i in range(opening, len(text)):
        if text[i] == "{" and text[i - 1] != "\\":
            depth += 1
        elif text[i] == "}" and text[i - 1] != "\\":
            depth -= 1
            if depth == 0:
                return i
    raise _unclosed(Span(opening, opening + 1))


def _check_braces(tokens: list[Token]) -> None:
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


def _check_brackets(tokens: list[Token]) -> None:
    """Count brackets of any kind, in every brace group on its own."""
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


def _plain_form(character: str) -> str | None:
    plain = {"−": "-", "·": r"\cdot", "×": r"\times", "≤": r"\le", "≥": r"\ge", "≠": r"\ne"}
    if character in plain:
        return f"write {plain[character]}"
    if character in "#$^_":
        return None
    return "write it as a LaTeX command, or put words into \\text{…}"
