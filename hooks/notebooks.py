"""Makes a page like all others of a notebook that ``mkdocs-jupyter`` found among the files.

A notebook is a Python file in percent format. It is run by a kernel in an empty folder. Then it
becomes Markdown: its text, its code and what each cell prints or draws. From there on it is a
page, so that boxes, formulas, links and blocks of code look and are checked as everywhere.
A cell that fails, writes to stderr, or shows what this page cannot show fails the build.
"""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs_jupyter.plugin import NotebookFile
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError
from nbformat.v4 import new_code_cell, new_notebook

from eqproof.page.percent import Cell, cells
from eqproof.page.text import Text

SECONDS = 300
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
SVG = "image/svg+xml"
DRAWN = tuple(
    (re.compile(pattern, re.DOTALL), replacement)
    for pattern, replacement in (
        (r"<metadata>.*?</metadata>", ""),
        (r"<style\b.*?</style>", ""),  # it would hold for the whole page
        (r'(<g) id="[^"]*"', r"\1"),
        (r'(<svg\b[^>]*?) width="[^"]*" height="[^"]*"', r"\1"),
        (r"#000000", "currentColor"),
        (r"font-family: [^;\"]*", "font-family: inherit"),
        (r"\s+", " "),
    )
)
ENVIRONMENT = {
    # same bytes at every run, however many cores there are
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
    "PYTHONUTF8": "1",
}


@dataclass
class NotebookError(Exception):
    """A cell breaks a rule; *offset* is where it begins in the file."""

    message: str
    offset: int


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Return the page as Markdown, with outputs; raise if a cell fails."""
    del files
    if not isinstance(page.file, NotebookFile):
        return markdown
    vars(page).pop("render", None)  # mkdocs-jupyter would not render it as MkDocs does
    source = page.file.content_string
    try:
        return executed(source)
    except NotebookError as error:
        place = Path(config.docs_dir, page.file.src_uri).relative_to(Path(config.docs_dir).parent)
        line = source.count("\n", 0, error.offset) + 1
        raise PluginError(f"{place}:{line}:1: {error.message}") from None


@cache
def executed(source: str) -> str:
    """Return the Markdown of the notebook *source*; the live preview runs it when it changed."""
    found = cells(Text.of(source))
    outputs = iter(run([cell for cell in found if cell.kind == "code"]))
    blocks: list[str] = []
    for cell in found:
        if cell.kind == "markdown":
            blocks.append(cell.text.chars)
        elif cell.kind == "code":
            blocks += [fenced(cell.text.chars, "python"), *shown(next(outputs), cell.text.at[0])]
    return "\n\n".join(blocks) + "\n"


def run(code: list[Cell]) -> list[list[Any]]:
    """Run the cells of one notebook in a new kernel and return the outputs of each."""
    notebook = new_notebook(cells=[new_code_cell(cell.text.chars) for cell in code])
    with TemporaryDirectory() as folder, TemporaryDirectory() as settings:
        client = NotebookClient(
            notebook,
            timeout=SECONDS,
            kernel_name="python3",
            extra_arguments=["--IPKernelApp.log_level=ERROR"],
            resources={"metadata": {"path": folder}},
        )
        try:
            client.execute(env={**os.environ, **ENVIRONMENT, "IPYTHONDIR": settings})
        except CellTimeoutError:
            raise NotebookError(f"a cell did not end within {SECONDS} seconds", 0) from None
        except CellExecutionError as error:
            ends = [cell.outputs[-1].output_type if cell.outputs else "" for cell in notebook.cells]
            trace = COLOUR.sub("", error.traceback)
            message = f"this cell fails: {error.ename}: {error.evalue}\n{trace}"
            raise NotebookError(message, code[ends.index("error")].text.at[0]) from None
    return [cell.outputs for cell in notebook.cells]


def shown(outputs: Iterable[Any], offset: int) -> Iterator[str]:
    """Yield the *outputs* of the cell at *offset* as blocks of Markdown."""
    printed = ""
    for output in outputs:
        data, alt = output.get("data", {}), output.get("metadata", {}).get("alt")
        if output.output_type == "stream" and output.name == "stdout":
            printed += output.text
            continue
        if output.output_type == "stream":
            raise NotebookError(f"this cell writes to stderr: {output.text.strip()}", offset)
        if SVG in data and not alt:
            raise NotebookError("this cell shows a picture without a text in its place", offset)
        if SVG in data:
            yield from _text(printed)
            printed = ""
            yield picture(data[SVG], alt)
        elif set(data) == {"text/plain"}:
            printed += data["text/plain"] + "\n"
        else:
            kinds = ", ".join(sorted(data))
            raise NotebookError(f"this cell shows what is neither text nor SVG: {kinds}", offset)
    yield from _text(printed)


def _text(printed: str) -> Iterator[str]:
    if printed.strip():
        yield fenced(printed.strip("\n"), 'text title="Output"')


def fenced(text: str, head: str) -> str:
    """Return *text* as a block of code, with a fence that does not stand in it."""
    fence = "`" * max([3, *(len(run) + 1 for run in re.findall("`{3,}", text))])
    return f"{fence}{head}\n{text}\n{fence}"


def picture(svg: str, alt: str) -> str:
    """Return *svg* as a part of the page: black takes the colour of the text, *alt* is its name."""
    drawn = svg[svg.index("<svg") :]
    for pattern, replacement in DRAWN:
        drawn = pattern.sub(replacement, drawn)
    head = f'<svg role="img" aria-label="{escape(alt)}" fill="currentColor"'
    drawn = drawn.replace("<svg", head, 1).strip()
    return f'<div class="figure" data-search-exclude>{drawn}</div>'
