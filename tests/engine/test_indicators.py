r"""Conditions: several indices and conditions below a sum, deltas, indicators.

Every true link stands beside false twins, which a point must refute.
"""

from dataclasses import replace

import pytest
from claims import claim, findings
from reads import NAMES, W, display, read, refused
from slips import check_slips
from trees import at, times, total

from eqproof.latex.nodes import BigOperator, Comparison, Indicator, Name, Node, Number
from eqproof.latex.printer import to_latex
from eqproof.numbers.arithmetic import Undefined
from eqproof.numbers.comparison import holds
from eqproof.numbers.dual import Dual
from eqproof.proof.decision import decide
from eqproof.proof.exact import prove

GIVEN = r"""
- $\mathbf{o}, \mathbf{w} \in \mathbb{R}^{K}$, $A \in \mathbb{R}^{K \times K}$
- $x, u \in \mathbb{R}$, $q \in (0, 1)$, $t \in \{0, 1\}$, $s \in \{-1, 0, 2\}$
- $\mathbf{y} \in \{0, 1\}^{K}$, $\mathbf{h} = (h_0, h_1, \dots, h_n)^\top \in \mathbb{R}^{n + 1}$
- $i, j, k \in \{1, \dots, K\}$
- $p_i := \frac{e^{o_i}}{\sum_{k=1}^{K} e^{o_k}}$
"""
ROW, COLUMN = Name("i"), Name("j")


def where(tree: Node, condition: Comparison) -> BigOperator:
    assert isinstance(tree, BigOperator)
    return replace(tree, condition=condition)


PRODUCT = times(at(W, "i"), at(W, "j"))
READ = [
    (r"\sum_{i,j} w_i w_j", total("i", 1, "m", total("j", 0, "k", PRODUCT))),
    (r"\sum_{i,j=2}^{k} w_i w_j", total("i", 2, "k", total("j", 2, "k", PRODUCT))),
    *(
        (
            rf"\sum_{{{below}}} w_j",
            where(total("j", 0, "k", at(W, "j")), Comparison(COLUMN, r"\ne", ROW)),
        )
        for below in (r"j : j \ne i", r"j, j \neq i", r"j \mid j \ne i", r"\substack{j \\ j\ne i}")
    ),
    (
        r"\prod_{j=1, j < i}^{m} w_j",
        replace(where(total("j", 1, "m", at(W, "j")), Comparison(COLUMN, "<", ROW)), kind="prod"),
    ),
    (
        r"\sum_{i < j} w_i w_j",
        total("i", 1, "m", where(total("j", 0, "k", PRODUCT), Comparison(ROW, "<", COLUMN))),
    ),
    (
        r"\sum_j \sum_{i < j} w_i w_j",
        total("j", 0, "k", where(total("i", 1, "m", PRODUCT), Comparison(ROW, "<", COLUMN))),
    ),
    (
        r"\sum_i \sum_{i < j} w_i w_j",
        total("i", 1, "m", where(total("j", 0, "k", PRODUCT), Comparison(ROW, "<", COLUMN))),
    ),
    *(
        (delta, Indicator(Comparison(ROW, "=", COLUMN)))
        for delta in (r"\delta_{ij}", r"\delta_{i,j}", r"\delta_{i j}", r"\mathbb{1}[i = j]",
                      r"\mathbf{1}\{i = j\}", r"\mathbb 1 \left( i = j \right)", r"\mathbf 1[i=j]")
    ),
    (r"\delta_{i1}", Indicator(Comparison(ROW, "=", Number("1")))),
]  # fmt: skip


@pytest.mark.parametrize(("latex", "tree"), READ)
def test_what_stands_below_is_read(latex, tree):
    assert read(latex) == tree
    assert read(to_latex(tree)) == tree


def test_a_declared_delta_has_entries():
    names = replace(NAMES, quantities=NAMES.quantities | {r"\delta"})
    assert read(r"\delta_{ij}", names=names) == at(r"\delta", "i", "j")


@pytest.mark.parametrize(
    "latex",
    [
        r"[i = j] = \delta_{ij}",
        r"\left[ i = j \right] = \delta_{ij}",
        r"\begin{align} [i = j] &= \delta_{ij} \end{align}",
        r"\begin{align} x &= y \\ [i = j] &= \delta_{ij} \end{align}",
    ],
)
def test_a_bracket_with_a_relation_begins_a_side(latex):
    side = display(latex).statements[-1].sides[0]
    assert side == Indicator(Comparison(ROW, "=", COLUMN))


def test_a_bracket_with_a_relation_by_itself_is_a_condition():
    statement, *others = display(r"w_i = w_j \quad [i = j]").statements
    assert len(statement.conditions) == 1
    assert not others
    refused("unsupported", r"[i ⟦=⟧ j]")


def test_ones_beside_a_bracket_are_no_indicator():
    assert read(r"\mathbf{1} (x + y)").left.kind == "ones"


@pytest.mark.parametrize(
    ("code", "latex"),
    [
        ("ambiguous", r"\sum_{⟦i \ne j⟧} w_i w_j = 0"),
        ("ambiguous", r"\sum_{⟦i < j⟧} w_i = 0"),
        ("ambiguous", r"\prod_{⟦j \ne i⟧} w_j = 0"),
        ("ambiguous", r"\sum_{i, ⟦i⟧} w_i"),
        ("ambiguous", r"\sum_i \sum_{⟦i⟧ = 1}^{m} w_i"),
        ("unsupported", r"\sum_i \sum_j \sum_{⟦i < j⟧} w_i"),
        ("unsupported", r"\sum_{i \in ⟦x⟧} w_i"),
        ("free-index", r"\sum_{⟦q⟧ \ne i} w_q"),
        ("free-index", r"\sum_{i, ⟦q⟧} w_i w_q"),
        ("missing-operand", r"⟦\sum⟧_{i, j = 1} w_i w_j"),
        ("unbracketed-scope", r"\sum_{i, j} w_i w_j + ⟦w_j⟧"),
        ("unsupported", r"\sum_{i=-⟦\infty⟧}^{m} w_i"),
        ("unsupported", r"\prod_{i=-\infty}^{+⟦\infty⟧} x"),
        ("missing-operand", r"\mathbb{1}[⟦x⟧]"),
        ("unsupported", r"\mathbb{1}[x ⟦\approx⟧ y]"),
        ("shape-mismatch", r"⟦\delta_i⟧"),
        ("free-index", r"\delta_{⟦q⟧i}"),
        ("unknown-symbol", r"⟦\delta⟧ x"),
    ],
)
def test_what_stands_below_and_is_refused(code, latex):
    refused(code, latex)


def test_a_condition_compares_numbers():
    (found,) = findings(GIVEN, r"\mathbb{1}[\mathbf{w} = \mathbf{o}] = 1")
    assert found.code == "shape-mismatch"


TRUE = [
    r"\frac{\partial p_i}{\partial o_j} = p_i (\delta_{ij} - p_j)",
    r"\frac{\partial p_i}{\partial o_j} = \mathbb{1}[i = j] p_i - p_i p_j",
    r"\frac{\partial^2}{\partial o_i \partial o_j} \log \sum_k e^{o_k} = p_i (\delta_{ij} - p_j)",
    r"\sum_j \delta_{ij} w_j = w_i",
    r"\sum_{i,j} \delta_{ij} A_{ij} = \sum_i A_{ii}",
    r"\delta_{ij}^2 = \delta_{ij}",
    r"\delta_{ij} w_i = \delta_{ij} w_j",
    r"\delta_{ij} \delta_{jk} = \delta_{ij} \delta_{ik}",
    r"\sum_{i,j} w_i w_j = \left(\sum_k w_k\right)^2",
    r"\sum_{j \ne i} w_j = \sum_j w_j - w_i",
    r"\sum_{j \ne i} p_j = 1 - p_i",
    r"\sum_{j : j \ne i} 1 = K - 1",
    r"\sum_{j=1, j \ne 1}^{K} w_j = \sum_j w_j - w_1",
    r"\sum_{j=0, j \ne 0}^{n} h_j = \sum_{j=1}^{n} h_j",
    r"w_i \sum_{j < i} w_j + w_i \sum_{j > i} w_j = w_i \sum_{j : j \ne i} w_j",
    r"\sum_{j < i} w_j + w_i = \sum_{j \le i} w_j",
    r"\sum_{i < j} w_i w_j = \frac{1}{2} \left( \left(\sum_i w_i\right)^2 - \sum_i w_i^2 \right)",
    r"\sum_{i < j} w_i w_j = \sum_{j > i} w_i w_j",
    r"\sum_{i, j : i \ne j} w_i w_j = 2 \sum_{i < j} w_i w_j",
    r"\sum_{i < j} A_{ij} + \sum_{i > j} A_{ij} + \sum_i A_{ii} = \sum_{i,j} A_{ij}",
    r"\sum_{i < j} A_{ij} = \sum_{j < i} A_{ji}",
    r"\sum_{i \le j} A_{ij} = \sum_{j > i} A_{ij} + \sum_k A_{kk}",
    r"\sum_{i, j : i < j} 1 = \frac{K (K - 1)}{2}",
    r"\sum_{i < j} (w_i - w_j)^2 = K \sum_i w_i^2 - \left( \sum_i w_i \right)^2",
    r"\frac{\partial}{\partial w_k} \sum_{i<j} w_i w_j = \sum_{i : i \ne k} w_i",
    r"\prod_{r=1, r \ne 2}^{3} (x + r) = (x + 1) (x + 3)",
    r"\mathbf{1}\{t = 1\} = t",
    r"\mathbb{1}[t \ne 1] = 1 - t",
    r"\mathbb{1}[s > 0] = \frac{s (s + 1)}{6}",
    r"\sum_i \mathbb{1}[y_i = 1] w_i = \mathbf{y}^\top \mathbf{w}",
    r"\mathbb{1}[x > 0] + \mathbb{1}[x \le 0] = 1",
    r"\mathbb{1}[x > u] = \mathbb{1}[u < x]",
    r"\mathbb{1}[x = u] = \mathbb{1}[u = x]",
    r"\mathbb{1}[x \ne u]^2 = \mathbb{1}[x \ne u]",
    r"\frac{\partial}{\partial u} (\mathbb{1}[x < q] u) = \mathbb{1}[x < q]",
    r"\mathbb{1}[q > 0] \ge 0",
]
FALSE = [
    r"\frac{\partial p_i}{\partial o_j} = p_i (1 - p_j)",
    r"\frac{\partial p_i}{\partial o_j} = p_j (p_i - \delta_{ij})",
    r"\frac{\partial p_i}{\partial o_j} = p_i (p_j - \delta_{ij})",
    r"\frac{\partial p_i}{\partial o_j} = -p_i p_j",
    r"\frac{\partial p_i}{\partial o_j} = -p_i (1 - p_i)",
    r"\frac{\partial p_i}{\partial o_j} = p_i (\delta_{ij} - p_i)",
    r"\frac{\partial p_i}{\partial o_j} = \delta_{ij} p_i (1 - p_j)",
    r"\frac{\partial p_i}{\partial o_j} = \mathbb{1}[i \ne j] p_i - p_i p_j",
    r"\sum_j \delta_{ij} w_j = \sum_j w_j",
    r"\sum_{i,j} \delta_{ij} = K^2",
    r"\delta_{ij} w_i = w_j",
    r"\delta_{ij} \delta_{jk} = \delta_{ij}",
    r"\sum_{i,j} w_i w_j = \sum_k w_k^2",
    r"\sum_{j \ne i} w_j = \sum_j w_j + w_i",
    r"\sum_{j \ne i} p_j = 1 - 2 p_i",
    r"\sum_{j \ne i} p_j + 0 p_i = 1",
    r"\sum_{j : j \ne i} 1 = K",
    r"\sum_{j=1, j \ne 1}^{K} w_j = \sum_{j=1}^{K-1} w_j",
    r"\sum_{j=0, j \ne 0}^{n} h_j = \sum_{j=0}^{n} h_j",
    r"\sum_{j < i} w_j + w_i = \sum_{j < i} w_j + w_1",
    r"w_i + \sum_{j < i} w_j = \sum_{j \ge i} w_j",
    r"\sum_{i < j} w_i w_j = \left(\sum_i w_i\right)^2 - \sum_i w_i^2",
    r"\sum_{i < j} w_i w_j = \sum_{i \le j} w_i w_j",
    r"\sum_{i, j : i \ne j} w_i w_j = \sum_{i < j} w_i w_j",
    r"\sum_{i < j} A_{ij} = \sum_{i > j} A_{ij}",
    r"\sum_{i < j} A_{ij} = \frac{1}{2} (\sum_{i,j} A_{ij} - \sum_i A_{ii})",
    r"\sum_{i, j : i < j} 1 = \frac{K (K + 1)}{2}",
    r"\sum_{i < j} (w_i - w_j) = 0",
    r"\sum_{i < j} (w_i - w_j)^2 = 2 K \sum_i w_i^2 - 2 \left( \sum_i w_i \right)^2",
    r"\frac{\partial}{\partial w_k} \sum_{i<j} w_i w_j = \sum_{i : i < k} w_i",
    r"\prod_{r=1, r \ne 2}^{3} (x + r) = (x + 1) (x + 2) (x + 3)",
    r"\mathbf{1}\{t = 1\} = 1 - t",
    r"\mathbb{1}[s > 0] = s",
    r"\mathbb{1}[x > 0] + \mathbb{1}[x < 0] = 1",
    r"\mathbb{1}[x > 0] = \mathbb{1}[x \ge 0]",
    r"\mathbb{1}[x > u] = \mathbb{1}[x < u]",
    r"\mathbb{1}[x > u] = 1",
    r"\mathbb{1}[x = u] = 1",
    r"\mathbb{1}[q > x] > 0",
    r"\sum_i \mathbb{1}[y_i = 1] w_i = \mathbf{1}^\top \mathbf{w}",
]


@pytest.mark.parametrize("latex", TRUE)
def test_true_links_are_proved_for_every_dimension(latex):
    link, facts = claim(GIVEN, latex)
    assert decide(link, facts).verdict == "proved"


@pytest.mark.parametrize("latex", FALSE)
def test_false_twins_are_refuted(latex):
    link, facts = claim(GIVEN, latex)
    assert prove(link, facts) is None
    assert decide(link, facts).verdict == "refuted"


@pytest.mark.parametrize(
    "latex",
    [
        # a factor beside an indicator must have a value everywhere
        r"\mathbb{1}[x \ne 0] \frac{x}{x} = \mathbb{1}[x \ne 0]",
        r"\mathbb{1}[x > 0] e^{\log x} = \mathbb{1}[x > 0] x",
        # an indicator jumps, and has no derivative there
        r"\frac{\partial}{\partial x} \mathbb{1}[x > 0] = 0",
        r"\frac{\partial}{\partial x} (\mathbb{1}[x > 0] x) = \mathbb{1}[x > 0]",
        # below a sum the condition guards, which the exact side does not use
        r"\sum_{i : i \ne 1} \frac{w_i - w_1}{w_i - w_1} = K - 1",
    ],
)
def test_what_has_no_value_somewhere_is_not_green(latex):
    link, facts = claim(GIVEN, latex)
    assert decide(link, facts).verdict in ("undefined", "undecided")


@pytest.mark.parametrize("latex", TRUE)
def test_no_slip_is_proved(latex):
    check_slips(GIVEN, latex)


def test_numbers_tell_which_side_is_greater():
    signs = ("=", r"\ne", "<", r"\le", ">", r"\ge")
    assert [holds(1.0, sign, 2.0) for sign in signs] == [False, True, True, True, False, False]
    assert [holds(2.0, sign, 2.0) for sign in signs] == [True, False, False, True, False, True]
    assert [holds(3.0, sign, 2.0) for sign in signs] == [False, True, False, False, True, True]


def test_numbers_that_nearly_meet_are_not_compared():
    with pytest.raises(Undefined):
        holds(0.1 + 0.2, "=", 0.3)


def test_what_is_left_when_numbers_cancel_is_not_compared_with_zero():
    with pytest.raises(Undefined) as caught:
        holds(1e-50, "=", 0)
    assert caught.value.out_of_range
    assert holds(1e-40, ">", 0)


@pytest.mark.parametrize(
    "latex",
    [
        r"\operatorname{sgn}((e^x)^2 - e^{2 x}) = 0",
        r"\mathbb{1}[(e^x)^2 - e^{2 x} = 0] = 1",
        r"\mathbb{1}[\log(1 + e^x) - x - \log(1 + e^{-x}) < 0] = 0",
    ],
)
def test_numbers_that_cancel_do_not_contradict_a_proof(latex):
    link, facts = claim(r"- $x \in \mathbb{R}$", latex)
    assert decide(link, facts).verdict == "proved"


@pytest.mark.parametrize(
    "latex", [r"\operatorname{sgn}(a^2 - 2) = 0", r"\mathbb{1}[a^2 - 2 > 0] = 0"]
)
def test_a_point_next_to_an_equation_refutes_no_condition_that_meets_there(latex):
    given = "- $a \\in \\mathbb{R}$ with $a^2 = 2$"
    link, facts = claim(given, latex)
    assert decide(link, facts).verdict != "refuted"


def test_where_a_condition_changes_there_is_no_derivative():
    with pytest.raises(Undefined):
        holds(Dual(1, 2.0, (1.0,)), "<", 2.0)
    assert not holds(Dual(1, 2.0, (0.0,)), "<", 2.0)
    assert holds(Dual(1, 1.0, (1.0,)), "<", 2.0)
