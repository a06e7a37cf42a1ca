"""The mark beside a checked equation, and the panel behind it, as HTML.

Pure functions from equations to text; nothing here knows MkDocs or looks for formulas in a page.
A displayed equation gets ``<details>``, an equation in a sentence gets a button with a popover.
Both work by keyboard and without a script.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from eqproof.diagnostics import Equation, Link
from eqproof.ledger import WORDS, Status, status_of_link, totals
from eqproof.methods import METHODS
from eqproof.names import readable

# from the weakest to the strongest
SIGNS: Mapping[Status, str] = {
    "wrong": "✗",
    "undecided": "?",
    "refuted": "≠",
    "proved": "✓",
    "definition": ":=",
}
MEANINGS: Mapping[Status, str] = {
    "wrong": "The build fails until this is put right.",
    "undecided": "Neither a proof nor a counterexample was found. The build fails.",
    "refuted": "The two sides differ at the numbers shown, and the page means them to.",
    "proved": "There is an exact argument for all values and dimensions that are declared, "
    "and both sides agree at every point tried.",
    "definition": "This says how a name is defined, or repeats it.",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands beside one formula: its sign, and a panel for the end of the page if inline."""

    sign: str
    panel: str = ""


def status_of(equation: Equation, findings: Sequence[str] = ()) -> Status:
    """Return the status of the whole *equation*: that of its weakest link."""
    statuses = {status_of_link(link) for link in equation.links}
    if findings and "undecided" not in statuses:
        return "wrong"
    return next(status for status in SIGNS if status in statuses)


def is_marked(equation: Equation, findings: Sequence[str] = ()) -> bool:
    """Return whether a mark stands beside *equation*: something was decided, or is wrong."""
    return bool(equation.links) or bool(findings)


def mark(
    equation: Equation, identifier: str, findings: Sequence[str] = (), legend: str | None = None
) -> Mark:
    """Return the mark of *equation*; *findings* are texts to show in its panel.

    *legend* is the address of a page that says more of what marks mean.
    """
    status = status_of(equation, findings)
    content = _panel(equation, findings) + _more(legend)
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


def tally(equations: Sequence[Equation], place: str, legend: str | None = None) -> str:
    """Return a line that counts the steps decided on *place*, and what their marks mean.

    That is nothing if no step was decided.
    """
    counts = totals(equations)
    found = [status for status in reversed(tuple(SIGNS)) if counts[status]]
    if not found:
        return ""
    parts = [f"{counts[status]} {WORDS[status]}" for status in found]
    steps = f"{counts.total()} step{'s' if counts.total() > 1 else ''}"
    meanings = "".join(
        f'<dt><span class="eqproof-sign" aria-hidden="true">{SIGNS[status]}</span>'
        f" {WORDS[status].capitalize()}</dt><dd>{MEANINGS[status]}</dd>"
        for status in found
    )
    return (
        '<div class="eqproof-tally" data-search-exclude>'
        f"<p>Checked on {place}: {steps}, {', '.join(parts)}.</p>"
        f"<details><summary>What the marks mean</summary><dl>{meanings}</dl>{_more(legend)}"
        "</details></div>"
    )


def _more(legend: str | None) -> str:
    if legend is None:
        return ""
    return f'<p class="eqproof-more"><a href="{escape(legend)}">How equations are checked</a></p>'


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
