"""What a symbol is on a page: its kind, shape, domain, definition.

A ``Notation`` is what a formula is read against. It is immutable; declaring returns a new one.
How declarations are written in LaTeX is the business of ``declarations``, not of this module.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction as Rational
from typing import Literal

from eqproof.latex.family import Family
from eqproof.latex.forms import Form
from eqproof.latex.nodes import ONE, SCALAR, Dim, Law, Name, Node, Shape
from eqproof.source import Span


@dataclass(frozen=True, slots=True)
class Interval:
    """The real numbers between two ends; an end of None is infinite, and then open."""

    lower: Rational | None = None
    upper: Rational | None = None
    lower_open: bool = True
    upper_open: bool = True


@dataclass(frozen=True, slots=True)
class Finite:
    """Finitely many numbers, in ascending order."""

    values: tuple[Rational, ...]


@dataclass(frozen=True, slots=True)
class Natural:
    """The whole numbers from 1."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The whole numbers from *lower* to a size: the number of a class among K."""

    lower: int
    upper: Dim


Domain = Interval | Finite | Natural | Labels
REALS = Interval()


@dataclass(frozen=True, slots=True)
class Variable:
    """A declared quantity; *domain* holds for every entry, *first* numbers the first entry.

    The columns of a matrix are numbered from *within*, if not as its rows are.
    """

    key: str
    shape: Shape = SCALAR
    domain: Domain = REALS
    first: int = 1
    span: Span | None = field(default=None, compare=False)
    within: int | None = None


@dataclass(frozen=True, slots=True)
class Index:
    r"""A running number, declared by ``i \in \{1, \dots, m\}``; free in a formula: for each."""

    key: str
    lower: Node
    upper: Node
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Dimension:
    r"""A size, known from the exponent of a set, as in ``\mathbb{R}^{m}``; a whole number."""

    key: str
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Function:
    r"""A function of scalars, applied entry by entry, or of whole tensors.

    With a *body* it is defined (``\sigma(t) := …``); without, it is an arbitrary smooth function
    (``f \colon \mathbb{R} \to \mathbb{R}``). Where there are *shapes*, they are those of the
    arguments, which go in whole, and *shape* is that of the value. Parameters that are *declared*
    are the names of the page, on which the definitions *unfolded* depend. *over* are the declared
    indices on which the value depends besides. A *verbatim* function says how its parameters depend
    on other names, and is read with these parameters only.
    """

    key: str
    parameters: tuple[str, ...]
    body: Node | None = None
    span: Span | None = field(default=None, compare=False)
    shapes: tuple[Shape, ...] = ()
    shape: Shape = SCALAR
    declared: tuple[str, ...] = ()
    unfolded: tuple[str, ...] = ()
    over: tuple[str, ...] = ()
    verbatim: bool = False


@dataclass(frozen=True, slots=True)
class Definition:
    r"""A quantity bound by ``:=``. *body* is sized (see ``shapes``); *first* as for a variable.

    A tensor may be defined by its entries: for ``p_c := …`` *entries* is ``("c",)``, the body the
    scalar entry at the index ``c``, *shape* the shape of ``p``. Where the body is a column or a row
    for each index, these are the rows of a matrix; *members* says how they stand.
    *over* are the declared indices on which the value depends besides: it has one for each of
    their values.
    """

    key: str
    body: Node
    shape: Shape = SCALAR
    first: int = 1
    entries: tuple[str, ...] = ()
    members: Literal["row", "member"] | None = None
    span: Span | None = field(default=None, compare=False)
    over: tuple[str, ...] = ()


Symbol = Variable | Index | Dimension | Function | Definition


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """A relation that the claims of a page may assume.

    *declared* says that it is part of what the set of a name says, and not assumed beside it.
    """

    left: Node
    relation: str
    right: Node
    span: Span = field(compare=False)
    declared: bool = False


@dataclass(frozen=True, slots=True)
class Notation:
    r"""All symbols known at a place, the hypotheses in force, and other spellings of components.

    *aliases* maps the letter of a component to its tensor, such as ``w`` to ``\mathbf{w}``; a
    letter that two tensors share leads to none of them, the empty name. *laws* say of random names
    how they are distributed. *families* maps a name with ``_`` or ``^`` behind it to what its
    members are; *forms* are those of functions that are not just a name with brackets.
    *synonyms* are other names for what has one.
    """

    symbols: Mapping[str, Symbol] = field(default_factory=dict)
    hypotheses: tuple[Hypothesis, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)
    laws: Mapping[str, Law] = field(default_factory=dict)
    families: Mapping[str, Family] = field(default_factory=dict)
    forms: Mapping[str, tuple[Form, ...]] = field(default_factory=dict)
    synonyms: Mapping[str, Node] = field(default_factory=dict)

    def lookup(self, key: str) -> Symbol | None:
        """Return the symbol written *key*, through aliases, or None."""
        return self.symbols.get(key) or self.symbols.get(self.aliases.get(key, ""))

    def declare(self, *symbols: Symbol) -> "Notation":
        """Return this notation with *symbols* added or replaced."""
        return replace(self, symbols={**self.symbols, **{s.key: s for s in symbols}})

    def alias(self, written: str, key: str) -> "Notation":
        """Return this notation where *written*, with a subscript, is a component of *key*."""
        known = self.aliases.get(written, key)
        return replace(self, aliases={**self.aliases, written: key if known == key else ""})

    def family(self, written: str, family: Family) -> "Notation":
        """Return this notation where *written*, with a number behind it, is a part of a tensor."""
        return replace(self, families={**self.families, written: family})

    def form(self, form: Form) -> "Notation":
        """Return this notation where *form* is one way to write with its base."""
        known = self.forms.get(form.base, ())
        return replace(self, forms={**self.forms, form.base: (*known, form)})

    def synonym(self, key: str, node: Node) -> "Notation":
        """Return this notation where *key* is another name for *node*."""
        return replace(self, synonyms={**self.synonyms, key: node})

    def assume(self, *hypotheses: Hypothesis) -> "Notation":
        """Return this notation with *hypotheses* added."""
        return replace(self, hypotheses=(*self.hypotheses, *hypotheses))

    def shape(self, key: str) -> Shape:
        """Return the shape of the quantity *key*; indices and dimensions are numbers."""
        symbol = self.lookup(key)
        return symbol.shape if isinstance(symbol, Variable | Definition) else SCALAR

    def first(self, base: Node, axis: int = 0) -> int:
        """Return the number of the first row of the tensor *base*, or of its first column."""
        symbol = self.lookup(base.key) if isinstance(base, Name) else None
        if axis and isinstance(symbol, Variable) and symbol.within is not None:
            return symbol.within
        return symbol.first if isinstance(symbol, Variable | Definition) else 1


def own_tensors(function: Function) -> dict[str, Variable]:
    """Return the parameters that are tensors and no declared names, as variables of the body."""
    pairs = zip(function.parameters, function.shapes, strict=bool(function.shapes))
    return {
        p: Variable(p, shape)
        for p, shape in pairs
        if p not in function.declared and shape != SCALAR
    }


def is_vector(shape: Shape) -> bool:
    """Whether *shape* is a column of more than one entry, or of symbolically many."""
    return shape[1] == ONE and shape[0] != ONE


def is_scalar(shape: Shape) -> bool:
    """Whether *shape* is that of a number."""
    return shape == SCALAR


def dims(*parts: Dim) -> Shape:
    """Return a shape from one (a column) or two dimensions."""
    return (parts[0], ONE) if len(parts) == 1 else (parts[0], parts[1])
