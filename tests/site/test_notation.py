"""The notation index: every name of every page, in the words of that page."""

import re
from html import unescape
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SETTINGS = (
    f"hooks: ['{ROOT / 'hooks/notation.py'}']\n"
    "markdown_extensions:\n  - admonition\n  - pymdownx.arithmatex: {generic: true}\n"
)
GROUPS = ("numbers", "columns", "matrices", "functions", "indices")
INDEX = "# Notation\n\n" + "".join(f"<!-- notation: {group} -->\n\n" for group in GROUPS)
FIRST = r"""# First

!!! given
    - $y \in [0, 1]$, the label, and $\mathbf{w}, \mathbf{x} \in \mathbb{R}^{d}$, the weights and
      the input
    - $u, v \in \mathbb{R}$, the scores of label 1 and label 0
    - $\sigma(t) := \frac{1}{1 + e^{-t}}$ is the sigmoid
    - $f \colon \mathbb{R} \to \mathbb{R}$

## Later

!!! given
    - $i \in \{1, \dots, d\}$, the number of $x_i$, where $X \in \mathbb{R}^{d \times d}$
      with $X^\top = X$

$$ \ell := (\sigma(u) - y)^2 \tag{1}\label{eq:1} $$
"""
SECOND = r"""# Second

!!! given
    - $y \in [0, 1]$, the label
    - $u \in \mathbb{R}$, a margin
"""


def rows(html: str) -> list[tuple[str, str, str]]:
    """Return name, what it is and where, and the formula of each row of the index."""
    found = []
    for body in re.findall(r"<tbody>(.*?)</tbody>", html, re.DOTALL):
        name, *cells = (
            " ".join(unescape(re.sub(r"<small>|<[^>]+>", " ", cell)).split())
            for cell in re.findall(r"<t[hd]\b[^>]*>(.*?)</t[hd]>", body, re.DOTALL)
        )
        found += [(name, *pair) for pair in zip(cells[::2], cells[1::2], strict=True)]
    return found


@pytest.fixture
def index(build_small, tmp_path):
    """Return a function that builds an index of two pages."""

    def run(first: str = FIRST) -> list[tuple[str, str, str]]:
        done = build_small(first, SETTINGS, docs__second_md=SECOND, docs__notation_md=INDEX)
        assert not done.returncode, done.stderr
        return rows((tmp_path / "site/notation/index.html").read_text("utf-8"))

    return run


def test_every_name_stands_with_its_words_its_formula_and_its_pages(index):
    both = r"\(\mathbf{w}, \mathbf{x} \in \mathbb{R}^{d}\)"
    assert index() == [
        (r"\(\ell\)", "see (1) First", r"\(\ell := (\sigma(u) - y)^2\)"),
        (r"\(u\)", "the scores of label 1 and label 0 First", r"\(u, v \in \mathbb{R}\)"),
        (r"\(u\)", "a margin Second", r"\(u \in \mathbb{R}\)"),
        (r"\(v\)", "the scores of label 1 and label 0 First", r"\(u, v \in \mathbb{R}\)"),
        (r"\(y\)", "the label First , Second", r"\(y \in [0, 1]\)"),
        (r"\(\mathbf{w}\)", "the weights First", both),
        (r"\(\mathbf{x}\)", "the input First", both),
        (r"\(X\)", r"with \(X^\top = X\) First", r"\(X \in \mathbb{R}^{d \times d}\)"),
        (r"\(f\)", "First", r"\(f \colon \mathbb{R} \to \mathbb{R}\)"),
        (r"\(\sigma(t)\)", "the sigmoid First", r"\(\sigma(t) := \frac{1}{1 + e^{-t}}\)"),
        (r"\(d\)", "in the shape of the weights and the input First", both),
        (r"\(i\)", r"the number of \(x_i\) First", r"\(i \in \{1, \dots, d\}\)"),
    ]


def test_a_line_that_is_taken_away_disappears(index):
    line = "    - $u, v \\in \\mathbb{R}$, the scores of label 1 and label 0\n"
    names = [row[0] for row in index(FIRST.replace(line, "").replace("sigma(u)", "sigma(y)"))]
    assert r"\(v\)" not in names
    assert names.count(r"\(u\)") == 1


def test_a_page_with_letters_of_its_own_is_left_out(index):
    names = [row[0] for row in index(f"---\nnotation: local\n---\n{FIRST}")]
    assert names == [r"\(u\)", r"\(y\)"]


def test_a_name_leads_to_its_section(index, tmp_path):
    index()
    html = (tmp_path / "site/notation/index.html").read_text("utf-8")
    links = re.findall(r'<a href="([^"]*)">(First|Second|\(1\))</a>', html.partition("<table")[2])
    assert set(links) == {
        ("..", "First"),
        ("..#later", "First"),
        ("..#eq:1", "(1)"),
        ("../second/", "Second"),
    }


@pytest.mark.parametrize(
    ("page", "message"),
    [
        (INDEX.replace("<!-- notation: columns -->", ""), "columns --> stands here 0 times"),
        (INDEX * 2, "numbers --> stands here 2 times"),
        (INDEX + "<!-- notation: rows -->\n", "there is no group rows, only numbers, columns"),
        (None, "the notation index is missing"),
    ],
)
def test_a_marker_that_is_missing_fails_the_build(build_small, page, message):
    files = {} if page is None else {"docs__notation_md": page}
    done = build_small(SECOND, SETTINGS, **files)
    assert done.returncode
    assert "notation.md: " in done.stderr
    assert message in done.stderr


def test_names_are_sorted_by_their_letter(load_hook):
    module = load_hook("notation")
    names = [r"\sigma", "z", r"\hat{\mathbf{y}}", r"\ell", "J", r"\hat{y}", "y", "y_1", "a"]
    assert sorted(names, key=module.order) == [
        "a", "J", r"\ell", "y", r"\hat{y}", r"\hat{\mathbf{y}}", "y_1", "z", r"\sigma",
    ]  # fmt: skip
