"""Links to equations: found from any page, with the number that the equation has."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SETTINGS = (
    f"hooks: ['{ROOT / 'hooks/references.py'}', '{ROOT / 'hooks/typeset.py'}']\n"
    "markdown_extensions:\n  - pymdownx.arithmatex: {generic: true}\n"
    "validation: {links: {anchors: warn}}\n"
)
OTHER = """# Other

$$
\\begin{align}
a &= b \\tag{1}\\label{eq:1} \\\\
  &= \\begin{cases} c & d \\\\ e & f \\end{cases} \\label{eq:two}\\tag{2a} \\\\
  &= c \\tag{3}
\\end{align}
$$

```latex
x \\tag{4}\\label{eq:4}
```
"""


@pytest.mark.parametrize("anchor", ["eq:1", "eq:two", "eq:3"])
def test_a_row_of_a_display_has_its_label_or_its_number_as_anchor(build_small, tmp_path, anchor):
    number = {"eq:1": "1", "eq:two": "2a", "eq:3": "3"}[anchor]
    page = f"# Page\n\nSee [({number})](sub/other.md#{anchor}).\n"
    done = build_small(page, SETTINGS, docs__sub__other_md=OTHER)
    assert not done.returncode, done.stderr
    built = (tmp_path / "site/sub/other/index.html").read_text("utf-8")
    assert re.findall(r'<mjx-mtd id="([^"]*)"', built) == ["eq:1", "eq:two", "eq:3"]
    assert f'href="#{anchor}"' in built


@pytest.mark.parametrize(
    ("link", "message", "advice"),
    [
        (
            "[(2)](other.md#eq:1)",
            "says '(2)', and the equation that it leads to has the number (1)",
            "write [(1)](other.md#eq:1)",
        ),
        ("[](other.md#eq:1)", "shows no number", "write [(1)](other.md#eq:1)"),
        ("[the first](other.md#eq:1)", "says 'the first'", "write [(1)](other.md#eq:1)"),
        (
            "[(2)](other.md#eq:twin)",
            "no equation of other.md has the anchor #eq:twin",
            "did you mean #eq:two?",
        ),
        ("[(4)](other.md#eq:4)", "no equation of other.md has the anchor #eq:4", "did you mean"),
        ("[(1)](#eq:1)", "no equation of index.md has the anchor #eq:1", "did you mean #eq:own?"),
        ("[(8)](#eq:own)", "has the number (9)", "write [(9)](#eq:own)"),
    ],
)
def test_a_link_that_says_something_else_fails_the_build(build_small, link, message, advice):
    page = f"# Page\n\n$$ x \\tag{{9}}\\label{{eq:own}} $$\n\n`[(8)](other.md#eq:1)`\nSee {link}.\n"
    done = build_small(page, SETTINGS, docs__other_md=OTHER)
    assert done.returncode
    assert "docs/index.md:6:5: " in done.stderr
    assert message in done.stderr
    assert f"= help: {advice}" in done.stderr
    assert done.stderr.count("docs/index.md") == 1


def test_an_anchor_that_is_no_equation_is_left_to_mkdocs(build_small):
    page = "# Page\n\n[one](other.md#other) and [two](other.md#elsewhere)\n"
    done = build_small(page, SETTINGS, docs__other_md=OTHER)
    assert done.returncode
    assert "'other.md' does not contain an anchor '#elsewhere'" in done.stderr
    assert "#other'" not in done.stderr


def test_source_that_is_quoted_holds_no_links(build_small):
    page = "# Page\n\n`[(7)](other.md#eq:1)`\n\n```markdown\n[(8)](other.md#eq:9)\n```\n"
    done = build_small(page, SETTINGS, docs__other_md=OTHER)
    assert not done.returncode, done.stderr
