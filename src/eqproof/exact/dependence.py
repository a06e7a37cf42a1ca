"""What a formula rests on, through functions and definitions; what stands still in a derivative."""

from collections.abc import Iterable
from dataclasses import replace

from eqproof.exact.frames import Frame
from eqproof.latex.nodes import Component, Name, Node, varied
from eqproof.notation.reach import free_names
from eqproof.notation.symbols import Definition, Function, Interval, Notation, Variable


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
    variables = tuple(variables)
    bases = [v.base if isinstance(v, Component) else v for v in variables]
    keys = {b.key for b in bases if isinstance(b, Name) and b.key not in frame.bound}
    symbols = {s.key for key in keys if (s := frame.notation.lookup(key)) is not None}
    known = len(symbols) == 1 and all(isinstance(b, Name) for b in bases)
    by = next(iter(symbols)) if known and len(keys) == 1 else None
    return replace(frame, by=by, moved=by or _all_of(variables, frame))


def _all_of(variables: Iterable[Node], frame: Frame) -> str | None:
    """Return ``None`` if all of *variables* are declared or parameters, else ``?``."""
    names = [varied(v) for v in variables]
    keys = [n.key for n in names if isinstance(n, Name)]
    symbols = [frame.notation.lookup(key) for key in keys if key not in frame.bound]
    real = (isinstance(s, Variable) and isinstance(s.domain, Interval) for s in symbols)
    return None if len(keys) == len(names) and all(real) else "?"


def moving_on(frame: Frame, variables: Iterable[Node] = ()) -> Frame:
    """Return *frame* where a derivative by *variables* goes on around another, or through a name
    that is bound here: what moves is then not one name any more.
    """
    before = frame.notation.lookup(frame.moved) if frame.moved else None
    sealed = frame.moved is not None and not isinstance(before, Variable)
    return replace(frame, by=None, moved="?" if sealed else _all_of(variables, frame))


def stands_still(node: Node, frame: Frame) -> bool:
    """Whether the derivative does not go through *node*: it is held, or rests on nothing moved."""
    if frame.by is None:
        return False
    if isinstance(node, Name):
        symbol = frame.notation.lookup(node.key)
        if symbol is not None and symbol.key == frame.by:
            return True
    return frame.by not in rests_on(node, frame.notation)
