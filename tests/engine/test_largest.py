r"""The largest and the smallest of the values that an index goes through: ``\max_j z_j``."""

import pytest
from pages import found_at, page, read

from eqproof.latex.nodes import BigOperator
from eqproof.latex.printer import to_latex

GIVEN = [
    r"\mathbf{z} \in \mathbb{R}^{n}",
    r"i, j \in \{1, \dots, n\}",
    r"c \in \mathbb{R}",
]


def side(claim):
    readings, found = read(page(GIVEN, claim))
    assert found == []
    return readings[-1].display.statements[0].sides[0]


@pytest.mark.parametrize(
    "written",
    [
        r"\max_{j=1}^{n} z_j",
        r"\max_{1 \le j \le n} z_j",
        r"\max_{1 \leq j \leq n} z_j",
        r"\max_{j \in \{1, \dots, n\}} z_j",
        r"\max\limits_j z_j",
    ],
)
def test_the_range_is_written_as_below_a_sum_or_between_its_ends(written):
    assert side(rf"{written} = c") == side(r"\max_j z_j = c")


def test_a_sum_takes_an_index_between_its_ends_too():
    assert side(r"\sum_{1 \le j \le n} z_j = c") == side(r"\sum_j z_j = c")


def test_the_index_may_be_one_that_runs_around_it():
    whole = side(r"\sum_j e^{z_j - \max_j z_j} = c")
    other = side(r"\sum_j e^{z_j - \max_i z_i} = c")
    inner = [n for n in (whole, other) if isinstance(n, BigOperator)]
    assert [n.index for n in inner] == ["j", "j"]


@pytest.mark.parametrize(
    "written",
    [r"\max_j z_j", r"\min_j (z_j c)", r"c \max_j z_j", r"\max_j (c - z_j)", r"(\max_j z_j)^2"],
)
def test_what_is_printed_is_read_as_the_same(written):
    node = side(rf"{written} = c")
    assert side(rf"{to_latex(node)} = c") == node


@pytest.mark.parametrize(
    ("code", "claim"),
    [
        ("ambiguous", r"\max_j z_j ⟦c⟧ = 1"),
        ("ambiguous", r"\max_j z_j / ⟦2⟧ = 1"),
        ("unbracketed-scope", r"\max_j z_j ⟦- z_j⟧ = 1"),
        ("free-index", r"\max_⟦q⟧ z_1 = 1"),
        ("unsupported", r"⟦\max⟧ z_1 = 1"),
        ("ambiguous", r"\sum_j \sum_⟦j⟧ z_j = 1"),
    ],
)
def test_what_may_be_meant_otherwise_is_refused(code, claim):
    found_at(code, page(GIVEN, claim))
