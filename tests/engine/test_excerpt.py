"""One display by itself: its lines as people type them, and what is given for it."""

import pytest

from eqproof.check import check_pages
from eqproof.excerpt import excerpts, lines_of
from eqproof.source import Source

GIVEN = """!!! given
    - $y \\in [0, 1]$, the label, and $p \\in (0, 1)$ with the words
    - $\\mathbf{x} \\in \\mathbb{R}^{n}$ and $m \\in \\mathbb{N}$, see [a page](page.md#b), all
    - $q := 1 - p$, the rest
    - $p > \\frac{1}{2}$, assumed
"""


def given_for(display, block=GIVEN):
    page = f"{block}\n$$ {display} $$\n"
    assert check_pages([Source("page.md", page)]).equations
    return [e.given for e in excerpts(Source("page.md", page))][-1]


@pytest.mark.parametrize(
    ("latex", "lines"),
    [
        (" a = b ", "a = b"),
        (r"a = b \tag{1}\label{eq:1}", "a = b"),
        ("\na\n  = b\n    + c\n  = d\n", "a\n  = b + c\n  = d"),
        ("\\begin{align}\na &= b \\\\\n  &= c \\tag{1}\n\\end{align}", "a = b\n  = c"),
        ("\\begin{align}\na\n &= b \\\\\nc &\\le d\n\\end{align}", "a\n  = b\nc \\le d"),
        ("\\begin{align*}\na &= b \\notag \\\\ b &= c\n\\end{align*}", None),
        ("f = \\begin{cases}\n1 & a \\\\\n2 & b\n\\end{cases}", None),
        ("a \\& b = c", "a \\& b = c"),
        ("a \\overset{?}{=} b\n  \\overset{?}{=} c", "a \\overset{?}{=} b\n  \\overset{?}{=} c"),
    ],
)
def test_each_step_is_a_line(latex, lines):
    kept = latex.replace(r" \notag", "")
    assert lines_of(latex) == (kept if lines is None else lines)


def test_only_what_leads_to_its_names_is_given_each_with_its_words():
    assert given_for("y^2 \\le y") == ("$y \\in [0, 1]$, the label",)
    assert given_for("1 - q = p") == ("$p \\in (0, 1)$ with the words", "$q := 1 - p$, the rest")


def test_a_size_is_given_by_what_has_it():
    vector = "$\\mathbf{x} \\in \\mathbb{R}^{n}$"
    assert given_for("\\mathbf{x}^\\top \\mathbf{x} \\ge 0") == (vector,)
    assert given_for("\\sum_{i=1}^{n} 1 = n") == (vector,)
    assert given_for("m > 0") == ("$m \\in \\mathbb{N}$, see a page, all",)


def test_what_is_assumed_is_given_where_it_is_needed():
    assert "$p > \\frac{1}{2}$, assumed" in given_for("2 p > 1")
    assert "$p > \\frac{1}{2}$, assumed" not in given_for("2 p > p")


def test_of_two_assumptions_that_serve_alike_one_is_given():
    block = "!!! given\n    - $x \\in \\mathbb{R}$\n    - $x = 1$\n    - $x^3 = 1$\n"
    found = given_for("x^2 = 1", block)
    assert found in (("$x \\in \\mathbb{R}$", "$x = 1$"), ("$x \\in \\mathbb{R}$", "$x^3 = 1$"))


def test_a_definition_elsewhere_on_the_page_is_given_without_its_number():
    page = GIVEN + "\n$$ r := q^2 \\tag{1}\\label{eq:1} $$\n\n$$ r = (1 - p)^2 $$\n"
    first, second = excerpts(Source("page.md", page))
    assert second.given[-1] == "$r := q^2$"
    assert "$r := q^2$" not in first.given
    assert first.lines == "r := q^2"


def test_of_a_name_with_two_meanings_the_one_in_force_is_given():
    page = (
        "# A\n\n## B\n\n!!! given\n    - $b \\in (0, 1)$\n\n$$ b > 0 $$\n\n"
        "## C\n\n!!! given\n    - $b \\in (2, 3)$\n\n$$ b > 1 $$\n"
    )
    assert [e.given for e in excerpts(Source("page.md", page))] == [
        ("$b \\in (0, 1)$",),
        ("$b \\in (2, 3)$",),
    ]


def test_laws_and_what_a_column_is_made_of_are_given():
    page = """!!! given
    - $\\pi \\in (0, 1)$ and $y \\sim \\mathrm{Bernoulli}(\\pi)$
    - $x^{(i)} \\in \\mathbb{R}^{d}$ and $i \\in \\{1, \\dots, m\\}$
    - $X = (x^{(1)}, \\dots, x^{(m)})^\\top$

$$ \\mathbb{E}[y] = \\pi $$

$$ X^\\top \\mathbf{1} = \\sum_{i=1}^{m} x^{(i)} $$
"""
    law, stack = excerpts(Source("page.md", page))
    assert law.given == ("$\\pi \\in (0, 1)$", "$y \\sim \\mathrm{Bernoulli}(\\pi)$")
    assert "$X = (x^{(1)}, \\dots, x^{(m)})^\\top$" in stack.given
