"""Powers, determinants and entries of inverses, from the entries of the matrix."""

from itertools import permutations
from itertools import product as pairs

import sympy as sp
from sympy.combinatorics import Permutation

from eqproof.exact.elementary import NoMeaning
from eqproof.exact.frames import Entry, Frame, shape_of
from eqproof.exact.matrix_terms import DeterminantValue, InverseEntry
from eqproof.exact.terms import Delta, Ranged
from eqproof.latex.nodes import ONE, Node, Number, Power, Product

# The highest power of a matrix that is written as a product.
_HIGHEST = 8
# Matrices with a number of rows up to this are worked out entry by entry.
_MOST_ROWS = 3


def as_product(power: Power) -> Node:
    """Return the product of so many equal factors, from the left. Raises NoMeaning."""
    times = int(power.exponent.text) if isinstance(power.exponent, Number) else 0
    if not 0 < times <= _HIGHEST:
        raise NoMeaning("such a power of a matrix")
    product = power.base
    for _ in range(times - 1):
        product = Product(product, power.base, span=power.span)
    return product


def square_factors(node: Node, frame: Frame) -> tuple[Node, Node] | None:
    """Return the two factors of a product of square matrices.

    Neither is singular where the product is not, and its determinant is the product of theirs.
    """
    if not isinstance(node, Product) or node.sign not in ("", r"\cdot", r"\times", "*"):
        return None
    one, two = shape_of(node.left, frame), shape_of(node.right, frame)
    return (node.left, node.right) if one == two and one[0] == one[1] != ONE else None


def determinant(of: Entry, count: sp.Expr) -> sp.Expr:
    """Return the determinant of the matrix *of* with *count* rows. Raises NoMeaning."""
    if count.is_Integer:
        return _written_out(of, _numbers(count), _numbers(count))
    p, q = Ranged.make("p", count), Ranged.make("q", count)
    return DeterminantValue(of(p, q), (p, count), (q, count))


def inverse_entry(of: Entry, count: sp.Expr, row: sp.Expr, column: sp.Expr) -> sp.Expr:
    """Return an entry of the inverse of the matrix *of*. Raises NoMeaning."""
    if not count.is_Integer:
        p, q = Ranged.make("p", count), Ranged.make("q", count)
        return InverseEntry(of(p, q), (p, count), (q, count), row, column)
    numbers, whole = _numbers(count), determinant(of, count)
    terms = []
    for i, j in pairs(numbers, numbers):
        # the cofactors stand transposed: of row j and column i is what is left without them
        rows, columns = ([k for k in numbers if k != left] for left in (j, i))
        cofactor = (-1) ** (i + j) * _written_out(of, rows, columns)
        terms.append(Delta(row, sp.Integer(i)) * Delta(column, sp.Integer(j)) * cofactor / whole)
    return sp.Add(*terms)


def _numbers(count: sp.Expr) -> list[int]:
    if count > _MOST_ROWS:
        raise NoMeaning("a matrix with so many rows, entry by entry")
    return list(range(1, int(count) + 1))


def _written_out(of: Entry, rows: list[int], columns: list[int]) -> sp.Expr:
    """Return the determinant of some rows and columns by its definition; 1 for none."""
    terms = []
    for order in permutations(range(len(columns))):
        sign = Permutation(list(order)).signature() if order else 1
        places = zip(rows, (columns[k] for k in order), strict=True)
        entries = (of(sp.Integer(r), sp.Integer(c)) for r, c in places)
        terms.append(sign * sp.Mul(*entries))
    return sp.Add(*terms)
