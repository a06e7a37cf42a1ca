r"""Percent notebooks: Python files in which a line ``# %%`` begins a cell of code or of Markdown.

Their Markdown cells are a page. What is code, comments in it included, is none of it.

>>> text = Text.of("# %% [markdown]\n# where $x > 0$\n\n# %%\nx = 1  # $y$")
>>> [(cell.kind, cell.text.chars) for cell in cells(text)]
[('markdown', 'where $x > 0$'), ('code', 'x = 1  # $y$')]
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from eqproof.page.text import NOWHERE, Text, join

SUFFIX = ".py"
MARKER = re.compile(r"^#[ \t]*%%+(?P<options>[ \t].*)?$")
MARKDOWN = re.compile(r"^#[ \t]*%%+[ \t].*\[(?:markdown|md)\]", re.MULTILINE)
QUOTED = re.compile(r"[rR]?(?P<quotes>\"{3}|'{3})\n?(?P<inside>.*?)\n?(?P=quotes)", re.DOTALL)

CODE = "```python\n```"
"""What stands for a cell of code in the Markdown of the page."""

Kind = Literal["markdown", "code", "raw"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, without its marker, and Markdown without the signs of a comment before it."""

    kind: Kind
    text: Text


def is_notebook(text: str) -> bool:
    """Return whether a Python file is a page: whether a cell of Markdown begins in it."""
    return MARKDOWN.search(text) is not None


def cells(text: Text) -> list[Cell]:
    """Return the cells that hold something.

    What stands above the first marker is a cell of code, unless it consists of comments.
    """
    parts: list[tuple[Kind, list[Text]]] = [("code", [])]
    for line in text.split("\n"):
        if MARKER.match(line.chars):
            parts.append((_kind(line.chars), []))
        else:
            parts[-1][1].append(line)
    if all(line.chars.startswith("#") or not line for line in parts[0][1]):
        del parts[0]
    found = (Cell(kind, _content(kind, lines).strip("\n")) for kind, lines in parts)
    return [cell for cell in found if cell.text]


def markdown(text: Text) -> Text:
    """Return the Markdown of a notebook; an empty block of code stands for a cell of code."""
    return join(_blocks(text))


def _blocks(text: Text) -> Iterator[Text]:
    empty = Text("", ())
    for cell in cells(text):
        if cell.kind == "markdown":
            yield cell.text
        elif cell.kind == "code":
            yield Text(CODE, (NOWHERE,) * len(CODE))
        yield empty
    yield empty


def _kind(marker: str) -> Kind:
    if MARKDOWN.match(marker):
        return "markdown"
    return "raw" if "[raw]" in marker else "code"


def _content(kind: Kind, lines: list[Text]) -> Text:
    if kind != "markdown":
        return join(lines)
    whole = join(lines).strip()
    if quoted := QUOTED.fullmatch(whole.chars):
        return whole.group(quoted, "inside")
    return join(_uncommented(line) for line in lines)


def _uncommented(line: Text) -> Text:
    for sign in ("# ", "#"):
        if line.chars.startswith(sign):
            return line[len(sign) :]
    return line
