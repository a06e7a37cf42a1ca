"""What a check says: diagnostics with their codes, equations with their verdicts, the report.

Only data. How a report is written for people and programs stands in ``rendering``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from eqproof.source import Source, Span

EquationClass = Literal["declaration", "hypothesis", "definition", "claim", "mention"]
Verdict = Literal["proved", "by-definition", "refuted", "undecided"]

CODES: Mapping[str, str] = {
    # reading the page
    "missing-file": "there is no such file or directory",
    "no-pages": "a directory holds no page",
    "not-utf-8": "a page is not UTF-8 text",
    "no-formulas": "a page or a set of pages holds no formula at all",
    "unclosed-formula": "a formula, or what it stands in, is opened and never closed",
    "misplaced-formula": "a formula is written where it is shown as plain text",
    "bad-macros": "a macros.json cannot be read",
    "bad-notebook": "a Jupyter notebook cannot be read",
    "quoted-mismatch": "a quotation shown as broken does not produce the diagnostic it names",
    # reading the LaTeX
    "unbalanced-brace": "a brace is opened and not closed, or closed and not opened",
    "unbalanced-bracket": "a bracket is opened and not closed, or closed and not opened",
    "unknown-command": "a LaTeX command that the engine does not know",
    "unknown-character": "a character that has no meaning in a formula",
    "missing-operand": "an operator, a relation or a command lacks what it applies to",
    "unsupported": "a construction that is read but has no meaning here yet",
    "ambiguous": "a piece of notation that can be read in two ways",
    "unbracketed-scope": "a sum or product ends before a term that uses its index",
    # names, shapes, meaning
    "unknown-symbol": "a name that no given block declares and no formula defines",
    "redefinition": "a name is declared or defined a second time",
    "circular-definition": "a definition needs itself",
    "free-index": "an index that no sum binds and no given block declares",
    "shape-mismatch": "shapes that do not fit together",
    "undefined-derivative": "a derivative of a symbol of which no definition is known",
    "unknown-reference": "a reference to an equation label that the page does not have",
    "duplicate-label": "an equation label or tag stands twice on a page",
    "unsatisfiable-hypothesis": "no point was found that satisfies the hypotheses",
    "unneeded-hypothesis": "no claim needs a hypothesis",
    # verdicts
    "sides-differ": "the two sides are not equal",
    "relation-fails": "the two sides do not stand in the stated relation",
    "not-refuted": "a link marked as wrong is true",
    "undecided": "neither a proof nor a counterexample was found",
    "undefined-in-domain": "a side is undefined somewhere in the declared domain",
    "vacuous": "the two sides of a link are the same text",
    "oracles-disagree": "proof and numbers contradict each other: a fault of the engine",
    "internal-error": "the engine failed on this formula: a fault of the engine",
}


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: what is wrong, where, at which numbers, and what would help.

    *witness* maps LaTeX names to values printed for people; *left* and *right* are the values of
    the two sides there. *help* is one line, and stands only where a likely fix is known.
    """

    code: str
    source: Source
    span: Span
    message: str
    witness: Mapping[str, str] | None = None
    left: str | None = None
    right: str | None = None
    help: str | None = None

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise ValueError(f"unknown diagnostic code {self.code!r}")

    @property
    def sort_key(self) -> tuple[str, int, int, str]:
        """Order of findings in a report: by page, then by place."""
        return (self.source.name, self.span.start, self.span.end, self.code)


@dataclass(frozen=True, slots=True)
class Link:
    """One relation between two neighbouring sides of a chain, and what became of it.

    *span* covers the relation and its right side; *by* names the rung that proved the link;
    *points* counts the sampled points at which both sides were defined and compared.
    *expected* is ``"refuted"`` for a link written with a question mark over its relation.
    """

    tag: str | None
    relation: str
    left: str
    right: str
    span: Span
    verdict: Verdict
    by: str | None = None
    points: int = 0
    witness: Mapping[str, str] | None = None
    left_value: str | None = None
    right_value: str | None = None
    expected: Literal["refuted"] | None = None


@dataclass(frozen=True, slots=True)
class Equation:
    """One formula of a page, in reading order, with the links that were decided on it."""

    source: Source
    span: Span
    kind: EquationClass
    latex: str
    display: bool
    tags: tuple[str, ...] = ()
    label: str | None = None
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """All that a check found. *pages* counts the pages that were read."""

    pages: int = 0
    equations: tuple[Equation, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = field(default=())

    @property
    def ok(self) -> bool:
        """Whether nothing was found that fails a build."""
        return not self.diagnostics


def attributed(
    equations: Sequence[Equation], findings: Sequence[Diagnostic]
) -> tuple[dict[int, list[Diagnostic]], list[Diagnostic]]:
    """Return the findings by the number of the equation that they stand in, and the others."""
    inside: dict[int, list[Diagnostic]] = {}
    outside: list[Diagnostic] = []
    for finding in findings:
        for number, equation in enumerate(equations):
            same_page = equation.source.name == finding.source.name
            if same_page and equation.span.start <= finding.span.start < equation.span.end:
                inside.setdefault(number, []).append(finding)
                break
        else:
            outside.append(finding)
    return inside, outside


class ReadingError(Exception):
    """A formula cannot be read. Carries the code, the place in the formula, and help.

    *name* is the name that is to blame, in LaTeX, where there is one.
    """

    def __init__(
        self,
        code: str,
        span: Span,
        message: str,
        help: str | None = None,
        *,
        name: str | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.span = span
        self.message = message
        self.help = help
        self.name = name
