r"""A formula as tokens. Every token knows its place; spaces and looks are dropped here.

``\text{…}``, ``\tag{…}``, ``\label{…}`` and references keep their argument as raw text, since it is
not mathematics. A token that a macro produced points to the use of the macro. A number in brackets
behind a wide space at the end of a row is its tag.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress

from eqproof.diagnostics import ReadingError
from eqproof.latex import commands
from eqproof.latex.balance import check_braces, check_brackets, closing_brace
from eqproof.latex.braced_cases import with_braced_cases
from eqproof.latex.characters import latex_of
from eqproof.latex.looks import are_double, is_wide, latex_of_look
from eqproof.latex.tokens import Kind, Token
from eqproof.source import Span

_PATTERN = re.compile(
    r"""
    (?P<numbered>
      (?P<gap>(?:~|\s|\\[ ;:,>]|\\(?:quad|qquad|hfill)(?![A-Za-z])|\\hspace\*?\{[^{}]*\})+)
      \((?P<rownumber>\d+(?:\.\d+)?[a-z]?|\*{1,3}|\\(?:ast|star|dagger))\)
      (?=\s*[.,]?\s*(?:$|\\\\|\\(?:newline|cr|end|label|nonumber|notag)(?![A-Za-z]))))
  | (?P<space>\s+|%[^\n]*|~|\\(?:[mh]?skip|m?kern)\s*-?[\d.]+\s*[a-z]{2})
  | (?P<raw>\\(?P<rawname>text|textrm|textit|textbf|mbox|tag\*?|label|eqref|ref|begin|end)\s*(?=\{))
  | (?P<looks>\\(?P<look>[hv]space\*?|mspace|unicode|(?:text|math)?color|class|cssId|style
      |[hv]?phantom)\s*(?=\{))
  | (?P<row>\\\\\*?(?:\s*\[\s*-?[\d.]+\s*[a-z]{2}\s*\])?|\\(?:cr|newline)(?![A-Za-z]))
  | (?P<escape>\\[-_*()\[\]])
  | (?P<dots>\.\.\.)
  | (?P<bars>\|(?:\\!)*\|)
  | (?P<command>\\operatorname\*|\\[A-Za-z]+|\\.)
  | (?P<assign>:=|>=|<=|==)
  | (?P<number>[0-9]+(?:\.[0-9]+)?|\.[0-9]+)
  | (?P<letter>[A-Za-z])
  | (?P<open>\{)
  | (?P<close>\})
  | (?P<sub>_)
  | (?P<sup>\^)
  | (?P<prime>')
  | (?P<column>&)
  | (?P<parameter>\#[1-9])
  | (?P<symbol>[-+*/=<>()\[\]|:,;.!?])
    """,
    re.VERBOSE | re.DOTALL,
)

# The number of an equation that stands behind an alignment.
_NUMBER = re.compile(r"[\s~]*\((\d+(?:\.\d+)?[a-z]?)\)(?=\s*(?:$|\\(?:end|label|nonumber|notag)))")

_RAW_KINDS: dict[str, Kind] = {
    "tag": "tag",
    "tag*": "tag",
    "label": "label",
    "ref": "reference",
    "eqref": "reference",
    "begin": "begin",
    "end": "end",
}


LONGEST = 10_000
"""A formula may have so many characters, and so many tokens with its macros replaced."""
MOST_DIGITS = 4000
"""A number may be so long; Python refuses to read one that is much longer."""


def tokenize(text: str) -> list[Token]:
    """Return the tokens of *text*, closed by one of kind ``finish``.

    Raises ReadingError: unsupported for too long a text; unknown-character; unbalanced-brace,
    unbalanced-bracket for one without a partner. Whether a bracket has the *right* partner is seen
    when the formula is read.
    """
    if len(text) > LONGEST:
        message = f"a formula of more than {LONGEST} characters"
        raise ReadingError("unsupported", Span(0, len(text)), message, "take it apart")
    tokens = with_braced_cases(list(_tokens(text)))
    for token in tokens:
        if token.kind == "number" and len(token.text) > MOST_DIGITS:
            message = f"a number of more than {MOST_DIGITS} digits"
            raise ReadingError("unsupported", token.span, message)
    check_braces(tokens)
    check_brackets(tokens)
    return [*tokens, Token("finish", "", Span(len(text), len(text)))]


def readable_tokens(text: str) -> list[Token]:
    """Return the first tokens of a formula that cannot be read, as far as there are any.

    Braces without a partner are left out or closed at the end.
    """
    end = Span(len(text), len(text))
    tokens: list[Token] = []
    with suppress(ReadingError):
        tokens.extend(_tokens(text[:LONGEST]))
    depth = 0
    kept: list[Token] = []
    for token in tokens:
        if token.kind == "close" and depth == 0:
            continue
        depth += (token.kind == "open") - (token.kind == "close")
        kept.append(token)
    return [*kept, *[Token("close", "}", end)] * depth, Token("finish", "", end)]


def _tokens(text: str) -> Iterator[Token]:
    position = 0
    sized: list[Span] = []
    bars: dict[int, str] = {}
    while position < len(text):
        match = _PATTERN.match(text, position)
        if match is None:
            span = Span(position, position + 1)
            position += 1
            yield from _tokens_at(_meant(text[span.start], span), span)
            continue
        position = match.end()
        kind = match.lastgroup
        span = Span(match.start(), match.end())
        if kind == "space":
            continue
        if kind == "numbered":
            if is_wide(match["gap"]):
                number = Span(match.start("rownumber"), match.end("rownumber"))
                yield Token("tag", match["rownumber"], number)
            else:
                position = match.end("gap")
        elif kind in ("raw", "rawname"):
            token = _raw(text, match["rawname"], span)
            position = token.span.end
            behind = _NUMBER.match(text, position)
            if behind and token.kind == "end" and token.text in commands.ALIGNMENTS:
                yield token
                token = Token("tag", behind[1], Span(*behind.span(1)))
                position = behind.end()
            yield from _words(token, text) if token.kind == "text" else (token,)
        elif kind in ("looks", "look"):
            position = closing_brace(text, match.end()) + 1
            argument = text[match.end() : position - 1].lstrip("{")
            span = Span(span.start, position)
            latex = latex_of_look(match["look"], argument)
            if latex is None:
                raise _unknown_character(text[span.start : span.end], span)
            yield from _tokens_at(latex, span)
        elif kind == "assign":
            yield Token("symbol", match[0], span)
        elif kind == "escape":
            yield from _tokens_at(match[0][1:], span)
        elif kind == "dots":
            yield Token("command", r"\dots", span)
        elif span.start in bars:
            single = match[0][0] in "|."  # what may stand behind it is another sign
            position = span.start + (1 if single else len(match[0]))
            yield Token("command", bars[span.start], Span(span.start, position))
        elif kind == "bars" and are_double(text, span.start):
            yield Token("command", r"\|", span)
        elif kind == "bars":
            position = span.start + 1
            yield Token("symbol", "|", Span(span.start, position))
        elif kind == "command" and match[0] in commands.INVISIBLE:
            bars |= _paired_bars(text, span)
            if match[0] in (r"\left", r"\right"):
                position = _skip_null_delimiter(text, span, sized, bars)
        else:
            yield Token(kind, match[0], span)  # type: ignore[arg-type]
    if sized:
        raise _no_partner(sized[-1], r"\left", r"\right")


def _raw(text: str, name: str, head: Span) -> Token:
    r"""Return the token of a command whose argument is no mathematics, like ``\text{…}``."""
    end = closing_brace(text, head.end)
    argument = text[head.end + 1 : end]
    span = Span(head.start, end + 1)
    kind = _RAW_KINDS.get(name, "text")
    word = rf"\operatorname{{{argument}}}"
    if kind == "text" and (word in commands.TENSOR_FUNCTIONS or word in commands.MEANS):
        return Token("command", word, span)
    return Token(kind, argument if kind == "text" else argument.strip(), span)


_IN_WORDS = re.compile(r"\$([^$]*)\$|\\\((.*?)\\\)")


def _words(words: Token, text: str) -> Iterator[Token]:
    r"""Yield *words*, cut where they hold a formula, as ``\text{if $y$ is 1}`` does."""
    if text.startswith(r"\textbf", words.span.start) and len(words.text) == 1:
        yield from _tokens_at(rf"\mathbf{{{words.text}}}", words.span)
        return
    start = text.index("{", words.span.start) + 1
    place = 0
    for found in _IN_WORDS.finditer(words.text):
        before = words.text[place : found.start()]
        if before.strip():
            yield Token("text", before, Span(start + place, start + found.start()))
        group = 1 if found[1] is not None else 2
        for token in _tokens(found[group]):
            yield Token(token.kind, token.text, token.span.shifted(start + found.start(group)))
        place = found.end()
    rest = words.text[place:]
    if place == 0 or rest.strip():
        span = Span(start + place, start + len(words.text)) if place else words.span
        yield Token("text", rest, span)


def _tokens_at(latex: str, span: Span) -> Iterator[Token]:
    """Yield the tokens of *latex*, all of them standing at *span*."""
    for token in _tokens(latex):
        yield Token(token.kind, token.text, span)


_SIZE = re.compile(r"\\(?:(?P<left>left|[bB]igg?l)|right|[bB]igg?r)(?![A-Za-z])\s*")
_BAR = re.compile(r"(?P<single>\||\\vert(?![A-Za-z]))|\\\||\\Vert(?![A-Za-z])")
_OPENING = re.compile(rf"(?P<none>\.)|{_BAR.pattern}")
_SUBSCRIPT = re.compile(r"\s*\\?_")


def _paired_bars(text: str, command: Span) -> dict[int, str]:
    r"""Return where the bars stand that ``\left`` at *command* and its ``\right`` make a pair."""
    start = _SIZE.match(text, command.start)
    opening = _OPENING.match(text, start.end()) if start and start["left"] else None
    if start is None or opening is None:
        return {}
    depth = 0
    for size in _SIZE.finditer(text, command.start):
        depth += 1 if size["left"] else -1
        closing = _BAR.match(text, size.end())
        if depth == 0:
            if closing is None or (opening["none"] and not _SUBSCRIPT.match(text, closing.end())):
                return {}
            if opening["none"]:
                return dict(
                    zip((opening.start(), closing.start()), commands.EVALUATION, strict=True)
                )
            if bool(closing["single"]) != bool(opening["single"]):
                return {}
            one, two = (r"\lvert", r"\rvert") if opening["single"] else (r"\lVert", r"\rVert")
            return {opening.start(): one, closing.start(): two}
    return {}


_DELIMITER = re.compile(r"\s*(?:\\[A-Za-z]+|\\.|[()\[\]<>|/.])")


def _skip_null_delimiter(
    text: str, command: Span, sized: list[Span], bars: Mapping[int, str]
) -> int:
    r"""Step over ``.`` behind ``\left`` or ``\right``; *sized* are those still unpaired.

    It stays where it is one of *bars*, the beginning of what an evaluation bar ends.
    """
    delimiter = _DELIMITER.match(text, command.end)
    name = text[command.start : command.end]
    if delimiter is None:
        raise ReadingError(
            "unbalanced-bracket", command, f"a bracket is missing behind {name}", rf"write {name}("
        )
    if name == r"\left":
        sized.append(command)
    elif sized:
        sized.pop()
    else:
        raise _no_partner(command, r"\right", r"\left")
    empty = delimiter[0].endswith(".") and delimiter.end() - 1 not in bars
    return delimiter.end() if empty else command.end


def _no_partner(span: Span, name: str, partner: str) -> ReadingError:
    message = f"this {name} has no {partner}"
    return ReadingError("unbalanced-bracket", span, message, f"write {partner}. for an empty one")


def _meant(character: str, span: Span) -> str:
    """Return the LaTeX that *character* stands for."""
    latex = latex_of(character)
    if latex is None:
        raise _unknown_character(character, span)
    return latex


def _unknown_character(character: str, span: Span) -> ReadingError:
    return ReadingError(
        "unknown-character",
        span,
        f"the character {character} has no meaning in a formula",
        None if character in "#$^_" else "write it as a LaTeX command, or put words into \\text{…}",
    )
