r"""Formulas in the Markdown cells of a notebook, where they are what Jupyter hands to MathJax.

A displayed formula needs no paragraph of its own there, dollars may have blanks beside them, raw
HTML is text like any other. Formulas end at an empty line; code is passed over.

>>> found, _ = read_inline(Text.of("it is $ x $, so\n$$ x^2 $$ `$y$`"))
>>> [(one.inner.chars, one.display) for one in found]
[(' x ', False), (' x^2 ', True)]
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from eqproof.page.inline import STASHED, Fault, Found, without_code
from eqproof.page.text import Text, normalized
from eqproof.source import Source

FORMULA = re.compile(
    r"(?<!\\)(?:\\\\(?![\[(]))*(?P<whole>"
    r"\$\$(?P<display>(?:\\.|\$(?!\$)|[^\\$\x02\x03])+?)\$\$"
    r"|\$(?P<inline>(?:\\.|[^\\$\x02\x03])+?)\$"
    r"|\\\\\[(?P<square>[^\x02\x03]+?)\\\\\]"
    r"|\\\\?\((?P<round>[^\x02\x03]+?)\\\\?\)"
    r"|(?P<bare>\\begin\{(?P<environment>[a-zA-Z]+\*?)\}[^\x02\x03]+?\\end\{(?P=environment)\}))",
    re.DOTALL,
)
UNSEEN = re.compile(
    r"<!--.*?-->|<(?P<tag>script|style|pre|code|textarea)\b.*?</(?P=tag)>|<[a-zA-Z/][^<>$]*>",
    re.DOTALL | re.IGNORECASE,
)
OPENING = re.compile(r"(?<!\\)(?:\\\\)*(?P<opening>\$\$|\\begin\{(?P<environment>[^{}\n]*)\})")


def cells_of(source: Source) -> Iterator[Text]:
    """Yield the cells of a notebook, each with its places on the page."""
    cells = source.origin.cells if source.origin is not None else ()
    for start, end in pairwise([*(start for start, _ in cells), len(source.text)]):
        text = normalized(source.text[start:end])
        yield Text(text.chars, tuple(at + start if at >= 0 else at for at in text.at))


def without_html(text: Text) -> Text:
    """Replace what HTML hides, what it shows as it stands, and its tags."""
    return text.with_all_replaced([found.span() for found in UNSEEN.finditer(text.chars)], STASHED)


def read_inline(text: Text) -> tuple[list[Found], list[Fault]]:
    """Return the formulas of running text, and what opens one that is never closed."""
    text = without_code(text)
    found: list[Found] = []
    spans: list[tuple[int, int]] = []
    for match in FORMULA.finditer(text.chars):
        name = next(n for n in ("display", "inline", "square", "round", "bare") if match[n])
        display = name in ("display", "square", "bare")
        found.append(Found(text.group(match, "whole"), text.group(match, name), display))
        spans.append(match.span("whole"))
    rest = text.with_all_replaced(spans, STASHED)
    faults = []
    for match in OPENING.finditer(rest.chars):
        name = match["environment"]
        closing = "$$" if name is None else f"\\end{{{name}}}"
        place = rest.group(match, "opening")
        faults.append(Fault(place, match["opening"], closing, unclosed=True))
    return found, faults
