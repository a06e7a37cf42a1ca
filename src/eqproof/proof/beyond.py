r"""Numbers written as their least value and what they have beyond it: ``n = 1 + t``.

A size and an index are at least 1, an index is at most its count, and an interval such as
``[2, \infty)`` has a least value as well. What is known of all ``t`` that are 0 or more, whole or
not, holds of all such numbers.
"""

from collections.abc import Iterator
from dataclasses import replace

import sympy as sp

from eqproof.exact.terms import Ranged, name_of
from eqproof.notation.symbols import Interval
from eqproof.proof.facts import Facts


def from_least(polynomial: sp.Expr, facts: Facts) -> tuple[sp.Expr, Facts] | None:
    """Return *polynomial* in what its symbols have beyond their least values, with new facts.

    Only symbols that stand nowhere but as factors are rewritten. None if there are none.
    """
    symbols = [s for s in polynomial.free_symbols if _only_factor(s, polynomial)]
    symbols.sort(key=sp.default_sort_key)
    new: dict[str, Interval] = {}
    values: dict[sp.Symbol, sp.Expr] = {}

    def beyond(is_open: bool = False) -> sp.Symbol:
        # a name that no page can give, for one number only, and of one domain wherever it is used
        name = f"{'above' if is_open else 'beyond'} {len(facts.domains) + len(new)}"
        new[name] = Interval(sp.Rational(0), None, is_open)
        return sp.Symbol(name, real=True)

    for symbol in symbols:
        if isinstance(symbol, Ranged):
            values[symbol] = 1 + beyond()
    for symbol in symbols:
        domain = facts.domain(symbol) if name_of(symbol) else None
        if isinstance(domain, Interval) and domain.lower is not None and domain.upper is None:
            if domain.lower != 0:
                values[symbol] = sp.Rational(domain.lower) + beyond(domain.lower_open)
        elif _is_size(symbol):
            least = sp.Integer(facts.least.get(symbol, 1))
            values[symbol] = next(_indices_to(symbol, values), least) + beyond()
    if not values:
        return None
    rewritten = sp.expand(polynomial.xreplace(values))
    return rewritten, replace(facts, domains={**facts.domains, **new})


def between_ends(polynomial: sp.Expr, facts: Facts, strict: bool) -> tuple[sp.Expr, Facts] | None:
    """Return a polynomial with the sign of *polynomial*, in weights that are 0 or more.

    A number from ``a`` to ``b`` is ``(a + b t) / (1 + t)`` for a ``t`` of 0 or more, but for ``b``
    itself. There a polynomial is the limit of what it is before, so it is at least 0 there too if
    it is so everywhere else; it may be 0 there even if it is *strict*-ly more everywhere else.
    Only symbols that stand nowhere but as factors are rewritten. None if there are none.
    """
    entries = polynomial.atoms(sp.Symbol, sp.Indexed)
    symbols = [s for s in entries if name_of(s) and _only_factor(s, polynomial)]
    new: dict[str, Interval] = {}
    rewritten = polynomial
    for symbol in sorted(symbols, key=sp.default_sort_key):
        domain = facts.domain(symbol)
        if not isinstance(domain, Interval) or None in (domain.lower, domain.upper):
            continue
        start, end = sp.Rational(domain.lower), sp.Rational(domain.upper)
        start_open, end_open = domain.lower_open, domain.upper_open
        if not end_open:
            start, end, start_open, end_open = end, start, end_open, start_open
        if strict and not end_open:
            continue
        name = f"between {len(facts.domains) + len(new)}"
        new[name] = Interval(sp.Rational(0), None, start_open)
        weight = sp.Symbol(name, real=True)
        powers = sp.Poly(rewritten, symbol)
        rewritten = sp.expand(
            sum(
                factor * (start + end * weight) ** power * (1 + weight) ** (powers.degree() - power)
                for (power,), factor in powers.terms()
            )
        )
    return (rewritten, replace(facts, domains={**facts.domains, **new})) if new else None


def _indices_to(size: sp.Symbol, values: dict[sp.Symbol, sp.Expr]) -> Iterator[sp.Expr]:
    """Yield what is at most *size*: an index that runs to it or to fewer, and the difference."""
    for index, value in values.items():
        if isinstance(index, Ranged):
            fewer = sp.expand(size - index.count)
            if fewer.is_Integer and fewer >= 0:
                yield value + fewer


def _is_size(symbol: sp.Symbol) -> bool:
    """Whether *symbol* is a size, which is a whole number from 1."""
    return type(symbol) is sp.Symbol and bool(symbol.is_integer and symbol.is_positive)


def _only_factor(symbol: sp.Symbol, expression: sp.Expr) -> bool:
    """Whether *symbol* stands nowhere but as a factor: in no function, no sum and no range."""
    for term in sp.Add.make_args(expression):
        for factor in sp.Mul.make_args(term):
            base, power = factor.as_base_exp()
            plain = base == symbol and power.is_Integer and power > 0
            if not plain and factor.has(symbol):
                return False
    return True
