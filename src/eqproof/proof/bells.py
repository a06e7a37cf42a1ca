r"""Integrals over the whole line of ``x^n exp(-a x^2 + b x + c)``, with ``a`` positive.

The exponential is a multiple of the density of a normal distribution with the mean ``b / 2a`` and
the variance ``1 / 2a``, so that the integral is that multiple times a moment. The moments follow by
parts: each is the mean times the one before, and ``n`` times the variance times that before it.

With ``erf(p x + q)`` as a factor it is that multiple times ``erf((p m + q) / sqrt(1 + 2 p^2 v))``,
m and v being mean and variance: both sides have the same derivative by ``q``, which is an integral
of the first kind, and both change their sign with that of ``p m + q``.
"""

from dataclasses import dataclass

import sympy as sp

from eqproof.exact.terms import Erf, Exp, Log
from eqproof.proof.algebra import fraction, normal
from eqproof.proof.exact_signs import exact_sign
from eqproof.proof.facts import Facts
from eqproof.proof.signs import Sign

_HIGHEST = 12


@dataclass(frozen=True, slots=True)
class _Term:
    """``constant * x**power * exp(exponent) * erf(inner)``; without *inner* no such factor."""

    constant: sp.Expr
    power: int
    exponent: sp.Expr
    inner: sp.Expr | None


def bell(body: sp.Expr, x: sp.Symbol, facts: Facts) -> sp.Expr | None:
    """Return the integral of *body* over the line if it is of this kind, else None."""
    above, below = sp.fraction(fraction(normal(body, facts)))
    result = sp.Integer(0)
    for top in sp.Add.make_args(sp.expand(above)):
        term = _read(with_powers(top), with_powers(below), x)
        value = None if term is None else _integral(term, x, facts)
        if value is None:
            return None
        result += value
    return result


def _read(top: sp.Expr, below: sp.Expr, x: sp.Symbol) -> _Term | None:
    constant, power, exponent = sp.Integer(1), 0, sp.Integer(0)
    inner: sp.Expr | None = None
    factors = [(f, 1) for f in sp.Mul.make_args(top)] + [(f, -1) for f in sp.Mul.make_args(below)]
    for factor, side in factors:
        base, times = factor.as_base_exp()
        if isinstance(base, Exp):
            # also those without x, so that all that is in the exponent can cancel
            exponent += side * times * base.args[0]
        elif not factor.has(x):
            constant *= factor**side
        elif not times.is_Integer:
            return None
        elif base == x and side * times > 0:
            power += side * int(times)
        elif isinstance(base, Erf) and side * times == 1 and inner is None:
            inner = base.args[0]
        else:
            return None
    return _Term(constant, power, sp.expand(exponent), inner)


def _integral(term: _Term, x: sp.Symbol, facts: Facts) -> sp.Expr | None:
    if not term.exponent.is_polynomial(x) or sp.degree(term.exponent, x) != 2:
        return None
    if term.power > _HIGHEST:
        return None
    curve, slope, rest = (fraction(term.exponent.coeff(x, power)) for power in (2, 1, 0))
    if exact_sign(curve, facts) is not Sign.NEGATIVE:
        return None
    mean, variance = fraction(-slope / (2 * curve)), fraction(-1 / (2 * curve))
    height = Exp(fraction(rest + slope * mean / 2))
    whole = term.constant * height * sp.sqrt(2 * sp.pi) * sp.sqrt(variance)
    if term.inner is not None:
        return _with_erf(whole, term, x, mean, variance)
    moments = [sp.Integer(1), mean]
    while len(moments) <= term.power:
        n = len(moments) - 1
        moments.append(mean * moments[-1] + n * variance * moments[-2])
    return whole * moments[term.power]


def _with_erf(
    whole: sp.Expr, term: _Term, x: sp.Symbol, mean: sp.Expr, variance: sp.Expr
) -> sp.Expr | None:
    inner = term.inner
    assert inner is not None
    if term.power or not inner.is_polynomial(x) or sp.degree(inner, x) != 1:
        return None
    slope, rest = inner.coeff(x, 1), inner.coeff(x, 0)
    width = sp.sqrt(fraction(1 + 2 * slope**2 * variance))
    return whole * Erf(fraction(slope * mean + rest) / width)


def with_powers(expression: sp.Expr) -> sp.Expr:
    """Return *expression* with a power for every exponential of a multiple of a logarithm.

    Normal forms have them the other way round; powers of the same number merge by themselves.
    """
    return expression.replace(_is_power, lambda e: _factors(e)[1] ** _factors(e)[0])


def _is_power(expression: sp.Expr) -> bool:
    return isinstance(expression, Exp) and _factors(expression)[1] is not None


def _factors(exponential: Exp) -> tuple[sp.Expr, sp.Expr | None]:
    times, rest = exponential.args[0].as_coeff_Mul()
    return times, rest.args[0] if isinstance(rest, Log) else None
