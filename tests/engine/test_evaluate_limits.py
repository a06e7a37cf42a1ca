"""Precision, and what has no value or none that can be held."""

import time

import mpmath
import pytest
from evaluation import EMPTY, FINE, HERE, POINT, TENSORS, by, value
from trees import (
    at,
    call,
    exp,
    log,
    minus,
    neg,
    over,
    plus,
    times,
    to,
    total,
    tree,
)

from eqproof.latex.nodes import (
    BigOperator,
    Constant,
    Node,
    Number,
)
from eqproof.numbers.evaluate import FLOAT, Undefined, evaluate, precise

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
        (over("u", "x"), "differ"),
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
