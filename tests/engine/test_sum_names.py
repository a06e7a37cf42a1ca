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


ALONE = [
    *GIVEN[:2],
    r"\sum := \sum_{c=1}^{K} e^{z_c}",
    r"\sum' := \frac{\partial \sum}{\partial z_i}",
]


@pytest.mark.parametrize("written", [r"\sum'", r"\sum^{\prime}"])
def test_the_sign_alone_is_a_name_with_primes_of_its_own(written):
    readings, found = read(page(ALONE, rf"{written} z_i = \sum"))
    assert found == []
    left, right = readings[-1].display.statements[0].sides
    assert left.left == Name(r"\sum'")
    assert right == Name(r"\sum")


def test_the_sign_with_limits_stays_a_sum():
    readings, found = read(page(ALONE, r"\sum_{i=1}^{K} z_i + \sum^K_{i=1} z_i + \sum_i z_i = 0"))
    assert found == []
    terms = readings[-1].display.statements[0].sides[0].terms
    assert all(isinstance(term, BigOperator) for term in terms)


def test_a_power_of_the_sign():
    readings, found = read(page(ALONE, r"\frac{z_1}{\sum^2} = 1"))
    assert found == []
    assert readings[-1].display.statements[0].sides[0].denominator.base == Name(r"\sum")


@pytest.mark.parametrize(("given", "text"), [
    (ALONE, r"⟦\sum⟧ z_i = 1"),
    (ALONE, r"⟦\sum⟧^2 z_i = 1"),
    (ALONE, r"⟦\sum⟧ \frac{1}{2} z_i = 1"),
    (GIVEN, r"⟦\sum_K⟧ z_1 = 1"),
    ([*ALONE, r"\sum_i := \sum"], r"⟦\sum_i⟧ z_i = 1"),
])  # fmt: skip
def test_before_a_factor_a_name_can_be_a_sum_too(given, text):
    found_at("ambiguous", page(given, text))
