r"""The lines of a reStructuredText page, and what a line can begin.

>>> [(line.indent, line.column) for line in lines_of("a\n  - b")]
[(0, 0), (2, 4)]
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

BULLETS = re.compile(
    r"[ \t]*(?:(?:[-*+•‣⁃]|\(?(?:\d+|[A-Za-z]|#|[ivxlcdm]+|[IVXLCDM]+)[.)]|:(?![ \t:])[^:`\n]+:)"
    r"(?:[ \t]+|$))*"
)
NUMBER = re.compile(r"\(?(?:\d+|[A-Za-z]|#|[ivxlcdm]+|[IVXLCDM]+)[.)][ \t]")
ADORNMENT = re.compile(r"(?P<char>[!-/:-@\[-`{-~])(?P=char)*[ \t\r]*")
DIRECTIVE = re.compile(
    r"\.\.[ \t]+(?:\|(?![ \t])[^|\n]+\|[ \t]+)?(?P<name>[A-Za-z0-9](?:[\w.:+-]*[A-Za-z0-9])?)[ ]?::"
    r"(?:[ \t]+(?P<argument>.*)|[ \t\r]*)$"
)
NOTE = re.compile(r"\.\.[ \t]+\[[^\]\n]+\](?:[ \t]+|$)")
TARGET = re.compile(r"\.\.[ \t]+_")
COMMENT = re.compile(r"\.\.(?:[ \t\r]|$)")
OPTION = re.compile(r"[ \t]*:(?![ \t:])[^:\n]+:(?:[ \t]|\r?$)")

ROWS = ("|", "+-", "+=")
"""How lines begin that are texts of their own."""

LITERAL = frozenset(
    "code code-block sourcecode highlight literalinclude raw doctest testcode testsetup testcleanup"
    " testoutput ipython jupyter-execute jupyter-input jupyter-output exec_code plot graphviz graph"
    " digraph mermaid uml plantuml tikz productionlist prompt console terminal program-output"
    " toctree meta index autosummary tabularcolumns role".split()
)
"""Directives whose content no reader sees as text."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line: where it begins, its characters, its blanks, and where its text begins.

    Before the text of an item stand blanks and its bullet, before that of a field its name.
    """

    start: int
    chars: str
    indent: int
    column: int

    @property
    def text(self) -> str:
        """What stands behind the blanks and bullets."""
        return self.chars[self.column :]

    @property
    def blank(self) -> bool:
        """Whether nothing stands on the line."""
        return not self.chars.strip()

    @property
    def end(self) -> int:
        """Where the line ends, before its line break."""
        return self.start + len(self.chars)


def lines_of(page: str) -> list[Line]:
    """Return the lines of a page."""
    lines: list[Line] = []
    start = 0
    for chars, following in pairwise([*page.split("\n"), ""]):
        indent = len(chars) - len(chars.lstrip())
        bullets = BULLETS.match(chars)
        numbered = NUMBER.match(chars, indent) is not None
        deeper = following[: indent + 1].isspace() or not following.strip()
        if numbered and not deeper and not NUMBER.match(following, indent):
            bullets = None  # no item, but text that begins with a number
        lines.append(Line(start, chars, indent, max(indent, bullets.end() if bullets else 0)))
        start += len(chars) + 1
    return lines


def title_at(lines: Sequence[Line], number: int) -> tuple[int, str] | None:
    """Return the number of the line with a title, and its style, if one begins at *number*."""
    here, *below = (line.chars.rstrip() for line in lines[number : number + 3])
    if lines[number].indent or not below or not below[0]:
        return None
    over = ADORNMENT.fullmatch(here)
    if over and len(here) > 1:
        closed = len(below) > 1 and below[1] == here
        fits = len(below[0].strip()) <= len(here) or len(here) > 3
        return (number + 1, here[0] * 2) if closed and fits else None
    under = ADORNMENT.fullmatch(below[0])
    if under and (len(below[0]) >= len(here) or len(below[0]) > 3):
        return number, below[0][0]
    return None


def below(lines: Sequence[Line], number: int, column: int) -> int:
    """Return the number of the first line from *number* on that stands no deeper than *column*."""
    while number < len(lines) and (lines[number].blank or lines[number].indent > column):
        number += 1
    return number


def paragraph(lines: Sequence[Line], number: int) -> int:
    """Return the number of the line behind the paragraph that goes through line *number*.

    Explicit markup begins anew where it stands deeper or less deep than the line above.
    """
    number += 1
    while number < len(lines) and not lines[number].blank:
        line, above = lines[number], lines[number - 1]
        if COMMENT.match(line.text) and line.column != above.column:
            break
        number += 1
    return number


def parts(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the *lines* of a paragraph in parts that are texts of their own.

    Those are the rows of a table, the lines of a block of lines, a term and what defines it. The
    text behind the head of a directive may go on at any depth.
    """
    found: list[list[Line]] = []
    for above, line in zip([None, *lines], lines, strict=False):
        level = above is not None and (
            line.indent == above.column or COMMENT.match(above.text) or above.column > above.indent
        )
        if level and not line.text.startswith(ROWS):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def literal(lines: Sequence[Line], number: int) -> int:
    """Return the number of the line behind a literal block, if a paragraph with :: ends there.

    *number* is that of the line behind the paragraph. The block is indented, or each of
    its lines begins with the same sign.
    """
    last = lines[number - 1]
    if last.text.startswith("|"):  # a line of its own, in a block of such lines
        return number
    if not last.chars.rstrip().endswith("::") or (number < len(lines) and not lines[number].blank):
        return number
    first = next((n for n in range(number, len(lines)) if not lines[n].blank), len(lines))
    if first == len(lines):
        return first
    if lines[first].indent > last.column:
        # the text of a directive or of a field stands deeper than its head, nobody knows how deep
        hanging = last.text.startswith(".. ") or last.chars.lstrip().startswith(":")
        return below(lines, number, lines[first].indent - 1 if hanging else last.column)
    sign = lines[first].chars.lstrip()[:1]
    if lines[first].indent == last.column and ADORNMENT.match(sign):
        while first < len(lines) and lines[first].chars.lstrip().startswith(sign):
            first += 1
        return first
    return number
