r"""What stands left of ``:=``: a name, a function with its parameters, the entries of a tensor.

head := name ['_' entries] ['(' name (',' name)* ')'] ':='
"""

from dataclasses import dataclass, field

from eqproof.diagnostics import ReadingError
from eqproof.latex import commands
from eqproof.latex.family import DOT
from eqproof.latex.lexer import Token
from eqproof.latex.names import Names
from eqproof.latex.naming import numbers_entries, read_new_name, read_new_word
from eqproof.latex.nodes import Call, Component, Name, Node
from eqproof.latex.partings import with_partings
from eqproof.latex.reader import Reader
from eqproof.latex.rows import arrange, is_boundary
from eqproof.latex.symbols import script_ahead, starts_name
from eqproof.source import Span


@dataclass(frozen=True, slots=True)
class Head:
    r"""What a definition binds: ``\sigma(t)`` has parameters, ``\ell_i`` has entries.

    *written* is the name of a family with the sign of its numbers: ``a^`` for ``a^{(i)}``, and
    ``\ell_`` where ``\ell`` alone is something else.
    """

    key: str
    parameters: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    written: str = ""
    span: Span = field(default=Span(0, 0), compare=False)


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
    key = read_new_word(reader, reader.names.numbering)
    if key.rstrip("'") != key and reader.names.canonical(key.rstrip("'")) in reader.names.functions:
        message = f"{key} is the derivative of {key.rstrip(chr(39))} already"
        raise ReadingError("redefinition", reader.since(start), message)
    written = ""
    entries = _read_numbers(reader)
    if entries:
        written, key = f"{key}^", rf"{key}^{{({DOT})}}"
    elif reader.token.kind == "sub":
        entries = _read_entries(reader)
        if entries and f"{key}_" in reader.names.families:
            written, key = f"{key}_", reader.names.families[f"{key}_"].key
    parameters = _read_parameters(reader) if reader.at("(") else ()
    if not reader.at(":=", r"\coloneqq"):
        raise _no_head(reader, start)
    span = reader.since(start)
    if entries and parameters:
        raise ReadingError(
            "unsupported", span, "a function of an index cannot be defined yet", "leave one out"
        )
    if len(set(parameters)) < len(parameters):
        raise ReadingError("redefinition", span, "a parameter stands twice on the left of this :=")
    return Head(key, parameters, entries, written, span)


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
        depth += token.kind == "open" or token.text in commands.OPENERS
        depth -= token.kind == "close" or token.text in commands.CLOSERS
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


def _read_entries(reader: Reader) -> tuple[str, ...]:
    reader.take()
    if reader.token.kind != "open":
        return (read_new_name(reader),) if starts_name(reader.token) else ()
    reader.take()
    entries: list[str] = []
    while starts_name(reader.token):
        entries.append(read_new_name(reader))
        if reader.at(","):
            reader.take()
    reader.expect_close()
    return tuple(entries)


def _read_parameters(reader: Reader) -> tuple[str, ...]:
    opening = reader.take()
    parameters: list[str] = []
    while starts_name(reader.token):
        parameters.append(read_new_name(reader))
        if not reader.at(",", ";"):
            break
        reader.take()
    if not parameters:
        raise ReadingError("missing-operand", opening.span, "a function has named parameters")
    reader.expect_bracket(opening)
    return tuple(parameters)
