"""Equations as their author writes them, read into claims under a notation."""

from eqproof.check import check_pages
from eqproof.diagnostics import Diagnostic
from eqproof.page import read_page
from eqproof.proof.assumed import facts_of
from eqproof.proof.facts import Facts
from eqproof.source import Source
from eqproof.statements.claims import Claim, claims_of
from eqproof.statements.reading import read_formulas

ENTROPY = r"""
- $y \in [0, 1]$ and $c \in \mathbb{R}$
- $z \in \mathbb{R}$ and $\sigma(t) := \frac{1}{1 + e^{-t}}$
- $\hat{y} := \sigma(z)$
- $\ell := -\left[ y \log \hat{y} + (1 - y) \log(1 - \hat{y}) \right]$
"""
BATCH = r"""
- $X \in \mathbb{R}^{m \times d}$, $\mathbf{y} \in [0, 1]^{m}$, $\mathbf{w} \in \mathbb{R}^{d}$
- $\sigma(t) := \frac{1}{1 + e^{-t}}$
- $\hat{\mathbf{y}} := \sigma(X \mathbf{w})$
- $J := -\frac{1}{m} \left[ \mathbf{y} : \log \hat{\mathbf{y}} +
  (\mathbf{1} - \mathbf{y}) : \log(\mathbf{1} - \hat{\mathbf{y}}) \right]$
- $i \in \{1, \dots, m\}$ and $j \in \{1, \dots, d\}$
"""


def page(given: str, text: str) -> Source:
    """Return a page with a given block and *text* below it."""
    lines = [f"    {line}" for line in given.strip().splitlines()]
    return Source("page.md", "\n".join(["# Page", "", "!!! given", *lines, "", text, ""]))


def claim(given: str, latex: str) -> tuple[Claim, Facts]:
    """Return the one link of a formula, and the facts it stands under."""
    (link,) = links(given, latex)
    return link


def links(given: str, latex: str) -> list[tuple[Claim, Facts]]:
    """Return the links of a formula, and the facts they stand under."""
    readings, diagnostics = read_formulas(read_page(page(given, f"$$\n{latex}\n$$")), {})
    assert not diagnostics, diagnostics
    found = list(claims_of(readings[-1]))
    assert all(isinstance(one, Claim) for one in found), found
    return [(one, facts_of(one.notation)) for one in found if isinstance(one, Claim)]


def findings(given: str, latex: str) -> tuple[Diagnostic, ...]:
    """Return what a check of a page with this one display finds."""
    return check_pages([page(given, f"$$\n{latex}\n$$")]).diagnostics
