"""Lists and what is indented below their items: bullets, numbers, definitions."""

import re

from eqproof.page.text import NEWLINE, TAB, Text
from eqproof.page.tree import Element, Parser, Processor, detab, loose_detab

INDENT = re.compile(rf"(?: {{{TAB}}})+")
CHILD = re.compile(rf"[ ]{{0,{TAB - 1}}}(?:\d+\.|[*+-])[ ]+(?P<item>.*)")
NESTED = re.compile(rf"[ ]{{{TAB},{TAB * 2 - 1}}}(?:\d+\.|[*+-])[ ]+.*")
NUMBERED = re.compile(rf"[ ]{{0,{TAB - 1}}}\d+\.[ ]+.*")
BULLET = re.compile(rf"[ ]{{0,{TAB - 1}}}[*+-][ ]+.*")
DEFINED = re.compile(r"(?:^|\n)[ ]{0,3}:[ ]{1,3}(?P<item>.*?)(?:\n|$)")
NOT_INDENTED = re.compile(r"[ ]{0,3}[^ :]")


def list_processor(tag: str, start: re.Pattern[str]) -> Processor:
    """Return what reads a list with the tag *tag* whose first line matches *start*."""

    def process(parser: Parser, parent: Element, blocks: list[Text]) -> bool:
        if not start.match(blocks[0].chars):
            return False
        items = _items(blocks.pop(0))
        above = parent.last
        if above is not None and above.tag in ("ol", "ul"):
            listing = above
            if item := listing.last:
                item.wrap_text(0)
                if (inside := item.last) and inside.tail:
                    item.add("p", inside.tail.lstrip())
                    inside.tail = inside.tail[:0]
            parser.blocks(listing.add("li"), [items.pop(0)], "looselist")
        elif parent.tag in ("ol", "ul"):
            listing = parent
        else:
            listing = parent.add(tag)
        for item_text in items:
            if item_text.chars.startswith(" " * TAB) and listing.last is not None:
                parser.blocks(listing.last, [item_text], "list")
            else:
                parser.blocks(listing.add("li"), [item_text], "list")
        return True

    return process


numbered = list_processor("ol", NUMBERED)
bulleted = list_processor("ul", BULLET)


def _items(block: Text) -> list[Text]:
    """Break a block into the texts of its items."""
    items: list[Text] = []
    for line in block.split("\n"):
        if found := CHILD.match(line.chars):
            items.append(line.group(found, "item"))
        elif (
            NESTED.match(line.chars) and items and not items[-1].chars.startswith(" " * TAB)
        ) or not items:
            items.append(line)
        else:
            items[-1] = items[-1] + NEWLINE + line
    return items


def indented_processor(item_tags: tuple[str, ...], list_tags: tuple[str, ...]) -> Processor:
    """Return what reads a block that is indented below an item of a list."""

    def process(parser: Parser, parent: Element, blocks: list[Text]) -> bool:
        block = blocks[0]
        last = parent.last
        if (
            not block.chars.startswith(" " * TAB)
            or parser.isstate("detabbed")
            or not (parent.tag in item_tags or (last is not None and last.tag in list_tags))
        ):
            return False
        blocks.pop(0)
        level, above = _level(parser, parent, block, item_tags, list_tags)
        block = loose_detab(block, level)
        inside = above.last
        if parent.tag in item_tags:
            target = last if last is not None and last.tag in list_tags else parent
            parser.blocks(target, [block], "detabbed")
        elif above.tag in item_tags:
            parser.blocks(above, [block], "detabbed")
        elif inside is not None and inside.tag in item_tags:
            inside.wrap_text(0)
            parser.blocks(inside, block.split("\n\n"), "detabbed")
        else:
            parser.blocks(above.add(item_tags[0]), [block], "detabbed")
        return True

    return process


below_item = indented_processor(("li",), ("ul", "ol"))
below_definition = indented_processor(("dd", "li"), ("dl", "ol", "ul"))


def _level(
    parser: Parser,
    parent: Element,
    block: Text,
    item_tags: tuple[str, ...],
    list_tags: tuple[str, ...],
) -> tuple[int, Element]:
    """Return how many indentations belong to lists, and the element they lead to."""
    found = INDENT.match(block.chars)
    indents = len(found[0]) // TAB if found else 0
    level = 1 if parser.isstate("list") else 0
    while indents > level:
        child = parent.last
        if child is None or child.tag not in list_tags + item_tags:
            break
        if child.tag in list_tags:
            level += 1
        parent = child
    return level, parent


def defined(parser: Parser, parent: Element, blocks: list[Text]) -> bool:
    """A term, and below it ``:   `` with its definition."""
    block = blocks[0]
    found = DEFINED.search(block.chars)
    if not found:
        return False
    terms = [term.strip() for term in block[: found.start()].split("\n") if term.strip()]
    above = parent.last
    if not terms and above is None:
        return False
    blocks.pop(0)
    below = block[found.end() :]
    content, rest = (below, below[:0]) if NOT_INDENTED.match(below.chars) else detab(below)
    item = block.group(found, "item")
    definition = item + NEWLINE + content if content else item
    state = "list"
    if not terms and above is not None and above.tag == "p":
        state = "looselist"
        terms = above.text.split("\n")
        parent.children.remove(above)
        above = parent.last
    if above is not None and above.tag == "dl":
        listing = above
        if not terms and (last := listing.last) and last.tag == "dd" and last.children:
            state = "looselist"
    else:
        listing = parent.add("dl")
    for term in terms:
        listing.add("dt", term)
    parser.blocks(listing.add("dd"), [definition], state)
    if rest:
        blocks.insert(0, rest)
    return True
