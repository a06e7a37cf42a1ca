"""The site, built once for all tests of this folder, and what a browser would find in it."""

import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {"NO_MKDOCS_2_WARNING": "1", "PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": "1767225600"}

Element = tuple[str, dict[str, str]]


@dataclass
class Html(HTMLParser):
    """The elements of one file, each with its attributes, in order."""

    path: Path
    elements: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def with_class(self, name: str) -> list[Element]:
        return [e for e in self.elements if name in e[1].get("class", "").split()]

    def ids(self) -> set[str]:
        return {attributes["id"] for _, attributes in self.elements if "id" in attributes}


def build(config: Path, target: Path) -> subprocess.CompletedProcess[str]:
    """Build a site as ``nox -s docs`` does."""
    command = ["build", "--strict", "--config-file", str(config), "--site-dir", str(target)]
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", *command],
        cwd=config.parent,
        env={**os.environ, **ENVIRONMENT},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


@pytest.fixture(scope="session")
def build_site() -> Callable[[Path], Path]:
    """Return a function that builds this site into a folder."""

    def run(target: Path) -> Path:
        done = build(ROOT / "mkdocs.yml", target)
        assert done.returncode == 0, done.stdout + done.stderr
        return target

    return run


@pytest.fixture(scope="session")
def site(build_site: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the built site."""
    return build_site(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[Path, Html]:
    """Return all HTML files of the built site by their place in it."""
    return {path.relative_to(site): Html(path) for path in sorted(site.rglob("*.html"))}


@pytest.fixture(scope="session")
def load_hook() -> Callable[[str], ModuleType]:
    """Return a function that imports one of the hooks, as MkDocs does, by the name of its file."""

    def load(name: str) -> ModuleType:
        spec = importlib.util.spec_from_file_location(f"{name}_hook", ROOT / f"hooks/{name}.py")
        assert spec
        assert spec.loader
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    return load


@pytest.fixture
def build_small(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Return a function that builds a site of one page in a folder of its own."""

    def run(page: str, settings: str = "", **files: str) -> subprocess.CompletedProcess[str]:
        (tmp_path / "docs").mkdir()
        (tmp_path / "docs" / "index.md").write_text(page, "utf-8")
        (tmp_path / "macros.json").write_text("{}", "utf-8")
        (tmp_path / "mkdocs.yml").write_text(
            "site_name: small\ntheme: {name: material, font: false}\n" + settings, "utf-8"
        )
        for name, text in files.items():
            path = tmp_path / name.replace("__", "/").replace("_", ".")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        return build(tmp_path / "mkdocs.yml", tmp_path / "site")

    return run


@pytest.fixture
def build_again(tmp_path: Path) -> Callable[[], subprocess.CompletedProcess[str]]:
    """Return a function that builds the small site once more, as it stands now."""
    return lambda: build(tmp_path / "mkdocs.yml", tmp_path / "site")
