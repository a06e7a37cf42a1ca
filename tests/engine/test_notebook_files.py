"""Jupyter notebooks: what their Markdown cells show, and where that stands in the file."""

import doctest
import json

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eqproof import cli
from eqproof.check import check_pages
from eqproof.page import json_places, jupyter, notebook, read_page
from eqproof.page.json_places import ReadJSONError, decoded, read_json
from eqproof.page.notebook import read_notebook

GIVEN = "**Given**\n\n- $a, b \\in \\mathbb{R}$\n"


def written(*cells, **how):
    """Return the file of a notebook with these cells of text; ``code`` makes one of code."""
    made = nbformat.v4.new_notebook()
    for cell in cells:
        kind = nbformat.v4.new_code_cell if cell.startswith("#!") else nbformat.v4.new_markdown_cell
        made.cells.append(kind(cell))
    return nbformat.writes(made, **how)


def source_of(text):
    source, fault = read_notebook("a.ipynb", text)
    assert fault is None
    return source


def formulas(*cells):
    return [formula.latex.strip() for formula in read_page(source_of(written(*cells))).formulas]


def fault_of(text):
    source, fault = read_notebook("a.ipynb", text)
    assert source is None
    return fault


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("$a$ and $ b $ and `$c$`", ["a", "b"]),
        (
            "it is\n$$ a $$ and\n\\begin{align}\nb\n\\end{align}",
            ["a", "\\begin{align}\nb\n\\end{align}"],
        ),
        ("$$\na\n$$\n\n\\\\[ b \\\\] and \\\\( c \\\\)", ["a", "b", "c"]),
        ("$$ a $$ and $$ b $$", ["a", "b"]),
        ("```\n$a$\n```\n\n- $b$\n\n      $$ c $$", ["b", "c"]),
        ("<center>$a$</center>\n\n<!-- $b$ --> <pre>$c$</pre> $d$", ["a", "d"]),
        ("costs \\$5 and \\$6", []),
    ],
)
def test_formulas_are_those_that_jupyter_shows(cell, expected):
    assert formulas(cell) == expected


def test_cells_are_read_by_themselves():
    assert formulas("```\n$a$", "$b$\n\n```", "- item", "#! $c$", "    $d$") == ["a", "b"]


def test_every_character_stands_where_it_says():
    text = written('a "quoted" $x$\n\tß $\\frac{1}{2}$ 𝒙 \\u', "second")
    source = source_of(text)
    assert source.origin
    assert len(source.origin.at) == len(source.text) + 1
    for char, place in zip(source.text, source.origin.at, strict=False):
        if char not in '\n\t"\\':
            assert text[place] == char


@pytest.mark.parametrize("ascii_only", [False, True])
def test_a_wrong_sign_is_found_in_its_cell_and_on_its_line_of_the_file(ascii_only):
    rows = "\\begin{align}\na + b &= b + a \\\\\n  &= b - a\n\\end{align}"
    cells = ("# ünï\n", GIVEN, "#! x = 1", f"so\n\n$$\n{rows}\n$$")
    text = written(*cells, ensure_ascii=ascii_only)
    (found,) = check_pages([source_of(text)]).diagnostics
    line, column = found.source.position(found.span.start)
    assert text.splitlines()[line - 1][column - 1 :].startswith("b - a")
    assert found.source.cell(found.span.start) == 4
    assert found.source.excerpt(found.span)[1:] == ("  &= b - a", "     ^^^^^")


@pytest.mark.parametrize(
    "head", ["**Given**", "__given:__", "**Given**:", "## Given", "\n### given.", "!!! given"]
)
def test_a_cell_can_be_a_given_block(head):
    items = "    - $a, b \\in \\mathbb{R}$" if head.startswith("!") else "- $a, b \\in \\mathbb{R}$"
    report = check_pages([source_of(written(f"{head}\n\n{items}", "$a + b = b + a$"))])
    assert report.ok
    assert [e.kind for e in report.equations] == ["declaration", "claim"]


@pytest.mark.parametrize("head", ["**Given that**", "Given", "so **Given**"])
def test_other_cells_are_no_given_blocks(head):
    assert not read_page(source_of(written(f"{head}\n\n- $a$"))).givens


def test_a_given_cell_holds_for_its_section():
    cells = ("# Two", "## One", GIVEN, "$a = a + b - b$", "## Two", "and $a$")
    found = check_pages([source_of(written(*cells))]).diagnostics
    assert [(one.code, one.source.cell(one.span.start)) for one in found] == [("unknown-symbol", 6)]


def test_a_text_may_be_one_string():
    cell = {"cell_type": "markdown", "metadata": {}, "source": "$x$\n\n$1 = 2$"}
    text = json.dumps({"cells": [cell], "nbformat": 4})
    assert [f.latex for f in read_page(source_of(text)).formulas] == ["x", "1 = 2"]


# -- what is no notebook -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "message", "place"),
    [
        ("", "not JSON", 0),
        ('{"cells": [}', "not JSON", 11),
        ("[]", "no list of cells", 0),
        ('{"worksheets": []}', "no list of cells", 0),
        ('{"cells": {}}', "no list of cells", 0),
        ('{"cells": [1]}', "cell 1 of this notebook does not say what it is", 0),
        ('{"cells": [{"cell_type": "markdown"}]}', "cell 1 of this notebook has no text", 26),
        ('{"cells": [{"cell_type": "markdown", "source": [1]}]}', "has no text", 26),
        ("[" * 100_000, "nested too deeply", 0),
        ("1" * 5000, "a number is too long", 0),
    ],
)
def test_a_file_that_is_no_notebook_is_a_finding(text, message, place):
    found = fault_of(text)
    assert found.code == "bad-notebook"
    assert message in found.message
    assert found.span.start == place


def test_half_of_a_character_is_shown_as_a_sign():
    cell = '{"cell_type": "markdown", "source": "\\ud835\\udc65 \\ud835 \\udc65 $x$"}'
    assert source_of(f'{{"cells": [{cell}]}}').text == "𝑥 � � $x$\n\n"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=8,
)


def plain(text, value):
    """Return what was read with strings instead of their places."""
    match value:
        case dict():
            return {key: plain(text, one) for key, one in value.items()}
        case list():
            return [plain(text, one) for one in value]
        case json_places.Quoted():
            return decoded(text, value).chars
    return value


def without_numbers(value):
    match value:
        case dict():
            return {key: without_numbers(one) for key, one in value.items()}
        case list():
            return [without_numbers(one) for one in value]
        case str():
            return value
    return None


@given(json_values, st.booleans(), st.sampled_from([None, 1]))
def test_json_is_what_the_library_reads(value, ascii_only, indent):
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    assert plain(text, read_json(text)) == without_numbers(value)


@given(st.text(alphabet='{}[],:"\\ u0 1ae\n', max_size=20))
def test_what_is_not_json_is_said_and_nothing_else_happens(text):
    try:
        json.loads(text)
    except ValueError:
        with pytest.raises(ReadJSONError):
            read_json(text)
    else:
        read_json(text)


PIECES = ["$", "$$", "\\(", "\\\\(", "\\\\)", "\\begin{align}", "\\end{align}", "`", "```", "\n"]
PIECES += [
    "\n\n",
    "a = b",
    "<!--",
    "-->",
    "<pre>",
    "</pre>",
    "**Given**\n",
    "# ",
    "- ",
    "    ",
    "\\",
]
cells = st.lists(st.lists(st.sampled_from(PIECES), max_size=8).map("".join), max_size=3)


@given(cells)
def test_no_text_makes_the_checker_fail(texts):
    report = check_pages([source_of(written(*texts))])
    assert "internal-error" not in {found.code for found in report.diagnostics}
    for equation in report.equations:
        equation.source.position(equation.span.end)


# -- the command ---------------------------------------------------------------------------------


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)

    def command(cells, *arguments):
        (tmp_path / "a.ipynb").write_text(written(*cells), "utf-8")
        cli.main([*arguments])
        return capsys.readouterr().out

    return command


def test_the_number_of_the_cell_is_said(run):
    cells = (GIVEN, "$a + b = b - a$")
    text = run(cells, "check", "--no-cache", "a.ipynb")
    assert "error[sides-differ]: the two sides are not equal (cell 2)\n" in text
    report = json.loads(run(cells, "check", "--no-cache", "--format", "json", "a.ipynb"))
    assert [entry["cell"] for entry in report["equations"]] == [1, 2]
    assert report["diagnostics"][0]["cell"] == 2


def test_an_equation_is_explained_at_its_line_of_the_file(run):
    cells = (GIVEN, "$a + b = b - a$")
    found = json.loads(run(cells, "check", "--format", "json", "a.ipynb"))["diagnostics"][0]
    assert "refuted" in run(cells, "explain", f"a.ipynb:{found['line']}")


@pytest.mark.parametrize("module", [json_places, jupyter, notebook])
def test_the_examples_of_the_modules(module):
    assert doctest.testmod(module).failed == 0
