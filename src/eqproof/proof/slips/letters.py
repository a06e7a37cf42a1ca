"""One letter or number for another: quantities, subscripts, limits, variables of derivatives."""

from collections.abc import Iterator
from dataclasses import replace

from eqproof.latex.dots import INDEX
from eqproof.latex.nodes import (
    OPERATOR_WORDS,
    BigOperator,
    Component,
    Derivative,
    Gradient,
    Name,
    Node,
    Number,
)
from eqproof.latex.places import at, instance, names, places, put
from eqproof.latex.plain import plain
from eqproof.notation.symbols import Definition, Index, Notation, Variable
from eqproof.proof.slips.formula import ONE, Edit, Formula, complement, complemented, is_quantity


def complements(formula: Formula) -> Iterator[Edit]:
    """A quantity for one minus it, and the other way round."""
    for path, node in formula.parts:
        inner = complemented(node)
        if inner is not None:
            what = f"{formula.the(path, node)} is replaced by {formula.say(inner)}"
            yield formula.edit(path, inner, what)
    for path, node in formula.reading:
        if is_quantity(node, formula.notation):
            new = complement(node, formula.notation)
            what = f"{formula.the(path, node)} is replaced by {formula.say(new)}"
            yield formula.edit(path, new, what)


def swaps(formula: Formula) -> Iterator[Edit]:
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


def replacements(formula: Formula) -> Iterator[Edit]:
    """One name at one place by another of its shape; those of the formula first."""
    found = names(formula.root)
    here = dict.fromkeys(node.key for _, node in found)
    for path, node in found:
        for key in dict.fromkeys((*here, *formula.quantities)):
            if key != node.key and _alike(key, node.key, formula.notation):
                above = at(formula.root, path[:-1]) if path else node
                if isinstance(above, Component):
                    new: Node = Component(Name(key), above.indices)
                    the = formula.the(path[:-1], above)
                else:
                    new, the = Name(key), formula.the(path, node)
                yield formula.edit(path, Name(key), f"{the} is replaced by {formula.say(new)}")


def renamings(formula: Formula) -> Iterator[Edit]:
    """One name by another of its shape, wherever it stands."""
    found = names(formula.root)
    for old in dict.fromkeys(node.key for _, node in found):
        for key in formula.quantities:
            if key != old and _alike(key, old, formula.notation):
                renamed = formula.root
                for path, node in found:
                    renamed = put(renamed, path, Name(key)) if node.key == old else renamed
                what = f"{plain(Name(old))} is replaced by {plain(Name(key))}"
                yield Edit(renamed, f"{what} everywhere")


def _alike(one: str, two: str, notation: Notation) -> bool:
    kinds = (Variable, Definition)
    same = notation.shape(one) == notation.shape(two)
    return same and all(isinstance(notation.lookup(key), kinds) for key in (one, two))


def indices(formula: Formula) -> Iterator[Edit]:
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
                    what = f"{formula.the(path, node)} is replaced by {formula.say(new)}"
                    yield formula.edit(path, new, what)


def limits(formula: Formula) -> Iterator[Edit]:
    """A sum that starts one too early or too late."""
    for path, node in formula.parts:
        if isinstance(node, BigOperator) and node.lower in (Number("0"), ONE):
            start = "0" if node.lower == ONE else "1"
            new = replace(node, lower=Number(start))
            word = OPERATOR_WORDS[node.kind]
            what = f"the {word} over {plain(Name(node.index))} starts at {start}"
            if node.index == INDEX:
                first = formula.say(instance(node.body, node.index, Number(start)))
                what = f"the {word} starts with {first}"
            yield formula.edit(path, new, what)


def numbers(formula: Formula) -> Iterator[Edit]:
    """A whole number that is one too large or too small."""
    for path, node in formula.reading:
        if isinstance(node, Number) and node.text.isdigit():
            for value in (int(node.text) - 1, int(node.text) + 1):
                if value >= 0:
                    what = f"{formula.the(path, node)} is replaced by {value}"
                    yield formula.edit(path, Number(str(value)), what)


def variables(formula: Formula) -> Iterator[Edit]:
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
