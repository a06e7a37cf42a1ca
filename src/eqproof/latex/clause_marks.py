r"""Where a condition on a statement begins, and of what kind it is, told without reading it."""

from collections.abc import Iterator

from eqproof.diagnostics import ReadingError
from eqproof.latex import commands
from eqproof.latex.naming import read_new_name
from eqproof.latex.reader import Reader, is_layout
from eqproof.latex.remarks import may_state_condition, plain_words, states_condition
from eqproof.latex.rows import is_boundary
from eqproof.latex.symbols import bracket_ahead, starts_name
from eqproof.latex.tokens import Token


def clause_begins(reader: Reader, separators: list[Token], in_row: bool) -> bool:
    """Whether a condition begins here; *in_row* says that a statement stands before it."""
    words = [t for t in separators if t.kind == "text"]
    mark = words[-1] if words else None
    behind = [] if mark is None else separators[separators.index(mark) + 1 :]
    if reader.token.kind == "finish":
        return False
    if reader.at(r"\forall"):
        return True
    if mark is not None and all(t.kind != "row" for t in behind):
        if states_condition(mark):
            return True
        if plain_words(mark) in ("at", "evaluated at"):
            # of a place alone, as in "at x", nothing is said
            return any(t.text in commands.RELATIONS for t in _clause(reader))
        if may_state_condition(mark) and in_row:
            return is_range(reader) or _limits(reader)
    if not in_row:
        return False
    if is_bracketed_clause(reader) or is_range(reader) or _names_index(reader):
        return True
    return all(is_layout(t) or t.text == "," for t in separators) and _compares_indices(reader)


def _compares_indices(reader: Reader) -> bool:
    r"""Whether ``i \ne j`` is ahead: indices beside relations, and numbers.

    An index takes all its values, so that this is never a statement of its own.
    """
    found = _clause(reader)
    texts = [t.text for t in found]
    found = found[: texts.index(",")] if "," in texts else found
    sides, signs = found[::2], found[1::2]
    letters = [t.text for t in sides if t.kind != "number"]
    return (
        0 < len(signs) < len(sides)
        and all(t.text in commands.RELATIONS for t in signs)
        and bool(letters)
        and all(text in reader.names.indices for text in letters)
    )


def _names_index(reader: Reader) -> bool:
    r"""Whether ``k \in \{1, …, K\}`` is ahead, with an index or a name that is new."""
    mark = reader.position
    if not declares(reader) or not starts_name(reader.token):
        return False
    key = read_new_name(reader)
    member = reader.at(r"\in")
    reader.position = mark
    canonical = reader.names.canonical(key)
    return member and (canonical is None or canonical in reader.names.indices)


def is_bracketed_clause(reader: Reader) -> bool:
    r"""Whether ``(i \ne j)`` is ahead and nothing else: brackets around a comparison."""
    if not reader.at("(", "["):
        return False
    inside = bracket_ahead(reader.tokens, reader.position)
    related = any(t.text in commands.RELATIONS for t in outermost(inside))
    return related and is_boundary(reader.ahead(len(inside) + 2))


def outermost(tokens: list[Token]) -> Iterator[Token]:
    """Yield those of *tokens* that stand in no group and no bracket, and what opens none."""
    depth = 0
    for token in tokens:
        depth += token.nesting
        if depth == 0 and token.kind != "close":
            yield token


def _clause(reader: Reader) -> list[Token]:
    """Return the tokens up to the end of the clause, in which commas may part a list."""
    found: list[Token] = []
    for token in outermost(reader.tokens[reader.position :]):
        if is_boundary(token) and token.text != ",":
            break
        found.append(token)
    return found


def is_range(reader: Reader) -> bool:
    """Whether ``c = 1, …, C`` is ahead."""
    texts = [t.text for t in _clause(reader)]
    dots = next((i for i, text in enumerate(texts) if text in commands.DOTS), None)
    if not starts_name(reader.token) or "=" not in texts or dots is None:
        return False
    signs = [text for text in texts[texts.index("=") + 1 : dots] if text in "+-*/"]
    return not signs


def _limits(reader: Reader) -> bool:
    """Whether the clause ahead says which values are meant, by an inequality."""
    signs = [commands.RELATIONS[t.text] for t in _clause(reader) if t.text in commands.RELATIONS]
    return bool(signs) and all(sign in (r"\ne", "<", ">", r"\le", r"\ge") for sign in signs)


def declares(reader: Reader) -> bool:
    """Whether names with or without their set are ahead, and no comparison."""
    mark = reader.position
    try:
        while starts_name(reader.token):
            read_new_name(reader)
            if not reader.at(","):
                break
            reader.take()
        return reader.at(r"\in") or (
            (is_boundary(reader.token) or reader.at(":")) and means_every(reader, mark)
        )
    except ReadingError:
        return False
    finally:
        reader.position = mark


def means_every(reader: Reader, start: int) -> bool:
    """Whether a name at *start* that stands alone means every value of it."""
    words = [t for t in reader.tokens[:start] if t.kind == "text" or t.text == r"\forall"]
    return bool(words) and (words[-1].text == r"\forall" or "for" in plain_words(words[-1]))
