"""What looks like a formula and is shown as text is a finding, with the rest still read."""

import pytest
from oracle import plain
from support import codes, marked

from eqproof.page import read_page
from eqproof.source import Source


def read(page):
    return read_page(Source("page.md", page))


@pytest.mark.parametrize(
    "page",
    [
        "⟦$$⟧\nx = y\n\ntext $z$",
        "text\n\n⟦\\[⟧\nx = y",
        "⟦\\begin{align}⟧\nx &= y",
        "> ⟦$$⟧\n> x",
        "- text\n\n    ⟦$$⟧\n    x",
        "⟦$$⟧\nx\n\ny\n$$",
        "⟦\\[⟧\nx\n\ny\n\\]",
        "⟦\\begin{align}⟧\nx\n\ny\n\\end{align}",
        "⟦$$⟧\n\\begin{align}\nx\n\ny\n\\end{align}\n$$",
    ],
)
def test_a_formula_without_end_is_a_finding(page):
    text, span = marked(page)
    assert codes(read(text)) == [("unclosed-formula", span)]


def test_an_empty_line_inside_a_formula_is_named_as_the_reason():
    for page in ("$$\nx\n\ny\n$$", "\\[\nx\n\ny\n\\]", "\\begin{a}\nx\n\ny\n\\end{a}"):
        (finding,) = read(page).diagnostics
        assert "empty line" in finding.message
        assert "empty lines" in finding.help


def test_the_rest_of_a_page_with_an_unclosed_formula_is_read():
    page = read("$$\nx\n\n$a$\n\n$$\nb\n$$\n\n\\[\nc\n\n$d$")
    assert "d" in [plain(formula.latex) for formula in page.formulas]
    assert "a" in [plain(formula.latex) for formula in page.formulas]


@pytest.mark.parametrize(
    "page",
    [
        "text\n⟦$$\nx = y\n$$⟧",
        "⟦$$\nx = y\n$$⟧ where",
        "text ⟦$$x$$⟧ text",
        "text ⟦\\[ x = y \\]⟧ text",
        "text\n⟦\\[x = y\\]⟧ text",
        "text\n⟦\\begin{align}\nx &= y\n\\end{align}⟧",
        "text ⟦$ x = y $⟧ text",
        "text ⟦$ \\hat y$⟧ text",
        "  ⟦$$\nx\n$$⟧",
    ],
)
def test_a_formula_that_is_shown_as_text_is_a_finding(page):
    text, span = marked(page)
    assert codes(read(text)) == [("misplaced-formula", span)]


@pytest.mark.parametrize(
    "page",
    [
        "a $ b",
        "costs $5 or $6 today",
        "costs 5 $ or 6 $",
        r"\$\$ and \$x\$",
        "`$$` and `\\[`",
        "```\n$$\n```",
        r"an \[escaped\] bracket",
        "<!-- $$ -->",
        "    $$\n    x\n",
        "US$ and A$, a_b",
    ],
)
def test_a_dollar_in_prose_is_a_dollar(page):
    found = read(page)
    assert codes(found) == []
    assert found.formulas == ()
