"""Factors that are lost or stand there twice, and divisions that should be products."""

from collections.abc import Iterator

from eqproof.latex.nodes import (
    Add,
    Call,
    Component,
    Constant,
    Derivative,
    Differential,
    Fraction,
    Name,
    Negative,
    Node,
    Number,
    Product,
    ProductSign,
    walk,
)
from eqproof.latex.places import Path, at, values
from eqproof.latex.plain import plain
from eqproof.notation.symbols import Definition, Dimension, Function, Notation, is_scalar, is_vector
from eqproof.proof.names import reached
from eqproof.proof.slips.formula import (
    LONGEST,
    ONE,
    Edit,
    Formula,
    complement,
    complemented,
    is_tensor,
    ordinal,
)


def sizes(formula: Formula) -> Iterator[Edit]:
    """One over the number of examples, too much or lost."""
    for path, node in formula.parts:
        if _is_size(node, formula.notation):
            yield from _without(formula, path, node)
    known = reached(formula.quantities, formula.notation)
    for key in (k for k in formula.notation.symbols if k in known):
        if isinstance(formula.notation.lookup(key), Dimension):
            for factor in (Fraction(ONE, Name(key)), Name(key)):
                yield from _multiplied(formula, factor)


def _is_size(node: Node, notation: Notation) -> bool:
    match node:
        case Name(key):
            return isinstance(notation.lookup(key), Dimension)
        case Fraction(Number("1"), Name(key)):
            return isinstance(notation.lookup(key), Dimension)
        case _:
            return False


def _multiplied(formula: Formula, factor: Node) -> Iterator[Edit]:
    """The whole, then each of its terms, multiplied by *factor*."""
    by = f"multiplied by {formula.say(factor)}"
    root = formula.root
    multiplied = _times(factor, root, formula.notation)
    yield Edit(multiplied, f"{formula.whole} is {by}")
    for path, node in formula.parts:
        if isinstance(node, Add):
            for number, term in enumerate(node.terms):
                new = _times(factor, term, formula.notation)
                what = f"the {ordinal(number)} term{formula.within(path, node)} is {by}"
                yield formula.edit((*path, ("terms", number)), new, what)


def _times(factor: Node, node: Node, notation: Notation) -> Node:
    sign: ProductSign = r"\odot" if is_tensor(factor, notation) else ""
    if factor == Name("d"):
        sign = r"\cdot"  # before a name it would be read as a differential
    if isinstance(node, Negative):
        return Negative(Product(factor, node.operand, sign))
    return Product(factor, node, sign)


def _without(formula: Formula, path: Path, node: Node) -> Iterator[Edit]:
    """The formula without the factor *node*."""
    if not path:
        return
    above = path[:-1]
    parent = at(formula.root, above)
    field = path[-1][0]
    match parent:
        case Product(left, right, sign) if sign != ":":
            other = right if field == "left" else left
            yield formula.edit(above, other, f"{formula.the(path, node, 'factor')} is dropped")
        case Fraction(numerator, denominator) if field == "denominator":
            yield formula.edit(
                above, numerator, f"{formula.the(path, node, 'denominator')} is dropped"
            )
        case Fraction(numerator, denominator) if denominator != ONE and numerator != ONE:
            what = f"{formula.the(path, node, 'numerator')} is replaced by 1"
            yield formula.edit(above, Fraction(ONE, denominator), what)


def factors(formula: Formula) -> Iterator[Edit]:
    """A factor, numerator or denominator too many."""
    for path, node in formula.parts:
        if not (isinstance(node, Product) and path and path[-1][0] == "left"):
            yield from _without(formula, path, node)


def slopes(formula: Formula) -> Iterator[Edit]:
    """The derivative of the sigmoid, counted twice or lost."""
    for path, node in formula.parts:
        match node:
            case Product(Product(rest, left), right, sign) if complemented(right) == left:
                text = plain(Product(left, right, sign))
                yield formula.edit(path, rest, f"the factor {text} is dropped")
            case Product(rest, Product(left, right) as slope) if complemented(right) == left:
                yield formula.edit(path, rest, f"the factor {plain(slope)} is dropped")
    for key in formula.quantities:
        name = Name(key)
        shape = formula.notation.shape(key)
        if not _is_complemented(key, formula) or not (is_scalar(shape) or is_vector(shape)):
            continue
        entrywise = not is_scalar(shape)
        slope = Product(name, complement(name, formula.notation), r"\odot" if entrywise else "")
        text, whole = plain(slope), formula.whole
        times = Product(formula.root, slope, r"\odot" if entrywise else "")
        yield Edit(times, f"{whole} is multiplied by {text}")
        over = Product(formula.root, slope, r"\oslash") if entrywise else None
        yield Edit(over or Fraction(formula.root, slope), f"{whole} is divided by {text}")


def _is_complemented(key: str, formula: Formula) -> bool:
    """Whether one minus *key* occurs in the formula or in what it rests on."""
    bodies = [formula.root]
    for name in formula.quantities:
        symbol = formula.notation.lookup(name)
        if isinstance(symbol, Definition):
            bodies.append(symbol.body)
    return any(
        isinstance(part, Add) and complemented(part) == Name(key)
        for body in bodies
        for part in walk(body)
    )


def halves(formula: Formula) -> Iterator[Edit]:
    """A factor 2 or 1/2, as squares leave it."""
    for factor in (Number("2"), Fraction(ONE, Number("2"))):
        yield from _multiplied(formula, factor)


def occurring(formula: Formula) -> Iterator[Edit]:
    """A factor that stands somewhere in the equation, or in what it rests on, and is lost here."""
    near = [part for _, part in formula.parts]
    near += [part for _, part in values(formula.beside)] if formula.beside is not None else []
    near += [_derived(part) for part in near if _is_declared(part, formula.notation)]
    bodies = [formula.notation.lookup(key) for key in formula.quantities]
    far = [p for s in bodies if isinstance(s, Definition) for _, p in values(s.body)]
    for factor in dict.fromkeys(near):
        if _is_factor(factor, formula):
            for part in (factor, Negative(factor)):
                yield from _multiplied(formula, part)
    for factor in dict.fromkeys((*near, *far)):
        if _is_factor(factor, formula):
            what = f"{formula.whole} is divided by {formula.say(factor)}"
            if is_tensor(factor, formula.notation):
                yield Edit(Product(formula.root, factor, r"\oslash"), what)
            else:
                yield Edit(Fraction(formula.root, factor), what)


def inner_factors(formula: Formula) -> Iterator[Edit]:
    """A quantity that is missing as a factor of a part of the formula, as in an argument."""
    for path, node in formula.parts:
        name = node.base if isinstance(node, Component) else node
        alone = isinstance(name, Name) or complemented(node) is not None
        inside = path and path[-1][0] in ("arguments", "left", "right", "denominator", "body")
        if not (alone and inside):
            continue
        text = formula.the(path, node)
        if any(field == "arguments" for field, _ in path):
            for number in (Number("2"), Fraction(ONE, Number("2"))):
                what = f"{text} is multiplied by {plain(number)}"
                yield formula.edit(path, Product(number, node), what)
        for key in formula.quantities:
            if Name(key) != name:
                new = _times(Name(key), node, formula.notation)
                yield formula.edit(path, new, f"{text} is multiplied by {plain(Name(key))}")


def _is_declared(node: Node, notation: Notation) -> bool:
    return isinstance(node, Call) and isinstance(notation.lookup(node.function), Function)


def _derived(call: Node) -> Node:
    """Return the next derivative of a function, which the chain rule brings in."""
    assert isinstance(call, Call)
    return Call(call.function, call.arguments, call.primes + 1)


def _is_factor(node: Node, formula: Formula) -> bool:
    if isinstance(node, Number | Negative | Constant | Derivative | Differential):
        return False
    return len(formula.say(node)) <= LONGEST // 2


def product_signs(formula: Formula) -> Iterator[Edit]:
    """Divided where it should be multiplied, and the other way round."""
    for path, node in formula.parts:
        match node:
            case Product(left, right, r"\odot" | r"\oslash" as sign):
                other: ProductSign = r"\oslash" if sign == r"\odot" else r"\odot"
                new: Node = Product(left, right, other)
            case Product(left, right) if node.sign != ":":
                new = Fraction(left, right)
            case Fraction(left, right):
                new = Product(left, right)
            case _:
                continue
        what = f"{formula.the(path, node)} is replaced by {formula.say(new)}"
        yield formula.edit(path, new, what)
