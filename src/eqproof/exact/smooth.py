"""Values of arbitrary smooth functions, exactly: unknown, but equal where the arguments are equal.

So what is proved about them holds for every function that has all its derivatives.
"""

from collections.abc import Sequence

import sympy as sp

from eqproof.exact.elementary import NoMeaning
from eqproof.exact.frames import Entry
from eqproof.exact.tensors import count_of
from eqproof.exact.terms import FIRST, Ranged, Smooth, arbitrary
from eqproof.latex.nodes import ONE, SCALAR, Shape
from eqproof.notation.symbols import Function


def smooth_entry(
    function: Function, primes: int, arguments: Sequence[Entry], row: sp.Expr, column: sp.Expr
) -> sp.Expr:
    """Return an entry of an arbitrary *function* of *arguments*. Raises NoMeaning."""
    if not function.shapes and len(arguments) == 1:
        return arbitrary(function.key, primes, arguments[0](row, column))
    if primes:
        raise NoMeaning("a prime at a function of several numbers")
    place = (FIRST, FIRST) if function.shape == SCALAR else (row, column)
    if function.shapes:
        pairs = zip(arguments, function.shapes, strict=True)
        taken = [_whole(argument, shape) for argument, shape in pairs]
    else:
        taken = [sp.Tuple(argument(row, column)) for argument in arguments]
    return Smooth(sp.Symbol(function.key), sp.Tuple(*place), sp.Tuple(), *taken)


def _whole(argument: Entry, shape: Shape) -> sp.Tuple:
    """Return a tensor as an argument: its entry at any position."""
    positions = [FIRST if d == ONE else Ranged.make("p", count_of(d)) for d in shape]
    ranges = [sp.Tuple(p, p.count) for p in positions if isinstance(p, Ranged)]
    return sp.Tuple(argument(*positions), *ranges)
