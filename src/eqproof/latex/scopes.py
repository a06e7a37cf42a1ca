r"""What the rest of a statement says of its sums: which index runs, and whether one has ended.

``\sum e^{x_j}`` runs over ``j`` if that is the one index in it that nothing else in the statement
speaks of. ``\sum_j a_j - b_j`` may use ``j`` behind its end if another side of the chain is about
one ``j`` as well: then the whole statement is said of every ``j``. Elsewhere both are slips.
"""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field, replace

from eqproof.diagnostics import ReadingError
from eqproof.latex.names import Names
from eqproof.latex.nodes import (
    BigOperator,
    Name,
    Node,
    children,
    free_names,
    walk,
    with_parts,
)
from eqproof.latex.places import moved
from eqproof.source import Span

UNKNOWN = ""
"""The index of a sum that does not say which one runs, until the statement is read."""


@dataclass(frozen=True, slots=True)
class Behind:
    """A *term* that uses the *index* of a sum which ended before it, and what to say of that."""

    index: str
    term: Span
    error: ReadingError


@dataclass(slots=True)
class Doubts:
    """What the statement that is being read has to settle; *bare* by the place of the sum."""

    behind: list[Behind] = field(default_factory=list)
    bare: dict[Span, ReadingError] = field(default_factory=dict)


def settle_scopes(sides: Sequence[Node], doubts: Doubts, names: Names) -> list[Node]:
    """Return the *sides* of a statement with the indices of all sums. Raises ReadingError."""
    found = list(sides)
    if doubts.bare:
        said = {key for side in sides for key, _ in _standing(side)}
        found = [_named(side, said, doubts, names) for side in sides]
    terms = {behind.term for behind in doubts.behind}
    for behind in doubts.behind:
        about = [_says(side, behind.index, terms) for side in found]
        mine = [_holds(side, behind.term) for side in found]
        if not any(says and not own for says, own in zip(about, mine, strict=True)):
            raise behind.error
    doubts.behind.clear()
    return found


def check_not_limited(sides: Sequence[Node], doubts: Doubts, conditions: Sequence[Node]) -> None:
    """Refuse *conditions* on an index that runs in a sum which does not name it."""
    limited = set().union(*(free_names(condition) for condition in conditions))
    for node in (part for side in sides for part in walk(side)):
        if isinstance(node, BigOperator) and node.span in doubts.bare and node.index in limited:
            raise ReadingError(
                "ambiguous",
                node.span,
                f"this sum runs over {node.index} without saying so, and a condition speaks of it",
                "write the index below the sum, and the condition too if it is one",
            )


def _standing(
    node: Node, bound: Set[str] = frozenset(), *, within: bool = False
) -> Iterator[tuple[str, Span]]:
    """Yield the names that stand free in *node*; what sums without an index hold only *within*."""
    match node:
        case Name(key):
            if key not in bound:
                yield key, node.span
        case BigOperator(index=index) if index == UNKNOWN and not within:
            return
        case _:
            free = free_names(node)
            for child in children(node):
                inside = bound | (free_names(child) - free)
                yield from _standing(child, inside, within=within)


def _says(side: Node, index: str, terms: set[Span]) -> bool:
    """Whether *index* stands free in *side* outside of all *terms*."""
    return any(
        key == index and not any(_covers(term, place) for term in terms)
        for key, place in _standing(side, within=True)
    )


def _covers(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _holds(side: Node, place: Span) -> bool:
    return _covers(side.span, place)


def _named(node: Node, taken: Set[str], doubts: Doubts, names: Names) -> Node:
    """Return *node* with an index for every sum that has none, other than those that are *taken*.

    Taken is what stands free outside of such sums, what runs around them, and, for one inside of
    another, what the other holds beside it.
    """
    bare = isinstance(node, BigOperator) and node.index == UNKNOWN
    if bare:
        inside = taken | {key for child in children(node) for key, _ in _standing(child)}
    else:
        inside = taken | set().union(*map(free_names, children(node))) - free_names(node)
    new = with_parts(node, lambda part: _named(part, inside, doubts, names))
    if not isinstance(new, BigOperator) or new.index != UNKNOWN:
        return new
    running = sorted((free_names(new.body) & set(names.indices)) - taken - names.bound)
    if len(running) != 1:
        raise doubts.bare[new.span]
    lower, upper = (moved(end, new.span) for end in names.indices[running[0]])
    return replace(new, index=running[0], lower=lower, upper=upper)
