"""What a symbol in a peer's expression stands for: back from its name to the page's notation."""

import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field, replace

from bench.spelling import Letters, put_in
from eqproof.latex.nodes import BigOperator, Component, Name, Node, Number, walk
from eqproof.latex.printer import to_latex
from eqproof.notation.symbols import (
    Definition,
    Dimension,
    Domain,
    Finite,
    Function,
    Index,
    Notation,
    Variable,
    is_scalar,
)

# How a letter is set is no part of what a peer is asked to keep, nor are braces and backslashes.
_SETTING = re.compile(r"\\(?:mathbf|mathrm|text|mathit|boldsymbol)\b|[\\{}\s,*()]")


def plain_name(text: str) -> str:
    """Return the name of a symbol without what readers write in different ways."""
    return _SETTING.sub("", text)


@dataclass(frozen=True, slots=True)
class Table:
    """The names of one link. *nodes* maps what a peer may call a thing to the page's own node.

    *letters* are those of the simplified spelling, None for links as written. *read* keeps the
    definitions as the peer read them, *unread* what has one that the peer refused.
    """

    notation: Notation
    nodes: Mapping[str, Node]
    indices: frozenset[str]
    letters: Letters | None = None
    read: dict[Node, object] = field(default_factory=dict)
    unread: set[Node] = field(default_factory=set)

    def node(self, name: str) -> Node | None:
        """Return what a symbol called *name* stands for, None when the page has no such name."""
        key = plain_name(name)
        for index in self.indices:
            if plain_name(index) == key:
                return Name(index)
        if key in self.nodes:
            return self.nodes[key]
        # some readers make every letter small
        alike = [node for known, node in self.nodes.items() if known.lower() == key]
        return alike[0] if len(alike) == 1 else None

    def latex(self, node: Node, summed: Set[str] = frozenset()) -> str:
        """Return *node* in the spelling of this table, part of what sums over *summed*."""
        return to_latex(node) if self.letters is None else self.letters.spell(node, summed)

    def body(self, node: Node) -> Node | None:
        """Return the definition behind a name or component, or what a hypothesis sets it to."""
        for hypothesis in self.notation.hypotheses:
            value = hypothesis.right if hypothesis.relation == "=" else None
            if hypothesis.left == node and isinstance(value, Number):
                return value
        symbol = self.symbol(node)
        if not isinstance(symbol, Definition):
            return None
        if symbol.entries and isinstance(node, Component):
            return put_in(symbol.body, dict(zip(symbol.entries, node.indices, strict=False)))
        return symbol.body if isinstance(node, Name) and is_scalar(symbol.shape) else None

    def symbol(self, node: Node) -> object:
        """Return the page's symbol of a name, or of the tensor that a component belongs to."""
        base = node.base if isinstance(node, Component) else node
        return self.notation.lookup(base.key) if isinstance(base, Name) else None

    def is_opaque(self, node: Node) -> bool:
        """Whether *node* is defined by something that cannot be put in for it."""
        defined = isinstance(self.symbol(node), Definition)
        return node in self.unread or (defined and self.body(node) is None)

    def assumptions(self, node: Node) -> dict[str, bool]:
        """Return what SymPy may assume of a name or component."""
        match self.symbol(node):
            case Dimension():
                return {"integer": True, "positive": True}
            case Index():
                return {"integer": True, "nonnegative": True}
            case Variable(domain=domain):
                return _assumed(domain)
            case _:
                return {"real": True}


def _assumed(domain: Domain) -> dict[str, bool]:
    match domain:
        case Finite(values):
            whole = {"integer": True} if all(v.denominator == 1 for v in values) else {}
            sign = {"positive": True} if values[0] > 0 else {"nonnegative": values[0] >= 0}
            return {**whole, "real": True, **(sign if values[0] >= 0 else {})}
        case _:
            lower = getattr(domain, "lower", 1)
            if lower is None or lower < 0:
                return {"real": True}
            strict = lower > 0 or getattr(domain, "lower_open", False)
            return {"positive": True} if strict else {"nonnegative": True}


def as_written(sides: Iterable[Node], notation: Notation) -> Table:
    """Return the names of a link in the page's own spelling."""
    found: dict[str, Node] = {}
    atoms = [Name(k) for k, s in notation.symbols.items() if not isinstance(s, Function)]
    for node in (*atoms, *_atoms(sides, notation)):
        for text in (to_latex(node), *_aliases(node, notation)):
            found.setdefault(plain_name(text), node)
    return Table(notation, found, _indices(sides, notation))


def _aliases(node: Node, notation: Notation) -> list[str]:
    """Return how else a component may be written: with the plain letter of a bold name."""
    if not isinstance(node, Component) or not isinstance(node.base, Name):
        return []
    key = node.base.key
    letters = [letter for letter, tensor in notation.aliases.items() if tensor == key]
    return [to_latex(replace(node, base=Name(letter))) for letter in letters]


def simplified(sides: Iterable[Node], notation: Notation) -> Table:
    """Return the names of a link that is spelled with plain letters."""
    letters = Letters(notation)
    nodes, indices = _atoms(sides, notation), _indices(sides, notation)
    for node in nodes:
        letters.of(node)
    found = {plain_name(letters.spell(node, indices)): node for node in nodes}
    found |= {letters.of(node): node for node in nodes if not _is_summed(node, indices)}
    return Table(notation, found, indices, letters)


def _is_summed(node: Node, indices: Set[str]) -> bool:
    return isinstance(node, Name) and node.key in indices


def _indices(sides: Iterable[Node], notation: Notation) -> frozenset[str]:
    trees = _trees(sides, notation)
    return frozenset(n.index for t in trees for n in walk(t) if isinstance(n, BigOperator))


def _trees(sides: Iterable[Node], notation: Notation) -> list[Node]:
    """Return *sides* and the definitions that they rest on."""
    trees, seen = list(sides), set[str]()
    for tree in trees:
        for part in walk(tree):
            key = getattr(part, "key", "") or getattr(part, "function", "")
            body = getattr(notation.lookup(key), "body", None)
            if body is not None and key not in seen:
                seen.add(key)
                trees.append(body)
    return trees


def _atoms(sides: Iterable[Node], notation: Notation) -> list[Node]:
    """Return all names and components in *sides* and in the definitions that they rest on."""
    functions = [s for s in notation.symbols.values() if isinstance(s, Function)]
    parameters = {name for function in functions for name in function.parameters}
    parts = dict.fromkeys(part for tree in _trees(sides, notation) for part in walk(tree))
    return [n for n in parts if isinstance(n, Component) or _is_known(n, notation, parameters)]


def _is_known(node: Node, notation: Notation, parameters: set[str]) -> bool:
    return isinstance(node, Name) and (
        notation.lookup(node.key) is not None or node.key in parameters
    )
