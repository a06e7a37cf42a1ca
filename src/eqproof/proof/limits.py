r"""What hypotheses about indices and sizes alone say, such as ``i \ne j`` and ``n \ge 2``.

Such a hypothesis does not hold for every value of its indices: it says which values are meant. So
a proof goes through those values only, and there it may use that the indices are apart, or in
order. A claim in which one of the indices does not stand is not touched by it.
"""

from collections.abc import Iterator, Mapping

import sympy as sp

from eqproof.exact.elementary import NoMeaning
from eqproof.exact.meaning import Frame, entry
from eqproof.exact.terms import Below, Delta, Ranged, dimension
from eqproof.exact.truth import truth_of
from eqproof.latex.nodes import Name, Number
from eqproof.notation.symbols import Dimension, Hypothesis, Notation
from eqproof.proof.facts import Facts

_TURNED = {"<": ">", r"\le": r"\ge", ">": "<", r"\ge": r"\le", "=": "=", r"\ne": r"\ne"}


def least_sizes(notation: Notation) -> tuple[dict[sp.Symbol, int], set[Hypothesis]]:
    r"""Return the least values that hypotheses such as ``n \ge 2`` give sizes, and those."""
    least: dict[sp.Symbol, int] = {}
    used: set[Hypothesis] = set()
    for hypothesis in notation.hypotheses:
        sides = (hypothesis.left, hypothesis.relation, hypothesis.right)
        for one, relation, two in (sides, (sides[2], _TURNED.get(sides[1], ""), sides[0])):
            match one, two:
                case Name(key), Number(text) if isinstance(notation.lookup(key), Dimension):
                    number = sp.Rational(text)
                    if relation not in (">", r"\ge"):
                        continue
                    # a size is a whole number: more than 1.5 is at least 2, more than 2 at least 3
                    low = sp.ceiling(number) if relation == r"\ge" else sp.floor(number) + 1
                    symbol = dimension(key)
                    least[symbol] = max(int(low), least.get(symbol, 1))
                    used.add(hypothesis)
    return least, used


def limited(frame: Frame, facts: Facts) -> tuple[Frame, Facts] | None:
    """Return *frame*, and what is known there; None if its indices are not among those meant."""
    if not facts.limits:
        return frame, facts
    place = tuple(frame.bound.items())
    if place not in facts.limited:
        facts.limited[place] = _limited(frame, facts)
    return facts.limited[place]


def _limited(frame: Frame, facts: Facts) -> tuple[Frame, Facts] | None:
    truths: dict[sp.Expr, sp.Expr] = {}
    for hypothesis in facts.limits:
        try:
            left, right = entry(hypothesis.left, frame), entry(hypothesis.right, frame)
        except NoMeaning:
            # one of its indices does not stand in the claim
            continue
        truth = truth_of(left, hypothesis.relation, right)
        if truth == 0:
            return None
        if isinstance(truth, Delta):
            one = _same(truth)
            frame = frame.binding({k: e.xreplace(one) for k, e in frame.bound.items()})
            truths = {t.xreplace(one): v for t, v in truths.items()}
        else:
            truths |= dict(_said(left, hypothesis.relation, right))
    if not all(_possible(t, v) for t, v in truths.items()):
        return None
    return frame, _knowing(truths, facts)


def _said(left: sp.Expr, relation: str, right: sp.Expr) -> Iterator[tuple[sp.Expr, sp.Expr]]:
    """Yield which conditions hold, as 1, and which do not, as 0, if two whole numbers so relate."""
    if relation in (r"\le", r"\ge"):
        low, high = (left, right) if relation == r"\le" else (right, left)
        yield Below(sp.expand(high - low)), sp.Integer(0)
        return
    yield Delta(left, right), sp.Integer(0)
    yield Delta(right, left), sp.Integer(0)
    if relation in ("<", ">"):
        low, high = (left, right) if relation == "<" else (right, left)
        yield Below(sp.expand(low - high)), sp.Integer(1)
        yield Below(sp.expand(high - low)), sp.Integer(0)


def _same(delta: sp.Expr) -> Mapping[sp.Expr, sp.Expr]:
    one, two = delta.args
    for here, there in ((one, two), (two, one)):
        if isinstance(here, Ranged) and not there.has(here):
            return {here: there}
    return {}


def _possible(truth: sp.Expr, value: sp.Expr) -> bool:
    return not truth.is_Number or bool(truth == value)


def where_same(equal: Mapping[sp.Expr, sp.Expr], facts: Facts) -> Facts | None:
    """Return *facts* where an index is another one; None if they say that it is not."""
    if not facts.truths:
        return facts
    truths = {t.xreplace(equal): v for t, v in facts.truths.items()}
    return _knowing(truths, facts) if all(map(_possible, truths, truths.values())) else None


def where_apart(delta: sp.Expr, facts: Facts) -> Facts:
    """Return *facts* where the two indices of *delta* are not the same."""
    one, two = delta.args
    zero = sp.Integer(0)
    return _knowing({**facts.truths, Delta(one, two): zero, Delta(two, one): zero}, facts)


def _knowing(truths: Mapping[sp.Expr, sp.Expr], facts: Facts) -> Facts:
    if not truths and not facts.truths:
        return facts
    return facts.changed(truths=truths)
