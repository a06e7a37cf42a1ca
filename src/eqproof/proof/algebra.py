"""The normal form: expressions as rational functions of independent-looking atoms.

Atoms are symbols, entries, exponentials of one monomial, logarithms of one irreducible factor,
and sums.
Two expressions with the same normal form are equal wherever both are defined. The converse does
not hold: atoms may be related in ways that the normal form does not see, so a difference here
refutes nothing.

Soundness rests on few rules. Exponentials of sums split into products. A logarithm splits over
the factors of its argument only where each factor is known to be positive. Sums split over terms,
and what does not depend on an index leaves the sum.
"""

from collections.abc import Sequence
from functools import lru_cache, reduce
from operator import add, mul
from typing import Any

import sympy as sp

from eqproof.exact.elementary import NoMeaning, power
from eqproof.exact.matrix_terms import OfMatrix
from eqproof.exact.terms import (
    POWER,
    Absolute,
    Area,
    Below,
    Canonical,
    Delta,
    Equal,
    Erf,
    Exp,
    Largest,
    Log,
    Multiplied,
    Opaque,
    Root,
    Smooth,
    SymmetricEntry,
    Total,
    name_of,
)
from eqproof.exact.truth import normal_truth
from eqproof.proof.angles import of_angles
from eqproof.proof.arguments import with_normal_arguments
from eqproof.proof.exponents import in_lowest_powers
from eqproof.proof.facts import Facts
from eqproof.proof.known import with_known_sums, with_own_indices
from eqproof.proof.matrices import with_normal_matrix
from eqproof.proof.products import parted
from eqproof.proof.signs import Sign, sign
from eqproof.proof.size import MOST_TO_FACTOR, TooLarge, check_size, is_large
from eqproof.proof.squares import without_squares
from eqproof.proof.sums import normal_total

_HIGHEST_POWER = 64
# So many results are kept of what links of one page ask for again and again.
_MOST_KEPT = 1024
# Prime factors up to this are looked for in a whole number.
_LARGEST_PRIME = 1000


def normal(expression: sp.Expr, facts: Facts) -> sp.Expr:
    """Return *expression* in normal atoms; it is not yet one fraction. Raises TooLarge."""
    known = facts.normals.get(expression)
    if known is None:
        known = _normal(expression, facts)
        if known.has(sp.zoo, sp.nan, sp.oo, sp.S.NegativeInfinity):
            raise TooLarge("a part that is not defined")
        facts.normals[expression] = known
    return known


def _normal(expression: sp.Expr, facts: Facts) -> sp.Expr:
    match expression:
        case sp.Symbol() | sp.Indexed():
            value = facts.values.get(expression)
            if value is None and name_of(expression) in facts.symmetric:
                return SymmetricEntry(sp.Symbol(name_of(expression)), *expression.indices)
            return expression if value is None else normal(value, facts)
        case SymmetricEntry():
            return expression
        case sp.Number() | sp.NumberSymbol():
            return expression
        case sp.Add() | sp.Mul():
            return expression.func(*(normal(a, facts) for a in expression.args))
        case sp.Pow(base=base, exp=exponent):
            return _power(normal(base, facts), normal(exponent, facts), facts)
        case Exp(args=(argument,)):
            return _exponential(argument, facts)
        case Log(args=(argument,)):
            return _logarithm(argument, facts)
        case Total():
            # the names of sums inside begin anew
            own = with_own_indices(expression) if expression.has(Canonical) else expression
            total = normal_total(normal(own.body, facts), own.ranges, fraction)
            return with_known_sums(_again(total, facts), facts.sums, fraction)
        case Multiplied():
            return _product(fraction(normal(expression.body, facts)), expression.ranges, facts)
        case Delta():
            delta = Delta(*sorted(expression.args, key=sp.default_sort_key))
            return facts.truths.get(delta, delta)
        case Equal() | Below():
            return _truth(expression, fraction(normal(expression.args[0], facts)), facts)
        case Opaque(args=(name, base, exponent)) if name == POWER:
            return _power(normal(base, facts), normal(exponent, facts), facts)
        case Opaque(args=(name, order, argument)):
            return Opaque(name, order, fraction(normal(argument, facts)))
        case OfMatrix():
            fractions = (lambda e: fraction(normal(e, facts)), factors_of)
            step, done = with_normal_matrix(expression, *fractions)
            return step if done else normal(step, facts)
        case Largest() | Smooth():
            return with_normal_arguments(expression, lambda e: fraction(normal(e, facts)))
        case Absolute(args=(argument,)) | sp.Abs(args=(argument,)):
            return _absolute(fraction(normal(argument, facts)), facts)
        case Root(args=(argument,)):
            return _root(fraction(normal(argument, facts)), facts)
        case Area():
            # it has been brought to its normal form, or could not be worked out
            return expression
        case Erf(args=(argument,)):
            inner = fraction(normal(argument, facts))
            return -Erf(-inner) if inner.could_extract_minus_sign() else Erf(inner)
        case sp.sin() | sp.cos():
            return of_angles(expression.func, fraction(normal(expression.args[0], facts)))
        case sp.atan():
            return expression.func(fraction(normal(expression.args[0], facts)))
        case _:
            raise TooLarge(type(expression).__name__)


def _again(expression: sp.Expr, facts: Facts) -> sp.Expr:
    """Give entries that came to light when a sum was peeled their known values."""
    known = {a: normal(facts.values[a], facts) for a in expression.atoms(sp.Indexed)
             if a in facts.values}  # fmt: skip
    return expression.xreplace(known) if known else expression


def fraction(expression: sp.Expr) -> sp.Expr:
    """Return *expression* as one cancelled fraction of expanded polynomials. Raises TooLarge."""
    if expression.is_Atom or isinstance(expression, sp.Indexed):
        return expression
    return _fraction(expression)


@lru_cache(maxsize=_MOST_KEPT)
def _fraction(expression: sp.Expr) -> sp.Expr:
    if is_large(expression):
        raise TooLarge("too many operations")
    hidden, names = _hide(expression)
    check_size(hidden)
    shown = {name: atom for atom, name in names.items()}
    if not any(power.exp.is_negative for power in hidden.atoms(sp.Pow)):
        whole = sp.expand(hidden).xreplace(shown)
        squared = without_squares(whole)
        return whole if squared == whole else fraction(squared)
    above, below = (part.xreplace(shown) for part in _cancelled(hidden, list(shown)))
    squared = without_squares(above), without_squares(below)
    if squared != (above, below):
        return fraction(squared[0] / squared[1])
    if below.could_extract_minus_sign():
        above, below = -above, -below
    return sp.expand(above) / below


def _cancelled(expression: sp.Expr, symbols: list[sp.Symbol]) -> tuple[sp.Expr, sp.Expr]:
    """Return numerator and denominator of a rational function, in lowest terms."""
    if not symbols:
        return sp.fraction(sp.expand(expression))  # type: ignore[no-any-return]
    ring, field = _rational_functions(tuple(s.name for s in symbols))
    values = dict(zip(symbols, ring.gens, strict=True))

    def value(e: sp.Expr) -> Any:
        """Return a polynomial where nothing stands below, for it has nothing to cancel.

        Polynomials come first, so that they are put together before there is anything below.
        """
        match e:
            case sp.Symbol():
                return values[e]
            case sp.Add() | sp.Mul():
                parts = sorted(map(value, e.args), key=field.is_element)
                return reduce(add if e.is_Add else mul, parts)
            case sp.Pow(base=base, exp=exponent):
                below = value(base)
                return below ** int(exponent) if exponent > 0 else field(below) ** int(exponent)
            case _:
                return ring(sp.QQ(e.p, e.q))

    try:
        result = field(value(expression))
    except ZeroDivisionError:
        raise TooLarge("a part that is not defined") from None
    return result.numer.as_expr(*symbols), result.denom.as_expr(*symbols)


@lru_cache(maxsize=64)
def _rational_functions(names: tuple[str, ...]) -> tuple[Any, Any]:
    """Return the polynomials in *names*, and the quotients of them."""
    ring = sp.ring(names, sp.QQ)[0]
    return ring, ring.to_field()


def _hide(expression: sp.Expr) -> tuple[sp.Expr, dict[sp.Expr, sp.Symbol]]:
    """Replace every atom by a plain symbol, which the polynomial routines are fastest with."""
    names: dict[sp.Expr, sp.Symbol] = {}

    def hide(e: sp.Expr) -> sp.Expr:
        if isinstance(e, sp.Number):
            return e
        if isinstance(e, sp.Add | sp.Mul | sp.Tuple):
            return e.func(*(hide(a) for a in e.args))
        if isinstance(e, sp.Pow) and e.exp.is_Integer:
            if abs(e.exp) > _HIGHEST_POWER:
                raise TooLarge("a high power")
            return hide(e.base) ** e.exp
        if e not in names:
            names[e] = sp.Symbol(f"a{len(names)}")
        return names[e]

    return hide(expression), names


def is_zero(expression: sp.Expr) -> bool:
    """Whether an expression in normal atoms is 0 as a fraction of them. Raises TooLarge."""
    return bool(fraction(expression) == 0)


def is_multiple(expression: sp.Expr, zeros: Sequence[sp.Expr]) -> bool:
    """Whether the numerator is a sum of multiples of *zeros*, and so 0 where all of them are."""
    numerator = sp.fraction(fraction(expression))[0]
    hidden, _ = _hide(sp.Tuple(numerator, *zeros))
    _, rest = sp.reduced(hidden[0], list(hidden[1:]))
    return bool(rest == 0)


def _truth(truth: sp.Expr, difference: sp.Expr, facts: Facts) -> sp.Expr:
    """Return whether *difference* is 0, or below 0, decided where its sign is known."""
    given = facts.truths.get(truth.func(difference))
    if given is not None:
        return given
    known = sign(difference, facts)
    if isinstance(truth, Equal):
        apart = known in (Sign.POSITIVE, Sign.NEGATIVE, Sign.NONZERO)
        return sp.Integer(0) if apart else normal_truth(truth, difference)
    if known in (Sign.POSITIVE, Sign.NONNEGATIVE, Sign.ZERO):
        return sp.Integer(0)
    return sp.Integer(1) if known is Sign.NEGATIVE else normal_truth(truth, difference)


def _power(base: sp.Expr, exponent: sp.Expr, facts: Facts) -> sp.Expr:
    if exponent.is_Integer:
        return _raised(base, exponent)
    known = sign(fraction(base), facts)
    if known is Sign.POSITIVE:
        return _exponential(exponent * Log(base), facts)
    if exponent.is_Rational and exponent.q == 2:  # of a negative base neither has a value
        return _raised(_root(fraction(base), facts), sp.Integer(exponent.p))
    return Opaque(POWER, fraction(base), fraction(exponent))


def _raised(base: sp.Expr, times: sp.Integer) -> sp.Expr:
    """Return a whole power."""
    if abs(times) > _HIGHEST_POWER and not base.is_Number:
        raise TooLarge("a high power")
    try:
        return power(base, times)
    except NoMeaning:
        raise TooLarge("a number with too many digits") from None


def _product(body: sp.Expr, ranges: tuple[sp.Tuple, ...], facts: Facts) -> sp.Expr:
    """Return the product of *body* over *ranges*."""
    above, below = (factors_of(part) for part in sp.fraction(body))
    factors = [*above[1], *((factor, -times) for factor, times in below[1])]
    exponent, rest = parted(above[0] / below[0], factors, ranges, facts)
    return _exponential(exponent, facts) * rest


def _exponential(argument: sp.Expr, facts: Facts) -> sp.Expr:
    """Split over the terms of the argument; the exponential of a logarithm is its argument."""
    result = sp.Integer(1)
    for term in sp.Add.make_args(sp.expand(fraction(normal(argument, facts)))):
        coefficient, rest = term.as_coeff_Mul()
        if isinstance(rest, Log) and coefficient.is_Integer:
            result *= _raised(rest.args[0], coefficient)
        elif rest == 1 and coefficient.is_Integer:
            result *= Exp(sp.Integer(1)) ** coefficient
        elif abs(coefficient.p) > _HIGHEST_POWER // 4:  # 0.044715 x has 8943 equal parts
            result *= Exp(abs(coefficient) * rest) ** sp.sign(coefficient)
        else:
            result *= Exp(rest / coefficient.q) ** coefficient.p
    return result


def _logarithm(argument: sp.Expr, facts: Facts) -> sp.Expr:
    """Split over the factors that are known to be positive; the rest stays one logarithm."""
    whole = fraction(normal(argument, facts))
    above, below = sp.fraction(whole)
    result, rest = sp.Integer(0), sp.Integer(1)
    for polynomial, direction in ((above, 1), (below, -1)):
        content, factors = factors_of(polynomial)
        rest *= content**direction
        for factor, multiplicity in factors:
            power = direction * multiplicity
            known = sign(factor, facts)
            if known is Sign.POSITIVE:
                result += power * _log_of_factor(factor)
            elif known is Sign.NEGATIVE:
                result += power * _log_of_factor(sp.expand(-factor))
                rest *= sp.Integer(-1) ** power
            else:
                rest *= factor**power
    if rest.is_Rational and rest > 0:
        return result + _log_of_rational(rest)
    return result + Log(fraction(rest))


def factors_of(polynomial: sp.Expr) -> tuple[sp.Expr, list[tuple[sp.Expr, int]]]:
    """Return a number and the irreducible factors of *polynomial* with their multiplicities."""
    if polynomial.is_Number:
        return polynomial, []
    content, factors = _factored(polynomial)
    return content, list(factors)


@lru_cache(maxsize=_MOST_KEPT)
def _factored(polynomial: sp.Expr) -> tuple[sp.Expr, tuple[tuple[sp.Expr, int], ...]]:
    hidden, names = _hide(polynomial)
    if hidden.is_Symbol or len(sp.Add.make_args(hidden)) > MOST_TO_FACTOR:
        return sp.Integer(1), ((polynomial, 1),)
    content, factors = sp.Poly(hidden, *names.values()).factor_list()
    shown = {name: atom for atom, name in names.items()}
    return content, tuple((f.as_expr().xreplace(shown), k) for f, k in factors)


def _absolute(whole: sp.Expr, facts: Facts) -> sp.Expr:
    """Return the absolute value, which is that of each factor; a known sign makes it plain."""
    result = sp.Integer(1)
    for polynomial, direction in zip(sp.fraction(whole), (1, -1), strict=True):
        content, factors = factors_of(polynomial)
        result *= abs(content) ** direction
        for factor, times in factors:
            if times % 2:
                result *= _absolute_factor(factor, facts) ** direction
            result *= factor ** (direction * (times - times % 2))
    return result


def _absolute_factor(factor: sp.Expr, facts: Facts) -> sp.Expr:
    known = sign(factor, facts)
    if known in (Sign.POSITIVE, Sign.NONNEGATIVE, Sign.ZERO):
        return factor
    if known in (Sign.NEGATIVE, Sign.NONPOSITIVE):
        return sp.expand(-factor)
    return Absolute(sp.expand(-factor) if factor.could_extract_minus_sign() else factor)


def _root(whole: sp.Expr, facts: Facts) -> sp.Expr:
    """Return the root of what is 0 or more; of a square it is the absolute value.

    A square leaves the root only if what is left is 0 or more by itself.
    """
    known = sign(whole, facts)
    if known in (Sign.POSITIVE, Sign.ZERO):
        return sp.Integer(0) if known is Sign.ZERO else _exponential(Log(whole) / 2, facts)
    outside, number, rest = sp.Integer(1), sp.Integer(1), sp.Integer(1)
    for polynomial, direction in zip(sp.fraction(whole), (1, -1), strict=True):
        content, factors = factors_of(polynomial)
        number *= content**direction
        for factor, times in factors:
            outside *= _absolute_factor(factor, facts) ** (direction * (times // 2))
            rest *= factor ** (direction * (times % 2))
    if number > 0 and sp.sqrt(number).is_Rational:
        outside *= sp.sqrt(number)
    else:
        rest *= number
    if rest == 1:
        return outside
    rest = fraction(rest)
    match sign(rest, facts):
        case Sign.POSITIVE:
            return outside * _exponential(Log(rest) / 2, facts)
        case Sign.NONNEGATIVE:
            return outside * Root(rest)
        case _:
            return Root(whole)


def _log_of_factor(factor: sp.Expr) -> sp.Expr:
    if isinstance(factor, Exp):
        return factor.args[0]
    return Log(in_lowest_powers(factor))


def _log_of_rational(value: sp.Rational) -> sp.Expr:
    """Split into primes; what is left of large ones stays together."""
    primes = sp.factorrat(value, limit=_LARGEST_PRIME)
    return sp.Add(*(times * Log(prime) for prime, times in primes.items()))
