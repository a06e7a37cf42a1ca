"""What letters usually mean in this field; tables, and nothing about a particular page."""

import re
from collections.abc import Mapping

from eqproof.names import readable

REALS = r"\mathbb{R}"
POSITIVE = r"\mathbb{R}_{>0}"
UNIT, OPEN_UNIT = "[0, 1]", "(0, 1)"

_ALPHABET = re.compile(
    r"\\(?:mathbf|boldsymbol|bm|vec|overrightarrow|underline|mathrm|mathbb|mathring)\{(.*?)\}"
)


def letter_of(key: str) -> str:
    r"""Return the letter of a name without typeface and scripts: ``\hat{y}`` keeps its accent."""
    return _ALPHABET.sub(r"\1", re.split(r"[_^]", key)[0])


def is_bold(key: str) -> bool:
    """Whether a name is written as vectors and matrices are."""
    return (
        re.match(r".*\\(mathbf|boldsymbol|bm|vec|overrightarrow|underline|mathbb)\{", key)
        is not None
    )


def unaccented(key: str) -> str:
    """Return the letter of a name without typeface, scripts and accents."""
    return re.sub(
        r"\\(hat|tilde|bar|dot|widehat|widetilde|overline)\{(.*)\}", r"\2", letter_of(key)
    )


def is_capital(key: str) -> bool:
    """Whether a name is one capital letter, with its accents."""
    letter = unaccented(key)
    return len(letter) == 1 and letter.isupper()


LABELS = frozenset({"y", "t"})
PREDICTIONS = frozenset(
    {r"\hat{y}", r"\hat{p}", "p", "q", "a", r"\pi", "s", "o", r"\hat{t}", r"\widehat{y}"}
)
LOGITS = frozenset({"z", "f", "u", r"\eta"})
POSITIVES = frozenset(
    {r"\lambda", r"\alpha", r"\eta", r"\varepsilon", r"\epsilon", r"\gamma", r"\tau", "C"}
)
LOSSES = frozenset({"J", "L", r"\ell", r"\mathcal{L}", "E", r"\mathcal{J}", r"\xi", "C"})
WEIGHTS = frozenset({"w", r"\theta", r"\beta", "x", r"\omega"})
SIZES = frozenset({"m", "n", "N", "K", "C", "M", "D", "P", "V", "B", "T"})
MATRICES = frozenset(
    {"X", "W", "A", "Z", "Y", "H", "S", "T", "B", "U", "V", "P", "R", "Q", r"\Sigma"}
)
FUNCTIONS = frozenset({"f", "g", "h", r"\sigma", r"\phi", r"\varphi", r"\psi", r"\zeta", r"\rho"})

WHY: Mapping[str, str] = {
    "label": "this letter is usually a label",
    "prediction": "this letter is usually a predicted probability",
    "positive": "this letter is usually a positive number",
    "number": "nothing in the lines says more than that it is a number",
}

BODIES: Mapping[str, tuple[str, str]] = {
    r"\sigma": (r"\frac{1}{1 + e^{-@}}", "the usual meaning of this letter: the logistic sigmoid"),
    r"\zeta": (r"\log(1 + e^@)", "the usual meaning of this letter: the softplus"),
    "sigmoid": (r"\frac{1}{1 + e^{-@}}", "the logistic sigmoid"),
    "sig": (r"\frac{1}{1 + e^{-@}}", "the logistic sigmoid"),
    "logistic": (r"\frac{1}{1 + e^{-@}}", "the logistic sigmoid"),
    "expit": (r"\frac{1}{1 + e^{-@}}", "the logistic sigmoid"),
    "logit": (r"\log \frac{@}{1 - @}", "the logit"),
    "softplus": (r"\log(1 + e^@)", "the softplus"),
    "relu": (r"\max(0, @)", "the rectifier"),
    "ReLU": (r"\max(0, @)", "the rectifier"),
}
"""Functions with a customary meaning, with @ for what they are applied to."""

SIZE_LETTERS: Mapping[str, tuple[str, ...]] = {
    "i": ("m", "n", "N"),
    "j": ("n", "m"),
    "k": ("K", "n"),
    "c": ("K", "C"),
    "n": ("N",),
    "l": ("L", "n"),
    "m": ("M",),
}
"""What an index usually runs to."""
SPARE = ("n", "m", "K", "N", "M", "q", "r", "D", "P", "h", "s", "v")
"""Letters for sizes of which nothing else is known."""


def word_of(key: str) -> str:
    r"""Return the word of a name such as ``\operatorname{relu}``, or the name itself."""
    found = re.fullmatch(r"\\(?:operatorname|mathrm|mathit|mathsf)\{(\w+)\}", key)
    return found[1] if found else key


def set_of(
    key: str, *, logged: bool, complement: bool, exponent: bool, divides: bool
) -> tuple[str, str]:
    """Return the set of a number and why, from how it is used and then from its letter."""
    letter = letter_of(key)
    if exponent and not logged and not complement:
        return REALS, "it is an exponent"
    if logged and complement:
        return OPEN_UNIT, "the logarithms of it and of one minus it are taken"
    if logged and (letter in PREDICTIONS or letter in LABELS):
        return OPEN_UNIT, "its logarithm is taken, and this letter is usually a probability"
    if logged:
        return POSITIVE, "its logarithm is taken"
    if divides and (letter in PREDICTIONS or (letter in LABELS and complement)):
        return OPEN_UNIT, "it is divided by, and this letter is usually a probability"
    if letter in LABELS:
        return UNIT, WHY["label"]
    if letter in PREDICTIONS and (letter != "s" or complement) and (letter != "a" or complement):
        return OPEN_UNIT, WHY["prediction"]
    if letter in POSITIVES:
        return POSITIVE, WHY["positive"]
    return REALS, WHY["number"]


def shown(key: str) -> str:
    """Return a name as people write it, a family by its letter alone."""
    return readable(re.sub(r"[_^]\{\(?\\cdot\)?\}", "", key))
