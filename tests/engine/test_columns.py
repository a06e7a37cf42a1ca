r"""Subscripts of what is the column of a matrix: ``y_{ji}`` is an entry of ``y_j``, or of ``Y``."""

import pytest
from claims import page
from support import codes, marked

from eqproof.check import check_pages
from eqproof.source import Source

SQUARE = r"$\mathbf{G} = (\mathbf{g}_1, \dots, \mathbf{g}_N) \in \mathbb{R}^{N \times N}$"
WIDE = r"$\mathbf{G} = (\mathbf{g}_1, \dots, \mathbf{g}_N) \in \mathbb{R}^{C \times N}$"
FIXED = r"$\mathbf{G} = (\mathbf{g}_1, \dots, \mathbf{g}_3) \in \mathbb{R}^{3 \times 3}$"
MEMBERS = (
    r"$\mathbf{g}_n \in \mathbb{R}^{N}$, $n \in \{1, \dots, N\}$,"
    r" $\mathbf{G} = (\mathbf{g}_1, \dots, \mathbf{g}_N)$"
)


@pytest.mark.parametrize(
    ("given", "entry"),
    [
        (SQUARE, r"\sum_{i=1}^{N} \sum_{j=1}^{N} ⟦g_{ij}⟧ + 0"),
        (SQUARE, r"\sum_{i=1}^{N} \sum_{j=1}^{N} ⟦\mathbf{g}_{ij}⟧ + 0"),
        (FIXED, r"\sum_{i=1}^{3} \sum_{j=1}^{3} ⟦g_{i,j}⟧ + 0"),
        (MEMBERS, r"\sum_{i=1}^{N} \sum_{j=1}^{N} ⟦g_{ij}⟧ + 0"),
        (WIDE, "⟦g_{1,2}⟧ + 0"),
        (WIDE, r"\sum_{i=1}^{N} \sum_{j=1}^{i} ⟦g_{j1}⟧ + 0"),
    ],
)
def test_what_can_be_an_entry_of_either_is_ambiguous(given, entry):
    text, span = marked(page(f"- {given}", f"$$ {entry} = 1 $$").text)
    findings = check_pages([Source("page.md", text)]).diagnostics
    assert [(f.code, f.span) for f in findings] == [("ambiguous", span)]


@pytest.mark.parametrize(
    ("given", "entry"),
    [
        (SQUARE, r"\sum_{i=1}^{N} \sum_{j=1}^{N} G_{ij}"),
        (SQUARE.replace(")", r")^\top", 1), r"\sum_{i=1}^{N} \sum_{j=1}^{N} g_{ij}"),
    ],
)
def test_rows_and_the_name_of_the_matrix_are_clear(given, entry):
    text = page(f"- {given}", f"$$ {entry} + {entry} = 2 {entry} $$").text
    assert codes(check_pages([Source("page.md", text)])) == []
