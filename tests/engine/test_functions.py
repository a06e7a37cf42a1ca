"""Functions of declared names: what they are made of, and how they are read alone."""

import pytest
from pages import found_at, page, read

from eqproof.latex.nodes import ONE, SCALAR, Call, Dim, Name
from eqproof.notation.symbols import Function

GIVEN = [
    r"x, y \in \mathbb{R}",
    r"\mathbf{w} \in \mathbb{R}^{m}",
    r"X \in \mathbb{R}^{m \times k}",
    r"f \colon \mathbb{R} \to \mathbb{R}",
    "z := x^2",
    r"s := \mathbf{w}^\top \mathbf{w}",
]
COLUMN = (Dim("m"), ONE)


def defined(latex: str, key: str) -> Function:
    readings, found = read(page(GIVEN, latex))
    assert found == []
    function = readings[-1].notation.lookup(key)
    assert isinstance(function, Function)
    return function


def test_a_declared_parameter_that_nothing_else_depends_on_is_a_number_like_any_other():
    function = defined("g(x) := x^2 + y", "g")
    assert (function.declared, function.unfolded, function.shapes) == ((), (), ())


def test_definitions_behind_the_body_that_depend_on_the_parameter_are_unfolded():
    function = defined("g(x) := 3 z + y", "g")
    assert (function.declared, function.unfolded) == (("x",), ("z",))
    assert defined("g(y) := 3 z + y", "g").declared == ()


def test_a_parameter_has_the_shape_of_the_declared_name():
    function = defined(r"g(\mathbf{w}, t) := t \mathbf{w}^\top X", "g")
    assert function.shapes == (COLUMN, SCALAR)
    assert function.shape == (ONE, Dim("k"))
    assert function.declared == (r"\mathbf{w}",)


def test_a_parameter_is_like_the_members_of_the_family_of_its_name():
    given = [
        *GIVEN,
        r"i \in \{1, \dots, m\}",
        r"\mathbf{v}_i \in \mathbb{R}^{k}",
    ]
    readings, found = read(page(given, r"g(\mathbf{v}, b) := b \mathbf{v}^\top \mathbf{v}"))
    assert found == []
    function = readings[-1].notation.lookup("g")
    assert (function.shapes, function.declared) == (((Dim("k"), ONE), SCALAR), ())


def test_a_definition_may_be_a_parameter():
    assert defined("g(z) := z^2 + x", "g").declared == ()
    assert defined(r"g(s) := s^2", "g").shapes == ()


def test_a_function_and_its_parameter_may_need_each_other():
    function = defined(r"g(q) := q + 1 \text{ and } q := g(x)", "g")
    assert function.declared == ()


@pytest.mark.parametrize(
    ("body", "by_entries"),
    [
        (r"\frac{1}{1 + e^{-\mathbf{w}}}", True),
        (r"\exp(\mathbf{w}) \odot \mathbf{w} - 2 \mathbf{w}", True),
        (r"x \max(0, \mathbf{w})", True),
        (r"\mathbf{w} \mathbf{w}", True),
        (r"\mathbf{w}^2 - x", True),
        (r"\mathbf{w}^\top \mathbf{w}", False),
        (r"\lVert \mathbf{w} \rVert", False),
        (r"\mathbf{w} \cdot \mathbf{w}", False),
        (r"s \mathbf{w}", False),
        ("w_1", False),
        ("x", False),
    ],
)
def test_a_body_that_takes_each_entry_alone_is_a_function_of_a_number(body, by_entries):
    assert (defined(rf"g(\mathbf{{w}}) := {body}", "g").shapes == ()) is by_entries


@pytest.mark.parametrize(
    ("body", "by_entries"),
    [
        (r"\mathbf{w} - \mathbf{u}", True),
        (r"-\mathbf{w} \log \mathbf{u} - (1 - \mathbf{w}) \log(1 - \mathbf{u})", True),
        (r"\mathbf{w}^\top \mathbf{u}", False),
        (r"\sum_{s=1}^{m} w_s u_s", False),
    ],
)
def test_a_body_of_two_tensors_may_be_one_of_their_entries(body, by_entries):
    given = [*GIVEN, r"\mathbf{u} \in \mathbb{R}^{m}"]
    readings, found = read(page(given, rf"g(\mathbf{{w}}, \mathbf{{u}}) := {body}"))
    assert found == []
    assert (readings[-1].notation.lookup("g").shapes == ()) is by_entries


def test_bars_around_a_tensor_are_no_absolute_value_of_its_entries():
    found_at("ambiguous", page(GIVEN, r"g(\mathbf{w}) := ⟦|\mathbf{w}|⟧"))


def test_a_matrix_product_is_not_taken_entry_by_entry():
    readings, found = read(page([r"A \in \mathbb{R}^{n \times n}"], "g(A) := A A"))
    assert found == []
    function = readings[-1].notation.lookup("g")
    assert function.shapes == ((Dim("n"), Dim("n")),)


def test_a_function_of_declared_names_alone_is_meant_at_them():
    readings, found = read(page(GIVEN, "g(x, y) := x + z", "g = y"))
    assert found == []
    assert readings[-1].display.statements[0].sides[0] == Call("g", (Name("x"), Name("y")))


@pytest.mark.parametrize(
    ("code", "latex"),
    [
        ("missing-operand", ["g(t) := t", "⟦g⟧ = 1"]),
        ("missing-operand", ["g(x, t) := t x", "⟦g⟧ = 1"]),
        ("missing-operand", [r"t := x \quad ⟦f⟧ = 1"]),
        ("missing-operand", ["g(x) := x", "⟦g⟧ x = 1"]),
        ("missing-operand", ["g(x) := x", "⟦g⟧ 2 = 1"]),
        ("ambiguous", [r"⟦g(w)⟧ := \mathbf{w}^\top \mathbf{w}"]),
    ],
)
def test_what_may_be_meant_otherwise_is_refused(code, latex):
    found_at(code, page(GIVEN, *latex))
