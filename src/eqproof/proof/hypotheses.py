"""Whether the hypotheses of a page hold at a point, for every value of their free indices."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction as Rational
from itertools import product

from eqproof.latex.nodes import Add, Negative, Node
from eqproof.notation.symbols import Dimension, Hypothesis, Index, Notation
from eqproof.numbers.arithmetic import Undefined, rational
from eqproof.numbers.evaluate import Point, evaluate
from eqproof.proof.names import free_indices, free_names, reached

ROUNDING = Rational(1, 10**80)
"""How far sides may be apart whose values are not rational, and so were rounded."""


def names_of(hypothesis: Hypothesis) -> set[str]:
    """Return the names that *hypothesis* speaks of."""
    return free_names(hypothesis.left) | free_names(hypothesis.right)


def difference(hypothesis: Hypothesis) -> Node:
    """Return the left side minus the right one."""
    return Add((hypothesis.left, Negative(hypothesis.right)))


def index_range(key: str, notation: Notation, point: Point) -> range:
    """Return the values that the declared index *key* runs over at *point*."""
    symbol = notation.lookup(key)
    if not isinstance(symbol, Index):
        raise ValueError(f"{key} is no index")
    ((lower,),) = evaluate(symbol.lower, notation, point, rational())
    ((upper,),) = evaluate(symbol.upper, notation, point, rational())
    return range(int(lower), int(upper) + 1)


def instances(hypothesis: Hypothesis, notation: Notation, point: Point) -> Iterator[Point]:
    """Yield *point* with every value of the indices that *hypothesis* leaves free."""
    keys = free_indices(names_of(hypothesis), notation)
    for numbers in product(*(index_range(key, notation, point) for key in keys)):
        yield replace(point, indices=dict(zip(keys, numbers, strict=True)))


def limits_indices(hypothesis: Hypothesis, notation: Notation) -> bool:
    r"""Whether *hypothesis* speaks of free indices alone, as ``i \ne j`` does.

    Such a one is not claimed for every value of the indices: it says which values are meant.
    """
    symbols = [notation.symbols[key] for key in reached(names_of(hypothesis), notation)]
    return all(isinstance(s, Index | Dimension) for s in symbols) and any(
        isinstance(s, Index) for s in symbols
    )


def tied(
    hypotheses: Iterable[Hypothesis], keys: Iterable[str], notation: Notation
) -> list[Hypothesis]:
    r"""Return those that limit one of the indices *keys*, be it through another index.

    Of ``i < j`` in the set from 1 to ``n`` a claim on ``i`` alone is said where there is such a
    ``j``: not for ``i = n``.
    """
    known = set(keys)
    found: list[Hypothesis] = []
    waiting = [(h, set(free_indices(names_of(h), notation))) for h in hypotheses]
    while touching := [(h, own) for h, own in waiting if own & known]:
        found += [h for h, _ in touching]
        waiting = [one for one in waiting if one not in touching]
        known = known.union(*(own for _, own in touching))
    return found


def can_hold(conditions: Sequence[Hypothesis], notation: Notation, point: Point) -> bool:
    """Whether indices that *point* leaves open have values at which all *conditions* hold."""
    used = {key for h in conditions for key in free_indices(names_of(h), notation)}
    keys = sorted(used - point.indices.keys())
    return any(
        all(holds_here(h, notation, at) for h in conditions)
        for numbers in product(*(index_range(key, notation, point) for key in keys))
        for at in (
            replace(point, indices={**point.indices, **dict(zip(keys, numbers, strict=True))}),
        )
    )


def holds(hypothesis: Hypothesis, notation: Notation, point: Point) -> bool:
    """Whether *hypothesis* holds at *point*, for all values of its indices."""
    return all(
        holds_here(hypothesis, notation, at) for at in instances(hypothesis, notation, point)
    )


def holds_here(hypothesis: Hypothesis, notation: Notation, point: Point) -> bool:
    """Whether *hypothesis* holds at *point* with its indices; not where a side is undefined."""
    try:
        matrix = evaluate(difference(hypothesis), notation, point, rational())
    except Undefined:
        return False
    entries = [x for row in matrix for x in row]
    match hypothesis.relation:
        case "=":
            return all(abs(x) < ROUNDING for x in entries)
        case r"\ne":
            return any(abs(x) >= ROUNDING for x in entries)
        case "<":
            return all(x < 0 for x in entries)
        case ">":
            return all(x > 0 for x in entries)
        case r"\le":
            return all(x <= 0 for x in entries)
        case r"\ge":
            return all(x >= 0 for x in entries)
    raise ValueError(f"the relation {hypothesis.relation} cannot be assumed")
