"""Arguments of arbitrary functions in normal form: equal entries give the same value."""

from collections.abc import Callable

import sympy as sp

from eqproof.terms import Inner, Ranged


def normal_argument(argument: sp.Tuple, normal: Callable[[sp.Expr], sp.Expr]) -> sp.Tuple:
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
