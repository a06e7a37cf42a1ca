r"""The sign of a number as a function."""

from dataclasses import replace

import pytest
from claims import claim
from reads import NAMES, read

from eqproof.latex.nodes import Branch, Cases, Comparison, Name, Negative, Number
from eqproof.proof.decision import decide

SIGN = Cases(
    (
        Branch(Number("1"), Comparison(Name("x"), ">", Number("0"))),
        Branch(Negative(Number("1")), Comparison(Name("x"), "<", Number("0"))),
        Branch(Number("0"), None),
    )
)


@pytest.mark.parametrize("latex", [r"\operatorname{sgn}(x)", r"\text{sgn}(x)", r"\mathrm{sign} x"])
def test_reading(latex):
    assert read(latex) == SIGN


def test_a_page_may_mean_something_else():
    names = replace(NAMES, functions=NAMES.functions | {r"\operatorname{sgn}"})
    assert read(r"\operatorname{sgn}(x)", names=names) != SIGN


@pytest.mark.parametrize(
    ("latex", "verdict"),
    [
        (r"\operatorname{sgn}(x) |x| = x", "proved"),
        (r"\operatorname{sgn}(-x) = -\operatorname{sgn}(x)", "proved"),
        (r"\operatorname{sgn}(x) = 1", "refuted"),
        (r"\operatorname{sgn}(x) \le 1", "proved"),
    ],
)
def test_deciding(latex, verdict):
    assert decide(*claim(r"- $x \in \mathbb{R}$", latex)).verdict == verdict
