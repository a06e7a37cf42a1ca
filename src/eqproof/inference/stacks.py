r"""A matrix whose letter is that of a family: its rows or its columns may be the members.

``\sum_i \mathbf{u}_i \mathbf{v}_i^\top = U V^\top`` holds where ``\mathbf{u}_i`` is column ``i``
of ``U``, and the same with ``V``.
"""

from collections.abc import Iterator

from eqproof.inference import customs
from eqproof.inference.guesses import Guess
from eqproof.inference.others import Answer, lines_for
from eqproof.inference.search import Read


def stacks(read: Read) -> Iterator[tuple[str, Answer]]:
    """Yield that matrices have the members of families as columns, or as rows."""
    guesses = {k: g for k, g in read.choice.guesses.items() if k not in read.choice.stated}
    pairs = list(_pairs(guesses))
    if not pairs:
        return
    members = dict.fromkeys(member for _, member in pairs)
    indices = dict.fromkeys(_index(guesses[member]) for member in members)
    said = lines_for(read, [*indices, *members])
    for rows in (False, True):
        lines = [_line(key, guesses[member], read, rows) for key, member in pairs]
        words = f"the members are the {'rows' if rows else 'columns'} of the matrices"
        yield pairs[0][0], Answer(words, (*said, *lines))


def _pairs(guesses: dict[str, Guess]) -> Iterator[tuple[str, str]]:
    """Yield matrices with families of the same letter."""
    families = {
        customs.unaccented(key): key
        for key, guess in guesses.items()
        if guess.kind == "member" and guess.inner == "column" and _index(guess) in guesses
    }
    for key, guess in guesses.items():
        letter = customs.unaccented(key)
        if guess.kind in ("matrix", "column") and letter.isupper() and letter.lower() in families:
            yield key, families[letter.lower()]


def _index(guess: Guess) -> str:
    return "".join(character for character in guess.mark if character.isalpha())


def _line(key: str, member: Guess, read: Read, rows: bool) -> str:
    """Return that the matrix *key* is made of the members."""
    index = _index(member)
    first, last = (
        member.key + member.mark.replace(index, number)
        for number in ("1", read.sizes.get((index, 0), "n"))
    )
    turned = r"^\top" if rows else ""
    return rf"${key} = ({first}, \dots, {last}){turned}$"
