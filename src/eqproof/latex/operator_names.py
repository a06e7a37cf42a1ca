r"""Names of derivatives: ``\mathbf{D} := \frac{\mathrm{d}}{\mathrm{d} x}`` in a formula of its own.

From there on the name stands for the operator, as a macro would: it takes what stands behind it.
"""

from collections.abc import Sequence
from dataclasses import replace

from eqproof.diagnostics import ReadingError
from eqproof.latex import commands
from eqproof.latex.changes import PARTIAL, change_length
from eqproof.latex.lexer import tokenize
from eqproof.latex.macros import Macro, Macros
from eqproof.latex.symbols import group_ahead, starts_name
from eqproof.latex.tokens import Token

_LONGEST = 12
"""So many tokens a name may have: ``\\mathbf{D}_{\\mathbf{x}}``."""


def operator_definition(
    tokens: Sequence[Token], latex: str, known: Macros
) -> tuple[str, Macro] | None:
    """Return the name of a derivative that *tokens* define, and what it stands for.

    Raises ReadingError if it has stood for another one.
    """
    place = next((i for i, t in enumerate(tokens) if t.text in (":=", r"\coloneqq")), 0)
    name, body = list(tokens[:place]), [t for t in tokens[place + 1 :] if t.kind != "finish"]
    while body and body[-1].text in (",", ".", ";"):
        body.pop()
    if not (0 < len(name) <= _LONGEST and starts_name(name[0]) and _is_operator(body)):
        return None
    key, macro = _key(name), Macro(latex[body[0].span.start : body[-1].span.end])
    if known.get(key, macro) != macro:
        raise ReadingError(
            "redefinition",
            name[0].span.to(name[-1].span),
            "this name stands for another derivative already",
            "choose another name",
        )
    return key, macro


def with_operators(tokens: Sequence[Token], macros: Macros) -> list[Token]:
    """Return *tokens* with the names of derivatives replaced by the derivatives."""
    named = {key: macro for key, macro in macros.items() if key.startswith(_MARK)}
    if not named:
        return list(tokens)
    found: list[Token] = []
    position = 0
    while position < len(tokens):
        for length in range(_LONGEST, 0, -1):
            name = tokens[position : position + length]
            macro = named.get(_key(name)) if len(name) == length else None
            if macro is not None and _stands_alone(tokens, position, position + length):
                span = name[0].span.to(name[-1].span)
                found += [replace(t, span=span) for t in tokenize(macro.body)[:-1]]
                position += length
                break
        else:
            found.append(tokens[position])
            position += 1
    return found


def _stands_alone(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether what stands from *start* to *end* is no part of a longer name, and no script."""
    last = tokens[start - 1] if start else None
    outer = tokens[start - 2] if start > 1 else None
    if last is not None and last.kind in ("sub", "sup"):
        return False
    if last is not None and last.kind == "open" and outer is not None:
        dressed = outer.text in commands.ALPHABETS | commands.ACCENTS | {r"\operatorname"}
        if dressed or outer.kind in ("sub", "sup"):
            return False
    return end >= len(tokens) or tokens[end].kind not in ("sub", "prime")


# No macro of an author has a name that begins with this.
_MARK = ":"


def _key(name: Sequence[Token]) -> str:
    return _MARK + "".join(token.text for token in name)


def _is_operator(body: list[Token]) -> bool:
    """Whether *body* is a derivative of nothing: a fraction with signs of change alone above."""
    if len(body) < 2 or body[0].text not in commands.FRACTIONS or body[1].kind != "open":
        return False
    top = group_ahead(body, 1)
    second = len(top) + 3
    if second >= len(body) or body[second].kind != "open":
        return False
    bottom = group_ahead(body, second)
    partial = bool(top) and top[0].text == PARTIAL
    signs = change_length(top, 0, partial)
    if not signs or not change_length(bottom, 0, partial) or second + len(bottom) + 2 != len(body):
        return False
    return len(top) == signs or top[signs].kind == "sup"
