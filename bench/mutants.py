"""Pages full of slips, as many as wanted: the site's own pages with slips in every claim.

Each page that comes out is one of the site's, with its declarations and definitions. Only its
claims are others: in the place of each stand a few slips of its links. A slip is one small change
or two (see `eqproof.proof.edits`), drawn with a fixed seed, and no two of one link are the same.
Some are true equations all the same; the check says which.
"""

from collections.abc import Iterator
from itertools import chain, count, islice
from pathlib import Path
from random import Random

from eqproof.diagnostics import ReadingError
from eqproof.files import read_pages
from eqproof.latex.nodes import Node, NumberSet
from eqproof.latex.printer import to_latex
from eqproof.page import read_page
from eqproof.proof.edits import edits
from eqproof.sizes.shapes import size_sides
from eqproof.source import Source
from eqproof.statements.claims import Claim, claims_of
from eqproof.statements.reading import Reading, read_formulas

EACH = 4
"""So many slips of a link stand on one page."""
SEED = 11
_NEXT = r", \quad "


def pages(docs: Path, links: int) -> Iterator[tuple[Source, int]]:
    """Yield pages made of those below *docs*, each with the number of its slips.

    It ends when there are *links* slips, or when those of all claims are used up.
    """
    makers = [_pages_of(source, _name(source, docs)) for source in read_pages([docs])[0]]
    while makers and links > 0:
        for maker in list(makers):
            page = next(maker, None)
            if page is None:
                makers.remove(maker)
            elif links > 0:
                links -= page[1]
                yield page


def _name(source: Source, docs: Path) -> str:
    path = Path(source.name).resolve().relative_to(docs.resolve())
    return "-".join(path.with_suffix("").parts)


def _pages_of(source: Source, name: str) -> Iterator[tuple[Source, int]]:
    """Yield *source* with ever other slips, until all claims have none left."""
    readings, _ = read_formulas(read_page(source), {})
    claims = {n: _claims(reading) for n, reading in enumerate(readings)}
    slips = {n: [_slips(claim) for claim in found] for n, found in claims.items() if found}
    for number in count():
        text, total = source.text, 0
        for n in sorted(slips, reverse=True):  # from the end, so that places stay what they are
            chosen = [slip for maker in slips[n] for slip in islice(maker, EACH)]
            if chosen:
                span = readings[n].formula.inner
                text = f"{text[: span.start]}{_NEXT.join(chosen)}{text[span.end :]}"
                total += len(chosen)
        if not total:
            return
        yield Source(f"{name}-{number}{Path(source.name).suffix}", text), total


def _claims(reading: Reading) -> list[Claim]:
    """Return the links that slips are made of: the equations that a page states as true."""
    if reading.kind != "claim":
        return []
    return [
        claim
        for claim in claims_of(reading)
        if not isinstance(claim, ReadingError)
        and not isinstance(claim.right, NumberSet)
        and claim.relation == "="
        and not claim.refuted
    ]


def _slips(claim: Claim) -> Iterator[str]:
    """Yield slips of *claim* in LaTeX: those of one change, then those of two, in random order."""
    random = Random(f"{SEED} {to_latex(claim.left)} {to_latex(claim.right)}")
    seen = {(claim.left, claim.right)}
    once = [(claim.left, right) for right in _changed(claim.right, claim.left, claim, random)]
    once += [(left, claim.right) for left in _changed(claim.left, claim.right, claim, random)]
    random.shuffle(once)
    twice = (
        (left, again)
        for left, right in once
        for again in islice(_changed(right, left, claim, random), EACH)
    )
    for sides in chain(once, twice):
        if sides not in seen and sides[0] != sides[1] and _fit(*sides, claim):
            seen.add(sides)
            yield f"{to_latex(sides[0])} = {to_latex(sides[1])}"


def _changed(side: Node, beside: Node, claim: Claim, random: Random) -> list[Node]:
    nodes = [edit.node for edit in edits(side, claim.notation, beside)]
    random.shuffle(nodes)
    return nodes


def _fit(left: Node, right: Node, claim: Claim) -> bool:
    try:
        size_sides(left, right, claim.notation)
    except ReadingError:
        return False
    return True
