"""The trees of the formulas under declarations alone, also where shapes do not fit yet."""

from collections.abc import Iterator, Sequence
from contextlib import suppress

from eqproof.diagnostics import ReadingError
from eqproof.latex.display import read_display
from eqproof.latex.heads import find_heads
from eqproof.latex.macros import Macros
from eqproof.latex.spellings import read_tokens
from eqproof.latex.statements import Statement
from eqproof.notation.definitions import Draft
from eqproof.notation.symbols import Notation
from eqproof.notation.vocabulary import names_of
from eqproof.page import Formula
from eqproof.source import Span
from eqproof.statements.reading import Reading


def trees_of(
    readings: Sequence[Reading], definitions: Sequence[str], macros: Macros
) -> list[tuple[Statement, Notation]]:
    """Return the statements of *definitions* and then of *readings*, each with its notation.

    What is given counts among the definitions: its shapes may not fit yet either.
    """
    if not readings:
        return []
    found: list[tuple[Statement, Notation]] = []
    top = readings[-1].notation
    drafts: dict[str, Draft] = {}
    own = [r.formula.latex for r in readings if _is_given(r)]
    for text in [*own, *definitions]:
        with suppress(ReadingError):
            tokens = read_tokens(text, macros)
            formula = Formula(Span(0, 0), Span(0, len(text)), text, display=False)
            for head in find_heads(tokens, names_of(top)):
                if top.lookup(head.key) is None:
                    drafts[head.key] = Draft(head, formula, tokens)
    for draft in drafts.values():
        found += _statements(draft.formula.latex, top, drafts, macros)
    for reading in readings:
        if reading.kind != "declaration":
            found += _statements(reading.formula.latex, reading.notation, drafts, macros)
    return found


def _is_given(reading: Reading) -> bool:
    return reading.formula.given is not None and reading.kind == "definition"


def _statements(
    latex: str, notation: Notation, drafts: dict[str, Draft], macros: Macros
) -> Iterator[tuple[Statement, Notation]]:
    with suppress(ReadingError):
        display = read_display(read_tokens(latex, macros), names_of(notation, drafts))
        yield from ((statement, notation) for statement in display.statements)
