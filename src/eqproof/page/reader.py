"""From the tree of a Markdown page to its formulas, given blocks, quotations and findings."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from eqproof.diagnostics import Diagnostic
from eqproof.page import inline, jupyter, percent
from eqproof.page.blocks import read_blocks
from eqproof.page.inline import Fault, Found
from eqproof.page.model import Formula, Page, Quotation
from eqproof.page.raw import (
    FENCE_PLACEHOLDER,
    Fence,
    with_fences,
    without_fences,
    without_front_matter,
    without_html,
    without_includes,
)
from eqproof.page.sections import Heading, givens_of
from eqproof.page.text import Text, normalized
from eqproof.page.tree import Element
from eqproof.source import Source, Span

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
BOXES = ("admonition", "details")


def read_markdown(source: Source) -> Page:
    """Read a page, or the cells of a notebook one by one, as Jupyter does.

    Never fails: what cannot be read is among the diagnostics.
    """
    if source.origin is None:
        reader = _Reader(source, inline.read_inline)
        reader.read(without_includes(markdown_of(source)), without_html)
    else:
        reader = _Reader(source, jupyter.read_inline)
        for cell in jupyter.cells_of(source):
            reader.read(cell, jupyter.without_html)
    reader.report_faults()
    return Page(
        source,
        tuple(sorted(reader.formulas, key=lambda formula: formula.span)),
        givens_of(reader.givens, reader.headings, len(source.text)),
        tuple(sorted(reader.quotations, key=lambda quotation: quotation.span)),
        tuple(sorted(reader.diagnostics, key=lambda found: found.sort_key)),
        tuple(reader.headings),
    )


def markdown_of(source: Source) -> Text:
    """Return the Markdown of a page: all but its front matter, or the cells of a notebook."""
    text = normalized(source.text)
    if source.name.endswith(percent.SUFFIX):
        return percent.markdown(text)
    return without_front_matter(text)


def _masked(text: Text, page: str, span: Span) -> str:
    """Return the part *span* of the page with blanks for all that does not belong to *text*."""
    chars = ["\n" if char == "\n" else " " for char in page[span.start : span.end]]
    for offset in text.at:
        if span.start <= offset < span.end and not page[offset].isspace():
            chars[offset - span.start] = page[offset]
    return "".join(chars)


def _span(text: Text) -> Span:
    return Span(*text.places)


@dataclass(slots=True)
class _Reader:
    """Collects what the trees of a page hold; *inline* finds formulas in running text."""

    source: Source
    inline: Callable[[Text], tuple[list[Found], list[Fault]]]
    fences: list[Fence] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    formulas: list[Formula] = field(default_factory=list)
    givens: list[Span] = field(default_factory=list)
    quotations: list[Quotation] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def read(self, text: Text, shown: Callable[[Text], Text]) -> None:
        """Read a text of its own; *shown* takes out the raw HTML that nobody sees as formulas."""
        text, self.fences = without_fences(text)
        root = read_blocks(shown(text), lambda block: with_fences(block, self.fences))
        # a heading inside a box or a list divides nothing
        self.headings += [
            (child.head.places[0], int(child.tag[1]))
            for child in root.children
            if child.tag in HEADINGS
        ]
        self.walk(root, None)

    def walk(self, element: Element, given: int | None) -> None:
        """Read an element; *given* is the number of the given block around it."""
        box = element.kind.split(" ")[0] if element.tag in BOXES else ""
        if box == "given":
            given = len(self.givens)
            head = _span(element.head)
            self.givens.append(Span(head.start, max(head.end, element.end)))
        elif box == "broken":
            self.quote(element)
        if element.tag == "display" and self.source.origin is None:  # elsewhere it is no block
            self.display(element.text, given)
        else:
            self.running_text(element.text, given)
        for child in element.children:
            self.walk(child, given)
            self.running_text(child.tail, given)

    def display(self, text: Text, given: int | None) -> None:
        """Keep a display formula; bare environments are their own delimiters."""
        bare = text.chars.startswith("\\begin")
        inner = _span(text) if bare else Span(text.at[1] + 1, text.at[-2])
        self.keep(text, inner, given, display=True)

    def running_text(self, text: Text, given: int | None) -> None:
        """Keep the formulas of a paragraph, a heading, an item, a cell."""
        found, faults = self.inline(text)
        for formula in found:
            self.keep(formula.whole, _span(formula.inner), given, display=formula.display)
        self.faults += faults

    def keep(self, text: Text, inner: Span, given: int | None, *, display: bool) -> None:
        """Add a formula."""
        latex = _masked(text, self.source.text, inner)
        self.formulas.append(Formula(_span(text), inner, latex, display, given))

    def quote(self, box: Element) -> None:
        """Add the one fenced block of a box with broken source."""
        title = box.children[0].text if box.children and box.children[0].tag == "title" else None
        numbers = [
            int(number) for text in _texts(box) for number in FENCE_PLACEHOLDER.findall(text.chars)
        ]
        head = _span(box.head)
        if not title:
            self.report("quoted-mismatch", head, "this quotation does not name what is wrong in it")
        elif len(numbers) != 1:
            count = len(numbers) or "no"
            message = f"this quotation holds {count} fenced blocks instead of one"
            self.report("quoted-mismatch", head, message)
        else:
            content = self.fences[numbers[0]].content
            inner = _span(content)
            latex = _masked(content, self.source.text, inner)
            span = Span(head.start, max(inner.end, box.end))
            self.quotations.append(Quotation(span, title.chars, _span(title), inner, latex))

    def report(self, code: str, span: Span, message: str, advice: str | None = None) -> None:
        """Add a finding."""
        self.diagnostics.append(Diagnostic(code, self.source, span, message, help=advice))

    def report_faults(self) -> None:
        """Report what looks like a formula and is shown as text.

        Two ``$$`` without an end, one after the other, are the ends of one formula.
        """
        opened = False
        for fault, following in zip(self.faults, [*self.faults[1:], None], strict=False):
            dollars = fault.unclosed and fault.opening == "$$"
            if not fault.unclosed:
                self.report_misplaced(fault)
            elif dollars and opened:
                dollars = False
            elif dollars:
                closed = following is not None and following.unclosed and following.opening == "$$"
                self.report_unclosed(fault, closed)
            else:
                self.report_unclosed(fault, self.is_closed_below(fault))
            opened = dollars

    def is_closed_below(self, fault: Fault) -> bool:
        """Whether the end of an opening stands below, before the same opening stands again."""
        end = _span(fault.place).end
        between, closing, _ = self.source.text[end:].partition(fault.closing)
        return bool(closing) and fault.opening not in between

    def report_unclosed(self, fault: Fault, closed_below: bool) -> None:
        """Report an opening whose end is missing in its paragraph."""
        message = f"a formula is opened with {fault.opening} and never closed"
        advice = f"close it with {fault.closing}"
        if closed_below:
            message = f"an empty line ends this formula before its {fault.closing}"
            advice = "remove the empty lines inside the formula"
        self.report("unclosed-formula", _span(fault.place), message, advice)

    def report_misplaced(self, fault: Fault) -> None:
        """Report what Markdown shows as plain text although it is written as a formula."""
        message = "this is shown as plain text: a display formula is a paragraph of its own"
        advice = "put an empty line before and after it, indented like the text around it"
        if fault.opening == "$":
            message = "this is shown as plain text: a blank stands beside a dollar sign"
            advice = "remove the blanks inside the dollar signs, or write \\$ for a sum of money"
        self.report("misplaced-formula", _span(fault.place), message, advice)


def _texts(element: Element) -> Iterator[Text]:
    """Yield all texts below an element."""
    yield element.text
    for child in element.children:
        yield from _texts(child)
        yield child.tail
