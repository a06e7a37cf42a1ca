r"""Names: one spelling whatever was typed, and which scripts belong to them."""

import pytest
from reads import W, read, refused
from trees import at, to

from eqproof.latex.lexer import tokenize
from eqproof.latex.names import Names
from eqproof.latex.naming import read_new_name
from eqproof.latex.nodes import Constant, Name, Transpose
from eqproof.latex.reader import Reader


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("x", "x"),
        (r"\alpha", r"\alpha"),
        (r"\hat y", r"\hat{y}"),
        (r"\hat{y}", r"\hat{y}"),
        (r"\hat{\mathbf y}", r"\hat{\mathbf{y}}"),
        (r"\mathbf{\hat{y}}", r"\hat{\mathbf{y}}"),
        (r"\bm{w}", r"\mathbf{w}"),
        (r"\mathrm{BCE}", r"\mathrm{BCE}"),
        (r"\operatorname{softmax}", r"\operatorname{softmax}"),
        ("W_1", "W_{1}"),
        ("W_{12}", "W_{12}"),
        (r"L_\mathrm{BCE}", r"L_{\mathrm{BCE}}"),
        (r"L_{\mathrm{BCE}}", r"L_{\mathrm{BCE}}"),
        (r"L_{\text{BCE}}", r"L_{\text{BCE}}"),
        ("W^{(2)}", "W^{(2)}"),
        (r"\delta^{[l]}", r"\delta^{[l]}"),
        ("w^*", "w^{*}"),
        (r"w_{\alpha b}", r"w_{\alpha b}"),
    ],
)
def test_a_new_name_has_one_spelling(typed, key):
    reader = Reader(tokenize(typed), Names())
    assert read_new_name(reader) == key
    assert reader.token.kind == "finish"


@pytest.mark.parametrize("typed", ["x^2", r"X^\top", "X^T", "x^{-1}", r"X^{\mathrm{T}}"])
def test_a_power_is_no_part_of_a_new_name(typed):
    reader = Reader(tokenize(typed), Names())
    assert read_new_name(reader) in ("x", "X")
    assert reader.token.kind == "sup"


@pytest.mark.parametrize(
    ("latex", "tree"),
    [
        ("W_1", Name("W_{1}")),
        ("W_{1}", Name("W_{1}")),
        ("W_1^2", to("W_{1}", 2)),
        ("x_1", at("x", 1)),
        ("w_1", at(W, 1)),
        ("u_i", at(W, "i")),
        ("L_s", Name("L_{s}")),
        ("e", Constant("e")),
        (r"\mathrm{e}^x", to(Constant("e"), "x")),
        (r"\pi", Constant("pi")),
        ("I", Constant("identity")),
        (r"\mathbf{1}", Constant("ones")),
        (r"\mathbf 0", Constant("zeros")),
        (r"\mathbf{1}^\top", Transpose(Constant("ones"))),
    ],
    ids=str,
)
def test_a_name_in_use(latex, tree):
    assert read(latex) == tree


def test_a_declared_name_hides_a_constant():
    names = Names(frozenset({"e", r"\pi", "I"}))
    assert read("e", names=names) == Name("e")
    assert read(r"\pi", names=names) == Name(r"\pi")
    assert read("x^e", names=Names(frozenset({"x", "e"}))) == to("x", "e")


@pytest.mark.parametrize(
    ("code", "latex"),
    [
        ("unknown-symbol", "x + ⟦q⟧"),
        ("unknown-symbol", r"⟦\bar{y}⟧"),
        ("unknown-symbol", "⟦w⟧"),
        ("unknown-symbol", r"x^⟦w⟧"),
        ("unknown-symbol", r"\frac ⟦w⟧ 2"),
        ("unknown-symbol", "⟦W_2⟧"),
        ("unknown-symbol", "⟦W⟧"),
        ("unknown-symbol", r"⟦x_{\text{max}}⟧"),
        ("unknown-symbol", r"⟦x_\mathrm{max}⟧"),
        ("unknown-symbol", r"⟦x_{pqr}⟧"),
        ("unknown-symbol", "⟦g⟧(x)"),
        ("unsupported", r"⟦\mathbb{E}[x]⟧"),
        ("unsupported", r"⟦\operatorname{Var}(X)⟧"),
        ("missing-operand", r"\mathbb{1}[⟦x⟧]"),
        ("unsupported", r"⟦\mathbf{1}_⟧q"),
        ("unsupported", r"⟦\mathbf{2}⟧"),
        ("unsupported", r"\hat{x⟦y⟧}"),
        ("unsupported", r"\hat{\hat{\hat{\hat{\hat{⟦\hat⟧{x}}}}}}"),
        ("missing-operand", r"\hat⟦{}⟧"),
        ("missing-operand", r"⟦\hat⟧ 2"),
        ("ambiguous", "x_⟦10⟧"),
        ("ambiguous", "W_⟦12⟧"),
    ],
)
def test_what_is_no_known_name(code, latex):
    refused(code, latex)


def test_a_declared_name_does_not_swallow_the_index_of_a_sum():
    r"""With ``L_s`` declared as one name, ``\sum_s L_s`` would be a sum of equal terms."""
    refused("ambiguous", r"\sum_{s=1}^{m} L⟦_s⟧")


@pytest.mark.parametrize(
    ("latex", "help"),
    [
        ("⟦w⟧", r"did you mean \mathbf{w}?"),
        (r"⟦\bar{x}⟧", "did you mean x?"),
        ("⟦Y⟧", None),
        ("⟦W_2⟧", "did you mean W_{1}?"),
        ("⟦q⟧", r"declare it in a given block: $q \in …$"),
        ("⟦g⟧(x)", r"declare a function as $g \colon \mathbb{R} \to \mathbb{R}$"),
    ],
)
def test_help_names_what_may_have_been_meant(latex, help):
    error = refused("unknown-symbol", latex)
    assert help is None or error.help == help
