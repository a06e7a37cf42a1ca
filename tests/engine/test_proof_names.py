"""Which names a formula rests on."""

from trees import M, N, at, call, over, plus, running, times, total, tree

from eqproof.latex.nodes import ONE, Dim
from eqproof.notation.symbols import Definition, Dimension, Function, Notation, Variable
from eqproof.proof.names import free_indices, free_names, reached

NOTATION = Notation().declare(
    Dimension("m"),
    Dimension("n"),
    Variable("x", (M, ONE)),
    Variable("b"),
    Variable("t"),
    running("i", "m"),
    running("j", plus("n", 1)),
    running("c", "m"),
    Function("f", ("t",), times("t", "b")),
    Definition("p", over(at("x", "c"), "b"), (M, ONE), entries=("c",)),
    Definition("l", at("p", "i")),
    Definition("z", times(2, "l")),
)


def test_bound_names_are_not_free_but_their_limits_are() -> None:
    assert free_names(total("i", "a", "i", times("i", "k"))) == {"a", "i", "k"}
    assert free_names(total("i", 1, "m", at("x", "i"))) == {"m", "x"}
    assert free_names(plus(total("i", 1, 2, "i"), "i")) == {"i"}


def test_functions_are_names() -> None:
    assert free_names(call("f", call(r"\log", "b"))) == {"f", r"\log", "b"}


def test_definitions_are_followed_to_the_declared_names() -> None:
    assert reached({"z"}, NOTATION) == {"z", "l", "p", "x", "b", "i", "m"}
    assert reached({"p"}, NOTATION) == {"p", "x", "b", "m"}
    assert reached({"unknown"}, NOTATION) == set()


def test_parameters_are_not_reached() -> None:
    assert reached({"f"}, NOTATION) == {"f", "b"}


def test_sizes_are_reached() -> None:
    notation = Notation().declare(Dimension("k"), Variable("X", (Dim("k", 1), N)), Dimension("n"))
    assert reached({"X"}, notation) == {"X", "k", "n"}


def test_other_spellings_reach_the_declared_name() -> None:
    assert reached({"w"}, NOTATION.alias("w", "b")) == {"b"}


def test_free_indices_come_in_the_order_of_the_page() -> None:
    assert free_indices({"j", "l", "i"}, NOTATION) == ["i", "j"]
    assert free_indices(free_names(total("i", 1, "m", at("x", "i"))), NOTATION) == []
    assert free_indices(free_names(tree("p")), NOTATION) == []
