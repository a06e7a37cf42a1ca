"""Readings that are as plausible as the one that is proposed, and the questions between them."""

from collections.abc import Iterator
from dataclasses import replace

from eqproof.inference import customs
from eqproof.inference.customs import shown
from eqproof.inference.guesses import Guess
from eqproof.inference.proposal import Proposal
from eqproof.inference.search import Read, read_under
from eqproof.latex.macros import Macros
from eqproof.source import Source


def other_readings(
    proposal: Proposal, proved: bool, open_: bool
) -> Iterator[tuple[str, list[Guess], str]]:
    """Yield other readings that are as plausible: a name, what is taken otherwise, the question."""
    guesses = {
        k: g
        for k, g in proposal.read.choice.guesses.items()
        if k not in proposal.read.choice.stated
    }
    labels = [g for g in guesses.values() if g.range == customs.UNIT]
    if open_ and labels:
        name = labels[0].key
        narrow = [replace(g, range=r"\{0, 1\}") for g in labels]
        yield name, narrow, f"is {shown(name)} 0 or 1, or any number from 0 to 1?"
    columns = [
        g
        for g in guesses.values()
        if g.kind == "column" and g.range in (customs.UNIT, customs.OPEN_UNIT)
    ]
    if open_ and columns:
        names = " and ".join(shown(g.key) for g in columns)
        summing = [replace(g, kind="simplex") for g in columns]
        yield columns[0].key, summing, f"do the entries of {names} add up to 1?"
    free = [g for g in guesses.values() if g.free and g.range != customs.REALS]
    if proved and free:
        wide = [replace(g, range=customs.REALS) for g in free]
        name = free[0].key
        yield name, wide, f"is {shown(name)} always in the set that is proposed?"
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
        yield plain[0].key, others, f"{verb} {names} a number or a column?"


def read_otherwise(
    proposal: Proposal, others: list[Guess], source: Source, macros: Macros
) -> Read | None:
    """Return how the page reads with *others*; None where it cannot be read so."""
    read = proposal.read
    choice = read.whole
    for other in others:
        choice = choice.with_guess(other)
    changed = read_under(choice, proposal.usage, source, macros)
    return changed if len(changed.faults) <= len(read.faults) else None
