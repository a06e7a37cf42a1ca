"""Declarations inferred from the lines of a derivation, and what becomes of the lines under them.

What is proposed are sets, sizes and definitions that the text states, and functions with a usual
meaning; never an equation that is to be assumed. All that was used stands in the block.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from eqproof.diagnostics import Diagnostic, Equation, Report
from eqproof.inference.entries import Entry, entries_of
from eqproof.inference.others import Answer
from eqproof.inference.pages import block_text, with_block
from eqproof.inference.pasted import Pasted, as_page
from eqproof.inference.questions import Watch, judged
from eqproof.inference.suggesting import answered
from eqproof.inference.supposed import Supposed, suppose
from eqproof.inference.translated import block_in
from eqproof.keys import Cache
from eqproof.latex.macros import Macro
from eqproof.source import Source, Span


@dataclass(frozen=True, slots=True)
class Question:
    """What has to be answered before the lines at *span* are decided; *name* is what it is about.

    The name is empty where the question is about several. *answers* can be chosen: their lines
    are put into a given block. Another answer may begin with *start*.
    """

    name: str
    text: str
    span: Span
    answers: tuple[Answer, ...] = ()
    start: str = ""


@dataclass(frozen=True, slots=True)
class Inferred:
    """A proposed given block, entry by entry, the page with it, and the report under it.

    Places in the questions and in the report are those of *source*; a fault inside of the block,
    if there is one, has its place on *source_with_block*.
    """

    source: Source
    entries: tuple[Entry, ...]
    block: str
    source_with_block: Source
    questions: tuple[Question, ...]
    report: Report


def infer(
    source: Source, macros: Mapping[str, Macro] | None = None, *, cache: Cache | None = None
) -> Inferred:
    """Propose a given block for *source*, a page or bare lines, and check it under the block."""
    pasted = as_page(source)
    return at_home(infer_page(pasted.page, macros, cache=cache), pasted)


def infer_page(
    page: Source,
    macros: Mapping[str, Macro] | None = None,
    *,
    cache: Cache | None = None,
    watch: Watch | None = None,
    without: Set[str] = frozenset(),
) -> Inferred:
    """Propose a given block for *page*, and check the page under it.

    Nothing is proposed for the names in *without*. *watch* is told of each link before it is
    decided, at its place below what the lines declare themselves.
    """
    known = dict(macros or {})
    supposed = suppose(page, known, without)

    def tell(span: Span) -> None:
        if watch is not None:
            watch(supposed.placed.original(span) or span)

    proposal, source = supposed.proposal, supposed.source
    verdict = judged(proposal, source, known, cache, tell, supposed.names)
    whole = with_block(page, supposed.lines).source
    lines_say = [one.span for one in supposed.said]
    equations = [
        _equation(found, supposed, page, lines_say)
        for found in verdict.equations
        if supposed.original(found.span) is not None
    ]
    diagnostics = [_diagnostic(found, supposed, page, whole) for found in verdict.diagnostics]
    # what the lines declare was read as an entry
    diagnostics = [d for d in diagnostics if not (d.source is page and _within(d.span, lines_say))]
    entries = entries_of(proposal, supposed.said)
    doubts = answered(verdict, supposed, page, known, cache, without, watch)
    return Inferred(
        page,
        entries,
        block_text([entry.line for entry in entries]),
        whole,
        tuple(
            Question(d.name, d.text, place or Span(0, 0), d.answers, d.start) for place, d in doubts
        ),
        Report(1, tuple(equations), _in_order([*diagnostics, *supposed.unread])),
    )


def at_home(found: Inferred, pasted: Pasted) -> Inferred:
    """Return *found* with the places in the text from which its page was made."""
    home = pasted.source

    def diagnostic(one: Diagnostic) -> Diagnostic:
        if one.source is not found.source:
            return one
        return replace(one, source=home, span=pasted.original(one.span))

    def equation(one: Equation) -> Equation:
        links = tuple(replace(link, span=pasted.original(link.span)) for link in one.links)
        return replace(one, source=home, span=pasted.original(one.span), links=links)

    report = found.report
    return replace(
        found,
        source=home,
        block=block_in(found.block, pasted.language),
        questions=tuple(replace(q, span=pasted.original(q.span)) for q in found.questions),
        report=replace(
            report,
            equations=tuple(map(equation, report.equations)),
            diagnostics=_in_order([*map(diagnostic, report.diagnostics), *pasted.faults]),
        ),
    )


def _diagnostic(found: Diagnostic, supposed: Supposed, page: Source, whole: Source) -> Diagnostic:
    place = supposed.original(found.span)
    if place is None:
        return replace(found, source=whole, span=supposed.item(found.span))
    return replace(found, source=page, span=place)


def _equation(found: Equation, supposed: Supposed, page: Source, lines_say: list[Span]) -> Equation:
    span = supposed.original(found.span) or Span(0, 0)
    links = []
    for link in found.links:
        place = supposed.original(link.span) or Span(0, 0)
        if _within(place, lines_say):
            link = replace(link, verdict="by-definition", by=None)
        links.append(replace(link, span=place))
    return replace(found, source=page, span=span, links=tuple(links))


def _within(span: Span, places: Sequence[Span]) -> bool:
    return any(one.start <= span.start and span.end <= one.end for one in places)


def _in_order(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(found, key=lambda d: d.sort_key))
