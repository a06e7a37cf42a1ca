"""The reference of the page language: every example on it is a page that says what it promises.

An example is a fenced block of Markdown. Its title, if it has one, is the code of all findings
that it gives; without a title it gives none.
"""

import re
from pathlib import Path

import pytest

from eqproof.check import check_pages
from eqproof.diagnostics import CODES
from eqproof.source import Source

PAGE = Path(__file__).parents[2] / "docs" / "eqproof" / "language.md"
TEXT = PAGE.read_text("utf-8")
FENCE = re.compile(r"^(?P<fence>`{3,})(?P<head>.*)\n(?P<body>(?s:.*?))^(?P=fence)$", re.MULTILINE)
HEAD = re.compile(r'markdown(?: title="(?P<code>[a-z-]+)")?')
EXAMPLES = list(FENCE.finditer(TEXT))


def line(example: re.Match[str]) -> str:
    return f"line {TEXT.count(chr(10), 0, example.start()) + 1}"


def test_there_are_examples_of_both_kinds():
    titled = [example for example in EXAMPLES if "title" in example["head"]]
    assert 0 < len(titled) < len(EXAMPLES)


@pytest.mark.parametrize("example", EXAMPLES, ids=line)
def test_an_example_gives_the_findings_that_its_title_names(example):
    head = HEAD.fullmatch(example["head"])
    assert head, "every fenced block of this page is an example"
    assert head["code"] is None or head["code"] in CODES
    found = check_pages([Source("page.md", example["body"])]).diagnostics
    expected = {head["code"]} - {None}
    assert {finding.code for finding in found} == expected, [finding.message for finding in found]


def test_the_first_example_is_also_shown_as_readers_see_it():
    assert TEXT.count(EXAMPLES[0]["body"]) == 2
