r"""A whole formula: statements, the relations in them, tags, labels, references.

    display   := statement (separator statement)*
    statement := side (relation side)*
    separator := ',' | ';' | text | a new row that neither begins nor continues a relation

A chain runs across rows that begin with a relation (``&= …``) and behind rows that end in one.
"""

from dataclasses import dataclass, field

from eqproof.diagnostics import ReadingError
from eqproof.latex import commands
from eqproof.latex.lexer import Token
from eqproof.latex.names import Names
from eqproof.latex.nodes import Call, Component, Name, Node, children
from eqproof.latex.parser import GRAMMAR, read_expression
from eqproof.latex.reader import Reader
from eqproof.latex.sets import read_set
from eqproof.latex.symbols import read_new_name, starts_name
from eqproof.source import Span

# Trees are walked by recursion, which must end before the stack does.
_DEEPEST = 100


@dataclass(frozen=True, slots=True)
class Relation:
    r"""A relation sign; *refuted* when written ``\overset{?}{=}``; *tag* of the row it stands on."""

    sign: str
    span: Span
    refuted: bool = False
    tag: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """A chain of sides with a relation between neighbours; a single side has none."""

    sides: tuple[Node, ...]
    relations: tuple[Relation, ...] = ()


@dataclass(frozen=True, slots=True)
class Display:
    """All that one formula says, and the labels by which it can be cited."""

    statements: tuple[Statement, ...] = ()
    tags: tuple[tuple[str, Span], ...] = ()
    labels: tuple[tuple[str, Span], ...] = ()
    references: tuple[tuple[str, Span], ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    r"""What a definition binds: ``\sigma(t)`` has parameters, ``\ell_i`` has entries."""

    key: str
    parameters: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    span: Span = field(default=Span(0, 0), compare=False)


def read_display(tokens: list[Token], names: Names) -> Display:
    """Read a formula. Raises ReadingError at the first thing that cannot be read."""
    rest, tags, labels, references = _set_apart(tokens)
    reader = Reader(_strip_environment(rest), names)
    try:
        statements = _read_statements(reader, tags)
    except RecursionError:
        raise _too_deep(reader.token.span) from None
    for side in (side for statement in statements for side in statement.sides):
        if _is_deep(side):
            raise _too_deep(side.span)
    if not statements and not references:
        raise ReadingError(
            "missing-operand", Span(0, reader.token.span.end), "the formula is empty"
        )
    return Display(
        tuple(statements),
        tuple((t.text, t.span) for t in tags),
        tuple((t.text, t.span) for t in labels),
        tuple((t.text, t.span) for t in references),
    )


def _read_statements(reader: Reader, tags: list[Token]) -> list[Statement]:
    statements: list[Statement] = []
    while True:
        _skip_separators(reader)
        if reader.token.kind == "finish":
            return statements
        statements.append(_read_statement(reader, tags))


def _is_deep(side: Node) -> bool:
    level = [side]
    for _ in range(_DEEPEST):
        level = [child for node in level for child in children(node)]
    return bool(level)


def _too_deep(span: Span) -> ReadingError:
    return ReadingError(
        "unsupported", span, "this is nested too deeply", "name a part of it in a definition"
    )


def _set_apart(
    tokens: list[Token],
) -> tuple[list[Token], list[Token], list[Token], list[Token]]:
    """Return the tokens without tags, labels and references, and each of these."""
    rest = [t for t in tokens if t.kind not in ("tag", "label", "reference")]
    return (
        rest,
        [t for t in tokens if t.kind == "tag"],
        [t for t in tokens if t.kind == "label"],
        [t for t in tokens if t.kind == "reference"],
    )


def _strip_environment(tokens: list[Token]) -> list[Token]:
    """Drop the marks of alignments, which only separate rows; other environments are refused."""
    opened: list[Token] = []
    kept: list[Token] = []
    for token in tokens:
        if token.kind == "begin":
            if token.text not in commands.ALIGNMENTS:
                raise ReadingError(
                    "unsupported",
                    token.span,
                    f"the environment {token.text} cannot be read here yet",
                )
            opened.append(token)
        elif token.kind == "end":
            if not opened or opened[-1].text != token.text:
                raise ReadingError(
                    "unbalanced-brace",
                    token.span,
                    f"this ends {token.text}, which is not open here",
                )
            opened.pop()
            kept.append(Token("row", "", token.span))
        else:
            kept.append(token)
    if opened:
        raise ReadingError(
            "unbalanced-brace",
            opened[-1].span,
            f"the environment {opened[-1].text} is never ended",
            rf"add \end{{{opened[-1].text}}}",
        )
    return kept


def _skip_separators(reader: Reader) -> None:
    while True:
        token = reader.token
        if (
            token.kind in ("row", "column", "text")
            or token.text in commands.CONNECTIVES
            or (token.kind == "symbol" and token.text in (",", ";", "."))
        ):
            reader.take()
        else:
            return


def _read_statement(reader: Reader, tags: list[Token]) -> Statement:
    head = find_head(reader)
    sides: list[Node] = []
    relations: list[Relation] = []
    outer = reader.names
    if head is not None:
        sides.append(_read_head_node(reader, head))
        reader.names = outer.binding(*head.parameters)
    else:
        sides.append(read_expression(reader))
    while (relation := _read_relation(reader, tags)) is not None:
        relations.append(relation)
        _skip_alignment(reader)
        if reader.token.kind == "finish":
            raise ReadingError(
                "missing-operand", relation.span, f"nothing stands behind this {relation.sign}"
            )
        sides.append(
            read_set(reader, GRAMMAR) if relation.sign == r"\in" else read_expression(reader)
        )
    reader.names = outer
    _check_end(reader)
    return Statement(tuple(sides), tuple(relations))


def _check_end(reader: Reader) -> None:
    token = reader.token
    if token.kind in ("row", "column", "text", "finish") or token.text in commands.CONNECTIVES:
        return
    if token.kind == "symbol" and token.text in (",", ";", "."):
        return
    raise reader.unexpected()


def _skip_alignment(reader: Reader) -> None:
    while reader.token.kind in ("column", "row") or reader.token.text in (r"\quad", r"\qquad"):
        reader.take()


def _read_relation(reader: Reader, tags: list[Token]) -> Relation | None:
    """Read the relation that continues the chain, also on the next row; None if there is none."""
    mark = reader.position
    _skip_alignment(reader)
    start = reader.position
    refuted = False
    if reader.at(r"\overset", r"\stackrel") and reader.ahead().kind == "open":
        if [t.text for t in reader.tokens[start + 1 : start + 5]] != ["{", "?", "}", "{"]:
            raise ReadingError(
                "unsupported",
                reader.token.span,
                "only a question mark can stand over a relation",
                r"\overset{?}{=} marks a link as wrong on purpose",
            )
        reader.position += 5
        refuted = True
    if not reader.at_relation():
        if refuted:
            raise reader.unexpected()
        reader.position = mark
        return None
    sign = commands.RELATIONS[reader.take().text]
    if refuted:
        reader.expect_close()
    span = reader.since(start)
    return Relation(sign, span, refuted, _tag_of(reader, span, tags))


def _tag_of(reader: Reader, span: Span, tags: list[Token]) -> str | None:
    """Return the tag on the row of *span*, or the only tag of the display."""
    rows = [t.span.start for t in reader.tokens if t.kind == "row"]
    row = sum(start < span.start for start in rows)
    for tag in tags:
        if sum(start < tag.span.start for start in rows) == row:
            return tag.text
    return tags[0].text if len(tags) == 1 else None


def find_head(reader: Reader) -> Head | None:
    """Return the head of the definition that begins at the reader, which is not moved, or None."""
    if not starts_name(reader.token):
        return None
    mark = reader.position
    try:
        head = _read_head(reader)
    except ReadingError:
        head = None
    found = head if head is not None and _at_assignment(reader) else None
    reader.position = mark
    return found


def _at_assignment(reader: Reader) -> bool:
    while reader.token.kind == "column":
        reader.take()
    return reader.token.text in (":=", r"\coloneqq")


def _read_head(reader: Reader) -> Head:
    start = reader.position
    indices = frozenset(reader.names.indices)
    key = read_new_name(reader, indices)
    parameters: list[str] = []
    entries: list[str] = []
    if reader.token.kind == "sub":
        reader.take()
        braced = reader.token.kind == "open"
        if braced:
            reader.take()
        while starts_name(reader.token):
            entries.append(read_new_name(reader))
            if reader.at(","):
                reader.take()
            if not braced:
                break
        if braced:
            reader.expect_close()
    if reader.at("("):
        opening = reader.take()
        parameters.append(read_new_name(reader))
        while reader.at(",", ";"):
            reader.take()
            parameters.append(read_new_name(reader))
        reader.expect_bracket(opening)
    return Head(key, tuple(parameters), tuple(entries), reader.since(start))


def _read_head_node(reader: Reader, head: Head) -> Node:
    _read_head(reader)
    while reader.token.kind == "column":
        reader.take()
    name = Name(head.key, span=head.span)
    if head.parameters:
        arguments = tuple(Name(p, span=head.span) for p in head.parameters)
        return Call(head.key, arguments, span=head.span)
    if head.entries:
        indices = tuple(Name(i, span=head.span) for i in head.entries)
        return Component(name, indices, span=head.span)
    return name


def find_heads(tokens: list[Token], names: Names) -> list[Head]:
    """Return what the definitions in a formula bind, without reading their right sides."""
    rest, *_ = _set_apart(tokens)
    heads: list[Head] = []
    boundary = True
    depth = 0
    for position, token in enumerate(rest):
        depth += {"open": 1, "close": -1}.get(token.kind, 0)
        if token.kind in ("row", "column", "text", "begin", "end") or token.text in (
            ",",
            ";",
            *commands.CONNECTIVES,
        ):
            boundary = depth == 0
            continue
        if boundary:
            head = find_head(Reader(rest, names, position))
            if head is not None:
                heads.append(head)
        boundary = False
    return heads
