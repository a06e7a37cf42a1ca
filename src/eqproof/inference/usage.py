"""How each name is used in the formulas of a page, as far as tokens tell, with nothing declared."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from eqproof.diagnostics import ReadingError
from eqproof.inference import customs
from eqproof.inference.derivatives import denominators_in, derivatives_in
from eqproof.inference.occurrences import CUSTOMARY, Occurrence, names_in, occurrence_at
from eqproof.latex.marks import transpose_at_end
from eqproof.latex.names import Names
from eqproof.latex.reader import Reader
from eqproof.latex.symbols import group_ahead, script_ahead, starts_name
from eqproof.latex.tokens import Token

LOGARITHMS = (r"\log", r"\ln")
BETWEEN = frozenset({",", ";", r"\mid", "|", r"\vert", r"\|", r"\Vert"})
"""What stands between the arguments of a function."""


@dataclass(slots=True)
class Use:
    """What is seen of one name.

    *numbered* are the indices below it, by their number; *members* those in brackets above it.
    *calls* are what stands in brackets behind it, *applied* what it is applied to in the first of
    those: names, "" for what is more than a name. *table* is the running index that stands there
    alone. *values* are the numbers that it is said to be in a condition, *behind* the indices below
    the brackets.
    """

    key: str
    numbered: set[tuple[str, ...]] = field(default_factory=set)
    digits: set[str] = field(default_factory=set)
    members: set[str] = field(default_factory=set)
    calls: list[tuple[Token, ...]] = field(default_factory=list)
    seen: int = 0
    bare: int = 0
    transposed: bool = False
    logged: bool = False
    complement: bool = False
    inverted: bool = False
    primed: bool = False
    varied: bool = False
    differentiated: bool = False
    labels: bool = False
    multiplied: bool = False
    exponent: bool = False
    divides: bool = False
    applied: tuple[str, ...] = ()
    table: str = ""
    values: set[str] = field(default_factory=set)
    behind: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Usage:
    """All names of a page in the order in which they appear.

    *running* are the indices of sums with their ends as LaTeX, "" where none is written; *letters*
    are indices at all; *limits* the names that stand above a sum, *equal* the pairs of indices
    that are compared. What is *taken* has a meaning already. *totals* are names that alone are
    something else than with an index.
    """

    uses: dict[str, Use] = field(default_factory=dict)
    running: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    letters: set[str] = field(default_factory=set)
    limits: set[str] = field(default_factory=set)
    order: dict[str, int] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    totals: set[str] = field(default_factory=set)

    def use(self, key: str) -> Use:
        """Return what is seen of *key*."""
        return self.uses.setdefault(key, Use(key))


def usage_of(formulas: Sequence[Sequence[Token]]) -> Usage:
    """Return how the names in *formulas* are used."""
    usage = Usage()
    for tokens in formulas:
        _note_sums(tokens, usage)
    for tokens in formulas:
        _note_names([*tokens], usage)
    last = len(usage.order)
    usage.uses = dict(sorted(usage.uses.items(), key=lambda use: usage.order.get(use[0], last)))
    return usage


def _note_sums(tokens: Sequence[Token], usage: Usage) -> None:
    for place, token in enumerate(tokens):
        if token.text not in (r"\sum", r"\prod", r"\max", r"\min"):
            continue
        below, above = _limits(tokens, place + 1)
        if not below:
            continue
        signs = [t.text for t in below]
        cut = signs.index("=") if "=" in signs else None
        heads = below if cut is None else below[:cut]
        lower = "" if cut is None else spelled(below[cut + 1 :])
        for head in heads:
            if head.kind == "letter":
                usage.letters.add(head.text)
                usage.running.setdefault(head.text, []).append((lower, spelled(above)))
            elif head.text not in (",", r"\ne", r"\neq", "<", ":"):
                break
        if len(above) == 1 and above[0].kind == "letter":
            usage.limits.add(above[0].text)


def _limits(tokens: Sequence[Token], place: int) -> tuple[list[Token], list[Token]]:
    """Return what stands below and above the sign before *place*."""
    found: dict[str, list[Token]] = {"sub": [], "sup": []}
    while place < len(tokens) and (
        tokens[place].kind in ("sub", "sup") or tokens[place].text == r"\limits"
    ):
        kind = tokens[place].kind
        if kind not in found:
            place += 1
            continue
        inside = list(tokens[place + 1 : place + 2])
        end = place + 2
        if inside and inside[0].kind == "open":
            inside = group_ahead(tokens, place + 1)
            end = place + len(inside) + 3
        found[kind] = inside
        place = end
    return found["sub"], found["sup"]


def spelled(tokens: Sequence[Token]) -> str:
    """Return *tokens* as LaTeX."""
    text = ""
    for token in tokens:
        if token.kind == "letter" and text[-1:].isalpha() and "\\" in text.split()[-1]:
            text += " "
        text += token.text
    return text.strip()


def _note_names(tokens: list[Token], usage: Usage) -> None:
    derivatives = _note_derivatives(tokens, usage)
    reader = Reader(tokens, Names())
    previous: tuple[str, int] | None = None
    behind: set[int] = set()
    while reader.token.kind != "finish":
        start = reader.position
        if start in derivatives or _is_limit(tokens, start):
            reader.take()
            continue
        if start in behind:
            script = script_ahead(reader)
            reader.position = script.end if script is not None else start + 1
            continue
        found = None
        if reader.token.kind == "sup":
            script = script_ahead(reader)
            if script is not None and transpose_at_end(script.tokens) == len(script.tokens):
                reader.position = script.end
                continue
        if starts_name(reader.token):
            with suppress(ReadingError):
                found = occurrence_at(reader, usage.letters)
        if found is None:
            reader.position = start + 1
        else:
            _note(found, tokens, usage)
            behind.add(found.behind_at)
            beside = usage.uses[previous[0]] if previous and previous[1] == start else None
            if beside is not None and (beside.transposed or _is_matrix(beside)):
                usage.uses[found.key].multiplied = not found.call
            previous = (found.key, reader.position)
    for below in denominators_in(tokens):
        for key in names_in(below, usage.letters):
            if key in usage.uses:
                usage.uses[key].divides = True


def _is_matrix(use: Use) -> bool:
    """Whether the letter of *use* is a capital that is usually a matrix."""
    return customs.is_capital(use.key) and customs.letter_of(use.key) in customs.MATRICES


def _is_limit(tokens: Sequence[Token], place: int) -> bool:
    """Whether the letter at *place* is the index below a sum."""
    before = [t.text for t in tokens[max(0, place - 3) : place]]
    return before[-2:] == ["_", "{"] and before[-3:-2] in (
        [r"\sum"],
        [r"\prod"],
        [r"\max"],
        [r"\min"],
    )


def _note(found: Occurrence, tokens: Sequence[Token], usage: Usage) -> None:
    use = usage.use(found.key)
    use.seen += 1
    usage.order.setdefault(found.key, len(usage.order))
    usage.letters.update(found.indices, found.members)
    if found.indices:
        use.numbered.add(found.indices)
    use.digits.update(found.digits)
    use.members.update(found.members)
    if found.label is not None:
        use.numbered.add(("",))
        label = usage.use(found.label[0])
        label.labels = True
        label.numbered.add(found.label[1:])
        usage.letters.update(found.label[1:])
    use.bare += not (found.indices or found.digits or found.members or found.label)
    use.transposed |= found.transposed
    use.inverted |= found.inverted
    use.primed |= found.primed
    if found.call:
        use.calls.append(found.call)
        said = [t.text for t in found.call]
        if not any(sign in said for sign in ("+", "-", "=", r"\frac", "(")):
            use.applied = use.applied or _arguments(found.call, usage)
        use.table = said[0] if len(said) == 1 and said[0] in usage.running else use.table
    if found.behind:
        use.applied = use.applied or tuple(names_in(found.call, usage.letters, 1))
        use.behind.add(found.behind)
        usage.letters.add(found.behind)
    if _is_class(found, tokens, usage):
        use.labels |= bool(found.indices)
        if not found.indices:
            usage.letters.add(found.key)
            usage.running.setdefault(found.key, [])
    use.values.update(_value(found, tokens))
    before = [t.text for t in tokens[max(0, found.start - 6) : found.start]]
    use.exponent |= before[-3:] == ["e", "^", "{"] or before[-2:] in (["e", "^"], [r"\exp", "("])
    while before and before[-1] in (r"\left", r"\big", r"\Big", r"\bigl", r"\,", "(", "{", "["):
        before.pop()
    use.logged |= bool(before) and before[-1] in LOGARITHMS
    if before[-2:] == ["1", "-"]:
        use.complement = True
        use.logged |= (
            before[-3:-2] == ["("]
            and before[-4:-3] != ["{"]
            and any(sign in before for sign in LOGARITHMS)
        )


def _arguments(call: Sequence[Token], usage: Usage) -> tuple[str, ...]:
    """Return what a function is applied to: the name, "" where it is more than one."""
    names = [names_in(piece, usage.letters) for piece in parted_arguments(call)]
    return tuple(found[0] if len(found) == 1 else "" for found in names) if any(names) else ()


def parted_arguments(call: Sequence[Token]) -> list[list[Token]]:
    """Return what stands in the brackets of a function, parted at commas and bars."""
    pieces: list[list[Token]] = [[]]
    depth = 0
    for token in call:
        depth += token.nesting
        if depth == 0 and token.text in BETWEEN:
            pieces.append([])
        else:
            pieces[-1].append(token)
    return pieces


def _is_class(found: Occurrence, tokens: Sequence[Token], usage: Usage) -> bool:
    r"""Whether an indicator compares a name with an index: ``\mathbb{1}[y_i = k]``."""
    around = [t.text for t in tokens[found.end : found.end + 3]]
    before = [t.text for t in tokens[max(0, found.start - 5) : found.start]]
    if len(around) < 3 or around[0] != "=" or around[2] not in (")", "]", r"\}", "}"):
        return False
    known = around[1] in CUSTOMARY | usage.letters and len(found.key) == 1
    return known and before[-1:] in (["("], ["["], [r"\{"], ["{"]) and "1" in before


def _value(found: Occurrence, tokens: Sequence[Token]) -> set[str]:
    """Return the number that the name *found* is said to be in a condition, if it is in one."""
    after = [t.text for t in tokens[found.end : found.end + 3]]
    if len(after) < 3 or after[0] != "=" or not after[1].isdigit():
        return set()
    place = found.start - 1
    if tokens[place].text == "(" or tokens[place].text in BETWEEN:
        closed = after[2] == ")" or after[2] in BETWEEN
        return {after[1]} if closed else set()
    while place >= 0 and tokens[place].kind in ("text", "guard"):
        if tokens[place].kind == "guard":
            return {after[1]}
        place -= 1
    return set()


def _note_derivatives(tokens: Sequence[Token], usage: Usage) -> set[int]:
    """Note what is differentiated by what, and return where the signs of derivatives stand."""
    signs: set[int] = set()
    for found in derivatives_in(tokens):
        signs.update(found.signs)
        for key in names_in(found.body, usage.letters, 1):
            usage.use(key).differentiated = key not in usage.letters
        for key in names_in(found.by, usage.letters):
            usage.use(key).varied = True
    return signs
