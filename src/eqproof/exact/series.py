r"""Sums without end, exactly: those of powers, as ``\sum_{n=0}^{\infty} x^n`` is ``1 / (1 - x)``.

Every term is a number times a power of the place times a power with the place as its exponent, and
is summed on its own. So all of them must converge, which ``conditions`` asks for.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import sympy as sp

from eqproof.exact.elementary import NoMeaning
from eqproof.exact.frames import EntryOf, Frame
from eqproof.exact.terms import Exp, Log
from eqproof.latex.nodes import Series

_HIGHEST_POWER = 6


@dataclass(frozen=True, slots=True)
class Power:
    """A *factor* times ``m ** power * ratio ** m``, where m counts from 1."""

    factor: sp.Expr
    power: int
    ratio: sp.Expr

    @property
    def total(self) -> sp.Expr:
        """The sum over all m, if the ratio lies between -1 and 1."""
        if self.power < 0:
            return -self.factor * Log(1 - self.ratio)
        r = sp.Dummy("r")
        total = r / (1 - r)
        for _ in range(self.power):
            # what stands beside each power of r is multiplied by its exponent
            total = r * sp.diff(total, r)
        return self.factor * total.xreplace({r: self.ratio})


def series_entry(node: Series, frame: Frame, entry: EntryOf) -> sp.Expr:
    """Return what *node* comes to where it converges. Raises NoMeaning."""
    return sp.Add(*(power.total for power in powers(node, frame, entry)))


def counted(node: Series, frame: Frame, entry: EntryOf) -> tuple[Frame, sp.Symbol]:
    """Return a frame for the body, and the symbol that counts its terms from 1."""
    lower = entry(node.lower, frame)
    if not lower.is_Integer:
        raise NoMeaning("a sum without end that begins at no number")
    place = sp.Dummy("m", integer=True, positive=True)
    return frame.binding({node.key: place + lower - 1}), place


def margins(node: Series, frame: Frame, entry: EntryOf) -> Iterator[sp.Expr]:
    """Yield what is positive if every term is summed between -1 and 1, where it converges."""
    for power in powers(node, frame, entry):
        yield from (1 - power.ratio, 1 + power.ratio)


def powers(node: Series, frame: Frame, entry: EntryOf) -> Iterator[Power]:
    """Yield the terms that add up to the body. Raises NoMeaning."""
    inner, place = counted(node, frame, entry)
    for term in sp.Add.make_args(sp.expand(entry(node.body, inner))):
        yield _read(term, place)


def _read(term: sp.Expr, place: sp.Symbol) -> Power:
    factor, moving = term.as_independent(place, as_Add=False)
    power, ratio = 0, sp.Integer(1)
    for part in sp.Mul.make_args(moving):
        match part:
            case sp.Pow(base=base, exp=sp.Integer() as times) if base == place:
                power += int(times)
            case sp.Symbol() if part == place:
                power += 1
            case sp.Pow(base=base, exp=exponent) if not base.has(place):
                slope, rest = _linear(exponent, place)
                if not (slope.is_Integer and rest.is_Integer):
                    raise NoMeaning("a sum without end of such powers")
                factor, ratio = factor * base**rest, ratio * base**slope
            case Exp(args=(exponent,)):
                slope, rest = _linear(exponent, place)
                factor, ratio = factor * Exp(rest), ratio * Exp(slope)
            case _ if part == 1:
                pass
            case _:
                raise NoMeaning("a sum without end of such terms")
    known = ratio.is_Rational and abs(ratio) >= 1
    if known or not -1 <= power <= _HIGHEST_POWER:
        raise NoMeaning("a sum without end of such terms")
    return Power(factor, power, ratio)


def _linear(exponent: sp.Expr, place: sp.Symbol) -> tuple[sp.Expr, sp.Expr]:
    expanded = sp.expand(exponent)
    slope = expanded.coeff(place, 1)
    rest = sp.expand(expanded - slope * place)
    if rest.has(place) or slope.has(place):
        raise NoMeaning("a sum without end of such powers")
    return slope, rest
