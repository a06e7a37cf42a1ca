"""Which values a person needs to follow a refutation: those that enter the two sides."""

from dataclasses import dataclass, field

from eqproof.claims import Claim
from eqproof.evaluate import Point
from eqproof.latex.nodes import (
    BigOperator,
    Call,
    Derivative,
    Differential,
    Gradient,
    Name,
    Node,
    children,
)
from eqproof.notation import Definition
from eqproof.proof.names import free_names, names_in, reached
from eqproof.proof.witness import show_point


def witness_of(claim: Claim, point: Point) -> dict[str, str]:
    """Return what enters the sides of *claim* at *point*, by its LaTeX, for people to read."""
    needed = needed_of(claim)
    names = needed.names | point.indices.keys()
    return show_point(point, names, claim.notation, needed.differentials)


@dataclass(slots=True)
class Needed:
    """The names whose values, and the *differentials* whose changes, a person needs."""

    names: set[str] = field(default_factory=set)
    differentials: set[str] = field(default_factory=set)


def needed_of(claim: Claim) -> Needed:
    """Return the names whose values enter the two sides.

    A name that is a whole side, or is only differentiated, is computed rather than put in.
    """
    needed = Needed()
    for side in claim.sides:
        if not isinstance(side, Name):
            _collect(side, needed)
    if not needed.names and not needed.differentials:
        behind = reached(names_in(claim), claim.notation)
        needed.names |= {
            key for key in behind if not isinstance(claim.notation.lookup(key), Definition)
        }
    return needed


def _collect(node: Node, needed: Needed) -> None:
    match node:
        case Derivative(Name(), variables):
            needed.names |= {name for v in variables for name in free_names(v)}
        case Gradient(Name(), variable):
            needed.names |= free_names(variable)
        case Differential(Name(key)):
            needed.differentials.add(key)
        case Name(key):
            needed.names.add(key)
        case BigOperator(index=index):
            inner = Needed()
            for child in children(node):
                _collect(child, inner)
            needed.names |= inner.names - {index}
            needed.differentials |= inner.differentials
        case _:
            needed.names |= {node.function} if isinstance(node, Call) else set()
            for child in children(node):
                _collect(child, needed)
