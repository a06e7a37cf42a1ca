r"""Macros: replaced before parsing, errors at the place where one is used."""

import pytest
from reads import read
from support import marked

from eqproof.check import check_pages
from eqproof.diagnostics import ReadingError
from eqproof.latex.lexer import tokenize
from eqproof.latex.macros import Macro, expand
from eqproof.source import Source

MACROS = {
    "yh": Macro(r"\hat{y}"),
    "half": Macro(r"\frac{1}{2}"),
    "over": Macro(r"\frac{#1}{#2}", 2),
    "swap": Macro("#2 #1", 2),
    "twice": Macro(r"\yh \cdot \yh"),
    "loop": Macro(r"x \loop"),
    "grow": Macro(r"\grow\grow"),
    "lame": Macro("#2", 1),
    "open": Macro(r"\left("),
    "words": Macro(r"\text{#1}", 1),
    "ten": Macro("10"),
}


@pytest.mark.parametrize(
    ("latex", "meaning"),
    [
        (r"\yh", r"\hat{y}"),
        (r"\half x", r"\frac{1}{2} x"),
        (r"\over{x}{y}", r"\frac{x}{y}"),
        (r"\over xy", r"\frac{x}{y}"),
        (r"\over12", r"\frac{1}{2}"),
        (r"\over{12}3", r"\frac{12}{3}"),
        (r"\twice", r"\hat{y} \cdot \hat{y}"),
        (r"\swap{x}{y}", "y x"),
        (r"\frac\ten", r"\frac{1}{0}"),
    ],
)
def test_a_macro_means_its_body(latex, meaning):
    assert read(latex, MACROS) == read(meaning)


def test_what_comes_from_a_macro_stands_where_the_macro_stands():
    latex = r"x + \twice"
    for token in expand(tokenize(latex), MACROS)[2:-1]:
        assert latex[token.span.start : token.span.end] == r"\twice"


def test_the_span_of_swapped_arguments_covers_both():
    tree = read(r"\swap{x}{y}", MACROS)
    assert tree.span.start < tree.span.end


@pytest.mark.parametrize(
    ("code", "latex"),
    [
        ("missing-operand", r"x ⟦\over⟧ y"),
        ("missing-operand", r"{⟦\over⟧ y}"),
        ("unsupported", r"⟦\loop⟧"),
        ("unsupported", r"⟦\grow⟧"),
        ("unsupported", r"⟦\lame⟧ x"),
        ("unsupported", r"⟦\words⟧{x}"),
        ("unbalanced-bracket", r"⟦\open⟧ x"),
    ],
)
def test_a_fault_of_a_macro_is_reported_where_it_is_used(code, latex):
    text, span = marked(latex)
    with pytest.raises(ReadingError) as caught:
        expand(tokenize(text), MACROS)
    assert (caught.value.code, caught.value.span) == (code, span)


@pytest.mark.parametrize(
    "formula",
    [
        r"\newcommand{\a}[1]{#1 #1 #1 #1 #1 #1 #1 #1} " + r"\a{" * 9 + "x" + "}" * 9,
        rf"\newcommand{{\a}}[1]{{{'#1 ' * 3000}}} \a{{{'x' * 300}}}",
        "x" * 10_001,
        rf"\newcommand{{\a}}{{{'x' * 9_000}}} \a\a",
    ],
    ids=["nested", "an argument used often", "by itself", "a long body"],
)
def test_a_formula_that_becomes_too_long_is_refused(formula):
    (finding,) = check_pages([Source("page.md", f"$$\n{formula}\n$$\n")]).diagnostics
    assert finding.code == "unsupported"
