"""Which names a formula speaks of, directly and through definitions."""

from collections.abc import Iterable
from functools import lru_cache

from eqproof.latex import nodes
from eqproof.latex.nodes import Call, Node, walk
from eqproof.notation.symbols import Definition, Function, Index, Labels, Notation, Variable


def free_names(node: Node) -> set[str]:
    """Return the names in *node* as written, functions included, without those it binds."""
    return set(_free_names(node))


@lru_cache(maxsize=2048)
def _free_names(node: Node) -> frozenset[str]:
    functions = {n.function for n in walk(node) if isinstance(n, Call)}
    return frozenset(nodes.free_names(node) | functions)


def sizes_in(node: Node) -> set[str]:
    """Return the names of the sizes that constants in *node* have: they may stand nowhere else."""
    shapes = [part.shape or () for part in walk(node) if isinstance(part, nodes.Constant)]
    return {dim.name for shape in shapes for dim in shape if dim.name is not None}


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
        if isinstance(symbol, Variable) and isinstance(symbol.domain, Labels):
            waiting += [symbol.domain.upper.name] if symbol.domain.upper.name else []
        if isinstance(symbol, Function):
            shapes = (*symbol.shapes, symbol.shape)
            waiting += [dim.name for shape in shapes for dim in shape if dim.name]
        match symbol:
            case Definition():
                waiting += free_names(symbol.body) - set(symbol.entries)
                waiting += sizes_in(symbol.body)
            case Function(_, parameters, Node() as body):
                waiting += free_names(body) - set(parameters)
                waiting += sizes_in(body)
            case Index():
                waiting += free_names(symbol.lower) | free_names(symbol.upper)
    return found
