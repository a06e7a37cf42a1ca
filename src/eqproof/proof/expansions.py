"""Equations with an error term: the coefficients below its order must be the same on both sides.

Two functions that are smooth at 0 differ by ``O(h^p)`` there if and only if their derivatives at 0
agree below the order ``p``, by Taylor's theorem; by ``o(h^p)`` if also those of the order ``p`` do.
"""

from collections.abc import Iterator
from dataclasses import replace

from eqproof.latex.nodes import (
    Add,
    At,
    Derivative,
    ErrorTerm,
    Limit,
    Name,
    Negative,
    Node,
    Number,
)
from eqproof.latex.places import summands
from eqproof.statements.claims import Claim


def has_error(claim: Claim) -> bool:
    """Whether a side of *claim* has an error term."""
    return bool(_errors(claim))


def _errors(claim: Claim) -> list[ErrorTerm]:
    return [t for side in claim.sides for t in summands(side) if isinstance(t, ErrorTerm)]


def expansion(claim: Claim, punctured: bool = False) -> Iterator[Claim]:
    """Yield for each order the equation of both coefficients.

    Where a side has no value at 0, such as a quotient by ``h``, it is *punctured*: what counts are
    the limits, of functions that are smooth but for the value that is missing.
    """
    for order in range(_orders(claim)):
        left, right = (_coefficient(s, claim, order, punctured) for s in (claim.left, claim.right))
        yield replace(claim, left=left, right=right, repeats=False)


def remainders(claim: Claim, punctured: bool) -> Iterator[Claim]:
    """Yield for each side that its first derivative beyond those compared is what it is.

    That is shown only where it exists.
    """
    for side in (claim.left, claim.right):
        beyond = _coefficient(side, claim, _orders(claim), punctured)
        yield replace(claim, left=beyond, right=beyond, repeats=False)


def _orders(claim: Claim) -> int:
    return min(error.order + (error.letter == "o") for error in _errors(claim))


def _without(side: Node) -> Node:
    """Return *side* without its error term."""
    terms = [t for t in side.terms if not _is_error(t)] if isinstance(side, Add) else []
    if not terms:
        return Number("0") if _is_error(side) or isinstance(side, Add) else side
    return terms[0] if len(terms) == 1 else Add(tuple(terms), span=side.span)


def _is_error(term: Node) -> bool:
    return isinstance(term.operand if isinstance(term, Negative) else term, ErrorTerm)


def _coefficient(side: Node, claim: Claim, order: int, punctured: bool) -> Node:
    """Return the derivative of that *order* at 0; the factorials are the same on both sides."""
    key = _errors(claim)[0].key
    side = _without(side)
    variables = (Name(key),) * order
    slope = Derivative(side, variables, span=side.span) if order else side
    if punctured:
        return Limit(slope, key, Number("0"), smooth=True, span=side.span)
    return At(slope, key, Number("0"), span=side.span)
