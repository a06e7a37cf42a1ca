"""The mark beside a checked equation, and the panel behind it, as HTML.

Pure functions from equations to text; nothing here knows MkDocs or looks for formulas in a page.
A displayed equation gets ``<details>``, an equation in a sentence gets a button with a popover.
Both work by keyboard and without a script.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

from eqproof.diagnostics import Equation, Link
from eqproof.methods import METHODS
from eqproof.names import readable

Status = Literal["wrong", "undecided", "refuted", "proved", "definition"]

# from the weakest to the strongest
SIGNS: Mapping[Status, str] = {
    "wrong": "✗",
    "undecided": "?",
    "refuted": "≠",
    "proved": "✓",
    "definition": ":=",
}
WORDS: Mapping[Status, str] = {
    "wrong": "wrong",
    "undecided": "undecided",
    "refuted": "refuted on purpose",
    "proved": "proved",
    "definition": "by definition",
}
MEANINGS: Mapping[Status, str] = {
    "wrong": "The build fails until this is put right.",
    "undecided": "Neither a proof nor a counterexample was found. The build fails.",
    "refuted": "The two sides differ at the numbers below, and the page means them to.",
    "proved": "There is an exact argument for all values and dimensions that are declared, "
    "and both sides agree at every point tried.",
    "definition": "This says how a name is defined, or repeats it.",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands beside one formula: its sign, and a panel for the end of the page if inline."""

    sign: str
    panel: str = ""


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


def status_of(equation: Equation, findings: Sequence[str] = ()) -> Status:
    """Return the status of the whole *equation*: that of its weakest link."""
    statuses = {status_of_link(link) for link in equation.links}
    if findings and "undecided" not in statuses:
        return "wrong"
    return next(status for status in SIGNS if status in statuses)


def is_marked(equation: Equation, findings: Sequence[str] = ()) -> bool:
    """Return whether a mark stands beside *equation*: something was decided, or is wrong."""
    return bool(equation.links) or bool(findings)


def mark(equation: Equation, identifier: str, findings: Sequence[str] = ()) -> Mark:
    """Return the mark of *equation*; *findings* are texts to show in its panel."""
    status = status_of(equation, findings)
    content = _panel(equation, findings)
    word = WORDS[status]
    name = f'aria-label="{word}: how this was checked" title="{word}"'
    sign = f'<span class="eqproof-sign" aria-hidden="true">{SIGNS[status]}</span>'
    if equation.display:
        is_open = " open" if status in ("wrong", "undecided", "refuted") else ""
        return Mark(
            f'<details class="eqproof eqproof-{status}" data-search-exclude{is_open}>'
            f"<summary {name}>{sign}</summary>"
            f'<div class="eqproof-panel">{content}</div></details>'
        )
    return Mark(
        f'&NoBreak;<button type="button" class="eqproof eqproof-{status}" {name}'
        f' popovertarget="{identifier}" data-search-exclude>{sign}</button>&NoBreak;',
        f'<div popover id="{identifier}" class="eqproof-panel eqproof-popover"'
        f" data-search-exclude>{content}</div>",
    )


def tally(equations: Sequence[Equation], place: str) -> str:
    """Return one small line that counts the steps decided on *place*, or nothing if none was."""
    counts = Counter(status_of_link(link) for equation in equations for link in equation.links)
    parts = [
        f"{counts[status]} {WORDS[status]}" for status in reversed(tuple(SIGNS)) if counts[status]
    ]
    if not parts:
        return ""
    steps = f"{counts.total()} step{'s' if counts.total() > 1 else ''}"
    text = f"Checked on {place}: {steps}, {', '.join(parts)}."
    return f'<p class="eqproof-tally" data-search-exclude>{text}</p>'


def _panel(equation: Equation, findings: Sequence[str]) -> str:
    status = status_of(equation, findings)
    parts = [f"<p><strong>{WORDS[status].capitalize()}.</strong> {MEANINGS[status]}</p>"]
    if equation.links:
        parts.append(_steps(equation.links))
        methods = dict.fromkeys(link.by for link in equation.links if link.by)
        parts += [f"<p>{_words(name)}: {escape(METHODS[name])}.</p>" for name in methods]
    parts += [_witness(link) for link in equation.links if link.witness is not None]
    parts += [f'<pre class="eqproof-finding">{escape(text)}</pre>' for text in findings]
    return "".join(parts)


def _steps(links: Sequence[Link]) -> str:
    """Return a table with one row a link: verdict, argument, number of points."""
    rows = [
        (
            link.tag or str(number),
            WORDS[status_of_link(link)],
            _words(link.by) if link.by else "–",
            str(link.points) if link.points else "–",
        )
        for number, link in enumerate(links, 1)
    ]
    head = ("step", "verdict", "argument", "points tried")
    first = 0 if len(rows) > 1 else 1
    return _table(head[first:], [row[first:] for row in rows])


def _words(method: str) -> str:
    return method.replace("-", " ")


def _witness(link: Link) -> str:
    """Return the numbers that refute *link* as a table of two rows."""
    values = {readable(name): value for name, value in (link.witness or {}).items()}
    values |= {"left side": link.left_value or "–", "right side": link.right_value or "–"}
    return _table(tuple(values), [tuple(values.values())])


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    header = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return (
        '<div class="eqproof-scroll"><table class="eqproof-table">'
        f"<thead><tr>{header}</tr></thead><tbody>{body}</tbody></table></div>"
    )
