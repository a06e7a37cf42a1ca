"""What is known of the symbols in an exact expression: ranges of values, and fixed values.

Built once for a notation. A fact holds for every entry of a tensor, unless it names one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import sympy as sp

from eqproof.elementary import NoMeaning
from eqproof.evaluate import Point
from eqproof.latex.nodes import SCALAR, Component, Constant, Differential, Dim, Name, Node, Number
from eqproof.meaning import Frame, entry, name_of, shape_of
from eqproof.notation import Finite, Hypothesis, Interval, Natural, Notation, Variable
from eqproof.proof.names import free_names, reached

REALS = Interval()


@dataclass(frozen=True, slots=True)
class Facts:
    """*domains* by name; *values* of single symbols and entries, from hypotheses.

    *unused* are the hypotheses that the exact side could make nothing of. What has been found out
    under these facts is kept: *normals* are normal forms, *cleared* the names of definitions that
    are shown to be defined everywhere, *points* the samples for declared names and free indices,
    *positions* what stands for any row, any column, or any value of an index, *sides* the entries
    of a side there, and *defined* the sides that are shown to be defined; sides by their identity.
    """

    notation: Notation
    domains: Mapping[str, Interval | Finite]
    values: Mapping[sp.Expr, sp.Expr] = field(default_factory=dict)
    unused: tuple[Hypothesis, ...] = ()
    outermost: Frame = field(kw_only=True)
    normals: dict[sp.Expr, sp.Expr] = field(default_factory=dict)
    cleared: set[str] = field(default_factory=set)
    points: dict[tuple[frozenset[str], tuple[str, ...]], list[Point]] = field(default_factory=dict)
    positions: dict[tuple[str | int, Dim], list[sp.Expr]] = field(default_factory=dict)
    sides: dict[tuple[object, ...], tuple[Node, sp.Expr]] = field(default_factory=dict)
    defined: dict[int, Node] = field(default_factory=dict)

    def frame(self, bound: Mapping[str, sp.Expr] | None = None) -> Frame:
        """Return the frame in which formulas under these facts are to be read."""
        return replace(self.outermost, bound=bound or {})

    def domain(self, atom: sp.Expr) -> Interval | Finite:
        """Return the values that a symbol or an entry can take."""
        return self.domains.get(name_of(atom), REALS)


def facts_of(notation: Notation) -> Facts:
    """Return what *notation* says of its symbols."""
    domains: dict[str, Interval | Finite] = {}
    for symbol in notation.symbols.values():
        if isinstance(symbol, Variable):
            natural = isinstance(symbol.domain, Natural)
            domains[symbol.key] = Interval(_ONE, None, False) if natural else symbol.domain  # type: ignore[assignment]
    values: dict[sp.Expr, sp.Expr] = {}
    fixed: set[str] = set()
    unused: list[Hypothesis] = []
    frame = Frame(notation)
    for hypothesis in notation.hypotheses:
        for one, two in ((hypothesis.left, hypothesis.right), (hypothesis.right, hypothesis.left)):
            if hypothesis.relation != "=":
                continue
            if isinstance(one, Differential) and isinstance(one.body, Name) and _is_zero(two):
                fixed.add(one.body.key)
                break
            pair = _value(one, two, frame)
            if pair is not None and pair[0] not in values and not _leads_to(*pair, values):
                values[pair[0]] = pair[1]
                break
        else:
            unused.append(hypothesis)
    outermost = replace(frame, fixed=frozenset(fixed), tied=_ties(notation))
    return Facts(notation, domains, values, tuple(unused), outermost=outermost)


_ONE = sp.Rational(1)


def _is_zero(node: Node) -> bool:
    return (isinstance(node, Constant) and node.kind == "zeros") or node == Number("0")


def _value(one: Node, two: Node, frame: Frame) -> tuple[sp.Expr, sp.Expr] | None:
    """Return the symbol that *one* is and the value that *two* gives it, if that is all it says.

    An entry with a free index is no single symbol: what is said of it holds for every one.
    """
    base = one.base if isinstance(one, Component) else one
    if not isinstance(base, Name) or not isinstance(frame.notation.lookup(base.key), Variable):
        return None
    try:
        if shape_of(one, frame) != SCALAR:
            return None
        symbol, value = entry(one, frame), entry(two, frame)
    except (NoMeaning, TypeError):
        return None
    if not isinstance(symbol, sp.Symbol | sp.Indexed) or value.has(sp.zoo, sp.nan):
        return None
    return symbol, value


def _ties(notation: Notation) -> dict[str, frozenset[str]]:
    """Return the variables that a hypothesis sets equal to something, and what that rests on."""
    ties: dict[str, frozenset[str]] = {}
    for hypothesis in notation.hypotheses:
        sides = (hypothesis.left, hypothesis.right)
        for one, two in (sides, sides[::-1]) if hypothesis.relation == "=" else ():
            base = one.base if isinstance(one, Component) else one
            variable = notation.lookup(base.key) if isinstance(base, Name) else None
            if isinstance(variable, Variable):
                behind = reached(free_names(two), notation) - {variable.key}
                ties[variable.key] = ties.get(variable.key, frozenset()) | behind
    return ties


def _leads_to(symbol: sp.Expr, value: sp.Expr, values: Mapping[sp.Expr, sp.Expr]) -> bool:
    """Whether putting in *values*, again and again, would bring *symbol* back into its *value*.

    Of a tensor any entry counts, since an index may come to be that of the symbol.
    """
    seen: set[sp.Expr] = set()
    waiting = [value]
    while waiting:
        for atom in waiting.pop().atoms(sp.Symbol, sp.Indexed):
            if name_of(atom) == name_of(symbol):
                return True
            waiting += [v for k, v in values.items() if k == atom and k not in seen]
            seen.add(atom)
    return False
