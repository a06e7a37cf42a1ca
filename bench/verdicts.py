"""What each tool says of one link: SymPy with a reader in front, Math-Verify, or `eqproof`."""

from collections.abc import Iterator
from itertools import product
from math import prod
from typing import Any, Literal

import sympy as sp

from bench.names import Table
from bench.peers import Equal, Reader
from bench.unfolding import UndecidableError, is_open, unfold
from eqproof.diagnostics import ReadingError
from eqproof.latex.display import read_display
from eqproof.latex.lexer import tokenize
from eqproof.latex.nodes import Number, NumberSet
from eqproof.notation.symbols import Finite, Variable
from eqproof.notation.vocabulary import names_of
from eqproof.proof.decision import decide
from eqproof.proof.facts import Facts
from eqproof.sizes.shapes import size_sides
from eqproof.statements.claims import Claim

MOST_COMBINATIONS = 16
Verdict = Literal["proved", "refuted", "undecided", "refused"]


def sympy_equal(left: Any, right: Any) -> bool | None:
    """Whether SymPy finds that two expressions are the same; None when it cannot say."""
    difference = left - right
    if sp.simplify(difference) == 0:
        return True
    found = difference.equals(0)
    return None if found is None else bool(found)


def verdict_of(left: Any, right: Any, table: Table, reader: Reader, equal: Equal | None) -> Verdict:
    """Return what follows from two sides that were read."""
    try:
        one, two = unfold(left, table, reader), unfold(right, table, reader)
    except UndecidableError:
        return "undecided"
    found = [
        (equal or sympy_equal)(one.xreplace(values), two.xreplace(values))
        for values in _combinations(one.free_symbols | two.free_symbols, table)
    ]
    if all(found):
        return "proved"
    if False not in found or any(is_open(symbol, table) for symbol in (one - two).free_symbols):
        return "undecided"
    return "refuted"


def _combinations(symbols: set[Any], table: Table) -> Iterator[dict[Any, Any]]:
    """Yield what numbers with a finite domain are together, unless there are too many ways."""
    domains = {}
    for symbol in symbols:
        declared = table.symbol(table.node(str(symbol)) or Number("0"))
        if isinstance(declared, Variable) and isinstance(declared.domain, Finite):
            domains[symbol] = [
                sp.Rational(v.numerator, v.denominator) for v in declared.domain.values
            ]
    if prod(map(len, domains.values())) > MOST_COMBINATIONS:
        domains = {}
    for numbers in product(*domains.values()):
        yield dict(zip(domains, numbers, strict=True))


def read_link(left: str, right: str, claim: Claim) -> Claim:
    """Return a link as `eqproof` reads it from LaTeX. Raises ReadingError."""
    names = names_of(claim.notation)
    display = read_display(tokenize(f"{left} = {right}"), names)
    if len(display.statements) != 1 or len(display.statements[0].sides) != 2:
        raise ReadingError("unsupported", claim.span, "this is not one link")
    one, two = display.statements[0].sides
    sized = size_sides(one, two, claim.notation)
    return Claim(
        *(sized[0], "=", sized[1], sized[2], claim.notation, False, False, None),
        *(claim.left_span, claim.right_span, claim.span),
    )


def eqproof_verdict(claim: Claim, facts: Facts) -> Verdict:
    """Return the verdict of `eqproof` on a link that it has read."""
    assert not isinstance(claim.right, NumberSet)
    found = decide(claim, facts).verdict
    return found if found in ("proved", "refuted") else "undecided"  # type: ignore[return-value]
