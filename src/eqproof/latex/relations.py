r"""The relations of a chain, and where they stand: on the same row, on the next, behind dots.

A chain runs across rows that begin with a relation (``&= …``) and behind rows that end in one.
Words at the end of a row are remarks; the chain goes on behind them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from eqproof.diagnostics import ReadingError
from eqproof.latex import commands
from eqproof.latex.reader import Reader
from eqproof.latex.remarks import check_words
from eqproof.latex.tokens import Token
from eqproof.source import Span


@dataclass(frozen=True, slots=True)
class Relation:
    r"""A relation sign; *refuted* if written ``\overset{?}{=}``; *tag* of the row it stands on."""

    sign: str
    span: Span
    refuted: bool = False
    tag: str | None = None


def read_relation(reader: Reader, tags: Sequence[Token]) -> Relation | None:
    """Read the relation that continues the chain, also on the next row; None if there is none."""
    mark = reader.position
    _skip_to_relation(reader)
    start = reader.position
    refuted = False
    if reader.at(r"\overset", r"\stackrel"):
        refuted = _take_question_mark(reader)
    if not reader.at_relation():
        if refuted:
            raise reader.unexpected()
        reader.position = mark
        return None
    sign = commands.RELATIONS[reader.take().text]
    if refuted:
        reader.expect_close()
    span = reader.since(start)
    if reader.token.kind in ("sub", "sup", "prime"):
        raise ReadingError("unsupported", reader.token.span, "a relation has no scripts")
    return Relation(sign, span, refuted, _tag_of(reader, span, tags))


def _skip_to_relation(reader: Reader) -> None:
    """Step over layout, and over remarks at the end of a row."""
    reader.skip_layout()
    mark = reader.position
    while reader.token.kind in ("text", "reference"):
        check_words(reader.take())
    behind = reader.position
    reader.skip_layout()
    if not any(t.kind == "row" for t in reader.tokens[behind : reader.position]):
        reader.position = mark


def _take_question_mark(reader: Reader) -> bool:
    r"""Step over ``\overset{?}{``, the beginning of a relation that is marked as wrong."""
    start = reader.position
    if [t.text for t in reader.tokens[start + 1 : start + 5]] != ["{", "?", "}", "{"]:
        raise ReadingError(
            "unsupported",
            reader.token.span,
            "only a question mark can stand over a relation, and both take braces",
            r"\overset{?}{=} marks a link as wrong on purpose",
        )
    reader.position += 5
    return True


def _tag_of(reader: Reader, span: Span, tags: Sequence[Token]) -> str | None:
    """Return the tag on the row of *span*, or the only tag of the display."""
    rows = [t.span.start for t in reader.tokens if t.kind == "row"]
    row = sum(start < span.start for start in rows)
    for tag in tags:
        if sum(start < tag.span.start for start in rows) == row:
            return tag.text
    return tags[0].text if len(tags) == 1 else None


_TRANSITIVE = ("=", "<", ">", r"\le", r"\ge")


def skip_middle(reader: Reader, relation: Relation) -> None:
    r"""Step over the dots of ``a = \cdots = b`` and the relation behind them: it says a = b.

    That is so of relations that can be passed on, where both are the same and none is marked.
    """
    mark = reader.position
    if reader.token.text not in commands.DOTS or relation.sign not in _TRANSITIVE:
        return
    reader.take()
    reader.skip_layout()
    again = reader.at_relation() and commands.RELATIONS[reader.token.text] == relation.sign
    if not again or relation.refuted:
        reader.position = mark
        return
    reader.take()
    reader.skip_layout()
