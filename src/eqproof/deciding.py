"""From a claim to its outcome, within a limit of time, whatever goes wrong on the way."""

from time import monotonic

from eqproof.diagnostics import Diagnostic
from eqproof.findings import finding_of
from eqproof.outcomes import Outcome, finding_from
from eqproof.proof.budget import TimeUp, budget
from eqproof.proof.decision import Decision, decide
from eqproof.proof.exhibit import witness_of
from eqproof.proof.facts import Facts
from eqproof.proof.hints import LAST_RESORT
from eqproof.proof.repairs import impossible, repaired
from eqproof.proof.simplest import simplified
from eqproof.proof.witness import show_value
from eqproof.sizes.products import only_fits
from eqproof.source import Source
from eqproof.statements.claims import Claim, MisfitError

SECONDS = 10.0
"""So long one link may take before it is given up as undecided."""
_UNDECIDED = ("undefined", "contradictory")


def outcome_of(
    claim: Claim, facts: Facts, source: Source, left_is_doubtful: bool
) -> tuple[Outcome, bool]:
    """Decide *claim*. The second part says whether the outcome would be the same another time.

    That cannot be relied on where time ran out, or may have run out in the search for a hint, or
    where the engine failed.
    """
    start = monotonic()
    lasting = True
    try:
        with budget(SECONDS):
            decision = Decision("undecided") if claim.vacuous else decide(claim, facts)
            decision = simplified(claim, decision)
            found = finding_of(claim, decision, source, facts, left_is_doubtful)
            lasting = found is None or monotonic() - start < LAST_RESORT
    except TimeUp:
        decision, lasting = Decision("undecided"), False
        found = finding_of(claim, decision, source, facts)
    except Exception as fault:  # the rest of the page is checked all the same
        decision, lasting = Decision("undecided"), False
        found = _fault(claim, fault, source)
    return _outcome(claim, decision, found), lasting


def outcome_of_misfit(misfit: MisfitError) -> Outcome | None:
    """Return what becomes of a link with a product that can be formed for no values, else None."""
    sizes = impossible(misfit)
    return None if sizes is None else Outcome("refuted", "shapes", witness=sizes)


def help_for(misfit: MisfitError) -> str | None:
    """Return what makes a link fit that does not, if it is shown to be true then."""
    shaped = misfit.code == "shape-mismatch" and misfit.relation.sign == "="
    if not shaped or misfit.relation.refuted:
        return misfit.help
    return repaired(misfit) or (None if only_fits(misfit.help) else misfit.help)


def _fault(claim: Claim, fault: Exception, source: Source) -> Diagnostic:
    message = f"the engine failed here, please report it: {type(fault).__name__}: {fault}"
    return Diagnostic("internal-error", source, claim.left_span.to(claim.right_span), message)


def _outcome(claim: Claim, decision: Decision, found: Diagnostic | None) -> Outcome:
    difference = decision.difference
    place = difference or decision.gap
    verdict = "undecided" if decision.verdict in _UNDECIDED else decision.verdict
    return Outcome(
        verdict,  # type: ignore[arg-type]
        decision.by,
        decision.points,
        None if place is None else witness_of(decision.at_issue(claim), place.point),
        None if difference is None else show_value(difference.left),
        None if difference is None or difference.right is None else show_value(difference.right),
        None if found is None else finding_from(found, claim),
    )
