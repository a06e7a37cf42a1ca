"""Where the command keeps verdicts, and that it can be told not to."""

import subprocess
import sys
from pathlib import Path

import pytest

from eqproof import cli
from eqproof.cache import PACKAGE
from eqproof.run import Means, check_paths

PAGE = """!!! given
    - $x \\in \\mathbb{R}$

$$ (x + 1)^2 = x^2 + 2 x + 1 $$

$$ x = 2 x $$
"""


@pytest.fixture
def site(tmp_path, monkeypatch):
    (tmp_path / "docs" / "below").mkdir(parents=True)
    (tmp_path / "docs" / "below" / "page.md").write_text(PAGE, "utf-8")
    monkeypatch.chdir(tmp_path / "docs")
    return tmp_path


def roots(site):
    return [path.parent.relative_to(site) for path in site.rglob("CACHEDIR.TAG")]


def test_it_is_in_the_current_folder(site):
    cli.main(["check", "."])
    assert roots(site) == [Path("docs/.eqproof_cache")]


def test_it_is_beside_the_macros(site):
    (site / "macros.json").write_text("{}", "utf-8")
    cli.main(["check", "below/page.md"])
    assert roots(site) == [Path(".eqproof_cache")]


def test_it_is_where_one_says(site):
    cli.main(["check", ".", "--cache", "../else where"])
    assert roots(site) == [Path("else where")]


def test_it_can_be_left_out(site, capsys):
    cli.main(["check", ".", "--no-cache"])
    without = capsys.readouterr().out
    assert roots(site) == []
    for _ in range(2):
        cli.main(["check", "."])
        assert capsys.readouterr().out == without


def test_other_tools_keep_nothing_unless_they_ask(site):
    assert check_paths(["."]) == check_paths(["."], Means(cached=True))
    check_paths(["."])
    assert roots(site) == [Path("docs/.eqproof_cache")]


@pytest.mark.usefixtures("site")
def test_what_is_not_decided_again_does_not_load_sympy():
    cli.main(["check", "."])
    program = (
        "import sys; from eqproof import cli; cli.main(['check', '.', '--jobs', '1']);"
        "print(*sorted({'sympy', 'mpmath'} & set(sys.modules)), sep=' ')"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONPATH": str(PACKAGE.parent)},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    assert ran.stdout.splitlines()[-1] == ""
