"""A cursor over the tokens of a formula, with the errors that any construct can meet."""

from dataclasses import dataclass

from eqproof.diagnostics import ReadingError
from eqproof.latex import commands
from eqproof.latex.lexer import Token
from eqproof.latex.names import Names
from eqproof.source import Span


@dataclass(slots=True)
class Reader:
    """The only mutable thing in parsing: a position in a list of tokens, and the names in force."""

    tokens: list[Token]
    names: Names
    position: int = 0

    @property
    def token(self) -> Token:
        """The token to be read next; the last one is always of kind ``finish``."""
        return self.tokens[self.position]

    def ahead(self, distance: int = 1) -> Token:
        """Return the token *distance* after the next one."""
        return self.tokens[min(self.position + distance, len(self.tokens) - 1)]

    def take(self) -> Token:
        """Return the next token and step over it."""
        token = self.tokens[self.position]
        if token.kind != "finish":
            self.position += 1
        return token

    def at(self, *texts: str) -> bool:
        """Whether the next token is one of these symbols or commands."""
        return self.token.kind in ("symbol", "command") and self.token.text in texts

    def since(self, start: int) -> Span:
        """Return the span from the token at *start* to the one read last."""
        last = max(start, self.position - 1)
        return Span(self.tokens[start].span.start, self.tokens[last].span.end)

    def expect_open(self, what: str) -> Token:
        """Step over ``{``; *what* names, for the message, whose argument is missing."""
        if self.token.kind != "open":
            raise ReadingError("missing-operand", self.token_or_last(), f"{what} lacks an argument")
        return self.take()

    def expect_close(self) -> None:
        """Step over ``}``."""
        if self.token.kind != "close":
            raise self.unexpected()
        self.take()

    def expect_bracket(self, opening: Token) -> None:
        """Step over the bracket that closes *opening*; otherwise report the one left open."""
        closing = commands.OPENERS[opening.text]
        if self.at(closing):
            self.take()
            return
        if self.token.kind in ("symbol", "command") and self.token.text in commands.CLOSERS:
            raise ReadingError(
                "unbalanced-bracket",
                self.token.span,
                f"this {self.token.text} closes a {opening.text}",
                f"write {closing}",
            )
        if self.token.kind in ("finish", "close", "row", "column", "end") or self.at_relation():
            raise ReadingError(
                "unbalanced-bracket",
                opening.span,
                f"this {opening.text} is never closed",
                f"add a closing {closing}",
            )
        raise self.unexpected()

    def at_relation(self) -> bool:
        """Whether the next token is a relation sign."""
        return self.token.kind in ("symbol", "command") and self.token.text in commands.RELATIONS

    def token_or_last(self) -> Span:
        """Return the place of the next token, or of the last one at the end of the formula."""
        if self.token.kind == "finish" and self.position:
            return self.tokens[self.position - 1].span
        return self.token.span

    def unexpected(self) -> ReadingError:
        """Return the error for a token that nothing can be made of here."""
        token = self.token
        if token.kind == "finish":
            return ReadingError(
                "missing-operand", self.token_or_last(), "the formula ends too early"
            )
        if token.kind == "command" and token.text not in commands.KNOWN:
            return unknown_command(token)
        if token.text in commands.CLOSERS:
            return ReadingError(
                "unbalanced-bracket", token.span, f"this {token.text} closes nothing", "delete it"
            )
        if token.kind == "command":
            return ReadingError("unsupported", token.span, f"{token.text} cannot be read here yet")
        return ReadingError("missing-operand", token.span, f"{token.text!r} cannot stand here")


def unknown_command(token: Token) -> ReadingError:
    """Return the error for a command that is in no table and no macro."""
    return ReadingError(
        "unknown-command",
        token.span,
        f"the command {token.text} is not known",
        "spell it out, or define it in macros.json",
    )
