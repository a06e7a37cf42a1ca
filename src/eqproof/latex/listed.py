r"""Whether a second condition stands behind the first: ``\text{if } a > 0 \text{ and } b > 0``.

It could also be the next statement. Before a statement it is a condition where a colon or ``then``
says where the conditions end. Behind one it is a condition if it compares a name, not with ``=``,
and nothing follows in its row. That a name has some sign is nothing that a page goes on to claim;
``supposing`` refuses it of names that the page defines.
"""

from collections.abc import Sequence

from eqproof.latex import commands
from eqproof.latex.reader import Reader
from eqproof.latex.remarks import plain_words
from eqproof.latex.rows import is_boundary
from eqproof.latex.symbols import starts_name
from eqproof.latex.tokens import Token

_SPACES = (r"\quad", r"\qquad")


def listed_ahead(reader: Reader, behind: bool) -> bool:
    """Whether a comma or ``and`` is ahead, and one more condition behind it."""
    if not _joins(reader.token):
        return False
    part = _part(reader, reader.position + 1)
    if not _is_related(part):
        return False
    end = reader.position + 1 + len(part)
    if not behind:
        return _ends_before_statement(reader, end, part)
    return _compares_name(part) and (
        _ends_row(reader.tokens[end:]) or _goes_on(reader, end, behind)
    )


def _joins(token: Token) -> bool:
    return token.text == "," or plain_words(token) == "and"


def _goes_on(reader: Reader, end: int, behind: bool) -> bool:
    inner = reader.inner([])
    inner.tokens, inner.position = reader.tokens, end
    return listed_ahead(inner, behind)


def _part(reader: Reader, start: int) -> Sequence[Token]:
    """Return the tokens up to what parts statements, or a colon, outside of brackets."""
    depth = 0
    for place in range(start, len(reader.tokens)):
        token = reader.tokens[place]
        depth += token.nesting
        if depth < 0 or (depth == 0 and (is_boundary(token) or token.text == ":")):
            return reader.tokens[start:place]
    return reader.tokens[start:]


def _is_related(part: Sequence[Token]) -> bool:
    return any(t.text in commands.RELATIONS for t in part)


def _compares_name(part: Sequence[Token]) -> bool:
    """Whether *part* compares with other relations than ``=``, and names stand in it."""
    signs = [commands.RELATIONS[t.text] for t in part if t.text in commands.RELATIONS]
    compares = all(sign in (r"\ne", "<", ">", r"\le", r"\ge") for sign in signs)
    return compares and starts_name(part[0])


def _ends_row(tokens: Sequence[Token]) -> bool:
    """Whether a period at most stands before the end of the row or of the formula."""
    for token in tokens:
        if token.kind in ("row", "finish", "tag", "label"):
            return True
        if token.text != ".":
            return False
    return True


def _ends_before_statement(reader: Reader, end: int, part: Sequence[Token]) -> bool:
    """Whether ``then`` stands behind the conditions, or a colon and a statement."""
    while _joins(reader.tokens[end]):
        if _says_then(reader.tokens[end + 1]):
            return True
        behind = _part(reader, end + 1)
        if not _is_related(behind):
            return False
        part, end = [*part, *behind], end + 1 + len(behind)
    token = reader.tokens[end]
    if token.text == ":":
        begin = end + 1
        while reader.tokens[begin].text in _SPACES:
            begin += 1
        return _compares_name(part) and _is_related(_part(reader, begin))
    return _says_then(token)


def _says_then(token: Token) -> bool:
    return plain_words(token).split()[:1] == ["then"]
