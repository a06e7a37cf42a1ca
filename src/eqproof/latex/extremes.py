r"""Reading ``\max(a, b)`` and ``\min(a, b)``: the larger and the smaller of several quantities.

With something below, ``\max_i x_i``, they are read as sums are. With dots between the quantities,
``\max(x_1, \dots, x_n)``, they are the same over a fresh index. Of one quantity they are taken over
its entries: ``\max(z)``.
"""

from typing import Literal

from eqproof.diagnostics import ReadingError
from eqproof.latex import commands
from eqproof.latex.dots import Gap, close_extreme
from eqproof.latex.grammar import Grammar
from eqproof.latex.nodes import Call, Node
from eqproof.latex.operators import read_big_operator
from eqproof.latex.reader import Reader
from eqproof.latex.scripts import read_scripts
from eqproof.latex.tokens import Token


def read_extreme(reader: Reader, grammar: Grammar) -> Node | None:
    r"""``extreme := operator | (\max | \min) '(' part (',' part)* ')' script*``

    A part is an expression or dots; the bracket may stand in braces.
    """
    token, start = reader.token, reader.position
    if token.text not in (r"\max", r"\min"):
        return None
    if reader.ahead().kind == "sub":
        return read_big_operator(reader, grammar)
    reader.take()
    braced = reader.at_brace() and _opens(reader.ahead())
    if braced:
        reader.take()
    if not _opens(reader.token):
        raise ReadingError(
            "unsupported",
            token.span,
            f"{token.text} says neither which index runs nor of what it is in brackets",
            rf"write {token.text}_{{i}} … or {token.text}(a, b)",
        )
    opening = reader.take()
    outer, reader.subscript = reader.subscript, False
    arguments: list[Node] = []
    gap: Gap | None = None
    while True:
        if reader.token.kind == "command" and reader.token.text in commands.DOTS and gap is None:
            gap = Gap(len(arguments), "", reader.take())
        else:
            arguments.append(grammar.expression(reader))
        if not reader.at(","):
            break
        reader.take()
    reader.subscript = outer
    reader.expect_bracket(opening)
    if braced:
        reader.expect_close()
    if gap is not None:
        kind: Literal["max", "min"] = "max" if token.text == r"\max" else "min"
        arguments = close_extreme(arguments, gap, kind, reader.since(start))
        if len(arguments) == 1:
            return read_scripts(reader, grammar, arguments[0], start)
    node = Call(token.text, tuple(arguments), span=reader.since(start))
    return read_scripts(reader, grammar, node, start)


def _opens(token: Token) -> bool:
    return token.text in ("(", "[", r"\{", r"\lbrace")
