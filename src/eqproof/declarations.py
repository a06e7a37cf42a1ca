r"""Reading what a given block declares.

    declarations := target (',' target)* '\in' set (',' declarations)*
    target       := name | name '=' '(' name ',' … ')' ['^\top']
    function     := name '\colon' set '\to' set

A declaration yields symbols for the notation, among them the dimensions that its sets mention.
"""

from dataclasses import dataclass
from fractions import Fraction as Rational

from eqproof.diagnostics import ReadingError
from eqproof.latex import commands
from eqproof.latex.lexer import Token
from eqproof.latex.names import Names
from eqproof.latex.nodes import (
    ONE,
    SCALAR,
    Add,
    Dim,
    Fraction,
    Negative,
    Node,
    Number,
    NumberSet,
    Product,
    Shape,
)
from eqproof.latex.parser import GRAMMAR
from eqproof.latex.reader import Reader
from eqproof.latex.sets import read_set
from eqproof.latex.symbols import read_new_name, starts_name
from eqproof.notation import (
    Dimension,
    Domain,
    Finite,
    Function,
    Index,
    Interval,
    Natural,
    Symbol,
    Variable,
)
from eqproof.source import Span


@dataclass(frozen=True, slots=True)
class Declared:
    """A symbol and the other spellings under which its components may be written."""

    symbol: Symbol
    aliases: tuple[str, ...] = ()


def is_declaration(tokens: list[Token]) -> bool:
    r"""Whether a formula of a given block declares: it says ``\in`` or ``\colon``, and defines nothing."""
    texts = {t.text for t in tokens if t.kind in ("command", "symbol")}
    return bool(texts & {r"\in", r"\colon"}) and not texts & {":=", r"\coloneqq"}


def read_declarations(tokens: list[Token]) -> list[Declared]:
    """Return what a formula declares. Raises ReadingError."""
    reader = Reader([t for t in tokens if t.kind not in ("tag", "label", "text")], Names())
    declared: list[Declared] = []
    while reader.token.kind != "finish":
        declared += _read_group(reader)
        while reader.at(",", ";", ".") or reader.token.text in commands.CONNECTIVES:
            reader.take()
    return declared


@dataclass(frozen=True, slots=True)
class _Target:
    key: str
    span: Span
    letter: str | None = None
    first: int | None = None
    last: Dim | None = None


def _read_group(reader: Reader) -> list[Declared]:
    targets = [_read_target(reader)]
    while reader.at(","):
        reader.take()
        targets.append(_read_target(reader))
    if reader.at(r"\colon", ":"):
        return [_read_function(reader, target) for target in targets]
    if not reader.at(r"\in"):
        raise ReadingError(
            "missing-operand",
            reader.token_or_last(),
            "a declaration says in which set a name lies",
            rf"write ${targets[-1].key} \in \mathbb{{R}}$",
        )
    reader.take()
    number_set = read_set(reader, GRAMMAR)
    symbols = [_declare(target, number_set) for target in targets]
    return [*_dimensions(number_set), *symbols]


def _read_target(reader: Reader) -> _Target:
    start = reader.position
    if not starts_name(reader.token):
        raise ReadingError("missing-operand", reader.token_or_last(), "a name is expected here")
    key = read_new_name(reader)
    span = reader.since(start)
    if not reader.at("="):
        return _Target(key, span)
    reader.take()
    if not reader.at("(", "["):
        raise ReadingError(
            "unsupported",
            reader.token_or_last(),
            "the components of a name stand in brackets",
            r"for example (w_0, w_1, \dots, w_k)^\top",
        )
    opening = reader.take()
    letters: set[str] = set()
    ends: list[Dim] = []
    while not reader.at(")", "]"):
        if reader.token.text in commands.DOTS:
            reader.take()
        else:
            letter, end = _read_component(reader)
            letters.add(letter)
            ends.append(end)
        if reader.at(","):
            reader.take()
        elif not reader.at(")", "]"):
            reader.expect_bracket(opening)
    reader.take()
    while reader.token.kind == "sup" or reader.at(r"\top", "T", r"\intercal"):
        reader.take()
    if reader.token.kind == "letter" and reader.token.text == "T":
        reader.take()
    if len(letters) != 1 or ends[0].name is not None:
        raise ReadingError(
            "unsupported", span, "the components are one letter with numbers that count up"
        )
    return _Target(key, span, letters.pop(), ends[0].offset, ends[-1])


def _read_component(reader: Reader) -> tuple[str, Dim]:
    start = reader.position
    key = read_new_name(reader)
    letter, _, script = key.partition("_")
    number, _, offset = script.strip("{}").partition("+")
    if not number:
        raise ReadingError("missing-operand", reader.since(start), "a component carries its number")
    if number.isdigit():
        return letter, Dim(None, int(number))
    if "-" in number:
        name, _, less = number.partition("-")
        return letter, Dim(name, -int(less))
    return letter, Dim(number, int(offset or "0"))


def _read_function(reader: Reader, target: _Target) -> Declared:
    reader.take()
    arguments = read_set(reader, GRAMMAR)
    if not reader.at(r"\to", r"\rightarrow"):
        raise ReadingError(
            "missing-operand", reader.token_or_last(), "a function leads to a set", r"\to \mathbb{R}"
        )
    reader.take()
    values = read_set(reader, GRAMMAR)
    for number_set in (arguments, values):
        if number_set != NumberSet("interval"):
            raise ReadingError(
                "unsupported", number_set.span, r"a function leads from \mathbb{R} to \mathbb{R} here"
            )
    return Declared(Function(target.key, ("t",), None, target.span))


def _dimensions(number_set: NumberSet) -> list[Declared]:
    names = [d.name for d in number_set.power if d.name is not None]
    if number_set.kind == "range" and number_set.upper is not None:
        names += [name for name in _names(number_set.upper) if name not in names]
    return [Declared(Dimension(name, number_set.span)) for name in dict.fromkeys(names)]


def _names(node: Node) -> list[str]:
    from eqproof.latex.nodes import Name, walk

    return [n.key for n in walk(node) if isinstance(n, Name)]


def _declare(target: _Target, number_set: NumberSet) -> Declared:
    if number_set.kind == "range" and number_set.lower is not None and number_set.upper is not None:
        return Declared(Index(target.key, number_set.lower, number_set.upper, target.span))
    if number_set.kind == "naturals" and not number_set.power:
        return Declared(Dimension(target.key, target.span))
    shape: Shape = SCALAR
    if number_set.power:
        shape = (number_set.power[0], number_set.power[1] if len(number_set.power) > 1 else ONE)
    first = 1 if target.first is None else target.first
    if target.last is not None:
        _check_count(target, first, shape)
    variable = Variable(target.key, shape, _domain(number_set), first, target.span)
    return Declared(variable, _aliases(target, shape))


def _check_count(target: _Target, first: int, shape: Shape) -> None:
    last = target.last
    assert last is not None
    count = Dim(last.name, last.offset - first + 1)
    if shape != (count, ONE):
        raise ReadingError(
            "shape-mismatch",
            target.span,
            f"{target.key} has {count} components, the set says {shape[0]}",
        )


def _aliases(target: _Target, shape: Shape) -> tuple[str, ...]:
    if shape == SCALAR:
        return ()
    plain = target.key
    for alphabet in (r"\mathbf", r"\boldsymbol"):
        start = plain.find(alphabet + "{")
        if start >= 0:
            end = plain.index("}", start)
            inner = plain[start + len(alphabet) + 1 : end]
            plain = plain[:start] + inner + plain[end + 1 :]
    spellings = {plain} - {target.key}
    if target.letter is not None:
        spellings.add(target.letter)
    return tuple(sorted(spellings - {target.key}))


def component_aliases(key: str) -> tuple[str, ...]:
    """Return the other spellings under which the components of the tensor *key* may be written."""
    return _aliases(_Target(key, Span(0, 0)), (Dim("n"), ONE))


def _domain(number_set: NumberSet) -> Domain:
    if number_set.kind == "naturals":
        return Natural()
    if number_set.kind == "finite":
        return Finite(tuple(sorted({_rational(v) for v in number_set.values})))
    lower = None if number_set.lower is None else _rational(number_set.lower)
    upper = None if number_set.upper is None else _rational(number_set.upper)
    if lower is not None and upper is not None:
        pointless = number_set.lower_open or number_set.upper_open
        if lower > upper or (lower == upper and pointless):
            raise ReadingError("unsatisfiable-hypothesis", number_set.span, "this set is empty")
    return Interval(lower, upper, number_set.lower_open, number_set.upper_open)


def _rational(node: Node) -> Rational:
    """Return the number that a numeral, a sum, a product or a fraction of numerals stands for."""
    match node:
        case Number(text):
            return Rational(text)
        case Negative(operand):
            return -_rational(operand)
        case Add(terms):
            return sum((_rational(t) for t in terms), Rational(0))
        case Product(left, right):
            return _rational(left) * _rational(right)
        case Fraction(numerator, denominator) if _rational(denominator):
            return _rational(numerator) / _rational(denominator)
        case _:
            raise ReadingError("unsupported", node.span, "the ends of a set are rational numbers")
