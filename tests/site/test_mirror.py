"""Pages show what the programs hold: nothing typed by hand, and nothing left over."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "docs").rglob("*.md"))
PROGRAMS = sorted((ROOT / "snippets").rglob("*.py"))
INCLUDE = re.compile(r'^\s*--8<-- "([^":]+):([a-z][a-z0-9-]*)"$', re.MULTILINE)
SECTION = re.compile(r"^\s*# --8<-- \[start:([a-z][a-z0-9-]*)\]$", re.MULTILINE)
FENCE = re.compile(r"^( *)```+ *(?:python|py|pycon)\b[^\n]*\n(.*?)^\1```+ *$", re.M | re.S)


def typed_code(page: str) -> list[str]:
    """Return the Python blocks of *page* that hold more than inclusions."""
    blocks = (found[2] for found in FENCE.finditer(page))
    return [block for block in blocks if INCLUDE.sub("", block).strip()]


def shown() -> set[tuple[str, str]]:
    return {pair for page in PAGES for pair in INCLUDE.findall(page.read_text("utf-8"))}


def test_typed_code_is_found():
    assert typed_code("```python\nprint(1)\n```\n") == ["print(1)\n"]
    assert typed_code('    ```python\n    --8<-- "a.py:b"\n    x = 1\n    ```\n')
    assert not typed_code('```python\n--8<-- "a.py:b"\n```\n\n```text\nx\n```\n')


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_no_code_is_typed_into_a_page(page: Path):
    assert not typed_code(page.read_text("utf-8"))


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.stem)
def test_every_section_of_a_program_is_shown(program: Path):
    name = program.relative_to(ROOT / "snippets").as_posix()
    sections = SECTION.findall(program.read_text("utf-8"))
    assert sections, "a program that no page shows"
    assert {(name, section) for section in sections} <= shown()


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.stem)
def test_every_section_of_an_output_is_shown(program: Path):
    name = program.relative_to(ROOT / "snippets").with_suffix(".out")
    printed = (ROOT / "build" / "snippets" / name).read_text("utf-8")
    assert {(name.as_posix(), section) for section in SECTION.findall(printed)} <= shown()
