r"""The checker behind a page in a browser: what a reader typed in, the answer on each line out.

A worker of the page runs this in Pyodide. What is asked is JSON, and so is the answer:

``{"lines": "the derivation", "given": ["an entry", …], "without": ["a name", …]}``

``{"lines": [line, …], "assumed": [entry, …], "questions": [question, …], "passed": [number, …],``
``"macros": "definitions that the lines make", "markdown": "all as a page", "open": [place, …]}``

A line is a step that was decided, or a finding that belongs to none. Both have ``status`` (proved,
definition, refuted, wrong, undecided, unread) and ``place``: ``field`` (lines, given or assumed),
``number`` and ``column``; ``excerpt``, ``carets``, ``code``, ``message`` and ``help`` where
something is to be said. A step also has ``left``, ``relation``, ``right`` in LaTeX, ``by``,
``points``, ``witness`` and ``values``, or a ``question`` that is to be answered first. An entry is
what was assumed beside the given ones; the names in ``without`` are left alone. A question has
answers with the entries that say them. ``passed`` are lines that were taken for words. The page in
``markdown`` has ≟ where a line is wrong, and is accepted by the command unless something is
``open``.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from eqproof.cache import Memory
from eqproof.diagnostics import Diagnostic, Link, Report
from eqproof.files import read_macros
from eqproof.infer import Inferred, Question, infer_page
from eqproof.latex.macros import Macro
from eqproof.methods import METHODS
from eqproof.names import readable
from eqproof.proof.budget import LENT, Timer
from eqproof.source import Span
from eqproof.typed import Typed, as_typed

# says something on a step that was read, not on how it is written
DECIDED = {
    *("sides-differ", "relation-fails", "not-refuted", "undecided", "undefined-in-domain"),
    *("vacuous", "oracles-disagree", "internal-error"),
}
_RELATION = re.compile(r"\\[a-zA-Z]+|[^\s{}&\\]")
_LAYOUT = re.compile(r"\\(?:tag\*?|label)\s*\{[^{}]*\}|\\(?:notag|nonumber)(?![a-zA-Z])")
_ROWS = re.compile(r"\\\\\s*(?:\[[^\]]*\])?|(?<!\\)&")


@dataclass(slots=True)
class Checker:
    """Checks one text after the other; what was decided once is not decided again."""

    macros: Mapping[str, Macro] = field(default_factory=dict)
    kept: Memory = field(default_factory=Memory)

    def answer(self, asked: str, watch: Callable[[int], object] | None = None) -> str:
        """Return the answer on *asked*; *watch* is told the line of each step before it is decided.

        The line is 0 for a step in what is given.
        """
        question = json.loads(asked)
        typed = as_typed(question.get("given", ()), question["lines"])

        def begin(span: Span) -> None:
            if watch is not None:
                place = typed.place(span)
                watch(place.number if place.field == "lines" else 0)

        without = frozenset(question.get("without", ()))
        found = infer_page(typed.page, self.macros, cache=self.kept, watch=begin, without=without)
        return json.dumps(answer_on(typed, found), ensure_ascii=False)


def start(macros: str, timer: Timer) -> Checker:
    """Return a checker for a page that lends *timer*; *macros* is the path of a macros.json."""
    LENT.set(timer)
    return Checker(read_macros(Path(macros))[0])


def answer_on(typed: Typed, found: Inferred) -> dict[str, Any]:
    """Return what was *found* on what was *typed*, as data for JSON."""
    lines = _Lines(typed, found).all()
    unread = {place["number"] for one in lines if (place := one["place"])["field"] == "given"}
    for span in typed.silent:
        silent = Diagnostic("no-formulas", found.source, span, "no formula stands here")
        one = _Lines(typed, found).finding(silent)
        lines += [one] if one["place"]["number"] not in unread else []
    order = {"given": 0, "assumed": 1, "lines": 2}
    lines.sort(key=lambda one: (order[one["place"]["field"]], *_numbers(one["place"])))
    clear = ("proved", "definition", "refuted", "wrong")
    return {
        "lines": lines,
        "assumed": [
            {
                "line": e.line,
                "name": e.name,
                "about": readable(e.name),
                "why": e.why,
                "others": list(e.alternatives),
            }
            for e in found.entries
        ],
        "questions": _questions(typed, found),
        "passed": list(typed.words),
        "macros": typed.definitions,
        "markdown": page_of(typed, found),
        "open": [one["place"] for one in lines if one["status"] not in clear],
    }


def page_of(typed: Typed, found: Inferred) -> str:
    """Return a page with all that was assumed, and ≟ where a line is wrong."""
    items = [*typed.entries, *(entry.line for entry in found.entries)]
    block = "".join(f"    - {item}\n" for item in items)
    lines = marked(typed.page.text, found.report)[typed.start :]
    return (f"!!! given\n{block}\n" if block else "") + lines.strip() + "\n"


def marked(text: str, report: Report) -> str:
    """Return *text* with a question mark over the relation of every step that is wrong."""
    links = [link for equation in report.equations for link in equation.links]
    wrong = [link.span.start for link in links if link.verdict == "refuted" and not link.expected]
    for start in sorted(wrong, reverse=True):
        if relation := _RELATION.match(text, start):
            text = f"{text[:start]}\\overset{{?}}{{{relation[0]}}}{text[relation.end() :]}"
    return text


def side(latex: str) -> str:
    """Return one side of a step without what numbers and parts rows."""
    plain = _LAYOUT.sub("", latex)
    return plain.strip() if r"\begin" in plain else _ROWS.sub(" ", plain).strip()


@dataclass(slots=True)
class _Lines:
    """The steps of what was found, and the findings that belong to none of them."""

    typed: Typed
    found: Inferred

    def all(self) -> list[dict[str, Any]]:
        left = list(self.found.report.diagnostics)
        asked = {question.span: question.text for question in self.found.questions}
        lines = []
        for equation in self.found.report.equations:
            for link in equation.links:
                about = next((d for d in left if _is_about(d, link)), None)
                if about is not None:
                    left.remove(about)
                step = self.step(link, about)
                lines.append(step | {"question": asked[link.span]} if link.span in asked else step)
        return lines + [self.finding(one) for one in left]

    def step(self, link: Link, about: Diagnostic | None) -> dict[str, Any]:
        place = self.typed.place(Span(link.span.end - len(link.right), link.span.end))
        step: dict[str, Any] = {
            "status": _status(link, about),
            "place": {"field": place.field, "number": place.number, "column": place.column},
            "left": side(link.left),
            "relation": link.relation,
            "right": side(link.right),
            "by": METHODS.get(link.by or ""),
            "points": link.points,
        }
        if link.witness is not None:
            step["witness"] = [[readable(name), value] for name, value in link.witness.items()]
            step["values"] = [link.left_value, link.right_value]
        return step | (_words(about) if about is not None else {})

    def finding(self, found: Diagnostic) -> dict[str, Any]:
        status = "undecided" if found.code in DECIDED else "unread"
        if found.source is not self.found.source:
            block = found.source.text
            number = block.count("\n", 0, found.span.start)
            _, excerpt, carets = found.source.excerpt(found.span)
            place = {"field": "assumed", "number": number, "column": 1}
            return {"status": status, "place": place, "excerpt": excerpt.strip()[2:],
                    "carets": carets[6:], **_words(found)}  # fmt: skip
        typed = asdict(self.typed.place(found.span))
        marks = {name: typed.pop(name) for name in ("excerpt", "carets")}
        return {"status": status, "place": typed, **marks, **_words(found)}


def _questions(typed: Typed, found: Inferred) -> list[dict[str, Any]]:
    """Return the questions, each once, with the lines that wait for an answer."""
    asked: dict[str, dict[str, Any]] = {}
    for question in found.questions:
        place = typed.place(question.span)
        one = asked.setdefault(question.text, _question(question))
        number = place.number if place.field == "lines" else 0
        one["numbers"] += [number] if number not in one["numbers"] else []
    return list(asked.values())


def _question(question: Question) -> dict[str, Any]:
    return {
        "name": question.name,
        "text": question.text,
        "numbers": [],
        "answers": [{"words": a.words, "lines": list(a.lines)} for a in question.answers],
        "start": question.start,
    }


def _is_about(finding: Diagnostic, link: Link) -> bool:
    return finding.code in DECIDED and finding.span.end == link.span.end


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


def _numbers(place: Mapping[str, Any]) -> tuple[int, int]:
    return place["number"], place["column"]


def _words(finding: Diagnostic) -> dict[str, Any]:
    return {"code": finding.code, "message": finding.message, "help": finding.help}
