"""Whether an expression is above 0, or at least 0, for all values of its symbols.

Where the signs of its parts do not say so, it is compared with something that is at most as large,
or with something that has the same sign. Each rule has its reason beside it. No rule says anything
of an expression that is not defined.
"""

from collections.abc import Callable, Iterator

import sympy as sp

from eqproof.exact.terms import Absolute, Delta, Exp, Log, Ranged, Root, Total, bound_in
from eqproof.proof.algebra import factors_of, fraction, normal
from eqproof.proof.attained import attained
from eqproof.proof.beyond import between_ends, from_least
from eqproof.proof.cases import sign_cases, value_cases
from eqproof.proof.exact_signs import exact_sign
from eqproof.proof.exponents import with_common_exponents
from eqproof.proof.facts import Facts
from eqproof.proof.hot import with_places
from eqproof.proof.jensen import beside_powers, without_logarithms
from eqproof.proof.known import outermost, with_own_indices
from eqproof.proof.limits import where_apart, where_same
from eqproof.proof.merging import merged, opened_at
from eqproof.proof.proper import apart
from eqproof.proof.signs import Sign, sign, times
from eqproof.proof.size import TooLarge

DEEPEST = 3
"""So many rules are applied one to what another leaves."""
_ABOVE = (Sign.POSITIVE, Sign.NONNEGATIVE, Sign.ZERO)


def is_above(expression: sp.Expr, facts: Facts, strict: bool, depth: int = DEEPEST) -> bool:
    """Whether *expression* is shown to be at least 0, or more than 0 if *strict*."""
    written = sign(expression, facts)
    if written is Sign.POSITIVE or (not strict and written in _ABOVE):
        # as it is written it may show squares and factors that are gone in normal form
        return True
    known = exact_sign(expression, facts)
    if known is Sign.POSITIVE or (not strict and known in _ABOVE):
        return True
    if depth == 0 or known in (Sign.NEGATIVE, Sign.ZERO):
        return False
    whole = normal(expression, facts)
    return any(_holds(rule, whole, facts, strict, depth - 1) for rule in _RULES)


_Rule = Callable[[sp.Expr, Facts, bool, int], bool]


def _holds(rule: _Rule, expression: sp.Expr, facts: Facts, strict: bool, depth: int) -> bool:
    try:
        return rule(expression, facts, strict, depth)
    except (TooLarge, sp.PolynomialError):
        return False


def _numerator(expression: sp.Expr, facts: Facts) -> sp.Expr | None:
    """Return a numerator that has the sign of the whole; None if nothing is known of it."""
    above, below = sp.fraction(fraction(expression))
    match sign(below, facts):
        case Sign.POSITIVE:
            return sp.expand(above)
        case Sign.NEGATIVE:
            return sp.expand(-above)
        case _:
            pass
    for side in (1, -1):
        if not below.is_Number and is_above(side * below, facts, True, 1):
            return sp.expand(side * above)
    return None


def _in_cases(expression: sp.Expr, facts: Facts, strict: bool, depth: int) -> bool:
    """Look at both signs of what stands in an absolute value."""
    cases = sign_cases(expression, facts)
    return bool(cases) and all(is_above(e, f, strict, depth) for e, f in cases)


def _in_values(expression: sp.Expr, facts: Facts, strict: bool, depth: int) -> bool:
    """Look at all values of what has finitely many."""
    cases = value_cases(expression, facts)
    return bool(cases) and all(is_above(e, facts, strict, depth) for e in cases)


def _at_largest(expression: sp.Expr, facts: Facts, strict: bool, depth: int) -> bool:
    """Look at the index at which a value is the largest; this is not less than what was asked."""
    found = attained(expression, facts)
    return found is not None and is_above(*found, strict, depth + 1)


def _at_deltas(expression: sp.Expr, facts: Facts, strict: bool, depth: int) -> bool:
    """Look at two indices that are apart, and at the same one."""
    bound = bound_in(expression)
    deltas = [d for d in expression.atoms(Delta) if not d.free_symbols & bound]
    ranged = [(d, i) for d in deltas for i in d.args if isinstance(i, Ranged)]
    if not ranged:
        return False
    delta, index = min(ranged, key=lambda pair: sp.default_sort_key(pair[0]))
    (other,) = (i for i in delta.args if i != index)
    apart_there = where_apart(delta, facts)
    if not is_above(expression.xreplace({delta: sp.Integer(0)}), apart_there, strict, depth):
        return False
    there = where_same({index: other}, facts)
    return there is None or is_above(expression.xreplace({index: other}), there, strict, depth)


def _by_collecting(expression: sp.Expr, facts: Facts, strict: bool, _depth: int) -> bool:
    """Add up the signs of logarithms and sums, each times all that it is multiplied by."""
    rest = _numerator(expression, facts)
    if rest is None:
        return False
    signs: list[Sign] = []
    for atom in sorted(rest.atoms(Log, Absolute) | outermost(rest), key=sp.default_sort_key):
        factor = rest.coeff(atom, 1)
        if factor != 0 and not factor.has(atom):
            rest = sp.expand(rest - factor * atom)
            signs.append(exact_sign(factor * atom, facts))
    signs.append(exact_sign(rest, facts))
    strictly = not strict or Sign.POSITIVE in signs
    return strictly and all(s in _ABOVE for s in signs)


def _by_logarithms(expression: sp.Expr, facts: Facts, strict: bool, depth: int) -> bool:
    """Compare two positive numbers by their logarithms, which are in the same order."""
    whole = _numerator(expression, facts)
    if whole is None or not whole.has(Exp):
        return False
    terms = sp.Add.make_args(whole)
    signs = [sign(t, facts) for t in terms]
    if sorted(s.name for s in signs) != ["NEGATIVE", "POSITIVE"]:
        return False
    high, low = terms if signs[0] is Sign.POSITIVE else terms[::-1]
    return is_above(Log(high) - Log(sp.expand(-low)), facts, strict, depth)


def _by_exponentials(expression: sp.Expr, facts: Facts, strict: bool, depth: int) -> bool:
    """Compare sums of logarithms by their exponentials, which are in the same order."""
    whole = _numerator(expression, facts)
    logarithms = whole.atoms(Log) if whole is not None else set()
    if whole is None or not logarithms or len(sp.Add.make_args(whole)) == 1:
        return False
    if not all(whole.coeff(one, 1).is_Rational for one in logarithms):
        # a factor that all have in common may be left out where it is positive
        factor = whole.coeff(min(logarithms, key=sp.default_sort_key), 1)
        factor = -factor if sign(factor, facts) is Sign.NEGATIVE else factor
        if factor == 0 or factor.is_Rational or sign(factor, facts) is not Sign.POSITIVE:
            return False
        whole = sp.expand(whole / factor)
        if not all(whole.coeff(one, 1).is_Rational for one in logarithms):
            return False
    rest = whole.subs(dict.fromkeys(logarithms, 0))
    if rest.has(Log):
        return False
    return is_above(Exp(whole) - 1, facts, strict, depth)


def _by_squares(expression: sp.Expr, facts: Facts, strict: bool, depth: int) -> bool:
    """Compare squares: what is 0 or more exceeds the size of what has a smaller square."""
    whole = _numerator(expression, facts)
    if whole is None or not whole.has(Root, Absolute):
        return False
    terms = sp.Add.make_args(whole)
    high = sp.Add(*(t for t in terms if exact_sign(t, facts) in _ABOVE))
    other = sp.expand(whole - high)
    if high == 0 or other == 0:
        return False
    return is_above(high**2 - other**2, facts, strict, depth)


def _of_parts(expression: sp.Expr, facts: Facts, strict: bool, _depth: int) -> bool:
    """Take apart into factors where numbers are powers of roots that stand beside them."""
    whole = _numerator(expression, facts)
    common = sp.expand(with_common_exponents(whole)) if whole is not None else whole
    if common is None or common == whole:
        return False
    content, factors = factors_of(common)
    found = sign(content, facts)
    for factor, power in factors:
        found = times(found, sign(factor**power, facts))
    return found is Sign.POSITIVE or (not strict and found in _ABOVE)


def _at_places(expression: sp.Expr, facts: Facts, strict: bool, depth: int) -> bool:
    """Look at all places at which labels, of which one is 1, are 1."""
    placed = with_places(expression, facts) if facts.sums else expression
    return placed != expression and is_above(placed, facts, strict, depth)


def _under_sums(expression: sp.Expr, facts: Facts, strict: bool, depth: int) -> bool:
    """Compare under the sign of a range that all sums have: a sum of what is above 0 is above 0.

    What stands outside is spread evenly over the range, or, where a sum over it is known to have a
    number as its value, in the proportion of its terms.
    """
    whole = _numerator(expression, facts)
    totals = sorted(outermost(whole), key=sp.default_sort_key) if whole is not None else []
    if whole is None or not totals:
        return False
    names = {t: sp.Dummy(f"s{k}") for k, t in enumerate(totals)}
    numerator = sp.expand(whole.xreplace(names))
    shared = set.intersection(*({n for _, n in t.ranges} for t in totals))
    for count in sorted(shared, key=str):
        index = Ranged.make("q", count)
        one = merged(numerator, totals, names, {t: opened_at(t, index) for t in totals})
        if one is None or not count.is_positive:
            continue
        body, rest = one
        for term in _spread(rest, index, facts):
            inside = _with_products(body + term)
            if is_above(inside, facts, strict, depth):
                return True
            for lower in _bounds(normal(inside, facts), facts):
                summed = Total(lower, sp.Tuple(index, count))
                if exact_sign(summed, facts) in ((Sign.POSITIVE,) if strict else _ABOVE):
                    return True
    return False


def _spread(rest: sp.Expr, index: Ranged, facts: Facts) -> Iterator[sp.Expr]:
    """Yield terms that add up to *rest* over the range of *index*."""
    yield rest / index.count
    for known in facts.sums if rest != 0 else ():
        counts = [n for _, n in known.total.ranges]
        number = known.value.is_Rational and known.value != 0 and not known.free
        if number and counts == [index.count]:
            yield rest / known.value * opened_at(known.total, index)


def _with_products(expression: sp.Expr) -> sp.Expr:
    """Return sums as products of sums, where no factor has an index in common with the others."""
    totals = {t: with_own_indices(t) for t in outermost(expression)}
    return expression.xreplace({t: apart(o.body, o.ranges) for t, o in totals.items()})


def _by_pairs(expression: sp.Expr, facts: Facts, strict: bool, depth: int) -> bool:
    r"""Write products of two sums over one range as one sum over pairs, in both orders.

    So ``\sum_i u_i^2 \sum_j v_j^2 - (\sum_i u_i v_i)^2`` is half the sum of
    ``(u_i v_j - u_j v_i)^2``.
    """
    whole = _numerator(expression, facts)
    totals = sorted(outermost(whole), key=sp.default_sort_key) if whole is not None else []
    ranges = {t.ranges for t in totals}
    if strict or whole is None or len(ranges) != 1 or len(totals[0].ranges) != 1:
        return False
    ((_, count),) = totals[0].ranges
    one, two = Ranged.make("a", count), Ranged.make("b", count)
    names = {t: sp.Dummy(f"s{k}") for k, t in enumerate(totals)}
    terms = sp.Add.make_args(sp.expand(whole.xreplace(names)))
    if any(sp.fraction(term)[1].has(*names.values()) for term in terms):
        return False
    # a sum that is 1 may stand beside any term: that of equal parts, or a known one
    known = [k.total for k in facts.sums if k.value == 1 and k.total.ranges == totals[0].ranges]
    for parts in (1 / count, *(opened_at(total, two) for total in known)):
        body = sp.Integer(0)
        for term in terms:
            factors = [t for t in totals for _ in range(sp.degree(term, names[t]))]
            if len(factors) not in (1, 2):
                return False
            outside = term.xreplace({names[t]: sp.Integer(1) for t in totals})
            second = opened_at(factors[1], two) if len(factors) == 2 else parts
            body += outside * opened_at(factors[0], one) * second
        turned = body.xreplace({one: two, two: one})
        if is_above((body + turned) / 2, facts, strict, depth):
            return True
    return False


def _by_tangents(expression: sp.Expr, facts: Facts, strict: bool, depth: int) -> bool:
    """Look at something that is at most as large."""
    return any(is_above(lower, facts, strict, depth) for lower in _bounds(expression, facts))


def _bounds(expression: sp.Expr, facts: Facts) -> Iterator[sp.Expr]:
    """Yield expressions that are at most *expression*.

    For every real number ``e^a >= 1 + a``, and for positive ones ``1 - 1/w <= log w <= w - 1``.
    The second holds for ``w = a/b`` too, where ``log w`` is ``log a - log b``.
    """
    above, below = sp.fraction(fraction(expression))
    if sign(below, facts) is Sign.POSITIVE and above.has(Log):
        lower = _without_logarithms(sp.expand(above), facts)
        if lower is not None:
            yield lower / below
    for atom in sorted(expression.atoms(Exp), key=sp.default_sort_key):
        whole = sp.expand(above / below) if isinstance(below, Exp | sp.Pow) else expression
        for power in (1, -1):
            factor = sp.expand(whole).coeff(atom, power)
            rest = sp.expand(whole - factor * atom**power)
            single = factor != 0 and not rest.has(atom) and not factor.has(atom)
            if single and exact_sign(factor, facts) in _ABOVE:
                yield factor * (1 + power * atom.args[0]) + rest


def _without_logarithms(rest: sp.Expr, facts: Facts) -> sp.Expr | None:
    """Return a lower bound for what is linear in logarithms, each with a factor of known sign."""
    logarithms = sorted(rest.atoms(Log), key=sp.default_sort_key)
    factors = {one: rest.coeff(one, 1) for one in logarithms}
    rest = sp.expand(rest - sp.Add(*(f * one for one, f in factors.items())))
    if rest.has(*logarithms) or any(f.has(Log) for f in factors.values()):
        return None
    lower = rest
    # logarithms with one factor, up to its sign, are that of one number
    groups: list[tuple[sp.Expr, sp.Expr]] = []
    for one, factor in factors.items():
        (w,) = one.args
        for place, (other, number) in enumerate(groups):
            if sp.expand(other - factor) == 0 or sp.expand(other + factor) == 0:
                same = sp.expand(other - factor) == 0
                groups[place] = (other, number * w if same else number / w)
                break
        else:
            groups.append((factor, w))
    for factor, w in groups:
        if exact_sign(factor, facts) in _ABOVE:
            lower += factor * (1 - 1 / w)
        elif exact_sign(-factor, facts) in _ABOVE:
            lower += factor * (w - 1)
        else:
            return None
    return lower


def _by_weights(expression: sp.Expr, facts: Facts, strict: bool, depth: int) -> bool:
    """Look at something that is at most as large, by tangents under sums with one weight."""
    whole = _numerator(expression, facts)
    if whole is None or not whole.has(Total):
        return False
    lower = without_logarithms(whole, facts) if whole.has(Log) else None
    if lower is not None and is_above(lower, facts, strict, depth):
        return True
    return any(is_above(one, facts, strict, depth) for one in beside_powers(whole, facts))


def _from_least(expression: sp.Expr, facts: Facts, strict: bool, depth: int) -> bool:
    """Write sizes, indices and what has a least value alone as that value and the rest."""
    whole = _numerator(expression, facts)
    found = from_least(whole, facts) if whole is not None else None
    return found is not None and is_above(*found, strict, depth)


def _between_ends(expression: sp.Expr, facts: Facts, strict: bool, depth: int) -> bool:
    """Write what lies in an interval as a mean of its ends, with a positive weight."""
    whole = _numerator(expression, facts)
    found = between_ends(whole, facts, strict) if whole is not None else None
    return found is not None and is_above(*found, strict, depth)


_RULES: tuple[_Rule, ...] = (
    _in_cases,
    _in_values,
    _at_places,
    _at_largest,
    _at_deltas,
    _of_parts,
    _by_collecting,
    _by_logarithms,
    _by_exponentials,
    _by_squares,
    _under_sums,
    _by_pairs,
    _by_tangents,
    _by_weights,
    _from_least,
    _between_ends,
)
