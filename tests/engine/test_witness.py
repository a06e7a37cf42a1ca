"""Numbers for people."""

import math
from fractions import Fraction as Rational

import mpmath
import pytest
from hypothesis import given
from hypothesis import strategies as st
from trees import M, N, column, matrix, running, scalar

from eqproof.latex.nodes import ONE
from eqproof.notation.symbols import Dimension, Function, Notation, Variable
from eqproof.numbers.evaluate import Point, precise
from eqproof.proof.witness import show_point, show_value

FINE = precise(50)


@pytest.mark.parametrize(
    ("x", "text"),
    [
        (2, "2"),
        (0, "0"),
        (Rational(-1, 3), "-1/3"),
        (Rational(123457, 1009), "123457/1009"),
        (Rational(2) ** 200, "1.60694e60"),
        (Rational(1, 3**50), "1.39296e-24"),
        (2.0, "2"),
        (-2.0, "-2"),
        (0.0, "0"),
        (0.25, "1/4"),
        (1 / 3, "1/3"),
        (0.693147180559945, "0.693147"),
        (-1.42857, "-1.42857"),
        (1e-9, "1e-9"),
        (2.5e12, "2.5e12"),
        (123456.75, "493827/4"),
        (1234567.75, "1.23457e6"),
        (FINE.number(Rational(22, 7)), "22/7"),
        (FINE.number(-2), "-2"),
        (FINE.zero, "0"),
        (FINE.number(Rational(1, 1009)), "0.00099108"),
        (FINE.functions["log"](FINE.number(2)), "0.693147"),
        (FINE.number(Rational(1, 3)) + FINE.numeral("1e-20"), "0.333333"),
        (FINE.number(Rational(1, 3)) + FINE.numeral("1e-30"), "1/3"),
        (FINE.functions["exp"](FINE.number(-100)), "3.72008e-44"),
        (FINE.numeral("1e-49"), "0"),
        (FINE.functions["exp"](FINE.number(200000)), "7.87736e86858"),
    ],
)
def test_numbers(x: object, text: str) -> None:
    assert show_value(x) == text


def test_matrices() -> None:
    assert show_value(scalar("1/2")) == "1/2"
    assert show_value(column("1/2", "1/3")) == "(1/2, 1/3)"
    assert show_value(matrix((1, 2), (3, 4))) == "(1, 2; 3, 4)"
    assert show_value(((1.0, 2.0, 0.5),)) == "(1, 2, 1/2)"


@given(st.fractions(-1000, 1000, max_denominator=1000))
def test_simple_fractions_survive_arithmetic(x: Rational) -> None:
    third = FINE.number(Rational(1, 3))
    assert show_value(FINE.number(x) * 3 * third) == str(x)


@given(st.floats(-1e5, 1e5).filter(lambda x: abs(x) > 1e-5))
def test_what_is_shown_is_close(x: float) -> None:
    shown = show_value(mpmath.mpf(x))
    assert math.isclose(float(Rational(shown)), x, rel_tol=1e-5)


NOTATION = Notation().declare(
    Dimension("m"),
    Dimension("n"),
    Variable(r"\hat{y}"),
    Variable("X", (M, N)),
    Variable("v", (M, ONE)),
    Function("f", ("t",)),
    running("i", "m"),
)
POINT = Point(
    dims={"m": 2, "n": 3},
    values={
        "X": matrix((1, 2, 3), (4, 5, 6)),
        "v": column(7, "1/8"),
        r"\hat{y}": scalar("1/2"),
    },
    indices={"i": 2},
    increments={"v": column(1, -1), r"\hat{y}": scalar("2/3")},
    draws={"f": 1},
)


def test_points_show_the_names_asked_for() -> None:
    assert show_point(POINT, {r"\hat{y}"}, NOTATION) == {r"\hat{y}": "1/2"}
    assert show_point(POINT, set(), NOTATION) == {}
    assert show_point(POINT, {"unknown"}, NOTATION) == {}


def test_free_indices_come_first_then_the_order_of_the_page() -> None:
    shown = show_point(POINT, ["v", "X", r"\hat{y}", "i"], NOTATION)
    assert list(shown.items()) == [
        ("i", "2"),
        (r"\hat{y}", "1/2"),
        ("X", "(1, 2, 3; 4, 5, 6)"),
        ("v", "(7, 1/8)"),
    ]


def test_dimensions_are_shown_where_no_tensor_shows_them() -> None:
    assert show_point(POINT, {"m", "n", "v"}, NOTATION) == {"n": "3", "v": "(7, 1/8)"}
    assert show_point(POINT, {"m", "X"}, NOTATION) == {"X": "(1, 2, 3; 4, 5, 6)"}
    assert show_point(POINT, {"m"}, NOTATION) == {"m": "2"}


def test_names_written_otherwise() -> None:
    assert show_point(POINT, {"w"}, NOTATION.alias("w", "v")) == {"v": "(7, 1/8)"}


def test_increments_are_shown_on_request() -> None:
    shown = show_point(POINT, {"v"}, NOTATION, differentials={"v", "X"})
    assert shown == {"v": "(7, 1/8)", r"\mathrm{d} v": "(1, -1)"}


def test_arbitrary_functions_are_told() -> None:
    assert show_point(POINT, {"f"}, NOTATION) == {"f(t)": r"\sin(7/5 t + 2/3) + 3/8 t"}
