"""The links that all readers get: those of pages, and slips of the true ones."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from eqproof.diagnostics import ReadingError
from eqproof.files import read_pages
from eqproof.latex.nodes import NumberSet
from eqproof.latex.printer import to_latex
from eqproof.numbers.point import Point
from eqproof.page import read_page
from eqproof.proof.edits import edits
from eqproof.proof.names import free_indices, names_in, reached
from eqproof.proof.numeric import Difference, look
from eqproof.proof.sampling import sample
from eqproof.sizes.shapes import size_sides
from eqproof.source import Source
from eqproof.statements.claims import Claim, claims_of
from eqproof.statements.reading import Reading, read_formulas

POINTS = 4
"""At so many points a slip is tried and a reading is judged."""
TRIES = 6
"""So many changes are tried for each slip that is wanted, to find one that is certainly false."""
SEED = 7
_LEFT = r"\left"
# It belongs to the bracket behind it, at which the span of a side begins.


@dataclass(frozen=True, slots=True)
class Case:
    """One link. *left* and *right* are its sides as written, *is_true* what it should be found."""

    group: str
    claim: Claim
    left: str
    right: str
    is_true: bool
    is_slip: bool


def cases_of(group: str, paths: Sequence[Path], slips: int) -> list[Case]:
    """Return the links of pages, each true one with up to *slips* slips of it."""
    sources, findings = read_pages(paths)
    if findings:
        raise ValueError(f"{findings[0].source.name}: {findings[0].message}")
    return [case for source in sources for case in cases_on(group, source, slips)]


def cases_on(group: str, source: Source, slips: int) -> Iterator[Case]:
    """Yield the links of one page and their slips."""
    readings, findings = read_formulas(read_page(source), {})
    if findings:
        line, _ = source.position(findings[0].span.start)
        raise ValueError(f"{source.name}:{line}: {findings[0].message}")
    for reading in (r for r in readings if r.kind != "hypothesis"):
        yield from _cases_of(reading, group, source, slips)


def _cases_of(reading: Reading, group: str, source: Source, slips: int) -> Iterator[Case]:
    for claim in claims_of(reading):
        if isinstance(claim, ReadingError):
            raise ValueError(f"{source.name}: {claim.message}")
        if claim.relation != "=" or isinstance(claim.right, NumberSet) or claim.repeats:
            continue
        if reading.display and any(s.conditions for s in reading.display.statements):
            continue  # no other tool could be told of it
        left, right = _written(claim, source)
        yield Case(group, claim, left, right, not claim.refuted, False)
        if not claim.refuted:
            for slip in _slips(claim, slips):
                yield Case(group, slip, to_latex(slip.left), to_latex(slip.right), False, True)


def _written(claim: Claim, source: Source) -> tuple[str, str]:
    """Return the sides as the page has them, on one line and without alignment."""
    spans = ((claim.left_span, claim.left), (claim.right_span, claim.right))
    texts = []
    for span, node in spans:
        before = source.text[: span.start].rstrip()
        start = len(before) - len(_LEFT) if before.endswith(_LEFT) else span.start
        text = " ".join(source.text[start : span.end].split())
        texts.append(to_latex(node) if "&" in text or r"\\" in text else text)
    return texts[0], texts[1]


def _slips(claim: Claim, most: int) -> Iterator[Claim]:
    random = Random(f"{SEED} {to_latex(claim.left)} {to_latex(claim.right)}")
    one, two = claim.left, claim.right
    assert not isinstance(two, NumberSet)
    pairs = [(one, e.node) for e in edits(two, claim.notation, one)]
    pairs += [(e.node, two) for e in edits(one, claim.notation, two)]
    random.shuffle(pairs)
    chosen = 0
    for sides in pairs[: most * TRIES]:
        try:
            left, right, shape = size_sides(*sides, claim.notation)
        except ReadingError:
            continue
        slip = replace(claim, left=left, right=right, shape=shape, refuted=False)
        # a slip may speak of other names than the claim
        if chosen < most and certainly_false(slip, points_of(slip)):
            chosen += 1
            yield slip


def certainly_false(claim: Claim, points: Sequence[Point]) -> bool:
    """Whether both sides are defined and differ, with 1000 digits, at one of *points*."""
    return any(isinstance(look(claim, point)[1], Difference) for point in points)


def points_of(claim: Claim, count: int = POINTS) -> list[Point]:
    """Return points of the domain on which the names in *claim* live."""
    names = names_in(claim)
    declared = frozenset(reached(names, claim.notation))
    free = free_indices(names, claim.notation)
    return sample(claim.notation, declared, free, count, SEED)
