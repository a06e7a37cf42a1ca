r"""Reading case distinctions.

cases  := '\begin{cases}' branch ('\\' branch)* '\end{cases}'
branch := value '&' ['if' | 'when' | 'for'] condition | value '&' 'otherwise'

The words stand in ``\text{…}``. All that is said of when a value holds is checked, so no other
words can stand there.
"""

from functools import partial

from eqproof.diagnostics import ReadingError
from eqproof.latex.grammar import Grammar
from eqproof.latex.indicators import read_condition
from eqproof.latex.nodes import Branch, Cases, Node, Truth
from eqproof.latex.reader import Reader
from eqproof.latex.remarks import plain_words
from eqproof.latex.rows import split_table, take_table
from eqproof.latex.tokens import Token

_IF = frozenset({"if", "when", "for"})
_OTHERWISE = frozenset({"otherwise", "else"})
_SPACES = (r"\quad", r"\qquad")
_STOPS = (",", ";", ".")


def read_cases(reader: Reader, grammar: Grammar) -> Node:
    """Read a case distinction; the next token is of kind ``cases``."""
    start = reader.position
    opening = reader.token
    rows = [row for row in split_table(take_table(reader), "branch") if row]
    branches = [_read_branch(row, reader, grammar) for row in rows]
    if not branches:
        raise ReadingError("missing-operand", opening.span, "these cases are empty")
    for branch in branches[:-1]:
        if branch.condition is None:
            raise ReadingError(
                "ambiguous", branch.span, "what holds otherwise can be the last case only"
            )
    return Cases(tuple(branches), span=reader.since(start))


def _read_branch(row: list[Token], reader: Reader, grammar: Grammar) -> Branch:
    place = row[0].span.to(row[-1].span)
    parts = [_bare(part) for part in split_table(row, "guard")]
    if len(parts) != 2 or not all(parts):
        raise ReadingError(
            "missing-operand",
            place,
            "a case is a value and, behind one &, when it holds",
            r"write … & \text{if } … or … & \text{otherwise}",
        )
    value = reader.read_all(parts[0], grammar.expression)
    return Branch(value, _read_guard(parts[1], reader, grammar), span=place)


def _bare(part: list[Token]) -> list[Token]:
    """Return *part* without the spaces around it and the stop behind it."""
    while part and part[0].text in _SPACES:
        part = part[1:]
    while part and (part[-1].text in _SPACES or _is_stop(part[-1])):
        part = part[:-1]
    return part


def _is_stop(token: Token) -> bool:
    words = token.kind == "text" and token.text.strip() in _STOPS
    return words or (token.kind == "symbol" and token.text in _STOPS)


def _read_guard(part: list[Token], reader: Reader, grammar: Grammar) -> Truth | None:
    first = part[0]
    words = first.text.strip(" ~,.") if first.kind == "text" else None
    if words in _OTHERWISE and len(part) == 1:
        return None
    if words in _IF:
        part = _bare(part[1:])
    if not part:
        raise ReadingError("missing-operand", first.span, "nothing stands behind this word")
    depth = 0
    for token in part:
        depth += (token.kind == "cases") - (token.kind == "endcases")
        if token.kind == "text" and depth == 0 and plain_words(token) != "and":
            raise ReadingError(
                "unsupported",
                token.span,
                "these words say when a case holds, and cannot be checked",
                r"write a comparison, or \text{otherwise}",
            )
    return reader.read_all(part, partial(read_condition, grammar=grammar))
