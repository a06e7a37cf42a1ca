r"""What stands left of ``:=``: a name, a function with its parameters, the entries of a tensor.

head      := name ['_' entries] ['(' parameter (separator parameter)* ')' ['_' entries]] ':='
parameter := name ['=' (number | name)]
"""

from dataclasses import dataclass, field, replace

from eqproof.diagnostics import ReadingError
from eqproof.latex import commands
from eqproof.latex.applications import SEPARATORS
from eqproof.latex.family import DOT, Family
from eqproof.latex.forms import Form, Slot, alike, key_of, named
from eqproof.latex.marks import numbers_entries, primes_ahead, written
from eqproof.latex.names import Names
from eqproof.latex.naming import read_new_name
from eqproof.latex.nodes import Call, Component, Name, Node
from eqproof.latex.partings import with_partings
from eqproof.latex.power_names import read_new_square, with_inverse, with_square
from eqproof.latex.reader import Reader
from eqproof.latex.rows import arrange, is_boundary
from eqproof.latex.symbols import SQUARE, read_letter, script_ahead, starts_name
from eqproof.latex.tokens import Token
from eqproof.source import Span


@dataclass(frozen=True, slots=True)
class Head:
    r"""What a definition binds: ``\sigma(t)`` has parameters, ``\ell_i`` has entries.

    *written* is the name of a family with the sign of its numbers: ``a^`` for ``a^{(i)}``, and
    ``\ell_`` where ``\ell`` alone is something else. *form* is that of a function that is not
    written as its name with its parameters in brackets.
    """

    key: str
    parameters: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    written: str = ""
    form: Form | None = None
    span: Span = field(default=Span(0, 0), compare=False)
    brackets: "Brackets | None" = field(default=None, compare=False)

    @property
    def family(self) -> Family:
        """The family that *written* stands for: its members are columns where entries are given."""
        return Family(self.key, "entry" if len(self.entries) == 1 else "member")

    def formed(self, brackets: "Brackets", indexed: bool = False, entries: bool = False) -> "Head":
        """Return this head of a function with a name that shows its form."""
        form = "_" * indexed + "e" * entries
        key = key_of(self.key, brackets.slots, brackets.signs, form)
        signs = tuple(map(alike, brackets.signs))
        own = Form(self.key, key, brackets.slots, self.parameters, indexed, entries, signs=signs)
        return replace(self, key=key, form=own)

    def told_apart(self, brackets: "Brackets") -> "Head":
        """Return this head of a function that the names of its parameters tell from others."""
        return self.formed(replace(brackets, slots=named(brackets.slots)))


@dataclass(frozen=True, slots=True)
class Brackets:
    """What stands in the brackets of a head, the *signs* between, and the *parameters*.

    *twice* says that one of the places is named twice.
    """

    slots: tuple[Slot, ...]
    signs: tuple[str, ...]
    parameters: tuple[str, ...]
    twice: bool


def find_heads(tokens: list[Token], names: Names) -> list[Head]:
    """Return what the definitions in a formula bind, without reading their right sides.

    A head that cannot be read is left out; it is reported when the formula itself is read.
    """
    heads: list[Head] = []
    begins = True
    depth = 0
    try:
        rest = with_partings(arrange([t for t in tokens if t.kind not in ("tag", "label")]))
    except ReadingError:
        return []
    for position, token in enumerate(rest):
        depth += (token.kind == "open") - (token.kind == "close")
        if is_boundary(token):
            begins = depth == 0
            continue
        if begins:
            try:
                head = read_head(Reader(rest, names, position))
            except ReadingError:
                head = None
            if head is not None:
                heads.append(head)
        begins = False
    return heads


def read_head(reader: Reader) -> Head | None:
    """Read what stands left of ``:=``; None, unmoved, if no definition begins here.

    Raises ReadingError if that cannot be defined.
    """
    if not _assigns(reader):
        return None
    start = reader.position
    if not starts_name(reader.token) and not reader.at(r"\nabla"):
        raise _no_head(reader, start)
    key = with_inverse(reader, read_new_square(reader, reader.names.numbering))
    if key.rstrip("'") != key and reader.names.canonical(key.rstrip("'")) in reader.names.functions:
        message = f"{key} is the derivative of {key.rstrip(chr(39))} already"
        raise ReadingError("redefinition", reader.since(start), message)
    numbered = ""
    _put_number_first(reader)
    entries = _read_numbers(reader)
    if entries:
        numbered, key = f"{key}^", rf"{key}^{{({DOT})}}"
        if reader.token.kind == "sub":
            entries += _read_entries(reader)
    elif reader.token.kind == "sub":
        entries = _read_entries(reader)
        count, reader.position = primes_ahead(reader)
        key += "'" * count
        if entries and f"{key}_" in reader.names.families:
            numbered, key = f"{key}_", reader.names.families[f"{key}_"].key
    brackets = _read_brackets(reader) if reader.at("(") else None
    behind: tuple[str, ...] = ()
    if brackets is not None and reader.token.kind == "sub":
        behind = _read_entries(reader)
    if not reader.at(":=", r"\coloneqq"):
        raise _no_head(reader, start)
    span = reader.since(start)
    if brackets is None:
        return Head(key, (), entries, numbered, None, span)
    base = key if not numbered else numbered[:-1]
    head = function_head(base, brackets, entries, behind, span)
    forms = reader.names.forms.get(base, ())
    if head.form is None and any(f == head.told_apart(brackets).form for f in forms):
        return head.told_apart(brackets)
    return head.formed(brackets) if any(_is_one_of_several(f, head) for f in forms) else head


def function_head(
    base: str, brackets: Brackets, entries: tuple[str, ...], behind: tuple[str, ...], span: Span
) -> Head:
    """Return the head of a function; where it is not just its name with brackets, it has a form."""
    if len(entries) > 1 or len(behind) > 1:
        raise ReadingError("unsupported", span, "a function has one index at each place")
    parameters = (*entries, *dict.fromkeys(brackets.parameters), *behind)
    if len(set(parameters)) < len(parameters) or brackets.twice:
        raise ReadingError("redefinition", span, "a parameter stands twice on the left of this :=")
    free = all(slot.kind == "free" for slot in brackets.slots)
    if free and not entries and not behind:
        return Head(base, parameters, (), "", None, span, brackets)
    head = Head(base, parameters, (), "", None, span)
    return head.formed(brackets, bool(entries), bool(behind))


def _is_one_of_several(form: Form, head: Head) -> bool:
    """Whether *form* tells functions of one name apart by how many parameters they have."""
    free = all(slot.kind == "free" for slot in form.slots)
    alike = free and not (form.indexed or form.entries or form.tensor)
    return head.form is None and alike and len(form.slots) == len(head.parameters)


def head_node(head: Head) -> Node:
    """Return the left side of a definition as an expression."""
    name = Name(head.key, span=head.span)
    if head.parameters:
        arguments = tuple(Name(p, span=head.span) for p in head.parameters)
        return Call(head.key, arguments, span=head.span)
    if head.entries:
        indices = tuple(Name(i, span=head.span) for i in head.entries)
        return Component(name, indices, span=head.span)
    return name


def _assigns(reader: Reader) -> bool:
    """Whether ``:=`` is the first relation of the statement that begins here."""
    depth = 0
    for token in reader.tokens[reader.position :]:
        depth += token.nesting
        if depth > 0:
            continue
        if depth < 0 or is_boundary(token):
            return False
        if token.text in (":=", r"\coloneqq"):
            return True
        if token.kind in ("symbol", "command") and token.text in commands.RELATIONS:
            return False
    return False


def _no_head(reader: Reader, start: int) -> ReadingError:
    end = next(
        i for i in range(start, len(reader.tokens)) if reader.tokens[i].text in (":=", r"\coloneqq")
    )
    place = reader.tokens[start].span.to(reader.tokens[max(start, end - 1)].span)
    return ReadingError(
        "unsupported",
        place,
        "what stands left of := is not a new name",
        r"a name, a function f(t), or the entries x_i of a column",
    )


def _read_numbers(reader: Reader) -> tuple[str, ...]:
    """Read the number of a member, ``^{(i)}``; nothing if none is ahead."""
    script = script_ahead(reader) if reader.token.kind == "sup" else None
    if script is None or not numbers_entries(script, reader.names.numbering):
        return ()
    reader.position = script.end
    return tuple(t.text for t in script.tokens if t.text in script.letters)


def _put_number_first(reader: Reader) -> None:
    """Put the number of a member before the subscript of an entry: ``x_j^{(i)}``."""
    first = script_ahead(reader) if reader.token.kind == "sub" else None
    if first is None:
        return
    mark, reader.position = reader.position, first.end
    second = script_ahead(reader) if reader.token.kind == "sup" else None
    reader.position = mark
    if second is not None and numbers_entries(second, reader.names.numbering):
        swapped = [*written(second), *written(first)]
        reader.tokens = [*reader.tokens[:mark], *swapped, *reader.tokens[second.end :]]


def _read_entries(reader: Reader) -> tuple[str, ...]:
    reader.take()
    if reader.token.kind != "open":
        return (read_letter(reader),) if starts_name(reader.token) else ()
    reader.take()
    entries: list[str] = []
    while starts_name(reader.token):
        entries.append(read_new_name(reader))
        if reader.at(","):
            reader.take()
    reader.expect_close()
    return tuple(entries)


def _read_brackets(reader: Reader) -> Brackets:
    opening = reader.take()
    slots: list[Slot] = []
    signs: list[str] = []
    parameters: list[str] = []
    column = _read_column(reader)
    if column is not None:
        reader.expect_bracket(opening)
        return Brackets((Slot("free", column),), (), (column,), False)
    while starts_name(reader.token):
        slot, own = _read_slot(reader)
        slots.append(slot)
        parameters += own
        if not reader.at(*SEPARATORS):
            break
        signs.append(reader.take().text)
    if not slots:
        raise ReadingError("missing-operand", opening.span, "a function has named parameters")
    reader.expect_bracket(opening)
    names = [slot.name for slot in slots]
    return Brackets(tuple(slots), tuple(signs), tuple(parameters), len(set(names)) < len(names))


def _read_column(reader: Reader) -> str | None:
    r"""Read ``x_1, \dots, x_n``, the entries of a declared column; None, unmoved, if not ahead."""
    start = reader.position
    written: list[str] = []
    dotted = False
    while True:
        if reader.token.kind == "command" and reader.token.text in commands.DOTS:
            reader.take()
            dotted = True
        elif starts_name(reader.token):
            letter = read_letter(reader)
            script = script_ahead(reader) if reader.token.kind == "sub" else None
            if script is None or (not written and script.text.strip("_{}") != "1"):
                break
            reader.position = script.end
            written.append(letter)
        if not reader.at(","):
            break
        reader.take()
    column = reader.names.canonical(written[0]) if len(set(written)) == 1 else None
    if dotted and column is not None and reader.at(")", "]"):
        return column
    reader.position = start
    return None


def _read_slot(reader: Reader) -> tuple[Slot, tuple[str, ...]]:
    """Read one place in the brackets, and the parameter that it has."""
    key = read_new_name(reader, reader.names.numbering)
    if reader.names.canonical(key + SQUARE) is not None:
        key = with_square(reader, key)
    script = script_ahead(reader) if reader.token.kind in ("sub", "sup") else None
    if script is not None and numbers_entries(script, reader.names.numbering):
        reader.position = script.end
        numbers = tuple(t.text for t in script.tokens if t.text in script.letters)
        if len(numbers) != 1:
            raise ReadingError("unsupported", script.span, "one index numbers what stands here")
        if not reader.at("="):
            return Slot("member", key + script.text[0]), numbers
    if not reader.at("="):
        tables = [f.key for f in reader.names.forms.get(key, ()) if f.tensor]
        match reader.names.synonym(key) if reader.names.canonical(key) is None else None:
            case Name(own):
                tables.append(own)
        if len(set(tables)) > 1:
            raise ReadingError(
                "ambiguous",
                reader.token_or_last(),
                f"{key} alone can be each of {len(set(tables))} things here",
                "choose another name for one of them",
            )
        return Slot("free", key), (tables[0] if tables else key,)
    reader.take()
    minus = "-" if reader.at("-") else ""
    if minus:
        reader.take()
    elif starts_name(reader.token):
        return Slot("named", key), (read_new_name(reader),)
    if reader.token.kind != "number" or minus:
        raise ReadingError(
            "unsupported",
            reader.token_or_last(),
            "a function is defined apart for a number from 0, or for a name",
        )
    return Slot("value", key, reader.take().text), ()
