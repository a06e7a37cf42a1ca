"""The page of all codes: each has its meaning, and pages that give it and that do not."""

import re
from pathlib import Path

import pytest

from eqproof.diagnostics import CODES
from eqproof.run import check_paths

PAGE = Path(__file__).parents[2] / "docs" / "eqproof" / "codes.md"
SECTION = re.compile(r"^### (?P<code>.+)\n\n(?P<body>(?:(?!^##).*\n)+)", re.MULTILINE)
FENCE = re.compile(
    r'^(?P<fence>`{3,})(?P<language>\w+) title="(?P<title>\w+)"\n(?P<text>(?s:.*?))^(?P=fence)$',
    re.MULTILINE,
)
SECTIONS = {found["code"]: found["body"] for found in SECTION.finditer(PAGE.read_text("utf-8"))}

ABOUT_FILES = {"missing-file", "no-pages", "not-utf-8"}  # tests/engine/test_files.py
FAULTS = {"oracles-disagree", "internal-error"}  # tests/engine/test_disagreement.py
SUM = "$1 + 1 = 2$\n"
SHOWN = [code for code in CODES if code not in ABOUT_FILES | FAULTS]


def example(code, title):
    """Return the language and the text of the one example with this *title*."""
    (found,) = [fence for fence in FENCE.finditer(SECTIONS[code]) if fence["title"] == title]
    return found["language"], found["text"]


def codes_of(language, text, folder):
    """Return the codes of the findings on a page, a notebook, or a page below a ``macros.json``."""
    page, table = (text, "{}") if language == "markdown" or '"cells"' in text else (SUM, text)
    name = "page.md" if language == "markdown" or page == SUM else "page.ipynb"
    (folder / name).write_text(page, "utf-8")
    (folder / "macros.json").write_text(table, "utf-8")
    return [finding.code for finding in check_paths([folder / name]).diagnostics]


def test_the_page_has_all_codes_in_the_order_of_the_engine():
    assert list(SECTIONS) == list(CODES)


@pytest.mark.parametrize("code", CODES)
def test_the_first_sentence_is_what_the_engine_says_of_the_code(code):
    meaning = CODES[code]
    assert SECTIONS[code].startswith(f"{meaning[0].upper()}{meaning[1:]}.\n")


@pytest.mark.parametrize("code", SHOWN)
def test_a_wrong_example_gives_its_code_alone_and_a_right_one_gives_none(code, tmp_path):
    assert codes_of(*example(code, "Wrong"), tmp_path) == [code]
    assert codes_of(*example(code, "Right"), tmp_path) == []


@pytest.mark.parametrize("code", sorted(ABOUT_FILES | FAULTS))
def test_a_code_without_an_example_says_why(code):
    reason = "No page should give this code." if code in FAULTS else "No text of a page gives this"
    assert reason in SECTIONS[code]
    assert "```" not in SECTIONS[code]


def test_there_is_nothing_else_in_fences():
    assert PAGE.read_text("utf-8").count("title=") == 2 * len(SHOWN)
