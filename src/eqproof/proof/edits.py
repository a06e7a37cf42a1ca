"""Small changes of a formula: the slips that people make, each undone or made.

The usual slips come first, and of one kind those that change the whole before those that change a
part. An edited tree may be of another shape or have none; whether it is true is not asked here.
"""

from collections.abc import Callable, Iterator

from eqproof.latex.nodes import Node
from eqproof.latex.places import values
from eqproof.latex.plain import plain
from eqproof.notation.symbols import Definition, Function, Notation, Variable
from eqproof.proof.names import free_names, reached
from eqproof.proof.slips import brackets, factors, forms, letters, minus
from eqproof.proof.slips.formula import Edit, Formula, spelled


def edits(
    node: Node,
    notation: Notation,
    beside: Node | None = None,
    whole: str = "the whole",
    *,
    certain: bool = False,
) -> Iterator[Edit]:
    """Yield changes of *node*, the most usual first.

    What is put in comes from *node* and from what it rests on, and, where the other side of the
    equation is given as *beside*, from there and from what is defined on the same names. *whole*
    is what the formula is called in the words. What is *certain* to be meant as it stands, but for
    its signs and letters, neither gains nor loses factors and terms.
    """
    reading = tuple(values(node))
    texts = tuple(plain(spelled(part, notation)) for _, part in reading)
    parts = tuple(sorted(reading, key=lambda place: len(place[0])))
    known = _quantities(node, beside, notation)
    formula = Formula(node, beside, reading, texts, parts, notation, known, whole)
    seen = {node}
    for kind in _KINDS:
        if certain and kind not in _SPELLING:
            continue
        for edit in kind(formula):
            if edit.node not in seen:
                seen.add(edit.node)
                yield edit


def _quantities(node: Node, beside: Node | None, notation: Notation) -> tuple[str, ...]:
    names_here = free_names(node) | (free_names(beside) if beside is not None else set())
    known = reached(names_here, notation)
    found = []
    for key, symbol in notation.symbols.items():
        behind = reached([key], notation) if beside is not None else set()
        declared = {k for k in behind if not isinstance(notation.lookup(k), Definition | Function)}
        near = isinstance(symbol, Definition) and bool(declared) and declared <= known
        if isinstance(symbol, Variable | Definition) and (key in known or near):
            found.append(key)
    return tuple(found)


_KINDS: tuple[Callable[[Formula], Iterator[Edit]], ...] = (
    minus.minuses,
    minus.terms,
    minus.turned_names,
    minus.whole_sign,
    minus.turned_terms,
    factors.sizes,
    brackets.brackets,
    letters.complements,
    letters.variables,
    minus.inner_signs,
    forms.transposes,
    factors.factors,
    factors.slopes,
    forms.powers,
    forms.primes,
    letters.indices,
    letters.limits,
    brackets.sums,
    letters.swaps,
    letters.replacements,
    letters.renamings,
    factors.halves,
    factors.product_signs,
    factors.occurring,
    brackets.mixed_terms,
    brackets.dropped_terms,
    letters.numbers,
    brackets.lost_terms,
    forms.orders,
    brackets.released,
    brackets.inner_terms,
    factors.inner_factors,
)

_SPELLING = frozenset({
    minus.minuses, minus.terms, minus.turned_names, minus.turned_terms, minus.inner_signs,
    factors.sizes, letters.complements, letters.variables, letters.indices, letters.limits,
    letters.replacements, forms.transposes, forms.orders,
})  # fmt: skip
