"""The beginning of a page: what is written, where, and that it is right."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from eqproof import cli
from eqproof.run import check_paths

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written():
    return sorted(path.as_posix() for path in Path().rglob("*") if path.is_file())


def test_a_page_alone_is_right(capsys):
    assert cli.main(["new", "docs/topic/my-page.md"]) == 0
    assert written() == ["docs/topic/my-page.md"]
    printed = capsys.readouterr().out
    assert printed.splitlines() == [
        "written: docs/topic/my-page.md",
        "next: eqproof check docs/topic/my-page.md",
    ]
    report = check_paths(["docs"])
    assert report.ok
    verdicts = [link.verdict for e in report.equations for link in e.links]
    assert verdicts == ["by-definition", "proved", "refuted"]
    assert "My page" in Path("docs/topic/my-page.md").read_text("utf-8")


def test_a_page_of_a_site_goes_into_its_nav(capsys):
    Path("mkdocs.yml").touch()
    cli.main(["new", "docs/a.md"])
    assert "add it to the nav of mkdocs.yml" in capsys.readouterr().out


def test_a_test_is_written_where_there_are_tests_and_passes():
    Path("tests").mkdir()
    cli.main(["new", "docs/topic/my-page.md"])
    assert written() == ["docs/topic/my-page.md", "tests/test_topic_my_page.py"]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"]
    assert "1 passed" in subprocess.run(command, capture_output=True, text=True, check=False).stdout
    page = Path("docs/topic/my-page.md")
    page.write_text(page.read_text("utf-8").replace("= 2 x", "= 3 x"), "utf-8")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "sides-differ" in done.stdout


@pytest.mark.parametrize("module", ["test_snippets", "test_witnesses"])
def test_a_program_is_written_where_there_are_programs_and_is_a_witness(
    folder, module, monkeypatch
):
    Path("snippets").mkdir()
    Path("tests", "snippets").mkdir(parents=True)
    cli.main(["new", "docs/topic/my-page.md"])
    assert written() == ["docs/topic/my-page.md", "snippets/topic/my_page.py"]
    assert check_paths(["docs"]).ok
    spec = importlib.util.spec_from_file_location(module, ROOT / f"tests/snippets/{module}.py")
    tests = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tests)
    monkeypatch.setattr(tests, "ROOT", folder)
    snippet = folder / "snippets" / "topic" / "my_page.py"
    if module == "test_witnesses":
        tests.test_the_witness_has_the_value_of_both_sides(snippet)
        return
    (folder / "empty").mkdir()
    tests.test_runs_by_itself_without_a_warning(snippet, folder / "empty")
    tests.test_prints_nothing_when_imported(snippet, folder / "empty")
    tests.test_needs_numpy_and_sympy_only(snippet)
    tests.test_has_a_witness_for_every_tag_of_its_page(snippet)


def test_what_a_page_shows_of_its_program_is_there():
    Path("snippets").mkdir()
    cli.main(["new", "docs/my-page.md"])
    page = Path("docs/my-page.md").read_text("utf-8")
    assert page.count('--8<-- "my_page.py:slope"') == page.count('--8<-- "my_page.out:slope"') == 1
    program = Path("snippets/my_page.py").read_text("utf-8")
    assert "# --8<-- [start:slope]\n" in program
    assert "# --8<-- [end:slope]\n" in program


@pytest.mark.parametrize("there", ["docs/a.md", "snippets/a.py", "tests/test_a.py"])
def test_nothing_is_written_over(there, capsys):
    for name in ("docs", "snippets", "tests"):
        Path(name).mkdir()
    Path(there).write_text("mine", "utf-8")
    assert cli.main(["new", "docs/a.md"]) == 2
    assert f"{there} is there already; nothing was written" in capsys.readouterr().err
    assert written() == [there]
    assert Path(there).read_text("utf-8") == "mine"


@pytest.mark.parametrize("name", ["docs/a.txt", "docs/A.md", "docs/a b.md", "docs/.md", "docs/a"])
def test_a_name_that_no_page_has_is_refused(name, capsys):
    assert cli.main(["new", name]) == 2
    assert "is no name for a page" in capsys.readouterr().err
    assert written() == []


def test_a_folder_that_cannot_be_made_is_said(capsys):
    Path("docs").touch()
    assert cli.main(["new", "docs/a.md"]) == 2
    assert "cannot be written" in capsys.readouterr().err
