"""The pipeline: pages in, a report out. The only module that knows the order of the steps.

page → formulas → statements → claims → verdicts → report. Reads no files and prints nothing.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from eqproof import clean
from eqproof.diagnostics import Diagnostic, Equation, Link, ReadingError, Report
from eqproof.keys import Cache, Keys
from eqproof.latex.display import read_display
from eqproof.latex.macros import Macro, Macros
from eqproof.latex.nodes import Node
from eqproof.latex.spellings import read_tokens
from eqproof.needed import Scopes, unneeded
from eqproof.notation.symbols import Hypothesis, Notation
from eqproof.notation.vocabulary import names_of
from eqproof.outcomes import Outcome, diagnostic_of, from_text, link_of, link_of_misfit, to_text
from eqproof.page import Formula, Page, Quotation, read_page
from eqproof.source import Source, Span
from eqproof.statements.claims import Claim, MisfitError, claims_of
from eqproof.statements.reading import Reading, read_formulas

if TYPE_CHECKING:
    from eqproof.proof.facts import Facts

SECONDS = 10.0
"""So long it may take to find a point on the hypotheses."""
Checked = tuple[list[Equation], list[Diagnostic]]
Watch = Callable[[Claim], None]


def check_pages(
    sources: Sequence[Source],
    macros: Mapping[str, Macro] | None = None,
    *,
    cache: Cache | None = None,
    executor: Executor | None = None,
    watch: Watch | None = None,
) -> Report:
    """Read and decide every formula of *sources*.

    What stands in *cache* is not decided again. With an *executor* pages are checked side by side,
    long ones first; for worker processes *cache* must be one that can be sent there. The report is
    the same. *watch* is told of each link before it is decided.
    """
    macros = dict(macros or {})
    checked = _known(sources, macros, cache)
    left = [number for number in range(len(sources)) if number not in checked]
    left.sort(key=lambda number: -len(sources[number].text))
    check = partial(check_page, macros=macros, cache=cache, watch=watch)
    found = (executor.map if executor else map)(check, [sources[number] for number in left])
    checked |= zip(left, found, strict=True)
    pages = [checked[number] for number in range(len(sources))]
    diagnostics = sorted((d for _, faults in pages for d in faults), key=lambda d: d.sort_key)
    return Report(len(sources), tuple(e for page, _ in pages for e in page), tuple(diagnostics))


def _known(sources: Sequence[Source], macros: Macros, cache: Cache | None) -> dict[int, Checked]:
    """Return, by its number, each page in which nothing was found before."""
    kept = {} if cache is None else {n: clean.load(s, macros, cache) for n, s in enumerate(sources)}
    return {number: (page, []) for number, page in kept.items() if page is not None}


def check_page(
    source: Source, macros: Macros, cache: Cache | None = None, watch: Watch | None = None
) -> Checked:
    """Read and decide every formula of one page; a fault of the engine is a finding, too."""
    try:
        return _check_page(source, macros, cache, watch)
    except Exception as fault:  # the other pages are checked all the same
        message = f"the engine failed here, please report it: {type(fault).__name__}: {fault}"
        return [], [Diagnostic("internal-error", source, Span(0, 0), message)]


def _check_page(
    source: Source, macros: Macros, cache: Cache | None, watch: Watch | None
) -> Checked:
    page = read_page(source)
    readings, faults = read_formulas(page, macros)
    work = _Work(source, cache, Keys(macros), watch)
    found = [*page.diagnostics, *faults]
    impossible = _impossible(readings, work)
    found += [_unsatisfiable(h, source) for h in dict.fromkeys(impossible.values())]
    check = _Check(work, found, impossible, _lacking(page, readings, found))
    equations = [_equation(reading, check.links(reading), source) for reading in readings]
    found += unneeded(check.scopes, source, work.keys, cache)
    found += [d for q in page.quotations for d in _quotation(q, page, readings, macros)]
    if cache is not None and not found:
        clean.store(equations, source, macros, cache)
    return equations, found


@dataclass(slots=True)
class _Check:
    """A page being checked, and what was *found* so far.

    Nothing is decided under notations that are *impossible*. *lacking* are the places where
    something is assumed that could not be read.
    """

    work: "_Work"
    found: list[Diagnostic]
    impossible: Mapping[int, Hypothesis]
    lacking: Sequence[Span]
    scopes: Scopes = field(default_factory=Scopes)

    def links(self, reading: Reading) -> list[Link]:
        """Return the links of a formula, decided."""
        source = self.work.source
        links: list[Link] = []
        doubtful: Node | None = None
        self.scopes.enter(reading)
        for claim in claims_of(reading):
            if isinstance(claim, ReadingError):
                self.found += _new(_placed(claim, reading, source), self.found)
                self.scopes.doubt(reading.notation)
                if isinstance(claim, MisfitError) and reading.kind == "claim":
                    links += _impossible_link(claim, source)
                continue
            if reading.kind == "hypothesis":
                continue
            left_is_doubtful = claim.left == doubtful
            outcome = self.outcome(claim, reading, left_is_doubtful)
            if outcome is None:
                links.append(link_of(Outcome("undecided"), claim, source))
                self.scopes.doubt(reading.notation)
                continue
            links.append(link_of(outcome, claim, source))
            finding = diagnostic_of(outcome, claim, source)
            # the side that came in with a wrong link is the likely fault of the next one, too
            doubtful = claim.right if finding is not None and not left_is_doubtful else None
            self.scopes.add(claim, outcome)
            self.found += [finding] if finding is not None else []
        return links

    def outcome(self, claim: Claim, reading: Reading, left_is_doubtful: bool) -> Outcome | None:
        """Return what became of *claim*; None where that would say nothing of it."""
        unmet = _unmet_condition(claim, reading, self.work)
        if unmet is not None and unmet.span not in {d.span for d in self.found}:
            self.found.append(_unsatisfiable(unmet, self.work.source))
        if id(reading.notation) in self.impossible or unmet is not None:
            return None
        if self.work.watch is not None:
            self.work.watch(claim)
        outcome = _decided(claim, self.work, left_is_doubtful)
        # what could not be assumed may be what a point that refutes lacks
        lacks = any(place.start <= claim.span.start < place.end for place in self.lacking)
        return None if outcome.verdict == "refuted" and lacks else outcome


def _lacking(
    page: Page, readings: Sequence[Reading], diagnostics: Sequence[Diagnostic]
) -> list[Span]:
    """Return where something is assumed, or meant to be, that could not be read."""
    places = [d.span.start for d in diagnostics]
    assumed = [r.formula for r in readings if r.kind in ("hypothesis", "mention")]
    faulty = {f.given for f in assumed if any(f.span.start <= p < f.span.end for p in places)}
    return [given.scope for given in page.givens if given.number in faulty]


@dataclass(frozen=True, slots=True)
class _Work:
    """What the links of one page share: where outcomes are kept, and by their notation facts, and
    hypotheses that cannot be met.
    """

    source: Source
    cache: Cache | None
    keys: Keys
    watch: Watch | None
    known: "dict[int, tuple[Notation, Facts]]" = field(default_factory=dict)
    unmet: dict[int, tuple[Notation, Hypothesis | None]] = field(default_factory=dict)


def _decided(claim: Claim, work: _Work, left_is_doubtful: bool) -> Outcome:
    if claim.repeats and not claim.refuted:
        return Outcome("by-definition")
    if work.cache is None:
        return _outcome(claim, work, left_is_doubtful)[0]
    proof, whole = work.keys.of_proof(claim), work.keys.of_claim(claim, left_is_doubtful)
    for key in (proof, whole):
        text = work.cache.load(key)
        if text is not None:
            return from_text(text)
    outcome, lasting = _outcome(claim, work, left_is_doubtful)
    if lasting:
        proved = outcome.verdict == "proved" and outcome.finding is None
        work.cache.store(proof if proved else whole, to_text(outcome))
    return outcome


def _outcome(claim: Claim, work: _Work, left_is_doubtful: bool) -> tuple[Outcome, bool]:
    # SymPy takes longer to load than a site takes to read, and is not needed if all is known
    from eqproof.deciding import outcome_of
    from eqproof.proof.assumed import facts_of

    notation = claim.notation
    if id(notation) not in work.known:
        work.known[id(notation)] = (notation, facts_of(notation))
    return outcome_of(claim, work.known[id(notation)][1], work.source, left_is_doubtful)


def _impossible(readings: list[Reading], work: _Work) -> dict[int, Hypothesis]:
    """Return, by the identity of a notation, a hypothesis that no point satisfies under it.

    Nothing is decided under such a notation, and only the hypothesis is reported.
    """
    notations = {id(r.notation): r.notation for r in readings}
    found = {key: _unmet(n, work) for key, n in notations.items() if n.hypotheses}
    return {key: hypothesis for key, hypothesis in found.items() if hypothesis is not None}


def _unmet_condition(claim: Claim, reading: Reading, work: _Work) -> Hypothesis | None:
    """Return what the statement of *claim* assumes beside the page and no point satisfies."""
    notation, assumed = claim.notation, len(reading.notation.hypotheses)
    if len(notation.hypotheses) == assumed:
        return None
    if id(notation) not in work.unmet:
        work.unmet[id(notation)] = (notation, _unmet(notation, work))
    return work.unmet[id(notation)][1]


def _unmet(notation: Notation, work: _Work) -> Hypothesis | None:
    """Return the first hypothesis that cannot be met; what is kept is its number, or nothing."""
    key = work.keys.of_hypotheses(notation) if work.cache is not None else ""
    kept = work.cache.load(key) if work.cache is not None else None
    if kept is not None:
        return notation.hypotheses[int(kept)] if kept else None
    from eqproof.proof.budget import TimeUp, budget
    from eqproof.proof.sampling import satisfiable

    try:
        with budget(SECONDS):
            unmet = satisfiable(notation)
    except TimeUp:
        return None  # not known: the claims below will not be decided in time either
    if work.cache is not None:
        number = "" if unmet is None else str(notation.hypotheses.index(unmet))
        work.cache.store(key, number)
    return unmet


def _placed(error: ReadingError, reading: Reading, source: Source) -> Diagnostic:
    span = error.span.shifted(reading.formula.inner.start)
    advice = error.help
    if isinstance(error, MisfitError) and reading.kind == "claim":
        from eqproof.deciding import help_for

        advice = help_for(error)
    return Diagnostic(error.code, source, span, error.message, help=advice)


def _new(found: Diagnostic, known: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Return *found*, unless a side that two links share gave it already."""
    same = (found.code, found.span, found.message)
    return [] if any((d.code, d.span, d.message) == same for d in known) else [found]


def _impossible_link(misfit: MisfitError, source: Source) -> list[Link]:
    from eqproof.deciding import outcome_of_misfit

    if misfit.code != "shape-mismatch" or misfit.relation.refuted:
        return []
    outcome = outcome_of_misfit(misfit)
    return [] if outcome is None else [link_of_misfit(outcome, misfit, source)]


def _unsatisfiable(hypothesis: Hypothesis, source: Source) -> Diagnostic:
    message = "no point of the declared domains was found that satisfies this"
    help_line = "it may contradict the declarations, or a hypothesis above it"
    return Diagnostic("unsatisfiable-hypothesis", source, hypothesis.span, message, help=help_line)


def _equation(reading: Reading, links: list[Link], source: Source) -> Equation:
    formula, display = reading.formula, reading.display
    tags = tuple(text for text, _ in display.tags) if display is not None else ()
    label = display.labels[0][0] if display is not None and display.labels else None
    return Equation(
        source,
        formula.span,
        reading.kind,
        formula.latex,
        formula.display,
        tags,
        label,
        tuple(links),
    )


def _quotation(
    quotation: Quotation, page: Page, readings: list[Reading], macros: Macros
) -> Iterator[Diagnostic]:
    """A quotation must produce the diagnostic that it names, and that one first."""
    before = [r for r in readings if r.formula.span.start < quotation.span.start]
    error = _fault(quotation, before[-1].notation if before else Notation(), macros)
    if error is not None and error.code == quotation.code:
        return
    produced = "nothing at all" if error is None else f"{error.code}: {error.message}"
    yield Diagnostic(
        "quoted-mismatch",
        page.source,
        quotation.code_span,
        f"this source is shown to produce {quotation.code}, but it produces {produced}",
    )


def _fault(quotation: Quotation, notation: Notation, macros: Macros) -> ReadingError | None:
    """Return what is wrong with the text or the shapes of a quotation; nothing is decided."""
    formula = Formula(quotation.span, quotation.inner, quotation.latex, display=True)
    try:
        display = read_display(read_tokens(quotation.latex, macros), names_of(notation))
    except ReadingError as error:
        return error
    found = claims_of(Reading(formula, "claim", notation, display))
    return next((claim for claim in found if isinstance(claim, ReadingError)), None)
