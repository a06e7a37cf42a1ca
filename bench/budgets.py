"""The whole check as a user starts it: time, memory, one page alone."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from eqproof.cache import Memory
from eqproof.diagnostics import ReadingError
from eqproof.files import read_pages
from eqproof.latex.nodes import NumberSet
from eqproof.latex.printer import to_latex
from eqproof.page import read_page
from eqproof.run import Means, check_sources
from eqproof.source import Source
from eqproof.statements.claims import claims_of
from eqproof.statements.reading import read_formulas


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
        "slowest page after one claim is edited": _slowest_page(docs, _one_claim),
        "slowest page after a declaration is edited": _slowest_page(docs, _all_claims),
        "memory of the largest process": kilobytes / 1024,
    }


def _run(arguments: Sequence[str], folder: str) -> float:
    command = [sys.executable, "-m", "eqproof.cli", *arguments]
    start = perf_counter()
    subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL)
    return perf_counter() - start


def _slowest_page(docs: Path, change: Callable[[Source], Source]) -> float:
    """Return the time to check the slowest page that changed, as the live preview does it."""
    sources, _ = read_pages([docs])
    times = []
    for source in sources:
        memory = Memory()
        check_sources([source], Means(memory=memory))
        start = perf_counter()
        check_sources([change(source)], Means(memory=memory))
        times.append(perf_counter() - start)
    return max(times)


def _one_claim(source: Source) -> Source:
    """Return a page where the last claim is another one: its sides are exchanged."""
    readings, _ = read_formulas(read_page(source), {})
    for reading in reversed([r for r in readings if r.kind == "claim"]):
        for claim in claims_of(reading):
            if not isinstance(claim, ReadingError) and not isinstance(claim.right, NumberSet):
                start, end = reading.formula.inner.start, reading.formula.inner.end
                turned = f"{to_latex(claim.right)} {claim.relation} {to_latex(claim.left)}"
                return Source(source.name, source.text[:start] + turned + source.text[end:])
    return source


def _all_claims(source: Source) -> Source:
    """Return a page where a function is declared, so that nothing that was decided is kept.

    Every sample has a draw of it. What is proved would stand where only a number came.
    """
    place = source.text.find("!!! given\n    - ")
    if place < 0:
        return source
    place = source.text.index("- ", place)
    added = "- $\\mathcal{B} \\colon \\mathbb{R} \\to \\mathbb{R}$\n    "
    return Source(source.name, source.text[:place] + added + source.text[place:])
