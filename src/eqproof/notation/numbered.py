"""Families: things that are numbered by an index, kept as the rows of one tensor."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from eqproof.diagnostics import ReadingError
from eqproof.latex.nodes import ONE, Add, Dim, Name, Negative, Node, Number
from eqproof.notation.symbols import Dimension, Index, Symbol, Variable
from eqproof.source import Span


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a page before its names are declared one by one.

    *indices* are all that the page declares; *taken* are the names that mean something without a
    number, so that what is written with a number needs a name of its own. *overloaded* are names
    of several functions, told apart by how many parameters they have, *told_apart* those of several
    functions or tables that only the names in their brackets tell apart, *ornate* those of
    functions of which these names mean nothing else. *numbered* are the names that stand somewhere
    with one index below, and that index.
    """

    indices: Mapping[str, Index] = field(default_factory=dict)
    taken: frozenset[str] = frozenset()
    overloaded: frozenset[str] = frozenset()
    told_apart: frozenset[str] = frozenset()
    ornate: frozenset[str] = frozenset()
    numbered: Mapping[str, str] = field(default_factory=dict)


def is_in_script(index: str, key: str) -> bool:
    r"""Whether *index* stands in a script of the name *key*, as ``l`` does in ``W^{[l]}``."""
    letter = rf"(?<![A-Za-z\\]){re.escape(index)}(?![A-Za-z])"
    return re.search(rf"[_^]{{[^{{}}]*{letter}", key) is not None


def one_by_one(keys: Sequence[str], known: Known) -> dict[str, str]:
    r"""Return the families of which *keys* declare all members one by one, each with its index.

    With ``w_1, w_2`` declared and ``w_i`` in use, where ``i`` runs from 1 to 2, they are members.
    """
    found: dict[str, str] = {}
    for base, index in known.numbered.items():
        numbers = {key.removeprefix(f"{base}_").strip("{}") for key in keys if key != base}
        match known.indices.get(index):
            case Index(_, Number("1"), Number(last)) if int(last) > 1 and base not in keys:
                every = {str(number + 1) for number in range(int(last))}
                own = {key for key in keys if key.startswith(f"{base}_")}
                if every <= numbers and len(own) == len(every):
                    found[base] = index
    return found


def layers(indices: Iterable[str], symbols: Mapping[str, Symbol]) -> frozenset[str]:
    r"""Return the *indices* that number nothing, since names and sizes carry them: ``n_l``."""
    carriers = [
        symbol.key
        for symbol in symbols.values()
        if isinstance(symbol, Dimension)
        or (isinstance(symbol, Variable) and ONE not in symbol.shape)
    ]
    return frozenset(i for i in indices if any(is_in_script(i, key) for key in carriers))


def family_key(base: str, signs: Sequence[str], taken: frozenset[str]) -> str:
    r"""Return the name of the tensor behind a family that is written with *signs*, ``_`` or ``^``.

    ``x^{(i)}`` is a row of ``x^{(\cdot)}``; ``y_i`` is an entry of ``y``, if that is nothing else.
    """
    if "^" in signs:
        return rf"{base}^{{(\cdot)}}"
    return rf"{base}_{{\cdot}}" if base in taken else base


def range_of(entry: str, index: object, span: Span) -> tuple[int, Dim]:
    """Return where the numbering by the index *entry* begins and how many values it has."""
    if not isinstance(index, Index) or not isinstance(index.lower, Number):
        raise ReadingError(
            "free-index",
            span,
            f"the range of the index {entry} is not known",
            rf"declare it in a given block: ${entry} \in \{{1, \dots, m\}}$",
            name=entry,
        )
    first = int(index.lower.text)
    upper = dim_of(index.upper)
    if upper is None:
        raise ReadingError("unsupported", span, f"the range of {entry} has no known size")
    return first, Dim(upper.name, upper.offset - first + 1)


def dim_of(node: Node) -> Dim | None:
    """Return the dimension that an expression such as ``k + 1`` is, or None."""
    match node:
        case Number(text) if text.isdigit():
            return Dim(None, int(text))
        case Name(key):
            return Dim(key)
        case Add((Name(key), Number(text))):
            return Dim(key, int(text))
        case Add((Name(key), Negative(Number(text)))):
            return Dim(key, -int(text))
        case _:
            return None
