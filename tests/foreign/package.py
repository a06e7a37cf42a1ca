"""The installed package in a site that is not ours; run by ``nox -s package``, in its environment.

Nothing of this repository but this file and the folder ``site`` is there.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import eqproof

SITE = Path(__file__).with_name("site")
RIGHT = r"(X^\top X + \lambda I) \vect{w} - X^\top \vect{t}"
WRONG = RIGHT.replace("+", "-")


@pytest.fixture(autouse=True)
def site(tmp_path, monkeypatch):
    shutil.copytree(SITE, tmp_path / "notes")
    monkeypatch.chdir(tmp_path / "notes")
    return tmp_path / "notes"


@pytest.fixture
def wrong(site):
    """Put a wrong sign on a page; return the place of the finding, as the command names it."""
    page = site / "docs" / "ridge.md"
    text = page.read_text("utf-8")
    assert RIGHT in text
    page.write_text(text.replace(RIGHT, WRONG), "utf-8")
    before = text[: text.index(RIGHT)]
    return f"docs/ridge.md:{before.count(chr(10)) + 1}:{len(before) - before.rindex(chr(10))}"


def run(*command):
    """Run a program of this environment; return its status and all that it prints."""
    program = Path(sys.executable).with_name(command[0])
    done = subprocess.run(
        [program, *command[1:]],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    return done.returncode, done.stdout


def test_the_package_is_the_installed_one():
    assert Path(eqproof.__file__).is_relative_to(sys.prefix)
    assert Path(eqproof.__file__).with_name("py.typed").is_file()


def test_the_site_is_right():
    status, printed = run("eqproof", "check", "docs")
    assert status == 0, printed
    assert printed.startswith("no findings on 2 pages")


def test_the_site_is_built_with_its_marks(site):
    status, printed = run("mkdocs", "build", "--strict")
    assert status == 0, printed
    page = (site / "site" / "ridge" / "index.html").read_text("utf-8")
    assert page.count('class="eqproof eqproof-proved"') == 1
    assert page.count('class="eqproof eqproof-refuted"') == 1
    assert (site / "site" / "assets" / "eqproof.css").is_file()


def test_a_wrong_sign_is_found_at_its_place(wrong):
    status, printed = run("eqproof", "check", "docs")
    assert status == 1
    assert printed.startswith(f"{wrong}: error[sides-differ]: ")
    report = json.loads(run("eqproof", "check", "--format", "json", "docs")[1])
    assert [found["code"] for found in report["diagnostics"]] == ["sides-differ"]


def test_a_wrong_sign_fails_the_build(wrong):
    status, printed = run("mkdocs", "build", "--strict")
    assert status == 1
    assert f"{wrong}: error[sides-differ]: " in printed


def test_every_equation_is_a_test(wrong):
    status, printed = run("pytest", "--eqproof", "docs", "-q", "-p", "no:cacheprovider")
    assert status == 1
    assert f"{wrong}: error[sides-differ]: " in printed
    assert "1 failed, 13 passed" in printed
