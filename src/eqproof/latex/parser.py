r"""LaTeX to a syntax tree, by recursive descent; the docstring of each function is its grammar.

What may be read in two ways is an error with a proposal, never a guess. The parts of a factor have
modules of their own and call back through ``GRAMMAR``.
"""

from eqproof.diagnostics import ReadingError
from eqproof.latex import calculus, commands, dots
from eqproof.latex.atoms import read_atom
from eqproof.latex.functions import read_builtin
from eqproof.latex.grammar import Grammar
from eqproof.latex.lookahead import starts_factor
from eqproof.latex.nodes import (
    Add,
    BigOperator,
    Fraction,
    Name,
    Negative,
    Node,
    Number,
    Product,
    children,
)
from eqproof.latex.operators import has_limits, read_big_operator
from eqproof.latex.reader import Reader
from eqproof.latex.scripts import read_scripts


def read_expression(reader: Reader) -> Node:
    r"""``expression := ['+' | '-'] term (('+' | '-' | '+ \dots') term)*``"""
    start = reader.position
    terms: list[Node] = []
    gap: int | None = None
    while True:
        negative = False
        first = reader.position
        if reader.at("+", "-"):
            negative = reader.take().text == "-"
        elif terms:
            break
        _skip_columns(reader)
        if reader.token.kind == "command" and reader.token.text in commands.DOTS:
            gap = len(terms)
            reader.take()
            _skip_columns(reader)
            continue
        term = read_term(reader)
        terms.append(Negative(term, span=reader.since(first)) if negative else term)
        _skip_columns(reader)
    span = reader.since(start)
    if gap is not None:
        terms = dots.close_pattern("sum", terms, gap, span)
    if len(terms) == 1:
        return terms[0]
    _check_scopes(terms)
    return Add(tuple(terms), span=span)


def _skip_columns(reader: Reader) -> None:
    """Step over a row break or alignment mark inside a sum: the next row begins with its sign."""
    position = reader.position
    while reader.tokens[position].kind in ("row", "column"):
        position += 1
    token = reader.tokens[position]
    if position > reader.position and token.kind == "symbol" and token.text in ("+", "-"):
        reader.position = position
    elif reader.token.kind == "column" and position == reader.position + 1:
        previous = reader.tokens[reader.position - 1]
        if previous.kind == "symbol" and previous.text in ("+", "-"):
            reader.position = position


def _check_scopes(terms: list[Node]) -> None:
    for place, term in enumerate(terms[:-1]):
        for operator in _open_operators(term):
            for later in terms[place + 1 :]:
                if operator.index in free_names(later):
                    sign = rf"\{operator.kind}"
                    raise ReadingError(
                        "unbracketed-scope",
                        later.span,
                        f"the {sign} over {operator.index} ends before this term,"
                        f" which uses {operator.index}",
                        rf"put what {sign} covers in brackets: {sign}_{{…}} \left( … \right)",
                    )


def _open_operators(term: Node) -> list[BigOperator]:
    """Return the sums and products whose body reaches to the right end of *term*."""
    match term:
        case BigOperator():
            return [term, *_open_operators(term.body)]
        case Negative(operand):
            return _open_operators(operand)
        case Product(_, right):
            return _open_operators(right)
        case _:
            return []


def free_names(node: Node) -> set[str]:
    """Return the names in *node* that no sum or product inside it binds."""
    match node:
        case Name(key):
            return {key}
        case BigOperator(index=index):
            below = free_names(node.body) - {index}
            return below | free_names(node.lower) | free_names(node.upper)
        case _:
            return set().union(*(free_names(child) for child in children(node)))


def read_term(reader: Reader) -> Node:
    r"""``term := entrywise (':' entrywise)*``, the Frobenius product."""
    start = reader.position
    node = _read_entrywise(reader)
    while reader.at(":"):
        reader.take()
        node = Product(node, _read_entrywise(reader), ":", span=reader.since(start))
    return node


def _read_entrywise(reader: Reader) -> Node:
    r"""``entrywise := product (('\odot' | '\oslash') product)*``"""
    start = reader.position
    node = _read_product(reader)
    while reader.token.kind == "command" and reader.token.text in commands.ENTRYWISE_SIGNS:
        sign = commands.ENTRYWISE_SIGNS[reader.take().text]
        right = _read_product(reader)
        node = Product(node, right, sign, span=reader.since(start))  # type: ignore[arg-type]
    return node


def _read_product(reader: Reader) -> Node:
    r"""``product := factor (['\cdot' | '\times' | '*' | '/' | '\dots'] factor)*``"""
    start = reader.position
    node = _read_factor(reader)
    factors: list[Node] = [node]
    gap: int | None = None
    while True:
        token = reader.token
        if (token.kind == "command" and token.text in commands.PRODUCT_SIGNS) or reader.at("*"):
            reader.take()
            if reader.token.kind == "command" and reader.token.text in commands.DOTS:
                gap = len(factors)
                reader.take()
                if reader.token.text in commands.PRODUCT_SIGNS:
                    reader.take()
            right = _read_factor(reader)
            node = Product(
                node, right, commands.PRODUCT_SIGNS[token.text], span=reader.since(start)
            )  # type: ignore[arg-type]
        elif reader.at("/"):
            reader.take()
            right = _read_factor(reader)
            node = Fraction(node, right, slash=True, span=reader.since(start))
            if starts_factor(reader):
                raise ReadingError(
                    "ambiguous",
                    reader.since(start),
                    "a product behind a slash can be read in two ways",
                    r"write \frac{…}{…}, or brackets around the denominator",
                )
        elif starts_factor(reader):
            if isinstance(factors[-1], Number) and token.kind == "number":
                raise ReadingError(
                    "ambiguous", token.span, "two numbers side by side", r"write \cdot between them"
                )
            right = _read_factor(reader)
            node = Product(node, right, "", span=reader.since(start))
        else:
            break
        factors.append(right)
    if gap is not None:
        return dots.close_pattern("prod", factors, gap, reader.since(start))[0]
    return node


def _read_factor(reader: Reader) -> Node:
    """``factor := operator | function | atom script*``"""
    token = reader.token
    if token.kind == "command":
        if token.text in (r"\sum", r"\prod") or (
            token.text in (r"\Sigma", r"\Pi") and has_limits(reader)
        ):
            return read_big_operator(reader, GRAMMAR)
        if token.text in commands.FUNCTIONS:
            return read_builtin(reader, GRAMMAR)
    derivative = calculus.read_operator(reader, GRAMMAR)
    if derivative is not None:
        return derivative
    start = reader.position
    atom = read_atom(reader, GRAMMAR)
    return read_scripts(reader, GRAMMAR, atom, start)


GRAMMAR = Grammar(read_expression, read_term, _read_factor)
