r"""A page as statements: scopes, what is known where, and that one fault is reported once.

Every finding of the reading is also tried in each kind of place of a page: columns break first
in boxes, lists and rows.
"""

import pytest
from pages import findings, found_at, page, read
from support import everywhere, marked

from eqproof.diagnostics import Diagnostic
from eqproof.source import Source

GIVEN = r"""- $x, y \in \mathbb{R}$ and $\mathbf{u}, \mathbf{v} \in \mathbb{R}^{m}$
- $X \in \mathbb{R}^{m \times k}$, $i \in \{1, \dots, m\}$, $f \colon \mathbb{R} \to \mathbb{R}$
"""

EVERY_CODE = [
    ("unbalanced-brace", r"x^⟦{⟧2"),
    ("unbalanced-brace", "x⟦}⟧"),
    ("unbalanced-bracket", "2 ⟦(⟧x + y"),
    ("unbalanced-bracket", "x + y⟦)⟧ 2"),
    ("unknown-command", r"x + ⟦\foo⟧"),
    ("unknown-character", "x ⟦€⟧ y"),
    ("missing-operand", "x ⟦+⟧"),
    ("missing-operand", "x ⟦=⟧"),
    ("unsupported", "x⟦!⟧"),
    ("unsupported", r"⟦\max⟧ x"),
    ("ambiguous", "⟦x/2y⟧"),
    ("ambiguous", "x^⟦10⟧"),
    ("ambiguous", "⟦{x + y}⟧x"),
    ("unbracketed-scope", r"\sum_{i=1}^{m} u_i + ⟦v_i⟧"),
    ("unknown-symbol", "x + ⟦q⟧"),
    ("unknown-symbol", "x + ⟦u⟧"),
    ("redefinition", "⟦x⟧ := y"),
    ("circular-definition", "⟦q⟧ := q + 1"),
    ("free-index", "x + u_⟦q⟧"),
    ("shape-mismatch", r"x + ⟦X \mathbf{u}⟧"),
    ("undefined-derivative", r"\frac{\partial ⟦x⟧}{\partial y}"),
    ("unknown-reference", r"x ⟦\eqref{nowhere}⟧"),
]


@pytest.mark.parametrize(("code", "latex"), EVERY_CODE, ids=[f"{c} {t}" for c, t in EVERY_CODE])
def test_a_finding_is_at_its_place_wherever_the_formula_stands(code, latex):
    for place, source, span in everywhere(latex, GIVEN):
        assert findings(source.text) == [(code, span)], place


def test_a_declaration_that_cannot_be_read_is_reported_in_its_place():
    found_at("unsupported", "!!! given\n    - text $x \\in \\mathbb{⟦C⟧}$\n\n$$ x = 1 $$\n")


@pytest.mark.parametrize(
    "broken",
    [
        r"x \in \mathbb{⟦C⟧}, \mathbf{w} \in \mathbb{R}^{m}",
        r"x, \mathbf{w} \in ⟦(⟧0, 1",
        r"\mathbf{w} = ⟦(w_1, w_3)⟧ \in \mathbb{R}^2, \quad x \in \mathbb{R}",
        r"x \in ⟦(1, 0)⟧, \mathbf{w} \in \mathbb{R}^m",
    ],
)
def test_names_of_a_broken_declaration_are_not_reported_again(broken):
    found_at(broken_code(broken), page([broken], "x = 1", r"\mathbf{w} = 0", "w_1 = x", "q := x"))


def broken_code(latex: str) -> str:
    if latex.startswith(r"x, \mathbf"):
        return "unbalanced-bracket"
    return "unsatisfiable-hypothesis" if "(1, 0)" in latex else "unsupported"


def test_names_of_a_broken_definition_are_not_reported_again():
    found_at("unbalanced-brace", page([r"x \in \mathbb{R}"], "q := x^⟦{⟧2", "q = x", "r := q"))


def test_a_fault_of_two_definitions_in_one_formula_is_reported_once():
    found_at("unknown-command", page([r"x \in \mathbb{R}"], r"q := x, \quad r := ⟦\foo⟧"))


def test_the_rest_of_the_page_is_read_all_the_same():
    text = page([r"x \in \mathbb{R}"], "x + q", "(x", "x = x + 0", "y")
    readings, found = read(text)
    assert [f.code for f in found] == ["unbalanced-bracket", "unknown-symbol", "unknown-symbol"]
    assert [r.kind for r in readings] == ["declaration", "mention", "mention", "claim", "mention"]


SECTIONS = r"""# Page

!!! given
    - $x \in \mathbb{R}$

## One

!!! given
    - $a \in \mathbb{R}$

$$ a = x $$

### Below

$$ a = x $$

## Two

!!! given
    - $a \in (0, 1)$ and $b := a$

$$ b = x $$
"""


def test_a_given_block_holds_for_its_section_and_what_is_below():
    assert findings(SECTIONS) == []
    assert [code for code, _ in findings(SECTIONS + "\n## Three\n\n$$ a = x $$\n")] == [
        "unknown-symbol"
    ]


def test_sections_beside_each_other_may_use_a_name_for_two_things():
    readings, _ = read(SECTIONS)
    (first,) = {r.notation.lookup("a") for r in readings[2:4]}
    assert readings[-1].notation.lookup("a") != first


def test_a_visible_name_is_not_declared_again():
    text = SECTIONS.replace(r"a \in \mathbb{R}", r"⟦x⟧ \in \mathbb{R}").replace("a = x", "x")
    found = found_at("redefinition", text)
    assert found.message == "x has its meaning already on line 4"


def test_components_of_two_tensors_with_one_letter_are_refused():
    given = [r"\mathbf{w} \in \mathbb{R}^{m}", r"\boldsymbol{w} \in \mathbb{R}^{k}"]
    found_at("unknown-symbol", page(given, r"⟦w⟧_1"))


def test_a_dimension_is_known_from_a_set_and_not_declared_twice():
    given = [r"\mathbf{u} \in \mathbb{R}^{m}", r"\mathbf{v} \in \mathbb{R}^{m}"]
    assert findings(page(given, "m + 1")) == []
    found_at("redefinition", page([*given, r"⟦m⟧ \in \mathbb{R}"], "2"))


def test_what_is_given_cannot_be_marked_as_wrong():
    given = [r"x \in \mathbb{R}", r"x ⟦\overset{?}{=}⟧ 1"]
    found_at("unsupported", page(given, "x"))


def test_what_is_approximate_cannot_be_assumed():
    given = [r"x \in \mathbb{R}", r"x ⟦\approx⟧ 1.5"]
    found_at("unsupported", page(given, "x"))


@pytest.mark.parametrize(
    ("code", "latex"),
    [
        ("unsupported", r"x > 0 ⟦\text{ or }⟧ x < y"),
        ("ambiguous", r"x > 0 ⟦\text{ or equivalently }⟧ 2 x > 0"),
        ("ambiguous", r"x > 0 ⟦\Rightarrow⟧ y > 0"),
    ],
)
def test_words_between_hypotheses_do_not_weaken_them(code, latex):
    """Both sides would be assumed, which is more than is written."""
    found_at(code, page([r"x, y \in \mathbb{R}", latex], "x"))


def test_what_is_assumed_under_a_condition_is_not_assumed_without():
    given = [r"x, y \in \mathbb{R}", r"x > 0 \text{ if } ⟦y > 0⟧"]
    found_at("unsupported", page(given, "x"))


def test_hypotheses_may_be_joined_by_and():
    given = [r"x, y \in \mathbb{R}", r"x > 0 \text{ and } y > 0, \quad x < y"]
    readings, found = read(page(given, "x"))
    assert found == []
    assert len(readings[-1].notation.hypotheses) == 3


def test_labels_and_tags_stand_once():
    found_at("duplicate-label", page([], r"1 = 1 \label{a}", r"2 = 2 ⟦\label{a}⟧"))
    found_at("duplicate-label", page([], r"1 = 1 \tag{1}", r"2 = 2 ⟦\tag{1}⟧"))


def test_a_reference_leads_to_a_label_of_the_page():
    assert findings(page([], r"1 = 1 \label{a}", r"\eqref{a}")) == []
    found_at("unknown-reference", page([], r"⟦\eqref{b}⟧"))


def test_the_label_of_a_formula_that_cannot_be_read_counts():
    found_at("unbalanced-bracket", page([], r"⟦(⟧1 = 1 \label{a}", r"\eqref{a}"))


def test_an_empty_formula_is_reported():
    text, _ = marked("⟦$$ \\quad $$⟧\n")
    assert [code for code, _ in findings(text)] == ["missing-operand"]


def test_help_for_a_free_index():
    found = found_at("free-index", page([r"\mathbf{u} \in \mathbb{R}^{m}"], "u_⟦i⟧"))
    assert found.help == r"declare it in a given block: $i \in \{1, \dots, m\}$"


def test_every_finding_speaks_of_the_page():
    source = Source("page.md", page([], "x"))
    _, found = read(source.text)
    assert all(isinstance(f, Diagnostic) and f.source == source for f in found)
