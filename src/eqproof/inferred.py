"""What was inferred, for people and for programs."""

from typing import Any

from eqproof.infer import Inferred


def text(inferred: Inferred) -> str:
    """Return the block that was used, as it can be pasted into the page."""
    name = inferred.source.name
    if not inferred.block:
        return f"{name}: nothing was inferred.\n"
    return f"{name}: this was inferred, and used:\n\n{inferred.block}"


def as_data(inferred: Inferred) -> dict[str, Any]:
    """Return the block, its entries and the questions that are open, for JSON."""
    return {
        "page": inferred.source.name,
        "block": inferred.block,
        "entries": [
            {
                "line": entry.line,
                "name": entry.name,
                "why": entry.why,
                "alternatives": list(entry.alternatives),
            }
            for entry in inferred.entries
        ],
        "questions": [
            {
                "name": question.name,
                "text": question.text,
                "line": inferred.source.position(question.span.start)[0],
                "column": inferred.source.position(question.span.start)[1],
            }
            for question in inferred.questions
        ],
    }
