"""The verdict on one link, from the exact argument and the numbers together.

Green needs both: an exact proof, and agreement at every sampled point. A few points come first,
since most wrong links fail there at once. A proof against a certain difference is a fault of the
engine, and is reported as one.
"""

from collections.abc import Set
from dataclasses import dataclass, replace

from eqproof.exact.conditions import conditions
from eqproof.exact.elementary import NoMeaning
from eqproof.exact.meaning import FIRST
from eqproof.exact.needs import Condition
from eqproof.notation.symbols import Definition
from eqproof.numbers.abreast import bundled
from eqproof.numbers.evaluate import Point
from eqproof.proof.approximation import approximates
from eqproof.proof.assumed import facts_of
from eqproof.proof.defined import holds, holds_where_asked
from eqproof.proof.exact import index_frames, prove, prove_at_once
from eqproof.proof.expansions import expansion, has_error, remainders
from eqproof.proof.facts import Facts, Sample
from eqproof.proof.names import free_indices, names_in, reached
from eqproof.proof.numeric import (
    Difference,
    Undefinedness,
    nests_integrals,
    rests_on_estimates,
    survey,
)
from eqproof.proof.sampling import sample
from eqproof.proof.special import special
from eqproof.proof.ties import same_at
from eqproof.proof.unsized import unsized
from eqproof.statements.claims import Claim

POINTS = 24
"""At so many points a link is compared."""
CAREFUL = 4
"""So many of them are compared with full precision even where a proof stands."""
ESTIMATES, FEW_ESTIMATES = 12, 4
"""At so many points limits and integrals are compared, and integrals of integrals, as they cost
much more than other values."""
FEWEST = 2
"""With fewer points than this a link that has variables is not decided."""
_SEED = 20260101


@dataclass(frozen=True, slots=True)
class Decision:
    """*verdict* is one of proved, refuted, undecided, undefined, contradictory.

    *by* names what proved the link, *difference* the point that refutes it, *gap* a point at which
    a side is undefined, *open_condition* what could not be shown to hold in the whole domain. Of an
    equation with an error term, *coefficient* is that of the first *order* that was not proved.
    *converse* says that the second direction of an equivalence decides, *conditional* that this
    equation fails somewhere, and so do all that are said to be equivalent to it.
    """

    verdict: str
    by: str | None = None
    points: int = 0
    difference: Difference | None = None
    gap: Undefinedness | None = None
    open_condition: Condition | None = None
    order: int | None = None
    coefficient: Claim | None = None
    converse: bool = False
    conditional: bool = False

    def at_issue(self, claim: Claim) -> Claim:
        """Return what of *claim* the verdict is about."""
        if self.coefficient is not None:
            return self.coefficient
        return claim.converse if self.converse and claim.converse is not None else claim


def decide(claim: Claim, facts: Facts) -> Decision:
    """Decide whether the relation of *claim* holds for all values and dimensions.

    An equivalence holds if both directions do, and fails if one of them does. Of equations that are
    said to be equivalent nothing is decided where none holds for all values: they can be meant as
    conditions. Where one does, the others are wrong however they are meant.
    """
    forth = _one_way(claim, facts)
    if forth.verdict == "refuted" and claim.beside and not claim.refuted:
        others = (_one_way(other, facts) for other in claim.beside)
        if all(other.verdict == "refuted" for other in others):
            return Decision("undecided", conditional=True)
    if claim.converse is None or forth.verdict not in ("proved", "undecided"):
        return forth
    back = replace(_one_way(claim.converse, facts_of(claim.converse.notation)), converse=True)
    if forth.verdict == "undecided" and back.verdict == "proved":
        return forth
    return back


def _one_way(claim: Claim, facts: Facts) -> Decision:
    if claim.relation == r"\approx":
        return _approximation(claim)
    if has_error(claim):
        decision = _expanded(claim, facts, punctured=False)
        return _expanded(claim, facts, True) if decision.verdict == "undefined" else decision
    sample = sample_for(claim, facts)
    points = sample.points
    if rests_on_estimates(claim):
        points = points[: FEW_ESTIMATES if nests_integrals(claim) else ESTIMATES]
    first, rest = points[:CAREFUL], points[CAREFUL:]
    counted, finding = survey(claim, first, True, lambda p: same_at(claim, facts, p), sample.first)
    if isinstance(finding, Difference):
        # a proof would show a fault of ours; where red is at stake, the first means must do
        by = prove(claim, facts) if claim.refuted else prove_at_once(claim, facts)
        return _different(by, counted, finding)
    by = prove(claim, facts)
    more, later = survey(claim, rest, not by, lambda p: same_at(claim, facts, p), sample.rest)
    counted += more
    if isinstance(later, Difference):
        return _different(by, counted, later)
    if isinstance(gap := finding or later, Undefinedness):
        return Decision("undefined", by, counted, gap=gap)
    if by is None:
        special_one = _special_difference(claim, facts)
        return Decision("refuted" if special_one else "undecided", by, counted, special_one)
    if counted < min(FEWEST, len(points)) or not points:
        return Decision("undecided", by, counted)
    open_condition = _open_condition(claim, facts)
    if open_condition is not None:
        return Decision("undecided", by, counted, open_condition=open_condition)
    return Decision("proved", by, counted)


def _special_difference(claim: Claim, facts: Facts) -> Difference | None:
    """Return a special point at which *claim* fails, where none in general position shows it."""
    if rests_on_estimates(claim):
        return None
    declared, free = _spoken_of(claim, reached(names_in(claim), claim.notation))
    points = list(special(claim.notation, declared, free))
    _, finding = survey(claim, points, True, lambda p: same_at(claim, facts, p))
    return finding if isinstance(finding, Difference) else None


def _expanded(claim: Claim, facts: Facts, punctured: bool) -> Decision:
    """Decide an equation with an error term by its coefficients, the lowest first."""
    counted = 0
    for order, coefficient in enumerate(expansion(claim, punctured)):
        decision = decide(coefficient, facts)
        counted += decision.points
        if decision.verdict != "proved":
            return replace(decision, points=counted, order=order, coefficient=coefficient)
    for side in remainders(claim, punctured):
        # what is left out is only that small if the next derivative exists
        if prove(side, facts) is None:
            return Decision("undecided", None, counted)
        open_condition = _open_condition(side, facts)
        if open_condition is not None:
            return Decision("undecided", None, counted, open_condition=open_condition)
    return Decision("proved", "taylor", counted)


def _different(by: str | None, counted: int, difference: Difference) -> Decision:
    verdict = "contradictory" if by else "refuted"
    return Decision(verdict, by, counted, difference=difference)


def _approximation(claim: Claim) -> Decision:
    outcome = approximates(claim)
    if outcome is None:
        return Decision("undecided")
    if outcome is True:
        return Decision("proved", "digits", 1)
    return Decision("refuted", None, 1, difference=outcome)


def points_for(claim: Claim, facts: Facts) -> list[Point]:
    """Return the points at which *claim* is compared, the simplest first.

    Claims that rest on the same declared names are compared at the same points.
    """
    return sample_for(claim, facts).points


def sample_for(claim: Claim, facts: Facts) -> Sample:
    """Return these points together with what can be taken at once of the first and the others."""
    names = reached(names_in(claim), claim.notation)
    declared, free = _spoken_of(claim, names)
    if (declared, free) not in facts.points:
        points = sample(claim.notation, declared, free, POINTS, _SEED)
        parts = points[:CAREFUL], points[CAREFUL:]
        first, rest = (bundled(part, names, claim.notation) for part in parts)
        facts.points[declared, free] = Sample(points, first, rest)
    return facts.points[declared, free]


def _spoken_of(claim: Claim, names: Set[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return those of *names* that are declared, and the free indices of *claim*."""
    symbols = {name: claim.notation.lookup(name) for name in names}
    declared = frozenset(n for n, s in symbols.items() if not isinstance(s, Definition))
    return declared, tuple(sorted(free_indices(names_in(claim), claim.notation)))


def _open_condition(claim: Claim, facts: Facts) -> Condition | None:
    """Return a condition for both sides to be defined that is not shown to hold.

    What is defined for all sizes is so for those that are written.
    """
    general = unsized(claim, facts)
    if general is not None and _unmet(*general) is None:
        return None
    return _unmet(claim, facts)


def _unmet(claim: Claim, facts: Facts) -> Condition | None:
    equation = claim.relation in ("=", ":=")
    for side in claim.sides:
        if id(side) in facts.defined:
            continue
        guarded = False
        for frame, here in index_frames(claim, facts):
            seen = set(here.cleared)
            try:
                for condition in conditions(side, frame, seen):
                    if holds(condition, here):
                        continue
                    if not (equation and holds_where_asked(condition, here)):
                        return condition
                    guarded = True
            except (NoMeaning, TypeError, RecursionError):
                return Condition("unknown", FIRST, side)
            if not guarded:
                here.cleared.update(seen)
        if not guarded:
            facts.defined[id(side)] = side
    return None
