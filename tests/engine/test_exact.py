"""What is proved by which means, and what must never be proved."""

import pytest
from claims import claim

from eqproof.proof.decision import decide
from eqproof.proof.exact import prove

GIVEN = r"""
- $x, y, a, b \in \mathbb{R}$, $u, v \in \mathbb{R}_{>0}$, $p \in [0, 1]$, $q \in (0, 1)$
- $t \in \{0, 1\}$, $s \in \{-1, 1\}$
- $\mathbf{w}, \mathbf{r} \in \mathbb{R}^{m}$, $\mathbf{g} \in \mathbb{R}^{d}$
- $X \in \mathbb{R}^{m \times d}$, $S \in \mathbb{R}^{d \times d}$
- $\mathbf{h} = (h_0, h_1, \dots, h_k)^\top \in \mathbb{R}^{k+1}$
- $i, j \in \{1, \dots, m\}$, $n \in \mathbb{N}$
- $f \colon \mathbb{R} \to \mathbb{R}$
- $\sigma(z) := \frac{1}{1 + e^{-z}}$
"""


def links(text):
    """Return the lines of *text*, but for remarks."""
    return [line for line in text.strip().splitlines() if not line.startswith("%")]


TRUE = [
    ("rational-normal-form", r"(x + y)^2 = x^2 + 2 x y + y^2"),
    ("rational-normal-form", r"\frac{1}{1 + e^{-x}} = \frac{e^x}{1 + e^x}"),
    ("rational-normal-form", r"\log(u v) = \log u + \log v"),
    ("rational-normal-form", r"\log \sigma(x) = -\log(1 + e^{-x})"),
    ("rational-normal-form", r"u^x u^y = e^{(x + y) \log u}"),
    ("rational-normal-form", r"\sigma'(x) = \sigma(x) (1 - \sigma(x))"),
    ("rational-normal-form", r"\frac{\partial}{\partial x} f(x^2) = 2 x f'(x^2)"),
    ("rational-normal-form", r"\frac{\partial}{\partial u} u^u = u^u (1 + \log u)"),
    ("index-sums", r"\mathbf{w}^\top \mathbf{r} = \sum_{i=1}^{m} w_i r_i"),
    ("index-sums", r"\sum_{i=0}^{k} h_i = h_0 + \sum_{i=1}^{k} h_i"),
    ("index-sums", r"\sum_{i=1}^{k} h_i = \sum_{i=0}^{k-1} h_{i+1}"),
    ("index-sums", r"\nabla_{\mathbf{g}} (\mathbf{g}^\top S \mathbf{g}) = (S + S^\top) \mathbf{g}"),
    ("index-sums", r"(\sum_{i=1}^{m} w_i)^2 = \sum_{i=1}^{m} \sum_{j=1}^{m} w_i w_j"),
    ("index-cases", r"(w_i - w_j) \frac{\partial w_i}{\partial w_j} = 0"),
    ("case-split", r"t^2 = t"),
    ("case-split", r"s^2 = 1"),
    ("case-split", r"e^{t x} = 1 - t + t e^{x}"),
    ("signs", r"q (1 - q) > 0"),
    ("signs", r"p (1 - p) \ge 0"),
    ("signs", r"\sigma(x) < 1"),
    ("signs", r"\log(1 + x^2) \ge 0"),
    ("signs", r"s \ne 0"),
    ("signs", r"\sigma(x) \in (0, 1)"),
]  # fmt: skip


@pytest.mark.parametrize(("by", "latex"), TRUE)
def test_true_links_are_proved_by_the_right_means(by, latex):
    link, facts = claim(GIVEN, latex)
    assert prove(link, facts) == by
    assert decide(link, facts).verdict == "proved"


FALSE = links(r"""
% laws that need a sign, and do not have it
\log(a b) = \log a + \log b
\log(x^2) = 2 \log x
\sqrt{x^2} = x
(x^2)^{1/2} = x
x^a x^b = x^{a b}
(x^a)^b = x^{a b}
\log(x y) = \log(-x) + \log y
% transposes and orders
S \mathbf{g} = S^\top \mathbf{g}
S S^\top = S^\top S
S^2 = S \odot S
\mathbf{w} \mathbf{r}^\top = \mathbf{r} \mathbf{w}^\top
\frac{\partial}{\partial \mathbf{g}} S \mathbf{g} = S^\top
\frac{\partial}{\partial \mathbf{g}} \mathbf{g}^\top S \mathbf{g} = 2 S \mathbf{g}
\prod_{i=1}^{2} S = S \odot S
% bound indices
\sum_{i=1}^{m} \sum_{j=1}^{m} w_i w_j = \sum_{i=1}^{m} w_i^2
\sum_{i=1}^{m} \sum_{j=1}^{m} w_i r_j = \sum_{i=1}^{m} w_i r_i
\sum_{i=1}^{m} w_i r_j = \sum_{i=1}^{m} w_i r_i
\sum_{p=1}^{m} p^2 = \sum_{p=1}^{m} p
\sum_{t=1}^{m} t^2 = \sum_{t=1}^{m} t
% ranges, also those that may be empty or shorter than empty
\sum_{i=1}^{m-2} 1 = m - 2
\sum_{i=3}^{m} 1 = m - 2
\sum_{i=1}^{m-n} 1 = m - n
\sum_{i=1}^{m-2} x = (m - 2) x
\sum_{i=1}^{k} h_i = \sum_{i=0}^{k-1} h_i
\sum_{i=0}^{k} h_i = \sum_{i=1}^{k} h_i
\sum_{i=0}^{m} 1 = m
% free indices
w_i = w_j
\frac{\partial w_i}{\partial w_j} = 0
\frac{\partial w_i}{\partial w_j} = 1
i = j
i^2 = i
(i - 1)(i - 2) = 0
% arbitrary functions
f(x) + f(y) = f(x + y)
f'(x) = f'(y)
\frac{\partial}{\partial x} f(x^2) = f'(x^2)
% signs at the ends of a domain
x^2 > 0
p > 0
p < 1
p (1 - p) > 0
t \ne 0
x \ne y
x < x
x \le y
1 - 2 q > 0
x (1 - q) \ge 0
q \in [1/2, 1]
p \in (0, 1)
t s = t
\sum_{i=1}^{m-1} 1 > 0
m > 1
\log(1 + x) \ge 0
p^x \ge 0 + 1
% finite domains are those of names, not of letters
\sum_{s=1}^{m} s^2 = m
""")


@pytest.mark.parametrize("latex", FALSE)
def test_false_links_are_never_proved(latex):
    link, facts = claim(GIVEN, latex)
    assert prove(link, facts) is None
    assert decide(link, facts).verdict in ("refuted", "undefined", "undecided")


UNDEFINED = links(r"""
\frac{x^2 - 1}{x - 1} = x + 1
\frac{x}{x} = 1
e^{\log x} = x
t \log t = 0
\frac{p}{p} = 1
p \log p = \log p^p
\frac{\partial}{\partial x} \log(-x) = \frac{1}{x}
\mathbf{w} \oslash \mathbf{w} = \mathbf{1}
x^{-1} x = 1
\tan x = \frac{\sin x}{\cos x}
w_{i+1} - w_{i+1} = 0 x
w_2 w_2 = w_2^2
\sum_{i=1}^{m} \frac{w_i}{w_i} = m
\sqrt{x} \sqrt{x} = x
\log_2(x) = \frac{\log x}{\log 2}
0 \cdot \frac{1}{x} = 0
""")


@pytest.mark.parametrize("latex", UNDEFINED)
def test_what_is_undefined_somewhere_is_not_green(latex):
    link, facts = claim(GIVEN, latex)
    assert decide(link, facts).verdict in ("undefined", "undecided")


MOVES = ["{right} = {left}", "({left}) + y = y + ({right})", "0 = 2 ({right}) - 2 ({left})"]


@pytest.mark.parametrize("move", MOVES)
@pytest.mark.parametrize("latex", [c for by, c in TRUE if by != "signs"] + FALSE[:20])
def test_swapping_sides_and_adding_the_same_changes_no_verdict(latex, move):
    link, facts = claim(GIVEN, latex)
    left, right = latex.split(" = ")
    moved, _ = claim(GIVEN, move.format(left=left, right=right))
    assert (prove(link, facts) is None) == (prove(moved, facts) is None)


@pytest.mark.parametrize("other", ["l", "x", "t", "p", "\\kappa"])
@pytest.mark.parametrize("true", [True, False])
def test_the_name_of_a_bound_index_does_not_matter(other, true):
    right = r"w_j r_j" if true else r"w_j r_i"
    latex = rf"\sum_{{{other}=1}}^{{m}} w_{{{other}}} r_{{{other}}} = \sum_{{j=1}}^{{m}} {right}"
    link, facts = claim(GIVEN, latex)
    assert (prove(link, facts) == "index-sums") is true
