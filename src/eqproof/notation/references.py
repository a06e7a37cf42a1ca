"""Labels and tags, which stand once on a page, and references, which lead to a label."""

from collections.abc import Iterator, Mapping, Sequence

from eqproof.diagnostics import ReadingError
from eqproof.latex.tokens import Token
from eqproof.page import Formula
from eqproof.source import Source, Span

Marked = Mapping[Formula, Sequence[Token]]

_KINDS = {"labels": "label", "tags": "tag", "references": "reference"}


def faulty_marks(tokens: Marked, source: Source) -> Iterator[tuple[Formula, ReadingError]]:
    """Yield what is wrong with the marks of formulas, whose *tokens* are given in their order."""
    for what in ("labels", "tags"):
        first: dict[str, int] = {}
        for formula, text, span in _marks(tokens, what):
            if text in first:
                line = source.position(first[text])[0]
                message = f"the {what[:-1]} {text} stands on line {line} already"
                yield formula, ReadingError("duplicate-label", span, message)
            first.setdefault(text, span.start + formula.inner.start)
    labels = {text for _, text, _ in _marks(tokens, "labels")}
    for formula, text, span in _marks(tokens, "references"):
        if text not in labels:
            message = f"no equation of this page has the label {text}"
            yield formula, ReadingError("unknown-reference", span, message)


def _marks(tokens: Marked, what: str) -> Iterator[tuple[Formula, str, Span]]:
    for formula, own in tokens.items():
        for token in own:
            if token.kind == _KINDS[what]:
                yield formula, token.text, token.span
