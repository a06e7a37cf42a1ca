"""The numbers of a set that a page names: what every entry of a declared name is."""

from fractions import Fraction as Rational

from eqproof.diagnostics import ReadingError
from eqproof.latex.nodes import Add, Dim, Fraction, Negative, Node, Number, NumberSet, Product
from eqproof.notation.numbered import range_of
from eqproof.notation.symbols import Domain, Finite, Index, Interval, Labels, Natural


def domain_of(number_set: NumberSet) -> Domain:
    """Return what the entries of a name in *number_set* are. Raises ReadingError."""
    if number_set.kind == "naturals":
        return Natural()
    if number_set.kind == "range":
        ends = (number_set.lower or Number("1"), number_set.upper or Number("0"))
        first, count = range_of("", Index("", *ends), number_set.span)
        return Labels(first, Dim(count.name, count.offset + first - 1))
    if number_set.kind == "simplex":
        return Interval(Rational(0), Rational(1), False, False)
    if number_set.kind == "finite":
        return Finite(tuple(sorted({_rational(v) for v in number_set.values})))
    lower = None if number_set.lower is None else _rational(number_set.lower)
    upper = None if number_set.upper is None else _rational(number_set.upper)
    if lower is not None and upper is not None:
        pointless = number_set.lower_open or number_set.upper_open
        if lower > upper or (lower == upper and pointless):
            raise ReadingError("unsatisfiable-hypothesis", number_set.span, "this set is empty")
    return Interval(lower, upper, number_set.lower_open, number_set.upper_open)


def _rational(node: Node) -> Rational:
    """Return the number that a numeral, a sum, a product or a fraction of numerals stands for."""
    match node:
        case Number(text):
            return Rational(text)
        case Negative(operand):
            return -_rational(operand)
        case Add(terms):
            return sum((_rational(t) for t in terms), Rational(0))
        case Product(left, right, "" | "*" | r"\cdot" | r"\times"):
            return _rational(left) * _rational(right)
        case Fraction(numerator, denominator) if _rational(denominator):
            return _rational(numerator) / _rational(denominator)
        case _:
            raise ReadingError("unsupported", node.span, "the ends of a set are rational numbers")
