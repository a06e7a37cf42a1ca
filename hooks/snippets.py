"""Runs the programs in ``snippets/`` before the build and keeps what they print.

Each program is run as a reader would run it, in an empty folder, with warnings as errors.
It announces the output of a section by a line ``== name ==``. What follows becomes a section of
``build/snippets/<same path>.out``, which a page includes next to the code. The output is kept there
until the program, Python or a library that programs use is another one.
A program that fails, or prints outside of a section, fails the build.
"""

import os
import platform
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

SECONDS = 300
LIBRARIES = ("mpmath", "numpy", "sympy")
ANNOUNCEMENT = re.compile(r"== ([a-z][a-z0-9-]*) ==")
INCLUSION = re.compile(r'^ *--8<-- "([^":]+):([^"]*)"', re.MULTILINE)
START = re.compile(r"\[start:([^\]]*)\]")
ENVIRONMENT = {
    # same bytes at every run, however many cores there are
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
    "PYTHONUTF8": "1",
}


class SnippetError(Exception):
    """A program breaks a rule; the message says which."""


def on_pre_build(config: MkDocsConfig) -> None:
    """Run all programs and write their outputs; raise if one of them fails."""
    root = Path(config.docs_dir).parent
    programs = sorted((root / "snippets").rglob("*.py"))
    target = root / "build" / "snippets"
    outputs = {
        target / path.relative_to(root / "snippets").with_suffix(".out"): path for path in programs
    }
    for stale in set(target.rglob("*.out")) - set(outputs):
        stale.unlink()
    heads = {out: f"# {digest(path.read_text('utf-8'))}\n" for out, path in outputs.items()}
    due = [out for out in outputs if not _begins(out, heads[out])]
    errors = []
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        results = pool.map(_outcome, [outputs[out] for out in due])
        for out, result in zip(due, results, strict=True):
            if isinstance(result, SnippetError):
                errors.append(f"{outputs[out].relative_to(root)}: {result}")
                continue
            out.parent.mkdir(parents=True, exist_ok=True)
            out.write_text(heads[out] + result, "utf-8")
    if errors:
        raise PluginError("\n".join(errors))


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Raise if *page* includes a section that does not exist."""
    del markdown, files
    root = Path(config.docs_dir).parent
    folders = (root / "snippets", root / "build" / "snippets")
    text = page.file.content_string  # as written, so that the lines are those of the file
    errors = []
    for inclusion in INCLUSION.finditer(text):
        name, section = inclusion.groups()
        found = [folder / name for folder in folders if (folder / name).is_file()]
        known = [start for path in found for start in START.findall(path.read_text("utf-8"))]
        if section in known:
            continue
        place = Path(config.docs_dir, page.file.src_uri).relative_to(root)
        line = text.count("\n", 0, inclusion.start()) + 1
        what = f"there is no section {name}:{section}"
        if known:
            what += f", only {', '.join(known)}"
        elif not found:
            what += f", since there is no program snippets/{Path(name).with_suffix('.py')}"
        errors.append(f"{place}:{line}:1: {what}")
    if errors:
        raise PluginError("\n".join(errors))


def digest(text: str) -> str:
    """Return what tells the output of the program *text* from others."""
    known = [platform.python_version(), *(f"{name} {version(name)}" for name in LIBRARIES)]
    return sha256("\0".join([*known, text]).encode()).hexdigest()


def _begins(path: Path, head: str) -> bool:
    return path.is_file() and path.read_text("utf-8").startswith(head)


def _outcome(path: Path) -> str | SnippetError:
    try:
        return sections(output(path, path.read_text("utf-8")))
    except SnippetError as error:
        return error


@cache
def output(path: Path, text: str) -> str:
    """Return what the program at *path* with the source *text* prints.

    The text is an argument so that a live preview runs a program again only when it changed.
    """
    del text
    with TemporaryDirectory() as folder:
        try:
            process = subprocess.run(
                [sys.executable, "-P", "-W", "error", str(path)],
                cwd=folder,
                env={**os.environ, **ENVIRONMENT},
                capture_output=True,
                encoding="utf-8",
                timeout=SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise SnippetError(f"did not end within {SECONDS} seconds") from None
    if process.returncode or process.stderr:
        raise SnippetError(f"failed with exit code {process.returncode}\n{process.stderr}")
    return process.stdout


def sections(printed: str) -> str:
    """Return *printed* with its announced sections marked for inclusion."""
    found: dict[str, list[str]] = {}
    current = None
    for line in printed.splitlines():
        if announced := ANNOUNCEMENT.fullmatch(line.rstrip()):
            if announced[1] in found:
                raise SnippetError(f"announces the section {announced[1]!r} twice")
            current = found.setdefault(announced[1], [])
        elif current is not None:
            current.append(line.rstrip())
        elif line.strip():
            raise SnippetError(f"prints outside of a section: {line.strip()!r}")
    marked = []
    for name, lines in found.items():
        text = "\n".join(lines).strip("\n")
        if not text:
            raise SnippetError(f"prints nothing in the section {name!r}")
        marked.append(f"# --8<-- [start:{name}]\n{text}\n# --8<-- [end:{name}]\n")
    return "\n".join(marked)
