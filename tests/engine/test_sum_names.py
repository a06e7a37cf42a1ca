r"""The sign of a sum as a name: where a page defines it so, with this very subscript."""

import pytest
from pages import found_at, page, read

from eqproof.latex.nodes import BigOperator, Name

GIVEN = [
    r"\mathbf{z} \in \mathbb{R}^{K}",
    r"i \in \{1, \dots, K\}",
    r"\sum_K := \sum_{c=1}^{K} e^{z_c}",
]


@pytest.mark.parametrize("written", [r"\sum_K", r"\sum_{K}", r"(\sum_K)"])
def test_a_sign_that_is_defined_is_a_name(written):
    readings, found = read(page(GIVEN, rf"{written} = 1"))
    assert found == []
    assert readings[-1].display.statements[0].sides[0] == Name(r"\sum_{K}")


def test_with_another_subscript_it_stays_a_sum():
    readings, found = read(page(GIVEN, r"\sum_{i} z_i = \sum_{i=1}^{K} z_i"))
    assert found == []
    assert all(isinstance(s, BigOperator) for s in readings[-1].display.statements[0].sides)


def test_on_another_page_it_is_a_sum_that_lacks_its_index():
    found_at("free-index", page(GIVEN[:2], r"\sum_⟦K⟧ z_1"))


def test_what_is_defined_twice_is_reported():
    found_at("redefinition", page(GIVEN, r"⟦\sum_K⟧ := 1"))
