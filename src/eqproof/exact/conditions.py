"""What must hold for a formula to be defined.

Denominators are not 0, logarithms and real powers have positive arguments, subscripts number
entries that exist. The conditions of a derivative are those of what is differentiated.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import sympy as sp

from eqproof.exact.binders import (
    OUTCOMES,
    Opening,
    always,
    approach,
    at_place,
    ends,
    numbered,
    opened,
    places,
)
from eqproof.exact.dependence import moving, moving_on, stands_still
from eqproof.exact.derivative import contracted
from eqproof.exact.domains import anywhere, apart, of_power, of_slice, of_subscripts
from eqproof.exact.elementary import KINKED, LOGARITHMS
from eqproof.exact.frames import Entry
from eqproof.exact.functions import applied, at_own_names, running
from eqproof.exact.joins import comparisons_of, joins_of, whole_of
from eqproof.exact.meaning import Frame, case_weights, count_of, entries_of, entry, shape_of
from eqproof.exact.needs import Condition
from eqproof.exact.series import counted, margins
from eqproof.exact.terms import Approach, Ranged
from eqproof.exact.truth import gap
from eqproof.latex.nodes import (
    SCALAR,
    Add,
    At,
    BigOperator,
    Binder,
    Call,
    Cases,
    Comparison,
    Component,
    Constant,
    Derivative,
    Differential,
    Draw,
    Expectation,
    Fraction,
    Gradient,
    Indicator,
    Integral,
    Limit,
    Name,
    Node,
    Number,
    Power,
    Product,
    Series,
    Slice,
    Stack,
    TensorFunction,
    children,
    comparisons,
)
from eqproof.notation.symbols import Definition, Function, own_tensors


def conditions(node: Node, frame: Frame, seen: set[str], derived: int = 0) -> Iterator[Condition]:
    """Yield what must hold for *node*, and the definitions it rests on, to be defined.

    Definitions in *seen* are passed over, and those gone through are added to it; with a prime
    and what it is by, where a derivative of them is taken, which must not be done at a kink.
    *derived* says how often it is taken.
    """
    if derived and (isinstance(node, Comparison) or stands_still(node, frame)):
        # of a comparison only the truth matters, and that it changes is said where it stands
        derived = 0
    found = _conditions(node, frame, seen, derived)
    if not derived or not isinstance(node, _WHOLES) or shape_of(node, frame) != SCALAR:
        yield from found
        return
    for condition in found:
        if condition.join is None or condition.join.order != derived:
            yield condition
        else:
            join = condition.join.inside(whole_of(node, frame))
            yield replace(condition, join=join)


_WHOLES = (Add, Call, Product, Power, Fraction, Cases, BigOperator)
"""Parts of a formula in which a kink further inside may be gone."""


def _conditions(node: Node, frame: Frame, seen: set[str], derived: int) -> Iterator[Condition]:
    if isinstance(node, Binder):
        # a name that is bound may move with what stands at its place, though it is another one
        frame = moving_on(frame)
    mark = "'" * derived + (frame.by or "") * (derived > 0)
    match node:
        case Name(key) if key not in frame.bound and key + mark not in seen:
            definition = frame.notation.lookup(key)
            if isinstance(definition, Definition):
                seen.add(key + mark)
                joined = False
                values = frame.over(definition.over) | {
                    e: Ranged.make(e, count_of(d)) + definition.first - 1
                    for e, d in zip(definition.entries, definition.shape, strict=False)
                }
                inner = replace(frame, bound=values)
                for condition in conditions(definition.body, inner, seen, derived):
                    joined = joined or condition.join is not None
                    yield condition
                if joined:
                    # that it is smooth as part of one formula says nothing of another
                    seen.discard(key + mark)
            return
        case Fraction(_, denominator):
            yield Condition("nonzero", anywhere(denominator, frame), node)
        case Component(base, indices):
            yield from of_subscripts(node, base, indices, frame)
        case Slice(base, index, kind):
            yield from of_slice(node, base, index, kind == "column", frame)
        case Product(_, right, r"\oslash"):
            yield Condition("nonzero", anywhere(right, frame), node)
        case Power(Call(r"\abs", inside, 0), Number("2")):
            return (yield from _all(inside, frame, seen, derived))
        case Power(TensorFunction("norm" | "norm2" | "normF", inside), Number("2")):
            # the square has no kink where the norm has one
            return (yield from _all((inside,), frame, seen, derived))
        case Power(base, exponent) if not isinstance(base, Constant):
            yield from of_power(node, base, exponent, frame, derived)
        case TensorFunction("det") if derived:
            # its slope is written with the inverse
            yield Condition("nonzero", entry(node, frame), node)
        case TensorFunction("spectral") if derived:
            # two singular values may be the largest one, and then there is a kink
            yield Condition("unknown", sp.Integer(0), node)
        case TensorFunction("norm1", argument) if derived:
            yield Condition("nonzero", anywhere(argument, frame), node)
        case TensorFunction("norm" | "norm2" | "normF") if derived:
            yield Condition("nonzero", entry(node, frame), node)
        case Derivative(_, variables):
            frame = moving_on(frame, variables) if derived else moving(variables, frame)
            derived += len(variables)
        case Gradient(_, variable):
            frame = moving_on(frame, (variable,)) if derived else moving((variable,), frame)
            derived += 1
        case Differential():
            derived, frame = derived + 1, moving_on(frame)
        case Call(function, arguments):
            known = frame.notation.lookup(function)
            if isinstance(known, Function) and known.body is not None:
                yield from _of_body(known, known.body, node, frame, seen, derived)
            elif function in KINKED and (derived or node.primes):
                yield from apart(node, arguments, frame, derived + node.primes)
            elif function in (r"\log", r"\ln", *LOGARITHMS):
                yield Condition("positive", anywhere(arguments[0], frame), node)
            elif function == r"\tan":
                yield Condition("nonzero", sp.cos(anywhere(arguments[0], frame)), node)
        case Indicator(condition) if derived:
            for join in joins_of(comparisons(condition), derived, frame):
                yield Condition("join", join.difference, node, join=join)
        case Cases():
            yield from _of_cases(node, frame, seen, derived)
            return
        case At(body, key, value):
            yield from conditions(value, frame, seen, derived)
            opening = opened(key, frame)
            # what was gone through for all values in the domain of the name says nothing here
            for condition in conditions(body, opening.frame, set(), derived):
                yield _put(condition, opening, at_place(value, frame, entry))
            return
        case Integral():
            yield from _of_integral(node, frame, seen, derived)
            return
        case Limit():
            yield from _of_limit(node, frame, seen, derived)
            return
        case Series():
            yield from _of_series(node, frame, seen, derived)
            return
        case Expectation(body, _, draws):
            yield from _of_draws(draws, body, frame, seen, derived)
            return
        case (
            BigOperator(index=index, lower=lower, upper=upper)
            | Stack(index=index, lower=lower, upper=upper)
        ):
            first = entry(lower, frame)
            if isinstance(node, BigOperator) and node.kind in ("max", "min"):
                yield Condition("positive", entry(upper, frame) - first + 1, node)
                if derived:
                    # two values may be the largest one, and then there is a kink
                    yield Condition("unknown", sp.Integer(0), node)
            position = Ranged.make("p", entry(upper, frame) - first + 1)
            frame = frame.binding({index: position + first - 1})
            if derived and isinstance(node, BigOperator) and node.condition is not None:
                for join in joins_of(comparisons(node.condition), derived, frame):
                    yield Condition("join", join.difference, node, join=join)
        case _:
            pass
    yield from _all(children(node), frame, seen, derived)


def _of_body(
    function: Function, body: Node, node: Call, frame: Frame, seen: set[str], derived: int
) -> Iterator[Condition]:
    """Yield what the body of a function needs at the arguments, and that indices are in range."""
    for parameter, argument in zip(function.parameters, node.arguments, strict=True):
        position, first = running(parameter, frame)
        if isinstance(position, Ranged):
            yield Condition("subscript", entry(argument, frame) - first, node, position.count)
    derived += node.primes
    if at_own_names(function, node, frame) and not own_tensors(function):
        pairs = zip(function.parameters, node.arguments, strict=True)
        values = {p: anywhere(a, frame) for p, a in pairs if p not in function.declared}
        # a derivative goes by the parameters here, if there are any of its own
        bound = {**frame.over(function.over), **values}
        inner = replace(frame, bound=bound, by=None if values else frame.by)
        return (yield from conditions(body, inner, seen, derived))
    arguments = [
        entries_of(a, frame) if function.shapes else always(anywhere(a, frame))
        for a in node.arguments
    ]
    application = applied(function, node, frame, arguments)
    # a join is one for all values of the parameters, which may move all
    inner = moving_on(application.frame)
    # what was gone through for all values of the parameters says nothing here
    for condition in conditions(body, inner, set(), derived):
        where = None if condition.where is None else application.put(condition.where)
        join = condition.join and replace(condition.join, is_closed=True)
        expression = application.put(condition.expression)
        yield replace(condition, expression=expression, where=where, join=join)


def _all(nodes: Iterable[Node], frame: Frame, seen: set[str], derived: int) -> Iterator[Condition]:
    for node in nodes:
        yield from conditions(node, frame, seen, derived)


def _of_cases(node: Cases, frame: Frame, seen: set[str], derived: int) -> Iterator[Condition]:
    """Yield that exactly one case holds, and what its value needs there.

    A definition that is gone through inside of a case is not shown to be defined elsewhere.
    """
    shares = case_weights(node, frame)
    yield Condition("one case", gap(shares), node)
    if derived:
        for join in joins_of(comparisons_of(node), derived, frame):
            yield Condition("join", join.difference, node, join=join)
    for branch, share in zip(node.branches, shares, strict=True):
        if branch.condition is not None:
            yield from conditions(branch.condition, frame, seen, derived)
        for condition in conditions(branch.value, frame, set(seen), derived):
            where = share if condition.where is None else share * condition.where
            yield replace(condition, where=where)


def _put(condition: Condition, opening: Opening, value: Entry) -> Condition:
    where, join = condition.where, condition.join
    return replace(
        condition,
        join=join and join.renamed(opening.symbol or sp.Symbol(opening.key, real=True)),
        expression=opening.put(condition.expression, value),
        where=None if where is None else opening.put(where, value),
    )


def _of_integral(node: Integral, frame: Frame, seen: set[str], derived: int) -> Iterator[Condition]:
    """Yield that the integral is finite, and what the body needs from one end to the other."""
    for end in (node.lower, node.upper):
        if end is not None:
            yield from conditions(end, frame, seen, derived)
    yield Condition("integral", entry(node, frame), node)
    opening = opened(node.key, frame)
    for condition in conditions(node.body, opening.frame, set(), derived):
        for place in places(*ends(node, frame, entry)):
            yield _put(condition, opening, always(place))


def _of_limit(node: Limit, frame: Frame, seen: set[str], derived: int) -> Iterator[Condition]:
    """Yield that the limit exists, and what the body needs around its place, but not there."""
    if node.target is not None:
        yield from conditions(node.target, frame, seen, derived)
    yield Condition("limit", entry(node, frame), node)
    opening = opened(node.key, frame)
    symbol, value, kind = approach(node, frame, entry)
    sides = (symbol, -symbol) if kind in ("both", "smooth") else (symbol,)
    for condition in conditions(node.body, opening.frame, set(), derived):
        inside = _put(condition, opening, always(value))
        if not inside.expression.has(symbol):
            yield inside
        elif inside.need not in ("nonzero", "positive", "nonnegative"):
            yield replace(inside, need="unknown")
        else:
            sign = "sign far" if kind == "far" else "sign near"
            for side in sides:
                near = inside.expression.xreplace({symbol: side})
                yield replace(inside, expression=Approach(near, symbol, sign), where=None)


def _of_series(node: Series, frame: Frame, seen: set[str], derived: int) -> Iterator[Condition]:
    """Yield what the body needs at every place, and that its powers become small."""
    yield from conditions(node.body, counted(node, frame, entry)[0], seen, derived)
    yield from (Condition("converges", m, node) for m in margins(node, frame, entry))


def _of_draws(
    draws: Sequence[Draw], body: Node, frame: Frame, seen: set[str], derived: int
) -> Iterator[Condition]:
    """Yield that probabilities are some, and what the body needs for every outcome."""
    if not draws:
        yield from conditions(body, frame, set(), derived)
        return
    draw = draws[0]
    (parameter,) = draw.law.parameters
    yield from conditions(parameter, frame, seen, derived)
    if draw.law.kind == "Bernoulli":
        chance = entry(parameter, frame)
        yield Condition("nonnegative", chance, parameter)
        yield Condition("nonnegative", 1 - chance, parameter)
        opening = opened(draw.key, frame)
        inside = list(_of_draws(draws[1:], body, opening.frame, seen, derived))
        for outcome in OUTCOMES:
            yield from (_put(condition, opening, always(outcome)) for condition in inside)
        return
    inner, position = numbered(draw, frame)
    chance = entry(parameter, frame, position)
    yield Condition("nonnegative", chance, parameter)
    total = contracted(chance, (sp.Tuple(position, position.count),))
    yield Condition("all chances", total - 1, parameter)
    yield from _of_draws(draws[1:], body, inner, seen, derived)
