r"""Tensors that are written out: matrices, columns, rows, and dots in them."""

import pytest
from reads import W, read, refused
from trees import Tree, at, minus, neg, plus, t, times, to, tree

from eqproof.latex.nodes import Array, Branch, Cases, Comparison, Name, Node, Open, Row, Stack
from eqproof.latex.plain import plain
from eqproof.latex.printer import to_latex


def array(*rows: tuple[object, ...]) -> Node:
    return Array(tuple(Row(tuple(map(tree, row))) for row in rows))


def down(body: Node, upper: str = "m") -> Node:
    return Stack(r"\iota", tree(1), tree(upper), body, False)


def across(body: Node, upper: str = "m") -> Node:
    return Stack(r"\iota_{2}", tree(1), tree(upper), body, True)


def square(on: Node, off: Tree) -> Node:
    same = Comparison(Name(ROW), "=", Name(CELL))
    return down(across(Cases((Branch(on, same), Branch(tree(off), None)))))


ROW, CELL = r"\iota", r"\iota_{2}"
LAST = r"X_{m1} & \cdots & X_{mk} \end{bmatrix}"
WIDE = r"\\ \vdots & & & \vdots \\ X_{m1} & X_{m2} & \cdots & X_{mk} \end{bmatrix}"
ZEROS = r"0 & \cdots & w_m \end{bmatrix}"
SQUARE = (
    r"-w_2 w_1 & w_2^2 & \cdots & -w_2 w_m \\ \vdots & \vdots & \ddots & \vdots \\"
    r" -w_m w_1 & -w_m w_2 & \cdots & w_m^2 \end{bmatrix}"
)
OPEN_COLUMN = Stack(ROW, tree(1), Open(), at(W, ROW), False)
COLUMN = down(minus(at(W, ROW), at("X", ROW, 1)))

READ = [
    (r"\begin{bmatrix} x & y \\ 1 & 2 \end{bmatrix}", array(("x", "y"), (1, 2))),
    (r"\begin{pmatrix} x & y \\ 1 & 2 \\ \end{pmatrix}", array(("x", "y"), (1, 2))),
    (r"\left( \begin{matrix} x \\ y \end{matrix} \right)", array(("x",), ("y",))),
    (r"\left[ \begin{array}{cc} x & y \end{array} \right]", array(("x", "y"))),
    (r"\begin{bmatrix} x && y \\ 1 && 2 \end{bmatrix}", array(("x", "y"), (1, 2))),
    (r"z \begin{bmatrix} x \\ y \end{bmatrix}^\top", times("z", t(array(("x",), ("y",))))),
    ("(x, y, z)", array(("x", "y", "z"))),
    (r"[x, 2 y]^\top", t(array(("x", times(2, "y"))))),
    (r"(w_1, w_2, \dots, w_m)", across(at(W, CELL))),
    (r"[w_1, \dots, w_m]", across(at(W, CELL))),
    (r"(w_1, w_2, \dots)", Stack(CELL, tree(1), Open(), at(W, CELL), True)),
    (r"\begin{bmatrix} w_1 \\ w_2 \\ \vdots \end{bmatrix}", OPEN_COLUMN),
    (r"(1, w_1, \dots, w_m)", array((1, across(at(W, CELL))))),
    (r"\begin{bmatrix} w_1 - X_{1,1} \\ \vdots \\ w_m - X_{m,1} \end{bmatrix}", COLUMN),
    (r"\begin{bmatrix} w_1 & \cdots & w_m \end{bmatrix}", across(at(W, CELL))),
    (r"\begin{bmatrix} w_1 & ... & w_m \end{bmatrix}", across(at(W, CELL))),
    (
        r"\begin{bmatrix} X_{11} & \cdots & X_{1k} \\ \vdots & \ddots & \vdots \\" + LAST,
        down(across(at("X", ROW, CELL), "k")),
    ),
    (
        r"\begin{bmatrix} X_{11} & X_{12} & \cdots & X_{1k} \\ X_{21} & X_{22} & \cdots & X_{2k}"
        + WIDE,
        down(across(at("X", ROW, CELL), "k")),
    ),
    (
        r"\begin{bmatrix} X_{11} & X_{12} \\ \vdots & \vdots \\ X_{m1} & X_{m2} \end{bmatrix}",
        down(array((at("X", ROW, 1), at("X", ROW, 2)))),
    ),
    (r"\begin{bmatrix} w_1 & & \\ & \ddots & \\ & & w_m \end{bmatrix}", square(at(W, ROW), 0)),
    (
        r"\begin{bmatrix} w_1 & \cdots & 0 \\ \vdots & \ddots & \vdots \\" + ZEROS,
        square(at(W, ROW), 0),
    ),
    (
        r"\begin{bmatrix} w_1^2 & -w_1 w_2 & \cdots & -w_1 w_m \\" + SQUARE,
        square(to(at(W, ROW), 2), neg(times(at(W, ROW), at(W, CELL)))),
    ),
    (r"\begin{bmatrix} - & w^\top & - \\ - & x & - \end{bmatrix}", None),
]


@pytest.mark.parametrize(("latex", "wanted"), READ, ids=[latex for latex, _ in READ])
def test_an_array_is_read_and_printed(latex: str, wanted: Node | None) -> None:
    if wanted is None:
        latex, wanted = latex.replace("w^", rf"{W}^"), array((t(W),), ("x",))
    found = read(latex)
    assert found == wanted
    assert read(to_latex(found)) == found


@pytest.mark.parametrize(
    ("code", "latex"),
    [
        ("missing-operand", r"⟦\begin{bmatrix} x & y \\ 1 & \end{bmatrix}⟧"),
        ("missing-operand", r"⟦\begin{bmatrix} \end{bmatrix}⟧"),
        ("missing-operand", r"\begin{bmatrix} ⟦\cdots⟧ & w_1 & w_2 \end{bmatrix}"),
        ("missing-operand", r"(w_1, ⟦\dots⟧)"),
        ("ambiguous", r"⟦(w_2, w_3, \dots⟧)"),
        ("ambiguous", r"⟦(w_1, w_3, \dots⟧)"),
        ("ambiguous", r"⟦(x, w_1, w_2, \dots⟧)"),
        ("ambiguous", r"⟦(w_1, \dots, x⟧)"),
        ("ambiguous", "⟦y(x, z)⟧"),
        ("ambiguous", r"⟦(w_1 x, \dots, w_m⟧)"),
        ("ambiguous", r"(w_1, \dots, w_k, ⟦\dots⟧, w_m)"),
        ("unbalanced-brace", r"⟦\begin{bmatrix}⟧ x"),
    ],
)
def test_what_is_no_array(code: str, latex: str) -> None:
    refused(code, latex)


def test_an_array_in_words() -> None:
    assert plain(read(r"\begin{bmatrix} x & y \\ 1 & 2 \end{bmatrix}")) == "(x, y; 1, 2)"
    assert plain(read(r"(w_1, \dots, w_m)")) == "(w₁, w₂, …, w_m)"
    assert plain(plus(array(("x",), ("y",)), 1)) == "(x; y) + 1"


def test_what_runs_where_dots_stand_has_no_name() -> None:
    assert plain(at("y", ROW)) == plain(at("y", CELL)) == "y_…"
