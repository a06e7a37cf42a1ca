r"""What is known and has no meaning here, in words, and what to write instead."""

from collections.abc import Mapping

from eqproof.diagnostics import ReadingError
from eqproof.latex.tokens import Token

_BINOMIALS = ("binomials cannot be read here yet", "write the factors, or a product with \\prod")
_SIGNS = ("two formulas in one cannot be read", "write a statement for each of the signs")

UNREAD: Mapping[str, tuple[str, str | None]] = {
    r"\propto": (
        r"\propto leaves a factor open, so there is nothing that could be decided",
        "write = with the factor",
    ),
    **dict.fromkeys((r"\binom", r"\dbinom", r"\tbinom", r"\choose"), _BINOMIALS),
    **dict.fromkeys((r"\pm", r"\mp"), _SIGNS),
    r"\infty": (r"\infty is no number here", r"write a limit: \lim_{x \to \infty} …"),
    r"\to": (r"\to stands in limits only", r"write \lim_{x \to a} … = …"),
    r"\rightarrow": (r"\rightarrow stands in limits only", r"write \lim_{x \to a} … = …"),
    r"\exists": ("that something exists cannot be decided yet", "state the value that does it"),
    r"\%": ("a percent sign is no number", r"write \frac{…}{100}"),
}


def unread(token: Token, behind: Token | None = None) -> ReadingError | None:
    """Return the error for *token* if it is known what to write instead; *behind* follows it."""
    if token.text == "!":
        if behind is not None and behind.text == "=" and behind.span.start == token.span.end:
            message = "!= can be a factorial before an equals sign"
            return ReadingError("ambiguous", token.span, message, r"write \ne for !=")
        return ReadingError("unsupported", token.span, "a factorial cannot be read here yet")
    if token.text == "." and behind is not None and behind.text == ".":
        message = "periods are no dots"
        return ReadingError("unsupported", token.span, message, r"write \dots: \{1, \dots, n\}")
    if token.text not in UNREAD:
        return None
    message, advice = UNREAD[token.text]
    return ReadingError("unsupported", token.span, message, advice)
