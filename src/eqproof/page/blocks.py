"""Markdown's blocks: which text of a page is a paragraph, an item, a cell, a display formula.

This follows the block parser of Python-Markdown step by step, with the extensions that sites of
this kind use (``admonition``, ``pymdownx.details``, ``pymdownx.tabbed``, ``tables``,
``def_list``, ``footnotes``, ``pymdownx.arithmatex``), because that parser decides what a reader
sees as a formula. It builds no HTML, only as much of a tree as decides where a text belongs.
"""

import re
from collections.abc import Callable

from eqproof.page.boxes import admonition, details, tabs
from eqproof.page.lists import below_definition, below_item, bulleted, defined, numbered
from eqproof.page.tables import table
from eqproof.page.text import EMPTY, NEWLINE, TAB, Text, join
from eqproof.page.tree import Element, Parser, Processor, detab, loose_detab

DISPLAY = re.compile(
    r"(?:(?P<dollar>[$]{2})(?:\\.|[^\\])+?(?P=dollar)"
    r"|(?P<square>\\\[)(?:\\[^\]]|[^\\])+?\\\]"
    r"|\\begin\{(?P<environment>[a-z]+\*?)\}(?:\\.|[^\\])+?\\end\{(?P=environment)\})[ ]*$",
    re.DOTALL,
)
HEADING = re.compile(r"(?:^|\n)(?P<level>#{1,6})(?P<text>(?:\\.|[^\\#]|#+(?=[^#\n]))*?)#*(?:\n|$)")
UNDERLINED = re.compile(r"^.*?\n(?:=+|-+)[ ]*(?:\n|$)", re.MULTILINE)
RULE = re.compile(
    r"^[ ]{0,3}(?=(?P<rule>(?:-+[ ]{0,2}){3,}|(?:_+[ ]{0,2}){3,}|(?:\*+[ ]{0,2}){3,}))"
    r"(?P=rule)[ ]*$",
    re.MULTILINE,
)
QUOTE = re.compile(r"(?:^|\n)[ ]{0,3}>[ ]?(?P<text>.*)")
FOOTNOTE = re.compile(r"^[ ]{0,3}\[\^[^\]]*\]:[ ]*(?P<text>.*)$", re.MULTILINE)
REFERENCE = re.compile(
    r"^[ ]{0,3}\[[^\[\]]*\]:[ ]*(?:\n[ ]*)?[^\s]+[ ]*(?:\n[ ]*)?"
    r"(?:(?P<quote>[\"']).*(?P=quote)[ ]*|\(.*\)[ ]*)?$",
    re.MULTILINE,
)


def read_blocks(text: Text, restored: Callable[[Text], Text]) -> Element:
    """Return the tree of a page whose fences and raw HTML have been taken out.

    *restored* puts the fences back into a block.
    """
    root = Element("page")
    parser = Parser(PROCESSORS, restored)
    parser.chunk(root, text)
    root.children.extend(parser.notes)
    return root


def _empty(parser: Parser, parent: Element, blocks: list[Text]) -> bool:  # noqa: ARG001
    """Nothing, or a line break left over from a wider gap."""
    block = blocks[0]
    if block and not block.chars.startswith("\n"):
        return False
    empty = next((n for n, b in enumerate(blocks) if b), len(blocks))
    del blocks[: empty or 1]
    if rest := block[1:]:
        blocks.insert(0, rest)
    return True


def _code(parser: Parser, parent: Element, blocks: list[Text]) -> bool:
    """Indented code."""
    if not blocks[0].chars.startswith(" " * TAB):
        return False
    _, rest = detab(parser.restored(blocks.pop(0)))
    parent.add("code")
    if rest:
        blocks.insert(0, rest)
    return True


def _display(parser: Parser, parent: Element, blocks: list[Text]) -> bool:  # noqa: ARG001
    """A display formula: a whole block between its delimiters."""
    if not DISPLAY.match(blocks[0].chars):
        return False
    parent.add("display", blocks.pop(0).rstrip(" \n"))
    return True


def _heading(parser: Parser, parent: Element, blocks: list[Text]) -> bool:
    """``# Title`` on any line of a block."""
    block = blocks[0]
    found = HEADING.search(block.chars)
    if not found:
        return False
    blocks.pop(0)
    if before := block[: found.start()]:
        parser.blocks(parent, [before])
    heading = parent.add(f"h{len(found['level'])}", block.group(found, "text").strip())
    heading.head = block.group(found, "level")
    if after := block[found.end() :]:
        blocks.insert(0, loose_detab(after) if parser.isstate("looselist") else after)
    return True


def _underlined(parser: Parser, parent: Element, blocks: list[Text]) -> bool:  # noqa: ARG001
    """A title with ``===`` or ``---`` below it."""
    if not UNDERLINED.match(blocks[0].chars):
        return False
    title, line, *rest = blocks.pop(0).split("\n")
    heading = parent.add("h1" if line.chars.startswith("=") else "h2", title.strip())
    heading.head = title.strip() or line
    if rest:
        blocks.insert(0, join(rest))
    return True


def _rule(parser: Parser, parent: Element, blocks: list[Text]) -> bool:
    """A horizontal rule on any line of a block."""
    block = blocks[0]
    found = RULE.search(block.chars)
    if not found:
        return False
    blocks.pop(0)
    if before := block[: found.start()].rstrip("\n"):
        parser.blocks(parent, [before])
    parent.add("hr")
    if after := block[found.end() :].lstrip("\n"):
        blocks.insert(0, after)
    return True


def _quote(parser: Parser, parent: Element, blocks: list[Text]) -> bool:
    """``> ``, and the lines of the same block below it."""
    block = blocks[0]
    found = QUOTE.search(block.chars)
    if not found:
        return False
    blocks.pop(0)
    parser.blocks(parent, [block[: found.start()]])
    lines = [_unquoted(line) for line in block[found.start() :].split("\n")]
    above = parent.last
    quote = above if above is not None and above.tag == "blockquote" else parent.add("blockquote")
    parser.blocks(quote, join(lines).split("\n\n"), "blockquote")
    return True


def _unquoted(line: Text) -> Text:
    if line.chars.strip() == ">":
        return EMPTY
    found = QUOTE.match(line.chars)
    return line.group(found, "text") if found else line


def _footnote(parser: Parser, parent: Element, blocks: list[Text]) -> bool:  # noqa: ARG001
    """``[^name]: text`` and what is indented below it."""
    block = blocks[0]
    found = FOOTNOTE.search(block.chars)
    if not found:
        return False
    blocks.pop(0)
    before = block[: found.start()]
    content = [block.group(found, "text")]
    rest = block[found.end() :].lstrip("\n")
    if another := FOOTNOTE.search(rest.chars):
        content[0] += NEWLINE + loose_detab(rest[: another.start()].rstrip("\n"))
        blocks.insert(0, rest[another.start() :])
    else:
        content[0] += NEWLINE + loose_detab(rest)
        while blocks and blocks[0].chars.startswith(" " * TAB):
            below = blocks.pop(0)
            if another := FOOTNOTE.search(below.chars):
                content.append(loose_detab(below[: another.start()].rstrip("\n")))
                blocks.insert(0, below[another.start() :])
                break
            content.append(loose_detab(below))
    note = Element("footnote")
    parser.notes.append(note)
    inside = Parser(PROCESSORS, parser.restored, parser.notes, depth=parser.depth)
    inside.blocks(note, [part.strip("\n") for part in content])
    if before.chars.strip():
        blocks.insert(0, before.rstrip("\n"))
    return True


def _reference(parser: Parser, parent: Element, blocks: list[Text]) -> bool:  # noqa: ARG001
    """``[name]: address``, which is not shown."""
    block = blocks[0]
    found = REFERENCE.search(block.chars)
    if not found:
        return False
    blocks.pop(0)
    after, before = block[found.end() :], block[: found.start()]
    if after.chars.strip():
        blocks.insert(0, after.lstrip("\n"))
    if before.chars.strip():
        blocks.insert(0, before.rstrip("\n"))
    return True


def _paragraph(parser: Parser, parent: Element, blocks: list[Text]) -> bool:
    """Anything else. In a tight list the text belongs to the item itself."""
    block = blocks.pop(0)
    if not block.chars.strip():
        return True
    if not parser.isstate("list"):
        parent.add("p", block.lstrip())
    elif (above := parent.last) is not None:
        above.tail = above.tail + NEWLINE + block
    elif parent.text:
        parent.text = parent.text + NEWLINE + block
    else:
        parent.text = block.lstrip()
    return True


PROCESSORS: tuple[Processor, ...] = (
    admonition,
    details,
    tabs,
    _empty,
    below_item,
    below_definition,
    _code,
    _display,
    table,
    _heading,
    _underlined,
    _rule,
    numbered,
    bulleted,
    defined,
    _quote,
    _footnote,
    _reference,
    _paragraph,
)
