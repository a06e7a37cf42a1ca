r"""What an author seems to mean by a name that nothing declares, from what stands behind it."""

from eqproof.latex import commands
from eqproof.latex.reader import Reader
from eqproof.latex.symbols import bracket_ahead


def meant_as(reader: Reader, key: str) -> str | None:
    """Return what to write for the unknown name *key*, which was just read, or None."""
    if _counts(reader):
        return rf"declare the index in a given block: ${key} \in \{{1, \dots, n\}}$"
    if reader.at("="):
        return f"define it with a colon, ${key} := …$, or declare it in a given block"
    if reader.at("("):
        end = reader.position + len(bracket_ahead(reader.tokens, reader.position)) + 2
        if reader.tokens[end].text == "=":
            return f"define the function with a colon: ${key}(…) := …$"
    if reader.token.kind == "prime":
        return rf"declare a function as ${key} \colon \mathbb{{R}} \to \mathbb{{R}}$, or define it"
    return None


def _counts(reader: Reader) -> bool:
    r"""Whether ``= 1, \dots`` stands behind the name."""
    first, comma, dots = (reader.ahead(place) for place in (1, 2, 3))
    counted = first.kind == "number" and comma.text == "," and dots.text in commands.DOTS
    return reader.at("=") and counted
