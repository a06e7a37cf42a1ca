"""The README shows what the command prints."""

import re
from pathlib import Path

from eqproof.cli import main

README = Path(__file__).parents[2] / "README.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_the_example_prints_what_the_readme_shows(tmp_path, monkeypatch, capsys):
    blocks = BLOCK.findall(README.read_text("utf-8"))
    page = next(text for language, text in blocks if language == "markdown")
    shown = next(text for _, text in blocks if text.startswith("$ eqproof check page.md\n"))
    (tmp_path / "page.md").write_text(page, "utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["check", "page.md"]) == 1
    assert "$ eqproof check page.md\n" + capsys.readouterr().out == shown
