"""Readings that are as plausible as the one that is proposed, and the questions between them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from eqproof.inference import customs
from eqproof.inference.customs import shown
from eqproof.inference.guesses import Guess
from eqproof.inference.proposal import Proposal
from eqproof.inference.search import Read, read_under
from eqproof.latex.macros import Macros
from eqproof.source import Source


@dataclass(frozen=True, slots=True)
class Answer:
    """What can be said to a question, in words, and the lines of a given block that say it."""

    words: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Other:
    """A reading that is as plausible: what is taken otherwise, and the question about *name*.

    *mine* are the words for the reading that is proposed, *yours* those for this one.
    """

    name: str
    guesses: Sequence[Guess]
    text: str
    mine: str
    yours: str

    def answers(self, proposal: Proposal, changed: Read) -> tuple[Answer, ...]:
        """Return both readings as answers; the page is read as *changed* under the other one."""
        keys = [guess.key for guess in self.guesses]
        return (
            Answer(self.mine, lines_for(proposal.read, keys)),
            Answer(self.yours, lines_for(changed, keys)),
        )


def lines_for(read: Read, keys: Sequence[str]) -> tuple[str, ...]:
    """Return what the block says of *keys*."""
    said = read.choice.formulas(read.sizes)
    return tuple(f"${said[key]}$" for key in keys if key in said)


def other_readings(proposal: Proposal, proved: bool, open_: bool) -> Iterator[Other]:
    """Yield other readings that are as plausible."""
    guesses = {
        k: g
        for k, g in proposal.read.choice.guesses.items()
        if k not in proposal.read.choice.stated
    }
    labels = [g for g in guesses.values() if g.range == customs.UNIT]
    if open_ and labels:
        name = labels[0].key
        narrow = [replace(g, range=r"\{0, 1\}") for g in labels]
        text = f"is {shown(name)} 0 or 1, or any number from 0 to 1?"
        yield Other(name, narrow, text, "any number from 0 to 1", "0 or 1")
    columns = [
        g
        for g in guesses.values()
        if g.kind == "column" and g.range in (customs.UNIT, customs.OPEN_UNIT)
    ]
    if open_ and columns:
        names = " and ".join(shown(g.key) for g in columns)
        summing = [replace(g, kind="simplex") for g in columns]
        text = f"do the entries of {names} add up to 1?"
        yield Other(columns[0].key, summing, text, "no", "yes")
    free = [g for g in guesses.values() if g.free and g.range != customs.REALS]
    if proved and free:
        wide = [replace(g, range=customs.REALS) for g in free]
        name = free[0].key
        text = f"is {shown(name)} always in the set that is proposed?"
        yield Other(name, wide, text, "yes", "no, it may be any number")
    plain = [
        g
        for g in guesses.values()
        if g.kind == "number"
        and g.key in proposal.options
        and any(o.kind == "column" for o in proposal.options[g.key])
        and customs.letter_of(g.key) in customs.WEIGHTS
    ]
    if proved and plain:
        names = " and ".join(shown(g.key) for g in plain)
        others = [replace(g, kind="column") for g in plain]
        verb = "are" if len(plain) > 1 else "is"
        text = f"{verb} {names} a number or a column?"
        yield Other(plain[0].key, others, text, "a number", "a column")


def read_otherwise(
    proposal: Proposal, others: Sequence[Guess], source: Source, macros: Macros
) -> Read | None:
    """Return how the page reads with *others*; None where it cannot be read so."""
    read = proposal.read
    choice = read.whole
    for other in others:
        choice = choice.with_guess(other)
    changed = read_under(choice, proposal.usage, source, macros)
    return changed if len(changed.faults) <= len(read.faults) else None
