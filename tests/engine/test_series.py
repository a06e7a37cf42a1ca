"""Sums without end: proved where they are of powers, and only where they converge."""

import pytest
from claims import claim, findings
from reads import read, refused

from eqproof.latex.nodes import Name, Number, Power, Series
from eqproof.latex.plain import plain
from eqproof.latex.printer import to_latex
from eqproof.proof.decision import decide

GIVEN = r"""
- $x \in (-1, 1)$, $p, q \in (0, 1)$, $y \in \mathbb{R}$, $g \in [0, 1)$, $r, t \in \mathbb{R}_{>0}$
- $a \in \mathbb{R}^{n}$
"""
TRUE = r"""
\sum_{n=0}^{\infty} x^n = \frac{1}{1 - x}
\sum_{k=0}^{\infty} g^k r = \frac{r}{1 - g}
\sum_{k=1}^{\infty} x^k = \frac{x}{1 - x}
\sum_{k=3}^{\infty} x^k = \frac{x^3}{1 - x}
\sum_{k=1}^{\infty} k x^{k-1} = \frac{1}{(1 - x)^2}
\sum_{k=1}^{\infty} k p (1 - p)^{k-1} = \frac{1}{p}
\sum_{k=1}^{\infty} k^2 p (1 - p)^{k-1} = \frac{2 - p}{p^2}
\sum_{k=1}^{\infty} \frac{x^k}{k} = -\log(1 - x)
\sum_{k=1}^{\infty} \frac{(-1)^{k+1}}{k} x^k = \log(1 + x)
\sum_{k=0}^{\infty} (-1)^k x^{2 k} = \frac{1}{1 + x^2}
\sum_{k=0}^{\infty} \frac{1}{2^k} = 2
\sum_{k=0}^{\infty} e^{-t k} = \frac{1}{1 - e^{-t}}
\frac{\partial}{\partial x} \sum_{n=0}^{\infty} x^n = \frac{1}{(1 - x)^2}
\sum_{k=0}^{\infty} (x^k + p^k) = \frac{1}{1 - x} + \frac{1}{1 - p}
\sum_{n=0}^{\infty} x^n = 1 + x \sum_{m=0}^{\infty} x^m
""".strip().splitlines()


def test_a_sum_without_end_has_its_own_node():
    power = Power(Name("x"), Name("k"))
    for latex in (
        r"\sum_{k=2}^{\infty} x^k",
        r"\sum_{k=2}^\infty x^k",
        r"\sum_{k=2}^{+\infty} x^k",
    ):
        assert read(latex) == Series(power, "k", Number("2"))
    assert read(to_latex(Series(power, "k", Number("2")))) == Series(power, "k", Number("2"))
    assert plain(Series(power, "k", Number("2"))) == "the sum for k from 2 to ∞ of x^k"


@pytest.mark.parametrize(
    ("code", "latex"),
    [
        ("unsupported", r"\prod_{k=1}^{⟦\infty⟧} x^k"),
        ("unsupported", r"\sum_{k=1}^{2 ⟦\infty⟧} x^k"),
        ("unsupported", r"\sum_{⟦k=1, k \ne 2⟧}^{\infty} x^k"),
    ],
)
def test_what_has_no_end_and_is_not_read(code, latex):
    refused(code, latex)


@pytest.mark.parametrize("latex", TRUE)
def test_true_links_are_proved(latex):
    assert decide(*claim(GIVEN, latex)).verdict == "proved"


@pytest.mark.parametrize(
    "latex",
    r"""
\sum_{k=1}^{\infty} x^k = \frac{1}{1 - x}
\sum_{k=1}^{\infty} k x^k = \frac{1}{(1 - x)^2}
\sum_{k=1}^{\infty} \frac{x^k}{k} = \log(1 - x)
\sum_{k=0}^{\infty} \frac{1}{2^k} = 1
\sum_{k=0}^{\infty} p^k q^k = \frac{1}{(1 - p) (1 - q)}
""".strip().splitlines(),
)
def test_false_links_are_refuted(latex):
    assert decide(*claim(GIVEN, latex)).verdict == "refuted"


@pytest.mark.parametrize(
    ("verdict", "latex"),
    [
        ("undefined", r"\sum_{k=0}^{\infty} y^k = \frac{1}{1 - y}"),
        ("undefined", r"\sum_{k=0}^{\infty} (-1)^k = \frac{1}{2}"),
        ("undecided", r"\sum_{k=0}^{\infty} (x + p)^k = \frac{1}{1 - x - p}"),
        ("undecided", r"\sum_{k=1}^{\infty} \frac{1}{k^2} = \frac{\pi^2}{6}"),
        ("undecided", r"\sum_{k=1}^{\infty} \frac{1}{k} = 9"),
    ],
)
def test_what_is_not_known_to_converge_is_never_proved(verdict, latex):
    found = decide(*claim(GIVEN, latex)).verdict
    assert found in (verdict, "undefined", "undecided")


@pytest.mark.parametrize(
    ("code", "latex"),
    [
        ("unbracketed-scope", r"\sum_{k=0}^{\infty} x^k + k = 1"),
        ("shape-mismatch", r"\sum_{k=0}^{\infty} x^k a = a"),
        ("unknown-symbol", r"\sum_{k=0}^{\infty} x^k = k"),
    ],
)
def test_what_does_not_fit(code, latex):
    assert [found.code for found in findings(GIVEN, latex)][:1] == [code]
