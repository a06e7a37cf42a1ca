r"""The checker behind a page in a browser: one text in, the answer on each of its lines out.

A worker of the page runs this in Pyodide. The answer is JSON, in the order of the text:

``{"lines": [line, …], "markdown": "the text, with ≟ where a line is wrong"}``

A line is a step that was decided, or a finding that belongs to none. Both have ``status`` (proved,
definition, refuted, wrong, undecided, unread), ``line`` and ``column`` in the text; ``excerpt``,
``carets``, ``code``, ``message`` and ``help`` where something is to be said. A step also has
``left``, ``relation``, ``right`` in LaTeX, ``by``, ``points``, ``witness`` and ``values``.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from eqproof.cache import Memory
from eqproof.check import check_pages
from eqproof.diagnostics import Diagnostic, Equation, Link, Report
from eqproof.files import read_macros
from eqproof.latex.macros import Macro
from eqproof.methods import METHODS
from eqproof.names import readable
from eqproof.proof.budget import LENT, Timer
from eqproof.source import Source
from eqproof.statements.claims import Claim

NAME = "derivation"
# says something on a step that was read, not on how it is written
DECIDED = {
    *("sides-differ", "relation-fails", "not-refuted", "undecided", "undefined-in-domain"),
    *("vacuous", "oracles-disagree", "internal-error"),
}
_RELATION = re.compile(r"\\[a-zA-Z]+|[^\s{}&\\]")


@dataclass(slots=True)
class Checker:
    """Checks one text after the other; what was decided once is not decided again."""

    macros: Mapping[str, Macro] = field(default_factory=dict)
    kept: Memory = field(default_factory=Memory)

    def answer(self, text: str, watch: Callable[[int], object] | None = None) -> str:
        """Return the answer on *text*; *watch* is told the line of each step that is decided."""
        source = Source(NAME, text)

        def begin(claim: Claim) -> None:
            if watch is not None:
                watch(source.position(claim.right_span.start)[0])

        report = check_pages([source], self.macros, cache=self.kept, watch=begin)
        lines = sorted(lines_of(report), key=lambda line: (line["line"], line["column"]))
        return json.dumps({"lines": lines, "markdown": marked(text, report)}, ensure_ascii=False)


def start(macros: str, timer: Timer) -> Checker:
    """Return a checker for a page that lends *timer*; *macros* is the path of a macros.json."""
    LENT.set(timer)
    return Checker(read_macros(Path(macros))[0])


def lines_of(report: Report) -> list[dict[str, Any]]:
    """Return the steps of *report*, and the findings that belong to none of them."""
    left = list(report.diagnostics)
    lines = []
    for equation in report.equations:
        for link in equation.links:
            found = next((d for d in left if _is_about(d, link)), None)
            if found is not None:
                left.remove(found)
            lines.append(_step(equation, link, found))
    return lines + [_place(finding) | _words(finding) for finding in left]


def marked(text: str, report: Report) -> str:
    """Return *text* with a question mark over the relation of every step that is wrong."""
    links = [link for equation in report.equations for link in equation.links]
    wrong = [link.span.start for link in links if link.verdict == "refuted" and not link.expected]
    for start in sorted(wrong, reverse=True):
        if relation := _RELATION.match(text, start):
            text = f"{text[:start]}\\overset{{?}}{{{relation[0]}}}{text[relation.end() :]}"
    return text


def _is_about(finding: Diagnostic, link: Link) -> bool:
    return finding.code in DECIDED and finding.span.end == link.span.end


def _step(equation: Equation, link: Link, finding: Diagnostic | None) -> dict[str, Any]:
    line, column = equation.source.position(link.span.end - len(link.right))
    step = {
        "status": _status(link, finding),
        "line": line,
        "column": column,
        "left": link.left,
        "relation": link.relation,
        "right": link.right,
        "by": METHODS.get(link.by or ""),
        "points": link.points,
    }
    if link.witness is not None:
        step["witness"] = [[readable(name), value] for name, value in link.witness.items()]
        step["values"] = [link.left_value, link.right_value]
    return step | (_words(finding) if finding is not None else {})


def _status(link: Link, finding: Diagnostic | None) -> str:
    match link.verdict:
        case "refuted":
            return "refuted" if link.expected else "wrong"
        case "proved" | "by-definition" if finding is not None or link.expected:
            return "wrong" if link.expected else "undecided"
        case "by-definition":
            return "definition"
        case verdict:
            return verdict


def _place(finding: Diagnostic) -> dict[str, Any]:
    line, column = finding.source.position(finding.span.start)
    _, excerpt, carets = finding.source.excerpt(finding.span)
    status = "undecided" if finding.code in DECIDED else "unread"
    return {
        "status": status,
        "line": line,
        "column": column,
        "excerpt": excerpt,
        "carets": carets,
    }


def _words(finding: Diagnostic) -> dict[str, Any]:
    return {"code": finding.code, "message": finding.message, "help": finding.help}
