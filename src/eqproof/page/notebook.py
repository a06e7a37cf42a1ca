r"""Jupyter notebooks: the text of their Markdown cells, with its places in the file.

The file is JSON, and a line of a cell stands in it as a string. The page is the text as people
see it; each of its characters knows where it stands in the file. A cell that begins with the word
*Given*, in bold or as a heading, is a given block.

>>> cell = r'{"cell_type": "markdown", "source": ["a\n", "$\\pi$"]}'
>>> page, _ = read_notebook("a.ipynb", f'{{"cells": [{cell}]}}')
>>> page.text, page.position(page.text.index("i"))
('a\n$\\pi$\n\n', (1, 61))
"""

import re
from collections.abc import Iterator
from typing import Any

from eqproof.diagnostics import Diagnostic
from eqproof.page.json_places import Placed, Quoted, ReadJSONError, decoded, read_json
from eqproof.source import Origin, Source, Span

SUFFIX = ".ipynb"
GIVEN = re.compile(
    r"\s*(?:#{1,6}[ \t]*given[.:]?#*|(?P<mark>\*\*|__)given[.:]?(?P=mark)[.:]?)[ \t]*(?:\n|$)",
    re.IGNORECASE,
)
HEAD, INDENT = "!!! given\n", "    "


class NotebookError(Exception):
    """The file is no notebook: why, and where in it."""

    def __init__(self, message: str, place: int) -> None:
        super().__init__(message)
        self.place = place


def read_notebook(name: str, text: str) -> tuple[Source | None, Diagnostic | None]:
    """Return the text of the Markdown cells of a notebook, or the finding why there is none."""
    file = Source(name, text)
    try:
        cells = list(_cells(text))
    except NotebookError as error:
        place = Span(error.place, min(error.place + 1, len(text)))
        advice = "open it in Jupyter and save it, or write it with nbformat 4"
        return None, Diagnostic("bad-notebook", file, place, str(error), help=advice)
    chars: list[str] = []
    at: list[int] = []
    starts: list[tuple[int, int]] = []
    for number, cell in cells:
        starts.append((len(at), number))
        shown = _as_given_block(cell) or cell
        chars.append(f"{shown.chars}\n\n")
        at += [*shown.at, shown.end, shown.end]
    at.append(at[-1] if at else 0)
    return Source(name, "".join(chars), Origin(file, tuple(at), tuple(starts))), None


def _cells(text: str) -> Iterator[tuple[int, Placed]]:
    """Yield the Markdown cells that hold something, with their numbers among all cells."""
    try:
        document = read_json(text)
    except ReadJSONError as error:
        raise NotebookError(f"this is not JSON: {error}", error.place) from None
    cells = document.get("cells") if isinstance(document, dict) else None
    if not isinstance(cells, list):
        raise NotebookError("this is no notebook: it has no list of cells", 0)
    for number, cell in enumerate(cells, 1):
        kind = cell.get("cell_type") if isinstance(cell, dict) else None
        if not isinstance(kind, Quoted):
            raise NotebookError(f"cell {number} of this notebook does not say what it is", 0)
        if text[kind.start : kind.end] == "markdown":
            source = _joined(text, cell.get("source"))
            if source is None:
                raise NotebookError(f"cell {number} of this notebook has no text", kind.start)
            if source.chars.strip():
                yield number, source


def _joined(text: str, lines: Any) -> Placed | None:
    """Return the text of a cell: a string, or a list of strings."""
    strings = [lines] if isinstance(lines, Quoted) else lines
    if not isinstance(strings, list) or not all(isinstance(line, Quoted) for line in strings):
        return None
    parts = [decoded(text, line) for line in strings]
    return Placed(
        "".join(part.chars for part in parts),
        tuple(place for part in parts for place in part.at),
        parts[-1].end if parts else 0,
    )


def _as_given_block(cell: Placed) -> Placed | None:
    """Return a cell that begins with the word Given as the box that says so, or None."""
    head = GIVEN.match(cell.chars)
    if head is None:
        return None
    place = cell.at[0]
    chars, at = [HEAD], [place] * len(HEAD)
    start = head.end()
    for line in cell.chars[start:].splitlines(keepends=True):
        inside = cell.at[start : start + len(line)]
        chars += [INDENT, line]
        at += [inside[0]] * len(INDENT) + list(inside)
        start += len(line)
    return Placed("".join(chars), tuple(at), cell.end)
