"""Products over indices in normal form, as far as they can be written with a sum.

A product of positive factors is the exponential of the sum of their logarithms, whatever the number
of factors, none included. A factor is taken apart into its own factors first, for a product of
products is the product of the products of each. What is not known to be positive stays a product,
named by the rule for sums.
"""

from collections.abc import Iterable

import sympy as sp

from eqproof.exact.derivative import is_not_negative
from eqproof.exact.terms import POWER, Log, Multiplied, Opaque, Total
from eqproof.proof.facts import Facts
from eqproof.proof.signs import Sign, sign
from eqproof.proof.sums import named


def parted(
    content: sp.Expr,
    factors: Iterable[tuple[sp.Expr, int]],
    ranges: tuple[sp.Tuple, ...],
    facts: Facts,
) -> tuple[sp.Expr, sp.Expr]:
    """Return two numbers: the product over *ranges* is e to the first, times the second.

    *content* is a number, *factors* are in normal form, each with the power to which it stands.
    """
    exponent, rest = sp.Integer(0), sp.Integer(1)
    for factor, times in factors:
        match sign(factor, facts):
            case Sign.POSITIVE:
                exponent += times * Total(Log(factor), *ranges)
            case Sign.NEGATIVE:
                exponent += times * Total(Log(sp.expand(-factor)), *ranges)
                content *= sp.Integer(-1) ** times
            case _:
                rest *= _left(factor, ranges) ** times
    if content < 0:
        rest *= _left(sp.Integer(-1), ranges)
    return exponent + Total(Log(abs(content)), *ranges), rest


def _left(factor: sp.Expr, ranges: tuple[sp.Tuple, ...]) -> sp.Expr:
    """Return a product that is not written with a sum; one of equal factors is a power."""
    counts = [count for _, count in ranges]
    still = not factor.free_symbols & {index for index, _ in ranges}
    if still and all(map(is_not_negative, counts)):
        return Opaque(POWER, factor, sp.expand(sp.Mul(*counts)))
    body, over = named(factor, list(ranges))
    return Multiplied(body, *over)
