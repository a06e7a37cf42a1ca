"""Arguments of arbitrary functions in normal form: equal entries give the same value.

What a largest value is taken of is one as well.
"""

from collections.abc import Callable

import sympy as sp

from eqproof.exact.terms import Inner, Largest, Ranged, Smooth


def with_normal_arguments(
    expression: Largest | Smooth, normal: Callable[[sp.Expr], sp.Expr]
) -> sp.Expr:
    """Return a value of an arbitrary function, or a largest value, with arguments in normal form.

    What is the same for all values of the index moves the largest one by as much, and there is a
    value: that is a condition.
    """
    if isinstance(expression, Smooth):
        name, place, slots, *arguments = expression.args
        return Smooth(name, place, slots, *(_normal_argument(a, normal) for a in arguments))
    body, running = _normal_argument(sp.Tuple(*expression.args), normal)
    terms = sp.Add.make_args(body)
    fixed = sp.Add(*(t for t in terms if running[0] not in t.free_symbols))
    moving = body - fixed
    if moving == 0:
        return fixed
    return fixed + Largest(*_normal_argument(sp.Tuple(moving, running), lambda e: e))


def _normal_argument(argument: sp.Tuple, normal: Callable[[sp.Expr], sp.Expr]) -> sp.Tuple:
    """Return an argument of ``Smooth`` with its entry in normal form, by *normal*.

    Positions are named by how deep such arguments stand in it; sums name theirs otherwise, so that
    no index is captured.
    """
    body, *ranges = argument
    own = {i: Ranged.make("p", n) for i, n in ranges}
    inner = normal(body.xreplace(own))
    start = 1 + max((i.number for i in inner.atoms(Inner)), default=-1)
    names = {p: Inner.make(start + k, p.count) for k, p in enumerate(own.values())}
    return sp.Tuple(inner.xreplace(names), *(sp.Tuple(names[p], p.count) for p in names))
