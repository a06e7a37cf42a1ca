r"""The simplified spelling of a link: what is known to trip a reader is rewritten.

Each quantity becomes one plain letter, and so does a component whose index is not summed over.
Products get their dot, brackets lose ``\left`` and ``\right``, the logarithm is ``\ln``, a
derivative of a number is ``\frac{d}{d z} (…)``, and a function that the page defines is replaced by
its body. What remains is the structure of the formula.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field

from bench.trees import rebuilt
from eqproof.latex.nodes import (
    BigOperator,
    Call,
    Component,
    Derivative,
    Name,
    Node,
    Product,
    free_names,
    walk,
)
from eqproof.latex.printer import to_latex
from eqproof.notation.symbols import Function, Notation

# Without d and e, which mean something, and i, o, l, O and I, which may.
_LETTERS = "abcfghjkmnpqrstuvwxyzABDFGHJKLMPRTUVWXYZ"
# Some readers make every letter small, so a capital is given only when nothing else is left.


@dataclass(slots=True)
class Letters:
    """Which node is written with which letter; every letter is used once."""

    notation: Notation
    letters: dict[Node, str] = field(default_factory=dict)

    def of(self, node: Node) -> str:
        """Return the letter of a name or component; the one it has, if that is still free."""
        node = rebuilt(node, self._declared)
        if node not in self.letters:
            own = to_latex(node)
            used = {letter.lower() for letter in self.letters.values()}
            free = [c for c in _LETTERS if c.lower() not in used]
            if not free:
                return own
            self.letters[node] = own if own in free and own.islower() else free[0]
        return self.letters[node]

    def spell(self, node: Node, summed: Set[str] = frozenset()) -> str:
        """Return the simplified LaTeX of *node*, part of a formula that sums over *summed*."""
        bound = {n.index for n in walk(node) if isinstance(n, BigOperator)} | summed
        text = to_latex(rebuilt(node, lambda part: self._changed(part, bound)))
        return text.replace(r"\left", "").replace(r"\right", "")

    def _declared(self, node: Node) -> Node | None:
        symbol = self.notation.lookup(node.key) if isinstance(node, Name) else None
        return Name(symbol.key) if symbol is not None else None

    def _changed(self, node: Node, bound: Set[str]) -> Node | None:
        def again(part: Node) -> Node:
            return rebuilt(part, lambda inner: self._changed(inner, bound))

        match node:
            case Name(key) if key in bound:
                return node
            case Name(key):
                return Name(self.of(node))
            case Component() if not free_names(node) & bound:
                return Name(self.of(node))
            case Product(left, right, ""):
                return Product(again(left), again(right), r"\cdot")
            case Call(r"\log", arguments, 0):
                return Call(r"\ln", tuple(again(a) for a in arguments))
            case Call(function, arguments, 0):
                symbol = self.notation.lookup(function)
                if isinstance(symbol, Function) and symbol.body is not None:
                    inlined = dict(zip(symbol.parameters, arguments, strict=True))
                    return again(put_in(symbol.body, inlined))
                return None
            case Derivative(body, (variable,)):
                letter, inner = to_latex(again(variable)), to_latex(again(body))
                return Name(rf"\frac{{d}}{{d {letter}}} ({inner})")
            case _:
                return None


def put_in(node: Node, values: Mapping[str, Node]) -> Node:
    """Return *node* with the names in *values* replaced."""
    return rebuilt(node, lambda part: values.get(part.key) if isinstance(part, Name) else None)
