"""The small change that makes a refuted equation true, if there is one.

As a rule, changes of the right side are tried first, then of the left one, then of the definitions
that the equation rests on. A change is offered only if the changed equation is proved and agrees at
every point. How many are tried is counted, not timed, so that the answer is the same twice.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from eqproof.diagnostics import ReadingError
from eqproof.latex.nodes import (
    Call,
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
from eqproof.notation.symbols import Definition, Function, Notation
from eqproof.numbers.evaluate import FLOAT, Matrix, Point, Undefined, evaluate
from eqproof.proof.assumed import facts_of
from eqproof.proof.budget import TimeUp, budget
from eqproof.proof.decision import decide, points_for
from eqproof.proof.edits import edits
from eqproof.proof.facts import Facts
from eqproof.proof.names import free_names, names_in, reached
from eqproof.proof.slips.formula import Edit, spelled
from eqproof.sizes.shapes import size
from eqproof.statements.claims import Claim

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


def suggest(
    claim: Claim, facts: Facts, left_first: bool = False, near: Point | None = None
) -> str | None:
    """Return one line for the author of a refuted equation, or None.

    With *left_first* the left side is more likely to be wrong than the right one. The equation
    fails at *near*, which is best a point of few and simple numbers.
    """
    if claim.relation != "=" or isinstance(claim.right, NumberSet):
        return None
    constant = _constant(claim)
    if constant is not None:
        return constant
    try:
        with budget(LAST_RESORT):
            return next(_proved(claim, facts, left_first, near), None)
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
class _Trial:
    """A changed formula: one side of the claim, or both where a definition is changed.

    The formula is not sized yet. *notation* is that of the claim, or the changed one.
    """

    left: Node | None
    right: Node | None
    notation: Notation
    words: str


def _proved(claim: Claim, facts: Facts, left_first: bool, near: Point | None) -> Iterator[str]:
    points = points_for(claim, facts)
    screens = _screens(claim, points if near is None else [near, *points])
    proofs = 0
    for trial in _trials(claim, left_first) if screens else ():
        # most trials fail at the first point, so nothing else is looked at before
        if not _may_agree(trial, screens[0]):
            continue
        changed = _sized(trial, claim)
        if changed is None or not all(_agrees(changed, trial, screen) for screen in screens):
            continue
        proofs += 1
        known = facts if changed.notation is claim.notation else facts_of(changed.notation)
        if decide(changed, known).verdict == "proved":
            yield trial.words
        if proofs == MOST_PROOFS:
            return


def _trials(claim: Claim, left_first: bool) -> Iterator[_Trial]:
    """Yield what may be meant, within the work that is allowed."""
    notation = claim.notation
    work = WORK
    for on_left in (left_first, not left_first):
        side, other = (claim.left, claim.right) if on_left else (claim.right, claim.left)
        # what a derivation starts from is not the result of a calculation
        certain = on_left and isinstance(side, Name | Derivative | Gradient | Call)
        whole = "the whole" if on_left else "the right side"
        changes = edits(side, notation, other, whole, certain=certain)
        weight = _weight(side, notation)
        for edit in islice(changes, min(MOST_EDITS, work // weight)):
            work -= weight
            if edit.node == other and isinstance(side, Name):
                continue
            where = "on the left " if on_left else ""
            # what changes "everywhere" changes on one side only
            end = " on the right" if not on_left and edit.what.endswith("everywhere") else ""
            words = f"equal if {where}{_words(edit, other)}{end}"
            left, right = (edit.node, None) if on_left else (None, edit.node)
            yield _Trial(left, right, notation, words)
    weight = _weight(claim.left, notation) + _weight(claim.right, notation)
    for changed, words in _redefined(claim):
        work -= weight
        if work < 0:
            return
        yield _Trial(claim.left, claim.right, changed, words)


def _words(edit: Edit, other: Node) -> str:
    return f"{edit.what} ({edit.note})" if edit.note and _differentiates(other) else edit.what


def _differentiates(node: Node) -> bool:
    return any(
        isinstance(n, Derivative | Gradient)
        or (isinstance(n, Differential) and not isinstance(n.body, Name))
        for n in walk(node)
    )


def _redefined(claim: Claim) -> Iterator[tuple[Notation, str]]:
    """Yield the notation with a change in a definition of what the claim shows."""
    notation = claim.notation
    shown = {s.key for name in names_in(claim) if (s := notation.lookup(name))}
    for key, symbol in notation.symbols.items():
        if key not in shown or not isinstance(symbol, Definition | Function):
            continue
        if symbol.body is None:
            continue
        bound = frozenset(symbol.parameters if isinstance(symbol, Function) else ())
        shape = symbol.shape if isinstance(symbol, Definition) and not symbol.entries else None
        changes = edits(symbol.body, notation, certain=True)
        for edit in islice(changes, MOST_EDITS_OF_DEFINITION):
            try:
                body, found = size(edit.node, notation, bound, shape)
            except ReadingError:
                continue
            if shape is None or found == shape:
                words = f"equal if in the definition of {plain(Name(key))} {edit.what}"
                yield notation.declare(replace(symbol, body=body)), words


def _sized(trial: _Trial, claim: Claim) -> Claim | None:
    """Return *claim* as *trial* has it, or None if the shapes do not fit."""
    if trial.notation is not claim.notation:
        return replace(claim, notation=trial.notation)
    node = trial.left or trial.right
    assert node is not None
    try:
        sized, shape = size(node, claim.notation, like=claim.shape)
    except ReadingError:
        return None
    if shape != claim.shape:
        return None
    return replace(claim, left=sized) if trial.left is node else replace(claim, right=sized)


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


def _may_agree(trial: _Trial, screen: _Screen) -> bool:
    """Whether the changed sides have the same values, as far as can be told without sizes."""
    point, left, right = screen
    try:
        if trial.left is not None:
            left = evaluate(trial.left, trial.notation, point, FLOAT)
        if trial.right is not None:
            right = evaluate(trial.right, trial.notation, point, FLOAT)
    except Undefined:
        return False
    except Exception:
        return True  # what lacks its size may have no value yet
    return _close(left, right)


def _agrees(changed: Claim, trial: _Trial, screen: _Screen) -> bool:
    """Whether the changed sides have the same values, in floating point."""
    point, left, right = screen
    one = left if trial.left is None else _value(changed.left, changed.notation, point)
    two = right if trial.right is None else _value(changed.right, changed.notation, point)
    return one is not None and two is not None and _close(one, two)


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
