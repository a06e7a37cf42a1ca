"""What a careful user does around a reader: definitions put in, derivatives carried out.

Everything that is put in was read by the same reader in the same spelling. A name that the reader
made up is what it is to SymPy: a free quantity.
"""

from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef

from bench.names import Table, plain_name
from bench.peers import Reader, RefusedError, read_with
from eqproof.latex.nodes import Component, Name, Node, walk
from eqproof.latex.printer import to_latex
from eqproof.notation.symbols import Function


class MadeUpError(Exception):
    """The reader returned a name that the page does not have."""


class UndecidableError(Exception):
    """What was read may be right, but no answer can be built on it in a fair way."""


def unfold(expression: Any, table: Table, reader: Reader) -> Any:
    """Return *expression* in declared quantities only, without derivatives and functions.

    Raises UndecidableError where that cannot be done.
    """
    return _Unfolding(table, reader).whole(expression, frozenset())


class _Unfolding:
    """One table with its reader. The methods return expressions without definitions."""

    def __init__(self, table: Table, reader: Reader) -> None:
        self.table = table
        self.reader = reader
        self.depth = 0

    def whole(self, expression: Any, held: frozenset[Node]) -> Any:
        """Unfold all but the names that are *held* as variables of a derivative."""
        if isinstance(expression, sp.Symbol):
            return self._symbol(expression, held)
        if isinstance(expression, AppliedUndef):
            return self._application(expression, held)
        if isinstance(expression, sp.Derivative):
            return self._derivative(expression, held)
        if not expression.args:
            return expression
        return expression.func(*(self.whole(a, held) for a in expression.args))

    def _symbol(self, symbol: Any, held: frozenset[Node]) -> Any:
        if isinstance(symbol, sp.Dummy):
            return symbol
        if is_e(symbol, self.table):
            return sp.E
        node = self.table.node(str(symbol))
        if node is None:
            return self._made_up(symbol)
        body = None if node in held else self.table.body(node)
        opened = None if body is None else self._definition(body, held)
        if body is not None and opened is None:
            self.table.unread.add(node)
        return atom(node, self.table) if opened is None else opened

    def _made_up(self, thing: Any) -> Any:
        if self.depth:
            raise MadeUpError(str(thing))
        return thing

    def _definition(self, body: Node, held: frozenset[Node]) -> Any:
        """Return a definition unfolded, None when it is not read."""
        self.depth += 1
        try:
            return self.whole(self.read(body), held)
        except (RefusedError, MadeUpError):
            return None
        finally:
            self.depth -= 1

    def read(self, node: Node) -> Any:
        """Return a formula of the page as the reader reads it; it is read once."""
        if node not in self.table.read:
            try:
                self.table.read[node] = read_with(self.reader, self.table.latex(node))
            except RefusedError as refused:
                self.table.read[node] = refused
        found = self.table.read[node]
        if isinstance(found, RefusedError):
            raise found
        return found

    def _application(self, applied: Any, held: frozenset[Node]) -> Any:
        arguments = [self.whole(a, held) for a in applied.args]
        function = function_of(applied, self.table)
        if function is None:
            return self._made_up(applied.func(*arguments))
        if function.body is None or len(arguments) != len(function.parameters):
            raise UndecidableError("an arbitrary function")
        dummies = {plain_name(p): sp.Dummy() for p in function.parameters}
        try:
            body = self.read(function.body)
        except RefusedError:
            raise UndecidableError("the definition of a function") from None
        names = {s: plain_name(str(s)) for s in body.free_symbols}
        own = {s: dummies[name] for s, name in names.items() if name in dummies}
        opened = self.whole(body.xreplace(own), held)
        return opened.xreplace(dict(zip(dummies.values(), arguments, strict=True)))

    def _derivative(self, derivative: Any, held: frozenset[Node]) -> Any:
        nodes = {v: self.table.node(str(v)) for v in derivative.variables}
        now = held | frozenset(node for node in nodes.values() if node is not None)
        body = self.whole(derivative.expr, now)
        sums = body.has(sp.Sum, sp.Product) and body.has(AppliedUndef)
        if sums or any(is_open(s, self.table) for s in body.free_symbols if s not in nodes):
            raise UndecidableError("a derivative through entries of a sum or a column")
        for symbol, node in nodes.items():
            variable = symbol if node is None else atom(node, self.table)
            body = sp.diff(body, (variable, derivative.variables.count(symbol)))
        return self._released(body, now - held, held)

    def _released(self, expression: Any, released: frozenset[Node], held: frozenset[Node]) -> Any:
        """Put in what the variables of a derivative are defined as, now that it is carried out."""
        values = {}
        for node in released:
            body = self.table.body(node)
            opened = None if body is None else self._definition(body, held)
            if opened is not None:
                values[atom(node, self.table)] = opened
        return expression.xreplace(values)


def is_e(symbol: Any, table: Table) -> bool:
    """Whether *symbol* is the number e: a reader may take it for a letter, the page does not."""
    return str(symbol) == "e" and table.node("e") is None


def function_of(applied: Any, table: Table) -> Function | None:
    """Return the function of the page that is applied here."""
    symbols = table.notation.symbols.values()
    name = plain_name(str(applied.func))
    found = (s for s in symbols if isinstance(s, Function) and plain_name(s.key) == name)
    return next(found, None)


def component_name(applied: Any) -> str:
    """Return the name of a component that `atom` made a function of its summed index."""
    return f"{applied.func}_" + "".join(str(a) for a in applied.args)


def is_open(symbol: Any, table: Table) -> bool:
    """Whether *symbol* is taken for a free quantity, but is defined by something."""
    node = table.node(str(symbol))
    return node is not None and table.is_opaque(node)


def atom(node: Node, table: Table) -> Any:
    """Return a declared quantity in SymPy; a component of a summed index becomes a function."""
    if isinstance(node, Name) and node.key in table.indices:
        return sp.Symbol(plain_name(node.key), **table.assumptions(node))
    bound = [i for i in _indices(node) if i in table.indices]
    if not isinstance(node, Component) or not bound:
        return sp.Symbol(plain_name(table.latex(node)), **table.assumptions(node))
    base = plain_name(table.latex(node.base))
    own = [atom(i, table) if isinstance(i, Name) else sp.sympify(to_latex(i)) for i in node.indices]
    return sp.Function(base, **table.assumptions(node))(*own)


def _indices(node: Node) -> list[str]:
    if not isinstance(node, Component):
        return []
    return [n.key for i in node.indices for n in walk(i) if isinstance(n, Name)]
