r"""What a text declares outside of given blocks: ``y \in \{0, 1\}`` between its formulas.

Whoever writes this says what the name is, so that it is an entry and nothing is to be guessed.
"""

from collections.abc import Iterator, Set
from dataclasses import dataclass

from eqproof.diagnostics import ReadingError
from eqproof.inference.lines import arranged, lines_of
from eqproof.inference.occurrences import names_in
from eqproof.latex.macros import Macros
from eqproof.latex.page_macros import read_defining
from eqproof.latex.tokens import Token
from eqproof.notation.declarations import is_declaration
from eqproof.page import Formula, Page
from eqproof.source import Span


@dataclass(frozen=True, slots=True)
class Said:
    """A declaration: its Markdown, the names that it declares, and where it stands."""

    line: str
    names: tuple[str, ...]
    span: Span
    why: str = "a line says so"


def sets_said(page: Page, macros: Macros, closed: Set[str]) -> list[Said]:
    """Return what *page* declares in its lines, each name once and none that is *closed*."""
    found: list[Said] = []
    taken = set(closed)
    for formula, tokens in _readable(page, macros):
        names = _declared(formula, tokens) if formula.given is None else ()
        if names and not taken & set(names):
            taken |= set(names)
            latex = " ".join(formula.latex.split()).rstrip(" .,;")
            found.append(Said(f"${latex}$", names, formula.inner))
    return found


def names_given(page: Page, macros: Macros) -> set[str]:
    """Return the names of which the given blocks of *page* speak first, readable or not."""
    return {
        name
        for formula, tokens in _readable(page, macros)
        if formula.given is not None and _declares(tokens)
        for name in names_in(_head(tokens), frozenset())
    }


def _readable(page: Page, macros: Macros) -> Iterator[tuple[Formula, list[Token]]]:
    for formula in page.formulas:
        try:
            tokens, macros = read_defining(formula.latex, macros)
        except ReadingError:
            continue
        if tokens is not None:
            yield formula, tokens


def _declared(formula: Formula, tokens: list[Token]) -> tuple[str, ...]:
    r"""Return the names before the only ``\in`` of a formula that says nothing else."""
    rows = arranged(tokens)
    lines = lines_of(formula, rows)
    if not is_declaration(tokens) or len(lines) != 1 or lines[0].signs != (r"\in",):
        return ()
    return tuple(names_in(_head(tokens), frozenset()))


def _declares(tokens: list[Token]) -> bool:
    return is_declaration(tokens) or any(t.text in (":=", r"\coloneqq") for t in tokens)


def _head(tokens: list[Token]) -> list[Token]:
    """Return what stands before the first sign that says what something is."""
    depth = 0
    for place, token in enumerate(tokens):
        depth += (token.kind == "open") - (token.kind == "close")
        if depth == 0 and token.text in (r"\in", ":=", "=", r"\colon", r"\sim", "(", r"\coloneqq"):
            return tokens[:place]
    return []
