"""What can be told of the tokens ahead without reading them."""

from eqproof.latex import commands
from eqproof.latex.reader import Reader
from eqproof.latex.symbols import read_name, starts_name


def starts_factor(reader: Reader) -> bool:
    """Whether a factor can begin with the next token."""
    token = reader.token
    if token.kind in ("letter", "number", "open"):
        return True
    if token.kind == "symbol":
        return token.text in ("(", "[")
    return token.kind == "command" and (
        starts_name(token)
        or token.text in commands.FUNCTIONS
        or token.text in commands.FRACTIONS
        or token.text in commands.TRANSPARENT
        or token.text in (r"\{", r"\lbrace", r"\lbrack")
        or token.text
        in (r"\sum", r"\prod", r"\sqrt", r"\nabla", r"\partial", r"\underbrace", r"\overbrace")
        or token.text not in commands.KNOWN
    )


def starts_function(reader: Reader) -> bool:
    """Whether a function, a sum or a derivative begins with the next token."""
    token = reader.token
    if token.kind == "command" and (
        token.text in commands.FUNCTIONS
        or token.text in (r"\sum", r"\prod", r"\nabla", r"\partial")
    ):
        return True
    if starts_name(token):
        mark = reader.position
        key = read_name(reader)
        reader.position = mark
        return reader.names.canonical(key) in reader.names.functions
    return False
