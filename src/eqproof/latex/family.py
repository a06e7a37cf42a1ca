"""Families: several things under one name, told apart by a number."""

from dataclasses import dataclass
from typing import Literal

DOT = r"\cdot"
r"""What stands in the name of a family for the number of a member: ``x^{(\cdot)}``."""


@dataclass(frozen=True, slots=True)
class Family:
    """What a name with the number of a member stands for: a part of the tensor *key*.

    ``entry``: an entry of it; otherwise a row, a column, or a row set upright.
    """

    key: str
    kind: Literal["entry", "row", "column", "member"]
