"""What the tests of the numeric interpreter share: a notation, a point, comparisons."""

import math

from trees import (
    M,
    N,
    Tree,
    column,
    matrix,
    minus,
    running,
    scalar,
    tree,
)

from eqproof.latex.nodes import (
    ONE,
    Constant,
    Derivative,
    Node,
)
from eqproof.notation.symbols import Dimension, Notation, Variable
from eqproof.numbers.evaluate import FLOAT, Matrix, Point, evaluate, precise

FINE = precise(50)
EMPTY = Notation()
HERE = Point()

x3 = column(2, "1/2", -3)
TENSORS = Notation().declare(
    Dimension("m"),
    Dimension("n"),
    Variable("a"),
    Variable("b"),
    Variable("x", (M, ONE)),
    Variable("y", (M, ONE)),
    Variable("u", (N, ONE)),
    Variable("X", (M, N)),
    Variable("Q", (N, N)),
    running("i", "m"),
    running("j", "m"),
)
POINT = Point(
    dims={"m": 3, "n": 2},
    values={
        "a": scalar("3/2"),
        "b": scalar("2/5"),
        "x": x3,
        "y": column(1, -1, "1/3"),
        "u": column(5, -7),
        "X": matrix((1, 2), (3, -4), ("1/2", 6)),
        "Q": matrix((2, 1), (5, 4)),
    },
    indices={"i": 2, "j": 3},
)


def value(node: Tree, notation: Notation = TENSORS, point: Point = POINT) -> Matrix:
    return evaluate(tree(node), notation, point, FLOAT)


def same(found: Matrix, expected: Matrix, tolerance: float = 1e-12) -> bool:
    sizes = [[len(row) for row in each] for each in (found, expected)]
    return sizes[0] == sizes[1] and all(
        math.isclose(p, q, rel_tol=tolerance, abs_tol=tolerance)
        for row, others in zip(found, expected, strict=True)
        for p, q in zip(row, others, strict=True)
    )


def by(body: Tree, *variables: Tree) -> Node:
    return Derivative(tree(body), tuple(map(tree, variables)))


# e1 e2^T + e2 e1^T, built from the identity
SWAP = minus(Constant("ones", (N, N)), Constant("identity", (N, N)))
