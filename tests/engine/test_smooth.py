"""Arbitrary functions of whole tensors: what is drawn for them, and what is known of them."""

from fractions import Fraction
from itertools import combinations

import sympy as sp

from eqproof.exact.derivative import derive, partial
from eqproof.exact.terms import Ranged, Smooth, bound_in, dimension
from eqproof.latex.nodes import ONE, SCALAR, Dim
from eqproof.notation.symbols import Function
from eqproof.numbers.arithmetic import FLOAT
from eqproof.numbers.point import Point
from eqproof.numbers.smooth import coefficients, smooth
from eqproof.proof.drawn import show_function

N = dimension("n")
X = sp.IndexedBase("x", real=True)


def applied(entry=lambda p: X[p]):
    p = Ranged.make("p", N)
    argument = sp.Tuple(entry(p), sp.Tuple(p, N))
    return Smooth(sp.Symbol("f"), sp.Tuple(1, 1), sp.Tuple(), argument)


def test_a_position_in_an_argument_is_bound():
    value = applied()
    ((_, (position, _)),) = value.arguments
    assert position not in value.free_symbols
    assert bound_in(value) == {position}
    assert N in value.free_symbols


def test_the_slope_by_an_entry_is_one_slot():
    value, i = applied(), Ranged.make("i", N)
    assert derive(value, partial(X[i])) == value.by(0, i)


def test_the_order_of_slots_says_nothing():
    value, i, j = applied(), Ranged.make("i", N), Ranged.make("j", N)
    assert value.by(0, i).by(0, j) == value.by(0, j).by(0, i)
    assert value.by(0, i).by(0, j) != value.by(0, i).by(0, i)


def test_renaming_puts_slots_in_order_again():
    value, i, j = applied(), Ranged.make("i", N), Ranged.make("j", N)
    both = value.by(0, i).by(0, j)
    assert both.xreplace({i: j, j: i}) == both


def test_what_does_not_depend_on_the_variable_has_no_slope():
    assert derive(applied(), partial(sp.Symbol("y", real=True))) == 0


def test_drawn_functions_differ_by_draw_and_entry_and_are_drawn_again_the_same():
    drawn = [coefficients(draw, (i, 0), 3) for draw in range(3) for i in range(2)]
    assert all(one != two for one, two in combinations(drawn, 2))
    assert drawn[0] == coefficients(0, (0, 0), 3)


def test_a_drawn_function_is_not_symmetric_and_not_affine():
    values = [smooth(1, (0, 0), xs, FLOAT) for xs in ((0.5, 1.5), (1.5, 0.5), (1.0, 1.0))]
    assert abs(values[0] - values[1]) > 0.01
    assert abs(values[0] + values[1] - 2 * values[2]) > 0.01


def test_a_drawn_function_is_shown_as_it_was_taken():
    column = (Dim(None, 2), ONE)
    function = Function("f", ("t",), shapes=(column,))
    ((head, text),) = show_function(function, Point()).items()
    *sines, last = coefficients(0, (0, 0), 2)
    assert head == "f(t)"
    assert text.count(r"\sin") == len(sines) == 2
    assert "t_{1}" in text
    assert "t_{2}" in text
    assert all(isinstance(a, Fraction) for a in last[0])


def test_a_function_of_numbers_is_shown_with_all_of_them():
    ((head, text),) = show_function(Function("f", ("t", "u")), Point()).items()
    assert head == "f(t, u)"
    assert " u" in text
    assert Function("f", ("t", "u")).shape == SCALAR
