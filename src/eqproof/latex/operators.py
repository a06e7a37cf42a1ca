r"""Reading sums and products over an index."""

from typing import Literal

from eqproof.diagnostics import ReadingError
from eqproof.latex.grammar import Grammar
from eqproof.latex.groups import raw_group, read_script
from eqproof.latex.lexer import Token
from eqproof.latex.lookahead import starts_factor
from eqproof.latex.nodes import BigOperator, Node, moved
from eqproof.latex.reader import Ended, Reader
from eqproof.latex.symbols import group_ahead, read_name, starts_name


def read_big_operator(reader: Reader, grammar: Grammar) -> Node:
    r"""``operator := (\sum | \prod) '_' '{' index ['=' lower] '}' ['^' upper] term``

    Without limits the index runs over its declared range. The body is the product to the right.
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
    index, lower, upper = _read_range(reader, grammar, token, below, upper)
    outer = reader.names
    reader.names = outer.binding(index)
    if not starts_factor(reader):
        raise ReadingError(
            "missing-operand",
            token.span,
            f"{token.text} has nothing to run over",
            f"put what {token.text} covers in brackets" if reader.at("+", "-") else None,
        )
    body = grammar.term(reader)
    reader.names = outer
    reader.ended.append(Ended(kind, index, reader.position))
    return BigOperator(kind, index, lower, upper, body, span=reader.since(start))


def has_limits(reader: Reader) -> bool:
    r"""Whether a letter is meant as a sum or product sign: ``\Sigma_{i=1}^{m}``."""
    if reader.ahead().kind != "sub" or reader.ahead(2).kind != "open":
        return False
    return any(t.text == "=" for t in group_ahead(reader.tokens, reader.position + 2))


def _read_range(
    reader: Reader, grammar: Grammar, sign: Token, below: list[Token], upper: Node | None
) -> tuple[str, Node, Node]:
    inner = reader.inner(below)
    if not starts_name(inner.token):
        raise ReadingError("unsupported", below[0].span, f"{sign.text} needs an index below it")
    index = read_name(inner)
    place = inner.since(0)
    if inner.token.kind == "sub":
        raise ReadingError("unsupported", place, "an index is one letter without scripts")
    if index in reader.names.bound:
        raise ReadingError(
            "ambiguous",
            place,
            f"{index} runs already in what stands around this {sign.text}",
            "choose another letter",
        )
    if inner.at("="):
        inner.take()
        lower = grammar.expression(inner)
        if upper is None:
            raise ReadingError(
                "missing-operand",
                sign.span,
                f"{sign.text} has no upper limit",
                rf"write {sign.text}_{{{index}=…}}^{{m}}",
            )
    else:
        declared = reader.names.indices.get(index)
        if declared is None:
            raise ReadingError(
                "free-index",
                place,
                f"the range of the index {index} is not known",
                rf"write {sign.text}_{{{index}=1}}^{{…}}, or declare it in a given block",
                name=index,
            )
        lower, default = (moved(end, place) for end in declared)
        upper = default if upper is None else upper
    if inner.token.kind != "finish":
        raise ReadingError(
            "unsupported",
            below[inner.position].span.to(below[-1].span),
            f"this condition under {sign.text} cannot be read yet",
        )
    return index, lower, upper
