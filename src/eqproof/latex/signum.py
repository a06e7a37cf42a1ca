r"""Reading ``\operatorname{sgn}(x)``: 1, -1 or 0, by the sign of a number.

It is read as the case distinction that it stands for. A page may define the name otherwise.
"""

from eqproof.latex.functions import read_argument
from eqproof.latex.grammar import Grammar
from eqproof.latex.nodes import Branch, Cases, Comparison, ComparisonSign, Negative, Node, Number
from eqproof.latex.reader import Reader
from eqproof.latex.symbols import group_ahead
from eqproof.latex.tokens import Token

_NAMES = ("sgn", "sign")


def read_sign(reader: Reader, grammar: Grammar) -> Node | None:
    r"""``sign := \operatorname{sgn} (bracket | factor+)``"""
    if reader.token.text != r"\operatorname" or reader.ahead().kind != "open":
        return None
    start = reader.position
    inside = group_ahead(reader.tokens, start + 1)
    word = "".join(token.text for token in inside)
    if word not in _NAMES or reader.names.canonical(rf"\operatorname{{{word}}}") is not None:
        return None
    name = Token("command", rf"\operatorname{{{word}}}", reader.token.span.to(inside[-1].span))
    reader.position += len(inside) + 3
    argument = read_argument(reader, grammar, name, start)
    span = reader.since(start)
    zero, one = Number("0", span=span), Number("1", span=span)

    def branch(value: Node, sign: ComparisonSign) -> Branch:
        return Branch(value, Comparison(argument, sign, zero, span=span), span=span)

    rest = Branch(zero, None, span=span)
    return Cases((branch(one, ">"), branch(Negative(one, span=span), "<"), rest), span=span)
