r"""Reading functions of whole tensors: traces, diagonal matrices, inner products."""

from eqproof.diagnostics import ReadingError
from eqproof.latex import commands
from eqproof.latex.atoms import read_atom
from eqproof.latex.functions import read_argument
from eqproof.latex.grammar import Grammar
from eqproof.latex.lookahead import tensor_function_ahead
from eqproof.latex.nodes import Node, Product, TensorFunction
from eqproof.latex.reader import Reader
from eqproof.latex.scripts import read_scripts
from eqproof.latex.tokens import Token


def read_tensor_function(reader: Reader, grammar: Grammar) -> Node | None:
    r"""``function := (\operatorname | \mathrm | \text) '{' ('tr' | 'diag') '}' argument``"""
    start = reader.position
    length = tensor_function_ahead(reader)
    if not length:
        return None
    reader.position += length
    span = reader.since(start)
    letters = "".join(t.text for t in reader.tokens[start : reader.position] if t.kind == "letter")
    name = rf"\operatorname{{{letters}}}" if letters else reader.tokens[start].text
    if reader.token.kind in ("sub", "sup", "prime"):
        raise ReadingError(
            "unsupported",
            span.to(reader.token.span),
            f"{name} cannot carry a script",
            f"write {name}(…)",
        )
    kind = commands.TENSOR_FUNCTIONS[name]
    if kind == "diag" and reader.at("(", "["):
        # a column has no power or transpose that is a column: the scripts are those of the matrix
        argument = read_atom(reader, grammar)
        node = TensorFunction(kind, argument, span=reader.since(start))
        return read_scripts(reader, grammar, node, start)
    function = Token("command", name, span)
    argument = read_argument(reader, grammar, function, start, "put brackets around the whole")
    return TensorFunction(kind, argument, span=reader.since(start))


def read_inner_product(reader: Reader, grammar: Grammar) -> Node:
    r"""``inner := '\langle' expression ',' expression '\rangle'``"""
    start = reader.position
    opening = reader.take()
    outer, reader.subscript = reader.subscript, False
    left = grammar.expression(reader)
    if not reader.at(","):
        if not reader.at(r"\rangle"):
            raise reader.unexpected()
        raise ReadingError(
            "missing-operand",
            opening.span.to(reader.token.span),
            "an inner product has two factors",
            r"write \langle a, b \rangle",
        )
    reader.take()
    right = grammar.expression(reader)
    reader.subscript = outer
    reader.expect_bracket(opening)
    return Product(left, right, r"\langle", span=reader.since(start))
