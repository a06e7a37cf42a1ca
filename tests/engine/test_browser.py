r"""What the page that checks a reader's derivation is told, line by line."""

import json

import pytest

from eqproof.adapters.browser import Checker, start
from eqproof.check import check_pages
from eqproof.proof.budget import LENT
from eqproof.source import Source

GIVEN = [
    r"$y \in \{0, 1\}$ and $p \in (0, 1)$",
    r"L := -\left[ y \log p + (1 - y) \log(1 - p) \right]",
]
CHAIN = r"""\frac{\partial L}{\partial p}
  = -\left( \frac{y}{p} + (1 - y) \frac{\partial}{\partial p} \log(1 - p) \right)
  = -\left( \frac{y}{p} + \frac{1 - y}{1 - p} \right)
  = -\frac{y (1 - p) + (1 - y) p}{p (1 - p)}
"""
BARE = r"""L = −[y log(ŷ) + (1 − y) log(1 − ŷ)]
\frac{∂L}{∂ŷ} = -\frac{y}{ŷ} - \frac{1-y}{1-ŷ} \tag{3}.
"""
ASKING = "y^2 = y"


def asked(text, given=(), without=(), checker=None, watch=None):
    question = {"lines": text, "given": list(given), "without": list(without)}
    return json.loads((checker or Checker()).answer(json.dumps(question), watch))


def lines(text, given=(), checker=None):
    found = asked(text, given, checker=checker)["lines"]
    return [line for line in found if line["place"]["field"] == "lines"]


def statuses(text, given=()):
    return [line["status"] for line in lines(text, given)]


def numbers(found):
    return [line["place"]["number"] for line in found]


# the answer, line by line


def test_the_wrong_step_is_found_between_right_ones_with_numbers_and_a_hint():
    first, wrong, last = found = lines(CHAIN, GIVEN)
    assert [line["status"] for line in found] == ["proved", "wrong", "proved"]
    assert numbers(found) == [2, 3, 4]
    assert wrong["witness"] == [["y", "0"], ["p", "1/2"]]
    assert wrong["values"] == ["2", "-2"]
    assert wrong["message"] == "the two sides are not equal"
    assert "sign of the second term" in wrong["help"]
    assert first["by"].startswith("both sides are the same fraction")
    assert "message" not in first
    assert last["left"] == wrong["right"]


def test_the_wrong_step_is_found_though_the_end_is_right():
    assert statuses("(p + 1)^2 = p^2 + 1 = p^2 + 2 p + 1", GIVEN) == ["wrong", "wrong"]


def test_sides_are_given_without_what_numbers_and_parts_rows():
    (step,) = lines("\\begin{align} 1 + 1 &= 2 \\tag{1} \\label{a} \\\\ \\end{align}")
    assert (step["left"], step["right"]) == ("1 + 1", "2")


@pytest.mark.parametrize("relation", ["=", r"\le", r"\leq ", "<"])
def test_every_relation_can_be_marked(relation):
    marked = asked(f"2 {relation} 1")["markdown"]
    blank = " " * (relation[-1] == " ")
    assert marked == f"$$\n2 \\overset{{?}}{{{relation.strip()}}}{blank} 1\n$$\n"


def test_what_cannot_be_read_has_its_place():
    (line,) = lines("words\n\n  (1 + 2 = 3")
    assert line["status"] == "unread"
    assert line["code"] == "unbalanced-bracket"
    assert line["place"] == {"field": "lines", "number": 3, "column": 3}
    assert (line["excerpt"], line["carets"]) == ("  (1 + 2 = 3", "  ^")
    assert line["help"] == "add a closing )"


def test_one_unreadable_line_leaves_the_others():
    found = lines("(a + b)^2\n = a^2 + 2 a b + b^2\n = \\foo{a}\n = b^2 + a^2\n = (b + a)^2")
    assert [line["status"] for line in found] == ["proved", "unread", "wrong"]
    assert numbers(found) == [2, 3, 5]


def test_a_step_that_says_nothing_and_one_that_is_wrongly_marked():
    same, true = lines("$$ 1 + 2 = 1 + 2 $$\n\n$$ 1 + 1 \\overset{?}{=} 2 $$")
    assert (same["status"], same["code"]) == ("undecided", "vacuous")
    assert (true["status"], true["code"]) == ("wrong", "not-refuted")


def test_lines_come_in_the_order_of_the_text():
    found = lines("$$ 1 = 2 $$\n\n$$ (1 = 1 $$\n\n$$ 2 = 2 + 0 $$")
    assert numbers(found) == [1, 3, 5]
    assert [line["status"] for line in found] == ["wrong", "unread", "proved"]


def test_each_step_is_told_before_it_is_decided_and_decided_once(monkeypatch):
    checker, told = Checker(), []
    asked(CHAIN, GIVEN, checker=checker, watch=told.append)
    assert set(told) == {0, 2, 3, 4}
    monkeypatch.setattr("eqproof.deciding.decide", None)
    assert lines(CHAIN, GIVEN, checker)[1]["status"] == "wrong"


PASTED = [
    "$$ 1 + 1 = 2 $$",
    "\\[ 1 + 1 = 2 \\]",
    "1 + 1 = 2.",
    "1 + 1 &= 2 \\\\\n &= 2 + 0",
    "\\begin{align}\n1 + 1 &= 2 \\tag{1}\n\\end{align}",
    "\\begin{equation*}\n1 + 1 = 2\n\\end{equation*}",
    "1 + 1\n = 2,\n\n2\n = 1 + 1",
    "3 − 1 = 2 · 1",
    "1 + 1\n\\overset{?}{=} 3",
    "Here is $1 + 1 = 2$, as said.",
    "\\newcommand{\\two}{2}\n1 + 1 = \\two",
    "I have got the following:\n    1 + 1 = 2\nbut is that right?",
]


@pytest.mark.parametrize("typed", PASTED)
def test_what_is_pasted_is_read(typed):
    found = asked(typed)
    assert {line["status"] for line in found["lines"]} <= {"proved", "refuted"}
    assert found["lines"]
    assert not found["open"]


def test_lines_taken_for_words_are_said():
    assert asked("the loss L = is the usual loss\n1 + 1 = 2")["passed"] == [1]


# what is assumed


def test_bare_lines_are_decided_under_entries_that_are_shown():
    found = asked(BARE)
    assert [line["status"] for line in found["lines"]] == ["definition", "wrong"]
    assert [(e["about"], e["line"]) for e in found["assumed"]] == [
        ("y", r"$y \in [0, 1]$"),
        ("ŷ", r"$\hat{y} \in (0, 1)$"),
        ("L", r"$L := −[y log(ŷ) + (1 − y) log(1 − ŷ)]$"),
    ]
    assert found["assumed"][0]["why"] == "this letter is usually a label"
    assert r"$y \in \{0, 1\}$" in found["assumed"][0]["others"]


def test_entries_of_the_reader_are_kept_and_only_the_rest_is_assumed():
    found = asked(ASKING + "\n\nz = 1 z", [r"y \in \{0, 1\}"])
    assert [line["status"] for line in found["lines"]] == ["proved", "proved"]
    assert [entry["name"] for entry in found["assumed"]] == ["z"]
    assert statuses(ASKING, [r"y \in [0, 1]"]) == ["wrong"]


def test_an_entry_is_markdown_or_a_bare_formula_in_one_line():
    found = asked("x = 1 x", ["", "- $x \\in\n \\mathbb{R}$, a number", "  "])
    assert found["markdown"].startswith("!!! given\n    - $x \\in \\mathbb{R}$, a number\n\n$$\n")
    assert asked("x = 1 x", [r"x \in \mathbb{R}"])["assumed"] == []


def test_an_entry_that_cannot_be_read_has_its_place_and_nothing_takes_its_place():
    found = asked("y = 1 y", ["", r"$z \in \mathbb{R}$", r"y \in"])
    (unread,) = found["lines"]
    assert unread["place"] == {"field": "given", "number": 3, "column": 4}
    assert unread["status"] == "unread"
    assert found["assumed"] == []


def test_nothing_is_assumed_about_a_name_that_is_left_out():
    found = asked("y + z = z + y", without=["y"])
    assert [entry["name"] for entry in found["assumed"]] == ["z"]
    assert [line["code"] for line in found["lines"]] == ["unknown-symbol"]


def test_a_question_has_answers_and_the_line_that_waits_for_one():
    found = asked(f"1 + 1 = 2\n\n{ASKING}")
    (question,) = found["questions"]
    assert question["text"] == "is y 0 or 1, or any number from 0 to 1?"
    assert question["numbers"] == [3]
    assert [a["words"] for a in question["answers"]] == ["0 or 1", "any number from 0 to 1"]
    assert found["lines"][1]["question"] == question["text"]
    for answer, status in zip(question["answers"], ["proved", "wrong"], strict=True):
        again = asked(f"1 + 1 = 2\n\n{ASKING}", answer["lines"])
        assert (again["lines"][-1]["status"], again["questions"]) == (status, [])


def test_a_question_without_answers_says_how_one_begins():
    (question,) = asked(r"\frac{\partial L}{\partial w} = (p - y) x")["questions"]
    assert (question["answers"], question["start"]) == ([], "L := ")


# the page that is given back


@pytest.mark.parametrize(
    ("text", "given"),
    [
        (CHAIN, GIVEN),
        (BARE, []),
        (ASKING, [r"y \in [0, 1]"]),
        ("\\newcommand{\\two}{2}\n1 + 1 = \\two = 3", []),
        ("Let $p \\in (0, 1)$ and $q := 1 - p$. Then\n$$ p + q = 1 $$", []),
        ("!!! given\n    - $a \\in \\mathbb{R}$\n\n$$ a + b = b + a = 2 b $$", [r"b \in [0, 1]"]),
    ],
)
def test_the_markdown_given_back_is_a_page_without_findings(text, given):
    found = asked(text, given)
    assert found["open"] == []
    report = check_pages([Source("page.md", found["markdown"])])
    assert report.ok, [(d.code, d.message) for d in report.diagnostics]
    wrong = [line for line in found["lines"] if line["status"] == "wrong"]
    assert found["markdown"].count(r"\overset{?}{=}") == len(wrong)
    assert all(entry["line"] in found["markdown"] for entry in found["assumed"])


@pytest.mark.parametrize("text", [ASKING, "1 + (2 = 3", "1 = 1", r"\sum_{k=1}^K p_k = 1"])
def test_what_is_open_is_told_since_the_command_finds_it_too(text):
    found = asked(text)
    assert found["open"]
    assert not check_pages([Source("page.md", found["markdown"])]).ok


HOSTILE = [
    *("<img src=x onerror=alert(1)>", "$", "$$", "!!! given", "# a", "```", "~~~", "\\[", "<!--"),
    *("`$", "> x", "1. x", "$(x", "{", "\\end{align}", "__import__('os').system('true')"),
]


@pytest.mark.parametrize("entry", HOSTILE)
def test_no_entry_keeps_the_lines_from_being_checked_and_each_is_answered(entry):
    found = asked("1 + 1 = 2\n\nx = 1 x", [entry])
    assert [line["status"] for line in found["lines"]] == ["unread", "proved", "proved"]
    assert found["lines"][0]["place"]["field"] == "given"


@pytest.mark.parametrize("entry", ["$x \\in \\mathbb{R}$ <script>alert(1)</script>", "<b>$x$</b>"])
def test_words_beside_a_formula_are_read_over(entry):
    assert [line["status"] for line in asked("1 + 1 = 2", [entry])["lines"]] == ["proved"]


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
        assert lines(r"$$ \half + \half = 1 $$", checker=checker)[0]["status"] == "proved"
    finally:
        LENT.set(before)
