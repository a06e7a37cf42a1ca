"""The MkDocs plugin in a site that knows nothing of this one, and the marks it makes."""

import json
import re
from dataclasses import replace

import pytest

from eqproof.adapters.marks import MEANINGS, WORDS, mark, status_of, tally
from eqproof.adapters.mkdocs import first_difference, with_marks
from eqproof.diagnostics import Diagnostic, Equation, Link
from eqproof.source import Source, Span

PLUGIN = "plugins: [eqproof]\n"
GIVEN = "!!! given\n    - $y \\in (0, 1)$ and $f := y^2$\n\n"
SOURCE = Source("page.md", "$$ a = b $$")
HTML = '<p>x</p><div class="arithmatex">\\[ a = b \\]</div>'
INLINE = '<p>x <span class="arithmatex">\\(a = b\\)</span>.</p>'
PROVED = Link("5", "=", "a", "b", Span(4, 8), "proved", by="rational-normal-form", points=24)
REFUTED = replace(
    PROVED,
    verdict="refuted",
    by=None,
    witness={"y": "0", r"\hat{y}": "1/2"},
    left_value="2",
    right_value="-2",
)


def equation(*links: Link, display: bool = True) -> Equation:
    return Equation(SOURCE, Span(0, 11), "claim", "a = b", display, links=links)


def test_a_site_needs_nothing_but_the_plugin(build_small, tmp_path):
    done = build_small(GIVEN + "$$ \\frac{\\partial f}{\\partial y} = 2 y $$\n", PLUGIN)
    assert not done.returncode, done.stderr
    page = (tmp_path / "site/index.html").read_text("utf-8")
    assert "assets/eqproof.css" in page
    assert (tmp_path / "site/assets/eqproof.css").is_file()
    assert '<details class="eqproof eqproof-proved"' in page


def test_a_second_build_decides_only_what_is_new(build_small, build_again, tmp_path):
    def kept():
        files = (tmp_path / ".eqproof_cache").rglob("*")
        return {path: path.stat().st_mtime_ns for path in files if path.is_file()}

    page = GIVEN + "$$ \\frac{\\partial f}{\\partial y} = 2 y $$\n\n"
    assert not build_small(page, PLUGIN).returncode
    first = kept()
    assert not build_again().returncode
    assert kept() == first
    (tmp_path / "docs/index.md").write_text(page + "$$ f + f = 2 y^2 $$\n", "utf-8")
    assert not build_again().returncode
    assert kept().items() > first.items()


def test_a_wrong_sign_fails_the_build_with_its_place(build_small):
    done = build_small(GIVEN + "$$ \\frac{\\partial f}{\\partial y} = -2 y $$\n", PLUGIN)
    assert done.returncode
    assert re.search(r"docs/index\.md:4:\d+: error\[sides-differ\]", done.stderr)


def test_a_site_without_formulas_fails_the_build(build_small):
    done = build_small("# Page\n", PLUGIN)
    assert done.returncode
    assert "no page holds a formula" in done.stderr


def test_a_formula_that_was_not_on_the_page_fails_the_build(build_small):
    hook = "def on_page_markdown(markdown, **_):\n    return markdown + '\\n$a = b$\\n'\n"
    done = build_small(GIVEN, PLUGIN + "hooks: [late.py]\n", late_py=hook)
    assert done.returncode
    assert "the page shows a = b where no further formula was checked" in done.stderr


@pytest.mark.parametrize(("sign", "fails"), [("+", False), ("-", True)])
def test_notebooks_are_checked_also_where_another_plugin_shows_their_formulas(
    build_small, sign, fails
):
    texts = ["**Given**\n\n- $a, b \\in \\mathbb{R}$", f"$$ a {sign} b = b + a $$"]
    cells = [
        {"cell_type": "markdown", "id": f"cell-{number}", "metadata": {}, "source": text}
        for number, text in enumerate(texts)
    ]
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    plugins = "plugins: [eqproof, mkdocs-jupyter]\n"
    done = build_small("# Page\n", plugins, docs__note_ipynb=json.dumps(notebook))
    assert bool(done.returncode) is fails, done.stderr
    assert ("docs/note.ipynb:" in done.stderr) is fails


def test_files_that_are_no_pages_of_the_site_are_not_checked(build_small):
    done = build_small(GIVEN, PLUGIN, docs__paper_tex="$q = q + 1$", docs__x_rst=":math:`q = 1`")
    assert not done.returncode, done.stderr


def test_arithmatex_must_be_generic(build_small):
    settings = "markdown_extensions:\n  - pymdownx.arithmatex: {generic: false}\n"
    done = build_small(GIVEN, PLUGIN + settings)
    assert done.returncode
    assert "generic: true" in done.stderr


@pytest.mark.parametrize(
    ("html", "difference"),
    [
        (HTML, None),
        (HTML.replace("a = b", "a =\n   b"), None),
        (HTML.replace("a = b", "a = -b"), "shows a = -b where a = b"),
        ("<p>x</p>", "shows no further formula where a = b"),
        (HTML + INLINE, "shows a = b where no further formula"),
    ],
)
def test_what_is_seen_is_compared_with_what_was_checked(html, difference):
    found = first_difference(html, [equation(PROVED)])
    assert found is None if difference is None else difference in str(found)


def test_characters_that_html_escapes_are_compared_too():
    shown = '<span class="arithmatex">\\(a &lt; b &amp; c\\)</span>'
    assert first_difference(shown, [replace(equation(), latex="a < b & c")]) is None


def test_a_displayed_equation_gets_a_panel_behind_a_summary():
    marked = with_marks(HTML, [equation(PROVED)])
    assert '<summary aria-label="proved: how this was checked"' in marked
    assert " open>" not in marked
    assert "rational normal form" in marked
    assert "<td>24</td>" in marked


def test_an_equation_in_a_sentence_gets_a_button_and_a_popover_behind_the_text():
    marked = with_marks(INLINE, [equation(PROVED, display=False)])
    target = re.search(r'popovertarget="([^"]+)"', marked)
    assert target
    assert f'<div popover id="{target[1]}"' in marked.partition("</p>")[2]


def test_a_formula_on_which_nothing_was_decided_gets_no_mark():
    assert with_marks(HTML, [equation()]) == HTML


def test_a_counterexample_is_a_table_of_two_rows():
    refuted = with_marks(HTML, [equation(PROVED, replace(REFUTED, expected="refuted"))])
    assert '<details class="eqproof eqproof-refuted" data-search-exclude open>' in refuted
    heads = re.findall(r'<th scope="col">(.*?)</th>', refuted.split("<table")[-1])
    cells = re.findall(r"<td>(.*?)</td>", refuted.split("<table")[-1])
    assert dict(zip(heads, cells, strict=True)) == {
        "y": "0",
        "ŷ": "1/2",
        "left side": "2",
        "right side": "-2",
    }


@pytest.mark.parametrize(
    ("links", "status"),
    [
        ([PROVED], "proved"),
        ([replace(PROVED, verdict="by-definition"), PROVED], "proved"),
        ([replace(PROVED, verdict="by-definition")], "definition"),
        ([PROVED, replace(REFUTED, expected="refuted")], "refuted"),
        ([PROVED, replace(PROVED, verdict="undecided")], "undecided"),
        ([REFUTED, replace(PROVED, verdict="undecided")], "wrong"),
        ([replace(PROVED, expected="refuted")], "wrong"),
        ([replace(PROVED, verdict="undecided", expected="refuted")], "undecided"),
    ],
)
def test_an_equation_is_as_strong_as_its_weakest_link(links, status):
    assert status_of(equation(*links)) == status
    assert WORDS[status] in mark(equation(*links), "here").sign


def test_steps_are_counted():
    defined = replace(PROVED, verdict="by-definition")
    counted = tally([equation(PROVED, PROVED), equation(defined)], "this page")
    assert "Checked on this page: 3 steps, 1 by definition, 2 proved." in counted
    assert counted.count("<dt>") == 2
    assert MEANINGS["proved"] in counted
    assert MEANINGS["refuted"] not in counted
    assert tally([equation()], "this page") == ""


def test_every_mark_leads_to_the_legend_if_the_site_names_one(build_small, tmp_path):
    page = GIVEN + "It is $f + f = 2 f$.\n\n$$ \\frac{\\partial f}{\\partial y} = 2 y $$\n"
    settings = "plugins: [eqproof: {legend: 'about.md#marks'}]\n"
    done = build_small(page, settings, docs__about_md="# About\n\n## Marks\n")
    assert not done.returncode, done.stderr
    html = (tmp_path / "site/index.html").read_text("utf-8")
    assert html.count('<a href="about/#marks">') == 4  # two marks, a definition, the line below
    assert not with_marks(HTML, [equation(PROVED)]).count("<a ")


def test_a_legend_that_is_not_there_fails_the_build(build_small):
    done = build_small(GIVEN, "plugins: [eqproof: {legend: 'about.md#marks'}]\n")
    assert done.returncode
    assert "the option legend names about.md, and there is no such page" in done.stderr


def test_findings_stand_in_the_panel_of_their_formula_and_others_above_the_page():
    about = Diagnostic("unknown-symbol", SOURCE, Span(4, 5), "no b & no <a>")
    other = Diagnostic("unclosed-formula", SOURCE, Span(11, 11), "not closed")
    marked = with_marks(HTML, [equation()], [about, other])
    above, _, below = marked.partition("<p>x</p>")
    assert "not closed" in above
    assert "no b &amp; no &lt;a&gt;" in below
    assert "eqproof-wrong" in below
