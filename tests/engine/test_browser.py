r"""What the page that checks a reader's derivation is told, line by line."""

import json

import pytest

from eqproof.adapters.browser import Checker, start
from eqproof.check import check_pages
from eqproof.proof.budget import LENT
from eqproof.source import Source

GIVEN = r"""!!! given
    - $y \in \{0, 1\}$ and $p \in (0, 1)$
    - $L := -\left[ y \log p + (1 - y) \log(1 - p) \right]$

"""
CHAIN = r"""$$
\begin{align}
\frac{\partial L}{\partial p}
  &= -\left( \frac{y}{p} + (1 - y) \frac{\partial}{\partial p} \log(1 - p) \right) \\
  &= -\left( \frac{y}{p} + \frac{1 - y}{1 - p} \right) \\
  &= -\frac{y (1 - p) + (1 - y) p}{p (1 - p)}
\end{align}
$$
"""


def lines(text, checker=None):
    return json.loads((checker or Checker()).answer(text))["lines"]


def test_the_wrong_step_is_found_between_right_ones_with_numbers_and_a_hint():
    definition, first, wrong, last = lines(GIVEN + CHAIN)
    statuses = [line["status"] for line in (definition, first, wrong, last)]
    assert statuses == ["definition", "proved", "wrong", "proved"]
    assert [line["line"] for line in (first, wrong, last)] == [8, 9, 10]
    assert wrong["witness"] == [["y", "0"], ["p", "1/2"]]
    assert wrong["values"] == ["2", "-2"]
    assert wrong["message"] == "the two sides are not equal"
    assert "sign of the second term" in wrong["help"]
    assert first["by"].startswith("both sides are the same fraction")
    assert "message" not in first


def test_the_wrong_step_is_found_though_the_end_is_right():
    text = GIVEN + "$$ (p + 1)^2 = p^2 + 1 = p^2 + 2 p + 1 $$"
    assert [line["status"] for line in lines(text)][1:] == ["wrong", "wrong"]


def test_the_markdown_given_back_is_a_page_without_findings():
    answer = json.loads(Checker().answer(GIVEN + CHAIN))
    assert answer["markdown"].count(r"\overset{?}{=}") == 1
    report = check_pages([Source("page.md", answer["markdown"])])
    assert report.ok
    assert [line["status"] for line in lines(answer["markdown"])][2] == "refuted"


@pytest.mark.parametrize("relation", ["=", r"\le", r"\leq ", "<"])
def test_every_relation_can_be_marked(relation):
    answer = json.loads(Checker().answer(f"$$ 2 {relation} 1 $$\n"))
    assert (
        answer["markdown"]
        == f"$$ 2 \\overset{{?}}{{{relation.strip()}}}{' ' * (relation[-1] == ' ')} 1 $$\n"
    )


def test_what_cannot_be_read_has_its_place():
    (line,) = lines("$$ (1 + 2 = 3 $$")
    assert line["status"] == "unread"
    assert line["code"] == "unbalanced-bracket"
    assert line["excerpt"] == "$$ (1 + 2 = 3 $$"
    assert line["carets"] == "   ^"
    assert line["help"] == "add a closing )"


def test_a_step_that_says_nothing_and_one_that_is_wrongly_marked():
    same, true = lines("$$ 1 + 2 = 1 + 2 $$\n\n$$ 1 + 1 \\overset{?}{=} 2 $$")
    assert (same["status"], same["code"]) == ("undecided", "vacuous")
    assert (true["status"], true["code"]) == ("wrong", "not-refuted")


def test_lines_come_in_the_order_of_the_text():
    found = lines("$$ 1 = 2 $$\n\n$$ (1 = 1 $$\n\n$$ 2 = 2 + 0 $$")
    assert [line["line"] for line in found] == [1, 3, 5]
    assert [line["status"] for line in found] == ["wrong", "unread", "proved"]


def test_each_step_is_told_before_it_is_decided_and_decided_once(monkeypatch):
    checker, told = Checker(), []
    checker.answer(GIVEN + CHAIN, told.append)
    assert told == [3, 8, 9, 10]
    monkeypatch.setattr("eqproof.deciding.decide", None)
    assert lines(GIVEN + CHAIN, checker)[2]["status"] == "wrong"


def test_a_checker_has_the_macros_of_the_site_and_the_timer_of_the_page(tmp_path):
    class Timer:
        def start(self, seconds, again):
            pass

        def left(self):
            return 0

    (tmp_path / "macros.json").write_text(r'{"half": "\\frac{1}{2}"}')
    before, timer = LENT.get(), Timer()
    try:
        checker = start(str(tmp_path / "macros.json"), timer)
        assert LENT.get() is timer
        assert lines(r"$$ \half + \half = 1 $$", checker)[0]["status"] == "proved"
    finally:
        LENT.set(before)
