"""Literal sizes: proved for all sizes where that is possible, and as they stand elsewhere."""

import re

import pytest
import test_laws
from claims import claim
from hypothesis import given, settings

from eqproof.latex.nodes import Dim
from eqproof.proof.decision import decide
from eqproof.proof.exact import prove
from eqproof.proof.numeric import Difference, look
from eqproof.proof.unsized import unsized

GIVEN = r"""
- $X \in \mathbb{R}^{4 \times 3}$, $\mathbf{w}, \mathbf{v} \in \mathbb{R}^{3}$
- $\mathbf{y} \in [0, 1]^{4}$, $\mathbf{r} \in \mathbb{R}^{4}$
- $c, k \in \{1, \dots, 3\}$, $t \in \{1, 2, 3\}$
- $\sigma(t) := \frac{1}{1 + e^{-t}}$
- $\hat{\mathbf{y}} := \sigma(X \mathbf{w})$
- $J := -\frac{1}{4} \sum_{i=1}^{4} (y_i \log \hat{y}_i + (1 - y_i) \log(1 - \hat{y}_i))$
- $p_c := \frac{e^{v_c}}{\sum_{k=1}^{3} e^{v_k}}$
- $\mathbf{q} \in [0, 1]^{3}$
- $\sum_{c=1}^{3} q_c = 1$
"""

TRUE = [
    r"\frac{\partial J}{\partial \mathbf{w}} = \frac{1}{4} X^\top (\hat{\mathbf{y}} - \mathbf{y})",
    r"\operatorname{tr}(X^\top X) = \sum_{i=1}^{4} \sum_{j=1}^{3} X_{ij}^2",
    r"\frac{\partial p_c}{\partial v_k} = p_c (\delta_{ck} - p_k)",
    r"\nabla_{\mathbf{v}} \left( -\sum_{c=1}^{3} q_c \log p_c \right) = p - \mathbf{q}",
    # of these sizes alone
    r"\mathbf{w}^\top \mathbf{v} = w_1 v_1 + w_2 v_2 + w_3 v_3",
    r"\sum_{k=1}^{3} k = 6",
    r"\sum_{i=1}^{4} 1 = 4",
    r"k \le 3",
]
FALSE = [
    r"\frac{\partial J}{\partial \mathbf{w}} = \frac{1}{3} X^\top (\hat{\mathbf{y}} - \mathbf{y})",
    r"\operatorname{tr}(X^\top X) = \sum_{i=1}^{3} \sum_{j=1}^{3} X_{ij}^2",
    r"\frac{\partial p_c}{\partial v_k} = p_c (1 - p_k)",
    r"\nabla_{\mathbf{v}} \left( -\sum_{c=1}^{3} q_c \log p_c \right) = p + \mathbf{q}",
    r"\mathbf{w}^\top \mathbf{v} = w_1 v_1 + w_2 v_2",
    r"\sum_{k=1}^{3} k = 10",
    r"\sum_{i=1}^{4} 1 = 3",
    r"\sum_{c=1}^{2} q_c = 1",
    r"k \le 2",
]


@pytest.mark.parametrize("latex", TRUE)
def test_true_links(latex):
    assert decide(*claim(GIVEN, latex)).verdict == "proved"


@pytest.mark.parametrize("latex", FALSE)
def test_false_links(latex):
    assert decide(*claim(GIVEN, latex)).verdict == "refuted"


def test_every_literal_size_becomes_a_symbol():
    link, facts = claim(GIVEN, r"X \mathbf{1} = \sum_{c=1}^{3} (w_c X \mathbf{w}) - J")
    general, known = unsized(link, facts)
    assert known.notation.symbols["X"].shape == (Dim("size 4"), Dim("size 3"))
    assert known.notation.symbols["J"].body != facts.notation.symbols["J"].body
    assert "size 3" in repr(general.left)
    assert "Dim(name=None, offset=3)" not in repr(general)


def test_two_links_of_a_chain_share_a_side():
    link, facts = claim(GIVEN, r"\mathbf{w}^\top \mathbf{v} = \mathbf{v}^\top \mathbf{w}")
    assert unsized(link, facts)[0].left is unsized(link, facts)[0].left
    assert unsized(link, facts)[1] is unsized(link, facts)[1]


@pytest.mark.parametrize("given", [r"- $x \in \mathbb{R}$", r"- $x \in \mathbb{R}^{m}$"])
def test_without_a_literal_size_there_is_nothing_to_free(given):
    assert unsized(*claim(given, "x + x = 2 x")) is None


# -- the laws of all sizes, at one of them -------------------------------------------------------


def with_three(text: str) -> str:
    """Return *text* with 3 in the place of the size m."""
    return re.sub(r"(?<![A-Za-z\\])m(?![A-Za-z])", "3", text)


LAWS = [law for law in test_laws.LAWS.strip().splitlines() if re.search(r"\\mathbf|_[ijk]|Z", law)]


@pytest.mark.parametrize("law", LAWS)
@settings(max_examples=3)
@given(test_laws.formulas, test_laws.formulas)
def test_what_is_proved_agrees_with_the_numbers(law, one, two):
    parts = f"- $A := {one}$\n- $B := {two}$\n- $C := q$\n"
    link, facts = claim(with_three(test_laws.GIVEN + parts), with_three(law))
    if prove(link, facts) is None:
        return
    for point in test_laws.points(link, facts):
        assert not isinstance(look(link, point)[1], Difference), point


def test_the_laws_are_proved_at_this_size_too():
    for law in (r"\sum_{k=1}^{m} A = m A", r"A \mathbf{c}_i = A a^{(i)} \mathbf{b}_i"):
        given = with_three(test_laws.GIVEN) + "- $A := x u$\n"
        assert decide(*claim(given, with_three(law))).verdict == "proved"
