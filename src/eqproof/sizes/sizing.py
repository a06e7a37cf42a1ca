"""Sizes that follow from one another while a formula is sized, and shapes in words."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from eqproof.diagnostics import ReadingError
from eqproof.latex.nodes import ONE, SCALAR, Dim, Node, Shape
from eqproof.notation.symbols import Notation
from eqproof.source import Span


@dataclass(slots=True)
class Sizing:
    """What is known while one formula is sized: bound names, and the sizes that follow.

    *parameters* are the bound names that are no indices of sums. *constants* are the shapes of
    constants and *places* the subscripts of components, by the identity of the node; *entrywise*
    are the products typed ``*`` that can only be taken entry by entry, *upright* the transposed
    lists of rows, *ends* the sizes of what ends in dots, *determinants* the bars around matrices,
    *spectral* the norms of matrices with the subscript 2, *extremes* the largest and smallest
    entries of what has these shapes.
    """

    notation: Notation
    bound: frozenset[str] = frozenset()
    parameters: frozenset[str] = frozenset()
    known: dict[Dim, Dim] = field(default_factory=dict)
    constants: dict[int, Shape] = field(default_factory=dict)
    places: dict[int, tuple[Node, ...]] = field(default_factory=dict)
    entrywise: set[int] = field(default_factory=set)
    upright: set[int] = field(default_factory=set)
    ends: dict[int, Dim] = field(default_factory=dict)
    determinants: set[int] = field(default_factory=set)
    spectral: set[int] = field(default_factory=set)
    extremes: dict[int, Shape] = field(default_factory=dict)

    def counting(self, index: str) -> "Sizing":
        """Return this where *index* runs over whole numbers."""
        bound, parameters = self.bound | {index}, self.parameters - {index}
        return replace(self, bound=bound, parameters=parameters)

    def varying(self, key: str) -> "Sizing":
        """Return this where *key* is any real number."""
        bound, parameters = self.bound | {key}, self.parameters | {key}
        return replace(self, bound=bound, parameters=parameters)

    def fresh(self) -> Dim:
        """Return a size that is not known yet."""
        dim = Dim(f"?{len(self.known)}")
        self.known[dim] = dim
        return dim

    def resolve(self, dim: Dim) -> Dim:
        """Return what *dim* is known to be."""
        while dim in self.known and self.known[dim] != dim:
            dim = self.known[dim]
        return dim

    def fit(self, one: Dim, two: Dim) -> bool:
        """Whether two sizes are the same, or can be; then they are from now on."""
        one, two = self.resolve(one), self.resolve(two)
        if one == two:
            return True
        if one in self.known:
            self.known[one] = two
        elif two in self.known:
            self.known[two] = one
        else:
            return False
        return True

    def same(self, one: Shape, two: Shape) -> bool:
        """Whether two shapes are the same, or can be; then they are from now on."""
        return self.fit(one[0], two[0]) and self.fit(one[1], two[1])

    def whole(self, shape: Shape) -> Shape:
        """Return *shape* with what is known of its sizes."""
        return self.resolve(shape[0]), self.resolve(shape[1])


ShapeOf = Callable[[Node, Sizing], Shape]
"""What finds out the shape of a part."""


def say(shape: Shape) -> str:
    """Return *shape* in words: a number, a column of m, an m×k matrix."""
    if shape == SCALAR:
        return "a number"
    rows, columns = (str(d) if not str(d).startswith("?") else "n" for d in shape)
    if columns == "1":
        return f"a column of {rows}"
    if rows == "1":
        return f"a row of {columns}"
    return f"{_article(rows)} {rows}×{columns} matrix"


def _article(word: str) -> str:
    """Return the article before *word* as it is spoken: an m, an 8, a d."""
    first, digits = word[:1], word[: len(word) - len(word.lstrip("0123456789"))]
    if digits:
        return "an" if first == "8" or digits in ("11", "18") else "a"
    return "an" if first in "AEFHILMNORSXaefhilmnorsx" else "a"


def derived(span: Span, of: Shape, by: Shape, sizing: Sizing) -> Shape:
    """Return the shape of the derivative of a quantity by another. Raises ReadingError."""
    of, by = sizing.whole(of), sizing.whole(by)
    if of == SCALAR:
        return by
    if by == SCALAR:
        return of
    if ONE in of and ONE in by:
        # the entries of a column and of a row that runs across stand where they are written;
        # of two alike, those of the variable run across
        if by[1] == ONE and of[1] != ONE:
            return by[0], of[1]
        return of[of[0] == ONE], by[by[0] == ONE]
    raise ReadingError(
        "shape-mismatch",
        span,
        f"the derivative of {say(of)} by {say(by)} is no matrix",
        "write it for one entry",
    )
