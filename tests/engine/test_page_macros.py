r"""Macros that a page defines in a formula: they hold from there on."""

import pytest
from pages import found_at, page, read
from reads import read as read_formula

from eqproof.latex.macros import Macro
from eqproof.latex.page_macros import read_defining

GIVEN = [r"x, y \in \mathbb{R}"]


@pytest.mark.parametrize(
    ("latex", "name", "macro"),
    [
        (r"\newcommand{\w}{\mathbf{w}}", "w", Macro(r"\mathbf{w}")),
        (r"\newcommand*\w{\mathbf w}", "w", Macro(r"\mathbf w")),
        (r"\renewcommand{\pd}[2]{\frac{\partial #1}{\partial #2}}", "pd",
         Macro(r"\frac{\partial #1}{\partial #2}", 2)),
        (r"\providecommand\R{\mathbb{R}}", "R", Macro(r"\mathbb{R}")),
        (r"\def\f#1#2{#2 + #1}", "f", Macro("#2 + #1", 2)),
        (r"\DeclareMathOperator{\softmax}{softmax}", "softmax", Macro(r"\operatorname{softmax}")),
        (r"\DeclareMathOperator*{\E}{\mathbb{E}}", "E", Macro(r"\mathbb{E}")),
        (r"\let\v=\w", "v", Macro(r"\w")),
    ],
)  # fmt: skip
def test_a_definition_is_taken_out_of_the_formula(latex, name, macro):
    tokens, macros = read_defining(latex, {"a": Macro("b")})
    assert tokens is None
    assert macros == {"a": Macro("b"), name: macro}


def test_a_definition_holds_behind_its_place():
    tokens, _ = read_defining(r"\a + \def\a{y} \a", {"a": Macro("x")})
    assert tokens is not None
    assert [t.text for t in tokens] == ["x", "+", "y", ""]


def test_a_macro_means_its_body_in_all_that_follows():
    readings, found = read(
        page(GIVEN, r"\newcommand{\half}[1]{\frac{#1}{2}}", r"\half{x} = \half y")
    )
    assert found == []
    (statement,) = readings[-1].display.statements
    assert list(statement.sides) == [read_formula(r"\frac{x}{2}"), read_formula(r"\frac{y}{2}")]
    assert len(readings) == 2  # the definition is shown as nothing


def test_a_macro_may_be_defined_in_a_given_block():
    _, found = read(page([r"\newcommand{\R}{\mathbb{R}}", r"z \in \R"], "z = 1"))
    assert found == []


@pytest.mark.parametrize(
    ("code", "latex"),
    [
        ("unsupported", r"⟦\newcommand{\a}[1]⟧[2]{x} x = 1"),
        ("unsupported", r"⟦\def\a#2⟧{x} x = 1"),
        ("unsupported", r"⟦\newcommand{\a}⟧ x = 1"),
        ("unsupported", r"{⟦\def⟧\a{x} \a} = 1"),
        ("missing-operand", r"⟦\newcommand⟧{a}{x} = 1"),
        ("missing-operand", r"⟦\def⟧ a{x} = 1"),
        ("unknown-command", r"⟦\a⟧ + \def\a{x} x = 1"),
        ("unsupported", r"\def\a{\a x} ⟦\a⟧ = 1"),
        ("unsupported", r"\def\a{\b\b} \def\b{\a\a} ⟦\a⟧ = 1"),
    ],
)
def test_what_cannot_be_defined_or_used_is_reported_at_its_place(code, latex):
    found_at(code, page(GIVEN, latex))
