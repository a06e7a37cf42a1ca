"""Pages to formulas: what a reader of the page sees as a formula, in order, with its place.

Knows given blocks, quotations of broken source and sections; knows no LaTeX. The formulas of a
Markdown page are those that Python-Markdown with ``pymdownx.arithmatex`` shows; those of a
notebook, a LaTeX document or reStructuredText, what Jupyter, LaTeX or Docutils shows. What looks
like a formula and is shown as plain text is a finding.

>>> page = read_page(Source("a.md", "> where $x > 0$"))
>>> [(formula.latex, formula.inner) for formula in page.formulas]
[('x > 0', Span(start=9, end=14))]
"""

from eqproof.page.formats import OTHERS, given_block, read_page, suffix_of
from eqproof.page.model import Formula, Given, Page, Quotation

__all__ = [
    "OTHERS",
    "Formula",
    "Given",
    "Page",
    "Quotation",
    "given_block",
    "read_page",
    "suffix_of",
]
