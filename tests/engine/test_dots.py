r"""Sums and products with dots: one pattern, or an error; never a guess."""

import pytest
from reads import W, read, refused
from trees import at, minus, neg, plus, times, to, total

from eqproof.latex.dots import INDEX
from eqproof.latex.nodes import BigOperator, Comparison, Name, Node, Number

N = Name(INDEX)


def terms(body: Node, lower: int, upper: Node | str) -> Node:
    return total(INDEX, lower, upper, body)


def factors(body: Node, lower: int, upper: str) -> Node:
    return BigOperator("prod", INDEX, Number(str(lower)), Name(upper), body)


W_N = at(W, N)
SUM = terms(W_N, 1, "m")
TREES = [
    (r"w_1 + w_2 + \dots + w_m", SUM),
    (r"w_1 + \dots + w_m", SUM),
    (r"w_1 + w_2 + w_3 + \cdots + w_m", SUM),
    (r"w_{1} + w_{2} + \ldots + w_{m}", SUM),
    (r"w_0 + w_1 + \dots + w_k", terms(W_N, 0, "k")),
    (r"w_1 + w_2 + \dots + w_{m-1}", terms(W_N, 1, minus("m", 1))),
    (r"w_1 + w_2 + \dots + w_9", terms(W_N, 1, Number("9"))),
    (r"x_1 w_1 + x_2 w_2 + \dots + x_k w_k", terms(times(at("x", N), W_N), 1, "k")),
    (
        r"w_0 + x_1 w_1 + x_2 w_2 + \dots + x_k w_k",
        plus(at(W, 0), terms(times(at("x", N), W_N), 1, "k")),
    ),
    (r"x + w_1 + w_2 + \dots + w_m + y", plus("x", SUM, "y")),
    (r"w_1^2 + w_2^2 + \dots + w_m^2", terms(to(W_N, 2), 1, "m")),
    (r"1 w_1 + 2 w_2 + \dots + m w_m", terms(times(N, W_N), 1, "m")),
    (r"2 w_1 + 2 w_2 + \dots + 2 w_m", terms(times(2, W_N), 1, "m")),
    (r"x^0 + x^1 + \dots + x^m", terms(to("x", N), 0, "m")),
    (r"1 + 2 + \dots + m", terms(N, 1, "m")),
    (r"(x_1 - w_1) + (x_2 - w_2) + \dots + (x_m - w_m)", terms(minus(at("x", N), W_N), 1, "m")),
    # minus signs
    (r"-w_1 - w_2 - \dots - w_m", neg(SUM)),
    (r"x - w_1 - w_2 - \dots - w_m", plus("x", neg(SUM))),
    (r"w_1 - w_2 - \dots - w_m", plus(at(W, 1), neg(terms(W_N, 2, "m")))),
    # products
    (r"w_1 w_2 \dots w_m", factors(W_N, 1, "m")),
    (r"w_1 w_2 \cdots w_m", factors(W_N, 1, "m")),
    (r"w_1 \cdot w_2 \cdot \dots \cdot w_m", factors(W_N, 1, "m")),
    (r"w_1 \cdot w_2 \cdots w_m", factors(W_N, 1, "m")),
    (r"x \cdot w_1 \cdot w_2 \cdots w_m", times("x", factors(W_N, 1, "m"), r"\cdot")),
    (r"w_1 w_2 \cdots w_m y", times(factors(W_N, 1, "m"), "y")),
]


@pytest.mark.parametrize(("latex", "tree"), TREES, ids=[latex for latex, _ in TREES])
def test_tree(latex, tree):
    assert read(latex) == tree


@pytest.mark.parametrize(
    "latex",
    [
        r"w_1 + w_3 + \dots + w_m",
        r"w_1 + w_2 + w_4 + \dots + w_m",
        r"w_1 + w_1 + \dots + w_m",
        r"w_1 + \dots + x_m",
        r"w_1 + w_2 + \dots + w_m x_1",
        r"w_1 x_2 + w_2 x_3 + \dots + w_m x_1",
        r"w_3 + \dots + w_1",
        r"w_1 + w_2 + \dots + w_2",
        r"w_i + \dots + w_m",
        r"w_m + w_{m-1} + \dots + w_1",
        r"1 + x + x^2 + \dots + x^m",
        r"x_1 w_1 + \dots + x_m w_1",
        # alternating signs, and signs that do not agree
        r"w_1 - w_2 + \dots - w_m",
        r"w_1 - w_2 + w_3 - \dots + w_m",
        r"w_1 + w_2 - \dots + w_m",
        r"w_1 + w_2 + \dots - w_m",
        r"w_1 + w_2 - w_3 - \dots - w_m",
        # products
        r"x \dots y",
        r"w_1 w_3 \cdots w_m",
        r"x / w_1 \cdot w_2 \cdots w_m",
        r"w_1 / w_2 \cdots w_m",
    ],
)
def test_no_single_pattern_is_refused(latex):
    refused("ambiguous", f"⟦{latex}⟧")


@pytest.mark.parametrize(
    ("code", "latex"),
    [
        ("missing-operand", r"w_1 + w_2 + ⟦\dots⟧"),
        ("missing-operand", r"w_1 + ⟦\dots⟧ w_m"),
        ("missing-operand", r"⟦\dots⟧ + w_m"),
        ("missing-operand", r"w_1 w_2 ⟦\dots⟧"),
        ("ambiguous", r"w_1 + \dots + w_m + ⟦\dots⟧ + x_m"),
        # the place of the term between is not known, or not for all terms
        ("ambiguous", r"w_1 + \dots + x + ⟦\dots⟧ + w_m"),
        ("ambiguous", r"w_1 + \dots + x_3 + ⟦\dots⟧ + w_m"),
        ("ambiguous", r"w_1 + \dots + x_i y_j + ⟦\dots⟧ + w_m"),
        ("ambiguous", r"w_1 + \dots + x_j + ⟦\dots⟧ + w_m"),
        ("ambiguous", r"w_1 + \dots + x_i + ⟦\dots⟧ + w_k"),
        ("ambiguous", r"w_1 + \dots + x_i + w_i + ⟦\dots⟧ + w_m"),
        ("ambiguous", r"w_1 + \dots + w_{i-1} + x_{i+1} + w_{i+2} + ⟦\dots⟧ + w_m"),
        ("ambiguous", r"w_1 + \dots + w_{i-1} + w_{i+2} + ⟦\dots⟧ + w_m"),
        ("ambiguous", r"w_1 + \dots + x_i - ⟦\dots⟧ - w_m"),
        ("ambiguous", r"w_1 + \dots + w_i + \dots + w_j + ⟦\dots⟧ + w_m"),
        ("ambiguous", r"w_1 \cdots x_i ⟦\cdots⟧ w_m"),
    ],
)
def test_dots_in_the_wrong_place(code, latex):
    refused(code, latex)


def test_the_indices_say_how_many_terms_there_are():
    """For k = 1 the sum has one term, although two are written before the dots."""
    assert read(r"w_1 + w_2 + \dots + w_k") == terms(W_N, 1, "k")


OTHERS = BigOperator("sum", INDEX, Number("1"), Name("m"), W_N, Comparison(N, r"\ne", Name("i")))
X_I = at("x", "i")


@pytest.mark.parametrize(("latex", "tree"), [
    (r"w_1 + \dots + x_i + \dots + w_m", plus(OTHERS, X_I)),
    (r"w_1 + w_2 + \dots + x_i + \dots + w_m + y", plus(OTHERS, X_I, "y")),
    (r"y + w_1 + w_2 + \dots - x_i + \dots + w_m", plus("y", OTHERS, neg(X_I))),
    (r"w_1 + \dots + w_{i-1} + x_i + w_{i+1} + \dots + w_m", plus(OTHERS, X_I)),
    (r"w_1 + \dots + w_{i-1} + x + w_{i+1} + \dots + w_m", plus(OTHERS, "x")),
    (r"w_1 + \dots + w_{i-1} + w_{i+1} + \dots + w_m", OTHERS),
    (r"w_1 + \dots + w_i + \dots + w_m", SUM),
    (r"w_1 + \dots + w_i + w_{i+1} + \dots + w_m", SUM),
    (r"w_1 + \dots + w_m + x_1 + \dots + x_k", plus(SUM, terms(at("x", N), 1, "k"))),
    (r"w_1 + \dots + w_m - y - x_1 - \dots - x_k",
     plus(SUM, neg("y"), neg(terms(at("x", N), 1, "k")))),
])  # fmt: skip
def test_dots_that_stand_twice(latex, tree):
    assert read(latex) == tree
