r"""Bare lines of a derivation as displays: which lines are one row, and which rows are one display.

A line that begins with a relation goes on with the row above. A line that has a relation of its own
begins a row, unless the line above is not finished. An empty line parts displays.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eqproof.inference.wording import defines


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the blanks around it, and where it begins in the text."""

    start: int
    text: str


Row = list[Line]

RELATION = (
    r":=|[<>=]=|[=<>≤≥≠≈∈]|\\(?:leq?|geq?|neq?|lt|gt|approx|equiv|coloneqq|in|propto|sim|succeq?|preceq?"
    r"|to|overset|stackrel)(?![a-zA-Z])"
)
"""What begins a relation."""
_RELATION = re.compile(RELATION)
_CONTINUES = re.compile(rf"&*\s*(?:{RELATION})")
_OPERATED = re.compile(r"(?:[+*/·)\]}^_,]|\\(?:cdot|times|right|odot|[,;!])(?![a-zA-Z]))")
_OPEN = re.compile(r"(?:[-+*/·=<>(\[,−]|\\(?:cdot|times|left\W|odot|leq?|geq?|approx))\s*$")
_TOKEN = re.compile(r"\\[a-zA-Z]+|\\.|.", re.DOTALL)
_INNER = re.compile(r"\\begin\s*\{(\w+\*?)\}.*?\\end\s*\{\1\}", re.DOTALL)
_ONLY_SET = re.compile(r"[^=<>≤≥]*(?:\\in(?![a-zA-Z])|∈)[^=<>≤≥]*")


def displays(paragraphs: Sequence[Sequence[Line]]) -> Iterator[list[Row]]:
    """Yield displays as rows of lines; a paragraph that begins with a relation goes on."""
    display: list[Row] = []
    for paragraph in paragraphs:
        if display and not (paragraph and _CONTINUES.match(paragraph[0].text)):
            yield display
            display = []
        for row in _rows(paragraph):
            if display and (_stands_alone(row) or _stands_alone(display[-1])):
                yield display
                display = []
            display.append(row)
    if display:
        yield display


def _rows(lines: Sequence[Line]) -> list[Row]:
    rows: list[Row] = []
    marked = "\\\\" in _INNER.sub("", "\n".join(line.text for line in lines))
    for line in lines:
        if rows and (marked or not _begins(line.text, rows[-1])):
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _begins(text: str, row: Row) -> bool:
    """Whether the line *text* below *row* begins a row of its own."""
    above = " ".join(line.text for line in row)
    if not is_closed(above):
        return False
    if defines(text) or defines(above) or _CONTINUES.match(text):
        return True
    if _OPEN.search(above) or _OPERATED.match(text):
        return False
    return _RELATION.search(_outside(text)) is not None


def is_closed(text: str) -> bool:
    """Whether all that *text* opens is closed."""
    return (
        text.count("{") - text.count(r"\{") <= text.count("}") - text.count(r"\}")
        and text.count(r"\begin") <= text.count(r"\end")
        and len(re.findall(r"\\left(?![a-zA-Z])", text))
        <= len(re.findall(r"\\right(?![a-zA-Z])", text))
    )


def _outside(text: str) -> str:
    """Return *text* without what stands in braces and brackets."""
    depth, kept = 0, ""
    for token in _TOKEN.findall(text):
        depth += token in ("{", "[", "(")
        kept += token if depth == 0 else ""
        depth = max(0, depth - (token in ("}", "]", ")")))
    return kept


def _stands_alone(row: Row) -> bool:
    """Whether *row* is a display of its own: it defines a macro, or says the set of a name."""
    text = " ".join(line.text for line in row)
    return defines(text) or _ONLY_SET.fullmatch(text) is not None
