r"""The sign of a sum as a name, where a page defines it so: ``\sum_K := \sum_{c=1}^{K} e^{z_c}``.

Only the sign with the very subscript that stands left of ``:=`` is the name.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from eqproof.latex.lexer import Token

_SIGN = r"\sum"
_LONGEST = 4
Scripts = frozenset[tuple[str, ...]]


def named_sums(formulas: Iterable[Sequence[Token]]) -> Scripts:
    """Return what stands behind the signs that some formula defines, as texts of tokens."""
    found = set()
    for tokens in formulas:
        for place, token in enumerate(tokens):
            if token.text != _SIGN or token.kind != "command":
                continue
            texts = [t.text for t in tokens[place + 1 : place + 2 + _LONGEST]]
            length = next((k for k, text in enumerate(texts) if text in (":=", r"\coloneqq")), 0)
            if length and texts[0] == "_":
                found.add(tuple(text for text in texts[:length] if text not in "{}"))
    return frozenset(found)


def with_named_sums(tokens: list[Token], names: Scripts) -> list[Token]:
    """Return *tokens* where a sign with one of these scripts is a letter."""
    if not names:
        return tokens
    return [
        replace(t, kind="letter") if t.text == _SIGN and _is_named(tokens, k, names) else t
        for k, t in enumerate(tokens)
    ]


def _is_named(tokens: Sequence[Token], place: int, names: Scripts) -> bool:
    following = tokens[place + 1 : place + 2 + _LONGEST]
    if following[0].kind != "sub":
        return False
    end = 2
    if following[1].kind == "open":
        end = 1 + next((k for k, t in enumerate(following) if t.kind == "close"), 0)
    return tuple(t.text for t in following[:end] if t.text not in "{}") in names
