r"""Reading what stands behind ``\in``.

set      := base ['^' (dim | '{' dim ('\times' dim)* '}')]
          | '\Delta' '^' (dim | '{' dim '}')
base     := '\mathbb R' ['_' condition] | '\mathbb N' | interval | '\{' values '\}'
interval := ('(' | '[') end ',' end (')' | ']')
values   := number (',' number)*  |  number ',' '\dots' ',' dim
dim      := number | name [('+' | '-') number]
"""

from dataclasses import replace

from eqproof.diagnostics import ReadingError
from eqproof.latex import commands
from eqproof.latex.grammar import Grammar
from eqproof.latex.names import Names
from eqproof.latex.naming import read_new_name
from eqproof.latex.nodes import Add, Dim, Name, Negative, Node, Number, NumberSet, walk
from eqproof.latex.reader import Reader
from eqproof.latex.symbols import check_digits, starts_name, unknown_symbol
from eqproof.latex.tokens import Token
from eqproof.source import Span

_SETS = r"\mathbb{R} or \mathbb{N}"
_ALPHABETS = (r"\mathbb", r"\mathbf", r"\mathrm")
_CONDITIONS = {">": True, r"\gt": True, r"\ge": False, r"\geq": False, r"\geqslant": False}


def read_set(reader: Reader, grammar: Grammar) -> NumberSet:
    """Read a set. Raises ReadingError with code missing-operand or unsupported."""
    start = reader.position
    if reader.at(r"\Delta"):
        return _read_simplex(reader)
    base = _read_base(reader, grammar)
    reals = base == NumberSet("interval") and reader.tokens[start].text in _ALPHABETS
    power: tuple[Dim, ...] = ()
    if reader.token.kind == "sup":
        reader.take()
        ahead = next(t for t in reader.tokens[reader.position :] if t.kind != "open")
        if reals and ahead.text == "+":
            raise _half_line(ahead)
        power = _read_power(reader)
    if reader.token.kind == "sub" and reals:
        base = _read_condition(reader, grammar)
    if power and base.kind == "range":
        raise ReadingError(
            "unsupported", reader.since(start), "a power of a range cannot be read yet"
        )
    return replace(base, power=power, span=reader.since(start))


def _read_simplex(reader: Reader) -> NumberSet:
    r"""Read the probability simplex: ``\Delta^{K-1}`` has columns of ``K`` entries."""
    start = reader.position
    sign = reader.take()
    help_text = r"write \Delta^{K-1} for probabilities of K classes"
    if reader.token.kind != "sup":
        raise ReadingError(
            "missing-operand", sign.span, "the simplex does not say its dimension", help_text
        )
    reader.take()
    power = _read_power(reader)
    span = reader.since(start)
    if len(power) != 1:
        raise ReadingError("unsupported", span, "a simplex has one dimension", help_text)
    entries = Dim(power[0].name, power[0].offset + 1)
    return NumberSet("simplex", power=(entries,), span=span)


def _read_base(reader: Reader, grammar: Grammar) -> NumberSet:
    token = reader.token
    if token.text in _ALPHABETS:
        reader.take()
        braced = reader.token.kind == "open"
        letter = reader.ahead() if braced else reader.token
        if letter.kind != "letter" or (braced and reader.ahead(2).kind != "close"):
            raise ReadingError("unsupported", letter.span, "this set is not known", _SETS)
        reader.position += 3 if braced else 1
        if letter.text == "N":
            return NumberSet("naturals")
        if letter.text == "R":
            if reader.token.kind == "sub":
                return _read_condition(reader, grammar)
            return NumberSet("interval")
        raise ReadingError(
            "unsupported",
            letter.span,
            f"the set {letter.text} is not known",
            _SETS,
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


def _read_condition(reader: Reader, grammar: Grammar) -> NumberSet:
    r"""Read the condition behind ``\mathbb{R}``: ``_{>0}`` or ``_{\ge 0}``."""
    reader.take()
    braced = reader.token.kind == "open"
    if braced:
        reader.take()
    sign = reader.take()
    if sign.text == "+":
        raise _half_line(sign)
    if not braced or sign.text not in _CONDITIONS:
        raise ReadingError(
            "unsupported", sign.span, "this condition is not known", r"_{>0} or _{\ge 0}"
        )
    bound = grammar.expression(reader)
    reader.expect_close()
    return NumberSet("interval", bound, None, _CONDITIONS[sign.text])


def _half_line(plus: Token) -> ReadingError:
    return ReadingError(
        "ambiguous",
        plus.span,
        "with + it is not said whether 0 belongs to the set",
        r"_{>0} or _{\ge 0}",
    )


def _read_interval(reader: Reader, grammar: Grammar) -> NumberSet:
    opening = reader.take()
    if opening.text == "[" and reader.ahead().text == "]":
        raise ReadingError(
            "ambiguous",
            opening.span.to(reader.ahead().span),
            "this can be the numbers from 1 on, or an interval with one end",
            rf"write \{{1, \dots, {reader.token.text}\}}",
        )
    lower = _read_end(reader, grammar, "-")
    if not reader.at(",", ";"):
        raise ReadingError(
            "missing-operand",
            reader.token_or_last(),
            "an interval has two ends",
            "for example (0, 1)",
        )
    reader.take()
    upper = _read_end(reader, grammar, "+")
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


def _read_end(reader: Reader, grammar: Grammar, infinite: str) -> Node | None:
    """Read an end of an interval; None if it is infinite, which has the sign *infinite*."""
    mark = reader.position
    sign = reader.take().text if reader.at("+", "-") else "+"
    if reader.at(r"\infty"):
        reader.take()
        if sign != infinite:
            raise ReadingError(
                "unsupported", reader.since(mark), "this end is on the wrong side", "(-\\infty, …)"
            )
        return None
    reader.position = mark
    return grammar.expression(reader)


def _read_braces(reader: Reader, grammar: Grammar) -> NumberSet:
    opening = reader.take()
    values = [grammar.expression(reader)]
    upper: Node | None = None
    while upper is None and reader.at(","):
        reader.take()
        if reader.token.kind == "command" and reader.token.text in commands.DOTS:
            dots = reader.take()
            if not reader.at(","):
                raise ReadingError("missing-operand", dots.span, "the dots lead to no last number")
            reader.take()
            mark = reader.position
            dim = read_dim(reader)
            upper = dim_node(dim, reader.since(mark))
        else:
            values.append(grammar.expression(reader))
    reader.expect_bracket(opening)
    if upper is None:
        return NumberSet("finite", values=tuple(values))
    numbers = [int(v.text) for v in values if isinstance(v, Number) and v.text.isdecimal()]
    first = numbers[0] if numbers else 0
    if numbers != list(range(first, first + len(values))):
        raise ReadingError(
            "ambiguous",
            values[0].span.to(values[-1].span),
            "the numbers before the dots do not count up by one from a whole number",
            r"for example \{1, 2, \dots, m\}",
        )
    return NumberSet("range", values[0], upper)


def _read_power(reader: Reader) -> tuple[Dim, ...]:
    start = reader.position
    if reader.token.kind != "open":
        check_digits(reader.token)
        power = [read_dim(reader)]
    else:
        reader.take()
        power = [read_dim(reader)]
        while reader.at(r"\times"):
            reader.take()
            power.append(read_dim(reader))
        if reader.token.kind != "close":
            raise ReadingError(
                "unsupported",
                reader.token.span,
                "a dimension is a whole number, or a symbol plus one",
                r"write \times between rows and columns: \mathbb{R}^{m \times n}"
                if reader.token.text in ("x", ",", ";")
                else r"give a product of dimensions a name of its own, as in \mathbb{R}^{d}",
            )
        reader.take()
    if len(power) > 2:
        raise ReadingError(
            "unsupported", reader.since(start), "a tensor has at most two dimensions"
        )
    if any(dim.name is None and dim.offset < 1 for dim in power):
        raise ReadingError("unsupported", reader.since(start), "a dimension is at least 1")
    return tuple(power)


def check_declared(found: NumberSet, names: Names) -> None:
    """Raise ReadingError where a size or an end of *found* is a name that nothing declares."""
    used = {d.name for d in found.power} | {n.key for n in walk(found) if isinstance(n, Name)}
    for name in sorted(used - {None}, key=str):
        if name is not None and names.canonical(name) != name:
            raise unknown_symbol(names, name, found.span)


def read_dim(reader: Reader) -> Dim:
    """Read a dimension: a whole number, or a name with a whole number added or taken away."""
    token = reader.token
    if reader.at("("):
        opening = reader.take()
        inside = read_dim(reader)
        reader.expect_bracket(opening)
        return inside
    if token.kind == "number":
        reader.take()
        return Dim(None, _whole(token))
    if not starts_name(token):
        raise ReadingError(
            "missing-operand", reader.token_or_last(), "a dimension is expected here"
        )
    name = read_new_name(reader)
    if not reader.at("+", "-"):
        return Dim(name)
    sign = -1 if reader.take().text == "-" else 1
    return Dim(name, sign * _whole(reader.take()))


def _whole(token: Token) -> int:
    if token.kind != "number" or not token.text.isdecimal() or len(token.text) > 9:
        raise ReadingError(
            "unsupported", token.span, "a dimension is a whole number, or a symbol plus one"
        )
    return int(token.text)


def dim_node(dim: Dim, span: Span) -> Node:
    """Return the expression that says *dim*, as if it stood at *span*."""
    if dim.name is None:
        return Number(str(dim.offset), span=span)
    name = Name(dim.name, span=span)
    if dim.offset == 0:
        return name
    number = Number(str(abs(dim.offset)), span=span)
    return Add((name, number if dim.offset > 0 else Negative(number, span=span)), span=span)
