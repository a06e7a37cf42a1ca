"""Places in a tree: where a node stands, and the tree with another node there."""

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

from eqproof.latex.nodes import (
    Add,
    Branch,
    Component,
    Draw,
    ErrorTerm,
    Law,
    Name,
    Negative,
    Node,
    Row,
    Slice,
    with_parts,
)
from eqproof.source import Span

Path = tuple[tuple[str, int | None], ...]
"""From the root down: the field, and the number in it where the field holds several nodes."""

# What stands in these is a name that is moved, a position, a limit or a condition, no quantity.
_NO_VALUE = frozenset({"variables", "variable", "indices", "index", "lower", "upper", "condition"})


_PARTS = (Component, Slice)


def places(root: Node, path: Path = ()) -> Iterator[tuple[Path, Node]]:
    """Yield every node of *root* with its place, in reading order, outer nodes first.

    An error term is one: what stands in it says of what order it is.
    """
    yield path, root
    if isinstance(root, ErrorTerm):
        return
    for entry in fields(root):
        value: Any = getattr(root, entry.name)
        if isinstance(value, Node):
            yield from places(value, (*path, (entry.name, None)))
        elif isinstance(value, tuple):
            for number, item in enumerate(value):
                if isinstance(item, Node):
                    yield from places(item, (*path, (entry.name, number)))


def put(root: Node, path: Path, new: Node) -> Node:
    """Return *root* with *new* at *path*."""
    if not path:
        return new
    (name, number), rest = path[0], path[1:]
    value: Any = getattr(root, name)
    changed: dict[str, Any] = {}
    if number is None:
        changed[name] = put(value, rest, new)
    else:
        changed[name] = (*value[:number], put(value[number], rest, new), *value[number + 1 :])
    return replace(root, **changed)


def at(root: Node, path: Path) -> Node:
    """Return the node at *path*."""
    for name, number in path:
        value: Any = getattr(root, name)
        root = value if number is None else value[number]
    return root


def values(root: Node) -> list[tuple[Path, Node]]:
    """Return the places of all parts that have a value of their own in the formula, in order."""
    return [
        (path, node)
        for path, node in places(root)
        if not any(name in _NO_VALUE for name, _ in path)
        and not isinstance(node, Branch | Draw | Law | Row)
        and not (path and path[-1][0] == "base" and isinstance(at(root, path[:-1]), _PARTS))
    ]


def names(root: Node) -> list[tuple[Path, Name]]:
    """Return the places of all names of quantities in reading order, those with subscripts too."""
    return [
        (path, node)
        for path, node in places(root)
        if isinstance(node, Name) and not any(name in _NO_VALUE for name, _ in path)
    ]


def instance(body: Node, index: str, value: Node) -> Node:
    """Return *body* with *value* wherever *index* stands."""
    for path, node in places(body):
        if node == Name(index):
            body = put(body, path, value)
    return body


def moved(node: Node, span: Span) -> Node:
    """Return *node* with everything in it standing at *span*."""
    return replace(with_parts(node, lambda part: moved(part, span)), span=span)


def summands(side: Node) -> Iterator[Node]:
    """Yield the summands of *side*, without their signs."""
    for term in side.terms if isinstance(side, Add) else (side,):
        yield term.operand if isinstance(term, Negative) else term
