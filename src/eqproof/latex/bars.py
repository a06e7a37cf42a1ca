r"""Reading what stands between bars: absolute values and norms.

A bar that is no half of a pair is an error here, never a guess. Bars between the arguments of a
function, as in ``P(y | x)``, are read with the function.
"""

from eqproof.diagnostics import ReadingError
from eqproof.latex import commands
from eqproof.latex.grammar import Grammar
from eqproof.latex.groups import read_script
from eqproof.latex.lookahead import closing_bar
from eqproof.latex.nodes import Call, Node, Power, TensorFunction, TensorKind
from eqproof.latex.reader import Reader
from eqproof.latex.scripts import read_scripts
from eqproof.latex.symbols import group_ahead, script_ahead
from eqproof.latex.tokens import Token

_SINGLE = commands.SINGLE_BARS | {r"\lvert"}
_DOUBLE = commands.DOUBLE_BARS | {r"\lVert"}
_NORMS: dict[str, TensorKind] = {"1": "norm1", "2": "norm2", "F": "normF"}


def read_bars(reader: Reader, grammar: Grammar) -> Node | None:
    r"""``bars := '|' expression '|' script* | '\|' expression '\|' ['_' kind] script*``"""
    if reader.token.text not in _SINGLE | _DOUBLE:
        return None
    start = reader.position
    opening = reader.token
    end = closing_bar(reader.tokens, start)
    if end is None:
        raise _no_pair(reader, opening)
    _check_pairs(reader.tokens, opening, end)
    argument = reader.read_all(reader.tokens[start + 1 : end], grammar.expression)
    reader.position = end + 1
    if opening.text in _SINGLE:
        if reader.token.kind == "sub":
            raise ReadingError(
                "unsupported", reader.token.span, "an absolute value cannot carry a subscript"
            )
        node: Node = Call(r"\abs", (argument,), span=reader.since(start))
        return read_scripts(reader, grammar, node, start)
    return _read_norm(reader, grammar, argument, start)


def _no_pair(reader: Reader, opening: Token) -> ReadingError:
    if reader.ahead().text == opening.text:
        return ReadingError(
            "missing-operand",
            opening.span.to(reader.ahead().span),
            "nothing stands between these bars",
        )
    return ReadingError(
        "unbalanced-bracket" if opening.text in commands.OPENERS else "unsupported",
        opening.span,
        f"no {commands.OPENERS.get(opening.text, opening.text)} closes this {opening.text} here",
        r"write \lvert … \rvert for an absolute value, \lVert … \rVert for a norm",
    )


def _check_pairs(tokens: list[Token], opening: Token, end: int) -> None:
    """Refuse ``|a| b |c|``, which can also be ``|a |b| c|``, of bars that look alike."""
    if opening.text in commands.OPENERS:
        return
    depth, behind_factor = 0, False
    for place in range(end + 1, len(tokens)):
        token = tokens[place]
        depth += token.nesting
        if depth < 0 or (depth == 0 and token.text in _SEPARATING):
            return
        if depth == 0 and token.text == opening.text:
            if not behind_factor:
                return
            raise ReadingError(
                "ambiguous",
                opening.span.to(token.span),
                "these bars can be paired in two ways",
                r"write \lvert … \rvert, or \lVert … \rVert",
            )
        behind_factor = True


_SEPARATING = frozenset({*commands.RELATIONS, "+", "-", ",", ";", r"\cdot", r"\times", "*", "/"})


def _read_norm(reader: Reader, grammar: Grammar, argument: Node, start: int) -> Node:
    """Read the scripts of a norm, whose kind may stand before or behind its power."""
    if reader.token.kind == "sup":
        power = script_ahead(reader)
        if power is not None and reader.tokens[power.end].kind == "sub":
            mark = reader.position
            reader.position = power.end
            kind = _read_kind(reader)
            end = reader.position
            norm = TensorFunction(kind, argument, span=reader.since(start))
            reader.position = mark + 1
            exponent = read_script(reader, grammar, "an exponent")
            reader.position = end
            return Power(norm, exponent, span=reader.since(start))
    kind = _read_kind(reader) if reader.token.kind == "sub" else "norm"
    node: Node = TensorFunction(kind, argument, span=reader.since(start))
    return read_scripts(reader, grammar, node, start)


def _read_kind(reader: Reader) -> TensorKind:
    sign = reader.take()
    start = reader.position
    inside = [reader.token]
    if reader.token.kind == "open":
        inside = group_ahead(reader.tokens, start)
        reader.position = start + len(inside) + 2
    else:
        reader.take()
    word = "".join(t.text for t in inside if t.kind in ("letter", "number", "text"))
    plain = all(
        t.kind in ("letter", "number", "text", "open", "close")
        or t.text in (r"\mathrm", r"\mathsf")
        for t in inside
    )
    if not plain or word not in _NORMS:
        raise ReadingError(
            "unsupported",
            sign.span.to(reader.tokens[reader.position - 1].span),
            "only the norms 1, 2 and F can be read yet",
        )
    return _NORMS[word]
