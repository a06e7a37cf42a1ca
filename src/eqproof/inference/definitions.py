"""What the lines say that a name is: the first statement ``L = …`` about a name of its own."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from eqproof.diagnostics import ReadingError
from eqproof.inference import customs
from eqproof.inference.lines import Line
from eqproof.inference.occurrences import Occurrence, names_in, occurrence_at, with_below
from eqproof.inference.usage import Usage, parted_arguments, spelled
from eqproof.latex.names import Names
from eqproof.latex.reader import Reader, is_layout
from eqproof.latex.symbols import closing_bracket, starts_name
from eqproof.latex.tokens import Token
from eqproof.source import Span


@dataclass(frozen=True, slots=True)
class Stated:
    """A definition that the lines state: its text, the names it uses, and where it stands.

    *alone* says that it is by one name or number. What such a line says of a name that was used
    before is no definition, and neither is what comes out where an equation is solved. *base* is
    the name of a function that is defined for each value of an argument: ``P`` of ``P(y=1)``.
    """

    key: str
    text: str
    uses: frozenset[str]
    span: Span
    parameters: tuple[str, ...] = ()
    alone: bool = False
    base: str = ""


def definitions_of(lines: Sequence[Line], usage: Usage, closed: Set[str]) -> dict[str, Stated]:
    """Return what *lines* define, without names that are *closed*, and with no circle."""
    found: dict[str, Stated] = {}
    before: set[str] = set()
    equated: set[str] = set()
    for line in lines:
        chosen = None
        for stated in _candidates(line, usage, before):
            taken = stated.key in found or stated.key in closed or stated.key in usage.limits
            solved = stated.key in equated or (stated.alone and stated.key in before)
            if not (taken or solved) and stated.key not in _reach(stated.uses, found):
                chosen = found[stated.key] = stated
                break
        for stated in _functions(line, usage):
            taken = stated.key in found or stated.key in closed
            if not taken and stated.key not in _reach(stated.uses, found):
                found[stated.key] = stated
        names = {key for side in line.sides for key in names_in(side, usage.letters)}
        before |= names
        if chosen is None and not _is_derived(line):
            equated |= names
    return found


def _functions(line: Line, usage: Usage) -> Iterator[Stated]:
    """Yield the functions that stand alone in the middle of *line*, by what stands behind them."""
    for place in range(1, len(line.sides) - 1):
        if line.signs[place] == "=" and line.signs[place - 1] == "=":
            stated = _stated(line, place, place + 1, usage)
            if stated is not None and stated.parameters:
                yield stated


def _is_derived(line: Line) -> bool:
    """Whether a derivative stands in *line*."""
    return any(t.text in (r"\partial", r"\nabla", "d", "prime", "'") for s in line.sides for t in s)


def _candidates(line: Line, usage: Usage, before: Set[str]) -> Iterator[Stated]:
    if line.signs[0] == "=" and len(line.sides[1]) > 0:
        stated = _stated(line, 0, 1, usage)
        if stated is not None:
            yield stated
    last = len(line.sides) - 1
    if line.signs[-1] == "=" and len(line.sides[last]) > 0:
        body = line.sides[last - 1]
        stated = _stated(line, last, last - 1, usage)
        derived = any(t.text in (r"\partial", r"\nabla", "d") for t in body)
        if stated is not None and stated.key not in before and not derived and body:
            others = {k for side in line.sides[:last] for k in names_in(side, usage.letters)}
            if stated.key not in others and not stated.parameters:
                yield stated


def _stated(line: Line, head: int, body: int, usage: Usage) -> Stated | None:
    """Return what the side *head* is defined as by the side *body*; None if it is no name."""
    side = line.sides[head]
    found = head_of(side, usage)
    if found is None or not line.sides[body]:
        return None
    latex = line.formula.latex
    uses = frozenset(names_in(line.sides[body], usage.letters))
    if found.key in usage.totals and not found.indices:
        uses -= {found.key}
    if found.key in uses:
        return None
    parameters = frozenset(names_in(found.call, usage.letters))
    texts = [_text(latex, line.sides[n]) for n in (head, body)]
    if found.call and customs.word_of(found.key) in customs.BODIES:
        return None
    if any("$" in text for text in texts):
        return None
    start = line.formula.inner.start
    first, last = sorted((head, body))
    whole = line.sides[first][0].span.to(line.sides[last][-1].span).shifted(start)
    alone = len([t for t in line.sides[body] if t.kind in ("letter", "number", "command")]) == 1
    own = tuple(sorted(parameters))
    uses -= parameters
    if found.valued:
        key = f"{found.key}({spelled(found.call)})"
        return Stated(key, " := ".join(texts), uses, whole, own, alone, found.key)
    return Stated(found.key, " := ".join(texts), uses, whole, own, alone)


def head_of(side: Sequence[Token], usage: Usage) -> Occurrence | None:
    """Return the name that *side* consists of, with what stands in brackets behind it."""
    kept = [t for t in side if not is_layout(t)]
    if not kept or not starts_name(kept[0]):
        return None
    reader = Reader([*kept, Token("finish", "", kept[-1].span)], Names())
    try:
        found = occurrence_at(reader, usage.letters)
    except ReadingError:
        return None
    if found.transposed or found.primed or found.inverted or found.label:
        return None
    if found.digits:
        found.key = with_below(found.key, found.digits[0])
        if found.key not in usage.uses or len(found.digits) > 1 or found.indices:
            return None
    if any(i in usage.limits and i not in usage.running for i in found.indices):
        return None
    if found.key == "e" or (found.key in usage.letters and not found.indices):
        return None
    end = reader.position
    if end == len(kept):
        return found
    stop = closing_bracket(kept, end) if kept[end].text == "(" else None
    if stop is None or not (stop == len(kept) - 1 or _is_index(kept[stop + 1 :], usage)):
        return None
    found.valued = _has_values(found.call)
    return found if found.valued or _are_names(found.call, usage) else None


def are_parameters(inside: Sequence[Token], usage: Usage) -> bool:
    """Whether a function can be defined for what stands *inside* of its brackets."""
    return _has_values(inside) or _are_names(inside, usage)


def _is_index(tokens: Sequence[Token], usage: Usage) -> bool:
    """Whether *tokens* are an index below what stands before them, as in ``s(x)_i``."""
    inside = [t.text for t in tokens[1:] if t.kind not in ("open", "close")]
    return tokens[0].kind == "sub" and len(inside) == 1 and inside[0] in usage.letters


def _has_values(inside: Sequence[Token]) -> bool:
    """Whether an argument in brackets has a value, as in ``P(y = 1 | x)``, and all are names."""
    pieces = [[t.text for t in piece] for piece in parted_arguments(inside)]
    values = [piece for piece in pieces if "=" in piece]
    others = [piece for piece in pieces if "=" not in piece]
    plain = {"+", "-", "*", "/", r"\frac", r"\cdot"}
    return (
        bool(values)
        and all(
            piece.index("=") == len(piece) - 2 and re.fullmatch(r"\d|[a-zA-Z]", piece[-1])
            for piece in values
        )
        and not any(plain & set(piece) or not piece for piece in [*values, *others])
    )


def _are_names(inside: Sequence[Token], usage: Usage) -> bool:
    """Whether brackets hold nothing but names and what parts them."""
    plain = re.compile(r"[-+*/=]|\\frac|\\cdot")
    numbers = any(t.kind == "number" and n == 0 for n, t in enumerate(inside))
    return (
        bool(names_in(inside, usage.letters))
        and not numbers
        and not any(plain.fullmatch(t.text) for t in inside)
    )


def _reach(uses: Set[str], found: dict[str, Stated]) -> set[str]:
    """Return all that the names *uses* rest on."""
    reached: set[str] = set()
    waiting = list(uses)
    while waiting:
        key = waiting.pop()
        if key not in reached:
            reached.add(key)
            waiting += found[key].uses if key in found else ()
    return reached


def _text(latex: str, side: Sequence[Token]) -> str:
    """Return the LaTeX of a side in one line, without what aligns it."""
    text = latex[side[0].span.start : side[-1].span.end]
    if text.count("{") != text.count("}") or text.count(r"\left") != text.count(r"\right"):
        text = spelled(side)
    if r"\begin" not in text:
        text = re.sub(r"\\\\(\[[^\]]*\])?|(?<!\\)&|\\nonumber|\\notag", " ", text)
    text = _IN_WORDS.sub(lambda m: rf"\text{{{m[1]}}} {m[2]} = {m[3]}", text)
    text = re.sub(r"(?<!\\)%[^\n]*\n", " ", text)
    return re.sub(r"\s+", " ", text).strip()


_IN_WORDS = re.compile(r"\\text\s*\{([^{}$]*)\$([^$]*)\$ is (\d+)\s*\}")
"""A condition in words around a formula: between signs for formulas none can stand."""
