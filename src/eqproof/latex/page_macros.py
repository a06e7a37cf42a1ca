r"""Macros that a page defines in its formulas: they hold from there on, as MathJax has it.

definition := ('\newcommand' | '\renewcommand' | '\providecommand') ['*'] name ['[' number ']'] body
            | '\def' '\name' '#1'* body
            | '\DeclareMathOperator' ['*'] name body
            | '\let' '\name' ['='] '\name'
            | name ':=' derivative, as the whole formula
name       := '\name' | '{' '\name' '}'
body       := '{' … '}'
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from eqproof.diagnostics import ReadingError
from eqproof.latex.lexer import tokenize
from eqproof.latex.macros import Macro, Macros, expand
from eqproof.latex.operator_names import operator_definition, with_operators
from eqproof.latex.spellings import spelled
from eqproof.latex.tokens import Token
from eqproof.source import Span

_NEW = frozenset({r"\newcommand", r"\renewcommand", r"\providecommand"})
_OPERATOR = r"\DeclareMathOperator"
_DEFINING = _NEW | {r"\def", _OPERATOR, r"\let"}


def read_defining(latex: str, macros: Macros) -> tuple[list[Token] | None, Macros]:
    """Return the tokens of a formula without its definitions of macros, and all macros behind it.

    A definition holds behind its place in the formula. A formula that only defines is shown as
    nothing, and has no tokens. Raises ReadingError.
    """
    known = dict(macros)
    shown: list[Token] = []
    cursor = _Cursor(tokenize(latex), latex)
    operator = operator_definition(cursor.tokens, latex, known)
    if operator is not None:
        known[operator[0]] = operator[1]
        return None, known
    for segment in cursor.segments():
        shown += with_operators(expand(segment, known), known)
        if cursor.token.kind != "finish":
            name, macro = cursor.definition()
            known[name] = macro
    if not shown and len(cursor.tokens) > 1:
        return None, known
    return spelled([*shown, cursor.token]), known


def definitions_in(latex: str) -> Iterator[str]:
    """Yield the definitions of macros in a formula as they are written, while they can be read."""
    with suppress(ReadingError):
        cursor = _Cursor(tokenize(latex), latex)
        for _ in cursor.segments():
            if cursor.token.kind != "finish":
                start = cursor.token.span.start
                cursor.definition()
                yield latex[start : cursor.tokens[cursor.position - 1].span.end]


@dataclass(slots=True)
class _Cursor:
    """A position in the tokens of *latex*."""

    tokens: list[Token]
    latex: str
    position: int = 0

    @property
    def token(self) -> Token:
        return self.tokens[self.position]

    def take(self) -> Token:
        token = self.token
        self.position += token.kind != "finish"
        return token

    def segments(self) -> Iterator[list[Token]]:
        """Yield what stands before each definition, and behind the last one."""
        depth = 0
        start = self.position
        while self.token.kind != "finish":
            depth += {"open": 1, "close": -1}.get(self.token.kind, 0)
            if self.token.kind != "command" or self.token.text not in _DEFINING:
                self.position += 1
                continue
            if depth:
                raise ReadingError(
                    "unsupported",
                    self.token.span,
                    "a macro is defined inside of a group here",
                    "define it in a formula of its own",
                )
            yield self.tokens[start : self.position]
            start = self.position
        yield self.tokens[start : self.position]

    def definition(self) -> tuple[str, Macro]:
        """Read a definition: the name without its backslash, and what it means."""
        command = self.take()
        starred = self.token.text == "*" and command.text in _NEW | {_OPERATOR}
        if starred:
            self.take()
        name = self.name(command)
        if command.text == r"\let":
            if self.token.text == "=":
                self.take()
            return name, Macro(self.take().text)
        count = self.count(command)
        body = self.latex[slice(*self.body(command))]
        if command.text == _OPERATOR and body.strip().isalpha():
            body = rf"\operatorname{'*' * starred}{{{body}}}"
        return name, Macro(body, count)

    def name(self, command: Token) -> str:
        braced = self.token.kind == "open" and command.text not in (r"\def", r"\let")
        if braced:
            self.take()
        name = self.take()
        if name.kind != "command" or (braced and self.take().kind != "close"):
            raise ReadingError(
                "missing-operand",
                command.span,
                f"{command.text} names no macro",
                r"for example \newcommand{\w}{\mathbf{w}}",
            )
        return name.text[1:]

    def count(self, command: Token) -> int:
        """Read how many arguments a macro takes."""
        count = 0
        if command.text == r"\def":
            while self.token.kind == "parameter":
                count += 1
                if self.take().text != f"#{count}":
                    raise self._unsupported(command, "the arguments count up from #1")
        elif command.text in _NEW and self.token.text == "[":
            self.take()
            number = self.take()
            if number.kind != "number" or self.take().text != "]" or len(number.text) > 1:
                raise self._unsupported(command, "a number of arguments is wanted in the bracket")
            count = int(number.text)
            if self.token.text == "[":
                raise self._unsupported(command, "an argument that may be missing")
        if self.token.kind != "open":
            raise self._unsupported(command, "the meaning of a macro stands in braces")
        return count

    def _unsupported(self, command: Token, why: str) -> ReadingError:
        return ReadingError(
            "unsupported",
            command.span.to(self.tokens[self.position - 1].span),
            f"this definition of a macro cannot be read: {why}",
        )

    def body(self, command: Token) -> tuple[int, int]:
        """Step over the body; return where it begins and ends."""
        start = self.take().span.end
        depth = 1
        while depth:
            token = self.take()
            if token.kind == "finish":
                raise self._unsupported(command, "its meaning is never closed")
            depth += {"open": 1, "close": -1}.get(token.kind, 0)
        end: Span = self.tokens[self.position - 1].span
        return start, end.start
