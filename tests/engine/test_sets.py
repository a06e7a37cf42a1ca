r"""What may stand behind ``\in``."""

import pytest
from support import marked
from trees import neg

from eqproof.diagnostics import ReadingError
from eqproof.latex.lexer import tokenize
from eqproof.latex.names import Names
from eqproof.latex.nodes import Add, Dim, Name, Number, NumberSet
from eqproof.latex.parser import GRAMMAR
from eqproof.latex.reader import Reader
from eqproof.latex.sets import read_set

ZERO, ONE = Number("0"), Number("1")
SETS = [
    (r"\mathbb{R}", NumberSet("interval")),
    (r"\mathbb R", NumberSet("interval")),
    (r"\mathbb{N}", NumberSet("naturals")),
    (r"\mathbb{R}_{>0}", NumberSet("interval", ZERO)),
    (r"\mathbb{R}_{\ge 0}", NumberSet("interval", ZERO, lower_open=False)),
    (r"\mathbb{R}^{m}", NumberSet("interval", power=(Dim("m"),))),
    (r"\mathbb{R}^m", NumberSet("interval", power=(Dim("m"),))),
    (r"\mathbb{R}^{m \times d}", NumberSet("interval", power=(Dim("m"), Dim("d")))),
    (r"\mathbb{R}^{k+1}", NumberSet("interval", power=(Dim("k", 1),))),
    (r"\mathbb{R}^{m \times (k+1)}", NumberSet("interval", power=(Dim("m"), Dim("k", 1)))),
    (r"\mathbb{R}^{k-1}", NumberSet("interval", power=(Dim("k", -1),))),
    (r"\mathbb{R}^{10}", NumberSet("interval", power=(Dim(None, 10),))),
    (r"\mathbb{R}_{>0}^{m}", NumberSet("interval", ZERO, power=(Dim("m"),))),
    (r"\mathbb{R}^{m}_{>0}", NumberSet("interval", ZERO, power=(Dim("m"),))),
    ("(0, 1)", NumberSet("interval", ZERO, ONE)),
    ("[0, 1]", NumberSet("interval", ZERO, ONE, False, False)),
    ("[0, 1)^{m}", NumberSet("interval", ZERO, ONE, False, True, power=(Dim("m"),))),
    (r"(-\infty, 0]", NumberSet("interval", None, ZERO, True, False)),
    (r"(0, \infty)", NumberSet("interval", ZERO)),
    (r"(0, +\infty)", NumberSet("interval", ZERO)),
    (r"\{0, 1\}", NumberSet("finite", values=(ZERO, ONE))),
    (r"\{-1, 1\}", NumberSet("finite", values=(neg(1), ONE))),
    (r"\{0, 1\}^{m}", NumberSet("finite", values=(ZERO, ONE), power=(Dim("m"),))),
    (r"\{1, \dots, m\}", NumberSet("range", ONE, Name("m"))),
    (r"\{0, 1, \dots, k\}", NumberSet("range", ZERO, Name("k"))),
    (r"\Delta^{K-1}", NumberSet("simplex", power=(Dim("K"),))),
    (r"\Delta^{K}", NumberSet("simplex", power=(Dim("K", 1),))),
    (r"\Delta^2", NumberSet("simplex", power=(Dim(None, 3),))),
    (r"\{1, \dots, k+1\}", NumberSet("range", ONE, Add((Name("k"), ONE)))),
]


def set_of(latex: str) -> NumberSet:
    reader = Reader(tokenize(latex), Names())
    found = read_set(reader, GRAMMAR)
    assert reader.token.kind == "finish"
    return found


@pytest.mark.parametrize(("latex", "number_set"), SETS, ids=[latex for latex, _ in SETS])
def test_set(latex, number_set):
    assert set_of(latex) == number_set


@pytest.mark.parametrize(
    ("code", "latex"),
    [
        ("missing-operand", "⟦x⟧"),
        ("missing-operand", r"⟦\Delta⟧"),
        ("missing-operand", r"⟦\Delta⟧_K"),
        ("unsupported", r"⟦\Delta^{m \times d}⟧"),
        ("missing-operand", "(0⟦)⟧"),
        ("missing-operand", r"\{1, ⟦\dots⟧\}"),
        ("missing-operand", r"\mathbb{R}^{⟦}⟧"),
        ("unsupported", r"\mathbb{⟦C⟧}"),
        ("unsupported", r"\mathbb{⟦R⟧R}"),
        ("unsupported", r"\mathbb{R}_{⟦<⟧0}"),
        ("ambiguous", r"\mathbb{R}_⟦+⟧"),
        ("ambiguous", r"\mathbb{R}_{⟦+⟧}"),
        ("ambiguous", r"\mathbb{R}^⟦+⟧"),
        ("ambiguous", r"\mathbb{R}^{⟦+⟧}"),
        ("ambiguous", r"\mathbb{R}^⟦10⟧"),
        ("unsupported", r"\mathbb{R}^{⟦1.5⟧}"),
        ("unsupported", r"\mathbb{R}^⟦{0}⟧"),
        ("unsupported", r"\mathbb{R}^{k+⟦1.5⟧}"),
        ("unsupported", r"\mathbb{R}^{k+⟦m⟧}"),
        ("unsupported", r"\mathbb{R}^{2⟦m⟧}"),
        ("unsupported", r"\mathbb{R}^{1 \times m⟦d⟧}"),
        ("unsupported", r"\mathbb{R}^⟦{m \times d \times k}⟧"),
        ("unsupported", r"(⟦\infty⟧, 0)"),
        ("unsupported", r"(0, ⟦-\infty⟧)"),
        ("ambiguous", r"\{⟦1, 3⟧, \dots, m\}"),
        ("ambiguous", r"\{⟦1.5⟧, \dots, m\}"),
        ("unsupported", r"⟦\{1, \dots, m\}^n⟧"),
        ("unsupported", r"\{1, \dots, m⟦,⟧ n\}"),
    ],
)
def test_what_is_no_set(code, latex):
    text, span = marked(latex)
    with pytest.raises(ReadingError) as caught:
        set_of(text)
    assert (caught.value.code, caught.value.span) == (code, span)
