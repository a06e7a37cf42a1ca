r"""Reading tensors that are written out.

array := '\begin{bmatrix}' row ('\\' row)* '\end{bmatrix}'  |  '(' cell (',' cell)+ ')'
row   := cell ('&' cell)*

A cell is an expression or dots. Dots stand between two cells of a row, or, in each of its cells,
make up a row between two others. A dash at both ends of a row draws a line and says nothing.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from eqproof.diagnostics import ReadingError
from eqproof.latex import commands
from eqproof.latex.diagonals import close_square
from eqproof.latex.dots import Gap, close_list
from eqproof.latex.grammar import Grammar
from eqproof.latex.nodes import Array, Component, Name, Node, Number, Row, walk
from eqproof.latex.places import places, put
from eqproof.latex.reader import Reader
from eqproof.latex.rows import split_table, take_table
from eqproof.latex.symbols import group_ahead
from eqproof.latex.tokens import Token
from eqproof.source import Span

Cell = list[Token]


@dataclass(frozen=True, slots=True)
class _Line:
    """The cells of a row, and where dots stand between them."""

    cells: list[Node]
    gap: Gap | None
    span: Span


def read_array(reader: Reader, grammar: Grammar) -> Node:
    """Read a matrix environment; the next token is of kind ``array``."""
    start = reader.position
    opening = reader.token
    inside = take_table(reader)
    if opening.text == "array" and inside and inside[0].kind == "open":
        inside = inside[len(group_ahead(inside, 0)) + 2 :]
    lines = [split_table(line, "cell") for line in split_table(inside, "line") if line]
    lines = _with_zeros(_without_spacing([_without_dashes(line) for line in lines]))
    span = reader.since(start)
    if not lines:
        raise ReadingError("missing-operand", span, "this matrix is empty")
    rows: list[_Line] = []
    gap: Gap | None = None
    for line in lines:
        if all(_is_dots(cell) or not cell for cell in line):
            dots = next(cell[0] for cell in line if cell)
            gap = _only(gap, Gap(len(rows), "", dots))
        else:
            rows.append(_read_row(line, reader, grammar, span))
    return _closed(rows, gap, span)


def read_list(reader: Reader, grammar: Grammar, first: Node, start: int) -> Node:
    r"""Read the rest of ``(a, b, \dots, c)``, of which *first* is read: a row."""
    cells = [first]
    gap: Gap | None = None
    while reader.at(","):
        reader.take()
        if reader.token.text in commands.DOTS:
            gap = _only(gap, Gap(len(cells), "", reader.take()))
        else:
            cells.append(grammar.expression(reader))
    span = reader.since(start)
    return _closed([_Line(cells, gap, span)], None, span)


def _without_dashes(line: list[Cell]) -> list[Cell]:
    r"""Return ``- & w^\top & -`` without the dashes, which draw a row as a line."""
    ends = [[t.text.strip() for t in cell] for cell in (line[0], line[-1])]
    drawn = len(line) > 2 and all(end in _LINES for end in ends)
    return line[1:-1] if drawn else line


_LINES = (["-"], ["—"], ["--"], ["---"], [r"\rule"])


def _without_spacing(lines: list[list[Cell]]) -> list[list[Cell]]:
    """Return *lines* without columns in which nothing stands, as ``a && b`` has one."""
    if len({len(line) for line in lines}) > 1:
        return lines
    empty = {i for i in range(len(lines[0])) if not any(line[i] for line in lines)} if lines else {}
    return [[cell for i, cell in enumerate(line) if i not in empty] for line in lines]


def _with_zeros(lines: list[list[Cell]]) -> list[list[Cell]]:
    r"""Write zeros where nothing stands beside a diagonal with ``\ddots`` in it.

    In the column of the dots nothing is more of these dots.
    """
    found = [line for line in lines if any(t.text == r"\ddots" for cell in line for t in cell)]
    if len(found) != 1 or sum(map(bool, found[0])) != 1:
        return lines
    column = next(place for place, cell in enumerate(found[0]) if cell)
    dots = found[0][column][0]
    blank = {column: dots}
    return [
        line
        if line is found[0]
        else [
            cell or [blank.get(place, Token("number", "0", dots.span))]
            for place, cell in enumerate(line)
        ]
        for line in lines
    ]


def _is_dots(cell: Cell) -> bool:
    texts = [token.text for token in cell]
    return texts == [".", ".", "."] or (len(texts) == 1 and texts[0] in commands.ROW_DOTS)


def _read_row(line: list[Cell], reader: Reader, grammar: Grammar, span: Span) -> _Line:
    cells: list[Node] = []
    gap: Gap | None = None
    for tokens in line:
        if not tokens:
            raise ReadingError(
                "missing-operand", span, "an entry of this matrix is empty", "write 0 for a zero"
            )
        if _is_dots(tokens):
            gap = _only(gap, Gap(len(cells), "", tokens[0]))
            continue
        cells.append(reader.read_all(tokens, grammar.expression))
    return _Line(cells, gap, line[0][0].span.to(line[-1][-1].span))


def _only(known: Gap | None, found: Gap) -> Gap:
    if known is not None:
        raise ReadingError("ambiguous", found.dots.span, "dots stand twice in this row or column")
    return found


def _closed(lines: Sequence[_Line], gap: Gap | None, span: Span) -> Node:
    """Return the array of *lines*, with dots in them and a *gap* between them as stacks."""
    double = {
        node.base
        for line in lines
        for cell in line.cells
        for node in walk(cell)
        if isinstance(node, Component) and len(node.indices) == 2
    }
    lines = [replace(line, cells=[_parted(cell, double) for cell in line.cells]) for line in lines]
    square = _closed_square(lines, gap, span)
    if square is not None:
        return square
    rows: list[Node] = [_closed_row(line) for line in lines]
    if gap is not None:
        _check_ends(gap, rows)
        rows = close_list(rows, gap, False, span)
    whole = [row if isinstance(row, Row) else Row((row,), span=row.span) for row in rows]
    if len(whole) == len(whole[0].cells) == 1:
        return replace(whole[0].cells[0], span=span)
    return Array(tuple(whole), span=span)


def _closed_square(lines: Sequence[_Line], gap: Gap | None, span: Span) -> Node | None:
    """Return a matrix whose diagonal has a pattern of its own, if this is one."""
    if gap is None or any(line.gap is None for line in lines):
        return None
    if {line.gap.position for line in lines if line.gap is not None} != {gap.position}:
        return None
    return close_square([line.cells for line in lines], gap.position, span)


def _closed_row(line: _Line) -> Row:
    cells = line.cells
    if line.gap is not None:
        _check_ends(line.gap, cells)
        cells = close_list(cells, line.gap, True, line.span)
    return Row(tuple(cells), span=line.span)


def _check_ends(gap: Gap, items: Sequence[Node]) -> None:
    if gap.position == 0 or (gap.position == len(items) < 2):
        raise ReadingError(
            "missing-operand",
            gap.dots.span,
            "the dots need an entry before and behind them",
            r"for example (x_1, x_2, \dots, x_m)",
        )


def _parted(cell: Node, double: Set[Node]) -> Node:
    """Return *cell* with two digits as two subscripts, ``a_{11}`` beside ``a_{1n}``.

    *double* are the names that have two subscripts somewhere in the array.
    """
    for path, node in list(places(cell)):
        match node:
            case Component(Name() as base, (Number(text) as number,)) if base in double:
                if len(text) == 2 and text.isdecimal():
                    digits = tuple(Number(digit, span=number.span) for digit in text)
                    cell = put(cell, path, replace(node, indices=digits))
    return cell
