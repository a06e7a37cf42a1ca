"""Every snippet is a whole program: it runs by itself, quietly, and witnesses its page's tags."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SNIPPETS = sorted((ROOT / "snippets").rglob("*.py"))
TAG = re.compile(r"\\tag\{([^}]*)\}")
CODE = re.compile(r"`[^`\n]+`")  # in a sentence


def page_of(snippet: Path) -> Path:
    relative = snippet.relative_to(ROOT / "snippets").with_suffix(".md")
    return ROOT / "docs" / relative.with_name(relative.name.replace("_", "-"))


def run(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, "-P", "-W", "error", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def witness_tags(snippet: Path) -> list[str]:
    """Return the keys of ``WITNESSES`` as written, doubled ones too."""
    for statement in ast.parse(snippet.read_text(encoding="utf-8")).body:
        match statement:
            case ast.Assign(targets=[ast.Name("WITNESSES")], value=ast.Dict(keys=keys)):
                return [str(ast.literal_eval(key)) for key in keys if key is not None]
    return []


def imported(snippet: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(snippet.read_text(encoding="utf-8"))):
        match node:
            case ast.Import(names=aliases):
                names |= {alias.name.partition(".")[0] for alias in aliases}
            case ast.ImportFrom(module=module):
                names.add((module or "").partition(".")[0])
    return names


def test_there_are_snippets():
    assert SNIPPETS


@pytest.fixture(params=SNIPPETS, ids=lambda path: path.stem)
def snippet(request: pytest.FixtureRequest) -> Path:
    return request.param


def test_runs_by_itself_without_a_warning(snippet: Path, tmp_path: Path):
    done = run([str(snippet)], tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("== ")
    assert not list(tmp_path.iterdir())


def test_prints_the_same_twice(snippet: Path, tmp_path: Path):
    assert run([str(snippet)], tmp_path).stdout == run([str(snippet)], tmp_path).stdout


def test_prints_nothing_when_imported(snippet: Path, tmp_path: Path):
    program = f"import runpy; runpy.run_path({str(snippet)!r}, run_name='snippet')"
    done = run(["-c", program], tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_needs_numpy_and_sympy_only(snippet: Path):
    brought_by_sympy = {"mpmath"}
    allowed = {"numpy", "sympy"} | brought_by_sympy | sys.stdlib_module_names
    assert imported(snippet) <= allowed


def test_has_a_witness_for_every_tag_of_its_page(snippet: Path):
    tags = TAG.findall(CODE.sub("", page_of(snippet).read_text(encoding="utf-8")))
    assert sorted(tags) == sorted(witness_tags(snippet))
    assert len(set(tags)) == len(tags)
