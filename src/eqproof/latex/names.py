"""What the parser must know of names: which are functions, which are declared at all.

``f(x)`` is an application if ``f`` is a function and a product if it is a quantity; ``W_1`` is one
name if it was declared so and a component otherwise. Nothing else about a name matters to the
syntax.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from eqproof.latex import commands
from eqproof.latex.family import Family
from eqproof.latex.forms import Form
from eqproof.latex.nodes import Law, Name, Node


@dataclass(frozen=True, slots=True)
class Names:
    r"""The names in force.

    *indices* maps a declared index to its range; *aliases* maps the spelling of the components of a
    tensor to the tensor; *bound* are the indices of sums around the place and the parameters;
    *random* are the names that are drawn, and how. *parameters* are those of the functions whose
    parameters are all declared: such a function may stand alone, and is then meant at them.
    *families* maps a name with ``_`` or ``^`` behind it to what its members are; *layers* are the
    indices that number nothing, as parts of names. *tensors* are no numbers, and so no exponents,
    or functions of such.
    *forms* are those of functions that are not just a name with brackets; *signatures* are the
    parameters of all functions. *synonyms* are other names for what has one.
    *unused* are the parameters of functions on which their values do not depend, "" for others;
    *pending* are those of which this is not known yet, since the definition is not made.
    *ends* are the last values of the indices of sums around the place, *covered* the declared
    ranges of those. *steady* are the functions whose values at their own names depend on nothing
    else.
    """

    quantities: frozenset[str] = frozenset()
    functions: frozenset[str] = frozenset()
    indices: Mapping[str, tuple[Node, Node]] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)
    bound: frozenset[str] = frozenset()
    random: Mapping[str, Law] = field(default_factory=dict)
    parameters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    families: Mapping[str, Family] = field(default_factory=dict)
    layers: frozenset[str] = frozenset()
    forms: Mapping[str, tuple[Form, ...]] = field(default_factory=dict)
    tensors: frozenset[str] = frozenset()
    synonyms: Mapping[str, Node] = field(default_factory=dict)
    unused: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pending: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    signatures: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ends: Mapping[str, Node] = field(default_factory=dict)
    covered: Mapping[str, tuple[Node, Node]] = field(default_factory=dict)
    steady: frozenset[str] = frozenset()

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

    @property
    def numbering(self) -> frozenset[str]:
        """The declared indices that number entries and members."""
        return frozenset(self.indices) - self.layers

    def is_base(self, key: str) -> bool:
        """Whether members of a family are written with *key*."""
        return f"{key}_" in self.families or f"{key}^" in self.families

    def knows(self, key: str) -> bool:
        """Whether *key* is a name, or what a family or a function in a form is written with."""
        known = self.canonical(key) is not None or self.is_base(key) or key in self.forms
        return known or key in self.synonyms

    def synonym(self, key: str) -> Node | None:
        r"""Return what *key* stands for: a matrix by its rows, ``p`` for ``\mathbf{p}``."""
        if key in self.synonyms:
            return self.synonyms[key]
        known = self.tensors & self.quantities
        plain = next((letter for letter in plain_letters(key) if letter in known), None)
        return None if plain is None else Name(plain)

    def applies(self, key: str) -> bool:
        """Whether *key* is the name of a function."""
        forms = self.forms.get(key, ())
        return self.canonical(key) in self.functions or any(not form.tensor for form in forms)

    def begins(self, run: str) -> bool:
        """Whether the letters *run* are a declared name, or one with scripts behind them."""
        known = self.quantities | self.functions | {base[:-1] for base in self.families}
        known |= self.forms.keys()
        return run in known or any(name.startswith((f"{run}_", f"{run}^")) for name in known)

    def binding(self, *keys: str) -> "Names":
        """Return these names with *keys* known as quantities, hiding what they were."""
        return replace(
            self,
            quantities=self.quantities | set(keys),
            functions=self.functions - set(keys),
            indices={k: v for k, v in self.indices.items() if k not in keys},
            aliases={k: v for k, v in self.aliases.items() if k not in keys},
            bound=self.bound | set(keys),
            random={k: v for k, v in self.random.items() if k not in keys},
            families={k: v for k, v in self.families.items() if k[:-1] not in keys},
            forms={k: v for k, v in self.forms.items() if k not in keys},
            synonyms={k: v for k, v in self.synonyms.items() if k not in keys},
            ends={k: v for k, v in self.ends.items() if k not in keys},
            covered={k: v for k, v in self.covered.items() if k not in keys},
        )

    def running(self, ends: Mapping[str, Node]) -> "Names":
        """Return these names with the indices of a sum bound, which run up to their *ends*."""
        names = self.binding(*ends)
        ranges = {**self.covered, **self.indices}
        covered = {**names.covered, **{k: ranges[k] for k in ends if k in ranges}}
        return replace(names, ends={**names.ends, **ends}, covered=covered)

    def end(self, index: str) -> Node | None:
        """Return the last value of an index, or None where it is not known."""
        return self.indices[index][1] if index in self.indices else self.ends.get(index)

    def knowing(self, *keys: str) -> "Names":
        """Return these names with *keys* known as quantities beside them."""
        return replace(self, quantities=self.quantities | set(keys))

    def nearest(self, key: str) -> str | None:
        """Return a declared name that *key* may have been meant to be, or None."""
        if self.aliases.get(key):
            return self.aliases[key]
        base = re.match(r"[^_^]*[_^]", key)
        candidates = [
            (letter.lower() != letter_of_key.lower(), letter != letter_of_key, len(name), name)
            for name in (self.quantities | self.functions | set(self.indices)) - {key}
            if base is None or name.startswith(base[0])
            for letter, letter_of_key in [(_bare(name), _bare(key))]
        ]
        if not candidates:
            return None
        other, _, _, name = min(candidates)
        return None if other else name


def plain_letters(key: str) -> tuple[str, ...]:
    r"""Return the letter of the components of a vector: ``w`` for ``\mathbf{w}``, ``\vec{w}``."""
    plain = key
    for alphabet in (r"\mathbf", r"\boldsymbol", r"\vec", r"\overrightarrow", r"\underline"):
        start = plain.find(alphabet + "{")
        if start >= 0:
            end = plain.index("}", start)
            inner = plain[start + len(alphabet) + 1 : end]
            plain = plain[:start] + inner + plain[end + 1 :]
    return (plain,) if plain != key else ()


_DECORATIONS = re.compile(
    "|".join(re.escape(c) + "(?![A-Za-z])" for c in sorted(commands.ACCENTS | commands.ALPHABETS))
)


def _bare(key: str) -> str:
    """Return the letter of a name without its decorations and scripts."""
    letter = re.sub(r"[{}\s]", "", _DECORATIONS.sub("", key))
    return re.split(r"[_^]", letter)[0]
