"""Reports for people and for programs: text, JSON, workflow commands of GitHub.

Pure functions from a report to a string. The JSON is stable: other programs read it.
"""

import json
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from eqproof.diagnostics import Diagnostic, Equation, Link, Report
from eqproof.names import readable

SCHEMA = 1
WIDEST = 120  # a longer line of a page is shown in part
BEFORE = 40  # what is shown of it before the place

# what would move a terminal's cursor is shown as a picture
CONTROL_PICTURES = {code: 0x2400 + code for code in range(32) if chr(code) != "\t"} | {127: 0x2421}

RED, BOLD, PLAIN = "\x1b[31m", "\x1b[1m", "\x1b[0m"


def text(report: Report, *, colour: bool = False) -> str:
    """Return the findings, one paragraph each, and one line that sums up."""
    findings = [diagnostic_text(finding, colour=colour) for finding in report.diagnostics]
    return "\n".join([*findings, summary(report)]) + "\n"


def diagnostic_text(finding: Diagnostic, *, colour: bool = False) -> str:
    """Return one finding: place and message, the line of the page, the numbers, the help."""
    line, column = finding.source.position(finding.span.start)
    place, kind = f"{finding.source.name}:{line}:{column}:", f"error[{finding.code}]:"
    if colour:
        place, kind = f"{BOLD}{place}{PLAIN}", f"{RED}{kind}{PLAIN}"
    lines = [f"{place} {kind} {finding.message}{_cell_text(finding)}"]
    if finding.source.text:
        number, excerpt, carets = _excerpt(finding)
        if colour:
            carets = carets.replace("^", f"{RED}^", 1) + PLAIN
        lines += [f"{number:>5} | {excerpt}", f"{'':5} | {carets}"]
    if values := values_text(finding):
        lines.append(f"{'':5} = {values}")
    if finding.help:
        lines.append(f"{'':5} = help: {finding.help}")
    return "\n".join(lines)


def values_text(finding: Diagnostic) -> str:
    """Return the point of a finding, and what both sides are there, in one line."""
    point = point_text(finding.witness) if finding.witness else ""
    sides = ", ".join(
        f"{side} {value}"
        for side, value in (("left", finding.left), ("right", finding.right))
        if value is not None
    )
    at = f"at {point}" if point else ""
    return ": ".join(part for part in (at, sides) if part)


def point_text(witness: Mapping[str, str]) -> str:
    """Return a point with readable names: ``y = 0, ŷ = 1/2``."""
    return ", ".join(f"{readable(name)} = {value}" for name, value in witness.items())


def summary(report: Report) -> str:
    """Return one sentence with the counts."""
    links = [link for equation in report.equations for link in equation.links]
    counts = [
        (sum(link.verdict == "proved" for link in links), "proved"),
        (sum(link.verdict == "by-definition" for link in links), "by definition"),
        (_refuted_as_expected(report), "refuted as expected"),
    ]
    steps = ", ".join(f"{count} {what}" for count, what in counts if count) or "none decided"
    findings = _count(len(report.diagnostics), "finding") if report.diagnostics else "no findings"
    return (
        f"{findings} on {_count(report.pages, 'page')} with "
        f"{_count(len(report.equations), 'formula')}; {_count(len(links), 'step')}: {steps}."
    )


def as_json(report: Report, **more: Any) -> str:
    """Return the report for programs, with *more* keys."""
    document = {
        "schema": SCHEMA,
        "summary": {
            "pages": report.pages,
            "equations": len(report.equations),
            "proved": sum(
                link.verdict == "proved" for equation in report.equations for link in equation.links
            ),
            "refuted_as_expected": _refuted_as_expected(report),
            "errors": len(report.diagnostics),
        },
        "equations": [_equation(equation) for equation in report.equations],
        "diagnostics": [_diagnostic(finding) for finding in report.diagnostics],
        **more,
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def github(report: Report) -> str:
    """Return a workflow command for each finding, which GitHub shows beside the line."""
    commands = []
    for finding in report.diagnostics:
        line, column = finding.source.position(finding.span.start)
        end_line, end_column = finding.source.position(finding.span.end)
        properties: dict[str, str | int] = {
            "file": finding.source.name,
            "line": line,
            "col": column,
            "endLine": end_line,
            "endColumn": end_column,
            "title": finding.code,
        }
        fields = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
        message = "\n".join(
            part
            for part in (
                finding.message + _cell_text(finding),
                values_text(finding),
                f"help: {finding.help}" if finding.help else "",
            )
            if part
        )
        commands.append(f"::error {fields}::{_data(message)}")
    return "\n".join([*commands, summary(report)]) + "\n"


FORMATS: Mapping[str, Callable[[Report], str]] = {"text": text, "json": as_json, "github": github}


def _equation(equation: Equation) -> dict[str, Any]:
    line, column = equation.source.position(equation.span.start)
    return {
        "page": equation.source.name,
        "line": line,
        "column": column,
        **_cell(equation),
        "tags": list(equation.tags),
        "label": equation.label,
        "class": equation.kind,
        "latex": equation.latex,
        "links": [_link(equation, link) for link in equation.links],
    }


def _link(equation: Equation, link: Link) -> dict[str, Any]:
    line, column = equation.source.position(link.span.start)
    fields = {
        "tag": link.tag,
        "relation": link.relation,
        "left": link.left,
        "right": link.right,
        "line": line,
        "column": column,
        "verdict": link.verdict,
        "by": link.by,
        "points": link.points,
        "witness": dict(link.witness) if link.witness else None,
    }
    if link.expected:
        fields["expected"] = link.expected
    return fields


def _diagnostic(finding: Diagnostic) -> dict[str, Any]:
    line, column = finding.source.position(finding.span.start)
    end_line, end_column = finding.source.position(finding.span.end)
    return {
        "code": finding.code,
        "page": finding.source.name,
        "line": line,
        "column": column,
        **_cell(finding),
        "end_line": end_line,
        "end_column": end_column,
        "message": finding.message,
        "witness": dict(finding.witness) if finding.witness else None,
        "left": finding.left,
        "right": finding.right,
        "help": finding.help,
    }


def _cell(place: Equation | Diagnostic) -> dict[str, int]:
    """Return the number of the cell of a notebook, under its key."""
    number = place.source.cell(place.span.start)
    return {} if number is None else {"cell": number}


def _cell_text(finding: Diagnostic) -> str:
    number = finding.source.cell(finding.span.start)
    return "" if number is None else f" (cell {number})"


def _refuted_as_expected(report: Report) -> int:
    return sum(
        link.verdict == link.expected for equation in report.equations for link in equation.links
    )


def _excerpt(finding: Diagnostic) -> tuple[int, str, str]:
    """Return line number, line and carets, as wide on a terminal as the characters above them."""
    number, line, carets = finding.source.excerpt(finding.span)
    line = line.translate(CONTROL_PICTURES)
    start, end = carets.find("^"), len(carets)
    first = max(0, start - BEFORE) if len(line) > WIDEST else 0
    last = first + WIDEST if len(line) > first + WIDEST else len(line)
    head, tail = "…" * bool(first), "…" * (last < len(line))
    before, marked = head + line[first:start], line[start : min(end, last)]
    row = "".join("\t" if char == "\t" else " " * _width(char) for char in before)
    row += "^" * max(1, sum(map(_width, marked)))
    return number, head + line[first:last] + tail, row


def _width(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str | int) -> str:
    return _data(str(value)).replace(":", "%3A").replace(",", "%2C")
