"""Trees as numbers: every kind of node, every shape of a derivative, what has no value."""

import math
import time
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction as Rational

import mpmath
import pytest
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
    exp,
    log,
    matrix,
    minus,
    neg,
    number,
    over,
    plus,
    running,
    scalar,
    t,
    times,
    to,
    total,
    tree,
)

from eqproof.arithmetic import arbitrary_coefficients
from eqproof.evaluate import FLOAT, Matrix, Point, Undefined, evaluate, precise
from eqproof.latex.nodes import (
    ONE,
    BigOperator,
    Constant,
    Derivative,
    Differential,
    Dim,
    Gradient,
    Node,
    Number,
)
from eqproof.notation import Definition, Dimension, Function, Notation, Variable

FINE = precise(50)
EMPTY = Notation()
HERE = Point()

x3 = column(2, "1/2", -3)
TENSORS = Notation().declare(
    Dimension("m"),
    Dimension("n"),
    Variable("a"),
    Variable("b"),
    Variable("x", (M, ONE)),
    Variable("y", (M, ONE)),
    Variable("u", (N, ONE)),
    Variable("X", (M, N)),
    Variable("Q", (N, N)),
    running("i", "m"),
    running("j", "m"),
)
POINT = Point(
    dims={"m": 3, "n": 2},
    values={
        "a": scalar("3/2"),
        "b": scalar("2/5"),
        "x": x3,
        "y": column(1, -1, "1/3"),
        "u": column(5, -7),
        "X": matrix((1, 2), (3, -4), ("1/2", 6)),
        "Q": matrix((2, 1), (5, 4)),
    },
    indices={"i": 2, "j": 3},
)


def value(node: Tree, notation: Notation = TENSORS, point: Point = POINT) -> Matrix:
    return evaluate(tree(node), notation, point, FLOAT)


def same(found: Matrix, expected: Matrix, tolerance: float = 1e-12) -> bool:
    sizes = [[len(row) for row in each] for each in (found, expected)]
    return sizes[0] == sizes[1] and all(
        math.isclose(p, q, rel_tol=tolerance, abs_tol=tolerance)
        for row, others in zip(found, expected, strict=True)
        for p, q in zip(row, others, strict=True)
    )


def by(body: Tree, *variables: Tree) -> Node:
    return Derivative(tree(body), tuple(map(tree, variables)))


# e1 e2^T + e2 e1^T, built from the identity
SWAP = minus(Constant("ones", (N, N)), Constant("identity", (N, N)))

# Every kind of node


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (tree(7), 7),
        (Number("0.25"), 0.25),
        (Constant("e"), math.e),
        (Constant("pi"), math.pi),
        (tree("a"), 1.5),
        (tree("m"), 3),
        (tree("i"), 2),
        (at("x", 1), 2),
        (at("x", "i"), 0.5),
        (at("x", plus("i", 1)), -3),
        (at("X", "j", 2), 6),
        (at(t("x"), 3), -3),
        (plus("a", 1, neg("b")), 2.1),
        (minus("a", "b"), 1.1),
        (times("a", "b"), 0.6),
        (times("a", "b", r"\cdot"), 0.6),
        (over("a", "b"), 3.75),
        (to("a", 2), 2.25),
        (to("a", neg(1)), 1 / 1.5),
        (to("a", "b"), 1.5**0.4),
        (to(0, 0), 1),
        (to(-2, 3), -8),
        (exp("a"), math.exp(1.5)),
        (times(t("x"), "y"), 0.5),
        (times("x", "y", r"\cdot"), 0.5),
        (times("x", "y", ":"), 0.5),
        (times("X", "X", ":"), 1 + 4 + 9 + 16 + 0.25 + 36),
        (total("k", 1, "m", to("k", 2)), 14),
        (total("k", 2, "m", at("x", "k")), -2.5),
        (total("k", 3, 2, "k"), 0),
        (BigOperator("prod", "k", Number("1"), Number("5"), tree("k")), 120),
        (BigOperator("prod", "k", Number("3"), Number("2"), tree("k")), 1),
        (total("k", 1, "m", total("l", 1, "k", times("k", "l"))), 1 + 6 + 18),
    ],
)
def test_numbers(node: Node, expected: float) -> None:
    assert same(value(node), ((expected,),))


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (tree("x"), x3),
        (neg("x"), column(-2, "-1/2", 3)),
        (t("X"), matrix((1, 3, "1/2"), (2, -4, 6))),
        (plus("x", "y"), column(3, "-1/2", "-8/3")),
        (plus("x", 1), column(3, "3/2", -2)),
        (minus(1, "x"), column(-1, "1/2", 4)),
        (times(2, "x"), column(4, 1, -6)),
        (times("x", 2, r"\cdot"), column(4, 1, -6)),
        (times("X", "u"), column(5 - 14, 15 + 28, "-79/2")),
        (times("X", "u", r"\cdot"), column(5 - 14, 15 + 28, "-79/2")),
        (times("x", t("u")), matrix((10, -14), ("5/2", "-7/2"), (-15, 21))),
        (times("Q", "Q"), matrix((9, 6), (30, 21))),
        (times("x", "y", r"\odot"), column(2, "-1/2", -1)),
        (times("x", "y", r"\oslash"), column(2, "-1/2", -9)),
        (over("x", "y"), column(2, "-1/2", -9)),
        (over("x", 2), column(1, "1/4", "-3/2")),
        (to("Q", 3), matrix((48, 33), (165, 114))),
        (to("Q", neg(1)), matrix(("4/3", "-1/3"), ("-5/3", "2/3"))),
        (exp("x"), tuple((math.exp(p),) for (p,) in x3)),
        (to(times("Q", SWAP), neg(1)), matrix(("-5/3", "2/3"), ("4/3", "-1/3"))),
        (to(SWAP, neg(1)), matrix((0, 1), (1, 0))),
        (Constant("ones", (M, ONE)), column(1, 1, 1)),
        (Constant("zeros", (M, N)), matrix((0, 0), (0, 0), (0, 0))),
        (Constant("identity", (N, N)), matrix((1, 0), (0, 1))),
        (Constant("ones", (Dim("n", 1), ONE)), column(1, 1, 1)),
        (Constant("ones", (Dim(None, 2), ONE)), column(1, 1)),
        (total("k", 1, "m", times("k", "x")), column(12, 3, -18)),
        (
            BigOperator("prod", "k", Number("1"), Number("2"), tree("Q")),
            matrix((9, 6), (30, 21)),
        ),
    ],
)
def test_tensors(node: Node, expected: Matrix) -> None:
    assert same(value(node), expected)


FUNCTIONS: dict[str, Callable[[float], float]] = {
    r"\log": math.log,
    r"\ln": math.log,
    r"\log_2": math.log2,
    r"\log_{10}": math.log10,
    r"\exp": math.exp,
    r"\sqrt": math.sqrt,
    r"\sin": math.sin,
    r"\cos": math.cos,
    r"\tan": math.tan,
    r"\sinh": math.sinh,
    r"\cosh": math.cosh,
    r"\tanh": math.tanh,
    r"\arctan": math.atan,
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_built_in_functions_act_on_every_entry(name: str) -> None:
    numbers = column("1/2", "4/3", "9/10")
    here = Point(dims={"m": 3}, values={"x": numbers})
    expected = tuple((FUNCTIONS[name](float(p)),) for (p,) in numbers)
    assert same(value(call(name, "x"), TENSORS, here), expected)
    fine = evaluate(call(name, "x"), TENSORS, here, FINE)
    assert same(fine, expected)


def test_user_functions() -> None:
    cube = Function("f", ("s", "t"), minus(to("s", 3), times("a", "t")))
    notation = TENSORS.declare(SIGMA, cube)
    assert same(value(call("f", 2, "b"), notation), ((7.4,),))
    assert same(value(call("f", "x", "y"), notation), column(8 - 1.5, 0.125 + 1.5, -27 - 0.5))
    assert same(value(call("f", "x", 2), notation), column(8 - 3, 0.125 - 3, -30))
    sigma = [1 / (1 + math.exp(-p)) for (p,) in x3]
    assert same(value(call(r"\sigma", "x"), notation), tuple((s,) for s in sigma))
    assert same(
        value(call(r"\sigma", "x", primes=1), notation), tuple((s * (1 - s),) for s in sigma)
    )
    assert same(
        value(call(r"\sigma", "x", primes=2), notation),
        tuple((s * (1 - s) * (1 - 2 * s),) for s in sigma),
    )
    assert same(value(call(r"\log", "a", primes=3), notation), ((2 / 1.5**3,),))


def test_a_parameter_hides_what_has_its_name() -> None:
    f = Function("f", ("a",), plus(times("a", "a"), "D"))
    notation = TENSORS.declare(f, Definition("D", times(10, "a")))
    assert number(call("f", 3), notation, POINT) == 9 + 15


def test_arbitrary_functions_differ_by_draw_and_have_derivatives() -> None:
    notation = TENSORS.declare(Function("f", ("t",)), Function("g", ("t",)))
    points = [Point(POINT.dims, POINT.values, draws={"f": k, "g": k + 1}) for k in range(8)]
    seen = {number(call("f", "a"), notation, p) for p in points}
    assert len(seen) == 8
    for p in points:
        assert number(call("f", "a"), notation, p) != number(call("g", "a"), notation, p)
        a, b, c = map(float, arbitrary_coefficients(p.draws["f"]))
        slopes = [a * math.cos(1.5 * a + b) + c, -a * a * math.sin(1.5 * a + b)]
        for primes in (1, 2):
            found = number(call("f", "a", primes=primes), notation, p)
            assert math.isclose(found, slopes[primes - 1])


def test_numbering_from_zero() -> None:
    notation = Notation().declare(
        Variable("w", (Dim("k", 1), ONE), first=0),
        Definition("v", times(2, "w"), (Dim("k", 1), ONE), 0),
    )
    here = Point(dims={"k": 2}, values={"w": column(7, 8, 9)})
    assert number(at("w", 0), notation, here) == 7
    assert number(at("w", "k"), notation.declare(Dimension("k")), here) == 9
    assert number(at("v", 1), notation, here) == 16
    assert same(value(by(times(t("w"), "w"), at("w", 0)), notation, here), ((14.0,),))


def test_names_written_otherwise() -> None:
    notation = TENSORS.alias("x'", "x").alias("I", "i")
    assert same(value("x'", notation), x3)
    assert number("I", notation, POINT) == 2
    assert same(value(by(times(t("x'"), "x"), "x'"), notation), column(4, 1, -6))


# Definitions


def test_definitions_are_followed() -> None:
    notation = TENSORS.declare(
        Definition("z", times("X", "u"), (M, ONE)),
        Definition("s", times(t("z"), "z")),
    )
    assert number("s", notation, POINT) == 81 + 43**2 + 39.5**2


def test_a_definition_speaks_of_the_free_index() -> None:
    notation = TENSORS.declare(Definition("l", times(at("x", "i"), at("y", "i"))))
    assert number("l", notation, POINT) == -0.5
    assert number(total("i", 1, "m", "l"), notation, POINT) == 0.5


def test_what_depends_on_an_index_is_forgotten_with_it() -> None:
    notation = TENSORS.declare(
        Definition("l", times("i", "a")), Definition("q", plus("l", at("x", "i")))
    )
    assert number(plus(total("i", 1, "m", "l"), "l"), notation, POINT) == 9 + 3
    assert number(plus(total("i", 1, "m", "q"), "q"), notation, POINT) == 9 - 0.5 + 3.5


def test_what_is_remembered_at_a_point_is_that_of_one_notation() -> None:
    point = Point(values={"a": scalar("3/2"), "b": scalar("2/5")})
    one = TENSORS.declare(Definition("q", tree(plus("a", "b"))))
    two = TENSORS.declare(Definition("q", tree(times("a", "b"))))
    node = tree(plus("q", 1))
    for _ in range(2):
        assert number(node, one, point) == pytest.approx(2.9)
        assert number(node, two, point) == pytest.approx(1.6)


def test_what_is_remembered_at_a_point_is_not_shifted() -> None:
    point = Point(values={"a": scalar("3/2"), "b": scalar("2/5")})
    notation = TENSORS.declare(Definition("q", tree(times("a", "b"))))
    for _ in range(2):
        assert number(by("q", "a"), notation, point) == pytest.approx(0.4)
        assert number("q", notation, point) == pytest.approx(0.6)
        assert number(by(times("q", "q"), "q"), notation, point) == pytest.approx(1.2)


def test_another_point_remembers_nothing_of_the_first() -> None:
    point = Point(values={"a": scalar("3/2")}, indices={"i": 1})
    notation = TENSORS.declare(Definition("q", tree(times("a", "i"))))
    assert number("q", notation, point) == 1.5
    assert number("q", notation, replace(point, indices={"i": 2})) == 3.0


def test_an_index_bound_outside_does_not_reach_a_name_in_a_definition() -> None:
    notation = TENSORS.declare(Definition("D", times(2, "a")))
    assert number(total("a", 1, 3, times("a", "D")), notation, POINT) == 6 * 3.0


def test_sums_in_definitions_do_not_mix_with_sums_outside() -> None:
    notation = TENSORS.declare(Definition("S", total("i", 1, "m", at("x", "i"))))
    assert number(total("i", 1, "m", times("i", "S")), notation, POINT) == 6 * -0.5


def test_a_tensor_defined_by_its_entries() -> None:
    softmax = over(exp(at("x", "c")), total("k", 1, "m", exp(at("x", "k"))))
    notation = TENSORS.declare(
        running("c", "m"),
        Definition("p", softmax, (M, ONE), entries=("c",)),
        Definition("T", minus(at("X", "i", "j"), times(10, "i")), (M, N), entries=("i", "j")),
    )
    weights = [math.exp(p) for (p,) in x3]
    p = [w / sum(weights) for w in weights]
    assert same(value("p", notation), tuple((q,) for q in p))
    assert same(value(total("c", 1, "m", at("p", "c")), notation), ((1.0,),))
    jacobian = tuple(tuple(p[i] * ((i == j) - p[j]) for j in range(3)) for i in range(3))
    assert same(value(by("p", "x"), notation), jacobian)
    assert same(value("T", notation), matrix((-9, -8), (-17, -24), ("-59/2", -24)))
    assert same(value(by(at("p", "i"), at("p", "j")), notation), ((0.0,),))


def test_entries_of_a_definition_that_is_numbered_from_zero() -> None:
    notation = Notation().declare(
        Definition("q", to(2, "c"), (Dim("k", 1), ONE), first=0, entries=("c",))
    )
    assert same(value("q", notation, Point(dims={"k": 2})), column(1, 2, 4))


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


# Precision


def test_precise_arithmetic_sees_a_relative_difference_of_ten_to_the_minus_twenty() -> None:
    tiny = Number("0.00000000000000000001")
    node = minus(times(exp("a"), plus(1, tiny)), exp("a"))
    found = evaluate(node, TENSORS, POINT, FINE)[0][0]
    assert abs(found / (mpmath.exp(1.5) * mpmath.mpf("1e-20")) - 1) < 1e-10
    derivative = by(minus(times(exp("a"), plus(1, tiny)), exp("a")), "a")
    assert abs(evaluate(derivative, TENSORS, POINT, FINE)[0][0] / found - 1) < 1e-20


def test_thirds_are_exact_to_the_digits_asked_for() -> None:
    ((x,),) = evaluate(over(1, 3), EMPTY, HERE, precise(80))
    with mpmath.workdps(90):
        assert abs(x - mpmath.mpf(1) / 3) < mpmath.mpf("1e-79")


def test_precision_is_private() -> None:
    before = mpmath.mp.dps
    precise(77)
    assert mpmath.mp.dps == before
    with mpmath.workdps(5):
        ((x,),) = evaluate(over(1, 7), EMPTY, HERE, FINE)
    with mpmath.workdps(60):
        assert abs(x - mpmath.mpf(1) / 7) < mpmath.mpf("1e-49")
    assert precise(50) is FINE


# No value


@pytest.mark.parametrize("arithmetic", [FLOAT, FINE])
@pytest.mark.parametrize(
    ("node", "blamed", "reason"),
    [
        (plus(1, log(0)), log(0), "logarithm"),
        (log(-1), log(-1), "logarithm"),
        (call(r"\log_2", 0), call(r"\log_2", 0), "logarithm"),
        (call(r"\log_{10}", -3), call(r"\log_{10}", -3), "logarithm"),
        (times(0, log(0)), log(0), "logarithm"),
        (call(r"\sqrt", -1), call(r"\sqrt", -1), "square root"),
        (over(1, minus("a", "a")), over(1, minus("a", "a")), "division by zero"),
        (over(0, 0), over(0, 0), "division by zero"),
        (over("x", minus("x", "x")), over("x", minus("x", "x")), "division by zero"),
        (to(0, -1), to(0, -1), "zero to a negative power"),
        (to(-8, over(1, 3)), to(-8, over(1, 3)), "not whole"),
        (to(minus("Q", "Q"), -1), to(minus("Q", "Q"), -1), "singular"),
        (by(to(0, "b"), "b"), to(0, "b"), "positive base"),
        (by(call(r"\sqrt", minus("a", "a")), "a"), None, "division by zero"),
        (at("x", 4), at("x", 4), "no entry"),
        (at("x", 0), at("x", 0), "no entry"),
        (at("X", 3, 3), at("X", 3, 3), "no entry"),
        (at("x", over(1, 2)), over(1, 2), "not whole"),
    ],
)
def test_undefined(node: Node, blamed: Node | None, reason: str, arithmetic) -> None:
    with pytest.raises(Undefined, match=reason) as caught:
        evaluate(node, TENSORS, POINT, arithmetic)
    assert not caught.value.out_of_range
    if blamed is not None:
        assert caught.value.node == blamed


TOWER = to(9, to(9, to(9, 9)))


@pytest.mark.parametrize("arithmetic", [FLOAT, FINE])
@pytest.mark.parametrize(
    "node",
    [
        TOWER,
        neg(TOWER),
        over(1, TOWER),
        exp(exp(exp(exp(9)))),
        exp(neg(exp(exp(9)))),
        to(over(1, 9), to(9, 9)),
        call(r"\cosh", exp(exp(4))),
        call(r"\sinh", neg(exp(exp(4)))),
        call(r"\sin", exp(exp(9))),
        total("k", 1, to(10, 9), "k"),
        total("k", 1, 1000, total("l", 1, 1000, "k")),
        BigOperator("prod", "k", Number("1"), Number("1000000"), tree("k")),
        to("Q", to(10, 7)),
        to(10, to(10, 6)),
        to(-1, plus(to(10, 60), 1)),
    ],
)
def test_what_is_too_large_ends_at_once(node: Node, arithmetic) -> None:
    start = time.perf_counter()
    with pytest.raises(Undefined) as caught:
        evaluate(node, TENSORS, POINT, arithmetic)
    assert caught.value.out_of_range
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize(
    "node",
    [
        times(to(10, 200), to(10, 200)),
        over(1, times(to(10, 200), to(10, 200))),
        over(1, Number("1" + "0" * 400)),
        over(to(10, 200), to(10, -200)),
        total("k", 1, 20, to(10, 308)),
        by(times(times(to(10, 200), "a"), times(to(10, 200), "b")), "a"),
        over(1, plus(1, exp(800))),
    ],
)
def test_floats_never_overflow_silently(node: Node) -> None:
    with pytest.raises(Undefined) as caught:
        evaluate(node, TENSORS, POINT, FLOAT)
    assert caught.value.out_of_range
    evaluate(node, TENSORS, POINT, FINE)


def test_large_but_harmless_powers() -> None:
    for node, expected in [
        (to(1, TOWER_EXPONENT), 1),
        (to(-1, plus(to(10, 14), 1)), -1),
        (to(10, 50000), None),
    ]:
        ((x,),) = evaluate(node, EMPTY, HERE, FINE)
        assert expected is None or x == expected


TOWER_EXPONENT = to(9, to(9, 5))


@pytest.mark.parametrize(
    ("node", "message"),
    [
        (times("X", "x"), "do not fit"),
        (times("x", "y"), "do not fit"),
        (times("x", "u", r"\cdot"), "differ"),
        (times("x", "u", r"\odot"), "differ"),
        (times("x", "u", ":"), "differ"),
        (plus("x", "u"), "differ"),
        (over(1, "x"), "differ"),
        (to("x", neg(1)), "no inverse"),
        (to("x", 2), "do not fit"),
        (to(2, "x"), "a number is wanted"),
        (to("Q", 0), "to the power 0"),
        (tree("nobody"), "nobody has no value"),
        (call("nobody", 1), "no function"),
        (call(r"\log", "a", "b", primes=1), "one argument"),
        (at("x", 1, 2, 3), "3 indices"),
        (at("X", 1), "1 indices"),
        (Constant("ones"), "no size"),
        (by("a", plus("a", "b")), "by a name or a component"),
        (by("a", "i"), "no derivative by i"),
    ],
)
def test_errors_of_the_caller_are_no_undefined_values(node: Node, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        value(node)


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


def test_what_a_sum_binds_does_not_reach_into_a_function():
    g = Function("g", ("a",), times("a", "x"))
    notation = Notation().declare(Variable("x"), g)
    point = Point(values={"x": scalar(5)})
    assert number(total("x", 1, 2, call("g", 1)), notation, point) == 10
