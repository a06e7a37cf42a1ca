r"""Reading integrals of one number: ``\int_a^b f(x) \, dx``.

integral     := '\int' ['_' end] ['^' end] expression differential
              | '\int' ['_' end] ['^' end] differential term
differential := ('d' | '\mathrm d') name
end          := expression  |  ['+' | '-'] '\infty'  |  '\mathbb R'

The differential ends the integral, so that a sum before it needs no brackets. Of integrals one
inside the other the inner one has the first differential.
"""

from eqproof.diagnostics import ReadingError
from eqproof.latex import commands
from eqproof.latex.changes import sign_length
from eqproof.latex.functions import read_argument
from eqproof.latex.grammar import Grammar
from eqproof.latex.groups import raw_group
from eqproof.latex.lookahead import take_undeclared
from eqproof.latex.naming import read_name
from eqproof.latex.nodes import Call, Integral, Node
from eqproof.latex.reader import Reader
from eqproof.latex.rows import is_boundary
from eqproof.latex.symbols import starts_name
from eqproof.latex.tokens import Token
from eqproof.source import Span

_SIGN = r"\int"
_HELP = r"write \int_a^b f(x) \, \mathrm{d}x"


def read_integral(reader: Reader, grammar: Grammar) -> Node:
    r"""Read ``\int`` with its ends, what is integrated, and the differential."""
    start = reader.position
    sign = reader.take()
    lower, upper = _read_ends(reader, grammar, sign)
    begin = reader.position
    plain = reader.names.canonical("d") is None
    place = _differential(reader, plain)
    if place is None and not plain:
        place = _differential(reader, True)
    if place is None:
        message = "this integral does not say over which name it goes"
        raise ReadingError("missing-operand", sign.span, message, _HELP)
    length = sign_length(reader.tokens, place)
    reader.position = place + length
    first = reader.position
    key = read_name(reader)
    _check_key(reader, key, reader.since(first), place, length)
    end = reader.position
    outer = reader.names
    if outer.canonical(key) is None or key in outer.indices:
        reader.names = outer.binding(key)
    if place == begin:
        body = grammar.term(reader)
    else:
        body = reader.read_all(reader.tokens[begin:place], grammar.expression)
        reader.position = end
    reader.names = outer
    return Integral(body, key, lower, upper, span=reader.since(start))


def _read_ends(reader: Reader, grammar: Grammar, sign: Token) -> tuple[Node | None, Node | None]:
    found: dict[str, Node | None] = {}
    line = False
    while (kind := reader.token.kind) in ("sub", "sup"):
        script = reader.take()
        if kind in found:
            raise ReadingError("ambiguous", script.span, f"{_SIGN} has two ends at one place")
        tokens = raw_group(reader) if reader.token.kind == "open" else _one(reader)
        texts = [t.text for t in tokens if t.kind not in ("open", "close")]
        if kind == "sub" and texts == [r"\mathbb", "R"]:
            line = True
            found["sub"] = None
            continue
        found[kind] = _read_end(reader, grammar, tokens, texts, script)
    if line and "sup" in found:
        raise ReadingError("ambiguous", sign.span, "this integral has an end, and none")
    if not line and len(found) < 2:
        raise ReadingError(
            "unsupported",
            sign.span,
            "an integral without both ends is a function up to a constant, and no number",
            _HELP,
        )
    return found.get("sub"), found.get("sup")


def _one(reader: Reader) -> list[Token]:
    r"""Return the tokens of an end without braces, such as ``0`` or ``\mathbb R``."""
    reader.split_number()
    first = reader.take()
    if first.text != r"\mathbb":
        return [first]
    return [first, *(raw_group(reader) if reader.token.kind == "open" else [reader.take()])]


def _read_end(
    reader: Reader, grammar: Grammar, tokens: list[Token], texts: list[str], script: Token
) -> Node | None:
    below = script.kind == "sub"
    if texts in ([r"\infty"], ["+", r"\infty"], ["-", r"\infty"]):
        if (texts[0] == "-") != below:
            raise ReadingError(
                "unsupported", script.span, "an integral goes from the left to the right here"
            )
        return None
    return reader.read_all(tokens, grammar.expression)


def _differential(reader: Reader, plain: bool) -> int | None:
    """Return where the differential begins that ends this integral; a *plain* d may be its sign."""
    depth, open_integrals = 0, 1
    for place in range(reader.position, len(reader.tokens)):
        token = reader.tokens[place]
        depth += token.nesting
        if depth < 0 or (depth == 0 and _ends(token)):
            break
        if depth:
            continue
        open_integrals += token.text == _SIGN
        length = sign_length(reader.tokens, place)
        if length > (not plain) and starts_name(reader.tokens[place + length]):
            open_integrals -= 1
            if open_integrals == 0:
                return place
    return None


def _ends(token: Token) -> bool:
    relation = token.kind in ("symbol", "command") and token.text in commands.RELATIONS
    return relation or is_boundary(token)


def _check_key(reader: Reader, key: str, span: Span, place: int, length: int) -> None:
    names = reader.names
    if length == 1 and names.canonical("d") is not None:
        raise ReadingError(
            "ambiguous",
            reader.tokens[place].span.to(span),
            "d is a declared name, so this can be a factor or the end of the integral",
            rf"write \mathrm{{d}}{key}",
        )
    if names.canonical(key) not in (None, key) or key in names.functions or key in names.bound:
        raise ReadingError("ambiguous", span, f"{key} has another meaning here already")


_KNOWN = {
    r"\operatorname{erf}": r"\erf",
    r"\mathrm{erf}": r"\erf",
    r"\Phi": r"\Phi",
}


def read_known(reader: Reader, grammar: Grammar) -> Node | None:
    r"""Read ``\operatorname{erf}(…)``, or ``\Phi(…)`` for the normal distribution function.

    These are known without a definition, but a name that is declared or defined is that name.
    """
    start = reader.position
    key = take_undeclared(reader, _KNOWN, "(", "[")
    if key is None:
        return None
    name = Token("command", key, reader.since(start))
    argument = read_argument(reader, grammar, name, start)
    return Call(_KNOWN[key], (argument,), span=reader.since(start))
