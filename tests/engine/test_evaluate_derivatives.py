"""Derivatives and differentials as numbers, against formulas written by hand."""

import math
from fractions import Fraction as Rational

import pytest
from evaluation import HERE, POINT, by, same, value, x3
from hypothesis import given
from hypothesis import strategies as st
from trees import (
    SIGMA,
    M,
    N,
    Tree,
    at,
    call,
    column,
    log,
    matrix,
    minus,
    neg,
    number,
    over,
    plus,
    scalar,
    t,
    times,
    to,
    total,
    tree,
)

from eqproof.latex.nodes import (
    ONE,
    BigOperator,
    Differential,
    Gradient,
    Number,
)
from eqproof.notation.symbols import Definition, Dimension, Function, Notation, Variable
from eqproof.numbers.evaluate import Matrix, Point, evaluate, precise

# Derivatives, against formulas written by hand


def test_scalar_by_scalar() -> None:
    body = times(to("a", 3), log("b"))
    a, b = 1.5, 0.4
    assert same(value(by(body, "a")), ((3 * a**2 * math.log(b),),))
    assert same(value(by(body, "b")), ((a**3 / b,),))
    assert same(value(by(body, "a", "b")), ((3 * a**2 / b,),))
    assert same(value(by(body, "b", "a")), ((3 * a**2 / b,),))
    assert same(value(by(body, "a", "a")), ((6 * a * math.log(b),),))
    assert same(value(by(body, "a", "a", "b")), ((6 * a / b,),))
    assert same(value(by(by(body, "a"), "a")), ((6 * a * math.log(b),),))


def test_scalar_by_vector_has_the_shape_of_the_vector() -> None:
    assert same(value(by(times(t("x"), "x"), "x")), column(4, 1, -6))
    assert same(value(Gradient(times(t("x"), "y"), tree("x"))), POINT.values["y"])


def test_scalar_by_matrix_has_the_shape_of_the_matrix() -> None:
    bilinear = times(t("x"), times("X", "u"))
    outer = tuple(tuple(p * q for (q,) in POINT.values["u"]) for (p,) in x3)
    assert same(value(by(bilinear, "X")), outer)
    assert same(value(Gradient(bilinear, tree("X"))), outer)


def test_vector_by_vector_has_rows_for_the_body() -> None:
    assert same(value(by(times("X", "u"), "u")), POINT.values["X"])
    diagonal = tuple(tuple(2 * p if i == j else 0 for j in range(3)) for i, (p,) in enumerate(x3))
    assert same(value(by(times("x", "x", r"\odot"), "x")), diagonal)


def test_tensors_by_a_scalar_keep_their_shape() -> None:
    assert same(value(by(times("a", "X"), "a")), POINT.values["X"])
    assert same(value(by(times("a", "x"), "a")), x3)
    assert same(value(by(t(times("a", "x")), "a")), (tuple(p for (p,) in x3),))


def test_by_an_entry() -> None:
    square = times("x", "x", r"\odot")
    assert same(value(by(times(t("x"), "x"), at("x", "i"))), ((1.0,),))
    assert same(value(by(square, at("x", 3))), column(0, 0, -6))
    assert same(value(by(at("x", "i"), at("x", "j"))), ((0.0,),))
    assert same(value(by(at("x", "i"), at("x", 2))), ((1.0,),))
    assert same(value(by(times(t("x"), times("X", "u")), at("X", 2, 1))), ((2.5,),))
    assert same(value(by(at(times("x", "x", r"\odot"), "i"), "x")), column(0, 1, 0))


def test_hessian_of_a_quadratic_form() -> None:
    form = times(t("u"), times("Q", "u"))
    assert same(value(by(form, "u", "u")), matrix((4, 6), (6, 8)))
    assert same(value(by(Gradient(form, tree("u")), "u")), matrix((4, 6), (6, 8)))
    assert same(value(by(form, at("u", 1), at("u", 2))), ((6.0,),))


def test_derivative_of_the_inverse() -> None:
    # d(Q^-1)/dQ_12 = -Q^-1 E_12 Q^-1
    inverse = ((Rational(4, 3), Rational(-1, 3)), (Rational(-5, 3), Rational(2, 3)))
    expected = tuple(tuple(-inverse[i][0] * inverse[1][j] for j in range(2)) for i in range(2))
    assert same(value(by(to("Q", neg(1)), at("Q", 1, 2))), expected)


def test_a_derivative_runs_through_sums_and_products() -> None:
    body = total("k", 1, "m", times("k", to(at("x", "k"), 2)))
    assert same(value(by(body, "x")), column(4, 2, -18))
    product_of_all = BigOperator("prod", "k", Number("1"), tree("m"), at("x", "k"))
    assert same(value(by(product_of_all, "x")), column("-3/2", -6, 1))


def test_derivatives_of_which_the_shape_cannot_be_written() -> None:
    with pytest.raises(ValueError, match="no derivative of"):
        value(by("X", "x"))
    with pytest.raises(ValueError, match="no derivative of"):
        value(by("x", "X"))


# Derivatives through definitions

CHAIN = Notation().declare(
    Dimension("m"),
    Dimension("n"),
    SIGMA,
    Variable("X", (M, N)),
    Variable("w", (N, ONE)),
    Variable("y", (M, ONE)),
    Definition("z", times("X", "w"), (M, ONE)),
    Definition("h", call(r"\sigma", "z"), (M, ONE)),
    Definition(
        "J",
        neg(
            over(
                total(
                    "i",
                    1,
                    "m",
                    plus(
                        times(at("y", "i"), log(at("h", "i"))),
                        times(minus(1, at("y", "i")), log(minus(1, at("h", "i")))),
                    ),
                ),
                "m",
            )
        ),
    ),
)
ROWS = ((1.0, 2.0), (-1.0, 0.5), (0.25, -1.5))
LABELS = (1.0, 0.0, 0.25)
WEIGHTS = (0.75, -0.5)
AT = Point(
    dims={"m": 3, "n": 2},
    values={
        "X": matrix((1, 2), (-1, "1/2"), ("1/4", "-3/2")),
        "w": column("3/4", "-1/2"),
        "y": column(1, 0, "1/4"),
    },
    increments={"w": column(3, -2), "y": column("1/2", "1/3", "-1/5")},
)
LOGITS = [sum(p * w for p, w in zip(row, WEIGHTS, strict=True)) for row in ROWS]
H = [1 / (1 + math.exp(-z)) for z in LOGITS]
BY_H = [(h - y) / (h * (1 - h)) / 3 for h, y in zip(H, LABELS, strict=True)]
BY_Z = [(h - y) / 3 for h, y in zip(H, LABELS, strict=True)]
BY_W = [sum(BY_Z[i] * ROWS[i][j] for i in range(3)) for j in range(2)]


def vector(numbers: list[float]) -> Matrix:
    return tuple((x,) for x in numbers)


def test_names_below_follow_and_names_above_stay() -> None:
    assert same(value(by("J", "h"), CHAIN, AT), vector(BY_H))
    assert same(value(by("J", "z"), CHAIN, AT), vector(BY_Z))
    assert same(value(by("J", "w"), CHAIN, AT), vector(BY_W))
    assert same(value(by("z", "h"), CHAIN, AT), matrix(*[(0, 0, 0)] * 3))
    by_y = [math.log(1 - h) / 3 - math.log(h) / 3 for h in H]
    assert same(value(by("J", "y"), CHAIN, AT), vector(by_y))


def test_by_an_entry_of_a_defined_name() -> None:
    assert same(value(by("J", at("h", 2)), CHAIN, AT), ((BY_H[1],),))
    assert same(value(by("J", at("z", 3)), CHAIN, AT), ((BY_Z[2],),))
    assert same(value(by(at("h", 1), at("z", 1)), CHAIN, AT), ((H[0] * (1 - H[0]),),))
    assert same(value(by(at("h", 1), at("z", 2)), CHAIN, AT), ((0.0,),))


def test_jacobians_of_defined_names() -> None:
    assert same(value(by("z", "w"), CHAIN, AT), ROWS)
    expected = tuple(tuple(h * (1 - h) * x for x in row) for h, row in zip(H, ROWS, strict=True))
    assert same(value(by("h", "w"), CHAIN, AT), expected)


def test_the_sum_in_which_a_derivative_stands() -> None:
    chain = total("i", 1, "m", times(by("J", at("z", "i")), by(at("z", "i"), at("w", 1))))
    assert same(value(chain, CHAIN, AT), ((BY_W[0],),))
    inside = total("i", 1, "m", by(at("h", "i"), at("z", "i")))
    assert same(value(inside, CHAIN, AT), ((sum(h * (1 - h) for h in H),),))


def test_hessian_through_definitions() -> None:
    expected = tuple(
        tuple(
            sum(H[i] * (1 - H[i]) * ROWS[i][p] * ROWS[i][q] for i in range(3)) / 3 for q in range(2)
        )
        for p in range(2)
    )
    assert same(value(by("J", "w", "w"), CHAIN, AT), expected)


def test_mixed_derivatives_by_names_that_depend_on_each_other_commute() -> None:
    chain = Notation().declare(
        SIGMA,
        Variable("x"),
        Definition("s", call(r"\sigma", "x")),
        Definition("L", to("s", 3)),
    )
    here = Point(values={"x": scalar("1/3")})
    s = 1 / (1 + math.exp(-1 / 3))
    expected = ((6 * s * s * (1 - s),),)
    assert same(value(by("L", "s", "x"), chain, here), expected)
    assert same(value(by("L", "x", "s"), chain, here), expected)


def test_a_name_is_seen_as_before_once_a_derivative_is_done() -> None:
    node = plus(by("J", at("w", 1)), at("w", 1), times(2, by("J", at("w", 1))))
    assert same(value(node, CHAIN, AT), ((3 * BY_W[0] + WEIGHTS[0],),))


def test_derivative_by_a_parameter_in_the_body_of_a_function() -> None:
    f = Function("f", ("s",), by(to("s", 4), "s"))
    assert number(call("f", 2), Notation().declare(f), HERE) == 32


# Differentials


def test_differentials_are_increments_of_variables() -> None:
    d = Differential
    assert same(value(d(tree("w")), CHAIN, AT), column(3, -2))
    assert same(value(d(tree("X")), CHAIN, AT), matrix(*[(0, 0)] * 3))
    dz = [row[0] * 3 + row[1] * -2 for row in ROWS]
    assert same(value(d(tree("z")), CHAIN, AT), vector(dz))
    dh = [h * (1 - h) * z for h, z in zip(H, dz, strict=True)]
    assert same(value(d(tree("h")), CHAIN, AT), vector(dh))
    dy = [1 / 2, 1 / 3, -1 / 5]
    by_y = [math.log(1 - h) / 3 - math.log(h) / 3 for h in H]
    dj = sum(g * z for g, z in zip(BY_Z, dz, strict=True)) + sum(
        g * v for g, v in zip(by_y, dy, strict=True)
    )
    assert same(value(d(tree("J")), CHAIN, AT), ((dj,),))
    assert same(
        value(times(d(tree("w")), by("J", "w"), ":"), CHAIN, AT), ((BY_W[0] * 3 - BY_W[1] * 2,),)
    )


# Laws


@given(
    st.lists(st.fractions(-3, 3, max_denominator=9), min_size=6, max_size=6),
    st.lists(st.fractions(-2, 2, max_denominator=9), min_size=2, max_size=2),
)
def test_gradient_is_the_limit_of_differences(
    entries: list[Rational], weights: list[Rational]
) -> None:
    rows = tuple(tuple(entries[2 * i : 2 * i + 2]) for i in range(3))
    fine = precise(60)

    def at_weights(w: tuple[Rational, ...], node: Tree) -> Matrix:
        values = {**AT.values, "X": rows, "w": tuple((q,) for q in w)}
        return evaluate(tree(node), CHAIN, Point(AT.dims, values), fine)

    gradient = at_weights(tuple(weights), by("J", "w"))
    step = Rational(1, 10**12)
    for j in range(2):
        ahead, behind = (
            tuple(w + s * step if k == j else w for k, w in enumerate(weights)) for s in (1, -1)
        )
        slope = (at_weights(ahead, "J")[0][0] - at_weights(behind, "J")[0][0]) / (2 * step)
        assert abs(slope - gradient[j][0]) < 1e-18
