r"""Cases typed in one row: ``f(x) = 1 \text{ if } x > 0 \text{ else } 0`` for ``\begin{cases} …``.

A value with a condition and without a relation says nothing by itself. It belongs to the statement
before it, whose last side has one value under its own condition, and this one under the other.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import get_args

from eqproof.diagnostics import ReadingError
from eqproof.latex.clauses import Condition
from eqproof.latex.nodes import Branch, Cases, Comparison, ComparisonSign, Node
from eqproof.latex.statements import Statement


def with_case_values(statements: Sequence[Statement]) -> list[Statement]:
    """Return *statements* with values under conditions put together. Raises ReadingError."""
    found: list[Statement] = []
    branches: tuple[Branch, ...] = ()
    for statement in statements:
        own = _own(statement)
        if statement.relations or not own or not any(one.relations for one in found):
            found.append(statement)
            branches = ()
            continue
        last = found[-1]
        if not branches and last.relations:
            branches = tuple(_branch(last.sides[-1], condition) for condition in _own(last))
        if not branches or len(own) > 1 or len(_own(last)) > 1:
            raise ReadingError(
                "unsupported",
                statement.sides[0].span.to(own[0].span),
                "a value and its condition say nothing without a relation",
                r"write \begin{cases} … & \text{if } … \end{cases}, or the left side here, too",
            )
        branches = (*branches, *(_branch(statement.sides[0], condition) for condition in own))
        cases = Cases(branches, span=branches[0].span.to(branches[-1].span))
        rest = tuple(c for c in last.conditions if c not in _own(last))
        found[-1] = replace(last, sides=(*last.sides[:-1], cases), conditions=rest)
    return found


def _own(statement: Statement) -> list[Condition]:
    """Return the conditions of a statement that say more than in which set a name lies."""
    return [c for c in statement.conditions if c.sign in get_args(ComparisonSign)]


def _branch(value: Node, condition: Condition) -> Branch:
    sign: ComparisonSign = condition.sign  # type: ignore[assignment]
    said = Comparison(condition.left, sign, condition.right, span=condition.span)
    return Branch(value, said, span=value.span)
