"""Cases that leave no value out: what holds in each of them holds.

Signs of what stands in an absolute value, or of the number that a condition is about; values of
names that have finitely many.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import sympy as sp

from eqproof.exact.terms import Absolute, Below, Equal, bound_in, name_of
from eqproof.notation.symbols import Finite, Interval
from eqproof.proof.facts import REALS, Facts
from eqproof.proof.signs import Sign, sign

_MOST_CASES = 64
_HALF_LINE = Interval(sp.Rational(0), None, lower_open=False)


def sign_cases(expression: sp.Expr, facts: Facts) -> list[tuple[sp.Expr, Facts]]:
    """Return *expression* where an absolute value is that of 0 or more, and of 0 or less.

    The two cases leave no value out, so that what holds in both of them holds. In each, a number
    that can be any real one is written with a new symbol, which is 0 or more: if it is ``x - y``,
    then ``x`` is ``y + p`` in one case and ``y - p`` in the other. Empty if there is none.
    """
    bound = bound_in(expression)
    found = [a for a in expression.atoms(Absolute) if not a.free_symbols & bound]
    if not found:
        return []
    chosen = min(found, key=lambda a: (a.args[0].has(Absolute), sp.default_sort_key(a)))
    (inner,) = chosen.args
    half = f"|{sum(name.startswith('|') for name in facts.domains)}|"
    cases = []
    for side in (1, -1):
        if excluded(side * inner, facts, strict=False):
            continue
        case = expression.xreplace({chosen: side * inner})
        here = _with_sign(sp.expand(side * inner), facts)
        for number, slope in _free(inner, facts):
            size = sp.Symbol(half, real=True)
            rest = sp.expand(inner - slope * number)
            case = case.xreplace({number: (side * size - rest) / slope})
            here = _with_half(facts, half, sign(inner, facts) is Sign.NONZERO)
            break
        cases.append((case, here))
    return cases


def truth_cases(expression: sp.Expr, facts: Facts) -> list[tuple[sp.Expr, Facts]]:
    """Return *expression* where a number that a condition is about is above, below and at 0."""
    bound = bound_in(expression)
    truths = [t for t in expression.atoms(Equal, Below) if not t.free_symbols & bound]
    if not truths:
        return []
    (difference,) = min(truths, key=sp.default_sort_key).args
    at, below = Equal(difference), Below(difference)
    zero, one = sp.Integer(0), sp.Integer(1)
    cases = [
        (expression.xreplace({at: zero, below: below_it}), _positive(number, facts))
        for number, below_it in ((sp.expand(-difference), one), (difference, zero))
        if not excluded(number, facts, strict=True)
    ]
    apart = sign(difference, facts) is Sign.NONZERO
    # it is 0 where it and its negative are both 0 or more
    if not (apart or any(excluded(s * difference, facts, strict=False) for s in (1, -1))):
        there = expression.xreplace({at: one, below: zero})
        cases.append((there.xreplace(where_zero(difference, there)), facts))
    return cases


def excluded(number: sp.Expr, facts: Facts, strict: bool) -> bool:
    """Whether *number* cannot be positive, or 0 or more if not *strict*.

    That is so if it adds up with a number that is known to be positive, each as often as one likes,
    to less than that.
    """
    number = sp.expand(number)
    for known, least in ((facts.positive, True), (facts.nonnegative, strict)):
        for other in known:
            for symbol in number.atoms(sp.Symbol, sp.Indexed) & other.atoms(sp.Symbol, sp.Indexed):
                one, two = number.coeff(symbol, 1), sp.expand(other).coeff(symbol, 1)
                if not (one.is_Rational and two.is_Rational and one * two < 0):
                    continue
                total = sp.expand(number / abs(one) + other / abs(two))
                found = sign(total, facts)
                if found is Sign.NEGATIVE or (least and found in (Sign.ZERO, Sign.NONPOSITIVE)):
                    return True
    return False


def where_zero(difference: sp.Expr, expression: sp.Expr) -> dict[sp.Expr, sp.Expr]:
    """Return a symbol in *difference* with the value that it has where *difference* is 0."""
    labels = {i.base.label for i in expression.atoms(sp.Indexed)}
    for symbol in sorted(difference.atoms(sp.Symbol, sp.Indexed), key=sp.default_sort_key):
        slope = difference.coeff(symbol, 1)
        value = sp.expand(symbol - difference / slope) if slope in (1, -1) else symbol
        if not value.has(symbol) and symbol not in labels and not symbol.is_integer:
            return {symbol: value}
    return {}


def value_cases(expression: sp.Expr, facts: Facts) -> list[sp.Expr]:
    """Return *expression* for all values of the names that have finitely many.

    Empty if there are none, or too many cases.
    """
    return [expression.xreplace(world) for world in worlds(expression, facts)]


def worlds(expression: sp.Expr, facts: Facts) -> list[dict[sp.Expr, sp.Rational]]:
    """Return all values that names in *expression* with finitely many values have together.

    Entries at the index of a sum are none of them: such a one stands for many, which need not have
    the same value. Empty if there are none, or too many cases.
    """
    bound = bound_in(expression)
    symbols: list[sp.Expr] = []
    values: list[list[sp.Rational]] = []
    cases = 1
    for atom in sorted(expression.atoms(sp.Symbol, sp.Indexed), key=sp.default_sort_key):
        domain = facts.domain(atom)
        inside = isinstance(atom, sp.Indexed) and atom.free_symbols & bound
        label = isinstance(atom, sp.Symbol) and any(
            i.base.label == atom for i in expression.atoms(sp.Indexed)
        )
        if isinstance(domain, Finite) and not inside and not label:
            cases *= len(domain.values)
            symbols.append(atom)
            values.append([sp.Rational(v) for v in domain.values])
    if not symbols or cases > _MOST_CASES:
        return []
    return [dict(zip(symbols, case, strict=True)) for case in product(*values)]


def _free(inner: sp.Expr, facts: Facts) -> Iterator[tuple[sp.Expr, sp.Expr]]:
    """Yield the numbers in which *inner* is linear and that can be any real one, with the slope."""
    for atom in sorted(inner.atoms(sp.Symbol, sp.Indexed), key=sp.default_sort_key):
        slope = sp.expand(inner).coeff(atom, 1)
        known = facts.domains.get(name_of(atom)) == REALS and slope.is_Rational and slope != 0
        if known and not sp.expand(inner - slope * atom).has(atom):
            yield atom, slope


def _with_half(facts: Facts, name: str, apart: bool) -> Facts:
    """Return *facts* with one more name, of a number that is 0 or more; more than 0 if *apart*."""
    domain = replace(_HALF_LINE, lower_open=apart)
    return facts.changed(domains={**facts.domains, name: domain})


def _with_sign(number: sp.Expr, facts: Facts) -> Facts:
    """Return *facts* where *number* is 0 or more; it is more where it is known not to be 0."""
    if sign(number, facts) is Sign.NONZERO:
        return _positive(number, facts)
    return facts.changed(nonnegative=facts.nonnegative | {number})


def _positive(number: sp.Expr, facts: Facts) -> Facts:
    return facts.changed(positive=facts.positive | {number})
