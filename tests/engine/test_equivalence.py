"""What says the same in other words has the same verdict, or at worst none.

A claim is a law, true or false, with random formulas put in. Between it and its other spelling
there is never a proof on one side and a counterexample on the other.
"""

import re
from random import Random

from claims import claim
from equivalents import TURNED, formulas, halves, names_of, renamed, respelled, written
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from test_laws import LAWS

from eqproof.proof.budget import TimeUp, budget
from eqproof.proof.decision import decide

SECONDS = 2.0
"""So long a claim may take before it counts as undecided."""
GIVEN = r"""
- $x, y \in \mathbb{R}$, $u \in \mathbb{R}_{>0}$, $q \in (0, 1)$, $h \in [0, 1]$, $n \in (-1, 0]$
- $t \in \{0, 1\}$, $s \in \{-1, 1\}$
- $\mathbf{w} \in \mathbb{R}^{m}$, $\mathbf{v} \in (0, 1)^{m}$, $i, j, k \in \{1, \dots, m\}$
- $f \colon \mathbb{R} \to \mathbb{R}$
- $z := x u + q$
"""
KNOWN = {*"xyuqhntswvijklfzmeABC"}
"""The names in what is given here; laws about others are left to their own test."""
KEPT = [
    law
    for law in LAWS.strip().splitlines()
    if {"A"} <= names_of(law) <= KNOWN and not law.startswith("s(") and " s(" not in law
]
NAMES = dict(
    zip(
        "xyuqhntswvijkfzmABC",
        (
            r"\alpha",
            r"\beta",
            r"\gamma",
            r"\eta",
            r"\theta",
            r"\nu",
            r"\tau",
            r"\rho",
            *"abprcg",
            r"\zeta",
            *"oGHM",
        ),
        strict=True,
    )
)

few = settings(deadline=None, max_examples=settings().max_examples // 8)
"""An eighth of the usual number of examples, since each of them is decided twice."""

laws = st.sampled_from(KEPT)
seeds = st.integers(0, 2**16).map(Random)


def page(*bodies: str) -> str:
    """Return the given lines, with definitions of A, B and C."""
    lines = (f"- ${name} := {body}$\n" for name, body in zip("ABC", bodies, strict=True))
    return GIVEN + "".join(lines)


def verdict(lines: str, law: str) -> str:
    link, facts = claim(lines, law)
    try:
        with budget(SECONDS):
            return decide(link, facts).verdict
    except TimeUp:
        return "undecided"


def check(*verdicts: str) -> None:
    assert "contradictory" not in verdicts
    assert not {"proved", "refuted"} <= set(verdicts), verdicts


@few
@given(laws, formulas, formulas, formulas, seeds)
def test_permuted_multiplied_out_and_split(law, one, two, three, random):
    first = page(*map(written, (one, two, three)))
    second = page(*(written(respelled(f, random)) for f in (one, two, three)))
    check(verdict(first, law), verdict(second, law))


@few
@given(laws, formulas, formulas, formulas, st.sampled_from(("x", "w_1", "e^{u}", "A", "(q B)")))
def test_sides_swapped_and_something_added_to_both(law, one, two, three, more):
    lines = page(*map(written, (one, two, three)))
    left, sign, right = halves(law)
    swapped = f"{right} {TURNED[sign]} {left}"
    added = f"{left} + {more} {sign} {right} + {more}"
    check(*(verdict(lines, text) for text in (law, swapped, added)))


@few
@given(laws, formulas, formulas, formulas)
def test_all_names_renamed(law, one, two, three):
    lines = page(*map(written, (one, two, three)))
    check(verdict(lines, law), verdict(renamed(lines, NAMES), renamed(law, NAMES)))


@few
@given(laws, formulas, formulas, formulas)
def test_bound_names_renamed(law, one, two, three):
    lines = page(*map(written, (one, two, three)))
    other = {"k": "l", "l": "k"} if "l=1" in law else {"k": "j", "j": "k"}
    check(verdict(lines, law), verdict(lines, renamed(law, other)))


@few
@given(laws, formulas, formulas, formulas)
def test_definitions_written_out(law, one, two, three):
    # the slope of what is defined nowhere is no number
    assume(not any(sign in law for sign in (r"\partial", r"\nabla", r"\mathrm{d}")))
    bodies = [written(f) for f in (one, two, three)]
    put_in = {name: f"({body})" for name, body in zip("ABC", bodies, strict=True)}
    check(
        verdict(page(*bodies), law),
        verdict(GIVEN, renamed(re.sub(r"\^([AB])", r"^{\1}", law), put_in)),
    )
