"""reStructuredText: which formulas a page shows, where they stand, and what is declared."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import codes, marked

from eqproof.check import check_pages
from eqproof.page import read_page, rst, rst_inline, rst_lines
from eqproof.source import Source

GIVEN = ".. admonition:: Given\n\n   - :math:`a, b \\in \\mathbb{R}`\n\n"


def page(text):
    return read_page(Source("a.rst", text))


def formulas(text):
    found = page(text)
    assert not found.diagnostics
    return [formula.latex.strip() for formula in found.formulas]


def findings(text):
    return check_pages([Source("a.rst", text)])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (":math:`a` and (:math:`b`), `c`:math:.", ["a", "b", "c"]),
        ("``:math:`a``` and :math:`b`", ["b"]),
        ("two lines of :math:`a\n+ b`", ["a\n+ b"]),
        (".. math:: a", ["a"]),
        (".. math::\n\n   a\n   = b\n\n   c\n", ["a\n   = b", "c"]),
        (".. math:: a\n   = b\n   :label: x\n\n   c\n", ["a\n   = b", "c"]),
        (".. math::\n   :label: x\n   :nowrap:\n\n   a", ["a"]),
        ("- .. math:: a\n- :math:`b`\n\n  .. math::\n\n     c", ["a", "b", "c"]),
        (".. note:: with :math:`a`\n\n   .. math:: b\n", ["a", "b"]),
        (".. note::\n   .. math:: b\n", ["b"]),
        ("term\n   .. math:: b\n", ["b"]),
        (".. figure:: a.png\n   :alt: :math:`a`\n\n   :math:`b`\n", ["b"]),
        (".. |x| replace:: :math:`a`\n.. [1] :math:`b`\n.. _x: y\n", ["a", "b"]),
        (".. :math:`a`\n   :math:`b`\n\n:math:`c`", ["c"]),
        ("..\n\n   :math:`a`", ["a"]),
        (".. code-block:: rst\n\n   :math:`a`\n\n   :math:`b`\n\n:math:`c`", ["c"]),
        ("- .. code:: x\n\n    :math:`a`\n\n  :math:`b`", ["b"]),
        ("so::\n\n   :math:`a`\n\n:math:`b`", ["b"]),
        ("* so::\n\n     :math:`a`\n\n  :math:`b`", ["b"]),
        ("so::\n\n> :math:`a`\n> x\n\n:math:`b`", ["b"]),
        (".. note:: so::\n\n       :math:`a`\n\n   :math:`b`", ["b"]),
        (">>> f(':math:`a`')\n':math:`b`'\n\n:math:`c`", ["c"]),
        ("+-----------+\n| :math:`a` |\n+-----------+", ["a"]),
        ("+---------+\n|:math:`a`|\n+---------+", ["a"]),
        (".. default-role:: math\n\n`a` and `b`_ and ``c``", ["a"]),
        (":math:`a` costs $5 and $6, \\$x^2$", ["a"]),
        (":x: .. math:: a\n:y: :math:`b`", ["a", "b"]),
        ("| so::\n\n   :math:`a`", ["a"]),
        (".. _x:\n\n   :math:`a`", ["a"]),
        ("1. .. math:: a\n\n2. b", ["a"]),
        ("1. .. no :math:`a`\nitem", ["a"]),
        ("Title :math:`a`\n===============\n\n:math:`b`", ["a", "b"]),
    ],
)
def test_formulas_are_those_that_a_reader_sees(text, expected):
    assert formulas(text) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("⟦:math:`⟧a and b", "unclosed-formula"),
        ("⟦:math:`⟧a`b c", "misplaced-formula"),
        ("x⟦:math:`⟧a`", "misplaced-formula"),
        ("⟦:math:`⟧a\n   b`", "unclosed-formula"),
        ("⟦$a^2$⟧ is", "misplaced-formula"),
        ("⟦$$ a $$⟧", "misplaced-formula"),
        ("so\n⟦.. math::⟧ a", "misplaced-formula"),
        ("⟦.. math::⟧\n\na", "misplaced-formula"),
        ("⟦.. math: a⟧", "misplaced-formula"),
        ("⟦\\begin{align}⟧ a \\end{align}", "misplaced-formula"),
    ],
)
def test_what_is_shown_as_plain_text_is_a_finding(text, code):
    text, span = marked(text)
    assert codes(page(text)) == [(code, span)]


def test_a_given_block_holds_for_its_section():
    text = f"One\n===\n\n{GIVEN}Below\n-----\n\n:math:`a + b = b + a`\n\n"
    again = ".. admonition:: given\n\n   :math:`a \\in \\mathbb{R}_{>0}`\n\n:math:`\\sqrt{a^2} = a`"
    assert findings(f"{text}Two\n===\n\n{again}").ok
    text, span = marked(f"{text}Two\n===\n\nand :math:`⟦a⟧`")
    assert codes(findings(text)) == [("unknown-symbol", span)]


def test_titles_with_two_lines_are_of_a_rank_of_their_own():
    text = f"===\nOne\n===\n\nTwo\n===\n\n{GIVEN}===\nThr\n===\n\nand :math:`⟦a⟧`"
    text, span = marked(text)
    assert codes(findings(text))[-1] == ("unknown-symbol", span)


@pytest.mark.parametrize("title", ["Given that", "Note"])
def test_other_boxes_are_no_given_blocks(title):
    assert not page(GIVEN.replace("Given", title)).givens


def test_what_stands_behind_a_given_block_is_a_claim():
    (formula, claim) = page(GIVEN + ":math:`a = b`").formulas
    assert (formula.given, claim.given) == (0, None)


@pytest.mark.parametrize(
    "text",
    [
        ":math:`a + b = ⟦b - a⟧`",
        "`a + b = ⟦b - a⟧`:math:",
        ".. math:: a + b = ⟦b - a⟧\n",
        ".. math::\n   :label: x\n\n   a + b &= b + a \\\\\n         &= ⟦b - a⟧\n",
        ".. math::\n\n   a + b = b + a\n\n   a + b = ⟦b - a⟧\n",
        "- item\n\n  .. math::\n\n     a + b = ⟦b - a⟧\n",
    ],
)
def test_a_wrong_sign_is_found_at_its_place(text):
    text, span = marked(GIVEN + text)
    assert codes(findings(text)) == [("sides-differ", span)]


PIECES = [
    *(
        ":math:`",
        "`",
        "``",
        "`:math:",
        ".. math::",
        ".. note::",
        ".. ",
        "::",
        "\\",
        "$a^2$",
        "a = b",
    ),
    *("   ", "- ", "\n", "\n\n", "\n   ", "===", "\n===\n", "---\n", "| ", "+--", ">>> ", ":x: "),
    *(".. admonition:: Given", ".. code::", "..", "_", "[1]", "\t", "\r\n"),
]
texts = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@given(texts)
def test_any_text_is_read_and_every_formula_stands_where_it_says(text):
    for formula in page(text).formulas:
        inner = formula.inner
        assert formula.span.start <= inner.start <= inner.end <= formula.span.end <= len(text)
        assert formula.latex == text[inner.start : inner.end]


@given(texts)
def test_no_text_makes_the_checker_fail(text):
    assert "internal-error" not in {found.code for found in findings(text).diagnostics}


@pytest.mark.parametrize("module", [rst, rst_inline, rst_lines])
def test_the_examples_of_the_modules(module):
    assert doctest.testmod(module).failed == 0
