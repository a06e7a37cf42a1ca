"""The page on other formats: its examples are right, and wrong where a sign is."""

import re
from pathlib import Path

import nbformat
import pytest

from eqproof.check import check_pages
from eqproof.diagnostics import CODES
from eqproof.page.formats import OTHERS
from eqproof.run import check_paths
from eqproof.source import Source

TEXT = (Path(__file__).parents[2] / "docs" / "eqproof" / "formats.md").read_text("utf-8")
FENCE = re.compile(r'^```(\w+) title="([^"]+)"\n(.*?)^```$', re.MULTILINE | re.DOTALL)
EXAMPLES = {title: text for _, title, text in FENCE.findall(TEXT)}
FILES = {title: text for title, text in EXAMPLES.items() if "." in title}
CELLS = [text for title, text in EXAMPLES.items() if "." not in title]
RIGHT, WRONG = r"+ \frac{1 - y}", r"- \frac{1 - y}"


def codes(name, folder, change=str):
    if name.endswith(".ipynb"):
        cells = [nbformat.v4.new_markdown_cell(change(cell)) for cell in CELLS]
        text = nbformat.writes(nbformat.v4.new_notebook(cells=cells))
    else:
        text = change(FILES[name])
    (folder / name).write_text(text, "utf-8")
    return [found.code for found in check_paths([folder / name]).diagnostics]


@pytest.mark.parametrize("name", [*FILES, "derivation.ipynb"])
def test_an_example_is_right_and_a_wrong_sign_in_it_is_found(name, tmp_path):
    assert codes(name, tmp_path) == []
    found = codes(name, tmp_path, lambda text: text.replace(RIGHT, WRONG))
    assert found[0] == "sides-differ"


@pytest.mark.parametrize(
    ("name", "text", "where"),
    [
        ("a.md", r"$x \in \mathbb{R}$", "!!! given"),
        ("a.tex", r"$x \in \mathbb{R}$", r"\begin{given}"),
        ("a.rst", r":math:`x \in \mathbb{R}`", ".. admonition:: Given"),
    ],
)
def test_the_help_says_where_declarations_stand(name, text, where):
    (found,) = check_pages([Source(name, text)]).diagnostics
    assert where in str(found.help)


def test_all_formats_are_described():
    assert {Path(name).suffix for name in [*FILES, "derivation.ipynb"]} == OTHERS
    assert set(re.findall(r"`([a-z]+-[a-z]+)`", TEXT)) <= set(CODES)
