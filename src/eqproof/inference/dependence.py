"""What a derivative says of names that the lines do not connect."""

from collections.abc import Iterator, Set

from eqproof.inference.customs import shown
from eqproof.latex import nodes
from eqproof.latex.nodes import Node, free_names, tensor_of, varied, walk
from eqproof.notation.symbols import Definition, Function, Notation, Variable
from eqproof.statements.claims import Claim


def unconnected(claim: Claim) -> Iterator[tuple[str, str]]:
    """Yield a name that is differentiated, and one by which, where the first does not rest on it.

    Such a derivative is 0 for the engine. Whoever writes it means that there is a connection.
    """
    for side, other in ((claim.left, claim.right), (claim.right, claim.left)):
        if isinstance(other, nodes.Number) and other.text == "0":
            continue
        for node in walk(side):
            if isinstance(node, nodes.Gradient):
                pairs = [(node.body, node.variable)]
            elif isinstance(node, nodes.Derivative):
                pairs = [(node.body, variable) for variable in node.variables]
            else:
                continue
            for body, variable in pairs:
                base = varied(variable)
                if not isinstance(base, nodes.Name):
                    continue
                own = free_names(body)
                if own and base.key not in reach(own, claim.notation):
                    yield _said(body), base.key


def _said(body: Node) -> str:
    whole = tensor_of(body)
    return whole.key if isinstance(whole, nodes.Name) else "what is differentiated"


def reach(keys: set[str], notation: Notation) -> set[str]:
    """Return *keys* and all names on which they rest."""
    found: set[str] = set()
    waiting = list(keys)
    while waiting:
        key = waiting.pop()
        if key in found:
            continue
        found.add(key)
        symbol = notation.lookup(key)
        if isinstance(symbol, Definition | Function) and symbol.body is not None:
            waiting += free_names(symbol.body)
            waiting += [n.function for n in walk(symbol.body) if isinstance(n, nodes.Call)]
    return found


def quantities(node: Node, notation: Notation, sizes: Set[str]) -> frozenset[str]:
    """Return the declared names on which *node* rests, in the end; *sizes* are among them."""
    keys = free_names(node) | {n.function for n in walk(node) if isinstance(n, nodes.Call)}
    return frozenset(
        key
        for key in reach(keys, notation)
        if isinstance(notation.lookup(key), Variable) or key in sizes
    )


def names_behind(claim: Claim) -> set[str]:
    """Return the names in *claim*, functions too, and all on which they rest."""
    return reach(names_of_claim(claim) | functions_in(claim), claim.notation)


def rests_on_definitions(claim: Claim) -> bool:
    """Whether a name or a function that is defined stands in *claim*."""
    for side in claim.sides:
        for node in walk(side):
            key = node.function if isinstance(node, nodes.Call) else ""
            key = node.key if isinstance(node, nodes.Name) else key
            if isinstance(claim.notation.lookup(key), Definition | Function):
                return True
    return False


def question_of(body: str, variable: str) -> str:
    """Return the question that a derivative without a connection raises."""
    name, by = shown(body), shown(variable)
    return f"how does {name} depend on {by}? No line says it"


def names_of_claim(claim: Claim) -> set[str]:
    """Return the names that stand in the sides of *claim* themselves."""
    return {key for side in claim.sides for key in free_names(side)}


def functions_in(claim: Claim) -> set[str]:
    """Return the names of functions that stand in *claim*."""
    found = {n.function for side in claim.sides for n in walk(side) if isinstance(n, nodes.Call)}
    names = {key for side in claim.sides for key in free_names(side)}
    return found | {k for k in names if isinstance(claim.notation.lookup(k), Function)}


def entrywise_numbers(claim: Claim) -> str | None:
    """Return a number that *claim* multiplies entry by entry, as if it had entries; or None."""
    for side in claim.sides:
        for node in walk(side):
            if isinstance(node, nodes.Product) and node.sign in (r"\odot", r"\oslash"):
                keys = sorted(free_names(node))
                if keys and all(claim.notation.shape(key) == nodes.SCALAR for key in keys):
                    return keys[0]
    return None
