"""Whether two sides are the same number at one point, by an exact argument.

Numbers of any precision can only seem to be the same. A strict relation is refuted at such a point
only if this says so.
"""

import sympy as sp

from eqproof.exact.elementary import NoMeaning
from eqproof.exact.meaning import entry, symbol
from eqproof.exact.terms import dimension
from eqproof.latex.nodes import NumberSet, Shape
from eqproof.notation.symbols import Variable
from eqproof.numbers.evaluate import Matrix, Point
from eqproof.proof.facts import Facts
from eqproof.proof.zero import prove_zero
from eqproof.statements.claims import Claim


def same_at(claim: Claim, facts: Facts, point: Point) -> bool:
    """Whether some entry of both sides, or of the left side and an end of the set, is the same."""
    there = _facts_at(facts, point)
    sizes = {dimension(name): sp.Integer(size) for name, size in point.dims.items()}
    frame = facts.frame({name: sp.Integer(i) for name, i in point.indices.items()})
    right = claim.right
    others = [right]
    if isinstance(right, NumberSet):
        others = [end for end in (right.lower, right.upper) if end is not None]
    rows, columns = (point.size(dim) for dim in claim.shape)
    for row in range(1, rows + 1):
        for column in range(1, columns + 1):
            place = (sp.Integer(row), sp.Integer(column))
            try:
                left = entry(claim.left, frame, *place)
                differences = [left - entry(other, frame, *place) for other in others]
            except (NoMeaning, TypeError, RecursionError):
                return False
            if any(prove_zero(d.xreplace(sizes), there) for d in differences):
                return True
    return False


def _facts_at(facts: Facts, point: Point) -> Facts:
    """Return facts that give every symbol its value at *point*."""
    values: dict[sp.Expr, sp.Expr] = {}
    for key, matrix in point.values.items():
        variable = facts.notation.lookup(key)
        if isinstance(variable, Variable):
            values |= _entries(key, variable.shape, matrix)
            if key in point.increments:
                values |= _entries(f"d {key}", variable.shape, point.increments[key])
    # a name that a hypothesis gives a value has it exactly, the point only nearly
    values |= facts.values
    return facts.changed(values=values)


def _entries(key: str, shape: Shape, matrix: Matrix) -> dict[sp.Expr, sp.Expr]:
    return {
        symbol(key, shape, sp.Integer(i), sp.Integer(j)): sp.Rational(x.numerator, x.denominator)
        for i, row in enumerate(matrix, 1)
        for j, x in enumerate(row, 1)
    }
