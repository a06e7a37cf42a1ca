r"""Reading what has a meaning without being declared: ``e``, ``\pi``, and tensors like ``I``.

constant := 'e' | '\pi' | (identity | '\mathbf{1}' | '\mathbf{0}') ['_' size]
identity := 'I' | '\mathbf{I}' | '\mathrm{I}'

The size of a tensor follows from its place; where it is written as well, both must agree.
"""

from eqproof.diagnostics import ReadingError
from eqproof.latex.grammar import Grammar
from eqproof.latex.indicators import delta, read_indicator, starts_indicator
from eqproof.latex.members import member_ahead
from eqproof.latex.naming import scripted_ahead
from eqproof.latex.nodes import ONE, Constant, Dim, Node
from eqproof.latex.reader import Reader
from eqproof.latex.scripts import read_indices
from eqproof.latex.sets import read_dim
from eqproof.latex.symbols import read_letter, script_ahead

_BOLD = (r"\mathbf", r"\boldsymbol", r"\mathbb", r"\bm")
_IDENTITIES = ("I", r"\mathbf{I}", r"\boldsymbol{I}", r"\mathrm{I}")


def read_constant(reader: Reader, grammar: Grammar) -> Node | None:
    """Read a constant; None, unmoved, if none stands here."""
    token = reader.token
    start = reader.position
    if token.text in _BOLD and (digit := _read_bold_digit(reader, start)):
        if digit == "1" and starts_indicator(reader, token.text):
            return read_indicator(reader, grammar, start)
        size = _read_size(reader)
        if size is None and reader.token.kind == "sub":
            raise ReadingError(
                "unsupported",
                reader.since(start).to(reader.token.span),
                "what stands below this constant is no declared size",
                "leave the subscript out: the size follows from the place",
            )
        shape = (size, ONE) if size else None
        kind = "ones" if digit == "1" else "zeros"
        return Constant(kind, shape, span=reader.since(start))  # type: ignore[arg-type]
    if (token.kind == "letter" or token.text == r"\pi") and (
        scripted_ahead(reader) or member_ahead(reader)
    ):
        return None
    if token.text == r"\pi" and reader.names.canonical(r"\pi") is None:
        return Constant("pi", span=reader.take().span)
    if token.text == "e" and token.kind == "letter" and reader.names.canonical("e") is None:
        return Constant("e", span=reader.take().span)
    if _takes_identity(reader):
        size = _read_size(reader)
        if size is None and reader.token.kind == "sub":
            reader.take()
            identity = Constant("identity", span=token.span)
            return delta(read_indices(reader, grammar, identity), reader.since(start))
        return Constant("identity", (size, size) if size else None, span=reader.since(start))
    return None


def _read_bold_digit(reader: Reader, start: int) -> str:
    r"""Read ``\mathbf{1}`` or ``\mathbf 1``, and return the digit; "", unmoved, if it is none."""
    braced = reader.ahead().kind == "open"
    digit = reader.ahead(2 if braced else 1)
    if digit.kind != "number" or (braced and reader.ahead(3).kind != "close"):
        return ""
    reader.position += 1 + braced
    reader.split_number()
    digit = reader.take()
    reader.position += braced
    if digit.text not in "01":
        raise ReadingError(
            "unsupported", reader.since(start), "only 1 and 0 have a meaning in bold"
        )
    return digit.text


def _takes_identity(reader: Reader) -> bool:
    """Whether the letter of the identity stands here, and is no name of the page; step over it."""
    mark = reader.position
    bare = reader.token.kind == "letter"
    dressed = reader.token.text in (*_BOLD, r"\mathrm") and reader.ahead().kind in (
        "open",
        "letter",
    )
    try:
        key = read_letter(reader) if bare or dressed else ""
    except ReadingError:
        key = ""
    if key in _IDENTITIES and not reader.names.knows(key) and not reader.names.begins(key):
        return True
    reader.position = mark
    return False


def _read_size(reader: Reader) -> Dim | None:
    r"""Read a size below: ``_n``, ``_{d+1}``, ``_{n \times n}``; None, unmoved, elsewhere."""
    script = script_ahead(reader) if reader.token.kind == "sub" else None
    if script is None:
        return None
    inner = reader.inner(script.tokens)
    try:
        size = read_dim(inner)
        if inner.at(r"\times"):
            inner.take()
            size = size if read_dim(inner) == size else Dim("")
    except ReadingError:
        return None
    names = reader.names
    known = size.name is None or (size.name in names.quantities and size.name not in names.tensors)
    if not known or inner.token.kind != "finish":
        return None
    reader.position = script.end
    return size
