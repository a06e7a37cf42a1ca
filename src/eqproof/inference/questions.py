"""Where declarations that are as plausible give another verdict: the line is not decided, then."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from eqproof.check import check_page
from eqproof.diagnostics import Diagnostic, Equation, Link
from eqproof.inference.customs import shown
from eqproof.inference.dependence import (
    entrywise_numbers,
    functions_in,
    names_behind,
    names_of_claim,
    quantities,
    question_of,
    reach,
    rests_on_definitions,
    unconnected,
)
from eqproof.inference.others import Answer, lines_for, other_readings, read_otherwise
from eqproof.inference.proposal import Proposal
from eqproof.inference.search import Read
from eqproof.keys import Cache
from eqproof.latex import nodes
from eqproof.latex.macros import Macros
from eqproof.source import Source, Span
from eqproof.statements.claims import Claim, claims_of

DECIDED = ("proved", "by-definition")


@dataclass(frozen=True, slots=True)
class Doubt:
    """What has to be known before the link at *span* can be decided; *name* is what it is about.

    *answers* can be chosen; what else can be said begins with *start*.
    """

    span: Span
    name: str
    text: str
    answers: tuple[Answer, ...] = ()
    start: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of a page under a proposal. Spans are those of the page with its block."""

    equations: tuple[Equation, ...]
    diagnostics: tuple[Diagnostic, ...]
    doubts: tuple[Doubt, ...]


Watch = Callable[[Span], object]
"""What is told of each link before it is decided, at its place on the page without the block."""


def judged(
    proposal: Proposal,
    source: Source,
    macros: Macros,
    cache: Cache | None = None,
    watch: Watch | None = None,
    unread: Sequence[str] = (),
) -> Judged:
    """Check the page under *proposal*, and take back what another reading contradicts.

    *unread* are names of which a line speaks that cannot be read.
    """
    read = proposal.read
    equations, diagnostics = _checked(read, macros, cache, watch)
    verdicts = _verdicts(equations, read)
    claims = {claim.span: claim for claim in _claims(read)}
    doubts: dict[Span, Doubt] = {}
    for span, one in verdicts.items():
        if one.verdict == "refuted" and one.by == "shapes" and _is_proposed(span, claims, read):
            text = "are the vectors columns or rows, and what shape has each name?"
            doubts.setdefault(span, Doubt(span, "", text, _kept(read, claims.get(span))))
    for other in other_readings(proposal, *_kinds(verdicts)):
        changed = read_otherwise(proposal, other.guesses, source, macros)
        if changed is None:
            continue
        found, _ = _checked(changed, macros, cache, watch)
        shift = read.placed.size - changed.placed.size
        for span, other_link in _verdicts(found, changed).items():
            mine = verdicts.get(span.shifted(shift))
            if mine is not None and _contradict(mine, other_link):
                place = span.shifted(shift)
                answers = other.answers(proposal, changed)
                if other_link.verdict in DECIDED:
                    answers = answers[::-1]  # first the one under which it holds
                doubts.setdefault(place, Doubt(place, other.name, other.text, answers))
    several = _changed(claims.values(), verdicts, read)
    for claim in claims.values():
        link = verdicts.get(claim.span)
        if link is not None and _proposed_for(claim, read):
            doubt = (
                _of_unread(claim, link, read, unread)
                or _of_shapes(claim, proposal)
                or _of_claim(claim, link, diagnostics, read, several)
            )
            if doubt is not None:
                doubts.setdefault(claim.span, doubt)
    taken = {s.span.shifted(read.placed.size) for s in read.choice.stated.values()}
    return Judged(
        tuple(_revised(e, doubts, taken) for e in equations),
        tuple(_diagnostics(diagnostics, doubts, read)),
        (*doubts.values(), *_missing(diagnostics, read)),
    )


def _checked(
    read: Read, macros: Macros, cache: Cache | None, watch: Watch | None
) -> tuple[list[Equation], list[Diagnostic]]:
    def tell(claim: Claim) -> None:
        place = read.placed.original(claim.right_span)
        if watch is not None and place is not None:
            watch(place)

    return check_page(read.placed.source, macros, cache, tell)


def _proposed_for(claim: Claim, read: Read) -> list[str]:
    """Return the names on which *claim* rests of which the block speaks: the others are certain.

    An index is what it is used for.
    """
    guesses = read.choice.guesses
    certain = {k for k, g in guesses.items() if g.kind == "index" and k not in read.choice.stated}
    spoken = {*read.choice.keys(), *(s.base for s in read.choice.stated.values())}
    return sorted(names_behind(claim) & spoken - certain)


def _is_proposed(span: Span, claims: Mapping[Span, Claim], read: Read) -> bool:
    """Whether something is proposed for the link at *span*, as far as can be told."""
    claim = claims.get(span)
    return bool(read.choice.keys()) if claim is None else bool(_proposed_for(claim, read))


def _changed(claims: Iterable[Claim], verdicts: Mapping[Span, Link], read: Read) -> set[str]:
    """Return functions with a letter of examples, ``f``, of which two lines say what they are."""
    found = set()
    for claim in claims:
        link = verdicts.get(claim.span)
        head = claim.left
        if link is not None and link.verdict == "refuted" and isinstance(head, nodes.Call):
            plain = all(isinstance(one, nodes.Name) for one in head.arguments)
            if plain and head.function in read.choice.stated and head.function in _EXAMPLES:
                found.add(head.function)
    return found


_EXAMPLES = frozenset({"f", "g", "h"})
"""Letters that stand for one function after the other in a list of examples."""


def _kept(read: Read, claim: Claim | None) -> tuple[Answer, ...]:
    """Return the answer that all is as it is proposed."""
    keys = _proposed_for(claim, read) if claim is not None else read.choice.keys()
    return (Answer("as it is assumed", lines_for(read, keys)),)


def _of_unread(claim: Claim, link: Link, read: Read, unread: Sequence[str]) -> Doubt | None:
    """Return what is in doubt where a line that cannot be read may say what a name is."""
    open_ = [k for k in _proposed_for(claim, read) if k in unread and k not in read.choice.stated]
    if link.verdict != "refuted" or not open_:
        return None
    text = f"what is {shown(open_[0])}? The line that says it cannot be read"
    answers = (Answer("any value", lines_for(read, open_)),)
    return Doubt(claim.span, open_[0], text, answers, f"{open_[0]} := ")


def _missing(diagnostics: list[Diagnostic], read: Read) -> Iterator[Doubt]:
    """Yield what no line says although something is differentiated."""
    asked: set[str] = set()
    for found in diagnostics:
        name = read.placed.source.text[found.span.start : found.span.end]
        if found.code == "undefined-derivative" and name not in asked:
            asked.add(name)
            yield Doubt(found.span, name, what_is(name), start=f"{name} := ")


def what_is(name: str) -> str:
    """Return the question what a name is."""
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
    text = f"is {shown(key)} a number, a column or a matrix?"
    return Doubt(claim.span, key, text, tuple(_shapes(key, proposal)))


def _shapes(key: str, proposal: Proposal) -> Iterator[Answer]:
    """Yield what *key* may be, as answers."""
    chosen = proposal.read.choice.guesses.get(key)
    options = [o for o in proposal.options.get(key, ()) if o != chosen]
    for option in [*([chosen] if chosen else []), *options]:
        if option.kind in ("number", "column", "matrix"):
            yield Answer(f"a {option.kind}", (f"${option.line(proposal.read.sizes)}$",))


def _of_claim(
    claim: Claim, link: Link, diagnostics: list[Diagnostic], read: Read, changed: Set[str]
) -> Doubt | None:
    """Return what *claim* leaves open by itself; *changed* are functions said to be several."""
    for body, variable in unconnected(claim):
        text = question_of(body, variable)
        start = f"{body} := " if claim.notation.lookup(body) is not None else ""
        return Doubt(claim.span, body, text, start=start)
    own = _proposed_for(claim, read)
    kept = lines_for(read, own)
    source = read.placed.source.text
    whole = claim.left_span.to(claim.right_span)
    solved = Answer("it is to be solved", (f"${_one_line(source[whole.start : whole.end])}$",))
    counts = {k for k, g in read.choice.guesses.items() if g.kind == "size" and g.free}
    stated = read.choice.stated.values()
    again = [key for key in sorted(functions_in(claim)) if key in changed]
    if link.verdict == "refuted" and again:
        name = shown(again[0])
        no = Answer(f"no, {name} is the same everywhere", kept)
        return Doubt(claim.span, again[0], f"is {name} defined anew on the way?", (no,))
    later = [s for s in stated if s.span.start > claim.span.end - read.placed.size]
    below = [s.key for s in later if s.key in names_of_claim(claim)]
    if link.verdict == "refuted" and below and not _is_slip(claim, diagnostics):
        name = shown(below[0])
        text = f"is this an equation to be solved for {name}, or does it hold for the {name}"
        both = (solved, Answer("it holds for that one", kept))
        return Doubt(claim.span, below[0], f"{text} that is defined below?", both)
    arbitrary = {k for k, g in read.choice.guesses.items() if g.arguments}
    called = sorted(functions_in(claim) & arbitrary - read.choice.stated.keys())
    if called and link.verdict not in DECIDED:
        return Doubt(claim.span, called[0], what_is(called[0]), start=f"{called[0]} := ")
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
    answers: tuple[Answer, ...] = (Answer("nothing, each is any value", kept),)
    if apart:
        text = f"what has {shown(name)} to do with the other names? No line says it"
    else:
        text = f"is this meant for every {shown(name)}, or is it an equation to be solved?"
        answers = (Answer(f"for every {shown(name)}", kept), solved)
    return Doubt(claim.span, name, text, answers, f"{name} := " if apart else "")


def _one_line(latex: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"\\\\(\[[^\]]*\])?|(?<!\\)&", " ", latex)).strip()


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
