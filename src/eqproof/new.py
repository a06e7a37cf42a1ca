"""The beginning of a page: one given block and one true claim, and what belongs to the page.

A program is written where the site keeps programs, in a folder ``snippets`` beside that of the
pages; a test where there is a folder ``tests`` whose tests do not go through all programs already.
No file is written over.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")

PAGE = r"""# {title}

Which question does this page answer?

!!! given
    - $x \in \mathbb{{R}}$, what it is
    - $f := x^2$, what it is

Say why the step holds:

$$ \frac{{\partial f}}{{\partial x}} = 2 x \tag{{{tag}}}\label{{eq:{tag}}} $$

A slip stays on the page with a question mark above its sign:

$$ \frac{{\partial f}}{{\partial x}} \overset{{?}}{{=}} x $$
"""
SHOWN = """
## In a program

```python
--8<-- "{program}.py:slope"
```

```text title="Output"
--8<-- "{program}.out:slope"
```
"""
PROGRAM = '''"""{title}: the slope by a route of its own, without reading the page."""


# --8<-- [start:slope]
def slope(x):
    step = 1e-200
    return ((x + 1j * step) ** 2).imag / step


def show_slope():
    print("slope at 3:", slope(3.0))


# --8<-- [end:slope]

WITNESSES = {{"{tag}": slope}}


def main():
    print("== slope ==")
    show_slope()


if __name__ == "__main__":
    main()
'''
TEST = '''"""{title}: every equation of the page holds."""

from pathlib import Path

from eqproof.rendering import text
from eqproof.run import check_paths

PAGE = Path(__file__).parents[1] / "{page}"


def test_every_equation_holds():
    report = check_paths([PAGE])
    assert report.ok, text(report)
'''


class NewPageError(Exception):
    """The page cannot be begun; the message says why."""


@dataclass(frozen=True, slots=True)
class Begun:
    """What was written, and what is left to do."""

    files: tuple[Path, ...]
    advice: str


def begin(page: Path) -> Begun:
    """Write a page, and what belongs to it; raise NewPageError before anything is written.

    The folders of programs and tests are those of the current folder, for a page that stands in
    another folder of it.
    """
    if page.suffix != ".md" or not NAME.fullmatch(page.stem):
        raise NewPageError(
            f"{page} is no name for a page: small letters, digits and hyphens, and .md behind them"
        )
    here = Path.cwd()
    whole = Path(os.path.normpath(page.absolute()))
    inside = whole.relative_to(here).parts if whole.is_relative_to(here) else ()
    files = {page: PAGE.format(**_words(page))}
    if len(inside) > 1:
        files = _files(page, "/".join(inside), "/".join(inside[1:]))
    for path in files:
        if path.exists():
            raise NewPageError(f"{path.as_posix()} is there already; nothing was written")
    for path, text in files.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
        except OSError as error:
            raise NewPageError(f"{path} cannot be written: {error.strerror}") from None
    nav = "add it to the nav of mkdocs.yml, then " if Path("mkdocs.yml").is_file() else ""
    return Begun(tuple(files), f"next: {nav}eqproof check {page.as_posix()}")


def _files(page: Path, place: str, name: str) -> dict[Path, str]:
    """Return what is to be written for the page at *place*, whose *name* is that among pages."""
    program = name.removesuffix(".md").replace("-", "_")
    words = _words(page)
    files = {page: PAGE.format(**words)}
    if Path("snippets").is_dir():
        files[page] += SHOWN.format(program=program)
        files[Path("snippets", f"{program}.py")] = PROGRAM.format(**words)
    if Path("tests").is_dir() and not Path("tests", "snippets").is_dir():
        test = Path("tests", f"test_{program.replace('/', '_')}.py")
        files[test] = TEST.format(page=place, **words)
    return files


def _words(page: Path) -> Mapping[str, str]:
    return {"title": page.stem.replace("-", " ").capitalize(), "tag": f"{page.stem[0].upper()}1"}
