"""Checks what stands on disk: reads pages and macros, and decides.

The command line, pytest and MkDocs share it. The check itself is ``check``, which reads no files.
"""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from eqproof.cache import NAME, Memory, open_cache
from eqproof.check import check_pages
from eqproof.diagnostics import Diagnostic, Report
from eqproof.files import START, macros_file, name_of, read_macros, read_pages
from eqproof.infer import Inferred, infer
from eqproof.keys import Cache
from eqproof.source import Source

PAGES_EACH = 4
"""With fewer pages than this a process is not worth its start."""


@dataclass(frozen=True, slots=True)
class Means:
    """How a check is done, which changes nothing in its report.

    Outcomes are kept if *cached*: in *folder*, or beside the macros, or else where the command is
    run; or, where it is given, in *memory* alone. *jobs* processes are used, or as many as the
    pages are worth.
    """

    cached: bool = False
    folder: Path | None = None
    jobs: int | None = 1
    memory: Memory | None = None


def check_paths(paths: Sequence[str | Path], means: Means = Means()) -> Report:
    """Check files and directories.

    A file that is named must hold a formula, and all pages together must hold one, so that a
    wrong path cannot pass for a clean page.
    """
    sources, unreadable = read_pages(paths)
    report = check_sources(sources, means)
    named = {name_of(Path(path)) for path in paths}
    spoken_of = {equation.source.name for equation in report.equations}
    spoken_of |= {finding.source.name for finding in report.diagnostics}
    empty = [source for source in sources if source.name not in spoken_of]
    findings = [
        Diagnostic("no-formulas", source, START, "this page holds no formula")
        for source in empty
        if source.name in named
    ]
    if len(empty) == len(sources) > 0 and not findings:
        message = f"none of the {len(sources)} pages read holds a formula"
        findings.append(Diagnostic("no-formulas", sources[0], START, message))
    diagnostics = [*unreadable, *findings, *report.diagnostics]
    return Report(report.pages, report.equations, tuple(sorted(diagnostics, key=_order)))


def infer_paths(
    paths: Sequence[str | Path], means: Means = Means()
) -> tuple[list[Inferred], Report]:
    """Check files and directories under declarations that are inferred, page by page."""
    sources, unreadable = read_pages(paths)
    found: list[Inferred] = []
    findings = [*unreadable]
    for source in sources:
        path = macros_file(Path(source.name))
        macros, faults = read_macros(path) if path else ({}, [])
        findings += [fault for fault in faults if fault not in findings]
        one = infer(source, macros, cache=_cache(means, path))
        found.append(one)
        findings += one.report.diagnostics
        if not one.report.equations and not one.report.diagnostics:
            findings.append(Diagnostic("no-formulas", source, START, "this page holds no formula"))
    equations = [equation for one in found for equation in one.report.equations]
    return found, Report(len(sources), tuple(equations), tuple(sorted(findings, key=_order)))


def _cache(means: Means, macros: Path | None) -> Cache | None:
    """Return where outcomes are kept for pages with these *macros*."""
    folder = means.folder or (macros.parent if macros else Path.cwd()) / NAME
    return means.memory or (open_cache(folder) if means.cached else None)


def check_sources(sources: Sequence[Source], means: Means = Means()) -> Report:
    """Check pages that were read, each with the macros that are nearest to it."""
    groups: dict[Path | None, list[Source]] = {}
    for source in sources:
        groups.setdefault(macros_file(Path(source.name)), []).append(source)
    report = Report()
    with _executor(means.jobs, len(sources)) as executor:
        for path, pages in groups.items():
            macros, unreadable = read_macros(path) if path else ({}, [])
            found = check_pages(pages, macros, cache=_cache(means, path), executor=executor)
            report = Report(
                report.pages + found.pages,
                report.equations + found.equations,
                (*report.diagnostics, *unreadable, *found.diagnostics),
            )
    return report


@contextmanager
def _executor(jobs: int | None, pages: int) -> Iterator[Executor | None]:
    """Yield worker processes, or None where one process does it all."""
    workers = min(pages, jobs or min(_processors(), pages // PAGES_EACH))
    if workers <= 1:
        yield None
        return
    with ProcessPoolExecutor(workers) as executor:
        yield executor


def _processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _order(finding: Diagnostic) -> tuple[str, int, int, str]:
    return finding.sort_key
