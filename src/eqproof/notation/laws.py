r"""What a given block says of random names: ``y \sim \mathrm{Bernoulli}(\pi)``, ``k \sim p``.

    drawn := name (',' name)* '\sim' law

Names with laws are independent of each other. One that is drawn between 0 and 1 is declared by
that; one drawn by a column numbers the entries of the column.
"""

from collections.abc import Mapping
from fractions import Fraction as Rational

from eqproof.diagnostics import ReadingError
from eqproof.latex.chance import read_law
from eqproof.latex.names import Names
from eqproof.latex.naming import read_new_name
from eqproof.latex.nodes import (
    ONE,
    Dim,
    Draw,
    Name,
    Number,
)
from eqproof.latex.parser import GRAMMAR
from eqproof.latex.reader import Reader
from eqproof.latex.rows import is_boundary, take_separators
from eqproof.latex.sets import dim_node
from eqproof.latex.symbols import starts_name
from eqproof.latex.tokens import Token
from eqproof.notation.definitions import Draft
from eqproof.notation.reach import free_names
from eqproof.notation.symbols import Definition, Finite, Function, Index, Notation, Symbol, Variable
from eqproof.source import Span

BITS = Finite((Rational(0), Rational(1)))


def read_laws(tokens: list[Token], names: Names) -> list[Draw]:
    """Return the draws that a formula of a given block declares. Raises ReadingError."""
    kept = [t for t in tokens if t.kind not in ("tag", "label", "row", "column")]
    reader = Reader(kept, names)
    draws: list[Draw] = []
    while reader.token.kind != "finish":
        draws += _read_group(reader)
        # words behind the law, such as “independent”, are no part of a formula
        if not is_boundary(reader.token) or reader.token.kind == "text":
            raise reader.unexpected()
        take_separators(reader)
    return draws


def _read_group(reader: Reader) -> list[Draw]:
    targets: list[tuple[str, Span]] = []
    while True:
        start = reader.position
        if not starts_name(reader.token):
            raise ReadingError("missing-operand", reader.token_or_last(), "a name is expected here")
        key = read_new_name(reader)
        targets.append((key, reader.since(start)))
        if not reader.at(","):
            break
        reader.take()
    if not reader.at(r"\sim"):
        raise ReadingError(
            "missing-operand", reader.token_or_last(), r"here \sim says how a name is distributed"
        )
    reader.take()
    law = read_law(reader, GRAMMAR)
    return [Draw(key, law, span=span) for key, span in targets]


def with_law(draw: Draw, notation: Notation, drafts: Mapping[str, Draft]) -> tuple[Symbol, bool]:
    """Return what a random name is, and whether that is new. Raises ReadingError."""
    known = notation.symbols.get(draw.key)
    if draw.key in notation.laws:
        raise ReadingError("redefinition", draw.span, f"{draw.key} has its law already")
    if draw.law.kind == "Bernoulli":
        symbol: Symbol = Variable(draw.key, domain=BITS, span=draw.span)
    else:
        symbol = _numbering(draw, notation, drafts)
    if known is None:
        return symbol, True
    if known != symbol:
        raise ReadingError(
            "redefinition",
            draw.span,
            f"{draw.key} is declared as something else than what is drawn here",
            r"leave its declaration out: \sim declares it",
        )
    return known, False


def _numbering(draw: Draw, notation: Notation, drafts: Mapping[str, Draft]) -> Index:
    """Return the index of the entries of the column by which a name is drawn."""
    (column,) = draw.law.parameters
    known = notation.symbols.get(draw.key)
    if isinstance(known, Index):
        return known
    if isinstance(column, Name):
        symbol = notation.lookup(column.key)
        draft = drafts.get(column.key)
        if isinstance(symbol, Variable) and symbol.shape[1] == ONE != symbol.shape[0]:
            last = Dim(symbol.shape[0].name, symbol.shape[0].offset + symbol.first - 1)
            return Index(draw.key, Number(str(symbol.first)), dim_node(last, draw.span), draw.span)
        entries = draft.head.entries if draft is not None else ()
        index = notation.lookup(entries[0]) if len(entries) == 1 else None
        if isinstance(index, Index):
            return Index(draw.key, index.lower, index.upper, draw.span)
    raise ReadingError(
        "unknown-symbol",
        draw.span,
        f"how many values {draw.key} has is not known here",
        rf"declare ${draw.key} \in \{{1, \dots, K\}}$ first",
        name=draw.key,
    )


def check_independent(draw: Draw, notation: Notation) -> None:
    """Refuse a law that rests on another random name. Raises ReadingError."""
    waiting, seen = list(free_names(draw.law)), {draw.key}
    while waiting:
        name = waiting.pop()
        if name in notation.laws:
            raise ReadingError(
                "unsupported",
                draw.law.span,
                f"the law of {draw.key} rests on {name}, which is random itself",
                r"write the two means one inside the other: \mathbb{E}_{…}\left[…\right]",
            )
        symbol = notation.lookup(name)
        if isinstance(symbol, Definition | Function) and symbol.key not in seen and symbol.body:
            seen.add(symbol.key)
            waiting += free_names(symbol.body)
