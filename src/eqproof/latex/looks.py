r"""What is typed for the looks of a formula alone, and what of it has a meaning all the same.

Wide spaces part statements, ``\unicode{…}`` stands for a character, and two bars side by side are
the one sign of a norm. Colors and the like say nothing.
"""

import re

from eqproof.latex.characters import latex_of

_EM = {"em": 1.0, "ex": 0.5, "mu": 1 / 18, "pt": 0.1, "px": 0.06, "in": 7.2, "cm": 2.8, "mm": 0.28}


def latex_of_look(command: str, argument: str) -> str | None:
    r"""Return the LaTeX of what *command* with its *argument* means; None for no character.

    >>> latex_of_look("hspace", "1in")
    '\\quad '
    >>> latex_of_look("color", "blue")
    ''
    """
    if command == "unicode":
        return _character(argument)
    if command.startswith("hspace"):
        length = re.fullmatch(r"\s*([\d.]+)\s*([a-z]{2})\s*", argument)
        if length is not None and float(length[1]) * _EM.get(length[2], 0) >= 1:
            return r"\quad "
    return ""


def _character(argument: str) -> str | None:
    r"""Return what ``\unicode{…}`` with *argument*, the number of a character, stands for."""
    digits = argument.strip().removeprefix("0").lower()
    try:
        character = chr(int(digits[1:], 16) if digits.startswith("x") else int(digits))
    except (ValueError, OverflowError):
        return None
    return character if character.isascii() else latex_of(character)


def is_wide(gap: str) -> bool:
    """Whether *gap* is more than the space between two factors."""
    return gap.count("~") > 1 or any(wide in gap for wide in (r"\q", r"\h"))


def are_double(text: str, start: int) -> bool:
    r"""Whether ``||``, ``|\!|`` at *start* is one sign: no single bar before its partner."""
    bars = list(re.finditer(r"(?<!\\)\|(?:(?:\\!)*\|)?", text))
    place = next((i for i, bar in enumerate(bars) if bar.start() == start), None)
    if place is None:
        return False  # a third bar
    first = sum(bar[0] != "|" for bar in bars[: place + 1]) % 2 == 1
    neighbours = bars[place + 1 :] if first else bars[:place][::-1]
    if not neighbours:
        return len(bars) == 1  # as in D(p || q); in |x - |y|| each bar has a partner
    return neighbours[0][0] != "|"
