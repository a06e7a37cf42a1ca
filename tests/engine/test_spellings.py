r"""Several ways to type one formula: each is read like the plain one beside it."""

from dataclasses import replace

import pytest
from reads import NAMES, display, read, refused

from eqproof.diagnostics import ReadingError
from eqproof.latex.characters import latex_of

SAME = [
    # groups and scripts with nothing in them
    ("x{} + y", "x + y"),
    (r"x^{\,} + {}y_{}", "x + y"),
    (r"\frac{x}{y}{}z", r"\frac{x}{y} z"),
    (r"\overset{\,}{x} + \underset{}{y}", "x + y"),
    # switches, fractions
    (r"{\bf w}^{\rm T} x", r"\mathbf{w}^{\mathrm{T}} x"),
    (r"{\bf {w}}^T x", r"\mathbf{w}^T x"),
    (r"{a \over b} c", r"\frac{a}{b} c"),
    (r"e^{a \over b}", r"e^{\frac{a}{b}}"),
    (r"{{a \over b} \over c}", r"\frac{\frac{a}{b}}{c}"),
    (r"\sqrt{a \over b}", r"\sqrt{\frac{a}{b}}"),
    (r"{1 \over {1 + e^{-x}}}", r"\frac{1}{1 + e^{-x}}"),
    # functions set upright
    (r"\text{log}(x)", r"\log(x)"),
    (r"\text{ log } x", r"\log x"),
    (r"\frac{\operatorname{exp}(x)}{\mathrm{tanh} y}", r"\frac{\exp(x)}{\tanh y}"),
    (r"\operatorname{tanh}'(x) - \operatorname{tanh}^2(x)", r"\tanh'(x) - \tanh^2(x)"),
    (r"{\rm log}(x)", r"\log(x)"),
    (r"\text{max}(x, y)", r"\max(x, y)"),
    # scripts below a decoration, braces around a letter
    (r"\mathbf{w_i}", r"\mathbf{w}_i"),
    (r"\hat{\mathbf{y}_i}", r"\hat{\mathbf{y}}_i"),
    (r"\mathbf{w}^{{T}} X", r"\mathbf{w}^{T} X"),
    (r"{\mathbf{w}}_i + {x}^2", r"\mathbf{w}_i + x^2"),
    (r"\log {x}^2", r"\log x^2"),
    (r"\textbf{w}_i", r"\mathbf{w}_i"),
    # looks
    (r"\color{blue}{x} + \textcolor{#f00}{y} + \mathcolor{red} z", "x + y + z"),
    (r"x \hspace{2pt} y \kern 3pt z \hphantom{abc} \mspace{5mu}", "x y z"),
    (r"\unicode{x1D7D9}[i = j]", r"\mathbb{1}[i = j]"),
    (r"\underbrace{x}_\text{an input} y", r"\underbrace{x}_{\text{an input}} y"),
    # signs, sums
    (r"x \cdot -1", r"x \cdot (-1)"),
    (r"x * -y z", r"x * (-y) z"),
    (r"x / -2", r"x / (-2)"),
    (r"\sum_{i=1}^{m} -w_i x", r"\sum_{i=1}^{m} (-w_i x)"),
    (r"\sum_{s \in \{1, \dots, m\}} w_s", r"\sum_{s=1}^{m} w_s"),
    (r"\sum_{s \in [m]} w_s", r"\sum_{s=1}^{m} w_s"),
    (r"\sum_{i \in m} w_i", r"\sum_i w_i"),
    (r"\frac{x}{2} . \frac{y}{3}", r"\frac{x}{2} \cdot \frac{y}{3}"),
    # functions typed as letters
    ("y log(x) + exp(-y)", r"y \log(x) + \exp(-y)"),
    ("log x", r"\log x"),
    ("-y lnx", r"-y \ln x"),
    (r"1 - tanh^2(x)", r"1 - \tanh^2(x)"),
    (r"e^{log(\frac{x}{y})}", r"e^{\log(\frac{x}{y})}"),
    # indicators
    ("x 1(i = j)", r"x \mathbb{1}[i = j]"),
    ("x I_{ij}", r"x \mathbb{1}[i = j]"),
    (r"\mathbf{1}_{\{i = j\}} x", r"\mathbb{1}[i = j] x"),
    (r"\mathbb{1}_{i \ne j} - [i = j]", r"\mathbb{1}[i \ne j] - \mathbb{1}[i = j]"),
    (r"\mathbb{I}(x > y) + I[x == y]", r"\mathbb{1}[x > y] + \mathbb{1}[x = y]"),
    # marks that Markdown wants before signs
    (r"\mathbf{w}\_i \* x \- \(y\)", r"\mathbf{w}_i * x - (y)"),
    # characters
    ("σ(x) · y × z − 2", r"\sigma(x) \cdot y \times z - 2"),
    ("ŷ + x²", r"\hat{y} + x^2"),
    ("（x＋y）z", "(x + y) z"),
    ("Xᵀ y", r"X^{\top} y"),
    ("x • y", r"x \bullet y"),
    (r"||y||_2^2", r"\|y\|_2^2"),
    (r"|x| + ||y||", r"|x| + \|y\|"),
]


@pytest.mark.parametrize(("typed", "plain"), SAME, ids=[typed for typed, _ in SAME])
def test_one_formula_typed_in_two_ways(typed, plain):
    assert read(typed) == read(plain)


ROWS = [
    (r"\begin{eqnarray} x &=& y \newline &=& z \end{eqnarray}", "x = y = z"),
    (r"\begin{displaymath} x = y \end{displaymath}", "x = y"),
    (r"\begin{IEEEeqnarray}{rCl} x &=& y \\ &=& z \end{IEEEeqnarray}", "x = y = z"),
    (r"x = y \\\\", "x = y"),
    (r"x \boldsymbol{=} y \boldsymbol{\Longrightarrow} y \mathrel{=} z", r"x = y \implies y = z"),
    (r"x ≤ y, \hspace{1in} y >= z", r"x \le y, \quad y \ge z"),
    (r"x \equiv y \triangleq z", "x = y = z"),
    (r"x \stackrel{\text{def}}{=} y \overset{(a)}{=} z", "x = y = z"),
    (r"x = \cdots = y", "x = y"),
    (r"x \le \dots \le y", r"x \le y"),
    (r"x = y \rightarrow y = z", r"x = y \Rightarrow y = z"),
    (
        r"x = y \hspace{1in} \rightarrow \hspace{1in} y = z \quad z = x",
        r"x = y, \quad y = z, \quad z = x",
    ),
    (r"x &= y \\ &= z", "x = y = z"),
    (r"\begin{equation} {x \over y} = z \end{equation}", r"\frac{x}{y} = z"),
    (r"\begin{align} x &= y \\ & \vdots \\ y &= z \end{align}", r"x = y, \quad y = z"),
    (r"\begin{array}{rcl} x &=& y \\ &=& z \end{array}", "x = y = z"),
    (r"x = \frac{y}{2}. \frac{x}{2} = z", r"x = \frac{y}{2}, \quad \frac{x}{2} = z"),
    (r"x = \frac{y}{2} .\frac{x}{2}", r"x = \frac{y}{2} \cdot \frac{x}{2}"),
]


@pytest.mark.parametrize(("typed", "plain"), ROWS, ids=[typed for typed, _ in ROWS])
def test_one_display_typed_in_two_ways(typed, plain):
    def said(latex):
        statements = display(latex).statements
        return [(s.sides, [r.sign for r in s.relations]) for s in statements]

    assert said(typed) == said(plain)


@pytest.mark.parametrize(
    ("latex", "tag"),
    [
        ("x = y ~~~~ (3)", "3"),
        (r"x = y \quad (3a)", "3a"),
        (r"x = y \qquad (2.1) \label{eq:x}", "2.1"),
        (r"\begin{align} x &= y \hspace{1in} (4) \\ y &= z \end{align}", "4"),
    ],
)
def test_a_number_behind_a_wide_space_is_a_tag(latex, tag):
    assert [text for text, _ in display(latex).tags] == [tag]


def test_a_number_behind_a_narrow_space_is_no_tag():
    refused("ambiguous", r"x = ⟦y\;(3)⟧")


@pytest.mark.parametrize(
    ("code", "latex"),
    [
        ("missing-operand", r"\frac⟦{}⟧{2}"),
        ("missing-operand", r"\frac{1}⟦{}⟧ x"),
        ("missing-operand", r"\sqrt⟦{}⟧ x"),
        ("unsupported", r"x + y ⟦\bf⟧ {z}"),
        ("unsupported", r"\sum_{i \in ⟦k⟧} w_i"),
        ("unsupported", r"\sum_{s \in ⟦\{1, 2\}⟧} w_s"),
        ("ambiguous", r"⟦\sum⟧_{s \in [m]}^{k} w_s"),
        ("ambiguous", r"\frac{x}{2⟦} . \frac⟧{y}{3} = z"),
        ("ambiguous", r"\frac{1}{x⟦} . x⟧ = 1"),
        ("ambiguous", r"x y = ⟦y . x⟧"),
        ("ambiguous", r"⟦2 . 3⟧ = 6"),
        ("ambiguous", r"1 = ⟦x . \frac⟧{1}{x}"),
        ("ambiguous", r"⟦2 . -⟧3 = 6"),
        ("ambiguous", r"z = y, \quad ⟦x . y⟧"),
        ("unsupported", r"x ⟦\overset⟧{!}{=} y"),
        ("missing-operand", r"x = ⟦\cdots⟧ \le y"),
        ("unsupported", r"\bar{x⟦^⟧2}"),
    ],
)
def test_what_is_not_the_same(code, latex):
    refused(code, latex)


@pytest.mark.parametrize(
    "latex",
    [
        "x = y. y = x",
        r"x = y. \quad y",
        r"x = y. \text{ Here } y",
        r"x = y. \\ y = x.",
        r"x = y \quad \text{for } x > 0. y = x",
    ],
)
def test_a_period_ends_a_statement(latex):
    assert len(display(latex, names=NAMES).statements) == 2


@pytest.mark.parametrize("character", ["€", "é", "猫", "\u200b"])
def test_a_character_without_meaning(character):
    assert latex_of(character) is None


def test_letters_that_are_all_names_are_no_function():
    names = replace(NAMES, quantities=NAMES.quantities | {"l", "n"})
    with pytest.raises(ReadingError) as caught:
        read("ln x", names=names)
    assert caught.value.code == "ambiguous"


def test_a_function_that_the_page_declares_may_be_typed_as_letters():
    names = replace(NAMES, functions=NAMES.functions | {r"\operatorname{act}"})
    for typed in ("2 act(x)", r"2 \text{act}(x)", r"2 \mathrm{act}(x)"):
        assert read(typed, names=names) == read(r"2 \operatorname{act}(x)", names=names)
