"""Products over indices, for every number of factors: their logarithms, derivatives and signs."""

import pytest
from claims import claim, links

from eqproof.proof.decision import decide

LIKELIHOOD = r"""
- $n \in \mathbb{N}$, $i, j \in \{1, \dots, n\}$
- $\mathbf{t} \in \{0, 1\}^{n}$, $\mathbf{y}, \mathbf{q} \in (0, 1)^{n}$
- $\mathbf{z} \in \mathbb{R}^{n}$
- $a \in \mathbb{R}$, $u \in \mathbb{R}_{>0}$
- $p_i := \frac{1}{1 + e^{-z_i}}$, $E := \prod_{i=1}^{n} p_i^{t_i} (1 - p_i)^{1 - t_i}$
"""
CLASSES = r"""
- $\mathbf{o} \in \mathbb{R}^{K}$, $\mathbf{t} \in \{0, 1\}^{K}$, $c \in \{1, \dots, K\}$
- $s_c := \frac{e^{o_c}}{\sum_{k=1}^{K} e^{o_k}}$
- $\sum_{c=1}^{K} t_c = 1$
"""
GAUSS = r"""
- $\mathbf{x} \in \mathbb{R}^{n}$, $c \in \mathbb{R}$, $s \in \mathbb{R}_{>0}$
- $i \in \{1, \dots, n\}$
- $E := \prod_{i=1}^{n} \frac{1}{\sqrt{2 \pi} s} e^{-\frac{(x_i - c)^2}{2 s^2}}$
"""
VERDICTS = {"T": "proved", "F": "refuted", "U": "undefined", "?": "undecided"}
CASES = {
    LIKELIHOOD: r"""
T \log \prod_i y_i = \sum_i \log y_i
F \log \prod_i y_i = \prod_i \log y_i
T \log \prod_i y_i^{t_i} (1 - y_i)^{1-t_i} = \sum_i (t_i \log y_i + (1 - t_i) \log(1 - y_i))
F \log \prod_i y_i^{t_i} (1 - y_i)^{1-t_i} = \sum_i (t_i \log y_i - (1 - t_i) \log(1 - y_i))
T \prod_i y_i^{t_i} q_i^{1-t_i} = \prod_i q_i^{1-t_i} y_i^{t_i}
F \prod_i y_i^{t_i} q_i^{1-t_i} = \prod_i q_i^{t_i} y_i^{1-t_i}
T \prod_i (t_i y_i + (1 - t_i) (1 - y_i)) = \prod_i y_i^{t_i} (1 - y_i)^{1-t_i}
F \prod_i (t_i y_i + (1 - t_i) (1 - y_i)) = \prod_i y_i^{1-t_i} (1 - y_i)^{t_i}
T \prod_i e^{z_i} = e^{\sum_i z_i}
F \prod_i e^{z_i} = \sum_i e^{z_i}
T -\log E = \sum_i (\log(1 + e^{z_i}) - t_i z_i)
T -\frac{1}{n} \log E = \frac{1}{n} \sum_i \log(1 + e^{-(2 t_i - 1) z_i})
T \frac{\partial}{\partial z_j} \log E = t_j - p_j
T \frac{\partial E}{\partial z_j} = E (t_j - p_j)
F \frac{\partial E}{\partial z_j} = E (p_j - t_j)
T \prod_i (a z_i) = a^n \prod_i z_i
F \prod_i (a z_i) = a \prod_i z_i
T \prod_i (-y_i) = (-1)^n \prod_i y_i
F \prod_i (-y_i) = -\prod_i y_i
T \prod_i (u y_i) = u^n \prod_i y_i
T \prod_i z_i^2 = \left( \prod_i z_i \right)^2
T \prod_i (z_i + 1) = \prod_i (1 + z_i)
F \prod_i (z_i + 1) = 1 + \prod_i z_i
T y_1 \prod_{i=2}^{n} y_i = \prod_i y_i
T \prod_{i \ne j} y_i = \frac{\prod_{i=1}^{n} y_i}{y_j}
T \frac{\partial}{\partial z_j} \prod_i z_i = \prod_{i : i \ne j} z_i
F \frac{\partial}{\partial z_j} \prod_i z_i = \prod_{i=1}^{n} z_i
T \prod_i y_i > 0
F \prod_i z_i \ge 0
U \log \prod_i z_i^2 = 2 \log \prod_i z_i
""",
    GAUSS: r"""
T \frac{\partial}{\partial c} \log E = \frac{1}{s^2} \sum_{i=1}^{n} (x_i - c)
F \frac{\partial}{\partial c} \log E = \frac{1}{s^2} \sum_{i=1}^{n} (c - x_i)
T \frac{\partial}{\partial s} \log E = -\frac{n}{s} + \frac{1}{s^3} \sum_{i=1}^{n} (x_i - c)^2
F \frac{\partial}{\partial s} \log E = -\frac{1}{s} + \frac{1}{s^3} \sum_{i=1}^{n} (x_i - c)^2
T E = (2 \pi s^2)^{-n/2} e^{-\frac{1}{2 s^2} \sum_{i=1}^{n} (x_i - c)^2}
""",
    CLASSES: r"""
T -\log \prod_{c=1}^{K} s_c^{t_c} = -\sum_{c=1}^{K} t_c \log s_c
T -\log \prod_{c=1}^{K} s_c^{t_c} = \log \sum_{k=1}^{K} e^{o_k} - \sum_{c=1}^{K} t_c o_c
F -\log \prod_{c=1}^{K} s_c^{t_c} = \log \sum_{k=1}^{K} e^{o_k} - \sum_{c=1}^{K} o_c
""",
}
LINES = [
    (given, VERDICTS[line[0]], line[2:])
    for given, lines in CASES.items()
    for line in lines.strip().splitlines()
]


@pytest.mark.parametrize(("given", "verdict", "latex"), LINES)
def test_a_product_is_decided_for_every_number_of_factors(given, verdict, latex):
    assert {decide(*link).verdict for link in links(given, latex)} == {verdict}


FACTORS = r"""
- $t \in \{0, 1\}^{n}$, $\mathbf{y} \in (0, 1)^{n}$, $\mathbf{z} \in \mathbb{R}^{n}$
- $i \in \{1, \dots, n\}$
- $P_i := \begin{cases} y_i & \text{if } t_i = 1 \\ 1 - y_i & \text{if } t_i = 0 \end{cases}$
"""


@pytest.mark.parametrize(
    ("latex", "verdict"),
    [
        (r"\prod_{i=1}^{n} P_i = \prod_{i=1}^{n} y_i^{t_i} (1 - y_i)^{1-t_i}", "proved"),
        (r"2 \prod_{i=1}^{n} (z_i + t_i^2) = 2 \prod_{i=1}^{n} (z_i + t_i)", "proved"),
        (r"\prod_{i=1}^{n} P_i = \prod_{i=1}^{n} y_i^{1-t_i} (1 - y_i)^{t_i}", "refuted"),
        (r"\prod_{i=1}^{n} (z_i + t_i^2) = \prod_{i=1}^{n} (z_i + 1)", "refuted"),
        (r"\prod_{i=1}^{n} P_i = 2 \prod_{i=1}^{n} y_i^{t_i} (1 - y_i)^{1-t_i}", "refuted"),
    ],
)
def test_factors_are_compared_case_by_case(latex, verdict):
    assert decide(*claim(FACTORS, latex)).verdict == verdict
