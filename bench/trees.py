"""Syntax trees with some of their nodes replaced."""

from collections.abc import Callable

from eqproof.latex.nodes import Node, with_parts


def rebuilt(node: Node, change: Callable[[Node], Node | None]) -> Node:
    """Return *node* with *change* applied from the top; None says: look further below."""
    changed = change(node)
    if changed is not None:
        return changed
    return with_parts(node, lambda part: rebuilt(part, change))
