"""Answers to what a page leaves open: what a name may stand for, tried out before it is offered.

An answer is offered only if lines that wait for it are decided under it. One under which they hold
stands first. What is tried goes the way that a reader's answer goes: into a given block.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import islice

from eqproof.diagnostics import Diagnostic
from eqproof.inference.customs import shown
from eqproof.inference.lines import Line
from eqproof.inference.matching import Match, matches
from eqproof.inference.occurrences import names_in
from eqproof.inference.others import Answer
from eqproof.inference.pages import with_block
from eqproof.inference.proposal import lines_on
from eqproof.inference.quantities import Page
from eqproof.inference.questions import Doubt, Judged, Watch, judged, what_is
from eqproof.inference.stacks import stacks
from eqproof.inference.supposed import Supposed, suppose
from eqproof.inference.usual import usual
from eqproof.keys import Cache
from eqproof.latex.lexer import readable_tokens
from eqproof.latex.macros import Macro
from eqproof.page import read_page
from eqproof.source import Source, Span

MOST, LONG = 6, 400
"""So many answers are tried; half of them where a page has so many characters, one if twice."""
ENOUGH = 2
"""So many answers that only contradict are offered."""
WRONG = frozenset({"sides-differ", "relation-fails"})


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An answer to the question about *name*, and the places of the page that it settles.

    *holds* says that nothing is refuted under it that was not before.
    """

    name: str
    answer: Answer
    settled: frozenset[int]
    holds: bool


@dataclass(frozen=True, slots=True)
class State:
    """Where a page is open, and where it is wrong, by the places of the page without blocks."""

    open: frozenset[tuple[str, int]]
    wrong: frozenset[int]

    @property
    def places(self) -> frozenset[int]:
        """The places where something is open."""
        return frozenset(place for _, place in self.open)


Try = Callable[[Answer], State | None]
Placed = Sequence[tuple[Span | None, Doubt]]
"""Doubts with their places on the page."""


def answered(
    found: Judged,
    supposed: Supposed,
    page: Source,
    macros: Mapping[str, Macro],
    cache: Cache | None,
    without: Set[str],
    watch: Watch | None = None,
) -> Placed:
    """Return the doubts that *page* leaves, each with its place there and with answers.

    *watch* is told of each link before it is decided under an answer.
    """
    before = _state(found.diagnostics, supposed, Span(0, 0))
    doubts = [(supposed.original(doubt.span), doubt) for doubt in found.doubts]
    if not before.open:
        return doubts

    def attempt(answer: Answer) -> State | None:
        placed = with_block(page, answer.lines)
        under = suppose(placed.source, macros, without)

        def tell(span: Span) -> None:
            place = under.placed.original(span)
            home = placed.original(place) if place is not None else None
            if watch is not None and home is not None:
                watch(home)

        verdict = judged(under.proposal, under.source, macros, cache, tell, under.names)
        after = _state(verdict.diagnostics, under, placed.block)
        return None if -1 in after.places else after

    names = _open_names(found.doubts, supposed)
    lines = _open_lines(before, page, macros)
    candidates = _candidates(supposed, before, names, lines, page)
    size = len(page.text)
    most = MOST if size < LONG else MOST // 2 if size < 2 * LONG else 1
    tried = _suggestions(before, islice(candidates, most), attempt, _apart(supposed))
    return _with_answers(doubts, found.diagnostics, supposed, tried)


def _state(found: Sequence[Diagnostic], supposed: Supposed, block: Span) -> State:
    """Return what the findings say, at places on the page without *block*."""
    open_: set[tuple[str, int]] = set()
    wrong: set[int] = set()
    placed = [(one.code, supposed.original(one.span)) for one in found]
    for code, place in [*placed, *((one.code, one.span) for one in supposed.unread)]:
        outside = place is not None and place.start >= block.end
        start = place.start - block.end + block.start if outside and place is not None else -1
        if code in WRONG:
            wrong.add(start)
        else:
            open_.add((code, start))
    return State(frozenset(open_), frozenset(wrong))


def _open_names(doubts: Sequence[Doubt], supposed: Supposed) -> list[str]:
    """Return the names of which nothing is said, those first that are asked for."""
    proposal = supposed.first
    guesses, uses = proposal.read.choice.guesses, proposal.usage.uses
    names = [_key(doubt.name, supposed) for doubt in doubts if _is_open(doubt)]
    known = [key for key in guesses if key in uses and key not in proposal.read.choice.stated]
    return [*names, *(k for k in known if uses[k].behind or uses[k].differentiated)]


def _is_open(doubt: Doubt) -> bool:
    """Whether *doubt* is about a name of which nothing is said."""
    return bool(doubt.start) or not doubt.answers or not doubt.name


def _key(written: str, supposed: Supposed) -> str:
    """Return the name that is *written*, perhaps with the number of an entry."""
    if written in supposed.first.read.choice.guesses:
        return written
    found = names_in(readable_tokens(written), supposed.first.usage.letters, 1)
    return found[0] if found else written


def _open_lines(before: State, page: Source, macros: Mapping[str, Macro]) -> Iterator[Line]:
    """Yield the lines of formulas in which something is open."""
    for line in lines_on(read_page(page), macros):
        span = line.formula.span
        if any(span.start <= place < span.end for place in before.places):
            yield line


def _candidates(
    supposed: Supposed, before: State, names: Sequence[str], lines: Iterator[Line], page: Source
) -> Iterator[tuple[str, Answer]]:
    """Yield what may be meant, the likeliest first."""
    proposal = supposed.first
    choice = proposal.read.choice
    open_ = {
        key
        for key, options in proposal.options.items()
        if key not in choice.stated
        and options[0].kind not in ("index", "label")
        and not options[0].text
    }
    seen: dict[str, Match] = {}
    for line in lines:
        for match in matches(line, open_, proposal.usage):
            first = match.key not in seen
            seen.setdefault(match.key, match)
            if first and len(seen) > 1:
                yield _matched(list(seen.values()))
            yield _matched([match])
    yield from stacks(proposal.read)
    rows = _rows(supposed)
    if rows and any(code == "shape-mismatch" for code, _ in before.open):
        yield "", Answer("all vectors are rows", rows)
    whole = Page(proposal.usage, choice.guesses, page.text)
    for name in dict.fromkeys(names):
        for one in usual(name, whole):
            yield name, Answer(one.words, tuple(f"${text}$" for text in one.lines))


def _rows(supposed: Supposed) -> tuple[str, ...]:
    """Return what declares the columns of the page as rows, all of one size."""
    read = supposed.first.read
    lines = []
    size = ""
    for key, guess in read.choice.guesses.items():
        inner = guess.kind == "member" and guess.inner == "column"
        if (guess.kind == "column" or inner) and key not in read.choice.stated:
            size = size or read.sizes.get((key, int(inner)), "n")
            mark = guess.mark if inner else ""
            lines.append(rf"${key}{mark} \in {guess.range}^{{1 \times {size}}}$")
    return tuple(lines)


def _matched(found: Sequence[Match]) -> tuple[str, Answer]:
    names = " and ".join(shown(one.key) for one in found)
    words = f"{names}: what stands in {'its' if len(found) == 1 else 'their'} place on another side"
    return found[0].key, Answer(words, tuple(f"${text}$" for one in found for text in one.lines))


def _apart(supposed: Supposed) -> tuple[str, str] | None:
    """Return two indices that the page may mean to be different, of one range if there are such."""
    read = supposed.first.read
    found = sorted(k for k, g in read.choice.guesses.items() if g.kind == "index")
    sizes = [read.sizes.get((key, 0)) for key in found]
    alike = [k for k, size in zip(found, sizes, strict=True) if sizes.count(size) > 1]
    pair = alike if len(alike) > 1 else found
    return (pair[0], pair[1]) if len(pair) > 1 else None


def _and_apart(
    candidates: Iterator[tuple[str, Answer]], wrong: set[tuple[str, ...]], apart: tuple[str, str]
) -> Iterator[tuple[str, Answer]]:
    """Yield *candidates*, and those that are *wrong* for different indices as well."""
    for name, answer in candidates:
        yield name, answer
        if answer.lines in wrong:
            words = f"{answer.words}, for different {apart[0]} and {apart[1]}"
            yield name, Answer(words, (*answer.lines, rf"${apart[0]} \ne {apart[1]}$"))


def _suggestions(
    before: State,
    candidates: Iterator[tuple[str, Answer]],
    attempt: Try,
    apart: tuple[str, str] | None,
) -> list[Suggestion]:
    """Return the candidates that settle something, those first under which it holds."""
    wrong: set[tuple[str, ...]] = set()
    candidates = _and_apart(candidates, wrong, apart) if apart is not None else candidates
    offered: list[Suggestion] = []
    tried: set[tuple[str, ...]] = set()
    for name, answer in candidates:
        if answer.lines in tried:
            continue
        tried.add(answer.lines)
        after = attempt(answer)
        settled = before.places - after.places if after is not None else frozenset[int]()
        if after is None or not settled or after.open - before.open:
            continue
        holds = after.wrong <= before.wrong
        offered.append(Suggestion(name, answer, settled, holds))
        wrong.update(() if holds else [answer.lines])
        if holds and not after.open:
            break
    best = sorted((s for s in offered if s.holds), key=lambda s: -len(s.settled))
    return [*best, *[s for s in offered if not s.holds][:ENOUGH]]


def _with_answers(
    doubts: Placed, found: Sequence[Diagnostic], supposed: Supposed, tried: Sequence[Suggestion]
) -> Placed:
    """Return the *doubts* with what was *tried*, and what else that settles as doubts."""
    starts = {place.start for place, _ in doubts if place is not None}
    whole = next((one for one in tried if one.holds and starts <= one.settled), None)
    if whole is not None and len(starts) > 1:
        answers = tuple(one.answer for one in tried if starts <= one.settled)
        text = what_is(whole.name) if whole.name else "are the vectors columns or rows?"
        start = f"{whole.name} := " if whole.name else ""
        return [(place, Doubt(d.span, whole.name, text, answers, start)) for place, d in doubts]
    asked: list[tuple[Span | None, Doubt]] = []
    for place, doubt in doubts:
        start_ = -1 if place is None else place.start
        offered = [one for one in tried if start_ in one.settled]
        if _is_open(doubt) and offered:
            answers = tuple(dict.fromkeys((*(one.answer for one in offered), *doubt.answers)))
            doubt = replace(doubt, answers=answers)
        asked.append((place, doubt))
    faults = [(supposed.original(one.span), one.span) for one in found]
    for place, span in [*faults, *((one.span, one.span) for one in supposed.unread)]:
        held = [one for one in tried if place and one.holds and place.start in one.settled]
        if place is not None and held and place.start not in starts:
            starts.add(place.start)
            name, answers = held[0].name, tuple(one.answer for one in held)
            text = what_is(name) if name else "are the vectors columns or rows?"
            start = f"{name} := " if name else ""
            asked.append((place, Doubt(span, name, text, answers, start)))
    return asked
