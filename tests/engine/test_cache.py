"""What was decided once is not decided again, unless anything changed that it follows from."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import pytest

from eqproof import cache, deciding
from eqproof.cache import COMPUTES_WITH, Folder, engine_of, open_cache
from eqproof.check import check_pages
from eqproof.claims import Claim, claims_of
from eqproof.keys import Keys, spelled
from eqproof.latex.macros import Macro
from eqproof.latex.nodes import ONE, Constant, Dim, Name
from eqproof.outcomes import Finding, Outcome, from_text, to_text
from eqproof.page import read_page
from eqproof.proof.budget import TimeUp
from eqproof.reading import read_formulas
from eqproof.run import Means, check_sources
from eqproof.source import Source, Span

ROOT = Path(__file__).parents[2]
PAGES = [*sorted(ROOT.glob("docs/**/*.md")), *sorted(ROOT.glob("tests/engine/cases/**/*.md"))]
GIVEN = r"""!!! given
    - $a, b \in \mathbb{R}$, $p \in (0, 1)$
    - $q := a + b$
    - $a = 2$
"""
CLAIMS = r"""
$$ q^2 = a^2 + 2 a b + b^2 = (b + \two)^2 $$

$$ q \overset{?}{=} a - b $$

$$ \log p < 0 $$

$$ a b = a + b = b + a $$

$$ \mathbf{v} = 1 $$
"""
PAGE = GIVEN + CLAIMS
MACROS = {"two": Macro("2")}
DECIDED = 6
"""The page has so many links; with the question whether the hypothesis can be met, one more."""


@dataclass
class Memory:
    """A cache that counts."""

    kept: dict[str, str] = field(default_factory=dict)
    met: int = 0
    stored: int = 0

    def load(self, key):
        self.met += key in self.kept
        return self.kept.get(key)

    def store(self, key, text):
        self.stored += 1
        self.kept[key] = text


def check(text, memory=None, macros=MACROS):
    return check_pages([Source("page.md", text)], macros, cache=memory)


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


@pytest.mark.parametrize(
    "path", [p for p in PAGES if "docs" in p.parts and FIRST in p.read_text("utf-8")], ids=str
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


# -- the folder ----------------------------------------------------------------------------------

KEY = "ab" + "0" * 62


def files(root):
    return [path for path in root.rglob("*") if path.is_file() and path.parent != root]


def test_a_folder_keeps_what_it_is_given(tmp_path):
    folder = Folder(tmp_path / "made", "1" * 64)
    assert folder.load(KEY) is None
    folder.store(KEY, "one")
    folder.store(KEY, "two\nlines")
    assert folder.load(KEY) == "two\nlines"
    assert folder.load(KEY[::-1]) is None
    assert len(files(tmp_path / "made")) == 1
    assert (tmp_path / "made" / ".gitignore").read_text("utf-8") == "*\n"


def test_another_engine_sees_nothing_and_clears_up(tmp_path):
    (tmp_path / "kept").mkdir()
    one, two = Folder(tmp_path, "1" * 64), Folder(tmp_path, "2" * 64)
    one.store(KEY, "one")
    assert two.load(KEY) is None
    two.store(KEY, "two")
    assert one.load(KEY) is None
    assert two.load(KEY) == "two"
    assert (tmp_path / "kept").is_dir()


def test_an_entry_of_another_engine_is_not_read_even_in_its_place(tmp_path):
    one, two = Folder(tmp_path / "1", "1" * 64), Folder(tmp_path / "2", "2" * 64)
    one.store(KEY, "one")
    two.store(KEY, "two")
    (mine,), (theirs,) = files(one.root), files(two.root)
    mine.write_bytes(theirs.read_bytes())
    assert one.load(KEY) is None


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda data: data[:-3],
        lambda data: data + b" ",
        lambda data: data.replace(b"proved", b"undone"),
        lambda data: data.replace(b"\n", b""),
        lambda data: b"\xff" + data[1:],
        lambda _: b'{"verdict": "proved"}',
    ],
)
def test_a_damaged_entry_is_ignored_and_written_anew(tmp_path, damage):
    folder = open_cache(tmp_path)
    cold = check(PAGE, folder)
    kept = {path: path.read_bytes() for path in files(tmp_path)}
    assert len(kept) == DECIDED + 1
    changed = 0
    for path, data in kept.items():
        path.write_bytes(damage(data))
        changed += path.read_bytes() != data
    assert changed
    assert check(PAGE, folder) == cold
    assert {path: path.read_bytes() for path in files(tmp_path)} == kept


def test_entries_that_were_exchanged_are_ignored(tmp_path):
    folder = open_cache(tmp_path)
    cold = check(PAGE, folder)
    paths = files(tmp_path)
    texts = [path.read_bytes() for path in paths]
    for path, text in zip(paths, [*texts[1:], texts[0]], strict=True):
        path.write_bytes(text)
    assert check(PAGE, folder) == cold


def test_a_folder_that_cannot_be_written_to_keeps_nothing(tmp_path):
    (tmp_path / "file").write_text("", "utf-8")
    folder = open_cache(tmp_path / "file")
    assert check(PAGE, folder) == check(PAGE)
    assert folder.load(KEY) is None


def test_writers_side_by_side_leave_whole_entries(tmp_path):
    folder = Folder(tmp_path, "1" * 64)
    texts = {f"{number:064x}": str(number) * 5000 for number in range(5)}

    def work(turn):
        for key, text in texts.items():
            folder.store(key, text)
            assert folder.load(key) == text, turn
        return turn

    with ThreadPoolExecutor(8) as executor:
        assert list(executor.map(work, range(40))) == list(range(40))
    assert len(files(tmp_path)) == len(texts)


# -- the engine ----------------------------------------------------------------------------------


@pytest.fixture
def package(tmp_path):
    folder = tmp_path / "package"
    (folder / "proof").mkdir(parents=True)
    (folder / "check.py").write_text("x = 1\n", "utf-8")
    (folder / "proof" / "zero.py").write_text("y = 1\n", "utf-8")
    return folder


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "proof" / "zero.py").write_text("y = 2\n", "utf-8"),
        lambda folder: (folder / "proof" / "zero.py").rename(folder / "proof" / "one.py"),
        lambda folder: (folder / "proof" / "zero.py").unlink(),
        lambda folder: (folder / "new.py").write_text("", "utf-8"),
    ],
)
def test_a_changed_engine_is_another_engine(package, change):
    before = engine_of(package)
    assert engine_of(package) == before
    change(package)
    assert engine_of(package) != before


@pytest.mark.parametrize("name", COMPUTES_WITH)
def test_with_another_version_of_what_it_computes_with_it_is_another_engine(
    name, package, monkeypatch
):
    before = engine_of(package)
    monkeypatch.setattr(cache, "version", lambda asked: "0" if asked == name else "1")
    one = engine_of(package)
    monkeypatch.setattr(cache, "version", lambda _: "1")
    assert len({before, one, engine_of(package)}) == 3


def test_an_engine_without_files_keeps_nothing(tmp_path, monkeypatch):
    assert engine_of(tmp_path) is None
    monkeypatch.setattr(cache, "PACKAGE", tmp_path)
    assert open_cache(tmp_path) is None


def test_a_changed_engine_decides_anew(tmp_path, package, monkeypatch):
    root = tmp_path / "root"
    monkeypatch.setattr(cache, "PACKAGE", package)
    check(PAGE, open_cache(root))
    kept = set(files(root))
    (package / "check.py").write_text("x = 2\n", "utf-8")
    check(PAGE, open_cache(root))
    assert len(kept) == len(set(files(root))) == DECIDED + 1
    assert kept.isdisjoint(files(root))
