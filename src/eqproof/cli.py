"""The command ``eqproof``: checks pages, explains one equation of a page, or begins a page.

Exit status: 0 nothing was found, 1 there are findings, 2 the command was used wrongly.
What takes long to import is imported when it is needed, so that ``--help`` answers at once.
"""

import argparse
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from eqproof.run import Means

CLEAN, FINDINGS, MISUSE = 0, 1, 2
PLACE = re.compile(r"(?P<file>.+?):(?P<line>[0-9]+)(?::[0-9]+)?:?")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(encoding="utf-8")
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        if options.version:
            status, output = CLEAN, f"eqproof {_version()}\n"
        elif options.command == "check":
            status, output = _check(options)
        elif options.command == "explain":
            status, output = _explain(options.place)
        elif options.command == "new":
            status, output = _new(options.page)
        else:
            parser.error("one of the commands check, explain and new is needed")
    except Exception as error:  # an author has no use for a traceback
        fault = f"eqproof: internal error: {type(error).__name__}: {error}\n"
        _write(
            sys.stderr, f"{fault}This is a fault of eqproof, not of the page: please report it.\n"
        )
        return FINDINGS
    _write(sys.stderr if status == MISUSE else sys.stdout, output)
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="eqproof", description="Check the equations of pages.")
    parser.add_argument("--version", action="store_true", help="print the version")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    check = commands.add_parser(
        "check",
        help="check files and directories",
        description="Check every equation of Markdown files (*.md), notebooks (*.ipynb, or *.py in"
        " percent format), LaTeX documents (*.tex) and reStructuredText (*.rst).",
    )
    check.add_argument(
        "paths", nargs="+", metavar="PATH", help="a file, or a directory with all below it"
    )
    check.add_argument(
        "--format", choices=("text", "json", "github"), default="text", help="default: text"
    )
    check.add_argument(
        "--jobs",
        type=_count,
        metavar="N",
        help="check pages in N processes; default: as many as the pages are worth",
    )
    check.add_argument(
        "--infer",
        action="store_true",
        help="propose a given block for what the pages do not declare, print it, and check under"
        " it; files may be bare LaTeX",
    )
    keeping = check.add_mutually_exclusive_group()
    keeping.add_argument(
        "--cache",
        type=Path,
        metavar="DIR",
        help="keep what was decided in this folder; default: .eqproof_cache beside macros.json,"
        " or in the current folder",
    )
    keeping.add_argument(
        "--no-cache", action="store_true", help="decide everything anew and keep nothing"
    )
    explain = commands.add_parser(
        "explain",
        help="say how an equation was read and decided",
        description="Print how the equation on a line was read, and what proves or refutes it.",
    )
    explain.add_argument("place", metavar="FILE:LINE")
    new = commands.add_parser(
        "new",
        help="begin a page",
        description="Write a page with a given block and a true claim; its program where there is a"
        " folder snippets, its test where there is a folder tests. No file is written over.",
    )
    new.add_argument("page", type=Path, metavar="PAGE")
    return parser


def _count(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of processes")
    return int(text)


def _check(options: argparse.Namespace) -> tuple[int, str]:
    from eqproof import rendering
    from eqproof.run import Means, check_paths

    form = options.format
    means = Means(not options.no_cache, options.cache, options.jobs)
    if options.infer:
        return _infer(options, means)
    report = check_paths(options.paths, means)
    if form == "text":
        output = rendering.text(report, colour=_wants_colour(sys.stdout))
    else:
        output = rendering.FORMATS[form](report)
    return CLEAN if report.ok else FINDINGS, output


def _infer(options: argparse.Namespace, means: "Means") -> tuple[int, str]:
    from eqproof import inferred, rendering
    from eqproof.run import infer_paths

    found, report = infer_paths(options.paths, means)
    if options.format == "json":
        output = rendering.as_json(report, inferred=[inferred.as_data(one) for one in found])
    elif options.format == "github":
        output = rendering.github(report)
    else:
        blocks = "".join(f"{inferred.text(one)}\n" for one in found)
        output = blocks + rendering.text(report, colour=_wants_colour(sys.stdout))
    return CLEAN if report.ok else FINDINGS, output


def _explain(place: str) -> tuple[int, str]:
    found = PLACE.fullmatch(place)
    if not found:
        return MISUSE, f"eqproof: {place!r} does not have the form FILE:LINE\n"

    from eqproof.files import macros_file, read_macros, read_pages
    from eqproof.page import read_page
    from eqproof.rendering import diagnostic_text

    path, line = Path(found["file"]), int(found["line"])
    if path.is_dir():
        return MISUSE, f"eqproof: {path} is a directory, a file is needed\n"
    sources, findings = read_pages([path])
    if not sources:
        return MISUSE, "".join(f"{diagnostic_text(finding)}\n" for finding in findings)
    source = sources[0]
    lines = [
        range(source.position(formula.span.start)[0], source.position(formula.span.end)[0] + 1)
        for formula in read_page(source).formulas
    ]
    if not any(line in covered for covered in lines):
        return MISUSE, f"eqproof: {_nearest(source.name, line, lines)}\n"
    macros_path = macros_file(path)
    macros, findings = read_macros(macros_path) if macros_path else ({}, [])

    from eqproof.explain import explain

    problems = "".join(f"{diagnostic_text(finding)}\n" for finding in findings)
    return CLEAN, problems + explain(source, line, macros).rstrip("\n") + "\n"


def _new(page: Path) -> tuple[int, str]:
    from eqproof.new import NewPageError, begin

    try:
        begun = begin(page)
    except NewPageError as error:
        return MISUSE, f"eqproof: {error}\n"
    written = "".join(f"written: {path.as_posix()}\n" for path in begun.files)
    return CLEAN, f"{written}{begun.advice}\n"


def _nearest(name: str, line: int, lines: Sequence[range]) -> str:
    """Say that a line has no formula, and where the nearest ones are."""
    above = [covered[-1] for covered in lines if covered[-1] < line]
    below = [covered[0] for covered in lines if covered[0] > line]
    near = ([f"line {max(above)}"] if above else []) + ([f"line {min(below)}"] if below else [])
    if not near:
        return f"{name} holds no formula"
    where = "; the nearest is on " if len(near) == 1 else "; the nearest are on "
    return f"line {line} of {name} holds no formula{where}{' and '.join(near)}"


def _wants_colour(stream: TextIO) -> bool:
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("eqproof")
    except PackageNotFoundError:
        return "without a version: it is not installed"


def _write(stream: TextIO, output: str) -> None:
    """Write to a stream; a reader who went away (``| head``) is no error."""
    try:
        stream.write(output)
        stream.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


if __name__ == "__main__":
    sys.exit(main())
