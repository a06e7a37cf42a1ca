"""Families: several things under one name, told apart by a number."""

from dataclasses import dataclass
from typing import Literal

from eqproof.latex.base import Shape

DOT = r"\cdot"
r"""What stands in the name of a family for the number of a member: ``x^{(\cdot)}``."""


@dataclass(frozen=True, slots=True)
class Family:
    """What a name with the number of a member stands for: a part of the tensor *key*.

    ``entry``: an entry of it; otherwise a row, a column, or a row set upright. *matrix* is the
    shape of a matrix of which the members are said to be the columns.
    """

    key: str
    kind: Literal["entry", "row", "column", "member"]
    matrix: Shape | None = None
