r"""Alignments as rows: what ``\begin``, ``\\`` and ``&`` do to the order of a formula.

Between the columns of an alignment stand, by turns, nothing and a gap: in ``a &= b & c &= d`` the
first and third ``&`` join what they stand between, the second keeps it apart. Joining marks
are dropped here. A token of kind ``row`` says in its text what comes: ``indented``, a row with
nothing in its first column; ``split``, a row of several columns with something in the first.

Case distinctions stay where they are, with tokens of kinds of their own: ``cases``, ``branch`` for
their rows, ``guard`` for their columns, ``endcases``. So do matrices: ``array``, ``line``, ``cell``
and ``endarray``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from eqproof.diagnostics import ReadingError
from eqproof.latex import commands
from eqproof.latex.reader import Reader
from eqproof.latex.symbols import group_ahead
from eqproof.latex.tokens import Kind, Token


@dataclass(slots=True)
class _Alignment:
    """An environment that is open, and how many ``&`` its current row has had."""

    name: str
    begin: Token
    columns: int = 0

    def joins(self) -> bool:
        """Whether the ``&`` counted last joins what stands on both sides."""
        return self.columns % 2 == 1 or self.name in commands.CLOSE_COLUMNS


def arrange(tokens: Sequence[Token]) -> list[Token]:
    """Return *tokens* with alignments as rows and gaps; other environments raise ReadingError."""
    opened: list[_Alignment] = []
    top = _Alignment("", tokens[-1])
    kept: list[Token] = []
    rest = _without_groups(_without_boxes(_with_kept(_with_arrays(_with_braces(tokens)))))
    position = 0
    while position < len(rest):
        token = rest[position]
        position += 1
        if token.kind == "begin":
            _check_begin(token, kept)
            opened.append(_Alignment(token.text, token))
            position = _skip_options(rest, position, token)
            kept.append(_row(token, rest, position))
        elif token.kind == "end":
            _check_end(token, opened, rest[position])
            opened.pop()
            kept.append(replace(token, kind="row", text=""))
        elif token.kind == "row":
            inside = opened[-1] if opened else top
            inside.columns = 0
            row = _row(token, rest, position)
            if inside.name.startswith("multline"):
                row = replace(row, text="indented")
            kept.append(row)
        elif token.kind == "column":
            if not opened:
                if not _is_at_relation(rest, position - 1):
                    raise _misplaced(token, rest[position : position + 8])
                continue
            inside = opened[-1]
            inside.columns += 1
            if not inside.joins():
                kept.append(token)
        elif not _is_row_of_dots(kept, token, rest[min(position, len(rest) - 1)]):
            kept.append(token)
    if opened:
        raise _never_ended(opened[-1].begin)
    return kept


def _is_row_of_dots(before: Sequence[Token], token: Token, behind: Token) -> bool:
    r"""Whether *token* is ``\vdots`` in a row where nothing else stands: rows are left out."""
    begins = bool(before) and before[-1].kind == "row"
    ends = behind.kind in ("row", "column", "end")
    return token.text in commands.DOTS | {r"\vdots"} and begins and ends


def _is_at_relation(tokens: Sequence[Token], position: int) -> bool:
    """Whether the ``&`` at *position* aligns a relation, in rows cut out of their alignment."""
    beside = tokens[max(position - 1, 0)], tokens[min(position + 1, len(tokens) - 1)]
    return any(token.text in commands.RELATIONS for token in beside)


def _never_ended(begin: Token) -> ReadingError:
    return ReadingError(
        "unbalanced-brace",
        begin.span,
        f"the environment {begin.text} is never ended",
        rf"add \end{{{begin.text}}}",
    )


_ENTITIES = {"lt": "<", "gt": ">", "amp": "&", "le": r"\le", "ge": r"\ge", "nbsp": "a blank"}


def _misplaced(token: Token, behind: Sequence[Token]) -> ReadingError:
    """Return the error for an ``&``; where it begins ``&lt;``, the page was copied as HTML."""
    word = "".join(t.text for t in behind[: [*(t.text for t in behind), ";"].index(";")])
    if word in _ENTITIES:
        return ReadingError(
            "unsupported",
            token.span.to(behind[len(word)].span),
            f"&{word}; is HTML, and no mathematics",
            f"write {_ENTITIES[word]}",
        )
    return ReadingError(
        "unsupported",
        token.span,
        "an alignment sign & stands outside of an alignment",
        r"put the rows between \begin{align} and \end{align}",
    )


def _with_braces(tokens: Sequence[Token]) -> list[Token]:
    r"""Return *tokens* with ``\eqalign{…}`` written as an environment."""
    rest = list(tokens)
    for position, token in enumerate(tokens):
        if token.text == r"\eqalign" and tokens[position + 1].kind == "open":
            end = position + 2 + len(group_ahead(rest, position + 1))
            rest[position] = Token("begin", "eqalign", token.span)
            rest[position + 1] = Token("text", "", tokens[position + 1].span)
            rest[end] = Token("end", "eqalign", tokens[end].span)
    return [t for t in rest if t.kind != "text" or t.text]


def _with_arrays(tokens: list[Token]) -> list[Token]:
    r"""Write an ``array`` that holds whole equations as the alignment that it looks like."""
    found = list(tokens)
    for position, token in enumerate(tokens):
        if token.kind != "begin" or token.text != "array":
            continue
        end = next((p for p, t in enumerate(tokens) if p > position and t.kind == "end"), None)
        if end is None or tokens[end].text != "array" or not is_boundary(tokens[end + 1]):
            continue
        begins = position == 0 or is_boundary(tokens[position - 1])
        if begins and any(t.text in commands.RELATIONS for t in tokens[position:end]):
            found[position] = replace(token, text="IEEEeqnarray")
            found[end] = replace(tokens[end], text="IEEEeqnarray")
    return found


_Kinds = Mapping[str, Kind]
_CASES: _Kinds = {"begin": "cases", "end": "endcases", "row": "branch", "column": "guard"}
_ARRAY: _Kinds = {"begin": "array", "end": "endarray", "row": "line", "column": "cell"}
_KEPT = {"cases": _CASES, "dcases": _CASES, **dict.fromkeys(commands.MATRICES, _ARRAY)}


def _with_kept(tokens: Sequence[Token]) -> list[Token]:
    """Return *tokens* with cases and matrices in tokens of their own; unfinished ones are left."""
    opened: list[str] = []
    kept: list[Token] = []
    for token in tokens:
        if token.kind == "begin":
            opened.append(token.text)
        kinds = _KEPT.get(opened[-1], {}) if opened else {}
        kept.append(replace(token, kind=kinds[token.kind]) if token.kind in kinds else token)
        if token.kind == "end" and opened and opened.pop() != token.text:
            return list(tokens)
    return list(tokens) if opened else kept


def _without_boxes(tokens: list[Token]) -> list[Token]:
    r"""Return *tokens* without ``\boxed{…}`` around whole statements."""
    dropped: set[int] = set()
    for position, token in enumerate(tokens):
        begins = position == 0 or is_boundary(tokens[position - 1])
        if token.text == r"\boxed" and begins and tokens[position + 1].kind == "open":
            end = position + 2 + len(group_ahead(tokens, position + 1))
            if is_boundary(tokens[end + 1]):
                dropped |= {position, position + 1, end}
    return [token for position, token in enumerate(tokens) if position not in dropped]


def _without_groups(tokens: list[Token]) -> list[Token]:
    r"""Return *tokens* without braces around whole statements: ``{\displaystyle {a = b}}``."""
    kept: list[Token] = list(tokens)
    position = 0
    while position < len(kept):
        begins = position == 0 or is_boundary(kept[position - 1])
        inside = group_ahead(kept, position) if begins and kept[position].kind == "open" else []
        end = position + 1 + len(inside)
        if inside and end + 1 < len(kept) and is_boundary(kept[end + 1]) and _are_rows(inside):
            del kept[end], kept[position]
        else:
            position += 1
    return kept


def _are_rows(tokens: Sequence[Token]) -> bool:
    """Whether *tokens* hold a statement or an alignment, and not only a part of one."""
    depth = 0
    for token in _without_outer_braces(tokens):
        depth += token.nesting
        if depth == 0 and token.text == r"\over":
            return False
        if depth == 0 and token.text in (*commands.RELATIONS, r"\overset", r"\stackrel"):
            return True
    return any(token.kind == "begin" for token in tokens)


def _without_outer_braces(tokens: Sequence[Token]) -> Sequence[Token]:
    """Return *tokens* without all the braces that stand around the whole of them."""
    opened = next((i for i, t in enumerate(tokens) if t.kind != "open"), len(tokens))
    closed = next((i for i, t in enumerate(reversed(tokens)) if t.kind != "close"), len(tokens))
    around = depth = opened
    for token in tokens[opened : len(tokens) - closed]:
        depth += (token.kind == "open") - (token.kind == "close")
        around = min(around, depth)
    around = min(around, closed)
    return tokens[around : len(tokens) - around]


def _row(token: Token, rest: Sequence[Token], position: int) -> Token:
    """Return the mark of the row that begins at *position*."""
    if rest[position].kind == "column":
        return Token("row", "indented", token.span)
    split = any(following.kind == "column" for following in rest)
    return Token("row", "split" if split else "", token.span)


def _skip_options(rest: Sequence[Token], position: int, begin: Token) -> int:
    r"""Step over ``[t]`` and ``{2}`` behind ``\begin{alignedat}``."""
    ahead = rest[position : position + 3]
    texts = [t.text for t in ahead]
    placed = begin.text in ("aligned", "alignedat", "gathered")
    if placed and texts in (["[", "t", "]"], ["[", "c", "]"], ["[", "b", "]"]):
        position += 3
    if begin.text in commands.COUNTED_COLUMNS:
        if rest[position].kind != "open":
            raise ReadingError(
                "missing-operand",
                begin.span,
                f"{begin.text} says first how many pairs of columns it has",
                rf"write \begin{{{begin.text}}}{{1}}",
            )
        position += len(group_ahead(rest, position)) + 2
    return position


def _check_begin(token: Token, kept: Sequence[Token]) -> None:
    if token.text in _KEPT:
        raise _never_ended(token)
    if token.text not in commands.ALIGNMENTS:
        raise ReadingError(
            "unsupported", token.span, f"the environment {token.text} cannot be read here yet"
        )
    if kept and not is_boundary(kept[-1]):
        raise ReadingError(
            "unsupported",
            token.span,
            "an alignment inside an equation cannot be read",
            "put the whole equation into the alignment",
        )


def _check_end(token: Token, opened: Sequence[_Alignment], following: Token) -> None:
    if not opened or opened[-1].name != token.text:
        raise ReadingError(
            "unbalanced-brace", token.span, f"this ends {token.text}, which is not open here"
        )
    if not is_boundary(following):
        raise ReadingError(
            "unsupported",
            following.span,
            "nothing can stand beside an alignment",
            "put it into the last row",
        )


def take_separators(reader: Reader) -> list[Token]:
    """Step over what parts two statements, and return it."""
    start = reader.position
    while reader.token.kind != "finish" and is_boundary(reader.token):
        reader.take()
    return reader.tokens[start : reader.position]


def take_table(reader: Reader) -> list[Token]:
    """Step over the case distinction or matrix that begins here, and return what is inside."""
    start = reader.position
    depth = 0
    while True:
        token = reader.take()
        depth += (token.kind in _TABLES) - (token.kind in _ENDS)
        if depth == 0:
            return reader.tokens[start + 1 : reader.position - 1]


def split_table(tokens: Sequence[Token], kind: Kind) -> list[list[Token]]:
    """Return what stands between the tokens of *kind* that belong to no table further inside."""
    parts: list[list[Token]] = [[]]
    depth = 0
    for token in tokens:
        depth += (token.kind in _TABLES) - (token.kind in _ENDS)
        if token.kind == kind and depth == 0:
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


_TABLES, _ENDS = ("cases", "array"), ("endcases", "endarray")


def is_boundary(token: Token) -> bool:
    """Whether a statement can end before *token*, or begin behind it."""
    return (
        token.kind in ("row", "column", "text", "reference", "begin", "end", "finish")
        or token.text in commands.CONNECTIVES
        or (token.kind == "symbol" and token.text in (",", ";", "."))
    )
