"""One thing that must hold for a part of a formula to be defined."""

from dataclasses import dataclass
from typing import Literal

import sympy as sp

from eqproof.exact.joins import Join
from eqproof.latex.nodes import Node


@dataclass(frozen=True, slots=True)
class Condition:
    """What must hold for *node* to be defined.

    *expression* is not 0, or positive, or 0 or more, or, as a subscript counted from 1, at most
    *count*; or it is 0, so that exactly one of some cases holds, or chances add up to 1; or it is a
    limit or an integral that exists. At a join, where it is 0, pieces meet smoothly if it can be 0
    at all. Where it is positive a sum converges. What is unknown cannot be shown to hold. It need
    not hold where *where*, which is 0 or 1, is 0.
    """

    need: Literal[
        "nonzero",
        "positive",
        "nonnegative",
        "subscript",
        "one case",
        "all chances",
        "limit",
        "integral",
        "join",
        "converges",
        "unknown",
    ]
    expression: sp.Expr
    node: Node
    count: sp.Expr | None = None
    where: sp.Expr | None = None
    join: Join | None = None
