r"""Entries of which exactly one is 1 and all others are 0, as labels of classes are.

Numbers from ``\{0, 1\}`` that add up to 1 are such: exactly one of them is 1. Call its place ``c``;
then every entry is 1 where its index is ``c``, and 0 elsewhere. What holds for every place ``c``
holds for every such choice of entries.
"""

from collections.abc import Sequence

import sympy as sp

from eqproof.exact.terms import Delta, Ranged, bound_in, name_of
from eqproof.notation.symbols import Finite
from eqproof.proof.facts import Facts
from eqproof.proof.known import Known, fits


def with_places(expression: sp.Expr, facts: Facts) -> sp.Expr:
    """Return *expression* with deltas for such entries; of a matrix, for each row by itself.

    Two rows that are written differently may be the same one. Then their places are one of all the
    pairs of places for which *expression* is looked at.
    """
    bound = bound_in(expression)
    places: dict[tuple[object, ...], Ranged] = {}
    deltas: dict[sp.Expr, sp.Expr] = {}
    for known in filter(lambda one: _is_hot(one, facts), facts.sums):
        body = known.total.body
        ((running, count),) = known.total.ranges
        at = body.indices.index(running)
        for atom in sorted(expression.atoms(sp.Indexed), key=sp.default_sort_key):
            if name_of(atom) == name_of(body) and atom not in deltas:
                row = tuple(i for k, i in enumerate(atom.indices) if k != at)
                rows = [i for k, i in enumerate(body.indices) if k != at]
                place = places.setdefault((body.base, at, row), Ranged.make("c", count))
                inside = _covers(rows, row, known) and fits(place, atom.indices[at], set())
                if inside and not any(i.free_symbols & bound for i in row):
                    deltas[atom] = Delta(atom.indices[at], place)
    return expression.xreplace(deltas)


def _is_hot(known: Known, facts: Facts) -> bool:
    """Whether a hypothesis says that numbers, each 0 or 1, add up to 1."""
    body, ranges = known.total.body, known.total.ranges
    if known.value != 1 or len(ranges) != 1 or not isinstance(body, sp.Indexed):
        return False
    domain = facts.domain(body)
    ((index, _),) = ranges
    labels = isinstance(domain, Finite) and set(domain.values) <= {0, 1}
    return labels and list(body.indices).count(index) == 1


def _covers(rows: Sequence[sp.Expr], given: Sequence[sp.Expr], known: Known) -> bool:
    """Whether the hypothesis speaks of the *given* row."""
    return all(
        fits(i, value, set()) if i in known.free else i == value
        for i, value in zip(rows, given, strict=True)
    )
