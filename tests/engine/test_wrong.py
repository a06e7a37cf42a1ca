"""Wrong derivations that people published, and the traps for checkers that pass them.

Each stands beside the right one, which must be proved, so that the setting is known to be sound.
A wrong one is refuted by a point, or refused when it is read; it is never proved. The list of all
known traps, each by its number, stands in ``test_pitfalls.py``.
"""

from dataclasses import dataclass

import pytest
from claims import claim, findings

from eqproof.proof.decision import decide
from eqproof.proof.exact import prove

ONE = r"""
- $y \in \{0, 1\}$, $z, c \in \mathbb{R}$
- $\sigma(t) := \frac{1}{1 + e^{-t}}$
- $\zeta(t) := \log(1 + e^t)$
- $p := \sigma(z)$
- $\ell := -(y \log p + (1 - y) \log(1 - p))$
"""
SOFT = ONE.replace(r"\{0, 1\}", "[0, 1]")
FREE = r"""
- $y, p \in (0, 1)$
- $\ell := -(y \log p + (1 - y) \log(1 - p))$
"""
SIGNED = r"""
- $s \in \{-1, 1\}$, $z \in \mathbb{R}$, $y := \frac{s + 1}{2}$
- $\sigma(t) := \frac{1}{1 + e^{-t}}$
- $p := \sigma(z)$
- $\ell := -(y \log p + (1 - y) \log(1 - p))$
"""
BATCH = r"""
- $X \in \mathbb{R}^{m \times d}$, $\mathbf{y} \in [0, 1]^{m}$, $\mathbf{w} \in \mathbb{R}^{d}$
- $b \in \mathbb{R}$, $\lambda \in \mathbb{R}_{>0}$
- $i \in \{1, \dots, m\}$, $j, l \in \{1, \dots, d\}$
- $\sigma(t) := \frac{1}{1 + e^{-t}}$
- $\mathbf{p} := \sigma(X \mathbf{w} + b)$
- $J := -\frac{1}{m} \sum_{i=1}^{m} (y_i \log p_i + (1 - y_i) \log(1 - p_i))$
"""
SQUARE = BATCH.replace("m \\times d", "m \\times m").replace("\\mathbb{R}^{d}", "\\mathbb{R}^{m}")
SQUARE = SQUARE.replace(r"\{1, \dots, d\}", r"\{1, \dots, m\}")
SOFTMAX = r"""
- $\mathbf{o} \in \mathbb{R}^{K}$, $\mathbf{y} \in \mathbb{R}^{K}$
- $k, c \in \{1, \dots, K\}$
- $p_c := \frac{e^{o_c}}{\sum_{k=1}^{K} e^{o_k}}$
- $L := -\sum_{k=1}^{K} y_k \log p_k$
"""
BIASED = r"""
- $\mathbf{w} = (w_0, w_1, \dots, w_k)^\top \in \mathbb{R}^{k+1}$
- $\mathbf{x} = (x_0, x_1, \dots, x_k)^\top \in \mathbb{R}^{k+1}$
- $x_0 = 1$
- $z := \mathbf{w}^\top \mathbf{x}$
"""


@dataclass(frozen=True)
class Case:
    """A wrong equation, the right one, and where they stand."""

    name: str
    given: str
    wrong: str
    right: str


CASES = [
    Case("W1 inner minus lost", FREE,
         r"\frac{\partial \ell}{\partial p} = -(\frac{y}{p} + \frac{1 - y}{1 - p})",
         r"\frac{\partial \ell}{\partial p} = -(\frac{y}{p} - \frac{1 - y}{1 - p})"),
    Case("W2 bracket lost", FREE,
         r"\ell = -y \log p + (1 - y) \log(1 - p)",
         r"\ell = -y \log p - (1 - y) \log(1 - p)"),
    Case("W3 logarithm of 1 only", FREE,
         r"\ell = -(y \log p + (1 - y) (\log(1) - p))",
         r"\ell = -(y \log p + (1 - y) (\log(1) + \log(1 - p)))"),
    Case("W4 no minus", ONE, r"\ell = y z - \zeta(z)", r"\ell = \zeta(z) - y z"),
    Case("W5 sigma' twice", ONE,
         r"\frac{\partial \ell}{\partial z} = (p - y) \sigma'(z)",
         r"\frac{\partial \ell}{\partial z} = p - y"),
    Case("W6 sigma' of the logit", ONE, r"\sigma'(z) = z (1 - z)", r"\sigma'(z) = p (1 - p)"),
    Case("W7 inner derivative lost", SQUARE,
         r"\frac{\partial J}{\partial \mathbf{w}} = \mathbf{p} - \mathbf{y}",
         r"\frac{\partial J}{\partial \mathbf{w}} = \frac{1}{m} X^\top (\mathbf{p} - \mathbf{y})"),
    Case("W8 1/m lost", BATCH,
         r"\frac{\partial J}{\partial w_j} = \sum_{i=1}^{m} (p_i - y_i) X_{ij}",
         r"\frac{\partial J}{\partial w_j} = \frac{1}{m} \sum_{i=1}^{m} (p_i - y_i) X_{ij}"),
    Case("W9 global sign", BATCH,
         r"\frac{\partial J}{\partial w_j} = -\frac{1}{m} \sum_{i=1}^{m} (p_i - y_i) X_{ij}",
         r"\frac{\partial J}{\partial w_j} = -\frac{1}{m} \sum_{i=1}^{m} (y_i - p_i) X_{ij}"),
    Case("W12 fits when square", SQUARE,
         r"\frac{\partial J}{\partial \mathbf{w}} = \frac{1}{m} X (\mathbf{p} - \mathbf{y})",
         r"\frac{\partial J}{\partial \mathbf{w}} = \frac{1}{m} X^\top (\mathbf{p} - \mathbf{y})"),
    Case("W14 bias frozen", BIASED,
         r"\frac{\partial z}{\partial w_0} = 0", r"\frac{\partial z}{\partial w_0} = 1"),
    Case("W17 product of sums", BATCH,
         r"\sum_{i=1}^{m} y_i p_i = (\sum_{i=1}^{m} y_i) (\sum_{i=1}^{m} p_i)",
         r"\sum_{i=1}^{m} y_i p_i = \mathbf{y}^\top \mathbf{p}"),
    Case("W18 one entry for the mean", BATCH,
         r"\frac{\partial J}{\partial b} = \frac{1}{m} (p_1 - y_1)",
         r"\frac{\partial J}{\partial b} = \frac{1}{m} \mathbf{1}^\top (\mathbf{p} - \mathbf{y})"),
    Case("W19 labels 0 and 1 in the signed form", ONE,
         r"\ell = \log(1 + e^{-y z})", r"\ell = \log(1 + e^{-(2 y - 1) z})"),
    Case("W19 soft labels in the signed form", SOFT,
         r"\ell = \log(1 + e^{-(2 y - 1) z})", r"\ell = \zeta(z) - y z"),
    Case("W20 labels -1 and 1 in the plain form", SIGNED,
         r"\log(1 + e^{-s z}) = -(s \log p + (1 - s) \log(1 - p))",
         r"\log(1 + e^{-s z}) = -(y \log p + (1 - y) \log(1 - p))"),
    Case("W21 weights of the signed labels", SIGNED,
         r"\ell = -(s \log p + (-1 - s) \log(1 - p))",
         r"\ell = -(\frac{1 + s}{2} \log p + \frac{1 - s}{2} \log(1 - p))"),
    Case("W22 divergence turned round", FREE,
         r"p \log \frac{p}{y} + (1 - p) \log \frac{1 - p}{1 - y}"
         r" = \ell + y \log y + (1 - y) \log(1 - y)",
         r"y \log \frac{y}{p} + (1 - y) \log \frac{1 - y}{1 - p}"
         r" = \ell + y \log y + (1 - y) \log(1 - y)"),
    Case("W23 stray label in the Hessian", BATCH,
         r"\frac{\partial^2 J}{\partial w_j^2}"
         r" = \frac{1}{m} \sum_{i=1}^{m} p_i (1 - p_i) y_i X_{ij}^2",
         r"\frac{\partial^2 J}{\partial w_j^2}"
         r" = \frac{1}{m} \sum_{i=1}^{m} p_i (1 - p_i) X_{ij}^2"),
    Case("W24 quotient rule added", ONE,
         r"\sigma'(z) = \frac{e^{-z} + 2 e^{-2 z}}{(1 + e^{-z})^2}",
         r"\sigma'(z) = \frac{e^{-z}}{(1 + e^{-z})^2}"),
    Case("W26 Hessian with the other sign", BATCH,
         r"\frac{\partial^2 J}{\partial w_j \partial w_l}"
         r" = -\frac{1}{m} \sum_{i=1}^{m} p_i (1 - p_i) X_{ij} X_{il}",
         r"\frac{\partial^2 J}{\partial w_j \partial w_l}"
         r" = \frac{1}{m} \sum_{i=1}^{m} p_i (1 - p_i) X_{ij} X_{il}"),
    Case("W30 the wrong logarithm", ONE,
         r"10^9 \log \frac{1}{2} \approx -301029995.6",
         r"10^9 \log \frac{1}{2} \approx -693147180.6"),
    Case("W31 base 2 with the gradient of base e", FREE.replace(r"\log", r"\log_2"),
         r"\frac{\partial \ell}{\partial p} = \frac{p - y}{p (1 - p)}",
         r"\frac{\partial \ell}{\partial p} = \frac{p - y}{p (1 - p) \log 2}"),
    Case("W33 sigmoid twice", ONE,
         r"\ell = \zeta(p) - y p", r"\ell = \zeta(z) - y z"),
    Case("W35 epsilon in the logarithm", FREE,
         r"\log(p + 0.00000001) = \log p", r"\log(p + 0.00000001 \cdot 0) = \log p"),
    Case("W37 index lost", SOFTMAX,
         r"\frac{\partial L}{\partial o_c} = \sum_{k=1}^{K} p_k y_k - y_c",
         r"\frac{\partial L}{\partial o_c} = p_c \sum_{k=1}^{K} y_k - y_c"),
    Case("W38 logits in the Jacobian", SOFTMAX,
         r"\frac{\partial p_c}{\partial o_c} = o_c (1 - o_c)",
         r"\frac{\partial p_c}{\partial o_c} = p_c (1 - p_c)"),
    Case("W39 diagonal only", SOFTMAX,
         r"\frac{\partial L}{\partial o_c} = -y_c (1 - p_c)",
         r"\frac{\partial L}{\partial o_c} = p_c \sum_{k=1}^{K} y_k - y_c"),
    Case("W40 labels that do not sum to 1", SOFTMAX,
         r"\frac{\partial L}{\partial o_c} = p_c - y_c",
         r"\frac{\partial L}{\partial o_c} = \sum_{k=1}^{K} y_k p_c - y_c"),
    Case("trap 10 product in the other order", SQUARE,
         r"X \mathbf{w} = X^\top \mathbf{w}", r"X \mathbf{w} = (\mathbf{w}^\top X^\top)^\top"),
    Case("trap 11 right for two classes", SOFTMAX,
         r"\frac{\partial p_k}{\partial o_c}"
         r" = (2 \frac{\partial o_k}{\partial o_c} - 1) p_c (1 - p_c)",
         r"\frac{\partial p_k}{\partial o_c} = p_k (\frac{\partial o_k}{\partial o_c} - p_c)"),
    Case("trap 13 numbers that are nearly the same", ONE,
         r"2^{-99} = 2^{-98}", r"2^{-99} = \frac{1}{2} \cdot 2^{-98}"),
    Case("trap 13 a tiny factor", ONE, r"10^{-12} c = 0", r"10^{-12} c = \frac{c}{10^{12}}"),
    Case("trap 14 saturated", ONE,
         r"(p - y) p (1 - p) = -(p - y) p (1 - p)", r"(p - y) p (1 - p) = -(y - p) p (1 - p)"),
    Case("erratum: no bias in the update", BATCH,
         r"X \mathbf{w} - \mathbf{y} = X \mathbf{w} + b \mathbf{1} - \mathbf{y}",
         r"X \mathbf{w} + b - \mathbf{y} = X \mathbf{w} + b \mathbf{1} - \mathbf{y}"),
    Case("erratum: factors of a Taylor step", ONE,
         r"z^2 + 2 z + 1 = 2 (z + 1)^2", r"z^2 + 2 z + 1 = (z + 1)^2"),
    Case("erratum: superfluous transpose", BATCH,
         r"\mathbf{y}^\top \mathbf{p} = \frac{1}{m} \sum_{i=1}^{m} y_i p_i",
         r"\mathbf{y}^\top \mathbf{p} = \mathbf{p}^\top \mathbf{y}"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_wrong_is_refuted_and_right_is_proved(case):
    wrong, facts = claim(case.given, case.wrong)
    assert prove(wrong, facts) is None
    assert decide(wrong, facts).verdict == "refuted"
    right, facts = claim(case.given, case.right)
    assert decide(right, facts).verdict == "proved"


REFUSED = [
    ("W2 index left free", BATCH.replace("i, ", ""), "unbracketed-scope",
     r"J = -\frac{1}{m} \sum_{k=1}^{m} y_k \log p_k + (1 - y_k) \log(1 - p_k)"),
    ("W7 shapes", BATCH, "shape-mismatch",
     r"\frac{\partial J}{\partial \mathbf{w}} = \mathbf{p} - \mathbf{y}"),
    ("W10 too many terms", BATCH, "undefined-in-domain",
     r"\sum_{k=0}^{m} y_k = \sum_{k=0}^{m} y_k + 0"),
    ("W12 only one order fits", BATCH, "shape-mismatch",
     r"\frac{\partial J}{\partial \mathbf{w}} = \frac{1}{m} X (\mathbf{p} - \mathbf{y})"),
    ("W16 a column less a row", BATCH, "shape-mismatch",
     r"\mathbf{p} - \mathbf{y}^\top = \mathbf{p} - \mathbf{y}"),
    ("W18 a column for its mean", BATCH, "shape-mismatch",
     r"\frac{\partial J}{\partial b} = \frac{1}{m} (\mathbf{p} - \mathbf{y})"),
    ("W32 matrix product for the entries", BATCH, "shape-mismatch",
     r"\mathbf{p}^\top (\mathbf{1} - \mathbf{p}) = \mathbf{p} \odot (\mathbf{1} - \mathbf{p})"),
    ("trap 2 an excluded point", ONE, "undefined-in-domain", r"\frac{z^2 - 1}{z - 1} = z + 1"),
    ("trap 16 no value anywhere", ONE, "undefined-in-domain",
     r"\log(-z^2 - 1) = \log(-z^2 - 2)"),
    ("trap 17 zero times infinity", FREE.replace("(0, 1)", "[0, 1]"),
     "undefined-in-domain", r"\ell = -(y \log p + (1 - y) \log(1 - p)) + 0"),
    ("trap 18 says nothing", ONE, "vacuous", r"z + 1 = z + 1"),
    ("trap 7 nothing says what it is", ONE, "undefined-derivative",
     r"\frac{\partial c}{\partial z} = 0"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "given", "code", "latex"), REFUSED, ids=lambda v: v[:20])
def test_what_says_nothing_definite_is_refused(name, given, code, latex):
    assert [found.code for found in findings(given, latex)] == [code], name


def test_a_chain_with_a_wrong_middle_is_refused_at_both_its_links():
    latex = r"\sigma'(z) = \frac{e^{-z}}{1 + e^{-z}} = p (1 - p)"
    assert [found.code for found in findings(ONE, latex)] == ["sides-differ", "sides-differ"]
