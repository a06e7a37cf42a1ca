"""Which indices a formula leaves free, directly and through definitions."""

from collections.abc import Set

from eqproof.notation import Index, Notation
from eqproof.reach import free_names as free_names
from eqproof.reach import reached as reached


def free_indices(names: Set[str], notation: Notation) -> list[str]:
    """Return the declared indices that *names* leave free, in the order of their declaration."""
    found = reached(names, notation)
    return [key for key in notation.symbols if key in found and _is_index(key, notation)]


def _is_index(key: str, notation: Notation) -> bool:
    return isinstance(notation.symbols[key], Index)
