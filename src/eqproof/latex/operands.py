r"""Reading what a derivative is taken of, where that stands behind the sign of change.

operand := '[' expression ']' script* | term

A square bracket right behind the sign holds all that is differentiated. So may a round one with the
variable; where more factors with the variable follow it, they may be meant to be inside as well.
"""

from collections.abc import Iterator, Sequence

from eqproof.diagnostics import ReadingError
from eqproof.latex.grammar import Grammar
from eqproof.latex.nodes import Fraction, Node, Product, free_names, varied
from eqproof.latex.reader import Reader
from eqproof.latex.symbols import bracket_ahead
from eqproof.latex.tokens import Token


def read_operand(reader: Reader, grammar: Grammar, sign: Token, variables: Sequence[Node]) -> Node:
    """Read the term that *sign* differentiates by *variables*, which stands behind it."""
    check_operand(reader, sign)
    if reader.at("["):
        return grammar.factor(reader)
    start = reader.position
    end = start + len(bracket_ahead(reader.tokens, start)) + 2 if reader.at("(") else start
    body = grammar.term(reader)
    if start < end < reader.position and reader.tokens[end].kind not in ("sub", "sup"):
        names = set().union(*(free_names(varied(v)) for v in variables))
        first, *others = _parted(body, reader.tokens[end - 1].span.end)
        if names & free_names(first) and any(names & free_names(factor) for factor in others):
            raise ReadingError(
                "ambiguous",
                reader.since(start),
                "this can be differentiated as a whole, or up to the end of its first bracket",
                r"write \left[ … \right] around all that is differentiated",
            )
    return body


def _parted(body: Node, border: int) -> Iterator[Node]:
    """Yield what of *body* ends at the place *border*, and the factors behind it."""
    match body:
        case Product(left, right) | Fraction(left, right) if right.span.start >= border:
            yield from _parted(left, border)
            yield right
        case _:
            yield body


def check_operand(reader: Reader, sign: Token) -> None:
    """Raise ReadingError if nothing stands behind *sign* that it could differentiate."""
    if (
        reader.token.kind in ("finish", "close", "row", "column", "text", "symbol")
        and not reader.at("(", "[", "|")
    ) or reader.at_relation():
        raise ReadingError("missing-operand", sign.span, "nothing stands here to differentiate")
