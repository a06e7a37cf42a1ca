"""Random formulas in two spellings that mean the same, of the same definedness, for Hypothesis.

A formula is a nested tuple of its kind and its parts; ``written`` makes LaTeX of it. ``respelled``
permutes terms and factors, multiplies out, splits and renames sums, and changes nothing else.
"""

import re
from collections.abc import Mapping
from random import Random
from typing import Any

from hypothesis import strategies as st

Formula = tuple[Any, ...]

LEAVES = (*"xyuqhntsz012", "w_1", "v_1", r"\mathbf{w}^\top \mathbf{v}")
INSIDE = ("v_@", "w_@", "v_@ w_@", "x", "q v_@", "1", "(v_@ + 1)", "e^{w_@}")
"""What is summed over an index, which is written ``@``."""

leaves = st.sampled_from(LEAVES).map(lambda latex: ("leaf", latex))
sums = st.lists(st.sampled_from(INSIDE), min_size=1, max_size=3).map(
    lambda parts: ("sum", "r", 1, tuple(parts))
)


def _above(inner: st.SearchStrategy[Formula]) -> st.SearchStrategy[Formula]:
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        several.map(lambda parts: ("+", parts)),
        several.map(lambda parts: ("*", parts)),
        st.tuples(inner, inner).map(lambda two: ("/", *two)),
        st.sampled_from(AROUND).flatmap(lambda what: inner.map(lambda one: ("in", what, one))),
    )


AROUND = (
    "({})^2",
    "e^{{{}}}",
    r"\log({})",
    "f({})",
    r"\lvert {} \rvert",
    "(-({}))",
    r"\max({}, 0)",
)
formulas = st.recursive(leaves | sums, _above, max_leaves=4)


def written(formula: Formula) -> str:
    """Return *formula* as LaTeX."""
    match formula:
        case ("leaf", latex):
            return str(latex)
        case ("sum", index, start, parts):
            body = " + ".join(parts).replace("@", index)
            return rf"\left( \sum_{{{index}={start}}}^{{m}} ({body}) \right)"
        case ("+", parts):
            return f"({' + '.join(map(written, parts))})"
        case ("*", parts):
            return " ".join(f"({written(part)})" for part in parts)
        case ("/", above, below):
            return rf"\frac{{{written(above)}}}{{{written(below)}}}"
        case ("in", what, inside):
            return str(what).format(written(inside))
    raise ValueError(formula)


def respelled(formula: Formula, random: Random) -> Formula:
    """Return another spelling of *formula*."""
    match formula:
        case ("sum", _, start, parts):
            return _other_sum(start, parts, random)
        case ("+" | "*" as kind, parts):
            others = [respelled(part, random) for part in parts]
            random.shuffle(others)
            return _multiplied_out(others, random) if kind == "*" else ("+", tuple(others))
        case ("/", above, below):
            return ("/", respelled(above, random), respelled(below, random))
        case ("in", what, inside):
            return ("in", what, respelled(inside, random))
    return formula


def _other_sum(start: int, parts: tuple[str, ...], random: Random) -> Formula:
    index = random.choice("rab")
    parts = tuple(random.sample(parts, len(parts)))
    match random.randrange(3):
        case 0 if len(parts) > 1:  # the sum of a sum
            return ("+", tuple(("sum", index, start, (part,)) for part in parts))
        case 1:  # the first term apart: there is one, since a dimension is 1 or more
            first = " + ".join(parts).replace("@", str(start))
            return ("+", (("leaf", f"({first})"), ("sum", index, start + 1, parts)))
    return ("sum", index, start, parts)


def _multiplied_out(factors: list[Formula], random: Random) -> Formula:
    """Distribute the first factor that is a sum over the others, sometimes."""
    for place, factor in enumerate(factors):
        if factor[0] == "+" and random.random() < 0.7:
            others = [*factors[:place], *factors[place + 1 :]]
            return ("+", tuple(("*", (*others, term)) for term in factor[1]))
    return ("*", tuple(factors))


_KEPT = re.compile(r"\\(?:text|mathrm|mathbb|begin|end)\{[^}]*\}|\\[a-zA-Z]+|[a-zA-Z]")

# what binds a name, with a scope of its own, is among them
_OTHERS = (
    r"\mathbb{E}",
    r"\lim",
    r"\left",
    r"\operatorname",
    r"\ell",
    r"\lambda",
    r"\alpha",
    r"\mu",
    r"\varepsilon",
)


def names_of(latex: str) -> set[str]:
    """Return the letters in *latex* that are names, with what else a page has to declare."""
    found = (match[0] for match in _KEPT.finditer(latex))
    return {name for name in found if len(name) == 1 or name in _OTHERS}


def renamed(latex: str, names: Mapping[str, str]) -> str:
    """Return *latex* with other letters for its names, and nothing else changed."""

    def other(found: re.Match[str]) -> str:
        name = names.get(found[0], found[0])
        after = latex[found.end() : found.end() + 1]
        return f"{name} " if name.startswith("\\") and after.isalpha() else name

    return _KEPT.sub(other, latex)


def halves(latex: str) -> tuple[str, str, str]:
    """Return what stands before the one relation outside of all brackets, it, and what follows."""
    depth = 0
    for found in re.finditer(r"\\begin|\\end|\\(?:ge|le)\b|[({\[<>=\])}]", latex):
        mark = found[0]
        if mark in TURNED and depth == 0:
            return latex[: found.start()], mark, latex[found.end() :]
        depth += (mark in (r"\begin", *"([{")) - (mark in (r"\end", *")]}"))
    raise ValueError(latex)


TURNED = {"=": "=", r"\ge": r"\le", r"\le": r"\ge", "<": ">", ">": "<"}
"""Relations, and what they are with their sides swapped."""
