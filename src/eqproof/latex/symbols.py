r"""Reading a name: a letter with its decorations, and the scripts that belong to it.

    name  := base script*
    base  := letter | greek | accent '{' base '}' | alphabet '{' letters '}'
           | \operatorname '{' letters '}'

A name has one canonical spelling whatever the author typed: ``\hat y`` and ``\hat{y}`` are
``\hat{y}``, and an accent stands outside an alphabet (``\mathbf{\hat y}`` is ``\hat{\mathbf{y}}``).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from eqproof.diagnostics import ReadingError
from eqproof.latex import commands
from eqproof.latex.customary import customary_definition
from eqproof.latex.names import Names
from eqproof.latex.reader import Reader
from eqproof.latex.tokens import Token
from eqproof.source import Span


def starts_name(token: Token) -> bool:
    """Whether a name can begin with *token*."""
    return token.kind == "letter" or (
        token.kind == "command"
        and (
            token.text in commands.GREEK
            or token.text in commands.ACCENTS
            or token.text in commands.ALPHABETS
            or token.text in (r"\operatorname", r"\operatorname*")
        )
    )


def read_letter(reader: Reader, decorations: int = 0) -> str:
    """Read a letter with its decorations, and none of its scripts."""
    start = reader.position
    token = reader.take()
    if decorations > _MOST_DECORATIONS:
        raise ReadingError("unsupported", token.span, "a name cannot carry so many decorations")
    if token.kind == "letter" or token.text in commands.GREEK:
        return token.text
    if token.text in commands.ACCENTS:
        inner = _read_argument(reader, token, decorations + 1)
        return f"{token.text}{{{inner}}}"
    if token.text in (r"\operatorname", r"\operatorname*"):
        return rf"\operatorname{{{_letters(reader, token)}}}"
    if token.text in commands.ALPHABETS:
        if reader.token.kind == "open" and reader.ahead().kind == "letter":
            alphabet = r"\mathbf" if token.text == r"\bm" else token.text
            return f"{alphabet}{{{_letters(reader, token)}}}"
        inner = _read_argument(reader, token, decorations + 1)
        accent, _, rest = inner.partition("{")
        if accent in commands.ACCENTS:
            return f"{accent}{{{token.text}{{{rest[:-1]}}}}}"
        return f"{token.text}{{{inner}}}"
    raise ReadingError("missing-operand", reader.since(start), "a name is expected here")


_MOST_DECORATIONS = 4

INVERSE = "^{-1}"
"""What the name of an inverse function ends with."""
SQUARE = "^{2}"
"""What the name of a square ends with."""


def _read_argument(reader: Reader, command: Token, decorations: int) -> str:
    if reader.token.kind != "open":
        if not starts_name(reader.token):
            raise ReadingError("missing-operand", command.span, f"{command.text} lacks a name")
        return read_letter(reader, decorations)
    opening = reader.take()
    if reader.token.kind == "close":
        place = opening.span.to(reader.token.span)
        raise ReadingError("missing-operand", place, f"{command.text} lacks a name")
    if not starts_name(reader.token):
        raise ReadingError(
            "unsupported", reader.token_or_last(), f"{command.text} can decorate a name only"
        )
    key = read_letter(reader, decorations)
    if reader.token.kind != "close":
        raise ReadingError(
            "unsupported", reader.token_or_last(), f"{command.text} can decorate one name only"
        )
    reader.take()
    return key


def _letters(reader: Reader, command: Token) -> str:
    if reader.token.kind == "letter":
        return reader.take().text
    reader.expect_open(command.text)
    letters = ""
    while reader.token.kind in ("letter", "number"):
        letters += reader.take().text
    if not letters or reader.token.kind != "close":
        raise ReadingError(
            "unsupported", reader.token_or_last(), f"{command.text} takes letters here"
        )
    reader.take()
    return letters


@dataclass(frozen=True, slots=True)
class Script:
    """A script as it is spelled in a name, the *letters* in it, and the position behind it.

    *tokens* are what it says, without the braces around it.
    """

    text: str
    letters: frozenset[str]
    span: Span
    end: int
    tokens: tuple[Token, ...]


LONGEST_SCRIPT = 64
"""A script of more tokens is no part of a name."""
# What may stand behind _ or ^ without braces and be part of a name.
_SHORT_SCRIPTS = commands.GREEK | commands.ALPHABETS | {"*", "+", "-", r"\ast", r"\star"}


def script_ahead(reader: Reader) -> Script | None:
    """Return the script ahead, or None where it can be no part of a name."""
    start = reader.position
    sign = "_" if reader.token.kind == "sub" else "^"
    position = start + 1
    token = reader.tokens[position]
    if token.kind in ("letter", "number") or token.text in _SHORT_SCRIPTS:
        check_digits(token)
        inside = [token]
        position += 1
        if token.text in commands.ALPHABETS and reader.tokens[position].kind == "open":
            inside += [reader.tokens[position], *group_ahead(reader.tokens, position)]
            position += len(inside) - 1
            inside.append(reader.tokens[position])
            position += 1
    elif token.kind == "open":
        # so many tokens are enough to see that it is too long, and a nest is not gone through
        inside = group_ahead(reader.tokens[position : position + LONGEST_SCRIPT + 3], 0)
        position += len(inside) + 2
    else:
        return None
    if not inside or len(inside) > LONGEST_SCRIPT:
        return None
    span = reader.tokens[start].span.to(reader.tokens[position - 1].span)
    return _script(sign, inside, span, position)


def _script(sign: str, inside: list[Token], span: Span, end: int) -> Script:
    letters = frozenset(t.text for t in inside if t.kind == "letter" or t.text in commands.GREEK)
    if any(t.kind == "text" or t.text in commands.ALPHABETS for t in inside):
        letters = frozenset()
    return Script(f"{sign}{{{_spelled(inside)}}}", letters, span, end, tuple(inside))


def parted(script: Script, cut: int) -> tuple[Script, Script]:
    """Return the first *cut* tokens of a script, and the others, as scripts of their own.

    A comma that parts them belongs to neither: ``A_{2, i}`` is entry ``i`` of ``A_2``.
    """
    sign = script.text[0]
    comma = script.tokens[cut].text == "," and cut + 1 < len(script.tokens)
    halves = (list(script.tokens[:cut]), list(script.tokens[cut + comma :]))
    one, two = (_script(sign, t, t[0].span.to(t[-1].span), script.end) for t in halves)
    return one, two


def group_ahead(tokens: Sequence[Token], position: int) -> list[Token]:
    """Return the tokens between the brace at *position* and the one that closes it."""
    depth = 0
    for place in range(position, len(tokens)):
        depth += {"open": 1, "close": -1}.get(tokens[place].kind, 0)
        if depth == 0:
            return list(tokens[position + 1 : place])
    return list(tokens[position + 1 : -1])


def bracket_ahead(tokens: Sequence[Token], position: int) -> list[Token]:
    """Return the tokens between the bracket at *position* and the one that closes it."""
    end = closing_bracket(tokens, position)
    return list(tokens[position + 1 : end])


def closing_bracket(tokens: Sequence[Token], position: int) -> int | None:
    """Return where what begins at *position*, a bracket or a group, is closed; None if nowhere."""
    depth = 0
    for place in range(position, len(tokens)):
        depth += tokens[place].nesting
        if depth == 0:
            return place
    return None


def is_bracketed(tokens: Sequence[Token]) -> bool:
    """Whether the last of *tokens* closes the bracket that the first one opens."""
    if not tokens or tokens[0].text not in commands.BRACKETS:
        return False
    return 0 < len(tokens) - 1 == closing_bracket(tokens, 0)


def _spelled(tokens: list[Token]) -> str:
    text = ""
    for token in tokens:
        if token.kind == "letter" and re.search(r"\\[A-Za-z]+$", text):
            text += " "
        text += token.text if token.kind != "text" else rf"\text{{{token.text.strip()}}}"
    return text


def check_digits(token: Token) -> None:
    """Refuse a number of several digits behind ``_`` or ``^`` without braces."""
    if token.kind == "number" and len(token.text) > 1:
        raise ReadingError(
            "ambiguous",
            token.span,
            f"only the {token.text[0]} is shown as a script here",
            f"put {token.text} in braces",
        )


def unknown_symbol(names: Names, key: str, span: Span) -> ReadingError:
    """Return the error for a name that nothing declares, with the nearest one that is declared."""
    definition = customary_definition(key, names)
    if definition is not None:
        message = f"nothing on this page says what {key} is"
        return ReadingError("unknown-symbol", span, message, definition, name=key)
    if key in commands.NOT_YET:
        return ReadingError("unsupported", span, f"{key} cannot be read here yet")
    nearest = names.nearest(key)
    if nearest is not None and names.aliases.get(key) == nearest:
        message = f"{key} without a subscript is not declared, only its components are known"
    else:
        message = f"nothing on this page says what {key} is"
    return ReadingError(
        "unknown-symbol",
        span,
        message,
        f"did you mean {nearest}?" if nearest else rf"declare it in a given block: ${key} \in …$",
        name=key,
    )
