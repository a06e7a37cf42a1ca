"""The methods of proof, in words for readers. The keys are what reports call ``by``."""

from collections.abc import Mapping

METHODS: Mapping[str, str] = {
    "rational-normal-form": "both sides are the same fraction of polynomials in the variables,"
    " exponentials and logarithms",
    "index-sums": "entry by entry, both sides are the same sums over every number of terms",
    "inverses": "entry by entry, a matrix beside its inverse is the identity, for every size",
    "index-cases": "in each case, whether two indices are equal or not, both sides are the same",
    "condition-cases": "in each case, whether a condition holds or not, both sides are the same",
    "case-split": "for each of the finitely many values, or whichever sign a number has, both sides"
    " are the same",
    "signs": "the sign of the difference follows from the signs of its factors",
    "taylor": "up to the order of the error term, both sides have the same Taylor coefficients",
    "digits": "the value was computed to more digits than are shown",
}
