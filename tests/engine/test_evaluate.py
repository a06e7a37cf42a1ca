"""Trees as numbers: every kind of node, definitions, laws."""

import math
from collections.abc import Callable
from dataclasses import replace

import pytest
from evaluation import FINE, POINT, SWAP, TENSORS, by, same, value, x3
from trees import (
    SIGMA,
    M,
    N,
    at,
    call,
    column,
    exp,
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

from eqproof.latex.nodes import (
    ONE,
    BigOperator,
    Constant,
    Dim,
    Node,
    Number,
)
from eqproof.notation.symbols import Definition, Dimension, Function, Notation, Variable
from eqproof.numbers.arithmetic import arbitrary_coefficients
from eqproof.numbers.evaluate import Matrix, Point, evaluate

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


def test_what_a_sum_binds_does_not_reach_into_a_function():
    g = Function("g", ("a",), times("a", "x"))
    notation = Notation().declare(Variable("x"), g)
    point = Point(values={"x": scalar(5)})
    assert number(total("x", 1, 2, call("g", 1)), notation, point) == 10
