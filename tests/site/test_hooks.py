"""The hooks of the build: each error names its file and fails the build."""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
HOOKS = f"hooks: ['{ROOT / 'hooks/snippets.py'}', '{ROOT / 'hooks/typeset.py'}']\n"
EXTENSIONS = "markdown_extensions:\n  - pymdownx.arithmatex: {generic: true}\n"


@pytest.fixture(scope="module")
def snippets(load_hook: Callable[[str], ModuleType]) -> ModuleType:
    """Return the hook that runs the programs."""
    return load_hook("snippets")


def test_output_is_cut_into_the_sections_it_announces(snippets):
    one = "# --8<-- [start:one]\n1\n# --8<-- [end:one]\n"
    two = "# --8<-- [start:two]\n2\n# --8<-- [end:two]\n"
    assert snippets.sections("== one ==\n1 \n\n== two ==\n\n2\n") == f"{one}\n{two}"


@pytest.mark.parametrize(
    ("printed", "message"),
    [
        ("1\n== one ==\n2\n", "outside of a section"),
        ("== one ==\n\n== two ==\n2\n", "nothing in the section 'one'"),
        ("== one ==\n1\n== one ==\n2\n", "'one' twice"),
    ],
)
def test_output_that_breaks_a_rule(snippets, printed, message):
    with pytest.raises(snippets.SnippetError, match=message):
        snippets.sections(printed)


@pytest.mark.parametrize(
    ("program", "message"),
    [
        ("raise SystemExit(3)", "exit code 3"),
        ("1 / 0", "ZeroDivisionError"),
        ("import warnings; warnings.warn('old')", "old"),
        ("import sys; print('beware', file=sys.stderr)", "beware"),
    ],
)
def test_a_program_that_fails_fails_the_build(build_small, program, message):
    done = build_small("# Page\n", HOOKS, snippets__one_py=program)
    assert done.returncode
    assert "snippets/one.py: " in done.stderr
    assert message in done.stderr


def test_a_program_runs_again_only_if_it_changed(build_small, build_again, tmp_path):
    program = "import time\nprint('== one ==')\nprint(time.time_ns())\n"
    page = '# Page\n\n```text\n--8<-- "one.out:one"\n```\n'
    settings = HOOKS + (
        "markdown_extensions:\n  - pymdownx.superfences\n"
        f"  - pymdownx.snippets: {{base_path: ['{tmp_path}/build/snippets'], check_paths: true}}\n"
    )
    assert not build_small(page, settings, snippets__one_py=program).returncode
    output = tmp_path / "build/snippets/one.out"
    first = output.read_text("utf-8")
    assert not build_again().returncode
    assert output.read_text("utf-8") == first
    (tmp_path / "snippets/one.py").write_text(program + "\n", "utf-8")
    assert not build_again().returncode
    assert output.read_text("utf-8") != first
    html = (tmp_path / "site/index.html").read_text("utf-8")
    assert first.splitlines()[0][2:] not in html


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("one.py:two", "only one"),
        ("one.out:two", "only one"),
        ("two.py:one", "since there is no program snippets/two.py"),
    ],
)
def test_a_section_that_does_not_exist_fails_the_build(build_small, name, reason):
    program = '# --8<-- [start:one]\nprint("== one ==")\nprint(1)\n# --8<-- [end:one]\n'
    page = f'# Page\n\n```python\n--8<-- "{name}"\n```\n'
    done = build_small(page, HOOKS, snippets__one_py=program)
    assert done.returncode
    assert f"docs/index.md:4:1: there is no section {name}, {reason}" in done.stderr


@pytest.mark.parametrize(
    ("page", "message"),
    [
        (r"$\unknown$", r"Undefined control sequence \unknown, in: \unknown"),
        (r"$\frac{1}{2$", "the braces do not match"),
        (r"$\eqref{eq:1}$", "reference to a label that the page does not have"),
        ("$$a\\tag{1}\\label{a}$$\n\n$$b\\tag{2}\\label{a}$$", "multiply defined"),
        ("# On $x$", "heading"),
    ],
)
def test_a_formula_that_cannot_be_typeset_fails_the_build(build_small, page, message):
    done = build_small(f"# Page\n\n{page}\n", HOOKS + EXTENSIONS)
    assert done.returncode
    assert "index.md: " in done.stderr
    assert message in done.stderr


def test_the_macros_of_the_site_are_known(build_small, tmp_path):
    done = build_small("$\\half{y}$\n", HOOKS + EXTENSIONS, macros_json='{"half": ["#1/2", 1]}')
    assert not done.returncode, done.stderr
    assert "<mn>2</mn>" in (tmp_path / "site/index.html").read_text("utf-8")
