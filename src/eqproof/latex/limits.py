r"""Reading what stands below a sum or product sign: indices, where they start, a condition.

below     := runs (',' | ':' | '\mid') condition | runs | condition
runs      := index (',' index)* ['=' lower | '\in' set] | lower '\le' index '\le' upper

In ``\sum_{j \ne i}`` with a condition alone the left letter runs over its declared range, or the
right one where the left one runs already.
"""

from dataclasses import dataclass, replace

from eqproof.diagnostics import ReadingError
from eqproof.latex.grammar import Grammar
from eqproof.latex.indicators import read_condition
from eqproof.latex.naming import read_name
from eqproof.latex.nodes import Comparison, Name, Node, Number, Truth
from eqproof.latex.places import moved
from eqproof.latex.reader import Reader
from eqproof.latex.sets import read_set
from eqproof.latex.symbols import group_ahead, starts_name
from eqproof.latex.tokens import Token
from eqproof.source import Span


@dataclass(frozen=True, slots=True)
class Run:
    """An index and the range that it runs over."""

    index: str
    lower: Node
    upper: Node


@dataclass(frozen=True, slots=True)
class Below:
    """*partner* is the second letter of a condition that stands alone and may run as well."""

    runs: tuple[Run, ...]
    condition: Truth | None = None
    partner: str | None = None


_AT_MOST = (r"\le", r"\leq", r"\leqslant", "≤")
_BARS = (":", r"\mid", "|", r"\colon")


def read_below(
    reader: Reader, grammar: Grammar, sign: Token, below: list[Token], upper: Node | None
) -> Below:
    """Read the tokens *below* a *sign*; *upper* stands above it. Raises ReadingError."""
    inner = reader.inner(_without_stack(below))
    if _is_product_of_sums(reader, sign, inner.token):
        index, names = inner.token.text, inner.names
        ranges = {index: names.covered[index]} if index in names.covered else {}
        own = {**names.indices, **ranges}
        inner.names = replace(names, bound=names.bound - {index}, indices=own)
    if upper is None and sum(token.text in _AT_MOST for token in inner.tokens) == 2:
        return Below((_read_between(inner, grammar, sign),))
    if not starts_name(inner.token):
        raise ReadingError("unsupported", below[0].span, f"{sign.text} needs an index below it")
    if _is_condition(inner):
        return _read_bare(inner, grammar, sign, upper)
    runs = _read_runs(inner, grammar, sign, upper)
    condition = None
    if inner.at(",", *_BARS):
        inner.take()
        inner.names = inner.names.running({run.index: run.upper for run in runs})
        condition = read_condition(inner, grammar)
    if inner.token.kind != "finish":
        raise ReadingError(
            "unsupported",
            inner.token.span.to(below[-1].span),
            f"this condition under {sign.text} cannot be read yet",
        )
    return Below(runs, condition)


def _is_product_of_sums(reader: Reader, sign: Token, index: Token) -> bool:
    r"""Whether the sum before this one has a factor with its own *index* before this *sign*.

    In ``\sum_i x_i \sum_i y_i`` the letter can mean nothing of the first sum behind the second
    sign, so that this is the product of two sums, whether or not the first is taken of all.
    """
    if index.text not in reader.names.bound:
        return False
    end = reader.tokens.index(sign)
    end -= reader.tokens[end - 1].nesting == 1  # the second may stand in brackets of its own
    depth = 0
    for place in range(end - 1, -1, -1):
        token = reader.tokens[place]
        depth += token.nesting
        if depth > 0:
            return False
        if depth == 0 and token.text in (r"\sum", r"\Sigma"):
            braced = reader.tokens[place + 2].kind == "open"
            first = reader.tokens[place + 2 + braced]
            if reader.tokens[place + 1].kind != "sub" or first.text != index.text:
                continue
            behind = place + 3
            if braced:
                behind += len(group_ahead(reader.tokens, place + 2)) + 1
            used = [t.text for t in reader.tokens[behind:end]]
            return sign.text in (r"\sum", r"\Sigma") and index.text in used
    return False


def _read_between(inner: Reader, grammar: Grammar, sign: Token) -> Run:
    lower = grammar.expression(inner)
    if not inner.at(*_AT_MOST):
        raise inner.unexpected()
    inner.take()
    index, place = _read_index(inner, sign, [])
    if not inner.at(*_AT_MOST):
        raise inner.unexpected()
    inner.take()
    upper = grammar.expression(inner)
    if inner.token.kind != "finish":
        raise ReadingError(
            "unsupported", place, f"this condition under {sign.text} cannot be read yet"
        )
    return Run(index, lower, upper)


def _without_stack(below: list[Token]) -> list[Token]:
    r"""Return the lines of ``\substack{…}`` with commas between them."""
    if below[0].text != r"\substack" or len(below) < 2 or below[1].kind != "open":
        return below
    lines = group_ahead(below, 1)
    return [Token("symbol", ",", t.span) if t.kind == "row" else t for t in lines]


def _is_condition(inner: Reader) -> bool:
    """Whether the first thing below is a comparison, not an index."""
    mark = inner.position
    read_name(inner)
    behind = inner.token
    inner.position = mark
    listed = behind.kind in ("finish", "sub") or behind.text in ("=", ",", r"\in", *_BARS)
    return not listed


def _read_runs(inner: Reader, grammar: Grammar, sign: Token, upper: Node | None) -> tuple[Run, ...]:
    found: list[tuple[str, Span]] = []
    while True:
        found.append(_read_index(inner, sign, [key for key, _ in found]))
        if not (inner.at(",") and _lists_another(inner)):
            break
        inner.take()
    if inner.at(r"\in"):
        return _read_members(inner, grammar, sign, upper, found)
    if not inner.at("="):
        return tuple(_declared(inner, key, place, sign, upper) for key, place in found)
    inner.take()
    lower = grammar.expression(inner)
    if upper is None:
        raise ReadingError(
            "missing-operand",
            sign.span,
            f"{sign.text} has no upper limit",
            rf"write {sign.text}_{{{found[0][0]}=…}}^{{m}}",
        )
    return tuple(Run(key, lower, upper) for key, _ in found)


def _read_members(
    inner: Reader, grammar: Grammar, sign: Token, upper: Node | None, found: list[tuple[str, Span]]
) -> tuple[Run, ...]:
    r"""Read ``\in \{1, \dots, m\}``, ``\in [m]``, or ``\in m`` where that is the declared range."""
    inner.take()
    start = inner.position
    if upper is not None:
        raise ReadingError(
            "ambiguous", sign.span, "the set below and the limit above may say different things"
        )
    if inner.at(r"\{", r"\lbrace"):
        members = read_set(inner, grammar)
        if members.kind == "range" and members.lower is not None and members.upper is not None:
            return tuple(Run(key, members.lower, members.upper) for key, _ in found)
        raise ReadingError(
            "unsupported", members.span, "a sum runs over whole numbers that follow one another"
        )
    bracket = inner.take() if inner.at("[") else None
    last = grammar.expression(inner)
    if bracket is not None:
        inner.expect_bracket(bracket)
        one = Number("1", span=inner.since(start))
        return tuple(Run(key, one, last) for key, _ in found)
    runs = tuple(_declared(inner, key, place, sign, None) for key, place in found)
    if any((run.lower, run.upper) != (Number("1"), last) for run in runs):
        raise ReadingError(
            "unsupported",
            inner.since(start),
            "this is no set of numbers",
            r"write \in \{1, \dots, m\}",
        )
    return runs


def _lists_another(inner: Reader) -> bool:
    """Whether behind the comma stands another index, and not a condition."""
    mark = inner.position
    inner.take()
    another = starts_name(inner.token) and not _is_condition(inner)
    inner.position = mark
    return another


def _read_index(inner: Reader, sign: Token, before: list[str]) -> tuple[str, Span]:
    start = inner.position
    index = read_name(inner)
    place = inner.since(start)
    if inner.token.kind == "sub":
        raise ReadingError("unsupported", place, "an index is one letter without scripts")
    # an extreme value is a number of its own, whatever runs around it
    own = sign.text in (r"\max", r"\min")
    if (index in inner.names.bound and not own) or index in before:
        raise ReadingError(
            "ambiguous",
            place,
            f"{index} runs already in what stands around this {sign.text}",
            "choose another letter",
        )
    return index, place


def _declared(inner: Reader, index: str, place: Span, sign: Token, upper: Node | None) -> Run:
    declared = inner.names.indices.get(index)
    if sign.text in (r"\max", r"\min"):
        declared = declared or inner.names.covered.get(index)
    if declared is None:
        raise ReadingError(
            "free-index",
            place,
            f"the range of the index {index} is not known",
            rf"write {sign.text}_{{{index}=1}}^{{…}}, or declare it in a given block",
            name=index,
        )
    lower, default = (moved(end, place) for end in declared)
    return Run(index, lower, default if upper is None else upper)


def _read_bare(inner: Reader, grammar: Grammar, sign: Token, upper: Node | None) -> Below:
    bound = inner.names.bound
    first = read_name(inner)
    if inner.names.canonical(first) is None:
        _declared(inner, first, inner.since(0), sign, upper)
    inner.position = 0
    condition = read_condition(inner, grammar)
    ends: tuple[Node, ...] = ()
    if isinstance(condition, Comparison):
        ends = condition.left, condition.right
    sides = [s for s in ends if isinstance(s, Name)]
    free = [s for s in sides if s.key not in bound]
    if inner.token.kind != "finish" or not free or ends[0] not in sides:
        raise ReadingError(
            "unsupported",
            condition.span,
            f"this condition under {sign.text} does not say which index runs",
            rf"write the index first: {sign.text}_{{j : j \ne i}}",
        )
    run = _declared(inner, free[0].key, free[0].span, sign, upper)
    others = [s.key for s in free[1:] if s.key in inner.names.indices]
    return Below((run,), condition, others[0] if others else None)
