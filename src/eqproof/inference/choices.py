"""What every name of a page is taken for, and the lines that say so."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from eqproof.inference import customs
from eqproof.inference.definitions import Stated
from eqproof.inference.guesses import Axis, Guess

ORDER = {
    "index": 1,
    "size": 0,
    "number": 2,
    "column": 2,
    "matrix": 2,
    "member": 2,
    "function": 3,
    "simplex": 2,
    "label": 2,
    "table": 2,
}


@dataclass(frozen=True, slots=True)
class Choice:
    """What every name is taken for, and the definitions."""

    guesses: Mapping[str, Guess] = field(default_factory=dict)
    stated: Mapping[str, Stated] = field(default_factory=dict)

    def with_guess(self, guess: Guess) -> "Choice":
        """Return this choice with a name taken for something else."""
        stated = {k: s for k, s in self.stated.items() if k != guess.key}
        return Choice({**self.guesses, guess.key: guess}, stated)

    def without(self, key: str) -> "Choice":
        """Return this choice with nothing said of *key*."""
        return Choice(
            {k: g for k, g in self.guesses.items() if k != key},
            {k: s for k, s in self.stated.items() if k != key},
        )

    def keys(self) -> list[str]:
        """Return the names in the order in which the block has them."""
        plain = [k for k in self.guesses if k not in self.stated]
        return [*sorted(plain, key=lambda k: ORDER[self.guesses[k].kind]), *self.stated]

    def formulas(self, sizes: Mapping[Axis, str]) -> dict[str, str]:
        """Return what the block says of each name."""
        return {
            key: self.stated[key].text if key in self.stated else self.line(key, sizes)
            for key in self.keys()
        }

    def line(self, key: str, sizes: Mapping[Axis, str]) -> str:
        """Return the declaration of *key*."""
        guess = self.guesses[key]
        if not guess.arguments:
            return guess.line(sizes)
        sets = r" \times ".join(self._set(name, sizes) for name in guess.arguments)
        value = self._set(guess.arguments[0], sizes) if guess.inner == "column" else customs.REALS
        return rf"{key} \colon {sets} \to {value}"

    def _set(self, name: str, sizes: Mapping[Axis, str]) -> str:
        """Return in what shape *name* is an argument."""
        guess = self.guesses.get(name)
        if guess is None or name in self.stated:
            return r"\mathbb{R}"
        if guess.kind == "member" and guess.inner == "column":
            return rf"\mathbb{{R}}^{{{sizes.get((name, 1), 'n')}}}"
        if guess.kind not in ("column", "matrix"):
            return r"\mathbb{R}"
        one, two = (sizes.get((name, axis), "n") for axis in (0, 1))
        size = one if guess.kind == "column" else rf"{one} \times {two}"
        return rf"\mathbb{{R}}^{{{size}}}"
