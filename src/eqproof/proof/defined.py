"""Whether what a formula needs to be defined is shown to hold."""

from collections.abc import Iterable

import sympy as sp

from eqproof.exact.derivative import in_range
from eqproof.exact.needs import Condition
from eqproof.exact.terms import Below, Equal
from eqproof.proof.algebra import fraction, normal
from eqproof.proof.areas import exists
from eqproof.proof.cases import truth_cases, worlds
from eqproof.proof.exact_signs import exact_sign
from eqproof.proof.facts import Facts
from eqproof.proof.inequalities import is_above
from eqproof.proof.inert import settled
from eqproof.proof.signs import Sign
from eqproof.proof.size import TooLarge
from eqproof.proof.smoothness import is_smooth
from eqproof.proof.zero import prove_zero

_FAULTS = (TooLarge, TypeError, sp.PolynomialError, RecursionError)


def holds(condition: Condition, facts: Facts) -> bool:
    """Whether *condition* is shown to hold everywhere."""
    if condition.count is not None:
        # a size is written as its least value and what it has beyond that, which is 0 or more
        sizes = {size: size + least - 1 for size, least in facts.least.items()}
        return in_range(condition.expression.xreplace(sizes), condition.count.xreplace(sizes))
    if condition.need in ("one case", "all chances"):
        return prove_zero(condition.expression, facts) is not None
    try:
        if condition.need == "limit":
            # it exists where it is worked out
            settled(condition.expression, facts)
            return True
        if condition.need == "integral":
            area = condition.expression
            return exists(settled(area.body, facts), area, facts)
        if _is_as_needed(condition.expression, condition, facts):
            return True
        return condition.join is not None and is_smooth(condition.join, facts)
    except _FAULTS:
        return False


def holds_where_asked(condition: Condition, facts: Facts) -> bool:
    """Whether *condition* is shown to hold where its case does.

    This is enough for an equation: a value enters it only as a factor beside the 0 or 1 that says
    whether its case holds, so where that is 0 the equation speaks of the other values alone. The
    sign of such a product says nothing there.
    """
    if condition.where is None or condition.need not in ("nonzero", "positive", "join"):
        return False
    try:
        where = normal(condition.where, facts)
        ways = (_is_the_case, _by_values, _by_truths)
        return any(way(where, condition, facts) for way in ways)
    except _FAULTS:
        return False


def _is_as_needed(expression: sp.Expr, condition: Condition, facts: Facts) -> bool:
    whole = settled(expression, facts)
    if condition.need in ("positive", "converges"):
        return is_above(whole, facts, strict=True)
    if condition.need == "nonnegative":
        return is_above(whole, facts, strict=False)
    known = exact_sign(whole, facts) in (Sign.POSITIVE, Sign.NEGATIVE, Sign.NONZERO)
    return known or any(is_above(e, facts, strict=True) for e in (whole, -whole))


def _is_the_case(where: sp.Expr, condition: Condition, facts: Facts) -> bool:
    """Whether the case itself says what is needed: *where* is 0 in all worlds but the right ones.

    The worlds are three: the expression is 0, below 0, or above 0.
    """
    expression = fraction(normal(condition.expression, facts))
    for known, above in ((expression, (0, 0)), (sp.expand(-expression), (0, 1))):
        worlds = {(1, 0), (0, 0), (0, 1)}
        allowed = {above} if condition.need == "positive" else {(0, 0), (0, 1)}
        wrong = [_in_world(where, known, *world) for world in worlds - allowed]
        if all(sp.expand(value) == 0 for value in wrong):
            return True
    return False


def _in_world(where: sp.Expr, difference: sp.Expr, equal: int, below: int) -> sp.Expr:
    known = {Equal(difference): sp.Integer(equal), Below(difference): sp.Integer(below)}
    return where.xreplace(known)


def _by_truths(where: sp.Expr, condition: Condition, facts: Facts) -> bool:
    """Show what is needed from what a case says of the number that it is about."""
    cases = truth_cases(where, facts)
    return bool(cases) and all(
        sp.expand(case) == 0
        or _is_as_needed(condition.expression, condition, here)
        or _is_beyond(condition.expression, here.positive - facts.positive, here)
        for case, here in cases
    )


def _is_beyond(expression: sp.Expr, positive: Iterable[sp.Expr], facts: Facts) -> bool:
    """Whether *expression* is at least as large as something that is positive."""
    return any(is_above(expression - known, facts, strict=False) for known in positive)


def _by_values(where: sp.Expr, condition: Condition, facts: Facts) -> bool:
    """Try all values of the names with finitely many values that *where* rests on."""
    found = worlds(where, facts)
    return bool(found) and all(
        sp.expand(where.xreplace(world)) == 0
        or _is_as_needed(condition.expression.xreplace(world), condition, facts)
        for world in found
    )
