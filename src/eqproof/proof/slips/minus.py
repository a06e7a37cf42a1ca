"""Signs that are lost, doubled or turned round."""

from collections.abc import Iterator

from eqproof.latex.nodes import Add, Call, Fraction, Negative, Node, Power, Product
from eqproof.latex.places import Path, at
from eqproof.latex.plain import plain
from eqproof.proof.slips.formula import (
    LONGEST,
    Edit,
    Formula,
    complemented,
    is_quantity,
    negated,
    ordinal,
    unsigned,
)


def minuses(formula: Formula) -> Iterator[Edit]:
    """A minus that stands alone, not before a term of a sum."""
    for path, node in formula.parts:
        if isinstance(node, Negative) and not _is_term(path):
            behind = formula.the((*path, ("operand", None)), node.operand)
            what = f"the minus {f'before {behind}' if path else 'in front'} is dropped"
            yield formula.edit(path, node.operand, what)


def terms(formula: Formula) -> Iterator[Edit]:
    """A plus for a minus between terms, and the other way round."""
    for path, node in formula.parts:
        if isinstance(node, Add):
            for number, term in enumerate(node.terms):
                term_of = f"the {ordinal(number)} term{formula.within(path, node)}"
                what = f"the sign of {term_of} is flipped"
                place = (*path, ("terms", number))
                yield formula.edit(place, negated(term), what, _inner_derivative(term))


def turned_names(formula: Formula) -> Iterator[Edit]:
    """A difference of two quantities the wrong way round."""
    for path, node in formula.parts:
        if isinstance(node, Add) and all(
            is_quantity(unsigned(term), formula.notation) for term in node.terms
        ):
            yield from _turned(formula, path, node)


def turned_terms(formula: Formula) -> Iterator[Edit]:
    """Any other difference the wrong way round."""
    for path, node in formula.parts:
        if isinstance(node, Add) and path:
            yield from _turned(formula, path, node)


def _turned(formula: Formula, path: Path, node: Add) -> Iterator[Edit]:
    if len(node.terms) != 2 or sum(isinstance(t, Negative) for t in node.terms) != 1:
        return
    one, two = node.terms
    positive, negative = (one, two) if isinstance(two, Negative) else (two, one)
    new = Add((unsigned(negative), Negative(positive)))
    first, second = formula.say(unsigned(one)), formula.say(unsigned(two))
    if len(first) + len(second) > LONGEST:
        first, second = "the first", "the second term"
    what = f"{first} and {second} change places{formula.within(path, node, 'in')}"
    yield formula.edit(path, new, what)


def whole_sign(formula: Formula) -> Iterator[Edit]:
    """The sign of all of it."""
    what = f"the sign of {formula.whole} is flipped"
    yield Edit(negated(formula.root), what, _inner_derivative(formula.root))


def inner_signs(formula: Formula) -> Iterator[Edit]:
    """The sign of what stands in an exponent or in a function."""
    for path, node in formula.parts:
        if isinstance(node, Power):
            place = (*path, ("exponent", None))
            new: Node = Power(node.base, negated(node.exponent))
        elif isinstance(node, Call) and len(node.arguments) == 1:
            place = (*path, ("arguments", 0))
            new = Call(node.function, (negated(node.arguments[0]),), node.primes)
        else:
            continue
        what = f"{formula.the(path, node)} is replaced by {formula.say(new)}"
        yield formula.edit(place, negated(at(formula.root, place)), what)


def _inner_derivative(term: Node) -> str:
    """Return a note where *term* is what differentiating the logarithm of 1 minus x leaves."""
    for part in _factors_of(term):
        match part:
            case Fraction(_, below) | Product(_, below, r"\oslash"):
                if complemented(below) is not None:
                    return f"inner derivative of log({plain(below)})"
    return ""


def _factors_of(node: Node) -> Iterator[Node]:
    yield node
    match node:
        case Negative(operand):
            yield from _factors_of(operand)
        case Product(left, right):
            yield from _factors_of(left)
            yield from _factors_of(right)


def _is_term(path: Path) -> bool:
    return bool(path) and path[-1][0] == "terms"
