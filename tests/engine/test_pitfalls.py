"""What other checkers fall for, and errors that real pages published, each by its name.

``pitfall-NN`` are 27 ways to pass a wrong equation or to refuse a right one; ``erratum`` are slips
found in public texts and notebooks, restated here in the notation of this project. Each wrong form
stands beside the right one, which is proved, so that the setting is known to be sound. More of the
same kind stand in ``test_wrong.py``.
"""

from dataclasses import dataclass

import pytest
from claims import claim, findings, page
from test_wrong import BATCH, FREE, ONE, SIGNED, SOFT, SOFTMAX, SQUARE

from eqproof import deciding
from eqproof.check import check_pages
from eqproof.proof.budget import TimeUp
from eqproof.proof.decision import decide
from eqproof.proof.exact import prove
from eqproof.run import check_paths
from eqproof.source import Source

REAL = r"""
- $a, b, x \in \mathbb{R}$, $u, v \in \mathbb{R}_{>0}$, $y, \hat{y} \in (0, 1)$
- $\sigma(t) := \frac{1}{1 + e^{-t}}$
"""
ONE_HOT = SOFTMAX + r"- $\sum_{k=1}^{K} y_k = 1$"
LAYER = r"""
- $W \in \mathbb{R}^{n \times n}$, $X \in \mathbb{R}^{n \times n}$
- $\boldsymbol{\delta}, \mathbf{x} \in \mathbb{R}^{n}$
"""
RIDGE = r"""
- $X \in \mathbb{R}^{m \times d}$, $W \in \mathbb{R}^{d \times k}$, $Y \in \mathbb{R}^{m \times k}$
- $\lambda \in \mathbb{R}_{>0}$
- $R := \operatorname{tr}((X W - Y)^\top (X W - Y)) + \lambda \operatorname{tr}(W^\top W)$
"""
HINGE = r"- $x \in \mathbb{R}$"
LABELS = r"""
- $F \in \mathbb{R}^{m \times K}$, $Y \in \{0, 1\}^{m \times K}$
- $i \in \{1, \dots, m\}$, $j \in \{1, \dots, K\}$
- $\sigma(t) := \frac{1}{1 + e^{-t}}$
- $J := -\sum_{k=1}^{m} \sum_{l=1}^{K} (Y_{kl} \log \sigma(F_{kl}) +
  (1 - Y_{kl}) \log(1 - \sigma(F_{kl})))$
"""
DENSE = r"""
- $X \in \mathbb{R}^{n \times d}$, $W \in \mathbb{R}^{d \times q}$, $\mathbf{b} \in \mathbb{R}^{q}$
- $O := X W + \mathbf{1} \mathbf{b}^\top$
"""
STEPS = r"""
- $x, a, b \in \mathbb{R}$, $h := \tanh(a x)$, $o := \tanh(b h)$
"""
JOINT = r"""
- $P \in (0, 1)^{m \times n}$, $i \in \{1, \dots, m\}$, $j \in \{1, \dots, n\}$
- $q_i := \sum_{k=1}^{n} P_{ik}$, $r_j := \sum_{k=1}^{m} P_{kj}$
- $G := \sum_{i=1}^{m} \sum_{j=1}^{n} P_{ij} (\log P_{ij} - \log q_i - \log r_j)$
"""
PRODUCT = r"""
- $A \in \mathbb{R}^{m \times n}$, $B \in \mathbb{R}^{n \times d}$, $C := A B$
- $i \in \{1, \dots, m\}$, $j \in \{1, \dots, d\}$
- $\mathbf{b}, \mathbf{c} \in \mathbb{R}^{n}$, $s := \mathbf{b}^\top \mathbf{c}$
"""
SQUARED = r"""
- $o, t \in \mathbb{R}$, $E := \frac{1}{2} (o - t)^2$
"""


@dataclass(frozen=True)
class Case:
    """A wrong formula, which is refuted or refused with a *code*, and the right one."""

    name: str
    given: str
    wrong: str
    right: str
    right_given: str = ""
    code: str = ""


CASES = [
    Case("pitfall-01-branch-cuts", REAL, r"\log(a b) = \log a + \log b",
         r"\log(u v) = \log u + \log v", code="undefined-in-domain"),
    Case("pitfall-01-square-of-a-root", REAL, r"\log(a^2 + 1) = 2 \log(a + 1)",
         r"\log((u + 1)^2) = 2 \log(u + 1)"),
    Case("pitfall-02-domain-grows", REAL, r"\frac{x^2 - 1}{x - 1} = x + 1",
         r"\frac{u^2 + u}{u} = u + 1", code="undefined-in-domain"),
    Case("pitfall-03-soft-labels-in-the-signed-form", SOFT,
         r"\ell = \log(1 + e^{-(2 y - 1) z})", r"\ell = \log(1 + e^{-(2 y - 1) z})", ONE),
    Case("pitfall-03-only-corners-tried", SOFT, "y^2 = y", "y^2 = y", ONE),
    Case("pitfall-04-hidden-constraint", SOFTMAX,
         r"\frac{\partial L}{\partial o_c} = p_c - y_c",
         r"\frac{\partial L}{\partial o_c} = p_c - y_c", ONE_HOT),
    Case("pitfall-05-product-or-application", REAL, r"y(1 - y) = y - 1", r"y(1 - y) = y - y^2"),
    Case("pitfall-05-unknown-function", REAL, "g(a) = g(a) + 0",
         r"\sigma(a) - \frac{1}{1 + e^{-a}} = 0",
         code="unknown-symbol"),
    Case("pitfall-05-name-before-a-bracket", REAL, "a(b) = a b", r"a \cdot (b) = b a",
         code="ambiguous"),
    Case("pitfall-06-scope-of-a-sum", LABELS,
         r"-\sum_{l=1}^{K} Y_{il} \log \sigma(F_{il}) + (1 - Y_{il}) \log(1 - \sigma(F_{il})) = 0",
         r"-\sum_{l=1}^{K} (Y_{il} + F_{il}) = -\sum_{l=1}^{K} Y_{il} - \sum_{l=1}^{K} F_{il}",
         code="unbracketed-scope"),
    Case("pitfall-07-lost-dependence", ONE, r"\frac{d \ell}{d z} = 0",
         r"\frac{d \ell}{d z} = p - y"),
    Case("pitfall-07-nothing-says-what-it-is", ONE, r"\frac{\partial c}{\partial z} = 0",
         r"\frac{\partial p}{\partial z} = p (1 - p)", code="undefined-derivative"),
    Case("pitfall-08-partial-as-a-factor", SOFTMAX,
         r"\frac{\partial p_k}{\partial o_c} = \frac{p_k}{1 + o_c^2}",
         r"\frac{\partial p_k}{\partial o_c} = p_k (\delta_{kc} - p_c)"),
    Case("pitfall-09-hat-dropped", REAL, r"\hat{y} = y", r"\hat{y} + y = y + \hat{y}"),
    Case("pitfall-09-prime-dropped", REAL, r"\sigma'(x) = \sigma(x)",
         r"\sigma'(x) = \sigma(x) (1 - \sigma(x))"),
    Case("pitfall-09-another-decoration", REAL, r"\tilde{y} = y + 0", r"y + 0 a = y",
         code="unknown-symbol"),
    Case("pitfall-10-outer-products", LAYER,
         r"\boldsymbol{\delta} \mathbf{x}^\top = \mathbf{x} \boldsymbol{\delta}^\top",
         r"(\boldsymbol{\delta} \mathbf{x}^\top)^\top = \mathbf{x} \boldsymbol{\delta}^\top"),
    Case("pitfall-10-order-of-factors", LAYER, "W X = X W", r"(W X)^\top = X^\top W^\top"),
    Case("pitfall-10-transpose-dropped", LAYER, r"W^\top \mathbf{x} = W \mathbf{x}",
         r"W^\top \mathbf{x} = (\mathbf{x}^\top W)^\top"),
    Case("pitfall-11-two-classes", SOFTMAX,
         r"\frac{\partial p_k}{\partial o_c} = (2 \delta_{kc} - 1) p_c (1 - p_c)",
         r"\frac{\partial p_k}{\partial o_c} = p_k (\delta_{kc} - p_c)"),
    Case("pitfall-12-broadcasting", BATCH,
         r"\frac{1}{m} \mathbf{1}^\top (\mathbf{p} - \mathbf{y}^\top) = 0",
         r"\mathbf{1}^\top (\mathbf{p} - \mathbf{y}) = \sum_{i=1}^{m} (p_i - y_i)",
         code="shape-mismatch"),
    Case("pitfall-13-epsilon", FREE, r"\log(p + 10^{-8}) = \log p", r"\log(p + 0) = \log p"),
    Case("pitfall-13-tiny-numbers", REAL, "2^{-99} = 2^{-98}", "2^{-98} = 2 \\cdot 2^{-99}"),
    Case("pitfall-13-tiny-factor", REAL, "10^{-12} x = 0", r"10^{-12} x = \frac{x}{10^{12}}"),
    Case("pitfall-14-saturation", ONE, r"(p - y) p (1 - p) = (y - p) p (1 - p)",
         r"(p - y) p (1 - p) = -(y - p) p (1 - p)"),
    Case("pitfall-15-overflow", ONE, r"\log(1 + e^z) = z + \log(1 + e^z)",
         r"\log(1 + e^z) = z + \log(1 + e^{-z})"),
    Case("pitfall-16-no-value-anywhere", ONE, r"\log(-z^2 - 1) = \log(-z^2 - 2)",
         r"\log(z^2 + 1) = -\log \frac{1}{z^2 + 1}", code="undefined-in-domain"),
    Case("pitfall-17-zero-times-infinity", FREE.replace("(0, 1)", "[0, 1]"),
         r"\ell = -(y \log p + (1 - y) \log(1 - p)) + 0",
         r"\ell = -y \log p - (1 - y) \log(1 - p)", FREE, "undefined-in-domain"),
    Case("pitfall-18-says-nothing", ONE, "z + 1 = z + 1", "z + 1 = 1 + z", code="vacuous"),
    Case("pitfall-18-cannot-be-met", ONE + "- $c^2 = -1$", "c = z", "c z = z c", ONE,
         "unsatisfiable-hypothesis"),
    Case("pitfall-18-not-needed", ONE + "- $c = 1$", "z + 1 = 1 + z", "c z = z",
         ONE + "- $c = 1$", "unneeded-hypothesis"),
    Case("pitfall-21-gradient-of-a-trace", RIDGE, r"\nabla_W R = 0",
         r"\nabla_W R = 2 X^\top (X W - Y) + 2 \lambda W"),
    Case("pitfall-22-formula-and-derivation-wrong-alike", ONE,
         r"\frac{\partial}{\partial z} (z + 1)^2 = 4 (z + 1)",
         r"\frac{\partial}{\partial z} (z + 1)^2 = 2 (z + 1)"),
    Case("pitfall-24-logarithm-to-base-10", REAL, r"\log 10 = 1", r"\log_{10} 10 = \ln e"),
    Case("pitfall-24-e-is-a-number", REAL, r"e = 2.718", r"\log e = 1"),
    Case("pitfall-25-kink", HINGE, r"\frac{\partial}{\partial x} \max(x, 0) = \mathbb{1}[x > 0]",
         r"\frac{\partial}{\partial x} \max(x, 0) = \mathbb{1}[x > 0]", HINGE + "\n- $x \\ne 0$",
         "undefined-in-domain"),
    Case("erratum-cs231n-1232fa6-gradient-kept-its-sign", LABELS,
         r"\frac{\partial J}{\partial F_{ij}} = Y_{ij} - \sigma(F_{ij})",
         r"\frac{\partial J}{\partial F_{ij}} = \sigma(F_{ij}) - Y_{ij}"),
    Case("erratum-cs231n-no-brackets", LABELS,
         r"J = -\sum_{k=1}^{m} \sum_{l=1}^{K}"
         r" Y_{kl} \log \sigma(F_{kl}) + (1 - Y_{kl}) \log(1 - \sigma(F_{kl}))",
         r"J = \sum_{k=1}^{m} \sum_{l=1}^{K}"
         r" (-Y_{kl} \log \sigma(F_{kl}) - (1 - Y_{kl}) \log(1 - \sigma(F_{kl})))",
         code="unbracketed-scope"),
    Case("erratum-d2l-124-no-bias-in-the-update", BATCH,
         r"\sum_{i=1}^{m} (\sum_{j=1}^{d} X_{ij} w_j - y_i)"
         r" = \mathbf{1}^\top (X \mathbf{w} + b \mathbf{1} - \mathbf{y})",
         r"\sum_{i=1}^{m} (\sum_{j=1}^{d} X_{ij} w_j + b - y_i)"
         r" = \mathbf{1}^\top (X \mathbf{w} + b \mathbf{1} - \mathbf{y})"),
    Case("erratum-d2l-128-weights-on-the-left", DENSE, r"O = W X + \mathbf{1} \mathbf{b}^\top",
         r"O^\top = W^\top X^\top + \mathbf{b} \mathbf{1}^\top", code="shape-mismatch"),
    Case("erratum-d2l-1658-weight-of-the-other-step", STEPS,
         r"\frac{\partial o}{\partial h} = a (1 - \tanh^2(a h))",
         r"\frac{\partial o}{\partial h} = b (1 - \tanh^2(b h))"),
    Case("erratum-d2l-1506-factors-of-a-taylor-step", REAL,
         r"x^2 + 2 x + 1 + a^2 = 2 (x + 1)^2 + 2 a^2",
         r"x^2 + 2 x + 1 + a^2 = (x + 1)^2 + a^2"),
    Case("erratum-d2l-828-mutual-information-with-a-minus", JOINT,
         r"G = -\sum_{i=1}^{m} \sum_{j=1}^{n} P_{ij} \log \frac{P_{ij}}{q_i r_j}",
         r"G = \sum_{i=1}^{m} \sum_{j=1}^{n} P_{ij} \log \frac{P_{ij}}{q_i r_j}"),
    Case("erratum-d2l-5623f3a2-row-for-column", PRODUCT.replace("n \\times d", "n \\times n")
         .replace(r"\dots, d", r"\dots, n"),
         r"C_{ij} = \sum_{k=1}^{n} A_{ik} B_{jk}", r"C_{ij} = \sum_{k=1}^{n} A_{ik} B_{kj}"),
    Case("erratum-d2l-2259-superfluous-transpose", PRODUCT, r"s = \mathbf{b}^\top \mathbf{c}^\top",
         r"s = \mathbf{c}^\top \mathbf{b}", code="shape-mismatch"),
    Case("erratum-ml-glossary-2430ae1-slope-of-relu", HINGE + "\n- $x > 0$",
         r"\frac{\partial}{\partial x} \max(x, 0) = x",
         r"\frac{\partial}{\partial x} \max(x, 0) = 1"),
    Case("erratum-peterroelants-24-minus-lost", SOFTMAX,
         r"L = \sum_{k=1}^{K} y_k \log p_k", r"L = \sum_{k=1}^{K} (-y_k) \log p_k"),
    Case("erratum-peterroelants-7-sign-of-the-softmax-derivative", SOFTMAX,
         r"\frac{\partial p_k}{\partial o_c} = p_k (\delta_{kc} + p_c)",
         r"\frac{\partial p_k}{\partial o_c} = p_k \delta_{kc} - p_k p_c"),
    Case("erratum-chainer-13-arguments-swapped", SOFTMAX.replace(
         r"\mathbf{y} \in \mathbb{R}^{K}", r"\mathbf{y} \in (0, 1)^{K}"),
         r"L = -\sum_{k=1}^{K} p_k \log y_k", r"L = \sum_{k=1}^{K} y_k \log \frac{1}{p_k}"),
    Case("erratum-dl500-299-bracket-misplaced", FREE,
         r"\frac{\partial \ell}{\partial p} = -\frac{y}{p} + \frac{1 - y}{1} - p",
         r"\frac{\partial \ell}{\partial p} = -\frac{y}{p} + \frac{1 - y}{1 - p}"),
    Case("erratum-dl500-263-bracket-misplaced", FREE,
         r"\ell = -y \log p + (1 - y) \log(1 - p)", r"\ell = -(y \log p + (1 - y) \log(1 - p))+0"),
    Case("erratum-smile-151-output-and-target", SQUARED, r"\frac{\partial E}{\partial o} = t - o",
         r"-\frac{\partial E}{\partial o} = t - o"),
    Case("erratum-smile-151-signed-labels", SIGNED, r"\frac{\partial \ell}{\partial z} = s - p",
         r"\frac{\partial \ell}{\partial z} = p - y"),
    Case("erratum-square-shapes-fit", SQUARE,
         r"\frac{\partial J}{\partial \mathbf{w}} = \frac{1}{m} X (\mathbf{p} - \mathbf{y})",
         r"\frac{\partial J}{\partial \mathbf{w}} = \frac{1}{m} X^\top (\mathbf{p} - \mathbf{y})"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_wrong_is_refused_and_right_is_proved(case):
    if case.code:
        assert [found.code for found in findings(case.given, case.wrong)] == [case.code]
    else:
        wrong, facts = claim(case.given, case.wrong)
        assert prove(wrong, facts) is None
        assert decide(wrong, facts).verdict == "refuted"
    right, facts = claim(case.right_given or case.given, case.right)
    assert decide(right, facts).verdict == "proved"


# what is no matter of one equation


def test_pitfall_04_the_constraint_is_found_to_be_needed():
    latex = r"\frac{\partial L}{\partial o_c} = p_c - y_c"
    assert findings(ONE_HOT, latex) == ()
    (finding,) = findings(ONE_HOT, r"\frac{\partial p_k}{\partial o_k} = p_k (1 - p_k)")
    assert finding.code == "unneeded-hypothesis"


def test_pitfall_15_the_verdict_is_the_same_twice():
    text = page(ONE, "$$\n\\log(1 + e^z) = z + \\log(1 + e^{-z}) = \\zeta(z) + y\n$$")
    assert check_pages([text]) == check_pages([text])


def test_pitfall_18_nothing_to_check_is_no_success(tmp_path):
    (tmp_path / "page.md").write_text("# Words\n\nand nothing else\n", "utf-8")
    assert [found.code for found in check_paths([tmp_path]).diagnostics] == ["no-formulas"]
    (tmp_path / "empty").mkdir()
    assert [f.code for f in check_paths([tmp_path / "empty"]).diagnostics] == ["no-pages"]


MIDDLE = r"\sigma'(z) &= \frac{e^{-z}}{1 + e^{-z}} \\ &= p (1 - p)"


def test_pitfall_19_every_link_of_a_chain_counts():
    latex = rf"\begin{{aligned}} {MIDDLE} \\ &= p - p^2 \end{{aligned}}"
    assert [found.code for found in findings(ONE, latex)] == ["sides-differ"] * 2


def test_pitfall_20_erratum_arunmallya_1_right_end_and_wrong_middle():
    first, end = r"\frac{\partial L}{\partial o_c}", r"p_c - y_c"
    latex = rf"{first} = -y_c (1 - p_c) = {end}"
    assert [found.code for found in findings(ONE_HOT, latex)] == ["sides-differ"] * 2
    right, facts = claim(ONE_HOT, f"{first} = {end}")
    assert decide(right, facts).verdict == "proved"


def test_pitfall_23_what_is_not_proved_is_not_wrong():
    link, facts = claim(REAL, r"e^{e^{a} - 1} \ge 1 + a")
    assert decide(link, facts).verdict in ("undecided", "proved")


def test_pitfall_26_running_out_of_time_is_no_verdict(monkeypatch):
    def late(*_):
        raise TimeUp

    monkeypatch.setattr(deciding, "decide", late)
    for latex in ("a + b = b + a", "a = b", r"a \overset{?}{=} b"):
        (finding,) = findings(REAL, latex)
        assert finding.code in ("undecided", "not-refuted")


@pytest.mark.parametrize("written", [r"$\sigma'(z) = p$", r"\(\sigma'(z) = p\)"])
def test_pitfall_27_formulas_in_running_text_count(written):
    source = page(ONE, f"As is well known, {written}, and so on.")
    assert [found.code for found in check_pages([source]).diagnostics] == ["sides-differ"]


def test_pitfall_27_erratum_in_prose_and_code_has_no_formula():
    """A slip in words or in a program is out of reach: only what is a formula is read."""
    source = Source("page.md", "The *j*-th row of `B`.\n\n    def relu_prime(z): return z\n")
    assert check_pages([source]).equations == ()


def test_all_of_them_are_here():
    own = [name for name in globals() if name.startswith("test_pitfall")]
    numbers = {int(name.split("_")[2]) for name in own}
    numbers |= {int(c.name.split("-")[1]) for c in CASES if c.name.startswith("pitfall")}
    assert numbers == set(range(1, 28))
    errata = {"-".join(c.name.split("-")[1:3]) for c in CASES if c.name.startswith("erratum")}
    assert {
        *("cs231n-1232fa6", "cs231n-no", "d2l-124", "d2l-128", "d2l-1658", "d2l-1506", "d2l-828"),
        *("d2l-5623f3a2", "d2l-2259", "ml-glossary", "peterroelants-24", "peterroelants-7"),
        *("chainer-13", "dl500-299", "dl500-263", "smile-151"),
    } <= errata
