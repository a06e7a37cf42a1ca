"""From paths to texts: which pages there are, what stands in them, and their macros.

Everything that cannot be read is a finding; the rest is still read. Pages are named relative to
the current directory, with forward slashes on every system.
"""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from eqproof.diagnostics import Diagnostic
from eqproof.latex.macros import Macro
from eqproof.page.formats import NOTEBOOK, SUFFIXES, suffix_of
from eqproof.page.notebook import read_notebook
from eqproof.page.percent import SUFFIX, is_notebook
from eqproof.source import Source, Span

MACROS = "macros.json"
START = Span(0, 0)


def read_pages(paths: Sequence[str | Path]) -> tuple[list[Source], list[Diagnostic]]:
    """Read files, and below directories all whose names end as those of pages do.

    A file that is named is read whatever its name is. Hidden folders below a directory are passed
    over. A page that is reached twice is read once.
    """
    sources: list[Source] = []
    findings: list[Diagnostic] = []
    seen: set[str] = set()
    for path in map(Path, paths):
        pages = [path]
        if os.path.isdir(path):  # noqa: PTH112  # says no where Path.is_dir fails
            pages = sorted(_pages_below(path))
            if not pages:
                message = "this directory holds no page: *.md, *.ipynb, *.rst, *.tex or notebook"
                findings.append(Diagnostic("no-pages", Source(name_of(path), ""), START, message))
        for page in pages:
            target = os.path.realpath(page)
            if target in seen:
                continue
            seen.add(target)
            source, finding = read_text(page)
            if source and suffix_of(source.name) == NOTEBOOK:
                source, finding = read_notebook(source.name, source.text)
            if source:
                sources.append(source)
            if finding:
                findings.append(finding)
    return sources, findings


def is_page(path: Path) -> bool:
    """Return whether a file that nobody named is a page; Python needs a cell of Markdown in it."""
    suffix = suffix_of(path.name)
    if suffix != SUFFIX:
        return suffix in SUFFIXES
    try:
        return is_notebook(path.read_text("utf-8", errors="replace"))
    except OSError:
        return False


def name_of(path: Path) -> str:
    """Return the name under which people know a path."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # on another drive
        return path.as_posix()


def read_text(path: Path) -> tuple[Source | None, Diagnostic | None]:
    """Return the text of a file, or the finding why there is none."""
    name = name_of(path)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        message = "there is no such file or directory"
        return None, Diagnostic("missing-file", Source(name, ""), START, message)
    except OSError as error:
        message = f"this file cannot be read: {error.strerror}"
        return None, Diagnostic("missing-file", Source(name, ""), START, message)
    try:
        return Source(name, data.decode("utf-8").removeprefix("\ufeff")), None
    except UnicodeDecodeError as error:
        source = Source(name, data.decode("utf-8", "replace").removeprefix("\ufeff"))
        place = len(data[: error.start].decode("utf-8").removeprefix("\ufeff"))
        message = f"the byte 0x{data[error.start]:02x} is not UTF-8 text"
        return None, Diagnostic(
            "not-utf-8", source, Span(place, place + 1), message, help="save the page as UTF-8"
        )


def macros_file(page: Path) -> Path | None:
    """Return the ``macros.json`` that is nearest to a page, upwards."""
    for folder in page.absolute().parents:
        if (folder / MACROS).is_file():
            return folder / MACROS
    return None


def read_macros(path: Path) -> tuple[Mapping[str, Macro], list[Diagnostic]]:
    """Read a table of macros: ``{"name": "body"}`` or ``{"name": ["body", arguments]}``."""
    source, finding = read_text(path)
    if source is None:
        return {}, [finding] if finding else []
    try:
        table = json.loads(source.text)
    except json.JSONDecodeError as error:
        place = Span(error.pos, min(error.pos + 1, len(source.text)))
        message = f"this is not JSON: {error.msg}"
        return {}, [Diagnostic("bad-macros", source, place, message)]
    if not isinstance(table, dict):
        message = "this is not a JSON object of names and bodies"
        return {}, [Diagnostic("bad-macros", source, START, message)]
    macros: dict[str, Macro] = {}
    findings = []
    for name, value in table.items():
        macro = _macro(value)
        if macro and name.isascii() and name.isalpha():
            macros[name] = macro
        else:
            findings.append(_bad_macro(source, name, named=macro is not None))
    return macros, findings


def _pages_below(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (path for name in names if is_page(path := Path(place, name)))


def _macro(value: Any) -> Macro | None:
    match value:
        case str():
            return Macro(value)
        case [str(body), int(arguments)] if 0 <= arguments <= 9 and not isinstance(arguments, bool):
            return Macro(body, arguments)
    return None


def _bad_macro(source: Source, name: str, *, named: bool) -> Diagnostic:
    place = source.text.find(json.dumps(name, ensure_ascii=False))
    span = Span(place, place + len(name) + 2) if place >= 0 else START
    message = f"the macro {name!r} is neither a body nor a body with its number of arguments"
    advice: str | None = '"name": "body"  or  "name": ["body", 1]'
    if named:
        message = f"{name!r} is not the name of a macro: letters only, without a backslash"
        advice = None
    return Diagnostic("bad-macros", source, span, message, help=advice)
