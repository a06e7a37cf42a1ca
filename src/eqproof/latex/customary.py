r"""Functions that many pages use and none defines in the same way: how a page can define them."""

from collections.abc import Mapping

from eqproof.latex import commands
from eqproof.latex.names import Names

_LOGISTIC = r"\frac{1}{1 + e^{-@}}"
_BODIES: Mapping[str, str] = {
    "sigmoid": _LOGISTIC,
    "sig": _LOGISTIC,
    "logistic": _LOGISTIC,
    "expit": _LOGISTIC,
    "logit": r"\log \frac{@}{1 - @}",
    "softplus": r"\log(1 + e^@)",
    "softsign": r"\frac{@}{1 + |@|}",
    "relu": r"\max(0, @)",
    "ReLU": r"\max(0, @)",
    "silu": r"\frac{@}{1 + e^{-@}}",
    "swish": r"\frac{@}{1 + e^{-@}}",
}
_SOFTMAX = r"\operatorname{softmax}(\mathbf{z})_i := \frac{e^{z_i}}{\sum_{j=1}^{K} e^{z_j}}"
WORDS = frozenset({*_BODIES, "softmax"})


def customary_definition(key: str, names: Names) -> str | None:
    """Return how a page can define *key*, if that is a function with a customary meaning."""
    word = key.partition("{")[2].removesuffix("}")
    if key.partition("{")[0] not in commands.ALPHABETS | {r"\operatorname"}:
        return None
    if word == "softmax":
        return f"define it in a given block: ${_SOFTMAX}$"
    body = _BODIES.get(word)
    if body is None:
        return None
    # the parameter of a function may be any letter that the page does not use
    letter = next((x for x in "tsuv" if names.canonical(x) is None), "t")
    return f"define it in a given block: ${key}({letter}) := {body.replace('@', letter)}$"
