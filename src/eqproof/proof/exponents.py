"""Exponentials of parts of one exponent, such as of ``x`` and of ``x/2``, as powers of one."""

from collections import defaultdict
from math import gcd, lcm

import sympy as sp

from eqproof.exact.terms import Exp, Log


def with_common_exponents(expression: sp.Expr) -> sp.Expr:
    """Return *expression*, in normal atoms, with one exponential for all parts of an exponent.

    For every real ``a`` the exponential of ``n a`` is that of ``a`` to the power of the whole
    number ``n``. A positive number beside a root of it is a power of that root.
    """
    parts: defaultdict[sp.Expr, set[sp.Rational]] = defaultdict(set)
    for exponential in expression.atoms(Exp):
        coefficient, rest = exponential.args[0].as_coeff_Mul()
        parts[rest].add(coefficient)
    powers: dict[sp.Expr, sp.Expr] = {}
    for rest, coefficients in parts.items():
        if not all(c.is_Rational for c in coefficients):
            continue
        of_number = isinstance(rest, Log) and isinstance(rest.args[0], sp.Symbol | sp.Indexed)
        if of_number:
            coefficients.add(sp.Integer(1))
        # of this every coefficient is a whole multiple
        unit = sp.Rational(
            gcd(*(int(c.p) for c in coefficients)), lcm(*(int(c.q) for c in coefficients))
        )
        root = Exp(unit * rest)
        powers |= {Exp(c * rest): root ** (c / unit) for c in coefficients if c != unit}
        if of_number and unit != 1:
            powers[rest.args[0]] = root ** (1 / unit)
    if not powers:
        return expression
    return _with_powers(expression, powers)


def in_lowest_powers(polynomial: sp.Expr) -> sp.Expr:
    """Return *polynomial* with ``e^{2a}`` in the place of ``e^a`` where that stands in even powers.

    So two polynomials that are the same look the same, whatever exponents stand beside them.
    """
    for exponential in sorted(polynomial.atoms(Exp), key=sp.default_sort_key):
        letter = sp.Dummy("e")
        inside = polynomial.xreplace({exponential: letter})
        if not inside.is_polynomial(letter):
            continue
        found = sp.Poly(inside, letter)
        step = gcd(*(power for (power,) in found.monoms()))
        if step > 1:
            whole = Exp(sp.expand(step * exponential.args[0]))
            polynomial = sp.Add(*(c * whole ** (power // step) for (power,), c in found.terms()))
    return polynomial


def _with_powers(expression: sp.Expr, powers: dict[sp.Expr, sp.Expr]) -> sp.Expr:
    if expression in powers:
        return powers[expression]
    if isinstance(expression, Exp | Log) or not expression.args or expression.is_Atom:
        return expression
    if not isinstance(expression, sp.Add | sp.Mul | sp.Pow):
        return expression
    return expression.func(*(_with_powers(a, powers) for a in expression.args))
