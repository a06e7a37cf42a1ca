"""Where claims are tried: one test for each rule, because each keeps a wrong formula out."""

from fractions import Fraction as Rational
from itertools import product

import pytest
from draws import (
    BITS,
    BORING,
    CLOSED,
    POSITIVE,
    REGRESSION,
    UNIT,
    C,
    draw,
    entries,
    scalars,
)
from trees import M, plus, running, times, tree

from eqproof.latex.nodes import ONE, Dim
from eqproof.notation.symbols import (
    REALS,
    Definition,
    Dimension,
    Domain,
    Finite,
    Function,
    Interval,
    Natural,
    Notation,
    Variable,
)
from eqproof.proof.domains import contains, ends, inside, simple, spread
from eqproof.proof.sampling import sample

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
