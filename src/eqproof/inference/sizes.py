"""Which axes of the names have the same size, read off the trees of the formulas.

Every axis begins with a size of its own. What is added, compared or multiplied makes two sizes
one, so that the sizes are as general as the formulas allow.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, permutations

from eqproof.inference.guesses import Kind
from eqproof.latex import nodes
from eqproof.latex.nodes import ONE, SCALAR, Dim, Node, Shape
from eqproof.latex.statements import Statement
from eqproof.notation.symbols import Function, Index, Labels, Notation, Variable


@dataclass(slots=True)
class Sizes:
    """Sizes by name, joined where they must be the same; numbers and written ends are fixed."""

    joined: dict[str, str] = field(default_factory=dict)

    def root(self, size: str) -> str:
        """Return the one that stands for all that are the same as *size*."""
        while size in self.joined:
            size = self.joined[size]
        return size

    def join(self, one: Dim, other: Dim, fresh: frozenset[str]) -> None:
        """Make two sizes the same, if one of them is free."""
        left, right = self.root(str(one)), self.root(str(other))
        if left == right:
            return
        if left in fresh:
            self.joined[left] = right
        elif right in fresh:
            self.joined[right] = left


@dataclass(slots=True)
class Joined:
    """What the trees say of all sizes in *fresh*.

    *beside* are names taken for numbers to which tensors are added, and what those are; *defined*
    the shapes of what the page defines.
    """

    sizes: Sizes
    fresh: frozenset[str]
    beside: dict[str, Kind] = field(default_factory=dict)
    defined: dict[str, Shape] = field(default_factory=dict)

    def go_through(self, trees: Sequence[tuple[Statement, Notation]]) -> None:
        """Join what the statements of a page say is the same."""
        for _ in range(2):  # a definition may use one below it
            for statement, notation in trees:
                unifier = Unifier(notation, self)
                shapes = [unifier.shape(side) for side in statement.sides]
                signs = [r.sign for r in statement.relations]
                if signs[:1] == [":="]:
                    unifier.define(statement.sides[0], shapes[1])
                    continue
                for one, other in pairwise(range(len(shapes))):
                    unifier.compare(statement.sides[one], statement.sides[other])
                    unifier.same(shapes[one], shapes[other])


@dataclass(slots=True)
class Unifier:
    """Goes through trees under a *notation*, and notes what it sees in *joined*."""

    notation: Notation
    joined: Joined

    @property
    def sizes(self) -> Sizes:
        """The sizes of the whole page."""
        return self.joined.sizes

    @property
    def fresh(self) -> frozenset[str]:
        """The sizes that are free."""
        return self.joined.fresh

    def define(self, head: Node, shape: Shape | None) -> None:
        """Note the shape of what *head* defines by a body of *shape*."""
        match head:
            case nodes.Name(key) | nodes.Call(key):
                if shape is not None:
                    self.joined.defined[key] = shape
            case nodes.Component(nodes.Name(key), places):
                ends = [_end(self.notation, p.key) for p in places if isinstance(p, nodes.Name)]
                if ends and None not in ends:
                    last = ends[1] if len(ends) > 1 else ONE
                    self.joined.defined[key] = (ends[0] or ONE, last or ONE)

    def compare(self, one: Node, other: Node) -> None:
        """Note a number that stands beside a tensor, where a tensor would fit as well."""
        shapes = (self.shape(one), self.shape(other))
        for node, shape, whole in ((one, *shapes), (other, *shapes[::-1])):
            inner = node.operand if isinstance(node, nodes.Negative) else node
            if shape == SCALAR and whole not in (None, SCALAR) and isinstance(inner, nodes.Name):
                assert whole is not None
                symbol = self.notation.lookup(inner.key)
                if isinstance(symbol, Variable):
                    kind: Kind = "column" if whole[1] == ONE else "matrix"
                    self.joined.beside.setdefault(inner.key, kind)

    def same(self, one: Shape | None, other: Shape | None) -> Shape | None:
        """Join two shapes that must agree; a number fits everything."""
        if one is None or other is None:
            return one or other
        if SCALAR in (one, other):
            return other if one == SCALAR else one
        for a, b in zip(one, other, strict=True):
            if ONE not in (a, b):
                self.sizes.join(a, b, self.fresh)
        return one

    def shape(self, node: Node, indices: Mapping[str, Dim] = {}) -> Shape | None:
        """Return the shape of *node*, joining what must be the same; None where it is not known."""
        match node:
            case nodes.Name(key):
                return self.joined.defined.get(key) or self.notation.shape(key)
            case nodes.Component(base, places):
                return self.entry(base, places, indices)
            case nodes.Slice(base, place, kind):
                whole = self.shape(base, indices)
                self.index(place, whole[1 if kind == "column" else 0] if whole else None, indices)
                if whole is None:
                    return None
                return {"row": (ONE, whole[1]), "column": (whole[0], ONE)}.get(
                    kind, (whole[1], ONE)
                )
            case nodes.Add(terms):
                shape: Shape | None = None
                for term in terms:
                    shape = self.same(shape, self.shape(term, indices))
                for term, other in permutations(terms, 2):
                    self.compare(term, other)
                return shape
            case nodes.Product(left, right, sign):
                return self.product(self.shape(left, indices), self.shape(right, indices), sign)
            case nodes.Fraction(upper, lower):
                return self.same(self.shape(upper, indices), self.shape(lower, indices))
            case nodes.Power(base, exponent):
                self.shape(exponent, indices)
                return self.shape(base, indices)
            case nodes.Negative(operand):
                return self.shape(operand, indices)
            case nodes.Transpose(base):
                shape = self.shape(base, indices)
                return None if shape is None else (shape[1], shape[0])
            case nodes.Call(function, arguments) if function in self.joined.defined:
                for argument in arguments:
                    self.shape(argument, indices)
                return self.joined.defined[function]
            case nodes.Call(function, arguments) if self._takes_tensors(function):
                for argument in arguments:
                    self.shape(argument, indices)
                return SCALAR
            case nodes.Call(_, arguments):
                shapes = [self.shape(a, indices) for a in arguments]
                return shapes[0] if len(shapes) == 1 else None
            case nodes.BigOperator():
                return self.sum(node, indices)
            case nodes.Gradient(body, variable) | nodes.Derivative(body, (variable,)):
                shape = self.shape(body, indices)
                by = self.shape(variable, indices)
                return by if shape == SCALAR else shape if by == SCALAR else None
            case nodes.Number():
                return SCALAR
            case nodes.TensorFunction(kind, argument):
                shape = self.shape(argument, indices)
                if kind == "diag":
                    return None if shape is None else (shape[0], shape[0])
                return SCALAR
        for child in nodes.children(node):
            self.shape(child, indices)
        return None

    def _takes_tensors(self, function: str) -> bool:
        symbol = self.notation.lookup(function)
        return isinstance(symbol, Function) and bool(symbol.shapes)

    def entry(self, base: Node, places: tuple[Node, ...], indices: Mapping[str, Dim]) -> Shape:
        """Join the axes of *base* with the ranges of the indices at it."""
        whole = self.shape(base, indices)
        if whole is not None:
            axes = whole if len(places) == 2 else (whole[0] if whole[0] != ONE else whole[1],)
            for place, axis in zip(places, axes, strict=False):
                self.index(place, axis, indices)
        return SCALAR

    def index(self, place: Node, axis: Dim | None, indices: Mapping[str, Dim]) -> None:
        """Join an axis with the range of the index that runs over it."""
        if axis is None or axis == ONE:
            return
        base = nodes.tensor_of(place)
        label = self.notation.lookup(base.key) if isinstance(base, nodes.Name) else None
        if isinstance(label, Variable) and isinstance(label.domain, Labels):
            self.sizes.join(axis, label.domain.upper, self.fresh)
        if not isinstance(place, nodes.Name):
            return
        end = indices.get(place.key) or _end(self.notation, place.key)
        if end is not None:
            self.sizes.join(axis, end, self.fresh)

    def product(self, left: Shape | None, right: Shape | None, sign: str) -> Shape | None:
        """Join what meets inside a product, and return what comes out."""
        if left is None or right is None or sign == ":":
            return None
        if SCALAR in (left, right):
            return right if left == SCALAR else left
        columns = left[1] == ONE == right[1]
        if sign in (r"\odot", r"\oslash") or (columns and sign in (r"\cdot", r"\langle")):
            self.same(left, right)
            return left if sign in (r"\odot", r"\oslash") else SCALAR
        if left[1] == ONE and right[0] == ONE:
            return (left[0], right[1])
        if ONE in (left[1], right[0]):
            return None
        self.sizes.join(left[1], right[0], self.fresh)
        return (left[0], right[1])

    def sum(self, node: nodes.BigOperator, indices: Mapping[str, Dim]) -> Shape | None:
        """Go through the body with the range of the index."""
        end = dim_of(node.upper)
        known = {k: v for k, v in indices.items() if k != node.index}
        if end is not None:
            known[node.index] = end
        return self.shape(node.body, known)


def dim_of(node: Node) -> Dim | None:
    """Return an end of a range as a size, where it is a name, or a number from 1."""
    match node:
        case nodes.Name(key):
            return Dim(key)
        case nodes.Number(text) if text.isdigit() and int(text) > 1:
            return Dim(None, int(text))
    return None


def _end(notation: Notation, key: str) -> Dim | None:
    symbol = notation.lookup(key)
    return dim_of(symbol.upper) if isinstance(symbol, Index) else None
