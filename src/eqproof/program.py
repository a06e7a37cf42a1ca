r"""A chain of equations between numbers as a program in plain SymPy.

It defines what the chain speaks of and lists its sides, so that a reader can go on from there. Only
what SymPy means just as the page does is written: names and entries at one free index, arithmetic,
the usual functions, functions that the page defines, and derivatives of these. For anything else,
and for what holds under a condition, there is no program.

A defined name is written out, as the exact reading does it. One by which a derivative is taken is a
symbol there, and is put in at the end if need be. What is defined by tensors is a symbol, too.
"""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from keyword import iskeyword

from eqproof.latex.nodes import (
    ONE,
    SCALAR,
    Add,
    Call,
    Component,
    Constant,
    Derivative,
    Fraction,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Product,
    free_names,
    walk,
)
from eqproof.notation.reach import reached
from eqproof.notation.symbols import (
    Definition,
    Function,
    Index,
    Interval,
    Notation,
    Variable,
)
from eqproof.statements.claims import Claim

FUNCTIONS: Mapping[str, str] = {
    r"\abs": "sp.Abs({})",
    r"\exp": "sp.exp({})",
    r"\log": "sp.log({})",
    r"\ln": "sp.log({})",
    r"\log_2": "sp.log({}, 2)",
    r"\log_{10}": "sp.log({}, 10)",
    r"\sinh": "sp.sinh({})",
    r"\cosh": "sp.cosh({})",
    r"\tanh": "sp.tanh({})",
    r"\sin": "sp.sin({})",
    r"\cos": "sp.cos({})",
    r"\tan": "sp.tan({})",
    r"\arctan": "sp.atan({})",
}
_DECORATED = re.compile(r"\\(hat|tilde|bar)\{(.*)\}", re.DOTALL)
_WORD = re.compile(r"(?<![\w.\"])[a-zA-Z_]\w*")
_LOOK = re.compile(r"\\(?:mathbf|boldsymbol|mathrm|mathcal)\{([^{}]*)\}")
_SUM, _PRODUCT, _POWER, _ATOM = range(4)

Text = tuple[str, int]
"""An expression in Python, and how tightly it holds together."""


class _NoProgramError(Exception):
    """Something in the chain has no counterpart that is sure to mean the same."""


def program(claims: Sequence[Claim], notation: Notation) -> str | None:
    """Return a program for *claims*, which stand under *notation*.

    It is None if there is none, and for what is no single chain.
    """
    chain = all(a.right == b.left for a, b in pairwise(claims))
    plain = all(_is_plain(claim, notation) for claim in claims)
    if not claims or not chain or not plain:
        return None
    sides = [claims[0].left, *(claim.right for claim in claims)]
    try:
        return _Writer(notation, _varied(sides, notation)).program(sides)
    except _NoProgramError:
        return None


def _is_plain(claim: Claim, notation: Notation) -> bool:
    """Whether *claim* is an equation of numbers that is said without a condition or a way back."""
    bound = claim.converse is not None or claim.beside or claim.inferred
    free = claim.notation is notation and not bound
    return free and claim.relation == "=" and claim.shape == SCALAR


def _varied(sides: Sequence[Node], notation: Notation) -> frozenset[str]:
    """Return the keys of the defined names by which the chain differentiates."""
    found = {
        _entry(variable)[0]
        for side in sides
        for node in walk(side)
        if isinstance(node, Derivative)
        for variable in node.variables
    }
    return frozenset(key for key in found if isinstance(notation.lookup(key), Definition))


def _entry(node: Node) -> tuple[str, str]:
    """Return a name, or that of which an entry is meant, and the free index, if there is one."""
    match node:
        case Name(key):
            return key, ""
        case Component(Name(key), (Name(index),)):
            return key, index
        case _:
            raise _NoProgramError


@dataclass(slots=True)
class _Writer:
    """Writes expressions, and notes what they need: *symbols* and *lines* by their names.

    *held* are the defined names that stay symbols outside of derivatives. All entries stand at one
    free *index*.
    """

    notation: Notation
    held: frozenset[str]
    symbols: dict[str, str] = field(default_factory=dict)
    lines: dict[str, str] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    parameters: dict[str, str] = field(default_factory=dict)
    opaque: set[str] = field(default_factory=set)
    index: str = ""

    def program(self, sides: Sequence[Node]) -> str:
        """Return the whole program for a chain with these *sides*."""
        steps = [self.write(side, self.held, False)[0] for side in sides]
        written = {key: self.put_in(key) for key in sorted(self.held)}
        put_in: dict[str, str] = {}
        for name, key in self.owners.items():
            text, used = written.get(key), self.needed(steps)
            # a symbol beside that on which it depends says too little
            if text and name in used and self.needed([text]) & self.symbols.keys() & used - {name}:
                put_in[name] = text
        used = self.needed([*steps, *put_in.values()])
        self.opaque |= {key for key, text in written.items() if text is None}
        self.check_free({key for name, key in self.owners.items() if name in used})
        head = [f"{name} = {text}" for name, text in self.symbols.items() if name in used]
        head += [f"{name} = {text}" for name, text in self.lines.items() if name in used]
        difference = "(left - right).doit()"
        if put_in:
            pairs = ", ".join(f"{name}: {text}" for name, text in put_in.items())
            head.append(f"put_in = {{{pairs}}}")
            difference += ".subs(put_in)"
        listed = "".join(f"    {step},\n" for step in steps)
        return (
            "import sympy as sp\n\n" + "".join(f"{line}\n" for line in head) + "\n"
            f"steps = [\n{listed}]\n"
            "for left, right in zip(steps, steps[1:]):\n"
            f"    print(sp.simplify({difference}))  # 0 where SymPy finds them equal\n"
        )

    def check_free(self, keys: Set[str]) -> None:
        """Raise if a symbol, all of which have *keys*, stands for what rests on another one."""
        for key in self.opaque & keys:
            if reached([key], self.notation) & keys - {key}:
                raise _NoProgramError
        for one, other in combinations(self.opaque & keys, 2):
            if reached([one], self.notation) & reached([other], self.notation):
                raise _NoProgramError

    def needed(self, texts: Sequence[str]) -> set[str]:
        """Return the names in *texts*, and those in the lines behind them."""
        found: set[str] = set()
        waiting = list(texts)
        while waiting:
            for name in set(_WORD.findall(waiting.pop())) - found:
                found.add(name)
                waiting += [self.lines[name]] if name in self.lines else []
        return found

    def put_in(self, key: str) -> str | None:
        """Return what stands for the defined name *key* in the end, if that can be written."""
        symbol = self.notation.lookup(key)
        if not isinstance(symbol, Definition):
            return None
        try:
            return self.write(self.body(symbol), self.held - {key}, False)[0]
        except _NoProgramError:
            return None

    def write(self, node: Node, held: frozenset[str], inside: bool) -> Text:
        """Return *node*; the names *held* are symbols, and *inside* a derivative only these."""
        match node:
            case Number(text):
                whole = text.isdigit()
                return (text if whole else f'sp.Rational("{text}")'), _ATOM
            case Constant("e"):
                return "sp.E", _ATOM
            case Constant("pi"):
                return "sp.pi", _ATOM
            case Name() | Component():
                return self.named(node, held, inside)
            case Add(terms):
                first = self.at(terms[0], _SUM, held, inside)
                return first + "".join(self.term(t, held, inside) for t in terms[1:]), _SUM
            case Negative(operand):
                return f"-{self.at(operand, _PRODUCT, held, inside)}", _SUM
            case Product(left, right, "" | r"\cdot" | r"\times" | "*" | r"\odot"):
                first = self.at(left, _PRODUCT, held, inside)
                return f"{first}*{self.at(right, _POWER, held, inside)}", _PRODUCT
            case Fraction(above, below):
                first = self.at(above, _PRODUCT, held, inside)
                second = self.at(below, _POWER, held, inside)
                return f"{_exact(first, second)}/{second}", _PRODUCT
            case Power(Constant("e"), exponent):
                return f"sp.exp({self.write(exponent, held, inside)[0]})", _ATOM
            case Power(base, exponent):
                first = self.at(base, _ATOM, held, inside)
                second = self.at(exponent, _ATOM, held, inside)
                return f"{_exact(first, second)}**{second}", _POWER
            case Call(function, (argument,), 0) if function in FUNCTIONS:
                return FUNCTIONS[function].format(self.write(argument, held, inside)[0]), _ATOM
            case Call():
                return self.called(node, held, inside)
            case Derivative(body, variables) if not inside:
                keys = {_entry(variable)[0] for variable in variables}
                own = frozenset(keys)
                by = [self.named(variable, own, True)[0] for variable in variables]
                text = self.write(body, own, True)[0]
                return f"sp.Derivative({text}, {', '.join(by)})", _ATOM
            case _:
                raise _NoProgramError

    def at(self, node: Node, level: int, held: frozenset[str], inside: bool) -> str:
        text, own = self.write(node, held, inside)
        return text if own >= level else f"({text})"

    def term(self, node: Node, held: frozenset[str], inside: bool) -> str:
        """Return a term of a sum with its sign."""
        if isinstance(node, Negative):
            return f" - {self.at(node.operand, _PRODUCT, held, inside)}"
        return f" + {self.at(node, _PRODUCT, held, inside)}"

    def named(self, node: Node, held: frozenset[str], inside: bool) -> Text:
        key, index = _entry(node)
        if key in self.parameters and not index:
            return self.parameters[key], _ATOM
        known = self.notation.lookup(key)
        if index:
            if self.index not in ("", index) or not isinstance(self.notation.lookup(index), Index):
                raise _NoProgramError
            self.index = index
        if not isinstance(known, Variable | Definition) or (known.shape == SCALAR) == bool(index):
            raise _NoProgramError
        if index and known.shape[1] != ONE:
            raise _NoProgramError
        base = _letters(known.key) + (f"_{_letters(index)}" if index else "")
        if isinstance(known, Variable):
            return self.symbol(base, known.key, _assumptions(known)), _ATOM
        if known.key not in held:
            try:
                text = self.write(self.body(known), held, inside)[0]
                return self.line(base, text, known.key in self.held), _ATOM
            except _NoProgramError:
                if inside:  # how it changes is not seen
                    raise
                self.opaque.add(known.key)
        return self.symbol(base, known.key, "real=True"), _ATOM

    def body(self, known: Definition) -> Node:
        """Return what defines a number, or the entry of a column at the free index."""
        if known.over or known.members or (known.shape != SCALAR) != bool(known.entries):
            raise _NoProgramError
        if known.entries not in ((), (self.index,)):
            raise _NoProgramError
        return known.body

    def called(self, node: Call, held: frozenset[str], inside: bool) -> Text:
        """Return a function that the page defines by its parameters and declared numbers alone."""
        known = self.notation.lookup(node.function)
        if not isinstance(known, Function) or known.body is None:
            raise _NoProgramError
        unusual = (known.shapes, known.declared, known.unfolded, known.over, known.verbatim)
        if any(unusual) or known.shape != SCALAR or len(node.arguments) != len(known.parameters):
            raise _NoProgramError
        given = [self.write(argument, held, inside)[0] for argument in node.arguments]
        name = self.function(known)
        if not node.primes:
            return f"{name}({', '.join(given)})", _ATOM
        if len(given) > 1:
            raise _NoProgramError
        own = self.symbol(f"{_letters(known.parameters[0])}_slope", node.function, "real=True")
        return f"{name}({own}).diff({own}, {node.primes}).subs({own}, {given[0]})", _ATOM

    def function(self, known: Function) -> str:
        """Return the name of a function that is defined above."""
        assert known.body is not None
        names = free_names(known.body) - set(known.parameters)
        if any(isinstance(self.notation.lookup(name), Definition) for name in names):
            raise _NoProgramError
        around, self.parameters = self.parameters, {}
        for parameter in known.parameters:
            base = _letters(parameter)
            # a declared name is another symbol, of which more may be known
            name = base if self.notation.lookup(parameter) is None else f"{base}_any"
            self.parameters[parameter] = self.symbol(name, f"parameter {base}", "real=True")
        own = ", ".join(self.parameters.values())
        text = self.write(known.body, frozenset(), True)[0]
        self.parameters = around
        return self.line(_letters(known.key), f"sp.Lambda(({own},), {text})")

    def symbol(self, name: str, owner: str, assumptions: str) -> str:
        """Return the name of a symbol; two things never share one."""
        if self.owners.setdefault(name, owner) != owner or name in self.lines:
            raise _NoProgramError
        self.symbols[name] = f'sp.Symbol("{name}", {assumptions})'
        return name

    def line(self, base: str, text: str, has_symbol: bool = False) -> str:
        """Return the name of a line for *text*; what is written in two ways has two."""
        number = 1 + has_symbol
        name = base if number == 1 else f"{base}_{number}"
        while name in self.symbols or self.lines.get(name, text) != text:
            number += 1
            name = f"{base}_{number}"
        self.lines[name] = text
        return name


def _letters(key: str) -> str:
    """Return a name as a Python identifier. Raises if it has letters that Python cannot say."""
    decorated = _DECORATED.fullmatch(key)
    if decorated:
        return f"{_letters(decorated[2])}_{decorated[1]}"
    letters = re.sub(r"[{}\\]", "", _LOOK.sub(r"\1", key))
    if not letters.isascii() or not letters.isidentifier() or letters == "sp":
        raise _NoProgramError
    return f"{letters}_" if iskeyword(letters) else letters


def _assumptions(known: Variable) -> str:
    match known.domain:
        case Interval(lower=lower, lower_open=is_open) if lower is not None and lower >= 0:
            return "positive=True" if is_open or lower > 0 else "nonnegative=True"
        case Interval():
            return "real=True"
        case _:
            raise _NoProgramError


def _exact(first: str, second: str) -> str:
    """Return *first* so that Python does not divide or raise two of its own numbers."""
    numbers = not _WORD.search(first) and not _WORD.search(second)
    return f"sp.Integer({first})" if numbers else first
