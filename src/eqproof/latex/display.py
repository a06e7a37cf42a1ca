r"""A whole formula: statements, tags, labels, references.

display   := statement (separator statement)*
separator := ',' | ';' | '.' | text | connective | a gap between columns
| a new row that neither begins with nor continues a relation
"""

from dataclasses import dataclass, replace

from eqproof.diagnostics import ReadingError
from eqproof.latex.case_chains import with_case_chains
from eqproof.latex.case_values import with_case_values
from eqproof.latex.hidden import check_depth, check_hidden
from eqproof.latex.names import Names
from eqproof.latex.nodes import Node
from eqproof.latex.partings import with_partings
from eqproof.latex.reader import Reader
from eqproof.latex.reasons import with_reasons_last
from eqproof.latex.rows import arrange
from eqproof.latex.statements import Statement, read_statements
from eqproof.latex.tokens import Token
from eqproof.latex.typed import with_functions
from eqproof.latex.typefaces import with_single_letters
from eqproof.source import Span


@dataclass(frozen=True, slots=True)
class Display:
    """All that one formula says, and the labels by which it can be cited."""

    statements: tuple[Statement, ...] = ()
    tags: tuple[tuple[str, Span], ...] = ()
    labels: tuple[tuple[str, Span], ...] = ()
    references: tuple[tuple[str, Span], ...] = ()


def read_display(tokens: list[Token], names: Names) -> Display:
    """Read a formula. Raises ReadingError at the first thing that cannot be read."""
    tags, labels, references = (
        [t for t in tokens if t.kind == kind] for kind in ("tag", "label", "reference")
    )
    rows = arrange([t for t in tokens if t.kind not in ("tag", "label")])
    rest = with_case_chains(with_reasons_last(rows))
    typed = with_single_letters(with_functions(with_partings(rest), names), names)
    reader = Reader(typed, names)

    try:
        statements = _read(reader, tags)
        for aside in reader.asides:
            statements += _read_aside(aside, reader.names, statements)
    except RecursionError:
        raise ReadingError(
            "unsupported", _whole(tokens), "this formula is nested too deeply"
        ) from None
    if not statements and not references:
        words = any(token.kind == "text" for token in tokens)
        raise ReadingError(
            "missing-operand",
            _whole(tokens),
            "these are words, and no formula" if words else "the formula is empty",
            "write words outside of the formula, and each formula by itself" if words else None,
        )
    return Display(
        tuple(statements),
        tuple((t.text, t.span) for t in tags),
        tuple((t.text, t.span) for t in labels),
        tuple((t.text, t.span) for t in references),
    )


def _read(reader: Reader, tags: list[Token]) -> list[Statement]:
    def sides_again(other: Reader) -> list[Node]:
        return _sides(with_case_values(read_statements(other, tags)))

    statements = with_case_values(read_statements(reader, tags))
    check_depth(_sides(statements))
    check_hidden(reader, _sides(statements), sides_again)
    return statements


def _read_aside(
    aside: tuple[Token, ...], names: Names, statements: list[Statement]
) -> list[Statement]:
    """Read what stands at a brace; it is said where the statement holds in which the brace is."""
    place = aside[-1].span
    hosts = [
        one
        for one in statements
        if any(s.span.start <= place.start and place.end <= s.span.end for s in one.sides)
    ]
    if len(hosts) != 1 or any(one.relations[:1] and _defines(one) for one in statements):
        raise ReadingError(
            "unsupported",
            place,
            "what is said at this brace cannot be checked by itself",
            "state it as an equation of its own",
        )
    found = _read(Reader([*aside, Token("finish", "", place)], names), [])
    return [replace(one, conditions=(*hosts[0].conditions, *one.conditions)) for one in found]


def _defines(statement: Statement) -> bool:
    return statement.relations[0].sign == ":="


def _sides(statements: list[Statement]) -> list[Node]:
    return [side for statement in statements for side in statement.sides]


def _whole(tokens: list[Token]) -> Span:
    return Span(0, max(token.span.end for token in tokens))
