"""What became of one link, apart from where it stands; as data that can be kept as text.

Places are counted from the start of the link's left side, so that an outcome is still true when
the text above the link changes. Knows nothing of how a link is decided.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from eqproof.diagnostics import Diagnostic, Link, Verdict
from eqproof.source import Source, Span
from eqproof.statements.claims import Claim, MisfitError


@dataclass(frozen=True, slots=True)
class Finding:
    """What there is to say against a link: a diagnostic that stands nowhere yet."""

    code: str
    start: int
    end: int
    message: str
    witness: Mapping[str, str] | None
    left: str | None
    right: str | None
    help: str | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The verdict on a link, what it rests on, and the finding, if there is one."""

    verdict: Verdict
    by: str | None = None
    points: int = 0
    witness: Mapping[str, str] | None = None
    left_value: str | None = None
    right_value: str | None = None
    finding: Finding | None = None


def finding_from(diagnostic: Diagnostic, claim: Claim) -> Finding:
    """Return what *diagnostic* says, with its place counted from the start of *claim*."""
    span = diagnostic.span.shifted(-claim.left_span.start)
    return Finding(
        diagnostic.code,
        span.start,
        span.end,
        diagnostic.message,
        diagnostic.witness,
        diagnostic.left,
        diagnostic.right,
        diagnostic.help,
    )


def diagnostic_of(outcome: Outcome, claim: Claim, source: Source) -> Diagnostic | None:
    """Return the finding as a diagnostic where *claim* stands."""
    found = outcome.finding
    if found is None:
        return None
    span = Span(found.start, found.end).shifted(claim.left_span.start)
    values = (found.witness, found.left, found.right, found.help)
    return Diagnostic(found.code, source, span, found.message, *values)


def link_of(outcome: Outcome, claim: Claim, source: Source) -> Link:
    """Return *claim* as it stands in a report."""
    return Link(
        claim.tag,
        claim.relation,
        source.text[claim.left_span.start : claim.left_span.end],
        source.text[claim.right_span.start : claim.right_span.end],
        claim.span,
        outcome.verdict,
        outcome.by,
        outcome.points,
        outcome.witness,
        outcome.left_value,
        outcome.right_value,
        "refuted" if claim.refuted else None,
    )


def link_of_misfit(outcome: Outcome, misfit: MisfitError, source: Source) -> Link:
    """Return a link whose shapes do not fit as it stands in a report."""
    left, right = (source.text[s.start : s.end] for s in (misfit.left_span, misfit.right_span))
    return Link(
        misfit.relation.tag,
        misfit.relation.sign,
        left,
        right,
        misfit.link_span,
        outcome.verdict,
        outcome.by,
        witness=outcome.witness,
    )


def to_text(outcome: Outcome) -> str:
    """Return *outcome* as one line of JSON."""
    return json.dumps(asdict(outcome))


def from_text(text: str) -> Outcome:
    """Return the outcome that ``to_text`` wrote."""
    record: dict[str, Any] = json.loads(text)
    finding = record.pop("finding")
    return Outcome(**record, finding=Finding(**finding) if finding else None)
