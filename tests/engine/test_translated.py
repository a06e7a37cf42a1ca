"""Declarations inferred from pages in other languages than Markdown, and written in these."""

import doctest
import json

import pytest

from eqproof.files import read_pages
from eqproof.infer import infer
from eqproof.inference import translated
from eqproof.source import Source

LINES = [r"L = -y \log p - (1 - y) \log(1 - p)",
         r"\frac{\partial L}{\partial p} = -\frac{y}{p} - \frac{1 - y}{1 - p}"]  # fmt: skip
WRONG = r"-\frac{y}{p} - "
TEX = "\\documentclass{x}\n\\begin{document}\nA \\[ %s \\]\nand %% so\n$$ %s $$\n\\end{document}"
RST = "The loss\n========\n\n.. math:: %s\n\n.. math::\n\n   %s\n"
CELLS = [{"cell_type": "markdown", "source": "The loss $%s$"}, {"cell_type": "code", "source": ""},
         {"cell_type": "markdown", "source": ["and\n", "$$ %s $$"]}]  # fmt: skip
PAGES = {
    "a.tex": TEX % tuple(LINES),
    "a.rst": RST % tuple(LINES),
    "a.ipynb": json.dumps({"cells": CELLS}, indent=1) % tuple(json.dumps(x)[1:-1] for x in LINES),
}
BLOCKS = {
    "a.tex": "\\begin{given}\n  \\item $y \\in (0, 1)$\n",
    "a.rst": ".. admonition:: Given\n\n   - :math:`y \\in (0, 1)`\n",
    "a.ipynb": "**Given**\n\n- $y \\in (0, 1)$\n",
}


@pytest.mark.parametrize("name", PAGES)
def test_a_block_is_proposed_in_the_language_of_the_page(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_text(PAGES[name], "utf-8")
    ((source,), _) = read_pages([name])
    found = infer(source)
    assert found.block.startswith(BLOCKS[name])
    assert [one.code for one in found.report.diagnostics] == ["sides-differ"]
    (fault,) = found.report.diagnostics
    assert fault.source is source
    assert source.text[fault.span.start : fault.span.end].startswith(WRONG)


def test_what_is_given_and_where_it_holds_is_kept():
    given = ".. admonition:: Given\n\n   - :math:`a \\in \\mathbb{R}_{>0}`\n\n"
    page = f"One\n===\n\n{given}:math:`\\sqrt{{a^2}} = a`\n\nTwo\n===\n\n:math:`(a + 1)^2 = 1`\n"
    found = infer(Source("a.rst", page))
    assert found.block == ""
    assert [one.code for one in found.report.diagnostics] == ["unknown-symbol"]


def test_what_is_never_closed_is_still_a_finding():
    text = "\\begin{document}\n\\[ 1 + 1 = 2 \\]\n\\[ 1 + 1"
    assert [d.code for d in infer(Source("a.tex", text)).report.diagnostics] == ["unclosed-formula"]


def test_the_examples_of_the_module():
    assert doctest.testmod(translated).failed == 0
