"""Boxes: admonitions, foldable details, tabs. What is indented below the head is inside."""

import re

from eqproof.page.text import TAB, Text
from eqproof.page.tree import Element, Parser, detab

ADMONITION = re.compile(
    r'(?:^|\n)!!! ?(?P<kind>[\w\-]+(?: +[\w\-]+)*)(?: +"(?P<title>.*?)")? *(?:\n|$)'
)
DETAILS = re.compile(
    r"(?:^|\n)\?{3}\+? ?"
    r'(?:(?P<kind>[\w\-]+(?: +[\w\-]+)*?)?(?: +"(?P<title>.*?)")|(?P<bare>[\w\-]+(?: +[\w\-]+)*?))'
    r" *(?:\n|$)"
)
TABS = re.compile(r'(?:^|\n)={3}(?:\+|\+!|!\+|!)? +"(?P<title>.*?)" *(?:\n|$)')


def admonition(parser: Parser, parent: Element, blocks: list[Text]) -> bool:
    """``!!! kind "title"``."""
    return _box(parser, parent, blocks, ADMONITION, "admonition")


def details(parser: Parser, parent: Element, blocks: list[Text]) -> bool:
    """``??? kind "title"``, also ``???+``."""
    return _box(parser, parent, blocks, DETAILS, "details")


def tabs(parser: Parser, parent: Element, blocks: list[Text]) -> bool:
    """``=== "title"``."""
    return _box(parser, parent, blocks, TABS, "tab")


def _box(
    parser: Parser, parent: Element, blocks: list[Text], head: re.Pattern[str], tag: str
) -> bool:
    block = blocks[0]
    if found := head.search(block.chars):
        if found.start():
            parser.blocks(parent, [block[: found.start()]])
        box = parent.add(tag)
        names = found.groupdict()
        box.kind = (names.get("kind") or names.get("bare") or "").lower()
        box.head = block[found.start() : found.end()].strip("\n")
        if names["title"] is not None:
            box.add("title", block.group(found, "title"))
        content, rest = detab(block[found.end() :])
    elif adopted := _adopting(parent, block, tag):
        box, width = adopted
        if box.tag in ("li", "dd"):
            box.wrap_text(len(box.children))
        content, rest = detab(block, width)
    else:
        return False
    blocks.pop(0)
    parser.chunk(box, content)
    for reached in (box, parent.last):
        if reached is not None:
            reached.end = max(reached.end, content.places[1])
    if rest:
        blocks.insert(0, rest)
    return True


def _adopting(parent: Element, block: Text, tag: str) -> tuple[Element, int] | None:
    """Return the box above (or the list item in it) that an indented block goes on, and how far.

    A box whose last child is a list hands a block that is indented enough to the last item.
    """
    box = parent.last
    if box is None or box.tag != tag:
        return None
    chars, width = block.chars, 0
    last = box.last
    while (
        chars.startswith(" " * 2 * TAB)
        and last is not None
        and last.tag in ("ul", "ol", "dl")
        and (item := last.last) is not None
    ):
        box, last = item, item.last
        chars = chars[TAB:]
        width += TAB
    return (box, width + TAB) if chars.startswith(" " * TAB) else None
