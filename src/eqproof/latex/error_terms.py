r"""Reading error terms: ``f(x + h) = f(x) + h f'(x) + O(h^2)``.

error := ('O' | 'o' | '\mathcal O') '(' power ')'
power := name ['^' number]  |  '|' name '|' ['^' number]

An error term is a summand of a side, and stands for something that is no larger. So an equation
with one is read from left to right only: what has an error term does not equal what has none.
"""

from collections.abc import Sequence
from typing import Literal

from eqproof.diagnostics import ReadingError
from eqproof.latex.grammar import Grammar
from eqproof.latex.lookahead import starts_factor, take_undeclared
from eqproof.latex.nodes import Call, ErrorTerm, Name, Node, Number, Power, walk
from eqproof.latex.places import summands
from eqproof.latex.reader import Reader
from eqproof.source import Span

_LETTERS: dict[str, Literal["O", "o"]] = {"O": "O", r"\mathcal{O}": "O", "o": "o"}
HIGHEST_ORDER = 4
"""Terms of a higher order than this are not compared."""


def read_error(reader: Reader, grammar: Grammar) -> Node | None:
    """Read an error term if one stands here, else None. Its letter is no declared name."""
    start = reader.position
    key = take_undeclared(reader, _LETTERS, "(")
    if key is None:
        return None
    letter = _LETTERS[key]
    opening = reader.take()
    inside = grammar.expression(reader)
    reader.expect_bracket(opening)
    span = reader.since(start)
    small = _power(inside)
    if small is None:
        raise ReadingError(
            "unsupported",
            span,
            "an error term is that of a whole power of one name, for small values of it",
            f"write {letter}(h^2), or declare {key} if it is a name",
        )
    name, order = small
    if order + (letter == "o") > HIGHEST_ORDER + 1:
        raise ReadingError("unsupported", span, f"errors beyond {HIGHEST_ORDER + 1} are not read")
    if starts_factor(reader):
        raise _no_summand(span)
    return ErrorTerm(inside, letter, name, order, span=span)


def _power(node: Node) -> tuple[str, int] | None:
    match node:
        case Name(key) | Call(r"\abs", (Name(key),), 0):
            return key, 1
        case Power(base, Number(text)) if text.isdecimal() and 0 < int(text[:3]) <= 9:
            below = _power(base)
            return None if below is None else (below[0], below[1] * int(text))
        case _:
            return None


def check_errors(sides: Sequence[Node], signs: Sequence[str]) -> None:
    """Raise ReadingError where an error term stands where it says nothing."""
    if len(sides) > 1 and any(isinstance(term, ErrorTerm) for term in summands(sides[0])):
        raise ReadingError(
            "unsupported", sides[0].span, "an equation with an error term begins without one"
        )
    before: ErrorTerm | None = None
    for place, side in enumerate(sides):
        found = [node for node in walk(side) if isinstance(node, ErrorTerm)]
        own = [term for term in summands(side) if isinstance(term, ErrorTerm)]
        if len(found) > len(own):
            # two of one order are equal: which of them is no summand is a question of place
            raise _no_summand(next(n for n in found if all(n is not o for o in own)).span)
        if len(own) > 1:
            raise ReadingError("ambiguous", own[1].span, "one side has one error term", None)
        if own and before is not None and before.key != own[0].key:
            raise ReadingError("ambiguous", own[0].span, "the error terms are of different names")
        if (own or before) and place and signs[place - 1] != "=":
            raise ReadingError("unsupported", side.span, "only an equation can have an error term")
        if before is not None and not own:
            raise ReadingError(
                "unsupported",
                side.span,
                "what stands before has an error term, so this needs one too",
                f"add {before.letter}(…) here",
            )
        before = own[0] if own else before


def _no_summand(span: Span) -> ReadingError:
    return ReadingError(
        "unsupported", span, "an error term is a summand of a whole side, and no factor"
    )
