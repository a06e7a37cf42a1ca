"""Where `eqproof` spends its time on a link, from reading to the conditions of its sides."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from time import thread_time
from typing import Any
from unittest.mock import patch

from bench.cases import Case
from bench.verdicts import eqproof_verdict, read_link
from eqproof.diagnostics import ReadingError
from eqproof.notation.symbols import Notation
from eqproof.proof import decision
from eqproof.proof.assumed import facts_of
from eqproof.proof.facts import Facts

STAGES: Mapping[str, tuple[str, ...]] = {
    "exact": ("prove", "prove_at_once"),
    "points": ("sample_for",),
    "numeric": ("survey",),
    "conditions": ("_open_condition",),
}
"""What `eqproof.proof.decision` calls at each stage; a name that is gone stops the benchmark."""


def stage_times(cases: Sequence[Case]) -> list[dict[str, float]]:
    """Return the seconds of every stage, for each link that `eqproof` reads."""
    known: dict[int, tuple[Notation, Facts]] = {}
    times = []
    with _measured() as seconds:
        for case in cases:
            seconds.update(dict.fromkeys(("reading", *STAGES), 0.0))
            start = thread_time()
            try:
                claim = read_link(case.left, case.right, case.claim)
            except ReadingError:
                continue
            seconds["reading"] = thread_time() - start
            notation = claim.notation
            if id(notation) not in known:
                known[id(notation)] = (notation, facts_of(notation))
            eqproof_verdict(claim, known[id(notation)][1])
            times.append(dict(seconds))
    return times


@contextmanager
def _measured() -> Iterator[dict[str, float]]:
    seconds: dict[str, float] = {}
    with ExitStack() as stack:
        for stage, names in STAGES.items():
            for name in names:
                timed = _timed(getattr(decision, name), stage, seconds)
                stack.enter_context(patch.object(decision, name, timed))
        yield seconds


def _timed(
    function: Callable[..., Any], stage: str, seconds: dict[str, float]
) -> Callable[..., Any]:
    def wrapper(*arguments: Any) -> Any:
        start = thread_time()
        try:
            return function(*arguments)
        finally:
            seconds[stage] += thread_time() - start

    return wrapper
