r"""Whole formulas: statements, chains across rows, tags, remarks."""

import pytest
from reads import display, refused

from eqproof.latex.display import Display
from eqproof.latex.printer import to_latex


def said(found: Display) -> list[str]:
    """Each statement, printed back."""
    result = []
    for statement in found.statements:
        signs = [f"{'?' * r.refuted}{r.sign}" for r in statement.relations]
        sides = [to_latex(side) for side in statement.sides]
        words = [sides[0], *(w for pair in zip(signs, sides[1:], strict=True) for w in pair)]
        result.append(" ".join(words))
    return result


def align(*rows: str, name: str = "align") -> str:
    return rf"\begin{{{name}}} " + r" \\ ".join(rows) + rf" \end{{{name}}}"


TREES = [
    ("x", ["x"]),
    ("x = y", ["x = y"]),
    ("x = y < z", ["x = y < z"]),
    (r"x \leq y \neq z", [r"x \le y \ne z"]),
    (r"x \overset{?}{=} y", ["x ?= y"]),
    (r"x \stackrel{?}{\le} y", [r"x ?\le y"]),
    (r"x \in (0, 1)", [r"x \in (0, 1)"]),
    # several statements
    (r"x = y, \quad y = z", ["x = y", "y = z"]),
    ("x = y, y = z", ["x = y", "y = z"]),
    ("x, y", ["x", "y"]),
    (r"x = y \text{ for all } m", ["x = y"]),
    (r"x = y \quad\text{and}\quad y = z", ["x = y", "y = z"]),
    (r"x = y \Rightarrow y = z", ["x = y", "y = z"]),
    (r"\text{so } x = y", ["x = y"]),
    (r"\therefore x = y", ["x = y"]),
    (r"x > 0, \quad y < 1", ["x > 0", "y < 1"]),
    # punctuation at the end
    *((f"x = y{mark}", ["x = y"]) for mark in (".", ",", ";", r"\,.", r" \; .")),
    # rows
    (align("x &= y", "&= z"), ["x = y = z"]),
    (align("x =& y", "=& z"), ["x = y = z"]),
    (align("x &=", "y &= z"), ["x = y = z"]),
    (align("x &= y", "z &= a"), ["x = y", "z = a"]),
    (align("x &= y & z &= a"), ["x = y", "z = a"]),
    (align("x &= a", r"&\quad + b", "&= c"), ["x = a + b = c"]),
    (align("x &= a +", "& b", "&= c"), ["x = a + b = c"]),
    (align("x &= a", "& - b = c"), ["x = a - b = c"]),
    (align("x &= a", r"& \cdot b"), [r"x = a \cdot b"]),
    (align(r"x &= a \cdot", "& b"), [r"x = a \cdot b"]),
    (align("x &= (a", "& + b)"), ["x = a + b"]),
    (align("x &= a", r"& \odot b", ": c"), [r"x = a \odot b : c"]),
    (align("x &= y", "-x &= -y"), ["x = y", "-x = -y"]),
    (align("a & b = c"), ["a b = c"]),
    (align("& x = y", "& z = a"), ["x = y", "z = a"]),
    # remarks in a column of their own
    (align(r"x &= y && \text{by reason}", r"&= z && \text{again}"), ["x = y = z"]),
    (align(r"x &= y & \eqref{a}", "&= z"), ["x = y = z"]),
    # environments
    (align("x &= y", "&= z", name="aligned"), ["x = y = z"]),
    (align("x &= y", "&= z", name="split"), ["x = y = z"]),
    (align("x &=& y", "&=& z", name="eqnarray"), ["x = y = z"]),
    (align("x = y", "y = z", name="gathered"), ["x = y", "y = z"]),
    (align("x = a", "- b", "= c", name="multline"), ["x = a - b = c"]),
    (r"\begin{alignedat}{2} x &= y & z &= a \end{alignedat}", ["x = y z = a"]),
    (r"\begin{aligned}[t] x &= y \end{aligned}", ["x = y"]),
    (rf"\begin{{equation}}{align('x &= y', name='aligned')}\end{{equation}}", ["x = y"]),
    (r"\eqalign{x &= y \cr &= z}", ["x = y = z"]),
    (r"x = y \\ = z", ["x = y = z"]),
    (r"\boxed{x = y}", ["x = y"]),
    (r"\text{Thus } \boxed{x = y}.", ["x = y"]),
    # definitions
    ("q := x + y", ["q := x + y"]),
    (align("q &:= x = y"), ["q := x = y"]),
    ("g(t) := t^2", [r"g\left(t\right) := t^{2}"]),
    ("q_i := w_i", [r"q_{i} := \mathbf{w}_{i}"]),
    (r"q := x, \quad h(s, t) := s t", ["q := x", r"h\left(s, t\right) := s t"]),
]  # fmt: skip


@pytest.mark.parametrize(("latex", "statements"), TREES, ids=[latex for latex, _ in TREES])
def test_statements(latex, statements):
    assert said(display(latex)) == statements


def test_a_tag_belongs_to_its_row():
    found = display(align(r"x &= y \tag{1}", "&= z", r"&= a \tag{2}"))
    assert [r.tag for r in found.statements[0].relations] == ["1", None, "2"]
    assert [text for text, _ in found.tags] == ["1", "2"]


def test_the_only_tag_belongs_to_the_whole_display():
    found = display(align("x &= y", r"&= z \tag{1}\label{one}"))
    assert [r.tag for r in found.statements[0].relations] == ["1", "1"]
    assert [text for text, _ in found.labels] == ["one"]


def test_a_reference_alone_is_a_formula():
    found = display(r"\eqref{eq:1}")
    assert found.statements == ()
    assert [text for text, _ in found.references] == ["eq:1"]


@pytest.mark.parametrize(
    ("code", "latex"),
    [
        ("missing-operand", "x ⟦=⟧"),
        ("missing-operand", "⟦=⟧ x"),
        ("missing-operand", "x ⟦=⟧ = y"),
        ("missing-operand", "x ⟦=⟧, y"),
        ("missing-operand", r"x ⟦=⟧ \eqref{a}"),
        ("missing-operand", "q ⟦:=⟧"),
        ("missing-operand", r"x = y \text{ so } ⟦=⟧ z"),
        ("missing-operand", r"⟦\quad⟧"),
        ("unsupported", r"x ⟦\overset⟧{!}{=} y"),
        ("unsupported", r"x ⟦\overset⟧?= y"),
        ("unsupported", "x =⟦_⟧1 y"),
        ("unsupported", r"x \in (0, 1) ⟦=⟧ y"),
        ("unsupported", r"x = ⟦\begin{aligned}⟧ a \\ b \end{aligned}"),
        ("unsupported", r"\begin{aligned} x &= a \end{aligned} ⟦+⟧ 1"),
        ("unsupported", "x ⟦&⟧ y"),
        ("unbalanced-brace", r"⟦\begin{align}⟧ x = y"),
        ("unbalanced-brace", r"x = y ⟦\end{align}⟧"),
        ("unbalanced-brace", r"\begin{align} x ⟦\end{aligned}⟧"),
        ("missing-operand", r"⟦\begin{alignedat}⟧ x = y \end{alignedat}"),
        # several definitions, and what cannot be defined
        ("unsupported", "x = y ⟦:=⟧ z"),
        ("unsupported", "q := x ⟦:=⟧ y"),
        ("unsupported", "⟦2q⟧ := x"),
        ("unsupported", "⟦q + x⟧ := y"),
        ("unsupported", "⟦q^3⟧ := x"),
        ("unsupported", r"⟦q^\top⟧ := x"),
        ("redefinition", "⟦g(t, t)⟧ := t"),
        ("missing-operand", "g⟦(⟧) := x"),
        # what can be read in two ways
        ("ambiguous", "0 < x, ⟦y < 1⟧"),
        ("ambiguous", r"x, ⟦y \in (0, 1)⟧"),
        ("ambiguous", "x, ⟦y = z⟧"),
        ("ambiguous", "x = y, ⟦z⟧"),
        ("ambiguous", "x = ⟦1,000⟧"),
        ("unsupported", r"x = y ⟦\text{mod}⟧ z"),
        ("unsupported", r"x = y ⟦\text{ mod }⟧ z"),
        ("unsupported", r"⟦\text{so}⟧ x"),
        ("unsupported", r"x = y ⟦\eqref{a}⟧ z"),
        ("ambiguous", r"x = a \text{ with } ⟦+⟧ b"),
        ("ambiguous", r"x = a \text{ with } ⟦-⟧ b"),
        ("ambiguous", r"\begin{align} x &= a \\ & ⟦b⟧ \end{align}"),
        ("ambiguous", r"\begin{align} x &= a \\ &\quad ⟦(⟧b + c) \\ &= y \end{align}"),
        ("ambiguous", r"\begin{multline} x = a \\ ⟦b⟧ \end{multline}"),
        ("ambiguous", r"x = a \\ ⟦b⟧"),
        ("ambiguous", r"\begin{gather} x = y \\ ⟦-⟧x = -y \end{gather}"),
        ("ambiguous", r"x = y \quad ⟦-⟧x = -y"),
        ("unknown-symbol", r"x \in ⟦\mathbb{R}^{n}⟧"),
    ],
)
def test_what_is_no_display(code, latex):
    refused(code, latex)
