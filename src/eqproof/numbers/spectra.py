"""The spectral norm of a matrix as a number: its largest singular value."""

from eqproof.numbers.arithmetic import UNCERTAIN, Arithmetic, Undefined, precise
from eqproof.numbers.dual import Dual, Scalar
from eqproof.numbers.tensors import Matrix, each, multiply, transpose

_MOST_SWEEPS = 60
# Fractions are looked at with so many digits, since they would grow with every rotation.
_DIGITS = 120


def spectral_norm(matrix: Matrix, arithmetic: Arithmetic) -> Scalar:
    """Return the largest singular value. Slopes of it are not looked at."""
    if any(isinstance(x, Dual) for row in matrix for x in row):
        raise Undefined(UNCERTAIN)
    if not arithmetic.rounding:
        fine = precise(_DIGITS)
        value = spectral_norm(each(fine.number, matrix), fine)
        return arithmetic.functions["sqrt"](arithmetic.numeral(str(value)) ** 2)
    turned = transpose(matrix)
    # of the two products the smaller one has the same largest eigenvalue
    square = multiply(matrix, turned) if len(matrix) < len(turned) else multiply(turned, matrix)
    return arithmetic.functions["sqrt"](_largest_eigenvalue(square, arithmetic))


def _largest_eigenvalue(matrix: Matrix, arithmetic: Arithmetic) -> Scalar:
    """Rotate a symmetric matrix until nothing stands beside its diagonal: Jacobi's method."""
    a = [list(row) for row in matrix]
    n, root = len(a), arithmetic.functions["sqrt"]
    least = arithmetic.rounding * sum(a[i][i] for i in range(n))
    pairs = [(p, q) for q in range(n) for p in range(q)]
    for _ in range(_MOST_SWEEPS):
        if all(abs(a[p][q]) <= least for p, q in pairs):
            break
        for p, q in pairs:
            if abs(a[p][q]) <= least:
                continue
            slant = (a[q][q] - a[p][p]) / (2 * a[p][q])
            tangent = (1 if slant >= 0 else -1) / (abs(slant) + root(slant * slant + 1))
            cosine = 1 / root(tangent * tangent + 1)
            sine = tangent * cosine
            for row in a:
                row[p], row[q] = cosine * row[p] - sine * row[q], sine * row[p] + cosine * row[q]
            above, below = a[p], a[q]
            a[p] = [cosine * x - sine * y for x, y in zip(above, below, strict=True)]
            a[q] = [sine * x + cosine * y for x, y in zip(above, below, strict=True)]
    return max(a[i][i] for i in range(n))
