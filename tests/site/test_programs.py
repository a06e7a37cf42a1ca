"""The parts of programs that pages show: what stands below them, and what runs in the page."""

import io
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SNIPPETS = ROOT / "snippets"
RUNNER = ROOT / "docs/assets/run/runner.py"
INCLUDED = re.compile(r'^ *--8<-- "([^":]+)\.py:([^"]+)"$', re.MULTILINE)
SHOWN = sorted(
    {
        found.groups()
        for page in (ROOT / "docs").rglob("*.md")
        for found in INCLUDED.finditer(page.read_text("utf-8"))
    }
)
SMALL = '''"""A program."""

import decimal
import fractions


def half(n):
    return fractions.Fraction(n, 2)


LIMIT = 3
LIMIT += 1
ROWS = [0, 0]
ROWS[1] = LIMIT


# --8<-- [start:halves]
def show_halves():
    half = [decimal for decimal in ROWS]
    print(half)


# --8<-- [end:halves]


# --8<-- [start:whole]
@print
def unused():
    return half(1)


# --8<-- [end:whole]


# --8<-- [start:silent]
def silent():
    pass


# --8<-- [end:silent]


def main():
    print("== halves ==")
    show_halves()
    show_halves()
    print("== whole ==")
    print(half(3))


if __name__ == "__main__":
    main()
'''


@pytest.fixture(scope="module")
def programs(load_hook):
    return load_hook("programs")


def run(text, folder):
    (folder / "program.py").write_text(text, "utf-8")
    done = subprocess.run(
        [sys.executable, "-P", "-W", "error", "program.py"],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert not done.returncode, done.stderr
    return done.stdout


def test_a_part_stands_alone_with_what_it_needs_and_nothing_else(programs, tmp_path):
    text = programs.alone(SMALL, "halves")
    assert text == (
        "LIMIT = 3\nLIMIT += 1\nROWS = [0, 0]\nROWS[1] = LIMIT\n\n\n"
        "def show_halves():\n    half = [decimal for decimal in ROWS]\n    print(half)\n\n\n"
        "show_halves()\nshow_halves()\n"
    )
    assert run(text, tmp_path) == "[0, 4]\n[0, 4]\n"
    assert programs.imported(text) == set()
    whole = programs.alone(SMALL, "whole")
    assert programs.imported(whole) == {"fractions"}
    assert "@print\ndef unused" in whole
    assert whole.endswith("\n\n\nprint(half(3))\n")
    assert programs.alone(SMALL, "silent") == ""


@pytest.mark.parametrize(("name", "part"), SHOWN, ids="-".join)
def test_a_part_alone_prints_what_the_page_shows(site, programs, tmp_path, name, part):
    text = programs.alone((SNIPPETS / f"{name}.py").read_text("utf-8"), part)
    printed = (ROOT / "build/snippets" / f"{name}.out").read_text("utf-8")
    mark = rf"# --8<-- \[start:{part}\]\n(.*?)\n# --8<-- \[end:{part}\]"
    shown = re.search(mark, printed, re.DOTALL)
    assert bool(shown) == bool(text)
    if not shown:
        return
    assert run(text, tmp_path).rstrip() == shown[1]
    runs = not programs.imported(text) - programs.AT_HAND
    there = site / "assets/programs" / f"{name}.{part}.py"
    assert runs == there.is_file()
    assert not runs or there.read_text("utf-8") == text


def test_every_part_on_a_page_has_its_line_below_and_every_program_is_there(site, pages):
    found = 0
    for path, page in pages.items():
        bars = page.with_class("program")
        name = path.parent.as_posix()
        source = ROOT / "docs" / ("index.md" if name == "." else f"{name}.md")
        if path.name == "index.html" and source.is_file():
            assert len(bars) == len(INCLUDED.findall(source.read_text("utf-8"))), path
        found += len(bars)
        for _, attributes in bars:
            if place := attributes.get("data-program"):
                assert (site / path.parent / place).resolve().is_file()
    assert found >= len(SHOWN)
    for name, _ in SHOWN:
        kept = site / "assets/programs" / f"{name}.py"
        assert kept.read_text("utf-8") == (SNIPPETS / f"{name}.py").read_text("utf-8")


def test_what_cannot_run_there_says_why(site):
    html = (site / "stability/index.html").read_text("utf-8")
    link = '<a href="../contributing/#what-runs-in-a-page">cannot run here</a>'
    assert html.count(f"It imports NumPy, which {link}.") == html.count('class="program"') > 0
    assert 'id="what-runs-in-a-page"' in (site / "contributing/index.html").read_text("utf-8")


# what runs them in the page


@pytest.fixture
def runner(monkeypatch):
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO()))
    names = {}
    exec(RUNNER.read_text("utf-8"), names)
    return names["run"]


def test_a_program_runs_as_the_main_one_and_leaves_nothing_behind(runner):
    assert runner("assert __name__ == '__main__'\na = 1") == ""
    assert runner("assert 'a' not in globals()") == ""
    assert runner("import sys\nsys.exit(3)") == ""


def test_an_error_is_told_by_the_end_of_its_traceback(runner):
    lines = runner("def f():\n    return 1 / 0\n\n\nf()\n").splitlines()
    assert lines[0] == "Traceback (most recent call last):"
    assert [line for line in lines if "File" in line] == [
        '  File "program.py", line 5, in <module>',
        '  File "program.py", line 2, in f',
    ]
    assert "    return 1 / 0" in lines
    assert lines[-1] == "ZeroDivisionError: division by zero"
    lines = runner("x = (").splitlines()
    assert lines[-1].startswith("SyntaxError")
    lines = runner("def f(n):\n    return f(n + 1) if n < 30 else g()\nf(0)\n").splitlines()
    assert len(lines) == 13
    assert lines[0] == "…"
    assert lines[-1].startswith("NameError")
