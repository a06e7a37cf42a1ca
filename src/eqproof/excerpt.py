r"""One display of a page by itself: its lines, and what is given for them.

That is what is in force at the display and leads to its names: formulas of given blocks, one entry
each with the words behind it, and definitions that stand elsewhere on the page. Put together they
are a page, on which the display has the verdict that it has here.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, fields, is_dataclass

from eqproof.keys import Cache, Keys
from eqproof.latex.macros import Macro
from eqproof.needed import needed
from eqproof.notation.symbols import Dimension, Hypothesis, Notation, Symbol
from eqproof.page import read_page
from eqproof.program import program
from eqproof.source import Source, Span
from eqproof.statements.claims import Claim, claims_of
from eqproof.statements.reading import Reading, read_formulas

_NUMBERING = re.compile(r"\s*\\(?:(?:tag\*?|label)\s*\{[^{}]*\}|(?:notag|nonumber)(?![a-zA-Z]))")
_ENVIRONMENT = re.compile(r"\\(?:begin|end)\s*\{(?:align|aligned|equation|gather|split)\*?\}")
_RELATION = re.compile(
    r"&*\s*(?::=|[=<>]|\\(?:leq?|geq?|neq?|approx|equiv|to|in|overset|stackrel)(?![a-zA-Z]))"
)
_ROW_END = re.compile(r"\\\\\s*$")
_CELL = re.compile(r"\s*(?<!\\)&+\s*")
_CONNECTED = re.compile(r"(?:[\s,;:.(]|\b(?:and|or|for|where|with|from|of)\b)+$")
_BLOCK = re.compile(r"\n[ \t#>]*(?:\n|[-*+] |\d+[.)] |[^ \t#>])")
_ADDRESS = re.compile(r"\[([^\]]*)\]\([^()\s]*\)")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A display at *span* of its page: *given* are Markdown, one entry each, *lines* LaTeX.

    *program* says the same in SymPy, where it can be said.
    """

    span: Span
    given: tuple[str, ...]
    lines: str
    program: str | None = None


def excerpts(
    source: Source, macros: Mapping[str, Macro] | None = None, cache: Cache | None = None
) -> list[Excerpt]:
    """Return the displays of *source* outside of given blocks; the page has no findings."""
    known = dict(macros or {})
    readings, _ = read_formulas(read_page(source), known)
    keys = Keys(known)
    in_force: dict[int, list[_Part]] = {}
    found = []
    for reading in readings:
        if not reading.formula.display or reading.formula.given is not None:
            continue
        notation = reading.notation
        if id(notation) not in in_force:
            in_force[id(notation)] = _in_force(notation, readings, source.text)
        claims = [claim for claim in claims_of(reading) if isinstance(claim, Claim)]
        chosen = _chosen(reading, in_force[id(notation)])
        parts = list(_needed(claims, chosen, keys, cache))
        assumed = any(part.assumed for part in parts)
        found.append(
            Excerpt(
                reading.formula.span,
                tuple(part.entry for part in parts),
                lines_of(reading.formula.latex),
                None if assumed else program(claims, notation),
            )
        )
    return found


def lines_of(latex: str) -> str:
    """Return a display as lines that people type: each step begins with its relation."""
    text = _NUMBERING.sub("", latex)
    bare = _ENVIRONMENT.sub("", text) if text.count(r"\begin") == 1 else text
    lines = [line.strip() for line in bare.split("\n") if line.strip()]
    if r"\begin" in bare or any("\\\\" in _ROW_END.sub("", line) for line in lines):
        return "\n".join(line.strip() for line in text.split("\n") if line.strip())
    found: list[str] = []
    ended = True
    for line in lines:
        typed = _CELL.sub(" ", _ROW_END.sub("", line)).strip()
        if found and _RELATION.match(line):
            found.append(f"  {typed}")
        elif ended:
            found.append(typed)
        else:
            found[-1] += f" {typed}"
        ended = bool(_ROW_END.search(line))
    return "\n".join(found)


@dataclass(frozen=True, slots=True)
class _Part:
    """A formula in force: which names it gives, which it speaks of, and how it reads as an entry.

    *sizes* are names that it gives in passing, by the shape of another.
    """

    place: Span
    gives: Set[str]
    sizes: Set[str]
    speaks: Set[str]
    assumed: tuple[Hypothesis, ...]
    entry: str

    def leads_to(self, wanted: Set[str]) -> bool:
        """Whether a display that speaks of *wanted* names may need this."""
        return not wanted.isdisjoint(self.speaks if self.assumed else self.gives)


def _in_force(notation: Notation, readings: Sequence[Reading], text: str) -> list[_Part]:
    """Return the formulas that declare, define or assume something of *notation*."""
    starts = [reading.formula.span.start for reading in readings]
    symbols: dict[int, list[Symbol]] = {}
    for symbol in notation.symbols.values():
        if symbol.span is not None:
            symbols.setdefault(bisect_right(starts, symbol.span.start) - 1, []).append(symbol)
    assumed: dict[int, list[Hypothesis]] = {}
    for hypothesis in notation.hypotheses:
        if not hypothesis.declared:
            number = bisect_right(starts, hypothesis.span.start) - 1
            assumed.setdefault(number, []).append(hypothesis)
    renaming = {n: _renamed(r, notation) for n, r in enumerate(readings) if n not in symbols}
    parts = []
    for number in sorted({*symbols, *assumed, *(n for n, names in renaming.items() if names)}):
        own, relations = symbols.get(number, []), tuple(assumed.get(number, ()))
        renamed = renaming.get(number, set())
        formula = readings[number].formula
        following = starts[number + 1] if number + 1 < len(starts) else len(text)
        words = text[formula.span.end : following] if formula.given is not None else ""
        parts.append(
            _Part(
                formula.span,
                {s.key for s in own if not isinstance(s, Dimension)} | renamed,
                {s.key for s in own if isinstance(s, Dimension)},
                _names((own, relations), notation) | renamed,
                relations,
                _entry(formula.latex, words),
            )
        )
    return parts


def _renamed(reading: Reading, notation: Notation) -> set[str]:
    r"""Return what has another name by a formula that declares none: ``X = (x_1, \dots)^\top``."""
    latex, own = reading.formula.latex.strip(), reading.notation
    if reading.kind != "declaration":
        return set()
    keys = {family.key for written, family in own.families.items() if written in latex}
    keys |= {key for key in own.symbols if latex.startswith(key)}
    return {key for key in keys if notation.symbols.get(key, own) is own.symbols.get(key)}


def _chosen(reading: Reading, in_force: Sequence[_Part]) -> list[_Part]:
    """Return what leads to a name of the display that *reading* is, in reading order."""
    wanted = _names(reading.display, reading.notation)
    others = [part for part in in_force if part.place != reading.formula.span]
    chosen: list[_Part] = []
    while True:
        left = [part for part in others if part not in chosen]
        found = [part for part in left if part.leads_to(wanted)]
        if not found:
            told = set().union(*(part.speaks for part in chosen if not part.assumed))
            found = [part for part in left if part.sizes & (wanted - told)]
        if not found:
            return sorted(chosen, key=lambda part: part.place)
        chosen += found
        wanted = wanted.union(*(part.speaks for part in found))


def _needed(
    claims: Sequence[Claim], parts: Sequence[_Part], keys: Keys, cache: Cache | None
) -> Iterator[_Part]:
    """Yield *parts* without what the page assumes and *claims* do not need."""
    assumed = [hypothesis for part in parts for hypothesis in part.assumed]
    if assumed:
        assumed = needed([c for c in claims if not c.repeats], assumed, keys, cache)
    for part in parts:
        if not part.assumed or any(hypothesis in assumed for hypothesis in part.assumed):
            yield part


def _names(value: object, notation: Notation) -> set[str]:
    """Return the names of *notation* that stand anywhere in *value*, also those that it binds."""
    found = set()
    for text in _texts(value):
        if symbol := notation.lookup(text):
            found.add(symbol.key)
        if text in notation.laws:
            found |= _names(notation.laws[text], notation)
    return found


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))


def _entry(latex: str, words: str) -> str:
    """Return a formula and the *words* behind it as one entry of a given block."""
    said = _ADDRESS.sub(r"\1", _BLOCK.split(words, maxsplit=1)[0])
    said = _CONNECTED.sub("", " ".join(said.split()))
    formula = " ".join(_NUMBERING.sub("", latex).split())
    return f"${formula}$" + ("" if said[:1] in (",", ";", ":", "") else " ") + said
