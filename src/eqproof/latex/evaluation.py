r"""Reading evaluation bars: ``\left. f(x) \right|_{x = 0}``, ``f(x) \Big|_{x = 0}``.

evaluated := '\left.' expression '\right|' places  |  factor '|' places
places    := '_' '{' name '=' expression (',' name '=' expression)* '}'

A bar without ``\left.`` belongs to the one factor before it, a derivative with what it is taken of
included. Where what stands before that factor uses the name too, that would be a guess.
"""

from collections.abc import Sequence

from eqproof.diagnostics import ReadingError
from eqproof.latex import commands
from eqproof.latex.grammar import Grammar
from eqproof.latex.groups import raw_group
from eqproof.latex.naming import read_name
from eqproof.latex.nodes import At, Negative, Node, Product, free_names
from eqproof.latex.reader import Reader
from eqproof.latex.scripts import read_scripts
from eqproof.latex.symbols import group_ahead, starts_name
from eqproof.latex.tokens import Token
from eqproof.source import Span

LEFT, RIGHT = commands.EVALUATION
_HELP = r"write \left. … \right|_{x = 0}"


def read_evaluated(reader: Reader, grammar: Grammar) -> Node | None:
    r"""Read ``\left. … \right|_{…}`` if it begins here, else None."""
    if not reader.at(LEFT):
        return None
    start = reader.position
    opening = reader.take()
    outer, reader.subscript = reader.subscript, False
    barred, reader.barred = reader.barred, False
    body = grammar.expression(reader)
    reader.subscript, reader.barred = outer, barred
    reader.expect_bracket(opening)
    if reader.token.kind != "sub" or not _names_place(reader):
        raise ReadingError(
            "unsupported",
            reader.since(start).to(reader.token.span),
            "this bar does not say which name has which value",
            _HELP,
        )
    node = _read_places(reader, grammar, body, start)
    return read_scripts(reader, grammar, node, start)


def bar_ahead(reader: Reader) -> bool:
    """Whether a bar with a place ends the factor that was just read."""
    token = reader.token
    bar = token.text in commands.SINGLE_BARS or token.text == r"\rvert"
    if not bar or token.kind not in ("symbol", "command") or reader.barred:
        return False
    reader.position += 1
    found = reader.token.kind == "sub" and _names_place(reader)
    reader.position -= 1
    return found


def read_bar(reader: Reader, grammar: Grammar, factor: Node, start: int) -> Node:
    """Read the bar ahead, and return *factor*, which begins at *start*, at its places."""
    reader.take()
    node = _read_places(reader, grammar, factor, start)
    reader.bar = reader.position
    return node


def check_before(node: Node, before: Sequence[Node]) -> None:
    """Refuse a bar that may reach to factors or terms *before* what it stands behind."""
    while isinstance(node, Product | Negative):
        node = node.right if isinstance(node, Product) else node.operand
    bars: list[At] = []
    while isinstance(node, At):
        bars.append(node)
        node = node.body
    for bar in bars:
        if any(bar.key in free_names(other) for other in before):
            raise ReadingError(
                "ambiguous",
                before[0].span.to(bar.span),
                f"{bar.key} stands before what this bar belongs to, so the bar may reach there",
                _HELP,
            )


def _names_place(reader: Reader) -> bool:
    """Whether a subscript ahead says that a name has a value."""
    if reader.ahead().kind != "open":
        return False
    depth = 0
    for token in group_ahead(reader.tokens, reader.position + 1):
        depth += token.kind == "open"
        depth -= token.kind == "close"
        if depth == 0 and token.text == "=":
            return True
    return False


def _read_places(reader: Reader, grammar: Grammar, body: Node, start: int) -> Node:
    reader.take()
    inner = reader.inner(raw_group(reader))
    places: list[tuple[str, Span, Node]] = []
    while True:
        begin = inner.position
        if not starts_name(inner.token):
            raise _no_place(inner.token)
        key = read_name(inner)
        if inner.token.kind == "sub" or not inner.at("="):
            raise _no_place(inner.token)
        place = inner.since(begin)
        canonical = inner.names.canonical(key)
        if canonical != key or key in inner.names.functions or key in inner.names.indices:
            raise ReadingError(
                "unknown-symbol" if canonical is None else "unsupported",
                place,
                f"{key} is no quantity that can be given a value here",
                name=key,
            )
        inner.take()
        places.append((key, place, grammar.expression(inner)))
        if not inner.at(","):
            break
        inner.take()
    if inner.token.kind != "finish":
        raise inner.unexpected()
    keys = {key for key, _, _ in places}
    for _, place, value in places:
        if len(keys) < len(places) or (len(places) > 1 and keys & free_names(value)):
            raise ReadingError(
                "ambiguous", place, "in which order these values are put in is not said"
            )
    for key, _, value in places:
        body = At(body, key, value, span=reader.since(start))
    return body


def _no_place(token: Token) -> ReadingError:
    return ReadingError("unsupported", token.span, "below a bar stands a name and its value", _HELP)
