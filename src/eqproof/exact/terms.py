"""The scalar language of exact reasoning: SymPy expressions with inert functions of our own.

SymPy rewrites its own ``exp``, ``log`` and ``Sum`` on construction, partly by rules that need a
domain. The functions here rewrite nothing; what may be done to them stands in ``proof``. Every
expression is real where it is defined, and indices count from 1.
"""

from typing import Any

import sympy as sp

FIRST = sp.Integer(1)
"""The first position."""


class Exp(sp.Function):  # type: ignore[misc]
    """The exponential function, left as it is."""

    nargs = 1
    is_real = True
    is_positive = True


class Log(sp.Function):  # type: ignore[misc]
    """The natural logarithm, left as it is."""

    nargs = 1
    is_real = True


class Absolute(sp.Function):  # type: ignore[misc]
    """The absolute value, left as it is."""

    nargs = 1
    is_real = True
    is_nonnegative = True


class Root(sp.Function):  # type: ignore[misc]
    """The square root of what is 0 or more wherever it is defined, left as it is."""

    nargs = 1
    is_real = True
    is_nonnegative = True


class Delta(sp.Function):  # type: ignore[misc]
    """1 where two indices are equal, 0 otherwise."""

    nargs = 2
    is_real = True

    @classmethod
    def eval(cls, one: sp.Expr, two: sp.Expr) -> sp.Expr | None:
        """Decide what needs no knowledge of ranges but that an index is at least 1."""
        difference = one - two
        if difference == 0:
            return sp.Integer(1)
        if difference.is_nonzero:
            return sp.Integer(0)
        # what is added to both says nothing: the first of them is left without a number
        added, rest = one.as_coeff_Add() if not one.is_Number else two.as_coeff_Add()
        return None if added == 0 or rest == 0 else cls(one - added, two - added)


class Whether(sp.Function):  # type: ignore[misc]
    """1 where a number has a property, 0 otherwise; decided where no range is needed to know it."""

    nargs = 1
    is_real = True
    asked: str
    """What SymPy calls the property."""

    @classmethod
    def eval(cls, difference: sp.Expr) -> sp.Expr | None:
        """Decide what is known without any range."""
        known = getattr(difference, cls.asked)
        return None if known is None else sp.Integer(int(known))


class Equal(Whether):
    """1 where a number is 0, 0 otherwise; for whole indices there is ``Delta``."""

    asked = "is_zero"


class Below(Whether):
    """1 where a number is less than 0, 0 otherwise."""

    asked = "is_negative"


class Kept(sp.Function):  # type: ignore[misc]
    """The 0 or 1 of a condition, while it is taken as a number that does not change."""

    nargs = 1
    is_real = True


class Running(sp.Expr):  # type: ignore[misc]
    """What runs over one or more indices: a body and ``(i, m), (j, d)``, each from 1.

    The indices are dummies that occur nowhere else.
    """

    is_real = True
    is_commutative = True

    def __new__(cls, body: sp.Expr, *ranges: tuple[sp.Symbol, sp.Expr]) -> Any:
        """Make what runs over *ranges* with this *body*."""
        return sp.Expr.__new__(cls, sp.sympify(body), *(sp.Tuple(*r) for r in ranges))

    @property
    def body(self) -> sp.Expr:
        """What is summed or multiplied."""
        return self.args[0]

    @property
    def ranges(self) -> tuple[sp.Tuple, ...]:
        """Pairs of an index and the number of its values."""
        return self.args[1:]  # type: ignore[no-any-return]

    @property
    def free_symbols(self) -> set[sp.Basic]:
        """The symbols of the body that no index binds."""
        bound = {r[0] for r in self.ranges}
        limits = set().union(*(r[1].free_symbols for r in self.ranges))
        return (self.body.free_symbols - bound) | limits  # type: ignore[no-any-return]


class Total(Running):
    """A sum over one or more indices; 0 if there is nothing to sum."""


class Multiplied(Running):
    """A product over one or more indices; 1 if there is nothing to multiply."""


class Largest(Running):
    """The largest value of a body over one index, of which there is one at least."""


class Area(sp.Expr):  # type: ignore[misc]
    """An integral that is not worked out: ``Area(body, x, a, b)``; an infinite end is empty.

    The symbol occurs nowhere else, but for the one that all integrals in normal form share.
    """

    is_real = True
    is_commutative = True

    @property
    def body(self) -> sp.Expr:
        """What is integrated."""
        return self.args[0]

    @property
    def symbol(self) -> sp.Symbol:
        """What runs from one end to the other."""
        return self.args[1]

    @property
    def ends(self) -> tuple[sp.Basic, sp.Basic]:
        """Both ends."""
        return self.args[2], self.args[3]

    @property
    def is_finite_range(self) -> bool:
        """Whether both ends are numbers."""
        return sp.Tuple() not in self.ends

    @property
    def free_symbols(self) -> set[sp.Basic]:
        """The symbols of the body but for the one that runs, and those of the ends."""
        own = self.body.free_symbols - {self.symbol}
        return own.union(*(end.free_symbols for end in self.ends))  # type: ignore[no-any-return]


class Erf(sp.Function):  # type: ignore[misc]
    """The error function, left as it is but for its zero."""

    nargs = 1
    is_real = True

    @classmethod
    def eval(cls, x: sp.Expr) -> sp.Expr | None:
        """Return 0 at 0."""
        return sp.Integer(0) if x.is_zero else None


class Approach(sp.Expr):  # type: ignore[misc]
    """A limit that is not worked out: ``Approach(body, u, kind)``.

    The *kind* says where *u* goes: ``both``, to 0; ``smooth``, to 0, where the body is smooth but
    for the value that is missing; ``above``, to 0 from above; ``far``, beyond all bounds. Of ``sign
    near`` and ``sign far`` only the sign is meant, that of the body for every small, or large,
    positive *u*. The symbol occurs nowhere else.
    """

    is_real = True
    is_commutative = True

    def __new__(cls, body: sp.Expr, symbol: sp.Symbol, kind: str) -> Any:
        """Make the limit of *body*."""
        return sp.Expr.__new__(cls, sp.sympify(body), symbol, sp.Symbol(str(kind)))

    @property
    def body(self) -> sp.Expr:
        """What has the limit."""
        return self.args[0]

    @property
    def symbol(self) -> sp.Symbol:
        """What goes somewhere."""
        return self.args[1]

    @property
    def kind(self) -> str:
        """Where it goes."""
        return str(self.args[2].name)

    @property
    def free_symbols(self) -> set[sp.Basic]:
        """The symbols of the body but for the one that goes somewhere."""
        return self.body.free_symbols - {self.symbol}  # type: ignore[no-any-return]


class Opaque(sp.Function):  # type: ignore[misc]
    """A value about which nothing is known but that equal arguments give equal values."""

    is_real = True


POWER = sp.Symbol("power")
"""The name of a power of a base that is not known to be positive: base and exponent follow."""


def arbitrary(key: str, order: int, argument: sp.Expr) -> sp.Expr:
    """Return the *order*-th derivative of the arbitrary smooth function *key* at *argument*."""
    return Opaque(sp.Symbol(key), sp.Integer(order), argument)


class Smooth(sp.Expr):  # type: ignore[misc]
    """A value of an arbitrary smooth function of whole tensors, or of one of its derivatives.

    ``Smooth(name, place, slots, *arguments)``: the entry of the value at *place*. An argument is
    ``(body, (p, m), …)``, its entry at positions from 1 that are dummies and occur nowhere else. A
    slot ``(k, p, …)`` takes the derivative by the entry of argument ``k`` at these positions. The
    order of the slots says nothing, since partial derivatives of a smooth function commute.
    """

    is_real = True
    is_commutative = True

    def __new__(cls, name: sp.Symbol, place: sp.Tuple, slots: sp.Tuple, *arguments: Any) -> Any:
        """Make the value, its slots in the one order that all values share."""
        ordered = sp.Tuple(*sorted(slots, key=sp.default_sort_key))
        return sp.Expr.__new__(cls, name, place, ordered, *arguments)

    @property
    def arguments(self) -> tuple[sp.Tuple, ...]:
        """The arguments, each with the positions that run in it."""
        return self.args[3:]  # type: ignore[no-any-return]

    @property
    def free_symbols(self) -> set[sp.Basic]:
        """The symbols that no position of an argument binds."""
        found = self.args[1].free_symbols | self.args[2].free_symbols
        for body, *ranges in self.arguments:
            found |= body.free_symbols - {i for i, _ in ranges}
            found = found.union(*(n.free_symbols for _, n in ranges))
        return found  # type: ignore[no-any-return]

    def by(self, argument: int, *positions: sp.Expr) -> "Smooth":
        """Return the derivative by one entry of an argument."""
        name, place, slots, *arguments = self.args
        slot = sp.Tuple(sp.Integer(argument), *positions)
        derived: Smooth = Smooth(name, place, sp.Tuple(*slots, slot), *arguments)
        return derived


class Inner(sp.Symbol):  # type: ignore[misc]
    """The position in an argument of ``Smooth`` that all arguments in normal form share."""

    __slots__ = ("number",)
    number: int

    @classmethod
    def make(cls, number: int, count: sp.Expr) -> "Inner":
        """Return the position *number* of arguments with *count* entries that way."""
        symbol: Inner = cls(f"a{number}:{count}", integer=True, positive=True)
        symbol.number = number
        return symbol


def bound_in(expression: sp.Expr) -> set[sp.Symbol]:
    """Return the indices and positions that run somewhere in *expression*."""
    bound = {i for over in expression.atoms(Running) for i, _ in over.ranges}
    for value in expression.atoms(Smooth):
        bound |= {i for _, *ranges in value.arguments for i, _ in ranges}
    return bound


def dimension(name: str) -> sp.Symbol:
    """Return the symbol of a dimension, a whole number from 1."""
    return sp.Symbol(name, integer=True, positive=True)


class Ranged(sp.Dummy):  # type: ignore[misc]
    """An index that knows how many values it has: a whole number from 1 to *count*."""

    __slots__ = ("count",)
    count: sp.Expr

    @classmethod
    def make(cls, name: str, count: sp.Expr) -> "Ranged":
        """Return a fresh index from 1 to *count*."""
        symbol: Ranged = cls(name, integer=True, positive=True)
        symbol.count = count
        return symbol


class Label(sp.Function):  # type: ignore[misc]
    """A whole number from 1 to a count that a page leaves open: name, positions, count."""

    is_integer = True
    is_positive = True
    is_real = True

    @property
    def count(self) -> sp.Expr:
        """The greatest value."""
        return self.args[-1]


class SymmetricEntry(sp.Function):  # type: ignore[misc]
    """An entry of a matrix of which it is known that row and column can be exchanged."""

    nargs = 3
    is_real = True

    @classmethod
    def eval(cls, name: sp.Symbol, row: sp.Expr, column: sp.Expr) -> sp.Expr | None:
        """Bring row and column into one order."""
        places = sorted((row, column), key=sp.default_sort_key)
        return None if places == [row, column] else cls(name, *places)


class Canonical(sp.Symbol):  # type: ignore[misc]
    """The index with a number and a range that all sums in normal form share."""

    __slots__ = ("count", "number")
    number: int
    count: sp.Expr

    @classmethod
    def make(cls, number: int, count: sp.Expr) -> "Canonical":
        """Return the index *number* of sums to *count*."""
        symbol: Canonical = cls(f"i{number}:{count}", integer=True, positive=True)
        symbol.number = number
        symbol.count = count
        return symbol


def name_of(atom: sp.Expr) -> str:
    """Return the name of the quantity that a symbol or an entry belongs to; "" for any other."""
    if isinstance(atom, sp.Indexed):
        return str(atom.base.label.name)
    if isinstance(atom, SymmetricEntry):
        return str(atom.args[0].name)
    if isinstance(atom, sp.Symbol) and atom == sp.Symbol(atom.name, real=True):
        return str(atom.name)
    return ""
