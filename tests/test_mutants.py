"""Every claim of the pages with one small slip in it: none may be proved.

A slip that changes nothing, such as two factors in the other order, is recognised by the numbers
alone: both sides agree at many points, of several dimensions, to 50 digits. Such ones are counted.
Anything else that is proved is the worst fault that the engine can have.

The test takes some slips of each claim. ``python tests/test_mutants.py`` takes all, which lasts
some minutes, and prints what is left and why.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

from eqproof.claims import Claim, claims_of
from eqproof.diagnostics import ReadingError
from eqproof.files import read_pages
from eqproof.latex.nodes import NumberSet
from eqproof.latex.printer import to_latex
from eqproof.page import read_page
from eqproof.proof.assumed import facts_of
from eqproof.proof.decision import decide, names_in
from eqproof.proof.edits import edits
from eqproof.proof.exact import prove
from eqproof.proof.facts import Facts
from eqproof.proof.names import free_indices, reached
from eqproof.proof.numeric import Difference, Undefinedness, look
from eqproof.proof.sampling import sample
from eqproof.reading import read_formulas
from eqproof.shapes import size_sides

DOCS = Path(__file__).parents[1] / "docs"
EACH = 8
"""So many slips of each side of a claim are taken in the test."""
MOST_EQUAL = 0.05
"""No more than this part of the slips may change nothing."""


@dataclass(slots=True)
class Tally:
    """What became of the slips; *faults* were proved and are wrong."""

    outcomes: Counter[str] = field(default_factory=Counter)
    equal: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(self.outcomes.values())

    def show(self) -> str:
        changing = self.total - self.outcomes["equal"]
        killed = self.outcomes["not proved"] + self.outcomes["refused"]
        lines = [f"proved, because equal: {text}" for text in self.equal]
        lines += [f"PROVED AND WRONG: {text}" for text in self.faults]
        lines.append(f"{self.total} slips: {dict(self.outcomes)}")
        lines.append(f"{killed} of the {changing} that change something are not proved")
        return "\n".join(lines)


def claims() -> Iterator[tuple[Claim, Facts]]:
    """Yield the equations that the pages claim, with what is known where they stand."""
    known: dict[int, Facts] = {}
    sources, findings = read_pages([DOCS])
    assert not findings
    for source in sources:
        readings, _ = read_formulas(read_page(source), {})
        for claim in (c for r in readings if r.kind != "hypothesis" for c in claims_of(r)):
            assert isinstance(claim, Claim), claim
            if claim.relation == "=" and not isinstance(claim.right, NumberSet):
                facts = known.setdefault(id(claim.notation), facts_of(claim.notation))
                yield claim, facts


def mutants(claim: Claim, most: int | None) -> Iterator[Claim | None]:
    """Yield *claim* with a slip in one side; None for a slip whose shapes do not fit."""
    random = Random(str(claim.span))
    for side, other in (("right", claim.left), ("left", claim.right)):
        found = [e.node for e in edits(getattr(claim, side), claim.notation, other)]
        if most is not None and len(found) > most:
            found = random.sample(found, most)
        for node in found:
            sides = (claim.left, node) if side == "right" else (node, claim.right)
            try:
                left, right, shape = size_sides(*sides, claim.notation)
            except ReadingError:
                yield None
                continue
            yield replace(claim, left=left, right=right, shape=shape, repeats=False, refuted=False)


def agrees(claim: Claim) -> tuple[bool, bool]:
    """Whether no number speaks against *claim*, and whether it is defined at all points."""
    names = reached(names_in(claim), claim.notation)
    declared = frozenset(names)
    free = free_indices(names_in(claim), claim.notation)
    found = [look(claim, p) for p in sample(claim.notation, declared, free, 40, 7)]
    counted = sum(counts for counts, _ in found)
    same = counted > 0 and not any(isinstance(f, Difference) for _, f in found)
    return same, not any(isinstance(f, Undefinedness) for _, f in found)


def run(most: int | None) -> Tally:
    """Return what becomes of the slips, of *most* on each side of a claim."""
    tally = Tally()
    for original, facts in claims():
        for claim in mutants(original, most):
            if claim is None:
                tally.outcomes["refused"] += 1
                continue
            if prove(claim, facts) is None:
                tally.outcomes["not proved"] += 1
                continue
            text = f"{to_latex(claim.left)} = {to_latex(claim.right)}"
            same, defined = agrees(claim)
            if not defined and decide(claim, facts).verdict != "proved":
                tally.outcomes["not proved"] += 1  # true as a form, but not defined
            elif same and defined:
                tally.outcomes["equal"] += 1
                tally.equal.append(text)
            else:
                tally.outcomes["fault"] += 1
                tally.faults.append(text)
    return tally


def test_no_claim_with_a_slip_is_proved() -> None:
    tally = run(EACH)
    print(tally.show())
    assert not tally.faults
    assert tally.total > 1000
    assert tally.outcomes["equal"] < MOST_EQUAL * tally.total


if __name__ == "__main__":
    everything = run(None)
    print(everything.show())
    sys.exit(bool(everything.faults))
