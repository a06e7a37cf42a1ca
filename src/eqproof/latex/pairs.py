r"""Which letters run in ``\sum_{i < j}``: both, or one with the other fixed.

The condition alone does not say. The second letter is fixed if the rest of the statement uses it:
then the statement is about each value of that letter. If it stands nowhere else, an order between
two letters that the body both uses means all pairs, as in ``\sum_{i < j} w_i w_j``. Any other such
condition is ambiguous.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from eqproof.diagnostics import ReadingError
from eqproof.latex.names import Names
from eqproof.latex.nodes import (
    BigOperator,
    Comparison,
    Node,
    children,
    free_names,
    walk,
    with_parts,
)
from eqproof.latex.places import moved
from eqproof.source import Span

Partners = Mapping[Span, str]
"""The second letters of conditions that stand alone, by the place of the sum or product."""


def settle(sides: Sequence[Node], partners: Partners, names: Names) -> list[Node]:
    """Return the *sides* of a statement with sums over pairs written out. Raises ReadingError."""
    if not partners:
        return list(sides)
    used = set().union(*(_used(side, partners) for side in sides))
    return [_settled(side, partners, used, names, len(sides) > 1) for side in sides]


def _partner(node: Node, partners: Partners) -> str | None:
    bare = isinstance(node, BigOperator) and node.condition is not None
    return partners.get(node.span) if bare else None


def _used(node: Node, partners: Partners) -> set[str]:
    """Return the free names of *node*, without what only sums with a second letter know."""
    found = free_names(node)
    for part in walk(node):
        partner = _partner(part, partners)
        if partner is not None and partner in found and not _stands(node, partner, partners):
            found.discard(partner)
    return found


def _stands(node: Node, key: str, partners: Partners) -> bool:
    """Whether *key* is free in *node* outside of the sums that have it as their second letter."""
    if key not in free_names(node) or _partner(node, partners) == key:
        return False
    inside = list(children(node))
    return not inside or any(_stands(child, key, partners) for child in inside)


def _settled(node: Node, partners: Partners, used: set[str], names: Names, claims: bool) -> Node:
    new = with_parts(node, lambda part: _settled(part, partners, used, names, claims))
    partner = _partner(node, partners)
    if partner is None or partner in used:
        return new
    assert isinstance(new, BigOperator)
    assert isinstance(new.condition, Comparison)
    both = {new.index, partner} <= free_names(new.body)
    if new.condition.sign not in ("<", ">", r"\le", r"\ge") or not both:
        if claims:
            raise _ambiguous(new, new.condition, partner)
        return new
    lower, upper = (moved(end, new.condition.span) for end in names.indices[partner])
    inner = replace(new, index=partner, lower=lower, upper=upper)
    return replace(new, body=inner, condition=None)


def _ambiguous(node: BigOperator, condition: Comparison, partner: str) -> ReadingError:
    sign, index = rf"\{node.kind}", node.index
    return ReadingError(
        "ambiguous",
        condition.span,
        f"{partner} stands nowhere else, so it can be fixed here or run as well as {index}",
        rf"write {sign}_{{{index}, {partner} : …}} if both run, {sign}_{{{index} : …}} if"
        f" {index} runs alone",
    )
