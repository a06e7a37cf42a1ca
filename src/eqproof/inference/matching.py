r"""What a name stands for where both sides of a step are the same but for it.

``U^\top a = U^\top f(x)`` holds where ``a`` is ``f(x)``. Nothing is read for this: tokens are
compared. Whether the step then holds is decided as any other one.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from eqproof.diagnostics import ReadingError
from eqproof.inference.definitions import are_parameters
from eqproof.inference.lines import Line
from eqproof.inference.occurrences import names_in, occurrence_at
from eqproof.inference.usage import Usage, spelled
from eqproof.latex.names import Names
from eqproof.latex.reader import Reader, is_layout
from eqproof.latex.symbols import closing_bracket, starts_name
from eqproof.latex.tokens import RAW, Token

MOST_TOKENS = 400
MOST_PLACES = 4
_PRODUCTS = frozenset({r"\cdot", "*", r"\,", r"\!", r"\;", r"\:", "~", r"\ "})


_Side = Sequence[Token]


@dataclass(frozen=True, slots=True)
class Match:
    """What *key* stands for: definitions, one for each way in which it is written."""

    key: str
    lines: tuple[str, ...]


def matches(line: Line, open_: Set[str], usage: Usage) -> Iterator[Match]:
    """Yield what names in *open_* stand for, if two sides of *line* hold."""
    for side, opposite in _pairs(line.sides):
        there = set(names_in(opposite, usage.letters))
        for key in dict.fromkeys(names_in(side, usage.letters)):
            if key in open_ and key not in there:
                found = _matched(key, _plain(side), _plain(opposite), usage)
                if found:
                    heads = (f"{head} := {body}" for head, body in found.items())
                    yield Match(key, tuple(heads))


def _pairs(sides: Sequence[_Side]) -> Iterator[tuple[_Side, _Side]]:
    """Yield the pairs of *sides* that say the most of each other: first those side by side."""
    for one, other in pairwise(sides):
        yield one, other
        yield other, one
    for place, one in enumerate(sides):
        for other in sides[place + 2 :]:
            yield one, other
            yield other, one


def _plain(side: Sequence[Token]) -> list[Token]:
    """Return *side* without what only arranges it."""
    return [t for t in side if not is_layout(t) and t.text not in _PRODUCTS]


def _matched(key: str, side: list[Token], opposite: list[Token], usage: Usage) -> Mapping[str, str]:
    """Return what stands on the *opposite* side for each way in which *key* stands on *side*."""
    if max(len(side), len(opposite)) > MOST_TOKENS:
        return {}
    if any(t.kind in RAW for t in (*side, *opposite)):
        return {}
    places = list(_places(key, side, usage))
    if not 0 < len(places) <= MOST_PLACES:
        return {}
    pattern: list[str | int] = []
    heads: dict[str, int] = {}
    done = 0
    for start, end in places:
        head = spelled(side[start:end])
        pattern += [t.text for t in side[done:start]]
        pattern.append(heads.setdefault(head, len(heads)))
        done = end
    pattern += [t.text for t in side[done:]]
    bodies = next(_fits(pattern, opposite, {}), {})
    if not all(_is_whole(body) and names_in(body, usage.letters) for body in bodies.values()):
        return {}
    if any(_is_renaming(key, body, usage) for body in bodies.values()):
        return {}
    return {head: spelled(bodies[number]) for head, number in heads.items() if bodies}


def _is_renaming(key: str, body: list[Token], usage: Usage) -> bool:
    """Whether *key* would be one other name, although derivatives are taken by it."""
    if not usage.use(key).varied or not starts_name(body[0]):
        return False
    reader = Reader([*body, Token("finish", "", body[-1].span)], Names())
    occurrence_at(reader, usage.letters)
    return reader.token.kind == "finish"


_Bodies = dict[int, list[Token]]


def _fits(pattern: list[str | int], tokens: list[Token], bodies: _Bodies) -> Iterator[_Bodies]:
    """Yield what stands in the numbered places of *pattern* where it is all of *tokens*."""
    if not pattern:
        if not tokens:
            yield bodies
        return
    first, rest = pattern[0], pattern[1:]
    if isinstance(first, str):
        if tokens and tokens[0].text == first:
            yield from _fits(rest, tokens[1:], bodies)
        return
    known = bodies.get(first)
    if known is not None:
        size = len(known)
        if [t.text for t in tokens[:size]] == [t.text for t in known]:
            yield from _fits(rest, tokens[size:], bodies)
        return
    depth = 0
    for size, token in enumerate(tokens, start=1):
        depth += token.nesting
        if depth < 0:
            return
        if depth == 0 and (not rest or isinstance(rest[0], int) or _follows(rest[0], tokens, size)):
            yield from _fits(rest, tokens[size:], {**bodies, first: tokens[:size]})


def _follows(text: str, tokens: list[Token], place: int) -> bool:
    return place < len(tokens) and tokens[place].text == text


def _places(key: str, side: Sequence[Token], usage: Usage) -> Iterator[tuple[int, int]]:
    """Yield where *key* stands on *side*, from the first token to behind the last one."""
    reader = Reader([*side, Token("finish", "", side[-1].span)], Names())
    whole = usage.uses.get(key)
    called = whole is not None and len(whole.calls) == whole.seen
    while reader.token.kind != "finish":
        start = reader.position
        if starts_name(reader.token):
            try:
                found = occurrence_at(reader, usage.letters).key
            except ReadingError:
                found = ""
            if found == key:
                end = reader.position
                stop = None
                if called and reader.tokens[end].text == "(":
                    stop = closing_bracket(reader.tokens, end)
                if stop is not None and are_parameters(reader.tokens[end + 1 : stop], usage):
                    end = stop + 1
                yield start, end
                reader.position = end
        reader.position = max(reader.position, start + 1)


def _is_whole(body: Sequence[Token]) -> bool:
    """Whether *body* closes what it opens, and is no mere sign."""
    depth = 0
    for token in body:
        depth += token.nesting
        if depth < 0:
            return False
    signs = "+-*/=^_,"
    return depth == 0 and body[0].text not in "+*/=^_," and body[-1].text not in signs
