"""Points at which the claims of a page are tried.

The rules are there because wrong formulas pass without them. Dimensions are at least 2, different
from each other, and 3 or more at some points, so that no shape fits by chance. Entries of a point
differ from each other, so that no matrix is symmetric and swapped names show. A finite domain is
used up, closed ends are visited, indices run over all their values. The first points are simple
enough for paper; the later ones are spread. The same seed gives the same points.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from fractions import Fraction as Rational
from itertools import chain, islice, permutations, product
from itertools import count as counting
from random import Random
from typing import TypeVar

from eqproof.latex.nodes import ONE, Dim
from eqproof.notation.symbols import (
    REALS,
    Definition,
    Dimension,
    Domain,
    Finite,
    Function,
    Hypothesis,
    Interval,
    Labels,
    Notation,
    Variable,
    is_scalar,
)
from eqproof.numbers.evaluate import Matrix, Point
from eqproof.proof.domains import ends, inside, simple, spread
from eqproof.proof.hypotheses import can_hold, holds, index_range, limits_indices, names_of, tied
from eqproof.proof.meeting import meet, unmoved
from eqproof.proof.names import free_indices as indices_of
from eqproof.proof.names import reached

_Item = TypeVar("_Item")
Ratio = tuple[int, int]
"""A fraction in lowest terms as a key, which is found much faster than the number itself."""

SIMPLE = 7
"""So many points are made of simple numbers."""
SIZES = 4
"""So many choices of dimensions are gone through."""
MOST_COMBINATIONS = 16
"""Up to so many combinations of finite scalars are all tried."""
MOST_SIZES = 5000
"""So many choices of dimensions are looked at to find those."""
MOST_DRAWS = 200
"""So many draws are made before a point on the hypotheses is given up."""
MOST_MOVED = 50
"""So many, if all of them are equations, which a point is moved onto."""
MOST_FAILURES = 3
"""So many points, beyond the combinations of labels, are given up before the search ends."""


def sample(
    notation: Notation, names: Set[str], free_indices: Sequence[str], count: int, seed: int
) -> list[Point]:
    """Return points for a formula that speaks of *names*, on the hypotheses that touch them.

    There are *count* of them, or more when there are more combinations of labels, fewer when there
    are no more different points, none when the hypotheses cannot be met.
    """
    points: list[Point] = []
    for point in _points(notation, names, free_indices, count, seed):
        if point not in points:
            points.append(point)
    return points


def satisfiable(notation: Notation) -> Hypothesis | None:
    """Return the first hypothesis that no drawn point meets together with those before it."""
    for last, hypothesis in enumerate(notation.hypotheses):
        assumed = replace(notation, hypotheses=notation.hypotheses[: last + 1])
        names = notation.symbols.keys()
        indices = indices_of(names_of(hypothesis), notation)
        if next(_points(assumed, names, indices, 1, 0), None) is None:
            return hypothesis
    return None


def _points(
    notation: Notation, names: Set[str], free_indices: Sequence[str], count: int, seed: int
) -> Iterator[Point]:
    random = Random(seed)
    variables, hypotheses = relevant(notation, names)
    labels = {v.key: _labels(v) for v in variables if is_scalar(v.shape) and _labels(v)}
    combinations = list(islice(product(*labels.values()), MOST_COMBINATIONS + 1))
    if len(combinations) <= MOST_COMBINATIONS:
        chosen = _deal(combinations, random)
    else:
        combinations = []
        chosen = zip(*(_deal(values, random) for values in labels.values()), strict=True)
    sizes = _deal(sizes_of(notation, variables, random), random)
    conditions = [h for h in hypotheses if limits_indices(h, notation)]
    others = [h for h in hypotheses if h not in conditions]
    settled = unmoved(others, notation)
    unsettled = [h for h in others if h not in settled]
    places: dict[tuple[int, ...], Iterator[dict[str, int]]] = {}
    draws = MOST_DRAWS if any(h.relation != "=" for h in others) else MOST_MOVED
    turns = counting()
    failures = 0
    for _ in range(max(count, len(combinations))):
        fixed = dict(zip(labels, next(chosen), strict=True))
        for _ in range(draws):
            dims = next(sizes)
            start = _draw(notation, variables, dims, fixed, next(turns), random)
            if not all(holds(h, notation, start) for h in settled):
                continue
            point = meet(unsettled, notation, start)
            if point is None:
                continue
            key = tuple(dims.values())
            if key not in places:
                found = all_places(notation, free_indices, conditions, point)
                places[key] = _deal(found, random)
            place = next(places[key], None)
            if place is not None:
                yield replace(point, indices=place)
                break
        else:
            failures += 1
            # without a single point so far there is little hope of one
            if failures >= (MOST_FAILURES if places else 0) + len(combinations):
                return


def relevant(notation: Notation, names: Set[str]) -> tuple[list[Variable], list[Hypothesis]]:
    """Return the variables behind *names*, and the hypotheses that touch them or one another."""
    functions = (key for key, symbol in notation.symbols.items() if isinstance(symbol, Function))
    found = reached({*names, *functions}, notation)
    hypotheses: list[Hypothesis] = []
    waiting = list(notation.hypotheses)
    while touching := [h for h in waiting if reached(names_of(h), notation) & found]:
        hypotheses += touching
        waiting = [h for h in waiting if h not in touching]
        found = found.union(*(reached(names_of(h), notation) for h in touching))
    symbols = notation.symbols.values()
    variables = [s for s in symbols if isinstance(s, Variable) and s.key in found]
    return variables, [h for h in notation.hypotheses if h in hypotheses]


def _labels(variable: Variable) -> tuple[Rational | None, ...]:
    """Return the numbers of a scalar that must all be tried; None stands for any other."""
    if isinstance(variable.domain, Finite):
        return variable.domain.values
    return tuple(x for end in ends(variable.domain) for x in (end, None))


def all_places(
    notation: Notation,
    free_indices: Sequence[str],
    conditions: Iterable[Hypothesis],
    point: Point,
) -> Sequence[dict[str, int]]:
    """Return all values that the free indices of a formula have together."""
    ranges = [index_range(key, notation, point) for key in free_indices]
    places = [dict(zip(free_indices, numbers, strict=True)) for numbers in product(*ranges)]
    known = tied(conditions, free_indices, notation)
    return [p for p in places if can_hold(known, notation, replace(point, indices=p))]


def _deal(items: Sequence[_Item], random: Random) -> Iterator[_Item]:
    """Yield *items* in order, then over and over again, shuffled anew each time."""
    deck: list[_Item] = list(items)
    while deck:
        yield from deck
        random.shuffle(deck)


# Dimensions


def sizes_of(
    notation: Notation, variables: Iterable[Variable], random: Random
) -> list[dict[str, int]]:
    """Return choices of dimensions: a smallest one, one from 3 upwards, and others."""
    used = {dim for v in variables for dim in v.shape}
    symbols = notation.symbols.values()
    shaped = (s for s in symbols if isinstance(s, Variable | Definition))
    names = dict.fromkeys(dim.name for dim in sorted(used, key=str) if dim.name)
    names |= dict.fromkeys(s.key for s in symbols if isinstance(s, Dimension))
    names |= dict.fromkeys(dim.name for s in shaped for dim in s.shape if dim.name)
    choices = (
        dict(zip(names, numbers, strict=True))
        for numbers in permutations(range(2, max(6, len(names) + 3)), len(names))
    )
    listed = list(islice(choices, MOST_SIZES))
    generic = [sizes for sizes in listed if _is_generic(sizes, used)] or listed
    large = [sizes for sizes in generic if min(sizes.values(), default=0) >= 3]
    first = [generic[0], *large[:1]]
    others = [sizes for sizes in generic if sizes not in first]
    return first + random.sample(others, min(len(others), SIZES - len(first)))


def _is_generic(sizes: Mapping[str, int], used: Iterable[Dim]) -> bool:
    """Whether different dimensions, such as ``d`` and ``k + 1``, have different sizes from 2 up."""
    numbers = [sizes[dim.name] + dim.offset for dim in used if dim.name]
    return len(set(numbers)) == len(numbers) and min(numbers, default=2) >= 2


# Values


def drawn(
    notation: Notation, variables: Sequence[Variable], dims: Mapping[str, int], random: Random
) -> Point:
    """Return a point of simple numbers with these sizes that knows nothing of hypotheses."""
    return _draw(notation, variables, dims, {}, 0, random)


def _draw(
    notation: Notation,
    variables: Sequence[Variable],
    dims: Mapping[str, int],
    fixed: Mapping[str, Rational | None],
    turn: int,
    random: Random,
) -> Point:
    """Return a point that knows nothing of hypotheses."""
    bare = Point(dims=dims)
    values: dict[str, Matrix] = {}
    used: set[Ratio] = set()
    for variable in sorted(variables, key=_order):
        key, domain = variable.key, sized(variable.domain, bare)
        rows, columns = (bare.size(dim) for dim in variable.shape)
        label = fixed.get(key)
        if label is not None:
            values[key] = ((label,),)
        elif isinstance(domain, Finite):
            values[key] = _classes(domain, rows, columns, turn, random)
        else:
            if is_scalar(variable.shape):
                domain = inside(domain)
                if turn == SIMPLE:  # one point where numbers coincide, and x - y is zero
                    used = set()
            values[key] = _tensor(domain, rows, columns, turn, used, random)
    used.add((0, 1))
    increments: dict[str, Matrix] = {}
    for variable in variables:
        if isinstance(variable.domain, Interval):
            rows, columns = (bare.size(dim) for dim in variable.shape)
            increments[variable.key] = _tensor(REALS, rows, columns, turn, used, random)
    functions = [s.key for s in notation.symbols.values() if isinstance(s, Function)]
    numbers = random.sample(range(max(8, len(functions))), len(functions))
    draws = dict(zip(functions, numbers, strict=True))
    return Point(dims, values, {}, increments, draws)


def sized(domain: Domain, point: Point) -> Domain:
    """Return the numbers that labels can be where the sizes of *point* hold."""
    if isinstance(domain, Labels):
        numbers = range(domain.lower, point.size(domain.upper) + 1)
        return Finite(tuple(map(Rational, numbers)))
    return domain


def _order(variable: Variable) -> int:
    """Numbers come before vectors before matrices, so that those get the simpler entries."""
    return sum(dim != ONE for dim in variable.shape)


def _tensor(
    domain: Domain, rows: int, columns: int, turn: int, used: set[Ratio], random: Random
) -> Matrix:
    """Return entries of *domain* that differ from those in *used*, and add them to it."""
    first = simple(domain) if turn <= SIMPLE else ()
    others = spread(domain)

    def entry() -> Rational:
        x = _number(first, others, turn, used, random)
        used.add(x.as_integer_ratio())
        return x

    return tuple(tuple(entry() for _ in range(columns)) for _ in range(rows))


def _number(
    first: Sequence[Rational],
    others: Sequence[Rational],
    turn: int,
    used: Set[Ratio],
    random: Random,
) -> Rational:
    """Return one of the *first* numbers, or else of the *others*, and if possible a new one."""
    start = turn % len(first) if first else 0
    for x in chain(first[start:], first[:start]):
        if x.as_integer_ratio() not in used:
            return x
    for _ in range(8):
        x = random.choice(others)
        if x.as_integer_ratio() not in used:
            break
    return x


def _classes(domain: Finite, rows: int, columns: int, turn: int, random: Random) -> Matrix:
    """Return a tensor of finitely many values, at first not all the same."""
    flat = [random.choice(domain.values) for _ in range(rows * columns)]
    if turn < SIMPLE and len(set(flat)) == 1 < len(domain.values):
        cell = random.randrange(len(flat))
        flat[cell] = random.choice([x for x in domain.values if x != flat[cell]])
    return tuple(tuple(flat[i * columns : (i + 1) * columns]) for i in range(rows))
