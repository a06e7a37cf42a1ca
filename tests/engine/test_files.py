"""Finding and reading pages and macros."""

from pathlib import Path

import pytest

from eqproof.files import macros_file, read_macros, read_pages
from eqproof.latex.macros import Macro
from eqproof.run import check_paths, check_sources


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(name, content="$x$"):
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def names(paths):
    sources, findings = read_pages(paths)
    assert findings == []
    return [source.name for source in sources]


def found(findings):
    return [(f.code, f.source.name, f.source.position(f.span.start)) for f in findings]


def test_a_directory_gives_its_pages_sorted_and_without_hidden_folders():
    for name in ("docs/b.md", "docs/a/c.md", "docs/.git/d.md", "docs/e.txt", "docs/a/.f/g.md"):
        write(name)
    assert names(["docs"]) == ["docs/a/c.md", "docs/b.md"]


def test_python_files_are_pages_if_they_are_notebooks():
    write("docs/a.py", "# %% [markdown]\n# $x$\n")
    write("docs/b.py", "x = '$x$'  # %% [markdown]\n")
    write("docs/c.py", b"# \xff\n# %% [markdown]\n")
    sources, findings = read_pages(["docs"])
    assert [source.name for source in sources] == ["docs/a.py"]
    assert found(findings) == [("not-utf-8", "docs/c.py", (1, 3))]


def test_a_python_file_that_is_named_and_has_no_text_is_a_finding():
    path = write("docs/a.py", "x = '$x$'\n")
    assert found(check_paths([path]).diagnostics) == [("no-formulas", "docs/a.py", (1, 1))]


def test_a_named_file_is_read_whatever_it_is_called():
    assert names([write("notes.txt")]) == ["notes.txt"]


def test_a_page_that_is_reached_twice_is_read_once():
    write("docs/a.md")
    assert names(["docs/a.md", "docs", "docs/../docs/a.md"]) == ["docs/a.md"]


def test_names_are_relative_to_the_current_directory(folder, monkeypatch):
    page = write("docs/a.md")
    assert names([folder / "docs" / "a.md"]) == ["docs/a.md"]
    absolute = page.absolute()
    monkeypatch.chdir(write("other/b.md").parent)
    assert names([absolute]) == ["../docs/a.md"]


def test_a_missing_file_is_a_finding_and_the_rest_is_read():
    write("a.md")
    sources, findings = read_pages(["none.md", "a.md"])
    assert [source.name for source in sources] == ["a.md"]
    assert found(findings) == [("missing-file", "none.md", (1, 1))]


def test_a_directory_without_pages_is_a_finding():
    write("docs/a.txt")
    assert found(read_pages(["docs"])[1]) == [("no-pages", "docs", (1, 1))]


def test_a_name_that_no_file_can_have_is_a_finding():
    name = "a" * 5000
    assert found(read_pages([name])[1]) == [("missing-file", name, (1, 1))]


def test_a_link_that_leads_to_itself_is_a_finding():
    Path("a.md").symlink_to("a.md")
    assert found(read_pages(["a.md"])[1]) == [("missing-file", "a.md", (1, 1))]


def test_the_first_bad_byte_is_named_and_the_other_pages_are_read():
    write("docs/a.md", "é = 1\nx".encode() + b"\xff\xfe")
    write("docs/b.md")
    sources, findings = read_pages(["docs"])
    assert [source.name for source in sources] == ["docs/b.md"]
    assert found(findings) == [("not-utf-8", "docs/a.md", (2, 2))]
    assert "0xff" in findings[0].message


def test_a_byte_order_mark_is_no_character():
    ((source,), _) = read_pages([write("a.md", b"\xef\xbb\xbf$x$")])
    assert source.text == "$x$"


def test_a_bad_byte_behind_a_byte_order_mark():
    write("a.md", b"\xef\xbb\xbfx\xff")
    assert found(read_pages(["a.md"])[1]) == [("not-utf-8", "a.md", (1, 2))]


def test_line_breaks_are_kept():
    ((source,), _) = read_pages([write("a.md", b"a\r\nb\rc\n")])
    assert source.text == "a\r\nb\rc\n"


# -- macros --------------------------------------------------------------------------------------


def test_the_nearest_macros_upwards_count():
    write("macros.json", "{}")
    write("docs/macros.json", "{}")
    assert macros_file(Path("docs/a/b.md")) == Path("docs/macros.json").absolute()
    assert macros_file(Path("other/b.md")) == Path("macros.json").absolute()


def test_macros_are_bodies_with_or_without_arguments():
    path = write("macros.json", '{"R": "\\\\mathbb{R}", "pd": ["\\\\frac{#1}{#2}", 2]}')
    macros, findings = read_macros(path)
    assert findings == []
    assert macros == {"R": Macro(r"\mathbb{R}"), "pd": Macro(r"\frac{#1}{#2}", 2)}


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ('{\n  "R": }', (2, 8)),
        ("", (1, 1)),
        ("[]", (1, 1)),
        ('{"R": "x",\n "S": 1}', (2, 2)),
        ('{"S": ["x"]}', (1, 2)),
        ('{"S": ["x", -1]}', (1, 2)),
        ('{"S": ["x", true]}', (1, 2)),
        ('{\n"\\\\R": "x"}', (2, 1)),
        ('{"a1": "x"}', (1, 2)),
        (b'{\n"\xff": 1}', (2, 2)),
    ],
)
def test_a_bad_table_of_macros_is_a_finding(text, position):
    (finding,) = read_macros(write("macros.json", text))[1]
    assert finding.source.name == "macros.json"
    assert finding.source.position(finding.span.start) == position
    assert finding.code == ("not-utf-8" if isinstance(text, bytes) else "bad-macros")


def test_the_other_macros_of_a_table_are_read():
    macros, findings = read_macros(write("macros.json", '{"R": "x", "S": 1}'))
    assert list(macros) == ["R"]
    assert len(findings) == 1


# -- checking what stands on disk ----------------------------------------------------------------

PAGE = "!!! given\n    $a, b \\in \\mathbb{R}$\n\n$a + b = b + a$\n"


def test_pages_are_checked_with_the_macros_nearest_to_them():
    page = PAGE.replace("a + b =", "\\all =")
    write("docs/a/page.md", page)
    write("docs/a/macros.json", '{"all": "a + b"}')
    write("docs/b/page.md", page)
    write("docs/b/macros.json", '{"all": "a - b"}')
    report = check_paths(["docs"])
    assert report.pages == 2
    assert [(f.code, f.source.name) for f in report.diagnostics] == [
        ("sides-differ", "docs/b/page.md")
    ]


def test_bad_macros_are_reported_once_for_all_pages():
    write("docs/a.md", PAGE)
    write("docs/b.md", PAGE)
    write("docs/macros.json", "{")
    assert found(check_paths(["docs"]).diagnostics) == [("bad-macros", "docs/macros.json", (1, 2))]


def test_a_named_page_without_a_formula_is_a_finding():
    write("docs/a.md", PAGE)
    write("docs/b.md", "text")
    assert check_paths(["docs"]).ok
    assert found(check_paths(["docs", "docs/b.md"]).diagnostics) == [
        ("no-formulas", "docs/b.md", (1, 1))
    ]
    assert found(check_paths(["docs/b.md"]).diagnostics) == [("no-formulas", "docs/b.md", (1, 1))]


def test_a_run_without_any_formula_is_a_finding():
    write("docs/a.md", "text")
    write("docs/b.md", "")
    (finding,) = check_paths(["docs"]).diagnostics
    assert finding.code == "no-formulas"
    assert "2 pages" in finding.message


def test_an_unclosed_formula_is_a_finding_of_its_own():
    write("docs/a.md", "$$\nx")
    assert found(check_paths(["docs"]).diagnostics) == [("unclosed-formula", "docs/a.md", (1, 1))]


def test_findings_on_reading_and_on_formulas_stand_in_one_order():
    write("docs/b.md", PAGE.replace("b + a", "b - a"))
    write("docs/a.md", b"\xff")
    write("docs/c.md", b"\xff")
    codes = [finding.code for finding in check_paths(["docs"]).diagnostics]
    assert codes == ["not-utf-8", "sides-differ", "not-utf-8"]


def test_no_pages_at_all_give_an_empty_report():
    assert check_sources([]).pages == 0
