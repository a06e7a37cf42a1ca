"""Limits and integrals inside an expression, worked out from the inside to the outside."""

import sympy as sp

from eqproof.exact.terms import Approach, Area
from eqproof.proof.approaches import approached
from eqproof.proof.areas import worked_out
from eqproof.proof.facts import Facts
from eqproof.proof.size import TooLarge


def settled(expression: sp.Expr, facts: Facts) -> sp.Expr:
    """Return *expression* with every limit worked out, and the integrals that can be.

    Raises TooLarge where a limit is not shown to exist.
    """
    if not expression.has(Approach, Area):
        return expression
    match expression:
        case Approach():
            found = approached(settled(expression.body, facts), expression, facts)
            if found is None:
                raise TooLarge("a limit")
            return found
        case Area(args=(body, symbol, *ends)):
            ends = [e if isinstance(e, sp.Tuple) else settled(e, facts) for e in ends]
            area = Area(body, symbol, *ends)
            return worked_out(settled(body, facts), area, facts)
        case _:
            return expression.func(*(settled(a, facts) for a in expression.args))
