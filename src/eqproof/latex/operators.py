r"""Reading sums and products over an index."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from eqproof.diagnostics import ReadingError
from eqproof.latex.commands import OPENERS
from eqproof.latex.grammar import Grammar
from eqproof.latex.groups import raw_group, read_script
from eqproof.latex.limits import read_below
from eqproof.latex.lookahead import starts_factor
from eqproof.latex.nodes import (
    BigOperator,
    Fraction,
    Negative,
    Node,
    Number,
    Product,
    Series,
    free_names,
)
from eqproof.latex.reader import Ended, Reader
from eqproof.latex.scopes import UNKNOWN
from eqproof.latex.sum_names import check_not_named
from eqproof.latex.symbols import group_ahead
from eqproof.latex.tokens import Token

Kind = Literal["sum", "prod", "max", "min"]
_KINDS: Mapping[str, Kind] = {
    r"\sum": "sum", r"\Sigma": "sum", r"\prod": "prod", r"\Pi": "prod",
    r"\max": "max", r"\min": "min",
}  # fmt: skip


def read_big_operator(reader: Reader, grammar: Grammar) -> Node:
    r"""``operator := (\sum | \prod | \max | \min) '_' '{' below '}' ['^' upper] term``

    Without limits an index runs over its declared range; without an index ``scopes`` finds out
    which one runs. The body is the product to the right.
    """
    start = reader.position
    token = reader.take()
    kind = _KINDS[token.text]
    below, upper = _read_limits(reader, grammar, token)
    if upper is None or not below:
        check_not_named(reader, token, below)
    if not below:
        return _read_bare(reader, grammar, start, upper)
    if isinstance(upper, Endless):
        return _read_series(reader, grammar, start, below, upper)
    found = read_below(reader, grammar, token, below, upper)
    outer = reader.names
    reader.names = outer.running({run.index: run.upper for run in found.runs})
    first = reader.position
    body = _read_body(reader, grammar, token)
    reader.names = outer
    span = reader.since(start)
    if kind in ("max", "min"):
        _check_reach(body, {run.index for run in found.runs}, token, reader.tokens[first])
    condition = found.condition
    for run in reversed(found.runs):
        reader.ended.append(Ended(kind, run.index, reader.position))
        body = BigOperator(kind, run.index, run.lower, run.upper, body, condition, span=span)
        condition = None
    if found.partner is not None:
        reader.partners[span] = found.partner
    return body


@dataclass(frozen=True, slots=True)
class Endless(Node):
    """What stands above a sum without end."""


def _read_series(
    reader: Reader, grammar: Grammar, start: int, below: list[Token], upper: Endless
) -> Node:
    """Read what a sum without end covers, behind its limits."""
    sign = reader.tokens[start]
    found = read_below(reader, grammar, sign, below, upper)
    if len(found.runs) != 1 or found.condition is not None:
        raise ReadingError(
            "unsupported",
            below[0].span.to(below[-1].span),
            "below a sum without end one index and where it begins is read",
            r"write \sum_{n=0}^{\infty}",
        )
    (run,) = found.runs
    outer = reader.names
    reader.names = outer.binding(run.index)
    body = _read_body(reader, grammar, sign)
    reader.names = outer
    reader.ended.append(Ended("sum", run.index, reader.position))
    return Series(body, run.index, run.lower, span=reader.since(start))


def _read_limits(reader: Reader, grammar: Grammar, sign: Token) -> tuple[list[Token], Node | None]:
    """Return the tokens below a *sign*, and what stands above it."""
    below: list[Token] = []
    upper: Node | None = None
    seen: set[str] = set()
    while reader.token.kind in ("sub", "sup"):
        script = reader.take()
        if script.kind in seen:
            raise ReadingError("ambiguous", script.span, f"{sign.text} has two limits at one place")
        seen.add(script.kind)
        if script.kind == "sup":
            upper = _read_infinity(reader, sign)
            upper = upper or read_script(reader, grammar, "an upper limit")
        elif reader.token.kind == "open":
            below = raw_group(reader)
        else:
            below = [reader.take()]
    return below, upper


def _read_bare(reader: Reader, grammar: Grammar, start: int, upper: Node | None) -> Node:
    """Read what a sign without an index covers; the rest of the statement says which one runs."""
    sign = reader.tokens[start]
    error = ReadingError(
        "missing-operand",
        sign.span,
        f"{sign.text} does not say over which index it runs",
        rf"write {sign.text}_{{i=1}}^{{m}}",
    )
    if upper is not None or reader.doubts is None:
        raise error
    body = _read_body(reader, grammar, sign)
    span = reader.since(start)
    reader.doubts.bare[span] = error
    none = Number("0", span=sign.span)
    return BigOperator(_KINDS[sign.text], UNKNOWN, none, none, body, span=span)


def _read_infinity(reader: Reader, sign: Token) -> Endless | None:
    """Read the sign above a sum without end; a product must have one."""
    braced = reader.token.kind == "open"
    inside = group_ahead(reader.tokens, reader.position) if braced else [reader.token]
    found = next((token for token in inside if token.text == r"\infty"), None)
    if found is None:
        return None
    if _KINDS[sign.text] != "sum" or len(inside) > 1 + (inside[0].text == "+"):
        raise ReadingError(
            "unsupported",
            found.span,
            "of what has no end only sums are read",
            rf"let it run to a number or a size: {sign.text}_{{i=1}}^{{n}}",
        )
    reader.position += len(inside) + 2 * braced
    return Endless(span=found.span)


def _read_body(reader: Reader, grammar: Grammar, sign: Token) -> Node:
    """Read the product right of a *sign*, which may begin with a minus."""
    first = reader.position
    minus = reader.take_sign("-")
    if not starts_factor(reader):
        raise ReadingError(
            "missing-operand",
            sign.span,
            f"{sign.text} has nothing to run over",
            f"put what {sign.text} covers in brackets" if reader.at("+", "-") else None,
        )
    body = grammar.term(reader)
    return body if minus is None else Negative(body, span=reader.since(first))


def _check_reach(body: Node, indices: set[str], sign: Token, first: Token) -> None:
    r"""Refuse ``\max_j z_j y``: whether a factor without the index is meant to be inside."""
    match body:
        case Product(_, last) | Fraction(_, last, True) if first.text not in OPENERS:
            if indices.isdisjoint(free_names(last)):
                raise ReadingError(
                    "ambiguous",
                    last.span,
                    f"this can belong to what {sign.text} is taken of, or stand behind it",
                    rf"put brackets around {sign.text}_{{…}} …, or around all it is taken of",
                )
        case _:
            return


def has_limits(reader: Reader) -> bool:
    r"""Whether a letter is meant as a sum or product sign: ``\Sigma_{i=1}^{m}``."""
    place = reader.position + 1
    if reader.tokens[place].kind == "sup":
        braced = reader.tokens[place + 1].kind == "open"
        place += len(group_ahead(reader.tokens, place + 1)) + 3 if braced else 2
    signs = [token.kind for token in reader.tokens[place : place + 2]]
    if signs != ["sub", "open"]:
        return False
    return any(t.text == "=" for t in group_ahead(reader.tokens, place + 1))
