"""Candidates for antiderivatives. They are guesses: whoever uses one differentiates it again."""

from math import lcm

import sympy as sp
from sympy.integrals.manualintegrate import manualintegrate
from sympy.integrals.rationaltools import ratint

from eqproof.exact.terms import (
    Absolute,
    Area,
    Below,
    Delta,
    Equal,
    Erf,
    Exp,
    Largest,
    Log,
    Opaque,
    Root,
    Total,
)

_STRANGE = (Absolute, Area, Below, Delta, Equal, Largest, Total)


def antiderivative(body: sp.Expr, x: sp.Symbol) -> sp.Expr | None:
    """Return what may be an antiderivative of *body* by *x*, or None."""
    opaque = _of_derivative(body, x)
    if opaque is not None:
        return opaque
    if body.has(*_STRANGE) or any(atom.has(x) for atom in body.atoms(Opaque)):
        return None
    # as if all were positive, so that no cases are told apart; what is wrong so is found out
    others = sorted(body.atoms(sp.Indexed) | body.free_symbols - {x}, key=str)
    positive = {other: sp.Dummy("p", positive=True) for other in others}
    plain = body.xreplace(positive)
    found = _by_exponential(plain, x) if plain.has(Exp) else None
    if found is None:
        found = _by_rules(plain, x)
    if found is None:
        return None
    return found.xreplace({dummy: other for other, dummy in positive.items()})


def _by_exponential(body: sp.Expr, x: sp.Symbol) -> sp.Expr | None:
    """Put in a letter for an exponential of which *body* is a rational function."""
    exponents = [sp.expand(e.args[0]) for e in body.atoms(Exp) if e.has(x)]
    slopes = [e.coeff(x, 1) for e in exponents]
    if not slopes or not all(s != 0 and (s / slopes[0]).is_Rational for s in slopes):
        return None
    unit = slopes[0] / lcm(*(int((s / slopes[0]).q) for s in slopes))
    u = sp.Dummy("u", positive=True)
    replaced = body.replace(
        lambda e: isinstance(e, Exp) and e.has(x),
        lambda e: (
            u ** (sp.expand(e.args[0]).coeff(x, 1) / unit) * Exp(sp.expand(e.args[0]).coeff(x, 0))
        ),
    )
    if replaced.has(x) or not replaced.is_rational_function(u):
        return None
    found = ratint(sp.cancel(replaced / (unit * u)), u)
    return None if found.has(sp.RootSum) else _back(found).xreplace({u: Exp(unit * x)})


def _by_rules(body: sp.Expr, x: sp.Symbol) -> sp.Expr | None:
    divided = (p for p in body.atoms(sp.Pow) if p.exp.is_negative)
    if any(e.has(x) for p in divided for e in p.base.atoms(Exp)):
        return None
    plain = body.replace(Exp, sp.exp).replace(Log, sp.log).replace(Root, sp.sqrt)
    try:
        found = manualintegrate(_in_parts(plain.replace(Erf, sp.erf), x), x)
    except (ValueError, TypeError, NotImplementedError, RecursionError, AttributeError):
        return None
    if found.has(sp.Integral, sp.Piecewise, sp.I):
        return None
    back = _back(found)
    known = (sp.sin, sp.cos, sp.atan, Exp, Log, Erf, Opaque)
    return back if all(isinstance(f, known) for f in back.atoms(sp.Function)) else None


def _in_parts(body: sp.Expr, x: sp.Symbol) -> sp.Expr:
    return sp.apart(body, x) if body.is_rational_function(x) else sp.expand(body)


def _back(found: sp.Expr) -> sp.Expr:
    return found.replace(sp.exp, Exp).replace(sp.log, Log).replace(sp.erf, Erf)


def _of_derivative(body: sp.Expr, x: sp.Symbol) -> sp.Expr | None:
    """Return the arbitrary function whose derivative *body* is, up to the inner slope."""
    constant, rest = body.as_independent(x, as_Add=False)
    if not isinstance(rest, Opaque):
        return None
    name, order, argument = rest.args
    slope = sp.diff(argument, x) if argument.is_polynomial(x) else sp.Integer(0)
    if not (order.is_Integer and order > 0) or slope == 0 or slope.has(x):
        return None
    return constant * Opaque(name, order - 1, argument) / slope
