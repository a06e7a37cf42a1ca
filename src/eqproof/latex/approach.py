r"""Reading limits: ``\lim_{h \to 0^+} …``.

limit := '\lim' '_' '{' name '\to' place '}' term
place := expression ['^' ('+' | '-')]  |  ['+' | '-'] '\infty'
"""

from typing import Literal

from eqproof.diagnostics import ReadingError
from eqproof.latex.grammar import Grammar
from eqproof.latex.groups import raw_group
from eqproof.latex.lookahead import starts_factor
from eqproof.latex.naming import read_name
from eqproof.latex.nodes import Limit, Node
from eqproof.latex.reader import Ended, Reader
from eqproof.latex.symbols import starts_name
from eqproof.latex.tokens import Token

Side = Literal["", "+", "-"]
_ARROWS: dict[str, Side] = {
    r"\to": "",
    r"\rightarrow": "",
    r"\downarrow": "+",
    r"\searrow": "+",
    r"\uparrow": "-",
    r"\nearrow": "-",
}
_HELP = r"write \lim_{h \to 0}"


def read_limit(reader: Reader, grammar: Grammar) -> Node:
    r"""Read ``\lim`` with what stands below it and the product to its right."""
    start = reader.position
    sign = reader.take()
    if reader.token.kind != "sub" or reader.ahead().kind != "open":
        raise ReadingError(
            "missing-operand", sign.span, r"\lim does not say what goes where", _HELP
        )
    reader.take()
    inner = reader.inner(raw_group(reader))
    key = _read_key(inner)
    target, side = read_place(inner, grammar)
    outer = reader.names
    if outer.canonical(key) is None or key in outer.indices:
        reader.names = outer.binding(key)
    if not starts_factor(reader):
        raise ReadingError(
            "missing-operand",
            sign.span,
            r"\lim has nothing to be taken of",
            r"put what \lim covers in brackets" if reader.at("+", "-") else None,
        )
    body = grammar.term(reader)
    reader.names = outer
    reader.ended.append(Ended("lim", key, reader.position))
    return Limit(body, key, target, side, span=reader.since(start))


def _read_key(inner: Reader) -> str:
    start = inner.position
    if not starts_name(inner.token):
        raise ReadingError("missing-operand", inner.token_or_last(), "a name is wanted here", _HELP)
    key = read_name(inner)
    names = inner.names
    if names.canonical(key) not in (None, key) or key in names.functions or key in names.bound:
        raise ReadingError(
            "ambiguous", inner.since(start), f"{key} has another meaning here already"
        )
    return key


def read_place(inner: Reader, grammar: Grammar) -> tuple[Node | None, Side]:
    """Read an arrow and the place behind it, up to the end."""
    if not inner.at(*_ARROWS):
        raise ReadingError(
            "missing-operand", inner.token_or_last(), "an arrow is wanted here", _HELP
        )
    side = _ARROWS[inner.take().text]
    endless = _take_infinity(inner)
    if endless is not None:
        return None, endless
    mark = _side_at_end(inner)
    rest = inner.tokens[inner.position : -1 if mark is None else mark]
    if mark is not None:
        side = "+" if any(t.text == "+" for t in inner.tokens[mark:]) else "-"
    return inner.read_all(rest, grammar.expression), side


def _take_infinity(inner: Reader) -> Side | None:
    start = inner.position
    side: Side = "-" if inner.at("-") else "+"
    if inner.at("+", "-"):
        inner.take()
    if inner.at(r"\infty") and inner.ahead().kind == "finish":
        inner.take()
        return side
    inner.position = start
    return None


def _side_at_end(inner: Reader) -> int | None:
    """Return where the script begins that says the side: ``0^+``, ``0^{-}``."""
    tokens: list[Token] = inner.tokens[:-1]
    if len(tokens) > 2 and tokens[-2].kind == "sup" and tokens[-1].text in "+-":
        return len(tokens) - 2
    texts = [t.text for t in tokens[-4:]]
    if len(texts) == 4 and tokens[-4].kind == "sup" and texts[2] in "+-":
        return len(tokens) - 4
    return None
