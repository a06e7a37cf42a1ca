"""What was decided once is not decided again, unless anything changed that it follows from."""

from fractions import Fraction
from pathlib import Path

import pytest
from cached import CLAIMS, DECIDED, GIVEN, PAGE, Memory, check

from eqproof import cache, deciding
from eqproof.keys import Keys, spelled
from eqproof.latex.macros import Macro
from eqproof.latex.nodes import ONE, Constant, Dim, Name
from eqproof.outcomes import Finding, Outcome, from_text, to_text
from eqproof.page import read_page
from eqproof.proof.budget import TimeUp
from eqproof.run import Means, check_sources
from eqproof.source import Source, Span
from eqproof.statements.claims import Claim, claims_of
from eqproof.statements.reading import read_formulas

ROOT = Path(__file__).parents[2]
PAGES = [*sorted(ROOT.glob("docs/**/*.md")), *sorted(ROOT.glob("tests/engine/cases/**/*.md"))]


@pytest.fixture
def memory():
    found = Memory()
    check(PAGE, found)
    assert (found.met, found.stored) == (0, DECIDED + 1)
    found.stored = 0
    return found


# -- what is kept --------------------------------------------------------------------------------


def test_the_report_is_the_same_cold_warm_and_without(memory, monkeypatch):
    cold = check(PAGE)
    assert {d.code for d in cold.diagnostics} == {"sides-differ", "unknown-symbol"}
    assert check(PAGE, Memory()) == cold

    def refuse(*_):
        raise AssertionError("nothing is left to decide")

    monkeypatch.setattr(deciding, "decide", refuse)
    assert check(PAGE, memory) == cold
    assert (memory.met, memory.stored) == (DECIDED + 1, 0)


def test_what_is_moved_on_the_page_is_not_decided_again(memory):
    moved = GIVEN + "\nSome words.\n" + CLAIMS
    report = check(moved, memory)
    assert memory.stored == 0
    assert report == check(moved)


def test_a_hypothesis_that_cannot_be_met_stays_so():
    text = PAGE.replace("a = 2", "p = 2")
    memory = Memory()
    cold = check(text, memory)
    assert "unsatisfiable-hypothesis" in {d.code for d in cold.diagnostics}
    assert check(text, memory) == cold == check(text)
    assert memory.met == 1


@pytest.mark.parametrize(
    ("old", "new", "met"),
    [
        ("a = 2", "a = 3", 0),
        ("    - $a = 2$\n", "", 0),
        ("q := a + b", "q := a + 2 b", 3),
        ("p \\in (0, 1)", "p \\in (0, 2)", 3),
        ("a, b \\in \\mathbb{R}", "a, b \\in \\mathbb{R}_{>0}", 0),
    ],
)
def test_another_hypothesis_definition_or_declaration_decides_anew(memory, old, new, met):
    """But for what is proved of other names."""
    changed = PAGE.replace(old, new)
    report = check(changed, memory)
    assert memory.met == met
    assert memory.stored >= DECIDED - met
    assert report == check(changed)
    assert report != check(PAGE)


RESTS = r"""!!! given
    - $x, u \in \mathbb{R}_{>0}$, $y \in \mathbb{R}$, $W \in \mathbb{R}^{2 \times 3}$
    - $\mathbf{w}, \mathbf{v} \in \mathbb{R}^{m}$, $i \in \{1, \dots, m\}$
    - $r := x s$, $g(t) := t + u$
    - $\sum_{i=1}^{m} v_i = 1$
    - $b \sim \mathrm{Bernoulli}(\theta)$
""".replace(r"- $r", "- $s := u^2$, $\\theta \\in (0, 1)$\n    - $r")
PROOF = r"""
$$ g(r) \mathbf{w} = u (1 + x u) \mathbf{w} $$
"""


@pytest.mark.parametrize(
    ("old", "new", "anew"),
    [
        # what the claim leads to, and what there is a draw, a size or an assumption for
        (r"s := u^2", r"s := u^3", True),
        (r"r := x s", r"r := x s + x - x", True),
        (r"g(t) := t + u", r"g(t) := u + t", True),
        (r"x, u \in \mathbb{R}_{>0}", r"x, u \in \mathbb{R}", True),
        (r"W \in \mathbb{R}^{2 \times 3}", r"W \in \mathbb{R}^{2 \times 4}", True),
        (r"$\mathbf{w}, ", r"$f \colon \mathbb{R} \to \mathbb{R}$, $\mathbf{w}, ", True),
        (r"$\mathbf{w}, ", r"$A \in \mathbb{R}^{m \times k}$, $\mathbf{w}, ", True),
        (r"\sum_{i=1}^{m} v_i = 1", r"\sum_{i=1}^{m} v_i = 2", True),
        (r"\theta \in (0, 1)", r"\theta \in (0, 1)$, $\theta \ne x$, $c \in [0, 1]", True),
        (r"\mathrm{Bernoulli}(\theta)", r"\mathrm{Bernoulli}(1 - \theta)", True),
        # and what it does not
        (r"y \in \mathbb{R}", r"y \in (0, 1)", False),
        (r"y \in \mathbb{R}", r"y, c \in \mathbb{R}", False),
        (r"y \in \mathbb{R}", r"c \in \mathbb{R}", False),
        (r"y \in \mathbb{R}", r"y \in \mathbb{R}$, $a := x + u$, $c := a^2", False),
    ],
)
def test_a_proof_is_kept_while_all_that_it_rests_on_is_the_same(old, new, anew):
    memory = Memory()
    first = check(RESTS + PROOF, memory)
    assert "proved" in {link.verdict for e in first.equations for link in e.links}
    proofs = {key for key, text in memory.kept.items() if '"proved"' in text}
    changed = RESTS.replace(old, new) + PROOF
    assert changed != RESTS + PROOF
    report = check(changed, memory)
    again = {key for key, text in memory.kept.items() if '"proved"' in text}
    assert (again != proofs) is (
        anew and "proved" in {link.verdict for e in report.equations for link in e.links}
    )
    assert report == check(changed)


def test_another_macro_decides_all_anew(memory):
    macros = {"two": Macro("3")}
    report = check(PAGE, memory, macros)
    assert memory.met == 0
    assert report == check(PAGE, None, macros)
    assert len(report.diagnostics) > len(check(PAGE).diagnostics)


@pytest.mark.parametrize(
    ("old", "new", "anew"),
    [
        ("= a^2 + 2 a b", "= a^2 - 2 a b", 2),
        ("a b = a + b = b + a", "a b = a + b = b - a", 1),
        (r"q \overset{?}{=} a - b", "q = a - b", 1),
        (r"\log p < 0", r"\log p > 0", 1),
        (r"\log p < 0", r"\log p \le 0", 1),
        (r"\log p < 0", r"\log p < 0 \quad", 0),
    ],
)
def test_another_claim_is_decided_and_the_others_are_not(memory, old, new, anew):
    changed = PAGE.replace(old, new)
    report = check(changed, memory)
    assert memory.stored == anew
    assert report == check(changed)


def test_a_link_behind_one_that_became_wrong_is_decided_anew(memory):
    """Where its left side is doubtful, a hint is looked for on that side first."""
    right = PAGE.replace("a b = a + b = b + a", "b + a = a + b = 2 b")
    wrong = right.replace("b + a = a", "a b = a")
    check(right, memory)
    assert memory.stored == 2
    check(wrong, memory)
    assert memory.stored == 3


def test_a_process_may_keep_outcomes_to_itself(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    source = Source("page.md", PAGE.replace(r"\two", "2"))
    means = Means(memory=cache.Memory())
    first = check_sources([source], means)
    assert first == check_sources([source])
    with monkeypatch.context() as engine:
        engine.setattr(deciding, "decide", None)
        assert check_sources([source], means) == first
    wrong = Source("page.md", source.text.replace("(b + 2)^2", "(b - 2)^2"))
    assert check_sources([wrong], means) == check_sources([wrong]) != first
    assert not list(tmp_path.iterdir())


FIRST = "!!! given\n    - "


def begins_with_given(path: Path) -> bool:
    """Return whether the first given block of a page is no example of one."""
    text = path.read_text("utf-8")
    givens = read_page(Source(path.name, text)).givens
    return bool(givens) and givens[0].span.start <= text.find(FIRST) < givens[0].span.end


@pytest.mark.parametrize(
    "path", [p for p in PAGES if "docs" in p.parts and begins_with_given(p)], ids=str
)
def test_a_page_that_declares_another_name_is_reported_as_if_it_were_new(path):
    text, memory = path.read_text("utf-8"), Memory()
    check(text, memory)
    changed = text.replace(
        FIRST, FIRST + r"$\mathcal{B} \in (0, 1)$, $\mathcal{C} := 2 \mathcal{B}$, ", 1
    )
    assert check(changed, memory) == check(changed)
    assert memory.met


@pytest.mark.parametrize("error", [TimeUp, ValueError])
def test_what_ran_out_of_time_or_failed_is_not_kept(error, monkeypatch):
    def fail(*_):
        raise error

    memory = Memory()
    with monkeypatch.context() as patch:
        patch.setattr(deciding, "decide", fail)
        spoiled = check(PAGE, memory)
    assert memory.stored == 1  # the hypothesis
    assert {link.verdict for e in spoiled.equations for link in e.links} == {
        *("undecided", "by-definition")
    }
    assert check(PAGE, memory) == check(PAGE)


def test_a_finding_that_took_long_is_not_kept(monkeypatch):
    """Time may have run out while a hint was looked for."""
    memory = Memory()
    monkeypatch.setattr(deciding, "LAST_RESORT", 0.0)
    report = check(PAGE, memory)
    links = [link for e in report.equations for link in e.links]
    wrong = [link for link in links if link.verdict == "refuted" and link.expected is None]
    assert wrong
    assert memory.stored == DECIDED + 1 - len(wrong)


def test_an_outcome_is_the_same_as_text():
    finding = Finding("sides-differ", 3, 9, "the \udc80 “two”\n", {"ŷ": "1/2"}, "1", None, None)
    for outcome in (Outcome("proved", "signs", 24), Outcome("refuted", finding=finding)):
        assert from_text(to_text(outcome)) == outcome
        assert "\n" not in to_text(outcome)


# -- keys ----------------------------------------------------------------------------------------


def test_what_is_spelled_out_leaves_out_places_only():
    sized = Constant("ones", (Dim("m"), ONE))
    assert spelled(Name("x", span=Span(1, 2))) == spelled(Name("x", span=Span(5, 6)))
    assert spelled(sized) != spelled(Constant("ones", (Dim("n"), ONE)))
    assert spelled({"a": Fraction(1, 2)}) != spelled({"a": Fraction(1, 3)})
    assert spelled(("a", "b")) != spelled(("a','b",))
    assert spelled(frozenset("ab")) == spelled(frozenset("ba"))
    assert spelled("1") != spelled(1)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_claim_has_a_key_of_its_own(path):
    source = Source(path.name, path.read_text("utf-8"))
    readings, _ = read_formulas(read_page(source), {})
    links = [link for reading in readings for link in claims_of(reading)]
    claims = [link for link in links if isinstance(link, Claim)]
    keys = Keys({})
    found = {keys.of_claim(claim, doubtful) for claim in claims for doubtful in (False, True)}
    alike = {(c.left, c.relation, c.right) for c in claims}
    assert 2 * len(alike) <= len(found) <= 2 * len(claims)
    assert found == {
        Keys({}).of_claim(claim, doubtful) for claim in claims for doubtful in (False, True)
    }


@pytest.mark.parametrize("value", [1.5, object(), [1], len])
def test_what_cannot_be_spelled_out_is_refused(value):
    with pytest.raises(TypeError):
        spelled((value,))
