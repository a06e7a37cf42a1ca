"""The tree of a page while it is read, and the loop that hands blocks to those who know them.

A processor looks at the first of the blocks that are left. If it knows the block it takes it (and
may put back a rest of it), adds to the parent and returns True.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from eqproof.page.text import EMPTY, TAB, Text, join

DEEPEST = 60  # what is nested deeper than this is read as paragraphs


@dataclass(slots=True, eq=False)
class Element:
    """A node: its tag, the text before its first child, its children, the text after it.

    *head* is the first line of a box or the line of a heading; *kind* names the box.
    """

    tag: str
    text: Text = EMPTY
    children: "list[Element]" = field(default_factory=list)
    tail: Text = EMPTY
    kind: str = ""
    head: Text = EMPTY
    end: int = 0

    @property
    def last(self) -> "Element | None":
        """The last child, if there is one."""
        return self.children[-1] if self.children else None

    def add(self, tag: str, text: Text = EMPTY) -> "Element":
        """Append a child and return it."""
        child = Element(tag, text)
        self.children.append(child)
        return child

    def wrap_text(self, position: int) -> None:
        """Move the text into a paragraph of its own."""
        if self.text:
            self.children.insert(position, Element("p", self.text))
            self.text = EMPTY


@dataclass(slots=True, eq=False)
class Parser:
    """Hands out blocks. *states* says which kinds of list or quote are being read.

    *restored* puts back the fences that turn out to be part of indented code; *notes* collects
    footnotes, which are shown below the page.
    """

    processors: "tuple[Processor, ...]"
    restored: Callable[[Text], Text]
    notes: list[Element] = field(default_factory=list)
    states: list[str] = field(default_factory=list)
    depth: int = 0

    def isstate(self, state: str) -> bool:
        """Whether the innermost state is *state*."""
        return bool(self.states) and self.states[-1] == state

    def chunk(self, parent: Element, text: Text) -> None:
        """Read a text of several blocks."""
        self.blocks(parent, text.split("\n\n"))

    def blocks(self, parent: Element, blocks: list[Text], state: str | None = None) -> None:
        """Read *blocks* until none is left, within *state* if one is given."""
        if state:
            self.states.append(state)
        self.depth += 1
        while blocks:
            if self.depth > DEEPEST:
                parent.add("p", blocks.pop(0))
                continue
            for processor in self.processors:
                if processor(self, parent, blocks):
                    break
        self.depth -= 1
        if state:
            self.states.pop()


Processor = Callable[[Parser, Element, list[Text]], bool]


def detab(text: Text, width: int = TAB) -> tuple[Text, Text]:
    """Return the lines up to the first one that is not indented, without indentation; the rest."""
    lines = text.split("\n")
    inside: list[Text] = []
    for line in lines:
        if line.chars.startswith(" " * width):
            inside.append(line[width:])
        elif not line.chars.strip():
            inside.append(EMPTY)
        else:
            break
    return join(inside), join(lines[len(inside) :])


def loose_detab(text: Text, level: int = 1) -> Text:
    """Take *level* indentations off the lines that have them."""
    width = TAB * level
    return join(
        line[width:] if line.chars.startswith(" " * width) else line for line in text.split("\n")
    )
