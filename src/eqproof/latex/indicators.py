r"""Reading conditions, and what is 1 where one holds: ``\mathbb{1}[y = 1]``, ``\delta_{ij}``.

condition  := comparison ((',' | 'and' | '\\land') comparison)*
comparison := expression (relation expression)+

All of them hold where the condition does.
"""

from eqproof.diagnostics import ReadingError
from eqproof.latex import commands
from eqproof.latex.grammar import Grammar
from eqproof.latex.nodes import Both, Comparison, ComparisonSign, Indicator, Node, Truth
from eqproof.latex.reader import Reader
from eqproof.latex.remarks import plain_words
from eqproof.latex.tokens import Token
from eqproof.source import Span

_SIGNS: dict[str, ComparisonSign] = {
    "=": "=",
    r"\ne": r"\ne",
    "<": "<",
    r"\le": r"\le",
    ">": ">",
    r"\ge": r"\ge",
}


_AND = frozenset({",", r"\land", r"\wedge"})


def read_condition(reader: Reader, grammar: Grammar) -> Truth:
    """Read comparisons of numbers, one or more."""
    start = reader.position
    found = _read_comparisons(reader, grammar)
    while reader.token.text in _AND or _says_and(reader.token):
        reader.take()
        found += _read_comparisons(reader, grammar)
    return found[0] if len(found) == 1 else Both(tuple(found), span=reader.since(start))


def _says_and(token: Token) -> bool:
    return token.kind == "text" and plain_words(token) == "and"


def _read_comparisons(reader: Reader, grammar: Grammar) -> list[Comparison]:
    start = reader.position
    left = grammar.expression(reader)
    if not reader.at_relation():
        raise ReadingError(
            "missing-operand",
            reader.since(start),
            "a condition compares two things, and this has no relation",
        )
    found: list[Comparison] = []
    while reader.at_relation():
        sign = reader.take()
        kind = _SIGNS.get(commands.RELATIONS[sign.text])
        if kind is None:
            raise ReadingError(
                "unsupported", sign.span, f"{sign.text} cannot be the relation of a condition"
            )
        right = grammar.expression(reader)
        found.append(Comparison(left, kind, right, span=left.span.to(right.span)))
        left = right
    return found


def starts_indicator(reader: Reader, typeface: str) -> bool:
    r"""Whether the bracket behind a bold 1 holds a condition.

    ``\mathbf{1}(…)`` is the column of ones beside a bracket; ``\mathbb{1}(…)`` never is.
    """
    brackets = ("[", r"\{", r"\lbrack", r"\lbrace")
    return reader.at(*brackets, "(") if typeface == r"\mathbb" else reader.at(*brackets)


def read_indicator(reader: Reader, grammar: Grammar, start: int) -> Node:
    r"""Read the bracket of ``\mathbb{1}[…]``, whose 1 is read and began at *start*."""
    opening = reader.take()
    outer, reader.subscript = reader.subscript, False
    condition = read_condition(reader, grammar)
    reader.subscript = outer
    reader.expect_bracket(opening)
    return Indicator(condition, span=reader.since(start))


def delta(indices: tuple[Node, ...], span: Span) -> Node:
    r"""Return what ``\delta`` or ``I`` with *indices* says, where it is not declared."""
    if len(indices) != 2:
        raise ReadingError(
            "shape-mismatch",
            span,
            f"this is 1 where two indices are equal, here stand {len(indices)}",
            r"write \delta_{ij} or I_{ij}",
        )
    return Indicator(Comparison(indices[0], "=", indices[1], span=span), span=span)
