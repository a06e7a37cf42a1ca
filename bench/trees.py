"""Syntax trees with some of their nodes replaced."""

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

from eqproof.latex.nodes import Node


def rebuilt(node: Node, change: Callable[[Node], Node | None]) -> Node:
    """Return *node* with *change* applied from the top; None says: look further below."""
    changed = change(node)
    if changed is not None:
        return changed
    new: dict[str, Any] = {}
    for entry in fields(node):
        value: Any = getattr(node, entry.name)
        if isinstance(value, Node):
            new[entry.name] = rebuilt(value, change)
        elif isinstance(value, tuple) and any(isinstance(item, Node) for item in value):
            new[entry.name] = tuple(
                rebuilt(item, change) if isinstance(item, Node) else item for item in value
            )
    return replace(node, **new) if new else node
