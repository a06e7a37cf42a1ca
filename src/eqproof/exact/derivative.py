"""Differentiating scalar expressions: the sum, product and chain rules, and nothing else.

A derivative is given by what it makes of the leaves, so that the partial derivative by one entry
and the change along free increments are one function.
"""

from collections.abc import Callable

import sympy as sp

from eqproof.exact.matrix_terms import DeterminantValue, InverseEntry, own_places
from eqproof.exact.terms import (
    Absolute,
    Approach,
    Area,
    Below,
    Delta,
    Equal,
    Erf,
    Exp,
    Kept,
    Label,
    Largest,
    Log,
    Multiplied,
    Opaque,
    Ranged,
    Root,
    Smooth,
    Total,
)

Leaf = Callable[[sp.Expr], sp.Expr]

# An estimate of an index expression goes through so many of its indices.
_MOST_INDICES = 8
# Powers up to this are multiplied out, for the deltas in them.
_HIGHEST_POWER = 4


def slope(expression: sp.Expr, leaf: Leaf) -> sp.Expr:
    """Return the derivative of *expression*, where conditions stay what they are.

    That is the derivative of the piece on whose side a point lies. It is that of the whole where
    the pieces join smoothly, which ``conditions`` asks for.
    """
    return _released(derive(_kept(expression), leaf))


def _kept(expression: sp.Expr) -> sp.Expr:
    if not expression.has(Equal, Below):
        return expression
    match expression:
        case Equal() | Below():
            return Kept(expression)
        case Area() | Approach():
            # what changes inside of these moves their value
            return expression
        case _:
            return expression.func(*(_kept(a) for a in expression.args))


def _released(expression: sp.Expr) -> sp.Expr:
    kept = expression.atoms(Kept)
    return expression.xreplace({k: k.args[0] for k in kept}) if kept else expression


def derive(expression: sp.Expr, leaf: Leaf) -> sp.Expr:
    """Return the derivative of *expression*, where *leaf* gives that of a symbol or an entry.

    Raises TypeError for an expression that has no rule.
    """
    match expression:
        case sp.Symbol() | sp.Indexed():
            return leaf(expression)
        case sp.Number() | sp.NumberSymbol() | Delta() | Label() | Kept():
            return sp.Integer(0)
        case sp.Add():
            return sp.Add(*(derive(term, leaf) for term in expression.args))
        case sp.Mul():
            return _product(expression.args, leaf)
        case sp.Pow(base=base, exp=exponent):
            return _power(base, exponent, leaf)
        case Exp():
            return expression * derive(expression.args[0], leaf)
        case Log(args=(inner,)):
            return _relative(inner, leaf)
        # both hold where the function is not 0; that it is not is a condition of the derivative
        case Absolute(args=(inner,)):
            return inner / expression * derive(inner, leaf)
        case Root(args=(inner,)):
            return derive(inner, leaf) / (2 * expression)
        case Opaque(args=(name, order, argument)):
            return Opaque(name, order + 1, argument) * derive(argument, leaf)
        case Largest(body=body):
            # it follows the body where one value is the largest, which is not known here
            if derive(body, leaf) != 0:
                raise TypeError("a largest value that changes with the variable")
            return sp.Integer(0)
        case Smooth():
            return _through_arguments(expression, leaf)
        case Equal(args=(difference,)) | Below(args=(difference,)):
            # it jumps where the difference passes 0, so only what stays has a derivative: 0
            if derive(difference, leaf) != 0:
                raise TypeError("a condition that changes with the variable")
            return sp.Integer(0)
        case sp.sin() | sp.cos() | sp.atan():
            return expression.fdiff() * derive(expression.args[0], leaf)
        case Erf(args=(inner,)):
            return 2 * Exp(-(inner**2)) / sp.sqrt(sp.pi) * derive(inner, leaf)
        case Area() if expression.is_finite_range:
            return _of_area(expression, leaf)
        case Total():
            return contracted(derive(expression.body, leaf), expression.ranges)
        case InverseEntry() | DeterminantValue():
            return _of_matrix(expression, leaf)
        case Multiplied(body=body, ranges=(only,)):
            # each factor in turn, beside all others; what stands to the power of 0 is left out
            index, count = only
            own = Ranged.make("p", count)
            slope = derive(body, leaf).xreplace({index: own})
            others = Multiplied(body ** (1 - Delta(index, own)), (index, count))
            return contracted(slope * others, (sp.Tuple(own, count),))
        case _:
            raise TypeError(f"no rule for {type(expression).__name__}")


def _relative(expression: sp.Expr, leaf: Leaf) -> sp.Expr:
    """Return the derivative of *expression*, which is not 0, over itself: that of its logarithm.

    Of a product, none of whose factors is 0 either, it is the sum of what it is of the factors.
    """
    match expression:
        case sp.Mul():
            return sp.Add(*(_relative(factor, leaf) for factor in expression.args))
        case Multiplied(body=body):
            return contracted(_relative(body, leaf), expression.ranges)
        case Exp():
            return derive(expression.args[0], leaf)
        case _:
            return derive(expression, leaf) / expression


def partial(target: sp.Expr) -> Leaf:
    """Return what the derivative by *target*, a symbol or an entry, makes of the leaves."""

    def leaf(atom: sp.Expr) -> sp.Expr:
        if isinstance(atom, sp.Indexed) and isinstance(target, sp.Indexed):
            if atom.base != target.base:
                return sp.Integer(0)
            pairs = zip(atom.indices, target.indices, strict=True)
            return sp.Mul(*(Delta(a, b) for a, b in pairs))
        return sp.Integer(int(atom == target))

    return leaf


def _product(factors: tuple[sp.Expr, ...], leaf: Leaf) -> sp.Expr:
    terms = []
    for place, factor in enumerate(factors):
        inner = derive(factor, leaf)
        if inner != 0:
            terms.append(sp.Mul(*factors[:place], inner, *factors[place + 1 :]))
    return sp.Add(*terms)


def _of_area(area: Area, leaf: Leaf) -> sp.Expr:
    """Leibniz' rule. The body is smooth between the ends: that is a condition of the derivative.

    At an end that moves it must not jump either: there the slopes from the two sides differ.
    """
    x = area.symbol
    moves = any(derive(end, leaf) != 0 for end in area.ends)
    if moves and any(x in jump.free_symbols for jump in area.body.atoms(Equal, Below)):
        raise TypeError("an integral that ends where a condition may change")

    def inside(atom: sp.Expr) -> sp.Expr:
        return sp.Integer(0) if atom == x else leaf(atom)

    lower, upper = area.ends
    moving = Area(derive(area.body, inside), x, lower, upper)
    at_upper = area.body.xreplace({x: upper}) * derive(upper, leaf)
    return moving + at_upper - area.body.xreplace({x: lower}) * derive(lower, leaf)


def _power(base: sp.Expr, exponent: sp.Expr, leaf: Leaf) -> sp.Expr:
    by_base = exponent * base ** (exponent - 1) * derive(base, leaf)
    if exponent.is_number:
        return by_base
    return by_base + base**exponent * Log(base) * derive(exponent, leaf)


def _through_arguments(value: Smooth, leaf: Leaf) -> sp.Expr:
    """Chain rule: add up, over every entry of every argument, the slope by it times its own."""
    terms = []
    for number, (body, *ranges) in enumerate(value.arguments):
        own = {i: Ranged.make("p", n) for i, n in ranges}
        slope = derive(body.xreplace(own), leaf)
        if slope != 0:
            term = value.by(number, *own.values()) * slope
            running = tuple(sp.Tuple(p, p.count) for p in own.values())
            terms.append(contracted(term, running) if running else term)
    return sp.Add(*terms)


def _of_matrix(expression: sp.Expr, leaf: Leaf) -> sp.Expr:
    """The change of the inverse is -M^{-1} dM M^{-1}; that of the determinant det M tr(M^{-1} dM).

    Both hold where there is an inverse, which is a condition of the derivative.
    """
    p, q = own_places(expression)
    slope = derive(expression.at(p, q), leaf)
    if slope == 0:
        return sp.Integer(0)
    ranges = (sp.Tuple(p, p.count), sp.Tuple(q, q.count))
    if isinstance(expression, InverseEntry):
        row, column = expression.row, expression.column
        around = expression.moved(row, p) * expression.moved(q, column)
        return -contracted(slope * around, ranges)
    return expression * contracted(slope * InverseEntry(*expression.args, q, p), ranges)


def contracted(body: sp.Expr, ranges: tuple[sp.Tuple, ...]) -> sp.Expr:
    """Return the sum of *body* over *ranges*, with every delta used up that a range covers.

    A delta between the summed index and another picks one term. It does so only if that term is
    surely in the range.
    """
    result = sp.Integer(0)
    for term in sp.Add.make_args(_spread(body)):
        result += _contract_term(_once(term), list(ranges))
    return result


def _spread(expression: sp.Expr) -> sp.Expr:
    """Multiply out just so far that every delta is a factor of a term."""
    if not expression.has(Delta):
        return expression
    if isinstance(expression, sp.Add):
        return sp.Add(*(_spread(a) for a in expression.args))
    if isinstance(expression, sp.Mul):
        for place, factor in enumerate(expression.args):
            spread = _spread(factor) if factor.has(Delta) else factor
            if isinstance(spread, sp.Add):
                rest = expression.args[:place] + expression.args[place + 1 :]
                return sp.Add(*(_spread(sp.Mul(*rest, term)) for term in spread.args))
    match expression:
        case sp.Pow(base=sp.Add() as base, exp=sp.Integer() as times):
            if 1 < times <= _HIGHEST_POWER:
                return _spread(sp.expand(base**times))
    return expression


def _once(term: sp.Expr) -> sp.Expr:
    """Return *term* with a delta for every power of one, as a delta is 0 or 1."""
    return sp.Mul(
        *(
            base if isinstance(base, Delta) and power.is_Integer and power > 0 else base**power
            for base, power in (f.as_base_exp() for f in sp.Mul.make_args(term))
        )
    )


def _contract_term(term: sp.Expr, ranges: list[sp.Tuple]) -> sp.Expr:
    if term == 0:
        return term
    for place, (running, count) in enumerate(ranges):
        for factor in sp.Mul.make_args(term):
            if not isinstance(factor, Delta) or not factor.has(running):
                continue
            other = _solve(factor, running)
            if other is None or not in_range(other, count):
                continue
            rest = sp.Mul(*(f for f in sp.Mul.make_args(term) if f is not factor))
            left = ranges[:place] + ranges[place + 1 :]
            picked = rest.xreplace({running: other})
            return contracted(picked, tuple(left)) if left else picked
    # a delta that no index of this sum is in leaves it, for the sum around it to use up
    running = {r[0] for r in ranges}
    outside = [
        f for f in sp.Mul.make_args(term) if isinstance(f, Delta) and not f.free_symbols & running
    ]
    inside = sp.Mul(*(f for f in sp.Mul.make_args(term) if f not in outside))
    return sp.Mul(*outside, Total(inside, *ranges))


def _solve(delta: sp.Expr, running: sp.Symbol) -> sp.Expr | None:
    """Return the value of *running* at which the two indices of *delta* are equal."""
    one, two = delta.args
    for here, there in ((one, two), (two, one)):
        shift = here - running
        if not shift.has(running) and not there.has(running):
            return there - shift
    return None


def in_range(value: sp.Expr, count: sp.Expr) -> bool:
    """Whether the index *value* surely lies between 1 and *count*."""
    return bool(value.is_integer) and is_not_negative(value - 1) and is_not_negative(count - value)


def is_not_negative(expression: sp.Expr) -> bool:
    """Whether *expression* is surely 0 or more, whatever its indices are within their ranges."""
    for _ in range(_MOST_INDICES):
        # a label may have an index for its position, which goes with it
        indices = sorted(expression.atoms(Label), key=str)
        indices = indices or sorted(expression.atoms(Ranged), key=lambda i: i.dummy_index)
        if not indices:
            break
        index = indices[-1]
        slope = expression.coeff(index, 1)
        if not slope.is_Integer or (expression - slope * index).has(index):
            return False
        expression = expression.xreplace({index: sp.Integer(1) if slope > 0 else index.count})
    return expression.is_nonnegative is True and not expression.has(Ranged, Label)
