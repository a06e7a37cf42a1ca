r"""Reading members of families: ``x^{(i)}``, ``\mathbf{x}_i``, and entries of them.

member := name '_' indices | name '^' ('(' index ')' | index)

A superscript numbers a member where a family was declared so; nowhere else does it. It needs no
brackets, or other ones, where the name alone has no meaning, so that ``x^i`` cannot be a power.
"""

from eqproof.diagnostics import ReadingError
from eqproof.latex.family import Family
from eqproof.latex.grammar import Grammar
from eqproof.latex.marks import transpose_at_end, written
from eqproof.latex.names import Names
from eqproof.latex.nodes import Component, Dim, Name, Node, Number, Shape, Slice
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
        if family.matrix is not None and len(indices) == 2:
            indices = _in_order(family.matrix, indices, reader.names, reader.since(start))
        return _member(family, f"{key}_{{\\cdot}}", indices, reader.since(start))
    script = _numbered(reader, key)
    if script is None:
        return None
    inner = reader.inner(script.tokens[1:-1] if len(script.tokens) > 1 else script.tokens)
    indices = _read_numbers(inner, grammar)
    reader.position = script.end
    return _member(family, f"{key}^{{(\\cdot)}}", indices, reader.since(start))


def member_ahead(reader: Reader) -> bool:
    """Whether a member of a family stands here, and no constant that is written with its letter."""
    key, sign = reader.token.text, {"sub": "_", "sup": "^"}.get(reader.ahead().kind, "")
    if key not in _CONSTANTS or not sign or key + sign not in reader.names.families:
        return False
    start = reader.position
    reader.position += 1
    script = script_ahead(reader)
    reader.position = start
    if sign == "_" or (script is not None and script.text.startswith("^{(")):
        return True
    if script is not None and _is_number(script, key, reader.names):
        raise ReadingError(
            "ambiguous",
            reader.token.span.to(script.span),
            f"this can be a member of {key}^{{(…)}}, or a power of {key}",
            f"write the number of a member in brackets, or \\exp(…) for a power of {key}",
        )
    return False


_CONSTANTS = ("e", "I", r"\pi")


def _put_number_first(reader: Reader, key: str) -> None:
    """Put the number of a member before the subscript of an entry: ``x_j^{(i)}``."""
    first = script_ahead(reader) if reader.token.kind == "sub" else None
    families = reader.names.families
    if first is None or f"{key}^" not in families or f"{key}_" in families:
        return
    mark, reader.position = reader.position, first.end
    second = _numbered(reader, key) if reader.token.kind == "sup" else None
    end = first.end if second is None else second.end
    reader.position = mark
    if second is not None:
        swapped = [*written(second), *written(first)]
        reader.tokens = [*reader.tokens[:mark], *swapped, *reader.tokens[end:]]


def _numbered(reader: Reader, key: str) -> Script | None:
    """Return the superscript ahead if it numbers *key*; a transpose is put behind it."""
    start = reader.position
    script = script_ahead(reader)
    if script is None:
        return None
    count = transpose_at_end(script.tokens)
    if count and len(script.tokens) > count:
        own, rest = parted(script, len(script.tokens) - count)
        if not _is_number(own, key, reader.names):
            return None
        tokens = [*written(own), *written(rest)]
        reader.tokens = [*reader.tokens[:start], *tokens, *reader.tokens[script.end :]]
        script = script_ahead(reader)
    return script if script is not None and _is_number(script, key, reader.names) else None


def _is_number(script: Script, key: str, names: Names) -> bool:
    """Whether *script* stands in brackets, or is an index above a name that has no powers."""
    texts = [token.text for token in script.tokens]
    if is_bracketed(script.tokens) and texts[0] == "(":
        return True
    (first, *more) = texts[1:-1] if texts[0] + texts[-1] == "[]" else texts
    runs = first in names.indices or first in names.bound
    return not more and runs and names.canonical(key) is None


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


def _in_order(
    matrix: Shape, indices: tuple[Node, ...], names: Names, place: Span
) -> tuple[Node, ...]:
    r"""Return the two *indices* of an entry with the number of the member first.

    Of columns ``y_1, \dots, y_N`` of ``Y``, ``y_{ji}`` can be entry ``i`` of ``y_j``, or the entry
    of ``Y`` in row ``j`` and column ``i``. What the indices run over says which.
    """
    one, two = indices
    rows, columns = matrix
    as_member = (_runs_over(one, columns, names), _runs_over(two, rows, names))
    as_entry = (_runs_over(one, rows, names), _runs_over(two, columns, names))
    # a range that is not known fits both, so that another one must decide
    if False in as_entry and False not in as_member and True in as_member:
        return indices
    if False in as_member and False not in as_entry and True in as_entry:
        return two, one
    raise ReadingError(
        "ambiguous",
        place,
        "these subscripts can be the number of a column and of an entry in it, or the row and the"
        " column of the matrix",
        "write the entry with the name of the matrix, the row first",
    )


def _runs_over(index: Node, size: Dim, names: Names) -> bool | None:
    """Whether *index* runs up to *size*; None where that cannot be told."""
    if not isinstance(index, Name):
        return None
    match names.end(index.key):
        case Name(key) if size.name is not None:
            return Dim(key) == size
        case Number(text) if size.name is None:
            return Dim(None, int(text)) == size
        case _:
            return None


def _member(family: Family, spelling: str, indices: tuple[Node, ...], span: Span) -> Node:
    base = Name(family.key, span=span)
    if family.kind == "entry":
        return Component(base, indices, span=span)
    own = spelling if r"\cdot" in family.key else ""
    part = Slice(base, indices[0], family.kind, own, span=span)
    return part if len(indices) == 1 else entry_of(part, indices[1:], span)
