"""reStructuredText: ``:math:`` roles, ``math`` directives, given blocks, sections.

A given block is an admonition with the title *Given*. What stands in comments, in literal blocks
and in directives of code is none of the page.

>>> page = read_rst(Source("a.rst", "where :math:`x > 0`, not ``:math:`y```"))
>>> [(formula.latex, formula.inner) for formula in page.formulas]
[('x > 0', Span(start=13, end=18))]
"""

import re
from dataclasses import dataclass, field

from eqproof.diagnostics import Diagnostic
from eqproof.page import rst_inline, rst_lines
from eqproof.page.model import Formula, Page
from eqproof.page.rst_lines import Line
from eqproof.page.sections import Heading, givens_of
from eqproof.source import Source, Span

GIVEN = re.compile(r"given[.:]?", re.IGNORECASE)
CELL_END = re.compile(r"(?<=[`:])\||\|(?=:math:`|`)")
TYPED_AS_COMMENT = re.compile(r"\.\.[ \t]+math\b")


def read_rst(source: Source) -> Page:
    """Read a page. Never fails: what cannot be read is among the diagnostics."""
    reader = _Reader(source, rst_lines.lines_of(source.text))
    reader.read()
    return Page(
        source,
        tuple(sorted(reader.formulas, key=lambda formula: formula.span)),
        givens_of(reader.givens, reader.headings, len(source.text)),
        (),
        tuple(sorted(reader.diagnostics, key=lambda found: found.sort_key)),
        tuple(reader.headings),
    )


@dataclass(slots=True)
class _Reader:
    """Goes through the *lines* of a page and collects what stands on them."""

    source: Source
    lines: list[Line]
    formulas: list[Formula] = field(default_factory=list)
    givens: list[Span] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    plain: bool = False
    given_ends: int = 0

    def read(self) -> None:
        """Read all lines."""
        number = 0
        while number < len(self.lines):
            number = self.block(number)

    def block(self, number: int) -> int:
        """Read what begins on a line; return the number of the line behind it."""
        line = self.lines[number]
        if line.blank:
            return number + 1
        if titled := rst_lines.title_at(self.lines, number):
            return self.title(line, *titled)
        if directive := rst_lines.DIRECTIVE.match(line.text):
            return self.directive(number, directive)
        if note := rst_lines.NOTE.match(line.text):
            return self.paragraph(number, line.start + line.column + note.end())
        if rst_lines.TARGET.match(line.text):
            return rst_lines.paragraph(self.lines, number)
        if rst_lines.COMMENT.match(line.text):
            following = self.lines[number + 1 : number + 2]
            if line.text.strip() == ".." and (not following or following[0].blank):
                return number + 1
            if TYPED_AS_COMMENT.match(line.text):
                self.fault(Span(line.start + line.column, line.end), "comment")
            return rst_lines.below(self.lines, number + 1, line.column)
        if line.text.startswith(">>> "):
            return rst_lines.paragraph(self.lines, number)
        return self.paragraph(number, line.start + line.column)

    def title(self, first: Line, number: int, style: str) -> int:
        """Read a title: the order in which styles appear is that of their ranks."""
        if style not in self.styles:
            self.styles.append(style)
        self.headings.append((first.start, self.styles.index(style) + 1))
        self.running_text(Span(self.lines[number].start, self.lines[number].end), number)
        return number + 2

    def directive(self, number: int, found: re.Match[str]) -> int:
        """Read a directive, or only its head where its content is read as any text."""
        line, name = self.lines[number], found["name"].lower()
        argument = (found["argument"] or "").strip()
        content = number + 1
        if name in rst_lines.LITERAL:
            return rst_lines.below(self.lines, content, line.column)
        if name == "math":
            return self.math(number, line.start + line.column + found.start("argument"), argument)
        if name == "default-role":
            self.plain = argument == "math"
            return content
        start = line.start + line.column + found.start("argument")
        if name == "admonition" and GIVEN.fullmatch(argument):
            behind = rst_lines.below(self.lines, content, line.column)
            self.open_given(number, behind)
        elif argument:
            behind = rst_lines.paragraph(self.lines, number)
            content = next((n for n in range(content, behind) if self.is_option(n, line)), behind)
            self.running_text(Span(start, self.lines[content - 1].end), number)
            if content == behind:
                return rst_lines.literal(self.lines, behind)
        while content < len(self.lines) and self.is_option(content, line):
            content += 1
        return content

    def is_option(self, number: int, head: Line) -> bool:
        """Return whether a line below the *head* of a directive is an option of it."""
        line = self.lines[number]
        return line.indent > head.column and bool(rst_lines.OPTION.match(line.chars))

    def open_given(self, number: int, behind: int) -> None:
        """Open a given block that reaches to the line *behind* it, unless one is open."""
        if number < self.given_ends:
            return
        last = next(n for n in range(behind - 1, number - 1, -1) if not self.lines[n].blank)
        self.givens.append(Span(self.lines[number].start, self.lines[last].end))
        self.given_ends = behind

    def math(self, number: int, start: int, argument: str) -> int:
        """Keep the formulas of a directive: empty lines stand between them."""
        head = self.lines[number]
        behind = rst_lines.below(self.lines, number + 1, head.column)
        rows = [Span(start, head.end)] if argument else []
        content = number + 1
        while rows and content < behind and not self.lines[content].blank:
            if self.is_option(content, head):
                break
            rows.append(Span(self.lines[content].start, self.lines[content].end))
            content += 1
        while content < behind and self.is_option(content, head):
            content += 1
        parts = [rows]
        for line in self.lines[content:behind]:
            if line.blank:
                parts.append([])
            else:
                parts[-1].append(Span(line.start + line.indent, line.end))
        places = [part[0].to(part[-1]) for part in parts if part]
        begin = Span(head.start + head.column, head.end)
        for first, inner in enumerate(places):
            self.keep(inner if first else begin.to(inner), inner, number, display=True)
        if not places:
            message, advice = "this directive shows no formula", "indent the formula below it"
            self.report("misplaced-formula", begin, message, advice)
        return behind

    def paragraph(self, number: int, start: int) -> int:
        """Read a paragraph from *start* on, and pass over the literal block that it announces."""
        behind = rst_lines.paragraph(self.lines, number)
        for part in rst_lines.parts(self.lines[number:behind]):
            self.running_text(Span(max(start, part[0].start), part[-1].end), number)
        return rst_lines.literal(self.lines, behind)

    def running_text(self, place: Span, number: int) -> None:
        """Keep the formulas of running text; report what is none and looks like one."""
        text = rst_inline.without_code(self.source.text[place.start : place.end])
        if text.lstrip().startswith("|"):  # the end of a cell is that of its text
            text = CELL_END.sub(" ", text)
        rest = list(text)
        for found in rst_inline.formulas(text, plain=self.plain):
            whole = Span(*found.span()).shifted(place.start)
            inner = Span(*found.span(found.lastgroup or 0)).shifted(place.start)
            self.keep(whole, inner, number, display=False)
            rest[found.start() : found.end()] = " " * (found.end() - found.start())
        for fault in rst_inline.faults("".join(rest)):
            self.fault(Span(fault.start, fault.end).shifted(place.start), fault.kind)

    def keep(self, whole: Span, inner: Span, number: int, *, display: bool) -> None:
        """Add a formula of a block that begins on line *number*."""
        given = len(self.givens) - 1 if number < self.given_ends else None
        latex = self.source.text[inner.start : inner.end]
        self.formulas.append(Formula(whole, inner, latex, display, given))

    def fault(self, span: Span, kind: str) -> None:
        """Report what is shown otherwise than it is meant."""
        code, message = "misplaced-formula", "this is shown as plain text"
        advice = "write :math:`…`, or .. math:: above a formula of its own"
        if kind == "directive":
            advice = "put an empty line before it"
        elif kind == "comment":
            message, advice = "this is a comment, which nobody sees", "write two colons: .. math::"
        elif kind == "role":
            advice = "put blanks around the role, or a backslash and a blank: none is shown"
        elif kind == "unclosed":
            code, message = "unclosed-formula", "a formula is opened with :math:` and never closed"
            advice = "close it with `"
        self.report(code, span, message, advice)

    def report(self, code: str, span: Span, message: str, advice: str) -> None:
        """Add a finding."""
        self.diagnostics.append(Diagnostic(code, self.source, span, message, help=advice))
