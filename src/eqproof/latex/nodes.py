"""The syntax tree of a formula.

Nodes are frozen and compare by what they say, not by where they stand: the span, which points into
the formula's LaTeX, takes no part in equality. The tree says what is written; what a product of
two names *means* depends on their shapes and is not decided here.

    expression := Number | Name | Constant | Component | Slice | Add | Negative | Product | Fraction
                | Power | Transpose | Call | TensorFunction | BigOperator | Derivative | Gradient
                | Differential | Indicator | Cases | Expectation | At | Limit
                | Integral | Series | ErrorTerm
                | Array | Stack
    condition  := Comparison
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from typing import Any, Literal

from eqproof.latex.array_nodes import Array as Array
from eqproof.latex.array_nodes import Open as Open
from eqproof.latex.array_nodes import Row as Row
from eqproof.latex.array_nodes import Stack as Stack
from eqproof.latex.base import NOWHERE as NOWHERE
from eqproof.latex.base import ONE as ONE
from eqproof.latex.base import SCALAR as SCALAR
from eqproof.latex.base import Dim as Dim
from eqproof.latex.base import Node as Node
from eqproof.latex.base import Shape as Shape
from eqproof.latex.binders import At as At
from eqproof.latex.binders import Binder as Binder
from eqproof.latex.binders import Draw as Draw
from eqproof.latex.binders import ErrorTerm as ErrorTerm
from eqproof.latex.binders import Expectation as Expectation
from eqproof.latex.binders import Integral as Integral
from eqproof.latex.binders import Law as Law
from eqproof.latex.binders import Limit as Limit
from eqproof.latex.binders import Series as Series


@dataclass(frozen=True, slots=True)
class Number(Node):
    """A decimal numeral, as written: ``2``, ``0.5``."""

    text: str


@dataclass(frozen=True, slots=True)
class Name(Node):
    r"""A symbol, by its canonical LaTeX: ``y``, ``\hat{y}``, ``\mathbf{w}``, ``W_{1}``."""

    key: str


@dataclass(frozen=True, slots=True)
class Constant(Node):
    r"""``e``, ``\pi``, or a tensor whose size follows from its place: ``\mathbf{1}``, ``I``.

    *shape* is empty after parsing and filled by ``shapes``.
    """

    kind: Literal["e", "pi", "ones", "zeros", "identity"]
    shape: Shape | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Component(Node):
    """An entry of a tensor, in the numbering of its declaration: ``x_1``, ``X_{ij}``."""

    base: Node
    indices: tuple[Node, ...]


SliceKind = Literal["row", "column", "member"]


@dataclass(frozen=True, slots=True)
class Slice(Node):
    r"""A row or a column of a matrix, ``X_{i,:}``, ``X_{:,j}``, or a member of a family.

    A ``member`` is a row set upright, so that it is a column: ``x^{(i)}``. *written* is how the
    members of a family are written, with a dot for the index: ``x^{(\cdot)}``.
    """

    base: Node
    index: Node
    kind: SliceKind
    written: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Add(Node):
    """A sum of two or more terms; a subtracted term is a ``Negative``."""

    terms: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Negative(Node):
    """A term with a minus before it."""

    operand: Node


ProductSign = Literal[
    "", r"\cdot", r"\times", "*", r"\odot", r"\oslash", ":", r"\otimes", r"\langle"
]


@dataclass(frozen=True, slots=True)
class Product(Node):
    r"""Two factors and the sign between them.

    ``""``, ``*``, ``\times``: scaling or the matrix product. ``\cdot``: the same, but the inner
    product between two columns. ``\odot``, ``\oslash``: entry by entry. ``:``: the Frobenius
    product, and so is ``\langle``, written ``\langle a, b \rangle``. ``\otimes``: the outer
    product of two columns.
    """

    left: Node
    right: Node
    sign: ProductSign = ""


@dataclass(frozen=True, slots=True)
class Fraction(Node):
    """A quotient; *slash* when written ``a/b``. Of two tensors of one shape: entry by entry."""

    numerator: Node
    denominator: Node
    slash: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Power(Node):
    """A power; of a square matrix with exponent -1 the inverse."""

    base: Node
    exponent: Node


@dataclass(frozen=True, slots=True)
class Transpose(Node):
    """A transposed tensor."""

    base: Node


@dataclass(frozen=True, slots=True)
class Call(Node):
    r"""A function applied entry by entry: ``\log x``; ``\sigma''(z)`` has two primes.

    The absolute value of a number is called ``\abs``.
    """

    function: str
    arguments: tuple[Node, ...]
    primes: int = 0


TensorKind = Literal["diag", "tr", "det", "norm", "norm1", "norm2", "normF", "spectral"]


@dataclass(frozen=True, slots=True)
class TensorFunction(Node):
    r"""A function of a whole tensor: ``\operatorname{tr}(A)``.

    ``diag``: the diagonal matrix of a column. ``tr``, ``det``: the trace and the determinant of a
    square matrix. ``norm1``: the sum of the absolute entries. ``norm``, ``norm2``, ``normF``: the
    root of the sum of the squares, as ``\lVert v \rVert``, with the subscript 2, or F for a
    matrix. ``spectral``: what ``norm2`` is of a matrix that is neither a column nor a row, its
    largest singular value; it is told apart by the shape.
    """

    kind: TensorKind
    argument: Node


ComparisonSign = Literal["=", r"\ne", "<", r"\le", ">", r"\ge"]


@dataclass(frozen=True, slots=True)
class Comparison(Node):
    r"""A condition on two numbers: ``j \ne i``. It has no value; it holds or it does not."""

    left: Node
    sign: ComparisonSign
    right: Node


@dataclass(frozen=True, slots=True)
class Both(Node):
    r"""Several conditions of which all hold: ``0 < z < 1``."""

    conditions: tuple[Comparison, ...]


Truth = Comparison | Both
"""What holds or does not."""


def comparisons(condition: Truth) -> tuple[Comparison, ...]:
    """Return the comparisons of which all hold where *condition* does."""
    return condition.conditions if isinstance(condition, Both) else (condition,)


@dataclass(frozen=True, slots=True)
class Indicator(Node):
    r"""``\mathbb{1}[i = j]``, also written ``\delta_{ij}``: 1 where the condition holds, else 0."""

    condition: Truth


@dataclass(frozen=True, slots=True)
class Branch(Node):
    """A value and the condition under which it holds; None for all that is left."""

    value: Node
    condition: Truth | None


@dataclass(frozen=True, slots=True)
class Cases(Node):
    """The value of the one branch whose condition holds; the others need not have a value."""

    branches: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class BigOperator(Node):
    """A sum or product over an index from *lower* to *upper*, both included; or the extreme value.

    Where a *condition* fails there is no term, and the body need not have a value.
    """

    kind: Literal["sum", "prod", "max", "min"]
    index: str
    lower: Node
    upper: Node
    body: Node
    condition: Truth | None = None


OPERATOR_WORDS = {"sum": "sum", "prod": "product", "max": "maximum", "min": "minimum"}
"""What the kinds of ``BigOperator`` are called."""


@dataclass(frozen=True, slots=True)
class Derivative(Node):
    r"""``\frac{\partial^n body}{\partial v_1 \cdots}``; by a name, its transpose or a component."""

    body: Node
    variables: tuple[Node, ...]
    partial: bool = field(default=True, compare=False)


def varied(variable: Node) -> Node:
    """Return the name that a derivative by *variable* is about."""
    return tensor_of(variable.base if isinstance(variable, Transpose) else variable)


@dataclass(frozen=True, slots=True)
class Gradient(Node):
    r"""``\nabla_{v} body``: the derivative of a scalar, in the shape of its variable."""

    body: Node
    variable: Node


@dataclass(frozen=True, slots=True)
class Differential(Node):
    r"""``\mathrm{d} body``: its change to first order when every variable changes freely."""

    body: Node


@dataclass(frozen=True, slots=True)
class NumberSet(Node):
    r"""What may stand behind ``\in``: a set of numbers, or of tensors with entries in it.

    *kind* ``interval``: between *lower* and *upper*, None where infinite; ``finite``: *values*;
    ``range``: the whole numbers from *lower* to *upper*; ``naturals``; ``simplex``: columns with
    entries from 0 that add up to 1. *power* is the shape, if any.
    """

    kind: Literal["interval", "finite", "range", "naturals", "simplex"]
    lower: Node | None = None
    upper: Node | None = None
    lower_open: bool = True
    upper_open: bool = True
    values: tuple[Node, ...] = ()
    power: tuple[Dim, ...] = ()


def tensor_of(node: Node) -> Node:
    """Return the tensor that *node* is a part of, or *node* itself."""
    while isinstance(node, Component | Slice):
        node = node.base
    return node


def children(node: Node) -> Iterator[Node]:
    """Yield the nodes directly below *node*, in reading order."""
    kind: Any = type(node)
    for name in _parts(kind):
        value: Any = getattr(node, name)
        if isinstance(value, Node):
            yield value
        elif isinstance(value, tuple):
            yield from (item for item in value if isinstance(item, Node))


def with_parts(node: Node, change: Callable[[Node], Node]) -> Node:
    """Return *node* with what *change* makes of each node directly below it."""
    kind: Any = type(node)
    changed: dict[str, Any] = {}
    for name in _parts(kind):
        value: Any = getattr(node, name)
        if isinstance(value, Node):
            changed[name] = change(value)
        elif isinstance(value, tuple) and any(isinstance(item, Node) for item in value):
            changed[name] = tuple(change(v) if isinstance(v, Node) else v for v in value)
    return replace(node, **changed) if changed else node


@lru_cache(maxsize=128)
def _parts(kind: type[Node]) -> tuple[str, ...]:
    """Return the names of what may hold nodes, once for each kind of node."""
    return tuple(part.name for part in fields(kind) if part.name != "span")


def walk(node: Node) -> Iterator[Node]:
    """Yield *node* and all nodes below it."""
    yield node
    for child in children(node):
        yield from walk(child)


def free_names(node: Node) -> set[str]:
    """Return the names in *node* that nothing inside it binds."""
    match node:
        case Name(key):
            return {key}
        case At(body, key, value):
            return (free_names(body) - {key}) | free_names(value)
        case Integral(body, key, lower, upper):
            ends = [free_names(end) for end in (lower, upper) if end]
            return (free_names(body) - {key}).union(*ends)
        case Series(body, key, lower):
            return (free_names(body) - {key}) | free_names(lower)
        case Limit(body, key, target):
            return (free_names(body) - {key}) | (free_names(target) if target else set())
        case Expectation(body, _, draws):
            names = free_names(body)
            for draw in reversed(draws):
                # the law of a draw may rest on the draws before it
                names = (names - {draw.key}) | free_names(draw.law)
            return names
        case Stack(index, lower, upper, body):
            return (free_names(body) - {index}) | free_names(lower) | free_names(upper)
        case BigOperator(index=index):
            below = free_names(node.body)
            if node.condition is not None:
                below |= free_names(node.condition)
            return (below - {index}) | free_names(node.lower) | free_names(node.upper)
        case _:
            return set().union(*(free_names(child) for child in children(node)))
