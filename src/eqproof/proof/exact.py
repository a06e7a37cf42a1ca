"""Proving one link for all values and all dimensions: every entry, every free index, every case."""

from collections.abc import Iterator
from itertools import product

import sympy as sp

from eqproof.diagnostics import ReadingError
from eqproof.exact.elementary import NoMeaning
from eqproof.exact.matrix_terms import InverseEntry
from eqproof.exact.meaning import Frame, count_of, entry
from eqproof.exact.terms import Ranged
from eqproof.latex.nodes import Constant, Dim, Node, NumberSet, Product, Transpose
from eqproof.notation.symbols import Index
from eqproof.proof.algebra import fraction, is_zero, normal
from eqproof.proof.contractions import multiplied
from eqproof.proof.exact_signs import exact_sign
from eqproof.proof.facts import Facts
from eqproof.proof.inequalities import DEEPEST, is_above
from eqproof.proof.inert import settled
from eqproof.proof.limits import limited
from eqproof.proof.names import free_indices, names_in
from eqproof.proof.signs import Sign
from eqproof.proof.size import TooLarge
from eqproof.proof.unsized import unsized
from eqproof.proof.zero import prove_zero
from eqproof.statements.claims import Claim

_MOST_POSITIONS = 64
_FAULTS = (NoMeaning, ReadingError, TooLarge, TypeError, sp.PolynomialError, RecursionError)


def prove(claim: Claim, facts: Facts) -> str | None:
    """Return by what the relation of *claim* is proved, or None."""
    general = unsized(claim, facts)
    return (general and _proved(*general)) or _proved(claim, facts)


def prove_at_once(claim: Claim, facts: Facts) -> str | None:
    """The same, but only the first step: both sides in normal form, and its signs."""
    if isinstance(claim.right, NumberSet):
        return prove(claim, facts)
    equation = claim.relation in ("=", ":=")
    claim, facts = unsized(claim, facts) or (claim, facts)
    try:
        for here, *place in _places(claim, facts):
            left, right = (_side(side, here, *place) for side in (claim.left, claim.right))
            if equation and not is_zero(normal(left - right, here)):
                return None
            if not equation and not _prove_order(left, claim.relation, right, here, 0):
                return None
    except _FAULTS:
        return None
    return "rational-normal-form" if equation else "signs"


def _proved(claim: Claim, facts: Facts) -> str | None:
    methods: set[str] = set()
    try:
        for place in _places(claim, facts):
            method = _prove_at(claim, *place)
            if method is None:
                return None
            methods.add(method)
    except _FAULTS:
        return None
    return max(methods, default=None)


def _places(claim: Claim, facts: Facts) -> Iterator[tuple[Facts, Frame, sp.Expr, sp.Expr]]:
    """Yield a frame for the free indices, a row and a column, that together cover every entry."""
    for frame, here in index_frames(claim, facts):
        for row in _kept(0, claim.shape[0], facts):
            for column in _kept(1, claim.shape[1], facts):
                yield here, frame, row, column


def index_frames(claim: Claim, facts: Facts) -> Iterator[tuple[Frame, Facts]]:
    """Yield frames that bind the free indices of *claim* to values that cover those meant.

    With each comes what is known there.
    """
    keys = sorted(_free_indices(claim))
    ranges = [_index_values(key, facts) for key in keys]
    for values in product(*ranges):
        place = limited(facts.frame(dict(zip(keys, values, strict=True))), facts)
        if place is not None:
            yield place


def positions(dim: Dim) -> list[sp.Expr]:
    """Return positions that cover a dimension: the first ones apart where it is a sum."""
    if dim.name is None:
        if dim.offset > _MOST_POSITIONS:
            raise NoMeaning("a dimension too large to go through")
        return [sp.Integer(p) for p in range(1, dim.offset + 1)]
    bare = count_of(Dim(dim.name))
    if dim.offset <= 0:
        return [Ranged.make("r", bare + dim.offset)]
    first: list[sp.Expr] = [sp.Integer(p) for p in range(1, dim.offset + 1)]
    return [*first, Ranged.make("r", bare) + dim.offset]


def _free_indices(claim: Claim) -> set[str]:
    return set(free_indices(names_in(claim), claim.notation))


def _index_values(key: str, facts: Facts) -> list[sp.Expr]:
    index = facts.notation.lookup(key)
    assert isinstance(index, Index)
    frame = facts.frame()
    lower, upper = entry(index.lower, frame), entry(index.upper, frame)
    offset, bare = (upper - lower + 1).as_coeff_Add()
    if not offset.is_Integer or not lower.is_Integer or not (bare == 0 or bare.is_Symbol):
        raise NoMeaning("an index with such a range")
    dim = Dim(None if bare == 0 else bare.name, int(offset))
    return [p + lower - 1 for p in _kept(key, dim, facts)]


def _kept(what: str | int, dim: Dim, facts: Facts) -> list[sp.Expr]:
    """Return positions of an index, or of rows (0) or columns (1), the same for every claim."""
    if (what, dim) not in facts.positions:
        facts.positions[what, dim] = positions(dim)
    return facts.positions[what, dim]


def _side(node: Node, facts: Facts, frame: Frame, row: sp.Expr, column: sp.Expr) -> sp.Expr:
    """Return an entry of a side, which two links of a chain have in common."""
    key = (id(node), row, column, *frame.bound.items())
    if key not in facts.sides:
        facts.sides[key] = (node, settled(entry(node, frame, row, column), facts))
    return facts.sides[key][1]


def _prove_at(
    claim: Claim, facts: Facts, frame: Frame, row: sp.Expr, column: sp.Expr
) -> str | None:
    left = _side(claim.left, facts, frame, row, column)
    if isinstance(claim.right, NumberSet):
        if claim.right.kind == "simplex":
            return _prove_in_simplex(left, claim, facts, frame)
        return _prove_membership(left, claim.right, facts)
    right = _side(claim.right, facts, frame, row, column)
    if claim.relation in ("=", ":="):
        return prove_zero(left - right, facts) or by_multiplying(left - right, row, column, facts)
    return _prove_order(left, claim.relation, right, facts)


_ORDERS = ("<", r"\le", ">", r"\ge", r"\ne")


def _prove_order(
    left: sp.Expr, relation: str, right: sp.Expr, facts: Facts, depth: int = DEEPEST
) -> str | None:
    if relation not in _ORDERS:
        return None
    high, low = (left, right) if relation in (">", r"\ge", r"\ne") else (right, left)
    shown = is_above(high - low, facts, relation in ("<", ">", r"\ne"), depth)
    if relation == r"\ne" and not shown:
        apart = exact_sign(high - low, facts) in (Sign.NEGATIVE, Sign.NONZERO)
        shown = apart or is_above(low - high, facts, True, depth)
    return "signs" if shown else None


def _prove_in_simplex(left: sp.Expr, claim: Claim, facts: Facts, frame: Frame) -> str | None:
    """Entries from 0 that add up to 1 are at most 1."""
    ones = Transpose(Constant("ones", claim.shape))
    total = entry(Product(ones, claim.left), frame)
    if _prove_order(left, r"\ge", sp.Integer(0), facts) is None:
        return None
    return prove_zero(total - 1, facts) and "signs"


def _prove_membership(left: sp.Expr, number_set: NumberSet, facts: Facts) -> str | None:
    frame = facts.frame()
    if number_set.kind == "finite":
        values = [entry(v, frame) for v in number_set.values]
        return prove_zero(sp.Mul(*(left - v for v in values)), facts)
    if number_set.kind != "interval":
        return None
    shown = True
    if number_set.lower is not None:
        relation = ">" if number_set.lower_open else r"\ge"
        shown = _prove_order(left, relation, entry(number_set.lower, frame), facts) is not None
    if shown and number_set.upper is not None:
        relation = "<" if number_set.upper_open else r"\le"
        shown = _prove_order(left, relation, entry(number_set.upper, frame), facts) is not None
    return "signs" if shown else None


def by_multiplying(difference: sp.Expr, row: sp.Expr, column: sp.Expr, facts: Facts) -> str | None:
    """Show that a matrix is 0 by a product of it with one that is not singular."""
    if not difference.has(InverseEntry):
        return None
    normalised = fraction(normal(difference, facts))
    for zero in multiplied(normalised, row, column):
        if prove_zero(zero, facts) is not None:
            return "inverses"
    return None
