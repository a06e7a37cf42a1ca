"""Inequalities whose proof needs more than the signs of the parts, each beside a false twin."""

import pytest
from claims import links

from eqproof.proof.decision import decide

ONE = r"""
- $x, y \in \mathbb{R}$, $p, q \in (0, 1)$, $u \in \mathbb{R}_{>0}$
"""
SUMS = r"""
- $\mathbf{u}, \mathbf{v} \in \mathbb{R}^{n}$, $\mathbf{p}, \mathbf{q} \in (0, 1)^{n}$
- $\sum_{i=1}^{n} p_i = 1$, $\sum_{i=1}^{n} q_i = 1$, $i \in \{1, \dots, n\}$
"""
HESSIAN = r"""
- $X \in \mathbb{R}^{m \times d}$, $\mathbf{w}, \mathbf{z} \in \mathbb{R}^{d}$
- $\mathbf{y} \in \{-1, 1\}^{m}$, $g := \sum_{i=1}^{m} \log(1 + e^{-y_i \cdot (X \mathbf{w})_i})$
- $H := \nabla_{\mathbf{w}}^2 g$
"""
ASSUMED = r"""
- $\mathbf{w}, \mathbf{x} \in \mathbb{R}^{d}$
- $\mathbf{w}^\top \mathbf{x} > 0$
"""
CASES = {
    ONE: r"""
T \log p \le p - 1
F \log p \ge p - 1
T \log u \le u - 1
F \log u < u - 1
T \log u \ge 1 - \frac{1}{u}
T 1 + x \le e^x
F 2 + x \le e^x
T e^{-x} \ge 1 - x
T x < e^x
F x^2 < e^x
T e^{-|x|} \le 1
F e^{-|x|} < 1
T \log(1 + e^x) \ge \max(x, 0)
T \log(1 + e^x) > x
F \log(1 + e^x) > x + \frac{1}{2}
T p \log \frac{p}{q} + (1 - p) \log \frac{1 - p}{1 - q} \ge 0
F p \log \frac{p}{q} - (1 - p) \log \frac{1 - p}{1 - q} \ge 0
T -p \log p - (1 - p) \log(1 - p) > 0
T (1 - p)^u < 1
F (1 + p)^u < 1
T e^{-u} < 1
T \frac{1}{\log(1.02 + p)} > 0
T x y \le \frac{x^2 + y^2}{2}
F x y \le \frac{x^2 + y^2}{3}
""",
    SUMS: r"""
T \sum_{i=1}^{n} p_i \log \frac{p_i}{q_i} \ge 0
F \sum_{i=1}^{n} p_i \log \frac{p_i}{q_i} > 0
F \sum_{i=1}^{n} \log \frac{p_i}{q_i} \ge 0
T -\sum_{i=1}^{n} p_i \log p_i \le -\sum_{i=1}^{n} p_i \log q_i
F -\sum_{i=1}^{n} q_i \log p_i \le -\sum_{i=1}^{n} p_i \log q_i
T (\mathbf{u}^\top \mathbf{v})^2 \le (\mathbf{u}^\top \mathbf{u}) (\mathbf{v}^\top \mathbf{v})
F (\mathbf{u}^\top \mathbf{v})^2 \ge (\mathbf{u}^\top \mathbf{u}) (\mathbf{v}^\top \mathbf{v})
T \left| \mathbf{u}^\top \mathbf{v} \right| \le \lVert \mathbf{u} \rVert \lVert \mathbf{v} \rVert
T \mathbf{u}^\top \mathbf{u} - 2 \mathbf{u}^\top \mathbf{v} + \mathbf{v}^\top \mathbf{v} \ge 0
F \mathbf{u}^\top \mathbf{u} - 3 \mathbf{u}^\top \mathbf{v} + \mathbf{v}^\top \mathbf{v} \ge 0
T (\sum_{i=1}^{n} p_i u_i)^2 \le \sum_{i=1}^{n} p_i u_i^2
F (\sum_{i=1}^{n} u_i)^2 \le \sum_{i=1}^{n} u_i^2
T \sum_{i=1}^{n} p_i^2 \le 1
F \sum_{i=1}^{n} p_i^2 \le \frac{1}{2}
T \sum_{i=1}^{n} u_i \le \sum_{i=1}^{n} |u_i|
T \sum_{i=1}^{n} \log(1 + e^{u_i}) > 0
""",
    HESSIAN: r"""
T \mathbf{z}^\top H \mathbf{z} \ge 0
T \mathbf{z}^\top H \mathbf{z} \le \frac{1}{4} \mathbf{z}^\top X^\top X \mathbf{z}
F \mathbf{z}^\top H \mathbf{z} \le \frac{1}{5} \mathbf{z}^\top X^\top X \mathbf{z}
F \mathbf{z}^\top H \mathbf{z} > 0
""",
    ASSUMED: r"""
T e^{-\mathbf{w}^\top \mathbf{x}} < 1
T \frac{1}{1 + e^{-\mathbf{w}^\top \mathbf{x}}} > \frac{1}{2}
F \frac{1}{1 + e^{-\mathbf{w}^\top \mathbf{x}}} > \frac{2}{3}
""",
}
VERDICTS = {"T": "proved", "F": "refuted"}
LINES = [
    (given, VERDICTS[line[0]], line[2:])
    for given, lines in CASES.items()
    for line in lines.strip().splitlines()
]


@pytest.mark.parametrize(("given", "verdict", "latex"), LINES)
def test_an_inequality_is_proved_or_refuted(given, verdict, latex):
    assert {decide(*link).verdict for link in links(given, latex)} == {verdict}


LEFT_OUT = r"""
- $Z \in \mathbb{R}^{K \times K}$, $\mathbf{p} \in (0, 1)^{K}$, $i, j \in \{1, \dots, K\}$
"""


@pytest.mark.parametrize(
    ("verdict", "latex"),
    [
        ("proved", r"\log(1 + \sum_{j : j \ne i} e^{-Z_{ij}}) \ge 0"),
        ("proved", r"\sum_{j : j \ne i} p_j + 1 > 0"),
        ("proved", r"\sum_{j : j \ne i} p_j \ge 0"),
        ("refuted", r"\sum_{j : j \ne i} p_j > 0"),
        ("refuted", r"\sum_{j : j \ne i} Z_{ij} + 1 > 0"),
        ("refuted", r"\sum_{j : j \ne i} p_j - p_i \ge 0"),
    ],
)
def test_a_sum_without_one_of_its_terms(verdict, latex):
    assert {decide(*link).verdict for link in links(LEFT_OUT, latex)} == {verdict}


ROOTS = r"""
- $x, y \in \mathbb{R}$, $u, v \in \mathbb{R}_{>0}$, $a, b \in \mathbb{R}^{n}$
- $\sigma(t) := \frac{1}{1 + e^{-t}}$
"""


@pytest.mark.parametrize(
    ("verdict", "latex"),
    [
        ("proved", r"\sqrt{x^2 + y^2} \le |x| + |y|"),
        ("refuted", r"\sqrt{x^2 + y^2} \ge |x| + |y|"),
        ("proved", r"\lVert a + b \rVert \le \lVert a \rVert + \lVert b \rVert"),
        ("refuted", r"\lVert a + b \rVert \ge \lVert a \rVert + b^\top b"),
        ("proved", r"\sqrt{u v} \le \frac{u + v}{2}"),
        ("refuted", r"\sqrt{u v} \ge \frac{u + v}{2}"),
        ("proved", r"\sigma(x) = \frac{1}{2} + \frac{1}{2} \tanh \frac{x}{2}"),
        ("refuted", r"\sigma(x) = \frac{1}{2} + \frac{1}{2} \tanh x"),
        ("proved", r"u - v = (\sqrt{u} - \sqrt{v}) (\sqrt{u} + \sqrt{v})"),
        ("proved", r"e^x - 1 = (e^{x/3} - 1) (e^{2x/3} + e^{x/3} + 1)"),
        ("refuted", r"e^x - 1 = (e^{x/3} - 1) (e^{2x/3} - e^{x/3} + 1)"),
    ],
)
def test_roots_beside_what_they_are_roots_of(verdict, latex):
    assert {decide(*link).verdict for link in links(ROOTS, latex)} == {verdict}


WRITTEN = r"""
- $X \in \mathbb{R}^{m \times d}$, $\mathbf{y} \in \mathbb{R}^{m}$, $\mathbf{w} \in \mathbb{R}^{d}$
- $\mathbf{x} \in \mathbb{R}^{n}$, $i \in \{1, \dots, n\}$, $\mu := \frac{1}{n} \sum_{i=1}^{n} x_i$
- $L := \frac{1}{2} \lVert X \mathbf{w} - \mathbf{y} \rVert^2 + \lVert \mathbf{w} \rVert^2$
- $\mathbf{p} \in (0, 1)^{n}$, $\sum_{i=1}^{n} p_i = 1$
"""


@pytest.mark.parametrize(
    ("verdict", "latex"),
    [
        ("proved", r"L \ge 0"),
        ("refuted", r"L \le \mathbf{w}^\top \mathbf{w}"),
        ("proved", r"\sum_{i=1}^{n} (x_i - \mu)^2 \ge 0"),
        ("proved", r"\sum_{i=1}^{n} x_i^2 - n \mu^2 \ge 0"),
        ("refuted", r"\sum_{i=1}^{n} x_i^2 - 2 n \mu^2 \ge 0"),
        ("proved", r"-\sum_{i=1}^{n} p_i \log p_i \le \log n"),
        ("refuted", r"-\sum_{i=1}^{n} p_i \log p_i \le \log n - \frac{1}{2}"),
    ],
)
def test_squares_as_they_are_written_and_equal_parts(verdict, latex):
    assert {decide(*link).verdict for link in links(WRITTEN, latex)} == {verdict}


NUMBERS = r"""
- $n, r \in \mathbb{N}$, $i, l \in \{1, \dots, n\}$, $x \in [2, \infty)$, $u \in (1, \infty)$
- $\mathbf{w} \in \mathbb{R}^{K}$, $j \in \{1, \dots, K\}$
"""


@pytest.mark.parametrize(
    ("verdict", "latex"),
    [
        ("proved", r"n \ge 1"),
        ("proved", r"n^2 \ge n"),
        ("proved", r"\frac{1}{n} \le 1"),
        ("proved", r"n (n + 1) \ge 2"),
        ("proved", r"\frac{1}{n + 1} \le \frac{1}{2}"),
        ("proved", r"r n \ge r"),
        ("proved", r"K \ge 1"),
        ("proved", r"\frac{i}{n} \le 1"),
        ("proved", r"\frac{j}{K} \le 1"),
        ("proved", r"\frac{i - 1}{n} < 1"),
        ("proved", r"x^2 \ge 2 x"),
        ("proved", r"u^2 > u"),
        ("proved", r"\frac{1}{K} \sum_{j=1}^{K} w_j^2 \le \sum_{j=1}^{K} w_j^2"),
        ("refuted", r"n \ge 2"),
        ("refuted", r"n^2 > n"),
        ("refuted", r"\frac{1}{r} < 1"),
        ("refuted", r"\frac{1}{n} \le \frac{1}{2}"),
        ("refuted", r"n \ge 3"),
        ("refuted", r"\frac{1}{n} \ge 1"),
        ("refuted", r"i < n"),
        ("refuted", r"i \le l"),
        ("refuted", r"n - i \ge 1"),
        ("refuted", r"\frac{i + 1}{n} \le 1"),
        ("refuted", r"r \le n"),
        ("refuted", r"x^2 > 2 x"),
        ("refuted", r"u^2 \ge 2 u"),
        ("refuted", r"\frac{2}{K} \sum_{j=1}^{K} w_j^2 \le \frac{1}{2} \sum_{j=1}^{K} w_j^2"),
    ],
)
def test_what_has_a_least_value(verdict, latex):
    ((claim, facts),) = links(NUMBERS, latex)
    assert decide(claim, facts).verdict == verdict


def test_a_least_size_that_is_assumed():
    given = NUMBERS + r"- $r \ge 3$"
    ((claim, facts),) = links(given, r"r^2 \ge 3 r")
    assert decide(claim, facts).verdict == "proved"
    ((claim, facts),) = links(given, r"r^2 > 3 r")
    assert decide(claim, facts).verdict != "proved"


BETWEEN = r"""
- $p, q \in (0, 1)$, $r \in [0, 1]$, $s \in (-1, 2]$, $\mathbf{y} \in [0, 1]^{m}$
- $i \in \{1, \dots, m\}$
"""


@pytest.mark.parametrize(
    ("verdict", "latex"),
    [
        ("proved", r"\frac{q}{p^2} + \frac{1 - q}{(1 - p)^2} > 0"),
        ("proved", r"p + q - p q < 1"),
        ("proved", r"p + r - p r \le 1"),
        ("proved", r"r^2 (1 - r) \ge 0"),
        ("proved", r"p^2 + r^2 \le 2"),
        ("proved", r"(s + 1) (2 - s) \ge 0"),
        ("proved", r"s^2 \le 4"),
        ("proved", r"y_i (1 - y_i) p \le y_i"),
        ("refuted", r"\frac{q}{p^2} - \frac{1 - q}{(1 - p)^2} > 0"),
        ("refuted", r"p + q - p q < \frac{3}{4}"),
        ("refuted", r"p + r - p r < p"),
        ("refuted", r"r^2 (1 - r) > 0"),
        ("refuted", r"(s + 1) (2 - s) > 0"),
        ("refuted", r"s^2 < 4"),
        ("refuted", r"y_i (1 - y_i) \ge p"),
    ],
)
def test_what_lies_between_two_ends(verdict, latex):
    ((claim, facts),) = links(BETWEEN, latex)
    assert decide(claim, facts).verdict == verdict


@pytest.mark.parametrize("latex", [r"p + r - p r < 1", r"r + p > 0", r"1 - r q > 0", r"s^2 < 4"])
def test_a_strict_inequality_at_a_closed_end(latex):
    ((claim, facts),) = links(BETWEEN, latex)
    proved = decide(claim, facts).verdict == "proved"
    assert proved == (latex in (r"r + p > 0", r"1 - r q > 0"))
