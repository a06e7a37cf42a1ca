"""Real arithmetic and elementary functions at a chosen precision, on scalars and dual numbers.

``FLOAT`` is Python's floats, ``precise(digits)`` is mpmath's ``mpf`` in a context of its own. A
function that has no value, or whose value is outside what can be held, raises ``Undefined``.
Nothing here knows formulas.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction as Rational
from functools import lru_cache
from typing import Any

import mpmath

from eqproof.numbers.dual import Dual, Scalar, real

LARGEST_POWER_OF_TEN = 10**5
"""Values beyond ten to this power, up or down, are refused: a power tower must end quickly."""
LARGEST_ANGLE = 10**1000
LARGEST_EXPONENT = 10**15
"""Of larger exponents rounding may hide whether they are even, which decides a sign."""

KINK = "a kink, where the slopes from the two sides differ"
UNSEEN_KINK = "a kink below a higher derivative"
TOO_LARGE = "too large"
TOO_SMALL = "too close to zero"
UNCERTAIN = "a value that numbers do not settle"


class Undefined(Exception):  # noqa: N818  (a value, or none: not a fault)
    """An expression has no value here; *node* is the part to blame.

    When *out_of_range* is true a value exists, but the arithmetic cannot hold it.
    """

    def __init__(self, reason: str, node: Any = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.node = node

    @property
    def out_of_range(self) -> bool:
        """Whether the value is only too large or too close to zero to be held, or not looked at."""
        return self.reason in (TOO_LARGE, TOO_SMALL, UNSEEN_KINK, UNCERTAIN)


@dataclass(frozen=True, slots=True, eq=False)
class Arithmetic:
    """Real numbers of one precision.

    *power* expects a positive base or a whole exponent. Where *overflows* holds, sums, products
    and quotients may silently become infinite. By *rounding* a value may be off, relative to its
    size. *side* is the side from which slopes are taken at
    a kink: 1 or -1, or 0 for none.
    """

    number: Callable[[Rational | int], Scalar]
    numeral: Callable[[str], Scalar]
    zero: Scalar
    one: Scalar
    e: Scalar
    pi: Scalar
    functions: Mapping[str, Callable[[Scalar], Scalar]]
    power: Callable[[Scalar, Scalar], Scalar]
    is_whole: Callable[[Scalar], bool]
    overflows: bool
    rounding: Scalar
    side: int = 0


# Slopes of the functions, from the argument, the value there and the arithmetic.
_SLOPES: Mapping[str, Callable[[Scalar, Scalar, Arithmetic], Scalar]] = {
    "exp": lambda _x, y, _a: y,
    "log": lambda x, _y, a: a.one / x,
    "log2": lambda x, _y, a: a.one / (x * a.functions["log"](2 * a.one)),
    "log10": lambda x, _y, a: a.one / (x * a.functions["log"](10 * a.one)),
    "sqrt": lambda _x, y, a: a.one / (2 * y),
    "sin": lambda x, _y, a: apply("cos", x, a),
    "cos": lambda x, _y, a: -apply("sin", x, a),
    "tan": lambda _x, y, a: a.one + y * y,
    "sinh": lambda x, _y, a: apply("cosh", x, a),
    "cosh": lambda x, _y, a: apply("sinh", x, a),
    "tanh": lambda _x, y, a: a.one - y * y,
    "arctan": lambda x, _y, a: a.one / (a.one + x * x),
    "erf": lambda x, _y, a: 2 * apply("exp", -x * x, a) / a.functions["sqrt"](a.pi),
    "Phi": lambda x, _y, a: apply("exp", -x * x / 2, a) / a.functions["sqrt"](2 * a.pi),
}
FUNCTIONS = frozenset(_SLOPES)


def apply(name: str, x: Scalar, arithmetic: Arithmetic) -> Scalar:
    """Return the function *name* at *x*."""
    if isinstance(x, Dual):
        value = apply(name, x.value, arithmetic)
        return x.along(value, _SLOPES[name](x.value, value, arithmetic))
    return arithmetic.functions[name](x)


def power(base: Scalar, exponent: Scalar, arithmetic: Arithmetic) -> Scalar:
    """Return *base* to the *exponent*; zero to the zero is one."""
    if isinstance(exponent, Dual):
        if real(base) <= 0:
            raise Undefined("a varying exponent needs a positive base")
        return apply("exp", exponent * apply("log", base, arithmetic), arithmetic)
    if isinstance(base, Dual):
        value = power(base.value, exponent, arithmetic)
        if exponent == 0:
            return base.along(value, arithmetic.zero)
        return base.along(value, exponent * power(base.value, exponent - 1, arithmetic))
    if base == 0 and exponent < 0:
        raise Undefined("zero to a negative power")
    if base < 0:
        if not arithmetic.is_whole(exponent):
            raise Undefined("a negative number to a power that is not whole")
        if abs(exponent) > LARGEST_EXPONENT:
            raise Undefined(TOO_LARGE)
    return arithmetic.power(base, exponent)


def arbitrary_coefficients(draw: int) -> tuple[Rational, Rational, Rational]:
    """Return a, b, c of the smooth function ``sin(a t + b) + c t`` of this *draw*."""
    return Rational(2 * draw + 5, draw + 4), Rational(draw + 1, 3), Rational(draw + 2, draw + 7)


def arbitrary(draw: int, t: Scalar, arithmetic: Arithmetic) -> Scalar:
    """Return a smooth function without symmetries at *t*, a different one for every *draw*.

    It grows no faster than *t*, so that one function of another of it stays within reach.
    """
    a, b, c = map(arithmetic.number, arbitrary_coefficients(draw))
    return apply("sin", t * a + b, arithmetic) + t * c


def _guarded(
    function: Callable[[Scalar], Scalar], valid: Callable[[Scalar], bool], reason: str
) -> Callable[[Scalar], Scalar]:
    def guarded(x: Scalar) -> Scalar:
        if not valid(x):
            raise Undefined(reason)
        return function(x)

    return guarded


_NO_LOGARITHM = "the logarithm of a number that is not positive"
_NO_ROOT = "the square root of a negative number"


def _positive(x: Scalar) -> bool:
    return bool(x > 0)


def _not_negative(x: Scalar) -> bool:
    return bool(x >= 0)


def _bounded(function: Callable[..., float]) -> Callable[..., float]:
    def bounded(*numbers: float) -> float:
        try:
            return function(*numbers)
        except OverflowError:
            raise Undefined(TOO_LARGE) from None

    return bounded


def _float_exp(x: float) -> float:
    value = math.exp(x)
    if value == 0.0:
        raise Undefined(TOO_SMALL)
    return value


def _float_power(base: float, exponent: float) -> float:
    value: float = base**exponent
    if value == 0.0 and base != 0.0:
        raise Undefined(TOO_SMALL)
    return value


FLOAT = Arithmetic(
    number=float,
    numeral=float,
    zero=0.0,
    one=1.0,
    e=math.e,
    pi=math.pi,
    functions={
        "exp": _bounded(_float_exp),
        "log": _guarded(math.log, _positive, _NO_LOGARITHM),
        "log2": _guarded(math.log2, _positive, _NO_LOGARITHM),
        "log10": _guarded(math.log10, _positive, _NO_LOGARITHM),
        "sqrt": _guarded(math.sqrt, _not_negative, _NO_ROOT),
        "sin": math.sin,
        "cos": math.cos,
        "tan": math.tan,
        "sinh": _bounded(math.sinh),
        "cosh": _bounded(math.cosh),
        "tanh": math.tanh,
        "arctan": math.atan,
        "erf": math.erf,
        "Phi": lambda x: math.erfc(-x / math.sqrt(2)) / 2,
    },
    power=_bounded(_float_power),
    is_whole=float.is_integer,
    overflows=True,
    rounding=2.0**-52,
)
"""Python's floats: about 16 digits, magnitudes from 10^-308 to 10^308."""


def as_rational(x: Scalar) -> Rational:
    """Return the value of a number of ``precise``, with all its digits."""
    mantissa, exponent = x.man_exp
    size: Rational = Rational(mantissa) * Rational(2) ** exponent
    return -size if x < 0 else size


@lru_cache(maxsize=8)
def precise(digits: int) -> Arithmetic:
    """Return an arithmetic of *digits* decimal digits, which shares no precision with any other."""
    context = mpmath.MPContext()
    context.dps = digits
    largest = LARGEST_POWER_OF_TEN * context.ln10

    def number(x: Rational | int) -> Scalar:
        return context.mpf(x.numerator) / x.denominator

    def held(function: Callable[[Scalar], Scalar]) -> Callable[[Scalar], Scalar]:
        def guarded(x: Scalar) -> Scalar:
            if abs(x) > largest:
                raise Undefined(TOO_SMALL if function == context.exp and x < 0 else TOO_LARGE)
            return function(x)

        return guarded

    def angle(function: Callable[[Scalar], Scalar]) -> Callable[[Scalar], Scalar]:
        return _guarded(function, lambda x: bool(abs(x) < LARGEST_ANGLE), TOO_LARGE)

    def logarithm(scale: Scalar) -> Callable[[Scalar], Scalar]:
        return _guarded(lambda x: context.log(x) / scale, _positive, _NO_LOGARITHM)

    def raised(base: Scalar, exponent: Scalar) -> Scalar:
        # mag bounds |log2|base|| from above and costs nothing, unlike the logarithm
        if base and abs(exponent) * (abs(context.mag(base)) + 1) > largest:
            size = exponent * context.log(abs(base))
            if abs(size) > largest:
                raise Undefined(TOO_LARGE if size > 0 else TOO_SMALL)
        return base**exponent

    return Arithmetic(
        number=number,
        numeral=lru_cache(maxsize=256)(lambda text: number(Rational(text))),
        zero=context.mpf(0),
        one=context.mpf(1),
        e=+context.e,
        pi=+context.pi,
        functions={
            "exp": held(context.exp),
            "log": logarithm(context.mpf(1)),
            "log2": logarithm(+context.ln2),
            "log10": logarithm(+context.ln10),
            "sqrt": _guarded(context.sqrt, _not_negative, _NO_ROOT),
            "sin": angle(context.sin),
            "cos": angle(context.cos),
            "tan": angle(context.tan),
            "sinh": held(context.sinh),
            "cosh": held(context.cosh),
            "tanh": context.tanh,
            "arctan": context.atan,
            "erf": context.erf,
            "Phi": context.ncdf,
        },
        power=raised,
        is_whole=context.isint,
        overflows=False,
        rounding=+context.eps,
    )


@lru_cache(maxsize=1)
def rational() -> Arithmetic:
    """Return exact arithmetic on fractions; values that are not rational have 120 digits."""
    fine = precise(120)

    def rounded(function: Callable[[Scalar], Scalar]) -> Callable[[Scalar], Scalar]:
        return lambda x: as_rational(function(fine.number(x)))

    def raised(base: Scalar, exponent: Scalar) -> Scalar:
        close = fine.power(fine.number(base), fine.number(exponent))  # refuses what is too large
        return base**exponent.numerator if exponent.denominator == 1 else as_rational(close)

    return Arithmetic(
        number=Rational,
        numeral=Rational,
        zero=Rational(0),
        one=Rational(1),
        e=as_rational(fine.e),
        pi=as_rational(fine.pi),
        functions={name: rounded(function) for name, function in fine.functions.items()},
        power=raised,
        is_whole=lambda x: bool(x.denominator == 1),
        overflows=False,
        rounding=Rational(0),
    )
