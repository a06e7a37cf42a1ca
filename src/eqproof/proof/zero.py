"""Whether an expression is 0 for all values of its symbols.

The rungs of the ladder stand here, cheapest first.

Each rung is a function from an expression to True or False, and False means "not shown here". The
name of the rung that succeeds is what a report calls the method of the proof.
"""

from itertools import combinations

import sympy as sp

from eqproof.exact.matrix_terms import InverseEntry
from eqproof.exact.terms import Delta, Exp, Log, Multiplied, Ranged, Total, bound_in
from eqproof.proof.algebra import fraction, is_multiple, is_zero, normal
from eqproof.proof.cases import sign_cases, truth_cases, value_cases
from eqproof.proof.contractions import contracted_once
from eqproof.proof.exponents import with_common_exponents
from eqproof.proof.facts import Facts
from eqproof.proof.hot import with_places
from eqproof.proof.known import outermost
from eqproof.proof.limits import where_apart, where_same
from eqproof.proof.merging import merged, opened, opened_at
from eqproof.proof.proper import with_proper_sums
from eqproof.proof.signs import Sign, sign
from eqproof.proof.size import TooLarge

_DEEPEST = 4
_MOST_CONTRACTIONS = 24


def prove_zero(expression: sp.Expr, facts: Facts) -> str | None:
    """Return the name of the rung that shows *expression* to be 0, or None."""
    try:
        return _prove(expression, facts, _DEEPEST)
    except (TooLarge, sp.PolynomialError, RecursionError):
        return None


def _prove(expression: sp.Expr, facts: Facts, depth: int) -> str | None:
    normalised = normal(expression, facts)
    if is_zero(normalised):
        return "index-sums" if expression.has(Total) else "rational-normal-form"
    common = with_common_exponents(normalised)
    if common != normalised and is_zero(common):
        return "rational-normal-form"
    if _by_inverses(normalised, facts):
        return "inverses"
    if facts.zeros and is_multiple(normalised, facts.zeros):
        return "rational-normal-form"
    if depth == 0:
        return None
    if _by_deltas(normalised, facts, depth):
        return "index-cases"
    if _by_truths(normalised, facts, depth):
        return "condition-cases"
    if _by_places(normalised, facts, depth):
        return "index-cases"
    if _by_merged_sums(normalised, facts, depth):
        return "index-sums"
    if _by_shared_range(normalised, facts, depth) or _by_proper_sums(normalised, facts, depth):
        return "index-sums"
    if _by_logarithms(normalised, facts, depth) or _by_equal_products(expression, facts, depth):
        return "index-sums"
    if _by_values(normalised, facts, depth) or _by_signs(normalised, facts, depth):
        return "case-split"
    return None


def _by_inverses(expression: sp.Expr, facts: Facts) -> bool:
    """Replace matrices beside their inverses, one after the other, until nothing is left."""
    for _ in range(_MOST_CONTRACTIONS):
        if not expression.has(InverseEntry):
            return False
        numerator = sp.fraction(fraction(expression))[0]
        step = contracted_once(numerator)
        if step == sp.expand(numerator):
            return False
        expression = normal(step, facts)
        if is_zero(expression):
            return True
    return False


def _by_signs(expression: sp.Expr, facts: Facts, depth: int) -> bool:
    """Split on the sign of what stands in an absolute value."""
    cases = sign_cases(expression, facts)
    return bool(cases) and all(_prove(e, f, depth - 1) is not None for e, f in cases)


def _by_logarithms(expression: sp.Expr, facts: Facts, depth: int) -> bool:
    """Compare two products over indices by their logarithms.

    Two positive numbers are equal if and only if their logarithms are.
    """
    if not any(e.has(Total) for e in expression.atoms(Exp)):
        return False
    terms = sp.Add.make_args(sp.fraction(fraction(expression))[0])
    if len(terms) != 2:
        return False
    one, two = (t if sign(t, facts) is Sign.POSITIVE else sp.expand(-t) for t in terms)
    if sign(one, facts) is not Sign.POSITIVE or sign(two, facts) is not Sign.POSITIVE:
        return False
    if sp.expand(one - two - sp.Add(*terms)) != 0 and sp.expand(two - one - sp.Add(*terms)) != 0:
        return False
    return _prove(Log(one) - Log(two), facts, depth - 1) is not None


def _by_equal_products(expression: sp.Expr, facts: Facts, depth: int) -> bool:
    """Write products over one range with one sign where their factors are the same at every index.

    What the factors are may take cases, which a product as a whole would have too many of. So it is
    looked at before it is brought into normal form.
    """
    products = sorted(expression.atoms(Multiplied), key=sp.default_sort_key)
    for one, other in combinations(products, 2):
        counts = [count for _, count in one.ranges]
        if counts != [count for _, count in other.ranges] or one.has(other) or other.has(one):
            continue
        indices = [Ranged.make("q", count) for count in counts]
        left, right = (
            p.body.xreplace({i: q for (i, _), q in zip(p.ranges, indices, strict=True)})
            for p in (one, other)
        )
        if _prove(left - right, facts, depth - 1) is not None:
            return _prove(expression.xreplace({other: one}), facts, depth - 1) is not None
    return False


def _by_deltas(expression: sp.Expr, facts: Facts, depth: int) -> bool:
    """Split on whether two free indices are equal."""
    bound = bound_in(expression)
    deltas = [d for d in expression.atoms(Delta) if not d.free_symbols & bound]
    if not deltas:
        return False
    delta = min(deltas, key=sp.default_sort_key)
    equal = _equal(delta)
    if equal is None:
        return False
    apart = expression.xreplace({delta: sp.Integer(0)})
    # with more deltas it matters which indices are apart
    here = where_apart(delta, facts) if apart.has(Delta) else facts
    if _prove(apart, here, depth - 1) is None:
        return False
    there = where_same(equal, facts)
    return there is None or _prove(expression.xreplace(equal), there, depth - 1) is not None


def _by_places(expression: sp.Expr, facts: Facts, depth: int) -> bool:
    """Go through the places at which entries that are 0 or 1, and add up to 1, are 1."""
    placed = with_places(expression, facts) if facts.sums else expression
    return placed != expression and _prove(placed, facts, depth - 1) is not None


def _by_truths(expression: sp.Expr, facts: Facts, depth: int) -> bool:
    """Split on whether a number is 0, below 0 or above 0."""
    cases = truth_cases(expression, facts)
    return bool(cases) and all(_prove(e, f, depth - 1) is not None for e, f in cases)


def _equal(delta: sp.Expr) -> dict[sp.Expr, sp.Expr] | None:
    one, two = delta.args
    for here, there in ((one, two), (two, one)):
        if isinstance(here, Ranged):
            return {here: there}
    return None


def _by_values(expression: sp.Expr, facts: Facts, depth: int) -> bool:
    """Try all values of symbols that have finitely many."""
    cases = value_cases(expression, facts)
    return bool(cases) and all(_prove(e, facts, depth - 1) is not None for e in cases)


def _by_merged_sums(expression: sp.Expr, facts: Facts, depth: int) -> bool:
    """Compare sums over one range under the sum sign.

    If the numerator is linear in sums over one range, it is one sum; that sum is 0 if its body is
    0 at every index. What stands outside is spread evenly over the range.
    """
    totals = outermost(expression)
    if not totals:
        return False
    names = {t: sp.Dummy(f"s{k}") for k, t in enumerate(sorted(totals, key=sp.default_sort_key))}
    numerator = sp.fraction(fraction(expression.xreplace(names)))[0]
    groups: dict[tuple[sp.Expr, ...], list[Total]] = {}
    for total in names:
        groups.setdefault(total.ranges, []).append(total)
    rest = sp.expand(numerator)
    for ranges, members in groups.items():
        one = merged(rest, members, names, {t: t.body for t in members})
        if one is None:
            return False
        body, rest = one
        count = sp.Mul(*(n for _, n in ranges))
        if len(groups) == 1 and rest != 0 and count.is_positive:
            body, rest = body + rest / count, sp.Integer(0)
        if _prove(opened(body, ranges), facts, depth - 1) is None:
            return False
    return rest == 0 or _prove(rest, facts, depth - 1) is not None


def _by_shared_range(expression: sp.Expr, facts: Facts, depth: int) -> bool:
    """Compare sums over several indices under the sign of one range that all of them have.

    As for sums over the same ranges; the other indices are summed inside.
    """
    totals = sorted(outermost(expression), key=sp.default_sort_key)
    if len({t.ranges for t in totals}) < 2:
        return False
    names = {t: sp.Dummy(f"s{k}") for k, t in enumerate(totals)}
    numerator = sp.expand(sp.fraction(fraction(expression.xreplace(names)))[0])
    for count in sorted(set.intersection(*({n for _, n in t.ranges} for t in totals)), key=str):
        index = Ranged.make("q", count)
        bodies = {t: opened_at(t, index) for t in totals}
        one = merged(numerator, totals, names, bodies)
        if one is None or not count.is_positive:
            return False
        body, rest = one
        if _prove(body + rest / count, facts, depth - 1) is not None:
            return True
    return False


def _by_proper_sums(expression: sp.Expr, facts: Facts, depth: int) -> bool:
    """Compare sums whose fractions are divided out, wherever they stand."""
    if not expression.has(Total):
        return False
    try:
        proper = with_proper_sums(expression, facts)
    except (TooLarge, sp.PolynomialError):
        return False
    return proper != expression and _prove(proper, facts, depth - 1) is not None
