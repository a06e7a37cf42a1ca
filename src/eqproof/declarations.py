r"""Reading what a given block declares.

    declarations := target (',' target)* '\in' set (',' declarations)*
    target       := name | name '=' '(' name ',' … ')' '^\top'
    function     := name '\colon' mapping

A declaration yields symbols for the notation, among them the dimensions that its sets mention.
"""

from dataclasses import dataclass, replace
from fractions import Fraction as Rational

from eqproof.diagnostics import ReadingError
from eqproof.latex import commands
from eqproof.latex.lexer import Token
from eqproof.latex.names import Names
from eqproof.latex.naming import read_new_word
from eqproof.latex.nodes import (
    ONE,
    SCALAR,
    Add,
    Constant,
    Dim,
    Fraction,
    Name,
    Negative,
    Node,
    Number,
    NumberSet,
    Product,
    Shape,
    Transpose,
    walk,
)
from eqproof.latex.parser import GRAMMAR
from eqproof.latex.reader import Reader
from eqproof.latex.rows import is_boundary
from eqproof.latex.scripts import take_transpose
from eqproof.latex.sets import read_dim, read_set
from eqproof.latex.symbols import check_digits, read_letter, starts_name
from eqproof.mappings import function_of, read_mapping
from eqproof.notation import (
    Dimension,
    Domain,
    Finite,
    Index,
    Interval,
    Natural,
    Symbol,
    Variable,
)
from eqproof.source import Span


@dataclass(frozen=True, slots=True)
class Declared:
    """A symbol and the other spellings under which its components may be written.

    *assumed* are the two sides of an equation that belongs to its set.
    """

    symbol: Symbol
    aliases: tuple[str, ...] = ()
    assumed: tuple[Node, Node] | None = None


def is_declaration(tokens: list[Token]) -> bool:
    r"""Whether a formula of a given block declares: ``\in``, ``\sim``, ``\colon``, no ``:=``."""
    texts = {t.text for t in tokens if t.kind in ("command", "symbol")}
    function = r"\colon" in texts or {":", r"\to"} <= texts
    return (r"\in" in texts or function or says_law(tokens)) and not texts & {":=", r"\coloneqq"}


def says_law(tokens: list[Token]) -> bool:
    r"""Whether ``\sim`` is a relation of this formula, not of what stands below a sign in it."""
    depth = 0
    for token in tokens:
        depth += token.kind == "open" or token.text in commands.OPENERS
        depth -= token.kind == "close" or token.text in commands.CLOSERS
        if depth == 0 and token.kind == "command" and token.text == r"\sim":
            return True
    return False


def read_declarations(tokens: list[Token]) -> list[Declared]:
    """Return what a formula declares. Raises ReadingError."""
    kept = [t for t in tokens if t.kind not in ("tag", "label", "row", "column")]
    reader = Reader(kept, Names())
    declared: list[Declared] = []
    try:
        while reader.token.kind != "finish":
            declared += _read_group(reader)
            if not is_boundary(reader.token):
                raise reader.unexpected()
            _skip_separators(reader)
    except RecursionError:
        raise ReadingError("unsupported", kept[0].span, "this is nested too deeply") from None
    return declared


def _skip_separators(reader: Reader) -> None:
    while reader.token.kind != "finish" and is_boundary(reader.token):
        reader.take()


@dataclass(frozen=True, slots=True)
class _Target:
    """A declared name; *components* are the first and last of those that are written out."""

    key: str
    span: Span
    components: tuple["_Component", "_Component"] | None = None


@dataclass(frozen=True, slots=True)
class _Component:
    """A component as it is written in a declaration: ``w_0`` is the letter w and the number 0."""

    letter: str
    number: Dim


def _read_group(reader: Reader) -> list[Declared]:
    targets = [_read_target(reader)]
    while reader.at(","):
        reader.take()
        targets.append(_read_target(reader))
    if reader.at(r"\colon", ":"):
        return _read_functions(reader, targets)
    if not reader.at(r"\in"):
        raise ReadingError(
            "missing-operand",
            reader.token_or_last(),
            "a declaration says in which set a name lies",
            "put a condition into a formula of its own"
            if reader.at_relation()
            else rf"write ${targets[-1].key} \in \mathbb{{R}}$",
        )
    reader.take()
    number_set = read_set(reader, GRAMMAR)
    symbols = [_declare(target, number_set) for target in targets]
    return [*_dimensions(number_set), *symbols]


def _read_target(reader: Reader) -> _Target:
    start = reader.position
    if not starts_name(reader.token):
        raise ReadingError("missing-operand", reader.token_or_last(), "a name is expected here")
    key = read_new_word(reader)
    span = reader.since(start)
    if not reader.at("="):
        return _Target(key, span)
    reader.take()
    return _Target(key, span, _read_components(reader))


def _read_components(reader: Reader) -> tuple[_Component, _Component]:
    r"""Read ``(w_0, w_1, \dots, w_k)^\top``: numbers that count up by one, dots before the last."""
    start = reader.position
    if not reader.at("("):
        raise ReadingError(
            "unsupported",
            reader.token_or_last(),
            "the components of a name stand in brackets",
            r"for example (w_0, w_1, \dots, w_k)^\top",
        )
    opening = reader.take()
    components = [_read_component(reader)]
    dotted = False
    while reader.at(",") and not dotted:
        reader.take()
        if reader.token.kind == "command" and reader.token.text in commands.DOTS:
            dots = reader.take()
            if not reader.at(","):
                raise ReadingError(
                    "missing-operand", dots.span, "the dots lead to no last component"
                )
            reader.take()
            dotted = True
        components.append(_read_component(reader))
    reader.expect_bracket(opening)
    span = reader.since(start)
    column = reader.token.kind == "sup"
    if column:
        sign = reader.take()
        if not take_transpose(reader):
            raise ReadingError("unsupported", sign.span, r"only ^\top can stand behind components")
    counted = components[:-1] if dotted else components
    first = components[0].number
    expected = [Dim(None, first.offset + place) for place in range(len(counted))]
    letters = {component.letter for component in components}
    if len(letters) > 1 or first.name is not None or [c.number for c in counted] != expected:
        raise ReadingError(
            "unsupported",
            span,
            "the components are one letter with numbers that count up by one",
            r"for example (w_0, w_1, \dots, w_k)^\top",
        )
    if not column:
        raise ReadingError(
            "shape-mismatch",
            span,
            "components side by side are a row, and a vector is a column",
            r"write ^\top behind the bracket",
        )
    return components[0], components[-1]


def _read_component(reader: Reader) -> _Component:
    start = reader.position
    if not starts_name(reader.token):
        raise ReadingError(
            "missing-operand", reader.token_or_last(), "a component is expected here"
        )
    letter = read_letter(reader)
    if reader.token.kind != "sub":
        raise ReadingError("missing-operand", reader.since(start), "a component carries its number")
    reader.take()
    braced = reader.at_brace()
    if braced:
        reader.take()
    else:
        check_digits(reader.token)
    number = read_dim(reader)
    if braced:
        reader.expect_close()
    return _Component(letter, number)


def _read_functions(reader: Reader, targets: list[_Target]) -> list[Declared]:
    reader.take()
    arguments, value = read_mapping(reader)
    functions = [replace(function_of(t.key, arguments, value), span=t.span) for t in targets]
    dimensions = [d for number_set in (*arguments, value) for d in _dimensions(number_set)]
    return [*dimensions, *map(Declared, functions)]


def _dimensions(number_set: NumberSet) -> list[Declared]:
    names = [d.name for d in number_set.power if d.name is not None]
    if number_set.kind == "range" and number_set.upper is not None:
        names += [n.key for n in walk(number_set.upper) if isinstance(n, Name)]
    return [Declared(Dimension(name, number_set.span)) for name in dict.fromkeys(names)]


def _declare(target: _Target, number_set: NumberSet) -> Declared:
    if number_set.kind == "range" and number_set.lower is not None and number_set.upper is not None:
        return Declared(Index(target.key, number_set.lower, number_set.upper, target.span))
    if number_set.kind == "naturals" and not number_set.power:
        return Declared(Dimension(target.key, target.span))
    shape: Shape = SCALAR
    if number_set.power:
        shape = (number_set.power[0], number_set.power[1] if len(number_set.power) > 1 else ONE)
    first = 1
    if target.components is not None:
        first = target.components[0].number.offset
        _check_count(target, first, target.components[1].number, shape)
    variable = Variable(target.key, shape, _domain(number_set), first, target.span)
    assumed = None
    if number_set.kind == "simplex":
        ones = Transpose(Constant("ones", shape, span=target.span), span=target.span)
        name = Name(target.key, span=target.span)
        one = Number("1", span=number_set.span)
        assumed = (Product(ones, name, span=target.span), one)
    return Declared(variable, _aliases(target, shape), assumed)


def _check_count(target: _Target, first: int, last: Dim, shape: Shape) -> None:
    count = Dim(last.name, last.offset - first + 1)
    if shape != (count, ONE):
        raise ReadingError(
            "shape-mismatch",
            target.span,
            f"{target.key} has {count} components, the set says {shape[0]}",
            rf"write \mathbb{{R}}^{{{count}}}",
        )


def _aliases(target: _Target, shape: Shape) -> tuple[str, ...]:
    if shape == SCALAR:
        return ()
    letters = set(component_aliases(target.key))
    if target.components is not None:
        letters.add(target.components[0].letter)
    return tuple(sorted(letters - {target.key}))


def component_aliases(key: str) -> tuple[str, ...]:
    r"""Return the letter of the components of a bold name: ``w`` for ``\mathbf{w}``."""
    plain = key
    for alphabet in (r"\mathbf", r"\boldsymbol"):
        start = plain.find(alphabet + "{")
        if start >= 0:
            end = plain.index("}", start)
            inner = plain[start + len(alphabet) + 1 : end]
            plain = plain[:start] + inner + plain[end + 1 :]
    return (plain,) if plain != key else ()


def _domain(number_set: NumberSet) -> Domain:
    if number_set.kind == "naturals":
        return Natural()
    if number_set.kind == "simplex":
        return Interval(Rational(0), Rational(1), False, False)
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
        case Product(left, right, "" | "*" | r"\cdot" | r"\times"):
            return _rational(left) * _rational(right)
        case Fraction(numerator, denominator) if _rational(denominator):
            return _rational(numerator) / _rational(denominator)
        case _:
            raise ReadingError("unsupported", node.span, "the ends of a set are rational numbers")


def symbol_in(key: str, number_set: NumberSet) -> Symbol:
    """Return what *key* is that lies in *number_set*."""
    return _declare(_Target(key, number_set.span), number_set).symbol
