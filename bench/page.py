"""The page of the site, from the results. No number on it is typed."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

_TEMPLATE = Path(__file__).with_name("page.md")

_NOT_RUN = "It has not been run yet."
_NOT_YET = """# Benchmark

How often is the checker right, and how does it compare with other readers of LaTeX?

No numbers are kept yet. `nox -s bench` measures them and writes this page.
"""


def page(
    results: Mapping[str, Any] | None,
    many: Mapping[str, Any] | None,
    browser: Mapping[str, Any] | None,
) -> str:
    """Return the page in Markdown.

    *many* and *browser* are what `nox -s many` and `nox -s browser` measured, if they were run.
    """
    if results is None:
        return _NOT_YET
    rows = results["rows"]
    return _TEMPLATE.read_text("utf-8").format(
        links=_table(("links", "true", "wrong", "slips", "between numbers"), _links(results)),
        versions=_versions(results["versions"]),
        reading=_table(_READING_COLUMNS, map(_reading, rows)),
        verdicts=_table(_VERDICT_COLUMNS, map(_verdict, rows)),
        times=_table(_TIME_COLUMNS, _times(rows)),
        stages=_table(("stage", "median", "worst", "share"), _stages(results["stages"])),
        budgets=_table(("what", "budget", "measured", "kept"), _budgets(results["budgets"])),
        many=_NOT_RUN if many is None else _many(many),
        browser=_NOT_RUN if browser is None else _browser(browser),
        start=_time(results["budgets"]["start of the command"]),
        machine=results["machine"],
    )


def _links(results: Mapping[str, Any]) -> Iterable[tuple[object, ...]]:
    for group, counts in results["groups"].items():
        yield group, counts["true"], counts["wrong"], counts["slips"], counts["numbers"]


def _versions(versions: Mapping[str, str]) -> str:
    listed = ", ".join(f"{name} {number}" for name, number in versions.items() if name != "python")
    return f"The versions, on Python {versions['python']}: {listed}."


_READING_COLUMNS = ("tool", "spelling", "right", "refused", "silently wrong", "not judged")


def _reading(row: Mapping[str, Any]) -> tuple[object, ...]:
    found = row["readings"]
    kinds = ("right", "refused", "wrong", "not judged")
    return row["name"], row["spelling"], *(found.get(kind, 0) for kind in kinds)


_VERDICT_COLUMNS = (
    *("tool", "spelling", "true proved", "true refuted", "false refuted", "**false accepted**"),
    "of these between numbers",
)


def _verdict(row: Mapping[str, Any]) -> tuple[object, ...]:
    true, false = row["true"], row["false"]
    return (
        row["name"],
        row["spelling"],
        f"{true.get('proved', 0)} of {sum(true.values())}",
        true.get("refuted", 0),
        f"{false.get('refuted', 0)} of {sum(false.values())}",
        f"**{false.get('proved', 0)}**",
        row["accepted_numbers"],
    )


_TIME_COLUMNS = ("tool", "spelling", "median", "median of those read", "ratio of these", "worst")


def _times(rows: Sequence[Mapping[str, Any]]) -> Iterable[tuple[object, ...]]:
    ours = rows[0]["median_read"]
    for row in rows:
        median = row["median_read"]
        read = ("-", "-") if median is None else (_time(median), _figure(median / ours, 2))
        yield row["name"], row["spelling"], _time(row["median"]), *read, _time(row["worst"])


def _stages(stages: Mapping[str, Mapping[str, float]]) -> Iterable[tuple[object, ...]]:
    for stage, found in stages.items():
        yield stage, _time(found["median"]), _time(found["worst"]), f"{found['share']:.0%}"


ALLOWED = {
    "check of all pages": (10.0, "s"),
    "the same again": (1.0, "s"),
    "slowest page after one claim is edited": (0.5, "s"),
    "slowest page after a declaration is edited": (0.5, "s"),
    "median of a link of the pages": (0.005, "s"),
    "worst link of the pages": (1.0, "s"),
    "memory of the largest process": (500.0, "MB"),
}
"""What DESIGN allows, in seconds or megabytes."""


def _budgets(measured: Mapping[str, Any]) -> Iterable[tuple[object, ...]]:
    for what, (allowed, unit) in ALLOWED.items():
        found = measured[what]
        kept = "yes" if found <= allowed else "**no**"
        shown = [_time(x) if unit == "s" else f"{_figure(x)} {unit}" for x in (allowed, found)]
        yield what, *shown, kept


def _many(found: Mapping[str, Any]) -> str:
    versions, verdicts = found["versions"], found["verdicts"]
    spent = found["processor time of the workers"]
    rows = (
        ("pages", f"{found['pages']:,}"),
        ("links decided on them", f"{found['links']:,}"),
        ("slips among these", f"{found['slips']:,}"),
        *((f"slips {verdict}", f"{n:,}") for verdict, n in sorted(verdicts.items())),
        ("slips not read", f"{found['slips'] - sum(verdicts.values()):,}"),
        ("workers", found["workers"]),
        ("time", _time(found["seconds"])),
        ("processor time of the workers", _time(spent)),
        ("processor time a link", _time(spent / found["links"])),
        ("memory of the largest worker", f"{_figure(found['memory of the largest worker'])} MB"),
        ("memory of the client", f"{_figure(found['memory of the client'])} MB"),
    )
    listed = ", ".join(f"{name} {number}" for name, number in versions.items() if name != "python")
    where = f"On Python {versions['python']}, {listed}; {found['machine']}."
    return f"{_table(('what', 'measured'), rows)}\n{where}"


IN_BROWSER = {"first visit": 6.0, "later visit": 3.0, "next verdict": 0.3}
"""What DESIGN allows in the browser, in seconds, where the files are there at once."""


def _browser(found: Mapping[str, Any]) -> str:
    lines = found["lines"]
    columns = ("first verdict", "budget", *lines)
    rows = [
        (what, _time(allowed), *(_time(measured[what]) for measured in lines.values()))
        for what, allowed in IN_BROWSER.items()
    ]
    rows += [
        (what, "-", *(_figure(measured[what]) for measured in lines.values()))
        for what in ("megabytes, first visit", "megabytes, later visit")
    ]
    listed = ", ".join(f"{name} {number}" for name, number in found["versions"].items())
    where = f"Medians of {found['times']} browsers. {listed}; {found['machine']}."
    return f"{_table(columns, rows)}\n{where}"


def _time(seconds: float) -> str:
    """Return a time in the unit that suits it."""
    if round(seconds, 3) >= 1:
        return f"{_figure(seconds)} s"
    return f"{_figure(1000 * seconds)} ms"


def _figure(x: float, digits: int = 3) -> str:
    """Return *x* rounded to so many *digits*, without a power of ten."""
    return f"{round(float(f'{x:.{digits}g}'), 4):,.10g}"


def _table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [columns, ["---"] * len(columns), *rows]
    return "".join("| " + " | ".join(map(str, line)) + " |\n" for line in lines)
