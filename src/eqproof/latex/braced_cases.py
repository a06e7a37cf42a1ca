r"""Cases typed as an array behind a brace: ``\left\{ \begin{array}{ll} … \end{array} \right.``.

They are shown as ``cases`` are, and become such. A second column that begins with a relation makes
the rows equations, which are no cases.
"""

from collections.abc import Sequence
from itertools import pairwise

from eqproof.latex import commands
from eqproof.latex.tokens import Token


def with_braced_cases(tokens: Sequence[Token]) -> list[Token]:
    """Return *tokens* with the arrays of two columns behind a brace of their own as cases."""
    found = list(tokens)
    for place in range(len(found) - 1, -1, -1):
        begin = place + 1
        if found[place].text != r"\{" or not _is_array(found, begin):
            continue
        body = _behind_group(found, begin + 1)
        end = _end_of(found, begin)
        closed = end + 1 < len(found) and found[end + 1].text == r"\}"
        columns = [t.text for t in found[begin + 2 : body - 1] if t.kind == "letter"]
        if end == len(found) or closed or len(columns) != 2 or _relates(found[body:end]):
            continue
        first, last = found[begin], found[end]
        cases = [Token("begin", "cases", found[place].span.to(first.span)), *found[body:end]]
        found[place : end + 1] = [*cases, Token("end", "cases", last.span)]
    return found


def _is_array(tokens: Sequence[Token], place: int) -> bool:
    ahead = tokens[place : place + 2]
    kinds = [(t.kind, t.text) for t in ahead]
    return len(kinds) == 2 and kinds[0] == ("begin", "array") and kinds[1][0] == "open"


def _behind_group(tokens: Sequence[Token], place: int) -> int:
    depth = 0
    for end in range(place, len(tokens)):
        depth += (tokens[end].kind == "open") - (tokens[end].kind == "close")
        if depth == 0:
            return end + 1
    return len(tokens)


def _end_of(tokens: Sequence[Token], begin: int) -> int:
    """Return where the environment ends that begins there, or the number of tokens."""
    depth = 0
    for end in range(begin, len(tokens)):
        depth += (tokens[end].kind == "begin") - (tokens[end].kind == "end")
        if depth == 0:
            return end
    return len(tokens)


def _relates(tokens: Sequence[Token]) -> bool:
    """Whether a column begins with a relation."""
    return any(
        one.kind == "column" and two.text in commands.RELATIONS for one, two in pairwise(tokens)
    )
