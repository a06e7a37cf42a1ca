r"""Reading what a given block declares.

    declarations := target (',' target)* '\in' set (',' declarations)*
    target       := name | name '=' '(' name ',' … ')' '^\top'
    function     := name '\colon' mapping

A declaration yields symbols for the notation, among them the dimensions that its sets mention.
"""

from dataclasses import dataclass, replace
from typing import Literal

from eqproof.diagnostics import ReadingError
from eqproof.latex.family import DOT, Family
from eqproof.latex.forms import Form, Slot, alike, key_of, named
from eqproof.latex.marks import numbers_entries
from eqproof.latex.names import Names, plain_letters
from eqproof.latex.naming import read_new_name
from eqproof.latex.nodes import (
    ONE,
    SCALAR,
    Constant,
    Name,
    Node,
    Number,
    NumberSet,
    Product,
    Shape,
    Transpose,
    walk,
)
from eqproof.latex.parser import GRAMMAR
from eqproof.latex.power_names import read_new_square
from eqproof.latex.reader import Reader
from eqproof.latex.rows import is_boundary, take_separators
from eqproof.latex.scripts import word_typed
from eqproof.latex.sets import read_set
from eqproof.latex.symbols import script_ahead, starts_name
from eqproof.latex.tokens import Token
from eqproof.notation.components import (
    Components,
    families_of,
    first_within,
    read_components,
    read_entry_letter,
)
from eqproof.notation.mappings import function_of, read_mapping
from eqproof.notation.number_sets import domain_of
from eqproof.notation.numbered import Known, family_key, one_by_one, range_of
from eqproof.notation.symbols import Dimension, Index, Symbol, Variable
from eqproof.source import Span


@dataclass(frozen=True, slots=True)
class Declared:
    """A symbol and the other spellings under which its components may be written.

    *families* are the names under which its rows, columns or entries may be written with a number.
    *forms* are those of a name with brackets. *assumed* are the two sides of an equation that
    belongs to its set.
    """

    symbol: Symbol
    aliases: tuple[str, ...] = ()
    families: tuple[tuple[str, Family], ...] = ()
    forms: tuple[Form, ...] = ()
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
        depth += token.nesting
        if depth == 0 and token.kind == "command" and token.text == r"\sim":
            return True
    return False


def read_declarations(tokens: list[Token], known: Known | None = None) -> list[Declared]:
    """Return what a formula declares, where *known* are the indices. Raises ReadingError."""
    known = known or Known()
    kept = [t for t in tokens if t.kind not in ("tag", "label", "row", "column")]
    reader = Reader(kept, Names())
    declared: list[Declared] = []
    try:
        while reader.token.kind != "finish":
            declared += _read_group(reader, known)
            if not is_boundary(reader.token):
                raise reader.unexpected()
            take_separators(reader)
    except RecursionError:
        raise ReadingError("unsupported", kept[0].span, "this is nested too deeply") from None
    return declared


@dataclass(frozen=True, slots=True)
class _Target:
    """A declared name; *components* are the first and last of those that are written out.

    *numbers* are the indices that a family is numbered by, *signs* the scripts they stand in, or a
    bracket. *letter* is that of the entries of a matrix.
    """

    key: str
    span: Span
    components: Components | None = None
    numbers: tuple[str, ...] = ()
    signs: str = ""
    letter: str = ""


def _read_group(reader: Reader, known: Known) -> list[Declared]:
    targets = [_read_target(reader, known)]
    while reader.at(","):
        reader.take()
        targets.append(_read_target(reader, known))
    if reader.at(r"\colon", ":"):
        return _read_functions(reader, targets)
    if not reader.at(r"\in"):
        word = word_typed(reader)
        if word is not None:
            raise ReadingError(
                "missing-operand",
                reader.token_or_last(),
                f"only {word[0]} is lowered here",
                rf"write _{{\mathrm{{{word}}}}} for a word",
            )
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
    targets = _with_families(targets, known)
    symbols = [_declare(target, number_set, known) for target in targets]
    return [*_dimensions(number_set), *symbols]


def _with_families(targets: list[_Target], known: Known) -> list[_Target]:
    """Return *targets* with one family for names that are all its members."""
    for base, index in one_by_one([target.key for target in targets], known).items():
        members = [target for target in targets if target.key.startswith(f"{base}_")]
        others = [target for target in targets if target not in members]
        targets = [*others, replace(members[0], key=base, numbers=(index,), signs="_")]
    return targets


def _read_target(reader: Reader, known: Known) -> _Target:
    start = reader.position
    if not starts_name(reader.token):
        raise ReadingError("missing-operand", reader.token_or_last(), "a name is expected here")
    key = read_new_square(reader, frozenset(known.indices))
    numbers, signs = _read_numbers(reader, known)
    if reader.at("(") and not numbers:
        numbers, between = _read_applied(reader, known)
        signs = "(" + between
    span = reader.since(start)
    if not reader.at("="):
        return _Target(key, span, None, numbers, signs)
    reader.take()
    letter = read_entry_letter(reader)
    if letter:
        return _Target(key, span, letter=letter)
    return _Target(key, span, read_components(reader, numbers), numbers, signs)


def _read_applied(reader: Reader, known: Known) -> tuple[tuple[str, ...], str]:
    """Read the indices in brackets, and the signs between: ``p(x)`` has a value for every ``x``."""
    opening = reader.take()
    signs = ""
    found: list[str] = []
    while starts_name(reader.token):
        start = reader.position
        found.append(read_new_name(reader))
        range_of(found[-1], known.indices.get(found[-1]), reader.since(start))
        if not reader.at(",", "|", r"\mid", r"\vert"):
            break
        signs += alike(reader.take().text)
    reader.expect_bracket(opening)
    return tuple(found), signs


def _read_numbers(reader: Reader, known: Known) -> tuple[tuple[str, ...], str]:
    """Read the indices by which a family is numbered, and the signs of the scripts they are in."""
    numbers: tuple[str, ...] = ()
    signs = ""
    while reader.token.kind in ("sub", "sup"):
        script = script_ahead(reader)
        if script is None or not numbers_entries(script, known.indices.keys()):
            break
        inside = tuple(t.text for t in script.tokens if t.text in script.letters)
        above = script.text.startswith("^")
        numbers = (*inside, *numbers) if above else (*numbers, *inside)
        signs += script.text[0]
        reader.position = script.end
    return numbers, signs


def _read_functions(reader: Reader, targets: list[_Target]) -> list[Declared]:
    reader.take()
    arguments, value = read_mapping(reader)
    table = _table(arguments, value, targets)
    if table is not None:
        return table
    functions = [replace(function_of(t.key, arguments, value), span=t.span) for t in targets]
    dimensions = [d for number_set in (*arguments, value) for d in _dimensions(number_set)]
    return [*dimensions, *map(Declared, functions)]


def _table(
    arguments: list[NumberSet], value: NumberSet, targets: list[_Target]
) -> list[Declared] | None:
    r"""Return the columns that functions of ``\{1, \dots, n\}`` are; None for other functions."""
    if len(arguments) != 1 or arguments[0].kind != "range" or value.power:
        return None
    (numbers,) = arguments
    lower, upper = numbers.lower or Number("1"), numbers.upper or Number("0")
    first, count = range_of("", Index("", lower, upper), numbers.span)
    columns = [
        Declared(Variable(form.key, (count, ONE), domain_of(value), first, t.span), forms=(form,))
        for t in targets
        for form in (_table_form(t.key, ("1",)),)
    ]
    return [*_dimensions(numbers), *columns]


def _table_form(base: str, places: tuple[str, ...], signs: str = "", apart: bool = False) -> Form:
    """Return how the entries of a table are written; *apart* if the *places* tell it from others.

    Its name shows no bars unless they do, too.
    """
    slots = tuple(Slot("free", place) for place in places)
    own = named(slots) if apart else slots
    shown = tuple(signs) if apart else (",",) * (len(places) - 1)
    return Form(base, key_of(base, own, shown, ""), own, tensor=True, signs=tuple(signs))


def _dimensions(number_set: NumberSet) -> list[Declared]:
    names = [d.name for d in number_set.power if d.name is not None]
    if number_set.kind == "range" and number_set.upper is not None:
        names += [n.key for n in walk(number_set.upper) if isinstance(n, Name)]
    return [Declared(Dimension(name, number_set.span)) for name in dict.fromkeys(names)]


def _declare(target: _Target, number_set: NumberSet, known: Known) -> Declared:
    if target.numbers:
        return _declare_family(target, number_set, known)
    if number_set.kind == "range" and number_set.lower is not None and number_set.upper is not None:
        return Declared(Index(target.key, number_set.lower, number_set.upper, target.span))
    if number_set.kind == "naturals" and not number_set.power:
        return Declared(Dimension(target.key, target.span))
    shape: Shape = SCALAR
    if number_set.power:
        shape = (number_set.power[0], number_set.power[1] if len(number_set.power) > 1 else ONE)
    if target.letter and ONE in shape:
        raise ReadingError(
            "shape-mismatch",
            target.span,
            f"{target.key} is no matrix, and its entries have two places",
        )
    first = 1
    families: tuple[tuple[str, Family], ...] = ()
    if target.components is not None:
        first = target.components.first.number.offset
        families = families_of(target.key, target.components, shape, target.span)
    variable = Variable(target.key, shape, domain_of(number_set), first, target.span)
    assumed = None
    if number_set.kind == "simplex":
        ones = Transpose(Constant("ones", shape, span=target.span), span=target.span)
        name = Name(target.key, span=target.span)
        one = Number("1", span=number_set.span)
        assumed = (Product(ones, name, span=target.span), one)
    aliases = _aliases(target, shape)
    forms: tuple[Form, ...] = ()
    if number_set.kind == "simplex":
        # of a distribution p, the probability of an outcome is often written p(x)
        forms = (Form(target.key, target.key, (Slot("free", "1"),), tensor=True),)
    return Declared(variable, aliases, families, forms, assumed)


def _declare_family(target: _Target, number_set: NumberSet, known: Known) -> Declared:
    r"""Declare what is numbered by indices: ``x^{(i)} \in \mathbb{R}^{d}`` are rows of a matrix."""
    if _is_one_thing(number_set):
        return _declare(replace(target, key=_spelled(target), numbers=()), number_set, known)
    ranges = [range_of(key, known.indices[key], target.span) for key in target.numbers]
    first = ranges[0][0]
    shape = (*number_set.power, ONE)[:2] if number_set.power else SCALAR
    if shape == SCALAR:
        whole = (ranges[0][1], ranges[1][1] if len(ranges) > 1 else ONE)
        kind: Literal["entry", "row", "member"] = "entry"
    else:
        whole = (ranges[0][1], shape[1] if shape[0] == ONE else shape[0])
        kind = "row" if shape[0] == ONE else "member"
    alike = all(numbered_from == first for numbered_from, _ in ranges)
    if len(ranges) > 2 or not alike or (kind != "entry" and len(ranges) > 1):
        raise ReadingError(
            "unsupported",
            target.span,
            "what is numbered here would have too many dimensions, or two numberings",
            "number columns by one index, and numbers by one or two that count from the same",
        )
    if number_set.kind in ("naturals", "simplex"):
        raise ReadingError("unsupported", target.span, "this set cannot be that of a family yet")
    taken = known.taken | ({target.key} if kind != "entry" else set())
    if target.signs.startswith("("):
        apart = target.key in known.told_apart
        form = _table_form(target.key, target.numbers, target.signs[1:], apart)
        if kind != "entry":
            raise ReadingError("unsupported", target.span, "only numbers can be declared so")
        table = Variable(form.key, whole, domain_of(number_set), first, target.span)
        return Declared(table, forms=(form,))
    key = family_key(target.key, target.signs, taken)
    within = 1 if kind != "entry" and first != 1 else None
    if target.components is not None:
        within = first_within(target.components, _spelled(target), shape)
    families: tuple[tuple[str, Family], ...] = ()
    if DOT in key:
        sign = "^" if "^" in target.signs else "_"
        families = ((target.key + sign, Family(key, kind)),)
    variable = Variable(key, whole, domain_of(number_set), first, target.span, within)
    return Declared(variable, plain_letters(key) if not families else (), families)


def _is_one_thing(number_set: NumberSet) -> bool:
    r"""Whether the number is a part of the name, which stands for any one of several things.

    So it is for matrices, which are no rows of a tensor.
    """
    return len(number_set.power) == 2 and ONE not in number_set.power


def _spelled(target: _Target) -> str:
    inside = ",".join(target.numbers)
    return f"{target.key}_{{{inside}}}" if target.signs == "_" else f"{target.key}^{{({inside})}}"


def _aliases(target: _Target, shape: Shape) -> tuple[str, ...]:
    if shape == SCALAR:
        return ()
    letters = {*plain_letters(target.key), *([target.letter] if target.letter else [])}
    if target.components is not None and ONE in shape and target.components.first.sign == "_":
        letters.add(target.components.first.letter)
    return tuple(sorted(letters - {target.key}))


def symbol_in(key: str, number_set: NumberSet) -> Symbol:
    """Return what *key* is that lies in *number_set*."""
    return _declare(_Target(key, number_set.span), number_set, Known()).symbol
