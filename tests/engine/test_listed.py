"""Several conditions on one statement, and what could be a statement instead."""

import pytest
from claims import claim, findings

from eqproof.proof.decision import decide

GIVEN = r"""
- $x, y, a \in \mathbb{R}$, $z \in \mathbb{R}^{n}$, $i, j, k \in \{1, \dots, n\}$
- $q := x^2$
"""


@pytest.mark.parametrize(
    "latex",
    r"""
|x y| = x y \quad \text{if } x > 0 \text{ and } y > 0
|x y| = x y \quad \text{if } x > 0, y > 0
|x y| = x y \quad \text{for } x, y > 0.
|x y| = x y \quad \forall x, y < 0
|x y a| = x y a \quad \text{if } x > 0, y > 0, a > 0
\text{if } x > 0, y > 0: |x y| = x y
\text{if } x < 0, y < 0: \quad x y > 0
\text{if } x > 0 \text{ and } y > 0, \text{ then } |x y| = x y
\text{if } x = 1, y = 2, \text{ then } x + y = 3
\frac{\partial z_i z_k}{\partial z_j} = 0 \quad \text{for } i \ne j, k \ne j
\forall a: a^2 \ge 0
""".strip().splitlines(),
)
def test_true_statements_are_proved(latex):
    assert decide(*claim(GIVEN, latex)).verdict == "proved"


@pytest.mark.parametrize(
    "latex",
    r"""
|x y| = x y \quad \text{if } x > 0 \text{ and } y < 0
|x y| = x y \quad \text{if } x > 0, y \ne 0
|x y| = x y \quad \forall x, y \ne 0
\text{if } x > 0, y < 0: |x y| = x y
\text{if } x = 1 \text{ and } y = 2, \text{ then } x + y = 4
\frac{\partial z_i z_k}{\partial z_j} = 0 \quad \text{for } i \ne k, k \ne j
\forall a: a^2 > a
""".strip().splitlines(),
)
def test_false_statements_are_refuted(latex):
    assert decide(*claim(GIVEN, latex)).verdict == "refuted"


@pytest.mark.parametrize(
    ("latex", "codes"),
    [
        (r"|x| = x \quad \text{if } x > 0, q > 0", ["ambiguous"]),
        (r"|x| = x \quad \text{if } x > 0, y = 2", ["ambiguous"]),
        (r"|x| = x \quad \text{if } x > 0 \text{ and } y = 2", ["ambiguous"]),
        (r"|x| = x \quad \text{if } x > 0 \text{ or } y > 2", ["ambiguous"]),
        (r"\text{if } x > 0, y > 0", ["ambiguous"]),
        (r"|x| = x \quad \text{if } x > 0, \quad y > 0", ["relation-fails"]),
        (r"|x| = x \quad \text{if } x > 0 \\ y > 0", ["relation-fails"]),
        (r"|x| = x \text{ if } x > 0 \text{ and } y = -y \text{ if } y > 0", ["sides-differ"]),
    ],
)
def test_a_statement_is_no_condition(latex, codes):
    assert [found.code for found in findings(GIVEN, latex)] == codes
