"""Labels of which exactly one is 1: in sums, products, logarithms and squares."""

import pytest
from claims import links

from eqproof.proof.decision import decide

VECTOR = r"""
- $\mathbf{y} \in \{0, 1\}^{K}$, $\mathbf{p} \in (0, 1)^{K}$, $\mathbf{z} \in \mathbb{R}^{K}$
- $i, j, k \in \{1, \dots, K\}$, $\sum_{k=1}^{K} y_k = 1$
"""
SOFT = VECTOR.replace(r"\{0, 1\}", "[0, 1]")
TWO = VECTOR.replace("= 1$", "= 2$")
MATRIX = r"""
- $Y \in \{0, 1\}^{n \times K}$, $Z \in \mathbb{R}^{n \times K}$
- $i \in \{1, \dots, n\}$, $k, l \in \{1, \dots, K\}$, $\sum_{k=1}^{K} Y_{ik} = 1$
"""
LONGER = r"""
- $\mathbf{y} \in \{0, 1\}^{K + 1}$, $i, j \in \{1, \dots, K + 1\}$, $\sum_{k=1}^{K} y_k = 1$
"""
VERDICTS = {"T": "proved", "F": "refuted", "U": "undefined", "?": "undecided"}
CASES = {
    VECTOR: r"""
T \sum_k y_k z_k^2 = (\sum_k y_k z_k)^2
T -\sum_k y_k \log p_k = -\log \sum_k y_k p_k = -\log \prod_{k=1}^{K} p_k^{y_k}
T \prod_{k=1}^{K} p_k^{y_k} = \sum_k y_k p_k
F \prod_{k=1}^{K} p_k^{y_k} = \sum_k p_k
T \sum_k y_k e^{z_k} = e^{\mathbf{y}^\top \mathbf{z}}
T y_i y_j = \delta_{ij} y_i
F y_i y_j = y_i
T \sum_k (y_k - p_k)^2 = 1 - 2 \sum_k y_k p_k + \sum_k p_k^2
T \lVert \mathbf{y} \rVert^2 = 1
F \sum_k y_k z_k = z_1
""",
    SOFT: r"""
F \sum_k y_k z_k^2 = (\sum_k y_k z_k)^2
F \lVert \mathbf{y} \rVert^2 = 1
""",
    TWO: r"""
F \sum_k y_k z_k^2 = (\sum_k y_k z_k)^2
""",
    LONGER: r"""
F y_i y_j = \delta_{ij} y_i
F \lVert \mathbf{y} \rVert^2 = 1
T \sum_{k=1}^{K} y_k^2 = 1
""",
    MATRIX: r"""
T Y_{ik} Y_{il} = Y_{ik} \delta_{kl}
T \sum_{i=1}^{n} (\sum_{k=1}^{K} Y_{ik} Z_{ik})^2 = \sum_{i=1}^{n} \sum_{k=1}^{K} Y_{ik} Z_{ik}^2
F \sum_{i=1}^{n} (\sum_{k=1}^{K} Y_{ik} Z_{ik})^2 = (\sum_{i=1}^{n} \sum_{k=1}^{K} Y_{ik} Z_{ik})^2
T \sum_{i=1}^{n} \log \sum_{k=1}^{K} Y_{ik} e^{Z_{ik}} = \sum_{i=1}^{n} \sum_{k=1}^{K} Y_{ik} Z_{ik}
F \sum_{i=1}^{n} Y_{ik} = 1
""",
}
LINES = [
    (given, VERDICTS[line[0]], line[2:])
    for given, lines in CASES.items()
    for line in lines.strip().splitlines()
]


@pytest.mark.parametrize(("given", "verdict", "latex"), LINES)
def test_exactly_one_label_is_1(given, verdict, latex):
    assert {decide(*link).verdict for link in links(given, latex)} == {verdict}
