"""The benchmark's own logic, on a page of a few links, with readers made for it."""

import json
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import sympy as sp
from bench import many as very_many
from bench.__main__ import BROWSER, HERE, MANY, PAGE, RESULTS
from bench.cases import Case, cases_of, cases_on, certainly_false, points_of
from bench.many import run, write
from bench.mutants import pages
from bench.page import ALLOWED, page
from bench.peers import RefusedError
from bench.results import as_json, counts_of, kept, row_of, stages_of
from bench.stages import STAGES, stage_times
from bench.tools import AS_WRITTEN, SIMPLIFIED, Outcome, Tool, outcome, run_eqproof

from eqproof.files import read_pages
from eqproof.source import Source

GIVEN = r"""# Page

!!! given
    - $z \in \mathbb{R}$ and $y \in (0, 1)$
    - $\hat{y} := \frac{1}{1 + e^{-z}}$

"""
LINKS = r"""
$$ y (1 - \hat{y}) = y - y \hat{y} $$

$$ \frac{\partial \hat{y}}{\partial z} = \hat{y} (1 - \hat{y}) $$

$$ y \hat{y} \overset{?}{=} y + \hat{y} $$
"""
y, z, hat, e = (sp.Symbol(name) for name in ("y", "z", "hat{y}", "e"))
RIGHT = {
    r"y (1 - \hat{y})": y * (1 - hat),
    r"y - y \hat{y}": y - y * hat,
    r"\frac{\partial \hat{y}}{\partial z}": sp.Derivative(hat, z),
    r"\hat{y} (1 - \hat{y})": hat * (1 - hat),
    r"y \hat{y}": y * hat,
    r"y + \hat{y}": y + hat,
    r"\frac{1}{1 + e^{-z}}": 1 / (1 + e**-z),
}


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return list(cases_on("page", Source("page.md", GIVEN + LINKS), 2))


def reader(known: dict[str, Any]) -> Callable[[str], Any]:
    def read(text: str) -> Any:
        if text not in known:
            raise ValueError("no such formula")
        return known[text]

    return read


def outcomes(known: dict[str, Any], cases: list[Case]) -> list[Outcome]:
    tool = Tool("fake", AS_WRITTEN, reader(known))
    return [outcome(tool, case) for case in cases if not case.is_slip]


def test_slips_stand_beside_their_link_and_are_false(cases: list[Case]) -> None:
    assert [(c.is_true, c.is_slip) for c in cases] == [
        *[(True, False), (False, True), (False, True)] * 2,
        (False, False),
    ]
    assert all(certainly_false(c.claim, points_of(c.claim)) is not c.is_true for c in cases)


def test_a_reader_that_is_right_gets_what_a_careful_user_would_get(cases: list[Case]) -> None:
    found = outcomes(RIGHT, cases)
    assert [o.readings for o in found] == [("right", "right")] * 3
    assert [o.verdict for o in found] == ["proved", "proved", "refuted"]


def test_a_name_made_up_is_a_wrong_reading(cases: list[Case]) -> None:
    split = sp.Symbol("hat") * y
    wrong = {**RIGHT, r"y \hat{y}": y * split, r"y + \hat{y}": y + split}
    assert outcomes(wrong, cases)[2].readings == ("wrong", "wrong")


def test_another_value_is_a_wrong_reading(cases: list[Case]) -> None:
    wrong = {
        **RIGHT,
        r"\hat{y} (1 - \hat{y})": hat - 1,
        r"y (1 - \hat{y})": sp.Function("y")(1 - hat),
    }
    found = outcomes(wrong, cases)
    assert found[0].readings == ("wrong", "right")
    assert found[1].readings == ("right", "wrong")
    assert found[1].verdict == "refuted"


def test_what_is_not_read_is_refused(cases: list[Case]) -> None:
    found = outcomes({k: v for k, v in RIGHT.items() if k != r"y + \hat{y}"}, cases)
    assert found[2].readings == ("right", "refused")
    assert found[2].verdict == "refused"
    assert "no such formula" in found[2].reason


def test_no_derivative_is_taken_through_a_definition_that_is_refused(cases: list[Case]) -> None:
    found = outcomes({k: v for k, v in RIGHT.items() if "e^" not in k}, cases)
    assert found[1].readings == ("not judged", "right")
    assert found[1].verdict == "undecided"
    assert found[2].verdict == "undecided"  # the prediction is not free


def test_a_tool_that_decides_by_itself_is_asked(cases: list[Case]) -> None:
    tool = Tool("fake", AS_WRITTEN, reader(RIGHT), lambda _left, _right: True)
    found = [outcome(tool, case) for case in cases if not case.is_slip]
    assert {o.verdict for o in found} == {"proved"}
    row = row_of("fake", AS_WRITTEN, [c for c in cases if not c.is_slip], found)
    assert row["false"] == {"proved": 1}
    assert row["accepted_numbers"] == 1
    assert row["readings"] == {"right": 6}


def test_the_simplified_spelling_has_plain_letters_and_dots(cases: list[Case]) -> None:
    texts: list[str] = []

    def read(text: str) -> Any:
        texts.append(text)
        raise RefusedError

    for case in cases:
        if not case.is_slip:
            outcome(Tool("fake", SIMPLIFIED, read), case)
    assert texts[:2] == [r"y \cdot (1 - a)", r"y - y \cdot a"]
    assert texts[2:4] == [r"\frac{d}{d z} (a)", r"a \cdot (1 - a)"]


def test_eqproof_runs_on_the_same_links(cases: list[Case]) -> None:
    found = run_eqproof(cases)
    assert [o.verdict for o in found] == ["proved" if c.is_true else "refuted" for c in cases]
    assert all(o.readings == ("right", "right") for o in found if o.readings)


def test_all_stages_are_timed(cases: list[Case]) -> None:
    found = stages_of(stage_times(cases))
    assert set(found) == {"reading", *STAGES}
    assert all(stage["worst"] > 0 for stage in found.values())


def test_the_equations_of_the_benchmark_are_as_marked() -> None:
    cases = cases_of("equations", [HERE / "equations.md"], 0)
    counts = counts_of(cases)
    assert min(counts["true"], counts["wrong"]) > 25
    for case in cases:
        points = points_of(case.claim, 24)
        assert certainly_false(case.claim, points) is not case.is_true, case.left


# -- the page ------------------------------------------------------------------------------------


def test_the_page_says_what_was_measured() -> None:
    assert PAGE.read_text("utf-8") == page(kept(RESULTS), kept(MANY), kept(BROWSER))


def test_another_number_is_another_page(cases: list[Case]) -> None:
    found = run_eqproof(cases)
    results = {
        "groups": {"pages": counts_of(cases)},
        "versions": {"python": "3"},
        "machine": "one",
        "rows": [row_of("eqproof", AS_WRITTEN, cases, found)],
        "stages": stages_of(stage_times(cases)),
        "budgets": dict.fromkeys(ALLOWED, 1.0) | {"start of the command": 0.1},
    }
    many = {
        "pages": 2,
        "slips": 3000,
        "links": 3100,
        "verdicts": {"refuted": 2900},
        "workers": 2,
        "seconds": 100.0,
        "processor time of the workers": 31.0,
        "memory of the largest worker": 99.0,
        "memory of the client": 98.0,
        "versions": {"python": "3", "sympy": "1"},
        "machine": "one",
    }
    waits = {"first visit": 5.0, "later visit": 2.5, "next verdict": 0.1}
    loaded = {"megabytes, first visit": 12.0, "megabytes, later visit": 0.0}
    browser = {
        "lines": {"at once": waits | loaded},
        "times": 3,
        "versions": {"Chromium": "1"},
        "machine": "one",
    }
    text = page(results, many, browser)
    assert f"| pages | 2 | 1 | 4 | {len(cases)} |" in text
    assert "| slips among these | 3,000 |" in text
    assert "| slips refuted | 2,900 |" in text
    assert "| slips not read | 100 |" in text
    assert "| processor time a link | 10 ms |" in text
    assert "| later visit | 3 s | 2.5 s |" in text
    assert "| megabytes, first visit | - | 12 |" in text
    assert page(results, {**many, "slips": 3001}, browser) != text
    assert page(results, many, {**browser, "times": 4}) != text
    assert json.loads(as_json(results)) == results


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (0.0, "0 ms"),
        (0.00018978, "0.19 ms"),
        (0.0645, "64.5 ms"),
        (0.99991, "1 s"),
        (9.995393, "10 s"),
        (754.6, "755 s"),
        (12345.0, "12,300 s"),
    ],
)
def test_a_time_is_shown_in_the_unit_that_suits_it(seconds: float, shown: str) -> None:
    results = kept(RESULTS)
    assert results is not None
    budgets = {**results["budgets"], "start of the command": seconds}
    text = page({**results, "budgets": budgets}, None, None)
    assert f"`eqproof --help`, takes {shown}.\n" in text


def test_a_link_with_a_condition_is_no_case() -> None:
    condition = r"$$ y^2 = y \quad \text{if } y = 1 $$"
    claims = [c.left for c in cases_on("part", Source("a.md", f"{GIVEN}{LINKS}\n{condition}\n"), 0)]
    assert claims == [c.left for c in cases_on("part", Source("a.md", GIVEN + LINKS), 0)]
    assert claims


# -- many links ----------------------------------------------------------------------------------


def test_slips_by_the_page_are_different_and_stand_in_their_claims(tmp_path: Path) -> None:
    page_of = tmp_path / "docs" / "part"
    page_of.mkdir(parents=True)
    (page_of / "page.md").write_text(GIVEN + LINKS, "utf-8")
    found = list(pages(tmp_path / "docs", 40))
    assert sum(number for _, number in found) >= 40
    assert [source.name for source, _ in found[:2]] == ["part-page-0.md", "part-page-1.md"]
    formulas = [line for source, _ in found for line in source.text.splitlines() if "$$" in line]
    slips = [s for f in formulas if "?" not in f for s in f.strip("$ ").split(r", \quad ")]
    assert len(slips) == len(set(slips)) == sum(number for _, number in found)
    assert all(source.text.startswith(GIVEN) for source, _ in found)


def test_many_links_are_checked_through_an_executor(tmp_path: Path) -> None:
    slips = write(tmp_path / "pages", 60)
    with ThreadPoolExecutor(2) as executor:
        found = run(read_pages([tmp_path / "pages"])[0], executor)
    assert found["links"] > sum(found["verdicts"].values()) > 0.8 * slips
    assert found["verdicts"]["refuted"] > 0.8 * slips  # some are true, some cannot be read
    with pytest.raises(SystemExit, match="not empty"):
        write(tmp_path / "pages", 60)


@pytest.fixture
def run_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], dict[str, Any]]:
    """Return a function that checks pages of slips in parts of one page, in this process."""
    monkeypatch.setattr(very_many, "cluster", lambda _: ThreadPoolExecutor(1))
    monkeypatch.setattr(very_many, "PAGES", 1)
    monkeypatch.setattr(very_many, "version", lambda _: "1")
    monkeypatch.setattr(very_many, "DOCS", tmp_path / "docs")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "page.md").write_text(GIVEN + LINKS, "utf-8")
    results, folder = tmp_path / "many.json", tmp_path / "pages"
    asked = ["many", str(folder), "--links", "20", "--results", str(results)]
    monkeypatch.setattr(sys, "argv", asked)

    def run() -> dict[str, Any]:
        very_many.main()
        found: dict[str, Any] = json.loads(results.read_text("utf-8"))
        return found

    return run


def test_a_run_that_was_stopped_goes_on_with_the_next_part(
    tmp_path: Path, run_many: Callable[[], dict[str, Any]]
) -> None:
    whole = run_many()
    kept = tmp_path / "pages" / very_many.PARTS
    head, first, *others = kept.read_text("utf-8").splitlines(keepends=True)
    assert len(others) == whole["pages"] - 1 > 0
    kept.write_text(head + first, "utf-8")
    again = run_many()
    counted = ("pages", "links", "slips", "verdicts")
    assert [again[name] for name in counted] == [whole[name] for name in counted]
    assert kept.read_text("utf-8").startswith(head + first)
    assert again["seconds"] > json.loads(first)["seconds"]


def test_a_run_does_not_go_on_with_another_engine(
    monkeypatch: pytest.MonkeyPatch, run_many: Callable[[], dict[str, Any]]
) -> None:
    run_many()
    monkeypatch.setattr(very_many, "engine_of", lambda _: "another")
    with pytest.raises(SystemExit, match="the engine is not that of the run before"):
        run_many()
