"""Notebooks: pages like all others, run when the site is built."""

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from nbformat.v4 import new_output

from eqproof.page.percent import cells
from eqproof.page.text import Text

ROOT = Path(__file__).parents[2]
HOOKS = ", ".join(
    f"'{ROOT / 'hooks' / name}.py'" for name in ("references", "notebooks", "typeset")
)
SETTINGS = f"""
hooks: [{HOOKS}]
plugins:
  - search
  - eqproof
  - mkdocs-jupyter: {{include: ["*.py"], execute: true, allow_errors: false, cache: false}}
markdown_extensions:
  - admonition
  - pymdownx.arithmatex: {{generic: true}}
  - pymdownx.highlight
  - pymdownx.superfences
  - toc: {{permalink: true}}
"""
NOTEBOOK = r"""# %% [markdown]
# # Sums
#
# !!! given
#     - $a, b \in \mathbb{R}$
#
# $$
# a + b = b + a \tag{1}\label{eq:1}
# $$
#
# More on [the first page](index.md).

# %%
print("one")  # $x$
print("two $y$")
1 + 2

# %% [markdown]
# ## Drawn

# %%
from IPython.display import SVG, display

display(SVG("<svg><path d='M 0 0'/></svg>"), metadata={"alt": "a < b"})
"""
SVG = {"image/svg+xml": '<svg><g id="a"/></svg>'}


@pytest.fixture(scope="module")
def notebooks(load_hook: Callable[[str], ModuleType]) -> ModuleType:
    """Return the hook."""
    return load_hook("notebooks")


def test_a_notebook_is_a_page_like_all_others(build_small, tmp_path):
    index = "# First\n\nSee [the sum](sums.py) and [(1)](sums.py#eq:1).\n"
    done = build_small(index, SETTINGS, docs__sums_py=NOTEBOOK)
    assert not done.returncode, done.stderr
    page = (tmp_path / "site/sums/index.html").read_text("utf-8")
    text = page[page.index("<article") : page.index("</article>")]
    assert "<title>Sums - small</title>" in page
    assert '<div class="admonition given">' in text
    assert re.search(r'<details class="eqproof eqproof-proved"', text)
    assert text.count("<mjx-container ") == 2
    assert '<a href="../">the first page</a>' in text
    assert '<a class="headerlink" href="#drawn"' in text
    assert '<a href="#drawn" class="md-nav__link"' in page
    assert text.count('<div class="highlight"><pre><span></span><code>') == 2
    (output,) = re.findall(r'<span class="filename">Output</span><pre>.*?</pre>', text, re.DOTALL)
    assert re.sub("<[^>]*>", "", output) == "Outputone\ntwo $y$\n3\n"
    assert '<svg role="img" aria-label="a &lt; b"' in text
    assert "jp-" not in page
    assert "cell-id" not in page
    assert '<script src=""' not in page
    assert "//cdn" not in page
    assert len(page) < 60_000
    first = (tmp_path / "site/index.html").read_text("utf-8")
    assert '<a href="sums/">the sum</a>' in first
    assert '<a href="sums/#eq:1">(1)</a>' in first


def test_a_cell_that_fails_fails_the_build_with_its_place(build_small):
    done = build_small("# First\n", SETTINGS, docs__sums_py=NOTEBOOK.replace("1 + 2", "1 / 0"))
    assert done.returncode
    assert "docs/sums.py:14:1: this cell fails: ZeroDivisionError: division by zero" in done.stderr
    assert "----> 3 1 / 0" in done.stderr


def test_a_warning_in_a_cell_fails_the_build_with_its_place(build_small):
    warned = NOTEBOOK.replace("1 + 2", 'import warnings; warnings.warn("old")')
    done = build_small("# First\n", SETTINGS, docs__sums_py=warned)
    assert done.returncode
    assert "docs/sums.py:14:1: this cell writes to stderr:" in done.stderr
    assert "UserWarning: old" in done.stderr


def test_a_wrong_equation_in_a_cell_fails_the_build_with_its_place(build_small):
    done = build_small("# First\n", SETTINGS, docs__sums_py=NOTEBOOK.replace("= b + a", "= b - a"))
    assert done.returncode
    assert "docs/sums.py:8:11: error[sides-differ]" in done.stderr


def test_a_link_in_a_cell_that_leads_nowhere_fails_the_build(build_small):
    done = build_small("# First\n", SETTINGS, docs__sums_py=NOTEBOOK.replace("index.md", "none.md"))
    assert done.returncode
    assert "'sums.py' contains a link 'none.md'" in done.stderr


def test_other_python_files_are_no_pages_and_are_not_read(build_small, tmp_path):
    settings = SETTINGS.replace('"*.py"', '"nb.py"')
    page = NOTEBOOK.partition("# %%\n")[0]
    done = build_small("# First\n", settings, docs__nb_py=page, docs__a_py="# $a = b$\nx = '$c$'\n")
    assert not done.returncode, done.stderr
    assert (tmp_path / "site/a.py").is_file()


def test_prints_and_values_run_together_and_pictures_stand_between(notebooks):
    outputs = [
        new_output("stream", name="stdout", text="one\n"),
        new_output("execute_result", {"text/plain": "2"}),
        new_output("display_data", {**SVG, "text/plain": "<SVG>"}, metadata={"alt": "A"}),
        new_output("stream", name="stdout", text="\n\n"),
        new_output("stream", name="stdout", text="``` three\n"),
    ]
    assert list(notebooks.shown(outputs, 7)) == [
        '```text title="Output"\none\n2\n```',
        notebooks.picture(SVG["image/svg+xml"], "A"),
        '````text title="Output"\n``` three\n````',
    ]


@pytest.mark.parametrize(
    ("output", "message"),
    [
        (new_output("stream", name="stderr", text="old\n"), "writes to stderr: old"),
        (new_output("display_data", SVG), "a picture without a text"),
        (new_output("display_data", {"text/html": "<b>"}), "neither text nor SVG: text/html"),
        (
            new_output("execute_result", {"text/latex": "$x$", "text/plain": "x"}),
            "neither text nor SVG: text/latex, text/plain",
        ),
    ],
)
def test_what_a_page_cannot_show_is_an_error(notebooks, output, message):
    with pytest.raises(notebooks.NotebookError) as raised:
        list(notebooks.shown([output], 7))
    assert message in raised.value.message
    assert raised.value.offset == 7


def test_a_drawing_takes_the_colour_of_the_text_and_styles_nothing_else(notebooks):
    drawn = (
        '<?xml version="1.0"?>\n<!DOCTYPE svg>\n<svg xmlns="x" width="4pt" height="3pt"'
        ' viewBox="0 0 4 3">\n <metadata>\n  <rdf/>\n </metadata>\n <style>* {fill: red}</style>\n'
        ' <g id="axes_1"><use xlink:href="#m"/><path style="stroke: #000000"/></g>\n</svg>\n'
    )
    assert notebooks.picture(drawn, 'it "rises"') == (
        '<div class="figure" data-search-exclude><svg role="img" aria-label="it &quot;rises&quot;"'
        ' fill="currentColor" xmlns="x"'
        ' viewBox="0 0 4 3"> <g><use xlink:href="#m"/><path style="stroke: currentColor"/></g>'
        " </svg></div>"
    )


def test_without_jax_the_notebook_says_so_and_fails_where_jax_is_required(monkeypatch, capsys):
    found = cells(Text.of((ROOT / "docs/notebooks/derive_and_train.py").read_text("utf-8")))
    (comparison,) = [
        c.text.chars for c in found if c.kind == "code" and "import jax" in c.text.chars
    ]
    monkeypatch.setitem(sys.modules, "jax", None)
    monkeypatch.delenv("AUTODIFF", raising=False)
    exec(comparison, {"os": os})
    assert (
        "its gradient was NOT compared.\nTo compare it: nox -s autodiff" in capsys.readouterr().out
    )
    assert '"AUTODIFF": "required"' in (ROOT / "noxfile.py").read_text("utf-8")
    monkeypatch.setenv("AUTODIFF", "required")
    with pytest.raises(ImportError):
        exec(comparison, {"os": os})
