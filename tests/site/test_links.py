"""Links: one that leads nowhere fails the build, and addresses elsewhere are listed."""

from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]

HEAD = "# Head\n\n$1 + 1 = 2$\n\n"


def settings() -> str:
    """Return how this site has its links checked."""
    lines = (ROOT / "mkdocs.yml").read_text("utf-8").splitlines()
    start = lines.index("validation:")
    end = next(n for n in range(start + 1, len(lines)) if not lines[n].startswith(" "))
    return "\n".join(lines[start:end]) + "\n"


@pytest.mark.parametrize(
    ("link", "fails"),
    [
        ("[x](#head) and [y](https://example.org)", False),
        ("[x](none.md)", True),
        ("[x](#none)", True),
        ("[x](index.md#none)", True),
        ("[x](/none/)", True),
        ("[x](none.png)", True),
    ],
)
def test_a_link_that_leads_nowhere_fails_the_build(build_small, link, fails):
    assert yaml.safe_load(settings())["validation"]
    done = build_small(HEAD + link, f"plugins: [eqproof]\n{settings()}")
    assert bool(done.returncode) is fails, done.stderr
    assert ("WARNING" in done.stderr) is fails


def test_addresses_elsewhere_are_listed_with_their_pages(build_small, tmp_path):
    page = "[a](https://example.org/a?b=1&c#d) <https://example.org/> [own](http://here.test/x)\n"
    hooks = f"hooks: [{ROOT / 'hooks/links.py'}]\nplugins: [eqproof]\n"
    done = build_small(HEAD + page, f"site_url: http://here.test/\n{hooks}")
    assert not done.returncode, done.stderr
    lines = (tmp_path / "build" / "links.txt").read_text("utf-8").splitlines()
    ours = [line for line in lines if "example.org" in line]
    assert ours == ["https://example.org/ index.md", "https://example.org/a?b=1&c index.md"]
    assert not any("here.test" in line for line in lines)
