"""The exact interpreter: the entry of a formula at a row and a column, as a scalar expression.

Indices are positions from 1, symbolic as a rule; dimensions stay symbols. Only scalars are ever
differentiated. A name that is differentiated by is held as a symbol of its own while that is
done, and replaced by its definition afterwards.
"""

from dataclasses import replace

import sympy as sp

from eqproof.exact.arrays import array_entry, inner_sum, stack_entry
from eqproof.exact.binders import bound_entry
from eqproof.exact.derivative import Leaf, contracted, derive, partial, slope
from eqproof.exact.elementary import NoMeaning, built_in, power
from eqproof.exact.frames import Entry, label, place
from eqproof.exact.frames import Frame as Frame
from eqproof.exact.frames import shape_of as shape_of
from eqproof.exact.frames import symbol as symbol
from eqproof.exact.functions import applied
from eqproof.exact.matrices import as_product, inverse_entry, square_factors
from eqproof.exact.smooth import smooth_entry
from eqproof.exact.tensors import constant_entry, laid_out, sum_over, tensor_entry
from eqproof.exact.tensors import count_of as count_of
from eqproof.exact.terms import FIRST as FIRST
from eqproof.exact.terms import Delta, Exp, Largest, Multiplied, Ranged, dimension, name_of
from eqproof.exact.truth import truth_of, weights
from eqproof.latex.nodes import (
    ONE,
    SCALAR,
    Add,
    Array,
    BigOperator,
    Binder,
    Call,
    Cases,
    Component,
    Constant,
    Derivative,
    Differential,
    Fraction,
    Gradient,
    Indicator,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Shape,
    Slice,
    Stack,
    TensorFunction,
    Transpose,
    Truth,
    comparisons,
    varied,
)
from eqproof.notation.symbols import Definition, Dimension, Function, Interval, Labels, Variable

_MOST_FACTORS = 64


def entry(node: Node, frame: Frame, row: sp.Expr = FIRST, column: sp.Expr = FIRST) -> sp.Expr:
    """Return the entry of *node* at *row* and *column*. Raises NoMeaning."""
    match node:
        case Number(text):
            return sp.Rational(text)
        case Constant():
            return constant_entry(node, row, column)
        case Name(key):
            return _name(key, frame, row, column)
        case Component():
            return _component(node, frame)
        case Slice():
            return _slice(node, frame, row, column)
        case Add(terms):
            return sp.Add(*(entry(t, frame, row, column) for t in terms))
        case Negative(operand):
            return -entry(operand, frame, row, column)
        case Product():
            return _product(node, frame, row, column)
        case Fraction(numerator, denominator):
            above = entry(numerator, frame, row, column)
            return above / entry(denominator, frame, row, column)
        case Power():
            return _power(node, frame, row, column)
        case Transpose(base):
            return entry(base, frame, column, row)
        case Call():
            return _call(node, frame, row, column)
        case TensorFunction("det", argument) if factors := square_factors(argument, frame):
            return sp.Mul(*(entry(TensorFunction("det", f), frame) for f in factors))
        case TensorFunction(kind, argument):
            shape = shape_of(argument, frame)
            return tensor_entry(kind, shape, lambda p, q: entry(argument, frame, p, q), row, column)
        case BigOperator():
            return _big(node, frame, row, column)
        case Array():
            return array_entry(node, frame, row, column, entry)
        case Stack():
            return stack_entry(node, frame, row, column, entry)
        case Indicator(condition):
            return _truth(condition, frame)
        case Cases(branches):
            pairs = zip(case_weights(node, frame), branches, strict=True)
            return sp.Add(*(w * entry(b.value, frame, row, column) for w, b in pairs))
        case Derivative(body, variables):
            return _derivative(body, variables, frame, row, column)
        case Gradient(body, variable):
            return _derivative(body, (variable,), frame, row, column)
        case Binder():
            return bound_entry(node, frame, entry, row, column)
        case Differential(body):
            return slope(entry(body, frame, row, column), _following(frame, _moving(frame)))
        case _:
            raise NoMeaning(type(node).__name__)


def _name(key: str, frame: Frame, row: sp.Expr, column: sp.Expr) -> sp.Expr:
    if key in frame.bound:
        return frame.bound[key]
    match frame.notation.lookup(key):
        case Variable(domain=Labels()) as variable:
            return label(variable, row, column)
        case Variable(name, shape):
            return symbol(name, shape, row, column)
        case Dimension(name):
            return dimension(name)
        case Definition(name, shape=shape) as definition:
            if name in frame.held:
                return symbol(name, shape, row, column)
            return _defined(definition, frame, row, column)
        case _:
            raise NoMeaning(key)


def _defined(definition: Definition, frame: Frame, row: sp.Expr, column: sp.Expr) -> sp.Expr:
    values = frame.over(definition.over)
    place = (definition.key, row, column, frame.held, frame.fixed, *values.items())
    if place not in frame.entries:
        inside = (row, column)
        if definition.members is not None:
            values = {definition.entries[0]: row + definition.first - 1}
            inside = (column, FIRST) if definition.members == "member" else (FIRST, column)
        elif definition.entries:
            inside = (FIRST, FIRST)
            values |= {
                name: position + definition.first - 1
                for name, position in zip(definition.entries, (row, column), strict=False)
            }
        frame.entries[place] = entry(definition.body, replace(frame, bound=values), *inside)
    return frame.entries[place]


def _component(node: Component, frame: Frame) -> sp.Expr:
    base, first = node.base, frame.notation.first
    positions = [entry(i, frame) - first(base, a) + 1 for a, i in enumerate(node.indices)]
    if len(positions) == 1 and shape_of(base, frame)[0] == ONE:
        return entry(base, frame, FIRST, positions[0])
    return entry(base, frame, *positions)


def _slice(node: Slice, frame: Frame, row: sp.Expr, column: sp.Expr) -> sp.Expr:
    number = entry(node.index, frame) - frame.notation.first(node.base, node.kind == "column") + 1
    match node.kind:
        case "row":
            return entry(node.base, frame, number, column)
        case "column":
            return entry(node.base, frame, row, number)
        case "member":
            return entry(node.base, frame, number, row)


def _product(node: Product, frame: Frame, row: sp.Expr, column: sp.Expr) -> sp.Expr:
    left, right = node.left, node.right
    if node.sign == r"\odot":
        return entry(left, frame, row, column) * entry(right, frame, row, column)
    if node.sign == r"\oslash":
        return entry(left, frame, row, column) / entry(right, frame, row, column)
    if node.sign == r"\otimes":
        return entry(left, frame, row) * entry(right, frame, column)
    one, two = shape_of(left, frame), shape_of(right, frame)
    inner = node.sign == r"\cdot" and one[1] == two[1] == ONE and SCALAR not in (one, two)
    if node.sign in (":", r"\langle") or inner:
        return sum_over(
            list(one), lambda p, q: entry(left, frame, p, q) * entry(right, frame, p, q)
        )
    if SCALAR in (one, two):
        first = entry(left, frame) if one == SCALAR else entry(left, frame, row, column)
        second = entry(right, frame) if two == SCALAR else entry(right, frame, row, column)
        return first * second
    return inner_sum(
        left,
        right,
        frame,
        one[1],
        lambda p: entry(left, frame, row, p) * entry(right, frame, p, column),
    )


def _power(node: Power, frame: Frame, row: sp.Expr, column: sp.Expr) -> sp.Expr:
    if isinstance(node.base, Constant) and node.base.kind == "e":
        return Exp(entry(node.exponent, frame, row, column))
    if shape_of(node.base, frame) == SCALAR:
        return power(entry(node.base, frame), entry(node.exponent, frame))
    if node.exponent == Negative(Number("1")):
        if (factors := square_factors(node.base, frame)) is not None:
            left, right = (Power(f, node.exponent, span=node.span) for f in factors)
            return _product(Product(right, left), frame, row, column)
        count = count_of(shape_of(node.base, frame)[0])
        return inverse_entry(entries_of(node.base, frame), count, row, column)
    return entry(as_product(node), frame, row, column)


def _call(node: Call, frame: Frame, row: sp.Expr, column: sp.Expr) -> sp.Expr:
    function = frame.notation.lookup(node.function)
    if isinstance(function, Function) and function.body is None:
        entries = [entries_of(a, frame) for a in node.arguments]
        return smooth_entry(function, node.primes, entries, row, column)
    if isinstance(function, Function) and function.body is not None:
        return _defined_call(function, function.body, node, frame, row, column)
    symbols = [sp.Dummy("t", real=True) for _ in node.arguments]
    value = built_in(node.function, *symbols)
    if node.primes and len(symbols) != 1:
        raise NoMeaning("a prime at a function of several arguments")
    for _ in range(node.primes):
        value = derive(value, lambda atom: sp.Integer(int(atom == symbols[0])))
    arguments = [entry(a, frame, row, column) for a in node.arguments]
    return value.xreplace(dict(zip(symbols, arguments, strict=True)))


def _defined_call(
    function: Function, body: Node, node: Call, frame: Frame, row: sp.Expr, column: sp.Expr
) -> sp.Expr:
    arguments = [entries_of(a, frame) for a in node.arguments]
    if function.shapes:
        application = applied(function, node, frame, arguments)
        return application.put(entry(body, application.frame, row, column))
    # entry by entry: each number of the arguments goes in alone
    numbers = [lambda _row, _column, of=of: of(row, column) for of in arguments]
    application = applied(function, node, frame, numbers)
    if node.primes and len(arguments) != 1:
        raise NoMeaning("a prime at a function of several arguments")
    value = entry(body, application.frame)
    for _ in range(node.primes):
        value = slope(value, lambda atom: sp.Integer(int(atom == application.only)))
    return application.put(value)


def entries_of(node: Node, frame: Frame) -> Entry:
    """Return the entries of *node*, to be asked for at a row and a column."""
    return lambda row, column: entry(node, frame, row, column)


def _big(node: BigOperator, frame: Frame, row: sp.Expr, column: sp.Expr) -> sp.Expr:
    lower, upper = entry(node.lower, frame), entry(node.upper, frame)
    count = upper - lower + 1
    if not lower.is_integer or not count.is_integer:
        raise NoMeaning("limits that are not known to be whole")
    if node.kind in ("max", "min"):
        return _extreme(node, frame, lower, count)
    if node.kind == "prod":
        if shape_of(node, frame) != SCALAR:
            raise NoMeaning("a product of matrices")
        if not count.is_Integer:
            return _running_product(node, frame, lower, count)
        if not 0 < count <= _MOST_FACTORS:
            raise NoMeaning("a product of too many factors")
        frames = [frame.binding({node.index: lower + i}) for i in range(int(count))]
        # a factor that the condition leaves out is 1
        factors = [(_given(node, f), entry(node.body, f, row, column)) for f in frames]
        return sp.Mul(*(1 + given * (body - 1) for given, body in factors))
    position = Ranged.make(node.index.strip("\\"), count)
    inner = frame.binding({node.index: position + lower - 1})
    body = _given(node, inner) * entry(node.body, inner, row, column)
    return contracted(body, (sp.Tuple(position, count),))


def _extreme(node: BigOperator, frame: Frame, lower: sp.Expr, count: sp.Expr) -> sp.Expr:
    """Return the largest value, or the smallest: what is largest of the negative values."""
    if node.condition is not None:
        raise NoMeaning("a largest value under a condition")
    position = Ranged.make(node.index.strip("\\"), count)
    body = entry(node.body, frame.binding({node.index: position + lower - 1}))
    if node.kind == "max":
        return Largest(body, (position, count))
    return -Largest(-body, (position, count))


def _running_product(node: BigOperator, frame: Frame, lower: sp.Expr, count: sp.Expr) -> sp.Expr:
    """Return a product of symbolically many factors, with those left out to the power of 0."""
    position = Ranged.make(node.index.strip("\\"), count)
    inner = frame.binding({node.index: position + lower - 1})
    return Multiplied(power(entry(node.body, inner), _given(node, inner)), (position, count))


def _given(node: BigOperator, frame: Frame) -> sp.Expr:
    """Return 1 where a term of a sum or product stands, 0 elsewhere; the body has a value there."""
    return sp.Integer(1) if node.condition is None else _truth(node.condition, frame)


def case_weights(node: Cases, frame: Frame) -> list[sp.Expr]:
    """Return for each branch 1 where it holds and 0 elsewhere."""
    return weights([b.condition and _truth(b.condition, frame) for b in node.branches])


def _truth(condition: Truth, frame: Frame) -> sp.Expr:
    found = ((entry(c.left, frame), c.sign, entry(c.right, frame)) for c in comparisons(condition))
    return sp.Mul(*(truth_of(*comparison) for comparison in found))


def _derivative(
    body: Node, variables: tuple[Node, ...], frame: Frame, row: sp.Expr, column: sp.Expr
) -> sp.Expr:
    variable, rest = variables[0], variables[1:]
    inner: Node = Derivative(body, rest) if rest else body
    base = varied(variable)
    assert isinstance(base, Name)
    defined = None if base.key in frame.bound else frame.notation.lookup(base.key)
    holding = frame
    if isinstance(defined, Definition):
        holding = replace(frame, held=frame.held | {defined.key})
    of, by = laid_out(shape_of(inner, frame), shape_of(variable, frame), row, column)
    target = entry(variable, holding, *by)
    if not isinstance(target, sp.Symbol | sp.Indexed) or target.is_integer:
        raise NoMeaning(f"a derivative by {base.key}")
    whole = entry(inner, holding, *of)
    _check_free(whole, name_of(target), frame)
    value = slope(whole, _following(holding, partial(target), name_of(target)))
    if isinstance(defined, Definition) and defined.key not in frame.held:
        value = _released(value, defined.key, defined.shape, frame)
    return value


def _check_free(expression: sp.Expr, by: str, frame: Frame) -> None:
    """Raise NoMeaning if a hypothesis ties what *expression* depends on to the name *by*.

    Whether the one changes with the other is then not said; a definition would say it.
    """
    names = {name_of(atom) for atom in expression.atoms(sp.Symbol, sp.Indexed)}
    for name, others in frame.tied.items():
        if (name in names and by in others) or (name == by and names & others):
            raise NoMeaning(f"{name} is tied to {by} by a hypothesis")


def _following(frame: Frame, leaf: Leaf, own: str = "") -> Leaf:
    """Return *leaf* where names that are held around the derivative follow their definitions.

    Only *own*, the name that the derivative is by, stands for itself.
    """
    if not frame.held:
        return leaf

    def whole(atom: sp.Expr) -> sp.Expr:
        key = name_of(atom)
        definition = frame.notation.lookup(key)
        if key == own or key not in frame.held or not isinstance(definition, Definition):
            return leaf(atom)
        below = replace(frame, held=frame.held - {key})
        value = _defined(definition, below, *place(atom, definition.shape))
        return slope(value, _following(below, leaf, own))

    return whole


def _moving(frame: Frame) -> Leaf:
    r"""The change of each symbol along free increments; ``\mathrm{d}y`` is one beside ``y``."""

    def leaf(atom: sp.Expr) -> sp.Expr:
        key = name_of(atom)
        variable = frame.notation.symbols.get(key)
        if not isinstance(variable, Variable) or key in frame.fixed:
            return sp.Integer(0)
        if not isinstance(variable.domain, Interval):
            return sp.Integer(0)
        if isinstance(atom, sp.Indexed):
            return sp.IndexedBase(f"d {key}", real=True)[atom.indices]
        return sp.Symbol(f"d {key}", real=True)

    return leaf


def _released(expression: sp.Expr, key: str, shape: Shape, frame: Frame) -> sp.Expr:
    """Replace the symbol that was held by what it is defined to be."""
    if isinstance(expression, sp.Symbol | sp.Indexed):
        if name_of(expression) != key:
            return expression
        return entry(Name(key), frame, *place(expression, shape))
    if not expression.args or isinstance(expression, Delta):
        return expression
    return expression.func(*(_released(a, key, shape, frame) for a in expression.args))
