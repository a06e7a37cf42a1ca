r"""Quantities that depend on an index which their name does not show: ``L := -\log p_c``.

Such a quantity has a value for every value of the declared index ``c``, and a formula that speaks
of it holds for every one of them. Where ``c`` runs, in a sum or through the entries of a tensor, it
could be meant to run in the quantity or not, so that is refused.
"""

from collections.abc import Iterable

from eqproof.diagnostics import ReadingError
from eqproof.latex.nodes import Node
from eqproof.notation.reach import free_names, reached
from eqproof.notation.symbols import Definition, Dimension, Function, Index, Notation, Variable


def indices_of(body: Node, own: Iterable[str], notation: Notation) -> tuple[str, ...]:
    """Return the declared indices on which *body* depends, other than its *own*."""
    found: set[str] = set()
    for name in free_names(body) - set(own):
        match notation.lookup(name):
            case Index(key):
                found.add(key)
            case Definition(over=over) | Function(over=over):
                found.update(over)
    return tuple(sorted(found))


def check_running(body: Node, index: str, notation: Notation) -> None:
    """Refuse that *index* runs in *body* if something there depends on it unseen."""
    if not isinstance(notation.lookup(index), Index):
        return
    for name in sorted(free_names(body)):
        symbol = notation.lookup(name)
        if isinstance(symbol, Definition | Function) and index in symbol.over:
            raise ReadingError(
                "ambiguous",
                body.span,
                f"{name} depends on {index} by its definition, and {index} runs here",
                f"define its entries, {name}_{index} := …, or let another letter run",
                name=index,
            )


def check_rebound(body: Node, index: str, notation: Notation) -> None:
    r"""Refuse that a sum lets a declared quantity or size run of which *body* speaks unseen.

    With ``z := w x`` in force, ``\sum_{w=1}^{2} z`` can be ``3 x`` or ``2 z``.
    """
    check_running(body, index, notation)
    bound = notation.lookup(index)
    if not isinstance(bound, Variable | Dimension):
        return
    for name in sorted(free_names(body)):
        symbol = notation.lookup(name)
        own = isinstance(symbol, Function) and bound.key in symbol.parameters
        if symbol is None or symbol.key == bound.key or own:
            continue
        if bound.key in reached([name], notation):
            raise ReadingError(
                "ambiguous",
                body.span,
                f"{name} depends on {index} where it is declared, and {index} runs here",
                "let another letter run, or write the dependence out",
                name=index,
            )
