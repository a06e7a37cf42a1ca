r"""LaTeX names in plain characters, for messages: ``\hat{y}`` becomes ŷ, ``\theta_{1}`` becomes θ₁.

Only for people to read. What a name means is decided on its LaTeX.

>>> readable(r"\hat{y}"), readable(r"\mathbf{w}_{12}"), readable(r"\sigma'"), readable("x^{(i)}")
('ŷ', 'w₁₂', "σ'", 'x^(i)')
"""

import re
import unicodedata

SIGNS = {
    "ell": "ℓ",
    "epsilon": "ε",
    "Lambda": "Λ",
    "lambda": "λ",
    "infty": "∞",
    "nabla": "∇",
    "partial": "∂",
    "phi": "φ",
    "top": "ᵀ",
    "varepsilon": "ε",
    "varphi": "φ",
    "varsigma": "ς",
    "vartheta": "ϑ",
    "varrho": "ϱ",
    "cdot": "·",
    "dots": "…",
    "ldots": "…",
}
ACCENTS = {
    "hat": "\u0302",
    "widehat": "\u0302",
    "tilde": "\u0303",
    "widetilde": "\u0303",
    "bar": "\u0304",
    "overline": "\u0304",
    "dot": "\u0307",
    "ddot": "\u0308",
    "vec": "\u20d7",
}
COMMAND = re.compile(r"\\([a-zA-Z]+)\s*")
ACCENTED = re.compile(rf"\\({'|'.join(ACCENTS)})\s*(?:\{{([^{{}}])\}}|([^\s{{}}\\]))")
BELOW = re.compile(r"_(?:\{([0-9+-]+)\}|([0-9]))")
LOWERED = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")


def readable(latex: str) -> str:
    """Return a name as people write it by hand."""
    text = COMMAND.sub(_sign, latex)
    text = re.sub(r"\\([a-zA-Z]+)\s*\{([^{}]*)\}", _dressed, text)
    text = ACCENTED.sub(_accented, text)
    text = COMMAND.sub("", text)
    text = BELOW.sub(lambda found: (found[1] or found[2]).translate(LOWERED), text)
    return unicodedata.normalize(
        "NFC", text.replace("^ᵀ", "ᵀ").replace("{", "").replace("}", "").strip()
    )


def _sign(found: re.Match[str]) -> str:
    """Return the character that a command stands for; other commands stay."""
    name = found[1]
    if name in SIGNS:
        return SIGNS[name]
    for size in ("SMALL", "CAPITAL"):
        if name == (name.lower() if size == "SMALL" else name.capitalize()):
            try:
                return unicodedata.lookup(f"GREEK {size} LETTER {name.upper()}")
            except KeyError:
                continue
    return found[0]


def _dressed(found: re.Match[str]) -> str:
    """Return what stands inside a command for a typeface; accents stay."""
    return found[0] if found[1] in ACCENTS else found[2]


def _accented(found: re.Match[str]) -> str:
    return (found[2] or found[3]) + ACCENTS[found[1]]
