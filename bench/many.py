"""``python -m bench.many FOLDER``: very many links, checked by the workers of a cluster.

The pages are written to the folder first (see `mutants`), then read from it as any pages are and
checked through the executor of a cluster on this machine. One on other machines has the same
executor, so nothing else would change. What was measured is written to ``bench/many.json``.

The pages are checked in parts, and what was measured of each is kept in the folder. So a run that
was stopped goes on with the next part, as long as the engine is the same.
"""

import argparse
import json
import os
import platform
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from time import perf_counter
from typing import Any

from bench.mutants import pages
from bench.results import as_json
from eqproof.cache import PACKAGE, engine_of
from eqproof.check import check_pages
from eqproof.diagnostics import Report
from eqproof.files import macros_file, read_macros, read_pages
from eqproof.page import read_page
from eqproof.source import Source

HERE = Path(__file__).parent
DOCS = HERE.parent / "docs"
RESULTS = HERE / "many.json"
PARTS = "parts.jsonl"
"""What was measured of each part, in the folder with the pages."""
PAGES = 100
"""So many pages are a part."""


def main() -> None:
    """Write the pages, check them, keep what was measured."""
    parser = argparse.ArgumentParser(prog="bench.many", description=__doc__)
    parser.add_argument("folder", type=Path, help="for the pages: empty, or that of a run before")
    parser.add_argument("--links", type=int, default=100_000, help="so many links are written")
    parser.add_argument("--workers", type=int, default=2, help="so many worker processes check")
    parser.add_argument("--results", type=Path, default=RESULTS, help="the file that is written")
    asked = parser.parse_args()
    kept = asked.folder / PARTS
    if not kept.exists():
        kept.write_text(_line({"slips": write(asked.folder, asked.links), **_engine()}), "utf-8")
    head, *parts = map(json.loads, kept.read_text("utf-8").splitlines())
    if any(head[name] != now for name, now in _engine().items()):
        raise SystemExit("the engine is not that of the run before: begin with an empty folder")
    sources, unreadable = read_pages([asked.folder])
    assert not unreadable, unreadable
    for start in range(sum(part["pages"] for part in parts), len(sources), PAGES):
        with cluster(asked.workers) as executor:
            found = run(sources[start : start + PAGES], executor)
        parts.append({**found, **_used(parts)})
        with kept.open("a", encoding="utf-8") as file:
            file.write(_line(parts[-1]))
    results = {**head, **summed(parts), "workers": asked.workers, **_machine()}
    asked.results.write_text(as_json(results), "utf-8")


def write(folder: Path, links: int) -> int:
    """Write pages with *links* slips to *folder*; return how many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise SystemExit(f"{folder} is not empty")
    slips = 0
    for source, number in pages(DOCS, links):
        Path(folder, source.name).write_text(source.text, "utf-8")
        slips += number
    return slips


@contextmanager
def cluster(workers: int) -> Iterator[Executor]:
    """Yield the executor of a cluster of *workers* processes on this machine.

    A worker of Dask keeps a picture of its stack of every 10 ms for a quarter of an hour. Of
    formulas, whose stacks are deep, that is several times the memory of the check itself.
    """
    import dask
    from distributed import Client, LocalCluster

    with (
        dask.config.set({"distributed.worker.profile.enabled": False}),
        LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=":0") as local,
        Client(local) as client,
        client.get_executor() as executor,
    ):
        yield executor


def run(sources: Sequence[Source], executor: Executor) -> dict[str, Any]:
    """Check the pages *sources*; return what was found, and how long it took."""
    path = macros_file(DOCS)
    macros, _ = read_macros(path) if path else ({}, [])
    start = perf_counter()
    report = check_pages(sources, macros, executor=executor)
    return {"pages": report.pages, **_counted(report), "seconds": perf_counter() - start}


def summed(parts: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return what was measured of all *parts* together; of the memories the largest."""
    verdicts: Counter[str] = Counter()
    for part in parts:
        verdicts.update(part["verdicts"])
    together: dict[str, Any] = {"verdicts": dict(verdicts)}
    for name in ("pages", "links", "seconds", "processor time of the workers"):
        together[name] = sum(part[name] for part in parts)
    for name in ("memory of the client", "memory of the largest worker"):
        together[name] = max(part[name] for part in parts)
    return together


def _counted(report: Report) -> dict[str, Any]:
    """Return how many links there are, and the verdicts on those that are not the site's own."""
    own = {
        formula.latex for source in read_pages([DOCS])[0] for formula in read_page(source).formulas
    }
    links = [(e.latex in own, link.verdict) for e in report.equations for link in e.links]
    return {"links": len(links), "verdicts": dict(Counter(v for is_own, v in links if not is_own))}


def _used(parts: Sequence[dict[str, Any]]) -> dict[str, float]:
    """Return what the part after *parts* took of processor time, and the memory in megabytes.

    The system counts all workers of this process that have ended, and tells the largest memory.
    """
    import resource  # not on Windows, where this module is imported all the same

    client, workers = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    before = sum(p["processor time of the workers"] for p in parts if p["process"] == os.getpid())
    return {
        "memory of the client": client.ru_maxrss / unit,
        "memory of the largest worker": workers.ru_maxrss / unit,
        "processor time of the workers": workers.ru_utime + workers.ru_stime - before,
        "process": os.getpid(),
    }


def _engine() -> dict[str, Any]:
    packages = ("eqproof", "sympy", "python-flint", "distributed")
    versions = {"python": platform.python_version(), **{p: version(p) for p in packages}}
    return {"engine": engine_of(PACKAGE), "versions": versions}


def _machine() -> dict[str, str]:
    return {"machine": f"{platform.system()}, {platform.machine()}, {os.cpu_count()} processors"}


def _line(part: dict[str, Any]) -> str:
    return f"{json.dumps(part)}\n"


if __name__ == "__main__":
    main()
