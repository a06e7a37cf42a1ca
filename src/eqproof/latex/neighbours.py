r"""Two statements beside each other that may be one: ``x, y = 2``, ``x \text{ equals } y``.

What parts statements can also join them. Where a reader may take the two for one, the formula is
refused, so that nothing of it is dropped.
"""

import re
from collections.abc import Sequence

from eqproof.diagnostics import ReadingError
from eqproof.latex.remarks import plain_words
from eqproof.latex.tokens import Token
from eqproof.source import Span

_ORDERS = frozenset({"<", ">", r"\le", r"\ge"})


def check_neighbours(
    signs: tuple[str | None, str | None], separators: Sequence[Token], place: Span
) -> None:
    """Refuse a statement at *place* that may belong to the one before the *separators*.

    *signs* are the last relation of the one and the first of the other, None where there is none.
    """
    words = [plain_words(t) for t in separators if t.kind == "text"]
    one, two = signs
    single = (one is None) != (two is None)
    if (one is None or two is None) and any(_RELATING.fullmatch(w) for w in words):
        raise ReadingError(
            "unsupported",
            place,
            "the words before this say how it relates to what stands before them",
            r"write the relation as a sign: =, <, \ge",
        )
    bare = all(t.kind == "symbol" and t.text in (",", ";") for t in separators)
    if bare and (single or {one, two} <= _ORDERS):
        raise ReadingError(
            "ambiguous",
            place,
            "with a comma alone, a relation can belong to one side of it or to both",
            r"put \quad or words behind the comma, and write every relation out",
        )
    in_row = all(t.kind != "row" for t in separators)
    if single and in_row and "and" in words:
        raise ReadingError(
            "ambiguous",
            place,
            "a relation on one side of this word can belong to both",
            "write every relation out",
        )


# "x is y", "which equals", "is at least": these state a relation.
_RELATING = re.compile(
    r"(.* )?(is|are|equals?|exceeds?|becomes?|gives?|yields?|modulo|mod)"
    r"( (just|exactly|simply|also|always|the same as|at most|at least|up to))*"
    r"( ((strictly )?(equal|identical|proportional|equivalent|greater|larger|bigger|more|less"
    r"|smaller|fewer)( than)?( or equal)?( to| than)?))?"
)


def check_numerals(before: Token, separators: Sequence[Token], after: Token) -> None:
    """Refuse ``0,5`` and ``1,000``, and ``1 . 5``, which is shown as one number."""
    if len(separators) != 1 or before.kind != "number" or after.kind != "number":
        return
    sign = separators[0]
    glued = before.span.end == sign.span.start and sign.span.end == after.span.start
    place = before.span.to(after.span)
    if sign.text == "," and glued:
        raise ReadingError(
            "ambiguous",
            place,
            "a comma inside a number separates two numbers here",
            "write a decimal point, and long numbers without commas",
        )
    if sign.text == ".":
        raise ReadingError(
            "ambiguous",
            place,
            "this is shown as one number, but typed as two with a period between them",
            "leave the spaces out, or put words between two statements",
        )


def check_condition_list(separators: Sequence[Token], conditioned: bool, place: Span) -> None:
    r"""Refuse ``\text{if } y = 1, x = 1, z = 2``; *conditioned*: the last has its own condition."""
    if conditioned or {t.text for t in separators} != {","}:
        return
    raise ReadingError(
        "ambiguous",
        place,
        "the condition before this can hold for it or not",
        "put the condition into a row of its own above the statements",
    )
