"""What can be told of the tokens ahead without reading them."""

from collections.abc import Container
from contextlib import suppress

from eqproof.diagnostics import ReadingError
from eqproof.latex import commands
from eqproof.latex.calculus import starts_operator
from eqproof.latex.naming import read_name
from eqproof.latex.reader import Reader, is_layout
from eqproof.latex.symbols import group_ahead, read_letter, starts_name
from eqproof.latex.tokens import Token

_OPERATORS = frozenset({r"\sum", r"\prod", r"\lim", r"\int", r"\nabla", r"\partial"})
_FACTORS = (
    commands.FUNCTIONS
    | commands.FRACTIONS
    | commands.TRANSPARENT
    | _OPERATORS
    | commands.TENSOR_FUNCTIONS.keys()
    | commands.MEANS.keys()
    | {
        r"\{",
        r"\lbrace",
        r"\lbrack",
        r"\sqrt",
        r"\underbrace",
        r"\overbrace",
        r"\langle",
        commands.EVALUATION[0],
        r"\max",
        r"\min",
        r"\Pr",
    }
)

_RELATIONS = frozenset({*commands.RELATIONS, r"\overset", r"\stackrel"})


def starts_factor(reader: Reader) -> bool:
    """Whether a factor can begin with the next token; an unknown command may be one."""
    token = reader.token
    if token.kind in ("letter", "number", "open", "cases", "array"):
        return True
    if token.text in _BARS:
        return closing_bar(reader.tokens, reader.position) is not None
    if token.kind == "symbol":
        return token.text in ("(", "[")
    return token.kind == "command" and (
        starts_name(token) or token.text in _FACTORS or token.text not in commands.KNOWN
    )


def closing_bar(tokens: list[Token], position: int) -> int | None:
    """Return where the bar is that closes the one at *position*, or None if none surely does.

    A bar where a factor is wanted opens, and one behind a factor closes. Bars do not reach over
    brackets, relations, commas and rows.
    """
    opening = tokens[position].text
    alike = next((signs for signs in _ALIKE if opening in signs), None)
    depth, opened, behind_factor = 0, 1, False
    for place in range(position + 1, len(tokens)):
        token = tokens[place]
        if place == position + 1 and token.kind in ("sub", "sup"):
            return None
        if token.kind == "open" or token.text in commands.OPENERS:
            depth, behind_factor = depth + 1, False
            continue
        if token.kind == "close" or token.text in commands.CLOSERS:
            if depth == 0:
                return place if token.text == commands.OPENERS.get(opening) else None
            depth, behind_factor = depth - 1, True
        elif alike is None or depth > 0:
            continue
        elif token.kind in _ENDS or token.text in _BETWEEN:
            return None
        elif token.text in alike:
            opened += -1 if behind_factor else 1
            if opened == 0:
                return place
        else:
            behind_factor = _ends_factor(token)
    return None


_ALIKE = (commands.SINGLE_BARS, commands.DOUBLE_BARS)
_BARS = commands.SINGLE_BARS | commands.DOUBLE_BARS | {r"\lvert", r"\lVert"}
_ENDS = ("row", "column", "text", "finish")
_BETWEEN = frozenset({*commands.RELATIONS, r"\overset", r"\stackrel", r"\mid", ",", ";"})


def _ends_factor(token: Token) -> bool:
    """Whether a factor can end with *token*, which is no bracket."""
    return token.kind in ("letter", "number", "prime") or (
        token.kind == "command"
        and token.text in commands.GREEK | commands.DOTS | {r"\top", r"\intercal", r"\infty"}
    )


def tensor_function_ahead(reader: Reader) -> int:
    r"""Return how many tokens the name of a function of tensors has, 0 if there is none ahead.

    ``\operatorname{tr}``, ``\mathrm{tr}``, and ``\text{tr}``, which the lexer makes one token. A
    declared name is that name.
    """
    token = reader.token
    if token.kind == "command" and token.text in commands.TENSOR_FUNCTIONS:
        return 1
    if token.text not in (r"\operatorname", r"\mathrm") or reader.ahead().kind != "open":
        return 0
    word = [t.text for t in group_ahead(reader.tokens, reader.position + 1)]
    if rf"\operatorname{{{''.join(word)}}}" not in commands.TENSOR_FUNCTIONS:
        return 0
    declared = reader.names.canonical(f"{token.text}{{{''.join(word)}}}")
    return 0 if declared is not None else len(word) + 3


def starts_function(reader: Reader) -> bool:
    """Whether a function, a sum, a derivative or a differential begins with the next token."""
    token = reader.token
    if tensor_function_ahead(reader) or starts_mean(reader):
        return True
    if token.kind == "command" and (token.text in commands.FUNCTIONS or token.text in _OPERATORS):
        return True
    if starts_operator(reader):
        return True
    if starts_name(token):
        mark = reader.position
        key = read_name(reader)
        reader.position = mark
        return reader.names.applies(key)
    return False


def begins_new_row(reader: Reader, layout: int) -> bool:
    """Whether the minus ahead begins a statement of its own; before it stands layout.

    It goes on with the row above if nothing stands before it in the first column, or if its row
    has no relation. Raises ReadingError ``ambiguous`` where the columns do not tell.
    """
    if reader.at("+"):
        return False
    rows = [t for t in reader.tokens[layout : reader.position] if t.kind == "row"]
    if rows and rows[-1].text == "indented":
        return False
    if not _has_relation(reader):
        return False
    if rows and rows[-1].text == "split":
        return True
    raise ReadingError(
        "ambiguous",
        reader.token.span,
        "this minus can go on with what stands before it or begin a statement of its own",
        "begin a row that goes on with &, or separate the statements by a comma and \\quad",
    )


def _has_relation(reader: Reader) -> bool:
    """Whether a relation stands between the next token and the end of its row or statement."""
    depth = 0
    for token in reader.tokens[reader.position :]:
        depth += token.kind in ("open", "cases", "array")
        depth -= token.kind in ("close", "endcases", "endarray")
        if depth < 0 or (depth == 0 and (is_layout(token) or token.kind in ("text", "finish"))):
            return False
        sign = token.kind in ("symbol", "command") and token.text in _RELATIONS
        if depth == 0 and sign:
            return True
    return False


def take_undeclared(reader: Reader, letters: Container[str], *brackets: str) -> str | None:
    """Step over one of *letters* before a bracket, where the page declares no such name.

    None, unmoved, if none stands here.
    """
    start = reader.position
    with suppress(ReadingError):  # what is no name is none of these
        key = read_letter(reader) if starts_name(reader.token) else ""
        if key in letters and reader.names.canonical(key) is None and reader.at(*brackets):
            return key
    reader.position = start
    return None


def take_mean_sign(reader: Reader) -> str | None:
    """Step over the sign of a mean or a variance; None, unmoved, if none stands here."""
    start = reader.position
    token = reader.token
    if token.kind == "command" and token.text in commands.MEANS:
        reader.take()
        return token.text
    if reader.at(r"\mathop") and reader.ahead().kind == "open":
        reader.position += 2
        inside = take_mean_sign(reader)
        if inside is not None and reader.token.kind == "close":
            reader.take()
            return inside
    elif starts_name(token):
        try:
            key = read_letter(reader)
        except ReadingError:
            key = ""
        plain = key != "E" or reader.at("[", "(") or reader.token.kind == "sub"
        if key in commands.MEANS and plain and not _is_declared(reader, start):
            return key
    reader.position = start
    return None


def _is_declared(reader: Reader, start: int) -> bool:
    """Whether the name at *start*, with the scripts that belong to it, is declared."""
    tokens, mark = reader.tokens, reader.position
    reader.position = start
    key = read_name(reader)
    sign = {"sub": "_", "sup": "^"}.get(reader.token.kind, "")
    reader.tokens, reader.position = tokens, mark
    member = bool(sign) and key + sign in reader.names.families
    return member or reader.names.canonical(key) is not None


def starts_mean(reader: Reader) -> bool:
    """Whether a mean or a variance begins with the next token."""
    start = reader.position
    found = take_mean_sign(reader) is not None
    reader.position = start
    return found
