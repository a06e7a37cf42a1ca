"""Which reader reads a page: the end of its name says what it is written in."""

from collections.abc import Callable, Mapping

from eqproof.page import percent, rst, tex
from eqproof.page.model import Page
from eqproof.page.reader import read_markdown
from eqproof.source import Source

NOTEBOOK = ".ipynb"
READERS: Mapping[str, Callable[[Source], Page]] = {".rst": rst.read_rst, ".tex": tex.read_tex}
OTHERS = frozenset({NOTEBOOK, *READERS})
"""How the names of pages end that are not written in Markdown alone."""
SUFFIXES = frozenset({".md", percent.SUFFIX, *OTHERS})
"""How the names of pages end; a Python file is one only if it has a cell of Markdown."""

GIVEN_BLOCKS: Mapping[str, str] = {
    NOTEBOOK: "in a cell that begins with **Given**",
    ".rst": "below .. admonition:: Given",
    ".tex": r"between \begin{given} and \end{given}",
}


def given_block(source: Source) -> str:
    """Return where declarations stand on a page, in words."""
    below = "below !!! given, indented by four blanks"
    return GIVEN_BLOCKS.get(suffix_of(source.name), below)


def suffix_of(name: str) -> str:
    """Return how a name ends, in small letters."""
    stem, dot, last = name.replace("\\", "/").rpartition("/")[2].rpartition(".")
    return f"{dot}{last}".lower() if stem else ""


def read_page(source: Source) -> Page:
    """Read a page. Never fails: what cannot be read is among the diagnostics."""
    return READERS.get(suffix_of(source.name), read_markdown)(source)
