"""Powers of atoms that can be written lower: of roots, absolute values, cosines, conditions."""

import sympy as sp

from eqproof.exact.terms import Absolute, Below, Delta, Equal, Exp, Log, Root

_WHETHER = (Delta, Equal, Below)


def without_squares(polynomial: sp.Expr) -> sp.Expr:
    """Return an expanded *polynomial* without squares of roots, absolute values and conditions.

    A condition is 0 or 1, and so it is its own square. The square of a cosine is 1 minus that of
    the sine.
    """
    if not polynomial.has(Absolute, Root, sp.cos, *_WHETHER) and not any(
        map(_is_root, polynomial.atoms(Exp))
    ):
        return polynomial
    return sp.expand(sp.Add(*(_simple_term(term) for term in sp.Add.make_args(polynomial))))


def _is_root(exponential: sp.Expr) -> bool:
    """Whether it is that of a part of a logarithm, and so a root of a positive number."""
    coefficient, rest = exponential.args[0].as_coeff_Mul()
    return isinstance(rest, Log) and coefficient.is_Rational and not coefficient.is_Integer


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
    if exponent.is_Integer and isinstance(base, Exp) and _is_root(base):
        coefficient, logarithm = base.args[0].as_coeff_Mul()
        whole, parts = divmod(coefficient * exponent * coefficient.q, coefficient.q)
        return logarithm.args[0] ** whole * Exp(logarithm / coefficient.q) ** parts
    if exponent.is_Integer and exponent > 1 and isinstance(base, sp.cos):
        half, odd = divmod(int(exponent), 2)
        return sp.expand((1 - sp.sin(*base.args) ** 2) ** half) * base**odd
    return base**exponent
