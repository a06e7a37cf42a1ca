"""Marked text: the place of a finding is written where it belongs, never counted by hand.

>>> marked("$x^⟦}⟧$")
('$x^}$', Span(start=3, end=4))
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Protocol

from eqproof.diagnostics import Diagnostic
from eqproof.source import Source, Span

OPENING, CLOSING = "⟦", "⟧"


class HasDiagnostics(Protocol):
    """A report, or a page that was read."""

    @property
    def diagnostics(self) -> Iterable[Diagnostic]: ...


def marked(text: str) -> tuple[str, Span]:
    """Return *text* without its one pair of marks, and the span that stood between them."""
    before, _, rest = text.partition(OPENING)
    inside, _, after = rest.partition(CLOSING)
    assert text.count(OPENING) == text.count(CLOSING) == 1, f"one pair of marks is needed: {text!r}"
    return before + inside + after, Span(len(before), len(before) + len(inside))


def codes(report: HasDiagnostics) -> list[tuple[str, Span]]:
    """Return code and place of every finding, in the order of the report."""
    return [(found.code, found.span) for found in report.diagnostics]


def _indented(text: str) -> str:
    return "".join(f"    {line}" if line.strip() else line for line in text.splitlines(True))


PLACES: Mapping[str, Callable[[str], str]] = {
    "paragraph": lambda latex: f"Text before ${latex}$, and after.\n",
    "display": lambda latex: f"$$\n{latex}\n$$\n",
    "admonition": lambda latex: "!!! note\n" + _indented(f"$$\n{latex}\n$$\n"),
    "list item": lambda latex: f"- first\n- second\n\n{_indented(f'$$ {latex} $$')}\n",
    "block quote": lambda latex: (
        f"> Text\n>\n> $$\n> {latex.replace(chr(10), chr(10) + '> ')}\n> $$\n"
    ),
    "aligned row": lambda latex: (
        f"\\[\n\\begin{{aligned}}\n  0 &\\ne 1 \\\\\n  {latex}\n\\end{{aligned}}\n\\]\n"
    ),
}


def everywhere(latex: str, given: str = "") -> Iterator[tuple[str, Source, Span]]:
    r"""Put marked LaTeX into every kind of place on a page, below the lines of a given block.

    Yields the name of the place, the page, and where the mark stands on it:

        for place, source, span in everywhere(r"x^⟦}⟧", given="- $x \in \mathbb{R}$"):
            assert codes(check_pages([source])) == [("missing-operand", span)], place
    """
    head = f"!!! given\n{_indented(given)}\n\n" if given else ""
    for place, wrap in PLACES.items():
        text, span = marked(head + wrap(latex))
        yield place, Source("page.md", text), span
