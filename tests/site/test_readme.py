"""The README and the page for contributors show what the command prints."""

import re
from pathlib import Path

import pytest

from eqproof.cli import main

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("name", ["README.md", "docs/contributing.md"])
def test_the_example_prints_what_is_shown(name, tmp_path, monkeypatch, capsys):
    blocks = BLOCK.findall((ROOT / name).read_text("utf-8"))
    texts = [text for _, text in blocks]
    place = next(n for n, text in enumerate(texts) if text.startswith("$ eqproof check page.md\n"))
    page = next(text for language, text in reversed(blocks[:place]) if language == "markdown")
    (tmp_path / "page.md").write_text(page, "utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["check", "page.md"]) == 1
    assert "$ eqproof check page.md\n" + capsys.readouterr().out == texts[place]


def test_the_page_for_contributors_shows_its_own_box():
    text = (ROOT / "docs/contributing.md").read_text("utf-8")
    shown = next(t for language, t in BLOCK.findall(text) if language == "markdown")
    assert shown in text.partition("```")[0]
