r"""Numbers written for people: values of the sides of an equation, and the point they belong to.

A number is shown exactly when it is a simple fraction, else rounded. Matrices are flat:
``(1/2, 1/3)`` is a column, ``(1, 2; 3, 4)`` has two rows.

>>> show_value(((Rational(1, 2),), (Rational(1, 3),)))
'(1/2, 1/3)'
"""

from collections.abc import Iterable
from fractions import Fraction as Rational
from typing import Any

import mpmath

from eqproof.latex.nodes import SCALAR, Differential, Name, Node
from eqproof.notation.symbols import Definition, Function, Notation, Symbol, Variable
from eqproof.numbers.arithmetic import Undefined, precise
from eqproof.numbers.dual import Scalar
from eqproof.numbers.evaluate import Point, evaluate
from eqproof.proof.drawn import show_function

DIGITS = 6
"""Numbers that are not simple are rounded to so many digits."""
LARGEST_DENOMINATOR = 1000
LARGEST_NUMERATOR = 10**6
LARGEST_EXACT = 10**9
"""Numerators and denominators of values that are known exactly are shown up to here."""
CLOSE = Rational(1, 10**25)
CLOSE_FLOAT = Rational(1, 10**14)
NOTHING = 1e-45
"""Below this a computed number is what rounding left of zero."""


def show_value(x: Any) -> str:
    """Return a number or a matrix as text."""
    if not isinstance(x, tuple):
        return _number(x)
    rows = [", ".join(map(_number, row)) for row in x]
    if len(x) == len(x[0]) == 1:
        return rows[0]
    return f"({(', ' if len(x[0]) == 1 else '; ').join(rows)})"


def show_point(
    point: Point, names: Iterable[str], notation: Notation, differentials: Iterable[str] = ()
) -> dict[str, str]:
    r"""Return the values at *point* of *names*, by their LaTeX.

    Free indices come first, then quantities in the order of the page, defined ones with their
    value. A dimension is shown where no tensor shows it. Of *differentials* the changes are shown,
    as ``\mathrm{d} x``.
    """
    symbols = _known(names, notation)
    shown = {key: str(number) for key, number in point.indices.items() if key in symbols}
    shapes = [s.shape for s in symbols.values() if isinstance(s, Variable | Definition)]
    visible = {dim.name for shape in shapes for dim in shape}
    for key, symbol in symbols.items():
        if isinstance(symbol, Definition) or key in point.values:
            shown |= _evaluated(key, Name(key), notation, point)
        elif key in point.dims and key not in visible:
            shown[key] = str(point.dims[key])
        elif isinstance(symbol, Function) and symbol.body is None:
            shown |= show_function(symbol, point)
    for key, symbol in _known(differentials, notation).items():
        if key in point.increments or isinstance(symbol, Definition):
            change = Differential(Name(key))
            shown |= _evaluated(rf"\mathrm{{d}} {key}", change, notation, point)
    return shown


def _evaluated(label: str, node: Node, notation: Notation, point: Point) -> dict[str, str]:
    try:
        text = show_value(evaluate(node, notation, point, precise(50)))
    except Undefined:
        return {}
    inside = node.body if isinstance(node, Differential) else node
    whole = isinstance(inside, Name) and notation.shape(inside.key) != SCALAR
    # a column of one number is still a column
    return {label: f"({text})" if whole and not text.startswith("(") else text}


def _known(names: Iterable[str], notation: Notation) -> dict[str, Symbol]:
    """Return the symbols called *names*, in the order of their declaration."""
    keys = {symbol.key for name in names if (symbol := notation.lookup(name))}
    return {key: symbol for key, symbol in notation.symbols.items() if key in keys}


def _number(x: Scalar) -> str:
    if isinstance(x, int | Rational):
        exact = Rational(x)
        if max(abs(exact.numerator), exact.denominator) <= LARGEST_EXACT:
            return str(exact)
        return _rounded(mpmath.mpf(exact.numerator) / exact.denominator)
    if abs(x) < NOTHING:
        return "0"
    if abs(x) <= LARGEST_NUMERATOR:
        close = _rational(x)
        fraction = close.limit_denominator(LARGEST_DENOMINATOR)
        tolerance = CLOSE_FLOAT if isinstance(x, float) else CLOSE
        if abs(close - fraction) <= tolerance * abs(close):
            return str(fraction)
    return _rounded(x)


def _rational(x: Scalar) -> Rational:
    """Return a float or an ``mpf`` as the fraction that it is."""
    if isinstance(x, float):
        return Rational(x)
    mantissa, exponent = x.man_exp
    value: Rational = Rational(-mantissa if x < 0 else mantissa) * Rational(2) ** exponent
    return value


def _rounded(x: Scalar) -> str:
    text: str = mpmath.nstr(mpmath.mpf(x), DIGITS, min_fixed=-5, max_fixed=DIGITS)
    return text.removesuffix(".0").replace(".0e", "e").replace("e+", "e")
