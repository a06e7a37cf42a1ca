r"""Words that say that a matrix is symmetric, as a condition: ``\text{if } A = A^\top``.

``\text{if } A \text{ is symmetric}`` | ``\text{for symmetric } A`` | ``\text{if A is symmetric}``
"""

import re
from collections.abc import Sequence

from eqproof.latex.remarks import plain_words, states_condition
from eqproof.latex.symbols import starts_name
from eqproof.latex.tokens import Token

_BEFORE = re.compile(r"(if|when|for|with|given|assuming)( a)? symmetric( matrix| matrices)?")
_BEHIND = re.compile(r"(is )?(a )?symmetric( matrix)?")
_WHOLE = re.compile(
    r"[\s(]*(if|when|for|with|given|assuming)\s+([A-Za-z])\s+(?:is\s+)?symmetric[\s.,)]*"
)
_KINDS = ("letter", "number", "command", "open", "close", "sub", "sup")


def with_symmetry(tokens: Sequence[Token]) -> list[Token]:
    """Return *tokens* with the words that a matrix is symmetric as an equation of it."""
    found: list[Token] = []
    position = 0
    while position < len(tokens):
        token = tokens[position]
        name = _name(tokens, position + 1) if token.kind == "text" else []
        behind = tokens[min(position + 1 + len(name), len(tokens) - 1)]
        whole = _WHOLE.fullmatch(token.text) if token.kind == "text" else None
        position += 1
        if whole is not None:
            name = [Token("letter", whole[2], token.span)]
            found += [Token("text", whole[1], token.span), *_equation(name, token)]
        elif name and _BEFORE.fullmatch(plain_words(token)):
            found += [Token("text", "for", token.span), *_equation(name, token)]
            position += len(name)
        elif name and states_condition(token) and _BEHIND.fullmatch(plain_words(behind)):
            found += [token, *_equation(name, behind)]
            position += len(name) + 1
        else:
            found.append(token)
    return found


def _name(tokens: Sequence[Token], start: int) -> list[Token]:
    """Return the name that begins at *start* and ends before words, a row, a comma, or the end."""
    if start >= len(tokens) or not starts_name(tokens[start]):
        return []
    end = start
    while tokens[end].kind in _KINDS and tokens[end].text not in (r"\quad", r"\qquad", r"\in"):
        end += 1
    return list(tokens[start:end])


def _equation(name: Sequence[Token], said: Token) -> list[Token]:
    r"""Return ``A = A^\top`` for the *name* ``A``; where it is not shown, it is *said* there."""
    place = said.span
    sign, above, top = ("symbol", "="), ("sup", "^"), ("command", r"\top")
    again = [Token(token.kind, token.text, place) for token in name]
    marks = [Token(kind, text, place) for kind, text in (sign, above, top)]  # type: ignore[arg-type]
    return [*name, marks[0], *again, *marks[1:]]
