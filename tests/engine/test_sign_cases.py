"""Powers, logarithms and signs of what is different in different cases."""

import pytest
from claims import links

from eqproof.proof.decision import decide

FOCAL = r"""
- $p, a \in (0, 1)$, $y \in \{0, 1\}$, $g \in [0, \infty)$
- $q := \begin{cases} p & \text{if } y = 1 \\ 1 - p & \text{otherwise} \end{cases}$
- $b := \begin{cases} a & \text{if } y = 1 \\ 1 - a & \text{otherwise} \end{cases}$
- $F := \begin{cases} -a (1 - p)^g \log p & \text{if } y = 1 \\
  -(1 - a) p^g \log(1 - p) & \text{if } y = 0 \end{cases}$
"""
SIGNED = r"""
- $y \in \{-1, 1\}$, $z \in \mathbb{R}$, $\sigma(t) := \frac{1}{1 + e^{-t}}$
- $q := \begin{cases} \sigma(z) & \text{if } y = 1 \\ 1 - \sigma(z) & \text{otherwise} \end{cases}$
"""
REAL = r"""
- $x \in \mathbb{R}$
- $r := \begin{cases} x & x > 0 \\ 0 & \text{otherwise} \end{cases}$
"""
VERDICTS = {"T": "proved", "F": "refuted", "U": "undefined", "?": "undecided"}
CASES = {
    FOCAL: r"""
T F = -b (1 - q)^g \log q
F F = -b q^g \log q
F F = -a (1 - q)^g \log q
T \log q = y \log p + (1 - y) \log(1 - p)
F \log q = y \log p - (1 - y) \log(1 - p)
T q^g = p^{g y} (1 - p)^{g (1 - y)}
T (y p + (1 - y) (1 - p))^g = q^g
T q > 0
F q > p
""",
    SIGNED: r"""
T q = \sigma(y z)
T -\log q = \log(1 + e^{-y z})
F -\log q = \log(1 + e^{y z})
""",
    REAL: r"""
T r = \max(x, 0)
T r \ge 0
F r > 0
T \log(1 + r) \ge 0
U \log r = \log r + x - x
""",
}
LINES = [
    (given, VERDICTS[line[0]], line[2:])
    for given, lines in CASES.items()
    for line in lines.strip().splitlines()
]


@pytest.mark.parametrize(("given", "verdict", "latex"), LINES)
def test_each_case_is_looked_at_by_itself(given, verdict, latex):
    assert {decide(*link).verdict for link in links(given, latex)} == {verdict}
