"""Powers of atoms that have fewer than powers: roots, absolute values, conditions."""

import sympy as sp

from eqproof.terms import Absolute, Below, Delta, Equal, Root

_WHETHER = (Delta, Equal, Below)


def without_squares(polynomial: sp.Expr) -> sp.Expr:
    """Return an expanded *polynomial* without squares of roots, absolute values and conditions.

    A condition is 0 or 1, and so it is its own square.
    """
    if not polynomial.has(Absolute, Root, *_WHETHER):
        return polynomial
    return sp.Add(*(_simple_term(term) for term in sp.Add.make_args(polynomial)))


def _simple_term(term: sp.Expr) -> sp.Expr:
    return sp.Mul(*(_simple_factor(*factor.as_base_exp()) for factor in sp.Mul.make_args(term)))


def _simple_factor(base: sp.Expr, exponent: sp.Expr) -> sp.Expr:
    if exponent.is_Integer and exponent > 1 and isinstance(base, _WHETHER):
        return base
    if exponent.is_Integer and isinstance(base, Absolute | Root):
        (inner,) = base.args
        square = inner**2 if isinstance(base, Absolute) else inner
        half, odd = divmod(int(exponent), 2)
        return square**half * base**odd
    return base**exponent
