"""What a refutation shows: the values that enter the two sides, and no others."""

import pytest

from eqproof.check import check_pages
from eqproof.source import Source

GIVEN = r"""!!! given
    - $y \in \{0, 1\}$ and $\mathbf{w}, \mathbf{x} \in \mathbb{R}^{d}$
    - $\sigma(t) := \frac{1}{1 + e^{-t}}$
    - $z := \mathbf{w}^\top \mathbf{x}$ and $\hat{y} := \sigma(z)$
    - $\ell := -\left[ y \log \hat{y} + (1 - y) \log(1 - \hat{y}) \right]$
    - $\mathrm{d}\mathbf{x} = \mathbf{0}$

$$
"""


def witness(latex):
    report = check_pages([Source("a.md", f"{GIVEN}{latex}\n$$\n")])
    assert [found.code for found in report.diagnostics] == ["sides-differ"]
    return set(report.diagnostics[0].witness)


@pytest.mark.parametrize(
    ("latex", "names"),
    [
        pytest.param(
            r"\frac{\partial \ell}{\partial \hat{y}} = \frac{\hat{y} + y}{\hat{y} (1 - \hat{y})}",
            {"y", r"\hat{y}"},
            id="a defined name has its value, one that is only differentiated has none",
        ),
        pytest.param(
            r"z = -\mathbf{w}^\top \mathbf{x}",
            {r"\mathbf{w}", r"\mathbf{x}"},
            id="a name that is a whole side is computed",
        ),
        pytest.param(
            r"\mathrm{d}z = \mathbf{x}^\top \mathrm{d}\mathbf{w} + 1",
            {r"\mathbf{x}", r"\mathrm{d} z", r"\mathrm{d} \mathbf{w}"},
            id="changes are shown",
        ),
        pytest.param(
            r"\mathrm{d}(y^2 z) = y^2 + z",
            {"y", "z", r"\mathrm{d} z"},
            id="and those of what stands in brackets",
        ),
        pytest.param(r"\ell = z", {"y", r"\mathbf{w}", r"\mathbf{x}"}, id="never nothing at all"),
    ],
)
def test_what_enters_the_sides_is_shown(latex, names):
    assert witness(latex) - {"d"} == names


def test_what_a_function_of_nothing_is_made_of_is_shown():
    given = "!!! given\n    - $a, b \\in \\mathbb{R}$ and $h(T) := a^2 + b$\n\n"
    report = check_pages([Source("a.md", f"{given}$$ h(T) = 5 $$\n")])
    assert [set(found.witness) for found in report.diagnostics] == [{"a", "b"}]
