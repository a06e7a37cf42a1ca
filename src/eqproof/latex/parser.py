r"""LaTeX to a syntax tree, by recursive descent; the docstring of each function is its grammar.

What may be read in two ways is an error with a proposal, never a guess. The parts of a factor have
modules of their own and call back through ``GRAMMAR``. A new row may begin with a sign and go on
with what stands above; breaks of rows and columns behind a sign are stepped over.
"""

from collections.abc import Sequence
from functools import partial

from eqproof.diagnostics import ReadingError
from eqproof.latex import calculus, commands, dots
from eqproof.latex.approach import read_limit
from eqproof.latex.atoms import applied_quantity, read_atom
from eqproof.latex.bars import read_bars
from eqproof.latex.chance import read_mean
from eqproof.latex.covariance import read_covariance
from eqproof.latex.error_terms import read_error
from eqproof.latex.evaluation import bar_ahead, check_before, read_bar, read_evaluated
from eqproof.latex.extremes import read_extreme
from eqproof.latex.functions import read_builtin
from eqproof.latex.grammar import Grammar, Rule
from eqproof.latex.integrals import read_integral, read_known
from eqproof.latex.lookahead import begins_new_row, starts_factor
from eqproof.latex.marked_dots import close_two
from eqproof.latex.names import Names
from eqproof.latex.nodes import (
    Add,
    Differential,
    Fraction,
    Negative,
    Node,
    Number,
    Product,
    free_names,
)
from eqproof.latex.operators import has_limits, read_big_operator
from eqproof.latex.reader import Ended, Reader
from eqproof.latex.scopes import Behind
from eqproof.latex.scripts import read_scripts
from eqproof.latex.signum import read_sign
from eqproof.latex.tensor_functions import read_inner_product, read_tensor_function
from eqproof.latex.tokens import Token
from eqproof.source import Span


def read_expression(reader: Reader) -> Node:
    r"""``expression := ['+' | '-'] term (('+' | '-') (term | '\dots'))*``"""
    start = reader.position
    terms: list[Node] = []
    open_scopes: list[Ended] = []
    gaps: list[dots.Gap] = []
    outer = reader.names
    while True:
        first = reader.position
        sign = reader.take_sign("+", "-")
        if sign is None and terms:
            break
        if _at_dots(reader) and sign is not None:
            gaps.append(dots.Gap(len(terms), sign.text, reader.take()))
            _skip_to_sign(reader)
            continue
        term = read_term(reader)
        if sign is not None and sign.text == "-":
            term = Negative(term, span=reader.since(first))
        _check_scopes(open_scopes, term, reader)
        if reader.bar == reader.position:
            check_before(term, terms)
        terms.append(term)
        open_scopes += [e for e in reader.ended if e.position == reader.position]
        unknown = [e.index for e in open_scopes if reader.names.canonical(e.index) is None]
        reader.names = reader.names.knowing(*unknown)
        _skip_to_sign(reader)
    reader.names = outer
    if gaps:
        terms = _closed(terms, gaps, reader.names, reader.since(start))
    return terms[0] if len(terms) == 1 else Add(tuple(terms), span=reader.since(start))


def _closed(terms: list[Node], gaps: list[dots.Gap], names: Names, span: Span) -> list[Node]:
    match gaps:
        case [gap]:
            return dots.close_sum(terms, gap, span)
        case [one, two]:
            return close_two(terms, (one, two), names, span)
        case _:
            raise _too_many(gaps[2])


def _only(known: dots.Gap | None, found: dots.Gap) -> dots.Gap:
    if known is not None:
        raise _too_many(found)
    return found


def _too_many(gap: dots.Gap) -> ReadingError:
    return ReadingError(
        "ambiguous",
        gap.dots.span,
        "dots stand too often in this sum or product",
        r"write the sums or products with \sum or \prod",
    )


def _at_dots(reader: Reader) -> bool:
    return reader.token.kind == "command" and reader.token.text in commands.DOTS


def _skip_to_sign(reader: Reader) -> None:
    """Step over layout before a sign that goes on with this sum."""
    mark = reader.position
    reader.skip_layout_before("+", "-")
    if reader.position > mark and begins_new_row(reader, mark):
        reader.position = mark


def _check_scopes(open_scopes: list[Ended], term: Node, reader: Reader) -> None:
    for ended in open_scopes:
        if ended.index in free_names(term):
            sign = rf"\{ended.kind}"
            error = ReadingError(
                "unbracketed-scope",
                term.span,
                f"the {sign} over {ended.index} ends before this term, which uses {ended.index}",
                rf"put what {sign} covers in brackets: {sign}_{{…}} \left( … \right)",
                name=ended.index,
            )
            if reader.doubts is None or ended.index not in reader.names.indices:
                raise error
            reader.doubts.behind.append(Behind(ended.index, term.span, error))


def read_term(reader: Reader) -> Node:
    r"""``term := entrywise (':' entrywise)*``, the Frobenius product."""
    start = reader.position
    node = _read_entrywise(reader)
    while _take_sign(reader, ":"):
        node = Product(node, _read_entrywise(reader), ":", span=reader.since(start))
    return node


def _take_sign(reader: Reader, *signs: str) -> Token | None:
    """Return the sign ahead, also on the next row, with the layout around it stepped over."""
    reader.skip_layout_before(*signs)
    return reader.take_sign(*signs)


def _read_entrywise(reader: Reader) -> Node:
    r"""``entrywise := product (('\odot' | '\oslash' | '\otimes') product)*``"""
    start = reader.position
    node = _read_product(reader)
    while (sign := _take_sign(reader, *commands.ENTRYWISE_SIGNS)) is not None:
        right = _read_product(reader)
        kind = commands.ENTRYWISE_SIGNS[sign.text]
        node = Product(node, right, kind, span=reader.since(start))
    return node


def _read_product(reader: Reader) -> Node:
    r"""``product := factor (['\cdot' | '\times' | '*' | '/'] (factor | '\dots'))*``"""
    start = reader.position
    factors = [_one_factor(reader, "", _read_factor)]
    gap: dots.Gap | None = None
    while True:
        sign = _take_sign(reader, *commands.PRODUCT_SIGNS, "/")
        if _at_dots(reader) and (sign is None or sign.text != "/"):
            kind = "" if sign is None else commands.PRODUCT_SIGNS[sign.text]
            gap = _only(gap, dots.Gap(len(factors), kind, reader.take()))
        elif sign is not None:
            factors.append(_one_factor(reader, sign.text, _read_signed, factors))
            if sign.text == "/" and all(isinstance(f.node, Differential) for f in factors[-2:]):
                raise ReadingError(
                    "ambiguous",
                    factors[-2].node.span.to(factors[-1].node.span),
                    "this can be a derivative or a quotient of two differentials",
                    r"write \frac{\mathrm{d} …}{\mathrm{d} …} for the derivative",
                )
            if sign.text == "/" and starts_factor(reader):
                raise ReadingError(
                    "ambiguous",
                    reader.since(start).to(reader.token.span),
                    "a product behind a slash can be read in two ways",
                    r"write \frac{…}{…}, or brackets around the denominator",
                )
        elif starts_factor(reader):
            left = factors[-1].node
            neighbour = partial(_read_neighbour, left=left)
            factors.append(_one_factor(reader, "", neighbour, factors))
        else:
            break
    if gap is not None:
        factors = dots.close_product(factors, gap, reader.since(start))
    return _folded(factors)


def _read_signed(reader: Reader) -> Node:
    r"""``signed := ['-'] factor``, behind the sign of a product: ``e^{-z} \cdot -1``."""
    start = reader.position
    if reader.take_sign("-") is None:
        return _read_factor(reader)
    return Negative(_read_factor(reader), span=reader.since(start))


def _one_factor(
    reader: Reader, sign: str, rule: Rule, before: Sequence[dots.Factor] = ()
) -> dots.Factor:
    start = reader.position
    node = rule(reader)
    while bar_ahead(reader):
        node = read_bar(reader, GRAMMAR, node, start)
        check_before(node, [factor.node for factor in before])
    return dots.Factor(sign, node, reader.since(start))


def _folded(factors: list[dots.Factor]) -> Node:
    """Return the product or quotient of *factors*, from left to right."""
    node, span = factors[0].node, factors[0].span
    for factor in factors[1:]:
        span = span.to(factor.span)
        if factor.sign == "/":
            node = Fraction(node, factor.node, slash=True, span=span)
        else:
            sign = commands.PRODUCT_SIGNS[factor.sign] if factor.sign else ""
            node = Product(node, factor.node, sign, span=span)
    return node


def _read_neighbour(reader: Reader, left: Node) -> Node:
    """Read a factor that stands beside *left* without a sign; some such pairs mean two things."""
    token, start = reader.token, reader.position
    last = reader.tokens[start - 1]
    if token.kind == "number" and (not reader.subscript or isinstance(left, Number)):
        raise ReadingError(
            "ambiguous",
            last.span.to(token.span),
            "a number behind another factor can be read in two ways",
            r"write \cdot between them, or the number first",
        )
    right = _read_factor(reader)
    if isinstance(left, Number) and token.text in commands.FRACTIONS and _is_numeral(right):
        raise ReadingError(
            "ambiguous",
            left.span.to(right.span),
            "a number and a fraction side by side can be a product or a mixed number",
            r"write \cdot between them",
        )
    if token.text in ("(", "[") and last.text not in commands.CLOSERS:
        error = applied_quantity(left, right, left.span.to(reader.since(start)))
        if error is not None:
            raise error
    return right


def _is_numeral(node: Node) -> bool:
    match node:
        case Fraction(Number(), Number()):
            return True
        case _:
            return False


def _read_factor(reader: Reader) -> Node:
    """``factor := operator | function | atom script*``"""
    token = reader.token
    if token.kind == "command":
        if token.text in (r"\sum", r"\prod") or (
            token.text in (r"\Sigma", r"\Pi") and has_limits(reader)
        ):
            return read_big_operator(reader, GRAMMAR)
        if token.text == r"\lim":
            return read_limit(reader, GRAMMAR)
        if token.text == r"\int":
            return read_integral(reader, GRAMMAR)
        if token.text in commands.FUNCTIONS:
            return read_builtin(reader, GRAMMAR)
    for rule in _RULES:
        node = rule(reader, GRAMMAR)
        if node is not None:
            return node
    # a bar behind what is differentiated belongs to the derivative
    barred, reader.barred = reader.barred, True
    derivative = calculus.read_operator(reader, GRAMMAR)
    reader.barred = barred
    if derivative is not None:
        return derivative
    start = reader.position
    inner = reader.at(r"\langle")
    atom = read_inner_product(reader, GRAMMAR) if inner else read_atom(reader, GRAMMAR)
    return read_scripts(reader, GRAMMAR, atom, start)


_RULES = (
    *(read_tensor_function, read_evaluated, read_bars, read_extreme, read_mean, read_known),
    *(read_error, read_sign, read_covariance),
)
GRAMMAR = Grammar(read_expression, read_term, _read_product, _read_factor)
