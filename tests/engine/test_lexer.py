r"""Tokens: every character belongs to one, or to something that is not shown."""

import pytest
from hypothesis import given
from reads import refused
from strategies import any_text
from support import marked

from eqproof.diagnostics import ReadingError
from eqproof.latex.lexer import readable_tokens, tokenize
from eqproof.latex.tokens import split_number

KINDS = [
    ("x", ["letter"]),
    (r"\alpha", ["command"]),
    ("2.5", ["number"]),
    (".5", ["number"]),
    ("2.", ["number", "symbol"]),
    ("x_1^2", ["letter", "sub", "number", "sup", "number"]),
    ("f''", ["letter", "prime", "prime"]),
    ("a := b", ["letter", "symbol", "letter"]),
    (r"a \\ b", ["letter", "row", "letter"]),
    (r"a \\[2pt] b", ["letter", "row", "letter"]),
    (r"a \\* b", ["letter", "row", "letter"]),
    (r"a \cr b", ["letter", "row", "letter"]),
    ("a & b", ["letter", "column", "letter"]),
    (r"\text{so } x", ["text", "letter"]),
    (r"\tag{5a}\label{eq:x}\eqref{y}", ["tag", "label", "reference"]),
    (r"\begin{align}x\end{align}", ["begin", "letter", "end"]),
    (r"x % a comment", ["letter"]),
    (r"x \, y \; z ~ a", ["letter"] * 4),
    (r"\left( x \right)", ["symbol", "letter", "symbol"]),
    (r"\left. x \right.", ["letter"]),
    (r"\bigl[ x \bigr]", ["symbol", "letter", "symbol"]),
]


@pytest.mark.parametrize(("latex", "kinds"), KINDS, ids=[latex for latex, _ in KINDS])
def test_kinds(latex, kinds):
    assert [token.kind for token in tokenize(latex)] == [*kinds, "finish"]


def test_a_row_break_is_not_followed_by_a_bracket_that_holds_no_length():
    kinds = [token.kind for token in tokenize(r"a \\ [b]")]
    assert kinds == ["letter", "row", "symbol", "letter", "symbol", "finish"]


def test_raw_arguments_are_kept_as_text():
    (token, _) = tokenize(r"\tag{5\text{a}}")
    assert token.text == r"5\text{a}"


def test_a_token_stands_where_it_is_written():
    latex = r"\frac{x}{ \hat{y} }"
    for token in tokenize(latex)[:-1]:
        assert latex[token.span.start : token.span.end] == token.text


@given(any_text)
def test_tokens_cover_the_text_in_order(latex):
    position = 0
    for token in readable_tokens(latex)[:-1]:
        if token.span.start == len(latex):
            continue  # a brace that was closed at the end
        assert position <= token.span.start < token.span.end <= len(latex)
        position = token.span.start  # a character may stand for several tokens


def test_tokens_of_a_formula_that_cannot_be_read_are_balanced():
    kinds = [token.kind for token in readable_tokens(r"x} \boxed{y € z")]
    assert kinds == ["letter", "command", "open", "letter", "close", "finish"]


def test_the_first_digit_of_a_number_can_be_taken_alone():
    (number, _) = tokenize("123")
    first, rest = split_number(number)
    assert (first.text, first.span.start, first.span.end) == ("1", 0, 1)
    assert (rest.text, rest.span.start, rest.span.end) == ("23", 1, 3)


@pytest.mark.parametrize(
    ("code", "latex"),
    [
        ("unknown-character", "x ⟦€⟧ y"),
        ("unknown-character", "⟦é⟧"),
        ("unknown-character", r"⟦\unicode{x20AC}⟧"),
        ("unknown-character", "x ⟦#⟧ y"),
        ("unbalanced-brace", "x⟦}⟧"),
        ("unbalanced-brace", r"\frac⟦{⟧x"),
        ("unbalanced-brace", r"\text⟦{⟧x"),
        ("unbalanced-bracket", "⟦(⟧x"),
        ("unbalanced-bracket", "x⟦)⟧"),
        ("unbalanced-bracket", r"\frac{⟦(⟧x}{y)}"),
        ("unbalanced-bracket", r"a ⟦(⟧b (c) (d)"),
        ("unbalanced-bracket", r"⟦\left⟧ x"),
        ("unbalanced-bracket", r"⟦\left⟧(x)"),
        ("unbalanced-bracket", r"x ⟦\right⟧)"),
    ],
)
def test_what_cannot_be_cut_into_tokens(code, latex):
    refused(code, latex)


@pytest.mark.parametrize(
    "latex",
    [f"x ⟦{'1' * 4001}⟧", f"⟦0.{'0' * 4000}⟧ x", f"⟦{'x' * 10_001}⟧"],
    ids=["digits", "decimals", "letters"],
)
def test_what_is_too_long_is_refused(latex):
    text, span = marked(latex)
    with pytest.raises(ReadingError) as caught:
        tokenize(text)
    assert (caught.value.code, caught.value.span) == ("unsupported", span)
    assert tokenize("1" * 4000)
