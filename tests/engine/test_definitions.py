r"""Definitions: found anywhere in their scope, never circular, one value each."""

import pytest
from pages import found_at, page, read
from trees import at, call, neg, over, plus, t, times, to

from eqproof.latex.nodes import ONE, SCALAR, Dim, Name, Number
from eqproof.notation.numbered import dim_of
from eqproof.notation.symbols import Definition, Function

GIVEN = [
    r"x, y \in \mathbb{R}",
    r"\mathbf{u} \in \mathbb{R}^{m}",
    r"X \in \mathbb{R}^{m \times k}",
    r"i \in \{1, \dots, m\}",
    r"j \in \{1, \dots, k\}",
    r"n \in \{0, \dots, m\}",
]
U = r"\mathbf{u}"


def defined(latex: str, key: str):
    readings, found = read(page(GIVEN, latex))
    assert found == []
    return readings[-1].notation.lookup(key)


@pytest.mark.parametrize(
    ("latex", "key", "symbol"),
    [
        ("z := x + y", "z", Definition("z", plus("x", "y"))),
        (
            r"\mathbf{z} := X^\top \mathbf{u}",
            r"\mathbf{z}",
            Definition(r"\mathbf{z}", times(t("X"), U), (Dim("k"), ONE)),
        ),
        ("g(t) := t^2", "g", Function("g", ("t",), to("t", 2))),
        ("g(s, t) := s t x", "g", Function("g", ("s", "t"), times(times("s", "t"), "x"))),
        ("z_i := u_i^2", "z", Definition("z", to(at(U, "i"), 2), (Dim("m"), ONE), 1, ("i",))),
        (
            "z_{ij} := X_{ij}",
            "z",
            Definition("z", at("X", "i", "j"), (Dim("m"), Dim("k")), 1, ("i", "j")),
        ),
        ("z_n := x^n", "z", Definition("z", to("x", "n"), (Dim("m", 1), ONE), 0, ("n",))),
        (r"z_{\mathrm{new}} := x", r"z_{\mathrm{new}}", Definition(r"z_{\mathrm{new}}", Name("x"))),
        ("z_1 := x", "z_{1}", Definition("z_{1}", Name("x"))),
        ("z := x = x + 0", "z", Definition("z", Name("x"))),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_definition(latex, key, symbol):
    assert defined(latex, key) == symbol


@pytest.mark.parametrize(
    ("latex", "key", "over"),
    [
        ("z := u_i", "z", ("i",)),
        ("z_i := X_{ij}", "z", ("j",)),
        ("g(t) := t u_i", "g", ("i",)),
        (r"z := \sum_{i=1}^{m} u_i", "z", ()),
        (r"z := 2 s \quad s := u_i", "z", ("i",)),
        (r"z := g(x) \quad g(t) := t u_i", "z", ("i",)),
    ],
)
def test_a_definition_may_depend_on_an_index_that_its_name_does_not_show(latex, key, over):
    assert defined(latex, key).over == over


def test_a_bold_definition_has_components_with_the_plain_letter():
    readings, found = read(page(GIVEN, r"\mathbf{z} := 2 \mathbf{u}", "z_i = 2 u_i"))
    assert found == []
    assert readings[-1].display.statements[0].sides[0] == at(r"\mathbf{z}", "i")


def test_a_definition_may_stand_below_what_needs_it():
    readings, found = read(page(GIVEN, "a := b + 1", "a = x + 2", "b := x + 1"))
    assert found == []
    assert readings[-1].notation.lookup("a") == Definition("a", plus("b", 1))


def test_a_function_may_stand_below_its_use():
    readings, found = read(page(GIVEN, "z := g(x)", r"g(t) := \frac{1}{1 + e^{-t}}"))
    assert found == []
    assert readings[-1].notation.lookup("z") == Definition("z", call("g", "x"))


@pytest.mark.parametrize(
    ("code", "latex"),
    [
        ("circular-definition", "⟦a⟧ := a + 1"),
        ("circular-definition", "⟦g(t)⟧ := g(t) + 1"),
        ("circular-definition", "⟦a_i⟧ := a_{i + 1}"),
        ("ambiguous", "z := u_i \\quad s_i := ⟦2 z⟧"),
        ("ambiguous", "z := u_i \\quad s := \\sum_{i=1}^{m} ⟦2 z⟧"),
        ("free-index", "z_s := u_⟦s⟧"),
        ("unsupported", "⟦z_{ii}⟧ := X_{ii}"),
        ("unsupported", "⟦z_{in}⟧ := x"),
        ("shape-mismatch", r"z_i := ⟦\mathbf{u}⟧"),
        ("shape-mismatch", r"g(t) := ⟦\mathbf{u} \mathbf{u}⟧ t"),
        ("shape-mismatch", r"z := x + ⟦\mathbf{1}⟧"),
        ("shape-mismatch", r"z := ⟦\mathbf{u} \mathbf{u}⟧"),
        ("redefinition", "⟦x⟧ := y"),
        ("redefinition", "⟦i⟧ := 1"),
        ("redefinition", "⟦m⟧ := 1"),
        ("unknown-symbol", "z := ⟦q⟧"),
        ("missing-operand", "z ⟦:=⟧"),
    ],
)
def test_what_cannot_be_defined(code, latex):
    found_at(code, page(GIVEN, latex))


def test_a_second_definition_is_reported_and_names_the_first():
    found = found_at("redefinition", page(GIVEN, "z := x", "⟦z⟧ := y"))
    assert found.message == "z is defined already on line 9"


def test_a_circle_over_two_definitions_is_reported_once():
    found = found_at("circular-definition", page(GIVEN, "⟦a⟧ := b + 1", "b := a - 1", "a = b + 1"))
    assert found.message == "this definition needs itself: a needs b needs a"


def test_what_needs_a_broken_definition_is_not_reported_again():
    found_at("unknown-symbol", page(GIVEN, "a := ⟦q⟧", "b := a", "c := b", "c = a + b"))


@pytest.mark.parametrize(
    ("node", "dim"),
    [
        (Number("3"), Dim(None, 3)),
        (Name("m"), Dim("m")),
        (plus("m", 1), Dim("m", 1)),
        (plus("m", neg(1)), Dim("m", -1)),
        (times(2, "m"), None),
        (over(1, 2), None),
    ],
    ids=str,
)
def test_dimension_of_an_expression(node, dim):
    assert dim_of(node) == dim


def test_scalars_have_a_shape_too():
    assert defined("z := x", "z").shape == SCALAR
