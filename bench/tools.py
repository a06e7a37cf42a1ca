"""One tool over all links: what it reads, what it decides, how long it takes.

The time of a link runs from its LaTeX to the verdict, and is that of the processor, so that it does
not matter what else the machine is doing. What belongs to the page, its notation, is there before.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from time import thread_time
from typing import Any

from bench.cases import Case, points_of
from bench.names import Table, as_written, simplified
from bench.peers import DECIDERS, PEERS, Equal, Reader, RefusedError, read_with
from bench.readings import Judgement, judge
from bench.verdicts import Verdict, eqproof_verdict, read_link, verdict_of
from eqproof.diagnostics import ReadingError
from eqproof.latex.nodes import NumberSet
from eqproof.notation.symbols import Notation
from eqproof.proof.assumed import facts_of
from eqproof.proof.budget import TimeUp, budget
from eqproof.proof.facts import Facts

SECONDS = 10.0
"""So long any tool may take for one link, as `eqproof check` allows itself."""
AS_WRITTEN, SIMPLIFIED = "as written", "simplified"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a tool made of one link. *readings* is empty for slips."""

    verdict: Verdict
    seconds: float
    readings: tuple[Judgement, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Tool:
    """A reader with a way to decide, in one spelling."""

    name: str
    spelling: str
    reader: Reader
    equal: Equal | None = None


def run_peer(name: str, spelling: str, cases: Sequence[Case]) -> list[Outcome]:
    """Run a peer over all links."""
    tool = Tool(name, spelling, PEERS[name](), DECIDERS.get(name))
    return [outcome(tool, case) for case in cases]


def outcome(tool: Tool, case: Case) -> Outcome:
    """Return what *tool* makes of one link."""
    assert not isinstance(case.claim.right, NumberSet)
    sides = (case.claim.left, case.claim.right)
    if tool.spelling == SIMPLIFIED:
        table = simplified(sides, case.claim.notation)
        texts = [table.latex(side) for side in sides]
    else:
        table = as_written(sides, case.claim.notation)
        texts = [case.left, case.right]
    start = thread_time()
    verdict, reason, found = "undecided", "", list[Any]()
    try:
        with budget(SECONDS):
            found = [_read(tool.reader, text) for text in texts]
            refused = next((f for f in found if isinstance(f, RefusedError)), None)
            if refused is None:
                verdict = verdict_of(found[0], found[1], table, tool.reader, tool.equal)
            else:
                verdict, reason = "refused", str(refused)
    except TimeUp:
        reason = "out of time"
    except Exception as error:  # a peer may fail in any way; the others are still compared
        reason = f"{type(error).__name__}: {error}"
    seconds = thread_time() - start
    readings = () if case.is_slip else tuple(_judged(tool, case, table, found))
    return Outcome(verdict, seconds, readings, reason)  # type: ignore[arg-type]


def _read(reader: Reader, text: str) -> Any:
    try:
        return read_with(reader, text)
    except RefusedError as refused:
        return refused


def _judged(tool: Tool, case: Case, table: Table, found: Sequence[Any]) -> Iterator[Judgement]:
    points = points_of(case.claim)
    sides = (case.claim.left, case.claim.right)
    for side, expression in zip(sides, found, strict=False):
        assert not isinstance(side, NumberSet)
        if isinstance(expression, RefusedError):
            yield "refused"
            continue
        try:
            with budget(SECONDS):
                judgement = judge(expression, side, table, tool.reader, points)
        except (TimeUp, Exception):
            judgement = "not judged"
        yield judgement


def run_eqproof(cases: Sequence[Case]) -> list[Outcome]:
    """Run `eqproof` over all links as written; facts of a notation are kept, as in a check."""
    known: dict[int, tuple[Notation, Facts]] = {}
    return [eqproof_outcome(case, known) for case in cases]


def eqproof_outcome(case: Case, known: dict[int, tuple[Notation, Facts]]) -> Outcome:
    """Return what `eqproof` makes of one link.

    Its time is that of this thread: while a limit is set on the time of the process, that one is
    told in steps of some milliseconds.
    """
    notation = case.claim.notation
    start = thread_time()
    verdict, reason = "undecided", ""
    reading: Judgement = "refused"
    try:
        with budget(SECONDS):
            claim = read_link(case.left, case.right, case.claim)
            same = (claim.left, claim.right) == (case.claim.left, case.claim.right)
            reading = "right" if same else "wrong"
            if id(notation) not in known:
                known[id(notation)] = (notation, facts_of(notation))
            verdict = eqproof_verdict(claim, known[id(notation)][1])
    except TimeUp:
        reason = "out of time"
    except ReadingError as error:
        verdict, reason = "refused", error.message
    seconds = thread_time() - start
    return Outcome(verdict, seconds, () if case.is_slip else (reading, reading), reason)  # type: ignore[arg-type]
