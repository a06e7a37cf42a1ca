r"""LaTeX documents: their formulas, their ``given`` environments, their sections.

What is in comments, shown verbatim or hidden by ``\iffalse`` is none of it. Of the preamble, and of
definitions anywhere, only the macros count that a formula of the document uses. A macro of which
the text uses that it stands for a formula is read where it is used.

>>> page = read_tex(Source("a.tex", r"where \(x > 0\) % and $y$"))
>>> [(formula.latex, formula.inner) for formula in page.formulas]
[('x > 0', Span(start=8, end=13))]
"""

import re
from dataclasses import dataclass, field

from eqproof.diagnostics import Diagnostic
from eqproof.page.model import Formula, Page
from eqproof.page.sections import Heading, givens_of
from eqproof.page.tex_macros import Definition, definition_at, used
from eqproof.page.tex_text import FILLER, STEP, after_group, visible
from eqproof.source import Source, Span

DOCUMENT = re.compile(r"\\begin\s*\{document\}")
ENVIRONMENTS = (
    r"(?:equation|align|gather|multline|flalign|eqnarray|alignat|xalignat|xxalignat|dmath|dgroup"
    r"|math|displaymath|IEEEeqnarray)\*?"
)
SECTIONS = ("part", "chapter", "section", "subsection", "subsubsection", "paragraph")
PLACE = re.compile(
    rf"""
    \\begin\s*\{{(?P<environment>{ENVIRONMENTS})\}}
  | \\(?P<side>begin|end)\s*\{{given\}}
  | \\end\s*\{{(?P<finish>document)\}}
  | (?P<definition>\\(?:(?:new|renew|provide)command|DeclareMathOperator|DeclareRobustCommand
      |def|let|(?:re)?newenvironment)(?![A-Za-z]))
  | \\(?P<section>part|chapter|(?:sub){{0,2}}section|paragraph)(?![A-Za-z])
  | (?P<ensured>\\ensuremath\s*(?=\{{))
  | (?P<opening>\\\[|\\\(|\$\$?)
  | \\(?P<command>[A-Za-z@]+)
  | \\.
    """,
    re.VERBOSE | re.DOTALL,
)
CLOSINGS = {"\\[": "\\]", "\\(": "\\)", "$": "$", "$$": "$$"}
PARAGRAPH = re.compile(r"\n[ \t\r]*\n")


def read_tex(source: Source) -> Page:
    """Read a document. Never fails: what cannot be read is among the diagnostics."""
    chars, faults = visible(source.text)
    begin = DOCUMENT.search(chars)
    reader = _Reader(source, chars)
    for place, name in faults:
        reader.unclosed(place, rf"\begin{{{name}}}", rf"\end{{{name}}}")
    reader.read(begin.end() if begin else 0)
    reader.keep_macros()
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
    """Collects what stands in *chars*: the document with blanks for what nobody sees."""

    source: Source
    chars: str
    formulas: list[Formula] = field(default_factory=list)
    givens: list[Span] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    definitions: dict[str, Definition] = field(default_factory=dict)
    macros: list[Definition] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    opened: int | None = None

    def read(self, begin: int) -> None:
        """Read the definitions of the preamble, which ends at *begin*, then the rest."""
        position = 0
        while place := PLACE.search(self.chars, position):
            position = place.end()
            if place["definition"]:
                position = self.define(place)
            elif place.start() < begin:
                continue
            elif place["finish"]:
                break
            elif place["side"]:
                self.given(place)
            elif place["section"]:
                self.headings.append((place.start(), SECTIONS.index(place["section"]) + 1))
            elif place["environment"]:
                position = self.environment(place)
            elif place["ensured"]:
                position = self.ensured(place)
            elif place["opening"]:
                position = self.delimited(place)
            elif place["command"] in self.definitions:
                position = self.use(place)
        if self.opened is not None:
            start = self.opened
            self.close_given(len(self.chars))
            self.unclosed(Span(start, start + len(r"\begin")), r"\begin{given}", r"\end{given}")

    def define(self, place: re.Match[str]) -> int:
        """Remember a macro; return where its definition ends."""
        found = definition_at(self.chars, place)
        if found is None:
            return place.end()
        if found.name:
            self.definitions[found.name] = found
            self.macros.append(found)
        return found.span.end

    def use(self, place: re.Match[str]) -> int:
        """Read a macro that stands for a formula; report one that stands for a part of one."""
        macro = self.definitions[place["command"]]
        end = place.end()
        if macro.opens == "whole":
            for _ in range(macro.arguments):
                end = after_group(self.chars, end) or end
            self.keep(Span(place.start(), end), Span(place.start(), end))
        elif macro.opens == "part":
            message = (
                f"the macro \\{macro.name} stands for the ends of a formula, which is not read"
            )
            advice = "write these ends out here"
            self.report("unsupported", Span(place.start(), end), message, advice)
        return end

    def given(self, place: re.Match[str]) -> None:
        """Open a given block, or close the one that is open."""
        if place["side"] == "begin" and self.opened is None:
            self.opened = place.start()
        elif place["side"] == "end" and self.opened is not None:
            self.close_given(place.end())

    def close_given(self, end: int) -> None:
        """Close the given block that is open."""
        if self.opened is not None:
            self.givens.append(Span(self.opened, end))
            self.opened = None

    def environment(self, place: re.Match[str]) -> int:
        """Keep an environment that is a formula; return where to go on."""
        name = place["environment"]
        closing = re.compile(rf"\\end\s*\{{{re.escape(name)}\}}")
        found = self.end_of(place.end(), closing, rf"\begin{{{name}}}", rf"\end{{{name}}}", place)
        if found is None:
            return place.end()
        whole = Span(place.start(), found[1])
        self.keep(whole, whole, display=name.rstrip("*") != "math")
        return whole.end

    def ensured(self, place: re.Match[str]) -> int:
        """Keep what the text makes sure to be a formula; return where to go on."""
        end = after_group(self.chars, place.end())
        if end is None:
            self.unclosed(Span(*place.span()), r"\ensuremath{", "}")
            return place.end()
        self.keep(Span(place.start(), end), Span(place.end() + 1, end - 1))
        return end

    def delimited(self, place: re.Match[str]) -> int:
        """Keep a formula between delimiters; return where to go on."""
        opening = place["opening"]
        closing = re.compile(re.escape(CLOSINGS[opening]))
        found = self.end_of(place.end(), closing, opening, CLOSINGS[opening], place)
        if found is None:
            return place.end()
        whole, inner = Span(place.start(), found[1]), Span(place.end(), found[0])
        self.keep(whole, inner, display=opening in ("$$", "\\["))
        return whole.end

    def end_of(
        self, start: int, closing: re.Pattern[str], opening: str, end: str, place: re.Match[str]
    ) -> tuple[int, int] | None:
        """Return where a formula ends that goes on at *start*, or report that it does not.

        In braces there may be text with formulas of its own. An empty line ends every formula.
        """
        gap = PARAGRAPH.search(self.chars, start)
        limit = gap.start() if gap else len(self.chars)
        first: tuple[int, int] | None = None
        depth, position = 0, start
        while position < limit:
            if found := closing.match(self.chars, position):
                if depth <= 0:
                    return found.span()
                first = first or found.span()
            step = STEP.match(self.chars, position)
            assert step is not None
            depth += {"{": 1, "}": -1}.get(step[0], 0)
            position = step.end()
        if first is None:
            closed = gap is not None and closing.search(self.chars, gap.start()) is not None
            self.unclosed(Span(place.start(), place.end()), opening, end, closed_below=closed)
        return first

    def keep(self, whole: Span, inner: Span, *, display: bool = False) -> None:
        """Add a formula, with blanks for comments."""
        latex = self.chars[inner.start : inner.end].replace(FILLER, " ")
        given = len(self.givens) if self.opened is not None else None
        self.formulas.append(Formula(whole, inner, latex, display, given))

    def keep_macros(self) -> None:
        """Add the definitions of those macros that formulas use, each as a formula of its own."""
        for macro in used(self.macros, [formula.latex for formula in self.formulas]):
            self.formulas.append(Formula(macro.span, macro.span, macro.latex, display=False))

    def unclosed(
        self, place: Span, opening: str, closing: str, *, closed_below: bool = False
    ) -> None:
        """Report what is opened and never closed."""
        message, advice = f"{opening} is opened and never closed", f"close it with {closing}"
        if closed_below:
            message = f"an empty line ends this formula before its {closing}"
            advice = "remove the empty lines inside the formula"
        self.report("unclosed-formula", place, message, advice)

    def report(self, code: str, span: Span, message: str, advice: str) -> None:
        """Add a finding."""
        self.diagnostics.append(Diagnostic(code, self.source, span, message, help=advice))
