"""One use of a name: which of its scripts belong to it, and which say what part of it is meant."""

from collections.abc import Sequence, Set
from contextlib import suppress
from dataclasses import dataclass

from eqproof.diagnostics import ReadingError
from eqproof.inference import customs
from eqproof.latex import commands
from eqproof.latex.marks import is_mark, primes_ahead, transpose_at_end
from eqproof.latex.names import Names
from eqproof.latex.reader import Reader
from eqproof.latex.symbols import (
    Script,
    closing_bracket,
    is_bracketed,
    read_letter,
    script_ahead,
    starts_name,
)
from eqproof.latex.tokens import Token

CUSTOMARY = frozenset("ijklmnc")
"""Letters that are taken for indices where nothing says more."""


_LAYERS = frozenset("lLoh")
"""Letters above a name that tell layers apart."""


@dataclass(slots=True)
class Occurrence:
    """A name and what stands at it. *label* is a name below it, with the indices of that one.

    *call* is what stands in brackets behind it, *behind* the index below these. *valued* says that
    it has values, as in ``P(y = 1)``.
    """

    key: str
    start: int
    end: int = 0
    indices: tuple[str, ...] = ()
    digits: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    label: tuple[str, ...] | None = None
    transposed: bool = False
    inverted: bool = False
    primed: bool = False
    call: tuple[Token, ...] = ()
    behind: str = ""
    behind_at: int = -1
    valued: bool = False

    def parts(self) -> tuple[object, ...]:
        """Return what was noted so far."""
        marks = (self.transposed, self.inverted, self.label)
        return (self.indices, self.digits, self.members, *marks)


def occurrence_at(reader: Reader, running: Set[str]) -> Occurrence:
    """Read the name at which *reader* stands; *running* are the letters known to be indices."""
    start = reader.position
    word = _word(reader)
    found = Occurrence(word or read_letter(reader), start)
    below = above = ""
    count = 0
    while reader.token.kind in ("sub", "sup", "prime"):
        if reader.token.kind == "prime":
            found.primed = True
            reader.take()
            continue
        count, end = primes_ahead(reader)
        if count:
            found.primed, reader.position = True, end
            continue
        if reader.token.kind == "sup" and reader.ahead().text in (r"\top", r"\intercal"):
            found.transposed = True
            reader.position += 2
            continue
        script = script_ahead(reader)
        if script is None:
            break
        before = found.parts()
        mark = (_below if script.text.startswith("_") else _above)(script, found, running)
        if not mark and found.parts() == before:
            break  # a power, or a script that says nothing of the name: it is looked at by itself
        below, above = (below + mark, above) if mark[:1] == "_" else (below, above + mark)
        reader.position = script.end
    found.key += below + above
    found.end = reader.position
    place = reader.position
    while reader.tokens[place].text in (r"\left", r"\big", r"\Big", r"\bigl", r"\Bigl", r"\!"):
        place += 1
    if reader.tokens[place].text == "(":
        stop = closing_bracket(reader.tokens, place)
        found.call = () if stop is None else tuple(reader.tokens[place + 1 : stop])
        if stop is not None:
            found.behind = _index_at(reader.tokens, stop + 1, running)
            found.behind_at = stop + 1 if found.behind else -1
    return found


def with_below(key: str, below: str) -> str:
    """Return *key* with a subscript, which stands before a superscript."""
    letter, sign, above = key.partition("^")
    return f"{letter}_{{{below}}}{sign}{above}"


def _index_at(tokens: Sequence[Token], place: int, running: Set[str]) -> str:
    """Return the index that stands alone below what ends before *place*; "" if there is none."""
    if place >= len(tokens) or tokens[place].kind != "sub":
        return ""
    inside = [t.text for t in tokens[place + 1 : place + 4] if t.kind != "close"][:2]
    text = inside[1] if inside[:1] == ["{"] and len(inside) > 1 else "".join(inside[:1])
    return text if text in CUSTOMARY | running else ""


def _word(reader: Reader) -> str:
    """Read letters side by side that are a word and no product; "", unmoved, if there is none."""
    run = ""
    place = reader.position
    tokens = reader.tokens
    while tokens[place].kind == "letter" and (
        not run or tokens[place].span.start == tokens[place - 1].span.end
    ):
        run += tokens[place].text
        place += 1
    before = tokens[reader.position - 1].kind if reader.position else ""
    if before in ("sub", "sup") or not _is_word(run):
        return ""
    reader.position = place
    return run


def _is_word(run: str) -> bool:
    """Whether letters side by side are rather a word: ``Loss``, ``CE``, ``dW``, no ``wx``."""
    if len(run) == 2:
        return run.isupper() or (run[0] == "d" and run[1].isupper())
    return len(run) > 2 and (run.isupper() or run[1:].islower()) and len(set(run)) > 2


def _below(script: Script, found: Occurrence, running: Set[str]) -> str:
    """Note a subscript; return it where it belongs to the name."""
    inside = [t for t in script.tokens if t.text not in (",", r"\,") and t.kind != "finish"]
    texts = tuple(t.text for t in inside)
    known = CUSTOMARY | running
    if len(inside) > 2 and inside[0].kind == "letter" and inside[1].kind == "sub":
        named = tuple(t.text for t in inside[2:] if t.kind == "letter")
        if named and all(letter in known for letter in named):
            found.label = (texts[0], *named)
            return ""
    if all(t.kind == "number" for t in inside):
        found.digits += texts
        return ""
    plain = all(t.kind == "letter" or t.kind == "number" or t.text in "+-" for t in inside)
    letters = [t.text for t in inside if t.kind == "letter"]
    if plain and letters and all(letter in known for letter in letters) and len(letters) <= 3:
        entries = script_entries(texts)
        if entries is not None:
            found.indices += entries
            return ""
    return script.text


def script_entries(texts: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the letters of a script that names entries, a number being ""; shifts are left out."""
    found: list[str] = []
    shifted = False
    for text in texts:
        if text in "+-":
            shifted = True
        elif shifted:
            shifted = False
        else:
            found.append("" if text.isdigit() else text)
    return None if shifted else tuple(found)


def _above(script: Script, found: Occurrence, running: Set[str]) -> str:
    """Note a superscript; return it where it belongs to the name."""
    tokens = list(script.tokens)
    cut = transpose_at_end(tokens)
    if cut:
        found.transposed = True
        tokens = tokens[: len(tokens) - cut]
        if not tokens:
            return ""
    inside = [t for t in tokens if t.kind not in ("open", "close")]
    texts = [t.text for t in inside]
    if texts == ["-", "1"]:
        found.inverted = True
        return ""
    if len(texts) == 3 and texts[0] == "(" and texts[2] == ")":
        if texts[1] in (CUSTOMARY | running) - {"l", "L"}:
            found.members += (texts[1],)
            return ""
        if texts[1].isdigit():
            layer = customs.is_capital(found.key) or customs.is_bold(found.key)
            return script.text if layer else _numbered(found)
    if all(t in _LAYERS or t in "+-" or t.isdigit() for t in texts) and texts[0] in _LAYERS:
        return _spelled(tokens)
    if is_bracketed(tokens) or texts in (["*"], [r"\ast"], [r"\star"], ["+"]):
        return script.text if not cut else _spelled(tokens)
    if is_mark(script) and tokens[0].text in commands.ALPHABETS:
        return script.text
    return ""


def _numbered(found: Occurrence) -> str:
    found.members += ("",)
    return ""


def _spelled(tokens: list[Token]) -> str:
    return "^{" + "".join(t.text for t in tokens if t.kind not in ("open", "close")) + "}"


def names_in(tokens: Sequence[Token], running: Set[str], most: int = -1) -> list[str]:
    """Return the names in *tokens*, or the first of them, at *most* so many."""
    if not tokens:
        return []
    reader = Reader([*tokens, Token("finish", "", tokens[-1].span)], Names())
    found: list[str] = []
    while reader.token.kind != "finish" and len(found) != most:
        start = reader.position
        if starts_name(reader.token):
            with suppress(ReadingError):
                found.append(occurrence_at(reader, running).key)
        reader.position = max(reader.position, start + 1)
    return found
