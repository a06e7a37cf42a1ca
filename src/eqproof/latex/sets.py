r"""Reading what stands behind ``\in``.

set      := base ['^' (dim | '{' dim ('\times' dim)* '}')]
base     := '\mathbb R' ['_' condition] | '\mathbb N' | interval | '\{' values '\}'
interval := ('(' | '[') end ',' end (')' | ']')
values   := number (',' number)*  |  number ',' '\dots' ',' dim
dim      := number | name [('+' | '-') number]
"""

from eqproof.diagnostics import ReadingError
from eqproof.latex import commands
from eqproof.latex.grammar import Grammar
from eqproof.latex.nodes import Add, Dim, Name, Negative, Node, Number, NumberSet
from eqproof.latex.reader import Reader
from eqproof.latex.symbols import read_new_name, starts_name

_CONDITIONS = {">": True, r"\gt": True, r"\ge": False, r"\geq": False, r"\geqslant": False}


def read_set(reader: Reader, grammar: Grammar) -> NumberSet:
    """Read a set. Raises ReadingError with code missing-operand or unsupported."""
    start = reader.position
    base = _read_base(reader, grammar)
    power: tuple[Dim, ...] = ()
    if reader.token.kind == "sup":
        reader.take()
        power = _read_power(reader)
    return NumberSet(
        base.kind,
        base.lower,
        base.upper,
        base.lower_open,
        base.upper_open,
        base.values,
        power,
        span=reader.since(start),
    )


def _read_base(reader: Reader, grammar: Grammar) -> NumberSet:
    token = reader.token
    if token.text in (r"\mathbb", r"\mathbf", r"\mathrm"):
        reader.take()
        braced = reader.token.kind == "open"
        if braced:
            reader.take()
        letter = reader.take()
        if braced:
            reader.expect_close()
        if letter.text == "N":
            return NumberSet("naturals")
        if letter.text == "R":
            return _read_reals(reader, grammar)
        raise ReadingError(
            "unsupported",
            letter.span,
            f"the set {letter.text} is not known",
            r"\mathbb{R} or \mathbb{N}",
        )
    if token.text in ("(", "["):
        return _read_interval(reader, grammar)
    if token.text in (r"\{", r"\lbrace"):
        return _read_braces(reader, grammar)
    raise ReadingError(
        "missing-operand",
        reader.token_or_last(),
        "a set is expected here",
        r"for example \mathbb{R}",
    )


def _read_reals(reader: Reader, grammar: Grammar) -> NumberSet:
    if reader.token.kind != "sub":
        return NumberSet("interval")
    reader.take()
    if reader.token.kind != "open":
        sign = reader.take()
        if sign.text == "+":
            return NumberSet("interval", Number("0"))
        raise ReadingError(
            "unsupported", sign.span, "this condition is not known", r"_{>0} or _{\ge 0}"
        )
    reader.take()
    sign = reader.take()
    if sign.text not in _CONDITIONS:
        raise ReadingError(
            "unsupported", sign.span, "this condition is not known", r"_{>0} or _{\ge 0}"
        )
    bound = grammar.expression(reader)
    reader.expect_close()
    return NumberSet("interval", bound, None, _CONDITIONS[sign.text])


def _read_interval(reader: Reader, grammar: Grammar) -> NumberSet:
    opening = reader.take()
    lower = _read_end(reader, grammar)
    if not reader.at(",", ";"):
        raise ReadingError(
            "missing-operand",
            reader.token_or_last(),
            "an interval has two ends",
            "for example (0, 1)",
        )
    reader.take()
    upper = _read_end(reader, grammar)
    if not reader.at(")", "]"):
        raise ReadingError("unbalanced-bracket", opening.span, "this interval is never closed")
    closing = reader.take()
    return NumberSet(
        "interval",
        lower,
        upper,
        opening.text == "(" or lower is None,
        closing.text == ")" or upper is None,
    )


def _read_end(reader: Reader, grammar: Grammar) -> Node | None:
    mark = reader.position
    if reader.at("+", "-"):
        reader.take()
    if reader.at(r"\infty"):
        reader.take()
        return None
    reader.position = mark
    return grammar.expression(reader)


def _read_braces(reader: Reader, grammar: Grammar) -> NumberSet:
    opening = reader.take()
    values = [grammar.expression(reader)]
    dotted = False
    upper: Node | None = None
    while reader.at(","):
        reader.take()
        if reader.token.text in commands.DOTS:
            reader.take()
            dotted = True
        elif dotted:
            upper = dim_node(_read_dim(reader))
        else:
            values.append(grammar.expression(reader))
    reader.expect_bracket(opening)
    if not dotted:
        return NumberSet("finite", values=tuple(values))
    if upper is None:
        raise ReadingError("missing-operand", opening.span, "the dots lead to no last number")
    return NumberSet("range", values[0], upper)


def _read_power(reader: Reader) -> tuple[Dim, ...]:
    if reader.token.kind != "open":
        return (_read_dim(reader),)
    reader.take()
    power = [_read_dim(reader)]
    while reader.at(r"\times"):
        reader.take()
        power.append(_read_dim(reader))
    reader.expect_close()
    if len(power) > 2:
        raise ReadingError(
            "unsupported", reader.token_or_last(), "a tensor has at most two dimensions"
        )
    return tuple(power)


def _read_dim(reader: Reader) -> Dim:
    token = reader.token
    if token.kind == "number":
        reader.take()
        return Dim(None, int(float(token.text)))
    if not starts_name(token):
        raise ReadingError(
            "missing-operand", reader.token_or_last(), "a dimension is expected here"
        )
    name = read_new_name(reader)
    offset = 0
    if reader.at("+", "-"):
        sign = -1 if reader.take().text == "-" else 1
        if reader.token.kind != "number":
            raise ReadingError(
                "unsupported", reader.token_or_last(), "a dimension is a symbol plus a whole number"
            )
        offset = sign * int(reader.take().text)
    return Dim(name, offset)


def dim_node(dim: Dim) -> Node:
    """Return the expression that says *dim*."""
    if dim.name is None:
        return Number(str(dim.offset))
    if dim.offset == 0:
        return Name(dim.name)
    number = Number(str(abs(dim.offset)))
    return Add((Name(dim.name), number if dim.offset > 0 else Negative(number)))
