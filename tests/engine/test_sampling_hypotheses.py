"""Points on hypotheses."""

from fractions import Fraction as Rational
from itertools import pairwise

import pytest
from draws import (
    BITS,
    CLOSED,
    REGRESSION,
    UNIT,
    C,
    assume,
    draw,
    entries,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from trees import M, at, call, exp, minus, number, plus, running, t, times, to, total, tree

from eqproof.latex.nodes import ONE, Constant, Differential, Dim
from eqproof.notation.symbols import (
    REALS,
    Definition,
    Dimension,
    Domain,
    Hypothesis,
    Notation,
    Variable,
)
from eqproof.numbers.evaluate import Point, evaluate, precise
from eqproof.proof.domains import contains
from eqproof.proof.hypotheses import holds
from eqproof.proof.meeting import unmoved
from eqproof.proof.sampling import sample, satisfiable

# Hypotheses


def on(*hypotheses: Hypothesis, notation: Notation, count: int = 24) -> list[Point]:
    """Return points of *notation* on *hypotheses*, checked at high precision."""
    assumed = notation.assume(*hypotheses)
    points = draw(assumed, count=count)
    for point in points:
        for hypothesis in hypotheses:
            assert holds(hypothesis, assumed, point)
        for key, value in point.values.items():
            assert all(contains(assumed.symbols[key].domain, x) for x in entries(value))
    assert satisfiable(assumed) is None
    return points


def test_an_entry_that_is_fixed() -> None:
    k = Dim("k", 1)
    notation = Notation().declare(Dimension("k"), Variable("x", (k, ONE), first=0), Variable("z"))
    points = on(assume(at("x", 0), "=", 1), notation=notation)
    assert len(points) == 24
    for point in points:
        assert point.values["x"][0] == (1,)
        assert point.values["x"][1] != (1,)
        assert point.increments["x"][0] == (0,)
        assert point.increments["x"][1] != (0,)


def test_an_entry_that_is_fixed_for_every_index() -> None:
    k = Dim("k", 1)
    notation = Notation().declare(
        Dimension("k"), Dimension("m"), Variable("X", (M, k)), running("i", "m")
    )
    for point in on(assume(at("X", "i", 1), "=", 1), notation=notation):
        assert [row[0] for row in point.values["X"]] == [1] * point.dims["m"]
        assert all(0 not in row[1:] for row in point.increments["X"])


def test_differentials_that_are_zero() -> None:
    zero = Constant("zeros", (M, ONE))
    points = on(
        assume(Differential(tree("y")), "=", zero),
        notation=REGRESSION.declare(Variable("y", (M, ONE), CLOSED)),
    )
    for point in points:
        assert set(entries(point.increments["y"])) == {0}
        assert 0 not in entries(point.increments["w"])
    number_zero = assume(Differential(tree("y")), "=", 0)
    for point in on(number_zero, notation=Notation().declare(Variable("y", (M, ONE)))):
        assert set(entries(point.increments["y"])) == {0}


def test_labels_never_vary() -> None:
    zero = assume(Differential(tree("y")), "=", Constant("zeros", (M, ONE)))
    assert len(on(zero, notation=REGRESSION)) == 24


def test_one_name_by_another() -> None:
    notation = Notation().declare(Variable("a"), Variable("b"))
    for point in on(assume("a", "=", times(2, "b")), notation=notation):
        assert point.values["a"][0][0] == 2 * point.values["b"][0][0]
        assert point.increments["a"][0][0] == 2 * point.increments["b"][0][0]
    for point in on(assume(times(2, "b"), "=", "a"), notation=notation):
        assert point.values["a"][0][0] == 2 * point.values["b"][0][0]


def test_a_name_by_a_transcendental_expression() -> None:
    notation = Notation().declare(Variable("a"), Variable("b"))
    (point, *_) = on(assume("a", "=", exp("b")), notation=notation)
    found = evaluate(minus("a", exp("b")), notation, point, precise(110))
    assert abs(found[0][0]) < precise(110).numeral("1e-105")


def test_a_chain_of_names_in_any_order() -> None:
    notation = Notation().declare(*map(Variable, "abcd"))
    links = [assume(p, "=", times(2, q)) for p, q in pairwise("abcd")]
    for order in (links, links[::-1]):
        for point in on(*order, notation=notation):
            assert point.values["a"][0][0] == 8 * point.values["d"][0][0]


def test_the_other_name_is_moved_where_the_domain_needs_it() -> None:
    notation = Notation().declare(Variable("p", domain=UNIT), Variable("q", domain=UNIT))
    points = on(assume("p", "=", times(3, "q")), notation=notation)
    assert len(points) == 24


def test_a_whole_vector_is_fixed() -> None:
    notation = Notation().declare(Variable("v", (M, ONE)), Variable("u", (M, ONE)))
    for point in on(assume("v", "=", times(2, "u")), notation=notation):
        assert entries(point.values["v"]) == [2 * x for x in entries(point.values["u"])]
    for point in on(assume("v", "=", 0), notation=notation):
        assert set(entries(point.values["v"])) == {0}


SUM_IS_ONE = assume(total("c", 1, "C", at("y", "c")), "=", 1)
CLASSES = Notation().declare(Dimension("C"), Variable("o", (C, ONE)))


@pytest.mark.parametrize("domain", [REALS, UNIT, CLOSED])
def test_probabilities_sum_to_one(domain: Domain) -> None:
    notation = CLASSES.declare(Variable("y", (C, ONE), domain))
    points = on(SUM_IS_ONE, notation=notation)
    assert len(points) == 24
    for point in points:
        assert sum(entries(point.values["y"])) == 1
        assert sum(entries(point.increments["y"])) == 0
        assert any(entries(point.increments["y"]))
    assert any(point.dims["C"] >= 3 for point in points)


def test_probabilities_sum_to_one_by_a_product_with_ones() -> None:
    ones = Constant("ones", (C, ONE))
    notation = CLASSES.declare(Variable("y", (C, ONE), UNIT))
    for point in on(assume(times(t(ones), "y"), "=", 1), notation=notation):
        assert sum(entries(point.values["y"])) == 1


def test_one_hot_labels_take_all_places() -> None:
    notation = CLASSES.declare(Variable("y", (C, ONE), BITS))
    points = on(SUM_IS_ONE, notation=notation)
    seen = {tuple(entries(point.values["y"])) for point in points}
    assert {(1, 0), (0, 1), (1, 0, 0), (0, 1, 0), (0, 0, 1)} <= seen


def test_rows_that_sum_to_one() -> None:
    notation = Notation().declare(
        Dimension("m"), Dimension("C"), Variable("P", (M, C), UNIT), running("i", "m")
    )
    rows = assume(total("c", 1, "C", at("P", "i", "c")), "=", 1)
    for point in on(rows, notation=notation):
        assert [sum(row) for row in point.values["P"]] == [1] * point.dims["m"]


def test_equations_through_definitions() -> None:
    notation = Notation().declare(
        Variable("a"), Variable("b"), Definition("s", plus("a", times(3, "b")))
    )
    for point in on(assume("s", "=", 2), notation=notation):
        a, b = point.values["a"][0][0], point.values["b"][0][0]
        assert a + 3 * b == 2
        assert point.increments["a"][0][0] + 3 * point.increments["b"][0][0] == 0


def test_several_hypotheses_together() -> None:
    notation = CLASSES.declare(Variable("y", (C, ONE), UNIT), Variable("a"), Variable("b"))
    points = on(
        SUM_IS_ONE,
        assume("a", "<", "b"),
        assume(Differential(tree("y")), "=", Constant("zeros", (C, ONE))),
        assume("a", r"\ne", 0),
        notation=notation,
    )
    assert len(points) == 24


@pytest.mark.parametrize(
    ("relation", "true"),
    [
        ("<", lambda a, b: a < b),
        (">", lambda a, b: a > b),
        (r"\le", lambda a, b: a <= b),
        (r"\ge", lambda a, b: a >= b),
        (r"\ne", lambda a, b: a != b),
    ],
)
def test_relations_are_drawn_for(relation: str, true) -> None:
    notation = Notation().declare(Variable("a"), Variable("b"))
    points = on(assume("a", relation, "b"), notation=notation)
    assert len(points) == 24
    for point in points:
        assert true(point.values["a"][0][0], point.values["b"][0][0])


def test_relations_between_tensors_hold_for_every_entry() -> None:
    notation = Notation().declare(Variable("x", (M, ONE)), running("i", "m"), Dimension("m"))
    for point in on(assume("x", ">", 0), assume(at("x", "i"), "<", 5), notation=notation):
        assert all(0 < x < 5 for x in entries(point.values["x"]))


def test_tensors_differ_when_one_entry_does() -> None:
    notation = Notation().declare(Variable("x", (M, ONE)), Variable("u", (M, ONE)))
    (point, *_) = draw(notation)
    close = Point(point.dims, {**point.values, "u": ((Rational(9),), *point.values["x"][1:])})
    assert holds(assume("x", r"\ne", "u"), notation, close)
    assert not holds(assume("x", r"\ne", "x"), notation, close)
    assert not holds(assume("x", "=", "u"), notation, close)


def test_a_size_that_is_assumed() -> None:
    notation = CLASSES.declare(Dimension("C"))
    assert {p.dims["C"] for p in on(assume("C", ">", 2), notation=notation)} == {3, 4, 5}


def test_a_size_matters_to_all_that_has_it() -> None:
    notation = CLASSES.declare(Dimension("C"), Variable("z")).assume(assume("C", ">", 2))
    assert {point.dims["C"] for point in sample(notation, {"o"}, (), 24, 0)} == {3, 4, 5}


def test_conditions_on_indices_choose_the_places() -> None:
    notation = (
        Notation()
        .declare(Dimension("m"), Variable("x", (M, ONE)), running("i", "m"), running("j", "m"))
        .assume(assume("i", r"\ne", "j"))
    )
    assert satisfiable(notation) is None
    points = sample(notation, {"x", "i", "j"}, ("i", "j"), 24, 0)
    assert len(points) == 24
    assert all(point.indices["i"] != point.indices["j"] for point in points)
    assert {point.indices["i"] for point in sample(notation, {"x"}, ("i",), 24, 0)} >= {1, 2, 3}
    nowhere = assume("i", ">", plus("m", 1))
    assert satisfiable(notation.assume(nowhere)) is nowhere
    assert sample(notation.assume(nowhere), {"x", "i"}, ("i",), 24, 0) == []


def test_an_unknown_relation_is_no_hypothesis() -> None:
    notation = Notation().declare(Variable("a")).assume(assume("a", r"\approx", 1))
    with pytest.raises(ValueError, match="cannot be assumed"):
        draw(notation)


def test_hypotheses_about_other_names_are_left_alone() -> None:
    notation = Notation().declare(Variable("a"), Variable("b")).assume(assume("b", "<", "b"))
    assert len(sample(notation, {"a"}, (), 24, 0)) == 24
    assert sample(notation, {"b"}, (), 24, 0) == []


def test_what_no_equation_moves_is_looked_at_before_any_is_met() -> None:
    """Most draws miss it, and an equation over a tensor is long to meet."""
    names = Variable("y", (C, ONE)), Variable("w", (C, ONE)), Variable("z")
    notation = CLASSES.declare(*names)
    positive, tied = assume("w", ">", 0), assume("z", ">", SUM_IS_ONE.left)
    assert unmoved([SUM_IS_ONE, positive, tied], notation) == [positive]
    assert unmoved([positive, tied], notation) == [positive, tied]
    for point in sample(notation.assume(SUM_IS_ONE, positive, tied), {"y", "w", "z"}, (), 24, 0):
        assert min(entries(point.values["w"])) > 0
        assert sum(entries(point.values["y"])) == 1 < point.values["z"][0][0]


def test_hypotheses_that_touch_through_another_one() -> None:
    notation = Notation().declare(*map(Variable, "abc"))
    notation = notation.assume(assume("a", "=", "b"), assume("b", "=", "c"))
    for point in sample(notation, {"a"}, (), 24, 0):
        assert point.values["a"] == point.values["c"]


@pytest.mark.parametrize(
    ("hypotheses", "guilty"),
    [
        ([assume(to("a", 2), "<", 0)], 0),
        ([assume("a", ">", 0), assume("a", "<", 0)], 1),
        ([assume("a", "=", 1), assume("a", "=", 2)], 1),
        ([assume("b", "=", 2)], 0),
        ([assume("a", ">", 0), assume(call(r"\log", "b"), ">", 0), assume("a", "<", 9)], 1),
        ([assume(plus("b", "b"), "=", 3)], 0),
    ],
)
def test_hypotheses_that_nobody_meets(hypotheses: list[Hypothesis], guilty: int) -> None:
    notation = Notation().declare(Variable("a"), Variable("b", domain=UNIT))
    assert satisfiable(notation.assume(*hypotheses)) is hypotheses[guilty]
    assert satisfiable(notation) is None


def test_undefined_sides_do_not_hold() -> None:
    notation = Notation().declare(Variable("a"))
    below = assume(call(r"\log", "a"), "<", 0)
    for point in on(below, notation=notation):
        assert 0 < point.values["a"][0][0] < 1


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([REALS, UNIT, CLOSED, BITS]))
def test_any_seed_draws_points_on_the_simplex(seed: int, domain: Domain) -> None:
    notation = CLASSES.declare(Variable("y", (C, ONE), domain)).assume(SUM_IS_ONE)
    points = draw(notation, count=5, seed=seed)
    assert len(points) == 5
    for point in points:
        assert number(total("c", 1, "C", at("y", "c")), notation, point) == pytest.approx(1)
