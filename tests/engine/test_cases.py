"""Markdown cases: pages with the expected findings beside the equations.

``<!-- expect: code -->`` holds for what stands between the comment before it and itself; several
codes are separated by commas. What has no comment below it is clean.
"""

import re
from pathlib import Path

import pytest

from eqproof.check import check_pages
from eqproof.source import Source

CASES = Path(__file__).parent / "cases"
PAGES = sorted(CASES.rglob("*.md"))
EXPECT = re.compile(r"<!-- expect: ([a-z, -]+) -->")


def test_there_are_cases_in_every_folder():
    folders = {path for path in CASES.iterdir() if path.is_dir()}
    assert folders
    assert folders == {page.parent for page in PAGES}


@pytest.mark.parametrize("path", PAGES, ids=[str(p.relative_to(CASES)) for p in PAGES])
def test_a_page_has_the_findings_that_stand_beside_its_equations(path):
    source = Source(str(path.relative_to(CASES)), path.read_text("utf-8"))
    expected = [(match.end(), match[1].split(", ")) for match in EXPECT.finditer(source.text)]
    ends = [end for end, _ in expected] + [len(source.text)]
    found: dict[int, list[str]] = {end: [] for end in ends}
    for finding in check_pages([source]).diagnostics:
        found[min(end for end in ends if end > finding.span.start)].append(finding.code)
    assert found == {**dict(expected), len(source.text): []}
