r"""Functions typed as letters: ``log(p)`` for ``\log(p)``, ``lnp`` for ``\ln p``.

TeX shows such letters as a product. They are the function where they cannot be one, since not all
of them are names here; where all of them are, reading them is an error elsewhere.
"""

from collections.abc import Sequence

from eqproof.latex import commands
from eqproof.latex.customary import WORDS
from eqproof.latex.names import Names
from eqproof.latex.tokens import Token

_WORDS = {name[1:]: name for name in commands.FUNCTIONS | {r"\max", r"\min"}} | {
    word: rf"\operatorname{{{word}}}" for word in ("diag", "tr", "Tr", "Var")
}


def with_functions(tokens: Sequence[Token], names: Names) -> list[Token]:
    """Return *tokens* with the letters of known functions as one command."""
    names = names.knowing(*_bound(tokens))
    found: list[Token] = []
    position = 0
    while position < len(tokens):
        run = _run(tokens, position)
        in_name = _is_in_name(tokens, position, len(run))
        length = 0 if in_name else _function(run, names)
        if in_name:
            found += run
        elif length:
            span = run[0].span.to(run[length - 1].span)
            word = "".join(t.text for t in run[:length])
            found.append(Token("command", _WORDS[word], span))
            found += run[length:]
        else:
            found += _declared(run, names) or run
        position += len(run)
        if not run:
            found.append(tokens[position])
            position += 1
    return found


def _bound(tokens: Sequence[Token]) -> set[str]:
    r"""Return the letters that sums run over, as in ``\sum_{n=1}``."""
    return {
        token.text
        for position, token in enumerate(tokens[:-1])
        if position > 1 and token.kind == "letter" and tokens[position + 1].text == "="
        if [t.kind for t in tokens[position - 2 : position]] == ["sub", "open"]
    }


def _run(tokens: Sequence[Token], position: int) -> list[Token]:
    """Return the letters that stand side by side from *position* on."""
    run: list[Token] = []
    for token in tokens[position:]:
        apart = bool(run) and run[-1].span.end != token.span.start
        if token.kind != "letter" or apart:
            break
        run.append(token)
    return run


def _is_in_name(tokens: Sequence[Token], position: int, length: int) -> bool:
    r"""Whether the letters at *position* are all of a script, or stand in a typeface."""
    if position == 0 or position + length >= len(tokens):
        return False
    before = tokens[position - 1]
    if before.text in commands.ALPHABETS or before.kind in ("sub", "sup"):
        return True
    if before.kind != "open" or position == 1:
        return False
    outer = tokens[position - 2]
    script = outer.kind in ("sub", "sup") and tokens[position + length].kind == "close"
    typeface = commands.ALPHABETS | commands.ACCENTS | {r"\operatorname", r"\operatorname*"}
    return script or outer.text in typeface


def _declared(run: Sequence[Token], names: Names) -> list[Token]:
    """Return the name that the page declares, or should, by the same word set upright."""
    word = "".join(token.text for token in run)
    declared = names.canonical(rf"\operatorname{{{word}}}") is not None
    if len(word) < 2 or not (declared or word in WORDS):
        return []
    if names.canonical(word) is not None or all(names.canonical(letter) for letter in word):
        return []
    place = run[0].span.to(run[-1].span)
    command = Token("command", r"\operatorname", place)
    return [command, Token("open", "{", place), *run, Token("close", "}", place)]


def _function(run: Sequence[Token], names: Names) -> int:
    """Return how many letters of *run* are a function, the rest being names; 0 if there is none."""
    letters = "".join(token.text for token in run)
    if names.canonical(letters) is not None and len(letters) > 1:
        return 0
    for length in range(len(letters), 1, -1):
        word, rest = letters[:length], letters[length:]
        if word in _WORDS and all(names.canonical(letter) is not None for letter in rest):
            known = all(names.canonical(letter) is not None for letter in word)
            return 0 if known else length
    return 0
