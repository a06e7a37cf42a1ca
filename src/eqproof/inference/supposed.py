"""A page under declarations that are supposed: what its lines say, and what is proposed.

What cannot be read is left out of it, so that what is left can be read and decided.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from eqproof.diagnostics import Diagnostic
from eqproof.inference.cutting import cut
from eqproof.inference.definitions import head_of
from eqproof.inference.lines import Line, arranged, lines_of
from eqproof.inference.pages import Placed, item_start, with_block
from eqproof.inference.pasted_macros import macros_used
from eqproof.inference.proposal import Proposal, own_names, propose
from eqproof.inference.said import Said, names_given, sets_said
from eqproof.inference.usage import Usage
from eqproof.latex.lexer import readable_tokens
from eqproof.latex.macros import Macro
from eqproof.page import Page, read_page
from eqproof.source import Source, Span
from eqproof.statements.reading import read_formulas

ROUNDS = 3
"""So many times a page is read again without what cannot be read."""


@dataclass(frozen=True, slots=True)
class Supposed:
    """How a *page* reads under what its lines say, *said*, and the *proposal*.

    *source* is the page with a block of what is said, and without what is left out, which is
    *unread*, at its place on the page. *names* are those of which such lines speak; *first*
    is what is proposed before anything is left out.
    """

    page: Source
    source: Source
    proposal: Proposal
    said: tuple[Said, ...]
    unread: tuple[Diagnostic, ...]
    names: tuple[str, ...]
    placed: Placed
    first: Proposal

    @property
    def lines(self) -> list[str]:
        """What is supposed, as the items of one block."""
        read = self.proposal.read
        proposed = read.choice.formulas(read.sizes).values()
        return [*(one.line for one in self.said), *(f"${text}$" for text in proposed)]

    def original(self, span: Span) -> Span | None:
        """Return where *span* of all stands on the page; None inside of the blocks."""
        place = self.proposal.read.placed.original(span)
        return None if place is None else self.placed.original(place)

    def item(self, span: Span) -> Span:
        """Return the place of the item of one block of all lines that *span* of all stands in."""
        whole = self.proposal.read.placed
        outside = whole.original(span)
        if outside is None:
            number = len(self.said) - 1
            number += whole.source.text.count("\n", whole.block.start, span.start)
        else:
            number = self.placed.source.text.count("\n", self.placed.block.start, outside.start) - 1
        place = item_start(self.page, self.lines, number)
        return Span(place, place + len(self.lines[number]))


def suppose(page: Source, macros: Mapping[str, Macro], without: Set[str]) -> Supposed:
    """Suppose what *page* does not say, but nothing of the names in *without*."""
    read = read_page(page)
    given = names_given(read, macros)
    said = list(macros_used(page.text, macros.keys()))
    said += sets_said(read, macros, own_names(read, macros) | given | without)
    placed = with_block(page, [one.line for one in said])
    while faulty := _faulty(placed, macros):
        said = [one for number, one in enumerate(said) if number not in faulty]
        placed = with_block(page, [one.line for one in said])
    source = placed.source
    first = proposal = propose(source, macros, given | without)
    unread: list[Diagnostic] = []
    for _ in range(ROUNDS):
        whole = proposal.read.placed
        rest = cut(whole.source, macros, whole.block)
        for fault in rest.faults:
            place = whole.original(fault.span)
            home = placed.original(place) if place is not None else None
            if home is not None:
                unread.append(replace(fault, source=page, span=home))
        if not rest.faults:
            break
        block, text = whole.block, rest.source.text
        source = Source(source.name, text[: block.start] + text[block.end :])
        proposal = propose(source, macros, given | without)
    places = [fault.span for fault in unread]
    for left in proposal.read.faults:
        outside = proposal.read.placed.original(left.span)
        home = placed.original(outside) if outside is not None else None
        places += [home] if home is not None else []
    names = tuple(_spoken_of(read, places, proposal.usage))
    return Supposed(page, source, proposal, tuple(said), tuple(unread), names, placed, first)


def _faulty(placed: Placed, macros: Mapping[str, Macro]) -> set[int]:
    """Return the numbers of the items of the block that cannot be read."""
    if not placed.size:
        return set()
    _, found = read_formulas(read_page(placed.source), macros)
    text, block = placed.source.text, placed.block
    return {
        text.count("\n", block.start, one.span.start) - 1
        for one in found
        if block.start <= one.span.start < block.end
    }


def _spoken_of(page: Page, faults: Sequence[Span], usage: Usage) -> Iterator[str]:
    """Yield the names that stand alone on a side in statements with *faults*.

    Where no statement is found that a fault stands in, all of its formula counts.
    """
    for formula in page.formulas:
        places = [f.shifted(-formula.inner.start) for f in faults
                  if formula.span.start <= f.start < formula.span.end]  # fmt: skip
        lines = lines_of(formula, arranged(readable_tokens(formula.latex))) if places else []
        held = {p: [line for line in lines if _covers(line, p)] for p in places}
        for line in {id(one): one for found in held.values() for one in found or lines}.values():
            heads = (head_of(side, usage) for side in line.sides)
            yield from (head.key for head in heads if head is not None)


def _covers(line: Line, place: Span) -> bool:
    tokens = [token for side in line.sides for token in side]
    return tokens[0].span.start <= place.start <= max(token.span.end for token in tokens)
