"""Small changes of a formula: the slips that people make, each undone or made.

The usual slips come first, and of one kind those that change the whole before those that change a
part. An edited tree may be of another shape or have none; whether it is true is not asked here.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from eqproof.latex.nodes import (
    SCALAR,
    Add,
    BigOperator,
    Call,
    Component,
    Constant,
    Derivative,
    Fraction,
    Gradient,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Transpose,
    walk,
)
from eqproof.latex.plain import plain
from eqproof.notation import Definition, Dimension, Index, Notation, Variable, is_scalar, is_vector
from eqproof.proof.names import free_names, reached
from eqproof.proof.places import Path, at, names, places, put, values

_ORDINALS = ("first second third fourth fifth sixth seventh eighth ninth tenth").split()
_LONGEST = 40
_ONE = Number("1")
_MATRIX_SIGNS = ("", r"\cdot", r"\times", "*")


@dataclass(frozen=True, slots=True)
class Edit:
    """*node* is the whole formula after the change, *what* the change in words.

    *note* says where the slip comes from, if the formula comes from differentiating.
    """

    node: Node
    what: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Formula:
    """A tree, its parts in the order in which they are looked at, and what may be put in."""

    root: Node
    parts: tuple[tuple[Path, Node], ...]
    texts: tuple[str, ...]
    notation: Notation
    quantities: tuple[str, ...]
    whole: str

    def edit(self, path: Path, new: Node, what: str, note: str = "") -> Edit:
        return Edit(put(self.root, path, new), what, note)

    def the(self, path: Path, node: Node) -> str:
        """Return *node* in words, counted where it stands there more than once."""
        text = plain(node)
        same = sorted(p for (p, _), t in zip(self.parts, self.texts, strict=True) if t == text)
        if len(text) > _LONGEST:
            text = text[: _LONGEST - 1].rstrip() + "…"
        if len(same) < 2 or path not in same:
            return text
        return f"the {_ordinal(same.index(path))} {text}"

    def within(self, path: Path, node: Node, word: str = "of") -> str:
        """Return `` of …`` for a sum, and nothing for the one that holds all the others."""
        sums = [p for p, n in self.parts if isinstance(n, Add)]
        if all(p[: len(path)] == path for p in sums):
            return ""
        return f" {word} {self.the(path, node)}"


def edits(
    node: Node, notation: Notation, others: Iterable[str] = (), whole: str = "the whole"
) -> Iterator[Edit]:
    """Yield changes of *node*, the most usual first.

    Names behind those in *node* may be put in, and those of *others*. *whole* is what the formula
    is called in the words.
    """
    known = reached({*free_names(node), *others}, notation)
    quantities = tuple(
        key
        for key, symbol in notation.symbols.items()
        if key in known and isinstance(symbol, Variable | Definition)
    )
    parts = tuple(values(node))
    texts = tuple(plain(part) for _, part in parts)
    formula = _Formula(node, parts, texts, notation, quantities, whole)
    seen = {node}
    for kind in _KINDS:
        for edit in kind(formula):
            if edit.node not in seen:
                seen.add(edit.node)
                yield edit


# Signs


def _minuses(formula: _Formula) -> Iterator[Edit]:
    """A minus that stands alone, not before a term of a sum."""
    for path, node in formula.parts:
        if isinstance(node, Negative) and not _is_term(path):
            behind = formula.the((*path, ("operand", None)), node.operand)
            what = f"the minus {f'before {behind}' if path else 'in front'} is left out"
            yield formula.edit(path, node.operand, what, _inner_derivative(node.operand))


def _terms(formula: _Formula) -> Iterator[Edit]:
    for path, node in formula.parts:
        if isinstance(node, Add):
            for number, term in enumerate(node.terms):
                term_of = f"the {_ordinal(number)} term{formula.within(path, node)}"
                what = f"the sign of {term_of} is flipped"
                place = (*path, ("terms", number))
                yield formula.edit(place, _negated(term), what, _inner_derivative(term))


def _differences(formula: _Formula) -> Iterator[Edit]:
    """A difference the wrong way round."""
    for path, node in formula.parts:
        if not (isinstance(node, Add) and len(node.terms) == 2):
            continue
        one, two = node.terms
        if isinstance(one, Negative) == isinstance(two, Negative):
            continue
        positive, negative = (one, two) if isinstance(two, Negative) else (two, one)
        new = Add((_unsigned(negative), Negative(positive)))
        first, second = plain(_unsigned(one)), plain(_unsigned(two))
        if len(first) + len(second) > _LONGEST:
            first, second = "the first", "the second term"
        what = f"{first} and {second} change places{formula.within(path, node, 'in')}"
        yield formula.edit(path, new, what)


def _whole_sign(formula: _Formula) -> Iterator[Edit]:
    what = f"the sign of {formula.whole} is flipped"
    yield Edit(_negated(formula.root), what, _inner_derivative(formula.root))


def _inner_signs(formula: _Formula) -> Iterator[Edit]:
    """The sign of what stands in an exponent or in a function."""
    for path, node in formula.parts:
        if isinstance(node, Power):
            place = (*path, ("exponent", None))
            new: Node = Power(node.base, _negated(node.exponent))
        elif isinstance(node, Call) and len(node.arguments) == 1:
            place = (*path, ("arguments", 0))
            new = Call(node.function, (_negated(node.arguments[0]),), node.primes)
        else:
            continue
        what = f"{formula.the(path, node)} is replaced by {plain(new)}"
        yield formula.edit(place, _negated(at(formula.root, place)), what)


# Factors


def _sizes(formula: _Formula) -> Iterator[Edit]:
    """One over the number of examples, too much or lost."""
    for path, node in formula.parts:
        if _is_size(node, formula.notation):
            yield from _without(formula, path, node)
    known = reached(formula.quantities, formula.notation)
    for key in (k for k in formula.notation.symbols if k in known):
        if isinstance(formula.notation.lookup(key), Dimension):
            for factor in (Fraction(_ONE, Name(key)), Name(key)):
                yield from _with(formula, factor)


def _is_size(node: Node, notation: Notation) -> bool:
    match node:
        case Name(key):
            return isinstance(notation.lookup(key), Dimension)
        case Fraction(Number("1"), Name(key)):
            return isinstance(notation.lookup(key), Dimension)
        case _:
            return False


def _with(formula: _Formula, factor: Node) -> Iterator[Edit]:
    """The whole, then each of its terms, multiplied by *factor*."""
    times = f"multiplied by {plain(factor)}"
    root = formula.root
    multiplied = _times(factor, root)
    yield Edit(multiplied, f"{formula.whole} is {times}")
    for path, node in formula.parts:
        if isinstance(node, Add):
            for number, term in enumerate(node.terms):
                new = _times(factor, term)
                what = f"the {_ordinal(number)} term{formula.within(path, node)} is {times}"
                yield formula.edit((*path, ("terms", number)), new, what)


def _times(factor: Node, node: Node) -> Node:
    if isinstance(node, Negative):
        return Negative(Product(factor, node.operand))
    return Product(factor, node)


def _without(formula: _Formula, path: Path, node: Node) -> Iterator[Edit]:
    """The formula without the factor *node*."""
    if not path:
        return
    above = path[:-1]
    parent = at(formula.root, above)
    field = path[-1][0]
    the = formula.the(path, node)
    match parent:
        case Product(left, right, sign) if sign != ":":
            other = right if field == "left" else left
            yield formula.edit(above, other, f"the factor {the} is left out")
        case Fraction(numerator, denominator) if field == "denominator":
            yield formula.edit(above, numerator, f"the denominator {the} is left out")
        case Fraction(numerator, denominator) if denominator != _ONE and numerator != _ONE:
            what = f"the numerator {the} is replaced by 1"
            yield formula.edit(above, Fraction(_ONE, denominator), what)


def _factors(formula: _Formula) -> Iterator[Edit]:
    for path, node in formula.parts:
        if not (isinstance(node, Product) and path and path[-1][0] == "left"):
            yield from _without(formula, path, node)


def _slopes(formula: _Formula) -> Iterator[Edit]:
    """The derivative of the sigmoid, counted twice or lost."""
    for path, node in formula.parts:
        match node:
            case Product(Product(rest, left), right, sign) if _complemented(right) == left:
                text = plain(Product(left, right, sign))
                yield formula.edit(path, rest, f"the factor {text} is left out")
            case Product(rest, Product(left, right) as slope) if _complemented(right) == left:
                yield formula.edit(path, rest, f"the factor {plain(slope)} is left out")
    for key in formula.quantities:
        name = Name(key)
        shape = formula.notation.shape(key)
        if not _is_complemented(key, formula) or not (is_scalar(shape) or is_vector(shape)):
            continue
        entrywise = not is_scalar(shape)
        slope = Product(name, _complement(name, formula.notation), r"\odot" if entrywise else "")
        text, whole = plain(slope), formula.whole
        times = Product(formula.root, slope, r"\odot" if entrywise else "")
        yield Edit(times, f"{whole} is multiplied by {text}")
        over = Product(formula.root, slope, r"\oslash") if entrywise else None
        yield Edit(over or Fraction(formula.root, slope), f"{whole} is divided by {text}")


def _is_complemented(key: str, formula: _Formula) -> bool:
    """Whether one minus *key* occurs in the formula or in what it rests on."""
    bodies = [formula.root]
    for name in formula.quantities:
        symbol = formula.notation.lookup(name)
        if isinstance(symbol, Definition):
            bodies.append(symbol.body)
    return any(
        isinstance(part, Add) and _complemented(part) == Name(key)
        for body in bodies
        for part in walk(body)
    )


def _halves(formula: _Formula) -> Iterator[Edit]:
    for factor in (Number("2"), Fraction(_ONE, Number("2"))):
        yield from _with(formula, factor)


# Names and numbers


def _complements(formula: _Formula) -> Iterator[Edit]:
    """A quantity for one minus it, and the other way round."""
    for path, node in formula.parts:
        inner = _complemented(node)
        if inner is not None:
            what = f"{formula.the(path, node)} is replaced by {plain(inner)}"
            yield formula.edit(path, inner, what)
    for path, node in sorted(formula.parts, key=lambda place: place[0]):
        if _is_quantity(node, formula.notation):
            new = _complement(node, formula.notation)
            what = f"{formula.the(path, node)} is replaced by {plain(new)}"
            yield formula.edit(path, new, what)


def _swaps(formula: _Formula) -> Iterator[Edit]:
    """Two names of one shape, one for the other everywhere."""
    here = list(dict.fromkeys(node.key for _, node in names(formula.root)))
    for number, one in enumerate(here):
        for two in here[number + 1 :]:
            if _alike(one, two, formula.notation):
                swapped = formula.root
                for path, node in names(formula.root):
                    if node.key in (one, two):
                        swapped = put(swapped, path, Name(two if node.key == one else one))
                what = f"{plain(Name(one))} and {plain(Name(two))} change places"
                yield Edit(swapped, f"{what} everywhere")


def _replacements(formula: _Formula) -> Iterator[Edit]:
    """One name at one place by another of its shape; those of the formula first."""
    found = names(formula.root)
    here = dict.fromkeys(node.key for _, node in found)
    for path, node in found:
        for key in dict.fromkeys((*here, *formula.quantities)):
            if key != node.key and _alike(key, node.key, formula.notation):
                which = [p for p, n in found if n.key == node.key].index(path)
                many = sum(n.key == node.key for _, n in found) > 1
                the = f"the {_ordinal(which)} {plain(node)}" if many else plain(node)
                yield formula.edit(path, Name(key), f"{the} is replaced by {plain(Name(key))}")


def _alike(one: str, two: str, notation: Notation) -> bool:
    kinds = (Variable, Definition)
    same = notation.shape(one) == notation.shape(two)
    return same and all(isinstance(notation.lookup(key), kinds) for key in (one, two))


def _indices(formula: _Formula) -> Iterator[Edit]:
    """Another index that is in force."""
    declared = [s.key for s in formula.notation.symbols.values() if isinstance(s, Index)]
    for path, node in formula.parts:
        if not isinstance(node, Component):
            continue
        ways = (at(formula.root, path[:cut]) for cut in range(len(path)))
        bound = [way.index for way in ways if isinstance(way, BigOperator)]
        for number, index in enumerate(node.indices):
            for key in dict.fromkeys((*bound, *declared)):
                if isinstance(index, Name) and index.key != key:
                    indices = list(node.indices)
                    indices[number] = Name(key)
                    new = Component(node.base, tuple(indices))
                    what = f"{formula.the(path, node)} is replaced by {plain(new)}"
                    yield formula.edit(path, new, what)


def _limits(formula: _Formula) -> Iterator[Edit]:
    for path, node in formula.parts:
        if isinstance(node, BigOperator) and node.lower in (Number("0"), _ONE):
            start = "0" if node.lower == _ONE else "1"
            new = BigOperator(node.kind, node.index, Number(start), node.upper, node.body)
            word = "sum" if node.kind == "sum" else "product"
            what = f"the {word} over {plain(Name(node.index))} starts at {start}"
            yield formula.edit(path, new, what)


def _numbers(formula: _Formula) -> Iterator[Edit]:
    for path, node in sorted(formula.parts, key=lambda place: place[0]):
        if isinstance(node, Number) and node.text.isdigit():
            for value in (int(node.text) - 1, int(node.text) + 1):
                if value >= 0:
                    what = f"{formula.the(path, node)} is replaced by {value}"
                    yield formula.edit(path, Number(str(value)), what)


def _variables(formula: _Formula) -> Iterator[Edit]:
    """A derivative by another quantity."""
    for path, node in places(formula.root):
        if isinstance(node, Derivative) and len(node.variables) == 1:
            variable, field = node.variables[0], ("variables", 0)
        elif isinstance(node, Gradient):
            variable, field = node.variable, ("variable", None)  # type: ignore[assignment]
        else:
            continue
        for key in formula.quantities:
            if isinstance(variable, Name) and key != variable.key and Name(key) != node.body:
                what = f"the derivative is by {plain(Name(key))} and not by {plain(variable)}"
                yield formula.edit((*path, field), Name(key), what)


# Powers, primes, tensors


def _powers(formula: _Formula) -> Iterator[Edit]:
    for path, node in formula.parts:
        for exponent in _other_exponents(node):
            base = node.base if isinstance(node, Power) else node
            new = base if exponent == 1 else Power(base, _integer(exponent))
            what = f"{formula.the(path, node)} is replaced by {plain(new)}"
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


def _primes(formula: _Formula) -> Iterator[Edit]:
    for path, node in formula.parts:
        if isinstance(node, Call):
            for primes in (node.primes - 1, node.primes + 1):
                if primes >= 0:
                    new = Call(node.function, node.arguments, primes)
                    what = f"{formula.the(path, node)} is replaced by {plain(new)}"
                    yield formula.edit(path, new, what)


def _transposes(formula: _Formula) -> Iterator[Edit]:
    for path, node in formula.parts:
        if isinstance(node, Transpose):
            what = f"{formula.the(path, node)} is replaced by {plain(node.base)}"
            yield formula.edit(path, node.base, what)
        elif isinstance(node, Name) and formula.notation.shape(node.key) != SCALAR:
            yield formula.edit(path, Transpose(node), f"{formula.the(path, node)} is transposed")


def _orders(formula: _Formula) -> Iterator[Edit]:
    """The factors of a matrix product the other way round."""
    for path, node in formula.parts:
        if isinstance(node, Product) and node.sign in _MATRIX_SIGNS:
            first, second = plain(node.left), plain(node.right)
            what = f"the factors {first} and {second} change places"
            yield formula.edit(path, Product(node.right, node.left, node.sign), what)


# Brackets and terms


def _brackets(formula: _Formula) -> Iterator[Edit]:
    """A minus, factor, function or sum that reaches one term and should reach the next one too."""
    for path, node in formula.parts:
        if not isinstance(node, Add):
            continue
        for number in range(len(node.terms) - 1):
            for count in range(2, len(node.terms) - number + 1):
                inside = node.terms[number : number + count]
                for new, head in _gathered(inside):
                    terms = (*node.terms[:number], new, *node.terms[number + count :])
                    whole = terms[0] if len(terms) == 1 else Add(terms)
                    last = _ordinal(number + count - 1)
                    what = f"{head} reaches the {last} term too (a bracket is missing)"
                    yield formula.edit(path, whole, what)


def _gathered(terms: tuple[Node, ...]) -> Iterator[tuple[Node, str]]:
    first, rest = terms[0], terms[1:]
    match first:
        case Negative(operand):
            yield Negative(Add((operand, *rest))), "the minus"
            for new, head in _gathered((operand, *rest)):
                yield Negative(new), head.replace("the factor ", "the factor -")
        case Product(left, right, sign) if sign != ":":
            yield Product(left, Add((right, *rest)), sign), f"the factor {plain(left)}"
            for new, head in _gathered((right, *rest)):
                yield Product(left, new, sign), head
        case BigOperator(kind, index, lower, upper, body):
            new = BigOperator(kind, index, lower, upper, Add((body, *rest)))
            yield new, "the sum" if kind == "sum" else "the product"
        case Call(function, (argument,), primes):
            yield Call(function, (Add((argument, *rest)),), primes), plain(Name(function))


def _released(formula: _Formula) -> Iterator[Edit]:
    """A factor that reaches a whole bracket and should reach its first term only."""
    for path, node in formula.parts:
        match node:
            case Product(left, Add((first, *rest)), sign) if sign != ":":
                what = f"the factor {plain(left)} reaches the first term only"
                yield formula.edit(path, Add((Product(left, first, sign), *rest)), what)


def _dropped_terms(formula: _Formula) -> Iterator[Edit]:
    for path, node in formula.parts:
        if isinstance(node, Add):
            for number in range(len(node.terms)):
                rest = (*node.terms[:number], *node.terms[number + 1 :])
                what = f"the {_ordinal(number)} term{formula.within(path, node)} is left out"
                yield formula.edit(path, rest[0] if len(rest) == 1 else Add(rest), what)


_KINDS: tuple[Callable[[_Formula], Iterator[Edit]], ...] = (
    _minuses,
    _terms,
    _differences,
    _whole_sign,
    _sizes,
    _brackets,
    _complements,
    _inner_signs,
    _transposes,
    _slopes,
    _powers,
    _primes,
    _indices,
    _limits,
    _swaps,
    _replacements,
    _halves,
    _factors,
    _dropped_terms,
    _orders,
    _released,
    _numbers,
    _variables,
)


# Parts of formulas


def _ordinal(number: int) -> str:
    return _ORDINALS[number] if number < len(_ORDINALS) else f"{number + 1}th"


def _negated(node: Node) -> Node:
    return node.operand if isinstance(node, Negative) else Negative(node)


def _unsigned(node: Node) -> Node:
    return node.operand if isinstance(node, Negative) else node


def _is_term(path: Path) -> bool:
    return bool(path) and path[-1][0] == "terms"


def _is_one(node: Node) -> bool:
    return node == _ONE or (isinstance(node, Constant) and node.kind == "ones")


def _is_quantity(node: Node, notation: Notation) -> bool:
    match node:
        case Component(Name(key)):
            return isinstance(notation.lookup(key), Variable | Definition)
        case Name(key):
            shape = notation.shape(key)
            known = isinstance(notation.lookup(key), Variable | Definition)
            return known and (is_scalar(shape) or is_vector(shape))
        case _:
            return False


def _complement(node: Node, notation: Notation) -> Node:
    vector = isinstance(node, Name) and is_vector(notation.shape(node.key))
    return Add((Constant("ones") if vector else _ONE, Negative(node)))


def _complemented(node: Node) -> Node | None:
    """Return x of ``1 - x``."""
    match node:
        case Add((one, Negative(operand))) if _is_one(one):
            return operand
        case _:
            return None


def _inner_derivative(term: Node) -> str:
    """Return a note where *term* is what differentiating the logarithm of 1 minus x leaves."""
    for part in _factors_of(term):
        match part:
            case Fraction(_, below) | Product(_, below, r"\oslash"):
                if _complemented(below) is not None:
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
