"""The whole check as a user starts it: time, memory, one page alone."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from eqproof.check import check_pages
from eqproof.files import read_pages


def measure(docs: Path) -> dict[str, float]:
    """Return what DESIGN's budgets speak of, in seconds and megabytes."""
    import resource  # not on Windows, where this module is imported all the same

    with TemporaryDirectory() as folder:  # where no earlier check has left anything
        shutil.copytree(docs, Path(folder, docs.name))
        shutil.copy(docs.parent / "macros.json", folder)  # the cache is kept beside it
        cold = _run(["check", docs.name], folder)
        again = _run(["check", docs.name], folder)
        start = _run(["--help"], folder)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    kilobytes = memory / 1024 if sys.platform == "darwin" else memory
    return {
        "check of all pages": cold,
        "the same again": again,
        "start of the command": start,
        "slowest page after an edit": _slowest_page(docs),
        "memory of the largest process": kilobytes / 1024,
    }


def _run(arguments: Sequence[str], folder: str) -> float:
    command = [sys.executable, "-m", "eqproof.cli", *arguments]
    start = perf_counter()
    subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL)
    return perf_counter() - start


def _slowest_page(docs: Path) -> float:
    """Return the time to check the slowest page once all were checked by the same process."""
    sources, _ = read_pages([docs])
    check_pages(sources)
    times = []
    for source in sources:
        start = perf_counter()
        check_pages([source])
        times.append(perf_counter() - start)
    return max(times)
