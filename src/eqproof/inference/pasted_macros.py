r"""Macros of other people that pasted lines use, and whose meaning their names tell: ``\bx``.

They are proposed like declarations, as lines of the given block that anybody can change.
"""

import re
from collections.abc import Iterator, Set
from functools import cache

from eqproof.inference.said import Said
from eqproof.page import read_page
from eqproof.source import Source, Span
from eqproof.statements.reading import read_formulas

_GREEK = (
    "alpha|beta|gamma|delta|epsilon|theta|lambda|mu|nu|phi|pi|psi|rho|sigma|tau|omega|eta|zeta|xi"
    "|Theta|Lambda|Phi|Psi|Sigma|Omega|Delta"
)
_COMMAND = re.compile(r"(?<!\\)\\(?P<name>[a-zA-Z]+)")
_DEFINED = re.compile(
    r"\\(?:(?:re)?newcommand\*?|def|let|DeclareMathOperator\*?)\s*\{?\\([a-zA-Z]+)"
)
_BOLD = re.compile(rf"b(?P<letter>[a-zA-Z])|b(?P<greek>{_GREEK})|[vm](?P<plain>[a-zA-Z])")
_HAT = re.compile(r"(?P<letter>[a-zA-Z])hat|hat(?P<other>[a-zA-Z])")
_OTHERS = {
    "pd": r"\newcommand{\pd}[2]{\frac{\partial #1}{\partial #2}}",
    "pdv": r"\newcommand{\pdv}[2]{\frac{\partial #1}{\partial #2}}",
    "pfrac": r"\newcommand{\pfrac}[2]{\frac{\partial #1}{\partial #2}}",
    "dv": r"\newcommand{\dv}[2]{\frac{d #1}{d #2}}",
    "R": r"\newcommand{\R}{\mathbb{R}}",
    "E": r"\newcommand{\E}{\mathbb{E}}",
    "norm": r"\newcommand{\norm}[1]{\lVert #1 \rVert}",
    "abs": r"\newcommand{\abs}[1]{\lvert #1 \rvert}",
    "given": r"\newcommand{\given}{\mid}",
    "softmax": r"\newcommand{\softmax}{\operatorname{softmax}}",
    "sigmoid": r"\newcommand{\sigmoid}{\operatorname{sigmoid}}",
    "relu": r"\newcommand{\relu}{\operatorname{relu}}",
    "diag": r"\newcommand{\diag}{\operatorname{diag}}",
    "tr": r"\newcommand{\tr}{\operatorname{tr}}",
}


def macros_used(text: str, known: Set[str]) -> Iterator[Said]:
    """Yield the definitions of macros that *text* uses and does not define; none is *known*."""
    taken = {*known, *_DEFINED.findall(text)}
    for name in dict.fromkeys(found["name"] for found in _COMMAND.finditer(text)):
        definition = _definition(name) if name not in taken else None
        if definition is not None and _is_unknown(name):
            yield Said(f"${definition}$", (rf"\{name}",), Span(-1, -1), "its name tells")


@cache
def _is_unknown(name: str) -> bool:
    r"""Whether the command has no meaning of its own: ``\beta`` and ``\mu`` have one."""
    _, faults = read_formulas(read_page(Source("", rf"$\{name} 1$")), {})
    return any(fault.code == "unknown-command" for fault in faults)


def _definition(name: str) -> str | None:
    if name in _OTHERS:
        return _OTHERS[name]
    bold = _BOLD.fullmatch(name)
    if bold is not None:
        greek = bold["greek"]
        body = (
            rf"\boldsymbol{{\{greek}}}"
            if greek
            else rf"\mathbf{{{bold['letter'] or bold['plain']}}}"
        )
        return rf"\newcommand{{\{name}}}{{{body}}}"
    hat = _HAT.fullmatch(name)
    if hat is not None:
        return rf"\newcommand{{\{name}}}{{\hat{{{hat['letter'] or hat['other']}}}}}"
    return None
