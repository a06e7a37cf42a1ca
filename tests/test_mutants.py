"""Every claim of the pages with one small slip in it: none may be proved.

A slip that changes nothing, such as two factors in the other order, is recognised by the numbers
alone: both sides agree at many points, of several dimensions, to 50 digits. Such ones are counted.
Anything else that is proved is the worst fault that the engine can have.

The test takes some slips of each claim and asks the exact side alone. ``nox -s mutants``, which is
``python tests/test_mutants.py --results FILE [PAGE …]``, asks for the verdicts on all of them. That
lasts some minutes; every slip that is proved is printed, with the reason. The counts of each page
are written to FILE, which keeps those of other pages; the site shows them.
"""

import json
import os
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from itertools import islice
from pathlib import Path
from random import Random

from eqproof.diagnostics import ReadingError
from eqproof.files import read_pages
from eqproof.latex.nodes import NumberSet
from eqproof.latex.printer import to_latex
from eqproof.numbers.point import Point
from eqproof.page import read_page
from eqproof.proof.assumed import facts_of
from eqproof.proof.budget import TimeUp, budget
from eqproof.proof.decision import decide
from eqproof.proof.edits import edits
from eqproof.proof.exact import prove
from eqproof.proof.expansions import expansion, has_error
from eqproof.proof.facts import Facts
from eqproof.proof.names import free_indices, names_in, reached
from eqproof.proof.numeric import Difference, Undefinedness, look
from eqproof.proof.sampling import sample
from eqproof.sizes.shapes import size_sides
from eqproof.statements.claims import Claim, claims_of
from eqproof.statements.reading import read_formulas

Case = tuple[str, Claim, Facts]
Ask = Callable[[Claim, Facts], str | None]
ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
EACH = 3
"""So many slips of each side of a claim are taken in the test."""
MOST_EQUAL = 0.05
"""No more than this part of the slips may change nothing."""
SECONDS = 10.0
"""So long a proof may take, as in a check."""
POINTS = 40
"""At so many points the sides are compared where a slip is proved."""


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
        killed = changing - self.outcomes["fault"]
        lines = [f"equal: {text}" for text in self.equal]
        lines += [f"PROVED AND WRONG: {text}" for text in self.faults]
        lines.append(f"{self.total} slips: {dict(self.outcomes)}")
        share = killed / changing if changing else 1.0
        lines.append(f"{killed} of the {changing} that change something are killed: {share:.2%}")
        return "\n".join(lines)

    def add(self, other: "Tally") -> None:
        self.outcomes += other.outcomes
        self.equal += other.equal
        self.faults += other.faults


def claims(paths: Sequence[Path]) -> Iterator[Case]:
    """Yield the equations that the pages claim: their places, and what is known there."""
    sources, findings = read_pages(paths)
    assert not findings
    for source in sources:
        readings, _ = read_formulas(read_page(source), {})
        for claim in (c for r in readings if r.kind != "hypothesis" for c in claims_of(r)):
            assert isinstance(claim, Claim), claim
            if claim.relation == "=" and not isinstance(claim.right, NumberSet):
                line = source.position(claim.span.start)[0]
                yield f"{source.name}:{line}", claim, facts_of(claim.notation)


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


def agrees(claim: Claim) -> tuple[bool, bool, str]:
    """Whether no number speaks against *claim*, whether it is defined at all points, and which."""
    # what has an error term is compared by the coefficients below its order
    parts = list(expansion(claim, punctured=True)) if has_error(claim) else [claim]
    places = [(part, point) for part in parts for point in points_of(part)]
    found = [look(part, point) for part, point in places]
    counted = sum(counts for counts, _ in found)
    same = counted > 0 and not any(isinstance(f, Difference) for _, f in found)
    sizes = dict.fromkeys(", ".join(f"{k} = {n}" for k, n in p.dims.items()) for _, p in places)
    where = f"the sides agree at {counted} points" + "".join(f"; {s}" for s in sizes if s)
    return same, not any(isinstance(f, Undefinedness) for _, f in found), where


def points_of(claim: Claim) -> list[Point]:
    names = names_in(claim)
    declared = frozenset(reached(names, claim.notation))
    free = free_indices(names, claim.notation)
    return sample(claim.notation, declared, free, POINTS, 7)


def verdict(claim: Claim, facts: Facts) -> str | None:
    """Return by what *claim* is proved, which is not tried hard where the numbers differ."""
    decision = decide(claim, facts)
    return decision.by if decision.verdict in ("proved", "contradictory") else None


def judge(claim: Claim, facts: Facts, place: str, tally: Tally, ask: Ask) -> None:
    """Count what becomes of a slip; *ask* says by what it is proved."""
    try:
        with budget(SECONDS):
            by = ask(claim, facts)
    except TimeUp:
        tally.outcomes["out of time"] += 1
        return
    if by is None:
        tally.outcomes["not proved"] += 1
        return
    same, defined, where = agrees(claim)
    text = f"{place}: {to_latex(claim.left)} = {to_latex(claim.right)}"
    if not defined and decide(claim, facts).verdict != "proved":
        tally.outcomes["not proved"] += 1  # true as a form, but not defined
    elif same and defined:
        tally.outcomes["equal"] += 1
        tally.equal.append(f"{text}\n    proved by {by}; {where}")
    else:
        tally.outcomes["fault"] += 1
        tally.faults.append(f"{text}\n    proved by {by}")


def run(cases: Iterable[Case], most: int | None, ask: Ask) -> dict[str, Tally]:
    """Return what becomes of the slips of each page, of *most* on each side of a claim."""
    tallies: dict[str, Tally] = {}
    for place, original, facts in cases:
        tally = tallies.setdefault(place.rpartition(":")[0], Tally())
        for claim in mutants(original, most):
            if claim is None:
                tally.outcomes["refused"] += 1
            else:
                judge(claim, facts, place, tally, ask)
    return tallies


def whole(tallies: Iterable[Tally]) -> Tally:
    """Return the sum of *tallies*."""
    found = Tally()
    for tally in tallies:
        found.add(tally)
    return found


def write(tallies: dict[str, Tally], path: Path) -> None:
    """Write the counts of each page to *path*, with a digest of the text that they are for."""
    known = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    for page, tally in tallies.items():
        text = sha256(Path(page).read_bytes()).hexdigest()
        name = Path(page).absolute().relative_to(ROOT).as_posix()
        known[name] = {"text": text, **dict(sorted(tally.outcomes.items()))}
    there = {name: counts for name, counts in sorted(known.items()) if (ROOT / name).is_file()}
    path.write_text(json.dumps(there, indent=1) + "\n", "utf-8")


def test_no_claim_with_a_slip_is_proved() -> None:
    tally = whole(run(claims([DOCS]), EACH, prove).values())
    print(tally.show())
    assert not tally.faults
    assert tally.total > 1000
    assert tally.outcomes["equal"] < MOST_EQUAL * tally.total


def test_the_counts_of_a_page_are_written_and_those_of_others_stay(tmp_path: Path) -> None:
    results = tmp_path / "mutants.json"
    kept = {"text": "0", "not proved": 3}
    gone = "docs/no-such-page.md"
    results.write_text(json.dumps({"docs/index.md": kept, gone: kept}), "utf-8")
    page = DOCS / "contributing.md"
    write(run(claims([page]), 1, prove), results)
    found = json.loads(results.read_text("utf-8"))
    assert sorted(found) == ["docs/contributing.md", "docs/index.md"]
    assert found["docs/index.md"] == kept
    counts = found["docs/contributing.md"]
    assert counts.pop("text") == sha256(page.read_bytes()).hexdigest()
    assert counts["not proved"] >= 1
    assert sum(counts.values()) == whole(run(claims([page]), 1, prove).values()).total


def _part(paths: Sequence[Path], of: int, part: int) -> dict[str, Tally]:
    return run(islice(claims(paths), part, None, of), None, verdict)


def main(arguments: Sequence[str]) -> int:
    """Try every slip, in as many processes as there are processors."""
    parser = ArgumentParser(description="put every slip into every claim of the pages")
    parser.add_argument("pages", nargs="*", type=Path, default=[DOCS], metavar="PAGE")
    parser.add_argument("--results", type=Path, metavar="FILE", help="where the counts are written")
    options = parser.parse_args(arguments)
    many = os.cpu_count() or 1
    parts = 8 * many  # claims differ much in what they cost
    tallies: dict[str, Tally] = {}
    with ProcessPoolExecutor(many) as executor:
        for found in executor.map(partial(_part, options.pages, parts), range(parts)):
            for page, tally in found.items():
                tallies.setdefault(page, Tally()).add(tally)
    tally = whole(tallies.values())
    print(tally.show())
    if options.results is not None:
        write(tallies, options.results)
    return bool(tally.faults)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
