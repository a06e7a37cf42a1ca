"""Short names to build trees by hand, for tests that need no parser."""

from fractions import Fraction as Rational

from eqproof.latex.nodes import (
    Add,
    BigOperator,
    Call,
    Component,
    Constant,
    Dim,
    Fraction,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Product,
    ProductSign,
    Transpose,
)
from eqproof.notation.symbols import Function, Index, Notation
from eqproof.numbers.evaluate import FLOAT, Arithmetic, Matrix, Point, evaluate

Tree = Node | str | int | float


def tree(x: Tree) -> Node:
    """Return a node; a string is a name, a number a numeral or its negative."""
    if isinstance(x, Node):
        return x
    if isinstance(x, str):
        return Name(x)
    return Negative(Number(str(-x))) if x < 0 else Number(str(x))


def plus(*terms: Tree) -> Node:
    return Add(tuple(map(tree, terms)))


def minus(x: Tree, y: Tree) -> Node:
    return Add((tree(x), Negative(tree(y))))


def neg(x: Tree) -> Node:
    return Negative(tree(x))


def times(x: Tree, y: Tree, sign: ProductSign = "") -> Node:
    return Product(tree(x), tree(y), sign)


def over(x: Tree, y: Tree) -> Node:
    return Fraction(tree(x), tree(y))


def to(x: Tree, y: Tree) -> Node:
    return Power(tree(x), tree(y))


def exp(x: Tree) -> Node:
    return Power(Constant("e"), tree(x))


def log(x: Tree) -> Node:
    return call(r"\log", x)


def call(function: str, *arguments: Tree, primes: int = 0) -> Node:
    return Call(function, tuple(map(tree, arguments)), primes)


def at(base: Tree, *indices: Tree) -> Node:
    return Component(tree(base), tuple(map(tree, indices)))


def t(x: Tree) -> Node:
    return Transpose(tree(x))


def total(index: str, lower: Tree, upper: Tree, body: Tree) -> Node:
    return BigOperator("sum", index, tree(lower), tree(upper), tree(body))


def running(key: str, upper: Tree, lower: Tree = 1) -> Index:
    return Index(key, tree(lower), tree(upper))


def column(*numbers: float | str | Rational) -> Matrix:
    return tuple((Rational(x),) for x in numbers)


def scalar(x: float | str | Rational) -> Matrix:
    return column(x)


def matrix(*rows: tuple[float | str | Rational, ...]) -> Matrix:
    return tuple(tuple(Rational(x) for x in row) for row in rows)


def number(node: Tree, notation: Notation, point: Point, arithmetic: Arithmetic = FLOAT) -> float:
    """Return the value of a formula that is a number."""
    ((x,),) = evaluate(tree(node), notation, point, arithmetic)
    return x  # type: ignore[no-any-return]


M, N = Dim("m"), Dim("n")
SIGMA = Function(r"\sigma", ("t",), over(1, plus(1, exp(neg("t")))))
