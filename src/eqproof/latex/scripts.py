r"""Reading the scripts behind an atom: components, powers, transposes."""

from eqproof.diagnostics import ReadingError
from eqproof.latex.grammar import Grammar
from eqproof.latex.groups import read_group
from eqproof.latex.nodes import Component, Node, Power, Product, Transpose
from eqproof.latex.reader import Reader

_TRANSPOSES = frozenset({r"\top", r"\intercal"})


def read_scripts(reader: Reader, grammar: Grammar, node: Node, start: int) -> Node:
    r"""``script := '_' indices | '^' (\top | 'T' | exponent)``, each at most once"""
    seen: set[str] = set()
    exponent: Node | None = None
    transposed = False
    while reader.token.kind in ("sub", "sup", "prime"):
        token = reader.take()
        if token.kind == "prime":
            raise ReadingError(
                "unsupported", token.span, "a prime can stand behind a function's name only"
            )
        if token.kind in seen:
            raise ReadingError("ambiguous", token.span, "two scripts at one place", "use braces")
        seen.add(token.kind)
        if token.kind == "sub":
            indices = _read_indices(reader, grammar)
            node = Component(node, indices, span=reader.since(start))
        elif _at_transpose(reader, node):
            transposed = True
        else:
            exponent = read_group(reader, grammar, "an exponent")
    if exponent is not None:
        return Power(node, exponent, span=reader.since(start))
    if transposed:
        return Transpose(node, span=reader.since(start))
    return node


def _read_indices(reader: Reader, grammar: Grammar) -> tuple[Node, ...]:
    if reader.token.kind != "open":
        return (read_group(reader, grammar, "a subscript"),)
    reader.take()
    indices = [grammar.expression(reader)]
    while reader.at(","):
        reader.take()
        indices.append(grammar.expression(reader))
    reader.expect_close()
    if len(indices) == 1:
        return _split_product(indices[0])
    return tuple(indices)


def _split_product(node: Node) -> tuple[Node, ...]:
    """``X_{ij}`` has two indices, not their product."""
    if isinstance(node, Product) and node.sign == "":
        return (*_split_product(node.left), node.right)
    return (node,)


def _at_transpose(reader: Reader, base: Node) -> bool:
    """Step over a transpose sign: ``\\top``, ``T``, ``{T}``, ``{\\mathrm T}``."""
    position = reader.position
    braced = reader.tokens[position].kind == "open"
    if braced:
        position += 1
    upright = reader.tokens[position].text == r"\mathrm"
    if upright:
        position += 1
        if reader.tokens[position].kind == "open":
            position += 1
    token = reader.tokens[position]
    if token.text not in _TRANSPOSES and token.text != "T":
        return False
    position += 1
    if upright and reader.tokens[position].kind == "close":
        position += 1
    if braced:
        if reader.tokens[position].kind != "close":
            return False
        position += 1
    if token.text == "T" and not upright and reader.names.canonical("T") is not None:
        raise ReadingError(
            "ambiguous",
            base.span.to(token.span),
            "T is a declared name, so this can be a power or a transpose",
            r"write ^\top for the transpose",
        )
    reader.position = position
    return True
