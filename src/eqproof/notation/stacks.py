r"""Matrices that a given block says to be made of things with numbers, or the other way round.

``T = (\mathbf{t}_1, \dots, \mathbf{t}_n)^\top`` is no assumption: where the members are declared,
it names the whole; where the whole is, it names its rows. Both are then one thing, so that what is
derived by one is derived by the other.
"""

from dataclasses import dataclass, replace

from eqproof.diagnostics import ReadingError
from eqproof.latex.names import Names
from eqproof.latex.naming import read_new_word
from eqproof.latex.nodes import Name, Transpose
from eqproof.latex.reader import Reader
from eqproof.latex.symbols import starts_name
from eqproof.latex.tokens import Token
from eqproof.notation.components import Components, families_of, read_components
from eqproof.notation.symbols import Notation
from eqproof.source import Span


@dataclass(frozen=True, slots=True)
class Stack:
    """A name and the components that it is said to be made of."""

    key: str
    parts: Components
    span: Span

    @property
    def written(self) -> str:
        """The name of the members, with the sign of their numbers."""
        return self.parts.first.letter + self.parts.first.sign


def read_stack(tokens: list[Token]) -> Stack | None:
    """Return what a formula says of a matrix and its rows or columns, or None."""
    reader = Reader([t for t in tokens if t.kind not in ("tag", "label", "row")], Names())
    try:
        if not starts_name(reader.token):
            return None
        key = read_new_word(reader)
        if not reader.at("="):
            return None
        reader.take()
        parts = read_components(reader)
    except ReadingError:
        return None
    while reader.at(",", "."):
        reader.take()
    return Stack(key, parts, parts.span) if reader.token.kind == "finish" else None


def stacked(stack: Stack, notation: Notation, names: Names) -> Notation | None:
    """Return *notation* with one of the two names for the other; None if it says neither is new."""
    family = names.families.get(stack.written)
    members = names.canonical(stack.parts.first.letter) if stack.parts.first.sign == "_" else None
    key = family.key if family is not None else members
    known = stack.key in notation.symbols or names.canonical(stack.key) == stack.key
    if key is not None and not known:
        whole = Name(key)
        if stack.parts.transposed:
            return notation.synonym(stack.key, whole)
        if family is not None:
            rows, columns = notation.shape(key)
            notation = notation.family(stack.written, replace(family, matrix=(columns, rows)))
        return notation.synonym(stack.key, Transpose(whole))
    if key is None and stack.key in notation.symbols:
        for written, part in families_of(
            stack.key, stack.parts, notation.shape(stack.key), stack.span
        ):
            notation = notation.family(written, part)
        return notation
    return None
