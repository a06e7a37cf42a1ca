r"""Reading a name: a letter with its decorations, and the scripts that belong to it.

    name  := base script*
    base  := letter | greek | accent '{' base '}' | alphabet '{' letters '}' | \operatorname '{' letters '}'

A name has one canonical spelling whatever the author typed: ``\hat y`` and ``\hat{y}`` are ``\hat{y}``, and an
accent stands outside an alphabet (``\mathbf{\hat y}`` is ``\hat{\mathbf{y}}``).
"""

from eqproof.diagnostics import ReadingError
from eqproof.latex import commands
from eqproof.latex.lexer import Token
from eqproof.latex.reader import Reader
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


def read_name(reader: Reader) -> str:
    """Read a name that is in use: a script is part of it only where it was declared so."""
    key = _read_base(reader)
    while reader.token.kind in ("sub", "sup"):
        script = _script(reader)
        if script is None or reader.names.canonical(key + script[0]) is None:
            break
        key += script[0]
        reader.position = script[1]
    return key


def read_new_name(reader: Reader, indices: frozenset[str] = frozenset()) -> str:
    """Read a name that is being declared: its scripts belong to it, unless they are *indices*."""
    key = _read_base(reader)
    while reader.token.kind in ("sub", "sup"):
        script = _script(reader)
        if script is None or _names_indices(script[0], indices):
            break
        key += script[0]
        reader.position = script[1]
    return key


def _names_indices(script: str, indices: frozenset[str]) -> bool:
    inside = script[2:-1].replace(",", "")
    return inside in indices or (len(inside) > 1 and all(c in indices for c in inside))


def _read_base(reader: Reader) -> str:
    start = reader.position
    token = reader.take()
    if token.kind == "letter" or token.text in commands.GREEK:
        return token.text
    if token.text in commands.ACCENTS:
        inner = _read_argument(reader, token)
        return f"{token.text}{{{inner}}}"
    if token.text in (r"\operatorname", r"\operatorname*"):
        return rf"\operatorname{{{_letters(reader, token)}}}"
    if token.text in commands.ALPHABETS:
        if reader.token.kind == "open" and reader.ahead().kind == "letter":
            alphabet = r"\mathbf" if token.text == r"\bm" else token.text
            return f"{alphabet}{{{_letters(reader, token)}}}"
        inner = _read_argument(reader, token)
        accent, brace, rest = inner.partition("{")
        if accent in commands.ACCENTS:
            return f"{accent}{{{token.text}{{{rest[:-1]}}}}}"
        return f"{token.text}{{{inner}}}"
    raise ReadingError("missing-operand", reader.since(start), "a name is expected here")


def _read_argument(reader: Reader, command: Token) -> str:
    if reader.token.kind != "open":
        if not starts_name(reader.token):
            raise ReadingError("missing-operand", command.span, f"{command.text} lacks a name")
        return _read_base(reader)
    reader.take()
    if not starts_name(reader.token):
        raise ReadingError(
            "unsupported", reader.token_or_last(), f"{command.text} can decorate a name only"
        )
    key = _read_base(reader)
    if reader.token.kind != "close":
        raise ReadingError(
            "unsupported", reader.token_or_last(), f"{command.text} can decorate one name only"
        )
    reader.take()
    return key


def _letters(reader: Reader, command: Token) -> str:
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


def _script(reader: Reader) -> tuple[str, int] | None:
    """Return the canonical spelling of the script ahead and the position behind it."""
    sign = "_" if reader.token.kind == "sub" else "^"
    position = reader.position + 1
    if reader.tokens[position].kind != "open":
        token = reader.tokens[position]
        if token.kind not in ("letter", "number", "command"):
            return None
        return f"{sign}{{{token.text}}}", position + 1
    depth, text = 0, ""
    while True:
        token = reader.tokens[position]
        if token.kind == "finish":
            return None
        position += 1
        depth += {"open": 1, "close": -1}.get(token.kind, 0)
        if text and text[-1].isalpha() and token.kind == "letter" and "\\" in text.split("{")[-1]:
            text += " "
        text += token.text if token.kind != "text" else rf"\text{{{token.text}}}"
        if depth == 0:
            return sign + text, position


def unknown_symbol(reader: Reader, key: str, span: Span) -> ReadingError:
    """Return the error for a name that nothing declares, with the nearest one that is declared."""
    nearest = reader.names.nearest(key)
    return ReadingError(
        "unknown-symbol",
        span,
        f"nothing on this page says what {key} is",
        f"did you mean {nearest}?" if nearest else rf"declare it in a given block: ${key} \in …$",
    )
