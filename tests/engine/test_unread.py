"""What a student or a contributor mistypes, and what is said of it."""

import pytest
from pages import found_at, page
from pages import read as read_page
from reads import read, refused


@pytest.mark.parametrize(("code", "latex", "message", "help"), [
    ("unsupported", r"a ⟦\propto⟧ b", "a factor open", "write = with the factor"),
    ("unsupported", r"⟦\binom⟧{a}{b}", "binomials", r"\prod"),
    ("unsupported", r"⟦\pm⟧ a", "two formulas in one", "each of the signs"),
    ("unsupported", r"a + ⟦\infty⟧ = b", "no number", r"\lim"),
    ("unsupported", r"a⟦!⟧ + b", "a factorial", None),
    ("ambiguous", r"a ⟦!⟧= b", "a factorial before", r"write \ne"),
    ("missing-operand", r"a ⟦=⟧> b", "nothing stands behind this =", r"\ge"),
    ("unsupported", "a ⟦&lt;⟧ b", "&lt; is HTML", "write <"),
    ("unsupported", "a ⟦&amp;⟧= b", "&amp; is HTML", "write &"),
    ("missing-operand", r"⟦\text{let a be b.}⟧", "these are words", "outside of the formula"),
    ("unsupported", r"⟦a^{'⟧} = 1", "a prime can stand", "define it"),
])  # fmt: skip
def test_a_fault_is_named_with_what_to_write(code, latex, message, help):
    latex = latex.replace("⟦a^{'⟧} = 1", "a⟦^{'⟧} = 1")
    error = refused(code, latex)
    assert message in error.message
    assert (error.help is None) == (help is None)
    assert (help or "") in (error.help or "")


@pytest.mark.parametrize(("typed", "plain"), [
    (r"\frac{{} a}{b}", r"\frac{a}{b}"),
    (r"\frac{a}{{}b{}}", r"\frac{a}{b}"),
    (r"\hat y", r"\hat{y}"),
    (r"\left\{ \begin{array}{ll} a & \text{if } x = 1 \\ b & \text{otherwise} \end{array} \right.",
     r"\begin{cases} a & \text{if } x = 1 \\ b & \text{otherwise} \end{cases}"),
    (r"1 + \left\{ \begin{array}{lr} a, & x > 0 \\ b, & x \le 0 \end{array} \right.",
     r"1 + \begin{cases} a, & x > 0 \\ b, & x \le 0 \end{cases}"),
])  # fmt: skip
def test_what_is_shown_alike_is_read_alike(typed, plain):
    assert read(typed) == read(plain)


@pytest.mark.parametrize("latex", [
    r"⟦\{⟧ \begin{array}{rl} a & = b \\ x & = y \end{array}",
    r"⟦\{⟧ \begin{array}{l} a = b \\ x = y \end{array}",
])  # fmt: skip
def test_equations_behind_a_brace_are_no_cases(latex):
    refused("unbalanced-bracket", latex)


def test_a_typeface_with_or_without_braces_makes_one_name():
    given = [r"\mu_{\mathbf x} \in \mathbb{R}", r"\hat\beta \in \mathbb{R}"]
    readings, found = read_page(page(given, r"\mu_{\mathbf{x}} = \hat{\beta}"))
    assert found == []
    assert readings[-1].kind == "claim"


@pytest.mark.parametrize(("given", "formula", "code", "help"), [
    ([], "⟦a⟧ = 2", "unknown-symbol", "define it with a colon, $a := …$"),
    ([], "⟦f⟧(t) = t^2", "unknown-symbol", "define the function with a colon: $f(…) := …$"),
    ([], "1 + ⟦f⟧'(1) = 2", "unknown-symbol", r"declare a function as $f \colon"),
    ([], r"⟦i⟧ = 1, \dots, n", "unknown-symbol", r"$i \in \{1, \dots, n\}$"),
    ([], r"⟦a⟧ \in \mathbb{R}", "unknown-symbol", "below !!! given, indented by four blanks"),
    ([r"y \in \mathbb{R}^{n}"], "y_⟦h⟧at = 1", "unknown-symbol", r"\hat{…} for the accent"),
    ([r"x_t⟦r⟧ain \in \mathbb{R}"], "1 = 1 + 0", "missing-operand", r"_{\mathrm{train}}"),
    ([r"A \in \mathbb{R}^{n ⟦x⟧ n}"], "1 = 1 + 0", "unsupported", r"\times"),
    ([r"A \in \mathbb{R}^{n⟦,⟧ m}"], "1 = 1 + 0", "unsupported", r"\times"),
    ([r"i \in ⟦[n]⟧"], "1 = 1 + 0", "ambiguous", r"\{1, \dots, n\}"),
    ([r"i \in \{1⟦.⟧.n\}"], "1 = 1 + 0", "unsupported", r"\dots"),
])  # fmt: skip
def test_what_is_missing_is_named_as_it_is_to_be_written(given, formula, code, help):
    assert help in (found_at(code, page(given, formula)).help or "")
