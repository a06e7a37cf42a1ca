"""Declarations inferred from the lines of a derivation, and what becomes of the lines under them.

What is proposed are sets, sizes and definitions that the text states, and functions with a usual
meaning; never an equation that is to be assumed. All that was used stands in the block.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from eqproof.diagnostics import Diagnostic, Equation, Report
from eqproof.inference.entries import Entry, entries_of
from eqproof.inference.pages import block_text
from eqproof.inference.pasted import as_page
from eqproof.inference.proposal import propose
from eqproof.inference.questions import judged
from eqproof.keys import Cache
from eqproof.latex.macros import Macro
from eqproof.source import Source, Span


@dataclass(frozen=True, slots=True)
class Question:
    """What has to be answered before the lines at *span* are decided; *name* is what it is about.

    The name is empty where the question is about several.
    """

    name: str
    text: str
    span: Span


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
    known = dict(macros or {})
    pasted = as_page(source)
    proposal = propose(pasted.page, known)
    placed = proposal.read.placed
    verdict = judged(proposal, pasted.page, known, cache)

    def moved(span: Span) -> Span:
        place = placed.original(span)
        return Span(0, 0) if place is None else pasted.original(place)

    def diagnostic(found: Diagnostic) -> Diagnostic:
        if placed.original(found.span) is None:
            return found
        return replace(found, source=source, span=moved(found.span))

    def equation(found: Equation) -> Equation:
        links = tuple(replace(link, span=moved(link.span)) for link in found.links)
        return replace(found, source=source, span=moved(found.span), links=links)

    equations = [e for e in verdict.equations if placed.original(e.span) is not None]
    diagnostics = sorted(map(diagnostic, verdict.diagnostics), key=lambda d: d.sort_key)
    entries = entries_of(proposal)
    return Inferred(
        source,
        entries,
        block_text([entry.line for entry in entries]),
        placed.source,
        tuple(Question(d.name, d.text, moved(d.span)) for d in verdict.doubts),
        Report(1, tuple(map(equation, equations)), tuple(diagnostics)),
    )
