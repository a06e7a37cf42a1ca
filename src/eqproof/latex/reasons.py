r"""Reasons between the rows of a chain: ``&= b \quad \because b = c \\ &= d``.

A reason reaches from ``\because``, or from words such as ``using`` before a formula, to the end of
its row, and the chain goes on behind it. So it is
put behind the chain, as a statement of its own. Brackets around a reason are only how it looks.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from eqproof.latex import commands
from eqproof.latex.reader import is_layout
from eqproof.latex.remarks import plain_words
from eqproof.latex.symbols import bracket_ahead
from eqproof.latex.tokens import Token

_WORDS = ("because", "since")
_BEFORE_FORMULAS = ("using", "by", "recall", "recalling", "note", "noting", "remember")


@dataclass(slots=True)
class _Row:
    """The token that begins a row, what the row says, and its reason if it gives one."""

    sign: list[Token]
    said: list[Token]
    reason: list[Token]

    def relates(self) -> bool:
        """Whether a relation stands in the row before its reason."""
        return _relates(self.said)

    def goes_on(self) -> bool:
        """Whether the row begins with a relation, and so goes on with the chain above it."""
        said = [token for token in self.said if not is_layout(token)]
        return bool(said) and said[0].text in (*commands.RELATIONS, r"\overset", r"\stackrel")


def with_reasons_last(tokens: Sequence[Token]) -> list[Token]:
    """Return *tokens* with the reasons that interrupt a chain behind it."""
    rows = _rows(tokens)
    found: list[Token] = []
    waiting: list[Token] = []
    for place, row in enumerate(rows):
        following = next((other for other in rows[place + 1 :] if other.said), None)
        above = any(other.relates() for other in rows[: place + 1])
        interrupts = above and following is not None and following.goes_on()
        if row.reason and (interrupts or waiting):
            # what stood between the row and its reason parts nothing any more
            while row.said and (is_layout(row.said[-1]) or row.said[-1].text in (",", ";")):
                row.said.pop()
            waiting += [Token("row", "", row.reason[0].span), *row.reason]
            row.reason = []
        found += [*(row.sign if row.said or not waiting else []), *row.said, *row.reason]
        if not interrupts:
            found += waiting
            waiting = []
    return found


def _rows(tokens: Sequence[Token]) -> list[_Row]:
    rows = [_Row([], [], [])]
    for token in tokens:
        if token.kind == "row":
            rows.append(_Row([token], [], []))
        else:
            rows[-1].said.append(token)
    for row in rows:
        row.said, row.reason = _parted(row.said)
    return rows


def _parted(row: list[Token]) -> tuple[list[Token], list[Token]]:
    """Return what a row says, and its reason, without the brackets around it."""
    depth = 0
    for place, token in enumerate(row):
        bracketed = token.text == "(" and place + 1 < len(row) and _gives_reason(row[place + 1])
        if depth == 0 and bracketed:
            inside = bracket_ahead(row, place)
            if all(is_layout(t) or t.kind == "finish" for t in row[place + len(inside) + 2 :]):
                return row[:place], [*inside, *row[place + len(inside) + 2 :]]
        if depth == 0 and (_gives_reason(token) or _names_reason(token, row[place:])):
            return row[:place], row[place:]
        depth += token.nesting
    return row, []


def _names_reason(token: Token, rest: Sequence[Token]) -> bool:
    """Whether *token* are words such as ``using``, and what follows in its row is a statement."""
    words = plain_words(token).split()[:1]
    return bool(words) and words[0] in _BEFORE_FORMULAS and _relates(rest)


def _relates(tokens: Sequence[Token]) -> bool:
    return any(token.text in commands.RELATIONS for token in tokens)


def _gives_reason(token: Token) -> bool:
    return token.text == r"\because" or plain_words(token) in _WORDS
