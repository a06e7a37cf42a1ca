"""Formulas in running text: the rules of ``pymdownx.arithmatex`` with its smart dollars.

Code spans are taken out first. What then looks like a formula and is not shown as one (an opening
without its end, a display formula inside a paragraph) is reported instead of being passed over.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from eqproof.page.text import Text

CODE = re.compile(r"(?<!\\)(?P<slashes>(?:\\{2})+)(?=`)|(?<!\\)(?P<ticks>`+)")
TICKS = re.compile(r"`+")
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
    display: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """What looks like a formula and is none: its place, its ends, whether the second is missing."""

    place: Text
    opening: str
    closing: str
    unclosed: bool


def read_inline(text: Text) -> tuple[list[Found], list[Fault]]:
    """Return the formulas of running text, and what looks like one and is none."""
    text = without_code(text)
    found, rest = formulas(text)
    hidden = unseen(rest)
    shown = [formula for formula in found if formula.whole.at[0] not in hidden]
    seen = [
        fault
        for fault in faults(text, rest)
        if fault.place.at[0] not in hidden or fault.place.chars.startswith("$$")
    ]
    return shown, seen


def without_code(text: Text) -> Text:
    """Replace code spans by placeholders."""
    chars, position = text.chars, 0
    spans: list[tuple[int, int]] = []
    while found := CODE.search(chars, position):
        end = found.end() if found["slashes"] else _code_end(chars, found)
        if end is None:  # Python-Markdown passes over as many characters again
            position = found.end() + len(found["ticks"])
            continue
        spans.append((found.start(), end))
        chars, position = _stashed(chars, found, "slashes"), end
    return text.with_all_replaced(spans, STASHED)


def _stashed(chars: str, found: re.Match[str], *slashes: str) -> str:
    """Return *chars* as they look from behind the part *found*, which a placeholder replaces.

    Only its last character is seen from there, where it is a backslash.
    """
    if not any(found[group] for group in slashes):
        return chars
    return f"{chars[: found.end() - 1]}{STASHED[-1]}{chars[found.end() :]}"


def _code_end(chars: str, opening: re.Match[str]) -> int | None:
    """Return where the code span ends: after a run of as many backticks.

    If there is none, the longest run of fewer backticks closes the span, as in Python-Markdown.
    """
    width = len(opening["ticks"])
    fallback: re.Match[str] | None = None
    for run in TICKS.finditer(chars, opening.end()):
        if len(run[0]) == width:
            return run.end()
        if len(run[0]) > (len(fallback[0]) if fallback else 0):
            fallback = run
    if fallback and len(fallback[0]) < width:
        return fallback.end()
    return None


def formulas(text: Text) -> tuple[list[Found], Text]:
    """Return the formulas of a text without code spans, and the text with placeholders for them."""
    found: list[Found] = []
    chars, position = text.chars, 0
    spans: list[tuple[int, int]] = []
    while match := FORMULA.search(chars, position):
        name = "dollar" if match["dollar"] else "round"
        if match[name]:
            found.append(Found(text[match.start() : match.end()], text.group(match, name)))
        spans.append(match.span())
        chars, position = _stashed(chars, match, "slashes", "more"), match.end()
    return found, text.with_all_replaced(spans, STASHED)


def unseen(text: Text) -> set[int]:
    """Return the places of the page that stand in this text and are not shown as text."""
    return {
        offset for match in UNSEEN.finditer(text.chars) for offset in text.at[slice(*match.span())]
    }


def faults(text: Text, rest: Text) -> Iterator[Fault]:
    """Find what looks like a formula: *text* is without code spans, *rest* without formulas too."""
    position, found = 0, False
    while match := OPENING.search(text.chars, position):
        opening = match["opening"]
        if match["environment"] is not None and opening not in rest.chars:
            position = match.end()  # inside of a formula, where it is a part of it
            continue
        found = True
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
    if not found:
        for match in SPACED.finditer(rest.chars):
            yield Fault(rest[match.start() : match.end()], "$", "$", unclosed=False)
