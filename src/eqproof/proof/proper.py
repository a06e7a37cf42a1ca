"""A second, costlier normal form of sums, for what the first one leaves apart.

What is summed is divided by each factor below it, as a polynomial with remainder, so that equal
sums of fractions look equal: the sum of ``u / (1 + u)`` becomes a number of terms less the sum of
``1 / (1 + u)``. A power of a symbol with few values becomes a polynomial of lower degree. A sum
that also stands below what is summed is summed first, so that it cancels.
"""

from collections.abc import Iterator

import sympy as sp

from eqproof.exact.terms import Delta, Total
from eqproof.notation.symbols import Finite
from eqproof.proof.algebra import factors_of, fraction
from eqproof.proof.facts import Facts
from eqproof.proof.known import Known, outermost, value_of, with_own_indices
from eqproof.proof.size import TooLarge

# So many divisions are made for one sum.
_MOST_DIVISIONS = 64
# A polynomial of a higher degree is not divided.
_HIGHEST_DEGREE = 16


def with_proper_sums(expression: sp.Expr, facts: Facts) -> sp.Expr:
    """Return *expression*, in normal atoms, with sums in this form; the atoms are not normal then.

    It has the same value wherever *expression* is defined: what is divided by stands below in
    it. Raises TooLarge.
    """
    values = {t: _cancelled(t) for t in outermost(expression)}
    return _divided_inside(expression.xreplace(values), facts)


def _cancelled(total: Total) -> sp.Expr:
    """Return *total* where a sum that stands below in it, and inside of it, is summed first."""
    total = with_own_indices(total)
    for power in sp.Mul.make_args(total.body):
        base, exponent = power.as_base_exp()
        if isinstance(base, Total) and exponent.is_negative:
            value = value_of(total, [Known(base, base)], fraction)
            if value is not None:
                return value
    return total


def _divided_inside(expression: sp.Expr, facts: Facts) -> sp.Expr:
    if not expression.has(Total) or isinstance(expression, Delta):
        return expression
    if isinstance(expression, Total):
        body = _divided_inside(expression.body, facts)
        indices = {index for index, _ in expression.ranges}
        return sp.Add(*(apart(p, expression.ranges) for p in _pieces(body, indices, facts)))
    return expression.func(*(_divided_inside(a, facts) for a in expression.args))


def apart(body: sp.Expr, ranges: tuple[sp.Tuple, ...]) -> sp.Expr:
    """Return a sum as the product of sums over indices that no factor has in common."""
    if not ranges:
        return body
    together = {ranges[0][0]}
    factors = sp.Mul.make_args(body)
    for _ in ranges:
        touched = [f.free_symbols for f in factors if f.free_symbols & together]
        together |= {i for i, _ in ranges if any(i in symbols for symbols in touched)}
    inside = [f for f in factors if f.free_symbols & together]
    first = Total(sp.Mul(*inside), *(r for r in ranges if r[0] in together))
    others = tuple(r for r in ranges if r[0] not in together)
    return first * apart(sp.Mul(*(f for f in factors if f not in inside)), others)


def _pieces(body: sp.Expr, indices: set[sp.Symbol], facts: Facts) -> Iterator[sp.Expr]:
    """Yield fractions that add up to *body*, of which none can be divided any further."""
    above, below = sp.fraction(fraction(body))
    content, factors = factors_of(below)
    waiting = [(_lowered(above / content, indices, facts), factors)]
    for _ in range(_MOST_DIVISIONS):
        if not waiting:
            return
        above, factors = waiting.pop()
        for place, (factor, times) in enumerate(factors):
            quotient, rest = _divided(above, factor, indices)
            if quotient != 0:
                fewer = [(factor, times - 1)] if times > 1 else []
                waiting.append((quotient, factors[:place] + fewer + factors[place + 1 :]))
                waiting.append((rest, factors))
                break
        else:
            yield sp.Mul(above, *(factor**-times for factor, times in factors))
    if waiting:
        raise TooLarge("too many divisions")


def _lowered(polynomial: sp.Expr, indices: set[sp.Symbol], facts: Facts) -> sp.Expr:
    """Lower the powers of every entry with few values: their differences to it multiply to 0."""
    for atom in sorted(_atoms(polynomial), key=_place):
        domain = facts.domain(atom)
        if isinstance(domain, Finite) and atom.free_symbols & indices:
            zero = sp.expand(sp.Mul(*(atom - sp.Rational(v) for v in domain.values)))
            polynomial = _divided(polynomial, zero, indices)[1]
    return polynomial


def _divided(above: sp.Expr, by: sp.Expr, indices: set[sp.Symbol]) -> tuple[sp.Expr, sp.Expr]:
    """Return quotient and remainder, as polynomials in the atoms that depend on *indices*.

    The quotient is 0 where the leading coefficient of *by* is not a number: it could be 0.
    """
    atoms = sorted(_atoms(above) | _atoms(by), key=_place)
    names = {atom: sp.Symbol(f"a{k}") for k, atom in enumerate(atoms)}
    running = [names[atom] for atom in atoms if atom.free_symbols & indices]
    shown = {name: atom for atom, name in names.items()}
    if not running:
        return sp.Integer(0), above
    rest = sp.Poly(above.xreplace(names), *running)
    divisor = sp.Poly(by.xreplace(names), *running)
    if max(rest.total_degree(), divisor.total_degree()) > _HIGHEST_DEGREE:
        raise TooLarge("a high degree")
    leading, coefficient = max(divisor.terms(), key=lambda term: (sum(term[0]), term[0]))
    quotient = rest.zero
    if not coefficient.is_Number or not any(leading):
        return sp.Integer(0), above
    while term := _divisible(rest, leading):
        monomial, factor = term
        power = {tuple(m - k for m, k in zip(monomial, leading, strict=True)): factor}
        part = sp.Poly(power, *running) * (1 / coefficient)
        quotient, rest = quotient + part, rest - part * divisor
    return quotient.as_expr().xreplace(shown), sp.expand(rest.as_expr()).xreplace(shown)


def _divisible(
    polynomial: sp.Poly, leading: tuple[int, ...]
) -> tuple[tuple[int, ...], sp.Expr] | None:
    for monomial, coefficient in polynomial.terms():
        if coefficient != 0 and all(m >= k for m, k in zip(monomial, leading, strict=True)):
            return monomial, coefficient
    return None


def _place(atom: sp.Expr) -> tuple[object, ...]:
    """Return where *atom* stands among others; entries at two indices of one name are apart."""
    indices = (s for s in sp.preorder_traversal(atom) if isinstance(s, sp.Dummy))
    return sp.default_sort_key(atom), tuple(index.dummy_index for index in indices)


def _atoms(expression: sp.Expr) -> set[sp.Expr]:
    """Return what *expression* is a polynomial in."""
    match expression:
        case sp.Number():
            return set()
        case sp.Add() | sp.Mul():
            return set().union(*(_atoms(a) for a in expression.args))
        case sp.Pow(base=base, exp=exponent) if exponent.is_Integer:
            return _atoms(base)
        case _:
            return {expression}
