"""Points that are special, at which claims fail that hold at all others.

A strict inequality may fail where everything is 0, or where all entries are the same; a claim about
sums may fail for one entry only. Such points come last, where neither a proof nor a point in
general position has decided: shapes fit at them that need not. So all sizes are 1 together or none
is, and that a side is undefined at such a point says nothing.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from fractions import Fraction as Rational
from itertools import islice
from random import Random

from eqproof.latex.nodes import ONE
from eqproof.notation.symbols import Domain, Finite, Notation, Variable
from eqproof.numbers.evaluate import Matrix, Point
from eqproof.proof.domains import contains, simple
from eqproof.proof.hypotheses import holds, limits_indices
from eqproof.proof.meeting import meet, unmoved
from eqproof.proof.sampling import all_places, drawn, relevant, sized, sizes_of

_MOST_PLACES = 4


def special(notation: Notation, names: Set[str], free_indices: Sequence[str]) -> Iterator[Point]:
    """Yield special points for a formula that speaks of *names*, on the hypotheses about it."""
    variables, hypotheses = relevant(notation, names)
    random = Random(0)
    sizes = sizes_of(notation, variables, random)[0]
    conditions = [h for h in hypotheses if limits_indices(h, notation)]
    others = [h for h in hypotheses if h not in conditions]
    settled = unmoved(others, notation)
    unsettled = [h for h in others if h not in settled]
    for start in _starts(notation, variables, sizes, random):
        if not all(holds(h, notation, start) for h in settled):
            continue
        point = meet(unsettled, notation, start)
        if point is not None:
            places = all_places(notation, free_indices, conditions, point)
            yield from (replace(point, indices=at) for at in islice(places, _MOST_PLACES))


def _starts(
    notation: Notation, variables: Sequence[Variable], sizes: Mapping[str, int], random: Random
) -> Iterator[Point]:
    bare = all(dim == ONE or (dim.name and not dim.offset) for v in variables for dim in v.shape)
    single = [dict.fromkeys(sizes, 1)] if sizes and bare else []
    for dims in (sizes, *single):
        start = drawn(notation, variables, dims, random)
        for number in (Rational(0), None):
            values = {v.key: _even(sized(v.domain, start), start, v, number) for v in variables}
            yield replace(start, values=values)
    for dims in single:
        yield drawn(notation, variables, dims, random)


def _even(domain: Domain, point: Point, variable: Variable, number: Rational | None) -> Matrix:
    """Return a tensor of the same *number*, or of the simplest one, in every entry."""
    if number is None or not contains(domain, number):
        number = domain.values[-1] if isinstance(domain, Finite) else simple(domain)[0]
    rows, columns = (point.size(dim) for dim in variable.shape)
    return ((number,) * columns,) * rows
