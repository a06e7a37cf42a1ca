"""Constants that are tensors, and functions of whole tensors, as numbers."""

from eqproof.latex.nodes import Constant, TensorKind
from eqproof.numbers import tensors
from eqproof.numbers.arithmetic import Arithmetic
from eqproof.numbers.kinks import norm_of
from eqproof.numbers.point import Frame
from eqproof.numbers.spectra import spectral_norm
from eqproof.numbers.tensors import Matrix


def tensor_function(kind: TensorKind, matrix: Matrix, arithmetic: Arithmetic) -> Matrix:
    """Return the value of a function at a whole tensor."""
    match kind:
        case "tr":
            return tensors.number(tensors.trace(matrix))
        case "diag":
            return tensors.diagonal(matrix, arithmetic.zero)
        case "spectral":
            return tensors.number(spectral_norm(matrix, arithmetic))
        case "det":
            return tensors.number(tensors.determinant(matrix))
        case _:
            return tensors.number(norm_of(kind, matrix, arithmetic))


def constant(node: Constant, frame: Frame) -> Matrix:
    """Return the value of a constant of the size that it was given."""
    arithmetic = frame.arithmetic
    if node.kind == "e":
        return tensors.number(arithmetic.e)
    if node.kind == "pi":
        return tensors.number(arithmetic.pi)
    if node.shape is None:
        raise ValueError(f"the constant {node.kind} has no size")
    rows, columns = (frame.point.size(dim) for dim in node.shape)
    if node.kind == "identity":
        return tensors.identity(rows, arithmetic.zero, arithmetic.one)
    return tensors.filled(rows, columns, arithmetic.one if node.kind == "ones" else arithmetic.zero)


def matrix_power(matrix: Matrix, times: int, frame: Frame) -> Matrix:
    """Return the inverse of a square matrix for -1, otherwise a product of *times* of it."""
    arithmetic = frame.arithmetic
    if times == -1:
        return tensors.inverse(matrix, arithmetic.zero, arithmetic.one, arithmetic.rounding)
    if times < 1:
        raise ValueError(f"a matrix to the power {times}")
    result = matrix
    for _ in range(times - 1):
        frame.count()
        result = tensors.multiply(result, matrix)
    return result
