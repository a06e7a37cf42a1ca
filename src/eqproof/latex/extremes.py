r"""Reading ``\max(a, b)`` and ``\min(a, b)``: the larger and the smaller of several quantities.

With something below, ``\max_i x_i``, they are read as sums are.
"""

from eqproof.diagnostics import ReadingError
from eqproof.latex.grammar import Grammar
from eqproof.latex.nodes import Call, Node
from eqproof.latex.operators import read_big_operator
from eqproof.latex.reader import Reader
from eqproof.latex.scripts import read_scripts


def read_extreme(reader: Reader, grammar: Grammar) -> Node | None:
    r"""``extreme := operator | (\max | \min) '(' expression (',' expression)+ ')' script*``"""
    token, start = reader.token, reader.position
    if token.text not in (r"\max", r"\min"):
        return None
    if reader.ahead().kind == "sub":
        return read_big_operator(reader, grammar)
    reader.take()
    if not (reader.at("(", "[") or reader.token.text in (r"\{", r"\lbrace")):
        raise ReadingError(
            "unsupported",
            token.span,
            f"{token.text} says neither which index runs nor of what it is in brackets",
            rf"write {token.text}_{{i}} … or {token.text}(a, b)",
        )
    opening = reader.take()
    outer, reader.subscript = reader.subscript, False
    arguments = [grammar.expression(reader)]
    while reader.at(","):
        reader.take()
        arguments.append(grammar.expression(reader))
    reader.subscript = outer
    reader.expect_bracket(opening)
    if len(arguments) == 1:
        raise ReadingError(
            "unsupported",
            reader.since(start),
            f"{token.text} of one quantity cannot be read yet",
            rf"write {token.text}(a, b)",
        )
    node = Call(token.text, tuple(arguments), span=reader.since(start))
    return read_scripts(reader, grammar, node, start)
