r"""Several ways to type the same thing, brought to one: ``{a \over b}`` is ``\frac{a}{b}``.

What is changed here is shown alike, so that a reader of the page cannot tell the difference: groups
with nothing in them, old switches of typefaces, function names set upright, an accent that is drawn
over a letter together with its subscript.
"""

from collections.abc import Callable, Sequence

from eqproof.diagnostics import ReadingError
from eqproof.latex import commands
from eqproof.latex.lexer import tokenize
from eqproof.latex.macros import Macros, expand
from eqproof.latex.remarks import denies
from eqproof.latex.symbols import group_ahead
from eqproof.latex.symmetry import with_symmetry
from eqproof.latex.tokens import Token
from eqproof.latex.truths import with_indicators
from eqproof.latex.wording import with_formulas, with_functions, without_brackets_of_remarks

Tokens = list[Token]


def read_tokens(latex: str, macros: Macros) -> Tokens:
    """Return the tokens of a formula, macros replaced and spelled in one way."""
    return spelled(expand(tokenize(latex), macros))


def spelled(tokens: Sequence[Token]) -> Tokens:
    """Return *tokens* with every construct spelled in one way. Raises ReadingError."""
    passes: tuple[Callable[[Tokens], Tokens], ...] = (
        _with_switches,
        _with_braces,
        _with_fractions,
        with_symmetry,
        with_formulas,
        with_functions,
        _without_marks,
        _without_empty_groups,
        _with_bare_letters,
        _with_bare_signs,
        with_indicators,
        without_brackets_of_remarks,
    )
    found = list(tokens)
    for spell in passes:
        found = spell(found)
    return found


def closing(tokens: Sequence[Token], position: int) -> int:
    """Return where the brace is that closes the one at *position*."""
    return position + 1 + len(group_ahead(tokens, position))


_SWITCHES = {
    r"\bf": r"\mathbf",
    r"\rm": r"\mathrm",
    r"\it": r"\mathit",
    r"\cal": r"\mathcal",
    r"\sf": r"\mathsf",
}


# Typefaces that are shown as others are.
_ALIKE = {r"\pmb": r"\boldsymbol", r"\bold": r"\mathbf", r"\Bbb": r"\mathbb"}


def _with_switches(tokens: Tokens) -> Tokens:
    r"""Write ``{\bf x}`` as ``\mathbf{x}``; what a switch covers ends with its group."""
    found: Tokens = []
    for position, token in enumerate(tokens):
        if token.kind == "command" and token.text in _ALIKE:
            found.append(Token("command", _ALIKE[token.text], token.span))
            continue
        before = found[-1] if found else None
        if token.text not in _SWITCHES or token.kind != "command":
            found.append(token)
        elif before is not None and before.kind == "open":
            found[-1:] = [Token("command", _SWITCHES[token.text], token.span), before]
        elif position + 1 < len(tokens) and tokens[position + 1].kind == "letter":
            found.append(Token("command", _SWITCHES[token.text], token.span))
        else:
            raise ReadingError(
                "unsupported",
                token.span,
                f"what {token.text} covers is not in braces",
                f"write {_SWITCHES[token.text]}{{…}}",
            )
    return found


def _with_braces(tokens: Tokens) -> Tokens:
    r"""Write ``\mathbf x`` as ``\mathbf{x}``, so that names in scripts have one spelling."""
    found: Tokens = []
    for position, token in enumerate(tokens):
        before = tokens[position - 1] if position else None
        covers = before is not None and before.text in commands.ALPHABETS | commands.ACCENTS
        name = token.kind == "letter" or token.text in commands.GREEK
        if covers and name:
            found += (Token("open", "{", token.span), token, Token("close", "}", token.span))
        else:
            found.append(token)
    return found


def _with_fractions(tokens: Tokens) -> Tokens:
    r"""Write ``{a \over b}`` as ``\frac{a}{b}``."""
    found = list(tokens)
    position = 0
    while position < len(found):
        if found[position].text != r"\over":
            position += 1
            continue
        start, end = _around(found, position)
        over = found[position]
        inside = found[start + 1 : end]
        if sum(t.text == r"\over" for t in _outermost(inside)) > 1:
            raise ReadingError(
                "ambiguous",
                over.span,
                r"two \over in one group can be read in two ways",
                r"write \frac{…}{…}",
            )
        fraction = [
            Token("command", r"\frac", over.span),
            found[start],
            *found[start + 1 : position],
            Token("close", "}", over.span),
            Token("open", "{", over.span),
            *found[position + 1 : end],
            found[end],
        ]
        if is_argument(found, start) or found[start - 1].kind in ("sub", "sup"):
            # the braces belong to what stands before them as well
            fraction = [found[start], *fraction, found[end]]
        found[start : end + 1] = fraction
        position = start
    return found


def _outermost(tokens: Sequence[Token]) -> Tokens:
    """Return those of *tokens* that stand in no group."""
    kept, depth = [], 0
    for token in tokens:
        depth += (token.kind == "open") - (token.kind == "close")
        if depth == 0:
            kept.append(token)
    return kept


def _around(tokens: Sequence[Token], position: int) -> tuple[int, int]:
    """Return where the group begins and ends in which the token at *position* stands."""
    depth = 0
    for start in range(position - 1, -1, -1):
        depth += (tokens[start].kind == "close") - (tokens[start].kind == "open")
        if depth < 0:
            return start, closing(tokens, start)
    raise ReadingError(
        "ambiguous",
        tokens[position].span,
        rf"{tokens[position].text} takes all that stands left and right of it, without braces",
        r"write \frac{…}{…}",
    )


_ONE_ARGUMENT = (
    commands.ACCENTS
    | commands.ALPHABETS
    | commands.TRANSPARENT
    | frozenset(
        r"\sqrt \operatorname \operatorname* \underbrace \overbrace \substack \cases \eqalign"
        r" \mathrel".split()
    )
)
_TWO_ARGUMENTS = commands.FRACTIONS | {r"\overset", r"\underset", r"\stackrel"}


def is_argument(tokens: Sequence[Token], start: int) -> bool:
    """Whether the group that begins at *start* belongs to a command before it."""
    if start == 0:
        return False
    before = tokens[start - 1]
    if before.kind == "open":
        return False
    if before.kind == "command" and before.text not in commands.KNOWN:
        return True
    if before.kind == "begin":
        return before.text in {"array", *commands.COUNTED_COLUMNS}
    if before.text in _ONE_ARGUMENT | _TWO_ARGUMENTS:
        return True
    place = start - 1
    if before.kind == "close" or before.text == "]":
        pair = ("open", "close") if before.kind == "close" else ("[", "]")
        depth = 0
        while place >= 0:
            kind = tokens[place].kind if pair[0] == "open" else tokens[place].text
            depth += (kind == pair[1]) - (kind == pair[0])
            if depth == 0:
                break
            place -= 1
    first = tokens[place - 1].text if place > 0 else ""
    return first in (_TWO_ARGUMENTS if before.text != "]" else (r"\sqrt",))


def _without_marks(tokens: Tokens) -> Tokens:
    r"""Write ``\overset{\,}{y}`` as ``{y}``, and ``\overset{\text{(a)}}{=}`` as ``=``."""
    found: Tokens = []
    position = 0
    while position < len(tokens):
        kinds = [t.kind for t in tokens[position + 1 : position + 4]]
        mark = tokens[position].text in (r"\overset", r"\underset", r"\stackrel")
        end = closing(tokens, position + 1) if mark and kinds[:1] == ["open"] else 0
        braced = bool(end) and tokens[end + 1].kind == "open"
        sign = tokens[min(end + 1 + braced, len(tokens) - 1)]
        related = sign.text in commands.RELATIONS
        if end and related and all(map(_is_remark, tokens[position + 1 : end])):
            found.append(sign)
            position = end + 2 + 2 * braced
        elif mark and kinds == ["open", "close", "open"]:
            position += 3
        else:
            found.append(tokens[position])
            position += 1
    return found


def _is_remark(token: Token) -> bool:
    """Whether *token* over a relation may be a part of a remark: a reason, a number."""
    if token.kind == "text":
        return not denies(token)
    return (
        token.kind in ("letter", "number", "reference", "open", "close", "prime")
        or token.text in commands.GREEK
        or token.text in ("(", ")", "*", ".", ",", r"\triangle", r"\Delta", r"\operatorname")
        or token.text in commands.ALPHABETS
    )


# Commands that only set the space around what stands in them.
_SPACING = frozenset({r"\mathop", r"\mathbin", r"\mathord", r"\mathrel"})


def _without_empty_groups(tokens: Tokens) -> Tokens:
    """Leave out groups with nothing in them, scripts that are nothing else, braces around words."""
    found: Tokens = []
    position = 0
    while position < len(tokens):
        kinds = [t.kind for t in tokens[position : position + 3]]
        script = bool(found) and found[-1].kind in ("sub", "sup")
        bare = script or not is_argument(tokens, position)
        if bare and kinds[:2] == ["open", "close"]:
            del found[len(found) - script :]
            position += 2
        elif kinds[:2] == ["open", "close"] and found[-1].text in _SPACING:
            found.pop()
            position += 2
        elif bare and not script and kinds == ["open", "text", "close"]:
            found.append(tokens[position + 1])
            position += 3
        else:
            found.append(tokens[position])
            position += 1
    return found


def _with_bare_letters(tokens: Tokens) -> Tokens:
    r"""Take scripts out of decorations, ``\hat{y_i}``, and braces away from ``{y}_i``."""
    found = list(tokens)
    # from the right, so that what stands inside comes first
    for position in range(len(tokens) - 1, -1, -1):
        if found[position].kind != "open":
            continue
        end = closing(found, position)
        before = found[position - 1] if position else None
        if _is_group(found[position + 1 : end]):
            del found[end - 1], found[position + 1]
            end -= 2
        inside = found[position + 1 : end]
        base = _length_of_name(inside)
        if base == 0:
            continue
        scripts = inside[base:]
        if before is not None and before.text in commands.ACCENTS | commands.ALPHABETS:
            if scripts and _are_scripts(scripts, before.text in commands.ACCENTS):
                moved = [*inside[:base], found[end], *scripts]
                found[position + 1 : end + 1] = moved
            continue
        if is_argument(found, position) or (before and before.kind in ("sub", "sup")):
            continue
        following = found[end + 1]
        scripted = following.kind in ("sub", "sup", "prime") or following.text == "("
        varied = before is not None and before.text in (r"\partial", r"\Delta")
        if (scripted and not scripts) or (varied and _are_scripts(scripts, False)):
            del found[end], found[position]
    return found


def _is_group(tokens: Sequence[Token]) -> bool:
    """Whether *tokens* are one group in braces."""
    return bool(tokens) and tokens[0].kind == "open" and closing(tokens, 0) == len(tokens) - 1


def _length_of_name(tokens: Sequence[Token]) -> int:
    """Return how many tokens the letter at the beginning of *tokens* has with its decorations."""
    if not tokens:
        return 0
    if tokens[0].kind == "letter" or tokens[0].text in commands.GREEK:
        return 1
    if tokens[0].text not in commands.ACCENTS | commands.ALPHABETS:
        return 0
    if len(tokens) > 1 and tokens[1].kind == "open":
        return closing(tokens, 1) + 1
    return 1 + _length_of_name(tokens[1:])


def _are_scripts(tokens: Sequence[Token], below_accent: bool) -> bool:
    """Whether *tokens* are scripts; what stands below an accent as a power is not one of them."""
    position = 0
    while position < len(tokens):
        if tokens[position].kind not in ("sub", "sup") or position + 1 == len(tokens):
            return False
        braced = tokens[position + 1].kind == "open"
        end = closing(tokens, position + 1) if braced else position + 1
        first = tokens[min(position + 2, end)].text if braced else ""
        if below_accent and tokens[position].kind == "sup" and first not in ("(", "["):
            return False
        position = end + 1
    return True


def _with_bare_signs(tokens: Tokens) -> Tokens:
    r"""Write ``\boldsymbol{\Rightarrow}`` and ``\mathbin{*}`` without their typeface."""
    found: Tokens = []
    position = 0
    while position < len(tokens):
        ahead = tokens[position : position + 4]
        kinds = [t.kind for t in ahead]
        around = ahead[0].text in commands.ALPHABETS | {r"\mathbin", r"\mathrel", r"\mathop"}
        braced = around and len(ahead) == 4 and kinds[1] == "open" and kinds[3] == "close"
        if braced and ahead[2].text in _SIGNS:
            found.append(ahead[2])
            position += 4
        elif around and len(ahead) > 1 and ahead[1].text in _SIGNS:
            found.append(ahead[1])
            position += 2
        else:
            found.append(ahead[0])
            position += 1
    return found


_SIGNS = frozenset(
    {
        *commands.RELATIONS,
        *commands.PRODUCT_SIGNS,
        *commands.ENTRYWISE_SIGNS,
        *commands.CONNECTIVES,
        *(r"\rightarrow", r"\to", "+", "-", r"\nabla", r"\partial", r"\sum", r"\lim"),
    }
)
