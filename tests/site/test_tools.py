"""The tools beside displayed equations: their links, and the data that they work with."""

import io
import json
import re
from contextlib import redirect_stdout
from html import unescape
from itertools import cycle, pairwise
from pathlib import Path

import pytest
import sympy as sp

from eqproof.cache import NAME, open_cache
from eqproof.check import check_pages
from eqproof.diagnostics import Equation, Link
from eqproof.ledger import anchor_of_number, anchors
from eqproof.run import Means, check_paths
from eqproof.source import Source, Span
from eqproof.typed import as_typed

ROOT = Path(__file__).parents[2]
SOURCE = Source("page.md", "$$ a = b $$")


@pytest.fixture(scope="module")
def tools(load_hook):
    return load_hook("tools")


@pytest.fixture(scope="module")
def displays():
    """Return the displayed equations of the site by the folder of their page in it."""
    report = check_paths([ROOT / "docs"], Means(cached=True))
    found: dict[Path, list[Equation]] = {}
    for equation in report.equations:
        page = Path(equation.source.name).absolute().relative_to(ROOT / "docs")
        folder = page.parent if page.name == "index.md" else page.with_suffix("")
        found.setdefault(folder, []).append(equation)
    return {
        folder: [(anchors(all_of_page)[e.span], e) for e in all_of_page if e.display]
        for folder, all_of_page in found.items()
        if any(equation.display for equation in all_of_page)
    }


def equation(place, latex, *tags, display=True, label=None):
    link = Link(None, "=", "a", "b", Span(place, place + 1), "proved")
    span = Span(place, place + 1)
    return Equation(SOURCE, span, "claim", latex, display, tags, label, (link,))


def named(*equations):
    return list(anchors(equations).values())


def test_the_anchor_of_an_equation_follows_from_what_it_says():
    plain = equation(1, " a = b ")
    assert re.fullmatch(r"formula-[0-9a-f]{6}", named(plain)[0])
    assert named(equation(0, "c = d"), plain)[1:] == named(equation(9, "a\n= b"))
    assert named(plain)[0] != named(equation(1, "a = -b"))[0]


def test_the_same_display_twice_has_two_anchors():
    first, second = named(equation(1, "a = b"), equation(2, "a = b"))
    assert second == f"{first}-2"


def test_the_anchor_of_a_number_is_its_label():
    assert anchor_of_number(equation(1, "a", "5"), "5") == "eq:5"
    assert anchor_of_number(equation(1, "a", "5", label="eq:x"), "5") == "eq:x"
    assert anchor_of_number(equation(1, "a", "5", "6", label="eq:5"), "6") == "eq:6"


def test_a_display_gets_a_link_to_its_number_or_to_itself(tools):
    formula = '<div class="arithmatex">\\[a\\]</div>'
    marked = f'<div class="eqproof-display">{formula}<details></details></div>'
    bare = '<div class="arithmatex">\\[b\\]</div>'
    equations = [equation(1, "a", "5"), equation(2, "b")]
    first, second = anchors(equations).values()
    html = tools.with_links(f"<p>x</p>{marked}<p>y</p>{bare}", equations, anchors(equations))
    assert html.count('<div class="eqproof-display"') == html.count("</div>") - 2 == 2
    assert (
        f'<div class="eqproof-display" id="{first}">{formula}<a class="eq-tools" href="#eq:5"'
        in html
    )
    assert 'aria-label="Link to equation (5)"' in html
    assert f'id="{second}">{bare}<a class="eq-tools" href="#{second}"' in html
    assert 'id="eq:5"' not in html, "MathJax gives it to the number"


def test_the_mark_in_a_sentence_can_be_linked_to_and_formulas_stay_in_step(tools):
    inline = '<span class="arithmatex">\\(a\\)</span>'
    display = '<div class="arithmatex">\\[b\\]</div>'
    equations = [equation(1, "a", display=False), equation(2, "a", display=False), equation(3, "b")]
    names = list(anchors(equations).values())
    html = f'{inline}, {inline}&NoBreak;<button type="button">✓</button> {display}'
    found = tools.with_links(html, equations, anchors(equations))
    assert f'&NoBreak;<button id="{names[1]}" type="button">' in found
    assert names[0] not in re.findall(r'id="([^"]*)"', found)
    assert f'<div class="eqproof-display" id="{names[2]}">' in found


def test_every_display_of_the_site_has_its_link_and_its_data(site, pages, displays):
    assert sum(map(len, displays.values())) > 450
    for folder, shown in displays.items():
        page = pages[folder / "index.html"]
        links = [unescape(a["href"]) for _, a in page.with_class("eq-tools")]
        assert links == [
            f"#{anchor_of_number(e, e.tags[0]) if e.tags else name}" for name, e in shown
        ], folder
        assert {link[1:] for link in links} <= page.ids(), folder
        known = json.loads((site / folder / "equations.json").read_text("utf-8"))
        assert list(known["displays"]) == [name for name, _ in shown], folder
        numbers = {n for display in known["displays"].values() for n in display["given"]}
        assert numbers == set(range(len(known["given"]))), folder


def test_every_display_by_itself_is_accepted_with_the_verdicts_that_it_has_on_its_page(
    site, displays
):
    expected, texts = {}, []
    for folder, shown in displays.items():
        known = json.loads((site / folder / "equations.json").read_text("utf-8"))
        for name, equation in shown:
            own = known["displays"][name]
            given = [known["given"][number] for number in own["given"]]
            texts.append(as_typed(given, own["lines"]).page.text)
            line = equation.source.position(equation.span.start)[0]
            verdicts = [(link.verdict, link.expected) for link in equation.links]
            expected[f"{equation.source.name}:{line}:{name}.md"] = verdicts
    pages = [Source(*pair) for pair in zip(expected, texts, strict=True)]
    report = check_pages(pages, cache=open_cache(ROOT / NAME))
    assert not [f"{d.source.name} {d.message}" for d in report.diagnostics]
    found = {place: [] for place in expected}
    for equation in report.equations:
        if equation.display:
            found[equation.source.name] += [(k.verdict, k.expected) for k in equation.links]
    for page in pages:
        assert found[page.name] == expected[page.name], f"{page.name}\n{page.text}"


VALUES = [(0.3, 0.65, 0.5, 0.42, 0.77), (0.81, 0.24, 0.57, 0.36, 0.13)]


def test_every_program_of_the_site_runs_and_says_what_its_display_says(site, displays):
    """Where the values of symbols lie between 0 and 1, they lie in whatever is declared."""
    ran = 0
    for folder, shown in displays.items():
        known = json.loads((site / folder / "equations.json").read_text("utf-8"))["displays"]
        for name, equation in shown:
            text = known[name].get("sympy")
            if text is None:
                continue
            ran += 1
            names: dict[str, object] = {}
            printed = io.StringIO()
            with redirect_stdout(printed):
                exec(text, names)  # it is what a reader does with it
            assert len(printed.getvalue().splitlines()) == len(equation.links), (folder, name)
            symbols = sorted((s for s in names.values() if isinstance(s, sp.Symbol)), key=str)
            for link, (left, right) in zip(equation.links, pairwise(names["steps"]), strict=True):
                difference = (sp.sympify(left) - right).doit().subs(names.get("put_in", {}))
                points = [dict(zip(symbols, cycle(values))) for values in VALUES]
                apart = [abs(sp.N(difference.subs(point))) > 1e-9 for point in points]
                assert any(apart) == (link.expected == "refuted"), (folder, name, link.right)
    assert ran > 120
