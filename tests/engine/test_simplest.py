"""The points that people are shown: small whole numbers and the smallest sizes that refute."""

import pytest
from claims import claim, findings

from eqproof.numbers.evaluate import FLOAT, evaluate
from eqproof.proof.decision import decide
from eqproof.proof.hypotheses import holds, names_of
from eqproof.proof.names import reached
from eqproof.proof.simplest import simplified

GIVEN = r"""
- $y \in [0, 1]$, $x, w \in \mathbb{R}^{d}$, $b \in \mathbb{R}$
- $\sigma(t) := \frac{1}{1 + e^{-t}}$, $z := w^\top x + b$, $\hat{y} := \sigma(z)$
- $L := -y \log \hat{y} - (1 - y) \log(1 - \hat{y})$
- $X \in \mathbb{R}^{m \times d}$, $i, j \in \{1, \dots, d\}$
- $p \in (0, 1)^{K}$ with $\sum_{k=1}^{K} p_k = 1$
- $t \in \{0, 1\}^{K}$ with $\sum_{k=1}^{K} t_k = 1$
- $a \in \mathbb{R}_{>0}$ with $a \ne 1$, $c \in \mathbb{R}$ with $c = 2 a$
"""

SHOWN = {
    r"\frac{\partial L}{\partial \hat{y}} = \frac{y - \hat{y}}{\hat{y}}": (
        {"y": "1", r"\hat{y}": "1/2"}, "-2", "1"
    ),
    r"x^\top w = \|x\|^2": ({"x": "(1)", "w": "(0)"}, "0", "1"),
    r"x^\top w \le \|x\|^2": ({"x": "(1)", "w": "(2)"}, "2", "1"),
    r"x_i x_j = x_i^2": ({"i": "1", "j": "2", "x": "(1, 0)"}, "0", "1"),
    r"\frac{1}{d} \sum_{i=1}^{d} x_i = \sum_{i=1}^{d} x_i": ({"x": "(1, 1)"}, "1", "2"),
    r"X^\top X w = 2 w": ({"X": "(1)", "w": "(1)"}, "1", "2"),
    r"\sum_{k=1}^{K} t_k p_k = 1": ({"p": "(1/2, 1/2)", "t": "(1, 0)"}, "1/2", "1"),
    r"c = a": ({"a": "1/2", "c": "1"}, "1", "1/2"),
    r"a \in (0, 2)": ({"a": "2"}, "2", None),
}  # fmt: skip


@pytest.mark.parametrize("latex", SHOWN)
def test_the_simplest_point_is_shown(latex):
    (finding,) = findings(GIVEN, latex)
    assert (dict(finding.witness or {}), finding.left, finding.right) == SHOWN[latex]


@pytest.mark.parametrize("latex", SHOWN)
def test_it_refutes_and_meets_the_hypotheses(latex):
    link, facts = claim(GIVEN, latex)
    found = simplified(link, decide(link, facts)).difference
    assert found is not None
    assert float(found.left[0][0]) == pytest.approx(
        float(evaluate(link.left, link.notation, found.point, FLOAT)[0][0])
    )
    notation = link.notation
    names = {h: reached(names_of(h), notation) for h in notation.hypotheses}
    touching = [h for h in notation.hypotheses if names[h] & found.point.values.keys()]
    assert all(holds(h, notation, found.point) for h in touching)


def test_a_decision_that_refutes_nothing_stays_as_it_is():
    link, facts = claim(GIVEN, r"x^\top w = w^\top x")
    decision = decide(link, facts)
    assert simplified(link, decision) is decision


def test_an_index_behind_a_name_is_shown():
    given = r"""
- $x \in \mathbb{R}^{n}$, $i, j \in \{1, \dots, n\}$
- $s := \frac{\partial}{\partial x_i} \sum_{k=1}^{n} x_k^2$
"""
    (finding,) = findings(given, r"s = 2 x_j")
    assert dict(finding.witness or {}) == {"i": "1", "j": "2", "x": "(1, 0)"}
