"""Many points at once: a scalar that stands for a number at each of them.

At points that differ in nothing but values a formula is computed in the same way. With scalars of
this kind that is done once for all of them, which takes little longer than for one. Where the way
itself would differ from one point to the next, ``Apart`` is raised, and it must be gone for each
point alone. No scalar here ever holds for some of the points only.
"""

import operator
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import repeat
from typing import Any, TypeVar

from eqproof.notation.symbols import Function, Notation
from eqproof.numbers.arithmetic import UNCERTAIN, Arithmetic, Undefined
from eqproof.numbers.dual import Dual, Scalar
from eqproof.numbers.point import Point
from eqproof.numbers.tensors import Matrix

_Item = TypeVar("_Item")


class Apart(Undefined):
    """What is asked has one answer at one point and another at the next."""

    def __init__(self) -> None:
        super().__init__(UNCERTAIN)


_Operation = Callable[[Any, Any], Any]


def _forth(operation: _Operation) -> _Operation:
    def at_each(self: "Abreast", other: Scalar) -> Any:
        if isinstance(other, Abreast):
            return Abreast(list(map(operation, self.numbers, other.numbers)))
        if isinstance(other, Dual):
            return NotImplemented
        return Abreast(list(map(operation, self.numbers, repeat(other))))

    return at_each


def _back(operation: _Operation) -> _Operation:
    def at_each(self: "Abreast", other: Scalar) -> "Abreast":
        return Abreast(list(map(operation, repeat(other), self.numbers)))

    return at_each


def _asked(comparison: _Operation) -> Callable[[Any, Any], bool]:
    def at_each(self: "Abreast", other: Scalar) -> bool:
        others = other.numbers if isinstance(other, Abreast) else repeat(other)
        return bool(same(list(map(comparison, self.numbers, others))))

    return at_each


class Abreast:
    """A number at each of some points. Never changed; a plain class, as ``Dual`` is."""

    __slots__ = ("numbers",)
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, numbers: list[Scalar]) -> None:
        self.numbers = numbers

    def __repr__(self) -> str:
        # short, since mpmath puts it into the message when it refuses to take this for an ``mpf``
        return f"Abreast({len(self.numbers)})"

    __add__, __radd__ = _forth(operator.add), _back(operator.add)
    __sub__, __rsub__ = _forth(operator.sub), _back(operator.sub)
    __mul__, __rmul__ = _forth(operator.mul), _back(operator.mul)
    __truediv__, __rtruediv__ = _forth(operator.truediv), _back(operator.truediv)
    __eq__, __ne__ = _asked(operator.eq), _asked(operator.ne)
    __lt__, __le__ = _asked(operator.lt), _asked(operator.le)
    __gt__, __ge__ = _asked(operator.gt), _asked(operator.ge)

    def __neg__(self) -> "Abreast":
        return Abreast([-x for x in self.numbers])

    def __abs__(self) -> "Abreast":
        return Abreast([abs(x) for x in self.numbers])

    def __bool__(self) -> bool:
        return bool(same([bool(x) for x in self.numbers]))

    def __int__(self) -> int:
        return int(same(self.numbers))


def same(answers: Sequence[Any]) -> Any:
    """Return the one answer that all points give, or raise ``Apart``."""
    first = answers[0]
    if any(answer != first for answer in answers):
        raise Apart
    return first


@lru_cache(maxsize=8)
def abreast(arithmetic: Arithmetic) -> Arithmetic:
    """Return *arithmetic* for numbers that stand for one at each of some points."""

    def each(function: Callable[[Any], Any]) -> Callable[[Scalar], Scalar]:
        def at_each(x: Scalar) -> Scalar:
            return Abreast([function(n) for n in x.numbers]) if type(x) is Abreast else function(x)

        return at_each

    def power(base: Scalar, exponent: Scalar) -> Scalar:
        if type(base) is not Abreast and type(exponent) is not Abreast:
            return arithmetic.power(base, exponent)
        bases = base.numbers if type(base) is Abreast else repeat(base)
        exponents = exponent.numbers if type(exponent) is Abreast else repeat(exponent)
        return Abreast(list(map(arithmetic.power, bases, exponents)))

    def is_whole(x: Scalar) -> bool:
        if type(x) is not Abreast:
            return arithmetic.is_whole(x)
        return bool(same([arithmetic.is_whole(n) for n in x.numbers]))

    return replace(
        arithmetic,
        number=each(arithmetic.number),
        functions={name: each(function) for name, function in arithmetic.functions.items()},
        power=power,
        is_whole=is_whole,
    )


@dataclass(frozen=True, slots=True)
class Bundle:
    """Points that differ in nothing but values, and all of them as one."""

    points: tuple[Point, ...]
    together: Point


def bundled(points: Sequence[Point], names: Set[str], notation: Notation) -> list[Bundle]:
    """Return the *points* that can be taken together, where two or more can.

    Only what goes by one of *names* is looked at, and can be. Of functions that are defined any
    draw is as good as another.
    """
    drawn = {n for n in names if isinstance(f := notation.lookup(n), Function) and f.body is None}
    groups: dict[object, list[Point]] = {}
    for point in points:
        dims, draws = _part(point.dims, names), _part(point.draws, drawn)
        key = tuple(tuple(part.items()) for part in (dims, point.indices, draws))
        groups.setdefault(key, []).append(point)
    return [Bundle(tuple(g), _together(g, names)) for g in groups.values() if len(g) > 1]


def _together(points: Sequence[Point], names: Set[str]) -> Point:
    return Point(
        _part(points[0].dims, names),
        _entries([_part(point.values, names) for point in points]),
        points[0].indices,
        _entries([_part(point.increments, names) for point in points]),
        _part(points[0].draws, names),
    )


def _part(found: Mapping[str, _Item], names: Set[str]) -> dict[str, _Item]:
    return {name: item for name, item in found.items() if name in names}


def _entries(found: Sequence[Mapping[str, Matrix]]) -> dict[str, Matrix]:
    return {key: _matrix([values[key] for values in found]) for key in found[0]}


def _matrix(matrices: Sequence[Matrix]) -> Matrix:
    return tuple(
        tuple(Abreast(list(entries)) for entries in zip(*rows, strict=True))
        for rows in zip(*matrices, strict=True)
    )
