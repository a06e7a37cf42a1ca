"""Draws the figures of the site and puts them into the pages.

``figures/NAME.py`` draws with matplotlib what the snippets compute. A page shows it by an image
alone in its paragraph, ``![what one sees](figures/NAME.svg)``. The SVG goes into the page itself,
so that it follows light and dark; if it has a slider, so do the positions, drawn beforehand.
Drawings are kept in ``build/figures/`` until a figure, a snippet or the drawing library changes.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from html import escape
from importlib.metadata import version
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from eqproof.page.raw import without_fences
from eqproof.page.reader import markdown_of
from eqproof.source import Source

FOLDER = "figures"
LIBRARIES = ("matplotlib", "numpy")
SOURCE = re.compile(r"(^|.)!\[([^\]]*)\]\([^)]*?figures/([a-z_]+)\.svg\)(.|$)", re.MULTILINE)
IMAGE = re.compile(r'<p><img alt="([^"]*)" src="[^"]*?figures/([a-z_]+)\.svg" ?/?></p>')
ENVIRONMENT = {"OMP_NUM_THREADS": "1", "PYTHONHASHSEED": "0", "PYTHONUTF8": "1"}


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Draw what is not drawn yet and add the figures to the files of the site."""
    root = Path(config.docs_dir).parent
    for name, drawing in drawings(root).items():
        files.append(File.generated(config, f"{FOLDER}/{name}.svg", content=drawing["svg"]))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Raise if a figure on *page* is not drawn, has no text alternative, or shares its line."""
    del markdown, files
    root = Path(config.docs_dir).parent
    place = Path(config.docs_dir, page.file.src_uri).relative_to(root).as_posix()
    source = Source(place, page.file.content_string)
    text, _ = without_fences(markdown_of(source))
    errors = []
    for found in SOURCE.finditer(text.chars):
        before, alternative, name, after = found.groups()
        what = ""
        if not (root / FOLDER / f"{name}.py").is_file():
            what = f"there is no program {FOLDER}/{name}.py"
        elif not alternative.strip():
            what = f"the figure {name} has no text alternative; say in the brackets what one sees"
        elif before or after:
            what = f"the figure {name} does not stand alone on its line"
        if what:
            line, _ = source.position(text.at[found.start(2)])
            errors.append(f"{place}:{line}:1: {what}")
    if errors:
        raise PluginError("\n".join(errors))


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the drawings into the page."""
    del page, files
    if not IMAGE.search(html):
        return html
    drawn = kept(Path(config.docs_dir).parent)
    return IMAGE.sub(lambda found: figure(drawn[found[2]], found[1]), html)


def figure(drawing: dict[str, Any], alternative: str) -> str:
    """Return the HTML of a drawing; *alternative* is HTML already."""
    svg = drawing["svg"].replace("<svg ", f'<svg role="img" aria-label="{alternative}" ', 1)
    slider = drawing["slider"]
    if slider is None:
        return f'<div class="figure" data-search-exclude>{svg}</div>'
    # not in a script element: the theme runs those of a page that it puts in the place of another
    positions = escape(json.dumps({"says": slider["says"], "frames": slider["frames"]}))
    last, start = len(slider["says"]) - 1, slider["start"]
    return (
        f'<div class="figure" data-search-exclude>{svg}'
        f'<div class="figure-slider" data-positions="{positions}" hidden>'
        f"<label>{escape(slider['name'])} "
        f'<input type="range" min="0" max="{last}" value="{start}" autocomplete="off"></label>'
        f"<output>{escape(slider['says'][start])}</output></div></div>"
    )


def drawings(root: Path) -> dict[str, Any]:
    """Return all drawings by name, after drawing those that are out of date."""
    names = sorted(path.stem for path in (root / FOLDER).glob("[!_]*.py"))
    digest = _digest(root)
    known = kept(root)
    stale = [name for name in names if known.get(name, {}).get("digest") != digest]
    many = min(len(stale), os.cpu_count() or 1)
    with ThreadPoolExecutor(max(many, 1)) as pool:
        parts = [stale[n::many] for n in range(many)]
        for made in pool.map(_drawn, [root] * many, parts):
            known |= {name: {**drawing, "digest": digest} for name, drawing in made.items()}
    folder = root / "build" / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("*.json"):
        if path.stem not in names:
            path.unlink()
    for name in stale:
        (folder / f"{name}.json").write_text(json.dumps(known[name]), "utf-8")
    return {name: known[name] for name in names}


def kept(root: Path) -> dict[str, Any]:
    """Return the drawings that were made before."""
    paths = (root / "build" / FOLDER).glob("*.json")
    return {path.stem: json.loads(path.read_text("utf-8")) for path in paths}


def _digest(root: Path) -> str:
    paths = [p for folder in (FOLDER, "snippets") for p in sorted((root / folder).rglob("*.py"))]
    texts = [f"{path.relative_to(root).as_posix()}\n{path.read_text('utf-8')}" for path in paths]
    return sha256("\0".join([*map(version, LIBRARIES), *texts]).encode()).hexdigest()


def _drawn(root: Path, names: Sequence[str]) -> dict[str, Any]:
    process = subprocess.run(
        [sys.executable, "-W", "error", "-m", FOLDER, *names],
        cwd=root,
        env={**os.environ, **ENVIRONMENT},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if process.returncode:
        raise PluginError(f"a figure of {', '.join(names)} failed\n{process.stderr}")
    drawn: dict[str, Any] = json.loads(process.stdout)
    return drawn
