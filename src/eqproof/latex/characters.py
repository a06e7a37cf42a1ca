r"""Characters that stand for a LaTeX command, such as ``σ`` for ``\sigma`` and ``≤`` for ``\le``.

What a reader sees is the same. A letter with an accent is the accent over the letter, and a
character of another width or style is the plain one.
"""

import unicodedata
from collections.abc import Mapping

_GREEK_NAMES = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho"
    " sigma tau upsilon phi chi psi omega"
).split()

_LATIN = frozenset(
    "omicron Alpha Beta Epsilon Zeta Eta Iota Kappa Mu Nu Omicron Rho Tau Chi".split()
)

_ACCENTS: Mapping[str, str] = {
    "\u0302": r"\hat",
    "\u0303": r"\tilde",
    "\u0304": r"\bar",
    "\u0305": r"\bar",
    "\u0307": r"\dot",
    "\u0308": r"\ddot",
    "\u030a": r"\mathring",
    "\u20d7": r"\vec",
}

_SIGNS: Mapping[str, str] = {
    "−": "-", "–": "-", "·": r"\cdot ", "⋅": r"\cdot ", "×": r"\times ", "∗": "*", "•": r"\bullet ",
    "≤": r"\le ", "≥": r"\ge ", "⩽": r"\le ", "⩾": r"\ge ", "≠": r"\ne ", "≈": r"\approx ",
    "≡": r"\equiv ", "≜": r"\triangleq ", "≔": ":=", "∈": r"\in ", "∀": r"\forall ",
    "∂": r"\partial ", "∇": r"\nabla ", "∑": r"\sum ", "∏": r"\prod ", "∫": r"\int ",
    "∞": r"\infty ", "√": r"\sqrt ", "⊙": r"\odot ", "∘": r"\circ ", "⊗": r"\otimes ",
    "⊤": r"\top ", "ᵀ": r"^{\top}", "′": "'", "″": "''", "’": "'", "…": r"\dots ", "⋯": r"\cdots ",
    "‖": r"\|", "∥": r"\|", "∣": "|", "→": r"\rightarrow ", "⇒": r"\Rightarrow ",
    "⇔": r"\Leftrightarrow ", "⟨": r"\langle ", "⟩": r"\rangle ", "±": r"\pm ", "ℓ": r"\ell ",
    "ℝ": r"\mathbb{R}", "ℕ": r"\mathbb{N}", "𝔼": r"\mathbb{E}", "𝟙": r"\mathbb{1}",
    "𝟏": r"\mathbf{1}", "𝟎": r"\mathbf{0}", "∼": r"\sim ", "ϵ": r"\epsilon ", "ϕ": r"\phi ",
    "ς": r"\varsigma ", "ϑ": r"\vartheta ",
}  # fmt: skip


def _greek() -> dict[str, str]:
    found = {}
    for name in _GREEK_NAMES:
        in_unicode = name.upper().replace("LAMBDA", "LAMDA")
        for size, command in (("SMALL", name), ("CAPITAL", name.capitalize())):
            if command not in _LATIN:
                letter = unicodedata.lookup(f"GREEK {size} LETTER {in_unicode}")
                found[letter] = rf"\{command} "
    return found


_COMMANDS: Mapping[str, str] = {**_greek(), **_SIGNS}


def latex_of(character: str) -> str | None:
    """Return the LaTeX that *character* stands for, or None if it has no meaning in a formula."""
    if character in _COMMANDS:
        return _COMMANDS[character]
    parts = unicodedata.normalize("NFD", character)
    letter, marks = parts[0], parts[1:]
    if len(marks) == 1 and marks[0] in _ACCENTS and (letter.isascii() or letter in _COMMANDS):
        return f"{_ACCENTS[marks[0]]}{{{_COMMANDS.get(letter, letter)}}}"
    if unicodedata.name(character, "").startswith("SUPERSCRIPT"):
        return f"^{{{unicodedata.normalize('NFKC', character)}}}"
    if unicodedata.name(character, "").startswith("SUBSCRIPT"):
        return f"_{{{unicodedata.normalize('NFKC', character)}}}"
    plain = unicodedata.normalize("NFKC", character)
    if plain in _COMMANDS:  # the micro sign is a Greek letter to everybody
        return _COMMANDS[plain]
    if plain != character and plain.isascii() and unicodedata.east_asian_width(character) == "F":
        return plain
    return None
