r"""Whether a line that stands bare in a text is a formula, or words.

A line of words is no formula even where an equals sign stands in it. Whoever shows an answer says
which lines were taken so.
"""

import re

_SIGN = re.compile(r"[=<>≤≥≠≈∈]|\\[a-zA-Z]")
_DELIMITER = re.compile(r"(?<!\\)(?:\\\\)*(?:\$|\\[(\[])")
_PROSE = re.compile(r"[^\W\d_]*(?:[\s,.:;!?'’–()-]+[^\W\d_]+)*[\s,.:;!?'’–()-]*")
_IN_WORDS = re.compile(
    r"\\(?:text\w*|mbox|operatorname\*?|math(?:rm|it|bf|sf|tt)|begin|end|label|tag\*?|(?:eq)?ref)"
    r"\s*\{[^{}]*\}"
)
_WORD = re.compile(r"(?<![\\a-zA-Z])[a-zA-Z]{3,}")
_FUNCTIONS = frozenset(
    (
        *("arg", "argmax", "argmin", "const", "cos", "cosh", "det", "diag", "exp", "inf", "lim"),
        *("log", "logit", "max", "min", "mod", "relu", "sgn", "sigmoid", "sign", "sin", "sinh"),
        *("softmax", "softplus", "sqrt", "sup", "tan", "tanh", "var"),
    )
)
_MANY = 3
"""So many words make words of a line that has a sign of a formula."""
_BEFORE = re.compile(
    r"(?:(?:step\s*\d+\s*[:.)]|\(?\d+[.)](?=\s)"
    r"|(?:and|assume|because|but|define|for|given|hence|here|let|now|since|so|suppose|that|then"
    r"|or|therefore|thus|we\s+get|we\s+have|where|with)\b)[\s:,]*)+",
    re.IGNORECASE,
)
_DEFINES = re.compile(
    r"\\(?:(?:re)?newcommand|providecommand|def|let|DeclareMathOperator)(?![a-zA-Z])"
)
_OF_DOCUMENT = re.compile(
    r"\\(?:documentclass|usepackage|(?:sub)*section|paragraph|chapter|title|author|date|maketitle"
    r"|item|noindent|medskip|bigskip|smallskip|vspace|hspace|centering|footnote|cite)(?![a-zA-Z])"
    r"|\\(?:begin|end)\s*\{(?:document|itemize|enumerate|proof|theorem|lemma|definition|remark"
    r"|center|quote)\}"
)


def has_sign(text: str) -> bool:
    """Whether a relation or a command stands in *text*, as in a formula."""
    return _SIGN.search(text) is not None


def is_words(text: str, *, marked: bool) -> bool:
    """Whether *text* is words; where formulas are *marked* in the text, one word is enough."""
    if not has_sign(text) and _PROSE.fullmatch(text):
        return " " in text or len(text) > _MANY or _BEFORE.fullmatch(text) is not None
    plain = _IN_WORDS.sub(" ", text)
    words = [word for word in _WORD.findall(plain) if word.lower() not in _FUNCTIONS]
    return len(words) >= (1 if marked else _MANY)


def words_before(text: str) -> int:
    """Return how many characters of words and numbers stand before the formula in *text*."""
    found = _BEFORE.match(text)
    return found.end() if found is not None and has_sign(text[found.end() :]) else 0


def has_delimiter(text: str) -> bool:
    """Whether a sign stands in *text* between which formulas stand."""
    return _DELIMITER.search(text) is not None


def of_document(text: str) -> bool:
    """Whether *text* begins with a command for a document around formulas."""
    return _OF_DOCUMENT.match(text) is not None


def defines(text: str) -> bool:
    """Whether *text* begins with the definition of a macro."""
    return _DEFINES.match(text) is not None
