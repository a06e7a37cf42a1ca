"""Looks for declarations under which the engine can read a page.

It begins with what the use of the names and the customs of the field suggest, reads, and changes
the guesses that stand where the reading fails, as long as that helps.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import islice

from eqproof.diagnostics import ReadingError
from eqproof.inference import customs
from eqproof.inference.choices import Choice
from eqproof.inference.guesses import Axis, Guess, Kind
from eqproof.inference.pages import Placed, with_block
from eqproof.inference.sizes import Joined, Sizes
from eqproof.inference.trees import trees_of
from eqproof.inference.usage import Usage
from eqproof.latex.macros import Macros
from eqproof.latex.page_macros import read_defining
from eqproof.page import read_page
from eqproof.source import Source, Span
from eqproof.statements.claims import claims_of
from eqproof.statements.reading import Reading, read_formulas

FRESH = "N_{{9{:03d}}}"
"""Names of sizes that stand for any; no page has so many."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Where a page cannot be read, *name* is what stands there; *inside* the block or not."""

    code: str
    span: Span
    message: str
    name: str
    inside: bool


@dataclass(frozen=True, slots=True)
class Read:
    """A choice and how the page reads under it.

    *whole* is the choice with the sizes that other declarations name. *beside* are numbers that
    stand beside tensors.
    """

    choice: Choice
    sizes: Mapping[Axis, str]
    placed: Placed
    readings: tuple[Reading, ...]
    faults: tuple[Fault, ...]
    beside: Mapping[str, Kind] = field(default_factory=dict)
    whole: Choice = field(default_factory=Choice)

    @property
    def cost(self) -> tuple[int, int]:
        """How bad the reading is: faults in the block count most; late faults are better."""
        inside = sum(f.inside for f in self.faults)
        places = [f.span.start - self.placed.size for f in self.faults if not f.inside]
        return (len(self.faults) + 5 * inside, -min(places, default=0))


def _with_own(source: Source, macros: Macros) -> Macros:
    """Return *macros* with those that the page *source* defines."""
    if r"\newcommand" in source.text:
        for formula in read_page(source).formulas:
            with suppress(ReadingError):
                _, macros = read_defining(formula.latex, macros)
    return macros


def read_under(choice: Choice, usage: Usage, source: Source, macros: Macros) -> Read:
    """Read the page under *choice*, with sizes as general as the formulas allow."""
    axes = _axes(choice)
    fresh = {axis: FRESH.format(number) for number, axis in enumerate(axes)}
    alike = {
        key: replace(guess, kind="column") if guess.kind == "simplex" else guess
        for key, guess in choice.guesses.items()
        if key not in choice.stated
    }
    bare = Choice(alike)
    first = _read(bare, fresh, source, macros)
    joined = _joined(first, choice, fresh, usage, macros)
    named = _lettered(fresh, joined.sizes, choice, usage)
    kept = _without_spare_sizes(choice, named)
    return replace(_read(kept, named, source, macros), beside=joined.beside, whole=choice)


def _axes(choice: Choice) -> list[Axis]:
    counts = {"index": 1, "column": 1, "matrix": 2, "member": 2, "simplex": 1, "label": 1}
    return [
        (key, axis)
        for key, guess in choice.guesses.items()
        if key not in choice.stated
        for axis in range(counts.get(guess.kind, 0))
    ]


def _read(choice: Choice, sizes: Mapping[Axis, str], source: Source, macros: Macros) -> Read:
    placed = with_block(source, [f"${said}$" for said in choice.formulas(sizes).values()])
    readings, diagnostics = read_formulas(read_page(placed.source), macros)
    block = placed.block
    faults = []
    for found in diagnostics:
        inside = block.start <= found.span.start < block.end
        text = placed.source.text[found.span.start : found.span.end]
        faults.append(Fault(found.code, found.span, found.message, text, inside))
    for reading in readings:
        for claim in claims_of(reading):
            if isinstance(claim, ReadingError):
                span = claim.span.shifted(reading.formula.inner.start)
                inside = block.start <= span.start < block.end
                text = placed.source.text[span.start : span.end]
                faults.append(Fault(claim.code, span, claim.message, text, inside))
    return Read(choice, sizes, placed, tuple(readings), tuple(faults))


def _joined(
    read: Read, choice: Choice, fresh: Mapping[Axis, str], usage: Usage, macros: Macros
) -> Joined:
    """Return which sizes are the same, and which numbers stand beside tensors."""
    sizes = Sizes()
    for letter, ends in usage.running.items():
        upper = next((end for _, end in ends if end), "")
        if upper and (letter, 0) in fresh:
            sizes.joined.setdefault(fresh[(letter, 0)], upper)
    joined = Joined(sizes, frozenset(fresh.values()))
    macros = _with_own(read.placed.source, macros)
    stated = [s.text for s in choice.stated.values()]
    joined.go_through(trees_of(read.readings, stated, macros))
    return joined


def _lettered(
    fresh: Mapping[Axis, str], sizes: Sizes, choice: Choice, usage: Usage
) -> dict[Axis, str]:
    """Return a letter for each size that the page does not name itself."""
    taken = {customs.letter_of(key) for key in (*usage.uses, *usage.letters, *choice.keys())}
    taken |= usage.limits | usage.taken | {"d"}
    letters: dict[str, str] = {}
    found: dict[Axis, str] = {}
    ordered = sorted(fresh, key=lambda axis: axis[0] not in customs.SIZE_LETTERS)
    for axis in ordered:
        root = sizes.root(fresh[axis])
        if root in fresh.values() and root not in letters:
            rows = axis[1] == 0 and choice.guesses[axis[0]].kind == "matrix"
            usual = customs.SIZE_LETTERS.get(axis[0], ())
            wanted = (*usual, *("m" if rows else ()), *customs.SPARE)
            letters[root] = next((c for c in wanted if c not in taken), f"n_{{{len(letters)}}}")
            taken.add(letters[root])
        found[axis] = letters.get(root, root)
    return found


def _without_spare_sizes(choice: Choice, sizes: Mapping[Axis, str]) -> Choice:
    """Return *choice* without sizes that other declarations name already."""
    named = {
        part
        for (key, axis), size in sizes.items()
        if _shows(choice.guesses[key], axis)
        for part in size.replace("+", " ").replace("-", " ").split()
    }
    spare = [k for k, g in choice.guesses.items() if g.kind == "size" and k in named]
    for key in spare:
        choice = replace(choice, guesses={k: g for k, g in choice.guesses.items() if k != key})
    return choice


def _shows(guess: Guess, axis: int) -> bool:
    return guess.kind != "member" or (axis == 1 and guess.inner == "column")


def improved(
    read: Read, options: Mapping[str, Sequence[Guess]], usage: Usage, source: Source, macros: Macros
) -> Read:
    """Return a reading with fewer faults, changing one name at a time, as long as that helps."""
    for _ in range(ROUNDS):
        if not read.faults:
            break
        changes = (
            choice
            for key in _suspects(read, options)
            if key not in read.choice.stated
            for other in options[key]
            if other != read.choice.guesses.get(key)
            for choice in _changed(read.whole, other, options)
        )
        tried = [read_under(one, usage, source, macros) for one in islice(changes, TRIES)]
        best = min(tried, key=lambda r: r.cost, default=read)
        if best.cost >= read.cost:
            break
        read = best
    return read


def _changed(
    choice: Choice, other: Guess, options: Mapping[str, Sequence[Guess]]
) -> Iterator[Choice]:
    """Yield *choice* with *other*, and with the same kind for the letter with another accent."""
    changed = choice.with_guess(other)
    yield changed
    for key, found in options.items():
        alike = customs.unaccented(key) == customs.unaccented(other.key)
        alike &= customs.letter_of(key) != customs.letter_of(other.key)
        one = next((guess for guess in found if guess.kind == other.kind), None)
        if alike and one is not None and key not in choice.stated:
            changed = changed.with_guess(one)
            yield changed


ROUNDS, TRIES = 6, 16


def _suspects(read: Read, options: Mapping[str, Sequence[Guess]]) -> list[str]:
    """Return the names in the formulas that cannot be read."""
    text = read.placed.source.text
    spans = [
        r.formula.inner
        for r in read.readings
        if any(r.formula.span.start <= f.span.start < r.formula.span.end for f in read.faults)
    ]
    shown = " ".join(text[s.start : s.end] for s in spans)
    letters = {key: customs.letter_of(key).replace("{", "").replace("}", "") for key in options}
    plain = shown.replace("{", "").replace("}", "").replace(" ", "")
    return [key for key in options if letters[key].replace(" ", "") in plain]
