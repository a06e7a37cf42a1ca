"""What Python-Markdown with arithmatex shows of a page: the witness for ``eqproof.page``."""

from html.parser import HTMLParser

import markdown

EXTENSIONS = [
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "tables",
    "toc",
    "pymdownx.arithmatex",
    "pymdownx.details",
    "pymdownx.highlight",
    "pymdownx.superfences",
    "pymdownx.tabbed",
]
OPTIONS = {
    "pymdownx.arithmatex": {"generic": True},
    "pymdownx.tabbed": {"alternate_style": True},
    "toc": {"permalink": True},
}


class _Shown(HTMLParser):
    """Collects the texts of the elements that hold formulas."""

    def __init__(self) -> None:
        super().__init__()
        self.formulas: list[str] = []
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        if self.depth:
            self.depth += 1
        elif "arithmatex" in (dict(attrs).get("class") or "").split():
            self.depth = 1
            self.formulas.append("")

    def handle_endtag(self, tag: str) -> None:
        del tag
        self.depth = max(0, self.depth - 1)

    def handle_data(self, data: str) -> None:
        if self.depth:
            self.formulas[-1] += data


def shown_formulas(text: str) -> list[str]:
    """Return the formulas that a reader sees, without delimiters, blanks run together."""
    html = markdown.Markdown(extensions=EXTENSIONS, extension_configs=OPTIONS).convert(text)
    shown = _Shown()
    shown.feed(html)
    shown.close()
    return [plain(formula.strip()[2:-2]) for formula in shown.formulas]


def plain(latex: str) -> str:
    """Return LaTeX with every run of blanks as one blank."""
    return " ".join(latex.split())
