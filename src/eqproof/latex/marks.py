r"""What scripts are: the number of an entry, a mark that belongs to a name, a transpose, primes."""

from collections.abc import Sequence, Set

from eqproof.latex import commands
from eqproof.latex.reader import Reader
from eqproof.latex.symbols import Script, group_ahead, is_bracketed
from eqproof.latex.tokens import Kind, Token

TRANSPOSES = (("\\top",), ("\\intercal",), ("T",), ("\\mathrm", "T"), ("\\mathsf", "T"))
_MARKS = frozenset({"*", r"\ast", r"\star", "+", "-"})


def primes_ahead(reader: Reader) -> tuple[int, int]:
    r"""Return how many primes stand here, ``''`` or ``^{\prime\prime}``, and where they end."""
    position, end = reader.position, reader.position
    if reader.token.kind == "sup":
        inside = [reader.ahead()]
        end = position + 2
        if reader.ahead().kind == "open":
            inside = group_ahead(reader.tokens, position + 1)
            end = position + 3 + len(inside)
        marks = all(t.kind == "prime" or t.text == r"\prime" for t in inside)
        return (len(inside), end) if marks and inside else (0, position)
    while reader.tokens[end].kind == "prime":
        end += 1
    return end - position, end


def numbers_entries(script: Script, indices: Set[str]) -> bool:
    r"""Whether a script says which entry is meant: ``_i``, ``^{(i)}``.

    What stands in square brackets, or above without any, numbers nothing: ``W^{[l]}`` is one name,
    and so is what is no index alone: ``z^{(l+1)}``.
    """
    inside = script.tokens[1:-1] if script.text.startswith("^{(") else script.tokens
    alone = all(t.text in indices or t.text == "," for t in inside)
    return bool(script.letters) and alone and script.text.startswith(("_", "^{("))


def is_mark(script: Script) -> bool:
    r"""Whether a superscript is no power where a name is declared.

    ``^{(2)}``, ``^{[l]}``, ``^{\text{new}}``, ``^{*}``, ``^{+}``, and letters: ``^L``, ``^{l+1}``.
    A number alone is a power, so is what begins with a minus, and ``T`` transposes.
    """
    inside = script.text[2:-1]
    if is_bracketed(script.tokens) or inside in _MARKS:
        return True
    if transpose_at_end(script.tokens):
        return False
    if inside.startswith((r"\text{", r"\mathrm{")):
        return True
    plain = all(
        t.kind in ("letter", "number") or t.text in commands.GREEK or t.text in "+-,"
        for t in script.tokens
    )
    return plain and bool(script.letters) and not inside.startswith(("-", "+"))


def transpose_at_end(tokens: Sequence[Token]) -> int:
    """Return how many of the last *tokens* are a sign for the transpose."""
    for count in range(1, min(len(tokens), 4) + 1):
        said = tuple(t.text.strip() for t in tokens[-count:] if t.kind not in ("open", "close"))
        if said in TRANSPOSES and tokens[-count].kind not in ("open", "close"):
            before = tokens[-count - 1].text if len(tokens) > count else ""
            return 0 if before in (r"\mathrm", r"\mathsf") else count
    return 0


def written(script: Script) -> list[Token]:
    """Return the tokens of a script: its sign, and what it says in braces."""
    kind: Kind = "sub" if script.text.startswith("_") else "sup"
    opening, closing = Token("open", "{", script.span), Token("close", "}", script.span)
    return [Token(kind, script.text[0], script.span), opening, *script.tokens, closing]
