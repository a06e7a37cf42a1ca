"""Sums that a hypothesis gives a value: used where that very sum stands, and nowhere else."""

import pytest
from claims import claim

from eqproof.proof.decision import decide
from eqproof.proof.exact import prove

SOFTMAX = r"""
- $\mathbf{o} \in \mathbb{R}^{K}$, $\mathbf{y} \in [0, 1]^{K}$, $a, c, j, k \in \{1, \dots, K\}$
- $p_c := \frac{e^{o_c}}{\sum_{k=1}^{K} e^{o_k}}$
- $\ell := -\sum_{c=1}^{K} y_c \log p_c$
"""
TO_ONE = [r"\sum_{c=1}^{K} y_c = 1", r"\mathbf{1}^\top \mathbf{y} = 1", r"0 = 2 - \sum_k 2 y_k"]
WEIGHTS = r"""
- $P \in [0, 1]^{m \times K}$, $Q \in \mathbb{R}^{m \times m}$, $a \in \mathbb{R}$
- $\mathbf{x}, \mathbf{s} \in \mathbb{R}^{m}$, $\mathbf{v} \in \mathbb{R}^{K}$
- $i, j, n \in \{1, \dots, m\}$, $c, k \in \{1, \dots, K\}$
"""
ZERO = r"""
- $\mathbf{x} = (x_0, x_1, \dots, x_k)^\top \in \mathbb{R}^{k+1}$, $i \in \{0, \dots, k\}$
"""
PAIR = r"""
- $\mathbf{p}, \mathbf{q} \in (0, 1)^{K}$, $c, k \in \{1, \dots, K\}$
"""


def assume(given, *hypotheses):
    return given.strip() + "".join(f"\n- ${h}$" for h in hypotheses)


def lines(text):
    return [(line[0] == "T", line[2:].strip()) for line in text.strip().splitlines()]


def check(given, true, latex):
    link, facts = claim(given, latex)
    assert (prove(link, facts) is not None) is true
    assert decide(link, facts).verdict == ("proved" if true else "refuted")


@pytest.mark.parametrize(
    ("true", "latex"),
    lines(r"""
F \nabla_{\mathbf{o}} \ell = p - \mathbf{y}
T \nabla_{\mathbf{o}} \ell = (\mathbf{1}^\top \mathbf{y}) p - \mathbf{y}
F \ell = \log \sum_{k=1}^{K} e^{o_k} - \sum_{c=1}^{K} y_c o_c
F \sum_{c=1}^{K} \mathrm{d} y_c = 0
T \sum_{c=1}^{K} p_c = 1
"""),
)
def test_without_the_hypothesis_the_sum_stays(true, latex):
    check(SOFTMAX, true, latex)


@pytest.mark.parametrize("hypothesis", TO_ONE)
@pytest.mark.parametrize(
    ("true", "latex"),
    lines(r"""
T \nabla_{\mathbf{o}} \ell = p - \mathbf{y}
T \frac{\partial \ell}{\partial o_j} = p_j - y_j
F \frac{\partial \ell}{\partial o_j} = y_j - p_j
F \frac{\partial \ell}{\partial o_j} = p_j - y_k
T \ell = \log \sum_{k=1}^{K} e^{o_k} - \sum_{c=1}^{K} y_c o_c
T \sum_{k=1}^{K} a y_k = a
T \sum_{c=1}^{K} \sum_{j=1}^{K} y_c y_j = 1
T \sum_{k=1}^{K} (1 - y_k) = K - 1
T \sum_{c=1}^{K} \mathrm{d} y_c = 0
F \sum_{k=1}^{K} y_k^2 = 1
F \sum_{k=1}^{K-1} y_k = 1
F \sum_{k=1}^{K} y_k p_k = 1
F \sum_{c=1}^{K} y_c = 2
F \frac{\partial}{\partial y_j} \sum_{c=1}^{K} y_c = 0
"""),
)
def test_a_sum_that_is_one(hypothesis, true, latex):
    check(assume(SOFTMAX, hypothesis), true, latex)


@pytest.mark.parametrize("hypothesis", [r"\sum_{c=1}^{K} P_{ic} = 1", r"P \mathbf{1} = \mathbf{1}"])
@pytest.mark.parametrize(
    ("true", "latex"),
    lines(r"""
T \sum_{k=1}^{K} P_{jk} = 1
T \sum_{c=1}^{K} \sum_{i=1}^{m} P_{ic} x_i = \sum_{i=1}^{m} x_i
T \sum_{c=1}^{K} \sum_{i=1}^{m} P_{ic} (v_c - a) = \sum_{i=1}^{m} \sum_{c=1}^{K} P_{ic} v_c - m a
T \sum_{i=1}^{m} \sum_{c=1}^{K} \sum_{k=1}^{K} P_{ic} P_{ik} = m
T \sum_{c=1}^{K} \mathrm{d} P_{ic} = 0
F \sum_{i=1}^{m} P_{ic} = 1
F \sum_{c=1}^{K} P_{ic} v_c = 1
F \sum_{c=1}^{K} P_{ic} P_{jc} = 1
F \sum_{i=1}^{m} P_{ic} x_i = \sum_{i=1}^{m} x_i
F \sum_{i=1}^{m} \mathrm{d} P_{ic} = 0
"""),
)
def test_a_free_index_of_the_hypothesis_means_every_value(hypothesis, true, latex):
    check(assume(WEIGHTS, hypothesis), true, latex)


ROWS = r"\sum_{j=1}^{m} Q_{ij} = s_i"
MEAN = r"\frac{1}{m} \sum_{i=1}^{m} x_i = a"


@pytest.mark.parametrize(
    ("hypothesis", "true", "latex"),
    [
        (ROWS, True, r"\sum_{n=1}^{m} Q_{jn} = s_j"),
        (ROWS, True, r"\mathbf{x}^\top Q \mathbf{1} = \mathbf{x}^\top \mathbf{s}"),
        (ROWS, True, r"\sum_{n=1}^{m} \mathrm{d} Q_{jn} = \mathrm{d} s_j"),
        (ROWS, False, r"\mathbf{1}^\top Q \mathbf{x} = \mathbf{x}^\top \mathbf{s}"),
        (ROWS, False, r"\sum_{n=1}^{m} Q_{jn} = s_i"),
        (MEAN, True, r"\sum_{i=1}^{m} (x_i - a)^2 = \sum_{i=1}^{m} x_i^2 - m a^2"),
        (MEAN, True, r"\frac{\partial}{\partial x_i} \sum_{j=1}^{m} x_j = 1"),
        (MEAN, False, r"\sum_{i=1}^{m} (x_i - a)^2 = \sum_{i=1}^{m} x_i^2 - a^2"),
    ],
)
def test_a_sum_whose_value_has_names(hypothesis, true, latex):
    check(assume(WEIGHTS, hypothesis), true, latex)


JOINT = r"\sum_{i=1}^{m} \sum_{c=1}^{K} P_{ic} = 1"
FROM_ZERO = r"\sum_{i=0}^{k} x_i = 1"
EQUAL = r"\sum_{c=1}^{K} p_c = \sum_{k=1}^{K} q_k"


@pytest.mark.parametrize(
    ("given", "true", "latex"),
    [
        (assume(WEIGHTS, JOINT), True, r"\sum_{c=1}^{K} \sum_{i=1}^{m} a P_{ic} = a"),
        (assume(WEIGHTS, JOINT), False, r"\sum_{c=1}^{K} P_{ic} = 1"),
        (assume(ZERO, FROM_ZERO), True, r"\sum_{i=1}^{k} x_i = 1 - x_0"),
        (assume(ZERO, FROM_ZERO), False, r"\sum_{i=1}^{k} x_i = 1"),
        (assume(PAIR, EQUAL, r"\sum_k q_k = 1"), True, r"\sum_{c=1}^{K} p_c = 1"),
        (assume(PAIR, EQUAL), True, r"\sum_{c=1}^{K} (p_c - q_c) = 0"),
        (assume(PAIR, EQUAL), False, r"\sum_{c=1}^{K} p_c = 1"),
    ],
)
def test_sums_over_several_indices_from_zero_and_of_each_other(given, true, latex):
    check(given, true, latex)


ROUND = [
    (WEIGHTS, r"a \sum_{i=1}^{m} x_i = a", r"\sum_{i=1}^{m} x_i = 1"),
    (WEIGHTS, r"\sum_{i=1}^{m} x_i = (\sum_{i=1}^{m} x_i)^2", r"\sum_{i=1}^{m} x_i = 1"),
]


@pytest.mark.parametrize(("given", "hypothesis", "latex"), ROUND)
def test_what_cannot_be_solved_for_a_sum_proves_no_value_of_it(given, hypothesis, latex):
    link, facts = claim(assume(given, hypothesis), latex)
    assert not facts.sums
    assert prove(link, facts) is None


@pytest.mark.parametrize(
    ("true", "latex"),
    [(True, r"\sum_{j=1}^{m} (Q_{ij} - Q_{ji}) = 0"), (False, r"\sum_{j=1}^{m} Q_{ij} = 1")],
)
def test_a_sum_for_every_index_has_another_one_as_its_value(true, latex):
    check(assume(WEIGHTS, r"\sum_{j=1}^{m} Q_{ij} = \sum_{j=1}^{m} Q_{ji}"), true, latex)


def test_a_sum_in_which_another_runs_to_its_index_is_not_taken_first():
    # the exact side alone: with the inner sum inside, there is no sum of x over all k
    latex = r"\sum_{k=1}^{m} \sum_{j=1}^{k} x_k x_j = 0"
    link, facts = claim(assume(WEIGHTS, r"\sum_{i=1}^{m} x_i = 0"), latex)
    assert prove(link, facts) is None


def test_sums_that_run_to_different_indices_are_told_apart():
    both = r"\sum_{i=1}^{m} \sum_{j=1}^{m} \sum_{k=1}^{i} Q_{ij} x_k = "
    other = both + r"\sum_{i=1}^{m} \sum_{j=1}^{m} \sum_{k=1}^{j} Q_{ij} x_k"
    same = both + r"\sum_{p=1}^{m} \sum_{q=1}^{m} \sum_{r=1}^{p} x_r Q_{pq}"
    assert prove(*claim(WEIGHTS, other)) is None
    assert prove(*claim(WEIGHTS, same)) is not None


SIMPLEX = r"""
- $\mathbf{o} \in \mathbb{R}^{K}$, $\mathbf{t} \in \mathbb{R}_{>0}^{K}$, $\alpha \in [0, 1]$
- $\mathbf{y}, \mathbf{q} \in \Delta^{K-1}$, $c, k \in \{1, \dots, K\}$
- $p_c := \frac{e^{o_c}}{\sum_{k=1}^{K} e^{o_k}}$
- $\ell := -\sum_{c=1}^{K} y_c \log p_c$
"""


@pytest.mark.parametrize(
    ("true", "latex"),
    lines(r"""
T \nabla_{\mathbf{o}} \ell = p - \mathbf{y}
T \sum_{c=1}^{K} y_c = 1
T \sum_{c=1}^{K} (y_c - q_c) = 0
T \mathbf{y} \in [0, 1]^{K}
T p \in \Delta^{K-1}
T \alpha \mathbf{q} + (1 - \alpha) \mathbf{y} \in \Delta^{K-1}
F \nabla_{\mathbf{o}} \ell = \mathbf{y} - p
F \mathbf{y} \in (0, 1)^{K}
F \mathbf{y} = \mathbf{q}
F \mathbf{t} \in \Delta^{K-1}
F 2 p \in \Delta^{K-1}
F \mathbf{o} \in \Delta^{K-1}
F \alpha \mathbf{q} + \mathbf{y} \in \Delta^{K-1}
F 2 \mathbf{q} - \mathbf{y} \in \Delta^{K-1}
"""),
)
def test_the_probability_simplex(true, latex):
    check(SIMPLEX, true, latex)
