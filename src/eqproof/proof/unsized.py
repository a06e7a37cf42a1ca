r"""Claims about literal sizes, with a symbol in the place of each number or sum.

``\mathbb{R}^{4 \times 3}`` becomes ``\mathbb{R}^{m \times d}``, everywhere at once: in what is
declared, defined and assumed, and in the limits of sums that run to such a size. Where the symbols
have the values of the numbers, this is the claim itself. So a proof for all sizes is a proof of it,
and often a much shorter one. The converse does not hold: what is not proved so is tried as it
stands, and whether the sides are defined is asked of the claim itself.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from eqproof.diagnostics import ReadingError
from eqproof.latex.nodes import (
    Add,
    BigOperator,
    Dim,
    Name,
    Negative,
    Node,
    Number,
    NumberSet,
    Power,
    TensorFunction,
    walk,
)
from eqproof.notation.symbols import Definition, Dimension, Index, Notation, Variable
from eqproof.proof.assumed import facts_of
from eqproof.proof.facts import Facts
from eqproof.sizes.shapes import size_sides
from eqproof.source import Span
from eqproof.statements.claims import Claim


def unsized(claim: Claim, facts: Facts) -> tuple[Claim, Facts] | None:
    """Return *claim* and *facts* for all sizes; None if no size is literal, or one must be."""
    names = _names(facts.notation)
    if not names:
        return None
    if not facts.unsized:
        facts.unsized.append(facts_of(_notation(facts.notation, names)))
    general = facts.unsized[0]
    left, right = (_kept(side, names, facts) for side in (claim.left, claim.right))
    shape = _rewritten(claim.shape, names)
    if not isinstance(right, NumberSet):
        try:
            fits = size_sides(left, right, general.notation)[2] == shape
        except ReadingError:
            fits = False
        if not fits:
            return None
    found = replace(claim, left=left, right=right, shape=shape, notation=general.notation)
    return found, general


def _names(notation: Notation) -> dict[Dim, str]:
    """Return a name, which no page can give, for every literal size of what is declared.

    Where matrices are inverted, a size such as ``k + 1`` gets one as well: sums that are taken
    apart at their ends do not show that a matrix stands beside its inverse.
    """
    symbols = notation.symbols.values()
    dims = {d for s in symbols if isinstance(s, Variable | Definition) for d in s.shape}
    sums = any(d.name and d.offset for d in dims) and _inverts(notation)
    return {d: f"size {d}" for d in dims if (sums and d.offset if d.name else d.offset > 1)}


def _inverts(notation: Notation) -> bool:
    """Whether an inverse or a determinant stands in what is defined or assumed."""
    bodies = [s.body for s in notation.symbols.values() if isinstance(s, Definition)]
    assumed = [side for h in notation.hypotheses for side in (h.left, h.right)]
    return any(
        node.kind == "det" if isinstance(node, TensorFunction) else _is_inverse(node)
        for body in (*bodies, *assumed)
        for node in walk(body)
    )


def _is_inverse(node: Node) -> bool:
    return isinstance(node, Power) and node.exponent == Negative(Number("1"))


def _notation(notation: Notation, names: Mapping[Dim, str]) -> Notation:
    return _in_parts(notation, names).declare(*map(Dimension, names.values()))  # type: ignore[no-any-return]


def _kept(node: Node, names: Mapping[Dim, str], facts: Facts) -> Node:
    """Return *node* rewritten, the same one each time: two links of a chain share a side."""
    if id(node) not in facts.rewritten:
        facts.rewritten[id(node)] = (node, _rewritten(node, names))
    return facts.rewritten[id(node)][1]


def _rewritten(value: Any, names: Mapping[Dim, str]) -> Any:
    match value:
        case Dim() if value in names:
            return Dim(names[value])
        case tuple():
            return tuple(_rewritten(v, names) for v in value)
        case dict():
            return {key: _rewritten(v, names) for key, v in value.items()}
        case BigOperator() | Index():
            return replace(_in_parts(value, names), upper=_limit(value.upper, names))
        case _ if is_dataclass(value) and not isinstance(value, Span):
            return _in_parts(value, names)
        case _:
            return value


def _in_parts(value: Any, names: Mapping[Dim, str]) -> Any:
    changed = {f.name: _rewritten(getattr(value, f.name), names) for f in fields(value)}
    return replace(value, **changed)


def _limit(upper: Node, names: Mapping[Dim, str]) -> Node:
    sizes = {str(dim): name for dim, name in names.items()}
    match upper:
        case Number(text) if text in sizes:
            return Name(sizes[text])
        case Add((Name(key), Number(text))) if f"{key}+{text}" in sizes:
            return Name(sizes[f"{key}+{text}"])
    return _rewritten(upper, names)  # type: ignore[no-any-return]
