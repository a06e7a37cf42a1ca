r"""Which arrows and periods part statements: ``a = b \rightarrow c = d`` says two things.

An arrow parts statements if a relation stands on both sides of it, or if a statement begins with
it. Any other one belongs to a limit or a set of functions. A period between two factors parts
statements if a relation stands on both sides of it. Otherwise it is a product sign between two
fractions or brackets where no relation follows, and refused between others: read as an end, it
would leave a factor of the product behind as a formula that states nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

from eqproof.diagnostics import ReadingError
from eqproof.latex import commands
from eqproof.latex.reader import is_layout
from eqproof.latex.remarks import plain_words
from eqproof.latex.rows import is_boundary
from eqproof.latex.tokens import Token

Joined = Literal["", "listed", "arrow", "implied", "equivalent", "update"]
"""Whether an arrow joins two statements, and whether it alone does, one way or both ways.

Those that the word "and" joins are listed.

``w \\leftarrow w - 1`` is an update: it gives the next value of ``w``, and says nothing of ``w``.
"""

_ARROWS = frozenset({r"\to", r"\rightarrow", r"\longrightarrow", r"\leadsto", r"\mapsto"})
_ONE_WAY = frozenset({r"\Rightarrow", r"\Longrightarrow", r"\implies"})
_BOTH_WAYS = frozenset({r"\Leftrightarrow", r"\Longleftrightarrow", r"\iff"})
_SPOKEN: dict[str, Joined] = {
    "and": "listed", "iff": "equivalent", "if and only if": "equivalent", "implies": "implied",
}  # fmt: skip


def with_partings(tokens: Sequence[Token]) -> list[Token]:
    r"""Return *tokens* with ``\Rightarrow`` between statements, and ``\cdot`` for a product."""
    found: list[Token] = []
    depth = 0
    for position, token in enumerate(tokens):
        depth += token.nesting
        if depth == 0 and token.kind == "command" and token.text in _ARROWS:
            before = _stretch(reversed(tokens[:position]))
            behind = _stretch(tokens[position + 1 :])
            if _is_related(behind) and (not before or _is_related(before)):
                token = replace(token, text=r"\Rightarrow")
        elif token.text == "." and _multiplies(tokens, position, depth):
            token = replace(token, kind="command", text=r"\cdot")
        found.append(token)
    return found


def joined_by(separators: Sequence[Token]) -> Joined:
    """Return how what stands between two statements joins them."""
    arrows = [t for t in separators if t.text in commands.CONNECTIVES and not is_layout(t)]
    others = [t for t in separators if not is_layout(t) and t.text not in (",", ";")]
    if not arrows:
        words = [plain_words(t) for t in others]
        return _SPOKEN.get(words[0], "") if len(words) == 1 else "listed" if "and" in words else ""
    if len(others) != 1:
        return "arrow"
    if arrows[0].text in commands.UPDATES:
        return "update"
    if arrows[0].text in _BOTH_WAYS:
        return "equivalent"
    return "implied" if arrows[0].text in _ONE_WAY else "arrow"


def _multiplies(tokens: Sequence[Token], position: int, depth: int) -> bool:
    """Whether the period at *position* stands between two factors and parts nothing."""
    if not 0 < position < len(tokens) - 1:
        return False
    before, behind = tokens[position - 1], tokens[position + 1]
    closes = before.kind == "close" or before.text in commands.CLOSERS
    opens = behind.text in commands.FRACTIONS or behind.text in commands.BRACKETS
    if depth > 0:
        return closes and opens
    if not (_ends_factor(before) and _begins_factor(behind)):
        return False
    follows = _is_related(_stretch(tokens[position + 1 :]))
    if closes and opens and not follows:
        return True
    if follows and _is_related(_stretch(reversed(tokens[:position]))):
        return False
    raise ReadingError(
        "ambiguous",
        before.span.to(behind.span),
        "this period can be a product sign or part two statements",
        r"write \cdot for the product",
    )


_OF_TABLES = ("branch", "guard", "endcases", "line", "cell", "endarray")


def _ends_factor(token: Token) -> bool:
    return not is_boundary(token) and token.kind not in _OF_TABLES


def _begins_factor(token: Token) -> bool:
    """Whether a side of a statement goes on with *token*, be it with a sign."""
    closes = token.kind == "close" or token.text in commands.CLOSERS
    ends = is_boundary(token) or token.kind in _OF_TABLES or token.text == r"\forall"
    return not (closes or ends)


def _stretch(tokens: Iterable[Token]) -> list[Token]:
    """Return *tokens* up to the first that parts statements and stands in no group."""
    found: list[Token] = []
    depth = 0
    for token in tokens:
        depth += token.nesting
        if depth == 0 and (is_boundary(token) or token.text in _ARROWS):
            # wide spaces around the arrow itself part nothing from it
            if found or token.kind != "command":
                break
            continue
        found.append(token)
    return found


def _is_related(tokens: Iterable[Token]) -> bool:
    depth = 0
    for token in tokens:
        depth += (token.kind == "open") - (token.kind == "close")
        if depth == 0 and token.text in commands.RELATIONS:
            return True
    return False
