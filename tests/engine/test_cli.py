"""The command line: exit status, output, wrong use."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from eqproof import cli, run

GOOD = "!!! given\n    $a, b \\in \\mathbb{R}$\n\n$a + b = b + a$\n"
BAD = GOOD.replace("b + a", "b - a")
COMMAND = [sys.executable, "-m", "eqproof.cli"]
ENVIRONMENT = {
    **os.environ,
    "PYTHONPATH": str(Path(cli.__file__).parents[1]),
    "PYTHONIOENCODING": "ascii",
}


@pytest.fixture(autouse=True)
def pages(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NO_COLOR", raising=False)
    Path("good.md").write_text(GOOD, "utf-8")
    Path("bad.md").write_text(BAD, "utf-8")
    Path("text.md").write_text("only text\n", "utf-8")


def run_command(*arguments, **options):
    return subprocess.run(
        [*COMMAND, *arguments],
        env=ENVIRONMENT,
        capture_output=True,
        encoding="utf-8",
        timeout=100,
        check=False,
        **options,
    )


# -- check ---------------------------------------------------------------------------------------


def test_a_clean_page(capsys):
    assert cli.main(["check", "good.md"]) == 0
    assert capsys.readouterr().out == ("no findings on 1 page with 2 formulas; 1 step: 1 proved.\n")


def test_a_page_with_a_wrong_sign(capsys):
    assert cli.main(["check", "bad.md", "good.md"]) == 1
    first, *_, last = capsys.readouterr().out.splitlines()
    assert first.startswith("bad.md:4:")
    assert "error[sides-differ]" in first
    assert last.startswith("1 finding on 2 pages")


@pytest.mark.parametrize("path", ["none.md", "text.md"])
def test_what_cannot_be_checked_is_a_finding(path, capsys):
    assert cli.main(["check", path]) == 1
    assert path in capsys.readouterr().out


def test_json_is_one_document(capsys):
    assert cli.main(["check", "bad.md", "--format", "json"]) == 1
    document = json.loads(capsys.readouterr().out)
    assert document["summary"]["errors"] == 1
    assert document["diagnostics"][0]["page"] == "bad.md"


def test_workflow_commands(capsys):
    assert cli.main(["check", "--format=github", "bad.md"]) == 1
    assert capsys.readouterr().out.startswith("::error file=bad.md,line=4,")


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_a_report_is_the_same_twice(form, capsys):
    cli.main(["check", "bad.md", "good.md", "--format", form])
    first = capsys.readouterr().out
    cli.main(["check", "bad.md", "good.md", "--format", form])
    assert capsys.readouterr().out == first


# -- colour --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("terminal", "variables", "coloured"),
    [
        (True, {"TERM": "xterm"}, True),
        (False, {"TERM": "xterm"}, False),
        (True, {"TERM": "xterm", "NO_COLOR": "1"}, False),
        (True, {"TERM": "xterm", "NO_COLOR": ""}, True),
        (True, {"TERM": "dumb"}, False),
    ],
)
def test_colour_is_for_terminals_alone(terminal, variables, coloured, capsys, monkeypatch):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal)
    cli.main(["check", "bad.md"])
    assert ("\x1b[" in capsys.readouterr().out) == coloured


# -- explain -------------------------------------------------------------------------------------


def test_explain_says_something_of_the_equation_on_a_line(capsys):
    assert cli.main(["explain", "good.md:4"]) == 0
    assert "a + b" in capsys.readouterr().out


def test_explain_takes_the_place_of_a_finding(capsys):
    cli.main(["check", "bad.md"])
    place = capsys.readouterr().out.split(" ")[0]
    assert cli.main(["explain", place]) == 0
    assert "a + b" in capsys.readouterr().out


def test_explain_shows_bad_macros_too(capsys):
    Path("macros.json").write_text("{", "utf-8")
    assert cli.main(["explain", "good.md:4"]) == 0
    assert "error[bad-macros]" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        ("good.md:1", "line 1 of good.md holds no formula; the nearest is on line 2"),
        ("good.md:3", "line 3 of good.md holds no formula; the nearest are on line 2 and line 4"),
        ("good.md:99", "line 99 of good.md holds no formula; the nearest is on line 4"),
        ("text.md:1", "text.md holds no formula"),
        ("good.md", "'good.md' does not have the form FILE:LINE"),
        ("good.md:x", "'good.md:x' does not have the form FILE:LINE"),
        (".:1", ". is a directory, a file is needed"),
        ("none.md:1", "there is no such file"),
    ],
)
def test_explain_used_wrongly(place, sentence, capsys):
    assert cli.main(["explain", place]) == 2
    captured = capsys.readouterr()
    assert sentence in captured.err
    assert captured.out == ""


# -- wrong use -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["check"],
        ["explain"],
        ["prove", "good.md"],
        ["check", "good.md", "--fast"],
        ["check", "good.md", "--format", "html"],
    ],
)
def test_wrong_use(arguments, capsys):
    with pytest.raises(SystemExit) as stopped:
        cli.main(arguments)
    assert stopped.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_version(capsys):
    assert cli.main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("eqproof ")


def test_a_fault_of_the_engine_shows_no_traceback(capsys, monkeypatch):
    def fail(paths, _means):
        raise KeyError(*paths)

    monkeypatch.setattr(run, "check_paths", fail)
    assert cli.main(["check", "good.md"]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("eqproof: internal error: KeyError: 'good.md'\n")


# -- processes -----------------------------------------------------------------------------------


def test_output_is_utf_8_whatever_the_locale():
    Path("ŷ.md").write_text(BAD.replace("$a", r"$\hat{y}").replace(" a", r" \hat{y}"), "utf-8")
    result = run_command("check", "ŷ.md")
    assert result.returncode == 1
    assert "ŷ.md:4:" in result.stdout
    assert "at ŷ = " in result.stdout
    assert result.stderr == ""


def test_a_reader_who_goes_away_is_no_error():
    with subprocess.Popen(
        [*COMMAND, "check", "bad.md"],
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        process.stdout.close()
        errors = process.stderr.read()
        process.wait(100)
    assert errors == b""
    assert process.returncode == 1


def test_help_imports_nothing_that_takes_long():
    code = (
        "import sys; from eqproof import cli\n"
        "try: cli.main(['--help'])\n"
        "except SystemExit: pass\n"
        "print(sorted({'sympy', 'numpy', 'mpmath', 'json'} & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code],
        env=ENVIRONMENT,
        capture_output=True,
        encoding="utf-8",
        timeout=100,
        check=True,
    )
    assert result.stdout.splitlines()[-1] == "[]"


# -- the start -----------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [[], ["--help"], ["check", "--help"]])
def test_help_loads_nothing_that_takes_long(arguments):
    program = f"""
import sys
from eqproof import cli
if {arguments}:
    try:
        cli.main({arguments})
    except SystemExit as end:
        assert end.code == 0
own = sorted(name for name in sys.modules if name.startswith("eqproof"))
assert own == ["eqproof", "eqproof.cli"], own
assert not {{"sympy", "mpmath", "numpy", "concurrent.futures"}} & set(sys.modules)
"""
    ran = subprocess.run(
        [sys.executable, "-c", program],
        env=ENVIRONMENT,
        capture_output=True,
        encoding="utf-8",
        timeout=100,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
