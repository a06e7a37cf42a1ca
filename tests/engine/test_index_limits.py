r"""Hypotheses about indices and sizes: ``i \ne j``, ``i < j``, ``i = j``, ``n \ge 3``."""

import pytest
from claims import claim

from eqproof.proof.decision import decide
from eqproof.proof.simplest import simplified

GIVEN = r"""
- $a, b, c \in \{1, \dots, K\}$, $\mathbf{o} \in \mathbb{R}^{K}$
- $s_a := \frac{e^{o_a}}{\sum_{k=1}^{K} e^{o_k}}$
"""
SMALL = r"""
- $a, b \in \{1, \dots, 3\}$, $\mathbf{o} \in \mathbb{R}^{3}$
"""
LONG = r"""
- $\mathbf{x} \in \mathbb{R}^{n}$, $\mathbf{y} \in \mathbb{R}^{n + 1}$
"""
VERDICTS = {"T": "proved", "F": "refuted", "U": "undefined"}
CASES = {
    (GIVEN, r"a \ne b"): r"""
T \frac{\partial s_a}{\partial o_b} = -s_a s_b
T \frac{\partial s_a}{\partial o_b} = \frac{0 - e^{o_a} e^{o_b}}{(\sum_{k=1}^{K} e^{o_k})^2}
F \frac{\partial s_a}{\partial o_b} = s_a s_b
F \frac{\partial s_a}{\partial o_a} = -s_a s_a
F \frac{\partial s_a}{\partial o_c} = -s_a s_c
T \delta_{ac} \delta_{bc} = 0
F \delta_{ac} \delta_{bc} = \delta_{ac}
T \frac{1}{1 - \delta_{ab}} = \frac{2}{2 - \delta_{ab}}
U \frac{1}{1 - \delta_{ac}} = 1
T \sum_{c : c \ne a} \delta_{bc} o_c = o_b
""",
    (GIVEN, r"a = b"): r"""
T \delta_{ab} o_a = o_b
T \frac{\partial s_a}{\partial o_b} = s_a (1 - s_b)
F \delta_{ac} o_a = o_b
F \frac{\partial s_a}{\partial o_b} = -s_a s_b
""",
    (GIVEN, r"a < b"): r"""
T \mathbb{1}[b > a] o_a = o_a
T \delta_{ab} = 0
T \mathbb{1}[b < c] \delta_{ac} = 0
F \mathbb{1}[b < c] \delta_{ac} = \mathbb{1}[b < c]
F \mathbb{1}[b < c] = 1
""",
    (GIVEN, r"a \ge b"): r"""
T \mathbb{1}[a < b] = 0
F \delta_{ab} = 0
F \delta_{ab} = 1
""",
    (SMALL, r"a \ne b"): r"""
T \frac{\partial o_a}{\partial o_b} = 0
F \frac{\partial o_a}{\partial o_a} = 0
""",
    (SMALL, r"a > 1"): r"""
T \frac{\partial o_1}{\partial o_a} = 0
F \frac{\partial o_a}{\partial o_b} = 0
""",
    (LONG, r"n \ge 3"): r"""
T x_3 + y_4 = y_4 + x_3
U x_4 + y_1 = y_1 + x_4
F x_3 = 0
""",
    (LONG, r"2 < n"): r"""
T x_3 + y_4 = y_4 + x_3
U x_4 + y_1 = y_1 + x_4
""",
}
LINES = [
    (f"{given.strip()}\n- ${hypothesis}$", VERDICTS[line[0]], line[2:])
    for (given, hypothesis), lines in CASES.items()
    for line in lines.strip().splitlines()
]


@pytest.mark.parametrize(("given", "verdict", "latex"), LINES)
def test_a_claim_is_about_the_values_that_are_meant(given, verdict, latex):
    assert decide(*claim(given, latex)).verdict == verdict


ORDERED = r"""
- $n \in \mathbb{N}$ with $n \ge 3$
- $\mathbf{u} \in \mathbb{R}^{n}$ and $i, j, k \in \{1, \dots, n\}$ with $i < j$
"""


@pytest.mark.parametrize("latex", [r"i < n", r"i \ne n", r"j \ge 2", r"j > 1"])
def test_an_index_is_limited_through_another_one_that_the_claim_does_not_name(latex):
    assert decide(*claim(ORDERED, latex)).verdict != "refuted"


@pytest.mark.parametrize("latex", [r"i + 1 < n", r"j > 2", r"k > 1", r"u_i > 0", r"u_k > 0"])
def test_points_that_refute_have_sizes_that_are_meant(latex):
    asked, facts = claim(ORDERED, latex)
    found = simplified(asked, decide(asked, facts))
    assert found.difference is not None
    assert found.difference.point.dims["n"] >= 3
