"""A guess what a name is, how it is written in a given block, and what it could be instead."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from eqproof.inference import customs
from eqproof.inference.usage import Usage, Use
from eqproof.latex.names import plain_letters

Kind = Literal[
    "index", "size", "number", "column", "matrix", "member", "function", "simplex", "label", "table"
]
Inner = Literal["number", "column"]
Axis = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Guess:
    """*range* is the set of each entry, *mark* what numbers a member: ``_{i}`` or ``^{(i)}``.

    *inner* is what one member is. *text* is the whole line of a definition. *first* is the number
    of the first entry. *free* says that a letter or a set is only a custom. *arguments* are the
    names that a function is applied to of which nothing else is known; its value is *inner*.
    """

    key: str
    kind: Kind
    range: str = customs.REALS
    why: str = ""
    mark: str = ""
    inner: Inner = "number"
    text: str = ""
    first: int = 1
    last: str = ""
    free: bool = False
    arguments: tuple[str, ...] = ()

    def line(self, sizes: Mapping[Axis, str]) -> str:
        """Return the declaration, with *sizes* for the axes of the name."""
        one, two = (sizes.get((self.key, axis), "n") for axis in (0, 1))
        match self.kind:
            case "simplex":
                return rf"{self.key} \in \Delta^{{{one}-1}}"
            case "index":
                first = self.first if self.first == 0 else 1
                return rf"{self.key} \in \{{{first}, \dots, {one}\}}"
            case "size":
                return rf"{self.key} \in \mathbb{{N}}"
            case "number":
                return rf"{self.key} \in {self.range}"
            case "column" if self.first == 0:
                return rf"{self.key} = {self._numbered(one)} \in {_entries(self.range, one + '+1')}"
            case "column":
                return rf"{self.key} \in {_entries(self.range, one)}"
            case "matrix":
                size = rf"{one} \times {two}"
                return rf"{self.key} \in {_entries(self.range, size)}"
            case "table":
                return rf"{self.key}{self.mark} \in {self.range}"
            case "label":
                return rf"{self.key}{self.mark} \in \{{1, \dots, {one}\}}"
            case "member":
                whole = self.range if self.inner == "number" else _entries(self.range, two)
                return rf"{self.key}{self.mark} \in {whole}"
            case "function":
                return self.text or rf"{self.key} \colon \mathbb{{R}} \to \mathbb{{R}}"

    def _numbered(self, last: str) -> str:
        letter = (plain_letters(self.key) or (self.key,))[0]
        return rf"({letter}_0, \dots, {letter}_{{{last}}})^\top"


def _entries(range_: str, size: str) -> str:
    return f"{range_}^{{{size}}}"


def guess(use: Use, usage: Usage) -> list[Guess]:
    """Return what the name of *use* may be, the likeliest first."""
    key = use.key
    range_, why = customs.set_of(
        key,
        logged=use.logged,
        complement=use.complement,
        exponent=use.exponent,
        divides=use.divides,
    )
    if use.values and use.values <= {"0", "1"}:
        range_, why = r"\{0, 1\}", "its values are told apart"
    custom = not use.logged and range_ not in (customs.REALS, r"\{0, 1\}")
    letter = customs.letter_of(key)
    one = Guess(key, "number", range_, why, free=custom)
    if key in usage.letters and not use.calls and _is_running(key, use, usage):
        return [Guess(key, "index", why="it numbers entries")]
    if key in usage.limits:
        return [Guess(key, "size", why="a sum runs to it")]
    if use.labels:
        index = next((n[0] for n in sorted(use.numbered) if n), "i")
        return [Guess(key, "label", why="it is the number of a class", mark=f"_{{{index}}}")]
    if letter in customs.SIZES and _is_plain(use):
        return [Guess(key, "size", why="this letter is usually a size", free=True), one]
    if use.table and len(use.calls) + use.bare >= use.seen and not use.numbered:
        inside = rf"({use.table})"
        unit = range_ if range_ != customs.POSITIVE else customs.OPEN_UNIT
        return [Guess(key, "table", unit, "it has a value for each index", mark=inside)]
    function = _function(use)
    if function and not use.numbered:
        return function
    if use.members:
        index = next(iter(sorted(m for m in use.members if m)), "i")
        column = use.transposed or use.numbered or customs.is_bold(key)
        inner: Inner = "column" if column else "number"
        member = replace(
            one, kind="member", mark=f"^{{({index})}}", why=_with(why, "it is numbered")
        )
        other: Inner = "number" if inner == "column" else "column"
        return [replace(member, inner=inner), replace(member, inner=other)]
    return _tensors(use, one)


def _is_running(key: str, use: Use, usage: Usage) -> bool:
    """Whether *key* is an index wherever it stands: as a quantity it is only compared."""
    known = key in usage.running or any(
        key in (*sum(u.numbered, ()), *u.members, *u.behind) for u in usage.uses.values()
    )
    return known and not (use.numbered or use.transposed or use.logged or use.varied)


def _is_plain(use: Use) -> bool:
    """Whether a name is used as a number that nothing depends on."""
    changes = use.varied or use.differentiated or use.logged or use.transposed
    return use.bare == use.seen and not changes and len(use.calls) < 2


def _tensors(use: Use, one: Guess) -> list[Guess]:
    key = use.key
    bold = customs.is_bold(key)
    column = replace(one, kind="column", why=_with(one.why, "it has entries"))
    matrix = replace(one, kind="matrix", why=_with(one.why, "it has rows and columns"))
    by_two = any(len(n) == 2 for n in use.numbered)
    by_one = any(len(n) == 1 for n in use.numbered)
    index = next(iter(sorted(n[0] for n in use.numbered if len(n) == 1 and n[0])), "i")
    columns = replace(
        one,
        kind="member",
        mark=f"_{{{index}}}",
        inner="column",
        why=_with(one.why, "one for each index"),
    )
    if by_two and by_one and (bold or use.transposed):
        return [columns, matrix]
    if by_two:
        return [matrix, columns]
    if by_one and not use.bare and (bold or use.transposed):
        return [columns, column, matrix]
    if by_one and customs.is_capital(key) and use.transposed:
        return [matrix, column, columns]
    if by_one:
        return [column, columns]
    if use.transposed or bold or use.numbered or use.multiplied:
        if customs.is_capital(key):
            why = "a capital letter that is transposed or bold"
            return [replace(matrix, why=why), replace(column, why=why)]
        why = "it is transposed" if use.transposed else "it is set as a vector"
        why = "it stands behind a matrix or a row" if use.multiplied else why
        return [replace(column, why=_with(one.why, why)), replace(matrix, why=why)]
    if customs.unaccented(key) in customs.MATRICES and not use.logged and not use.complement:
        why = "a capital letter that is usually a matrix"
        return [replace(matrix, why=why, free=True), replace(column, why=why), one]
    return [one, replace(column, why="number or column: nothing tells")]


def _with(why: str, more: str) -> str:
    return more if why == customs.WHY["number"] else f"{why}; {more}"


def _function(use: Use) -> list[Guess]:
    """Return guesses for a name that is applied to something."""
    word = customs.word_of(use.key)
    base = customs.letter_of(word)
    if not use.calls and not (use.primed and base in customs.FUNCTIONS):
        return []
    some = Guess(use.key, "function", why="it is applied to something")
    if use.behind and len(use.calls) == use.seen and len(use.applied) == 1:
        return [replace(some, arguments=use.applied, inner="column")]
    if use.differentiated and not use.primed and word not in customs.BODIES:
        if use.applied and (base in customs.LOSSES or base in customs.FUNCTIONS):
            why = "it is differentiated, and no line says what it is"
            return [Guess(use.key, "function", why=why, arguments=use.applied)]
        return []
    body = customs.BODIES.get(word)
    if body is not None and not use.transposed:
        text = f"{use.key}(t) := {body[0].replace('@', 't')}"
        return [replace(some, text=text, why=body[1], free=True), some]
    alone = len(use.calls) == use.seen
    if alone and len(use.applied) > 1:
        return [replace(some, arguments=use.applied)]
    if base in customs.FUNCTIONS or (alone and word != use.key):
        return [some]
    return []
