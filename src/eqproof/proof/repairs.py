"""Links whose shapes do not fit: what makes them fit and true, and when they can never fit.

A repair is offered only if the changed link is proved. It changes how factors meet, and nothing
else: transposes, the order of a product, its sign or its brackets, a sum for a product.
"""

from collections.abc import Iterable, Iterator
from itertools import chain, islice

from eqproof.diagnostics import ReadingError
from eqproof.latex.nodes import (
    ONE,
    SCALAR,
    Add,
    Constant,
    Derivative,
    Gradient,
    Name,
    Negative,
    Node,
    Number,
    NumberSet,
    Product,
    Shape,
    Transpose,
    walk,
)
from eqproof.latex.places import put, values
from eqproof.latex.printer import to_latex
from eqproof.notation.symbols import Definition, Dimension, Notation
from eqproof.proof.assumed import facts_of
from eqproof.proof.budget import TimeUp, budget
from eqproof.proof.decision import decide, points_for
from eqproof.proof.facts import Facts
from eqproof.proof.names import free_names, reached
from eqproof.proof.numeric import glance
from eqproof.sizes.shapes import size, size_sides
from eqproof.statements.claims import Claim, MisfitError

MOST_CHANGES = 600
"""So many changes of a link are looked at."""
MOST_PROOFS = 3
"""So many of those that fit and agree with the numbers are tried to be proved."""
SECONDS = 2.0
"""So long the proofs may take before the search is given up."""
_MATRIX_SIGNS = ("", r"\cdot", r"\times", "*")


def repaired(misfit: MisfitError, facts: Facts | None = None) -> str | None:
    """Return one line that says how the link fits and is true, or None."""
    if misfit.relation.sign != "=" or isinstance(misfit.right, NumberSet):
        return None
    try:
        with budget(SECONDS):
            return next(_proved(misfit, facts or facts_of(misfit.notation)), None)
    except TimeUp:
        return None


def _proved(misfit: MisfitError, facts: Facts) -> Iterator[str]:
    proofs = 0
    for claim, words in _candidates(misfit):
        known = facts if claim.notation is misfit.notation else facts_of(claim.notation)
        points = points_for(claim, known)[:3]
        if claim.vacuous or not points or not all(glance(claim, point) for point in points):
            continue
        proofs += 1
        if decide(claim, known).verdict == "proved":
            yield words
        if proofs == MOST_PROOFS:
            return


def _candidates(misfit: MisfitError) -> Iterator[tuple[Claim, str]]:
    """Yield the links with one change, then with two, that have sizes."""
    for side, on_left in ((misfit.right, False), (misfit.left, True)):
        other = misfit.right if on_left else misfit.left
        try:
            size(other, misfit.notation)
        except ReadingError:
            continue
        once = list(islice(_rearranged(side), MOST_CHANGES))
        twice = (node for one in once for node in _rearranged(one))
        seen = {side}
        for node in islice(chain(once, twice), MOST_CHANGES):
            if node in seen:
                continue
            seen.add(node)
            claim = misfit.changed(node, other) if on_left else misfit.changed(other, node)
            if claim is not None:
                where = "left" if on_left else "right"
                yield claim, f"equal if the {where} side is {to_latex(node)}"


def _rearranged(root: Node) -> Iterator[Node]:
    """Yield *root* with its factors met in another way, at one place."""
    parts = values(root)
    for path, node in parts:
        if isinstance(node, Name | Transpose):
            yield put(root, path, _turned(node))
    for path, node in parts:
        match node:
            case Product(left, right, sign) if sign in _MATRIX_SIGNS:
                yield put(root, path, Product(left, _turned(right), sign))
                yield put(root, path, Product(_turned(left), right, sign))
                yield put(root, path, Product(right, left, sign))
    for path, node in parts:
        if isinstance(node, Product):
            yield from (put(root, path, new) for new in _met(node))
    yield _turned(root)


def _turned(node: Node) -> Node:
    return node.base if isinstance(node, Transpose) else Transpose(node)


def _met(node: Product) -> Iterator[Node]:
    """Yield *node* with another sign, other brackets, or as a sum."""
    left, right, sign = node.left, node.right, node.sign
    if sign in _MATRIX_SIGNS:
        yield Product(left, right, r"\odot")
        yield Add((left, right))
        match left:
            case Product(factor, first, own) if own in _MATRIX_SIGNS:
                yield Product(factor, Add((first, right)), own)
            case Negative(Product(factor, first, own)) if own in _MATRIX_SIGNS:
                yield Negative(Product(factor, Add((first, right)), own))
    match left, right:
        case _, Product(first, second, inner) if (sign == r"\odot") != (inner == r"\odot"):
            yield Product(Product(left, first, sign), second, inner)
        case Product(first, second, inner), _ if (sign == r"\odot") != (inner == r"\odot"):
            yield Product(first, Product(second, right, sign), inner)


# What can never fit


def impossible(misfit: MisfitError) -> dict[str, str] | None:
    """Return sizes at which a product in the link cannot be formed, or None.

    Whether a derivative by a column stands upright is a convention, and other authors have the
    other one. So such a factor is taken both ways, and only what fits in neither is impossible. A
    link with a product that does not exist holds for no values at all.
    """
    sides = (misfit.left, misfit.right)
    for node in (n for side in sides if not isinstance(side, NumberSet) for n in walk(side)):
        if node.span != misfit.span:
            continue
        if isinstance(node, Transpose) and isinstance(node.base, Number | Constant):
            return _impossible_without(node, misfit)
        if not isinstance(node, Product):
            continue
        if node.sign not in _MATRIX_SIGNS:
            return None
        one, two = (_shapes(n, misfit.notation) for n in (node.left, node.right))
        if not one or not two or any(_fit(a, b) for a in one for b in two):
            return None
        if node.sign == r"\cdot" and set(one) & set(two):
            return None  # to other authors the inner product of two rows
        dims = [dim for shape in (*one, *two) for dim in shape if dim != ONE]
        return _sizes(dict.fromkeys(dim.name for dim in dims if dim.name), misfit.notation)
    return None


def _impossible_without(mark: Transpose, misfit: MisfitError) -> dict[str, str] | None:
    """Return the same for the link without the *mark* on a number, which has no transpose."""
    left, right = (_unmarked(side, mark) for side in (misfit.left, misfit.right))
    try:
        size_sides(left, right, misfit.notation)
    except ReadingError as error:
        again = MisfitError(error, (left, right), misfit.relation, misfit.notation, misfit.reading)
        return impossible(again)
    return None


def _unmarked(side: Node, mark: Transpose) -> Node:
    return next((put(side, path, mark.base) for path, n in values(side) if n is mark), side)


def _fit(one: Shape, two: Shape) -> bool:
    return SCALAR in (one, two) or one[1] == two[0]


def _shapes(node: Node, notation: Notation) -> tuple[Shape, ...]:
    """Return the shapes that *node* can have by either convention; none where that is open."""
    try:
        _, shape = size(node, notation)
    except ReadingError:
        return ()
    if any(str(dim).startswith("?") for dim in shape):
        return ()
    if not _rests_on_derivatives(node, notation):
        return (shape,)
    inside = node.base if isinstance(node, Transpose) else node
    if isinstance(inside, Name | Derivative | Gradient):
        return shape, (shape[1], shape[0])
    return ()


def _rests_on_derivatives(node: Node, notation: Notation) -> bool:
    symbols = map(notation.lookup, reached(free_names(node), notation))
    bodies = [s.body for s in symbols if isinstance(s, Definition)]
    return any(isinstance(n, Derivative | Gradient) for body in (node, *bodies) for n in walk(body))


def _sizes(names: Iterable[str], notation: Notation) -> dict[str, str] | None:
    """Return different sizes for *names*; None where something is assumed of one of them."""
    for hypothesis in notation.hypotheses:
        about = free_names(hypothesis.left) | free_names(hypothesis.right)
        if about <= {s.key for s in notation.symbols.values() if isinstance(s, Dimension)}:
            return None
    return {name: str(number) for number, name in enumerate(names, 2)}
