r"""Reading ``\operatorname{Cov}(x, y)``: the mean of x times what y is off its own mean.

That is the same as with both of them off their means, and as what the usual formulas say. A page
may define the name otherwise.
"""

from eqproof.diagnostics import ReadingError
from eqproof.latex import commands
from eqproof.latex.chance import all_random
from eqproof.latex.grammar import Grammar
from eqproof.latex.nodes import Add, Expectation, Negative, Node, Product
from eqproof.latex.reader import Reader
from eqproof.latex.symbols import read_letter, starts_name

_NAMES = frozenset(
    rf"{face}{{{word}}}" for face in (r"\operatorname", r"\mathrm") for word in ("Cov", "cov")
)


def read_covariance(reader: Reader, grammar: Grammar) -> Node | None:
    r"""``covariance := \operatorname{Cov} '(' expression ',' expression ')'``"""
    start = reader.position
    if not starts_name(reader.token) or not _is_sign(reader):
        reader.position = start
        return None
    opening = reader.take()
    outer, reader.subscript = reader.subscript, False
    one = grammar.expression(reader)
    if not reader.at(","):
        raise ReadingError(
            "unsupported", reader.since(start), "a covariance is read of two numbers only"
        )
    reader.take()
    two = grammar.expression(reader)
    reader.subscript = outer
    reader.expect_bracket(opening)
    span = reader.since(start)

    def mean(body: Node) -> Node:
        return Expectation(body, "mean", all_random(reader, body, (), span), False, span=span)

    around = Add((two, Negative(mean(two), span=span)), span=span)
    return mean(Product(one, around, span=span))


def _is_sign(reader: Reader) -> bool:
    """Step over the sign; whether it is one, and a bracket stands behind it."""
    try:
        key = read_letter(reader)
    except ReadingError:
        return False
    known = reader.names.canonical(key) is not None or reader.names.applies(key)
    return key in _NAMES and not known and reader.token.text in commands.BRACKETS
