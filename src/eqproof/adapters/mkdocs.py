"""The MkDocs plugin: checks the equations of a site and shows beside each what was found.

``plugins: [eqproof]`` is all that a site needs. Pages are checked as they stand on disk, before
other plugins see them. Any finding fails the build; the live preview shows it on the page and
goes on. Every formula of a built page must be one that was checked, in the same order.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from html import escape, unescape
from itertools import count, zip_longest
from pathlib import Path
from typing import Literal

from mkdocs.config.base import Config
from mkdocs.config.config_options import Optional, Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from eqproof.adapters.marks import is_marked, mark, tally
from eqproof.cache import Memory
from eqproof.diagnostics import Diagnostic, Equation, Report, attributed
from eqproof.files import is_page, macros_file, name_of, read_pages
from eqproof.page.formats import NOTEBOOK, suffix_of
from eqproof.page.percent import SUFFIX
from eqproof.rendering import diagnostic_text, summary
from eqproof.run import Means, check_sources
from eqproof.source import Source

STYLE = "assets/eqproof.css"
FORMULA = re.compile(r'<(span|div) class="arithmatex">(.*?)</\1>', re.DOTALL)

log = get_plugin_logger("eqproof")


class Options(Config):
    """What is checked, and how, stands on the pages, and is no option.

    ``legend`` is the page that says what the marks mean, below the folder of the pages, and where
    on it: ``about/checks.md#marks``. Each mark has a link there.
    """

    legend = Optional(Type(str))


class EqproofPlugin(BasePlugin[Options]):
    """Checks all pages once a build, then puts the marks into each page."""

    def __init__(self) -> None:
        self._serving = False
        self._report = Report()
        self._memory = Memory()  # a live preview keeps its plugins from one build to the next

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether this is the live preview."""
        del dirty
        self._serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Switch on what the page language needs, and add the style sheet of the marks."""
        for extension in ("admonition", "pymdownx.arithmatex"):
            if extension not in config.markdown_extensions:
                config.markdown_extensions.append(extension)
        arithmatex = config.mdx_configs.setdefault("pymdownx.arithmatex", {})
        if not arithmatex.setdefault("generic", True):
            raise PluginError("the extension pymdownx.arithmatex needs the option generic: true")
        if STYLE not in config.extra_css:
            config.extra_css.insert(0, STYLE)
        return config

    @property
    def report(self) -> Report:
        """What the check of this build found, for the hooks of a site."""
        return self._report

    @event_priority(100)
    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Check all pages; outside the live preview, raise if anything was found."""
        names = [_name(file) for file in files if _is_checked(file)]
        self._report = check_files(names, self._memory) if self._serving else check_once(names)
        for finding in self._report.diagnostics:
            log.error(diagnostic_text(finding))
        log.info(summary(self._report))
        if self._report.diagnostics:
            self._fail("an equation is not in order")
        if not self._report.equations:
            self._fail("no page holds a formula")
        style = Path(__file__).with_name("eqproof.css")
        files.append(File.generated(config, STYLE, abs_src_path=str(style)))
        return files

    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put the marks into the page; raise if it shows a formula that was not checked."""
        del config
        name = _name(page.file)
        equations = [e for e in self._report.equations if e.source.name == name]
        findings = [d for d in self._report.diagnostics if d.source.name == name]
        if name.endswith(NOTEBOOK) and not FORMULA.search(html):
            return notes(findings) + html  # its formulas are plain text, which MathJax looks for
        if difference := first_difference(html, equations):
            self._fail(f"{name}: {difference}")
            return notes(findings) + html
        counted = self._report.equations if page.is_homepage else equations
        place = "this site" if page.is_homepage else "this page"
        legend = self._legend(page, files)
        return with_marks(html, equations, findings, legend) + tally(counted, place, legend)

    def _legend(self, page: Page, files: Files) -> str | None:
        """Return the address of the legend as *page* has to write it, if there is one."""
        if not self.config.legend:
            return None
        path, _, place = self.config.legend.partition("#")
        file = files.get_file_from_path(path)
        if file is None:
            raise PluginError(f"the option legend names {path}, and there is no such page")
        return get_relative_url(file.url, page.url) + (place and f"#{place}")

    def _fail(self, message: str) -> None:
        """Fail the build, or only say so in the live preview."""
        if not self._serving:
            raise PluginError(message)
        log.error(message)


def check_once(paths: Sequence[str]) -> Report:
    """Return the report on the files *paths*, page by page in several processes if that helps.

    What was decided by the same engine in an earlier build is kept beside the macros.
    """
    sources, unreadable = read_pages(paths)
    report = check_sources(sources, Means(cached=True, jobs=None))
    return replace(report, diagnostics=(*unreadable, *report.diagnostics))


def check_files(paths: Sequence[str], memory: Memory) -> Report:
    """Return the report on the files *paths*, each by itself; what stands in *memory* is known."""
    sources, unreadable = read_pages(paths)
    reports = [_check(source, _macros(source), memory) for source in sources]
    findings = [*unreadable, *(d for report in reports for d in report.diagnostics)]
    once = {(d.code, d.source.name, d.span): d for d in findings}
    return Report(
        len(sources),
        tuple(equation for report in reports for equation in report.equations),
        tuple(once.values()),
    )


@lru_cache(maxsize=1024)
def _check(source: Source, macros: str, memory: Memory) -> Report:
    """Check one page; a live preview checks it again only if its text or the macros changed."""
    del macros
    return check_sources([source], Means(memory=memory))


def _macros(source: Source) -> str:
    path = macros_file(Path(source.name))
    return path.read_text("utf-8", errors="replace") if path else ""


def first_difference(html: str, equations: Sequence[Equation]) -> str | None:
    """Return how the formulas shown in *html* differ from *equations*, or None if they do not."""
    shown = [_bare(unescape(found[2])) for found in FORMULA.finditer(html)]
    checked = [_bare(equation.latex) for equation in equations]
    for seen, expected in zip_longest(shown, checked):
        if seen != expected:
            return (
                f"the page shows {seen or 'no further formula'}"
                f" where {expected or 'no further formula'} was checked"
            )
    return None


def with_marks(
    html: str,
    equations: Sequence[Equation],
    findings: Sequence[Diagnostic] = (),
    legend: str | None = None,
) -> str:
    """Return *html* with a mark behind each formula, given its *equations* in the same order.

    Findings go into the panel of the formula that they are about, others above the page.
    """
    about, elsewhere = attributed(equations, findings)
    numbers = count()
    panels = []

    def marked(found: re.Match[str]) -> str:
        number = next(numbers)
        equation = equations[number]
        texts = [diagnostic_text(finding) for finding in about.get(number, [])]
        if not is_marked(equation, texts):
            return found[0]
        made = mark(equation, f"eqproof-{number}", texts, legend)
        panels.append(made.panel)
        if equation.display:
            return f'<div class="eqproof-display">{found[0]}{made.sign}</div>'
        return found[0] + made.sign

    return notes(elsewhere) + FORMULA.sub(marked, html) + "".join(panels)


def notes(findings: Sequence[Diagnostic]) -> str:
    """Return *findings* as blocks of text."""
    return "".join(
        f'<pre class="eqproof-finding">{escape(diagnostic_text(finding))}</pre>'
        for finding in findings
    )


def _bare(latex: str) -> str:
    """Return *latex* without delimiters and with single spaces, to be compared."""
    text = " ".join(latex.split())
    for opening, closing in (("\\(", "\\)"), ("\\[", "\\]")):
        if text.startswith(opening) and text.endswith(closing):
            return text[2:-2].strip()
    return text


def _is_checked(file: File) -> bool:
    """Return whether *file* is a page, or a notebook that another plugin makes a page of."""
    if not file.abs_src_path or not file.inclusion.is_included():
        return False
    path = Path(file.abs_src_path)
    is_notebook = suffix_of(path.name) in (NOTEBOOK, SUFFIX)
    return file.is_documentation_page() or (is_notebook and is_page(path))


def _name(file: File) -> str:
    return name_of(Path(file.abs_src_path)) if file.abs_src_path else file.src_uri
