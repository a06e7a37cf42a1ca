"""Keys under which outcomes are kept: digests of everything that an outcome follows from.

That is the claim itself, the notation that it stands under, whole and in its order, since samples
are drawn from all of it, and the macros. The engine is not part of a key: see ``cache``.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field, fields, is_dataclass
from fractions import Fraction
from functools import lru_cache
from hashlib import sha256
from typing import Any, Protocol

from eqproof.claims import Claim
from eqproof.latex.macros import Macros
from eqproof.notation import Notation


class Cache(Protocol):
    """Where texts are kept under keys. Neither method ever raises."""

    def load(self, key: str) -> str | None:
        """Return what is kept under *key*, or None."""

    def store(self, key: str, text: str) -> None:
        """Keep *text* under *key*, if possible."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys for the claims of one page; *notations* are written down once each."""

    macros: Macros
    notations: dict[int, tuple[Notation, str]] = field(default_factory=dict)

    def of_claim(self, claim: Claim, left_is_doubtful: bool) -> str:
        """Return the key of the outcome of *claim*."""
        start = claim.left_span.start
        spans = (claim.left_span, claim.right_span, claim.span)
        places = tuple((s.start - start, s.end - start) for s in spans)
        sides = (claim.left, claim.relation, claim.right, claim.shape)
        rest = (claim.refuted, claim.repeats, claim.inferred, left_is_doubtful, places)
        texts = (self._under(claim.notation), spelled(sides), spelled(rest), self._back(claim))
        return _digest("claim", *texts, *(self.of_claim(other, False) for other in claim.beside))

    def of_standing(self, what: str, claim: Claim) -> str:
        """Return the key of the answer whether *claim* stands, by *what* is looked at."""
        sides = (claim.left, claim.relation, claim.right, claim.shape, claim.refuted)
        texts = (self._under(claim.notation), spelled(sides), self._back(claim))
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

    def _under(self, notation: Notation) -> str:
        if id(notation) not in self.notations:
            text = _digest(spelled(self.macros), spelled(notation))
            self.notations[id(notation)] = (notation, text)
        return self.notations[id(notation)][1]


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
