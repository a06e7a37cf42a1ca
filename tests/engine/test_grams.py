"""Quadratic forms: which are shown to be 0 or more, and which are not."""

import pytest
from claims import claim

from eqproof.proof.exact import prove

GIVEN = r"""
- $X \in \mathbb{R}^{m \times n}$, $u, v \in \mathbb{R}^{n}$, $s \in (0, 1)^{m}$
- $r \in \mathbb{R}^{m}$
- $A, B \in \mathbb{R}^{n \times n}$ and $q \in [0, 2]^{m}$
"""


@pytest.mark.parametrize(
    "latex",
    [
        r"v^\top X^\top X v \ge 0",
        r"-v^\top X^\top X v \le 0",
        r"v^\top A^\top A v + \lVert X v \rVert^2 \ge 0",
        r"v^\top X^\top \operatorname{diag}(s - s \odot s) X v \ge 0",
        r"v^\top X^\top \operatorname{diag}(q) X v \ge 0",
        r"v^\top X^\top \operatorname{diag}(s) X v \le v^\top X^\top X v",
        r"(u^\top v)^2 \ge 0",
        r"\sum_{i=1}^{m} r_i^2 \left( \sum_{j=1}^{n} X_{ij} v_j \right)^2 \ge 0",
    ],
)
def test_no_sum_of_squares_is_negative(latex: str) -> None:
    assert prove(*claim(GIVEN, latex)) == "signs"


@pytest.mark.parametrize(
    "latex",
    [
        r"v^\top X^\top X v > 0",
        r"v^\top X^\top X u \ge 0",
        r"v^\top A v \ge 0",
        r"v^\top A^\top B v \ge 0",
        r"v^\top X^\top \operatorname{diag}(r) X v \ge 0",
        r"v^\top X^\top \operatorname{diag}(s - q) X v \ge 0",
        r"v^\top X^\top \operatorname{diag}(q - q \odot q) X v \ge 0",
        r"v^\top X^\top X v - u^\top X^\top X u \ge 0",
        r"(u^\top v)^2 - u^\top u \ge 0",
        r"v^\top X^\top X v \le 0",
        r"(u^\top v) (v^\top u) - 2 (u^\top v)^2 \ge 0",
    ],
)
def test_what_can_be_negative_is_not_shown_to_be_none(latex: str) -> None:
    assert prove(*claim(GIVEN, latex)) is None
