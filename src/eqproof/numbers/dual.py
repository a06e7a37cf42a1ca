"""Dual numbers: derivatives from the definition, without any rule about formulas.

A dual number is ``value + Σ tangents[k]·ε_k`` with ``ε_j·ε_k = 0``: one infinitesimal for each
direction in which a derivative is wanted. Its parts are scalars again: floats, ``mpf`` or dual
numbers of an older tag. A newer tag is always the outer one, so that derivatives of derivatives
keep their infinitesimals apart. Functions such as ``exp`` are the business of ``arithmetic``.

>>> x = Dual(1, 3.0, (1.0,))
>>> (x * x).tangents
(6.0,)
"""

from math import isfinite
from typing import Any, TypeAlias

Scalar: TypeAlias = Any
"""A ``float``, an ``mpf`` (which ships no types), or a ``Dual`` over either."""


class Dual:
    """A value with its tangents. Never changed; a plain class because it is built in hot loops."""

    __slots__ = ("tag", "tangents", "value")

    def __init__(self, tag: int, value: Scalar, tangents: tuple[Scalar, ...]) -> None:
        self.tag = tag
        self.value = value
        self.tangents = tangents

    def __repr__(self) -> str:
        return f"Dual({self.tag}, {self.value!r}, {self.tangents!r})"

    def _mpmath_(self, *_precision: Any) -> Any:
        """Refuse to become an ``mpf``; else mpmath refuses, with this number in its message."""
        raise TypeError

    def along(self, value: Scalar, slope: Scalar) -> "Dual":
        """Return what a function of this number is, from its value and its slope there."""
        return Dual(self.tag, value, tuple([slope * t for t in self.tangents]))

    def __neg__(self) -> "Dual":
        return Dual(self.tag, -self.value, tuple([-t for t in self.tangents]))

    def __add__(self, other: Scalar) -> "Dual":
        if isinstance(other, Dual):
            if other.tag == self.tag:
                sums = tuple([s + t for s, t in zip(self.tangents, other.tangents, strict=True)])
                return Dual(self.tag, self.value + other.value, sums)
            if other.tag > self.tag:
                return Dual(other.tag, self + other.value, other.tangents)
        return Dual(self.tag, self.value + other, self.tangents)

    def __radd__(self, other: Scalar) -> "Dual":
        return Dual(self.tag, other + self.value, self.tangents)

    def __sub__(self, other: Scalar) -> "Dual":
        return self.__add__(-other)

    def __rsub__(self, other: Scalar) -> "Dual":
        return (-self).__add__(other)

    def __mul__(self, other: Scalar) -> "Dual":
        if isinstance(other, Dual):
            if other.tag == self.tag:
                a, b = self.value, other.value
                pairs = zip(self.tangents, other.tangents, strict=True)
                return Dual(self.tag, a * b, tuple([a * t + s * b for s, t in pairs]))
            if other.tag > self.tag:
                return other.along(self * other.value, self)
        return self.along(self.value * other, other)

    def __rmul__(self, other: Scalar) -> "Dual":
        return self.along(other * self.value, other)

    def __truediv__(self, other: Scalar) -> "Dual":
        if isinstance(other, Dual):
            if other.tag == self.tag:
                b = other.value
                quotient = self.value / b
                pairs = zip(self.tangents, other.tangents, strict=True)
                return Dual(self.tag, quotient, tuple([(s - quotient * t) / b for s, t in pairs]))
            if other.tag > self.tag:
                return other.__rtruediv__(self)
        return Dual(self.tag, self.value / other, tuple([t / other for t in self.tangents]))

    def __rtruediv__(self, other: Scalar) -> "Dual":
        quotient = other / self.value
        return self.along(quotient, -quotient / self.value)


def real(x: Scalar) -> Scalar:
    """Return *x* without its infinitesimals.

    >>> real(Dual(2, Dual(1, 3.0, (1.0,)), (0.0,)))
    3.0
    """
    while isinstance(x, Dual):
        x = x.value
    return x


def is_finite(x: Scalar) -> bool:
    """Whether neither *x* nor any of its tangents is infinite or no number; for floats."""
    while isinstance(x, Dual):
        if not all(map(is_finite, x.tangents)):
            return False
        x = x.value
    return isfinite(x) if isinstance(x, float) else all(map(isfinite, x.numbers))


def tangents(x: Scalar, tag: int, count: int, zero: Scalar) -> tuple[Scalar, ...]:
    """Return the *count* coefficients of the infinitesimals *tag* in *x*; *zero* where it has none.

    >>> tangents(Dual(1, 3.0, (1.0,)), 2, 2, 0.0)
    (0.0, 0.0)
    """
    if isinstance(x, Dual) and x.tag == tag:
        return x.tangents
    return (zero,) * count
