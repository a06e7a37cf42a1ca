"""``python -m bench.many FOLDER``: very many links, checked by the workers of a cluster.

The pages are written to the folder first (see `mutants`), then read from it as any pages are and
checked through the executor of a cluster on this machine. One on other machines has the same
executor, so nothing else would change. What was measured is written to ``bench/many.json``.
"""

import argparse
import os
import platform
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from time import perf_counter
from typing import Any

from bench.mutants import pages
from bench.results import as_json
from eqproof.check import check_pages
from eqproof.diagnostics import Report
from eqproof.files import macros_file, read_macros, read_pages
from eqproof.page import read_page

HERE = Path(__file__).parent
DOCS = HERE.parent / "docs"
RESULTS = HERE / "many.json"


def main() -> None:
    """Write the pages, check them, keep what was measured."""
    parser = argparse.ArgumentParser(prog="bench.many", description=__doc__)
    parser.add_argument("folder", type=Path, help="an empty folder for the pages")
    parser.add_argument("--links", type=int, default=100_000, help="so many links are written")
    parser.add_argument("--workers", type=int, default=2, help="so many worker processes check")
    parser.add_argument("--results", type=Path, default=RESULTS, help="the file that is written")
    asked = parser.parse_args()
    slips = write(asked.folder, asked.links)
    with cluster(asked.workers) as executor:
        found = run(asked.folder, executor)
    results = {**found, "slips": slips, "workers": asked.workers, **_machine()}
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


def run(folder: Path, executor: Executor) -> dict[str, Any]:
    """Check the pages in *folder*; return what was found, and how long it took."""
    sources, unreadable = read_pages([folder])
    assert not unreadable, unreadable
    path = macros_file(DOCS)
    macros, _ = read_macros(path) if path else ({}, [])
    start = perf_counter()
    report = check_pages(sources, macros, executor=executor)
    return {"pages": report.pages, **_counted(report), "seconds": perf_counter() - start}


def _counted(report: Report) -> dict[str, Any]:
    """Return how many links there are, and the verdicts on those that are not the site's own."""
    own = {
        formula.latex for source in read_pages([DOCS])[0] for formula in read_page(source).formulas
    }
    links = [(e.latex in own, link.verdict) for e in report.equations for link in e.links]
    return {"links": len(links), "verdicts": dict(Counter(v for is_own, v in links if not is_own))}


def _machine() -> dict[str, Any]:
    """Return what it ran on; the memory is that of the largest process, in megabytes."""
    import resource  # not on Windows, where this module is imported all the same

    client, workers = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    packages = ("eqproof", "sympy", "python-flint", "distributed")
    return {
        "memory of the client": client.ru_maxrss / unit,
        "memory of the largest worker": workers.ru_maxrss / unit,
        "processor time of the workers": workers.ru_utime + workers.ru_stime,
        "versions": {"python": platform.python_version(), **{p: version(p) for p in packages}},
        "machine": f"{platform.system()}, {platform.machine()}, {os.cpu_count()} processors",
    }


if __name__ == "__main__":
    main()
