"""Keys under which outcomes are kept: digests of everything that an outcome follows from.

That is the claim itself, the notation that it stands under, in its order, since samples are drawn
from it, and the macros. A hint may speak of any name, so that for most outcomes it is the whole
notation. A proof says nothing of a name that neither its claim nor anything that is always looked
at leads to: such a name may come, go or change. The engine is not part of a key: see ``cache``.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field, fields, is_dataclass, replace
from fractions import Fraction
from functools import lru_cache
from hashlib import sha256
from typing import Any, Protocol

from eqproof.latex.macros import Macros
from eqproof.latex.nodes import ONE
from eqproof.notation.reach import free_names, reached
from eqproof.notation.symbols import Definition, Dimension, Notation, Symbol, Variable
from eqproof.source import Source
from eqproof.statements.claims import Claim


class Cache(Protocol):
    """Where texts are kept under keys. Neither method ever raises."""

    def load(self, key: str) -> str | None:
        """Return what is kept under *key*, or None."""

    def store(self, key: str, text: str) -> None:
        """Keep *text* under *key*, if possible."""


def key_of_page(source: Source, macros: Macros) -> str:
    """Return the key of what is in the page *source*: its name says what kind of page it is."""
    cells = str(source.origin.cells) if source.origin is not None else ""
    return _digest("page", spelled(macros), source.name, source.text, cells)


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys for the claims of one page; notations are written down once each."""

    macros: Macros
    notations: dict[int, tuple[Notation, str]] = field(default_factory=dict)
    parted: dict[int, "_Parted"] = field(default_factory=dict)

    def of_claim(self, claim: Claim, left_is_doubtful: bool) -> str:
        """Return the key of the outcome of *claim*."""
        start = claim.left_span.start
        spans = (claim.left_span, claim.right_span, claim.span)
        places = tuple((s.start - start, s.end - start) for s in spans)
        sides = (claim.left, claim.relation, claim.right, claim.shape)
        rest = (claim.refuted, claim.repeats, claim.inferred, left_is_doubtful, places)
        texts = (self._under(claim.notation), spelled(sides), spelled(rest), self._back(claim))
        return _digest("claim", *texts, *(self.of_claim(other, False) for other in claim.beside))

    def of_proof(self, claim: Claim) -> str:
        """Return the key of the outcome of *claim* if it is that it is proved."""
        return self.of_standing("proof", claim)

    def of_standing(self, what: str, claim: Claim) -> str:
        """Return the key of the answer whether *claim* stands, by *what* is looked at."""
        sides = (claim.left, claim.relation, claim.right, claim.shape)
        rest = (claim.refuted, claim.repeats, claim.inferred)
        texts = (self._behind(claim), spelled(sides), spelled(rest), self._back(claim))
        return _digest("standing", what, *texts)

    def of_hypotheses(self, notation: Notation) -> str:
        """Return the key of the answer whether the hypotheses of *notation* can be met."""
        return _digest("hypotheses", self._under(notation))

    def _back(self, claim: Claim) -> str:
        """Return a key of the other direction of *claim*, and of where it stands from there."""
        if claim.converse is None:
            return ""
        start, other = claim.left_span.start, claim.converse.left_span.start
        return f"{other - start} {self.of_claim(claim.converse, False)}"

    def _behind(self, claim: Claim) -> str:
        """Return a key of all of its notation but the names that *claim* does not lead to."""
        notation = claim.notation
        if id(notation) not in self.parted:
            self.parted[id(notation)] = _parted(notation, self.macros)
        parted = self.parted[id(notation)]
        names = reached(free_names(claim.left) | free_names(claim.right), notation)
        kept = (text for key, text in parted.symbols.items() if key in names | parted.always)
        return _digest(parted.rest, *kept)

    def _under(self, notation: Notation) -> str:
        if id(notation) not in self.notations:
            text = _digest(spelled(self.macros), spelled(notation))
            self.notations[id(notation)] = (notation, text)
        return self.notations[id(notation)][1]


@dataclass(frozen=True, slots=True)
class _Parted:
    """A notation written down: each symbol, all the rest, and which symbols always count."""

    notation: Notation
    symbols: Mapping[str, str]
    rest: str
    always: Set[str]


def _parted(notation: Notation, macros: Macros) -> _Parted:
    sides = [side for h in notation.hypotheses for side in (h.left, h.right)]
    parameters = [p for law in notation.laws.values() for p in law.parameters]
    others = [*sides, *parameters, *notation.synonyms.values()]
    # a sample has a draw of every function, and may have a size for every dimension
    held = {key for key, symbol in notation.symbols.items() if not _is_loose(symbol, notation)}
    names = held.union(notation.laws, *map(free_names, others))
    return _Parted(
        notation,
        {key: spelled(symbol) for key, symbol in notation.symbols.items()},
        _digest(spelled(macros), spelled(replace(notation, symbols={}))),
        held | reached(names, notation),
    )


def _is_loose(symbol: Symbol, notation: Notation) -> bool:
    """Whether *symbol* counts only where a formula leads to it: it has no size of its own."""
    return isinstance(symbol, Variable | Definition) and all(
        dim == ONE or isinstance(notation.lookup(dim.name or ""), Dimension) for dim in symbol.shape
    )


def spelled(value: Any) -> str:
    """Return *value* written out, without the places at which its parts stand.

    Raises TypeError for what it does not know, so that nothing is left out unseen.
    """
    match value:
        case None | bool() | int() | str():
            return repr(value)
        case Fraction():
            return f"{value.numerator}/{value.denominator}"
        case Mapping():
            pairs = (f"{spelled(key)}:{spelled(entry)}" for key, entry in value.items())
            return f"{{{','.join(pairs)}}}"
        case tuple():
            return f"({','.join(map(spelled, value))})"
        case Set():
            return f"<{','.join(sorted(map(spelled, value)))}>"
        case _ if is_dataclass(value) and not isinstance(value, type):
            parts = (spelled(getattr(value, name)) for name in _parts(type(value)))
            return f"{type(value).__name__}({','.join(parts)})"
        case _:
            raise TypeError(f"no key can be made of a {type(value).__name__}")


@lru_cache(maxsize=256)
def _parts(kind: type) -> tuple[str, ...]:
    return tuple(part.name for part in fields(kind) if part.name != "span")


def _digest(*texts: str) -> str:
    return sha256("\0".join(texts).encode("utf-8", "surrogatepass")).hexdigest()
