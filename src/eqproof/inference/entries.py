"""The lines of a proposed block for people: what each says, why, and what it could say instead."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from eqproof.inference import customs
from eqproof.inference.guesses import Guess
from eqproof.inference.proposal import Proposal
from eqproof.inference.said import Said


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a given block: its Markdown, the name, why, and what could replace it.

    Where it is about several names, *name* is the first.
    """

    line: str
    name: str
    why: str
    alternatives: tuple[str, ...] = ()


def entries_of(proposal: Proposal, said: Sequence[Said]) -> tuple[Entry, ...]:
    """Return the items of the block: what the lines say of themselves, and what is proposed."""
    read = proposal.read
    found = [Entry(one.line, one.names[0], one.why) for one in said]
    for key, text in read.choice.formulas(read.sizes).items():
        guess = read.choice.guesses.get(key)
        options = list(proposal.options.get(key, ()))
        if key in read.choice.stated:
            why, others = (
                "the first line about it says so",
                [o for o in options if o.kind != "function"],
            )
        else:
            assert guess is not None
            why = guess.why
            others = [*_other_sets(guess), *(o for o in options if o != guess)]
        alternatives = dict.fromkeys(f"${o.line(read.sizes)}$" for o in others)
        alternatives.pop(f"${text}$", None)
        found.append(Entry(f"${text}$", key, why, tuple(alternatives)))
    return tuple(found)


def _other_sets(guess: Guess) -> list[Guess]:
    """Return *guess* with other sets for its entries."""
    if guess.kind not in ("number", "column", "matrix", "member") or guess.range == "":
        return []
    sets = [r"\{0, 1\}", customs.UNIT, customs.OPEN_UNIT, customs.POSITIVE, customs.REALS]
    return [replace(guess, range=one) for one in sets if one != guess.range]
