r"""Reading sums and products over an index."""

from eqproof.diagnostics import ReadingError
from eqproof.latex.grammar import Grammar
from eqproof.latex.groups import raw_group, read_group
from eqproof.latex.lexer import Token
from eqproof.latex.lookahead import starts_factor
from eqproof.latex.nodes import BigOperator, Node
from eqproof.latex.reader import Reader
from eqproof.latex.symbols import read_name, starts_name


def read_big_operator(reader: Reader, grammar: Grammar) -> Node:
    r"""``operator := (\sum | \prod) '_' '{' index ['=' lower] '}' ['^' upper] term``

    Without limits the index runs over its declared range. The body is the product to the right.
    """
    start = reader.position
    token = reader.take()
    kind = "prod" if token.text in (r"\prod", r"\Pi") else "sum"
    below: list[Token] = []
    upper: Node | None = None
    while reader.token.kind in ("sub", "sup"):
        if reader.take().kind == "sup":
            upper = read_group(reader, grammar, "an upper limit")
        elif reader.token.kind == "open":
            below = raw_group(reader)
        else:
            below = [reader.take()]
    if not below:
        raise ReadingError(
            "missing-operand", token.span, f"{token.text} does not say over which index it runs"
        )
    index, lower, upper = _read_range(reader, grammar, token, below, upper)
    outer = reader.names
    reader.names = outer.binding(index)
    if not starts_factor(reader):
        raise ReadingError("missing-operand", token.span, f"{token.text} has nothing to run over")
    body = grammar.term(reader)
    reader.names = outer
    return BigOperator(kind, index, lower, upper, body, span=reader.since(start))  # type: ignore[arg-type]


def has_limits(reader: Reader) -> bool:
    return reader.ahead().kind == "sub" and any(
        t.text == "=" for t in reader.tokens[reader.position + 2 : reader.position + 6]
    )


def _read_range(
    reader: Reader, grammar: Grammar, sign: Token, below: list[Token], upper: Node | None
) -> tuple[str, Node, Node]:
    inner = Reader([*below, Token("finish", "", below[-1].span)], reader.names)
    if not starts_name(inner.token):
        raise ReadingError("unsupported", below[0].span, f"{sign.text} needs an index below it")
    index = read_name(inner)
    place = inner.since(0)
    if inner.at("="):
        inner.take()
        lower = grammar.expression(inner)
        if upper is None:
            raise ReadingError(
                "missing-operand", sign.span, f"{sign.text} has no upper limit", "write ^{…}"
            )
    else:
        declared = reader.names.indices.get(index)
        if declared is None:
            raise ReadingError(
                "free-index",
                place,
                f"the range of the index {index} is not known",
                rf"write {sign.text}_{{{index}=1}}^{{…}}, or declare it in a given block",
            )
        lower, default = declared
        upper = default if upper is None else upper
    if inner.token.kind != "finish":
        raise ReadingError(
            "unsupported",
            below[inner.position].span.to(below[-1].span),
            f"this condition under {sign.text} cannot be read yet",
        )
    return index, lower, upper
