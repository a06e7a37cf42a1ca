"""The quantities of a page that no line defines, and how their entries are written."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from eqproof.inference import customs
from eqproof.inference.guesses import Guess
from eqproof.inference.usage import Usage, spelled

_INDICES = ("j", "k", "l", "c", "r", "i", "q")


@dataclass(frozen=True, slots=True)
class Usual:
    """Something that is usual: its words, and the lines of a given block that say it."""

    words: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A quantity of the page: the name, how one of its entries is written, and by which index.

    *way* tells how it is numbered: ``column``, ``member``, or "" for a number.
    """

    key: str
    entry: str
    index: str = ""
    way: str = ""

    def at(self, index: str) -> "Part":
        """Return this quantity with another letter for its index."""
        swapped = re.sub(rf"(?<![a-zA-Z\\]){self.index}(?![a-zA-Z])", index, self.entry)
        return replace(self, entry=swapped, index=index)


@dataclass(frozen=True, slots=True)
class Page:
    """The quantities of a page that no line defines, by what their letters usually are."""

    usage: Usage
    guesses: Mapping[str, Guess]
    text: str

    def parts(self, letters: frozenset[str]) -> list[Part]:
        """Return the quantities with one of these *letters*."""
        return [self.part(k) for k in self.guesses if customs.letter_of(k) in letters
                and self.guesses[k].kind in ("number", "column", "member")]  # fmt: skip

    def part(self, key: str) -> Part:
        """Return the quantity *key*."""
        guess, use = self.guesses[key], self.usage.uses.get(key)
        if guess.kind == "member" and guess.inner == "number":
            index = re.sub(r"[^a-zA-Z]", "", guess.mark)
            return Part(key, f"{key}{guess.mark}", index, "member")
        if guess.kind != "column":
            return Part(key, key)
        single = sorted(n[0] for n in use.numbered if len(n) == 1 and n[0]) if use else []
        index = single[0] if single else self.letter()
        return Part(key, f"{key}_{{{index}}}", index, "column")

    def letter(self, *used: str) -> str:
        """Return a letter for an index that nothing else on the page is."""
        taken = {*self.usage.uses, *used}
        mine = [x for x in sorted(self.usage.letters) if x in _INDICES and x not in used]
        return next((x for x in (*mine, *_INDICES) if x not in taken), "k")

    def head(self, key: str) -> str:
        """Return how *key* is written where it is defined: with what it is applied to."""
        use = self.usage.uses.get(key)
        if use is None or not use.applied or len(use.calls) < use.seen:
            return key
        return f"{key}({spelled(use.calls[0])})"

    @property
    def sigmoid(self) -> Part | None:
        """What the sigmoid is applied to on the page, as a prediction."""
        for key, use in self.usage.uses.items():
            body = customs.BODIES.get(customs.word_of(key), ("",))[0]
            if body == customs.BODIES[r"\sigma"][0] and use.calls:
                call = spelled(use.calls[0])
                inside = [i for i in sorted(self.usage.letters) if re.search(rf"_\{{?{i}\b", call)]
                index = inside[0] if inside else ""
                return Part(key, rf"{key}({call})", index, "column" if index else "")
        return None
