r"""Text from anywhere as a page: what is a formula, what is a row, and where each is."""

import pytest

from eqproof.inference.pasted import as_page
from eqproof.source import Source, Span

# what is pasted, and the page that is made of it
PASTED = {
    "lines of which each has a relation": ("a\n  = b +\n c\n  = d", "a \\\\\n= b +\nc \\\\\n= d"),
    "a line that goes on": ("a = b\n  + c\nd = e", "a = b\n+ c \\\\\nd = e"),
    "a relation in braces is none of the line": (
        "s\n = a\n + \\sum_{i=1}^{m} x_i",
        "s \\\\\n= a\n+ \\sum_{i=1}^{m} x_i",
    ),
    "an open brace": ("a = \\frac{1}{\nb = c}", "a = \\frac{1}{\nb = c}"),
    "an open bracket that grows": ("a = \\left( b\n = c \\right)", "a = \\left( b\n= c \\right)"),
    "rows as they are typed": ("a &= b \\\\\n &= c", "a &= b \\\\\n&= c"),
    "the set of a name by itself": (
        "y \\in \\{0, 1\\}\ny^2 = y",
        "y \\in \\{0, 1\\}\n$$\n\n$$\ny^2 = y",
    ),
    "a comment": ("a = b % why\n = c", "a = b \\\\\n= c"),
    "numbered steps": ("1) a = b\nStep 2: b = c", "a = b \\\\\nb = c"),
    "words before a formula": ("Then we get: a = b", "a = b"),
    "words between": (
        "I start with the loss of one example:\na = b\nwhich is the same as\nb = a",
        "a = b\n$$\n\n$$\nb = a",
    ),
    "rows of cases": (
        "f = \\begin{cases}\n1 & x > 0 \\\\\n\n0 & x < 0\n\\end{cases}\ng = f",
        "f = \\begin{cases}\n1 & x > 0 \\\\\n0 & x < 0\n\\end{cases} \\\\\ng = f",
    ),
    "an environment between words": (
        "We have\n\\begin{align*}\na &= b \\\\\n\n &= c\n\\end{align*}\nas was to be shown",
        "\\begin{align*}\na &= b \\\\\n&= c\n\\end{align*}",
    ),
    "a macro, over some lines": (
        "\\newcommand{\\E}{\n  \\mathbb{E}\n}\n\\E[y] = p",
        "\\newcommand{\\E}{\n\\mathbb{E}\n}\n$$\n\n$$\n\\E[y] = p",
    ),
    "the source of a paper": (
        (
            "\\documentclass{article}\n\\begin{document}\n\\section{A = B}\n"
            "\\begin{equation}\na = b\n\\end{equation}\n\\end{document}"
        ),
        "\\begin{equation}\na = b\n\\end{equation}",
    ),
    "empty lines inside of a display": ("$$a\n\n= b$$", "a\n= b"),
    "a display inside of a sentence": (
        "so $$a = b$$ and \\[b = c\\] holds",
        "a = b\n$$\n\n$$\nb = c",
    ),
    "indented, as code is": ("    $$ a = b $$", "a = b"),
    "a quotation": ("> $$a\n>  = b$$", "a\n= b"),
    "a quotation of bare lines": ("> a\n>  = b", "a \\\\\n= b"),
    "a relation that looks like one": ("a\n > b", "a \\\\\n> b"),
    "space below a row": ("a = b \\\\[2pt]\n = c", "a = b \\\\[2pt]\n= c"),
}


def of(text):
    return as_page(Source("d", text))


@pytest.mark.parametrize("name", PASTED)
def test_each_formula_becomes_a_display(name):
    text, expected = PASTED[name]
    assert of(text).page.text == f"$$\n{expected}\n$$\n\n"


@pytest.mark.parametrize("name", PASTED)
def test_what_is_shown_is_what_was_typed_and_has_its_place(name):
    text, _ = PASTED[name]
    pasted = of(text)
    for start, length, first in pasted.parts:
        assert pasted.page.text[start : start + length] == text[first : first + length]
        place = pasted.original(Span(start, start + length))
        assert text[place.start : place.end] == text[first : first + length]


def test_formulas_in_sentences_stand_alone():
    text = "Let $p = \\sigma(z)$ be it, for \\(z \\in \\mathbb{R}\\). It costs $5, or 6$ more.\n\n"
    text += "L = x"
    assert of(text).page.text == (
        "$p = \\sigma(z)$\n\n$z \\in \\mathbb{R}$\n\n$5, or 6$\n\n$$\nL = x\n$$\n\n"
    )


def test_a_price_is_no_formula():
    assert of("costs $5. Then\n\n$$ a = b $$").page.text == "$$\na = b\n$$\n\n"


def test_lines_taken_for_words_are_told_if_they_look_like_formulas():
    pasted = of("Here the loss is L = x times y\nL = x\nwords, and more words")
    assert pasted.words == (1,)


def test_a_formula_that_is_never_closed_is_shown_as_it_is():
    assert of("a = b\n\n$$ c = d").page.text == "$$\na = b\n$$\n\n$$ c = d"


@pytest.mark.parametrize("text", ["", "words only", "!!! given\n    - $x$", "\n\n"])
def test_a_page_and_words_stay_as_they_are(text):
    pasted = of(text)
    assert pasted.page is pasted.source


def test_a_notebook_stays_as_it_is():
    source = Source("a.py", "# %% [markdown]\n# $x = x$\n")
    assert as_page(source).page is source
