"""Covariances and variances of sums, over names with a stated law."""

import pytest
from claims import claim, findings

from eqproof.proof.decision import decide

GIVEN = r"""
- $\pi, p \in (0, 1)$, $x \sim \mathrm{Bernoulli}(\pi)$, $y \sim \mathrm{Bernoulli}(p)$
- $a, b \in \mathbb{R}$
"""


@pytest.mark.parametrize(
    "latex",
    r"""
\operatorname{Cov}(x, y) = 0
\operatorname{Cov}(x, x) = \operatorname{Var}(x)
\operatorname{Cov}(x, x + y) = \pi (1 - \pi)
\mathrm{Cov}(a x + b, y) = a \operatorname{Cov}(x, y)
\operatorname{Cov}(x, y) = \mathbb{E}[x y] - \mathbb{E}[x] \mathbb{E}[y]
\operatorname{Cov}(x, y) = \mathbb{E}[(x - \mathbb{E}[x]) (y - \mathbb{E}[y])]
\operatorname{Var}(a x + b) = a^2 \operatorname{Var}(x)
\operatorname{Var}(x - y) = \operatorname{Var}(x) + \operatorname{Var}(y)
""".strip().splitlines(),
)
def test_true_links_are_proved(latex):
    assert decide(*claim(GIVEN, latex)).verdict == "proved"


@pytest.mark.parametrize(
    "latex",
    r"""
\operatorname{Cov}(x, x) = \mathbb{E}[x^2]
\operatorname{Cov}(a x, a x) = a \operatorname{Var}(x)
\operatorname{Var}(a x + b) = a \operatorname{Var}(x)
\operatorname{Var}(x - y) = \operatorname{Var}(x) - \operatorname{Var}(y)
""".strip().splitlines(),
)
def test_false_links_are_refuted(latex):
    assert decide(*claim(GIVEN, latex)).verdict == "refuted"


@pytest.mark.parametrize(
    ("code", "given", "latex"),
    [
        ("unsupported", GIVEN, r"\operatorname{Cov}(x) = 1"),
        ("unsupported", r"- $x, y \in \mathbb{R}$", r"\operatorname{Cov}(x, y) = 0"),
        (
            "unsupported",
            r"- $x \in \mathbb{R}$",
            r"\operatorname{Var}(2 x) = 4",
        ),
    ],
)
def test_without_a_law_nothing_is_said(code, given, latex):
    assert [found.code for found in findings(given, latex)] == [code]
