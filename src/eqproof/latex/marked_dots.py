r"""Sums with dots that stand twice: around one term, or in two sums side by side.

``a_1 + \dots + b_i + \dots + a_m`` has ``b_i`` in the place of ``a_i``: the sum of all others, and
it. The place is that of an index which is declared for all terms; the terms beside it may say it
too, as in ``a_1 + \dots + a_{i-1} + b_i + a_{i+1} + \dots + a_m``.
"""

from collections.abc import Sequence

from eqproof.diagnostics import ReadingError
from eqproof.latex.dots import INDEX, Gap, close_sum, value_in
from eqproof.latex.names import Names
from eqproof.latex.nodes import (
    Add,
    BigOperator,
    Comparison,
    Name,
    Negative,
    Node,
    Number,
    free_names,
)
from eqproof.source import Span

Place = tuple[str, int]
"""An index and what is added to it."""


def close_two(terms: list[Node], gaps: tuple[Gap, Gap], names: Names, span: Span) -> list[Node]:
    """Return *terms* with the patterns around both *gaps* as sums.

    Raises ReadingError: missing-operand; ``ambiguous`` if the terms show neither two patterns nor
    one around a term.
    """
    one, two = gaps
    behind = one.position + 1
    if two.position > behind:
        try:
            right = close_sum(terms[behind:], _moved(two, -behind), span)
            return [*close_sum(terms[:behind], one, span), *right]
        except ReadingError:
            pass
    around = _around(terms, one, two, names, span)
    if around is None:
        raise ReadingError(
            "ambiguous",
            two.dots.span,
            "dots stand twice, and the terms show neither two sums nor one around a term",
            r"write \sum, or declare the index of the term between the dots for all terms",
        )
    return around


def _moved(gap: Gap, by: int) -> Gap:
    return Gap(gap.position + by, gap.sign, gap.dots)


def _around(terms: list[Node], one: Gap, two: Gap, names: Names, span: Span) -> list[Node] | None:
    if one.sign != "+" or two.sign != "+" or two.position >= len(terms):
        return None
    middle = terms[one.position : two.position]
    try:
        closed = close_sum([*terms[: one.position], *terms[two.position :]], one, span)
    except ReadingError:
        return None
    count = len(terms) - two.position
    whole = closed[-count]
    if not isinstance(whole, BigOperator) or not middle:
        return None
    values = [_place(value_in(whole.body, term)) for term in middle]
    strange = [k for k, value in enumerate(values) if value is None]
    index = next((v[0] for v in values if v is not None), None) or _only_index(middle, names)
    if index is None or len(strange) > 1 or names.indices.get(index) != (whole.lower, whole.upper):
        return None
    apart = Comparison(Name(INDEX), r"\ne", Name(index), span=whole.span)
    others = BigOperator("sum", INDEX, whole.lower, whole.upper, whole.body, apart, span=whole.span)
    ahead, rest = closed[:-count], closed[len(closed) - count + 1 :]
    if values == [(index, -1), (index, 1)]:
        return [*ahead, others, *rest]
    first = next((v[1] - k for k, v in enumerate(values) if v is not None), 0)
    if any(v is not None and v != (index, first + k) for k, v in enumerate(values)):
        return None
    if not strange:
        return closed
    return [*ahead, others, middle[strange[0]], *rest] if first + strange[0] == 0 else None


def _place(value: Node | None) -> Place | None:
    """Return the index that *value* is, and what is added; None for anything else."""
    match value:
        case Name(key):
            return key, 0
        case Add((Name(key), Number(text))) if text.isdecimal():
            return key, int(text)
        case Add((Name(key), Negative(Number(text)))) if text.isdecimal():
            return key, -int(text)
        case _:
            return None


def _only_index(middle: Sequence[Node], names: Names) -> str | None:
    """Return the one declared index in the only term between the dots."""
    found = free_names(middle[0]) & names.indices.keys()
    return found.pop() if len(middle) == len(found) == 1 else None
