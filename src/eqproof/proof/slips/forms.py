"""Powers, primes, transposes, and the order of the factors of a matrix product."""

from collections.abc import Iterator

from eqproof.latex.nodes import (
    SCALAR,
    Add,
    Call,
    Component,
    Constant,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Transpose,
)
from eqproof.latex.plain import plain
from eqproof.proof.slips.formula import Edit, Formula

_MATRIX_SIGNS = ("", r"\cdot", r"\times", "*")


def powers(formula: Formula) -> Iterator[Edit]:
    """A square or another exponent."""
    for path, node in formula.parts:
        for exponent in _other_exponents(node):
            base = node.base if isinstance(node, Power) else node
            new = base if exponent == 1 else Power(base, _integer(exponent))
            what = f"{formula.the(path, node)} is replaced by {formula.say(new)}"
            yield formula.edit(path, new, what)


def _other_exponents(node: Node) -> tuple[int, ...]:
    match node:
        case Power(Constant("e")):
            return ()
        case Power(_, Number(text)) if text.isdigit():
            value = int(text)
        case Power(_, Negative(Number(text))) if text.isdigit():
            value = -int(text)
        case Name() | Component() | Add() | Call():
            return (2,)
        case _:
            return ()
    return tuple(v for v in (value - 1, value + 1, -value) if v)


def _integer(value: int) -> Node:
    return Number(str(value)) if value >= 0 else Negative(Number(str(-value)))


def primes(formula: Formula) -> Iterator[Edit]:
    """A derivative of a function for the function, and the other way round."""
    for path, node in formula.parts:
        if isinstance(node, Call):
            for primes in (node.primes - 1, node.primes + 1):
                if primes >= 0:
                    new = Call(node.function, node.arguments, primes)
                    what = f"{formula.the(path, node)} is replaced by {formula.say(new)}"
                    yield formula.edit(path, new, what)


def transposes(formula: Formula) -> Iterator[Edit]:
    """A tensor for the transposed one, and the other way round."""
    for path, node in formula.parts:
        if isinstance(node, Transpose):
            what = f"{formula.the(path, node)} is replaced by {plain(node.base)}"
            yield formula.edit(path, node.base, what)
        elif isinstance(node, Name) and formula.notation.shape(node.key) != SCALAR:
            yield formula.edit(path, Transpose(node), f"{formula.the(path, node)} is transposed")


def orders(formula: Formula) -> Iterator[Edit]:
    """The factors of a matrix product the other way round."""
    for path, node in formula.parts:
        if isinstance(node, Product) and node.sign in _MATRIX_SIGNS:
            first, second = plain(node.left), plain(node.right)
            what = f"the factors {first} and {second} change places"
            yield formula.edit(path, Product(node.right, node.left, node.sign), what)
