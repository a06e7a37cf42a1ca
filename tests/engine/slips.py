"""Slips in a link that is true: what is proved of them must stand up to the numbers."""

from dataclasses import replace
from random import Random

from claims import claim

from eqproof.diagnostics import ReadingError
from eqproof.proof.decision import points_for
from eqproof.proof.edits import edits
from eqproof.proof.exact import prove
from eqproof.proof.facts import Facts
from eqproof.proof.numeric import Difference, look
from eqproof.sizes.shapes import size_sides
from eqproof.statements.claims import Claim

MOST = 16
"""So many slips of a link are looked at, drawn by its text."""


def check_slips(given: str, latex: str) -> None:
    """Check that what is proved of the slips in a link has no number against it."""
    check_slips_of(*claim(given, latex), latex)


def check_slips_of(link: Claim, facts: Facts, latex: str) -> None:
    """Check the same of a claim; which slips of its right side are made follows from *latex*."""
    found = list(edits(link.right, link.notation, link.left))
    for edit in Random(latex).sample(found, min(MOST, len(found))):
        try:
            left, right, shape = size_sides(link.left, edit.node, link.notation)
        except ReadingError:
            continue
        slip = replace(link, left=left, right=right, shape=shape, repeats=False)
        if prove(slip, facts) is None:
            continue
        for point in points_for(slip, facts):
            assert not isinstance(look(slip, point)[1], Difference), edit.what
