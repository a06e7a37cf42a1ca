r"""The sign of a determinant, of a matrix that no column is taken below 0 by.

The matrix of ``v^\top M v = \sum_i d_i v_i^2 + \sum w (\sum_i a_i v_i)^2`` has no eigenvalue below
0 if no weight is negative, and then its determinant, the product of them all, is not either. If
every ``d_i`` is positive as well, so is ``v^\top M v`` for every column but 0, and the determinant
with it. A matrix that is such a sum is symmetric. This holds for every size.
"""

import sympy as sp

from eqproof.exact.matrix_terms import DeterminantValue
from eqproof.exact.terms import Delta, Total
from eqproof.proof.grams import weighted_squares


def parts_of_form(matrix: DeterminantValue) -> tuple[sp.Expr, list[sp.Expr]] | None:
    """Return what stands on the diagonal alone and the weights of squares; None if there is more.

    Both speak of any row.
    """
    (p, count), (q, _) = matrix.ranges
    above, below = sp.fraction(matrix.body)
    if below.free_symbols & {p, q}:
        return None
    delta = Delta(*sorted((p, q), key=sp.default_sort_key))
    diagonal = above.coeff(delta, 1)
    rest = sp.expand(above - diagonal * delta)
    diagonal = (diagonal / below).xreplace({q: p})
    if rest.has(delta):
        return None
    v = sp.IndexedBase(sp.Symbol("any column"), real=True)
    forms = []
    for term in sp.Add.make_args(rest):
        totals = [f for f in sp.Mul.make_args(term) if isinstance(f, Total)]
        if len(totals) > 1:
            return None
        inside, ranges = (totals[0].body, totals[0].ranges) if totals else (sp.Integer(1), ())
        others = sp.Mul(*(f for f in sp.Mul.make_args(term) if f not in totals))
        forms.append(Total(others * inside * v[p] * v[q], *ranges, (p, count), (q, count)))
    weights, left = weighted_squares(sp.Add(*forms)) if rest != 0 else ([], [])
    return None if left else (diagonal, [weight / below for weight in weights])
