r"""JSON whose strings know where in the file each of their characters stands.

>>> text = r'{"a": ["x\n"]}'
>>> decoded(text, read_json(text)["a"][0])
Placed(chars='x\n', at=(8, 9), end=11)
"""

import json
import re
from dataclasses import dataclass
from typing import Any

BLANK = re.compile(r"[ \t\n\r]*")
ATOM = re.compile(r"[^\s,\]}]+")
INSIDE = re.compile(r"(?:[^\"\\]|\\.)*+", re.DOTALL)
CHARACTER = re.compile(r"\\u[0-9a-fA-F]{4}|\\.|[^\\]", re.DOTALL)
REPLACED = "\ufffd"


@dataclass(frozen=True, slots=True)
class Quoted:
    """Where a string stands between its quotation marks."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Placed:
    """The characters of a string, the place of each, and the place behind them."""

    chars: str
    at: tuple[int, ...]
    end: int


class ReadJSONError(Exception):
    """The text is not JSON, or cannot be read; *place* is where that shows."""

    def __init__(self, message: str, place: int) -> None:
        super().__init__(message)
        self.place = place


def read_json(text: str) -> Any:
    """Return what *text* holds: dicts by plain keys, lists, places of strings, None for the rest.

    Raises ReadJSONError.
    """
    try:
        json.loads(text)
        return _value(text, _behind_blanks(text, 0))[0]
    except json.JSONDecodeError as error:
        raise ReadJSONError(error.msg, error.pos) from None
    except (RecursionError, ValueError):
        raise ReadJSONError("it is nested too deeply, or a number is too long", 0) from None


def decoded(text: str, string: Quoted) -> Placed:
    """Return the characters of a *string* in *text*; half of a character becomes a sign for it."""
    chars: list[str] = []
    at: list[int] = []
    for found in CHARACTER.finditer(text, string.start, string.end):
        char = json.loads(f'"{found[0]}"') if found[0].startswith("\\") else found[0]
        if "\udc00" <= char <= "\udfff" and chars and "\ud800" <= chars[-1] <= "\udbff":
            chars[-1] = (chars[-1] + char).encode("utf-16", "surrogatepass").decode("utf-16")
        else:
            chars.append(char)
            at.append(found.start())
    shown = (REPLACED if "\ud800" <= char <= "\udfff" else char for char in chars)
    return Placed("".join(shown), tuple(at), string.end)


def _value(text: str, position: int) -> tuple[Any, int]:
    """Read the value at *position* of a text that is JSON; return it and where it ends."""
    match text[position]:
        case "{":
            return _items(text, position + 1, {})
        case "[":
            return _items(text, position + 1, [])
        case '"':
            string = _string(text, position)
            return string, string.end + 1
    atom = ATOM.match(text, position)
    return None, atom.end() if atom else position + 1


def _items(text: str, position: int, found: Any) -> tuple[Any, int]:
    """Read a list or an object behind its bracket."""
    while True:
        position = _behind_blanks(text, position)
        if text[position] in "]}":
            return found, position + 1
        if text[position] == ",":
            position = _behind_blanks(text, position + 1)
        if isinstance(found, list):
            value, position = _value(text, position)
            found.append(value)
            continue
        name = _string(text, position)
        position = _behind_blanks(text, name.end + 1) + 1  # the colon
        value, position = _value(text, _behind_blanks(text, position))
        found[decoded(text, name).chars] = value


def _string(text: str, position: int) -> Quoted:
    """Return where the string stands that begins with the quotation mark at *position*."""
    inside = INSIDE.match(text, position + 1)
    return Quoted(position + 1, inside.end() if inside else position + 1)


def _behind_blanks(text: str, position: int) -> int:
    blank = BLANK.match(text, position)
    return blank.end() if blank else position
