"""Inequalities of which one holds where the other does."""

import pytest
from claims import page
from support import marked

from eqproof.check import check_pages
from eqproof.source import Source

GIVEN = r"""
- $s, t \in \mathbb{R}$, $v \in \mathbb{R}^n$, $i \in \{1, \dots, n\}$
"""


def report(claim: str, given: str = GIVEN):
    return check_pages([Source("page.md", page(given, f"$$ {claim} $$").text)])


def codes(found) -> list[str]:
    return [finding.code for finding in found.diagnostics]


def links(claim: str, given: str = GIVEN) -> list[str]:
    return [link.verdict for link in report(claim, given).equations[-1].links]


@pytest.mark.parametrize("arrow", [r"\iff", r"\Leftrightarrow", r"\quad\Longleftrightarrow\quad"])
def test_there_is_one_link_for_each_statement_behind_the_first(arrow):
    found = report(rf"s > t {arrow} s - t > 0 {arrow} 2 t < 2 s")
    assert codes(found) == []
    links = found.equations[-1].links
    assert [(link.verdict, link.relation, link.left) for link in links] == [
        ("proved", ">", "s - t"),
        ("proved", "<", "2 t"),
    ]


@pytest.mark.parametrize(
    ("claim", "where"),
    [
        (r"s > 0 \iff s > ⟦1⟧", "s > 0"),
        (r"s > ⟦1⟧ \iff s > 0", "s > 0"),
        (r"s^2 > ⟦0⟧ \iff e^s > 0", "e^s > 0"),
        (r"s > ⟦t⟧ \iff s \ge t", r"s \ge t"),
        (r"s > 0 \iff t > ⟦0⟧", "s > 0"),
    ],
)
def test_the_direction_that_fails_is_reported(claim, where):
    text, span = marked(page(GIVEN, f"$$ {claim} $$").text)
    (finding,) = check_pages([Source("page.md", text)]).diagnostics
    assert (finding.code, finding.span) == ("relation-fails", span)
    assert finding.message.endswith(f" where {where} holds")
    assert finding.witness


@pytest.mark.parametrize(
    "claim",
    [
        r"s + 1 > 1 \Rightarrow s > 0",
        r"s > 0, \text{ hence } s + 1 > 1",
        r"s > 0 \iff 0 < s < s + 1",
        r"s = t \iff s \ge t",
        r"s > 0 \Rightarrow s > -1 \iff s + 1 > 0",
    ],
)
def test_other_statements_beside_arrows_stand_on_their_own(claim):
    assert "refuted" in links(claim)
    assert "where" not in report(claim).diagnostics[0].message


def test_equations_of_which_none_holds_everywhere_can_be_conditions():
    assert links(r"s + t = 1 \iff 2 s + 2 t = 2") == ["undecided", "undecided"]
    assert codes(report(r"s + t = 1 \iff 2 s + 2 t = 2")) == ["ambiguous", "ambiguous"]
    assert links(r"s + t = 1 \iff (s + t)^2 = s^2 + 2 s t + t^2") == ["refuted", "proved"]


def test_equations_that_say_what_a_declared_name_is_are_conditions():
    assert links(r"s = t \iff s + 1 = t + 1") == ["proved"]
    assert links(r"s + 1 = t \iff s = t + 1") == ["refuted"]
    assert links(r"s = t \iff (s + t)^2 = s^2 + 2 s t + t^2") == ["refuted"]


def test_what_holds_for_one_entry_is_not_assumed_for_all():
    assert codes(report(r"v_i > 0 \iff v_1 > 0")) == ["unsupported"]
    assert codes(report(r"v_i > 0 \iff 2 v_i > 0")) == ["unsupported"]


def test_a_statement_is_not_equivalent_to_itself():
    assert codes(report(r"s > 0 \iff s > 0")) == ["vacuous"]


def test_where_nothing_is_met_nothing_is_proved():
    assert "proved" not in links(r"s^2 < 0 \iff -e^s > 0")
    assert "proved" not in links(r"s^2 < 0 \iff s < 0")


def test_a_hypothesis_that_one_direction_needs_is_needed():
    given = r"- $s, t \in \mathbb{R}$, $t \ge 0$"
    assert codes(report(r"t + 1 > 0 \iff e^s > 0", given)) == []
    assert codes(report(r"e^s > 0 \iff t + 1 > 0", given)) == []
    given = r"- $s, t \in \mathbb{R}$, $s + t \ge 0$"
    assert codes(report(r"s > -t \iff 2 s + 2 t > 0", given)) == ["unneeded-hypothesis"]


@pytest.mark.parametrize(
    "claim",
    [
        r"s > 0 \implies s + 1 > 1",
        r"s > 0 \Rightarrow |s| = s",
        r"s \ne 0 \implies s^2 > 0",
        r"s > t \implies e^s > e^t",
        r"s > t \implies s \overset{?}{>} t + 1",
        r"s = t \implies s^2 = t^2",
        r"s = -t \Rightarrow s^2 = t^2",
        r"v_i = 2 \implies v_i^2 = 4",
        r"0 < s < t \implies s^3 > 0",
        r"s > 0 \text{ and } t > 0 \implies s t > 0",
        r"s > 0 \quad\text{and}\quad t > 0 \implies s t > 0",
        r"\text{if } t > 0: s > 0 \implies s t > 0",
        r"s > 0 \iff s + 1 > 1 \quad \text{if } s < 1",
    ],
)
def test_what_follows_from_a_comparison_of_names_is_one_link(claim):
    assert links(claim) in (["proved"], ["refuted"])
    assert not report(claim).diagnostics


@pytest.mark.parametrize(
    ("claim", "code"),
    [
        (r"s > 0 \implies s^2 > 1", "relation-fails"),
        (r"s > 1 \implies s < 1", "relation-fails"),
        (r"s > 0 \implies |s| = -s", "sides-differ"),
        (r"s > s \implies t > 0", "unsatisfiable-hypothesis"),
        (r"v_i > 0 \implies v_1 > 0", "ambiguous"),
        (r"s = t \implies s^2 = t", "sides-differ"),
        (r"v_1 = 2 \implies v_2^2 = 4", "sides-differ"),
        (r"v_i = 2 \implies v_i^2 = 5", "sides-differ"),
        (r"s < t < 1 \implies s > 1", "relation-fails"),
        (r"s > 0 \text{ and } t > 0 \implies s t > 1", "relation-fails"),
        (r"s > 0 \text{ and } s < 0 \implies s = 1", "unsatisfiable-hypothesis"),
        (r"s > 0 \text{ and } t > 0", "relation-fails"),
        (r"s > 1 \implies s > -1 \implies s^2 > 1", "relation-fails"),
        (r"\text{if } t > 0: s > 0 \implies s t > 1", "relation-fails"),
        (r"s > 0 \iff s + t > t + 1 \quad \text{if } s < 1", "relation-fails"),
    ],
)
def test_what_does_not_follow_is_refused(claim, code):
    assert code in codes(report(claim))


def test_each_arrow_of_several_says_what_follows_from_the_one_before():
    assert links(r"s > 0 \implies s^3 > 0 \implies s^3 + 1 > 1") == ["proved", "proved"]
    assert links(r"s > 0 \implies s^3 > 0 \text{ and } t > 0 \implies t^3 > 0") == ["proved"] * 2


def test_words_join_as_arrows_do():
    assert links(r"s > 0 \text{ if and only if } s^3 + 1 > 1") == links(r"s > 0 \iff s^3 + 1 > 1")
    assert links(r"s > 0 \quad\text{iff}\quad s + 1 > 1") == ["proved"]
    assert links(r"s > 0 \text{ implies } s + 1 > 1") == ["proved"]
    assert links(r"s > 0 \text{ implies } s > 1") == ["refuted"]
    assert links(r"s > 0 \text{ iff } s^2 > 0") == ["refuted"]


def test_a_place_that_words_name_is_a_condition():
    assert links(r"s^2 = 4 \text{ at } s = 2") == ["proved"]
    assert links(r"\frac{\mathrm{d}}{\mathrm{d}s} s^2 = 4 \quad \text{at } s = 2") == ["proved"]
    assert links(r"s^2 = 5 \text{ at } s = 2") == ["refuted"]
    assert links(r"s^2 = s \text{ at } s") == ["refuted"]
