r"""Reading conditions, and what is 1 where one holds: ``\mathbb{1}[y = 1]``, ``\delta_{ij}``.

condition := expression relation expression
"""

from eqproof.diagnostics import ReadingError
from eqproof.latex import commands
from eqproof.latex.grammar import Grammar
from eqproof.latex.nodes import Comparison, ComparisonSign, Indicator, Node
from eqproof.latex.reader import Reader
from eqproof.source import Span

_SIGNS: dict[str, ComparisonSign] = {
    "=": "=",
    r"\ne": r"\ne",
    "<": "<",
    r"\le": r"\le",
    ">": ">",
    r"\ge": r"\ge",
}


def read_condition(reader: Reader, grammar: Grammar) -> Comparison:
    """Read one comparison of two numbers."""
    start = reader.position
    left = grammar.expression(reader)
    if not reader.at_relation():
        raise ReadingError(
            "missing-operand",
            reader.since(start),
            "a condition compares two things, and this has no relation",
        )
    sign = reader.take()
    kind = _SIGNS.get(commands.RELATIONS[sign.text])
    if kind is None:
        raise ReadingError(
            "unsupported", sign.span, f"{sign.text} cannot be the relation of a condition"
        )
    right = grammar.expression(reader)
    if reader.at_relation():
        raise ReadingError(
            "unsupported", reader.token.span, "a condition with two relations cannot be read yet"
        )
    return Comparison(left, kind, right, span=reader.since(start))


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
