"""Which cells a percent notebook has, and where its formulas stand; jupytext is the witness."""

import doctest

import jupytext
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import codes, marked

from eqproof.check import check_pages
from eqproof.page import percent, read_page
from eqproof.page.percent import cells, is_notebook, markdown
from eqproof.page.text import Text
from eqproof.source import Source

TEXT, CODE, RAW = "# %% [markdown]", "# %%", "# %% [raw]"
GIVEN = "# !!! given\n#     - $a, b \\in \\mathbb{R}$\n"
QUOTES = '"""'


def found(notebook):
    return [(cell.kind, cell.text.chars) for cell in cells(Text.of(notebook))]


def seen_by_jupytext(notebook):
    read = jupytext.reads(notebook, "py:percent").cells
    return [(c.cell_type, c.source.strip("\n")) for c in read if c.source.strip("\n")]


def formulas(notebook):
    return [formula.latex for formula in read_page(Source("notebook.py", notebook)).formulas]


NOTEBOOKS = {
    "text and code": f"{TEXT}\n# # Head\n#\n# text\n\n{CODE}\nx = 1\n",
    "only text": f"{TEXT}\n# text\n",
    "code above": f"import os\n\n{TEXT}\n# text\n",
    "words above": f"x = {QUOTES}What it is.{QUOTES}\n\n{TEXT}\n# text\n",
    "text after text": f"{TEXT}\n# one\n\n{TEXT}\n# two\n",
    "short": "# %% [md]\n# text\n",
    "with a title": "# %% A title [markdown]\n# text\n\n# %% Another\nx = 1\n",
    "with data": '# %% [markdown] tags=["a"]\n# text\n\n# %% tags=["b"]\nx = 1\n',
    "more percents": f"{TEXT}\n# text\n\n# %%% inner\nx = 1\n",
    "no blank behind the sign": f"#%%\nx = 1\n\n#%% [markdown]\n#text\n#  more\n{CODE}\n",
    "not commented": f"{TEXT}\ntext\n\nmore\n\n{CODE}\nx = 1\n",
    "quoted": f"{TEXT}\n{QUOTES}\ntext\n\n# more\n{QUOTES}\n\n{CODE}\nx = 1\n",
    "quoted in one line": f"{TEXT}\n'''text'''\n",
    "quoted raw": f"{TEXT}\nr{QUOTES}\n$\\alpha$\n{QUOTES}\n",
    "empty": f"{TEXT}\n\n{CODE}\n\n{CODE}\nx = 1\n",
    "comments in code": f"{CODE}\n# $x$\nx = 1\n\n# [markdown]\n",
    "indented code": f"{TEXT}\n# - a\n#\n#     b\n\n{CODE}\nif x:\n\n    y = 1\n",
}


@pytest.mark.parametrize("notebook", NOTEBOOKS.values(), ids=NOTEBOOKS)
def test_cells_are_those_of_jupytext(notebook):
    assert found(notebook) == seen_by_jupytext(notebook)


LINES = [TEXT, CODE, "# text", "# - $x$", "#", "", "x = 1", "#     y", "# %% [md] a"]


@given(st.lists(st.sampled_from(LINES), max_size=8))
def test_cells_of_any_lines_are_those_of_jupytext(lines):
    notebook = "\n".join([CODE, "pass", *lines, ""])
    assert found(notebook) == seen_by_jupytext(notebook)


def test_comments_above_the_first_cell_are_no_cell():
    assert found(f"#!/usr/bin/python\n# a licence\n\n{TEXT}\n# text\n") == [("markdown", "text")]


def test_a_raw_cell_is_neither_text_nor_code():
    assert found(f"{RAW}\n# $x$\n\n{CODE}\nx = 1\n") == [("raw", "# $x$"), ("code", "x = 1")]
    assert formulas(f"{TEXT}\n# $a$\n\n{RAW}\n# $x$\n") == ["a"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{TEXT}\n# text", True),
        ("x = 1\n# %% [md]\n", True),
        (f"{CODE}\nx = 1\n", False),
        ("# [markdown]\n", False),
        ("x = '# %% [markdown]'\n", False),
        ("# %%[markdown]\n", False),
        ("    # %% [markdown]\n", False),
    ],
)
def test_a_notebook_has_a_cell_of_text(text, expected):
    assert is_notebook(text) is expected


def test_formulas_of_text_are_read_and_no_others():
    code = f"{CODE}\n# $c$\nx = '$d$'\n{QUOTES}\n$$ e $$\n{QUOTES}\n"
    assert formulas(f"# $z$\n{TEXT}\n# $a$ and `$x$`\n\n{code}\n{TEXT}\n# $b$\n") == ["a", "b"]


def test_a_formula_of_several_lines_is_read_without_the_signs_of_comments():
    (formula,) = formulas(f"{TEXT}\n# $$\n# a\n#   + b\n# $$\n")
    assert formula.split() == ["a", "+", "b"]


@pytest.mark.parametrize("line", ["# $a + b = ⟦b - a⟧$", "# - $a + b = ⟦b - a⟧$"])
def test_a_wrong_equation_is_found_at_its_place_in_the_file(line):
    notebook, span = marked(f"x = 1\n\n{TEXT}\n{GIVEN}#\n{line}\n\n{CODE}\ny = 2\n")
    assert codes(check_pages([Source("a.py", notebook)])) == [("sides-differ", span)]


def test_a_wrong_row_is_found_at_its_place_in_the_file():
    rows = "# \\begin{align}\n# a + b &= b + a \\\\\n#       &= ⟦b - a⟧\n# \\end{align}\n"
    notebook, span = marked(f"{TEXT}\n{GIVEN}#\n# $$\n{rows}# $$\n")
    assert codes(check_pages([Source("a.py", notebook)])) == [("sides-differ", span)]


def test_what_is_given_in_a_cell_holds_in_those_below():
    page = f"{TEXT}\n{GIVEN}\n{CODE}\nx = 1\n\n{TEXT}\n# $a + b = b + a$\n"
    report = check_pages([Source("a.py", page)])
    assert not report.diagnostics
    assert [link.verdict for e in report.equations for link in e.links] == ["proved"]


def test_code_ends_the_list_above_it():
    notebook = f"{TEXT}\n# - text\n\n{CODE}\nx = 1\n\n{TEXT}\n#     $a$\n"
    assert formulas(notebook) == []  # indented by four blanks it is code, not a part of the item
    assert formulas(notebook.replace(f"{CODE}\nx = 1\n\n", "")) == ["a"]


def test_every_character_of_the_text_stands_where_it_says():
    for notebook in NOTEBOOKS.values():
        text = markdown(Text.of(notebook))
        assert len(text.chars) == len(text.at)
        placed = [(char, at) for char, at in zip(text.chars, text.at, strict=True) if at >= 0]
        assert all(notebook[at] == char for char, at in placed)


def test_the_examples_of_the_module():
    assert doctest.testmod(percent).failed == 0
