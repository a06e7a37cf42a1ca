"""What runs elsewhere: workflows, the hook for pre-commit, the matcher for editors."""

import json
import re
import shlex
from pathlib import Path

import pytest
import yaml

from eqproof import cli

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
USES = re.compile(r"uses: (?P<action>\S+)(?: # (?P<version>\S+))?$", re.MULTILINE)
COMMANDS = (ROOT / "docs" / "eqproof" / "command.md").read_text("utf-8")
WRONG = "!!! given\n    - $a, b \\in \\mathbb{R}$\n\n$a + b = b - a$\n"


@pytest.fixture
def pages(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("Nothing but text.\n", "utf-8")
    (tmp_path / "docs" / "wrong.md").write_text(WRONG, "utf-8")


def test_there_are_workflows():
    assert [path.name for path in WORKFLOWS] == ["links.yml", "site.yml"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_and_may_only_read(path):
    text = path.read_text("utf-8")
    found = list(USES.finditer(text))
    assert len(found) == text.count("uses:")
    for use in found:
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", use["action"])
        assert use["version"]
    assert yaml.safe_load(text)["permissions"] == {"contents": "read"}


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_sessions_that_a_workflow_runs_are_there(path):
    defined = set(
        re.findall(r"^def (\w+)\(session", (ROOT / "noxfile.py").read_text("utf-8"), re.M)
    )
    jobs = yaml.safe_load(path.read_text("utf-8"))["jobs"].values()
    typed = "\n".join(step.get("run", "") for job in jobs for step in job["steps"])
    run = set(re.findall(r"nox -s (\w+)", typed))
    assert run
    assert run <= defined
    for script in re.findall(r"bash (\S+)", typed):
        assert (ROOT / script).is_file()


@pytest.mark.usefixtures("pages")
def test_the_hook_for_pre_commit_checks_a_folder(capsys):
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    program, *arguments = shlex.split(hook["entry"])
    assert program == "eqproof"
    assert cli.main([*arguments, *hook["args"]]) == 1
    assert "docs/wrong.md:4:10: error[sides-differ]" in capsys.readouterr().out
    files = re.compile(hook["files"])
    names = ("a/b.md", "a.ipynb", "a.tex", "a.rst", "a.py", "macros.json", "x/macros.json")
    assert all(files.search(name) for name in names)
    assert not any(files.search(name) for name in ("a.txt", "a.mdx", "my-macros.json"))
    assert f"id: {hook['id']}" in COMMANDS


@pytest.mark.usefixtures("pages")
def test_the_matcher_for_editors_finds_place_and_message(capsys):
    block = re.search(r"```json title=\"[^\"]*tasks.json\"\n(.*?)```", COMMANDS, re.DOTALL)
    assert block
    (task,) = json.loads(block[1])["tasks"]
    pattern = task["problemMatcher"]["pattern"]
    assert cli.main(shlex.split(task["command"])[1:]) == 1
    found = [re.fullmatch(pattern["regexp"], x) for x in capsys.readouterr().out.splitlines()]
    (match,) = [one for one in found if one]
    parts = ("file", "line", "column", "severity", "code", "message")
    assert [match[pattern[part]] for part in parts] == [
        *("docs/wrong.md", "4", "10", "error", "sides-differ", "the two sides are not equal")
    ]
