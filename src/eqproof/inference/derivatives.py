"""Where derivatives are written: their signs, what is differentiated, and by what."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eqproof.latex import commands
from eqproof.latex.symbols import group_ahead, starts_name
from eqproof.latex.tokens import Token


@dataclass(frozen=True, slots=True)
class Written:
    """A derivative: where its *signs* stand, what begins its *body*, and what it is taken *by*."""

    signs: tuple[int, ...]
    body: tuple[Token, ...]
    by: tuple[Token, ...]


def derivatives_in(tokens: Sequence[Token]) -> Iterator[Written]:
    """Yield the derivatives and gradients in *tokens*."""
    for place, token in enumerate(tokens):
        if token.text == r"\nabla":
            yield _gradient(tokens, place)
        elif token.text in commands.FRACTIONS:
            found = _fraction(tokens, place)
            if found is not None:
                yield found


def _gradient(tokens: Sequence[Token], place: int) -> Written:
    by: list[Token] = []
    end = place + 1
    if tokens[end].kind == "sup":
        end += 1 + _length(tokens, end + 1)
    if tokens[end].kind == "sub":
        by = _argument(tokens, end + 1)
        end += 1 + _length(tokens, end + 1)
    body = tokens[end:] if end < len(tokens) and starts_name(tokens[end]) else ()
    return Written((), tuple(body), tuple(by))


def _fraction(tokens: Sequence[Token], place: int) -> Written | None:
    """Return the derivative that the fraction at *place* is; None where it is none."""
    above = place + 1
    below = above + _length(tokens, above)
    upper, lower = _argument(tokens, above), _argument(tokens, below)
    if not upper or not lower or not (_is_sign(upper[0]) and _is_sign(lower[0])):
        return None
    end = below + _length(tokens, below)
    above, below = (p + (tokens[p].kind == "open") for p in (above, below))
    signs = [
        above,
        *(below + n for n, t in enumerate(lower) if _is_sign(t) and not _lowered(lower, n)),
    ]
    body = upper[1:]
    if body and body[0].kind == "sup":
        body = body[2:]
    if not body:
        body = _argument(tokens, end)
    by = tuple(t for t in lower if not _is_sign(t))
    return Written(tuple(signs), tuple(body), by)


def _lowered(tokens: Sequence[Token], place: int) -> bool:
    return place > 0 and tokens[place - 1].kind in ("sub", "sup")


def _is_sign(token: Token) -> bool:
    return token.text in (r"\partial", "d") or token.text == r"\mathrm"


def _argument(tokens: Sequence[Token], place: int) -> list[Token]:
    """Return the argument at *place*: a group without its braces, or one token."""
    if place >= len(tokens):
        return []
    return group_ahead(tokens, place) if tokens[place].kind == "open" else [tokens[place]]


def _length(tokens: Sequence[Token], place: int) -> int:
    """Return how many tokens the argument at *place* takes, with its braces."""
    braces = 2 if place < len(tokens) and tokens[place].kind == "open" else 0
    return len(_argument(tokens, place)) + braces


def denominators_in(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Yield what stands below the fractions in *tokens* that are no derivatives."""
    for place, token in enumerate(tokens):
        if token.text in commands.FRACTIONS and _fraction(tokens, place) is None:
            yield _argument(tokens, place + 1 + _length(tokens, place + 1))
