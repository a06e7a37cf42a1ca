"""Pages that show commands show what the commands print, one after the other in one folder.

A fenced block that is titled with the name of a file stands for that file from there on. In a
``console`` block, lines with ``$`` are typed and what stands below them is printed. What installs
the package is done where a test asks for it: ``SHOWN_INSTALLS`` names a copy of the repository.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PAGES = Path(__file__).parents[2] / "docs" / "eqproof"
COPY = os.environ.get("SHOWN_INSTALLS")
BLOCK = re.compile(
    r'^(?P<fence>`{3,})(?P<language>\w+)(?: title="(?P<title>[^"]+)")?\n'
    r"(?P<text>(?s:.*?))^(?P=fence)$",
    re.MULTILINE,
)
INSTALLS = "python -m pip install "
TYPED = re.compile(r"^\$ (?P<command>.*)\n(?P<printed>(?:(?!\$ ).*\n)*)", re.MULTILINE)


def type_in(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command by a shell in *folder*, in an environment that is activated."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return subprocess.run(
        command,
        cwd=folder,
        shell=True,
        env=os.environ | {"PATH": path, "NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


@pytest.mark.parametrize("name", ["tutorial.md", "command.md"])
def test_the_commands_print_what_the_page_shows(name, tmp_path):
    if COPY:
        shutil.copytree(COPY, tmp_path / "eqproof")
    commands = 0
    for block in BLOCK.finditer((PAGES / name).read_text("utf-8")):
        if block["title"]:  # a file
            file = tmp_path / block["title"]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block["text"], "utf-8")
            continue
        if block["language"] == "yaml":  # a part of a file
            continue
        assert block["language"] == "console", block["text"]
        for typed in TYPED.finditer(block["text"]):
            if not typed["command"].startswith(INSTALLS):
                assert type_in(typed["command"], tmp_path).stdout == typed["printed"], typed[0]
                commands += 1
            elif COPY:
                done = type_in(typed["command"], tmp_path)
                assert done.returncode == 0, done.stdout
    assert commands > 1
