"""The pipeline: pages in, a report out. The only module that knows the order of the steps.

page → formulas → statements → claims → verdicts → report. Reads no files and prints nothing.
"""

from collections.abc import Iterator, Mapping, Sequence

from eqproof.claims import Claim, claims_of
from eqproof.diagnostics import Diagnostic, Equation, Link, ReadingError, Report
from eqproof.findings import finding_of
from eqproof.latex.display import read_display
from eqproof.latex.lexer import tokenize
from eqproof.latex.macros import Macro, Macros, expand
from eqproof.latex.names import Names
from eqproof.latex.nodes import Node
from eqproof.notation import Hypothesis, Notation
from eqproof.page import Page, Quotation, read_page
from eqproof.proof.budget import TimeUp, budget
from eqproof.proof.decision import Decision, decide
from eqproof.proof.exhibit import witness_of
from eqproof.proof.facts import Facts, facts_of
from eqproof.proof.sampling import satisfiable
from eqproof.proof.witness import show_value
from eqproof.reading import Reading, names_of, read_formulas
from eqproof.source import Source

SECONDS = 10.0
"""So long one link may take before it is given up as undecided."""


def check_pages(sources: Sequence[Source], macros: Mapping[str, Macro] | None = None) -> Report:
    """Read and decide every formula of *sources*."""
    equations: list[Equation] = []
    diagnostics: list[Diagnostic] = []
    for source in sources:
        found, faults = check_page(source, macros or {})
        equations += found
        diagnostics += faults
    diagnostics.sort(key=lambda d: d.sort_key)
    return Report(len(sources), tuple(equations), tuple(diagnostics))


def check_page(source: Source, macros: Macros) -> tuple[list[Equation], list[Diagnostic]]:
    """Read and decide every formula of one page."""
    page = read_page(source)
    readings, diagnostics = read_formulas(page, macros)
    diagnostics = [*page.diagnostics, *diagnostics]
    impossible = _impossible(readings)
    diagnostics += [_unsatisfiable(h, source) for h in dict.fromkeys(impossible.values())]
    known: dict[int, tuple[Notation, Facts]] = {}
    equations = []
    for reading in readings:
        links: list[Link] = []
        doubtful: Node | None = None
        for claim in claims_of(reading):
            if isinstance(claim, ReadingError):
                diagnostics.append(_placed(claim, reading, source))
                continue
            if reading.kind == "hypothesis":
                continue
            if id(reading.notation) in impossible:
                links.append(_link(claim, Decision("undecided"), source))
                continue
            left_is_doubtful = claim.left == doubtful
            link, finding = _decided(claim, known, source, left_is_doubtful)
            links.append(link)
            # the side that came in with a wrong link is the likely fault of the next one, too
            doubtful = claim.right if finding is not None and not left_is_doubtful else None
            diagnostics += [finding] if finding is not None else []
        equations.append(_equation(reading, links, source))
    diagnostics += [d for q in page.quotations for d in _quotation(q, page, readings, macros)]
    return equations, diagnostics


def _placed(error: ReadingError, reading: Reading, source: Source) -> Diagnostic:
    span = error.span.shifted(reading.formula.inner.start)
    return Diagnostic(error.code, source, span, error.message, help=error.help)


def _impossible(readings: list[Reading]) -> dict[int, Hypothesis]:
    """Return, by the identity of a notation, a hypothesis that no point satisfies under it.

    Nothing is decided under such a notation, and only the hypothesis is reported.
    """
    notations = {id(r.notation): r.notation for r in readings}
    found = {key: satisfiable(n) for key, n in notations.items() if n.hypotheses}
    return {key: hypothesis for key, hypothesis in found.items() if hypothesis is not None}


def _unsatisfiable(hypothesis: Hypothesis, source: Source) -> Diagnostic:
    message = "no point of the declared domains satisfies this"
    help_line = "it contradicts the declarations, or a hypothesis above it"
    return Diagnostic("unsatisfiable-hypothesis", source, hypothesis.span, message, help=help_line)


def _facts(notation: Notation, known: dict[int, tuple[Notation, Facts]]) -> Facts:
    if id(notation) not in known:
        known[id(notation)] = (notation, facts_of(notation))
    return known[id(notation)][1]


def _decided(
    claim: Claim,
    known: dict[int, tuple[Notation, Facts]],
    source: Source,
    left_is_doubtful: bool,
) -> tuple[Link, Diagnostic | None]:
    if claim.repeats and not claim.refuted:
        return _link(claim, Decision("by-definition"), source), None
    facts = _facts(claim.notation, known)
    if claim.vacuous:
        decision = Decision("undecided")
        return _link(claim, decision, source), finding_of(claim, decision, source, facts)
    try:
        with budget(SECONDS):
            decision = decide(claim, facts)
            finding = finding_of(claim, decision, source, facts, left_is_doubtful)
    except TimeUp:
        decision = Decision("undecided")
        finding = finding_of(claim, decision, source, facts)
    except Exception as fault:  # the rest of the page is checked all the same
        decision = Decision("undecided")
        finding = _fault(claim, fault, source)
    return _link(claim, decision, source), finding


def _fault(claim: Claim, fault: Exception, source: Source) -> Diagnostic:
    message = f"the engine failed here, please report it: {type(fault).__name__}: {fault}"
    return Diagnostic("internal-error", source, claim.left_span.to(claim.right_span), message)


def _link(claim: Claim, decision: Decision, source: Source) -> Link:
    verdicts = {"undefined": "undecided", "contradictory": "undecided"}
    difference = decision.difference
    found = difference or decision.gap
    return Link(
        claim.tag,
        claim.relation,
        source.text[claim.left_span.start : claim.left_span.end],
        source.text[claim.right_span.start : claim.right_span.end],
        claim.span,
        verdicts.get(decision.verdict, decision.verdict),  # type: ignore[arg-type]
        decision.by,
        decision.points,
        None if found is None else witness_of(claim, found.point),
        None if difference is None else show_value(difference.left),
        None if difference is None or difference.right is None else show_value(difference.right),
        "refuted" if claim.refuted else None,
    )


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
    names = names_of(before[-1].notation) if before else Names()
    produced = "nothing at all"
    try:
        read_display(expand(tokenize(quotation.latex), macros), names)
    except ReadingError as error:
        if error.code == quotation.code:
            return
        produced = f"{error.code}: {error.message}"
    yield Diagnostic(
        "quoted-mismatch",
        page.source,
        quotation.code_span,
        f"this source is shown to produce {quotation.code}, but it produces {produced}",
    )
