r"""What a LaTeX document shows: its text without comments, listings and what is switched off.

Every character keeps its place. What is not shown is replaced by fillers, which are no blanks: a
line with a comment alone does not end a paragraph.

>>> visible("a % b\nc")[0].replace(FILLER, ".")
'a ...\nc'
"""

import re

from eqproof.source import Span

FILLER = "\x00"
STEP = re.compile(r"\\.|.", re.DOTALL)
"""One character, or a backslash with what it takes the meaning of."""

LISTINGS = r"(?:verbatim|Verbatim|lstlisting|minted|alltt|comment|filecontents)\*?"
UNSEEN = re.compile(
    rf"""
    (?P<comment>%[^\n]*)
  | \\begin\s*\{{(?P<listing>{LISTINGS})\}}
  | (?P<short>\\(?:verb\*?|lstinline(?:\[[^\]\n]*\])?)(?P<mark>[^A-Za-z\s*{{])[^\n]*?(?P=mark))
  | (?P<address>\\(?:url|nolinkurl|path|href|lstinline)\s*\{{[^{{}}\n]*\}})
  | (?P<off>\\iffalse(?![A-Za-z])|\\if[ \t]*0(?=[ \t]*[\n\\A-Za-z$]))
  | \\.
    """,
    re.VERBOSE | re.DOTALL,
)
SWITCH = re.compile(r"\\(?:(?P<opens>if(?!f(?![A-Za-z]))[A-Za-z]*)|fi)(?![A-Za-z])")
BLANK = re.compile(r"[\s\x00]*")


def visible(text: str) -> tuple[str, list[tuple[Span, str]]]:
    """Return *text* with fillers for what is not shown, and the listings that are never closed."""
    kept: list[str] = []
    faults: list[tuple[Span, str]] = []
    done = position = 0
    while found := UNSEEN.search(text, position):
        start, end = found.span()
        if name := found["listing"]:
            close = text.find(rf"\end{{{name}}}", end)
            if close < 0:
                faults.append((Span(start, end), name))
            end = len(text) if close < 0 else close
        elif found["off"]:
            end = _switched_on(text, end)
        elif not (found["comment"] or found["short"] or found["address"]):
            position = end
            continue
        kept += [text[done:start], _filled(text[start:end])]
        done = position = end
    kept.append(text[done:])
    return "".join(kept), faults


def after_group(chars: str, position: int) -> int | None:
    """Return where the braces close that open at *position* or behind blanks, if they do."""
    position = _opening(chars, position)
    if chars[position : position + 1] != "{":
        return None
    depth = 0
    while step := STEP.match(chars, position):
        position = step.end()
        depth += {"{": 1, "}": -1}.get(step[0], 0)
        if not depth:
            return position
    return None


def after_bracket(chars: str, position: int) -> int | None:
    """Return where square brackets close that open at *position* or behind blanks, if they do."""
    position = _opening(chars, position)
    if chars[position : position + 1] != "[":
        return None
    depth = 0
    while step := STEP.match(chars, position):
        position = step.end()
        depth += {"{": 1, "}": -1}.get(step[0], 0)
        if not depth and step[0] == "]":
            return position
    return None


def _opening(chars: str, position: int) -> int:
    blank = BLANK.match(chars, position)
    return blank.end() if blank else position


def _switched_on(text: str, position: int) -> int:
    depth = 1
    for found in SWITCH.finditer(text, position):
        depth += 1 if found["opens"] else -1
        if not depth:
            return found.end()
    return len(text)


def _filled(text: str) -> str:
    return "".join("\n" if char == "\n" else FILLER for char in text)
