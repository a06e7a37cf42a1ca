"""Pages in which nothing was found, kept whole: as long as such a page is the same, it is not read.

A page with a finding is read again, since a finding may be one of time, and points at the text.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from eqproof.diagnostics import Equation, Link
from eqproof.keys import Cache, key_of_page
from eqproof.latex.macros import Macros
from eqproof.source import Source, Span


def load(source: Source, macros: Macros, cache: Cache) -> list[Equation] | None:
    """Return the equations of the page *source* if nothing was found in it, else None."""
    text = cache.load(key_of_page(source, macros))
    return None if text is None else [_equation(record, source) for record in json.loads(text)]


def store(equations: Sequence[Equation], source: Source, macros: Macros, cache: Cache) -> None:
    """Keep the *equations* of the page *source*, in which nothing was found."""
    nowhere = Source("", "")
    records = [asdict(replace(equation, source=nowhere)) for equation in equations]
    cache.store(key_of_page(source, macros), json.dumps(records))


def _equation(record: dict[str, Any], source: Source) -> Equation:
    links = tuple(Link(**{**link, "span": Span(**link["span"])}) for link in record["links"])
    span, tags = Span(**record["span"]), tuple(record["tags"])
    return Equation(**{**record, "source": source, "span": span, "tags": tags, "links": links})
