"""What was measured, in a form that can be kept in a file and put into words later."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from bench.cases import Case
from bench.tools import Outcome
from eqproof.notation.symbols import is_scalar

Row = dict[str, Any]


def as_json(results: Any) -> str:
    """Return what is written to a file."""
    return json.dumps(results, indent=1, ensure_ascii=False) + "\n"


def kept(path: Path) -> Any:
    """Return what was written to *path*, or None."""
    return json.loads(path.read_text("utf-8")) if path.is_file() else None


def is_plain(case: Case) -> bool:
    """Whether a link has numbers on both sides."""
    return is_scalar(case.claim.shape)


def row_of(name: str, spelling: str, cases: Sequence[Case], outcomes: Sequence[Outcome]) -> Row:
    """Return the counts and times of one tool over some links."""
    pairs = list(zip(cases, outcomes, strict=True))
    verdicts = Counter((case.is_true, found.verdict) for case, found in pairs)
    accepted = [c for c, found in pairs if not c.is_true and found.verdict == "proved"]
    seconds = [found.seconds for found in outcomes]
    read = [found.seconds for found in outcomes if found.verdict != "refused"]
    return {
        "name": name,
        "spelling": spelling,
        "readings": dict(Counter(r for found in outcomes for r in found.readings)),
        "true": {v: n for (is_true, v), n in verdicts.items() if is_true},
        "false": {v: n for (is_true, v), n in verdicts.items() if not is_true},
        "accepted_numbers": sum(map(is_plain, accepted)),
        "median": median(seconds),
        "median_read": median(read) if read else None,
        "worst": max(seconds),
    }


def stages_of(times: Sequence[Mapping[str, float]]) -> dict[str, dict[str, float]]:
    """Return median, worst and share of the whole for each stage."""
    whole = sum(sum(t.values()) for t in times)
    return {
        stage: {
            "median": median(t[stage] for t in times),
            "worst": max(t[stage] for t in times),
            "share": sum(t[stage] for t in times) / whole,
        }
        for stage in times[0]
    }


def counts_of(cases: Sequence[Case]) -> dict[str, int]:
    """Return how many links of which kind there are."""
    return {
        "true": sum(c.is_true for c in cases),
        "wrong": sum(not c.is_true and not c.is_slip for c in cases),
        "slips": sum(c.is_slip for c in cases),
        "numbers": sum(map(is_plain, cases)),
    }
