"""The mutually recursive rules of the parser, handed to the modules that need to call back."""

from collections.abc import Callable
from dataclasses import dataclass

from eqproof.latex.nodes import Node
from eqproof.latex.reader import Reader

Rule = Callable[[Reader], Node]


@dataclass(frozen=True, slots=True)
class Grammar:
    r"""*expression* reads sums, *term* products, *factor* one factor with its scripts.

    *product* reads a product that ends before ``\odot``.
    """

    expression: Rule
    term: Rule
    product: Rule
    factor: Rule
