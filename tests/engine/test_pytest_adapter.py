"""The pytest plugin, in runs of pytest inside this one."""

import pytest

import eqproof.run  # so that it is imported once, not in every inner run

assert eqproof.run
pytest_plugins = ["pytester"]

GOOD = "!!! given\n    $a, b \\in \\mathbb{R}$\n\n$a + b = b + a$ and $a$\n"


@pytest.fixture
def run(pytester, monkeypatch):
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    pytester.makepyfile("def test_other(): pass")
    pytester.mkdir("docs")

    def with_page(text, *arguments):
        (pytester.path / "docs" / "page.md").write_text(text, "utf-8")
        return pytester.runpytest_inprocess("-p", "eqproof.adapters.pytest", *arguments)

    return with_page


def test_it_is_off_unless_asked_for(run):
    run("$a = b$").assert_outcomes(passed=1)


def test_every_equation_is_a_test(run):
    result = run(GOOD, "--eqproof", "docs", "-v")
    result.assert_outcomes(passed=4)
    result.stdout.fnmatch_lines(
        ["docs/page.md:2 PASSED*", "docs/page.md:4:1 PASSED*", "docs/page.md:4:21 PASSED*"]
    )


def test_the_configuration_may_name_the_pages(run, pytester):
    pytester.makeini("[pytest]\neqproof_paths = docs\n")
    run(GOOD).assert_outcomes(passed=4)


def test_a_wrong_equation_fails_with_its_finding_and_no_traceback(run):
    result = run(GOOD.replace("b + a", "b - a"), "--eqproof=docs")
    result.assert_outcomes(passed=3, failed=1)
    result.stdout.fnmatch_lines(["*docs/page.md:4:* error?sides-differ?:*"])
    result.stdout.no_fnmatch_line("*Traceback*")
    result.stdout.no_fnmatch_line("*EquationError*")


def test_a_finding_outside_of_the_equations_is_a_failing_test(run):
    result = run(GOOD + "\n$$\nx\n", "--eqproof=docs")
    result.assert_outcomes(passed=4, failed=1)
    result.stdout.fnmatch_lines(["FAILED docs/page.md:6*"])


def test_an_equation_that_cannot_be_read_is_a_failing_test(run):
    result = run(GOOD + "\n$(a$\n", "--eqproof=docs")
    result.assert_outcomes(passed=4, failed=1)
    result.stdout.fnmatch_lines(["FAILED docs/page.md:6*"])


@pytest.mark.parametrize("path", ["docs", "docs/page.md", "none"])
def test_a_run_without_equations_fails(run, path):
    result = run("only text", f"--eqproof={path}")
    result.assert_outcomes(passed=1, failed=1)


def test_equations_are_chosen_by_name(run):
    run(GOOD, "--eqproof=docs", "-k", "page.md:2").assert_outcomes(passed=1, deselected=3)
