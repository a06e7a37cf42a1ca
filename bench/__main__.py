"""``python -m bench``: run all tools and write the results and the page.

``--trial 5`` does all of it with five links of each group only, and writes to ``build/bench``.
"""

import argparse
import multiprocessing
import os
import platform
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from statistics import median
from typing import Any

from bench.budgets import measure
from bench.cases import Case, cases_of
from bench.page import page
from bench.peers import PEERS, versions
from bench.results import as_json, counts_of, kept, row_of, stages_of
from bench.stages import stage_times
from bench.tools import AS_WRITTEN, SIMPLIFIED, Outcome, run_eqproof, run_peer

HERE = Path(__file__).parent
DOCS = HERE.parent / "docs"
BUILT = HERE.parent / "build" / "bench"
RESULTS = HERE / "results.json"
MANY = HERE / "many.json"
BROWSER = HERE / "browser.json"
PAGE = DOCS / "eqproof" / "benchmark.md"


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--slips", type=int, default=1, help="so many slips of each true link")
    parser.add_argument("--jobs", type=int, default=1, help="so many tools run at a time")
    parser.add_argument("--trial", type=int, help="so many links of each group only")
    parser.add_argument("--page", action="store_true", help="write the page from kept results only")
    asked = parser.parse_args()
    if asked.page:
        _write(PAGE, page(kept(RESULTS), kept(MANY), kept(BROWSER)))
        return
    groups = {
        "the pages of this site": _cases("pages", DOCS, asked),
        "other equations, restated": _cases("equations", HERE / "equations.md", asked),
    }
    cases = [case for group in groups.values() for case in group]
    tools = [(name, spelling) for name in PEERS for spelling in (AS_WRITTEN, SIMPLIFIED)]
    with _processes(asked.jobs) as executor:
        measured = executor.submit(measure, DOCS).result()  # first: it fails where a page does
        ours_first = executor.submit(run_eqproof, cases)
        others = [executor.submit(run_peer, *tool, cases) for tool in tools]
        runs = [("eqproof", AS_WRITTEN, ours_first.result())]
        runs += [(*tool, found.result()) for tool, found in zip(tools, others, strict=True)]
        stages = executor.submit(stage_times, cases).result()
    ours = [o.seconds for c, o in zip(cases, runs[0][2], strict=True) if _is_ours(c)]
    results = {
        "groups": {name: counts_of(group) for name, group in groups.items()},
        "versions": {"python": platform.python_version(), **versions()},
        "machine": f"{platform.system()}, {platform.machine()}, {os.cpu_count()} processors",
        "rows": [row_of(name, spelling, cases, found) for name, spelling, found in runs],
        "stages": stages_of(stages),
        "budgets": {
            **measured,
            "median of a link of the pages": median(ours),
            "worst link of the pages": max(ours),
        },
    }
    links = _links(cases, runs)
    _write(BUILT / "links.json", as_json(links))
    trial = asked.trial is not None
    _write(BUILT / RESULTS.name if trial else RESULTS, as_json(results))
    _write(BUILT / PAGE.name if trial else PAGE, page(results, kept(MANY), kept(BROWSER)))


def _cases(group: str, path: Path, asked: argparse.Namespace) -> list[Case]:
    return cases_of(group, [path], asked.slips)[: asked.trial]


def _is_ours(case: Case) -> bool:
    return case.group == "pages" and not case.is_slip


def _processes(jobs: int) -> ProcessPoolExecutor:
    """Return what runs each call in a new process: no tool profits from what another one left."""
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(jobs, mp_context=context, max_tasks_per_child=1)


def _links(
    cases: Sequence[Case], runs: Sequence[tuple[str, str, Sequence[Outcome]]]
) -> list[dict[str, Any]]:
    """Return what every tool made of every link."""
    return [
        {
            "group": case.group,
            "left": case.left,
            "right": case.right,
            "true": case.is_true,
            "slip": case.is_slip,
            "found": {
                f"{name}, {spelling}": [found[n].verdict, *found[n].readings, found[n].reason]
                for name, spelling, found in runs
            },
        }
        for n, case in enumerate(cases)
    ]


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
