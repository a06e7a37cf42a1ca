"""Which values a person needs to follow a refutation: those that enter the two sides."""

from dataclasses import dataclass, field

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
from eqproof.notation.symbols import Definition, Function, Notation, Variable
from eqproof.numbers.evaluate import Point
from eqproof.proof.names import free_names, names_in, reached
from eqproof.proof.witness import show_point
from eqproof.statements.claims import Claim


def witness_of(claim: Claim, point: Point) -> dict[str, str]:
    """Return what enters the sides of *claim* at *point*, by its LaTeX, for people to read."""
    needed = needed_of(claim)
    names = needed.names | point.indices.keys()
    return show_point(point, names, claim.notation, needed.differentials)


@dataclass(slots=True)
class Needed:
    """The names whose values, and the *differentials* whose changes, a person needs.

    *computed* are the names whose values follow from others, and by what they are differentiated.
    """

    names: set[str] = field(default_factory=set)
    differentials: set[str] = field(default_factory=set)
    computed: set[tuple[str, str]] = field(default_factory=set)


def needed_of(claim: Claim) -> Needed:
    """Return the names whose values enter the two sides.

    A name that is a whole side, or is only differentiated, is computed rather than put in; what it
    is made of is put in.
    """
    needed = Needed()
    for side in claim.sides:
        if isinstance(side, Name):
            needed.computed.add((side.key, ""))
        else:
            _collect(side, needed)
    functions = {n for n in needed.names if isinstance(claim.notation.lookup(n), Function)}
    if needed.names <= functions and not needed.differentials:
        behind = reached(names_in(claim), claim.notation)
        needed.names |= {
            key for key in behind if not isinstance(claim.notation.lookup(key), Definition)
        }
    for key, variable in sorted(needed.computed):
        for name in sorted(_entering(key, variable, claim.notation)):
            if not _follows(name, needed.names, claim.notation):
                needed.names.add(name)
    return needed


def _entering(key: str, variable: str, notation: Notation) -> set[str]:
    """Return what enters the value of *key*, or its derivative by *variable* on all ways there."""
    names: set[str] = set()
    for behind in reached([key], notation):
        symbol = notation.lookup(behind)
        if not isinstance(symbol, Definition):
            continue
        if behind == key:
            names |= free_names(symbol.body)
        elif variable and variable != behind and variable in reached([behind], notation):
            parts = free_names(symbol.body)
            names |= {n for n in parts if not isinstance(notation.lookup(n), Definition)}
    return names


def _follows(name: str, known: set[str], notation: Notation) -> bool:
    """Whether the value of *name* follows from *known* values; that of an index is its number."""
    match notation.lookup(name):
        case Definition(key, body):
            return key in known or all(_follows(n, known, notation) for n in free_names(body))
        case Variable(key):
            return key in known or name in known
        case _:
            return True


def _collect(node: Node, needed: Needed) -> None:
    match node:
        case Derivative(Name(key), variables):
            needed.computed |= {(key, name) for v in variables for name in free_names(v)}
            needed.names |= {name for v in variables for name in free_names(v)}
        case Gradient(Name(key), variable):
            needed.computed |= {(key, name) for name in free_names(variable)}
            needed.names |= free_names(variable)
        case Differential(Name(key)):
            needed.differentials.add(key)
        case Differential(body):
            needed.differentials |= free_names(body)
            _collect(body, needed)
        case Name(key):
            needed.names.add(key)
        case BigOperator(index=index):
            inner = Needed()
            for child in children(node):
                _collect(child, inner)
            needed.names |= inner.names - {index}
            needed.differentials |= inner.differentials
            needed.computed |= inner.computed
        case _:
            needed.names |= {node.function} if isinstance(node, Call) else set()
            for child in children(node):
                _collect(child, needed)
