"""How large an expression would become if it were multiplied out, found without doing so.

The routines of the proof take a time that grows with the number of terms. What would have too
many is given up beforehand, so that every formula is decided, one way or the other, in a time
that is known.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import comb, prod

import sympy as sp

MOST_TERMS = 2000
"""Polynomials with more terms than this are not multiplied out."""
MOST_TO_FACTOR = 120
"""Polynomials with more terms than this are not taken apart into factors."""

# Beyond this size an expression is given up rather than multiplied out.
_LARGEST = 4000
# No part of an expression counts as more operations than this.
_MOST_OPERATIONS = 4


class TooLarge(Exception):  # noqa: N818  (a limit that was set, not a fault)
    """An expression grew beyond what is worth multiplying out."""


@dataclass(frozen=True, slots=True)
class _Size:
    """Bounds for a fraction: terms and degree of the numerator, and what stands below it."""

    terms: int
    degree: int
    below: Mapping[sp.Expr, int]


def check_size(expression: sp.Expr) -> None:
    """Raise TooLarge if *expression*, of symbols and whole powers, has too many terms in full."""
    _Measure(len(expression.free_symbols), {}).of(expression)


@dataclass(slots=True)
class _Measure:
    symbols: int
    known: dict[sp.Expr, _Size]

    def of(self, expression: sp.Expr) -> _Size:
        if expression not in self.known:
            self.known[expression] = self._of(expression)
        return self.known[expression]

    def _of(self, expression: sp.Expr) -> _Size:
        match expression:
            case sp.Add():
                return self._sum([self.of(a) for a in expression.args])
            case sp.Mul():
                return self._product([self.of(a) for a in expression.args])
            case sp.Pow(base=base, exp=sp.Integer() as exponent):
                size, times = self.of(base), abs(int(exponent))
                above = self._bounded(comb(size.terms + times - 1, times), size.degree * times)
                below = {b: n * times for b, n in size.below.items()}
                if exponent > 0:
                    return _Size(*above, below)
                # upside down: what stood below comes up, the numerator stands below
                return _Size(*self._raised(below), {base: times})
            case _:
                return _Size(1, int(not expression.is_Number), {})

    def _sum(self, sizes: list[_Size]) -> _Size:
        below: dict[sp.Expr, int] = {}
        for size in sizes:
            for base, times in size.below.items():
                below[base] = max(times, below.get(base, 0))
        terms, degree = 0, 0
        for size in sizes:
            missing = {b: n - size.below.get(b, 0) for b, n in below.items()}
            more, higher = self._raised(missing)
            terms += size.terms * more
            degree = max(degree, size.degree + higher)
        return _Size(*self._bounded(terms, degree), below)

    def _product(self, sizes: list[_Size]) -> _Size:
        below: dict[sp.Expr, int] = {}
        for size in sizes:
            for base, times in size.below.items():
                below[base] = times + below.get(base, 0)
        terms = prod(size.terms for size in sizes)
        return _Size(*self._bounded(terms, sum(size.degree for size in sizes)), below)

    def _raised(self, powers: Mapping[sp.Expr, int]) -> tuple[int, int]:
        """Return bounds for a product of powers of numerators."""
        terms, degree = 1, 0
        for base, times in powers.items():
            size = self.of(base)
            terms *= comb(size.terms + times - 1, times)
            degree += size.degree * times
        return self._bounded(terms, degree)

    def _bounded(self, terms: int, degree: int) -> tuple[int, int]:
        """There are no more terms than monomials of this degree. Raises TooLarge."""
        terms = min(terms, comb(degree + self.symbols, self.symbols))
        if terms > MOST_TERMS:
            raise TooLarge("too many terms")
        return terms, degree


def is_large(expression: sp.Expr) -> bool:
    """Whether there are more than so many operations; they are counted only if there may be."""
    waiting, seen = [expression], 0
    while waiting:
        seen += 1
        if seen * _MOST_OPERATIONS > _LARGEST:
            return bool(sp.count_ops(expression) > _LARGEST)
        waiting.extend(waiting.pop().args)
    return False
