"""Of which names a claim speaks, and which indices it leaves free."""

from collections.abc import Set

from eqproof.notation.reach import free_names as free_names
from eqproof.notation.reach import reached as reached
from eqproof.notation.reach import sizes_in
from eqproof.notation.symbols import Index, Notation
from eqproof.statements.claims import Claim


def names_in(claim: Claim) -> set[str]:
    """Return the names and functions of which *claim* speaks."""
    return set().union(*map(free_names, claim.sides), *map(sizes_in, claim.sides))


def free_indices(names: Set[str], notation: Notation) -> list[str]:
    """Return the declared indices that *names* leave free, in the order of their declaration."""
    found = reached(names, notation)
    return [key for key in notation.symbols if key in found and _is_index(key, notation)]


def _is_index(key: str, notation: Notation) -> bool:
    return isinstance(notation.symbols[key], Index)
