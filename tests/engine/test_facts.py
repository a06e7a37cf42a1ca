"""What hypotheses and domains allow, and what they must not be taken to say."""

import pytest
import sympy as sp
from claims import claim

from eqproof.exact.terms import Ranged, dimension
from eqproof.notation.symbols import Finite, Interval
from eqproof.proof.decision import decide
from eqproof.proof.exact import prove

NAMES = r"""
- $p \in \{0, 1\}$, $q \in (0, 1)$, $\mathbf{w} \in \{0, 1\}^{m}$
"""


def facts(given):
    return claim(given, "1 + 1 = 2")[1]


def test_a_domain_is_that_of_a_name_and_of_nothing_that_looks_like_it():
    found = facts(NAMES)
    count = dimension("m")
    assert found.domain(sp.Symbol("p", real=True)) == Finite((0, 1))
    entry = sp.IndexedBase(r"\mathbf{w}", real=True)[Ranged.make("i", count)]
    assert found.domain(entry) == Finite((0, 1))
    for other in (Ranged.make("p", count), Ranged.make("q", count), sp.Dummy("p", real=True)):
        assert found.domain(other) == Interval()
    assert found.domain(dimension("p")) == Interval()
    assert found.domain(sp.Symbol("p")) == Interval()


EQUAL = "- $a, b, c \\in \\mathbb{R}$\n- $a = b$\n- $b = a$"
SUMS = "- $a, b, c \\in \\mathbb{R}$\n- $a = b + c$\n- $b = a - c$"
CHAINED = "- $a, b, c \\in \\mathbb{R}$\n- $a = b + 1$\n- $b = c + 1$"
ENTRIES = r"""
- $\mathbf{x}, \mathbf{y} \in \mathbb{R}^{m}$, $i, j \in \{1, \dots, m\}$
- $x_i = 2$
- $\mathbf{y} = \mathbf{x}$
"""
NUMBERED = r"""
- $\mathbf{x} = (x_0, x_1, \dots, x_k)^\top \in \mathbb{R}^{k+1}$, $i, j \in \{0, \dots, k\}$
- $x_0 = 1$
"""
TIED = r"""
- $w, x, z, c \in \mathbb{R}$
- $z = w x$
"""
HELD = r"""
- $x, y \in \mathbb{R}$
- $\mathrm{d} y = 0$
"""


@pytest.mark.parametrize(
    ("given", "latex", "proved"),
    [
        (EQUAL, "a^2 = b^2", True),
        (EQUAL, "a = c", False),
        (EQUAL, "a - b > 0", False),
        (SUMS, "a^2 = (b + c)^2", True),
        (SUMS, "a = c", False),
        (CHAINED, "a = c + 2", True),
        (CHAINED, "a = c + 1", False),
        (ENTRIES, "x_1 = 3", False),
        (ENTRIES, r"\sum_{i=1}^{m} x_i = 2 + m", False),
        (NUMBERED, r"\sum_{i=0}^{k} x_i = 1 + \sum_{i=1}^{k} x_i", True),
        (NUMBERED, r"\frac{\partial}{\partial x_0} x_0^2 = 2", True),
        (NUMBERED, r"\nabla_{\mathbf{x}} (\mathbf{x}^\top \mathbf{x}) = 2 \mathbf{x}", True),
        (NUMBERED, "x_i = 1", False),
        (NUMBERED, "x_1 = 1", False),
        (NUMBERED, r"\sum_{i=0}^{k} x_i = k + 1", False),
        (NUMBERED, r"\frac{\partial x_i}{\partial x_0} = 0", False),
        (TIED, "z^2 = w^2 x^2", True),
        (TIED, r"\frac{\partial}{\partial w} e^z = 0", False),
        (TIED, r"\frac{\partial}{\partial w} (z + w x) = x", False),
        (TIED, r"\frac{\partial}{\partial z} (w x) = 0", False),
        (TIED, r"\frac{\partial}{\partial w} (w x) = x", True),
        (TIED, r"\frac{\partial}{\partial c} (c z) = z", True),
        (HELD, r"\mathrm{d} (x y) = y\, \mathrm{d} x", True),
        (HELD, r"\mathrm{d} (x y) = 0", False),
        (HELD, r"\mathrm{d} (x y) = x\, \mathrm{d} x", False),
        (HELD, r"\frac{\partial}{\partial y} (x y) = x", True),
        (HELD, r"\frac{\partial}{\partial y} (x y) = 0", False),
    ],
)
def test_hypotheses_are_used_as_they_are_meant(given, latex, proved):
    link, known = claim(given, latex)
    assert (prove(link, known) is not None) is proved
    assert (decide(link, known).verdict == "proved") is proved


def test_values_never_lead_back_to_their_own_symbol():
    for given in (EQUAL, SUMS, CHAINED):
        values = facts(given).values
        for start in values:
            expression = start
            for _ in range(len(values) + 1):
                expression = expression.xreplace(values)
            assert not expression.has(start)
