r"""A page in another language as Markdown: its headings, given blocks and formulas, with places.

>>> block_in("!!! given\n    - $x > 0$\n", ".rst")
'.. admonition:: Given\n\n   - :math:`x > 0`\n'
"""

import re
from collections.abc import Iterator

from eqproof.page import Formula, Page

Part = tuple[int, int, int]
"""Where a line stands in the Markdown, its length, and where it stands on the page."""

INDENT = "    "
INLINE = re.compile(r"\$([^$]+)\$")


def as_markdown(page: Page) -> tuple[str, tuple[Part, ...]]:
    """Return *page* as Markdown that says the same, and where its lines come from."""
    text = ""
    parts: list[Part] = []
    headings = [(place, "", "#" * min(rank, 6) + " Section\n\n") for place, rank in page.headings]
    blocks = [(given.span.start, "", "!!! given\n\n") for given in page.givens]
    displays = [(formula.span.start, formula, "") for formula in page.formulas]
    for _, formula, written in sorted([*headings, *blocks, *displays], key=lambda one: one[0]):
        text += written
        if isinstance(formula, Formula):
            indent = "" if formula.given is None else INDENT
            text += f"{indent}$$\n"
            for place, line in _lines(formula):
                text += indent
                parts.append((len(text), len(line), place))
                text += f"{line}\n"
            text += f"{indent}$$\n\n"
    return text, tuple(parts)


def block_in(block: str, suffix: str) -> str:
    """Return a *block* of Markdown as a page with this *suffix* writes it."""
    items = [line.removeprefix(f"{INDENT}- ") for line in block.splitlines()[1:]]
    match suffix if items else "":
        case ".tex":
            listed = "".join(f"  \\item {item}\n" for item in items)
            return f"\\begin{{given}}\n{listed}\\end{{given}}\n"
        case ".rst":
            roles = (INLINE.sub(r":math:`\1`", item) for item in items)
            return ".. admonition:: Given\n\n" + "".join(f"   - {role}\n" for role in roles)
        case ".ipynb":
            return "**Given**\n\n" + "".join(f"- {item}\n" for item in items)
    return block


def _lines(formula: Formula) -> Iterator[tuple[int, str]]:
    """Yield the lines of a formula that hold something, and where they begin on the page."""
    place = formula.inner.start
    for line in formula.latex.split("\n"):
        if said := line.strip():
            yield place + line.index(said), said
        place += len(line) + 1
