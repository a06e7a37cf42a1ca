"""Places in trees."""

from trees import at as component
from trees import call, minus, over, plus, t, times, total, tree

from eqproof.latex.nodes import Derivative, Name
from eqproof.latex.places import at, instance, names, places, put, values

FORMULA = plus(times("a", "b"), over(minus(1, component("x", "i")), call(r"\log", "a")), t("X"))


def test_every_place_leads_to_its_node():
    for path, node in places(FORMULA):
        assert at(FORMULA, path) is node


def test_what_is_put_in_stands_there_and_nothing_else_changes():
    before = list(places(FORMULA))
    for path, node in before:
        changed = put(FORMULA, path, Name("new"))
        assert at(changed, path) == Name("new")
        assert put(changed, path, node) == FORMULA


def test_places_come_in_reading_order():
    assert [node.key for _, node in names(FORMULA)] == ["a", "b", "x", "a", "X"]


def test_subscripts_limits_and_variables_have_no_value():
    formula = plus(total("i", 1, "m", component("x", "i")), Derivative(tree("y"), (tree("z"),)))
    found = [node for _, node in values(formula)]
    assert Name("y") in found
    for key in ("x", "i", "m", "z"):
        assert Name(key) not in found
    assert [node.key for _, node in names(formula)] == ["x", "y"]


def test_an_instance_has_the_value_for_the_index():
    body = times(component("x", "i"), component("w", "i"))
    assert instance(body, "i", tree(3)) == times(component("x", 3), component("w", 3))
