"""What the tests of the sampler share: domains, a notation, looks at points."""

from fractions import Fraction as Rational

from trees import M, N, running, tree

from eqproof.latex.nodes import ONE, Dim, Node
from eqproof.notation.symbols import (
    Dimension,
    Finite,
    Hypothesis,
    Interval,
    Notation,
    Variable,
)
from eqproof.numbers.evaluate import Matrix, Point
from eqproof.proof.sampling import sample
from eqproof.source import Span

BITS = Finite((Rational(0), Rational(1)))
UNIT = Interval(Rational(0), Rational(1))
CLOSED = Interval(Rational(0), Rational(1), lower_open=False, upper_open=False)
POSITIVE = Interval(Rational(0), None)
BORING = {Rational(0), Rational(1), Rational(1, 2)}
C = Dim("C")


def assume(left: Node | str, relation: str, right: Node | str | int) -> Hypothesis:
    return Hypothesis(tree(left), relation, tree(right), Span(0, 0))


def draw(notation: Notation, indices: tuple[str, ...] = (), count: int = 24, seed: int = 1):
    return sample(notation, set(notation.symbols), indices, count, seed)


def entries(matrix: Matrix) -> list[Rational]:
    return [x for row in matrix for x in row]


def scalars(points: list[Point], key: str) -> list[Rational]:
    return [point.values[key][0][0] for point in points]


REGRESSION = Notation().declare(
    Dimension("m"),
    Dimension("n"),
    Variable("X", (M, N)),
    Variable("w", (N, ONE)),
    Variable("y", (M, ONE), BITS),
    Variable("h", (M, ONE), UNIT),
    Variable("z"),
    Variable("p", domain=UNIT),
    running("i", "m"),
    running("j", "n"),
)
