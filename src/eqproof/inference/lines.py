"""The lines of a formula as tokens: statements, their sides and the signs between them.

Nothing must be declared for this. It finds what a text states first of a name.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from eqproof.diagnostics import ReadingError
from eqproof.latex import commands
from eqproof.latex.names import Names
from eqproof.latex.reader import is_layout
from eqproof.latex.reasons import with_reasons_last
from eqproof.latex.rows import arrange, is_boundary
from eqproof.latex.tokens import Token
from eqproof.latex.typed import with_functions
from eqproof.page import Formula


@dataclass(frozen=True, slots=True)
class Line:
    """A statement: its sides, and the relations between them, as tokens of *formula*."""

    formula: Formula
    sides: tuple[tuple[Token, ...], ...]
    signs: tuple[str, ...]


def arranged(tokens: Sequence[Token]) -> list[Token]:
    """Return *tokens* as rows with functions typed as letters made out; as they are if broken."""
    shown = [t for t in tokens if t.kind not in ("tag", "label")]
    try:
        rows = with_reasons_last(arrange(shown))
    except ReadingError:
        rows = shown
    return with_functions(_bare(rows), Names())


def _bare(tokens: list[Token]) -> list[Token]:
    r"""Return *tokens* without braces around one letter that nothing needs: ``{\ell}(p)``."""
    found: list[Token] = []
    place = 0
    while place < len(tokens):
        group = tokens[place : place + 3]
        kinds = [token.kind for token in group]
        needed = bool(found) and found[-1].kind in ("sub", "sup", "command", "close")
        if kinds in (["open", "letter", "close"], ["open", "command", "close"]) and not needed:
            found.append(group[1])
            place += 3
        else:
            found.append(group[0])
            place += 1
    return found


def lines_of(formula: Formula, tokens: Sequence[Token]) -> list[Line]:
    """Return the statements of a formula that have a relation, in reading order."""
    found: list[Line] = []
    sides: list[list[Token]] = [[]]
    signs: list[str] = []
    depth = 0
    for place, token in enumerate(tokens):
        depth += token.nesting
        depth += (token.kind in ("cases", "array")) - (token.kind in ("endcases", "endarray"))
        if depth == 0 and token.text in commands.RELATIONS and token.kind in ("symbol", "command"):
            signs.append(commands.RELATIONS[token.text])
            sides.append([])
        elif depth == 0 and _ends(tokens, place):
            if not _continues(tokens, place):
                found += _line(formula, sides, signs)
                sides, signs = [[]], []
        else:
            sides[-1].append(token)
    return [*found, *_line(formula, sides, signs)]


def _line(formula: Formula, sides: list[list[Token]], signs: list[str]) -> list[Line]:
    said = tuple(tuple(_stripped(side)) for side in sides)
    return [Line(formula, said, tuple(signs))] if signs and said[0] else []


def _stripped(side: list[Token]) -> list[Token]:
    """Return *side* without what is only layout, at its ends."""
    kept = [t for t in side if t.kind != "finish"]
    while kept and (is_layout(kept[-1]) or kept[-1].text in (".", ",", ";")):
        kept.pop()
    while kept and is_layout(kept[0]):
        kept.pop(0)
    return kept


def _ends(tokens: Sequence[Token], place: int) -> bool:
    """Whether a statement may end at *place*."""
    token = tokens[place]
    if token.text in (r"\rightarrow", r"\to", r"\mid"):
        return token.text != r"\mid"
    return is_boundary(token)


def _continues(tokens: Sequence[Token], place: int) -> bool:
    """Whether what follows the boundary at *place* begins with a relation, or is a layout."""
    for token in tokens[place:]:
        if not is_boundary(token):
            return token.text in commands.RELATIONS or token.text in (r"\overset", r"\stackrel")
        if token.kind in ("text", "finish"):
            return False
    return False
