r"""Reading sums and products over an index."""

from typing import Literal

from eqproof.diagnostics import ReadingError
from eqproof.latex.grammar import Grammar
from eqproof.latex.groups import raw_group, read_script
from eqproof.latex.lexer import Token
from eqproof.latex.limits import read_below
from eqproof.latex.lookahead import starts_factor
from eqproof.latex.nodes import BigOperator, Negative, Node
from eqproof.latex.reader import Ended, Reader
from eqproof.latex.symbols import group_ahead


def read_big_operator(reader: Reader, grammar: Grammar) -> Node:
    r"""``operator := (\sum | \prod) '_' '{' below '}' ['^' upper] term``

    Without limits an index runs over its declared range. The body is the product to the right.
    """
    start = reader.position
    token = reader.take()
    kind: Literal["sum", "prod"] = "prod" if token.text in (r"\prod", r"\Pi") else "sum"
    below: list[Token] = []
    upper: Node | None = None
    seen: set[str] = set()
    while reader.token.kind in ("sub", "sup"):
        script = reader.take()
        if script.kind in seen:
            raise ReadingError(
                "ambiguous", script.span, f"{token.text} has two limits at one place"
            )
        seen.add(script.kind)
        if script.kind == "sup":
            upper = read_script(reader, grammar, "an upper limit")
        elif reader.token.kind == "open":
            below = raw_group(reader)
        else:
            below = [reader.take()]
    if not below:
        raise ReadingError(
            "missing-operand",
            token.span,
            f"{token.text} does not say over which index it runs",
            rf"write {token.text}_{{i=1}}^{{m}}",
        )
    found = read_below(reader, grammar, token, below, upper)
    outer = reader.names
    reader.names = outer.running({run.index: run.upper for run in found.runs})
    first = reader.position
    minus = reader.take_sign("-")
    if not starts_factor(reader):
        raise ReadingError(
            "missing-operand",
            token.span,
            f"{token.text} has nothing to run over",
            f"put what {token.text} covers in brackets" if reader.at("+", "-") else None,
        )
    body = grammar.term(reader)
    if minus is not None:
        body = Negative(body, span=reader.since(first))
    reader.names = outer
    span = reader.since(start)
    condition = found.condition
    for run in reversed(found.runs):
        reader.ended.append(Ended(kind, run.index, reader.position))
        body = BigOperator(kind, run.index, run.lower, run.upper, body, condition, span=span)
        condition = None
    if found.partner is not None:
        reader.partners[span] = found.partner
    return body


def has_limits(reader: Reader) -> bool:
    r"""Whether a letter is meant as a sum or product sign: ``\Sigma_{i=1}^{m}``."""
    if reader.ahead().kind != "sub" or reader.ahead(2).kind != "open":
        return False
    return any(t.text == "=" for t in group_ahead(reader.tokens, reader.position + 2))
