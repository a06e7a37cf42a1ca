"""Sines and cosines of sums and multiples of angles, in those of single ones."""

import sympy as sp

from eqproof.proof.size import TooLarge

# The sine of a higher multiple is not taken apart.
_HIGHEST = 8
_MOST_ANGLES = 6


def of_angles(function: type[sp.Expr], angle: sp.Expr) -> sp.Expr:
    """Return the sine or cosine of *angle*, a fraction in normal form, by the addition theorems."""
    terms = sp.Add.make_args(sp.expand(angle))
    if len(terms) > _MOST_ANGLES:
        raise TooLarge("too many angles")
    sine, cosine = sp.Integer(0), sp.Integer(1)
    for term in terms:
        s, c = _of_term(term)
        sine, cosine = sine * c + cosine * s, cosine * c - sine * s
    return sp.expand(sine if function is sp.sin else cosine)


def _of_term(term: sp.Expr) -> tuple[sp.Expr, sp.Expr]:
    """Return sine and cosine of a whole multiple of an angle, or of a number with pi in it."""
    coefficient, rest = term.as_coeff_Mul()
    times = int(coefficient.p) if coefficient.is_Rational else 1
    if rest.is_number or not coefficient.is_Rational or abs(times) > _HIGHEST:
        return sp.sin(term), sp.cos(term)
    one = rest / coefficient.q
    sine, cosine = sp.Integer(0), sp.Integer(1)
    for _ in range(abs(times)):
        sine, cosine = (
            sine * sp.cos(one) + cosine * sp.sin(one),
            cosine * sp.cos(one) - sine * sp.sin(one),
        )
    return (sine if times > 0 else -sine), cosine
