"""Numbers that an equation among the hypotheses can be solved for.

An equation between two numbers says that a polynomial in normal atoms is 0. If a name stands in it
to the first power only, and what it is multiplied by is never 0, then the name is what is left
divided by that. So it may be put in wherever the name stands.
"""

from collections.abc import Iterator
from dataclasses import replace

import sympy as sp

from eqproof.exact.elementary import NoMeaning
from eqproof.exact.meaning import entry, shape_of
from eqproof.exact.terms import name_of
from eqproof.latex.nodes import SCALAR
from eqproof.notation.symbols import Hypothesis, Natural, Variable
from eqproof.proof.algebra import factors_of, fraction, normal
from eqproof.proof.facts import Facts
from eqproof.proof.signs import Sign, sign
from eqproof.proof.size import TooLarge

_NEVER_ZERO = (Sign.POSITIVE, Sign.NEGATIVE, Sign.NONZERO)


def with_solved(facts: Facts) -> Facts:
    """Return *facts* with what hypotheses left over say of single names.

    What cannot be solved for one is kept as a polynomial that is 0.
    """
    zeros: list[sp.Expr] = []
    for hypothesis in facts.unused:
        zero = _zero(hypothesis, facts) if hypothesis.relation == "=" else None
        if zero is None:
            continue
        unused = tuple(h for h in facts.unused if h is not hypothesis)
        found = next(_solutions(zero, facts), None)
        if found is None:
            zeros.append(zero)
            facts = replace(facts, unused=unused)
            continue
        name, value = found
        values = {k: v.xreplace({name: value}) for k, v in facts.values.items()}
        facts = facts.changed(values={**values, name: value}, unused=unused)
    return replace(facts, zeros=tuple(zeros)) if zeros else facts


def _zero(hypothesis: Hypothesis, facts: Facts) -> sp.Expr | None:
    """Return the polynomial that is 0 by *hypothesis*, without factors that cannot be."""
    frame = facts.frame()
    try:
        if {shape_of(side, frame) for side in (hypothesis.left, hypothesis.right)} != {SCALAR}:
            return None
        difference = entry(hypothesis.left, frame) - entry(hypothesis.right, frame)
        _, factors = factors_of(sp.fraction(fraction(normal(difference, facts)))[0])
    except (NoMeaning, TooLarge, TypeError, sp.PolynomialError, RecursionError):
        return None
    # what is left without the factors that are known to be different from 0
    left = [f for f, _ in factors if sign(f, facts) not in _NEVER_ZERO]
    return sp.expand(sp.Mul(*left)) if left else None


def _solutions(zero: sp.Expr, facts: Facts) -> Iterator[tuple[sp.Expr, sp.Expr]]:
    """Yield names with their values, those of real numbers before those of whole ones."""
    for symbol in sorted(zero.atoms(sp.Symbol), key=lambda s: (_is_whole(s, facts), s.name)):
        variable = facts.notation.lookup(name_of(symbol)) if name_of(symbol) else None
        slope = zero.coeff(symbol, 1)
        rest = sp.expand(zero - slope * symbol)
        linear = slope != 0 and not rest.has(symbol) and not slope.has(symbol)
        if isinstance(variable, Variable) and linear and sign(slope, facts) in _NEVER_ZERO:
            yield symbol, fraction(-rest / slope)


def _is_whole(symbol: sp.Symbol, facts: Facts) -> bool:
    variable = facts.notation.lookup(name_of(symbol)) if name_of(symbol) else None
    return not isinstance(variable, Variable) or isinstance(variable.domain, Natural)
