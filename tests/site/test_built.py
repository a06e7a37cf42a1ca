"""What stands in the built site: formulas, marks, links, and nothing from elsewhere."""

import filecmp
import re
from collections import Counter
from pathlib import Path
from posixpath import join, normpath
from urllib.parse import unquote, urlsplit

import pytest

from eqproof.diagnostics import Equation
from eqproof.run import check_paths

ROOT = Path(__file__).parents[2]
LOADING = {
    "embed": "src",
    "iframe": "src",
    "img": "src",
    "link": "href",
    "object": "data",
    "script": "src",
    "source": "src",
    "use": "xlink:href",
    "video": "src",
}
INDEX_OF_NAMES = Path("notation/index.html")
NOT_LOADED = {"canonical", "next", "prev"}


@pytest.fixture(scope="module")
def checked() -> dict[Path, list[Equation]]:
    """Return the equations of the report by the place of their page in the site."""
    found: dict[Path, list[Equation]] = {}
    for equation in check_paths([ROOT / "docs"]).equations:
        page = Path(equation.source.name).absolute().relative_to(ROOT / "docs")
        folder = page.parent if page.name == "index.md" else page.with_suffix("")
        found.setdefault(folder / "index.html", []).append(equation)
    return found


@pytest.fixture(scope="module")
def numbers(site, pages) -> dict[Path, dict[str, str]]:
    """Return the numbers of the equations by their anchors, as each built page shows them."""
    row = re.compile(r'<mjx-mtd id="(eq:[^"]*)"[^>]*>(.*?)</mjx-mtd>', re.DOTALL)
    glyph = re.compile(r'<mjx-c class="mjx-c([0-9A-F]+)')
    return {
        path: {
            name: "".join(chr(int(code, 16)) for code in glyph.findall(cell))[1:-1]
            for name, cell in row.findall((site / path).read_text("utf-8"))
        }
        for path in pages
    }


def spaced(latex: str) -> str:
    return " ".join(latex.split())


def test_every_formula_shown_was_checked_and_every_one_checked_is_shown(pages, checked):
    assert checked
    for path, page in pages.items():
        shown = [spaced(a["data-tex"]) for tag, a in page.elements if tag == "mjx-container"]
        assert len(shown) == len(page.with_class("arithmatex"))
        if path == INDEX_OF_NAMES:  # shows them again
            continue
        assert shown == [spaced(equation.latex) for equation in checked.get(path, [])], path


def alike(latex: str) -> str:
    """Return *latex* as the index of names shows it: without a number, in one size."""
    return spaced(re.sub(r"\\(tag|label)\{[^}]*\}", "", latex).replace(r"\dfrac", r"\frac"))


def has_own_letters(equation: Equation) -> bool:
    """Whether the page of *equation* says in its head that its letters are for its own use."""
    return "notation: local" in equation.source.text.partition("\n---\n")[0]


def test_the_index_of_names_shows_all_that_is_declared_or_defined_and_nothing_else(pages, checked):
    elements = pages[INDEX_OF_NAMES].elements
    shown = {alike(a["data-tex"]) for tag, a in elements if tag == "mjx-container"}
    listed = [found for found in checked.values() if not has_own_letters(found[0])]
    assert len(listed) < len(checked)
    named = [e for found in listed for e in found if e.kind != "claim"]
    whole = {alike(e.latex) for e in named if e.kind in ("declaration", "definition")}
    assert len(whole) > 100
    assert whole <= shown
    for latex in shown - whole:  # names, and what else stands in the words behind them
        assert any(latex in alike(e.latex) for e in named), latex


def test_every_claim_has_a_mark_with_a_name(pages, checked):
    for path, equations in checked.items():
        assert all(e.links for e in equations if e.kind == "claim")
        decided = [equation for equation in equations if equation.links]
        marks = pages[path].with_class("eqproof")
        assert len(marks) == len(decided), path
        displayed = [tag == "details" for tag, _ in marks]
        assert displayed == [equation.display for equation in decided], path


def test_a_refuted_step_is_open_and_the_others_are_closed(pages, checked):
    for path, equations in checked.items():
        expected = [
            any(link.expected for link in equation.links)
            for equation in equations
            if equation.links and equation.display
        ]
        is_open = ["open" in a for tag, a in pages[path].with_class("eqproof") if tag == "details"]
        assert is_open == expected, path


def test_no_page_loads_anything_from_elsewhere(site, pages):
    for path, page in pages.items():
        for tag, attributes in page.elements:
            address = attributes.get(LOADING.get(tag, ""), "")
            if set(attributes.get("rel", "").split()) & NOT_LOADED:
                continue
            assert not urlsplit(address).netloc, (path, tag, address)
        assert not page.with_class("mermaid"), "the theme would load a library for it"
    for path in site.rglob("*.css"):
        loaded = re.findall(r"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]([^'\"]+)", path.read_text())
        for address in (a or b for a, b in loaded):
            assert not urlsplit(address).netloc, (path, address)


def test_no_part_of_a_drawing_is_taken_for_a_link(pages):
    for path, page in pages.items():  # the theme makes the href of each element an address
        assert not [a for tag, a in page.elements if tag == "use" and "href" in a], path


def test_every_internal_link_leads_somewhere(site, pages):
    followed = 0
    for path, page in pages.items():
        for tag, attributes in page.elements:
            target = urlsplit(attributes.get("href", ""))
            if tag != "a" or target.scheme or target.netloc:
                continue
            followed += 1
            place = unquote(target.path)
            if place.startswith("/"):
                place = place.removeprefix("/")
            else:
                place = normpath(join(path.parent.as_posix(), place)) if place else path.as_posix()
            there = site / place
            if there.is_dir():
                there /= "index.html"
            assert there.is_file(), (path, attributes["href"])
            if target.fragment and there.suffix == ".html":
                anchors = pages[there.relative_to(site)].ids()
                assert unquote(target.fragment) in anchors | {"__top"}, (path, attributes["href"])
    assert followed


def test_every_equation_number_is_a_link_to_itself(pages, numbers):
    for path, page in pages.items():
        links = [unquote(a.get("href", "")) for tag, a in page.elements if tag == "a"]
        for identifier in numbers.get(path, {}):
            assert f"#{identifier}" in links, (path, identifier)
    assert sum(map(len, numbers.values())) >= 100


def test_every_identifier_stands_once_on_its_page(pages):
    for path, page in pages.items():
        counted = Counter(a["id"] for _, a in page.elements if a.get("id"))
        # the theme repeats those of its palette's switches for browsers without a script
        twice = {name for name, times in counted.items() if times > 1 and not name.startswith("__")}
        assert not twice, path


def test_a_link_to_an_equation_shows_its_number(site, pages, numbers):
    link = re.compile(r'<a href="([^"#]*)#(eq:[^"]*)"[^>]*>([^<]*)</a>')
    followed = 0
    for path in pages:
        for place, anchor, shown in link.findall((site / path).read_text("utf-8")):
            there = Path(normpath(join(path.parent.as_posix(), place))) if place else path
            there = there / "index.html" if there.suffix != ".html" else there
            assert shown == f"({numbers[there][unquote(anchor)]})", (path, place, anchor)
            followed += 1
    assert followed


def test_the_script_of_the_cards_stands_on_every_page_and_needs_nothing(site, pages):
    script = (site / "assets/preview.js").read_text("utf-8")
    assert not re.search(r"\b(import|require)\b|https?:", script)
    for path, page in pages.items():
        sources = [a.get("src", "") for tag, a in page.elements if tag == "script"]
        assert any(source.endswith("assets/preview.js") for source in sources), path
    assert '[href*="#eq:"]' in script
    for path, page in pages.items():
        for tag, attributes in page.elements:
            if tag == "a" and "#eq:" in unquote(attributes.get("href", "")):
                assert "#eq:" in attributes["href"], (path, attributes["href"])


def test_the_search_finds_formulas_once_and_no_marks(site):
    index = (site / "search" / "search_index.json").read_text("utf-8")
    assert "sigmoid" in index
    assert not re.search("[\U0001d400-\U0001d7ff]", index), "the glyphs beside the MathML"
    assert "how this was checked" not in index


def test_two_builds_are_the_same_bytes(site, build_site, tmp_path):
    again = build_site(tmp_path)
    files = sorted(p.relative_to(site) for p in site.rglob("*") if p.is_file())
    assert files == sorted(p.relative_to(again) for p in again.rglob("*") if p.is_file())
    different = [path for path in files if not filecmp.cmp(site / path, again / path, False)]
    assert not different


def test_every_row_of_the_cheat_sheet_leads_to_the_place_where_it_is_derived(site, checked):
    path = Path("cheat-sheet/index.html")
    html = (site / path).read_text("utf-8").partition("<div popover")[0]
    rows = re.findall(r"<tr>\s*<td>.*?</tr>", html, re.DOTALL)
    assert len(rows) >= 45
    for row in rows:
        assert row.count('class="arithmatex"') == 1
        assert re.search(r'<td><a href="\.\./[a-z/-]+/#[^"]+">[^<]+</a></td>\s*</tr>', row), row
    claims = [equation for equation in checked[path] if equation.kind == "claim"]
    assert len(claims) == len(rows), "each row is checked here again"
