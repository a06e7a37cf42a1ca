r"""Between which sets an arbitrary function leads.

mapping := set ('\times' set)* ('\to' | '\rightarrow') set
"""

from eqproof.diagnostics import ReadingError
from eqproof.latex.nodes import ONE, SCALAR, NumberSet, Shape
from eqproof.latex.parser import GRAMMAR
from eqproof.latex.reader import Reader
from eqproof.latex.sets import read_set
from eqproof.notation.symbols import Function

_LETTERS = "tuvw"


def read_mapping(reader: Reader) -> tuple[list[NumberSet], NumberSet]:
    """Read the sets of the arguments and that of the value. Raises ReadingError."""
    start = reader.position
    arguments = [read_set(reader, GRAMMAR)]
    while reader.at(r"\times"):
        reader.take()
        arguments.append(read_set(reader, GRAMMAR))
    if len(arguments) > len(_LETTERS):
        raise ReadingError("unsupported", reader.since(start), "a function of so many arguments")
    if not reader.at(r"\to", r"\rightarrow"):
        raise ReadingError(
            "missing-operand",
            reader.token_or_last(),
            "a function leads to a set",
            r"\to \mathbb{R}",
        )
    reader.take()
    value = read_set(reader, GRAMMAR)
    table = len(arguments) == 1 and arguments[0].kind == "range"
    for number_set in () if table else (*arguments, value):
        if number_set != NumberSet("interval", power=number_set.power):
            raise ReadingError(
                "unsupported",
                number_set.span,
                r"a function leads from all of \mathbb{R}^{n} to all of \mathbb{R}^{m} here",
                r"for example f \colon \mathbb{R}^{n} \to \mathbb{R}",
            )
    return arguments, value


def function_of(key: str, arguments: list[NumberSet], value: NumberSet) -> Function:
    """Return the function *key* between sets; of numbers alone it is applied entry by entry."""
    shapes = tuple(_shape(number_set) for number_set in arguments)
    shape = _shape(value)
    parameters = tuple(_LETTERS[: len(shapes)])
    if shape == SCALAR and all(s == SCALAR for s in shapes):
        return Function(key, parameters)
    return Function(key, parameters, shapes=shapes, shape=shape)


def _shape(number_set: NumberSet) -> Shape:
    if not number_set.power:
        return SCALAR
    return number_set.power[0], number_set.power[1] if len(number_set.power) > 1 else ONE
