"""A cursor over the tokens of a formula, with the errors that any construct can meet."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TypeVar

from eqproof.diagnostics import ReadingError
from eqproof.latex import commands
from eqproof.latex.names import Names
from eqproof.latex.scopes import Doubts
from eqproof.latex.tokens import Token, split_number
from eqproof.latex.unread import unread
from eqproof.source import Span

_Read = TypeVar("_Read")


@dataclass(frozen=True, slots=True)
class Ended:
    """A sum or product sign whose body ended at *position*, where its *index* lost its meaning."""

    kind: str
    index: str
    position: int


@dataclass(slots=True)
class Reader:
    """The only mutable thing in parsing: a position in a list of tokens, and the names in force.

    *ended* are the sums and products read so far, *hidden* the groups whose braces are not shown;
    *subscript* says that factors side by side are indices. *partners* are the second letters of
    conditions below sums that may run as well. *barred* says that an evaluation bar belongs to more
    than what is being read, *bar* is where the last one ended. *doubts* are what a statement that
    is being read has to settle; there are none outside of one. *asides* are statements that stand
    at braces.
    """

    tokens: list[Token]
    names: Names
    position: int = 0
    ended: list[Ended] = field(default_factory=list)
    hidden: list[tuple[Token, ...]] = field(default_factory=list)
    subscript: bool = False
    partners: dict[Span, str] = field(default_factory=dict)
    barred: bool = False
    bar: int = -1
    doubts: Doubts | None = None
    asides: list[tuple[Token, ...]] = field(default_factory=list)

    def inner(self, tokens: Sequence[Token]) -> "Reader":
        """Return a reader of *tokens*, which are a part of these."""
        end = Token("finish", "", tokens[-1].span if tokens else self.token.span)
        inner = Reader([*tokens, end], self.names, hidden=self.hidden, partners=self.partners)
        inner.doubts, inner.asides = self.doubts, self.asides
        return inner

    def read_all(self, tokens: Sequence[Token], rule: "Callable[[Reader], _Read]") -> _Read:
        """Read *tokens*, which are a part of these, by *rule*, and raise if any of them is left."""
        inner = self.inner(tokens)
        found = rule(inner)
        if inner.token.kind != "finish":
            raise inner.unexpected()
        return found

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

    def at_brace(self) -> bool:
        """Whether a brace is opened here."""
        return self.token.kind == "open"

    def take_sign(self, *signs: str) -> Token | None:
        """Step over one of *signs* and the layout behind it; None if none of them is ahead."""
        if not self.at(*signs):
            return None
        sign = self.take()
        self.skip_layout()
        ends = self.token.kind in ("finish", "close", "row", "column", "text", "reference")
        if ends or self.token.text in commands.CLOSERS or self.at_relation():
            raise ReadingError(
                "missing-operand", sign.span, f"nothing stands behind this {sign.text}"
            )
        return sign

    def since(self, start: int) -> Span:
        """Return the span that covers the token at *start* and the one read last."""
        return self.tokens[start].span.to(self.tokens[max(start, self.position - 1)].span)

    def split_number(self) -> None:
        r"""Keep the first digit of the number ahead for itself, as TeX reads ``\frac12``."""
        if self.token.kind == "number" and len(self.token.text) > 1:
            place = self.position
            self.tokens = [
                *self.tokens[:place],
                *split_number(self.token),
                *self.tokens[place + 1 :],
            ]

    def skip_layout(self) -> bool:
        """Step over breaks of rows and columns and wide spaces; say whether there was one."""
        start = self.position
        while is_layout(self.token):
            self.take()
        return self.position > start

    def skip_layout_before(self, *texts: str) -> None:
        """Step over layout if one of *texts* follows it: a row that goes on with that sign."""
        mark = self.position
        if not (self.skip_layout() and self.at(*texts)):
            self.position = mark

    def expect_open(self, what: str) -> Token:
        """Step over ``{``; *what* names, for the message, whose argument is missing."""
        if self.token.kind != "open":
            raise ReadingError("missing-operand", self.token_or_last(), f"{what} lacks an argument")
        return self.take()

    def expect_close(self) -> None:
        """Step over ``}``."""
        if self.at_relation():
            raise ReadingError(
                "unsupported", self.token.span, "a relation cannot stand inside braces"
            )
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
        if self.at_relation():
            raise ReadingError(
                "unsupported", self.token.span, "a relation cannot stand inside brackets"
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
        if token.kind in ("close", "row", "column") or self.at_relation():
            return ReadingError(
                "missing-operand", self.token_or_last(), "something is missing before this place"
            )
        if token.text in commands.DOTS:
            return ReadingError("missing-operand", token.span, "the dots have no term before them")
        if token.text in commands.CLOSERS:
            return ReadingError(
                "missing-operand", token.span, f"something is missing before this {token.text}"
            )
        known = unread(token, self.ahead())
        if known is not None:
            return known
        if token.text in _OPERATORS:
            return ReadingError(
                "missing-operand",
                token.span,
                f"what stands before this {token.text} cannot be combined with it",
                "put a negative number or factor in brackets" if token.text in "+-" else None,
            )
        return ReadingError("unsupported", token.span, _cannot_stand(token), _HELP.get(token.text))


_OPERATORS = frozenset(
    ["+", "-", "/", "*", ":", *commands.PRODUCT_SIGNS, *commands.ENTRYWISE_SIGNS]
)

_HELP = {
    r"\over": r"write \frac{…}{…}",
    "'": "primes stand behind the name of a function",
    "^": "put what stands before it in brackets",
    "_": "put what stands before it in brackets",
    r"\partial": r"write \frac{\partial …}{\partial x} or \partial_x",
}


def _cannot_stand(token: Token) -> str:
    match token.kind:
        case "text":
            return f"the words “{token.text.strip()}” cannot stand inside a formula"
        case "reference":
            return "a reference cannot stand inside a formula"
        case "command":
            return f"{token.text} cannot be read here yet"
        case _:
            return f"the sign {token.text} cannot be read here yet"


def is_layout(token: Token) -> bool:
    """Whether *token* only arranges a formula: a break of a row or column, or a wide space."""
    return token.kind in ("row", "column") or token.text in (r"\quad", r"\qquad")


_LIKENESS = 0.75
"""How much of two commands is the same where one may be a slip for the other."""


def unknown_command(token: Token) -> ReadingError:
    """Return the error for a command that is in no table and no macro."""
    known = unread(token)
    if known is not None:
        return known
    near = get_close_matches(token.text, sorted(commands.KNOWN), 1, _LIKENESS)
    return ReadingError(
        "unknown-command",
        token.span,
        f"the command {token.text} is not known",
        f"did you mean {near[0]}?" if near else "spell it out, or define it in macros.json",
    )
