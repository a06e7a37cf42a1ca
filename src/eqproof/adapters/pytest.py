"""The pytest plugin: one test for every equation of the pages that are named.

Off unless asked for, by ``pytest --eqproof docs`` or by ``eqproof_paths = docs`` in the
configuration. A test is called by its place, ``docs/page.md:41``. What is found outside of the
equations is a failing test of its own; so is a run that meets no equation at all.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from eqproof.diagnostics import Diagnostic, Report, attributed


class EquationError(Exception):
    """What was found, as text for people."""


class EquationItem(pytest.Item):
    """An equation, or a place of a page that findings are about."""

    def __init__(self, *, findings: list[str], place: Path, line: int, **rest: Any) -> None:
        super().__init__(**rest)
        self.findings = findings
        self.place = place
        self.line = line

    def runtest(self) -> None:
        """Fail if there are findings."""
        if self.findings:
            raise EquationError("\n".join(self.findings))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> str:
        """Return the findings alone, without a traceback."""
        if isinstance(excinfo.value, EquationError):
            return str(excinfo.value)
        return str(super().repr_failure(excinfo, style))

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return where the equation stands, and the headline of its failure."""
        return self.place, self.line - 1, f"equation {self.name}"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option and the setting."""
    group = parser.getgroup("eqproof", "equations of Markdown pages")
    group.addoption(
        "--eqproof",
        action="append",
        default=[],
        metavar="PATH",
        help="check the equations of a page or of all pages below a directory (repeatable)",
    )
    parser.addini("eqproof_paths", "pages and directories to check", type="args", default=[])


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(
    session: pytest.Session, config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Add the equations to the tests that were collected."""
    paths: list[str] = config.getoption("--eqproof") or [
        str(config.rootpath / path) for path in config.getini("eqproof_paths")
    ]
    if paths:
        from eqproof.run import check_paths

        items.extend(_items(session, check_paths(paths)))


def _items(session: pytest.Session, report: Report) -> Iterator[EquationItem]:
    """Yield a test for every equation, and for every place of a finding outside of them."""
    from eqproof.rendering import diagnostic_text

    about, elsewhere = attributed(report.equations, report.diagnostics)
    outside: dict[tuple[str, int], list[Diagnostic]] = {}
    for finding in elsewhere:
        outside.setdefault((finding.source.name, finding.span.start), []).append(finding)
    places = [
        (equation.source, equation.span.start, about.get(number, []))
        for number, equation in enumerate(report.equations)
    ]
    places += [(found[0].source, start, found) for (_, start), found in outside.items()]
    places.sort(key=lambda place: (place[0].name, place[1]))
    on_line = Counter((source.name, source.position(start)[0]) for source, start, _ in places)
    for source, start, findings in places:
        line, column = source.position(start)
        name = f"{source.name}:{line}"
        if on_line[source.name, line] > 1:
            name = f"{name}:{column}"
        yield EquationItem.from_parent(
            session,
            name=name,
            nodeid=name,
            findings=[diagnostic_text(finding) for finding in findings],
            place=Path(source.name).absolute(),
            line=line,
        )
