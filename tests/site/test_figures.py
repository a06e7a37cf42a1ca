"""The figures: drawn from the snippets, in the colours of the page, each with words."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from mkdocs.exceptions import PluginError

ROOT = Path(__file__).parents[2]
NAMES = sorted(path.stem for path in (ROOT / "figures").glob("[!_]*.py"))
HOOKS = f"hooks: ['{ROOT / 'hooks/figures.py'}']\n"
PROGRAM = """
from figures.tools.drawing import Picture, Slider, axes

def picture():
    figure, (ax,) = axes()
    line = ax.plot([0, 1], [0, 1])[0]
    return Picture(figure, Slider("end", ["1", "2"], lambda n: line.set_ydata([0, n + 1]), [line]))
"""


@pytest.fixture(scope="module")
def hook(load_hook: Callable[[str], ModuleType]) -> ModuleType:
    """Return the hook that draws."""
    return load_hook("figures")


@pytest.fixture(scope="module")
def drawings(hook: ModuleType) -> dict[str, Any]:
    """Return all drawings of the site."""
    return hook.drawings(ROOT)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Return a folder with one figure."""
    ignored = shutil.ignore_patterns("[!_]*.py", "__pycache__")
    shutil.copytree(ROOT / "figures", tmp_path / "figures", ignore=ignored)
    shutil.copytree(ROOT / "figures/tools", tmp_path / "figures/tools", dirs_exist_ok=True)
    (tmp_path / "figures/one.py").write_text(PROGRAM, "utf-8")
    return tmp_path


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_is_shown_with_words_and_a_caption(site, drawings, name):
    pictured = drawings[name]["svg"].removeprefix("<svg ")
    shown = [path.read_text("utf-8") for path in site.rglob("index.html")]
    shown = [html for html in shown if pictured in html]
    assert shown
    for html in shown:
        start = html.index(pictured)
        alternative = re.search(r'<svg role="img" aria-label="([^"]+)" $', html[:start])
        assert alternative
        assert len(alternative[1]) > 40
        end = html.index("</figure>", start)
        assert "<figcaption>" in html[start:end]
        assert html.rindex("<figure>", 0, start) > html.rfind("</figure>", 0, start)


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_takes_its_colours_and_its_font_from_the_page(drawings, name):
    text = json.dumps(drawings[name])
    assert re.search(r"var\(--figure-[a-z]+, #[0-9a-f]{6}\)", text)
    assert not re.search(r"#[0-9a-f]{6}(?![0-9a-f])(?!\))", re.sub(r"url\(#|href=.\"#", "", text))
    assert "font-family" not in text
    assert "<style" not in text
    assert "<image" not in text
    assert not re.search(r"<use [^>]*(?<!:)href", text)  # the theme takes that for a link


@pytest.mark.parametrize("name", NAMES)
def test_each_position_of_a_slider_has_words_and_drawings_of_its_own(drawings, name):
    svg, slider = drawings[name]["svg"], drawings[name]["slider"]
    moving = svg.count('data-moving=""')
    if slider is None:
        assert not moving
        return
    says, frames = slider["says"], slider["frames"]
    assert len(says) == len(set(says)) == len(frames)
    assert all(len(frame) == moving for frame in frames)
    assert len({json.dumps(frame) for frame in frames}) == len(frames)
    shown = _unnumbered(svg)
    assert all(_unnumbered(part) in shown for part in frames[slider["start"]])


def _unnumbered(svg: str) -> str:
    """Return *svg* without name spaces and without the numbers that matplotlib gives to shapes."""
    return re.sub(r'C\d+_| xmlns(:xlink)?="[^"]*"|(?<=>) (?=<)', "", svg)


def test_a_figure_is_drawn_again_only_when_something_changed(hook, small):
    before = hook.drawings(small)["one"]
    kept = small / "build/figures/one.json"
    kept.write_text(json.dumps({**before, "svg": "<svg />"}), "utf-8")
    assert hook.drawings(small)["one"]["svg"] == "<svg />"
    (small / "figures/one.py").write_text(PROGRAM.replace("n + 1", "n + 2"), "utf-8")
    assert hook.drawings(small)["one"]["svg"] not in ("<svg />", before["svg"])
    (small / "snippets").mkdir()
    (small / "snippets/new.py").write_text("", "utf-8")
    kept.write_text(json.dumps({**before, "svg": "<svg />"}), "utf-8")
    assert hook.drawings(small)["one"]["svg"] != "<svg />"


def test_a_figure_without_its_program_is_forgotten(hook, small):
    hook.drawings(small)
    (small / "figures/one.py").unlink()
    assert hook.drawings(small) == {}
    assert not list((small / "build/figures").iterdir())


def test_two_drawings_are_the_same_bytes(hook, small):
    first = hook.drawings(small)
    shutil.rmtree(small / "build")
    assert hook.drawings(small) == first


def test_a_program_that_fails_is_named(hook, small):
    (small / "figures/one.py").write_text("1 / 0", "utf-8")
    with pytest.raises(PluginError, match=r"(?s)figure of one failed.*ZeroDivisionError"):
        hook.drawings(small)


def test_what_moves_must_be_seen_at_the_start(hook, small):
    (small / "figures/one.py").write_text(
        PROGRAM.replace("set_ydata([0, n + 1])", "set_visible(False)")
    )
    with pytest.raises(PluginError, match="all that moves must be seen"):
        hook.drawings(small)


@pytest.mark.parametrize(
    ("image", "message"),
    [
        ("![](figures/one.svg)", "the figure one has no text alternative"),
        ("![two](figures/two.svg)", "there is no program figures/two.py"),
        ("See ![a line](figures/one.svg)", "the figure one does not stand alone"),
    ],
)
def test_a_figure_that_nobody_can_read_fails_the_build(build_small, tmp_path, image, message):
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures/__main__.py").write_text('print(\'{"one": {"svg": ""}}\')', "utf-8")
    (tmp_path / "figures/one.py").touch()
    done = build_small(f"# Page\n\n{image}\n", HOOKS)
    assert done.returncode
    assert f"docs/index.md:3:1: {message}" in done.stderr


def test_an_image_in_a_block_of_code_is_none(build_small, tmp_path):
    (tmp_path / "figures").mkdir()
    done = build_small("# Page\n\n```markdown\n![](figures/one.svg)\n```\n", HOOKS)
    assert not done.returncode, done.stderr
