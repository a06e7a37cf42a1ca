r"""Names that look like a power: the square ``\sigma^2 := …``, the inverse ``g^{-1}(t) := …``."""

from collections.abc import Sequence

from eqproof.latex.marks import numbers_entries
from eqproof.latex.naming import read_new_word
from eqproof.latex.reader import Reader
from eqproof.latex.symbols import INVERSE, SQUARE, script_ahead
from eqproof.latex.tokens import Token


def read_new_square(reader: Reader, indices: frozenset[str] = frozenset()) -> str:
    r"""Read a name as ``read_new_word`` does; it may be a square: ``\sigma^2``, ``\sigma_j^2``."""
    return with_square(reader, read_new_word(reader, indices), indices)


def with_square(reader: Reader, key: str, indices: frozenset[str] = frozenset()) -> str:
    """Return the name *key*, with the square ahead, which is taken from among its scripts."""
    start = place = reader.position
    if reader.token.kind == "sub" and (entries := script_ahead(reader)) is not None:
        place = entries.end
    if not _is_square(reader.tokens, place):
        return key
    end = place + (2 if reader.tokens[place + 1].kind == "number" else 4)
    reader.tokens = [*reader.tokens[:place], *reader.tokens[end:]]
    below = script_ahead(reader) if place == start and reader.token.kind == "sub" else None
    if below is not None and "_" not in key and not numbers_entries(below, indices):
        reader.position = below.end
        key += below.text
    return key + SQUARE


def with_inverse(reader: Reader, key: str) -> str:
    """Return the name *key*, with the sign of the inverse ahead if brackets stand behind it."""
    script = script_ahead(reader) if reader.token.kind == "sup" else None
    if script is None or script.text != INVERSE or reader.tokens[script.end].text != "(":
        return key
    reader.position = script.end
    return key + INVERSE


def _is_square(tokens: Sequence[Token], place: int) -> bool:
    """Whether ``^2`` stands at *place*."""
    said = [token.text for token in tokens[place : place + 4]]
    return tokens[place].kind == "sup" and (said[1:2] == ["2"] or said[1:] == ["{", "2", "}"])
