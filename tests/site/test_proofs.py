"""The page of the proofs: every step of the site with its verdict, and what speaks for it."""

import json
import re
import runpy
from collections import Counter
from hashlib import sha256
from html import unescape
from pathlib import Path
from types import SimpleNamespace

import pytest

from eqproof.diagnostics import Equation, Link
from eqproof.ledger import WORDS, anchors, steps, totals
from eqproof.rendering import as_json
from eqproof.run import Means, check_paths
from eqproof.source import Source, Span

ROOT = Path(__file__).parents[2]
SOURCE = Source("docs/page.md", "$$ a = b < c $$\n$$ d = e $$")
ROW = re.compile(
    r'<tr><td><a href="([^"]*)">([^<]*)</a></td><td><code>(.*?)</code></td>'
    r"<td>(.*?)</td><td>(.*?)</td><td>(.*?)</td><td>(.*?)</td></tr>"
)


@pytest.fixture(scope="module")
def proofs(load_hook):
    return load_hook("proofs")


@pytest.fixture(scope="module")
def report():
    return check_paths([ROOT / "docs"], Means(cached=True))


@pytest.fixture(scope="module")
def html(site):
    return (site / "eqproof/proofs/index.html").read_text("utf-8")


def chain():
    first = Link("5", "=", "a", "b", Span(5, 8), "proved", "signs", 24)
    second = Link(None, "<", "b", "c", Span(9, 12), "refuted", expected="refuted", points=3)
    return Equation(SOURCE, Span(0, 15), "claim", "a = b < c", True, ("5",), None, (first, second))


def sheet(proofs, *equations, **more):
    known = {"witness": "<a>w.py</a>", "tags": frozenset({"5"}), "slips": None} | more
    return proofs.Sheet("A <page>", "../page/", equations, **known)


def test_a_row_says_where_what_how_and_by_which_witness(proofs):
    found = ROW.findall(proofs.ledger([sheet(proofs, chain())]))
    assert found == [
        ("../page/#eq:5", "(5)", "a = b", "proved", "signs", "24", "<a>w.py</a>"),
        (
            f"../page/#{anchors([chain()])[Span(0, 15)]}",
            "line 1",
            r"\overset{?}{&lt;} c",
            "refuted on purpose",
            "–",
            "3",
            "–",
        ),
    ]


def test_a_second_statement_begins_with_its_left_side():
    link = Link(None, "=", "a", "b", Span(0, 1), "proved")
    other = Link(None, "=", "c", "d", Span(2, 3), "by-definition")
    both = Equation(SOURCE, Span(0, 4), "claim", "", True, links=(link, other))
    assert [(step.first, step.status) for step in steps([both])] == [
        (True, "proved"),
        (True, "definition"),
    ]
    assert totals([both]) == {"proved": 1, "definition": 1}


def test_the_totals_are_those_of_the_pages(proofs):
    html = proofs.ledger(
        [sheet(proofs, chain()), sheet(proofs, chain(), chain(), tags=frozenset())]
    )
    rows = re.findall(r'<tr><th scope="row">(.*?)</th>(.*?)</tr>', html)
    cells = [re.findall(r"<td>(.*?)</td>", row) for _, row in rows]
    assert cells == [
        ["2", "1", "0", "1", "1"],
        ["4", "2", "0", "2", "0"],
        ["6", "3", "0", "3", "1"],
    ]
    assert rows[0][0] == '<a href="#proofs-0">A &lt;page&gt;</a>'
    assert "Slips" not in html


def test_slips_are_shown_with_what_they_are_worth(proofs, tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "bench").mkdir()
    assert proofs.read_slips(tmp_path) == {}
    for name in ("a", "b"):
        (tmp_path / f"docs/{name}.md").write_text(name, "utf-8")
    counts = {"equal": 2, "not proved": 30, "refused": 7, "fault": 1}
    text = sha256(b"a").hexdigest()
    known = {f"docs/{name}.md": {"text": text, **counts} for name in ("a", "b")}
    (tmp_path / "bench/mutants.json").write_text(json.dumps(known), "utf-8")
    slips = proofs.read_slips(tmp_path)
    assert slips == {"a.md": proofs.Slips(38, 37, True), "b.md": proofs.Slips(38, 37, False)}
    sheets = [sheet(proofs, chain(), slips=s) for s in (*slips.values(), None)]
    html = proofs.ledger(sheets)
    for said in ("37 of 38", "37 of 38, before its last change", "not tried", "74 of 76"):
        assert f"<td>{said}</td>" in html


@pytest.mark.parametrize("content", ["", "<!-- proofs --> <!-- proofs -->"])
def test_a_page_without_its_marker_fails_the_build(proofs, content, tmp_path):
    file = SimpleNamespace(src_uri="eqproof/proofs.md", abs_src_path=str(tmp_path / "proofs.md"))
    file.page = SimpleNamespace(file=file, content=content)
    config = SimpleNamespace(
        docs_dir=str(tmp_path / "docs"),
        plugins={"eqproof": SimpleNamespace(report=SimpleNamespace(equations=()))},
    )
    files = SimpleNamespace(documentation_pages=lambda: [file])
    with pytest.raises(proofs.PluginError, match=r"stands here [02] times"):
        proofs.on_env(None, config, files)


@pytest.mark.parametrize("program", sorted((ROOT / "snippets").rglob("*.py")), ids=lambda p: p.stem)
def test_the_witnesses_are_found_without_running_the_program(proofs, program):
    assert proofs.witnessed(program.read_text("utf-8")) == set(
        runpy.run_path(str(program))["WITNESSES"]
    )
    assert proofs.witnessed("x = 1") == frozenset()


def test_every_step_of_the_site_stands_on_the_page_with_its_verdict(report, html):
    def spaced(latex):
        return "".join(latex.split())

    expected = Counter(
        (spaced(step.link.right), WORDS[step.status], str(step.link.points or "–"))
        for step in steps(report.equations)
    )
    found = Counter()
    for _, _, latex, verdict, method, points, _ in ROW.findall(html):
        assert (method != "–") == (verdict == "proved")
        # behind the last relation, and the right side may hold others in braces
        rights = [r for r, v, p in expected if v == verdict and p == points]
        text = spaced(unescape(latex))
        right = max((r for r in rights if text.endswith(r)), key=len, default=None)
        assert right is not None, latex
        found[right, verdict, points] += 1
    assert found.total() == expected.total() > 800
    assert {v: sum(n for k, n in found.items() if k[1] == v) for v in WORDS.values()} == {
        WORDS[status]: totals(report.equations)[status] for status in WORDS
    }


def test_every_row_leads_to_its_equation(site, html, report):
    pages = {}
    for equation in report.equations:
        pages.setdefault(equation.source.name, []).append(equation)
    names = {name: anchors(equations) for name, equations in pages.items()}
    expected = Counter(
        f"eq:{step.link.tag}"
        if step.link.tag
        else names[step.equation.source.name][step.equation.span]
        for step in steps(report.equations)
    )
    places = [unescape(row[0]).partition("#") for row in ROW.findall(html)]
    assert Counter(anchor for _, _, anchor in places) == expected
    for path in {place for place, _, _ in places}:
        assert (site / "eqproof/proofs" / path / "index.html").is_file()


def test_every_numbered_step_of_a_page_with_a_program_has_its_witness(html):
    with_program = {
        path.relative_to(ROOT / "snippets").as_posix() for path in (ROOT / "snippets").rglob("*.py")
    }
    seen = set()
    for address, number, _, verdict, _, _, witness in ROW.findall(html):
        page = address.partition("#")[0].removeprefix("../../").strip("./") or "index"
        program = f"{page.replace('-', '_')}.py"
        if (
            number.startswith("(")
            and program in with_program
            and verdict in ("proved", "by definition")
        ):
            assert f">{program}</a>" in witness, (address, number)
            seen.add(program)
        else:
            assert witness == "–", (address, number)
    assert seen == with_program


def test_the_report_can_be_had_as_the_command_prints_it(site, report, html):
    kept = json.loads((site / "eqproof/proofs.json").read_text("utf-8"))
    printed = json.loads(as_json(report))
    assert kept["summary"] == printed["summary"]
    assert {json.dumps(e) for e in kept["equations"]} == {
        json.dumps(e) for e in printed["equations"]
    }
    assert '<a href="../proofs.json" download' in html


def test_the_search_does_not_find_the_table(site):
    index = json.loads((site / "search/search_index.json").read_text("utf-8"))
    texts = [doc["text"] for doc in index["docs"] if doc["location"].startswith("eqproof/proofs")]
    assert texts
    assert not any("rational normal form" in text or "overset" in text for text in texts)
