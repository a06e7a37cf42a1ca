r"""Reading functions in a form of their own, and what stands in the brackets of any function.

application := base ['_' index] '(' argument (separator argument)* ')' ['_' index]
argument    := [name '='] expression
"""

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import count

from eqproof.diagnostics import ReadingError
from eqproof.latex import commands
from eqproof.latex.dots import Gap, close_list
from eqproof.latex.forms import Form, alike, letter_of
from eqproof.latex.grammar import Grammar
from eqproof.latex.names import Names
from eqproof.latex.naming import read_new_name
from eqproof.latex.nodes import (
    Branch,
    Call,
    Cases,
    Comparison,
    Component,
    Name,
    Node,
    Number,
    Slice,
    Stack,
    walk,
)
from eqproof.latex.reader import Reader
from eqproof.latex.scripts import read_indices
from eqproof.latex.symbols import read_letter, starts_name, unknown_symbol
from eqproof.source import Span

SEPARATORS = (",", ";", r"\mid", "|", r"\vert", r"\|", r"\Vert")
_ENDS = (*SEPARATORS, ")", "]")


@dataclass(frozen=True, slots=True)
class Argument:
    """What stands at one place in brackets; *name* is the letter before ``=``, if there is one.

    *scripted* says that this letter has a script, *sign* parts the place from the one before.
    """

    value: Node
    name: str | None = None
    scripted: bool = False
    sign: str = ""


def read_application(reader: Reader, grammar: Grammar, base: str, start: int) -> Node | None:
    """Read what is written with *base* in one of its forms; None, unmoved, if nothing is."""
    forms = reader.names.forms.get(base, ())
    mark = reader.position
    index: Node | None = None
    if reader.token.kind == "sub" and any(form.indexed or form.entries for form in forms):
        reader.take()
        indices = read_indices(reader, grammar, Name(base))
        index = indices[0] if len(indices) == 1 else None
    if not reader.at("(", "[") or (index is not None and not any(f.indexed for f in forms)):
        alone = _alone(forms, index, reader, reader.since(start))
        if alone is None:
            reader.position = mark
        return alone
    arguments = read_arguments(reader, grammar, [base, *(form.key for form in forms)])
    span = reader.since(start)
    behind = any(form.entries for form in forms) and reader.token.kind == "sub"
    for form in sorted(forms, key=lambda f: -sum(slot.kind != "free" for slot in f.slots)):
        if form.indexed == (index is not None) and (behind or not form.entries):
            found = _fitting(form, arguments, reader)
            if found is None:
                continue
            given = ([] if index is None else [index]) + found
            if form.entries:
                reader.take()
                given += read_indices(reader, grammar, Name(base))
                span = reader.since(start)
            values = with_ornaments(reader.names, form.key, given)
            if form.tensor:
                return Component(Name(form.key, span=span), values, span=span)
            return Call(form.key, values, span=span)
    for form in forms if index is None and not behind else ():
        found = _fitting(form, arguments, reader) if form.entries and not form.indexed else None
        if found is not None:
            whole = _whole(form, with_ornaments(reader.names, form.key, found), reader.names, span)
            if whole is not None:
                return whole
    cases = None if index is not None else _cases(forms, arguments, reader, span)
    told_apart = [form for form in forms if form.named and len(form.slots) == len(arguments)]
    if cases is None and index is None and told_apart:
        raise ReadingError(
            "ambiguous",
            span,
            f"{base} has several meanings, which only the names in the brackets tell apart",
            f"write one of them as it stands there: {', '.join(f.shown() for f in told_apart)}",
        )
    if cases is None and not forms[0].tensor and base not in reader.names.functions:
        raise ReadingError(
            "unsupported",
            span,
            f"{base} is not defined for what stands here",
            f"define it, or write it as it was defined: {forms[0].shown()}",
        )
    if cases is None:
        reader.position = mark
    return cases


def read_arguments(reader: Reader, grammar: Grammar, keys: Sequence[str]) -> list[Argument]:
    """Read what stands in the brackets of one of the functions *keys*."""
    opening = reader.take()
    outer, reader.subscript = reader.subscript, False
    names = reader.names
    known = [*map(names.unused.get, keys), *map(names.pending.get, keys)]
    ornaments = {name for found in known if found for name in found} - {""}
    arguments = [_read_argument(reader, grammar, ornaments)]
    gap: Gap | None = None
    while reader.at(*SEPARATORS):
        sign = alike(reader.take().text)
        if reader.token.kind == "command" and reader.token.text in commands.DOTS and gap is None:
            gap = Gap(len(arguments), "", reader.take())
            continue
        argument = _read_argument(reader, grammar, ornaments)
        arguments.append(replace(argument, sign=sign))
    reader.subscript = outer
    reader.expect_bracket(opening)
    return arguments if gap is None else [_column(arguments, gap)]


def _column(arguments: Sequence[Argument], gap: Gap) -> Argument:
    r"""Return ``x_1, \dots, x_n`` in brackets as the one column that has these entries."""
    span = arguments[0].value.span.to(arguments[-1].value.span)
    if gap.position == len(arguments):
        raise ReadingError("missing-operand", gap.dots.span, "the dots lead to no last entry")
    items = close_list([argument.value for argument in arguments], gap, False, span)
    if len(items) > 1 or any(argument.name is not None for argument in arguments):
        raise ReadingError(
            "unsupported", span, "dots in brackets go through all entries of one column"
        )
    return Argument(items[0])


def plain_arguments(
    arguments: Sequence[Argument], parameters: Sequence[str], span: Span
) -> tuple[Node, ...]:
    """Return the values for a function with *parameters*; names before ``=`` must be theirs."""
    for argument, parameter in zip(arguments, parameters, strict=False):
        if argument.name is not None and argument.name != letter_of(parameter):
            raise ReadingError(
                "ambiguous",
                span,
                f"{argument.name} = … stands where {parameter} was declared",
                "leave the name out, or use the one of the definition",
            )
    return tuple(argument.value for argument in arguments)


def with_ornaments(names: Names, key: str, given: Sequence[Node]) -> tuple[Node, ...]:
    """Return the arguments of a function with 0 for names on which nothing depends.

    Such a name stands only in the place that it has in the definition. As long as that is not made,
    it stays.
    """
    unused, pending = names.unused.get(key, ()), names.pending.get(key, ())
    values: list[Node] = []
    for place, value in enumerate(given):
        if not isinstance(value, Name) or names.canonical(value.key) is not None:
            values.append(value)
        elif value.key in unused[place : place + 1]:
            values.append(Number("0", span=value.span))
        elif value.key in pending[place : place + 1]:
            values.append(value)
        else:
            raise unknown_symbol(names, value.key, value.span)
    return tuple(values)


def _read_argument(reader: Reader, grammar: Grammar, ornaments: Collection[str]) -> Argument:
    start = reader.position
    if ornaments and starts_name(reader.token):
        name = ""
        with suppress(ReadingError):  # what is no name here is no ornament
            name = read_new_name(reader)
        if name in ornaments and _says_nothing_else(name, reader.names) and reader.at(*_ENDS):
            return Argument(Name(name, span=reader.since(start)))
        reader.position = start
    return _read_plain_argument(reader, grammar)


def _says_nothing_else(name: str, names: Names) -> bool:
    r"""Whether *name* is unknown, or another name for what only a longer expression says.

    With the columns in ``X = (x_1, \dots, x_n)`` a function that is defined by them has its value
    at ``X``, and at no other matrix.
    """
    return name in names.synonyms or not names.knows(name)


def _read_plain_argument(reader: Reader, grammar: Grammar) -> Argument:
    name: str | None = None
    scripted = False
    if _is_named(reader) and starts_name(reader.token):
        name = read_letter(reader)
        scripted = not reader.at("=")
        while not reader.at("="):
            reader.take()
        reader.take()
    return Argument(grammar.expression(reader), name, scripted)


def _is_named(reader: Reader) -> bool:
    """Whether ``=`` stands in this place of the brackets."""
    depth = 0
    for token in reader.tokens[reader.position :]:
        depth += token.nesting
        if depth < 0 or (depth == 0 and token.text in SEPARATORS) or token.kind == "finish":
            return False
        if depth == 0 and token.text == "=":
            return True
    return False


def _whole(form: Form, given: Sequence[Node], names: Names, span: Span) -> Node | None:
    r"""Return all entries of a function by its entries, ``s(x)``; None if they are not known."""
    lower, upper = names.indices.get(form.parameters[-1], (None, None))
    if not isinstance(lower, Number) or upper is None:
        return None
    inside = {n.key for value in given for n in walk(value) if isinstance(n, Name)}
    inside |= {n.index for value in given for n in walk(value) if isinstance(n, Stack)}
    index = next(name for name in map(r"\iota_{{{}}}".format, count(3)) if name not in inside)
    body = Call(form.key, (*given, Name(index, span=span)), span=span)
    return Stack(index, lower, upper, body, False, span=span)


def _alone(forms: Sequence[Form], index: Node | None, reader: Reader, span: Span) -> Node | None:
    """Return the value of a function without brackets, at the names that are its parameters."""
    found: list[Node] = []
    for form in forms:
        if any(slot.kind == "named" and slot.name not in form.parameters for slot in form.slots):
            # P(y = k) has the class k in the place of y, which nothing says without its brackets
            continue
        if form.tensor and form.key != form.base and index is None:
            found.append(Name(form.key, span=span))
        own = form.parameters[1:] if form.indexed else form.parameters
        own = own[:-1] if form.entries else own
        known = all(reader.names.canonical(p) == p for p in own)
        if known and form.entries and not form.indexed:
            names = tuple(Name(p, span=span) for p in own)
            # a quantity of the same name is that quantity
            free = index is None and form.base not in reader.names.quantities
            whole = _whole(form, names, reader.names, span) if free else None
            entry = None if index is None else Call(form.key, (*names, index), span=span)
            found += [node for node in (whole, entry) if node is not None]
        if form.indexed == (index is not None) and known and not (form.entries or form.tensor):
            names = tuple(Name(p, span=span) for p in own)
            found.append(Call(form.key, names if index is None else (index, *names), span=span))
    if len(found) > 1:
        raise ReadingError(
            "ambiguous",
            span,
            f"{forms[0].base} alone can be each of {len(found)} things here",
            f"write one of them with its brackets: {', '.join(form.shown() for form in forms)}",
        )
    return found[0] if found else None


def _fitting(form: Form, arguments: Sequence[Argument], reader: Reader) -> list[Node] | None:
    """Return the parameters that *arguments* give to *form*, or None if they do not fit it."""
    if len(arguments) != len(form.slots):
        return None
    if form.named and form.signs != tuple(argument.sign for argument in arguments[1:]):
        return None
    given: list[Node] = []
    numbers: list[Node] = []
    for slot, argument in zip(form.slots, arguments, strict=True):
        if argument.name is not None and argument.name != letter_of(slot.name):
            return None
        match slot.kind:
            case "free":
                given.append(argument.value)
            case "named":
                called = argument.name == slot.name and not argument.scripted
                if not called and argument != Argument(Name(slot.name), sign=argument.sign):
                    return None
                given.append(argument.value)
            case "value":
                if argument.value != Number(slot.text):
                    return None
            case "member":
                number = _number_of(argument.value, slot.name, reader)
                if number is None:
                    return None
                if not numbers:
                    given.append(number)
                numbers.append(number)
    if form.tensor and not all(isinstance(n, Name | Number | Component) for n in given):
        return None
    return given if all(number == numbers[0] for number in numbers) else None


def _number_of(node: Node, written: str, reader: Reader) -> Node | None:
    """Return the number of the member that *node* is, of the family *written* so."""
    family = reader.names.families.get(written)
    key = reader.names.canonical(written[:-1]) if family is None else family.key
    match node:
        case Slice(Name(found), index) if found == key:
            return index
        case Component(Name(found), (index,)) if found == key:
            return index
        case _:
            return None


def _cases(
    forms: Sequence[Form], arguments: Sequence[Argument], reader: Reader, span: Span
) -> Node | None:
    """Return the value by cases of a function that was defined for some numbers one by one."""
    branches: list[Branch] = []
    for form in forms:
        places = [place for place, slot in enumerate(form.slots) if slot.kind == "value"]
        if len(places) != 1 or len(form.slots) != len(arguments):
            continue
        (place,) = places
        # P(z \mid t = 1) gives t another place than it has in P(t \mid z)
        named = any(
            argument.name not in (None, letter_of(slot.name))
            for argument, slot in zip(arguments, form.slots, strict=True)
        )
        if named or isinstance(arguments[place].value, Number):
            continue
        number = Number(form.slots[place].text, span=span)
        at_number = [*arguments]
        at_number[place] = replace(arguments[place], value=number)
        rest = _fitting(form, at_number, reader)
        if rest is None:
            continue
        (value,) = with_ornaments(reader.names, "", [arguments[place].value])
        condition = Comparison(value, "=", number, span=span)
        values = with_ornaments(reader.names, form.key, rest)
        branches.append(Branch(Call(form.key, values, span=span), condition, span=span))
    return Cases(tuple(branches), span=span) if branches else None
