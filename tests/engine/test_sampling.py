"""Where claims are tried: one test for each rule, because each keeps a wrong formula out."""

from fractions import Fraction as Rational
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trees import M, N, at, call, exp, minus, number, plus, running, t, times, to, total, tree

from eqproof.evaluate import Matrix, Point, evaluate, precise
from eqproof.latex.nodes import ONE, Constant, Differential, Dim, Node
from eqproof.notation import (
    REALS,
    Definition,
    Dimension,
    Domain,
    Finite,
    Function,
    Hypothesis,
    Interval,
    Natural,
    Notation,
    Variable,
)
from eqproof.proof.domains import contains, ends, inside, simple, spread
from eqproof.proof.hypotheses import holds
from eqproof.proof.sampling import sample, satisfiable
from eqproof.source import Span

BITS = Finite((Rational(0), Rational(1)))
UNIT = Interval(Rational(0), Rational(1))
CLOSED = Interval(Rational(0), Rational(1), lower_open=False, upper_open=False)
POSITIVE = Interval(Rational(0), None)
BORING = {Rational(0), Rational(1), Rational(1, 2)}
C = Dim("C")


def assume(left: Node | str, relation: str, right: Node | str | int) -> Hypothesis:
    return Hypothesis(tree(left), relation, tree(right), Span(0, 0))


def draw(notation: Notation, indices: tuple[str, ...] = (), count: int = 24, seed: int = 1):
    return sample(notation, set(notation.symbols), indices, count, seed)


def entries(matrix: Matrix) -> list[Rational]:
    return [x for row in matrix for x in row]


def scalars(points: list[Point], key: str) -> list[Rational]:
    return [point.values[key][0][0] for point in points]


REGRESSION = Notation().declare(
    Dimension("m"),
    Dimension("n"),
    Variable("X", (M, N)),
    Variable("w", (N, ONE)),
    Variable("y", (M, ONE), BITS),
    Variable("h", (M, ONE), UNIT),
    Variable("z"),
    Variable("p", domain=UNIT),
    running("i", "m"),
    running("j", "n"),
)


# Domains

DOMAINS: list[Domain] = [
    REALS,
    POSITIVE,
    UNIT,
    CLOSED,
    BITS,
    Natural(),
    Interval(Rational(-2), Rational(3), lower_open=False),
    Interval(None, Rational(-1)),
    Interval(None, Rational(2), upper_open=False),
    Interval(Rational(1), None, lower_open=False),
]


@pytest.mark.parametrize("domain", DOMAINS)
def test_simple_and_spread_numbers_belong_to_the_domain(domain: Domain) -> None:
    for numbers in (simple(domain), spread(domain)):
        assert len(set(numbers)) >= 2
        assert all(contains(domain, x) for x in numbers)
        assert all(abs(x.numerator) < 100 and x.denominator <= 20 for x in numbers)


def test_what_belongs_to_a_domain() -> None:
    assert not contains(UNIT, Rational(0))
    assert not contains(UNIT, Rational(1))
    assert contains(CLOSED, Rational(0))
    assert contains(CLOSED, Rational(1))
    assert not contains(CLOSED, Rational(-1, 9))
    assert not contains(CLOSED, Rational(10, 9))
    assert contains(Natural(), Rational(1))
    assert not contains(Natural(), Rational(0))
    assert not contains(Natural(), Rational(3, 2))
    assert not contains(BITS, Rational(1, 2))


def test_ends_of_a_domain() -> None:
    assert ends(CLOSED) == (0, 1)
    assert ends(DOMAINS[6]) == (-2,)
    assert ends(REALS) == ends(UNIT) == ends(BITS) == ()
    assert not contains(inside(CLOSED), Rational(0))
    assert inside(BITS) == BITS


def test_logits_are_spread_where_gradients_are_alive() -> None:
    numbers = spread(REALS)
    assert sum(abs(x) <= 3 for x in numbers) > 0.8 * len(numbers)
    assert 5 < max(numbers) <= 6
    assert -6 <= min(numbers) < -5


# Points


def test_the_same_seed_gives_the_same_points() -> None:
    assert draw(REGRESSION, seed=5) == draw(REGRESSION, seed=5)
    assert draw(REGRESSION, seed=5) != draw(REGRESSION, seed=6)


def test_every_value_belongs_to_its_domain_and_has_its_size() -> None:
    for point in draw(REGRESSION):
        for key, value in point.values.items():
            variable = REGRESSION.symbols[key]
            assert isinstance(variable, Variable)
            assert all(contains(variable.domain, x) for x in entries(value))
            assert (len(value), len(value[0])) == tuple(map(point.size, variable.shape))


def test_points_have_small_height() -> None:
    for point in draw(REGRESSION):
        for value in (*point.values.values(), *point.increments.values()):
            assert all(abs(x.numerator) < 100 and x.denominator <= 20 for x in entries(value))


def test_the_first_point_is_simple() -> None:
    notation = Notation().declare(Variable("y", domain=BITS), Variable("p", domain=UNIT))
    first, second = draw(notation)[:2]
    assert [first.values["y"], first.values["p"]] == [((0,),), ((Rational(1, 2),),)]
    assert second.values["p"] == ((Rational(1, 3),),)
    assert scalars(draw(Notation().declare(Variable("z"))), "z")[:4] == [1, -1, 2, -2]


def test_dimensions_differ_and_are_at_least_two() -> None:
    points = draw(REGRESSION)
    assert points[0].dims == {"m": 2, "n": 3} or points[0].dims == {"m": 3, "n": 2}
    for point in points:
        assert point.dims["m"] != point.dims["n"]
        assert min(point.dims.values()) >= 2
        assert max(point.dims.values()) <= 5
    assert min(points[1].dims.values()) >= 3
    assert len({tuple(point.dims.items()) for point in points}) == 4


def test_one_dimension_is_two_and_three_and_more() -> None:
    points = draw(Notation().declare(Variable("x", (M, ONE))))
    assert [point.dims["m"] for point in points[:2]] == [2, 3]
    assert {point.dims["m"] for point in points} == {2, 3, 4, 5}


def test_shifted_dimensions_differ_from_others() -> None:
    k = Dim("k", 1)
    notation = Notation().declare(Variable("w", (k, ONE), first=0), Variable("x", (M, ONE)))
    for point in draw(notation):
        assert point.dims["k"] >= 2
        assert point.dims["k"] + 1 != point.dims["m"]
    shorter = Notation().declare(Variable("v", (Dim("m", -1), ONE)), Variable("x", (M, ONE)))
    assert all(point.dims["m"] >= 3 for point in draw(shorter))


def test_all_dimensions_have_a_size() -> None:
    assert draw(Notation().declare(Dimension("m"), Variable("z")))[0].dims.keys() == {"m"}
    shaped = Notation().declare(Definition("D", tree(1), (C, ONE)))
    assert draw(shaped)[0].dims.keys() == {"C"}
    many = Notation().declare(*(Variable(f"v{i}", (Dim(f"d{i}"), ONE)) for i in range(7)))
    assert len(set(draw(many)[0].dims.values())) == 7


def test_entries_of_a_point_differ() -> None:
    for turn, point in enumerate(draw(REGRESSION)):
        numbers = [x for key in ("X", "w", "h", "z", "p") for x in entries(point.values[key])]
        if turn != 7:
            assert len(set(numbers)) == len(numbers)
        assert len(BORING & set(numbers)) < len(numbers)


def test_matrices_are_not_symmetric() -> None:
    for point in draw(Notation().declare(Variable("Q", (M, M)))):
        q = point.values["Q"]
        assert all(q[i][j] != q[j][i] for i in range(len(q)) for j in range(i))


def test_no_number_is_only_zero_one_or_a_half() -> None:
    points = draw(REGRESSION)
    for key in ("z", "p"):
        assert len(set(scalars(points, key)) - BORING) > 10


def test_numbers_that_coincide_are_tried_once() -> None:
    notation = Notation().declare(Variable("a"), Variable("b"))
    same = [p for p in draw(notation) if p.values["a"] == p.values["b"]]
    assert len(same) == 1


def test_all_combinations_of_labels() -> None:
    notation = Notation().declare(
        Variable("y", domain=BITS),
        Variable("s", domain=Finite((Rational(-1), Rational(0), Rational(1)))),
        Variable("z"),
    )
    for count in (3, 24):
        points = draw(notation, count=count)
        pairs = list(zip(scalars(points, "y"), scalars(points, "s"), strict=True))
        assert set(pairs) == set(product((0, 1), (-1, 0, 1)))
        if count == 24:
            assert all(pairs.count(pair) == 4 for pair in set(pairs))


def test_many_labels_take_all_their_values() -> None:
    notation = Notation().declare(*(Variable(f"y{i}", domain=BITS) for i in range(8)))
    points = draw(notation)
    assert len(points) > 12
    for key in notation.symbols:
        assert set(scalars(points, key)) == {0, 1}
    assert len({tuple(p.values[f"y{i}"] for i in range(8)) for p in points}) > 12


def test_labels_alone_give_each_point_once() -> None:
    notation = Notation().declare(Variable("y", domain=BITS))
    assert sorted(scalars(draw(notation), "y")) != [0, 1] or len(draw(notation)) == 2
    assert len(draw(notation)) == 2
    assert len(draw(Notation())) == 1


def test_vectors_of_labels_hold_both_of_them() -> None:
    points = draw(REGRESSION)
    for point in points[:7]:
        assert set(entries(point.values["y"])) == {0, 1}
    assert {1, 2} & {sum(entries(point.values["y"])) for point in points}


def test_closed_ends_and_soft_labels() -> None:
    notation = Notation().declare(Variable("y", domain=CLOSED), Variable("z"))
    numbers = scalars(draw(notation), "y")
    assert numbers[0] == 0
    assert numbers.count(0) >= 4
    assert numbers.count(1) >= 4
    assert len(set(numbers) - BORING) >= 5
    pairs = Notation().declare(Variable("y", domain=CLOSED), Variable("q", domain=CLOSED))
    points = draw(pairs)
    corners = set(zip(scalars(points, "y"), scalars(points, "q"), strict=True))
    assert set(product((0, 1), (0, 1))) <= corners
    vectors = draw(Notation().declare(Variable("y", (M, ONE), CLOSED)))
    assert {0, 1} < {x for point in vectors for x in entries(point.values["y"])}


def test_open_ends_are_never_reached() -> None:
    half = Interval(Rational(0), Rational(1), lower_open=False)
    numbers = scalars(draw(Notation().declare(Variable("y", domain=half))), "y")
    assert 0 in numbers
    assert 1 not in numbers


def test_free_indices_run_over_all_positions() -> None:
    points = draw(REGRESSION, ("i",))
    for m in {point.dims["m"] for point in points}:
        seen = {point.indices["i"] for point in points if point.dims["m"] == m}
        assert seen == set(range(1, m + 1))
    pairs = [point for point in draw(REGRESSION, ("i", "j")) if point.dims == points[0].dims]
    assert len({(point.indices["i"], point.indices["j"]) for point in pairs}) == len(pairs) == 6


def test_two_indices_meet_and_miss() -> None:
    notation = Notation().declare(
        Dimension("m"), Variable("x", (M, ONE)), running("i", "m"), running("j", "m")
    )
    points = draw(notation, ("i", "j"))
    equal = sum(point.indices["i"] == point.indices["j"] for point in points)
    assert 4 <= equal <= 16


def test_indices_from_zero() -> None:
    notation = Notation().declare(
        Dimension("k"), Variable("w", (Dim("k", 1), ONE), first=0), running("j", "k", 0)
    )
    assert {0, 1, 2} <= {point.indices["j"] for point in draw(notation, ("j",))}


def test_increments_move_everything_that_varies() -> None:
    for point in draw(REGRESSION):
        assert set(point.increments) == {"X", "w", "h", "z", "p"}
        for key, change in point.increments.items():
            assert 0 not in entries(change)
            assert len(change) == len(point.values[key])
            assert change != point.values[key]
        together = [x for change in point.increments.values() for x in entries(change)]
        assert len(set(together)) == len(together)


def test_arbitrary_functions_are_drawn_apart() -> None:
    notation = Notation().declare(Function("f", ("t",)), Function("g", ("t",)), Variable("z"))
    points = draw(notation)
    assert all(point.draws["f"] != point.draws["g"] for point in points)
    assert len({point.draws["f"] for point in points}) > 4


def test_only_what_a_formula_speaks_of_is_drawn() -> None:
    notation = REGRESSION.declare(
        Definition("s", plus("z", "D")),
        Definition("D", times(2, "p")),
        Function("f", ("t",), times("t", "scale")),
        Variable("scale"),
    )
    assert sample(notation, {"s"}, (), 1, 0)[0].values.keys() == {"z", "p", "scale"}
    assert sample(notation, {"X"}, (), 1, 0)[0].values.keys() == {"X", "scale"}


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
        (r"\leq", lambda a, b: a <= b),
        (r"\ge", lambda a, b: a >= b),
        (r"\geq", lambda a, b: a >= b),
        (r"\ne", lambda a, b: a != b),
        (r"\neq", lambda a, b: a != b),
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
