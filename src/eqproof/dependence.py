"""What a formula rests on, through functions and definitions; what stands still in a derivative."""

from collections.abc import Iterable
from dataclasses import replace

from eqproof.frames import Frame
from eqproof.latex.nodes import Component, Name, Node
from eqproof.notation import Definition, Function, Notation
from eqproof.reach import free_names


def rests_on(node: Node, notation: Notation) -> set[str]:
    """Return the names behind *node*, of which every definition and function is looked through."""
    found: set[str] = set()
    waiting = list(free_names(node))
    while waiting:
        symbol = notation.lookup(waiting.pop())
        if symbol is None or symbol.key in found:
            continue
        found.add(symbol.key)
        if isinstance(symbol, Definition | Function) and symbol.body is not None:
            waiting += free_names(symbol.body)
    return found


def moving(variables: Iterable[Node], frame: Frame) -> Frame:
    """Return *frame* where it is known that a derivative is by *variables*.

    By more than one name, nothing is known: a name that is held beside one may move with the other.
    """
    bases = [v.base if isinstance(v, Component) else v for v in variables]
    keys = {b.key for b in bases if isinstance(b, Name) and b.key not in frame.bound}
    symbols = {s.key for key in keys if (s := frame.notation.lookup(key)) is not None}
    known = len(symbols) == 1 and all(isinstance(b, Name) for b in bases)
    return replace(frame, by=next(iter(symbols)) if known and len(keys) == 1 else None)


def stands_still(node: Node, frame: Frame) -> bool:
    """Whether the derivative does not go through *node*: it is held, or rests on nothing moved."""
    if frame.by is None:
        return False
    if isinstance(node, Name):
        symbol = frame.notation.lookup(node.key)
        if symbol is not None and symbol.key == frame.by:
            return True
    return frame.by not in rests_on(node, frame.notation)
