"""Tables: rows of cells between bars, below a row of dashes."""

import re

from eqproof.page.text import Text
from eqproof.page.tree import Element, Parser

MARKS = re.compile(r"(?P<escaped>\\\\|\\\|)|(?P<slash>\\?)(?P<ticks>`+)|(?P<bar>\|)")
RIGHT_BORDER = re.compile(r"(?<!\\)(?:\\\\)*\|$")


def table(parser: Parser, parent: Element, blocks: list[Text]) -> bool:  # noqa: ARG001
    """A table, if the first two rows have equally many cells and the second only rules a line."""
    rows = [row.strip(" ") for row in blocks[0].split("\n")]
    if len(rows) < 2:
        return False
    head = rows[0].chars
    border = head.startswith("|") or RIGHT_BORDER.search(head) is not None
    width = len(_cells(rows[0], border))
    one_column = (
        width == 1
        and border
        and all(row.chars.startswith("|") or RIGHT_BORDER.search(row.chars) for row in rows[1:])
    )
    rule = _cells(rows[1], border)
    if not (width > 1 or one_column) or len(rule) != width:
        return False
    if not set("".join(cell.chars for cell in rule)) <= set("|:- "):
        return False
    blocks.pop(0)
    element = parent.add("table")
    for row in rows[:1] + rows[2:]:
        for cell in _cells(row, border)[:width]:
            element.add("td", cell.strip(" "))
    return True


def _cells(row: Text, border: bool) -> list[Text]:
    """Split a row at its bars; a bar in a code span or after a backslash splits nothing."""
    if border:
        if row.chars.startswith("|"):
            row = row[1:]
        if found := RIGHT_BORDER.search(row.chars):
            row = row[: found.start()]
    bars, ticks = [], []
    for mark in MARKS.finditer(row.chars):
        if mark["bar"]:
            bars.append(mark.start())
        elif mark["ticks"]:
            ticks.append(mark)
    spans = _code_spans(ticks)
    bars = [bar for bar in bars if not any(start <= bar < end for start, end in spans)]
    starts = [0, *(bar + 1 for bar in bars)]
    return [row[start:end] for start, end in zip(starts, [*bars, len(row)], strict=True)]


def _code_spans(ticks: list[re.Match[str]]) -> list[tuple[int, int]]:
    """Pair runs of backticks of one length; a backslash takes the first tick out of an opening."""
    spans = []
    position = 0
    while position < len(ticks):
        opening = ticks[position]
        length = len(opening["ticks"]) - len(opening["slash"])
        closing = next(
            (
                later
                for later in range(position + 1, len(ticks))
                if length and len(ticks[later]["ticks"]) == length
            ),
            None,
        )
        if closing is None:
            position += 1
        else:
            spans.append((opening.start(), ticks[closing].end()))
            position = closing + 1
    return spans
