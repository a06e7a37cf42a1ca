"""Arithmetic of matrices whose entries are scalars or dual numbers.

A matrix is a tuple of rows; a number is 1x1 and a vector a column. Sizes that do not fit raise
``ValueError``: shapes are checked before anything is evaluated, so this is a fault of the engine.
"""

from collections.abc import Callable
from typing import TypeAlias

from eqproof.numbers.arithmetic import Undefined
from eqproof.numbers.dual import Scalar, real

Matrix: TypeAlias = tuple[tuple[Scalar, ...], ...]
Size: TypeAlias = tuple[int, int]


def number(x: Scalar) -> Matrix:
    """Return the number *x* as a matrix."""
    return ((x,),)


def size(a: Matrix) -> Size:
    """Return how many rows and columns *a* has."""
    return len(a), len(a[0])


def is_number(a: Matrix) -> bool:
    """Whether *a* is 1x1."""
    return len(a) == 1 and len(a[0]) == 1


def entry(a: Matrix) -> Scalar:
    """Return the number that the matrix *a* is."""
    if not is_number(a):
        raise ValueError(f"a number is wanted, not a matrix of size {size(a)}")
    return a[0][0]


def filled(rows: int, columns: int, x: Scalar) -> Matrix:
    """Return a matrix of which every entry is *x*."""
    return ((x,) * columns,) * rows


def identity(n: int, zero: Scalar, one: Scalar) -> Matrix:
    """Return the identity matrix of *n* rows."""
    return tuple([tuple([one if i == j else zero for j in range(n)]) for i in range(n)])


def part(matrix: Matrix, number: int, kind: str) -> Matrix:
    """Return the row or column *number*, from 0; a row that is a member is set upright."""
    rows, columns = size(matrix)
    if not 0 <= number < (columns if kind == "column" else rows):
        raise Undefined("there is no entry of this number")
    if kind == "column":
        return tuple((row[number],) for row in matrix)
    row = matrix[number]
    return (row,) if kind == "row" else tuple((x,) for x in row)


def each(function: Callable[[Scalar], Scalar], a: Matrix) -> Matrix:
    """Return *a* with *function* applied to every entry."""
    return tuple([tuple([function(x) for x in row]) for row in a])


def entrywise(function: Callable[[Scalar, Scalar], Scalar], a: Matrix, b: Matrix) -> Matrix:
    """Return the matrix of *function* of the entries of two matrices of one size."""
    if len(a) != len(b) or len(a[0]) != len(b[0]):
        raise ValueError(f"sizes {size(a)} and {size(b)} differ")
    rows = zip(a, b, strict=True)
    return tuple([tuple([function(x, y) for x, y in zip(p, q, strict=True)]) for p, q in rows])


def scale(x: Scalar, a: Matrix) -> Matrix:
    """Return *a* with every entry multiplied by *x*."""
    return tuple([tuple([x * y for y in row]) for row in a])


def add(a: Matrix, b: Matrix) -> Matrix:
    """Return the sum; a number is added to every entry of a tensor."""
    if is_number(a):
        x = a[0][0]
        return tuple([tuple([x + y for y in row]) for row in b])
    if is_number(b):
        x = b[0][0]
        return tuple([tuple([y + x for y in row]) for row in a])
    return entrywise(lambda p, q: p + q, a, b)


def transpose(a: Matrix) -> Matrix:
    """Return *a* with rows and columns exchanged."""
    return tuple(zip(*a, strict=True))


def multiply(a: Matrix, b: Matrix) -> Matrix:
    """Return *b* scaled by a number *a*, or the other way round, else the matrix product."""
    if is_number(a):
        return scale(a[0][0], b)
    if is_number(b):
        return scale(b[0][0], a)
    if len(a[0]) != len(b):
        raise ValueError(f"sizes {size(a)} and {size(b)} do not fit in a product")
    columns = transpose(b)
    return tuple([tuple([_dot(row, column) for column in columns]) for row in a])


def product(a: Matrix, b: Matrix, sign: str) -> Matrix:
    r"""Return the product that *sign* stands for; ``\cdot`` is inner between two columns."""
    match sign:
        case r"\odot":
            return entrywise(lambda x, y: x * y, a, b)
        case r"\oslash":
            return entrywise(lambda x, y: x / y, a, b)
        case ":" | r"\langle":
            return number(frobenius(a, b))
        case r"\otimes":
            return multiply(a, transpose(b))
        case r"\cdot" if len(a[0]) == len(b[0]) == 1:
            return number(frobenius(a, b)) if len(a) > 1 < len(b) else multiply(a, b)
        case _:
            return multiply(a, b)


def divide(a: Matrix, b: Matrix) -> Matrix:
    """Return *a* over the number *b*, or the quotients of the entries; *a* may be a number, too."""
    if is_number(b):
        y = b[0][0]
        return each(lambda x: x / y, a)
    if is_number(a):
        x = a[0][0]
        return each(lambda y: x / y, b)
    return entrywise(lambda x, y: x / y, a, b)


def arrange(slopes: Matrix, rows: int, columns: int) -> Matrix:
    """Return derivatives by a variable of *rows* and *columns* in the shape they are written in.

    An entry of *slopes* holds the derivatives of one entry of the body by all of the variable's.
    Those of a vector by a vector run across, but down where a row is derived by a column.
    """
    if rows == columns == 1:
        return each(lambda row: row[0], slopes)
    if is_number(slopes):
        flat = slopes[0][0]
        return tuple([flat[i * columns : (i + 1) * columns] for i in range(rows)])
    if len(slopes[0]) == 1 and 1 in (rows, columns):
        return tuple([row[0] for row in slopes])
    if len(slopes) == 1 and 1 in (rows, columns):
        return transpose(slopes[0]) if columns == 1 else slopes[0]
    raise ValueError(f"no derivative of a {size(slopes)} by a {(rows, columns)} matrix")


def frobenius(a: Matrix, b: Matrix) -> Scalar:
    """Return the sum of the products of the entries."""
    if size(a) != size(b):
        raise ValueError(f"sizes {size(a)} and {size(b)} differ")
    total = _dot(a[0], b[0])
    for p, q in zip(a[1:], b[1:], strict=True):
        total = total + _dot(p, q)
    return total


def _dot(p: tuple[Scalar, ...], q: tuple[Scalar, ...]) -> Scalar:
    total = p[0] * q[0]
    for x, y in zip(p[1:], q[1:], strict=True):
        total = total + x * y
    return total


def trace(a: Matrix) -> Scalar:
    """Return the sum of the entries on the diagonal."""
    if len(a) != len(a[0]):
        raise ValueError(f"a matrix of size {size(a)} has no trace")
    total = a[0][0]
    for i in range(1, len(a)):
        total = total + a[i][i]
    return total


def diagonal(a: Matrix, zero: Scalar) -> Matrix:
    """Return the matrix with the entries of a column or row on its diagonal."""
    entries = [x for row in a for x in row]
    return tuple(
        [tuple([x if i == j else zero for j in range(len(entries))]) for i, x in enumerate(entries)]
    )


# A pivot that is so many roundings of the entries or less may be 0.
_ROUNDINGS = 256


def inverse(a: Matrix, zero: Scalar, one: Scalar, rounding: Scalar) -> Matrix:
    """Return the inverse of a square matrix, by elimination with the largest pivot.

    A pivot that *rounding* may have left of 0 counts as 0.
    """
    n = len(a)
    if n != len(a[0]):
        raise ValueError(f"a matrix of size {size(a)} has no inverse")
    least = _ROUNDINGS * rounding * max(abs(real(x)) for row in a for x in row)
    rows = [list(row) + list(unit) for row, unit in zip(a, identity(n, zero, one), strict=True)]
    for column in range(n):
        pivot = max(range(column, n), key=lambda i: abs(real(rows[i][column])))
        if abs(real(rows[pivot][column])) <= least:
            raise Undefined("the inverse of a singular matrix")
        rows[column], rows[pivot] = rows[pivot], rows[column]
        head = rows[column][column]
        rows[column] = [x / head for x in rows[column]]
        for i in range(n):
            if i != column:
                factor = rows[i][column]
                rows[i] = [x - factor * y for x, y in zip(rows[i], rows[column], strict=True)]
    return tuple([tuple(row[n:]) for row in rows])


def determinant(a: Matrix) -> Scalar:
    """Return the determinant of a square matrix without a division, so that it may be 0.

    This is Bird's algorithm: the matrix is multiplied by what lies above the diagonal of the
    product before, with what is left of its trace on the diagonal.
    """
    n = len(a)
    if n != len(a[0]):
        raise ValueError(f"a matrix of size {size(a)} has no determinant")
    product = a
    for _ in range(n - 1):
        zero = a[0][0] - a[0][0]
        rows, below = [], zero
        for i in reversed(range(n)):
            rows.append((*(zero,) * i, -below, *product[i][i + 1 :]))
            below = below + product[i][i]
        product = multiply(tuple(reversed(rows)), a)
    return product[0][0] if n % 2 else -product[0][0]
