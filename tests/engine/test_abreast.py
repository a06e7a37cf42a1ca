"""Many points at once: every number is the one found at its point alone, or there is none."""

from fractions import Fraction as Rational

import pytest
from claims import claim
from hypothesis import given, settings
from hypothesis import strategies as st
from test_laws import GIVEN, LAWS, formulas

from eqproof.latex.nodes import Node, NumberSet
from eqproof.numbers.abreast import Abreast, Apart, abreast, bundled, same
from eqproof.numbers.arithmetic import FLOAT, Undefined, apply, power, precise
from eqproof.numbers.dual import Dual, is_finite, real
from eqproof.numbers.evaluate import Point, evaluate
from eqproof.proof.decision import points_for
from eqproof.proof.names import names_in, reached
from eqproof.proof.numeric import rests_on_estimates
from eqproof.statements.claims import Claim

FLOATS = abreast(FLOAT)
x, y = Abreast([1.0, 2.0]), Abreast([3.0, 5.0])


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (x + y, [4.0, 7.0]),
        (x - 1.0, [0.0, 1.0]),
        (1.0 - x, [0.0, -1.0]),
        (2 * x * y, [6.0, 20.0]),
        (6.0 / y, [2.0, 1.2]),
        (y / x, [3.0, 2.5]),
        (-x, [-1.0, -2.0]),
        (abs(x - y), [2.0, 3.0]),
        (power(x, 2.0, FLOATS), [1.0, 4.0]),
        (power(2.0, x, FLOATS), [2.0, 4.0]),
        (apply("sqrt", x * x, FLOATS), [1.0, 2.0]),
        (FLOATS.number(Abreast([Rational(1, 2), Rational(1, 4)])), [0.5, 0.25]),
    ],
)
def test_every_number_is_computed_by_itself(found, expected):
    assert found.numbers == expected


def test_beside_numbers_with_infinitesimals():
    slopes = Dual(1, x, (1.0, y))
    for found in (y * slopes, slopes * y):
        assert found.value.numbers == [3.0, 10.0]
        assert found.tangents[0].numbers == [3.0, 5.0]
        assert found.tangents[1].numbers == [9.0, 25.0]
    assert (precise(50).one * Abreast([precise(50).one])).numbers == [1]


def test_an_answer_is_one_for_all_points_or_none():
    assert x < y
    assert real(Dual(1, y, (x,))) > 2.0
    assert x == Abreast([1.0, 2.0])
    assert precise(50).one < Abreast([precise(50).one * 2]) > precise(50).one
    assert int(Abreast([2.0, 2.0])) == 2
    for ask in (lambda: x < 2.0, lambda: x == 1.0, lambda: bool(x - 1.0), lambda: int(x)):
        with pytest.raises(Apart):
            ask()
    with pytest.raises(Apart):
        power(x - 1.0, -1.0, FLOATS)
    with pytest.raises(TypeError):
        hash(x)


def test_a_number_too_large_is_seen_at_any_point():
    assert is_finite(Dual(1, x, (y, 1.0)))
    assert not is_finite(Abreast([1.0, float("inf")]))
    assert not is_finite(Dual(1, 1.0, (Abreast([float("nan"), 1.0]),)))


def test_only_points_of_the_same_sizes_indices_and_functions_stand_together():
    link, facts = claim(GIVEN, "f(w_i) + P(x, u) = 0")
    points = points_for(link, facts)
    names = reached(names_in(link), link.notation)
    found = bundled(points, names, link.notation)
    assert found
    for bundle in found:
        assert len({(p.dims["m"], p.indices["i"], p.draws["f"]) for p in bundle.points}) == 1
        assert len(bundle.points) > 1
        rows = len(bundle.points[0].values["\\mathbf{w}"])
        assert len(bundle.together.values["\\mathbf{w}"]) == rows
    scalar, facts = claim(GIVEN, "x + u = z")
    (alone,) = bundled(points_for(scalar, facts), {"x", "u", "q", "z"}, scalar.notation)
    assert len(alone.points) == len(points_for(scalar, facts))


def alone(side: Node, link: Claim, point: Point):
    try:
        return evaluate(side, link.notation, point, FLOAT)
    except Undefined:
        return None


@settings(max_examples=60, deadline=None, derandomize=True)
@given(law=st.sampled_from(LAWS.strip().splitlines()), one=formulas, two=formulas, three=formulas)
def test_many_points_give_what_each_gives(law, one, two, three):
    parts = f"- $A := {one}$\n- $B := {two}$\n- $C := {three}$\n"
    link, facts = claim(GIVEN + parts, law)
    if rests_on_estimates(link):
        return
    names = reached(names_in(link), link.notation)
    for bundle in bundled(points_for(link, facts), names, link.notation):
        for side in (link.left, link.right):
            if isinstance(side, NumberSet):
                continue
            try:
                found = evaluate(side, link.notation, bundle.together, FLOATS)
            except Undefined:
                continue
            for number, point in enumerate(bundle.points):
                value = alone(side, link, point)
                assert value is not None
                assert [[at(x, number) for x in row] for row in found] == list(map(list, value))


def at(x: object, number: int) -> object:
    return x.numbers[number] if isinstance(x, Abreast) else x


def test_the_same_answer():
    assert same([True, True]) is True
    with pytest.raises(Apart):
        same([1, 2])
