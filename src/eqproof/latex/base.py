"""What all nodes of a syntax tree have, and the sizes of tensors."""

from dataclasses import dataclass, field

from eqproof.source import Span

NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Dim:
    """A dimension: a symbol plus a whole number (``k + 1``), or a whole number alone."""

    name: str | None
    offset: int = 0

    def __str__(self) -> str:
        if self.name is None:
            return str(self.offset)
        if self.offset:
            return f"{self.name}{self.offset:+d}"
        return self.name


Shape = tuple[Dim, Dim]
"""Rows and columns. A column vector of ``m`` entries is ``(m, 1)``, a number ``(1, 1)``."""

ONE = Dim(None, 1)
SCALAR: Shape = (ONE, ONE)


@dataclass(frozen=True, slots=True)
class Node:
    """What all nodes have: the place in the formula."""

    span: Span = field(default=NOWHERE, compare=False, kw_only=True)
