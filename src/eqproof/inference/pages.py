"""Where a proposed given block stands on a page, and how the block is written."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from eqproof.source import Source, Span

_GIVEN = re.compile(r"!!! given[^\n]*")
_FRONT = re.compile(r"\A---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*\n", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Placed:
    """A page with a block in it; the block fills *block* of its text."""

    source: Source
    block: Span

    def original(self, span: Span) -> Span | None:
        """Return where *span* stands on the page without the block; None inside of the block."""
        if self.block.start <= span.start < self.block.end:
            return None
        return span if span.start < self.block.start else span.shifted(-self.size)

    @property
    def size(self) -> int:
        """How many characters the block adds."""
        return self.block.end - self.block.start


def block_text(lines: Sequence[str]) -> str:
    """Return a given block with *lines* as its items; nothing where there are none."""
    return "\n".join(["!!! given", *(f"    - {line}" for line in lines)]) + "\n" if lines else ""


def item_start(source: Source, lines: Sequence[str], number: int) -> int:
    """Return where item *number* of *lines* begins on the page *source* with a block of them."""
    start, joined = _place(source)
    head = len("\n") if joined else len("!!! given\n")
    return start + head + sum(len(line) + len("    - \n") for line in lines[:number]) + 6


def with_block(source: Source, lines: Sequence[str]) -> Placed:
    """Return the page with a block above all that it says, or in the block that stands there.

    In one block the order does not matter, so that each line may use what the other ones say.
    """
    block = block_text(lines)
    if not block:
        return Placed(source, Span(0, 0))
    start, joined = _place(source)
    if joined:
        block = block.removeprefix("!!! given").rstrip("\n")
    else:
        block += "\n"
    if source.name.endswith(".py"):
        block = "# %% [markdown]\n" + "".join(f"# {line}\n" for line in block.splitlines())
        block += "\n# %%\n"
    text = source.text[:start] + block + source.text[start:]
    return Placed(Source(source.name, text), Span(start, start + len(block)))


def _place(source: Source) -> tuple[int, bool]:
    """Return where a block goes, and whether it goes into one that the page begins with."""
    front = _FRONT.match(source.text)
    start = front.end() if front else 0
    blank = re.compile(r"\s*").match(source.text, start)
    given = _GIVEN.match(source.text, blank.end() if blank is not None else start)
    return (given.end(), True) if given is not None else (start, False)
