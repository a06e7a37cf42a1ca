r"""What a given block declares."""

from fractions import Fraction as Rational

import pytest
from support import marked

from eqproof.diagnostics import ReadingError
from eqproof.latex.lexer import tokenize
from eqproof.latex.names import plain_letters
from eqproof.latex.nodes import ONE, Dim, Name, Number
from eqproof.notation.declarations import is_declaration, read_declarations
from eqproof.notation.symbols import (
    Dimension,
    Finite,
    Function,
    Index,
    Interval,
    Natural,
    Symbol,
    Variable,
)

M, D, UNIT = Dim("m"), Dim("d"), Interval(Rational(0), Rational(1))
MM, DD = Dimension("m"), Dimension("d")


def declared(latex: str) -> list[Symbol]:
    return [found.symbol for found in read_declarations(tokenize(latex))]


DECLARATIONS = [
    (r"x \in \mathbb{R}", [Variable("x")]),
    (r"x, y \in \mathbb{R}", [Variable("x"), Variable("y")]),
    (r"\hat y \in (0, 1)", [Variable(r"\hat{y}", domain=UNIT)]),
    (
        r"x \in [-\frac{1}{2}, 2 \cdot 3)",
        [Variable("x", domain=Interval(Rational(-1, 2), Rational(6), False, True))],
    ),
    (r"y \in \{1, -1\}", [Variable("y", domain=Finite((Rational(-1), Rational(1))))]),
    (r"\mathbf{w} \in \mathbb{R}^{d}", [DD, Variable(r"\mathbf{w}", (D, ONE))]),
    (r"X \in \mathbb{R}^{m \times d}", [MM, DD, Variable("X", (M, D))]),
    (r"\mathbf{y} \in \{0, 1\}^{m}",
     [MM, Variable(r"\mathbf{y}", (M, ONE), Finite((Rational(0), Rational(1))))]),
    (r"i \in \{1, \dots, m\}", [MM, Index("i", Number("1"), Name("m"))]),
    (r"n \in \mathbb{N}", [Dimension("n")]),
    (r"\mathbf{n} \in \mathbb{N}^{m}", [MM, Variable(r"\mathbf{n}", (M, ONE), Natural())]),
    (r"f \colon \mathbb{R} \to \mathbb{R}", [Function("f", ("t",))]),
    (r"f, g : \mathbb{R} \to \mathbb{R}", [Function("f", ("t",)), Function("g", ("t",))]),
    (r"x \in \mathbb{R}, \quad y \in (0, 1)", [Variable("x"), Variable("y", domain=UNIT)]),
    (r"x \in \mathbb{R} \text{ and } y \in (0, 1)", [Variable("x"), Variable("y", domain=UNIT)]),
    (r"L_{\mathrm{BCE}} \in \mathbb{R}.", [Variable(r"L_{\mathrm{BCE}}")]),
    (r"W^{(2)} \in \mathbb{R}", [Variable("W^{(2)}")]),
    (
        r"\mathbf{w} = (w_0, w_1, \dots, w_k)^\top \in \mathbb{R}^{k+1}",
        [Dimension("k"), Variable(r"\mathbf{w}", (Dim("k", 1), ONE), first=0)],
    ),
    (
        r"\mathbf{w} = (w_1, w_2, w_3)^T \in \mathbb{R}^{3}",
        [Variable(r"\mathbf{w}", (Dim(None, 3), ONE))],
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("latex", "symbols"), DECLARATIONS, ids=[latex for latex, _ in DECLARATIONS]
)
def test_declaration(latex, symbols):
    assert is_declaration(tokenize(latex))
    assert declared(latex) == symbols


@pytest.mark.parametrize("latex", ["x_0 = 1", r"z := x \in (0, 1)", r"\sum_c y_c = 1", "x"])
def test_other_formulas_of_a_given_block(latex):
    assert not is_declaration(tokenize(latex))


@pytest.mark.parametrize(
    ("key", "aliases"),
    [
        (r"\mathbf{w}", ("w",)),
        (r"\hat{\mathbf{y}}", (r"\hat{y}",)),
        (r"\boldsymbol{w}", ("w",)),
        ("X", ()),
        (r"\hat{y}", ()),
    ],
)
def test_components_of_a_bold_name_are_written_with_the_plain_letter(key, aliases):
    assert plain_letters(key) == aliases


def test_written_components_name_their_letter():
    latex = r"\tilde{\mathbf{x}} = (x_0, \dots, x_k)^\top \in \mathbb{R}^{k+1}"
    *_, found = read_declarations(tokenize(latex))
    assert found.aliases == (r"\tilde{x}", "x")


def test_the_letter_of_the_entries_of_a_matrix_is_named_in_brackets():
    *_, found = read_declarations(tokenize(r"\mathbf{Y} = (t_{ij}) \in \mathbb{R}^{m \times n}"))
    assert found.aliases == ("Y", "t")
    *_, found = read_declarations(tokenize(r"V = [w_{ij}^{(2)}] \in \mathbb{R}^{m \times n}"))
    assert found.aliases == ("w^{(2)}",)


@pytest.mark.parametrize(
    ("code", "latex"),
    [
        ("missing-operand", r"⟦2⟧ \in \mathbb{R}"),
        ("missing-operand", r"x ⟦+⟧ y \in \mathbb{R}"),
        ("missing-operand", r"x \in \mathbb{R}, ⟦y⟧"),
        ("missing-operand", r"x \in ⟦y⟧"),
        ("missing-operand", r"x \in \mathbb{R}, x ⟦>⟧ 0"),
        ("unknown-command", r"x \in \mathbb{R} ⟦\setminus⟧ \{0\}"),
        ("unsupported", r"x \in (0, 1)^{2}⟦_⟧0"),
        ("missing-operand", r"f \colon ⟦x⟧"),
        ("missing-operand", r"f \colon \mathbb{R⟦}⟧"),
        ("unsupported", r"f \colon \mathbb{R} \to ⟦(0, 1)⟧"),
        ("unsupported", r"x \in (0, ⟦\pi⟧)"),
        ("unsupported", r"x \in \{0, ⟦10^{3}⟧\}"),
        ("unsatisfiable-hypothesis", r"x \in ⟦(1, 0)⟧"),
        ("unsatisfiable-hypothesis", r"x \in ⟦(1, 1]⟧"),
        ("unsupported", r"x = ⟦1⟧ \in \mathbb{R}"),
        ("unsupported", r"\mathbf{w} = ⟦(w_0, w_2, \dots, w_k)⟧ \in \mathbb{R}^{k+1}"),
        ("unsupported", r"\mathbf{w} = ⟦(w_1, v_2)⟧ \in \mathbb{R}^{2}"),
        ("unsupported", r"\mathbf{w} = ⟦(w_k, \dots, w_1)⟧ \in \mathbb{R}^{k}"),
        ("unsupported", r"\mathbf{w} = (w_0, w_1)⟦^⟧2 \in \mathbb{R}^{2}"),
        ("missing-operand", r"\mathbf{w} = (⟦w⟧, w_1) \in \mathbb{R}^{2}"),
        ("missing-operand", r"\mathbf{w} = (w_0, ⟦\dots⟧) \in \mathbb{R}^{2}"),
        ("shape-mismatch", r"⟦x⟧ = (x_{ij}) \in \mathbb{R}^{m}"),
        ("shape-mismatch", r"⟦\mathbf{w}⟧ = (w_0, \dots, w_k)^\top \in \mathbb{R}^{k}"),
        ("shape-mismatch", r"\mathbf{w} = ⟦(w_0, \dots, w_k)⟧ \in \mathbb{R}^{k+1}"),
        ("ambiguous", r"W_⟦10⟧ \in \mathbb{R}"),
    ],
)
def test_what_is_no_declaration(code, latex):
    text, span = marked(latex)
    with pytest.raises(ReadingError) as caught:
        read_declarations(tokenize(text))
    assert (caught.value.code, caught.value.span) == (code, span), caught.value.message
