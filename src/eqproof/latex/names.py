"""What the parser must know of names: which are functions, which are declared at all.

``f(x)`` is an application if ``f`` is a function and a product if it is a quantity; ``W_1`` is one name if
it was declared so and a component otherwise. Nothing else about a name matters to the syntax.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from eqproof.latex.nodes import Node


@dataclass(frozen=True, slots=True)
class Names:
    r"""The names in force. *indices* maps a declared index to its range, *aliases* spellings to names."""

    quantities: frozenset[str] = frozenset()
    functions: frozenset[str] = frozenset()
    indices: Mapping[str, tuple[Node, Node]] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)

    def canonical(self, key: str) -> str | None:
        """Return the declared name written *key*, or None."""
        for candidate in (key, self.aliases.get(key)):
            if candidate is not None and (
                candidate in self.quantities
                or candidate in self.functions
                or candidate in self.indices
            ):
                return candidate
        return None

    def binding(self, *keys: str) -> "Names":
        """Return these names with *keys* known as quantities, hiding what they were."""
        return replace(
            self,
            quantities=self.quantities | set(keys),
            functions=self.functions - set(keys),
            indices={k: v for k, v in self.indices.items() if k not in keys},
            aliases={k: v for k, v in self.aliases.items() if k not in keys},
        )

    def nearest(self, key: str) -> str | None:
        """Return a declared name that *key* may have been meant to be, or None."""
        stripped = _bare(key)
        for candidate in sorted(self.quantities | self.functions | set(self.indices)):
            if candidate != key and _bare(candidate) == stripped:
                return candidate
        return None


def _bare(key: str) -> str:
    for decoration in (
        r"\mathbf",
        r"\boldsymbol",
        r"\hat",
        r"\tilde",
        r"\bar",
        r"\mathrm",
        r"\vec",
    ):
        key = key.replace(decoration, "")
    return key.strip("{}").lower()
