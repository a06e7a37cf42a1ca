r"""Names that are declared on a page, but not where they are used: their given block has ended.

A letter such as ``\pi`` then has its other meaning again, which few would notice. So that is
refused.
"""

from collections.abc import Iterable

from eqproof.diagnostics import ReadingError
from eqproof.latex.display import Display
from eqproof.latex.nodes import Constant, walk
from eqproof.latex.printer import to_latex
from eqproof.notation.symbols import Notation, Symbol
from eqproof.source import Source

_VALUES = {"e": "Euler's number", "pi": "the number 3.14159…", "identity": "the identity matrix"}


def ended(error: ReadingError, notations: Iterable[Notation], source: Source) -> ReadingError:
    """Return *error*; of a name that has a meaning elsewhere on the page, it says where."""
    if error.code != "unknown-symbol" or error.name is None:
        return error
    symbol = _declared(error.name, notations)
    if symbol is None or symbol.span is None:
        return error
    line = source.position(symbol.span.start)[0]
    return ReadingError(
        error.code,
        error.span,
        f"what line {line} says of {error.name} holds to the end of that section only",
        "say it above both sections, or again here",
        name=error.name,
    )


def constant_once_declared(display: Display, notations: Iterable[Notation]) -> ReadingError | None:
    """Return what is wrong with a constant whose letter is declared elsewhere on the page."""
    known = list(notations)
    sides = (side for statement in display.statements for side in statement.sides)
    for node in (n for side in sides for n in walk(side)):
        if isinstance(node, Constant) and node.kind in _VALUES:
            key = to_latex(node)
            if _declared(key, known) is not None:
                return ReadingError(
                    "ambiguous",
                    node.span,
                    f"{key} is declared in another section, and would be {_VALUES[node.kind]} here",
                    "say what it is above both sections, or choose another letter in one of them",
                    name=key,
                )
    return None


def _declared(key: str, notations: Iterable[Notation]) -> Symbol | None:
    return next((n.symbols[key] for n in notations if key in n.symbols), None)
