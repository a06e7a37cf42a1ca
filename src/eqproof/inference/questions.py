"""Where declarations that are as plausible give another verdict: the line is not decided, then."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from eqproof.check import check_page
from eqproof.diagnostics import Diagnostic, Equation, Link
from eqproof.inference.customs import shown
from eqproof.inference.dependence import (
    entrywise_numbers,
    functions_in,
    names_of_claim,
    quantities,
    question_of,
    reach,
    rests_on_definitions,
    unconnected,
)
from eqproof.inference.others import other_readings, read_otherwise
from eqproof.inference.proposal import Proposal
from eqproof.inference.search import Read
from eqproof.keys import Cache
from eqproof.latex.macros import Macros
from eqproof.source import Source, Span
from eqproof.statements.claims import Claim, claims_of

DECIDED = ("proved", "by-definition")


@dataclass(frozen=True, slots=True)
class Doubt:
    """What has to be known before the link at *span* can be decided; *name* is what it is about."""

    span: Span
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of a page under a proposal. Spans are those of the page with its block."""

    equations: tuple[Equation, ...]
    diagnostics: tuple[Diagnostic, ...]
    doubts: tuple[Doubt, ...]


def judged(
    proposal: Proposal, source: Source, macros: Macros, cache: Cache | None = None
) -> Judged:
    """Check the page under *proposal*, and take back what another reading contradicts."""
    read = proposal.read
    equations, diagnostics = check_page(read.placed.source, macros, cache)
    verdicts = _verdicts(equations, read)
    doubts: dict[Span, Doubt] = {}
    for span, one in verdicts.items():
        if one.verdict == "refuted" and one.by == "shapes":
            text = "are the vectors columns or rows, and what shape has each name?"
            doubts.setdefault(span, Doubt(span, "", text))
    for key, other, text in other_readings(proposal, *_kinds(verdicts)):
        changed = read_otherwise(proposal, other, source, macros)
        if changed is None:
            continue
        found, _ = check_page(changed.placed.source, macros, cache)
        shift = read.placed.size - changed.placed.size
        for span, other_link in _verdicts(found, changed).items():
            mine = verdicts.get(span.shifted(shift))
            if mine is not None and _contradict(mine, other_link):
                place = span.shifted(shift)
                doubts.setdefault(place, Doubt(place, key, text))
    for claim in _claims(read):
        link = verdicts.get(claim.span)
        if link is not None:
            doubt = _of_shapes(claim, proposal) or _of_claim(claim, link, diagnostics, read)
            if doubt is not None:
                doubts.setdefault(claim.span, doubt)
    taken = {s.span.shifted(read.placed.size) for s in read.choice.stated.values()}
    return Judged(
        tuple(_revised(e, doubts, taken) for e in equations),
        tuple(_diagnostics(diagnostics, doubts, read)),
        (*doubts.values(), *_missing(diagnostics, read)),
    )


def _missing(diagnostics: list[Diagnostic], read: Read) -> Iterator[Doubt]:
    """Yield what no line says although something is differentiated."""
    asked: set[str] = set()
    for found in diagnostics:
        name = read.placed.source.text[found.span.start : found.span.end]
        if found.code == "undefined-derivative" and name not in asked:
            asked.add(name)
            yield Doubt(found.span, name, _what_is(name))


def _what_is(name: str) -> str:
    return f"what is {shown(name)}? No line says {shown(name)} = …"


def _verdicts(equations: list[Equation], read: Read) -> dict[Span, Link]:
    block = read.placed.block
    return {
        link.span: link
        for equation in equations
        if not block.start <= equation.span.start < block.end
        for link in equation.links
        if link.expected is None
    }


def _claims(read: Read) -> Iterator[Claim]:
    block = read.placed.block
    for reading in read.readings:
        if reading.kind == "claim" and not block.start <= reading.formula.span.start < block.end:
            yield from (c for c in claims_of(reading) if isinstance(c, Claim))


def _kinds(verdicts: Mapping[Span, Link]) -> tuple[bool, bool]:
    """Return whether some links are proved, and whether some are not."""
    decided = [link.verdict in DECIDED for link in verdicts.values()]
    return any(decided), not all(decided)


def _contradict(one: Link, other: Link) -> bool:
    """Whether one verdict is that the link holds, and the other one is another."""
    mine, yours = one.verdict, other.verdict
    if mine in DECIDED:
        return yours == "refuted"
    return yours == "proved"


def _of_shapes(claim: Claim, proposal: Proposal) -> Doubt | None:
    """Return what is in doubt where a name is a number only because that can be read."""
    chosen, options = proposal.read.choice, proposal.options
    names = reach(names_of_claim(claim), claim.notation)
    forced = sorted(
        key
        for key in names & chosen.guesses.keys() - chosen.stated.keys()
        if chosen.guesses[key].kind == "number" and options[key][0].kind in ("column", "matrix")
    )
    key = forced[0] if forced else entrywise_numbers(claim)
    if key is None:
        return None
    return Doubt(claim.span, key, f"is {shown(key)} a number, a column or a matrix?")


def _of_claim(claim: Claim, link: Link, diagnostics: list[Diagnostic], read: Read) -> Doubt | None:
    """Return what *claim* leaves open by itself."""
    for body, variable in unconnected(claim):
        return Doubt(claim.span, body, question_of(body, variable))
    counts = {k for k, g in read.choice.guesses.items() if g.kind == "size" and g.free}
    stated = read.choice.stated.values()
    later = [s for s in stated if s.span.start > claim.span.end - read.placed.size]
    below = [s.key for s in later if s.key in names_of_claim(claim)]
    if link.verdict == "refuted" and below and not _is_slip(claim, diagnostics):
        name = shown(below[0])
        return Doubt(claim.span, below[0], f"is this an equation to be solved for {name}, or does"
                     f" it hold for the {name} that is defined below?")  # fmt: skip
    arbitrary = {k for k, g in read.choice.guesses.items() if g.arguments}
    called = sorted(functions_in(claim) & arbitrary - read.choice.stated.keys())
    if called and link.verdict not in DECIDED:
        return Doubt(claim.span, called[0], _what_is(called[0]))
    if link.verdict != "refuted":
        return None
    left, right = (
        quantities(side, claim.notation, counts) for side in (claim.left, claim.sides[-1])
    )
    apart = sorted(left ^ right) if claim.relation == "=" else []
    # where each side has a name of its own, one of them may be what the other one is called
    renamed = bool(left - right and right - left)
    if (_is_slip(claim, diagnostics) and not renamed) or (
        rests_on_definitions(claim) and not apart
    ):
        return None
    name = apart[0] if apart else min(left | right, default="")
    if not name:
        return None
    if apart:
        text = f"what has {shown(name)} to do with the other names? No line says it"
    else:
        text = f"is this meant for every {shown(name)}, or is it an equation to be solved?"
    return Doubt(claim.span, name, text)


def _is_slip(claim: Claim, diagnostics: list[Diagnostic]) -> bool:
    """Whether a small change makes *claim* true that no further assumption would explain."""
    advice = [d.help or "" for d in diagnostics if _within(d, claim)]
    return any("equal if" in a and not any(w in a for w in _ASSUMING) for a in advice)


_ASSUMING = ("is multiplied by", "the factor the sum", "to the right side", "to the left side")
"""Words in hints that may also stand for what a page assumes: that labels add up to one, say."""


def _within(found: Diagnostic, claim: Claim) -> bool:
    whole = claim.left_span.to(claim.right_span)
    return whole.start <= found.span.start <= whole.end


def _revised(equation: Equation, doubts: Mapping[Span, Doubt], taken: set[Span]) -> Equation:
    """Return *equation* with the links that are in doubt, or only define, as such."""
    links = []
    for link in equation.links:
        if link.span in doubts:
            links.append(replace(link, verdict="undecided", by=None, witness=None,
                                 left_value=None, right_value=None))  # fmt: skip
        elif link.verdict == "proved" and any(
            span.start <= link.span.start and link.span.end <= span.end for span in taken
        ):
            links.append(replace(link, verdict="by-definition", by=None))
        else:
            links.append(link)
    return replace(equation, links=tuple(links))


def _diagnostics(
    found: list[Diagnostic], doubts: Mapping[Span, Doubt], read: Read
) -> Iterator[Diagnostic]:
    """Yield the findings, those of links that are in doubt replaced by their questions."""
    wholes = {}
    for claim in _claims(read):
        if claim.span in doubts:
            wholes[claim.span] = claim.left_span.to(claim.right_span)
    verdict_codes = (
        "sides-differ",
        "relation-fails",
        "undecided",
        "undefined-in-domain",
        "vacuous",
    )
    for one in found:
        inside = any(w.start <= one.span.start and one.span.end <= w.end for w in wholes.values())
        if not (inside and one.code in verdict_codes):
            yield one
    for span, doubt in doubts.items():
        yield Diagnostic(
            "undecided",
            read.placed.source,
            span,
            f"this rests on what the lines do not say: {doubt.text}",
            help="answer it in the given block",
        )
