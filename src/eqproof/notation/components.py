r"""The components of a name, written out where it is declared.

components := '(' component (',' component)* ')' ['^\top']
component  := letter '_' number | letter '^' '(' number ')'
            | letter '^' '(' index ')' '_' number | letter '_' '{' index [','] number '}'
            | letter mark '_' number | letter '_' number mark

With an index the components are those of a member of a family, any one of its members.

``Y = (y_{ij})`` names the letter of the entries of a matrix.
``X = (x^{(1)}, \dots, x^{(m)})^\top`` names the rows of a matrix; without the transpose, columns.
"""

from dataclasses import dataclass

from eqproof.diagnostics import ReadingError
from eqproof.latex import commands
from eqproof.latex.family import Family
from eqproof.latex.marks import is_mark
from eqproof.latex.names import plain_letters
from eqproof.latex.nodes import ONE, Dim, Shape
from eqproof.latex.reader import Reader
from eqproof.latex.scripts import take_transpose
from eqproof.latex.sets import read_dim
from eqproof.latex.symbols import check_digits, is_bracketed, read_letter, script_ahead, starts_name
from eqproof.latex.tokens import Token
from eqproof.source import Span


@dataclass(frozen=True, slots=True)
class Component:
    """A component as it is written in a declaration: ``w_0`` is the letter w and the number 0."""

    letter: str
    sign: str
    number: Dim


@dataclass(frozen=True, slots=True)
class Components:
    """The first and last of the components that are written out, and how they stand."""

    first: Component
    last: Component
    transposed: bool
    span: Span


def read_components(reader: Reader, indices: tuple[str, ...] = ()) -> Components:
    r"""Read ``(w_0, w_1, \dots, w_k)^\top``: numbers that count up by one, dots before the last.

    They may carry the *indices* of a member as well.
    """
    start = reader.position
    if not reader.at("(", "["):
        raise ReadingError(
            "unsupported",
            reader.token_or_last(),
            "the components of a name stand in brackets",
            r"for example (w_0, w_1, \dots, w_k)^\top",
        )
    opening = reader.take()
    components = [_read_component(reader, indices)]
    dotted = False
    while reader.at(",") and not dotted:
        reader.take()
        if reader.token.kind == "command" and reader.token.text in commands.DOTS:
            dots = reader.take()
            if not reader.at(","):
                raise ReadingError(
                    "missing-operand", dots.span, "the dots lead to no last component"
                )
            reader.take()
            dotted = True
        components.append(_read_component(reader, indices))
    reader.expect_bracket(opening)
    span = reader.since(start)
    column = reader.token.kind == "sup"
    if column:
        sign = reader.take()
        if not take_transpose(reader):
            raise ReadingError("unsupported", sign.span, r"only ^\top can stand behind components")
    counted = components[:-1] if dotted else components
    first = components[0].number
    expected = [Dim(None, first.offset + place) for place in range(len(counted))]
    letters = {component.letter + component.sign for component in components}
    if len(letters) > 1 or first.name is not None or [c.number for c in counted] != expected:
        raise ReadingError(
            "unsupported",
            span,
            "the components are one letter with numbers that count up by one",
            r"for example (w_0, w_1, \dots, w_k)^\top",
        )
    return Components(components[0], components[-1], column, span)


def read_entry_letter(reader: Reader) -> str:
    r"""Read ``(y_{ij})``, the letter of the entries of a matrix; "", unmoved, if it is not ahead.

    The first subscript numbers the row and the second the column, whatever their letters.
    """
    start = reader.position
    if not reader.at("(", "[") or not starts_name(reader.ahead()):
        return ""
    opening = reader.take()
    letter = read_letter(reader)
    above = ""
    indices: list[Token] = []
    while reader.token.kind in ("sub", "sup"):
        script = script_ahead(reader)
        if script is None:
            break
        if script.text.startswith("_"):
            indices = [t for t in script.tokens if t.kind != "symbol"]
        else:
            above = script.text
        reader.position = script.end
    places = {t.text for t in indices if t.kind == "letter" or t.text in commands.GREEK}
    if len(indices) != 2 or len(places) != 2 or not reader.at(commands.OPENERS[opening.text]):
        reader.position = start
        return ""
    reader.take()
    return letter + above


def _read_component(reader: Reader, indices: tuple[str, ...]) -> Component:
    start = reader.position
    if not starts_name(reader.token):
        raise ReadingError(
            "missing-operand", reader.token_or_last(), "a component is expected here"
        )
    letter = read_letter(reader)
    above = script_ahead(reader) if reader.token.kind == "sup" else None
    member = above is not None and above.text == f"^{{({','.join(indices)})}}"
    layer = above is not None and is_mark(above) and reader.tokens[above.end].kind == "sub"
    if above is not None and (member or layer):
        reader.position = above.end
        letter += above.text
    if reader.token.kind not in ("sub", "sup"):
        raise ReadingError("missing-operand", reader.since(start), "a component carries its number")
    sign = reader.take().text
    braced = reader.at_brace()
    if braced:
        reader.take()
    if braced and sign == "_" and reader.token.text in indices:
        letter += f"_{{{reader.take().text}}}"
        if reader.at(","):
            reader.take()
    else:
        check_digits(reader.token)
    bracket = reader.take() if sign == "^" and reader.at("(") else None
    if sign == "^" and bracket is None:
        raise ReadingError(
            "unsupported", reader.since(start), "the number above a component stands in brackets"
        )
    letter_alone = not braced and reader.ahead(0).kind == "letter"
    number = Dim(reader.take().text) if letter_alone else read_dim(reader)
    if bracket is not None:
        reader.expect_bracket(bracket)
    if braced:
        reader.expect_close()
    script = script_ahead(reader) if sign == "_" and reader.token.kind == "sup" else None
    if script is not None and is_mark(script) and is_bracketed(script.tokens):
        reader.position = script.end
        letter += script.text
    return Component(letter, sign, number)


def first_within(parts: Components, spelling: str, shape: tuple[Dim, ...]) -> int:
    r"""Return the number of the first of the components that a member written *spelling* has.

    ``x^{(i)} = (x^{(i)}_0, \dots, x^{(i)}_n)^\top``. Raises ReadingError.
    """
    first, last = parts.first.number.offset, parts.last.number
    count = Dim(last.name, last.offset - first + 1)
    if parts.first.letter not in (spelling, *plain_letters(spelling)) or parts.first.sign != "_":
        raise ReadingError(
            "unsupported",
            parts.span,
            "the components of a member are written with its name and their number",
            f"for example {spelling}_0",
        )
    if shape not in ((count, ONE), (ONE, count)) or parts.transposed != (shape[1] == ONE):
        how = "above one another" if parts.transposed else "side by side"
        raise ReadingError(
            "shape-mismatch",
            parts.span,
            f"these are {count} components {how}, and the set says {shape[0]}×{shape[1]}",
        )
    return first


def families_of(
    key: str, parts: Components, shape: Shape, span: Span
) -> tuple[tuple[str, Family], ...]:
    """Check that the components are as many as the set says; return the families they make."""
    first, last = parts.first.number.offset, parts.last.number
    count = Dim(last.name, last.offset - first + 1)
    written = parts.first.letter + parts.first.sign
    if ONE not in shape:
        along = shape[0] if parts.transposed else shape[1]
        if count == along and first == 1:
            rows = Family(key, "member")
            return ((written, rows if parts.transposed else Family(key, "column", shape)),)
        what = "rows" if parts.transposed else "columns"
        raise ReadingError(
            "shape-mismatch",
            span,
            f"{key} has {count} {what} numbered from {first}, the set says {along}",
        )
    if not parts.transposed and shape[1] == ONE:
        raise ReadingError(
            "shape-mismatch",
            parts.span,
            "components side by side are a row, and a vector is a column",
            r"write ^\top behind the bracket",
        )
    if shape not in ((count, ONE), (ONE, count)) or parts.transposed != (shape[1] == ONE):
        raise ReadingError(
            "shape-mismatch",
            span,
            f"{key} has {count} components, the set says {shape[0]}",
            rf"write \mathbb{{R}}^{{{count}}}",
        )
    return ((written, Family(key, "entry")),) if parts.first.sign == "^" else ()
