r"""Reading functions with a command of their own (``\log``, ``\exp``) and primes."""

from eqproof.diagnostics import ReadingError
from eqproof.latex.grammar import Grammar
from eqproof.latex.groups import read_group
from eqproof.latex.lexer import Token
from eqproof.latex.lookahead import starts_factor, starts_function
from eqproof.latex.nodes import Call, Node, Number, Power, Product
from eqproof.latex.reader import Reader

_TRANSPOSES = frozenset({r"\top", r"\intercal"})


def read_primes(reader: Reader) -> int:
    r"""``primes := "'"* | '^' '{' \prime* '}'``"""
    count = 0
    while reader.token.kind == "prime":
        reader.take()
        count += 1
    if reader.token.kind == "sup" and reader.ahead().text == r"\prime":
        reader.take()
        reader.take()
        return count + 1
    if reader.token.kind == "sup" and reader.ahead(2).text == r"\prime":
        reader.take()
        reader.take()
        while reader.at(r"\prime"):
            reader.take()
            count += 1
        reader.expect_close()
    return count


def read_builtin(reader: Reader, grammar: Grammar) -> Node:
    r"""``function := \log ['_' base] ['^' power] (bracket | factor+)``

    Without brackets the factors to the right are the argument, up to the next function, operator
    or sign; a bracket behind such factors would be ambiguous.
    """
    start = reader.position
    token = reader.take()
    function = token.text
    power: Node | None = None
    while reader.token.kind in ("sub", "sup"):
        if reader.take().kind == "sup":
            power = read_group(reader, grammar, "an exponent")
            continue
        base = read_group(reader, grammar, "a base")
        if token.text != r"\log" or not (isinstance(base, Number) and base.text in ("2", "10")):
            raise ReadingError("unsupported", base.span, f"{token.text} cannot have this base")
        function = r"\log_2" if base.text == "2" else r"\log_{10}"
    if reader.at("(", "[") or reader.token.text in (r"\{", r"\lbrace"):
        opening = reader.take()
        argument = grammar.expression(reader)
        reader.expect_bracket(opening)
        if reader.token.kind == "sup" and reader.ahead().text not in _TRANSPOSES:
            raise ReadingError(
                "ambiguous",
                reader.since(start).to(reader.token.span),
                f"the power behind {token.text}(…) can be read in two ways",
                rf"write \left({token.text}(…)\right)^… or {token.text}\left((…)^…\right)",
            )
    else:
        argument = _read_bare_argument(reader, grammar, token)
    call: Node = Call(function, (argument,), span=reader.since(start))
    return call if power is None else Power(call, power, span=reader.since(start))


def _read_bare_argument(reader: Reader, grammar: Grammar, function: Token) -> Node:
    start = reader.position
    if not starts_factor(reader):
        raise ReadingError("missing-operand", function.span, f"{function.text} lacks its argument")
    simple = not starts_function(reader)
    argument = grammar.factor(reader)
    while simple and starts_factor(reader) and not starts_function(reader):
        if reader.at("(", "["):
            raise ReadingError(
                "ambiguous",
                reader.since(start).to(reader.token.span),
                f"the bracket behind {function.text} and its factors can be read in two ways",
                f"put the argument of {function.text} in brackets",
            )
        right = grammar.factor(reader)
        argument = Product(argument, right, "", span=reader.since(start))
    return argument
