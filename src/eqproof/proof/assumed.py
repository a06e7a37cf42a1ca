"""What hypotheses say to the exact side: values of symbols and entries, values of sums.

A hypothesis that is an equation holds for every value of its free indices and for every entry, and
it holds to first order: both sides change alike. What is neither an entry nor a sum that can be
solved for is left unused.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import sympy as sp

from eqproof.exact.elementary import NoMeaning
from eqproof.exact.meaning import FIRST, Frame, count_of, entry, shape_of
from eqproof.exact.terms import Absolute, Ranged, Root, name_of
from eqproof.latex.nodes import (
    ONE,
    SCALAR,
    Add,
    Constant,
    Differential,
    Name,
    Negative,
    Node,
    Number,
    Product,
    Shape,
    Transpose,
    tensor_of,
)
from eqproof.notation.symbols import (
    Finite,
    Hypothesis,
    Index,
    Interval,
    Labels,
    Natural,
    Notation,
    Variable,
)
from eqproof.proof.algebra import factors_of, fraction, normal
from eqproof.proof.facts import Everywhere, Facts
from eqproof.proof.hypotheses import limits_indices
from eqproof.proof.known import Known, known_from
from eqproof.proof.limits import least_sizes
from eqproof.proof.monotone import same_signs
from eqproof.proof.names import free_names, reached
from eqproof.proof.size import TooLarge
from eqproof.proof.solved import with_solved


def facts_of(notation: Notation) -> Facts:
    """Return what *notation* says of its symbols."""
    domains: dict[str, Interval | Finite] = {}
    for symbol in notation.symbols.values():
        if isinstance(symbol, Variable):
            match symbol.domain:
                case Natural():
                    domains[symbol.key] = Interval(_ONE, None, False)
                case Labels(lower):
                    domains[symbol.key] = Interval(sp.Rational(lower), None, False)
                case domain:
                    domains[symbol.key] = domain
    values: dict[sp.Expr, sp.Expr] = {}
    fixed: set[str] = set()
    unused: list[Hypothesis] = []
    frame = Frame(notation)
    limits = tuple(h for h in notation.hypotheses if limits_indices(h, notation))
    least, used = least_sizes(notation)
    symmetric: set[str] = set()
    for hypothesis in notation.hypotheses:
        if hypothesis in limits or hypothesis in used:
            continue
        if (key := _symmetric(hypothesis, notation)) is not None:
            # both sides change alike
            symmetric |= {key, f"d {key}"}
            continue
        for one, two in ((hypothesis.left, hypothesis.right), (hypothesis.right, hypothesis.left)):
            if hypothesis.relation != "=":
                continue
            if isinstance(one, Differential) and isinstance(one.body, Name) and _is_zero(two):
                fixed.add(one.body.key)
                break
            pair = _value(one, two, frame)
            if pair is not None and pair[0] not in values and not _leads_to(*pair, values):
                values[pair[0]] = pair[1]
                break
        else:
            unused.append(hypothesis)
    outermost = replace(frame, fixed=frozenset(fixed), tied=_ties(notation))
    facts = Facts(
        notation,
        domains,
        values,
        least=least,
        symmetric=frozenset(symmetric),
        limits=limits,
        unused=tuple(unused),
        outermost=outermost,
    )
    return with_solved(_with_signs(_with_sums(facts)))


def _symmetric(hypothesis: Hypothesis, notation: Notation) -> str | None:
    """Return the matrix of which *hypothesis* says that it is its own transpose."""
    match hypothesis.left, hypothesis.right:
        case (Transpose(Name(key)), Name(other)) | (Name(key), Transpose(Name(other))):
            alike = hypothesis.relation == "=" and key == other
            variable = notation.lookup(key)
            if alike and isinstance(variable, Variable) and ONE not in variable.shape:
                return variable.key
    return None


def _with_signs(facts: Facts) -> Facts:
    """Return *facts* with what hypotheses such as ``x ≠ 0`` and ``x_i > y`` say of signs."""
    found: list[Everywhere] = []
    unused: list[Hypothesis] = []
    for hypothesis in facts.unused:
        said = _known_signs(hypothesis, facts)
        found += said
        if not said:
            unused.append(hypothesis)
    if not found:
        return facts
    single = {r: {e for e, sign, free in found if sign == r and not free} for r in _SIGNS}
    return facts.changed(
        positive=frozenset(single[">"]),
        nonnegative=frozenset(single[r"\ge"]),
        nonzero=frozenset(single[r"\ne"]),
        everywhere=tuple(one for one in found if one[2]),
        unused=tuple(unused),
    )


_SIGNS = (">", r"\ge", r"\ne")
_TURNED = {"<": ">", r"\le": r"\ge"}


def _known_signs(hypothesis: Hypothesis, facts: Facts) -> list[Everywhere]:
    """Return expressions whose sign *hypothesis* gives, for every value of its free indices.

    Of a tensor that is positive every entry is; of one that is not 0 there is nothing to say of
    any single entry, but something of all together.
    """
    relation = _TURNED.get(hypothesis.relation, hypothesis.relation)
    left, right = hypothesis.left, hypothesis.right
    if relation != hypothesis.relation:
        left, right = right, left
    if relation not in _SIGNS:
        return []
    try:
        difference, indices, shape = _anywhere(left, right, facts)
        if relation == r"\ne" and shape != SCALAR:
            # some entry is not 0, and so the sum of the squares is above 0
            gap = Add((left, Negative(right)))
            relation, square = ">", Product(gap, gap, ":")
            difference, indices, _ = _anywhere(square, Number("0"), facts)
        above, below = sp.fraction(fraction(normal(difference, facts)))
        content, factors = factors_of(above)
        alike = same_signs(difference, facts) if relation != r"\ne" else set()
    except (NoMeaning, TooLarge, TypeError, sp.PolynomialError, RecursionError):
        return []
    found: list[tuple[sp.Expr, str]] = []
    if relation == r"\ne":
        # a product is not 0, so none of its factors is
        found = [(f.args[0] if isinstance(f, Absolute | Root) else f, relation) for f, _ in factors]
    elif below.is_positive and content.is_nonzero and factors:
        found = [(above, relation)]
        if relation == ">":
            found += [(f, r"\ne") for f, _ in factors]
        (factor, times), *others = factors
        if not others and times == 1:
            found = [_without_root(sp.expand(factor * sp.sign(content)), relation)]
    known = {e for e, sign in found if sign == relation}
    found += [(e, relation) for e in sorted(alike - known, key=sp.default_sort_key)]
    return [(e, sign, frozenset(indices & e.free_symbols)) for e, sign in found]


def _without_root(factor: sp.Expr, relation: str) -> tuple[sp.Expr, str]:
    if relation == ">" and isinstance(factor, Root):
        # a root is 0 or more, and 0 only where what stands below it is
        above, below = sp.fraction(fraction(factor.args[0]))
        return above if below.is_positive else factor.args[0], relation
    if relation == ">" and isinstance(factor, Absolute):
        return factor.args[0], r"\ne"
    return factor, relation


def _with_sums(facts: Facts) -> Facts:
    """Return *facts* with what the hypotheses left over say of sums, and of their changes."""
    sums: tuple[Known, ...] = ()
    unused: list[Hypothesis] = []
    equations = [h for h in facts.unused if h.relation == "="]
    # a sum with a number as its value first, so that it is known to the others
    for hypothesis in sorted(equations, key=_numbers, reverse=True):
        here = facts.changed(sums=sums)
        found = _known(hypothesis.left, hypothesis.right, here)
        sides = (Differential(hypothesis.left), Differential(hypothesis.right))
        change = _known(*sides, here) if found else None
        sums += tuple(known for known in (found, change) if known is not None)
        if found is None:
            unused.append(hypothesis)
    others = tuple(h for h in facts.unused if h.relation != "=")
    return facts.changed(sums=sums, unused=(*others, *unused))


def _numbers(hypothesis: Hypothesis) -> bool:
    return any(isinstance(side, Number) for side in (hypothesis.left, hypothesis.right))


def _known(left: Node, right: Node, facts: Facts) -> Known | None:
    """Return what the equation of two sides, for all its indices and entries, says of a sum."""
    try:
        sides, indices, _ = _anywhere(left, right, facts)
        numerator = _squared(sp.expand(sp.fraction(fraction(normal(sides, facts)))[0]))
    except (NoMeaning, TooLarge, TypeError, sp.PolynomialError, RecursionError):
        return None
    return known_from(numerator, frozenset(indices & numerator.free_symbols))


def _squared(zero: sp.Expr) -> sp.Expr:
    """Return what is 0 where *zero* is, without a root if one stands in it and can be squared."""
    roots = zero.atoms(Root)
    if len(roots) != 1:
        return zero
    (root,) = roots
    slope = zero.coeff(root, 1)
    rest = sp.expand(zero - slope * root)
    if slope.has(root) or rest.has(root):
        return zero
    return sp.expand(slope**2 * root.args[0] - rest**2)


def _anywhere(left: Node, right: Node, facts: Facts) -> tuple[sp.Expr, set[Ranged], Shape]:
    """Return *left* minus *right* at any entry and for any value of the free indices.

    With it come the symbols that stand for those, and the shape of the sides.
    """
    bound = dict(_ranges(free_names(left) | free_names(right), facts))
    frame = facts.frame(bound)
    shapes = (shape_of(left, frame), shape_of(right, frame))
    shape: Shape = max(shapes, key=lambda s: sum(d != ONE for d in s))
    place = [FIRST if d == ONE else Ranged.make("r", count_of(d)) for d in shape]
    difference = entry(left, frame, *place) - entry(right, frame, *place)
    return difference, {s for e in (*bound.values(), *place) for s in e.atoms(Ranged)}, shape


def _ranges(names: set[str], facts: Facts) -> Iterator[tuple[str, sp.Expr]]:
    """Yield the indices among *names*, each with what stands for any value of it."""
    frame = facts.frame()
    for name in names:
        index = facts.notation.lookup(name)
        if isinstance(index, Index):
            lower, upper = entry(index.lower, frame), entry(index.upper, frame)
            yield name, Ranged.make(name, upper - lower + 1) + lower - 1


_ONE = sp.Rational(1)


def _is_zero(node: Node) -> bool:
    return (isinstance(node, Constant) and node.kind == "zeros") or node == Number("0")


def _value(one: Node, two: Node, frame: Frame) -> tuple[sp.Expr, sp.Expr] | None:
    """Return the symbol that *one* is and the value that *two* gives it, if that is all it says.

    An entry with a free index is no single symbol: what is said of it holds for every one.
    """
    base = tensor_of(one)
    if not isinstance(base, Name) or not isinstance(frame.notation.lookup(base.key), Variable):
        return None
    try:
        if shape_of(one, frame) != SCALAR:
            return None
        symbol, value = entry(one, frame), entry(two, frame)
    except (NoMeaning, TypeError):
        return None
    if not isinstance(symbol, sp.Symbol | sp.Indexed) or value.has(sp.zoo, sp.nan):
        return None
    return symbol, value


def _ties(notation: Notation) -> dict[str, frozenset[str]]:
    """Return the variables that a hypothesis sets equal to something, and what that rests on."""
    ties: dict[str, frozenset[str]] = {}
    for hypothesis in notation.hypotheses:
        sides = (hypothesis.left, hypothesis.right)
        for one, two in (sides, sides[::-1]) if hypothesis.relation == "=" else ():
            base = tensor_of(one)
            variable = notation.lookup(base.key) if isinstance(base, Name) else None
            if isinstance(variable, Variable):
                behind = reached(free_names(two), notation) - {variable.key}
                ties[variable.key] = ties.get(variable.key, frozenset()) | behind
    return ties


def _leads_to(symbol: sp.Expr, value: sp.Expr, values: Mapping[sp.Expr, sp.Expr]) -> bool:
    """Whether putting in *values*, again and again, would bring *symbol* back into its *value*.

    Of a tensor any entry counts, since an index may come to be that of the symbol.
    """
    seen: set[sp.Expr] = set()
    waiting = [value]
    while waiting:
        for atom in waiting.pop().atoms(sp.Symbol, sp.Indexed):
            if name_of(atom) == name_of(symbol):
                return True
            waiting += [v for k, v in values.items() if k == atom and k not in seen]
            seen.add(atom)
    return False
