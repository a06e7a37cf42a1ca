r"""``\approx``: a decimal number says as much as the digits it shows, half a unit of the last one.

Both sides must be constants; the left one is computed, the right one is read.
"""

from fractions import Fraction as Rational
from typing import Any, Literal

from eqproof.latex.nodes import Negative, Node, Number, Power, Product
from eqproof.notation.symbols import Definition, Function
from eqproof.numbers.evaluate import Point, Undefined, evaluate
from eqproof.proof.names import free_names, reached
from eqproof.proof.numeric import FINER, Difference, rests_on_estimates
from eqproof.statements.claims import Claim

_LONGEST = 3
"""So many digits the exponent of a power of ten may have."""


def approximates(claim: Claim) -> Literal[True] | Difference | None:
    """Return True, the values that differ too much, or None if there is nothing to compare."""
    digits = _digits(claim.right)
    if digits is None:
        return None
    for key in reached(free_names(claim.left), claim.notation):
        symbol = claim.notation.lookup(key)
        if not isinstance(symbol, Definition | Function) or symbol.body is None:
            return None
    try:
        left = evaluate(claim.left, claim.notation, Point(), FINER)
        right = evaluate(claim.right, claim.notation, Point(), FINER)
    except (Undefined, KeyError, ValueError, RecursionError):
        return None
    error: Any = abs(left[0][0] - right[0][0])
    unit = FINER.number(Rational(10) ** -digits)
    if 2 * error <= unit:
        # what numbers only estimate is not known to any digit
        return None if rests_on_estimates(claim) else True
    return Difference(Point(), left, right)


def _digits(node: Node) -> int | None:
    """Return how many digits a numeral shows behind the point; less than none left of it."""
    match node:
        case Negative(operand):
            return _digits(operand)
        case Number(text):
            return len(text.partition(".")[2])
        case Product(left, Power(Number("10"), exponent)):
            shown, shifted = _digits(left), _whole(exponent)
            return None if shown is None or shifted is None else shown - shifted
        case Power(Number("10"), exponent):
            shifted = _whole(exponent)
            return None if shifted is None else -shifted
        case _:
            return None


def _whole(exponent: Node) -> int | None:
    match exponent:
        case Negative(Number(text)) | Number(text) if text.isdigit() and len(text) <= _LONGEST:
            return -int(text) if isinstance(exponent, Negative) else int(text)
        case _:
            return None
