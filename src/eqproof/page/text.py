"""Text that remembers where each of its characters stands on the page.

Markdown takes a page apart by cutting prefixes off its lines; with this type every piece still
knows the place of each character. Characters put in between have no place of their own: they
carry the place of their neighbour, or ``NOWHERE``.

>>> line = Text.of("> a")[2:]
>>> line.chars, line.at
('a', (2,))
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

NOWHERE = -1
TAB = 4


@dataclass(frozen=True, slots=True)
class Text:
    """Characters, and for each of them its offset on the page."""

    chars: str
    at: tuple[int, ...]

    @classmethod
    def of(cls, chars: str) -> "Text":
        """Return the text of a whole page."""
        return cls(chars, tuple(range(len(chars))))

    def __bool__(self) -> bool:
        return bool(self.chars)

    def __len__(self) -> int:
        return len(self.chars)

    def __getitem__(self, part: slice) -> "Text":
        return Text(self.chars[part], self.at[part])

    def __add__(self, other: "Text") -> "Text":
        return Text(self.chars + other.chars, self.at + other.at)

    def split(self, separator: str) -> "list[Text]":
        """Split as ``str.split`` does."""
        pieces, start = [], 0
        for piece in self.chars.split(separator):
            pieces.append(self[start : start + len(piece)])
            start += len(piece) + len(separator)
        return pieces

    def strip(self, characters: str | None = None) -> "Text":
        """Strip as ``str.strip`` does."""
        return self.lstrip(characters).rstrip(characters)

    def lstrip(self, characters: str | None = None) -> "Text":
        """Strip as ``str.lstrip`` does."""
        return self[len(self.chars) - len(self.chars.lstrip(characters)) :]

    def rstrip(self, characters: str | None = None) -> "Text":
        """Strip as ``str.rstrip`` does."""
        return self[: len(self.chars.rstrip(characters))]

    def with_replaced(self, start: int, end: int, chars: str) -> "Text":
        """Return the text with one part replaced by characters that stand where it began."""
        at = self.at[start] if start < len(self.at) else NOWHERE
        return self[:start] + Text(chars, (at,) * len(chars)) + self[end:]

    def with_all_replaced(self, parts: Sequence[tuple[int, int]], chars: str) -> "Text":
        """Return the text with each of some *parts*, in order and apart, replaced as above."""
        pieces: list[str] = []
        at: list[int] = []
        before = 0
        for start, end in parts:
            pieces += [self.chars[before:start], chars]
            at += self.at[before:start]
            at += self.at[start : start + 1] * len(chars)
            before = end
        pieces.append(self.chars[before:])
        return Text("".join(pieces), (*at, *self.at[before:]))

    def group(self, match: re.Match[str], name: str | int) -> "Text":
        """Return the part of this text that a group of *match* covers."""
        return self[slice(*match.span(name))] if match.start(name) >= 0 else EMPTY

    @property
    def places(self) -> tuple[int, int]:
        """Return the half-open range on the page from the first to the last placed character."""
        placed = [offset for offset in self.at if offset != NOWHERE]
        return (placed[0], placed[-1] + 1) if placed else (0, 0)


EMPTY = Text("", ())
NEWLINE = Text("\n", (NOWHERE,))


def join(lines: Iterable[Text]) -> Text:
    """Join lines with line breaks."""
    chars: list[str] = []
    at: list[int] = []
    for line in lines:
        chars.append(line.chars)
        at.extend(line.at)
        at.append(NOWHERE)
    return Text("\n".join(chars), tuple(at[:-1]))


def normalized(page: str) -> Text:
    """Return a page as Markdown begins to read it: one kind of line break, blanks for tabs."""
    chars: list[str] = []
    at: list[int] = []
    line = 0
    for offset, char in enumerate(page):
        match char:
            case "\x02" | "\x03":
                continue
            case "\r" if page[offset + 1 : offset + 2] == "\n":
                continue
            case "\r" | "\n":
                if line and all(blank == " " for blank in chars[line:]):
                    del chars[line:], at[line:]
                chars.append("\n")
                at.append(offset)
                line = len(chars)
            case "\t":
                width = TAB - (len(chars) - line) % TAB
                chars.extend(" " * width)
                at.extend([offset] * width)
            case _:
                chars.append(char)
                at.append(offset)
    if line and all(blank == " " for blank in chars[line:]):
        del chars[line:], at[line:]
    return Text("".join(chars), tuple(at)) + Text("\n\n", (NOWHERE, NOWHERE))
