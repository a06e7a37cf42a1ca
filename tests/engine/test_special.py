"""What fails at special points only, and inequalities between numbers without symbols."""

import pytest
from claims import claim

from eqproof.proof.decision import decide

GIVEN = r"""
- $\mathbf{x}, \mathbf{y} \in \mathbb{R}^{n}$
- $X \in \mathbb{R}^{m \times n}$, $a, b \in \mathbb{R}$
- $\mathbf{q} \in (0, 1)^{n}$, $\mathbf{p} \in \Delta^{K-1}$, $c \in \{1, \dots, K\}$
- $\mathbf{u} \in \mathbb{R}^{3}$
"""


@pytest.mark.parametrize(
    "latex",
    r"""
\|\mathbf{x}\|^2 > 0
\|\mathbf{x} - \mathbf{y}\|^2 > 0
\mathbf{x}^\top X^\top X \mathbf{x} > 0
\left( \sum_{i=1}^{n} x_i \right)^2 < n \sum_{i=1}^{n} x_i^2
a^2 + b^2 > 0
\|\mathbf{u}\| \ne 0
n \ge 2
\sum_{i=1}^{n} q_i^2 < \left( \sum_{i=1}^{n} q_i \right)^2
p_c < 1
\pi > \frac{22}{7}
\sqrt{2} + \sqrt{3} < \pi
""".strip().splitlines(),
)
def test_what_fails_somewhere_is_refuted(latex):
    assert decide(*claim(GIVEN, latex)).verdict == "refuted"


@pytest.mark.parametrize(
    "latex",
    r"""
\pi > 3
\pi < \frac{22}{7}
e^\pi > \pi^e
\log 2 < \frac{7}{10}
\sqrt{2} + \sqrt{3} \ne \pi
\left| \log 3 - 1 \right| > \frac{1}{100}
\sum_{i=1}^{n} q_i^2 \le \left( \sum_{i=1}^{n} q_i \right)^2
""".strip().splitlines(),
)
def test_what_holds_is_never_refuted(latex):
    assert decide(*claim(GIVEN, latex)).verdict in ("proved", "undecided")


@pytest.mark.parametrize("latex", [r"\pi > 3", r"e^\pi > \pi^e", r"\sqrt{2} + \sqrt{3} \ne \pi"])
def test_numbers_without_symbols_are_compared(latex):
    assert decide(*claim(GIVEN, latex)).verdict == "proved"


@pytest.mark.parametrize("latex", [r"e^{e^{e^{e^9}}} > 1", r"\sqrt{2}^2 > 2", r"\log e \ne 1"])
def test_what_cannot_be_held_or_is_the_same_is_not_proved(latex):
    assert decide(*claim(GIVEN, latex)).verdict in ("refuted", "undecided")


def test_a_size_that_is_ruled_out_is_none():
    given = r"- $\mathbf{x} \in (0, 1)^{n}$ with $n \ge 2$"
    decision = decide(*claim(given, r"\sum_{i=1}^{n} x_i^2 < \left( \sum_{i=1}^{n} x_i \right)^2"))
    assert decision.verdict in ("proved", "undecided")
