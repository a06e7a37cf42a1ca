"""The ledger: every step that was decided, with its verdict, how it was found, and the totals.

Only data for pages about the check and for its marks; how they look is decided elsewhere.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from eqproof.diagnostics import Equation, Link, Report
from eqproof.source import Span

Status = Literal["wrong", "undecided", "refuted", "proved", "definition"]

# from the weakest to the strongest
WORDS: Mapping[Status, str] = {
    "wrong": "wrong",
    "undecided": "undecided",
    "refuted": "refuted on purpose",
    "proved": "proved",
    "definition": "by definition",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One link of *equation*, and what a reader is told about it.

    *first* says that its left side is where its chain begins.
    """

    equation: Equation
    link: Link
    status: Status
    first: bool


def status_of_link(link: Link) -> Status:
    """Return what a reader is told about *link*."""
    match link.verdict, link.expected:
        case "refuted", "refuted":
            return "refuted"
        case "refuted", None:
            return "wrong"
        case "undecided", _:
            return "undecided"
        case _, "refuted":
            return "wrong"
        case "by-definition", None:
            return "definition"
        case _:
            return "proved"


def steps(equations: Sequence[Equation]) -> Iterator[Step]:
    """Yield the steps of *equations* in reading order."""
    for equation in equations:
        before = None
        for link in equation.links:
            first = before is None or before.right != link.left
            yield Step(equation, link, status_of_link(link), first)
            before = link


def totals(equations: Sequence[Equation]) -> Counter[Status]:
    """Return how many steps of *equations* have which status."""
    return Counter(step.status for step in steps(equations))


def by_page(report: Report) -> dict[str, list[Equation]]:
    """Return the equations of *report* by the name of their page, in the order of the report."""
    found: dict[str, list[Equation]] = {}
    for equation in report.equations:
        found.setdefault(equation.source.name, []).append(equation)
    return found


def anchors(equations: Sequence[Equation]) -> dict[Span, str]:
    """Return an anchor for each of the *equations* of one page.

    It follows from what the equation says, so that a link to it never leads to another equation.
    """
    found: dict[Span, str] = {}
    seen: Counter[str] = Counter()
    for equation in equations:
        words = "".join(equation.latex.split())
        name = f"formula-{sha256(words.encode()).hexdigest()[:6]}"
        seen[name] += 1
        found[equation.span] = name if seen[name] == 1 else f"{name}-{seen[name]}"
    return found


def anchor_of_number(equation: Equation, tag: str) -> str:
    """Return the anchor of the row of *equation* that has the number *tag*: its label, if any."""
    only = len(equation.tags) == 1
    return equation.label if equation.label and only else f"eq:{tag}"
