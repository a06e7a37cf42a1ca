r"""Sums that the rest of a statement explains: no index below, or the index behind the end."""

import pytest
from pages import found_at, page, read

GIVEN = [
    r"\mathbf{z}, \mathbf{w} \in \mathbb{R}^{n}",
    r"i, j \in \{1, \dots, n\}",
]


def sides(claim):
    readings, found = read(page(GIVEN, claim))
    assert found == []
    return readings[-1].display.statements[0].sides


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"\sum w_j", r"\sum_j w_j"),
        (r"\sum w_j z_j", r"\sum_{j=1}^{n} w_j z_j"),
        (r"\sum -w_j", r"\sum_j -w_j"),
        (r"\prod w_j", r"\prod_j w_j"),
        (r"\frac{w_i}{\sum e^{z_j}}", r"\frac{w_i}{\sum_j e^{z_j}}"),
        (r"\sum w_i \sum z_j", r"\sum_i w_i \sum_j z_j"),
        (r"w_i + \sum z_j - \sum w_j", r"w_i + \sum_j z_j - \sum_j w_j"),
        (r"\sum_i w_i \sum z_j", r"\sum_i w_i \sum_j z_j"),
    ],
)
def test_the_index_that_stands_nowhere_else_runs(written, meant):
    assert sides(written + " = 1")[0] == sides(meant + " = 1")[0]


@pytest.mark.parametrize(
    "claim",
    [
        r"w_j = ⟦\sum⟧ z_j",
        r"⟦\sum⟧ z_i w_j = 1",
        r"⟦\sum⟧ w_j - z_j = 1",
        r"\sum ⟦\sum⟧ w_i z_j = 1",
        r"⟦\sum⟧ \mathbf{w} = 1",
        r"\sum w_j ⟦\sum⟧ z_j = 1",
        r"\sum_j w_j ⟦\sum⟧ z_j = 1",
        r"⟦\sum⟧^{n} w_j = 1",
        r"\sum_j ⟦\sum⟧ w_j = 1",
    ],
)
def test_otherwise_the_sum_lacks_its_index(claim):
    found_at("missing-operand", page(GIVEN, claim))


def test_a_condition_on_the_index_may_belong_below_the_sum():
    found_at("ambiguous", page(GIVEN, r"⟦\sum w_j⟧ = 1 \quad \text{for } j \ne i"))


@pytest.mark.parametrize("other", ["z_j", "w_i z_j"])
def test_an_index_may_stand_behind_its_sum_where_another_side_has_it(other):
    after, before = sides(rf"{other} = \sum_j w_j - z_j = - z_j + \sum_i w_i")[1:]
    assert after.terms[1] == before.terms[0]


@pytest.mark.parametrize(
    "claim",
    [
        r"\sum_j w_j ⟦- z_j⟧ = 1",
        r"\sum_j w_j ⟦- z_j⟧ = z_i",
        r"\sum_j w_j ⟦- z_j⟧ = \sum_j z_j",
        r"\sum_j w_j ⟦- z_j⟧ = \sum_j w_j + z_j",
        r"w_j + \sum_j w_j ⟦- z_j⟧ = 1",
        r"z_j = \sum_{q=1}^{n} w_q ⟦- z_q⟧",
    ],
)
def test_elsewhere_the_brackets_are_missing(claim):
    found_at("unbracketed-scope", page(GIVEN, claim))
