r"""What cannot be read is left out of a display, so that its other lines can be decided.

Only whole sides go, together with the relations at them: ``a = b = ? = c = d`` leaves ``a = b`` and
``c = d``, each where it was. Nothing is cut where words, or commas beside the fault, may
tie the lines together: a condition that is left out could make a right line wrong.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from eqproof.diagnostics import Diagnostic
from eqproof.inference.rows import RELATION
from eqproof.latex.macros import Macros
from eqproof.page import Formula, read_page
from eqproof.source import Source, Span
from eqproof.statements.reading import read_formulas

MOST = 12
"""So many faults are looked for."""

_TOKEN = re.compile(
    rf"(?P<relation>{RELATION})|(?P<row>\\\\(?:\s*\[[^\]]*\])?)"
    r"|(?P<outer>\\(?:begin|end)\s*\{(?:align|aligned|alignat|equation|flalign|gather|gathered"
    r"|multline|eqnarray|split|displaymath|math)\*?\}(?:\{\d*\})?)"
    r"|(?P<open>\\left\s*(?:\\[a-zA-Z{|]+|.)|\\begin(?![a-zA-Z])|\\\{|[{(\[])"
    r"|(?P<close>\\right\s*(?:\\[a-zA-Z}|]+|.)|\\end(?![a-zA-Z])|\\\}|[})\]])"
    r"|(?P<apart>[,;]|\\q?quad(?![a-zA-Z]))|(?P<layout>[\s&]+)|\\[a-zA-Z]+|\\.|.",
    re.DOTALL,
)
_TYING = re.compile(
    r"\\(?:implies|impliedby|iff|(?:[Ll]ong)?(?:[Ll]eft)?(?:[Rr]ight|[Ll]eft)arrow|forall|exists|because"
    r"|therefore|mid|intertext|shortintertext|substack)(?![a-zA-Z])|[⇒⇔∀∃∵∴]"
)
_SAID = re.compile(r"\\(?:text\w*|mbox)\s*\{([^{}]*)\}")
_NAME = re.compile(r"\s*[A-Za-z]{2,}\s*")
_TYING_WORDS = frozenset(
    "all and any as because by each else every for given if not or otherwise since so some such"
    " that then unless when where with".split()
)
_OPERATED = re.compile(r"\s*&?\s*(?:[-+*/·−]|\\(?:cdot|times|odot))")


@dataclass(frozen=True, slots=True)
class Cut:
    """A page without what cannot be read on it, which is the *faults*, and what was left out."""

    source: Source
    faults: tuple[Diagnostic, ...] = ()
    parts: tuple[str, ...] = ()


@dataclass(slots=True)
class _Side:
    """A side of a chain, and where the relation before it begins; -1 where there is none."""

    relation: int
    start: int
    end: int


@dataclass(slots=True)
class _Chain:
    """Sides with relations between them. *tied* says that a comma stands inside, or right before:
    what follows a comma may be a condition.
    """

    sides: list[_Side]
    tied: bool


def cut(source: Source, macros: Macros, kept: Span) -> Cut:
    """Return *source* without the sides that cannot be read; what stands in *kept* is kept."""
    faults: list[Diagnostic] = []
    parts: list[str] = []
    for _ in range(MOST):
        page = read_page(source)
        _, found = read_formulas(page, macros)
        region = None
        for fault in found:
            if kept.start <= fault.span.start < kept.end:
                continue
            region = _region(fault, page.formulas)
            if region is not None:
                faults.append(fault)
                break
        if region is None:
            break
        span, apart = region
        parts.append(source.text[span.start : span.end])
        gap = " " * len(parts[-1])  # no newline: an empty line ends a formula
        gap = "\\\\" + gap[2:] if apart else gap
        before, behind = source.text[: span.start] + gap, source.text[span.end :]
        if not before.rsplit("\n", 1)[-1].strip() and not behind.split("\n", 1)[0].strip():
            behind = behind.replace("\n", " ", 1)
        source = Source(source.name, before + behind)
    return Cut(source, tuple(faults), tuple(parts))


def _region(fault: Diagnostic, formulas: Sequence[Formula]) -> tuple[Span, bool] | None:
    """Return what to leave out for *fault*, and whether rows are to be parted there."""
    holding = (f for f in formulas if f.inner.start <= fault.span.start <= f.inner.end)
    formula = next(holding, None)
    if formula is None or formula.given is not None or _is_tied(formula.latex):
        return None
    place = fault.span.shifted(-formula.inner.start)
    chains = list(_chains(formula.latex, by_rows=fault.code == "unbalanced-bracket"))
    count = sum(len(chain.sides) - 1 for chain in chains)
    for chain in chains:
        sides = chain.sides
        for number, (side, following) in enumerate(zip_longest(sides, sides[1:])):
            first = side.start if side.relation < 0 else side.relation
            last = side.end if following is None else following.start
            if not first <= place.start < last:
                continue
            gone = (number > 0) + (following is not None)
            if chain.tied or count <= gone or place.end > last:
                return None
            # a side that stays alone says nothing
            before, after = number > 1, number < len(sides) - 2
            first = first if before else sides[0].start
            last = last if after else sides[-1].end
            return Span(first, last).shifted(formula.inner.start), before and after
    return None


def _is_tied(latex: str) -> bool:
    """Whether words or arrows may tie the lines of *latex* together."""
    if _TYING.search(latex):
        return True
    for said in _SAID.findall(latex):
        if not _NAME.fullmatch(said) or said.strip().lower() in _TYING_WORDS:
            return True
    return False


def _chains(latex: str, *, by_rows: bool) -> list[_Chain]:
    """Return the chains in *latex*; with *by_rows*, a bracket ends with its row at the latest."""
    chains: list[_Chain] = []
    brackets = environments = 0
    row = comma = False
    for found in _TOKEN.finditer(latex):
        kind, text = found.lastgroup, found[0]
        step = (kind == "open") - (kind == "close")
        if text in (r"\begin", r"\end"):
            environments += step
        else:
            brackets = max(0, brackets + step)
        if kind in ("layout", "outer"):
            continue
        if kind == "row" and environments == 0 and (brackets == 0 or by_rows):
            brackets, row = 0, not _OPERATED.match(latex, found.end())
            continue
        outside = brackets == environments == 0 and step == 0
        last = chains[-1] if chains else None
        if outside and kind == "relation":
            if last is None or (comma and row):
                last = _Chain([_Side(-1, found.start(), found.start())], comma)
                chains.append(last)
            last.sides.append(_Side(found.start(), found.end(), found.end()))
        elif last is None or (row and not _is_open(last.sides[-1])):
            chains.append(_Chain([_Side(-1, found.start(), found.end())], comma))
        else:
            last.tied |= comma
            last.sides[-1].end = found.end()
        comma = outside and kind == "apart"
        row = False
    return chains


def _is_open(side: _Side) -> bool:
    """Whether nothing stands behind the relation of *side* yet."""
    return side.relation >= 0 and side.start == side.end
