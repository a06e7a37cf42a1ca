"""Which names a formula speaks of, directly and through definitions."""

from collections.abc import Iterable, Set

from eqproof.latex.nodes import BigOperator, Call, Name, Node, children
from eqproof.notation import Definition, Function, Index, Notation, Variable


def free_names(node: Node) -> set[str]:
    """Return the names in *node* as written, functions included, without those it binds."""
    match node:
        case Name(key):
            return {key}
        case BigOperator(_, index, lower, upper, body, condition):
            below = free_names(body) | (free_names(condition) if condition else set())
            return free_names(lower) | free_names(upper) | (below - {index})
    names = {node.function} if isinstance(node, Call) else set()
    return names.union(*(free_names(child) for child in children(node)))


def reached(names: Iterable[str], notation: Notation) -> set[str]:
    """Return the declared names behind *names*, definitions and sizes on the way included."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        symbol = notation.lookup(waiting.pop())
        if symbol is None or symbol.key in found:
            continue
        found.add(symbol.key)
        if isinstance(symbol, Variable | Definition):
            waiting += [dim.name for dim in symbol.shape if dim.name]
        match symbol:
            case Definition():
                waiting += free_names(symbol.body) - set(symbol.entries)
            case Function(_, parameters, Node() as body):
                waiting += free_names(body) - set(parameters)
            case Index():
                waiting += free_names(symbol.lower) | free_names(symbol.upper)
    return found


def free_indices(names: Set[str], notation: Notation) -> list[str]:
    """Return the declared indices that *names* leave free, in the order of their declaration."""
    found = reached(names, notation)
    return [key for key in notation.symbols if key in found and _is_index(key, notation)]


def _is_index(key: str, notation: Notation) -> bool:
    return isinstance(notation.symbols[key], Index)
