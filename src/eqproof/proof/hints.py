"""The small change that makes a refuted equation true, if there is one.

As a rule, changes of the right side are tried first, then of the left one, then of the definitions
that the equation rests on. A change is offered only if the changed equation is proved and agrees at
every point. How many are tried is counted, not timed, so that the answer is the same twice.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from eqproof.claims import Claim
from eqproof.diagnostics import ReadingError
from eqproof.evaluate import FLOAT, Matrix, Point, Undefined, evaluate
from eqproof.latex.nodes import (
    Derivative,
    Differential,
    Gradient,
    Name,
    Node,
    NumberSet,
    varied,
    walk,
)
from eqproof.latex.plain import plain
from eqproof.notation import Definition, Function, Notation
from eqproof.proof.assumed import facts_of
from eqproof.proof.budget import TimeUp, budget
from eqproof.proof.decision import decide, points_for
from eqproof.proof.edits import edits
from eqproof.proof.facts import Facts
from eqproof.proof.names import free_names, names_in, reached
from eqproof.proof.slips.formula import Edit, spelled
from eqproof.shapes import size

WORK = 30_000
"""So many nodes may be evaluated for the first comparison of all edits together."""
MOST_EDITS = 400
"""So many edits of one formula are looked at."""
MOST_EDITS_OF_DEFINITION = 60
MOST_PROOFS = 4
"""So many edits that fit the numbers are tried to be proved."""
SCREENS = 3
"""At so many points the numbers are compared before a proof is tried."""
LAST_RESORT = 2.0
"""So many seconds the proofs may take before the search is given up."""
_ROUGH = 1e-9


def suggest(claim: Claim, facts: Facts, left_first: bool = False) -> str | None:
    """Return one line for the author of a refuted equation, or None.

    With *left_first* the left side is more likely to be wrong than the right one.
    """
    if claim.relation != "=" or isinstance(claim.right, NumberSet):
        return None
    constant = _constant(claim)
    if constant is not None:
        return constant
    try:
        with budget(LAST_RESORT):
            return next(_proved(claim, facts, left_first), None)
    except TimeUp:
        return None


def _constant(claim: Claim) -> str | None:
    """A derivative that is 0 because nothing connects the quantity with its variable."""
    for side in (claim.left, claim.right):
        for node in walk(side):
            match node:
                case Derivative(body, variables):
                    pass
                case Gradient(body, variable):
                    variables = (variable,)
                case _:
                    continue
            behind = reached(free_names(body), claim.notation)
            for variable in variables:
                base = varied(variable)
                symbol = claim.notation.lookup(base.key) if isinstance(base, Name) else None
                if symbol is not None and symbol.key not in behind:
                    what, by = (plain(spelled(n, claim.notation)) for n in (body, variable))
                    return f"{what} does not depend on {by} by the definitions on this page"
    return None


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A changed claim, which of its sides are not those of the refuted one, and the words."""

    claim: Claim
    left: bool
    right: bool
    words: str


def _proved(claim: Claim, facts: Facts, left_first: bool) -> Iterator[str]:
    screens = _screens(claim, points_for(claim, facts))
    proofs = 0
    for candidate in _candidates(claim, left_first) if screens else ():
        if not _agrees(candidate, screens):
            continue
        proofs += 1
        changed = candidate.claim
        known = facts if changed.notation is claim.notation else facts_of(changed.notation)
        if decide(changed, known).verdict == "proved":
            yield candidate.words
        if proofs == MOST_PROOFS:
            return


def _candidates(claim: Claim, left_first: bool) -> Iterator[_Candidate]:
    """Yield what may be meant, within the work that is allowed."""
    notation = claim.notation
    work = WORK
    for on_left in (left_first, not left_first):
        side, other = (claim.left, claim.right) if on_left else (claim.right, claim.left)
        changes = edits(side, notation, other, "the whole" if on_left else "the right side")
        weight = _weight(side, notation)
        for edit in islice(changes, min(MOST_EDITS, work // weight)):
            work -= weight
            sized = _sized(edit.node, claim)
            if sized is None or (sized == other and isinstance(side, Name)):
                continue
            changed = replace(claim, left=sized) if on_left else replace(claim, right=sized)
            where = "on the left " if on_left else ""
            words = f"equal if {where}{_words(edit, other)}"
            yield _Candidate(changed, on_left, not on_left, words)
    weight = _weight(claim.left, notation) + _weight(claim.right, notation)
    for changed, words in _redefined(claim):
        work -= weight
        if work < 0:
            return
        yield _Candidate(changed, True, True, words)


def _words(edit: Edit, other: Node) -> str:
    return f"{edit.what} ({edit.note})" if edit.note and _differentiates(other) else edit.what


def _differentiates(node: Node) -> bool:
    return any(
        isinstance(n, Derivative | Gradient)
        or (isinstance(n, Differential) and not isinstance(n.body, Name))
        for n in walk(node)
    )


def _redefined(claim: Claim) -> Iterator[tuple[Claim, str]]:
    """Yield the claim under a changed definition."""
    notation = claim.notation
    behind = reached(names_in(claim), notation)
    for key, symbol in notation.symbols.items():
        if key not in behind or not isinstance(symbol, Definition | Function):
            continue
        if symbol.body is None:
            continue
        bound = frozenset(symbol.parameters if isinstance(symbol, Function) else ())
        shape = symbol.shape if isinstance(symbol, Definition) and not symbol.entries else None
        for edit in islice(edits(symbol.body, notation), MOST_EDITS_OF_DEFINITION):
            try:
                body, found = size(edit.node, notation, bound, shape)
            except ReadingError:
                continue
            if shape is None or found == shape:
                changed = replace(claim, notation=notation.declare(replace(symbol, body=body)))
                words = f"equal if in the definition of {plain(Name(key))} {edit.what}"
                yield changed, words


def _sized(node: Node, claim: Claim) -> Node | None:
    try:
        sized, shape = size(node, claim.notation, like=claim.shape)
    except ReadingError:
        return None
    return sized if shape == claim.shape else None


def _weight(node: Node, notation: Notation) -> int:
    """Return about how many nodes an evaluation visits."""
    weight = sum(1 for _ in walk(node))
    for key in reached(free_names(node), notation):
        symbol = notation.lookup(key)
        if isinstance(symbol, Definition | Function) and symbol.body is not None:
            weight += sum(1 for _ in walk(symbol.body))
    return weight


# Numbers

_Screen = tuple[Point, Matrix, Matrix]


def _screens(claim: Claim, points: Sequence[Point]) -> list[_Screen]:
    """Return the first points at which both sides have a value, with the values."""
    found: list[_Screen] = []
    for point in points:
        left = _value(claim.left, claim.notation, point)
        right = _value(claim.right, claim.notation, point)
        if left is not None and right is not None:
            found.append((point, left, right))
        if len(found) == SCREENS:
            break
    return found


def _agrees(candidate: _Candidate, screens: Sequence[_Screen]) -> bool:
    """Whether the changed sides have the same values, in floating point."""
    claim = candidate.claim
    for point, left, right in screens:
        one = _value(claim.left, claim.notation, point) if candidate.left else left
        if one is None:
            return False
        two = _value(claim.right, claim.notation, point) if candidate.right else right
        if two is None or not _close(one, two):
            return False
    return True


def _close(one: Matrix, two: Matrix) -> bool:
    if len(one) != len(two) or len(one[0]) != len(two[0]):
        return False
    pairs = ((x, y) for r, s in zip(one, two, strict=True) for x, y in zip(r, s, strict=True))
    return all(abs(x - y) <= _ROUGH * (1 + abs(x) + abs(y)) for x, y in pairs)


def _value(node: Node, notation: Notation, point: Point) -> Matrix | None:
    try:
        return evaluate(node, notation, point, FLOAT)
    except (Undefined, KeyError, ValueError):
        return None
