"""Functions that a page defines, exactly: the body, with the arguments in place of the parameters.

The body is read with a symbol for each parameter, also in what is defined by it, and the symbols
are then all replaced at once. So a derivative in the body is taken by the parameter, whatever the
argument is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import sympy as sp

from eqproof.exact.elementary import NoMeaning
from eqproof.exact.frames import Entry, Frame, place
from eqproof.exact.terms import FIRST, Delta, Ranged, dimension, name_of
from eqproof.latex.nodes import Add, Call, Name, Negative, Node, Number, Shape
from eqproof.notation.symbols import Definition, Function, Index, own_tensors


@dataclass(frozen=True, slots=True)
class Application:
    """A *frame* for the body of a function, where parameters are symbols, and the arguments.

    *numbers* are those for symbols that stand for nothing else, *tensors* those for names.
    """

    frame: Frame
    numbers: Mapping[sp.Symbol, sp.Expr]
    tensors: Mapping[str, tuple[Shape, Entry]] = field(default_factory=dict)

    @property
    def only(self) -> sp.Symbol:
        """The symbol for the one parameter that there is."""
        (symbol,) = self.numbers or (sp.Symbol(key, real=True) for key in self.tensors)
        return symbol

    def put(self, expression: sp.Expr) -> sp.Expr:
        """Return *expression* with the arguments in place of the parameters."""
        if isinstance(expression, sp.Symbol | sp.Indexed):
            if expression in self.numbers:
                return self.numbers[expression]
            if name_of(expression) not in self.tensors:
                return expression.xreplace(dict(self.numbers))
            shape, argument = self.tensors[name_of(expression)]
            positions = (p.xreplace(dict(self.numbers)) for p in place(expression, shape))
            return argument(*positions)
        if not self.tensors or isinstance(expression, Delta):
            return expression.xreplace(dict(self.numbers))
        if not expression.args:
            return expression
        return expression.func(*(self.put(a) for a in expression.args))


def at_own_names(function: Function, node: Call, frame: Frame) -> bool:
    """Whether declared parameters are themselves: then the function is a quantity by its name."""
    return not node.primes and all(
        isinstance(a, Name) and a.key == p and p not in frame.bound
        for p, a in zip(function.parameters, node.arguments, strict=True)
        if p in function.declared
    )


def running(parameter: str, frame: Frame) -> tuple[sp.Symbol, sp.Expr]:
    """Return a symbol for a parameter, and what is added to it; an index counts from 1."""
    index = frame.notation.lookup(parameter)
    if not isinstance(index, Index) or index.key != parameter:
        return sp.Dummy(parameter, real=True), sp.Integer(0)
    lower, upper = _limit(index.lower), _limit(index.upper)
    return Ranged.make(parameter.strip("\\"), upper - lower + 1), lower - 1


def _limit(node: Node) -> sp.Expr:
    """Return the end of the range of an index."""
    match node:
        case Number(text):
            return sp.Integer(text)
        case Name(key):
            return dimension(key)
        case Add(terms):
            return sp.Add(*map(_limit, terms))
        case Negative(operand):
            return -_limit(operand)
        case _:
            raise NoMeaning("an index with such a range")


def applied(
    function: Function, node: Call, frame: Frame, arguments: Sequence[Entry]
) -> Application:
    """Return how the body of *function* is to be read at *arguments*. Raises NoMeaning."""
    given = dict(zip(function.parameters, arguments, strict=True))
    own = own_tensors(function)
    bound: dict[str, sp.Expr] = {}
    numbers: dict[sp.Symbol, sp.Expr] = {}
    for parameter in (p for p in given if p not in function.declared and p not in own):
        # an index as a parameter is any number of its range, which the argument must be in
        symbol, first = running(parameter, frame)
        bound[parameter] = symbol + first
        numbers[symbol] = given[parameter](FIRST, FIRST) - first
    notation = frame.notation.declare(*own.values()) if own else frame.notation
    inner = replace(frame, notation=notation, bound={**frame.over(function.over), **bound})
    tensors = {p: (variable.shape, given[p]) for p, variable in own.items()}
    if at_own_names(function, node, frame):
        return Application(inner, numbers, tensors)
    tied = set(frame.tied).union(*frame.tied.values())
    if tied & set(function.declared):
        raise NoMeaning("whether what a hypothesis ties to a parameter changes with it")
    shapes = {p: frame.notation.shape(p) for p in function.declared}
    defined = {p for p in shapes if isinstance(frame.notation.lookup(p), Definition)}
    # what is unfolded changes with the parameters, so it does not stand for itself inside
    held = (frame.held - set(function.unfolded)) | defined
    tensors |= {p: (shape, given[p]) for p, shape in shapes.items()}
    return Application(replace(inner, held=held), numbers, tensors)
