"""Brackets and sum signs that are lost or reach too far, terms lost or too many."""

from collections.abc import Iterator
from dataclasses import replace

from eqproof.latex.nodes import (
    OPERATOR_WORDS,
    Add,
    BigOperator,
    Call,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Product,
    walk,
)
from eqproof.latex.places import at, values
from eqproof.latex.plain import function_name, plain
from eqproof.notation.symbols import Index
from eqproof.proof.names import free_names
from eqproof.proof.slips.formula import Edit, Formula, is_quantity, ordinal, unsigned


def brackets(formula: Formula) -> Iterator[Edit]:
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
                    last = ordinal(number + count - 1)
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
        case BigOperator(kind, body=body):
            new = replace(first, body=Add((body, *rest)))
            yield new, f"the {OPERATOR_WORDS[kind]}"
        case Call(function, (argument,), primes):
            yield Call(function, (Add((argument, *rest)),), primes), function_name(function)


def released(formula: Formula) -> Iterator[Edit]:
    """A factor that reaches a whole bracket and should reach its first term only."""
    for path, node in formula.parts:
        match node:
            case Product(left, Add((first, *rest)), sign) if sign != ":":
                what = f"the factor {plain(left)} reaches the first term only"
                yield formula.edit(path, Add((Product(left, first, sign), *rest)), what)


def dropped_terms(formula: Formula) -> Iterator[Edit]:
    """A term too many."""
    for path, node in formula.parts:
        if isinstance(node, Add):
            for number in range(len(node.terms)):
                rest = (*node.terms[:number], *node.terms[number + 1 :])
                what = f"the {ordinal(number)} term{formula.within(path, node)} is dropped"
                yield formula.edit(path, rest[0] if len(rest) == 1 else Add(rest), what)


def mixed_terms(formula: Formula) -> Iterator[Edit]:
    """The middle term of the square of a sum, which is lost when each part is squared alone."""
    for path, node in formula.parts:
        if not isinstance(node, Add):
            continue
        squares = [t.base for t in node.terms if isinstance(t, Power) and t.exponent == Number("2")]
        for number, one in enumerate(squares):
            for two in squares[number + 1 :]:
                middle = Product(Number("2"), Product(one, two))
                for term, word in ((middle, "added"), (Negative(middle), "subtracted")):
                    what = f"2 {formula.say(Product(one, two))} is {word}"
                    yield formula.edit(path, Add((*node.terms, term)), what)


def lost_terms(formula: Formula) -> Iterator[Edit]:
    """A quantity of the other side, or 1, that is missing from the sum."""
    beside = values(formula.beside) if formula.beside is not None else []
    near = [part for _, part in (*formula.reading, *beside)]
    behind = [Name(key) for key in formula.quantities]
    terms = [p for p in (*near, *behind) if is_quantity(p, formula.notation)]
    root = formula.root.terms if isinstance(formula.root, Add) else (formula.root,)
    for term in dict.fromkeys((*terms, Number("1"))):
        what, whole = formula.say(term), formula.whole
        yield Edit(Add((*root, Negative(term))), f"{what} is subtracted from {whole}")
        yield Edit(Add((*root, term)), f"{what} is added to {whole}")


def inner_terms(formula: Formula) -> Iterator[Edit]:
    """A quantity that is missing beside a part of the formula: ``x^T (-y)`` for ``x^T (p - y)``."""
    for path, node in formula.parts:
        if not path or not (isinstance(node, Negative) or is_quantity(node, formula.notation)):
            continue
        if isinstance(at(formula.root, path[:-1]), Negative | Add):
            continue
        for key in formula.quantities:
            if Name(key) != unsigned(node) and _alike(key, node, formula):
                term, text = Name(key), formula.the(path, node)
                new: Node = Add((term, node)) if isinstance(node, Negative) else Add((node, term))
                yield formula.edit(path, new, f"{plain(term)} is added to {text}")
                less = Add((node, Negative(term)))
                yield formula.edit(path, less, f"{plain(term)} is subtracted from {text}")


def _alike(key: str, node: Node, formula: Formula) -> bool:
    """Whether the quantity *key* has the shape of *node*, which is a quantity or looks like one."""
    names = [n.key for n in walk(node) if isinstance(n, Name)]
    shapes = {formula.notation.shape(name) for name in names}
    return formula.notation.shape(key) in shapes


def sums(formula: Formula) -> Iterator[Edit]:
    """A sum sign that is lost, or one too many."""
    for path, node in formula.parts:
        if isinstance(node, BigOperator) and node.kind == "sum":
            what = f"the sum over {plain(Name(node.index))} is dropped"
            yield formula.edit(path, node.body, what)
    for key in sorted(free_names(formula.root)):
        index = formula.notation.lookup(key)
        if isinstance(index, Index):
            total = BigOperator("sum", index.key, index.lower, index.upper, formula.root)
            yield Edit(total, f"{formula.whole} is summed over {plain(Name(key))}")
