r"""Names with scripts, members of families, functions in forms: what is read and printed."""

import pytest
from reads import read
from strategies import NAMES as FORMED

from eqproof.diagnostics import ReadingError
from eqproof.latex.lexer import tokenize
from eqproof.latex.names import Names
from eqproof.latex.naming import read_new_word
from eqproof.latex.nodes import Component, Name, Slice, Transpose
from eqproof.latex.plain import plain
from eqproof.latex.power_names import read_new_square
from eqproof.latex.printer import to_latex
from eqproof.latex.reader import Reader

NAMES = Names(
    frozenset({"z^{(l)}", "W^{[l]}", "a^{L}", "p_{t}^{*}", "Z_{o}", "FL", "x", "m", r"\delta^{h}"}),
    indices={"i": (Name("1"), Name("m")), "j": (Name("1"), Name("m"))},
)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("FL", "FL"),
        ("dZ^{[l]}", "dZ^{[l]}"),
        ("a^L", "a^{L}"),
        ("w^{l+1}", "w^{l+1}"),
        ("x^+", "x^{+}"),
        ("p^*_t", "p_{t}^{*}"),
        ("p_t^*", "p_{t}^{*}"),
        (r"\delta^{\mathrm{out}}", r"\delta^{\mathrm{out}}"),
    ],
)
def test_a_declared_name_takes_its_scripts_and_letters(typed, key):
    reader = Reader(tokenize(typed), Names())
    assert read_new_word(reader) == key
    assert reader.token.kind == "finish"


@pytest.mark.parametrize(
    "typed", ["x^2", "x^{-i}", "X^T", r"X^\top", r"X^{k\top}", r"X^{\mathrm T}"]
)
def test_a_power_and_a_transpose_belong_to_no_name(typed):
    reader = Reader(tokenize(typed), Names())
    assert read_new_word(reader) in ("x", "X")
    assert reader.token.kind == "sup"


@pytest.mark.parametrize(
    ("typed", "key", "rest"),
    [
        (r"\sigma^2", r"\sigma^{2}", []),
        (r"\sigma^{2}_B", r"\sigma_{B}^{2}", []),
        (r"\sigma_B^2", r"\sigma_{B}^{2}", []),
        (r"\sigma_i^2", r"\sigma^{2}", ["_", "i"]),
        (r"\sigma^2_i", r"\sigma^{2}", ["_", "i"]),
        (r"\sigma^3", r"\sigma", ["^", "3"]),
    ],
)
def test_a_square_may_be_declared(typed, key, rest):
    reader = Reader(tokenize(typed), Names())
    assert read_new_square(reader, frozenset("i")) == key
    assert [token.text for token in reader.tokens[reader.position : -1]] == rest


@pytest.mark.parametrize(
    ("latex", "tree"),
    [
        ("z_i^{(l)}", Component(Name("z^{(l)}"), (Name("i"),))),
        ("z^{(l)}_i", Component(Name("z^{(l)}"), (Name("i"),))),
        (r"W^{[l]\top}", Transpose(Name("W^{[l]}"))),
        ("W^{[l] T}", Transpose(Name("W^{[l]}"))),
        ("a^{LT}", Transpose(Name("a^{L}"))),
        (r"{\delta^h}^T", Transpose(Name(r"\delta^{h}"))),
        ("p^*_t", Name("p_{t}^{*}")),
        ("Z_{oij}", Component(Name("Z_{o}"), (Name("i"), Name("j")))),
        ("FL", Name("FL")),
        ("W^{[l]}_{i,:}", Slice(Name("W^{[l]}"), Name("i"), "row")),
        ("W^{[l]}_{:j}", Slice(Name("W^{[l]}"), Name("j"), "column")),
    ],
)
def test_a_name_in_use_leaves_what_is_not_its_own(latex, tree):
    assert read(latex, names=NAMES) == tree


@pytest.mark.parametrize(
    ("latex", "printed", "said"),
    [
        ("v^{(i)}", "v^{(i)}", "v^(i)"),
        ("u^{(i)}", "u^{(i)}", "u^(i)"),
        ("u_j^{(i)}", "u^{(i)}_{j}", "u^(i)_j"),
        (r"u^{(i)\top}", r"\left(u^{(i)}\right)^\top", "u^(i)ᵀ"),
        ("q_i", "q_{i}", "q_i"),
        ("(v^{(i)})^2", r"\left(v^{(i)}\right)^{2}", "v^(i)²"),
        ("g_i(x)", "g_{i}(x)", "g_i(x)"),
        ("s(x)_j", "s(x)_{j}", "s(x)_j"),
        ("P(t = 1 | x)", r"P(t = 1 \mid x)", "P(t = 1 | x)"),
    ],
)
def test_members_and_forms_are_printed_as_they_are_written(latex, printed, said):
    tree = read(latex, names=FORMED)
    assert to_latex(tree) == printed
    assert read(printed, names=FORMED) == tree
    assert plain(tree) == said


@pytest.mark.parametrize("latex", ["P(t = 2 | x)", "P(y = 1 | x)", "u", "u^{(k)}"])
def test_what_is_no_member_and_fits_no_form_is_refused(latex):
    with pytest.raises(ReadingError):
        read(latex, names=FORMED)
