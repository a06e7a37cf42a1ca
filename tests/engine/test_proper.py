"""Sums of fractions in their second normal form: the same values, equal where they are equal."""

import math
from itertools import product
from random import Random

import pytest
import sympy as sp
from claims import claim

from eqproof.exact.meaning import entry
from eqproof.exact.terms import Exp, Log, Total
from eqproof.proof.algebra import normal
from eqproof.proof.decision import decide
from eqproof.proof.exact import prove
from eqproof.proof.proper import with_proper_sums
from eqproof.proof.zero import prove_zero

GIVEN = r"""
- $\mathbf{z}, \mathbf{x} \in \mathbb{R}^{m}$, $\mathbf{u} \in \mathbb{R}_{>0}^{m}$
- $a \in \mathbb{R}_{>0}$
- $Z \in \mathbb{R}^{m \times K}$, $\mathbf{y} \in \{0, 1\}^{m}$, $\mathbf{s} \in \{-1, 1\}^{m}$
- $i, j \in \{1, \dots, m\}$, $c, k \in \{1, \dots, K\}$
- $\sigma(t) := \frac{1}{1 + e^{-t}}$
- $P_{ic} := \frac{e^{Z_{ic}}}{\sum_{k=1}^{K} e^{Z_{ik}}}$
"""
SIZES = {"m": 3, "K": 2}


def value(e, places, random, drawn):
    """Return the value of a scalar expression; entries are drawn once, by name and place."""

    def inside(part):
        return value(part, places, random, drawn)

    match e:
        case sp.Number():
            return float(e)
        case Total():
            total = 0.0
            numbers = [range(1, SIZES[str(n)] + 1) for _, n in e.ranges]
            for place in product(*numbers):
                at = {i: p for (i, _), p in zip(e.ranges, place, strict=True)}
                total += value(e.body, places | at, random, drawn)
            return total
        case sp.Indexed():
            name = str(e.base.label)
            key = (name, *(int(inside(i)) for i in e.indices))
            choices = {r"\mathbf{y}": [0, 1], r"\mathbf{s}": [-1, 1]}
            if key not in drawn:
                drawn[key] = random.choice(choices.get(name, [0.3, 0.5, 0.8, 1.1, 1.7, 2.3]))
            return drawn[key]
        case sp.Symbol() if e in places:
            return places[e]
        case sp.Symbol() if str(e) in SIZES:
            return SIZES[str(e)]
        case sp.Symbol():
            return 1.3
        case Exp() | Log():
            return (math.exp if isinstance(e, Exp) else math.log)(inside(e.args[0]))
        case sp.Add():
            return sum(map(inside, e.args))
        case sp.Mul():
            return math.prod(map(inside, e.args))
        case sp.Pow():
            return inside(e.base) ** inside(e.exp)
    raise TypeError(e)


FORMULAS = [
    r"\sum_{i=1}^{m} \sigma(z_i)",
    r"\sum_{i=1}^{m} x_i \sigma(z_i)^2 (1 - \sigma(z_i))",
    r"\sum_{i=1}^{m} \frac{u_i^3 + x_i}{(1 + u_i)^2 (2 + u_i)}",
    r"\sum_{i=1}^{m} \frac{u_i}{a u_i + 1} + \sum_{i=1}^{m} \frac{u_i}{u_i + a}",
    r"\sum_{i=1}^{m} \frac{u_i}{u_i + \sum_{j=1}^{m} u_j}",
    r"\sum_{i=1}^{m} \sum_{j=1}^{m} \sigma(z_i) \sigma(-z_j) x_j",
    r"\sum_{i=1}^{m} \sum_{j=1}^{m} \frac{u_i}{u_i + u_j}",
    r"\sum_{i=1}^{m} \sum_{c=1}^{K} x_i P_{ic}",
    r"\sum_{c=1}^{K} \sum_{i=1}^{m} x_i P_{ic}^2",
    r"\sum_{c=1}^{K} (\sum_{i=1}^{m} x_i P_{ic})^2",
    r"\sum_{i=1}^{m} \sum_{c=1}^{K} \sum_{k=1}^{K} x_i P_{ic} P_{ik} Z_{ic}",
    r"\log \sum_{i=1}^{m} \sigma(z_i) + e^{\sum_{i=1}^{m} x_i \sigma(z_i)}",
    r"\sum_{i=1}^{m} \frac{y_i^3 x_i + s_i^4}{1 + u_i s_i^2}",
    r"\frac{\sum_{i=1}^{m} u_i \sigma(z_i)}{\sum_{i=1}^{m} u_i \sigma(-z_i)}",
]


@pytest.mark.parametrize("latex", FORMULAS)
def test_the_value_stays_the_same(latex):
    link, facts = claim(GIVEN, latex + " = 0")
    normalised = normal(entry(link.left, facts.frame()), facts)
    proper = with_proper_sums(normalised, facts)
    again = normal(proper, facts)
    for seed in range(3):
        drawn: dict = {}
        values = [value(e, {}, Random(seed), drawn) for e in (normalised, proper, again)]
        assert values[1:] == pytest.approx(values[:1] * 2)


def test_what_has_no_sum_is_left_alone():
    _, facts = claim(GIVEN, "1 = 1")
    x = sp.Symbol("x", real=True)
    assert with_proper_sums(x / (1 + x), facts) == x / (1 + x)
    assert prove_zero(x / (1 + x) - 1, facts) is None


LINKS = r"""
T (\sum_{i=1}^{m} \sigma(z_i)) (\sum_{j=1}^{m} x_j) + (\sum_{i=1}^{m} \sigma(-z_i)) (\sum_{j=1}^{m} x_j) = m \sum_{j=1}^{m} x_j
T (\sum_{i=1}^{m} \sigma(z_i))^2 = (m - \sum_{i=1}^{m} \sigma(-z_i))^2
F (\sum_{i=1}^{m} \sigma(z_i))^2 = m^2 - (\sum_{i=1}^{m} \sigma(-z_i))^2
T \sum_{i=1}^{m} \sum_{j=1}^{m} \sigma(z_i) \sigma(-z_j) = m \sum_{i=1}^{m} \sigma(z_i) - (\sum_{i=1}^{m} \sigma(z_i))^2
F \sum_{i=1}^{m} \sum_{j=1}^{m} \sigma(z_i) \sigma(-z_j) = m \sum_{i=1}^{m} \sigma(z_i) - \sum_{i=1}^{m} \sigma(z_i)^2
T e^{\sum_{i=1}^{m} \sigma(z_i)} = e^{m} e^{-\sum_{i=1}^{m} \sigma(-z_i)}
F e^{\sum_{i=1}^{m} \sigma(z_i)} = e^{-\sum_{i=1}^{m} \sigma(-z_i)}
T \sigma(\sum_{i=1}^{m} \sigma(z_i)) = 1 - \sigma(\sum_{i=1}^{m} \sigma(-z_i) - m)
T \sum_{i=1}^{m} \frac{u_i}{u_i + \sum_{j=1}^{m} u_j} = m - \sum_{i=1}^{m} \frac{\sum_{j=1}^{m} u_j}{u_i + \sum_{j=1}^{m} u_j}
F \sum_{i=1}^{m} \frac{u_i}{u_i + \sum_{j=1}^{m} u_j} = 1
T \sum_{c=1}^{K} \sum_{i=1}^{m} x_i P_{ic} = \sum_{i=1}^{m} x_i
F \sum_{c=1}^{K} \sum_{i=1}^{m} x_i P_{ic} Z_{ic} = \sum_{i=1}^{m} x_i
F \sum_{i=1}^{m} P_{ic} = 1
F \sum_{c=1}^{K} \sum_{i=1}^{m} x_i P_{ic} P_{ik} = \sum_{i=1}^{m} x_i
T \sum_{c=1}^{K} \sum_{i=1}^{m} x_i P_{ic} P_{ik} = \sum_{i=1}^{m} x_i P_{ik}
T (\sum_{i=1}^{m} y_i^2) (\sum_{i=1}^{m} s_i^2) = m \sum_{i=1}^{m} y_i
F (\sum_{i=1}^{m} y_i^2) (\sum_{i=1}^{m} s_i) = m \sum_{i=1}^{m} y_i
F \sum_{i=1}^{m} y_i^2 = (\sum_{i=1}^{m} y_i)^2
T \sum_{i=1}^{m} \log(1 + e^{(1 - 2 y_i) \sum_{c=1}^{K} Z_{ic}}) = \sum_{i=1}^{m} (\log(1 + e^{\sum_{c=1}^{K} Z_{ic}}) - y_i \sum_{c=1}^{K} Z_{ic})
F \sum_{i=1}^{m} \log(1 + e^{(2 y_i - 1) \sum_{c=1}^{K} Z_{ic}}) = \sum_{i=1}^{m} (\log(1 + e^{\sum_{c=1}^{K} Z_{ic}}) - y_i \sum_{c=1}^{K} Z_{ic})
"""  # noqa: E501  (a link a line)


@pytest.mark.parametrize("line", LINKS.strip().splitlines())
def test_links(line):
    link, facts = claim(GIVEN, line[2:])
    assert (prove(link, facts) is not None) is line.startswith("T")
    assert decide(link, facts).verdict == ("proved" if line.startswith("T") else "refuted")
