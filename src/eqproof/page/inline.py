"""Formulas in running text: the rules of ``pymdownx.arithmatex`` with its smart dollars.

Code spans are taken out first. What then looks like a formula and is not shown as one (an opening
without its end, a display formula inside a paragraph) is reported instead of being passed over.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from eqproof.page.text import Text

CODE = re.compile(
    r"(?<!\\)(?P<slashes>(?:\\{2})+)(?=`)|(?<!\\)(?P<ticks>`+)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)",
    re.DOTALL,
)
FORMULA = re.compile(
    r"(?:(?<!\\)(?P<slashes>(?:\\{2})+)(?=\$)"
    r"|(?<!\\)\$(?!\s)(?P<dollar>(?:\\.|[^\\$\x02\x03])+?)(?<!\s)\$"
    r"|(?<!\\)(?P<more>(?:\\{2})+?)(?=\\\()"
    r"|(?<!\\)\\\((?P<round>(?:\\[^)]|[^\\\x02\x03])+?)\\\))",
    re.DOTALL,
)
UNSEEN = re.compile(
    r"<!--.*?-->"  # a comment
    r"|!\[(?:[^\[\]]|\[[^\[\]]*\])*\](?:\([^()]*(?:\([^()]*\)[^()]*)*\))?"  # an image
    r"|(?<=\])\([^()]*(?:\([^()]*\)[^()]*)*\)"  # where a link leads
    r"|<[a-zA-Z/][^<>]*>",  # a tag with its attributes, an address
    re.DOTALL,
)
OPENING = re.compile(
    r"(?<!\\)(?:\\\\)*(?P<opening>\$\$|\\\[(?=\s)|(?<![^\n])\\\[|\\begin\{(?P<environment>[^{}\n]*)\})"
)
SPACED = re.compile(
    r"(?<![\\$])\$(?!\$)(?=[^$]*\\[a-zA-Z]|\s[^$]*[\^_=][^$]*\s\$)[^$]*(?<!\\)\$(?!\$)"
)
STASHED = "\x02\x03"


@dataclass(frozen=True, slots=True)
class Found:
    """A formula in running text: all of it, and what stands between its delimiters."""

    whole: Text
    inner: Text


@dataclass(frozen=True, slots=True)
class Fault:
    """What looks like a formula and is none: its place, its ends, whether the second is missing."""

    place: Text
    opening: str
    closing: str
    unclosed: bool


def without_code(text: Text) -> Text:
    """Replace code spans by placeholders."""
    while found := CODE.search(text.chars):
        text = text.with_replaced(*found.span(), STASHED)
    return text


def formulas(text: Text) -> tuple[list[Found], Text]:
    """Return the formulas of a text without code spans, and the text with placeholders for them."""
    found: list[Found] = []
    while match := FORMULA.search(text.chars):
        name = "dollar" if match["dollar"] else "round"
        if match[name]:
            found.append(Found(text[match.start() : match.end()], text.group(match, name)))
        text = text.with_replaced(*match.span(), STASHED)
    return found, text


def unseen(text: Text) -> set[int]:
    """Return the places of the page that stand in this text and are not shown as text."""
    return {
        offset for match in UNSEEN.finditer(text.chars) for offset in text.at[slice(*match.span())]
    }


def faults(text: Text, rest: Text) -> Iterator[Fault]:
    """Find what looks like a formula: *text* is without code spans, *rest* without formulas too."""
    position = 0
    while match := OPENING.search(text.chars, position):
        opening = match["opening"]
        closing = {"$": "$$", "\\": "\\]"}.get(opening[0], "")
        if match["environment"] is not None:
            closing = f"\\end{{{match['environment']}}}"
        start = match.start("opening")
        end = text.chars.find(closing, match.end())
        if end < 0:
            yield Fault(text[start : match.end()], opening, closing, unclosed=True)
            return
        position = end + len(closing)
        yield Fault(text[start:position], opening, closing, unclosed=False)
    if not position:
        for match in SPACED.finditer(rest.chars):
            yield Fault(rest[match.start() : match.end()], "$", "$", unclosed=False)
