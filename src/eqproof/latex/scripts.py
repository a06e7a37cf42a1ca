r"""Reading the scripts behind an atom: components, powers, transposes."""

from collections.abc import Set

from eqproof.diagnostics import ReadingError
from eqproof.latex import commands
from eqproof.latex.grammar import Grammar
from eqproof.latex.groups import read_script
from eqproof.latex.nodes import (
    Component,
    Constant,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Slice,
    Transpose,
    walk,
)
from eqproof.latex.reader import Reader
from eqproof.latex.symbols import (
    Script,
    bracket_ahead,
    group_ahead,
    is_bracketed,
    script_ahead,
    unknown_symbol,
)
from eqproof.latex.tokens import Token
from eqproof.source import Span


def read_scripts(reader: Reader, grammar: Grammar, node: Node, start: int) -> Node:
    r"""``script := '_' indices | '^' (\top | 'T' | exponent)``, each at most once"""
    node = _read_bracketed_slice(reader, grammar, node, start) or node
    seen: set[str] = set()
    exponent: Node | None = None
    transposed = False
    inverse: Span | None = None
    while reader.token.kind in ("sub", "sup", "prime"):
        token = reader.take()
        primes = _primes(reader) if token.kind == "sup" else []
        if token.kind == "prime" or primes:
            raise ReadingError(
                "unsupported",
                token.span.to(primes[0].span) if primes else token.span,
                "a prime can stand behind a function's name only",
                _prime_help(node, reader.names.tensors),
            )
        if token.kind in seen:
            raise ReadingError("ambiguous", token.span, "two scripts at one place", "use braces")
        seen.add(token.kind)
        if token.kind == "sub":
            if transposed:
                raise ReadingError(
                    "ambiguous",
                    reader.since(start),
                    "this can be an entry of the transpose or the transpose of an entry",
                    r"write \left(…^\top\right)_{…}, or the entry with its subscripts in place",
                )
            _check_brackets(reader, node)
            part = _read_slice(reader, grammar, node, start)
            if part is not None:
                node = part
                continue
            indices = read_indices(reader, grammar, node)
            _check_inverse(exponent, indices, reader.since(start))
            node = entry_of(node, indices, reader.since(start))
        elif (minus := _take_minus(reader, node)) is not None:
            transposed, inverse = True, minus
        elif take_transpose(reader, node):
            transposed = True
        else:
            _check_brackets(reader, node)
            exponent = read_script(reader, grammar, "an exponent")
    if exponent is not None:
        return Power(node, exponent, span=reader.since(start))
    if inverse is not None:
        power = Power(
            node, Negative(Number("1", span=inverse), span=inverse), span=reader.since(start)
        )
        return Transpose(power, span=power.span)
    if transposed:
        return _transposed(node, reader.since(start))
    return node


def _take_minus(reader: Reader, base: Node) -> Span | None:
    r"""Step over ``{-\top}``, the mark of a transposed inverse, and return where its minus is."""
    if reader.token.kind != "open" or reader.ahead().text != "-":
        return None
    inside = group_ahead(reader.tokens, reader.position)[1:]
    mark = reader.position
    reader.position += 2
    # what is left of the group is read as a group of its own would be
    inner = reader.inner(inside)
    minus = reader.tokens[mark + 1].span
    if inside and take_transpose(inner, base) and inner.token.kind == "finish":
        reader.position = mark + len(inside) + 3
        return minus
    reader.position = mark
    return None


def _check_inverse(exponent: Node | None, indices: tuple[Node, ...], span: Span) -> None:
    """Refuse ``A^{-1}_{ij}``, which is an entry of the inverse to most, and one over an entry."""
    two = len(indices) > 1 or any(isinstance(i, Number) and len(i.text) > 1 for i in indices)
    if exponent == Negative(Number("1")) and two:
        raise ReadingError(
            "ambiguous",
            span,
            "this can be an entry of the inverse or the inverse of an entry",
            r"write \left(…^{-1}\right)_{…}, or \frac{1}{…} with the subscripts in place",
        )


def _prime_help(node: Node, tensors: Set[str]) -> str:
    if isinstance(node, Name) and node.key in tensors:
        return rf"for the transpose define it: ${node.key}' := {node.key}^\top$"
    if isinstance(node, Name):
        return rf"define it: ${node.key}' := \frac{{\partial {node.key}}}{{\partial …}}$"
    return r"a derivative by x is written \frac{\partial …}{\partial x}"


def entry_of(base: Node, indices: tuple[Node, ...], span: Span) -> Node:
    """Return the entry of *base* at *indices*; one of a row or column is one of its matrix."""
    match base, indices:
        case Slice(tensor, column, "column"), (row,):
            return Component(tensor, (row, column), span=span)
        case Slice(tensor, row), (column,):
            return Component(tensor, (row, column), span=span)
        case _:
            return Component(base, indices, span=span)


def _primes(reader: Reader) -> list[Token]:
    inside = [reader.token]
    if reader.token.kind == "open":
        inside = group_ahead(reader.tokens, reader.position)
    return [t for t in inside[:1] if t.kind == "prime" or t.text == r"\prime"]


_NO_NUMBERS = commands.FRACTIONS | commands.FUNCTIONS | {"/"}
"""Of what has these in it, nothing is numbered: it is a power."""


def _check_brackets(reader: Reader, base: Node) -> None:
    """Refuse ``x^{(i)}`` and ``x_{(i)}``, which are powers and entries to some readers only."""
    if reader.token.kind != "open" or (isinstance(base, Constant) and base.kind == "e"):
        return
    inside = group_ahead(reader.tokens, reader.position)
    above = reader.tokens[reader.position - 1].kind == "sup"
    if above and any(token.text in _NO_NUMBERS for token in inside):
        return
    if is_bracketed(inside):
        raise ReadingError(
            "ambiguous",
            inside[0].span.to(inside[-1].span),
            "a script in brackets can be a power, an entry, or the number of a thing in a row",
            "write a power or an entry without brackets; such numbers cannot be read yet",
        )


def _transposed(node: Node, span: Span) -> Node:
    """Return *node* transposed; a row of a matrix that is no family is one set upright."""
    match node:
        case Slice(base, index, "row", ""):
            return Slice(base, index, "member", span=span)
        case _:
            return Transpose(node, span=span)


def _read_slice(reader: Reader, grammar: Grammar, base: Node, start: int) -> Node | None:
    """Read ``{i,:}`` or ``{:,j}``, also without the comma; None, unmoved, if none is ahead."""
    if reader.token.kind != "open":
        return None
    inside = group_ahead(reader.tokens, reader.position)
    return _slice(reader, grammar, base, start, inside)


def _read_bracketed_slice(reader: Reader, grammar: Grammar, base: Node, start: int) -> Node | None:
    """Read ``A[i,:]`` as ``A_{i,:}``; None, unmoved, if none is ahead."""
    if not isinstance(base, Name) or not reader.at("["):
        return None
    inside = bracket_ahead(reader.tokens, reader.position)
    listed = [token.text for token in inside if token.text in (",", ":")]
    if listed not in ([",", ":"], [":", ","]):
        return None
    return _slice(reader, grammar, base, start, inside)


def _slice(
    reader: Reader, grammar: Grammar, base: Node, start: int, inside: list[Token]
) -> Node | None:
    colons = [place for place, token in enumerate(inside) if token.text == ":"]
    if len(colons) != 1 or len(inside) < 2 or colons[0] not in (0, len(inside) - 1):
        return None
    rest = inside[1:] if colons[0] == 0 else inside[:-1]
    comma = rest[0] if colons[0] == 0 else rest[-1]
    if comma.text == ",":
        rest = rest[1:] if colons[0] == 0 else rest[:-1]
    inner = reader.inner(rest)
    inner.subscript = True
    index = grammar.expression(inner)
    if inner.token.kind != "finish":
        raise inner.unexpected()
    reader.position += len(inside) + 2
    return Slice(base, index, "column" if colons[0] == 0 else "row", span=reader.since(start))


def read_indices(reader: Reader, grammar: Grammar, base: Node) -> tuple[Node, ...]:
    """Read what stands behind ``_``; a name there must be an index that is known."""
    reader.position -= 1
    script = script_ahead(reader)
    reader.position += 1
    try:
        if reader.token.kind == "open":
            return _read_braced_indices(reader, grammar)
        return (read_script(reader, grammar, "a subscript"),)
    except ReadingError as error:
        unread = error.code in ("unknown-symbol", "unsupported")
        if unread and script is not None and isinstance(base, Name) and _is_word(script):
            place = base.span.to(script.span)
            raise unknown_symbol(reader.names, base.key + script.text, place) from None
        if error.code == "unknown-symbol" and error.name is not None:
            word = word_typed(reader)
            if word is not None:
                raise ReadingError(
                    "unknown-symbol",
                    error.span,
                    f"only {word[0]} is lowered here, and nothing says what it is",
                    rf"write _{{\mathrm{{{word}}}}} for a word" + _accent(word),
                    name=error.name,
                ) from None
            raise free_index(error.name, error) from None
        raise


def _accent(word: str) -> str:
    return rf", or \{word}{{…}} for the accent" if rf"\{word}" in commands.ACCENTS else ""


def word_typed(reader: Reader) -> str | None:
    """Return the word whose first letter was just read as a subscript without braces, or None."""
    end = reader.position
    while reader.tokens[end].kind == "letter" and (
        reader.tokens[end].span.start == reader.tokens[end - 1].span.end
    ):
        end += 1
    word = "".join(token.text for token in reader.tokens[reader.position - 1 : end])
    typed = reader.tokens[reader.position - 2].kind == "sub"
    return word if typed and len(word) > 2 and word.isalpha() else None


def _is_word(script: Script) -> bool:
    r"""Whether a subscript names a thing, as in ``L_{\mathrm{BCE}}``, rather than an entry."""
    word = script.text[2:-1]
    return not script.letters or (len(word) > 2 and word.isalpha())


def _read_braced_indices(reader: Reader, grammar: Grammar) -> tuple[Node, ...]:
    opening = reader.take()
    if reader.token.kind == "close":
        place = opening.span.to(reader.token.span)
        raise ReadingError("missing-operand", place, "a subscript is empty")
    outer, reader.subscript = reader.subscript, True
    indices = [grammar.expression(reader)]
    while reader.at(","):
        reader.take()
        indices.append(grammar.expression(reader))
    reader.subscript = outer
    reader.expect_close()
    if len(indices) == 1:
        return _split_product(indices[0])
    return tuple(indices)


def free_index(name: str, error: ReadingError) -> ReadingError:
    """Return the error for a name in a subscript that is neither bound nor declared."""
    return ReadingError(
        "free-index",
        error.span,
        f"no sum runs over the index {name} here, and nothing declares it",
        rf"declare it in a given block: ${name} \in \{{1, \dots, m\}}$",
        name=name,
    )


def _split_product(node: Node) -> tuple[Node, ...]:
    """``X_{ij}`` has two indices, not their product."""
    if isinstance(node, Product) and node.sign == "":
        return (*_split_product(node.left), node.right)
    return (node,)


def _holds_tensor(base: Node | None, tensors: Set[str]) -> bool:
    return base is not None and any(isinstance(n, Name) and n.key in tensors for n in walk(base))


def take_transpose(reader: Reader, base: Node | None = None) -> bool:
    r"""Step over a transpose sign if one is ahead: ``\top``, ``T``, ``{T}``, ``{\mathrm T}``."""
    token, start = reader.token, reader.position
    inside, end = [token], start + 1
    if token.kind == "open":
        inside = group_ahead(reader.tokens, start)
        end = start + len(inside) + 2
    elif token.text in _UPRIGHT:
        inside = [token, reader.ahead()]
        end = start + 2
        if reader.ahead().kind == "open":
            inside = [token, *group_ahead(reader.tokens, start + 1)]
            end = start + len(inside) + 2
    sign = [t.text.strip() for t in inside if t.kind not in ("open", "close")]
    # a letter that is nothing else is no power, and of a tensor nothing else stands there
    small = sign == ["t"] and reader.names.canonical("t") is None
    small = small and _holds_tensor(base, reader.names.tensors)
    if sign not in _TRANSPOSE_SIGNS and not small:
        return False
    # a tensor is no exponent of another
    transposed = "T" in reader.names.tensors and _holds_tensor(base, reader.names.tensors)
    named = reader.names.canonical("T") is not None and not transposed
    if sign == ["T"] and inside[0].kind == "letter" and named:
        raise ReadingError(
            "ambiguous",
            token.span if base is None else base.span.to(inside[0].span),
            "T is a declared name, so this can be a power or a transpose",
            r"write ^\top for the transpose",
        )
    reader.position = end
    return True


_UPRIGHT = (r"\mathrm", r"\mathsf")
_TRANSPOSE_SIGNS = [[r"\top"], [r"\intercal"], ["T"], *([u, "T"] for u in _UPRIGHT)]
