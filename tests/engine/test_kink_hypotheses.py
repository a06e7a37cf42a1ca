r"""Derivatives that pass no kink: by what is not moved, and where a hypothesis says so."""

import pytest
from claims import links

from eqproof.proof.decision import decide

NET = r"""
- $a, w, b \in \mathbb{R}$, $r(t) := \max(t, 0)$
- $z := w a + b$, $q := a r(z)$, $E := q^2 + \left| b \right|$
"""
LAYER = r"""
- $W \in \mathbb{R}^{h \times d}$, $X \in \mathbb{R}^{d \times n}$, $\mathbf{b} \in \mathbb{R}^{h}$
- $\mathbf{v} \in \mathbb{R}^{h}$, $k \in \{1, \dots, h\}$, $i \in \{1, \dots, n\}$
- $r(t) := \max(t, 0)$
- $Z_{ki} := \sum_{j=1}^{d} W_{kj} X_{ji} + b_k$, $A := r(Z)$
- $E := \frac{1}{2} \sum_{i=1}^{n} \left( \sum_{k=1}^{h} v_k A_{ki} \right)^2$
"""
VECTOR = r"""
- $\mathbf{x}, \mathbf{w} \in \mathbb{R}^{n}$, $i, j \in \{1, \dots, n\}$
"""
VERDICTS = {"T": "proved", "F": "refuted", "U": "undefined", "?": "undecided"}
CASES = {
    (NET, ""): r"""
T \frac{\partial E}{\partial q} = 2 q
F \frac{\partial E}{\partial q} = q
U r'(b) = \mathbb{1}[b > 0]
U \frac{\partial E}{\partial b} = 2 q a r'(z) + \frac{b}{\left| b \right|}
? \frac{\partial E}{\partial w} = 2 q a^2 r'(z)
""",
    (NET, r"z \ne 0"): r"""
T \frac{\partial E}{\partial w} = 2 q a^2 r'(z) = 2 q a^2 \mathbb{1}[z > 0]
T \frac{\partial q}{\partial a} = r(z) + a w \mathbb{1}[z > 0]
T r'(z) = \begin{cases} 1 & z > 0 \\ 0 & z < 0 \end{cases}
T \frac{z}{\left| z \right|} = 2 \cdot \mathbb{1}[z > 0] - 1
F r'(z) = \mathbb{1}[z < 0]
F r'(z) = 1
U r'(b) = \mathbb{1}[b > 0]
""",
    (LAYER, r"Z_{ki} \ne 0"): r"""
T \nabla_W E = \left( \mathbf{v} (A^\top \mathbf{v})^\top \odot r'(Z) \right) X^\top
T r'(Z_{ki}) = \mathbb{1}[Z_{ki} > 0]
F r'(Z_{ki}) = \mathbb{1}[Z_{ki} < 0]
""",
    (VECTOR, r"x_i > 0"): r"""
T \log x_i + \log x_j = \log \left( x_i x_j \right)
T \left| x_j \right| = x_j
T \sum_{i=1}^{n} \sqrt{x_i^2} = \mathbf{1}^\top \mathbf{x}
F \left| w_j \right| = w_j
""",
    (VECTOR, r"\mathbf{x} \ge 0"): r"""
T \left| x_j \right| = x_j
? \log x_i + x_j = x_j + \log x_i
""",
    (VECTOR, r"\mathbf{w}^\top \mathbf{x} > 0"): r"""
T \log(\mathbf{w}^\top \mathbf{x}) + \log 2 = \log(2 \mathbf{w}^\top \mathbf{x})
T \left| \mathbf{w}^\top \mathbf{x} \right| = \mathbf{w}^\top \mathbf{x}
F \left| x_j \right| = x_j
""",
}
LINES = [
    (f"{given.strip()}" + f"\n- ${hypothesis}$" * bool(hypothesis), VERDICTS[line[0]], line[2:])
    for (given, hypothesis), lines in CASES.items()
    for line in lines.strip().splitlines()
]


@pytest.mark.parametrize(("given", "verdict", "latex"), LINES)
def test_a_derivative_is_taken_where_there_is_one(given, verdict, latex):
    assert {decide(*link).verdict for link in links(given, latex)} == {verdict}
