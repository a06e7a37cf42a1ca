r"""Reading members of families: ``x^{(i)}``, ``\mathbf{x}_i``, and entries of them.

member := name '_' indices | name '^' '(' index ')'

A superscript in brackets numbers a member where a family was declared so; nowhere else does it.
"""

from eqproof.diagnostics import ReadingError
from eqproof.latex.family import Family
from eqproof.latex.grammar import Grammar
from eqproof.latex.naming import transpose_at_end, written
from eqproof.latex.nodes import Component, Name, Node, Slice
from eqproof.latex.reader import Reader
from eqproof.latex.scripts import entry_of, free_index, read_indices
from eqproof.latex.symbols import Script, is_bracketed, parted, script_ahead
from eqproof.source import Span


def read_member(reader: Reader, grammar: Grammar, key: str, start: int) -> Node | None:
    """Read the number of a member behind the name *key*; None, unmoved, if there is none."""
    _put_number_first(reader, key)
    sign = {"sub": "_", "sup": "^"}.get(reader.token.kind, "")
    family = reader.names.families.get(key + sign)
    if not sign or family is None:
        return None
    if sign == "_":
        reader.take()
        indices = read_indices(reader, grammar, Name(key))
        return _member(family, f"{key}_{{\\cdot}}", indices, reader.since(start))
    script = _numbered(reader)
    if script is None:
        return None
    inner = reader.inner(script.tokens[1:-1])
    indices = _read_numbers(inner, grammar)
    reader.position = script.end
    return _member(family, f"{key}^{{(\\cdot)}}", indices, reader.since(start))


def _put_number_first(reader: Reader, key: str) -> None:
    """Put the number of a member before the subscript of an entry: ``x_j^{(i)}``."""
    first = script_ahead(reader) if reader.token.kind == "sub" else None
    families = reader.names.families
    if first is None or f"{key}^" not in families or f"{key}_" in families:
        return
    mark, reader.position = reader.position, first.end
    second = _numbered(reader) if reader.token.kind == "sup" else None
    end = first.end if second is None else second.end
    reader.position = mark
    if second is not None:
        swapped = [*written(second), *written(first)]
        reader.tokens = [*reader.tokens[:mark], *swapped, *reader.tokens[end:]]


def _numbered(reader: Reader) -> Script | None:
    """Return the superscript ahead if it is a number in brackets; a transpose is put behind it."""
    start = reader.position
    script = script_ahead(reader)
    if script is None:
        return None
    count = transpose_at_end(script.tokens)
    if count and len(script.tokens) > count:
        own, rest = parted(script, len(script.tokens) - count)
        if not is_bracketed(list(own.tokens)):
            return None
        tokens = [*written(own), *written(rest)]
        reader.tokens = [*reader.tokens[:start], *tokens, *reader.tokens[script.end :]]
        script = script_ahead(reader)
    if script is None or not is_bracketed(list(script.tokens)) or script.tokens[0].text != "(":
        return None
    return script


def _read_numbers(inner: Reader, grammar: Grammar) -> tuple[Node, ...]:
    indices: list[Node] = []
    try:
        indices.append(grammar.expression(inner))
        while inner.at(","):
            inner.take()
            indices.append(grammar.expression(inner))
    except ReadingError as error:
        if error.code == "unknown-symbol" and error.name is not None:
            raise free_index(error.name, error) from None
        raise
    if inner.token.kind != "finish":
        raise inner.unexpected()
    return tuple(indices)


def _member(family: Family, spelling: str, indices: tuple[Node, ...], span: Span) -> Node:
    base = Name(family.key, span=span)
    if family.kind == "entry":
        return Component(base, indices, span=span)
    own = spelling if r"\cdot" in family.key else ""
    part = Slice(base, indices[0], family.kind, own, span=span)
    return part if len(indices) == 1 else entry_of(part, indices[1:], span)
