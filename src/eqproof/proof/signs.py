"""The sign of an expression over all values that its symbols can take.

An answer other than UNKNOWN is a proof. The means are few: signs of sums and products of signs,
and for a symbol between two bounds in which the expression is linear, the signs at both bounds.
"""

from enum import Enum

import sympy as sp

from eqproof.exact.matrix_terms import DeterminantValue
from eqproof.exact.terms import (
    POWER,
    Absolute,
    Below,
    Delta,
    Equal,
    Exp,
    Largest,
    Log,
    Multiplied,
    Opaque,
    Ranged,
    Root,
    Total,
)
from eqproof.notation.symbols import Finite
from eqproof.proof.definiteness import parts_of_form
from eqproof.proof.facts import Facts
from eqproof.proof.grams import weighted_squares
from eqproof.proof.known import fits, instances


class Sign(Enum):
    """What is known of a sign; the values at which it may be 0 are part of the answer."""

    POSITIVE = "+"
    NEGATIVE = "-"
    ZERO = "0"
    NONNEGATIVE = "0+"
    NONPOSITIVE = "0-"
    NONZERO = "≠0"
    UNKNOWN = "?"


_NEGATED = {
    Sign.POSITIVE: Sign.NEGATIVE,
    Sign.NEGATIVE: Sign.POSITIVE,
    Sign.NONNEGATIVE: Sign.NONPOSITIVE,
    Sign.NONPOSITIVE: Sign.NONNEGATIVE,
}

_RELATED = {">": Sign.POSITIVE, r"\ge": Sign.NONNEGATIVE, r"\ne": Sign.NONZERO}

# How many symbols may be moved to their bounds, one inside the other.
_DEPTH = 4


def negated(sign: Sign) -> Sign:
    """Return the sign of the negative."""
    return _NEGATED.get(sign, sign)


def times(one: Sign, two: Sign) -> Sign:
    """Return the sign of a product."""
    if Sign.ZERO in (one, two):
        return Sign.ZERO
    if one is Sign.POSITIVE or two is Sign.POSITIVE:
        return two if one is Sign.POSITIVE else one
    if one is Sign.NEGATIVE or two is Sign.NEGATIVE:
        return negated(two if one is Sign.NEGATIVE else one)
    if one is Sign.NONZERO and two is Sign.NONZERO:
        return Sign.NONZERO
    halves = (Sign.NONNEGATIVE, Sign.NONPOSITIVE)
    if one in halves and two in halves:
        return Sign.NONNEGATIVE if one is two else Sign.NONPOSITIVE
    return Sign.UNKNOWN


def plus(one: Sign, two: Sign) -> Sign:
    """Return the sign of a sum."""
    if Sign.ZERO in (one, two):
        return two if one is Sign.ZERO else one
    up, down = (Sign.POSITIVE, Sign.NONNEGATIVE), (Sign.NEGATIVE, Sign.NONPOSITIVE)
    if one in up and two in up:
        return Sign.POSITIVE if Sign.POSITIVE in (one, two) else Sign.NONNEGATIVE
    if one in down and two in down:
        return Sign.NEGATIVE if Sign.NEGATIVE in (one, two) else Sign.NONPOSITIVE
    return Sign.UNKNOWN


def sign(expression: sp.Expr, facts: Facts) -> Sign:
    """Return the sign of *expression* for all values of its symbols under *facts*."""
    return _sign(expression, facts, _DEPTH)


def _sign(expression: sp.Expr, facts: Facts, depth: int) -> Sign:
    given = _given(expression, facts)
    if given in (Sign.POSITIVE, Sign.NEGATIVE):
        return given
    known = _of_parts(expression, facts, depth)
    if Sign.NONZERO in (given, known):
        # 0 or more, and not 0
        strict = {Sign.NONNEGATIVE: Sign.POSITIVE, Sign.NONPOSITIVE: Sign.NEGATIVE}
        other = known if given is Sign.NONZERO else given
        return strict.get(other, Sign.NONZERO if other is Sign.UNKNOWN else other)
    return given if known is Sign.UNKNOWN else known


def _given(expression: sp.Expr, facts: Facts) -> Sign:
    """Return what a hypothesis, or the case that is looked at, says of the sign."""
    if expression in facts.positive:
        return Sign.POSITIVE
    if expression.is_Number or not (facts.positive or facts.nonnegative or facts.nonzero):
        return Sign.UNKNOWN if not facts.everywhere else _everywhere(expression, facts)
    turned = sp.expand(-expression)
    if turned in facts.positive:
        return Sign.NEGATIVE
    if expression in facts.nonzero or turned in facts.nonzero:
        return Sign.NONZERO
    if expression in facts.nonnegative:
        return Sign.NONNEGATIVE
    if turned in facts.nonnegative:
        return Sign.NONPOSITIVE
    return _everywhere(expression, facts)


def _everywhere(expression: sp.Expr, facts: Facts) -> Sign:
    """Return what a hypothesis says of the sign for every value of its indices."""
    for pattern, relation, free in facts.everywhere:
        for side in (1, -1):
            given = expression if side == 1 else sp.expand(-expression)
            for bound in instances(pattern, given, free):
                if all(fits(i, value, set()) for i, value in bound.items()):
                    found = _RELATED[relation]
                    return found if side == 1 else negated(found)
    return Sign.UNKNOWN


def _of_parts(expression: sp.Expr, facts: Facts, depth: int) -> Sign:
    match expression:
        case sp.Number() | sp.NumberSymbol():
            return _of_number(expression)
        case sp.Mul():
            result = Sign.POSITIVE
            for factor in expression.args:
                result = times(result, _sign(factor, facts, depth))
            return result
        case sp.Pow(base=base, exp=exponent):
            return _of_power(base, exponent, facts, depth)
        case Exp():
            return Sign.POSITIVE
        case Delta() | Equal() | Below():
            return Sign.NONNEGATIVE
        case Absolute(args=(argument,)) | Root(args=(argument,)):
            inner = _of_difference(argument, facts, depth)
            if inner in (Sign.POSITIVE, Sign.NEGATIVE, Sign.NONZERO):
                return Sign.POSITIVE
            return Sign.ZERO if inner is Sign.ZERO else Sign.NONNEGATIVE
        case Log(args=(argument,)):
            return _of_difference(argument - 1, facts, depth)
        case Multiplied(args=(body, *_)):
            inner = _sign(body, facts, depth)
            signed = (Sign.POSITIVE, Sign.NONNEGATIVE, Sign.NONZERO)
            return inner if inner in signed else Sign.UNKNOWN
        case Opaque(args=(name, base, exponent)) if name == POWER and exponent.is_integer:
            inner = _sign(base, facts, depth)
            known = (Sign.NONZERO, Sign.NEGATIVE)
            return Sign.NONZERO if inner in known else Sign.UNKNOWN
        case DeterminantValue():
            return _of_determinant(expression, facts, depth)
        case Total():
            return _of_total(expression, facts, depth)
        case Largest(body=body):
            # it is one of the values
            return _sign(body, facts, depth)
        case sp.Symbol() | sp.Indexed():
            return _of_symbol(expression, facts)
        case sp.Add():
            return _of_sum(expression, facts, depth)
        case _:
            return Sign.UNKNOWN


def _of_number(number: sp.Expr) -> Sign:
    if number.is_positive:
        return Sign.POSITIVE
    return Sign.NEGATIVE if number.is_negative else Sign.ZERO if number == 0 else Sign.UNKNOWN


def _of_power(base: sp.Expr, exponent: sp.Expr, facts: Facts, depth: int) -> Sign:
    below = _sign(base, facts, depth)
    if below is Sign.POSITIVE:
        return Sign.POSITIVE
    if not exponent.is_Integer:
        return Sign.UNKNOWN
    if exponent % 2:
        return below if below is not Sign.ZERO or exponent > 0 else Sign.UNKNOWN
    if below in (Sign.NEGATIVE, Sign.NONZERO) or exponent < 0:
        return Sign.POSITIVE
    return Sign.ZERO if below is Sign.ZERO else Sign.NONNEGATIVE


def _of_total(total: Total, facts: Facts, depth: int) -> Sign:
    inner = _sign(total.body, facts, depth)
    if inner in (Sign.NONZERO, Sign.UNKNOWN):
        return _of_squares(total, facts, depth)
    if all((count - 1).is_nonnegative for _, count in total.ranges):
        return inner
    weak = {Sign.POSITIVE: Sign.NONNEGATIVE, Sign.NEGATIVE: Sign.NONPOSITIVE}
    return weak.get(inner, inner)


def _of_squares(expression: sp.Expr, facts: Facts, depth: int) -> Sign:
    """Return the sign of what is a sum of squares with weights, and of more of that sign."""
    weights, others = weighted_squares(expression)
    if not weights or depth == 0:
        return Sign.UNKNOWN
    weak = {Sign.POSITIVE: Sign.NONNEGATIVE, Sign.NEGATIVE: Sign.NONPOSITIVE}
    result = Sign.ZERO
    for weight in weights:
        # a square can be 0
        found = _sign(weight, facts, depth - 1)
        result = plus(result, weak.get(found, found))
    for term in others:
        result = plus(result, _sign(term, facts, depth - 1))
    return result


def _of_determinant(matrix: DeterminantValue, facts: Facts, depth: int) -> Sign:
    """Return the sign where the quadratic form of the matrix is a sum of squares."""
    parts = parts_of_form(matrix) if depth else None
    if parts is None:
        return Sign.UNKNOWN
    diagonal, *weights = (_sign(e, facts, depth - 1) for e in (parts[0], *parts[1]))
    if not {diagonal, *weights} <= {Sign.POSITIVE, Sign.NONNEGATIVE, Sign.ZERO}:
        return Sign.UNKNOWN
    return Sign.POSITIVE if diagonal is Sign.POSITIVE else Sign.NONNEGATIVE


def _of_difference(expression: sp.Expr, facts: Facts, depth: int) -> Sign:
    return _sign(sp.expand(expression), facts, depth)


def _of_symbol(symbol: sp.Expr, facts: Facts) -> Sign:
    if symbol.is_positive:
        return Sign.POSITIVE
    lower, upper, lower_open, upper_open = bounds(symbol, facts)
    if lower is not None and lower >= 0:
        return Sign.POSITIVE if lower > 0 or lower_open else Sign.NONNEGATIVE
    if upper is not None and upper <= 0:
        return Sign.NEGATIVE if upper < 0 or upper_open else Sign.NONPOSITIVE
    domain = facts.domain(symbol)
    if isinstance(domain, Finite) and 0 not in domain.values:
        return Sign.NONZERO
    return Sign.UNKNOWN


def bounds(
    symbol: sp.Expr, facts: Facts
) -> tuple[sp.Rational | None, sp.Rational | None, bool, bool]:
    """Return the bounds of a symbol, and whether they are never reached."""
    if isinstance(symbol, Delta | Equal | Below):
        return sp.Rational(0), sp.Rational(1), False, False
    domain = facts.domain(symbol)
    if isinstance(domain, Finite):
        low, high = min(domain.values), max(domain.values)
        return sp.Rational(low), sp.Rational(high), False, False
    lower = None if domain.lower is None else sp.Rational(domain.lower)
    upper = None if domain.upper is None else sp.Rational(domain.upper)
    return lower, upper, domain.lower_open, domain.upper_open


def _of_sum(expression: sp.Expr, facts: Facts, depth: int) -> Sign:
    result = Sign.ZERO
    for term in expression.args:
        result = plus(result, _sign(term, facts, depth))
    if result is Sign.UNKNOWN:
        result = _of_squares(expression, facts, depth)
    if result is not Sign.UNKNOWN or depth == 0:
        return result
    bounded = (sp.Symbol, sp.Indexed, Delta, Equal, Below)
    for symbol in sorted(expression.atoms(*bounded), key=sp.default_sort_key):
        found = _at_bounds(expression, symbol, facts, depth)
        if found in (Sign.POSITIVE, Sign.NEGATIVE):
            return found
        # the bounds of another symbol may say that it is never 0
        result = result if found is Sign.UNKNOWN else found
    if result is Sign.UNKNOWN and (covered := _covered(expression, facts, depth)):
        pair, together = covered
        rest = sp.Add(*(t for t in expression.args if t not in pair))
        return plus(together, _sign(rest, facts, depth - 1))
    return result


def _covered(
    expression: sp.Expr, facts: Facts, depth: int
) -> tuple[tuple[sp.Expr, sp.Expr], Sign] | None:
    """Return two terms that are 0 or more together: a sum of such numbers, less one of them.

    Or the largest of some numbers, less one of them. With their sign: of two positive numbers at
    least, something is left.
    """
    for term in expression.args:
        for total in sp.Mul.make_args(term):
            if not isinstance(total, Largest | Total) or len(total.ranges) != 1:
                continue
            outside = term / total
            ((index, count),) = total.ranges
            own = Ranged.make("p", count)
            pattern = total.body.xreplace({index: own})
            # what is largest is at least as large as each, whatever the sign of those
            weight = outside if isinstance(total, Largest) else outside * pattern
            of_each = _sign(weight, facts, depth)
            if of_each not in (Sign.POSITIVE, Sign.NONNEGATIVE):
                continue
            least = count if count.is_Integer else facts.least.get(count, 1)
            more = isinstance(total, Total) and of_each is Sign.POSITIVE and least >= 2
            for other in expression.args:
                for bound in instances(pattern, -other / outside, frozenset({own})):
                    if all(fits(own, value, set()) for value in bound.values()):
                        return (term, other), Sign.POSITIVE if more else Sign.NONNEGATIVE
    return None


def _at_bounds(expression: sp.Expr, symbol: sp.Expr, facts: Facts, depth: int) -> Sign:
    """Decide by the two ends, if the expression is linear in *symbol* and runs between them."""
    lower, upper, lower_open, upper_open = bounds(symbol, facts)
    if _degree(expression, symbol) != 1:
        return Sign.UNKNOWN
    if lower is None or upper is None:
        return _beyond_end(expression, symbol, facts, depth)
    low = _of_difference(expression.xreplace({symbol: lower}), facts, depth - 1)
    high = _of_difference(expression.xreplace({symbol: upper}), facts, depth - 1)
    for strict, weak in (
        (Sign.POSITIVE, Sign.NONNEGATIVE),
        (Sign.NEGATIVE, Sign.NONPOSITIVE),
    ):
        if not {low, high} <= {strict, weak, Sign.ZERO}:
            continue
        ends = ((low, lower_open), (high, upper_open))
        if strict in (low, high) and all(s is strict or is_open for s, is_open in ends):
            return strict
        return weak
    return Sign.UNKNOWN


def _beyond_end(expression: sp.Expr, symbol: sp.Expr, facts: Facts, depth: int) -> Sign:
    """Decide by the one end that *symbol* has, and by the slope: it only goes on from there."""
    lower, upper, lower_open, upper_open = bounds(symbol, facts)
    slope = sp.expand(expression).coeff(symbol, 1)
    if lower is None:
        slope = -slope
    end, is_open = (upper, upper_open) if lower is None else (lower, lower_open)
    if end is None:
        return Sign.UNKNOWN
    there = _of_difference(expression.xreplace({symbol: end}), facts, depth - 1)
    moved = _of_difference(slope, facts, depth - 1)
    if not is_open:
        # at the end itself nothing is added
        weak = {Sign.POSITIVE: Sign.NONNEGATIVE, Sign.NEGATIVE: Sign.NONPOSITIVE}
        moved = weak.get(moved, Sign.UNKNOWN if moved is Sign.NONZERO else moved)
    return plus(there, moved)


def _degree(expression: sp.Expr, symbol: sp.Expr) -> int | None:
    """Return 1 if *expression* is linear in *symbol*, which occurs nowhere but as a factor."""
    for term in sp.Add.make_args(expression):
        factors = sp.Mul.make_args(term)
        plain = [f for f in factors if f == symbol]
        if len(plain) > 1 or any(f != symbol and f.has(symbol) for f in factors):
            return None
    return 1
