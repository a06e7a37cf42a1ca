r"""The ways to type what is 1 where a condition holds, brought to one: ``\mathbb{1}[i = j]``.

A bracket with a relation in it is no factor, so that ``1(y = k)`` can be nothing else. Others are
``\mathbf{1}_{\{y = k\}}``, ``I(y = k)`` and, behind a sign or where a row begins, ``[y = k]``.
"""

from collections.abc import Sequence

from eqproof.latex import commands
from eqproof.latex.rows import is_boundary
from eqproof.latex.symbols import bracket_ahead, group_ahead, is_bracketed
from eqproof.latex.tokens import Token

_LETTERS = ("1", "I")
_TYPEFACES = commands.ALPHABETS | {r"\operatorname"}


def with_indicators(tokens: Sequence[Token]) -> list[Token]:
    r"""Return *tokens* with every indicator written as ``\mathbb{1}`` and a bracket."""
    found: list[Token] = []
    position = 0
    while position < len(tokens):
        length = _length_of_one(tokens, position)
        if length and not _continues_name(found):
            bracket = _bracket(tokens, position + length)
            if bracket is not None:
                inside, position = bracket
                found += _indicator(tokens[position - 1], inside)
                continue
        begins = not found or found[-1].kind in ("row", "begin")
        if tokens[position].text == "[" and (begins or _is_wanted(found)):
            bracket = _bracket(tokens, position)
            if bracket is not None and (not begins or _goes_on(tokens, bracket[1])):
                inside, position = bracket
                found += _indicator(tokens[position - 1], inside)
                continue
        found.append(tokens[position])
        position += 1
    return found


def _length_of_one(tokens: Sequence[Token], position: int) -> int:
    r"""Return how many tokens the sign of an indicator at *position* has: ``1``, ``\mathbb{I}``."""
    token = tokens[position]
    if token.kind in ("number", "letter") and token.text in _LETTERS:
        return 1
    texts = [t.text for t in tokens[position : position + 4]]
    if token.text not in _TYPEFACES or len(texts) < 4:
        return 0
    if texts[1] in _LETTERS:
        return 2
    return 4 if texts[1] == "{" and texts[2] in _LETTERS and texts[3] == "}" else 0


def _continues_name(before: Sequence[Token]) -> bool:
    """Whether a 1 or an I here is a script, or an argument, or a part of a name."""
    if not before:
        return False
    last = before[-1]
    argument = last.kind == "open" and len(before) > 1 and before[-2].kind in ("sub", "sup")
    return last.kind in ("sub", "sup") or argument or last.text in _TYPEFACES


def _is_wanted(before: Sequence[Token]) -> bool:
    """Whether a factor is wanted behind *before*, so that a bracket is no argument."""
    signs = {*commands.RELATIONS, *commands.PRODUCT_SIGNS, "+", "-", *commands.BRACKETS}
    return before[-1].text in signs


def _goes_on(tokens: Sequence[Token], position: int) -> bool:
    """Whether a side goes on at *position*: a bracket by itself may be a condition of the row."""
    behind = tokens[position]
    if behind.kind == "column":
        return tokens[position + 1].text in commands.RELATIONS
    return behind.kind not in ("tag", "label") and not is_boundary(behind)


def _bracket(tokens: Sequence[Token], position: int) -> tuple[Sequence[Token], int] | None:
    """Return the condition in the bracket or subscript at *position*, and the place behind it."""
    if position >= len(tokens):
        return None
    if tokens[position].kind == "sub":
        if tokens[position + 1].kind != "open":
            return None
        inside = group_ahead(tokens, position + 1)
        end = position + 3 + len(inside)
        if is_bracketed(inside):
            inside = inside[1:-1]
    elif tokens[position].text in commands.BRACKETS:
        inside = bracket_ahead(tokens, position)
        end = position + 2 + len(inside)
    else:
        return None
    depth = 0
    for token in inside:
        depth += token.nesting
        if depth == 0 and token.text in commands.RELATIONS and token.text != r"\in":
            return inside, end
    return None


def _indicator(last: Token, inside: Sequence[Token]) -> list[Token]:
    """Return the tokens of the indicator of the condition *inside*, which ends with *last*."""
    place = inside[0].span.to(last.span)
    sign = [("command", r"\mathbb"), ("open", "{"), ("number", "1"), ("close", "}")]
    return [
        *(Token(kind, text, place) for kind, text in sign),  # type: ignore[arg-type]
        Token("symbol", "[", place),
        *inside,
        Token("symbol", "]", place),
    ]
