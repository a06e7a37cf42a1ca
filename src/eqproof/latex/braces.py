r"""Reading ``\underbrace{…}_{…}``: at the brace stand words, a quantity, or a statement.

``\underbrace{a}_{= b}`` says ``a = b`` beside what the formula says. Such statements are read when
the formula is read, as statements of their own.
"""

from eqproof.diagnostics import ReadingError
from eqproof.latex import commands
from eqproof.latex.grammar import Grammar
from eqproof.latex.groups import read_group
from eqproof.latex.nodes import Node
from eqproof.latex.reader import Reader
from eqproof.latex.symbols import group_ahead
from eqproof.latex.tokens import Token


def read_brace(reader: Reader, grammar: Grammar) -> Node:
    r"""``brace := ('\underbrace' | '\overbrace') group (('_' | '^') '{' remark '}')*``"""
    marks: list[Token] = [reader.take(), reader.token]
    covered = group_ahead(reader.tokens, reader.position)
    inner = read_group(reader, grammar, marks[0].text)
    marks.append(reader.tokens[reader.position - 1])
    while reader.token.kind in ("sub", "sup"):
        marks.append(reader.take())
        if reader.token.kind != "open":
            raise ReadingError(
                "missing-operand", marks[-1].span, "what stands at a brace is written in braces"
            )
        inside = group_ahead(reader.tokens, reader.position)
        end = reader.position + len(inside) + 2
        marks += reader.tokens[reader.position : end]
        reader.position = end
        _read_remark(reader, grammar, covered, [t for t in inside if t.kind != "text"])
    reader.hidden.append(tuple(marks))
    return inner


def _read_remark(reader: Reader, grammar: Grammar, covered: list[Token], said: list[Token]) -> None:
    """Read what is *said* of what a brace has *covered*."""
    remark = reader.inner(said)
    if remark.token.kind == "finish":
        return
    related = _at_sign(remark)
    if not related:
        grammar.expression(remark)
    if not _at_sign(remark):
        if remark.token.kind != "finish":
            raise _unchecked(remark.token)
        return
    statement = (*covered, *said) if related else tuple(said)
    signs = {commands.RELATIONS.get(token.text) for token in statement}
    # what a sum around it counts, or a parameter, has no meaning in a statement by itself
    if any(token.text in reader.names.bound for token in statement) or ":=" in signs:
        raise _unchecked(remark.token)
    if statement not in reader.asides:
        reader.asides.append(statement)


def _at_sign(remark: Reader) -> bool:
    return remark.at_relation() or remark.at(r"\overset", r"\stackrel")


def _unchecked(token: Token) -> ReadingError:
    return ReadingError(
        "unsupported",
        token.span,
        "what is said at this brace cannot be checked by itself",
        "state it as an equation of its own",
    )
