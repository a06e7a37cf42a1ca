"""Nodes that give a name a meaning of its own: places, limits, means, and error terms."""

from dataclasses import dataclass
from typing import Literal

from eqproof.latex.base import Node


@dataclass(frozen=True, slots=True)
class Binder(Node):
    """What gives a name a meaning of its own in its *body*, and in all that is defined by it."""

    body: Node


@dataclass(frozen=True, slots=True)
class At(Binder):
    r"""The value of the body where the name *key* is *value*: ``\left. f \right|_{x = 0}``."""

    key: str
    value: Node


@dataclass(frozen=True, slots=True)
class Limit(Binder):
    r"""``\lim_{key \to target} body``, from above or below where a *side* says so.

    Without a *target* the name goes beyond all bounds, on the positive or the negative *side*.
    With *smooth* the body has to be smooth there, but for the value that is missing.
    """

    key: str
    target: Node | None
    side: Literal["", "+", "-"] = ""
    smooth: bool = False


@dataclass(frozen=True, slots=True)
class Integral(Binder):
    r"""``\int_{lower}^{upper} body \, \mathrm{d} key``; an end of None is infinite."""

    key: str
    lower: Node | None
    upper: Node | None


@dataclass(frozen=True, slots=True)
class Series(Binder):
    r"""``\sum_{key = lower}^{\infty} body``: a sum without end, of numbers."""

    key: str
    lower: Node


@dataclass(frozen=True, slots=True)
class ErrorTerm(Binder):
    r"""``O(h^2)`` or ``o(h)``: what is left out of a side, for small *key* of this *order*."""

    letter: Literal["O", "o"]
    key: str
    order: int


@dataclass(frozen=True, slots=True)
class Law(Node):
    r"""How a name is distributed.

    ``Bernoulli`` over 0 and 1, with the probability of 1; ``categorical`` over the places of a
    column, with the probabilities in it.
    """

    kind: Literal["Bernoulli", "categorical"]
    parameters: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Draw(Node):
    """A name that is averaged over, and how it is distributed."""

    key: str
    law: Law


@dataclass(frozen=True, slots=True)
class Expectation(Binder):
    r"""The mean or the variance of the body over *draws*, which are independent.

    Without *shown* no names are written at the sign: it goes over all random names but those
    behind the bar, which are *given*.
    """

    kind: Literal["mean", "variance"]
    draws: tuple[Draw, ...]
    shown: bool = True
    given: tuple[str, ...] = ()
