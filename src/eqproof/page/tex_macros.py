r"""The macros that a LaTeX document defines, and which of them its formulas use.

>>> text = r"\newcommand{\R}{\mathbb{R}} and \def\x{y}"
>>> place = re.search(r"(?P<definition>\\newcommand)", text)
>>> definition_at(text, place).latex
'\\newcommand{\\R}{\\mathbb{R}}'
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from eqproof.page.tex_text import FILLER, after_bracket, after_group
from eqproof.source import Span

NAME = re.compile(r"[\s\x00]*\*?[\s\x00]*(?:\{[\s\x00]*\\([A-Za-z@]+)[\s\x00]*\}|\\([A-Za-z@]+))")
PARAMETERS = re.compile(r"(?:#[1-9]|[\s\x00])*")
COUNT = re.compile(r"[\s\x00]*\[[\s\x00]*([0-9])[\s\x00]*\]")
EQUATED = re.compile(r"[\s\x00]*=?[\s\x00]*(?:\\[A-Za-z@]+|\\.|[^\s\\])", re.DOTALL)
COMMAND = re.compile(r"\\([A-Za-z@]+)")
ENSURED = re.compile(r"\\ensuremath(?![A-Za-z])")
QUIET = re.compile(r"\\(?:ensuremath|xspace)(?![A-Za-z])")
ROBUST = r"\DeclareRobustCommand"
ENDS = re.compile(
    r"(?<!\\)(?:\\\\)*(?:\$|\\[\[\]()]|\\(?:begin|end)\s*\{(?:equation|align|gather|multline"
    r"|flalign|eqnarray|alignat|math|displaymath)\*?\})"
)
WHOLE = re.compile(r"\$(?:\\.|[^$\\])+\$|\\\((?:\\[^)]|[^\\])+\\\)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Definition:
    """A macro: its name, how many *arguments* it takes, where it is defined, and how.

    *latex* is as long as *span*. *opens* says whether it stands for a whole formula in text, for
    a part of one with its ends, or for neither. An environment has no name here.
    """

    name: str
    span: Span
    latex: str = ""
    arguments: int = 0
    opens: Literal["whole", "part", ""] = ""


def definition_at(chars: str, place: re.Match[str]) -> Definition | None:
    """Return the definition that *place* begins, or None where it is none."""
    command, start = place["definition"], place.end()
    if command.endswith("environment"):
        end = start
        for _ in range(3):
            while bracket := after_bracket(chars, end):
                end = bracket
            end = after_group(chars, end) or end
        return Definition("", Span(place.start(), end))
    name = NAME.match(chars, start)
    if name is None:
        return None
    body = end = name.end()
    count = 0
    if command == r"\let":
        equated = EQUATED.match(chars, end)
        end = equated.end() if equated else end
    else:
        if command == r"\def":
            parameters = PARAMETERS.match(chars, end)
            body = parameters.end() if parameters else end
            count = chars.count("#", end, body)
        elif number := COUNT.match(chars, end):
            count, body = int(number[1]), number.end()
            body = after_bracket(chars, body) or body
        end = after_group(chars, body) or body
    span = Span(place.start(), end)
    opens, meaning = _meaning(chars[body:end])
    latex = (chars[place.start() : body] + meaning).replace(FILLER, " ")
    latex = latex.replace(ROBUST, r"\newcommand".ljust(len(ROBUST)), 1)
    return Definition(name[1] or name[2], span, latex, count, opens)


def used(macros: Sequence[Definition], formulas: Sequence[str]) -> Iterator[Definition]:
    """Yield the *macros* that *formulas* use, also by way of others."""
    bodies: dict[str, set[str]] = {}
    for macro in macros:
        bodies.setdefault(macro.name, set()).update(COMMAND.findall(macro.latex))
    wanted = {name for formula in formulas for name in COMMAND.findall(formula)}
    waiting = list(wanted)
    while waiting:
        new = bodies.get(waiting.pop(), set()) - wanted
        wanted |= new
        waiting += new
    yield from (macro for macro in macros if macro.name in wanted)


def _meaning(body: str) -> tuple[Literal["whole", "part", ""], str]:
    r"""Return whether *body* has ends of a formula, and the body as it means in a formula.

    There ``\ensuremath`` and ``\xspace`` say nothing, and neither do dollars around all of it.
    """
    plain = QUIET.sub(lambda found: " " * len(found[0]), body.replace(FILLER, " "))
    inside = plain.strip().removeprefix("{").removesuffix("}").strip()
    if WHOLE.fullmatch(inside):
        ends = 1 if inside.startswith("$") else 2
        first = plain.index(inside)
        last = first + len(inside)
        blank = " " * ends
        plain = plain[:first] + blank + plain[first + ends : last - ends] + blank + plain[last:]
        return "whole", plain
    ensured = ENSURED.search(body)
    if ensured and after_group(inside, 0) == len(inside):
        return "whole", plain
    return ("part" if ensured or ENDS.search(plain) else ""), plain
