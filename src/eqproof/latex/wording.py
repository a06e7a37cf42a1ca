r"""Words in a formula that are a part of it: functions, names, conditions typed as text.

``\text{log}(x)`` is the logarithm, ``\text{CE}(y, p)`` a function that the page defines, and
``\text{if y = 1}`` words with a formula in them.
"""

import re

from eqproof.latex import commands
from eqproof.latex.lexer import tokenize
from eqproof.latex.remarks import (
    inside_words,
    may_state_condition,
    plain_words,
    says_otherwise,
    states_condition,
)
from eqproof.latex.symbols import closing_bracket, group_ahead
from eqproof.latex.tokens import Kind, Token

Tokens = list[Token]


_IS = {"is": "=", "is equal to": "=", "equals": "=", "is not": r"\ne"}


def with_formulas(tokens: Tokens) -> Tokens:
    r"""Take formulas out of words: ``\text{if y = 1}``, ``\text{if $y$ is 1}``."""
    found: Tokens = []
    conditional = False
    for token in tokens:
        if token.kind in ("row", "column"):
            conditional = False
        parts = inside_words(token.text) if token.kind == "text" else None
        said = re.fullmatch(r"\s*([a-z ]+?)\s*(-?\d*)\s*", token.text)
        if parts is not None:
            found.append(Token("text", parts[0], token.span))
            found += (Token(t.kind, t.text, token.span) for t in tokenize(parts[1])[:-1])
        elif token.kind == "text" and conditional and said is not None and said[1] in _IS:
            sign = _IS[said[1]]
            kind: Kind = "command" if sign.startswith("\\") else "symbol"
            found.append(Token(kind, sign, token.span))
            found += (Token(t.kind, t.text, token.span) for t in tokenize(said[2])[:-1])
        else:
            found.append(token)
        conditional = conditional or states_condition(token)
    return found


# Names of functions that have a command of their own, by the word that is set upright.
_WORDS = {name[1:]: name for name in commands.FUNCTIONS | {r"\max", r"\min", r"\lim", r"\det"}}
_UPRIGHT = (r"\mathrm", r"\operatorname", r"\operatorname*", r"\mathsf")


def with_functions(tokens: Tokens) -> Tokens:
    r"""Write ``\operatorname{log}`` and ``\text{log}`` as ``\log``, words that name as names."""
    found: Tokens = []
    position = 0
    while position < len(tokens):
        token = tokens[position]
        following = tokens[min(position + 1, len(tokens) - 1)]
        position += 1
        script = _begins_script(found)
        if token.kind == "text":
            braced = script and found[-1].kind == "open"
            found += [token] if braced else _function_or_words(token, found, following)
            continue
        found.append(token)
        if token.text in _UPRIGHT and following.kind == "open" and not script:
            inside = group_ahead(tokens, position)
            word = "".join(t.text for t in inside if t.kind == "letter")
            if token.text == r"\mathrm" and _is_word(word) and len(word) == len(inside):
                found[-1] = Token("command", r"\operatorname", token.span)
            if word in _WORDS and len(word) == len(inside):
                position += len(inside) + 2
                span = token.span.to(tokens[position - 1].span)
                found[-1] = Token("command", _WORDS[word], span)
    return found


def _is_word(letters: str) -> bool:
    r"""Whether upright *letters* are one name, as those of ``\operatorname`` are."""
    return len(letters) > 1 and not (len(letters) == 2 and letters.startswith("d"))


def _begins_script(before: Tokens) -> bool:
    """Whether what comes behind *before* is a script, or begins one in braces."""
    marks = [t.kind for t in before[-2:]]
    return marks[-1:] in (["sub"], ["sup"]) or marks in (["sub", "open"], ["sup", "open"])


def _function_or_words(words: Token, found: Tokens, following: Token) -> Tokens:
    text = words.text.strip()
    before = found[-1] if found else None
    if _begins_script(found):
        return [Token("open", "{", words.span), words, Token("close", "}", words.span)]
    if text in _WORDS:
        return [Token("command", _WORDS[text], words.span)]
    if re.fullmatch("[A-Za-z]+[0-9]*", text) and text.lower() not in _REMARKS:
        glued = following.span.start - words.span.end <= _GLUED and words.text == text
        applied = following.text in ("(", "[") or following.kind in ("sub", "sup", "prime")
        if (glued and applied) or _is_side(before, following):
            place = words.span
            letters = [Token("letter" if c.isalpha() else "number", c, place) for c in text]
            name = Token("command", r"\operatorname", place)
            return [name, Token("open", "{", place), *letters, Token("close", "}", place)]
    return [words]


# Words that stand between formulas and are the name of nothing.
_REMARKS = frozenset(
    "if for when where and or with since as because so then thus hence but note let otherwise"
    " else given assuming using from by iff that is are also therefore finally similarly now while"
    " whereas again clearly because thereby using via in on at the a an we have get not no".split()
)

_GLUED = len(r"\left")
"""So many characters that are not shown may stand between a function's name and its bracket."""


def _is_side(before: Token | None, following: Token) -> bool:
    """Whether a word between these two is a quantity: one side of a relation, or a term of one."""
    if before is not None and (before.text in _TERMS or before.text == r"\partial"):
        return True
    begins = before is None or before.kind in ("row", "begin", "column")
    return begins and following.text in commands.RELATIONS


_TERMS = frozenset({*commands.RELATIONS, "+", "-", *commands.PRODUCT_SIGNS})


def without_brackets_of_remarks(tokens: Tokens) -> Tokens:
    r"""Write ``(\text{where } y = 1)`` without its brackets, as a remark of its own."""
    found = list(tokens)
    for position, token in enumerate(tokens[:-1]):
        words = tokens[position + 1]
        if token.text not in ("(", "[") or token.kind != "symbol" or words.kind != "text":
            continue
        first = plain_words(words).partition(" ")[0]
        known = states_condition(words) or may_state_condition(words) or says_otherwise(words)
        end = closing_bracket(tokens, position)
        if end is not None and (known or first in _REMARKS):
            found[position] = Token("command", r"\quad", token.span)
            found[end] = Token("command", r"\quad", tokens[end].span)
    return found
