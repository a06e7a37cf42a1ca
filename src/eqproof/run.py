"""Checks what stands on disk: reads pages and macros, and decides.

The command line, pytest and MkDocs share it. The check itself is ``check``, which reads no files.
"""

from collections.abc import Sequence
from pathlib import Path

from eqproof.check import check_pages
from eqproof.diagnostics import Diagnostic, Report
from eqproof.files import START, macros_file, name_of, read_macros, read_pages
from eqproof.source import Source


def check_paths(paths: Sequence[str | Path]) -> Report:
    """Check files and directories.

    A file that is named must hold a formula, and all pages together must hold one, so that a
    wrong path cannot pass for a clean page.
    """
    sources, unreadable = read_pages(paths)
    report = check_sources(sources)
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


def check_sources(sources: Sequence[Source]) -> Report:
    """Check pages that were read, each with the macros that are nearest to it."""
    groups: dict[Path | None, list[Source]] = {}
    for source in sources:
        groups.setdefault(macros_file(Path(source.name)), []).append(source)
    report = Report()
    for path, pages in groups.items():
        macros, unreadable = read_macros(path) if path else ({}, [])
        found = check_pages(pages, macros)
        report = Report(
            report.pages + found.pages,
            report.equations + found.equations,
            (*report.diagnostics, *unreadable, *found.diagnostics),
        )
    return report


def _order(finding: Diagnostic) -> tuple[str, int, int, str]:
    return finding.sort_key
