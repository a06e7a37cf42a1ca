"""The pages on commands, verdicts and the parts of the engine, held against the engine."""

import argparse
import json
import re
from pathlib import Path

import pytest
from test_architecture import ALLOWED

from eqproof import cli
from eqproof.adapters import marks
from eqproof.adapters.mkdocs import Options
from eqproof.adapters.pytest import pytest_addoption
from eqproof.methods import METHODS

PAGES = Path(__file__).parents[2] / "docs" / "eqproof"
COMMAND, VERDICTS, PARTS = (
    (PAGES / name).read_text("utf-8") for name in ("command.md", "verdicts.md", "architecture.md")
)
CELL = re.compile(r"^\| (.+?) \|", re.MULTILINE)


def first_cells(text):
    """Return the names in code in the first column of the tables in *text*."""
    return [name for cell in CELL.findall(text) for name in re.findall(r"`([^`]+)`", cell)]


def section(text, heading):
    return text.partition(f"\n{heading}\n")[2].partition("\n## ")[0]


def commands():
    """Return the parsers of the commands by their names."""
    parser = cli._parser()  # noqa: SLF001  # what argparse knows is not printed in full
    (found,) = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]  # noqa: SLF001
    return found.choices


def test_every_option_is_described_and_none_besides():
    names = {name.split()[0] for name in first_cells(section(COMMAND, "## `eqproof check`"))}
    described = {name for name in names if name.startswith("--")}
    options = {o for a in commands()["check"]._actions for o in a.option_strings}  # noqa: SLF001
    assert described == options - {"-h", "--help"}


@pytest.mark.parametrize("name", commands())
def test_every_command_has_a_section(name):
    assert re.search(rf"^## `eqproof {name}\b", COMMAND, re.MULTILINE)


def test_every_key_of_the_json_is_described_and_none_besides(tmp_path, monkeypatch, capsys):
    text = "!!! given\n    - $a \\in \\mathbb{R}$\n\n$a + 1 = a$ and $a \\overset{?}{=} a + 1$\n"
    cell = {"cell_type": "markdown", "source": text}
    (tmp_path / "page.ipynb").write_text(json.dumps({"cells": [cell]}), "utf-8")
    monkeypatch.chdir(tmp_path)
    cli.main(["check", "--infer", "--no-cache", "--format", "json", "page.ipynb"])
    report = json.loads(capsys.readouterr().out)
    (tmp_path / "page.md").write_text("$q + 1 = q$\n", "utf-8")
    cli.main(["check", "--infer", "--no-cache", "--format", "json", "page.md"])
    other = json.loads(capsys.readouterr().out)
    links = [link for equation in report["equations"] for link in equation["links"]]
    keys = {
        "Each entry of `equations`": set(report["equations"][0]),
        "A link is one relation": set().union(*links),
        "Each entry of `diagnostics`": set(report["diagnostics"][0]),
        "With `--infer`": set(other["inferred"][0]),
    }
    text = section(COMMAND, "## Output for programs")
    for sentence, expected in keys.items():
        table = text.partition(sentence)[2].partition("\n\n")[2].partition("\n\n")[0]
        assert set(first_cells(table)) == expected, sentence
    for key in [*report["summary"], *other["inferred"][0]["entries"][0]]:
        assert f"`{key}`" in text


def test_the_option_of_the_plugin_for_mkdocs_is_described():
    assert "There is one option. `legend` names" in section(COMMAND, "## In MkDocs")
    assert [name for name, _ in Options._schema] == ["legend"]  # noqa: SLF001


def test_the_settings_of_the_plugin_for_pytest_are_described_and_none_besides():
    parser = pytest.Parser(_ispytest=True)
    pytest_addoption(parser)
    (group,) = [one for one in parser._groups if one.name == "eqproof"]  # noqa: SLF001
    options = {name for option in group.options for name in option.names()}
    settings = {name for name in parser._inidict if "eqproof" in name}  # noqa: SLF001
    names = first_cells(section(COMMAND, "## In pytest"))
    assert {name.split()[0] for name in names} == options | settings


def test_marks_are_those_of_the_pages():
    rows = {
        f"| {sign} | {marks.WORDS[status]} | {marks.MEANINGS[status]} |"
        for status, sign in marks.SIGNS.items()
    }
    table = VERDICTS.partition("| --- | --- | --- |\n")[2].partition("\n\n")[0]
    assert set(table.splitlines()) == rows


def test_methods_are_those_of_the_engine():
    rows = re.findall(
        r"^\| `([a-z-]+)` \| (.+) \|$", section(VERDICTS, "### Methods"), re.MULTILINE
    )
    assert dict(rows) == METHODS


def test_parts_are_those_of_the_table_of_imports():
    expected: dict[str, tuple[set[str], set[str]]] = {}
    for key, (external, internal) in ALLOWED.items():
        part = key.partition(".")[0]
        known = expected.setdefault(part, (set(), set()))
        known[0].update({name.partition(".")[0] for name in internal} - {part})
        known[1].update(external)
    rows = re.findall(r"^\| `(\w+)` \| .+? \| (.+?) \|$", PARTS, re.MULTILINE)
    shown = {
        part: (
            set(re.findall(r"`(\w+)`", names)),
            {name.lower() for name in re.findall(r"\w+", re.sub(r"`\w+`", "", names))},
        )
        for part, names in rows
    }
    assert shown == expected
