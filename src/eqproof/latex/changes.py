r"""The signs of change, ``\partial`` and ``d``, and differentials.

differential := d factor
d            := \mathrm{d}  |  'd' where d is not a declared name
"""

from collections.abc import Sequence

from eqproof.diagnostics import ReadingError
from eqproof.latex import commands
from eqproof.latex.grammar import Grammar
from eqproof.latex.naming import word_ahead
from eqproof.latex.nodes import Constant, Differential, Node, Power
from eqproof.latex.reader import Reader
from eqproof.latex.symbols import group_ahead, starts_name
from eqproof.latex.tokens import Token

PARTIAL = r"\partial"


def sign_length(tokens: Sequence[Token], position: int) -> int:
    r"""Return how many tokens the sign ``d`` takes: ``d`` 1, ``\text{d}`` 1, ``\mathrm d`` 2."""
    if position >= len(tokens):
        return 0
    token = tokens[position]
    if token.kind in ("letter", "text") and token.text == "d":
        return 1
    if token.text in (r"\mathrm", r"\mathbb", r"\operatorname"):
        texts = [t.text for t in tokens[position + 1 : position + 4]]
        if texts == ["{", "d", "}"]:
            return 4
        if texts[:1] == ["d"]:
            return 2
    return 0


def change_length(tokens: Sequence[Token], position: int, partial: bool) -> int:
    r"""Return how many tokens the sign ``\partial``, or else ``d``, takes; 0 if it is not there."""
    if partial:
        return int(position < len(tokens) and tokens[position].text == PARTIAL)
    return sign_length(tokens, position)


def is_differential(reader: Reader) -> bool:
    """Whether the sign ``d`` ahead has something behind it that it can be applied to."""
    length = sign_length(reader.tokens, reader.position)
    key = "d" if length == 1 else r"\mathrm{d}"
    following = reader.ahead(length)
    if length == 1 and word_ahead(reader):
        return False
    return reader.names.canonical(key) is None and (
        starts_name(following)
        or following.text in commands.FUNCTIONS
        or following.text in commands.FRACTIONS
        or following.text in commands.TENSOR_FUNCTIONS
        or following.text in ("(", "[", r"\{", "|", r"\|", r"\lvert", r"\lVert", r"\max", r"\min")
    )


def part_from_size(reader: Reader) -> None:
    r"""Put a product sign behind each ``d`` in the group ahead that is a declared number.

    This is the denominator of a fraction without a differential above it. So what stands below is
    none, either: in ``\frac{1}{d \sigma}`` with a declared ``d``.
    """
    if reader.names.canonical("d") is None or "d" in reader.names.tensors:
        return
    inside = group_ahead(reader.tokens, reader.position)
    start = reader.position + 1
    for place in range(start + len(inside) - 2, start - 1, -1):
        token, behind = reader.tokens[place], reader.tokens[place + 1]
        names = starts_name(behind) or behind.text in commands.FUNCTIONS
        begins = reader.tokens[place - 1].kind != "letter" and behind.kind != "letter"
        if token.kind == "letter" and token.text == "d" and names and begins:
            sign = Token("command", r"\cdot", token.span)
            reader.tokens = [*reader.tokens[: place + 1], sign, *reader.tokens[place + 1 :]]


def read_differential(reader: Reader, grammar: Grammar) -> Node | None:
    """Read a differential; None where the ``d`` ahead is a name."""
    start = reader.position
    length = sign_length(reader.tokens, start)
    if length == 1 and word_ahead(reader):
        return None
    if not is_differential(reader):
        following = reader.ahead(length)
        if length == 1 and (starts_name(following) or following.text in commands.FUNCTIONS):
            raise ReadingError(
                "ambiguous",
                reader.token.span.to(following.span),
                "d, or this name with it, is declared, so this can be a product or a differential",
                r"write \mathrm{d} for the differential, or d \cdot … for the product",
            )
        return None
    reader.position += length
    operand = grammar.factor(reader)
    span = reader.since(start)
    if isinstance(operand, Power) and not (
        isinstance(operand.base, Constant) or reader.tokens[reader.position - 1].text in (")", "]")
    ):
        raise ReadingError(
            "ambiguous",
            span,
            "this can be the differential of a power or the power of a differential",
            r"write \mathrm{d}(…^…) or (\mathrm{d} …)^…",
        )
    return Differential(operand, span=span)
