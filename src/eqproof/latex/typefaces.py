r"""One bold typeface over several names: ``\mathbf{X^Ty}`` for ``\mathbf{X}^T\mathbf{y}``.

It is shown as each letter in its own. Several letters alone are that only where they are no
declared name, and the letters are. Scripts keep the looks that they have.
"""

from collections.abc import Iterator, Sequence

from eqproof.latex import commands
from eqproof.latex.names import Names
from eqproof.latex.symbols import group_ahead
from eqproof.latex.tokens import Token

_BOLD = {r"\mathbf": r"\mathbf", r"\bm": r"\mathbf", r"\boldsymbol": r"\boldsymbol"}
_BETWEEN = frozenset(
    {*commands.PRODUCT_SIGNS, *commands.ENTRYWISE_SIGNS, *commands.BRACKETS}
    | {*commands.BRACKETS.values(), "+", "-", ","}
)


def with_single_letters(tokens: Sequence[Token], names: Names) -> list[Token]:
    """Return *tokens* with every typeface over one name each, where it stood over more."""
    found: list[Token] = []
    position = 0
    while position < len(tokens):
        token, behind = tokens[position], tokens[min(position + 1, len(tokens) - 1)]
        inside: list[Token] = []
        if token.kind == "command" and token.text in _BOLD and behind.kind == "open":
            inside = group_ahead(tokens, position + 1)
        parts = _parts(inside, token, names) if len(inside) > 1 else None
        if parts is None:
            found.append(token)
            position += 1
        else:
            found += parts
            position += len(inside) + 3
    return found


def _parts(inside: Sequence[Token], typeface: Token, names: Names) -> list[Token] | None:
    """Return what stands *inside* of a typeface, each name in its own; None for anything else."""
    alphabet = _BOLD[typeface.text]
    word = "".join(token.text for token in inside)
    letters = sum(token.kind == "letter" or token.text in commands.GREEK for token in inside)
    if letters < 2 or names.knows(f"{alphabet}{{{word}}}"):
        return None
    found: list[Token] = []
    place = 0
    while place < len(inside):
        token = inside[place]
        length = _script(inside, place)
        if length:
            found += inside[place : place + length]
        elif token.kind == "letter" or token.text in commands.GREEK:
            if not _is_known(f"{alphabet}{{{token.text}}}", names):
                return None
            found += _dressed(token, alphabet)
        elif token.text in commands.ACCENTS:
            braced = place + 1 < len(inside) and inside[place + 1].kind == "open"
            base = inside[place + 1 + braced : place + 2 + braced]
            length = 2 + 2 * braced
            if len(base) != 1 or (braced and inside[place + 3 : place + 4] == []):
                return None
            if not _is_known(f"{token.text}{{{alphabet}{{{base[0].text}}}}}", names):
                return None
            brace = Token("open", "{", token.span), Token("close", "}", token.span)
            found += [token, brace[0], *_dressed(base[0], alphabet), brace[1]]
        elif token.text in ("0", "1"):
            found += _dressed(token, alphabet)
        elif token.kind == "number" or token.text in _BETWEEN:
            found.append(token)
        else:
            return None
        place += length or 1
    return found


def _script(inside: Sequence[Token], place: int) -> int:
    """Return how many tokens the script at *place* has, 0 if there is none."""
    if inside[place].kind not in ("sub", "sup") or place + 1 == len(inside):
        return inside[place].kind == "prime"
    braced = inside[place + 1].kind == "open"
    return 3 + len(group_ahead(inside, place + 1)) if braced else 2


def _is_known(key: str, names: Names) -> bool:
    """Whether *key* is declared, or a member or layer of something is written with it."""
    return names.knows(key) or names.begins(key)


def _dressed(token: Token, alphabet: str) -> Iterator[Token]:
    span = token.span
    yield from (Token("command", alphabet, span), Token("open", "{", span))
    yield from (token, Token("close", "}", span))
