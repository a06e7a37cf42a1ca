"""Which hypotheses no claim needs.

A hypothesis is needed by a claim that stands with it and does not stand without it: one that is
proved, or refuted as its author says. One such claim is enough. What cannot be settled without the
hypothesis in the time there is counts as not standing. So nothing is called unneeded that is not.

A claim that is found fault with may need the hypothesis once it is mended, so nothing is said of
its hypotheses before.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from eqproof.diagnostics import Diagnostic
from eqproof.keys import Cache, Keys
from eqproof.notation.symbols import Hypothesis, Notation
from eqproof.outcomes import Outcome
from eqproof.proof.names import free_indices, names_in, reached
from eqproof.source import Source, Span
from eqproof.statements.claims import Claim
from eqproof.statements.reading import Reading

if TYPE_CHECKING:
    from eqproof.proof.facts import Facts

SECONDS = 2.0
"""So long it may take to settle one claim without a hypothesis."""
FIRST = 3
"""So many points are tried before a proof is: most claims fail there without what they need."""


@dataclass(slots=True)
class Scopes:
    """What stands under the hypotheses of a page, filled while the page is checked.

    *unclear* are the places of hypotheses under which a formula cannot be read or a claim is found
    fault with.
    """

    hypotheses: dict[Span, Hypothesis] = field(default_factory=dict)
    standing: dict[Span, list[Claim]] = field(default_factory=dict)
    unclear: set[Span] = field(default_factory=set)

    def enter(self, reading: Reading) -> None:
        """Take note of the hypotheses that are in force where *reading* stands.

        The set in which a name is declared is none: an author says there what the name is.
        """
        for hypothesis in reading.notation.hypotheses:
            if not hypothesis.declared:
                self.hypotheses.setdefault(hypothesis.span, hypothesis)
        if reading.display is None and reading.kind != "declaration":
            self.doubt(reading.notation)

    def doubt(self, notation: Notation) -> None:
        """Say nothing of the hypotheses of *notation*."""
        self.unclear |= {h.span for h in notation.hypotheses}

    def add(self, claim: Claim, outcome: Outcome) -> None:
        """Take note of what became of a claim; a definition needs nothing."""
        if outcome.finding is not None:
            self.doubt(claim.notation)
        elif outcome.verdict != "by-definition":
            for hypothesis in claim.notation.hypotheses:
                self.standing.setdefault(hypothesis.span, []).append(claim)


def unneeded(
    scopes: Scopes, source: Source, keys: Keys, cache: Cache | None = None
) -> list[Diagnostic]:
    """Return a finding for each hypothesis that no claim in its scope needs."""
    trial = _Trial(keys, cache)
    found = []
    for span, hypothesis in scopes.hypotheses.items():
        if span not in scopes.unclear:
            claims = [c for c in scopes.standing.get(span, ()) if _touches(hypothesis, c)]
            bare = [trial.without(hypothesis, claim) for claim in claims]
            # most hypotheses are needed by an equation that is wrong without them, as is soon seen
            if all(map(trial.seems_to_stand, bare)) and all(map(trial.stands, bare)):
                found.append(_finding(hypothesis, claims, source))
    return found


def needed(
    claims: Sequence[Claim], assumed: Sequence[Hypothesis], keys: Keys, cache: Cache | None = None
) -> list[Hypothesis]:
    """Return those of the hypotheses *assumed* without which *claims*, all true, would not stand.

    Of several that can stand in for each other, the last is kept. What is found is to be the same
    on a slow machine, so each may take as long as a verdict.
    """
    from eqproof.deciding import SECONDS as LONG

    trial = _Trial(keys, cache, LONG)
    kept = []
    for hypothesis in assumed:
        bare = [trial.without(hypothesis, c) for c in claims if _touches(hypothesis, c)]
        if all(map(trial.seems_to_stand, bare)) and all(map(trial.stands, bare)):
            claims = [trial.without(hypothesis, claim) for claim in claims]
        else:
            kept.append(hypothesis)
    return kept


def _touches(hypothesis: Hypothesis, claim: Claim) -> bool:
    """Whether *hypothesis* says something of *claim*, by itself or through other hypotheses."""
    from eqproof.proof.hypotheses import names_of

    if claim.converse is not None and _touches(hypothesis, claim.converse):
        return True
    notation = claim.notation
    found = reached(names_in(claim), notation)
    waiting = [reached(names_of(h), notation) for h in notation.hypotheses]
    wanted = reached(names_of(hypothesis), notation)
    while not found & wanted and any(names & found for names in waiting):
        found = found.union(*(names for names in waiting if names & found))
        waiting = [names for names in waiting if not names <= found]
    return bool(found & wanted)


def _finding(hypothesis: Hypothesis, claims: Sequence[Claim], source: Source) -> Diagnostic:
    message = "no claim speaks of what is assumed here"
    if claims:
        message = "every claim stands without what is assumed here"
    advice = "leave it out, or show the step that needs it"
    return Diagnostic("unneeded-hypothesis", source, hypothesis.span, message, help=advice)


@dataclass(frozen=True, slots=True)
class _Trial:
    """Claims settled without a hypothesis; what is known under a notation is kept."""

    keys: Keys
    cache: Cache | None
    seconds: float = SECONDS
    bare: dict[tuple[int, Span], tuple[Notation, Notation]] = field(default_factory=dict)
    known: "dict[int, Facts]" = field(default_factory=dict)

    def without(self, hypothesis: Hypothesis, claim: Claim) -> Claim:
        """Return *claim* as it would be without *hypothesis*."""
        notation, span = claim.notation, hypothesis.span
        # the notation is kept, so that no other takes its identity
        if (id(notation), span) not in self.bare:
            others = tuple(h for h in notation.hypotheses if h.span != span)
            self.bare[id(notation), span] = (notation, replace(notation, hypotheses=others))
        back = None if claim.converse is None else self.without(hypothesis, claim.converse)
        return replace(claim, notation=self.bare[id(notation), span][1], converse=back)

    def seems_to_stand(self, claim: Claim) -> bool:
        """Whether there is no difference between the sides at the first points."""
        return claim.refuted or self._kept("first points", claim, _agrees_at_first)

    def stands(self, claim: Claim) -> bool:
        """Whether *claim* is proved, or refuted as its author says."""
        return self._kept("verdict", claim, self._stands)

    def _kept(self, what: str, claim: Claim, ask: Callable[[Claim], bool]) -> bool:
        """Return the answer to *ask*, which is kept unless there was no time to find it."""
        from eqproof.proof.budget import TimeUp, budget

        key = self.keys.of_standing(what, claim) if self.cache is not None else ""
        kept = self.cache.load(key) if self.cache is not None else None
        if kept is not None:
            return bool(kept)
        try:
            with budget(self.seconds):
                answer = ask(claim)
        except TimeUp:
            return False
        except Exception:  # a fault of the engine, which is no word against the hypothesis
            return False
        if self.cache is not None:
            self.cache.store(key, "yes" if answer else "")
        return answer

    def _stands(self, claim: Claim) -> bool:
        # SymPy takes longer to load than a site takes to read, and is not needed if all is known
        from eqproof.proof.assumed import facts_of
        from eqproof.proof.decision import decide

        notation = claim.notation
        if id(notation) not in self.known:
            self.known[id(notation)] = facts_of(notation)
        verdict = decide(claim, self.known[id(notation)]).verdict
        return verdict == ("refuted" if claim.refuted else "proved")


def _agrees_at_first(claim: Claim) -> bool:
    from eqproof.proof.numeric import Difference, glance, look
    from eqproof.proof.sampling import sample

    if claim.relation == r"\approx":
        return True
    names = reached(names_in(claim), claim.notation)
    free = free_indices(names_in(claim), claim.notation)
    points = sample(claim.notation, names, free, FIRST, 0)
    return all(glance(claim, p) or not isinstance(look(claim, p)[1], Difference) for p in points)
