"""A fault planted in one interpreter: the other one notices, and neither has its way silently.

Under a fault of the exact side a wrong equation is proved, and the numbers speak against it. Under
one of the numeric side a right equation is refuted, and the proof speaks against that. Both are
reported as ``oracles-disagree``, also where the author marked the link as wrong.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest
import sympy as sp
from claims import page

from eqproof.check import check_pages
from eqproof.exact import derivative, meaning
from eqproof.exact.terms import Exp, Log
from eqproof.latex.nodes import Add, Indicator, Negative, Number, Product, Transpose
from eqproof.numbers import dual, evaluate
from eqproof.numbers.arithmetic import apply
from eqproof.numbers.comparison import holds
from eqproof.numbers.dual import Dual
from eqproof.proof import zero

GIVEN = r"""
- $x, y \in \mathbb{R}$, $p \in (0, 1)$, $t \in \{0, 1\}$
- $\mathbf{w} \in \mathbb{R}^{m}$, $X, M \in \mathbb{R}^{m \times m}$
- $P := M X$, $\mathbf{v} := X^\top \mathbf{w}$, $i, j \in \{1, \dots, m\}$
- $f \colon \mathbb{R} \to \mathbb{R}$
"""
Rule = Callable[..., Any]


@dataclass(frozen=True)
class Fault:
    """A rule of one interpreter, what is done instead, and an equation that shows it."""

    name: str
    rule: Rule
    instead: Callable[[Rule], Rule]
    latex: str


def slope_without_inner(kind: type, slope: Rule) -> Callable[[Rule], Rule]:
    def instead(derive: Rule) -> Rule:
        return lambda e, leaf: slope(e) if isinstance(e, kind) else derive(e, leaf)

    return instead


def at_nodes(kind: type, change: Rule) -> Callable[[Rule], Rule]:
    """Read another node in place of those of one kind."""

    def instead(rule: Rule) -> Rule:
        return lambda node, *rest: rule(change(node) if isinstance(node, kind) else node, *rest)

    return instead


def one_less(node: Any) -> Any:
    return replace(node, upper=Add((node.upper, Negative(Number("1")))))


def one_more(node: Any) -> Any:
    return replace(node, lower=Add((node.lower, Negative(Number("1")))))


def first_entry(node: Any) -> Any:
    return replace(node, indices=tuple(Number("1") for _ in node.indices))


def turned(node: Any) -> Any:
    sides = sorted((node.condition.left, node.condition.right), key=lambda n: n.key)
    return Indicator(replace(node.condition, left=sides[0], right=sides[1]))


EXACT = [
    Fault("the product rule counts a factor twice", derivative._product,  # noqa: SLF001
          lambda rule: lambda *a: 2 * rule(*a), r"\frac{\partial (x y)}{\partial x} = 2 y"),
    Fault("the slope of a power keeps its exponent", derivative._power,  # noqa: SLF001
          lambda _: lambda base, n, leaf: n * base**n * derivative.derive(base, leaf),
          r"\frac{\partial x^3}{\partial x} = 3 x^3"),
    Fault("no inner derivative in a logarithm", derivative.derive,
          slope_without_inner(Log, lambda e: 1 / e.args[0]),
          r"\frac{\partial}{\partial p} \log(1 - p) = \frac{1}{1 - p}"),
    Fault("no inner derivative in an exponential", derivative.derive,
          slope_without_inner(Exp, lambda e: e), r"\frac{\partial}{\partial x} e^{-x} = e^{-x}"),
    Fault("every entry changes with every other", derivative.partial,
          lambda _: lambda _target: lambda _atom: sp.Integer(1),
          r"\frac{\partial w_i}{\partial w_j} = 1"),
    Fault("a sum ends too early", meaning._big,  # noqa: SLF001
          at_nodes(object, one_less), r"\sum_{k=1}^{m} x = (m - 1) x"),
    Fault("a sum starts too early", meaning._big,  # noqa: SLF001
          at_nodes(object, one_more), r"\sum_{k=1}^{m} x = (m + 1) x"),
    Fault("a transpose is dropped", meaning.entry,
          at_nodes(Transpose, lambda node: node.base), r"X^\top = X"),
    Fault("a product in the other order", meaning._product,  # noqa: SLF001
          at_nodes(Product, lambda n: replace(n, left=n.right, right=n.left)),
          r"P_{ij} = \sum_{k=1}^{m} X_{ik} M_{kj}"),
    Fault("always the first entry", meaning._component,  # noqa: SLF001
          at_nodes(object, first_entry), r"w_i = w_j"),
    Fault("conditions do not mind their sides", meaning.entry,
          at_nodes(Indicator, turned), r"\mathbb{1}[x < p] = \mathbb{1}[p < x]"),
    Fault("everything is zero", zero.is_zero,
          lambda _: lambda _expression: True, "x = y"),
]  # fmt: skip


def with_slopes(change: Rule) -> Callable[[Rule], Rule]:
    """Compute the value as always, and change its slopes."""

    def instead(rule: Rule) -> Rule:
        def faulty(*arguments: Any) -> Any:
            found = rule(*arguments)
            if not isinstance(found, Dual):
                return found
            return Dual(found.tag, found.value, tuple(map(change, found.tangents)))

        return faulty

    return instead


NUMERIC = [
    Fault("slopes of products are doubled", dual.Dual.__mul__,
          with_slopes(lambda t: 2 * t), r"\frac{\partial (x y)}{\partial x} = y"),
    Fault("slopes of functions have the other sign", apply,
          with_slopes(lambda t: -t), r"\frac{\partial}{\partial x} e^{2 x} = 2 e^{2 x}"),
    Fault("slopes of quotients are lost", dual.Dual.__rtruediv__,
          with_slopes(lambda t: 0 * t), r"\frac{\partial}{\partial p} \frac{1}{p} = -p^{-2}"),
    Fault("a sum ends too early", evaluate._big_operator,  # noqa: SLF001
          at_nodes(object, one_less), r"\sum_{k=1}^{m} x = m x"),
    Fault("a transpose is dropped", evaluate._dispatch,  # noqa: SLF001
          at_nodes(Transpose, lambda node: node.base), r"v_i = \sum_{k=1}^{m} X_{ki} w_k"),
    Fault("a product in the other order", evaluate._dispatch,  # noqa: SLF001
          at_nodes(Product, lambda n: replace(n, left=n.right, right=n.left)),
          r"\mathbf{1}^\top \mathbf{w} = \sum_{k=1}^{m} w_k"),
    Fault("a condition turned round", holds,
          lambda rule: lambda a, sign, b: rule(b, sign, a), r"x \mathbb{1}[1 < 2] = x"),
    Fault("what is subtracted has no slope", dual.Dual.__neg__,
          with_slopes(lambda t: 0 * t), r"\frac{\partial}{\partial x} (y - f(x)) = -f'(x)"),
]  # fmt: skip


def plant(fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the fault wherever the rule goes by a name, in modules of the engine and in classes."""
    faulty = fault.instead(fault.rule)
    modules = [m for name, m in sys.modules.items() if name.startswith("eqproof")]
    places = [
        (owner, name)
        for owner in (*modules, Dual)
        for name, value in list(vars(owner).items())
        if value is fault.rule
    ]
    assert places
    for owner, name in places:
        monkeypatch.setattr(owner, name, faulty)


def codes(latex: str) -> list[str]:
    return [f.code for f in check_pages([page(GIVEN, f"$$\n{latex}\n$$")]).diagnostics]


@pytest.mark.parametrize("fault", EXACT, ids=lambda fault: fault.name)
def test_a_fault_of_the_exact_side_proves_nothing(fault, monkeypatch):
    assert codes(fault.latex) == ["sides-differ"]
    plant(fault, monkeypatch)
    assert codes(fault.latex) == ["oracles-disagree"]
    assert codes(fault.latex.replace(" = ", r" \overset{?}{=} ")) == ["oracles-disagree"]


@pytest.mark.parametrize("fault", NUMERIC, ids=lambda fault: fault.name)
def test_a_fault_of_the_numeric_side_refutes_nothing(fault, monkeypatch):
    assert codes(fault.latex) == []
    plant(fault, monkeypatch)
    assert codes(fault.latex) == ["oracles-disagree"]
    assert codes(fault.latex.replace(" = ", r" \overset{?}{=} ")) == ["oracles-disagree"]


def test_such_a_finding_shows_the_point_and_asks_to_report_it(monkeypatch):
    plant(EXACT[0], monkeypatch)
    report = check_pages([page(GIVEN, f"$$\n{EXACT[0].latex}\n$$")])
    (finding,) = report.diagnostics
    assert finding.message.endswith("please report it")
    assert finding.witness is not None
    assert finding.left != finding.right
    assert [link.verdict for link in report.equations[-1].links] == ["undecided"]
    assert not report.ok
