r"""Formulas in the running text of reStructuredText: the role ``math``, before or behind.

Code between double backticks is passed over. What looks like a formula and is shown otherwise is
reported instead.

>>> [found.group(found.lastgroup) for found in formulas(":math:`a` and `b`:math:")]
['a', 'b']
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

BEFORE = r"(?<![^\s'\"(\[{<\-/:‘“’«¡¿‐‑‒–—])"
BEHIND = r"(?![^\s'\")\]}>\-/\\.,:;!?‘’”»‐‑‒–—…])"
CONTENT = r"(?:\\.|[^\\`]|`(?![\s'\")\]}>\-/\\.,:;!?]|$))+?"
CODE = re.compile(rf"{BEFORE}``(?=\S).+?(?<=\S)``{BEHIND}", re.DOTALL)
FORMULA = re.compile(
    rf"{BEFORE}:math:`(?=\S)(?P<before>{CONTENT})(?<!\s)`{BEHIND}"
    rf"|{BEFORE}`(?=[^\s`])(?P<behind>(?:\\.|[^\\`])+?)(?<!\s)`:math:{BEHIND}",
    re.DOTALL,
)
PLAIN = re.compile(rf"{BEFORE}`(?=[^\s`])(?P<plain>(?:\\.|[^\\`])+?)(?<!\s)`(?![`:_\w])", re.DOTALL)
SUSPECT = re.compile(
    r"(?P<role>:math:`|`:math:)"
    r"|(?<![\\$\w])\$(?!\s)[^$\n]*(?:\\[a-zA-Z]|\^)[^$]*(?<!\s)\$(?!\d)"
    r"|\$\$[^$]+\$\$"
    r"|(?P<directive>\.\.[ \t]+math[ ]?::)"
    r"|\\begin\{(?:equation|align|gather|multline|eqnarray)\*?\}"
)


@dataclass(frozen=True, slots=True)
class Fault:
    """What looks like a formula and is shown otherwise: where, and in which way it is none."""

    start: int
    end: int
    kind: str


def without_code(text: str) -> str:
    """Return *text* with blanks for code between double backticks; nothing moves."""
    return CODE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def formulas(text: str, *, plain: bool = False) -> Iterator[re.Match[str]]:
    """Yield the formulas of a *text* without code; a group of each is what stands inside.

    Text between single backticks is a formula, too, where *plain* says that it is.
    """
    pattern = re.compile(f"{FORMULA.pattern}|{PLAIN.pattern}", re.DOTALL) if plain else FORMULA
    yield from pattern.finditer(text)


def faults(text: str) -> Iterator[Fault]:
    """Yield what looks like a formula in a *text* from which code and formulas were taken out."""
    for found in SUSPECT.finditer(text):
        kind = "directive" if found["directive"] else "plain"
        if found["role"]:
            closed = found["role"].startswith("`") or "`" in text[found.end() :]
            kind = "role" if closed else "unclosed"
        yield Fault(*found.span(), kind)
