r"""Words beside formulas: which of them say when a formula holds, and which say nothing.

Most words are remarks and read over. Some are conditions (``if``, ``for all``), and what they say
is read. Words that deny a formula or limit it in prose cannot be checked and are refused.
"""

import re
from collections.abc import Sequence

from eqproof.diagnostics import ReadingError
from eqproof.latex import commands
from eqproof.latex.tokens import Token

_IF = (
    *("if", "when", "whenever", "provided", "provided that", "assuming", "assuming that"),
    *("suppose", "suppose that", "assume", "assume that"),
)
_FOR = (
    *("for", "for all", "for every", "for each", "for any", "given", "given that", "under"),
    *("in the case", "in case", "and for", "and if"),
)
_WHERE = ("where", "with", "and where", "and with")
_OTHERWISE = ("otherwise", "else", "and otherwise", "in all other cases")
_DENYING = frozenset(
    "not no never wrong false incorrect invalid unless except isn't doesn't cannot only".split()
)
_STATING = frozenset(
    "and but which that this it the we have is are was be becomes gives equals remains holds hold"
    " true valid correct defined given equation identity formula statement derivative then"
    " so".split()
)


def plain_words(token: Token) -> str:
    """Return the words of *token* in small letters, without punctuation at the ends."""
    return " ".join(token.text.strip(" ~,.;:()").lower().split()) if token.kind == "text" else ""


def states_condition(token: Token) -> bool:
    """Whether *token* are words before a condition, as in ``y = 1 if x > 0``."""
    words = plain_words(token)
    return words in (*_IF, *_FOR) or (_ends_conditional(words) and _only_states(words))


def _ends_conditional(words: str) -> bool:
    return any(words.endswith(f" {end}") for end in ("if", "when", "for", "for all"))


def _only_states(words: str) -> bool:
    """Whether *words* before a condition say of what stands before them that it holds.

    Others say something else of it there, and it would hold everywhere: "with equality if".
    """
    before = re.sub(r" (if|when|for|for all)$", "", words).replace(",", " ").split()
    return set(before) <= _STATING


def may_state_condition(token: Token) -> bool:
    """Whether *token* are words before a condition or a definition, as ``where`` is."""
    return plain_words(token) in _WHERE


def says_otherwise(token: Token) -> bool:
    """Whether *token* stands for the contrary of the condition before it."""
    return plain_words(token) in _OTHERWISE


_INSIDE = re.compile(
    r"(?P<words>.*?)(?P<formula>[A-Za-z](?:_\w)?\s*(?:=|is|≠|!=|<|>|≤|≥)\s*[-\d.A-Za-z]+)\s*"
)


def inside_words(text: str) -> tuple[str, str] | None:
    """Return the words of a condition and the formula that they end with: ``if y = 1``.

    >>> inside_words("if y = 1")
    ('if ', 'y = 1')
    """
    found = _INSIDE.fullmatch(text)
    if found is None or found["words"].strip().lower() not in (*_IF, *_FOR):
        return None
    formula = re.sub(r"\s+is\s+", " = ", found["formula"]).replace("!=", r"\ne ")
    return found["words"], formula


def check_words(token: Token) -> None:
    """Refuse words that change what is said and cannot be checked. Raises ReadingError."""
    words = plain_words(token)
    if _denies(words):
        raise ReadingError(
            "unsupported",
            token.span,
            "these words change what the formula says, and cannot be checked",
            r"\overset{?}{=} marks a link as wrong, \text{if } … states a condition",
        )
    if states_condition(token):
        return
    if _ends_conditional(words) and not words.endswith("and only if"):
        raise ReadingError(
            "unsupported",
            token.span,
            "these words say something else of what stands before them than that it holds there",
            r"write \text{if } … before a condition, and state anything else by itself",
        )
    first, _, rest = words.partition(" ")
    if rest and rest != "and only if" and first in (*_IF, "under"):
        raise ReadingError(
            "unsupported",
            token.span,
            "these words say when the formula holds, and cannot be checked",
            r"write the condition as a formula: \text{if } y = 1",
        )


def check_alternative(separators: Sequence[Token]) -> None:
    """Refuse ``or`` between statements, of which one need hold. Raises ReadingError.

    Each statement is decided on its own, as if ``and`` stood there. More words, such as ``or
    equivalently``, say the first statement again in another way, and both are meant to hold.
    """
    for token in separators:
        if plain_words(token) in ("or", "or else"):
            raise ReadingError(
                "unsupported",
                token.span,
                "“or” says that one of the statements holds, and each is taken by itself",
                r"write each as a claim of its own, or \text{or equivalently} if both hold",
            )


_SOME = re.compile(r"\b(for some|there (is|are|exists?)|exists?)\b")


def denies(token: Token) -> bool:
    """Whether *token* are words that say that something does not hold, or not always."""
    return _denies(plain_words(token))


def _denies(words: str) -> bool:
    if _SOME.search(words):
        return True
    return not _DENYING.isdisjoint(words.split()) and words not in ("if and only if", "only")


# Words that are no remark: they would be dropped from what they belong to.
_OPERATIONS = frozenset(
    "log ln exp sin cos tan max min det tr diag mod sign sgn times over plus minus of tanh sinh"
    " cosh relu softmax softplus softsign sigmoid logit logsumexp erf mean var cov vec rank argmax"
    " argmin gelu elu swish sum prod".split()
)


def check_remarks(separators: Sequence[Token]) -> None:
    """Refuse words and references before a statement that look like a part of it."""
    for token in separators:
        check_words(token)
    glued = all(
        token.kind == "reference" or (token.kind == "text" and _may_be_name(token.text))
        for token in separators
    )
    for token in separators:
        words = token.text.strip().lower() if token.kind == "text" else ""
        if words in _OPERATIONS or (glued and token.kind in ("text", "reference")):
            raise ReadingError(
                "unsupported",
                token.span,
                "this stands inside a formula, where it has no meaning",
                rf"write \{words}" if words in _FUNCTIONS else r"put \quad around a remark",
            )


def _may_be_name(words: str) -> bool:
    """Whether *words* that stand right before a formula can be read as a factor or a function."""
    return words == words.strip() and any(c.isascii() and c.isalpha() for c in words)


_FUNCTIONS = frozenset(name[1:] for name in commands.FUNCTIONS)
