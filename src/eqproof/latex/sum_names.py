r"""The sign of a sum as a name, where a page defines it so: ``\sum_K := \sum_{c=1}^{K} e^{z_c}``.

Only the sign with the very subscript that stands left of ``:=`` is the name. Where ``\sum`` alone
is defined, or ``\sum'``, the sign without limits is that name. Before a factor either is refused,
since the sign can be meant to sum that.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from eqproof.diagnostics import ReadingError
from eqproof.latex import commands
from eqproof.latex.reader import Reader
from eqproof.latex.symbols import starts_name
from eqproof.latex.tokens import Token

_SIGN = r"\sum"
_LONGEST = 4
Scripts = frozenset[tuple[str, ...]]
_ALONE: tuple[str, ...] = ()
_PRIMES = frozenset({"'", r"\prime", "^", "{", "}"})


def named_sums(formulas: Iterable[Sequence[Token]]) -> Scripts:
    """Return what stands behind the signs that some formula defines, as texts of tokens."""
    found = set()
    for tokens in formulas:
        for place, token in enumerate(tokens):
            if token.text != _SIGN or token.kind != "command":
                continue
            texts = [t.text for t in tokens[place + 1 : place + 2 + _LONGEST]]
            length = next((k for k, text in enumerate(texts) if text in (":=", r"\coloneqq")), -1)
            if length >= 0 and _PRIMES.issuperset(texts[:length]):
                found.add(_ALONE)
            elif length > 0 and texts[0] == "_":
                found.add(tuple(text for text in texts[:length] if text not in "{}"))
    return frozenset(found)


def with_named_sums(tokens: list[Token], names: Scripts) -> list[Token]:
    """Return *tokens* where a sign with one of these scripts is a letter."""
    if not names:
        return tokens
    return [
        replace(t, kind="letter")
        if t.text == _SIGN and t.kind == "command" and _is_named(tokens, k, names)
        else t
        for k, t in enumerate(tokens)
    ]


def _is_named(tokens: Sequence[Token], place: int, names: Scripts) -> bool:
    """Whether the sign at *place* is a name. Before a factor it is none: it is refused there."""
    script: tuple[str, ...] = _ALONE
    end = place + 1
    if tokens[end].kind == "sub":
        end = _behind_script(tokens, end)
        script = tuple(t.text for t in tokens[place + 1 : end] if t.kind not in ("open", "close"))
    if script not in names:
        return False
    while tokens[end].kind == "prime":
        end += 1
    primed = tokens[end - 1].kind == "prime"
    if tokens[end].kind == "sup":
        start, end = end, _behind_script(tokens, end)
        primed = primed or _PRIMES.issuperset(t.text for t in tokens[start:end])
        if tokens[end].kind == "sub":
            return False
    behind = tokens[end]
    factor = starts_name(behind) or behind.kind in ("number", "open", "cases", "array")
    return primed or not (factor or behind.text in _BEGIN_FACTORS)


_BEGIN_FACTORS = commands.FRACTIONS | commands.FUNCTIONS | {*commands.OPENERS, r"\sqrt", _SIGN}


def check_not_named(reader: Reader, sign: Token, below: Sequence[Token]) -> None:
    """Refuse a sum whose sign and what stands *below* it are defined as a name as well."""
    texts = "".join(t.text for t in below)
    known = reader.names.knows(f"{sign.text}_{{{texts}}}" if below else sign.text)
    member = f"{sign.text}_" in reader.names.families and len(below) == 1
    if known or member:
        raise ReadingError(
            "ambiguous",
            sign.span.to(below[-1].span) if below else sign.span,
            "this is defined as a name, and can also be the sum of what stands behind it",
            r"write \cdot before what stands behind it for the product, or both limits of the sum",
        )


def _behind_script(tokens: Sequence[Token], place: int) -> int:
    """Return the position behind the script whose sign stands at *place*."""
    depth, end = 0, place + 1
    while True:
        depth += (tokens[end].kind == "open") - (tokens[end].kind == "close")
        end += 1
        if depth <= 0 or tokens[end].kind == "finish":
            return end
