r"""Laws of the reading: nothing is lost on the way to a tree, and nothing brings it down."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from strategies import NAMES, any_text, trees

from eqproof.check import check_pages
from eqproof.diagnostics import ReadingError
from eqproof.latex.display import read_display
from eqproof.latex.nodes import Node, walk
from eqproof.latex.printer import to_latex
from eqproof.latex.spellings import read_tokens
from eqproof.page import read_page
from eqproof.source import Source, Span
from eqproof.statements.claims import claims_of
from eqproof.statements.reading import read_formulas

quick = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

GIVEN = r"""!!! given
    - $x, y \in \mathbb{R}$, $\hat{y} \in (0, 1)$, $\mathbf{w}, \mathbf{x} \in \mathbb{R}^{m}$
    - $X \in \mathbb{R}^{m \times k}$, $i \in \{1, \dots, m\}$, $j \in \{1, \dots, k\}$
    - $\sigma(t) := \frac{1}{1 + e^{-t}}$ and $f \colon \mathbb{R} \to \mathbb{R}$

"""


def formula(latex: str) -> Source:
    return Source("page.md", f"{GIVEN}$$\n{latex}\n$$\n")


def read(node: str) -> Node:
    (statement,) = read_display(read_tokens(node, {}), NAMES).statements
    (side,) = statement.sides
    return side


@given(trees)
@settings(quick, max_examples=500)
def test_a_printed_tree_reads_back_as_the_same_tree(tree: Node) -> None:
    latex = to_latex(tree)
    assert read(latex) == tree, latex


OTHERWISE = [
    ("_", r"\_"),
    (r"\cdot", "·"),
    (r"\sigma", "σ"),
    (r"\le ", "≤"),
    (r"\frac", r"\dfrac"),
    (r"\hat{y}", "ŷ"),
    (r"\log", r"\operatorname{log}"),
    (r"\tanh", r"\text{tanh}"),
    ("+", r"+ \color{red}{} \hspace{2pt}"),
    ("- ", "- {} "),
    ("(", r"\bigg("),
]


@given(trees, st.sets(st.sampled_from(OTHERWISE), min_size=1))
@settings(quick, max_examples=200)
def test_a_tree_typed_otherwise_is_the_same(tree: Node, changes: set[tuple[str, str]]) -> None:
    latex = other = to_latex(tree)
    for plain, typed in sorted(changes):
        other = other.replace(plain, typed)
    assert read(other) == read(latex), other


@given(trees)
@settings(quick, max_examples=100)
def test_every_node_stands_inside_the_formula(tree: Node) -> None:
    latex = to_latex(tree)
    for node in walk(read(latex)):
        assert 0 <= node.span.start < node.span.end <= len(latex)


def spans(source: Source) -> Iterator[Span]:
    """All that the reading of a page points at."""
    page = read_page(source)
    readings, diagnostics = read_formulas(page, {})
    yield from (d.span for d in [*page.diagnostics, *diagnostics])
    for reading in readings:
        offset = reading.formula.inner.start
        for claim in claims_of(reading):
            if isinstance(claim, ReadingError):
                yield claim.span.shifted(offset)
            else:
                yield from (claim.span, claim.left_span, claim.right_span)
        if reading.display is not None:
            for statement in reading.display.statements:
                yield from (r.span.shifted(offset) for r in statement.relations)
                for side in statement.sides:
                    yield from (node.span.shifted(offset) for node in walk(side))


@given(any_text)
@settings(quick, max_examples=600)
@example(r"\frac{1}{2")
@example(r"\boxed { \sqrt")
@example(r"\eqalign{x")
@example(r"\frac{\partial^{99999999} x}{\partial x^{99999999}}")
@example("(" * 400 + "x" + ")" * 400)
@example(r"\hat" * 2000 + " x")
@example(" x" * 400)
@example("- " * 400)
@example("x^{" * 300 + "x" + "}" * 300)
@example(r"\log " * 900 + "x")
@example("")
def test_whatever_stands_in_a_formula_every_span_lies_in_the_page(latex: str) -> None:
    source = formula(latex)
    for span in spans(source):
        assert 0 <= span.start < span.end <= len(source.text), span


@given(any_text)
@settings(quick, max_examples=60)
def test_whatever_stands_in_a_formula_there_is_a_report(latex: str) -> None:
    # what costs much time to decide is no matter of reading
    assume("=" not in latex and r"\le" not in latex and "<" not in latex)
    source = formula(latex)
    report = check_pages([source])
    assert report.equations or report.diagnostics
    assert report == check_pages([source])


@pytest.mark.parametrize("latex", [r"x = x + 1", r"\sum_{i=1}^{m} w_i = 1", r"q + \foo", "(x"])
def test_a_page_has_the_same_report_twice(latex: str) -> None:
    assert check_pages([formula(latex)]) == check_pages([formula(latex)])
